// explain_pair.h: why two records are, or are not, one person: a plain sentence, then the evidence in bits, which adds up.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "people/link.h"

namespace hearth::people {

/// How alike two values are, in the four words in which a reviewer reads them.
enum class Likeness : std::uint8_t { missing, equal, near, differs };
[[nodiscard]] std::string_view words_of(Likeness likeness) noexcept;  ///< "equal", "near", "differs", "missing"

struct EvidenceLine {
  std::string what;      ///< "surname"; "starting point" and "what relatives share" for what is not a comparison
  std::string words;     ///< "agrees in sound and nearly in spelling"; never a value
  LogOdds bits{};
  std::optional<Likeness> likeness{};  ///< of a comparison
};

struct PairExplanation {
  Band band{Band::none};
  LogOdds weight{};
  Probability probability{};
  std::string sentence;
  std::string doubt;                ///< a sentence where identifiers differ; empty otherwise
  std::vector<EvidenceLine> lines;  ///< their bits add up to `weight`
};

/// @error model.empty
[[nodiscard]] Result<PairExplanation> explain_pair(const LinkRow& left, const LinkRow& right, std::span<const FeedFacts> feeds,
                                                   const LinkModel& model, const LinkSettings& settings);

/// What says that records taken for one person tell of two: pairs, by place among `rows`, that contradict each other, or whose
/// identifiers differ. Never a value. Cost: a comparison per pair.
struct Doubt {
  std::size_t left, right;
  bool contradicts;                 ///< such two are joined by a reviewer's decision only
  std::string words;                ///< "NHS number and birth date differ"
};
/// @error model.empty
[[nodiscard]] Result<std::vector<Doubt>> doubts_among(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkModel& model);

}  // namespace hearth::people
