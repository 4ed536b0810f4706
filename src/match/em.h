// em.h: what each level of agreement is worth, learnt without labels, by EM on counted comparison vectors.
//
// Millions of pairs have some hundred distinct vectors, so counting is all the work. Two findings shape this file (figures in
// README.md): among pairs of one block the strangers do not follow the strangers of the whole population, so their shares are
// free inside a session and only the matches' shares are kept; and people of one home are a class of their own.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hearth::match {

/// Comparison vectors and how many pairs have each; ordered by vector.
using Histogram = std::vector<std::pair<std::uint64_t, double>>;

class VectorCounter {
 public:
  void count(std::uint64_t vector, double pairs = 1) { counts_[vector] += pairs; }
  [[nodiscard]] Histogram sorted() const;

 private:
  std::unordered_map<std::uint64_t, double> counts_;
};

/// Shares of the levels of each comparison, in one class of pairs; [comparison][level - 1]. Each adds up to 1.
using Shares = std::vector<std::vector<double>>;

/// Levels that go together among people of one home more often than chance has it: a son has his father's given name, and then often
/// the middle name, too; twins have one surname and birth date.
struct HomeTie {
  std::uint64_t mask{0}, value{0};  ///< of the vectors that have them all: vector & mask == value
  double bits{0};
  bool operator==(const HomeTie&) const = default;
};

/// Everything that turns a vector into bits.
struct Parameters {
  Shares m;                      ///< same person
  Shares u;                      ///< strangers
  Shares h;                      ///< two people of one home
  double match_bits{-10};        ///< log2(P(same person) / P(strangers)) of two records drawn at random
  double home_bits{-1000};       ///< log2(P(one home, two people) / P(strangers)); -1000: there is no such class
  /// Two comparisons whose agreement goes together among strangers more often than chance has it (given names and surnames
  /// of one community), and how many bits agreement on both is worth less for that. Equal numbers: there are none.
  std::uint8_t dependent_a{0}, dependent_b{0};
  double dependent_bits{0};
  /// What people of one home have alike together; see HomeTie.
  std::vector<HomeTie> ties;
  /// What pairs are worth at most of which nothing but names agrees: weight beside the birth date, and the most of it; ascending.
  /// Empty: no such limit. See names_alone.h.
  std::vector<std::pair<double, double>> names_alone;
  /// How often one person's records bear birth dates years apart, at most; 1: nobody knows. See names_alone.h.
  double born_apart{1};
  /// By two sources of rows, [a * sources + b]: bits by which a pair of theirs is likelier one person than pairs are on the average.
  /// Empty: all alike. See learn_sources.h.
  std::vector<float> source_bits;
  bool operator==(const Parameters&) const = default;
};

struct EmSettings {
  double pseudo_pairs{20};       ///< how many pairs the starting shares count for
  double pseudo_strangers{20};   ///< the same for the second class; very large: it is not free
  /// By comparison: how often the first class may differ at most. Empty: as often as it likes. Twins agree in all but the given
  /// name: without this they pass for one person whose given name is often wrong.
  std::vector<double> different_most{};
  int rounds_most{200};
  double change_least{2e-5};
};

/// Two classes over some of the comparisons.
struct Session {
  double share{0};               ///< of the first class
  Shares first, second;          ///< for comparisons that are not free: as given
  double pairs{0};
  std::vector<double> known;     ///< pairs of the first class in which each comparison is known
  double log_likelihood{0};
  bool settled{false};
};

/// No comparison differs more often than `most` says; the other levels grow in proportion.
void keep_below(Shares& shares, const std::vector<double>& most);

/// EM from one start. `fixed_first` keeps the first class as it is (to learn people of one home).
/// @param free  bit per comparison: the others are left out
[[nodiscard]] Session learn_two_classes(const Histogram& pairs, std::uint16_t free, const Shares& first, const Shares& second,
                                        double share, bool fixed_first, const EmSettings& settings);

/// Several starts; the likeliest whose first class agrees more than its second. `settled` is false when there is none.
[[nodiscard]] Session learn_matches(const Histogram& pairs, std::uint16_t free, const Shares& usual, const Shares& strangers,
                                    const EmSettings& settings);

/// Shares of the three classes among all pairs, given what a candidate's vector tells. `pairs_all`: of all rows, also those
/// that blocking left out (strangers). Sets match_bits and home_bits.
void learn_prior(const Histogram& candidates, double pairs_all, bool with_home, Parameters& parameters);

}  // namespace hearth::match
