#include "record/birth_dates.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "formats/value_shapes.h"
#include "record/field_value.h"

namespace hearth::record {
namespace {

std::vector<std::string_view> pieces_of(std::string_view cell, std::string_view marks) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0; from <= cell.size();) {
    const auto end = std::min(cell.find_first_of(marks, from), cell.size());
    if (const auto piece = trim(cell.substr(from, end - from)); !piece.empty()) out.push_back(piece);
    from = end + 1;
  }
  return out;
}

/// One date and nothing else.
std::optional<Date> date_alone(std::string_view text, const std::string& format, const Date& today) {
  if (!format.empty())
    if (const auto date = read_date(text, format, today, true)) return *date;
  const auto formats = formats::date_formats_for(text);
  // Of two the first has the day first; more are the ways to write a month by its name.
  const std::size_t tried = formats.size() == 2 ? 1 : formats.size();
  for (std::size_t i = 0; i < tried; ++i)
    if (const auto date = Date::parse(text, formats[i], today.year())) return *date;
  return std::nullopt;
}

}  // namespace

std::vector<Date> births_in(std::string_view cell, const std::string& format, const Date& today) {
  std::vector<Date> out;
  const auto add = [&](std::string_view text) {
    const auto date = date_alone(text, format, today);
    if (date && date->days() <= today.days()) out.push_back(*date);
    return date.has_value();
  };
  if (add(trim(cell))) return out;
  for (const auto piece : pieces_of(cell, ";,()[]|&+\n\r"))
    if (!add(piece))
      for (const auto word : pieces_of(piece, " :"))
        if (word.size() >= 6) add(word);
  return out;
}

Date no_longer_under(const Date& birth, int years) {
  const auto year = birth.year() + years;
  if (!birth.whole()) return Date::make(year + 1, 1, 1).value();
  const auto same_day = Date::make(year, birth.month(), birth.day());
  return same_day ? *same_day : Date::make(year, 3, 1).value();  // born on 29 February
}

}  // namespace hearth::record
