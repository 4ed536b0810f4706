#include "people/pair_answers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "people/link.h"

namespace hearth::people {

bool PairAnswers::is_said_by(std::string_view user) const noexcept {
  return std::ranges::any_of(answers, [user](const Decision& one) { return one.actor == user; });
}

const Decision* PairAnswers::counting(std::size_t reviewers) const noexcept {
  if (answers.empty()) return nullptr;
  if (reviewers == 1) return &newest();
  // Somebody who is not sure does not undo what two agree in.
  const auto clear = std::find_if(answers.rbegin(), answers.rend(), [](const Decision& one) { return one.verdict != Verdict::not_sure; });
  if (clear != answers.rend() && static_cast<std::size_t>(std::ranges::count(answers, clear->verdict, &Decision::verdict)) >= reviewers) return &*clear;
  return newest().verdict == Verdict::not_sure ? &newest() : nullptr;
}

std::vector<PairAnswers> answers_by_pair(std::span<const Decision> standing) {
  std::map<std::pair<RecordId, RecordId>, PairAnswers> of_pair;
  for (const auto& decision : standing) {
    auto& answers = of_pair[std::minmax(decision.left, decision.right)].answers;
    std::erase_if(answers, [&](const Decision& before) { return before.actor == decision.actor; });
    answers.push_back(decision);
  }
  std::vector<PairAnswers> out;
  for (auto& entry : of_pair) out.push_back(std::move(entry.second));
  return out;
}

std::vector<Decision> counting_answers(std::span<const Decision> standing, std::size_t reviewers) {
  std::vector<Decision> out;
  for (const auto& pair : answers_by_pair(standing))
    if (const auto* counting = pair.counting(reviewers)) out.push_back(*counting);
  return out;
}

ThresholdAdvice advise_threshold(std::vector<AnsweredPair> answered, double now) {
  constexpr std::array<double, 7> edges{0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};
  constexpr std::size_t answers_least = 30, of_each_least = 10;
  ThresholdAdvice out;
  out.answered = answered.size();
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    AnsweredBand band{edges[i], edges[i + 1]};
    for (const auto& pair : answered) {
      const double chance = probability_of(pair.weight).value();
      if (chance < band.from || (chance >= band.to && i + 2 < edges.size())) continue;
      ++band.answered;
      band.same += pair.same ? 1 : 0;
    }
    if (band.answered > 0) out.bands.push_back(band);
  }
  std::ranges::sort(answered, {}, [](const AnsweredPair& pair) { return std::pair{pair.weight, pair.same}; });
  const auto same = static_cast<std::size_t>(std::ranges::count(answered, true, &AnsweredPair::same));
  if (answered.size() < answers_least || same < of_each_least || answered.size() - same < of_each_least) return out;
  out.is_told = true;
  // Below every pair: all `different` are wrong.
  std::size_t wrong = answered.size() - same, least = wrong;
  out.weight = answered.front().weight;
  for (std::size_t i = 0; i < answered.size(); ++i) {
    if (answered[i].same) ++wrong;
    else --wrong;
    const bool is_last = i + 1 == answered.size();
    if (!is_last && answered[i + 1].weight == answered[i].weight) continue;
    const double between = is_last ? answered[i].weight + 1 : (answered[i].weight + answered[i + 1].weight) / 2;
    if (wrong < least || (wrong == least && std::abs(between - now) < std::abs(out.weight - now))) least = wrong, out.weight = between;
  }
  return out;
}

}  // namespace hearth::people
