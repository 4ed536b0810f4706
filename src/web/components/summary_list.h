// summary_list.h: names and values of one thing, with links to change them; as a card when there are several things.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

struct SummaryAction {
  Html words;
  std::string href{};
  std::string hidden_words{};   ///< "name of Ada Quill": which thing is changed, for people who hear the link alone
  std::string classes{};
  Attrs attributes{};
};
struct SummaryActions {
  std::vector<SummaryAction> items{};
  std::string classes{};
};
struct SummaryCell {
  Html content{};
  std::string classes{};
};
struct SummaryRow {
  SummaryCell key{}, value{};
  SummaryActions actions{};
  std::string classes{};
};
struct SummaryCard {
  Html title{};
  std::string title_classes{};
  int heading_level{2};
  SummaryActions actions{};
  std::string classes{};
  Attrs attributes{};
};
struct SummaryListOptions {
  std::vector<SummaryRow> rows{};
  std::optional<SummaryCard> card{};
  std::string classes{};
  Attrs attributes{};
};
[[nodiscard]] Html summary_list(const SummaryListOptions& options);

}  // namespace hearth::web
