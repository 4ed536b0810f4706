#include "formats/column_look.h"

#include <algorithm>

#include "base/date.h"
#include "base/hash.h"
#include "base/postcode.h"
#include "base/text.h"
#include "base/uprn.h"
#include "formats/value_shapes.h"

namespace hearth::formats {
namespace {

constexpr std::size_t values_max = 12;         ///< more are no list to choose from
constexpr std::size_t value_bytes_max = 30;
constexpr std::size_t codes_max = 40;
constexpr std::uint64_t repeats_min = 5;       ///< a listed value must occur so often on average: no list of names
constexpr std::array<char, 5> code_separators{';', '|', ',', '/', '+'};
constexpr int pivot_year = 2029;

bool may_be_uprn(std::string_view text) {
  const auto bare = text.starts_with('\'') ? text.substr(1) : text;
  return bare.size() >= 4 && bare.size() <= 16 && bare.front() >= '0' && bare.front() <= '9';
}

bool may_be_postcode(std::string_view text) {
  return text.size() >= 5 && text.size() <= 9 && text.back() > '9' && text.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

void ColumnLook::Joined::add(std::string_view value, char separator) {
  if (too_many) return;
  const auto parts = joined_codes(value, separator);
  if (parts.empty() && !is_code(value)) {
    too_many = true;  // neither codes nor one code: something else than a column of codes
    return;
  }
  if (!parts.empty()) ++cells;
  for (const auto part : parts) codes.emplace(part);
  if (parts.empty()) codes.emplace(value);
  if (codes.size() > codes_max) too_many = true, codes.clear();
}

void ColumnLook::add(std::string_view raw) {
  const auto value = trim(raw);
  if (value.empty() || is_null_word(value)) {
    ++profile_.blank;
    if (!value.empty()) nulls_.emplace(value);
    return;
  }
  ++profile_.filled;
  hashes_.push_back(hash64(value));
  add_value(value);
  add_date(value);
  const auto words = word_count(value);
  ++words_[std::min(words, words_.size() - 1)];
  if (value.find_first_of("\r\n") != std::string_view::npos) ++profile_.line_breaks;
  for (std::size_t i = 0; i < joined_.size(); ++i) joined_[i].add(value, code_separators[i]);
  if (!too_many_values_ && values_.find(value) == values_.end()) {
    too_many_values_ = values_.size() == values_max || value.size() > value_bytes_max;
    if (too_many_values_) values_.clear();
    else values_.emplace(value);
  }
}

void ColumnLook::add_value(std::string_view value) {
  if (is_integer(value)) ++profile_.integers;
  else if (is_decimal(value)) ++profile_.decimals;
  if (is_yes_no(value)) ++profile_.yes_no;
  if (may_be_postcode(value) && Postcode::parse(value)) ++profile_.postcodes;
  if (is_phone(value)) ++profile_.phones;
  if (is_email(value)) ++profile_.emails;
  if (is_nhs_number(value)) ++profile_.nhs_numbers;
  if (is_ni_number(value)) ++profile_.ni_numbers;
  if (is_address(value)) ++profile_.addresses;
  if (is_joint_name(value)) ++profile_.joint_names;
  if (!may_be_uprn(value)) return;
  const auto uprn = Uprn::parse(value);
  if (uprn && uprn->number() > 999'999) ++profile_.uprns;
  if (!uprn && uprn.error().code == "uprn.digits_lost") ++profile_.uprns_hurt;
}

void ColumnLook::add_date(std::string_view value) {
  const auto formats = date_formats_for(value);
  const bool pair = formats.size() == 2;
  const bool first = !formats.empty() && Date::parse(value, formats[0], pivot_year).has_value();
  const bool second = pair && Date::parse(value, formats[1], pivot_year).has_value();
  const auto count = [this](std::string_view format, bool only) {
    auto& fit = dates_.try_emplace(format, DateFormatFit{std::string{format}}).first->second;
    ++fit.fits;
    if (only) ++fit.only_this;
  };
  if (first) count(formats[0], pair && !second);
  if (second) count(formats[1], !first);
  if (pair) return;
  for (std::size_t i = 1; i < formats.size(); ++i)
    if (Date::parse(value, formats[i], pivot_year)) count(formats[i], false);
}

void ColumnLook::settle_dates() {
  for (const auto& [format, fit] : dates_) profile_.dates.push_back(fit);
  // Equal fits: the order that the standard library lists last would come first; day first is what the UK writes.
  std::ranges::stable_sort(profile_.dates, [](const DateFormatFit& a, const DateFormatFit& b) {
    const bool a_day = a.format.starts_with("%d"), b_day = b.format.starts_with("%d");
    return a.fits != b.fits ? a.fits > b.fits : a_day != b_day ? a_day : a.format < b.format;
  });
}

void ColumnLook::settle_joined() {
  // Dates and numbers split at "/" and ",", too.
  if (!profile_.dates.empty() && profile_.share(profile_.dates.front().fits) > 0.5) return;
  if (profile_.share(profile_.decimals) > 0.5) return;
  std::size_t best = joined_.size();
  for (std::size_t i = 0; i < joined_.size(); ++i) {
    const auto& joined = joined_[i];
    const bool repeats = joined.codes.size() * 2 <= profile_.filled + joined.cells;
    if (joined.too_many || joined.cells < 2 || !repeats) continue;
    if (best == joined_.size() || joined.cells > joined_[best].cells) best = i;
  }
  if (best == joined_.size()) return;
  profile_.joined = JoinedCodes{code_separators[best], joined_[best].cells, {joined_[best].codes.begin(), joined_[best].codes.end()}};
}

ColumnProfile ColumnLook::finish() {
  std::ranges::sort(hashes_);
  profile_.distinct = static_cast<std::uint64_t>(std::unique(hashes_.begin(), hashes_.end()) - hashes_.begin());
  profile_.key_candidate = profile_.blank == 0 && profile_.filled > 0 && profile_.distinct == profile_.filled;
  std::uint64_t seen = 0;
  for (std::size_t words = 0; words < words_.size() && seen * 2 < profile_.filled; ++words) {
    seen += words_[words];
    profile_.words_typical = words;
  }
  if (!too_many_values_ && values_.size() * repeats_min <= profile_.filled) profile_.values.assign(values_.begin(), values_.end());
  profile_.null_words.assign(nulls_.begin(), nulls_.end());
  settle_dates();
  settle_joined();
  return std::move(profile_);
}

}  // namespace hearth::formats
