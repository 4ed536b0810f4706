// blocking.h: which pairs are worth comparing: an inverted index, as a union of rules.
//
// A rule is a list of keys. The first `depth_min` always count together; a key that too many rows share is refined by the next
// one, and so on; what no further key can split is not compared by that rule, and is reported. Which keys are too common is
// learnt once and kept with the model, so whether two rows meet depends on these two rows alone.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/parallel.h"
#include "match/comparison.h"
#include "match/table.h"

namespace hearth::match {

enum class Derive : std::uint8_t {
  whole, sound, initial, start,            ///< of a word; `start`: first four letters
  year, year_month, day_month, unswapped,  ///< of a date; `unswapped`: the same for day and month exchanged
  district,                                ///< of a postcode
  local_part,                              ///< of an e-mail
  window_a, window_b,                      ///< of a date: six weeks, and six weeks that begin three weeks later
  scale_a, scale_b,                        ///< of a number: steps of a quarter, and such steps half a step later
  rare_word                                ///< the nth rarest word
};
[[nodiscard]] std::string_view name_of(Derive derive) noexcept;

struct BlockKey {
  ColumnNumber column{0};
  Derive derive{Derive::whole};
  std::uint8_t nth{0};
  auto operator<=>(const BlockKey&) const = default;
};

struct BlockRule {
  std::string name;
  std::vector<std::vector<BlockKey>> variants;  ///< rows meet when any variant of one equals any of the other
  std::uint8_t depth_min{1};
  std::uint16_t comparisons{0};                 ///< bit per comparison that the rule's keys speak for
  std::uint16_t refined{0};                     ///< the same of the keys by which common values are refined
  bool kin{false};                              ///< relatives share the keys as well: little is learnt from such pairs
  bool home{false};                             ///< brings together people of one home rather than one person
};

/// Keys too common to compare all of their rows, by hash.
class HotKeys {
 public:
  void add(std::uint64_t hash);
  [[nodiscard]] bool has(std::uint64_t hash) const noexcept;
  [[nodiscard]] std::vector<std::uint64_t> sorted() const;
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  static constexpr std::size_t bits_a_slot = 4;
  void mark(std::uint64_t mixed) noexcept;
  [[nodiscard]] bool may_have(std::uint64_t mixed) const noexcept;
  std::vector<std::uint64_t> slots_;
  std::vector<std::uint64_t> marks_;  ///< a bit for each key: most questions end here, in a table that stays in the cache
  std::size_t size_{0};
};

struct RuleCount {
  std::uint64_t pairs{0};              ///< within the buckets of the rule, also those of earlier rules; 0 where `hot` was given
  std::uint64_t rows_not_compared{0};
};

/// What a rule would bring, itself and without the others.
struct RulePlan {
  std::uint64_t pairs{0};
  struct Shared {
    RowNumber row;                     ///< one of those that share the key
    std::uint32_t rows;
  };
  std::vector<Shared> hottest{};       ///< the keys that most rows share, before they are refined; most first
};

/// Takes pairs; one per piece of work.
class PairSink {
 public:
  virtual ~PairSink() = default;
  virtual void pair(RowNumber l, RowNumber r, std::size_t rule) = 0;
};

/// The buckets of every row of a table.
class Blocking {
 public:
  /// Learns hot keys: buckets of more than `cap` rows are refined. `hot` given: learns nothing.
  Blocking(const Table& table, std::vector<BlockRule> rules, const TokenWeights& words, std::size_t cap, Threads threads,
           std::shared_ptr<const std::vector<HotKeys>> hot = {});

  [[nodiscard]] const std::vector<BlockRule>& rules() const noexcept { return rules_; }
  [[nodiscard]] const std::shared_ptr<const std::vector<HotKeys>>& hot() const noexcept { return hot_; }
  [[nodiscard]] const std::vector<RuleCount>& counts() const noexcept { return counts_; }

