#include "record/field_value.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "base/uprn.h"
#include "formats/value_shapes.h"

namespace hearth::record {
namespace {

// What UK back offices write, most frequent first. Two-digit years come last: "01/02/03" fits nothing before them.
constexpr std::array<const char*, 11> usual_formats{"%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y",
                                                    "%d %b %Y", "%d %B %Y", "%Y%m%d",   "%Y-%m",    "%m/%Y",    "%d/%m/%y"};

Result<Date> read_usual(std::string_view cell, int pivot_year) {
  std::optional<Error> told;
  for (const char* format : usual_formats) {
    const auto parsed = Date::parse(cell, format, pivot_year);
    if (parsed) return parsed;
    if (parsed.error().code != "date.malformed" && !told) told = parsed.error();
  }
  if (cell.size() == 4) return Date::parse(cell, "%Y");
  // Forms that are read in one way only.
  for (const char* format : {"%d-%b-%y", "%d %b %y", "%d.%m.%y", "%d-%m-%y", "%b %Y", "%B %Y", "%b-%Y", "%b %y", "%b-%y"})
    if (const auto parsed = Date::parse(cell, format, pivot_year)) return parsed;
  if (told) return fail(*told);
  return fail("date.malformed", "not a date. Expected for example 28/02/1950; name the form in the feed: { column = ..., format = ... }.");
}

/// A cell that is not in the column's form, and can be read in one way only: a short or a long year, a year first, a month by its name, or a
/// year alone ("1950", "c. 1950"). Never another order of numbers.
std::optional<Date> read_otherwise(std::string_view cell, const std::string& format, int pivot_year) {
  if (const auto year = format.find("%Y"); year != std::string::npos) {
    std::string shorter = format;
    shorter[year + 1] = 'y';
    if (const auto date = Date::parse(cell, shorter, pivot_year)) return *date;
  }
  if (const auto year = format.find("%y"); year != std::string::npos) {
    std::string longer = format;
    longer[year + 1] = 'Y';
    if (const auto date = Date::parse(cell, longer, pivot_year)) return *date;
  }
  for (const char* plain : {"%Y-%m-%d", "%d %b %Y", "%d-%b-%Y", "%d %B %Y", "%d-%b-%y", "%d %b %y", "%Y-%m", "%m/%Y"})
    if (const auto date = Date::parse(cell, plain, pivot_year)) return *date;
  std::string_view year = cell;
  for (const std::string_view about : {"circa", "about", "abt", "c.", "ca", "c", "~", "("})
    if (to_lower_ascii(year).starts_with(about)) {
      year = trim(year.substr(about.size()));
      break;
    }
  while (!year.empty() && (year.back() == '?' || year.back() == ')')) year = trim(year.substr(0, year.size() - 1));
  if (year.size() != 4) return std::nullopt;
  const auto date = Date::parse(year, "%Y");
  return date ? std::optional{*date} : std::nullopt;
}

/// In one of the forms of the column ("%d/%m/%Y|%d-%b-%y"), else as it can be read in one way only. @error of the first form
Result<Date> read_in(std::string_view cell, const std::string& formats, int pivot_year) {
  std::optional<Error> told;
  for (const auto format : split(formats, '|')) {
    const auto parsed = Date::parse(cell, format, pivot_year);
    if (parsed) return parsed;
    if (!told) told = parsed.error();
  }
  for (const auto format : split(formats, '|'))
    if (const auto other = read_otherwise(trim(cell), std::string{format}, pivot_year)) return *other;
  return fail(*told);
}

bool names_somebody(Field field) {
  return field == Field::full_name || field == Field::given_name || field == Field::middle_names || field == Field::surname || field == Field::previous_surname ||
         field == Field::title;
}

}  // namespace

bool is_date(Field field) {
  switch (field) {
    case Field::birth_date: case Field::death_date: case Field::address_from: case Field::address_to: case Field::updated: return true;
    default: return false;
  }
}

Result<Date> read_date(std::string_view whole, const std::string& format, const Date& today, bool birth) {
  if (birth && formats::is_age(whole))
    return fail("date.an_age", "an age and no date: nobody knows on which day it was true, so it is not kept. Expected a date of birth, or its year.");
  const auto cell = formats::without_age(whole);
  const int pivot_year = birth ? today.year() : today.year() + 10;
  auto parsed = format.empty() ? read_usual(trim(cell), pivot_year) : read_in(cell, format, pivot_year);
  if (!parsed) return parsed;
  if (parsed->days() > today.days() + 1)
    return fail("date.future", "this date lies in the future. Expected a day up to today.");
  return parsed;
}

Result<std::string> read_number(std::string_view cell) {
  const auto malformed = [] { return fail("number.malformed", "not a number. Expected for example 143.20."); };
  std::string out;
  bool digits = false, point = false;
  std::string_view text = trim(cell);
  if (text.starts_with("\xC2\xA3")) text.remove_prefix(2);  // the pound sign
  text = trim(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') out.push_back(c), digits = true;
    else if (c == '.' && !point) out.push_back(c), point = true;
    else if (c == '-' && out.empty()) out.push_back(c);
    else if (c != ',' || !digits || point) return malformed();
  }
  if (!digits || out.size() > 18) return malformed();
  return out;
}

Result<Done> check_name(std::string_view cell) {
  if (cell.size() <= limits::name_bytes_max) return Done{};
  return fail("name.too_long", "longer than any name: " + std::to_string(cell.size()) + " bytes. Expected a name; did columns slip?");
}

Result<std::string> read_value(Field field, const ColumnSource& source, std::string_view cell, const Date& today) {
  if (field == Field::uprn) {
    HEARTH_TRY(uprn, Uprn::parse(cell));
    return uprn.text();
  }
  if (is_date(field)) {
    const bool may_be_ahead = field == Field::address_to;  // a tenancy may be known to end
    HEARTH_TRY(date, read_date(cell, source.format, may_be_ahead ? Date::from_days(today.days() + 36500) : today,
                               field == Field::birth_date));
    return date.text();
  }
  if (names_somebody(field)) HEARTH_CHECK(check_name(cell));
  return read_value(source.type, source.format, cell, today);
}

Result<std::string> read_value(ColumnSource::Type type, const std::string& format, std::string_view cell, const Date& today) {
  if (type == ColumnSource::Type::number) return read_number(cell);
  if (type == ColumnSource::Type::date) {
    HEARTH_TRY(date, read_date(cell, format, today));
    return date.text();
  }
  return std::string{cell};
}

Result<bool> read_flag(std::string_view cell) {
  static constexpr std::array<std::string_view, 7> yes{"y", "yes", "true", "t", "1", "x", "on"};
  static constexpr std::array<std::string_view, 7> no{"n", "no", "false", "f", "0", "-", "off"};
  const auto text = fold(trim(cell));
  if (std::ranges::find(yes, text) != yes.end()) return true;
  if (std::ranges::find(no, text) != no.end()) return false;
  return fail("flag.malformed", "neither yes nor no. Expected Y or N; name other words in the feed: true = [\"...\"].");
}

}  // namespace hearth::record
