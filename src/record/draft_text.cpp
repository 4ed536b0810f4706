#include "record/draft_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::record {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (c == '\n') out.append("\\n");
    if (static_cast<unsigned char>(c) >= 0x20) out.push_back(c);
  }
  return out + "\"";
}

std::string in_list(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out.append(out.empty() ? "" : ", ").append(in_quotes(text));
  return out;
}

std::string percent(double share) {
  const int whole = static_cast<int>(share * 100 + 0.5);
  return whole == 0 && share > 0 ? "under 1 %" : std::to_string(whole) + " %";
}

std::string separator_in_quotes(char separator) { return separator == '\t' ? "\"\\t\"" : in_quotes(std::string(1, separator)); }

std::string in_format(const formats::ColumnProfile& c) {
  const auto shape = [](std::string format) {
    std::ranges::replace(format, 'Y', 'y');
    return format;
  };
  const auto turned = [](std::string format) {
    for (auto& letter : format) letter = letter == 'd' ? 'm' : letter == 'm' ? 'd' : letter;
    return format;
  };
  std::vector<std::string> formats;
  std::uint64_t read = 0;
  for (const auto& fit : c.dates) {
    // A year alone, and a year of two figures for four, are read by themselves.
    const bool said = std::ranges::any_of(formats, [&](const auto& known) { return shape(known) == shape(fit.format) || shape(known) == turned(shape(fit.format)); });
    if (said || (fit.format == "%Y" && c.dates.size() > 1)) continue;
    if (!formats.empty() && (fit.fits < 2 || read >= c.any_dates)) continue;
    formats.push_back(fit.format);
    read += fit.fits;
  }
  return formats.size() == 1 ? in_quotes(formats[0]) : "[" + in_list(formats) + "]";
}

std::string form_lines(const formats::CsvForm& form) {
  std::string out;
  if (form.encoding) out += "encoding = " + in_quotes(formats::name_of(*form.encoding)) + "\n";
  if (form.separator) out += "separator = " + separator_in_quotes(*form.separator) + "\n";
  if (form.heading_row > 1) out += "heading_row = " + std::to_string(form.heading_row) + "\n";
  return out;
}

bool says_protected(std::string_view value) {
  const auto text = fold(value);
  static constexpr std::array<std::string_view, 14> words{"confad", "disclose", "dnda", "dnd", "protected", "protect", "marac", "refuge", "withheld", "withhold", "sensitive", "restricted", "secure",
                                                          "confidential"};
  return text == "nd" || text == "dv-nd" || std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

std::span<const std::string_view> protecting_phrases() {
  // "refuge" and "dv" alone are not among them: they begin "refugee" and "dvd".
  static constexpr std::array<std::string_view, 30> phrases{
      "do not disclose",  "don't disclose",     "dont disclose",    "not to be disclosed", "not for disclosure", "do not give out",   "don't give out",
      "dont give out",    "do not release",     "do not share addr", "do not share address", "do not share details", "do not reveal",       "not to be given out", "address withheld",  "withhold address",
      "address protected", "do not confirm address", "address is confidential", "address confidential", "protected address", "protected person", "confidential address", "secure address",     "dnd",
      "marac",            "in refuge",          "refuge address",   "women's refuge",      "witness protection"};
  return phrases;
}

std::span<const std::string_view> death_phrases() {
  static constexpr std::array<std::string_view, 9> phrases{"slipped away", "deceased", "decd", "dec'd", "dec\xE2\x80\x99" "d", "passed away", "died", "rip", "death notified"};
  return phrases;
}

bool says_dead(std::string_view value) {
  const auto text = fold(value);
  return text.find("deceas") != std::string::npos || text == "dec" || text == "decd" || text == "dec'd" || text == "died" || text == "dead" || text == "rip";
}

bool contradicted(std::string_view field, const formats::ColumnProfile& c) {
  if (c.filled == 0) return false;
  const bool date = field == "birth_date" || field == "death_date" || field == "address_from" || field == "address_to" || field == "updated";
  // "Age / born" may mix both: the dates are read.
  if (date) return c.dates.empty() || c.share(c.any_dates + (field == "birth_date" ? c.ages : 0)) < 0.5;
  if (field == "address") return c.share(c.yes_no) > 0.9;
  if (field == "phone") return c.share(c.phones) < 0.3;
  if (field == "email") return c.share(c.emails) < 0.3;
  if (field == "postcode") return c.share(c.postcodes) < 0.2;
  if (field == "uprn") return c.share(c.uprns + c.uprns_hurt) < 0.3;
  if (field == "ni_number") return c.share(c.ni_numbers) < 0.3;
  if (field == "protected") {
    const bool marks = !c.values.empty() && std::ranges::all_of(c.values, [](const auto& value) { return value.size() <= 3; });
    return c.share(c.yes_no) < 0.9 && !marks && std::ranges::none_of(c.values, says_protected);
  }
  if (field == "deceased") return c.share(c.yes_no) < 0.9 && std::ranges::none_of(c.values, says_dead);
  return false;
}

}  // namespace hearth::record
