#include "need/factor_table.h"

#include "base/assertion.h"

namespace hearth::need {
namespace {

constexpr std::uint8_t dead_bit = 1, protected_bit = 2, moved_bit = 4;

}  // namespace

FactorTable::FactorTable(std::shared_ptr<const Vocabulary> vocabulary)
    : vocabulary_{std::move(vocabulary)}, starts_{0}, yes_(vocabulary_->size()), no_(vocabulary_->size()) {}

void FactorTable::put(const Facts& facts) {
  HEARTH_ASSERT(facts.vocabulary().version() == vocabulary_->version());
  const auto subject = static_cast<std::uint32_t>(subjects());
  for (const auto factor : facts.known()) {
    const Fact& fact = *facts.find(factor);
    kept_.push_back({fact.least, fact.most, fact.source.day, factor, fact.source.feed});
    if ((*vocabulary_)[factor].kind != FactorKind::yes_no) continue;
    if (const Truth truth = facts.yes(factor); truth != Truth::unknown) (truth == Truth::yes ? yes_ : no_)[factor].add(subject);
  }
  starts_.push_back(kept_.size());
  standing_.push_back(static_cast<std::uint8_t>((facts.standing.is_dead ? dead_bit : 0) | (facts.standing.is_protected ? protected_bit : 0) |
                                                (facts.standing.has_moved ? moved_bit : 0)));
}

void FactorTable::append(FactorTable&& next) {
  HEARTH_ASSERT(next.vocabulary_->version() == vocabulary_->version());
  const auto shift = static_cast<std::uint32_t>(subjects());
  const auto offset = kept_.size();
  kept_.insert(kept_.end(), next.kept_.begin(), next.kept_.end());
  for (std::size_t i = 1; i < next.starts_.size(); ++i) starts_.push_back(next.starts_[i] + offset);
  standing_.insert(standing_.end(), next.standing_.begin(), next.standing_.end());
  const auto shifted = [&](const Roaring& from, Roaring& to) {
    std::vector<std::uint32_t> all(from.cardinality());
    from.toUint32Array(all.data());
    for (auto& subject : all) subject += shift;
    to.addMany(all.size(), all.data());
  };
  for (std::size_t factor = 0; factor < yes_.size(); ++factor) {
    shifted(next.yes_[factor], yes_[factor]);
    shifted(next.no_[factor], no_[factor]);
  }
}

void FactorTable::facts_of(std::uint32_t subject, Facts& into) const {
  HEARTH_ASSERT(subject < subjects());
  into.clear();
  for (auto at = starts_[subject]; at < starts_[subject + 1]; ++at) {
    const Kept& kept = kept_[at];
    into.set(kept.factor, {kept.least, kept.most, Source{kept.feed, kept.day}});
  }
  const auto bits = standing_[subject];
  into.standing = {(bits & dead_bit) != 0, (bits & protected_bit) != 0, (bits & moved_bit) != 0};
}

Roaring FactorTable::unknown(FactorIndex factor) const {
  Roaring out;
  out.addRange(0, subjects());
  out -= yes_[factor];
  out -= no_[factor];
  return out;
}

std::size_t FactorTable::bytes() const {
  std::size_t sum = starts_.capacity() * sizeof(std::uint64_t) + kept_.capacity() * sizeof(Kept) + standing_.capacity();
  for (std::size_t factor = 0; factor < yes_.size(); ++factor)
    sum += yes_[factor].getSizeInBytes(false) + no_[factor].getSizeInBytes(false);
  return sum;
}

}  // namespace hearth::need
