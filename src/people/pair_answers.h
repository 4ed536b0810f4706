// pair_answers.h: what the reviewers say of one pair of records together, and when it counts.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "people/decision.h"

namespace hearth::people {

/// Of one pair, whichever record stands left: each reviewer's newest answer that stands, the newest last.
struct PairAnswers {
  std::vector<Decision> answers;

  [[nodiscard]] const Decision& newest() const { return answers.back(); }
  [[nodiscard]] bool is_said_by(std::string_view user) const noexcept;
  /// The newest clear answer, once `reviewers` people say the same; with one reviewer the newest of all. "Not sure" joins and parts
  /// nobody: one is enough for it, and it undoes no agreement of two.
  [[nodiscard]] const Decision* counting(std::size_t reviewers) const noexcept;
};

/// By pair, the lower record first. @param standing  answers that nobody took back, oldest first
[[nodiscard]] std::vector<PairAnswers> answers_by_pair(std::span<const Decision> standing);
/// The answers that count, one for each pair.
[[nodiscard]] std::vector<Decision> counting_answers(std::span<const Decision> standing, std::size_t reviewers);

/// How often answered pairs were one person, by what the linking had said of them.
struct AnsweredBand {
  double from{0}, to{0};  ///< probability
  std::size_t answered{0}, same{0};
};

/// What answers say of the line from which records are taken for one person.
struct ThresholdAdvice {
  std::vector<AnsweredBand> bands;  ///< those with answers, the least likely first
  std::size_t answered{0};          ///< pairs with a clear answer and a weight
  bool is_told{false};              ///< else too few were given to say
  double weight{0};                 ///< taking two for one from here on would contradict the fewest answers
};
struct AnsweredPair {
  double weight{0};
  bool same{false};
};
/// The weight that parts the answers with the fewest wrong: `same` below it and `different` from it on. Among equals the one nearest to
/// `now`. Told from 30 answers on, ten of each kind: fewer say nothing.
[[nodiscard]] ThresholdAdvice advise_threshold(std::vector<AnsweredPair> answered, double now);

}  // namespace hearth::people
