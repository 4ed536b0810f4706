// request.h: one HTTP request as a plain value, read and checked; nothing here knows of sockets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace hearth::web {

enum class Method : std::uint8_t { get, head, post, other };

/// Names and values of a query or a form, in order; decoded.
class Params {
 public:
  /// application/x-www-form-urlencoded. A bad escape, bytes that are no UTF-8 and NUL are refused.
  /// @error http.bad_form, http.too_many_fields
  [[nodiscard]] static Result<Params> parse(std::string_view encoded);
  [[nodiscard]] std::string_view get(std::string_view name) const noexcept;  ///< the first one; empty when absent
  [[nodiscard]] bool has(std::string_view name) const noexcept;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  void add(std::string name, std::string value) { items_.emplace_back(std::move(name), std::move(value)); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& items() const noexcept { return items_; }
  /// As a query string; percent-encoded.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

struct Request {
  Method method{Method::get};
  std::string path;     ///< decoded, begins with '/', no "..", no NUL
  Params query;
  Params form;          ///< of a POST with a form; empty else
  std::string body;     ///< of a POST that is no form
  std::string host;
  std::string origin;   ///< of the Origin heading; empty when the browser sent none
  std::string cookie;   ///< the whole heading
  std::string authorization;  ///< the whole heading
  std::string if_none_match;
  bool accepts_gzip{false};
  bool from_this_machine{false};
};

/// Path and query of a request target ("/ask?x=1"). @error http.bad_target
[[nodiscard]] Result<std::pair<std::string, Params>> parse_target(std::string_view target);
/// "a b&c" as "a%20b%26c": for a path segment or a query value.
[[nodiscard]] std::string percent_encoded(std::string_view text);
/// The value of one cookie; nothing when it is absent or given twice.
[[nodiscard]] std::optional<std::string> cookie_value(std::string_view heading, std::string_view name);

}  // namespace hearth::web
