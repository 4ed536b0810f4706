#include "synth/names.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/assertion.h"
#include "base/text.h"

namespace hearth::synth {
namespace {

constexpr std::string_view first_names_old =
#include "synth/names/first_names_1924_1984.inc"
    ;
constexpr std::string_view first_names_new =
#include "synth/names/first_names_1996_2024.inc"
    ;
constexpr std::string_view surnames_british =
#include "synth/names/surnames_british.inc"
    ;
constexpr std::string_view communities =
#include "synth/names/communities.inc"
    ;
constexpr std::string_view first_name_variants =
#include "synth/names/first_name_variants.inc"
    ;
constexpr std::string_view surname_variants =
#include "synth/names/surname_variants.inc"
    ;

constexpr std::array<std::string_view, community_count> community_names{
    "british", "irish", "welsh", "south_asian_muslim", "south_asian_other", "west_african", "east_european", "chinese", "arabic"};

constexpr unsigned other_decade_per_thousand = 60;     // named after a grandparent, or before the fashion
constexpr unsigned british_first_name_per_thousand = 80;  // in another community
constexpr unsigned first_spelling_per_thousand = 550;  // of a family of spellings; the others share the rest

std::uint32_t number_in(std::string_view text, std::uint32_t otherwise) {
  std::uint32_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string unblanked(std::string_view text) {
  std::string out{text};
  std::ranges::replace(out, '_', ' ');
  return out;
}

std::vector<std::string_view> tokens(std::string_view line) {
  auto out = split(line, ' ');
  std::erase(out, std::string_view{});
  return out;
}

}  // namespace

std::string_view name_of(Community community) noexcept { return community_names[static_cast<std::size_t>(community)]; }

Names::Names(Words& words) : words_{words} {
  read_years(first_names_old);
  read_years(first_names_new);
  read_surnames(surnames_british);
  read_communities(communities);
  read_variants(first_name_variants, given_variants_);
  read_variants(surname_variants, surname_variants_);
}

// "F1924 Margaret Mary ...", most frequent first, or "F1996 Sophie:7087 ..." with numbers of babies.
void Names::read_years(std::string_view text) {
  for (const auto line : split(text, '\n')) {
    const auto parts = tokens(line);
    if (parts.empty()) continue;
    auto& list = by_year_[parts[0][0] == 'F' ? 1 : 0][static_cast<int>(number_in(parts[0].substr(1), 0))];
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto colon = parts[i].find(':');
      list.names.push_back(words_.add(parts[i].substr(0, colon)));
      // Ranks alone: shares fall about as 1 / (rank + 8), which fits the lists that have counts.
      list.shares.add(colon == std::string_view::npos ? static_cast<std::uint32_t>(20'000 / (i + 8))
                                                      : number_in(parts[i].substr(colon + 1), 1));
    }
  }
}

void Names::read_surnames(std::string_view text) {
  auto& list = own_[0].surnames;
  for (const auto line : split(text, '\n'))
    for (const auto token : tokens(line)) {
      const auto colon = token.find(':');
      list.names.push_back(words_.add(token.substr(0, colon)));
      list.shares.add(std::max(1U, number_in(token.substr(colon + 1), 1)));
    }
}

// "Mohammed~Muhammad~Md:60", "Kowalski/Kowalska:20", "Xiao_Ming": spellings, man's and woman's form, blank, weight.
void Names::read_name(std::string_view token, List& into, bool is_surname) {
  const auto colon = token.find(':');
  const auto weight = colon == std::string_view::npos ? 10U : number_in(token.substr(colon + 1), 10);
  const auto spellings = split(token.substr(0, colon), '~');
  std::vector<Word> family;
  for (const auto spelling : spellings) {
    const auto forms = split(spelling, '/');
    family.push_back(words_.add(unblanked(forms[0])));
    if (forms.size() > 1) womans_form_[family.back()] = words_.add(unblanked(forms[1]));
  }
  for (std::size_t i = 0; i < family.size(); ++i) {
    into.names.push_back(family[i]);
    const auto others = static_cast<std::uint32_t>(family.size() - 1);
    into.shares.add(others == 0 ? weight * 1000
                                : (i == 0 ? weight * first_spelling_per_thousand
                                          : weight * (1000 - first_spelling_per_thousand) / others));
    auto& variants = is_surname ? surname_variants_[family[i]] : given_variants_[family[i]];
    for (const auto other : family)
      if (other != family[i] && std::ranges::find(variants, other) == variants.end()) variants.push_back(other);
  }
}

void Names::read_communities(std::string_view text) {
  for (const auto line : split(text, '\n')) {
    const auto parts = tokens(line);
    if (parts.size() < 3) continue;
    const auto community = std::ranges::find(community_names, parts[0]);
    HEARTH_ASSERT(community != community_names.end());
    auto& own = own_[static_cast<std::size_t>(community - community_names.begin())];
    auto& list = parts[1] == "men" ? own.men : parts[1] == "women" ? own.women : own.surnames;
    for (std::size_t i = 2; i < parts.size(); ++i) read_name(parts[i], list, parts[1] == "surnames");
  }
}

void Names::read_variants(std::string_view text, std::unordered_map<Word, std::vector<Word>>& into) {
  for (const auto line : split(text, '\n')) {
    const auto parts = tokens(line);
    if (parts.size() < 2) continue;
    auto& variants = into[words_.add(parts[0])];
    for (std::size_t i = 1; i < parts.size(); ++i) variants.push_back(words_.add(parts[i]));
  }
}

Word Names::given(Random& random, Community community, Sex sex, int birth_year) const {
  const auto& own = own_[static_cast<std::size_t>(community)];
  const auto& list = sex == Sex::male ? own.men : own.women;
  if (!list.names.empty() && !random.chance(british_first_name_per_thousand)) return list.names[list.shares.draw(random)];
  if (random.chance(other_decade_per_thousand)) birth_year -= random.between(0, 50);
  const auto& years = by_year_[static_cast<std::size_t>(sex)];
  auto after = years.lower_bound(birth_year);
  if (after == years.end()) --after;
  // Between two lists: the nearer is the more likely one, so that fashions change by degrees.
  if (after != years.begin() && after->first > birth_year) {
    const auto before = std::prev(after);
    const auto gap = static_cast<std::uint64_t>(after->first - before->first);
    if (random.below(gap) < static_cast<std::uint64_t>(after->first - birth_year)) after = before;
  }
  return after->second.names[after->second.shares.draw(random)];
}

Word Names::surname(Random& random, Community community) const {
  const auto& list = own_[static_cast<std::size_t>(community)].surnames;
  return list.names[list.shares.draw(random)];
}

Word Names::form_for(Word surname, Sex sex) const {
  if (sex == Sex::male) return surname;
  const auto found = womans_form_.find(surname);
  return found == womans_form_.end() ? surname : found->second;
}

Word Names::given_otherwise(Random& random, Word given) const {
  const auto found = given_variants_.find(given);
  return found == given_variants_.end() || found->second.empty() ? given : found->second[random.below(found->second.size())];
}

Word Names::surname_otherwise(Random& random, Word surname) const {
  const auto found = surname_variants_.find(surname);
  return found == surname_variants_.end() || found->second.empty() ? surname : found->second[random.below(found->second.size())];
}

}  // namespace hearth::synth