  /// Pairs that may be one person (`may`), each once, from the first rule that brings them together; l < r.
  /// Work is cut in pieces; `sink(piece)` is called once for each, from any thread; pieces are numbered in a fixed order.
  /// Asked for a piece more than once, never twice at a time: pieces of some rules come after those of others.
  using MakeSink = std::function<std::unique_ptr<PairSink>(std::size_t piece)>;
  using May = std::function<bool(std::uint32_t source_l, std::uint32_t source_r)>;
  void each_pair(const May& may, std::size_t pieces, const MakeSink& sink, Threads threads) const;
  /// The same for pairs of which at least one row is `touched` (bit per row).
  void each_pair_touching(const std::vector<bool>& touched, const May& may, std::size_t pieces, const MakeSink& sink, Threads threads) const;
  /// Only where hot keys were learnt. Pairs of one rule (also those that an earlier one brings), at most about `pairs_most`, drawn by whole buckets.
  /// @return how many pairs one of these stands for
  double sample(std::size_t rule, std::uint64_t pairs_most, std::uint64_t seed, const May& may, PairSink& sink) const;
  /// Exact numbers of the pairs of each rule, also those that an earlier one brings, and `hottest` keys of each. Nothing is compared.
  /// @param sources  how many there are: with `may` for all of them, buckets are not looked into
  [[nodiscard]] std::vector<RulePlan> plan(const May& may, std::size_t sources, std::size_t hottest, Threads threads) const;
  /// The first rule in which the two rows meet; the number of rules when in none.
  [[nodiscard]] std::size_t first_rule(RowNumber l, RowNumber r) const noexcept;
  [[nodiscard]] std::size_t bytes() const noexcept { return buckets_.capacity() * 4; }
  /// One number per variant of every rule, 0 for none: rows that share one may meet, rows that share none never do.
  [[nodiscard]] std::span<const std::uint32_t> buckets_of(RowNumber row) const noexcept {
    return {buckets_.data() + row * slots_.size(), slots_.size()};
  }
  [[nodiscard]] std::size_t width() const noexcept { return slots_.size(); }

 private:
  /// A key of a slot, with the hash of each value of its column.
  struct DerivedKey {
    ColumnNumber column;
    const std::uint64_t* of_value;
  };
  struct Slot {
    std::uint16_t rule;
    std::uint8_t depth_min;
    std::vector<DerivedKey> keys;
  };
  /// Asks the processor for what will be read of a row.
  void fetch(RowNumber row) const noexcept;
  void fetch_keys(RowNumber row, std::size_t from, std::size_t to) const noexcept;
  [[nodiscard]] std::uint32_t bucket(RowNumber row, std::size_t slot) const noexcept { return buckets_[row * slots_.size() + slot]; }
  [[nodiscard]] bool first_meeting(RowNumber l, RowNumber r, std::size_t rule, std::uint32_t in) const noexcept;
  /// Of several buckets of the rule in which the rows meet, `in` is the first.
  [[nodiscard]] bool first_of_rule(RowNumber l, RowNumber r, std::size_t rule, std::uint32_t in) const noexcept;
  [[nodiscard]] std::vector<std::uint64_t> entries(std::size_t rule, const std::vector<bool>* touched) const;
  std::uint64_t hash_of(RowNumber row, std::size_t slot, bool& lost, const HotKeys& hot) const;
  [[nodiscard]] RulePlan plan_rule(std::size_t rule, const May& may, bool all_may, std::size_t hottest) const;
  [[nodiscard]] std::vector<RulePlan::Shared> hottest_keys(std::size_t rule, std::size_t most) const;
  void learn(std::size_t rule, std::size_t cap, HotKeys& hot) const;
  /// The pairs of some rules in turn, from `first` on. @param all  their entries
  void stream_rules(std::size_t first, const std::vector<std::vector<std::uint64_t>>& all, const std::vector<bool>* touched, const May& may, std::size_t pieces,
                    const MakeSink& sink, Threads threads) const;
  void stream(const std::vector<bool>* touched, const May& may, std::size_t pieces, const MakeSink& sink, Threads threads) const;

  const Table& table_;
  std::vector<BlockRule> rules_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> slot_from_;                     ///< of each rule, and one more
  std::vector<std::vector<std::uint64_t>> derived_;        ///< what the keys of the slots point into
  std::shared_ptr<const std::vector<HotKeys>> hot_;
  std::vector<std::uint32_t> buckets_;
  std::vector<RuleCount> counts_;
};

}  // namespace hearth::match
