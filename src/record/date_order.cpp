#include "record/date_order.h"

#include <algorithm>

#include "base/text.h"

namespace hearth::record {
namespace {

/// "04/05/1961", "4.5.61": one or two digits, then others.
bool begins_with_day_or_month(std::string_view cell) {
  const auto text = trim(cell);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto first = static_cast<std::size_t>(std::ranges::find_if_not(text, digit) - text.begin());
  if (first == 0 || first > 2 || text.size() < first + 2) return false;
  return digit(text[first + 1]) && std::ranges::none_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

DateOrder order_of(std::string_view cell, const Result<std::string>& read) {
  if (!begins_with_day_or_month(cell)) return DateOrder::no_question;
  if (!read) return read.error().code == "date.american" ? DateOrder::exchanged : DateOrder::no_question;
  const auto date = Date::parse_iso(*read);
  if (!date || !date->whole()) return DateOrder::no_question;
  if (date->day() > 12) return DateOrder::as_declared;
  return date->day() == date->month() ? DateOrder::no_question : DateOrder::either;
}

void DateOrders::begin(const std::vector<std::string>& heading) {
  of_column_.clear();
  for (const auto& name : heading) of_column_.push_back(&by_heading_[name]);
}

void DateOrders::add(std::size_t column, DateOrder order) {
  auto& tally = *of_column_[column];
  if (order == DateOrder::as_declared) ++tally.as_declared;
  else if (order == DateOrder::exchanged) ++tally.exchanged;
  else if (order == DateOrder::either) ++tally.either;
}

void DateOrders::add(const DateOrders& others) {
  for (const auto& [heading, more] : others.by_heading_) {
    auto& tally = by_heading_[heading];
    tally.as_declared += more.as_declared;
    tally.exchanged += more.exchanged;
    tally.either += more.either;
  }
}

std::set<std::string> DateOrders::doubtful() const {
  std::set<std::string> out;
  for (const auto& [heading, tally] : by_heading_)
    if (tally.either > 0 && tally.exchanged >= exchanged_least && tally.exchanged * 4 >= tally.as_declared) out.insert(heading);
  return out;
}

}  // namespace hearth::record
