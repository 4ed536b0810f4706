#include "match/sql_condition.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/date.h"
#include "base/text.h"

namespace hearth::match {
namespace {

constexpr double seconds_a_day = 86'400;
constexpr std::size_t searched_most = 1'000;  ///< bytes of a cell that a pattern is looked for in

/// Characters of UTF-8 from `from` (1 is the first), at most `count`.
std::string characters(std::string_view text, long from, long count) {
  std::string out;
  long at = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++at;
    if (at >= from && at < from + count) out.push_back(text[i]);
  }
  return out;
}

double characters_in(std::string_view text) {
  return static_cast<double>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Seconds since 1970 of a text in a format of %Y %m %d %H %M %S; nothing when it is in another form.
std::optional<double> time_in(std::string_view text, std::string_view format) {
  int year = 1900, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      if (at >= text.size() || text[at++] != format[i]) return std::nullopt;
      continue;
    }
    int* into = nullptr;
    std::size_t most = 2;
    switch (format[++i]) {
      case 'Y': into = &year, most = 4; break;
      case 'm': into = &month; break;
      case 'd': into = &day; break;
      case 'H': into = &hour; break;
      case 'M': into = &minute; break;
      case 'S': into = &second; break;
      default: return std::nullopt;
    }
    std::size_t digits = 0;
    *into = 0;
    while (digits < most && at < text.size() && text[at] >= '0' && text[at] <= '9') *into = *into * 10 + (text[at++] - '0'), ++digits;
    if (digits == 0) return std::nullopt;
  }
  const auto date = Date::make(year, month, day);
  if (at != text.size() || !date || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return date->days() * seconds_a_day + hour * 3600 + minute * 60 + second;
}

}  // namespace

bool SqlCondition::holds(const CellOf& cell) const {
  const auto found = value(root_, cell);
  const auto* truth = std::get_if<bool>(&found);
  return truth != nullptr && *truth;
}

namespace {

using Value = std::variant<std::monostate, bool, double, std::string>;

bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }

std::optional<double> number_of(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? 1.0 : 0.0;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return std::nullopt;
  const auto digits = trim(*text);
  double out = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return read.ec == std::errc{} && read.ptr == digits.data() + digits.size() ? std::optional{out} : std::nullopt;
}

std::optional<std::string> text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr) return std::nullopt;
  std::array<char, 32> out{};
  const auto done = std::to_chars(out.data(), out.data() + out.size(), *number);
  return std::string{out.data(), done.ptr};
}

std::optional<bool> truth_of(const Value& value) {
  const auto* truth = std::get_if<bool>(&value);
  return truth == nullptr ? std::nullopt : std::optional{*truth};
}

Value from(std::optional<double> number) { return number && std::isfinite(*number) ? Value{*number} : Value{}; }

}  // namespace

SqlCondition::Value SqlCondition::value(std::size_t number, const CellOf& cell) const {
  const auto& node = nodes_[number];
  switch (node.op) {
    case Op::text: return node.text;
    case Op::number: return node.number;
    case Op::null: return {};
    case Op::column: {
      const auto found = cell(node.side, node.column);
      return found ? Value{std::string{*found}} : Value{};
    }
    case Op::is_null: return is_null(value(node.of[0], cell));
    case Op::negation: {
      const auto inner = truth_of(value(node.of[0], cell));
      return inner ? Value{!*inner} : Value{};
    }
    case Op::both:
    case Op::either: {
      const bool settles = node.op == Op::either;  // one true settles OR, one false settles AND
      const auto left = truth_of(value(node.of[0], cell));
      if (left && *left == settles) return settles;
      const auto right = truth_of(value(node.of[1], cell));
      if (right && *right == settles) return settles;
      return left && right ? Value{!settles} : Value{};
    }
    case Op::equal: case Op::unequal: case Op::less: case Op::at_most: case Op::more: case Op::at_least: return compared(node, cell);
    case Op::coalesce:
      for (const auto part : node.of)
        if (auto found = value(part, cell); !is_null(found)) return found;
      return {};
    case Op::when:
      for (std::size_t i = 0; i + 1 < node.of.size(); i += 2)
        if (truth_of(value(node.of[i], cell)).value_or(false)) return value(node.of[i + 1], cell);
      return node.of.size() % 2 == 1 ? value(node.of.back(), cell) : Value{};
    case Op::plus: case Op::minus: case Op::times: case Op::divided: case Op::opposite: case Op::abs: case Op::round: case Op::as_number: case Op::epoch:
      return computed(node, cell);
    default: return of_texts(node, cell);
  }
}

/// Two texts as texts; otherwise both as numbers.
SqlCondition::Value SqlCondition::compared(const Node& node, const CellOf& cell) const {
  const auto left = value(node.of[0], cell), right = value(node.of[1], cell);
  if (is_null(left) || is_null(right)) return {};
  int order = 0;
  const auto *a = std::get_if<std::string>(&left), *b = std::get_if<std::string>(&right);
  if (a != nullptr && b != nullptr) {
    order = a->compare(*b);
  } else {
    const auto x = number_of(left), y = number_of(right);
    if (!x || !y) return {};
    order = *x < *y ? -1 : *x > *y ? 1 : 0;
  }
  switch (node.op) {
    case Op::equal: return order == 0;
    case Op::unequal: return order != 0;
    case Op::less: return order < 0;
    case Op::at_most: return order <= 0;
    case Op::more: return order > 0;
    default: return order >= 0;
  }
}

