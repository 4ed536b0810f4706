#include "people/explain_pair.h"

#include <algorithm>
#include <array>

#include "match/scorer.h"
#include "people/link_engine.h"

namespace hearth::people {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < 4; ++i) out += (i == 0 ? "" : i + 1 == std::min<std::size_t>(names.size(), 4) ? " and " : ", ") + names[i];
  return out;
}

/// "NHS number and birth date differ"
std::string differing_words(const Engine& engine, const match::Stance& stance) {
  std::vector<std::string> names;
  for (const bool unique : {true, false})
    for (std::size_t c = 0; c < engine.comparisons.size(); ++c)
      if ((stance.differing >> c & 1U) != 0 && engine.comparisons[c].unique == unique) names.push_back(engine.comparisons[c].name);
  return joined(names) + (names.size() == 1 ? " differs" : " differ");
}

/// What tells most for and against, in one sentence.
std::string sentence_of(const PairExplanation& pair) {
  std::vector<std::pair<double, std::string>> ordered;
  for (const auto& line : pair.lines)
    if (line.what != "starting point") ordered.emplace_back(line.bits.value(), line.what);
  std::ranges::stable_sort(ordered, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> for_it, against;
  for (const auto& [bits, what] : ordered) {
    if (bits >= 1) for_it.push_back(what);
    if (bits <= -1) against.insert(against.begin(), what);
  }
  std::string out = pair.band == Band::match       ? "These two records are taken for one person"
                    : pair.band == Band::potential ? "These two records may be one person; a reviewer should look"
                                                   : "These two records are not taken for one person";
  if (!for_it.empty()) out += ": " + joined(for_it) + (for_it.size() == 1 ? " speaks for it" : " speak for it");
  if (!against.empty()) out += std::string{for_it.empty() ? ": " : "; "} + joined(against) + (against.size() == 1 ? " speaks against it" : " speak against it");
  return out + ".";
}

/// Levels are ordered: the first is the best, the last says that nothing agrees.
Likeness likeness_of(unsigned level, std::size_t levels) {
  if (level == 0) return Likeness::missing;
  if (level == 1) return Likeness::equal;
  return level < levels ? Likeness::near : Likeness::differs;
}

}  // namespace

std::string_view words_of(Likeness likeness) noexcept {
  constexpr std::array<std::string_view, 4> words{"missing", "equal", "near", "differs"};
  return words[static_cast<std::size_t>(likeness)];
}

Result<PairExplanation> explain_pair(const LinkRow& left, const LinkRow& right, std::span<const FeedFacts> feeds, const LinkModel& model,
                                     const LinkSettings& settings) {
  if (model.empty()) return fail("model.empty", "nothing has been learnt yet: link first, then explain.");
  LinkModel::State state = *model.state();
  const std::array<LinkRow, 2> rows{left, right};
  const auto engine = make_engine(rows, feeds, state, false, settings);
  const match::Scorer scorer{engine->table, engine->comparisons, state.parameters, state.frequencies};
  match::Comparer comparer{engine->table, engine->features};
  const std::uint64_t vector = comparer.vector(0, 1);
  const auto parts = scorer.parts(vector, 0, 1);
  PairExplanation out;
  out.weight = LogOdds{parts.weight};
  out.probability = probability_of(parts.weight);
  out.band = parts.weight >= joining_of(state, settings).from ? Band::match : parts.weight >= settings.potential_from ? Band::potential
             : parts.weight >= settings.low_from ? Band::low : Band::none;
  out.lines.push_back({"starting point", "how often two records drawn at random are one person", LogOdds{parts.start}, {}});
  if (parts.sources != 0)
    out.lines.push_back({"these two files", std::string{"records of these two files are one person "} + (parts.sources > 0 ? "oftener" : "more seldom") + " than others",
                         LogOdds{parts.sources}, {}});
  for (std::size_t c = 0; c < engine->comparisons.size(); ++c) {
    const unsigned level = match::level_of(vector, c);
    const auto words = match::levels_of(engine->comparisons[c].kind);
    out.lines.push_back({engine->comparisons[c].name, level == 0 ? "not known on one side: no evidence" : std::string{words[level - 1]},
                         LogOdds{parts.bits[c]}, likeness_of(level, words.size())});
  }
  if (parts.home != 0)
    out.lines.push_back({"what relatives share", "two people of one home would share as much", LogOdds{parts.home}});
  if (parts.alone != 0)
    out.lines.push_back({"what namesakes show", "nothing beside names agrees, and birth dates show how few such namesakes here are one person", LogOdds{parts.alone}});
  const auto stance = engine->contradiction->stance(0, 1);
  if (stance.contradicts()) {
    out.band = Band::none;
    out.doubt = "They cannot be one person, whatever else agrees: " + differing_words(*engine, stance) + ".";
  } else if (stance.doubtful()) {
    out.doubt = "Their " + differing_words(*engine, stance) + ": one may be mistyped; a reviewer should look.";
  }
  out.sentence = sentence_of(out) + (out.doubt.empty() ? "" : " " + out.doubt);
  return out;
}

Result<std::vector<Doubt>> doubts_among(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkModel& model) {
  if (model.empty()) return fail("model.empty", "nothing has been learnt yet: link first, then explain.");
  LinkModel::State state = *model.state();
  const auto engine = make_engine(rows, feeds, state, false, {});
  std::vector<match::RowNumber> row_of(rows.size());
  for (match::RowNumber row = 0; row < engine->order.size(); ++row) row_of[engine->order[row]] = row;
  std::vector<Doubt> out;
  for (std::size_t l = 0; l < rows.size(); ++l)
    for (std::size_t r = l + 1; r < rows.size(); ++r)
      if (const auto stance = engine->contradiction->stance(row_of[l], row_of[r]); stance.doubtful())
        out.push_back({l, r, stance.contradicts(), differing_words(*engine, stance)});
  return out;
}

}  // namespace hearth::people
