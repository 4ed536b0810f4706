// factor_table.h: the facts of a whole place in memory: for each factor who has it, who has not, and of whom it is not known.
//
// Subjects are numbered 0 to n - 1 by the caller (persons in order of person id). One Roaring bitmap for yes and one for no;
// a third, not known, is what they leave. Values and sources lie in one compact array, subject after subject.
#pragma once

#include <memory>
#include <vector>

#include <roaring/roaring.hh>

#include "need/facts.h"

namespace hearth::need {

class FactorTable {
 public:
  explicit FactorTable(std::shared_ptr<const Vocabulary> vocabulary);

  /// The facts of the next subject. Subjects come in order, each once; one with no fact is put as well.
  void put(const Facts& facts);
  /// Appends the subjects of `next` after those of this one: parts may be made on several threads.
  void append(FactorTable&& next);

  [[nodiscard]] std::size_t subjects() const noexcept { return starts_.size() - 1; }
  [[nodiscard]] const Vocabulary& vocabulary() const noexcept { return *vocabulary_; }
  /// Writes the facts of a subject over `into`, which must be of the same vocabulary. O(facts of the subject)
  void facts_of(std::uint32_t subject, Facts& into) const;

  [[nodiscard]] const Roaring& yes(FactorIndex factor) const { return yes_[factor]; }
  [[nodiscard]] const Roaring& no(FactorIndex factor) const { return no_[factor]; }
  [[nodiscard]] Roaring unknown(FactorIndex factor) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Kept {
    double least, most;
    std::int32_t day;
    FactorIndex factor;
    std::uint16_t feed;
  };
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::vector<std::uint64_t> starts_;
  std::vector<Kept> kept_;
  std::vector<std::uint8_t> standing_;
  std::vector<Roaring> yes_, no_;
};

}  // namespace hearth::need
