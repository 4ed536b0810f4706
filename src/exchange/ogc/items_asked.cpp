#include "exchange/ogc/items_asked.h"

#include <algorithm>
#include <charconv>
#include <regex>
#include <set>

#include "base/try.h"

namespace hearth::exchange::ogc {
namespace {

tl::unexpected<Error> wrong(const std::string& name, const std::string& expected) { return wrong_use("ogc.parameter", name + ": expected " + expected); }

Result<std::size_t> whole_number(const std::string& name, std::string_view text, std::size_t least) {
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || number < least) return wrong(name, "a whole number, at least " + std::to_string(least) + ".");
  return number;
}

Result<Crs> system_of(const std::string& name, const std::string& value) {
  if (const auto crs = parse_crs(value)) return *crs;
  return wrong(name, std::string{uri_of(Crs::crs84)} + " or " + std::string{uri_of(Crs::national_grid)} + ".");
}

/// RFC 3339 moments or dates, an interval of them, or one that is open at an end.
bool is_a_time(const std::string& text) {
  static const std::regex form{R"(((\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)|(\.\.)?)(/((\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)|(\.\.)?))?)"};
  constexpr std::size_t longest = 80;
  return text.size() <= longest && text.find_first_of("0123456789") != std::string::npos && std::regex_match(text, form);
}

Result<Done> check_format(const std::string& value) {
  if (value == "json" || value == "application/json" || value == "application/geo+json") return Done{};
  return wrong("f", "json: there is no other form here.");
}

Result<Done> check_once(const Query& query) {
  std::set<std::string> seen;
  for (const auto& [name, value] : query)
    if (!seen.insert(name).second) return wrong_use("ogc.parameter", "a parameter is given twice. Expected each once.");
  return Done{};
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

Result<ItemsAsked> ItemsAsked::parse(const Query& query, const std::vector<std::string>& filters) {
  HEARTH_CHECK(check_once(query));
  ItemsAsked out;
  std::optional<std::string> box;
  Crs box_crs = Crs::crs84;
  for (const auto& [name, value] : query) {
    if (name == "f") {
      HEARTH_CHECK(check_format(value));
    } else if (name == "limit") {
      HEARTH_TRY(limit, whole_number(name, value, 1));
      out.limit = std::min(limit, limit_max);
    } else if (name == "offset") {
      HEARTH_TRY(offset, whole_number(name, value, 0));
      out.offset = offset;
    } else if (name == "bbox") {
      box = value;
    } else if (name == "bbox-crs") {
      HEARTH_TRY(crs, system_of(name, value));
      box_crs = crs;
    } else if (name == "crs") {
      HEARTH_TRY(crs, system_of(name, value));
      out.crs = crs;
    } else if (name == "datetime") {
      if (!is_a_time(value)) return wrong(name, "a date, a moment or an interval of RFC 3339, as 2026-01-01T00:00:00Z/..");
      out.when = value;
    } else if (std::ranges::find(filters, name) != filters.end()) {
      out.equal.emplace_back(name, value);
    } else {
      return wrong_use("ogc.parameter", "there is no such parameter here. Expected limit, offset, bbox, bbox-crs, crs, datetime, f" + (filters.empty() ? "" : ", " + listed(filters)) + ".");
    }
  }
  if (box) {
    HEARTH_TRY(asked, AskedBox::parse(*box, box_crs));
    out.box = asked;
  }
  return out;
}

Result<Crs> parse_crs_alone(const Query& query, bool may_have_crs) {
  HEARTH_CHECK(check_once(query));
  Crs out = Crs::crs84;
  for (const auto& [name, value] : query) {
    if (name == "f") {
      HEARTH_CHECK(check_format(value));
    } else if (name == "crs" && may_have_crs) {
      HEARTH_TRY(crs, system_of(name, value));
      out = crs;
    } else {
      return wrong_use("ogc.parameter", std::string{"there is no such parameter here. Expected "} + (may_have_crs ? "crs or f." : "f."));
    }
  }
  return out;
}

}  // namespace hearth::exchange::ogc
