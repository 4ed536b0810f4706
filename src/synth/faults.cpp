#include "synth/faults.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::synth {
namespace {

constexpr std::string_view hearing_errors =
#include "synth/names/hearing_errors.inc"
    ;
constexpr std::string_view scanner_errors =
#include "synth/names/scanner_errors.inc"
    ;

constexpr std::string_view nothing = "@";

char neighbour_on_keyboard(char c, Random& random) {
  static constexpr std::array<std::string_view, 3> rows{"qwertyuiop", "asdfghjkl", "zxcvbnm"};
  for (const auto row : rows) {
    const auto at = row.find(c);
    if (at == std::string_view::npos) continue;
    if (at == 0) return row[1];
    if (at + 1 == row.size()) return row[at - 1];
    return random.chance(500) ? row[at - 1] : row[at + 1];
  }
  return c;
}

bool ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 128; });
}

std::string lower_first(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}
std::string upper_first(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

Faults::Faults() {
  for (const auto line : split(hearing_errors, '\n')) {
    const auto parts = split(line, ' ');
    if (parts.size() == 3) hearing_.push_back({parts[0][0], parts[1], parts[2] == nothing ? std::string_view{} : parts[2]});
  }
  for (const auto line : split(scanner_errors, '\n')) {
    const auto parts = split(line, ' ');
    if (parts.size() == 2) scanning_.push_back({'A', parts[0], parts[1]});
  }
}

std::string Faults::typed(std::string text, Random& random) const {
  if (text.size() < 3 || !ascii(text)) return text;
  const auto at = 1 + random.below(text.size() - 2);
  switch (random.below(4)) {
    case 0: text.erase(at, 1); break;
    case 1: text.insert(at, 1, text[at]); break;
    case 2: std::swap(text[at], text[at + 1]); break;
    default: text[at] = neighbour_on_keyboard(text[at], random);
  }
  return text;
}

std::string Faults::heard(std::string text, Random& random) const {
  if (!ascii(text)) return text;
  auto said = lower_first(text);
  // Some tries to find a rule that fits the word; most rules fit few words.
  for (int tries = 0; tries < 40; ++tries) {
    const auto& rule = hearing_[random.below(hearing_.size())];
    const auto at = rule.where == 'E' ? (said.ends_with(rule.from) ? said.size() - rule.from.size() : std::string::npos)
                                      : said.find(rule.from, rule.where == 'M' ? 1 : 0);
    if (at == std::string::npos || (rule.where == 'S' && at != 0)) continue;
    if (rule.where == 'M' && at + rule.from.size() >= said.size()) continue;
    said.replace(at, rule.from.size(), rule.to);
    return said.size() < 2 ? text : upper_first(said);
  }
  return text;
}

std::string Faults::scanned(std::string text, Random& random) const {
  for (int tries = 0; tries < 30; ++tries) {
    const auto& rule = scanning_[random.below(scanning_.size())];
    const auto at = text.find(rule.from);
    if (at == std::string::npos) continue;
    return text.replace(at, rule.from.size(), rule.to);
  }
  return text;
}

std::string Faults::name(std::string name, Random& random, bool on_paper) const {
  if (name.empty()) return name;
  const auto die = random.below(1000);
  if (die < rate::typing) return typed(std::move(name), random);
  if (die < rate::typing + rate::hearing) return heard(std::move(name), random);
  if (on_paper && die < rate::typing + rate::hearing + rate::scanning) return scanned(std::move(name), random);
  return name;
}

std::string plain_letters(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 44> marks{{
      {"á", 'a'}, {"à", 'a'}, {"â", 'a'}, {"ä", 'a'}, {"ã", 'a'}, {"ă", 'a'}, {"ą", 'a'}, {"ā", 'a'}, {"é", 'e'}, {"è", 'e'}, {"ê", 'e'},
      {"ë", 'e'}, {"ę", 'e'}, {"ė", 'e'}, {"ē", 'e'}, {"í", 'i'}, {"î", 'i'}, {"ï", 'i'}, {"ī", 'i'}, {"ó", 'o'}, {"ô", 'o'}, {"ö", 'o'},
      {"ő", 'o'}, {"ú", 'u'}, {"ü", 'u'}, {"ū", 'u'}, {"ý", 'y'}, {"ŷ", 'y'}, {"ł", 'l'}, {"Ł", 'L'}, {"ń", 'n'}, {"ņ", 'n'}, {"ñ", 'n'},
      {"ś", 's'}, {"š", 's'}, {"ş", 's'}, {"ț", 't'}, {"ż", 'z'}, {"ź", 'z'}, {"ž", 'z'}, {"ć", 'c'}, {"č", 'c'}, {"ç", 'c'}, {"ř", 'r'}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 128) {
      out.push_back(text[i++]);
      continue;
    }
    const auto found = std::ranges::find(marks, text.substr(i, 2), [](const auto& m) { return m.first; });
    if (found != marks.end()) out.push_back(found->second);
    else if (text.substr(i, 2) == "Ó") out.push_back('O');
    else if (text.substr(i, 2) == "Ú") out.push_back('U');
    else if (text.substr(i, 2) == "É") out.push_back('E');
    i += 2;  // every mark of the lists is two bytes long
  }
  return out;
}

WrittenDate written_birth(const Date& born, const Date& today, Random& random) {
  WrittenDate out{born.year(), born.month(), born.day(), true};
  auto die = static_cast<int>(random.below(1000));
  const auto falls_on = [&die](unsigned share) {
    die -= static_cast<int>(share);
    return die < 0;
  };
  if (falls_on(rate::birth_blank)) out = {0, 0, 0, false};
  else if (falls_on(rate::birth_swapped)) {
    if (born.day() <= 12) std::swap(out.day, out.month);
  } else if (falls_on(rate::birth_digit)) {
    if (random.chance(500)) out.year = born.year() - random.between(1, 3);
    else out.day = std::min(28, born.day() % 10 + 10 * random.between(0, 2));
    if (out.day == 0) out.day = 1;
  } else if (falls_on(rate::birth_first_january)) out.month = out.day = 1;
  else if (falls_on(rate::birth_impossible)) out.month = 2, out.day = 31;
  else if (falls_on(rate::birth_future)) out.year = today.year() + random.between(1, 40);
  out.right = out.year == born.year() && out.month == born.month() && out.day == born.day();
  return out;
}

}  // namespace hearth::synth