SqlCondition::Value SqlCondition::computed(const Node& node, const CellOf& cell) const {
  const auto x = number_of(value(node.of[0], cell));
  if (!x) return {};
  const auto y = node.of.size() > 1 ? number_of(value(node.of[1], cell)) : std::nullopt;
  switch (node.op) {
    case Op::opposite: return from(-*x);
    case Op::abs: return from(std::abs(*x));
    case Op::round: return from(std::round(*x));
    case Op::as_number: case Op::epoch: return from(x);  // a point in time is seconds already
    default: break;
  }
  if (!y) return {};
  switch (node.op) {
    case Op::plus: return from(*x + *y);
    case Op::minus: return from(*x - *y);
    case Op::times: return from(*x * *y);
    default: return *y == 0 ? Value{} : from(*x / *y);
  }
}

SqlCondition::Value SqlCondition::of_texts(const Node& node, const CellOf& cell) const {
  const auto first = value(node.of[0], cell);
  if (is_null(first)) return {};
  const auto a = text_of(first).value_or("");
  switch (node.op) {
    case Op::lower: return to_lower(a);
    case Op::upper: return to_upper(a);
    case Op::trim: return std::string{trim(a)};
    case Op::length: return characters_in(a);
    case Op::as_text: return a;
    case Op::regexp_extract: {
      std::smatch found;
      const auto looked_at = a.substr(0, searched_most);
      return std::regex_search(looked_at, found, *node.pattern) ? Value{found.str(0)} : Value{std::string{}};
    }
    default: break;
  }
  const auto second = value(node.of[1], cell);
  if (node.op == Op::nullif) {
    const bool equal = first == second || (number_of(first) && number_of(first) == number_of(second) && !std::holds_alternative<std::string>(second));
    return equal ? Value{} : first;
  }
  if (is_null(second)) return {};
  if (node.op == Op::substr) {
    const auto start = number_of(second);
    const auto count = node.of.size() > 2 ? number_of(value(node.of[2], cell)) : std::optional{1e9};
    if (!start || !count) return {};
    return characters(a, static_cast<long>(std::clamp(*start, -1e9, 1e9)), static_cast<long>(std::clamp(*count, 0.0, 1e9)));
  }
  const auto b = text_of(second).value_or("");
  switch (node.op) {
    case Op::joined: return a + b;
    case Op::jaro: return sql_jaro(a, b);
    case Op::jaro_winkler: return sql_jaro_winkler(a, b);
    case Op::levenshtein: return static_cast<double>(sql_levenshtein(a, b));
    case Op::damerau_levenshtein: return static_cast<double>(sql_damerau_levenshtein(a, b));
    case Op::jaccard: return sql_jaccard(a, b);
    case Op::strptime: return from(time_in(a, b));
    default: return {};
  }
}

void SqlCondition::conjuncts(std::size_t node, std::vector<std::size_t>& out) const {
  if (nodes_[node].op != Op::both) return out.push_back(node);
  for (const auto part : nodes_[node].of) conjuncts(part, out);
}

std::vector<std::size_t> SqlCondition::equal_columns() const {
  std::vector<std::size_t> parts, out;
  conjuncts(root_, parts);
  for (const auto part : parts) {
    const auto& node = nodes_[part];
    if (node.op != Op::equal) return {};
    const auto &left = nodes_[node.of[0]], &right = nodes_[node.of[1]];
    if (left.op != Op::column || right.op != Op::column || left.column != right.column || left.side == right.side) return {};
    out.push_back(left.column);
  }
  return out;
}

std::optional<Side> SqlCondition::only_side(std::size_t number) const {
  const auto& node = nodes_[number];
  if (node.op == Op::column) return node.side;
  std::optional<Side> found;
  for (const auto part : node.of) {
    const auto side = only_side(part);
    if (nodes_[part].op == Op::text || nodes_[part].op == Op::number || nodes_[part].op == Op::null) continue;
    if (!side || (found && *found != *side)) return std::nullopt;
    found = side;
  }
  return found;
}

SqlCondition::Join SqlCondition::as_join() const {
  std::vector<std::size_t> parts;
  conjuncts(root_, parts);
  Join out;
  for (const auto part : parts) {
    const auto& node = nodes_[part];
    if (node.op != Op::equal) continue;
    const auto left = only_side(node.of[0]), right = only_side(node.of[1]);
    if (!left || !right || *left == *right) continue;
    out.keys.push_back(*left == Side::left ? Join::Key{node.of[0], node.of[1]} : Join::Key{node.of[1], node.of[0]});
  }
  return out;
}

std::optional<std::string> SqlCondition::key(std::size_t node, const CellOf& cell) const { return text_of(value(node, cell)); }

}  // namespace hearth::match
