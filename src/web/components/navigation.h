// navigation.h: ways from page to page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

struct BackLinkOptions {
  Html content = text("Back");
  std::string href{"#"};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html back_link(const BackLinkOptions& options);

struct SkipLinkOptions {
  Html content;
  std::string href{"#content"};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html skip_link(const SkipLinkOptions& options);

struct BreadcrumbItem {
  Html words;
  std::string href{};             ///< empty: this page
  Attrs attributes{};
};
struct BreadcrumbsOptions {
  std::vector<BreadcrumbItem> items;
  bool collapses_on_mobile{false};
  std::string label{"Breadcrumb"};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html breadcrumbs(const BreadcrumbsOptions& options);

struct PaginationItem {
  std::string number{};
  std::string href{};
  bool is_current{false};
  bool is_ellipsis{false};
  std::optional<std::string> hidden_words{};  ///< else "Page N"
  Attrs attributes{};
};
struct PaginationLink {
  std::string href{};
  Html words{};                   ///< else "Previous page", "Next page"
  std::string label{};            ///< title of that page, when there are no numbers
  Attrs attributes{};
};
struct PaginationOptions {
  PaginationLink previous{}, next{};  ///< left out without href
  std::vector<PaginationItem> items{};
  std::string label{"Pagination"};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html pagination(const PaginationOptions& options);

struct ServiceNavigationItem {
  Html words;
  std::string href{};             ///< empty: words only
  bool is_current{false};         ///< this very page
  bool is_active{false};          ///< this page is below it
  Attrs attributes{};
};
struct ServiceNavigationOptions {
  std::string service_name{};
  std::string service_href{};
  std::vector<ServiceNavigationItem> items{};
  std::optional<bool> collapses_on_mobile{};  ///< else with two items or more
  std::string label{"Service information"};
  std::string navigation_label{"Menu"};
  std::string menu_words{"Menu"};
  std::string menu_label{};       ///< read out in place of menu_words
  std::string navigation_id{"navigation"};
  std::string navigation_classes{};
  Html at_start{}, at_list_start{}, at_list_end{}, at_end{};  ///< own markup: a sign-out form, say
  bool end_is_inline{false};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html service_navigation(const ServiceNavigationOptions& options);

}  // namespace hearth::web
