#include "need/crew_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/try.h"
#include "need/paper_words.h"

namespace hearth::need {
namespace {

/// Money, tax, living alone and the mind: whatever a crew would do about them, they can do without paper that tells of them.
constexpr std::array<std::string_view, 10> never_on_paper{
    "lives_alone",    "council_tax_single_discount", "disabled_band_reduction", "disability_benefit", "universal_credit",
    "pension_credit", "carer",                       "on_priority_register",    "assisted_bins",      "mental_health"};
/// Facts that a crew may be helped with, in words that do not name them.
constexpr std::array<std::string_view, 2> never_by_name{"dementia", "learning_disability"};
/// Illnesses that people write for other facts.
constexpr std::array<std::string_view, 12> illnesses{"asthma",  "copd",   "cancer", "stroke",   "diabetes",   "epilepsy",
                                                     "parkinson", "dialysis", "oxygen", "ventilator", "arthritis", "benefit"};

/// Folded words with blanks between and around them, so that only whole words are found in it.
std::string padded(std::string_view text) {
  const auto folded = fold(text);
  std::string out = " ";
  for (const auto word : words(folded)) out += std::string{word} + " ";
  return out;
}

bool tells(const std::string& text, const Vocabulary& vocabulary) {
  const auto names = [&text](std::string_view what) { return text.find(padded(what)) != std::string::npos; };
  const auto named = [&](std::string_view id) {
    const auto factor = vocabulary.find(id);
    return factor && (names(vocabulary[*factor].words) || std::ranges::any_of(vocabulary[*factor].synonyms, names));
  };
  return std::ranges::any_of(never_on_paper, named) || std::ranges::any_of(never_by_name, named) ||
         std::ranges::any_of(illnesses, names) || names("alone");
}

}  // namespace

bool may_stand_on_paper(std::string_view words, const Vocabulary& vocabulary) { return !tells(padded(words), vocabulary); }

Result<std::vector<CrewWords>> read_crew_words(const formats::Declared& table, const Vocabulary& vocabulary,
                                               const std::vector<FactorIndex>& factors) {
  std::vector<CrewWords> out;
  for (const auto& key : table.keys()) {
    const auto value = *table.get(key);
    HEARTH_TRY(text, value.text());
    const auto factor = vocabulary.find(key);
    if (!factor || !std::ranges::binary_search(factors, *factor))
      return value.refuse("crew.not_listed", "[crew] tells of facts that are in `factors` of this programme; this one is not.");
    if (vocabulary[*factor].kind != FactorKind::yes_no) return value.refuse("crew.kind", "[crew] tells of facts that are a yes or no.");
    if (std::ranges::find(never_on_paper, key) != never_on_paper.end())
      return value.refuse("crew.tells", "This fact never goes on paper. Take it out.");
    if (trim(text).empty() || text.size() > crew_words_bytes_max)
      return value.refuse("crew.length", "Say in 1 to 90 letters what a crew must do or bring.");
    if (tells(padded(text), vocabulary))
      return value.refuse("crew.tells", "Paper gets lost: say what to do or bring, for example \"two people\", and name no illness, no "
                                        "benefit, and not who lives alone.");
    out.push_back({*factor, one_line(text)});
  }
  return out;
}

}  // namespace hearth::need
