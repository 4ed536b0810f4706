#include "people/name_parts.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::people {
namespace {

using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 4> titles_of_men{"mr", "master", "sir", "mister"};
constexpr std::array<std::string_view, 6> titles_of_women{"mrs", "ms", "miss", "dame", "lady", "madam"};
constexpr std::array<std::string_view, 10> other_titles{"dr", "rev", "revd", "reverend", "prof", "professor", "mx", "lord", "doctor", "cllr"};
constexpr std::array<std::string_view, 13> suffixes{"jr", "sr", "jnr", "snr", "junior", "senior", "esq", "mbe", "obe", "cbe", "ii", "iii", "iv"};
constexpr std::array<std::string_view, 22> particles{"de", "da",  "do", "dos", "del", "della", "di", "la", "le", "van", "von",
                                                     "der", "den", "el", "al",  "bin", "ibn",   "ap", "ferch", "st", "mac", "mc"};
constexpr std::array<std::string_view, 9> estates{"exors", "executors", "executor", "executrix", "exec", "execs", "exrs", "reps", "estate"};
constexpr std::array<std::string_view, 14> unknowns{"unknown", "na",   "none", "nil",     "tbc",   "test",    "baby",
                                                    "infant",  "null", "not",  "occupier", "resident", "deceased", "xxx"};

template <std::size_t n>
bool among(const std::array<std::string_view, n>& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}
/// Folded words; apostrophes and stops vanish, everything else that is no letter or digit parts words.
Words name_words(std::string_view raw) {
  std::string text;
  for (const char c : fold(raw))
    if (c != '\'' && c != '`' && c != '.') text.push_back(c);
    else if (c == '.') text.push_back(' ');
  Words out;
  for (const auto word : words(text)) out.emplace_back(word);
  return out;
}

/// "EXORS OF MS A PORTER" is how a billing system writes to the estate of somebody who has died.
void drop_estate(Words& names) {
  if (names.size() < 3 || names[1] != "of" || !among(estates, names[0])) return;
  auto from = names.begin() + 2;
  while (from != names.end() && (*from == "the" || *from == "late")) ++from;
  names.erase(names.begin(), from);
}

char drop_titles(Words& names) {
  char sex = 0;
  drop_estate(names);
  const auto is = [&](const std::string& word) {
    if (!is_title_of_person(word)) return false;
    if (const char told = sex_of_title(word); told != 0) sex = told;
    return true;
  };
  if (names.size() > 1 || (names.size() == 1 && is_title_of_person(names[0]))) std::erase_if(names, is);
  if (names.size() > 1) std::erase_if(names, [](const std::string& word) { return among(suffixes, word); });
  return sex;
}

bool blank(const Words& names) { return names.empty() || among(unknowns, names.front()); }

GivenParts given_from(const Words& names, char sex) {
  if (blank(names)) return {"", "", sex};
  return {names[0], names.size() > 1 ? names[1] : "", sex};
}

SurnameParts surname_from(const Words& names) {
  SurnameParts out;
  if (blank(names)) return out;
  for (const auto& word : names) out.surname += word;
  if (names.size() == 1) return out;
  for (const auto& word : names)
    if (word.size() >= 3 && !among(particles, word) && out.others.size() < 2) out.others.push_back(word);
  return out;
}

/// Words of the last blank-parted piece: "Smith-Jones" is one surname of two.
std::size_t last_piece_words(std::string_view raw) {
  raw = trim(raw);
  const auto blank_at = raw.rfind(' ');
  return name_words(blank_at == std::string_view::npos ? raw : raw.substr(blank_at + 1)).size();
}

WholeName first_to_last(Words names, char sex, std::size_t surname_words) {
  WholeName out;
  if (blank(names) || among(unknowns, names.back())) return out;
  if (names.size() == 1) {
    out.surname = surname_from(names);
    out.given.sex = sex;
    return out;
  }
  std::size_t from = names.size() - std::clamp<std::size_t>(surname_words, 1, names.size() - 1);
  while (from > 1 && among(particles, names[from - 1])) --from;
  out.surname = surname_from({names.begin() + static_cast<std::ptrdiff_t>(from), names.end()});
  names.resize(from);
  out.given = given_from(names, sex);
  return out;
}

}  // namespace

bool is_title_of_person(std::string_view word) {
  return among(titles_of_men, word) || among(titles_of_women, word) || among(other_titles, word);
}

bool has_title_of_adult(std::string_view raw) {
  constexpr std::array<std::string_view, 11> adults{"mr", "mrs", "ms", "mister", "dr", "doctor", "rev", "revd", "reverend", "prof", "professor"};
  return std::ranges::any_of(name_words(raw), [&](const std::string& word) { return among(adults, word); });
}

char sex_of_title(std::string_view title) {
  const auto names = name_words(title);
  for (const auto& word : names) {
    if (among(titles_of_men, word)) return 'm';
    if (among(titles_of_women, word)) return 'f';
  }
  return 0;
}

GivenParts read_given(std::string_view raw) {
  auto names = name_words(raw);
  const char sex = drop_titles(names);
  return given_from(names, sex);
}

SurnameParts read_surname(std::string_view raw) {
  auto names = name_words(raw);
  drop_titles(names);
  return surname_from(names);
}

std::optional<std::size_t> title_after_surname(std::span<const std::string> folded_words) {
  // Titles that are names of people as well ("Lord", "Lady", "Master") do not part a name.
  static constexpr std::array<std::string_view, 9> sure{"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "prof"};
  constexpr std::size_t surname_words_most = 3;
  if (folded_words.empty() || is_title_of_person(folded_words.front())) return std::nullopt;
  for (std::size_t at = 1; at < folded_words.size() && at <= surname_words_most; ++at) {
    if (!among(sure, folded_words[at])) continue;
    // "BETTY E MRS TUDOR": nobody has an initial in the surname.
    if (std::ranges::any_of(folded_words.first(at), [](const std::string& word) { return word.size() == 1; })) return std::nullopt;
    // "SMITH MR" has a surname; of "John Smith Mr" nobody knows.
    return at + 1 < folded_words.size() || at == 1 ? std::optional{at} : std::nullopt;
  }
  return std::nullopt;
}

WholeName read_whole_name(std::string_view raw) {
  const auto comma = raw.find(',');
  if (comma == std::string_view::npos) {
    auto names = name_words(raw);
    drop_estate(names);
    if (const auto title = title_after_surname(names)) {
      const auto from = names.begin() + static_cast<std::ptrdiff_t>(*title);
      Words surname{names.begin(), from}, given{from, names.end()};
      const char sex = drop_titles(given);
      return {given_from(given, sex), surname_from(surname)};
    }
    const char sex = drop_titles(names);
    return first_to_last(std::move(names), sex, last_piece_words(raw));
  }
  auto before = name_words(raw.substr(0, comma)), after = name_words(raw.substr(comma + 1));
  char sex = drop_titles(before);
  if (const char told = drop_titles(after); told != 0) sex = told;
  // "Smith, John" is turned round; "John Smith, 1st baron Smith" is not: an ordinal is no given name.
  const bool rank = !after.empty() && after[0][0] >= '0' && after[0][0] <= '9';
  if (after.empty() || rank || before.size() > 3) return first_to_last(std::move(before), sex, last_piece_words(raw.substr(0, comma)));
  return {given_from(after, sex), surname_from(before)};
}

}  // namespace hearth::people
