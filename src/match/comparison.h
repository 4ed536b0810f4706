// comparison.h: what is compared, and in which levels. Knows kinds of columns, not people.
//
// A comparison gives a level: 0 not known on one side (no evidence), 1 the best agreement, the last one "different". Up to 16
// comparisons of up to 15 levels make the vector of a pair: 64 bits.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "match/table.h"

namespace hearth::match {

inline constexpr std::size_t comparisons_max = 16;
inline constexpr std::size_t levels_max = 15;

enum class Kind : std::uint8_t {
  name,      ///< column; alternatives; cross (the column with which it may be swapped)
  initial,   ///< first letters, where one side has no more than that (`name` is then not known)
  text,      ///< words that can be misspelt: places, occupations
  email,
  code,      ///< identifiers: a typing error or two
  category,  ///< equal or not
  date,      ///< birth dates: swapped day and month, one digit, 1 January for unknown, same year, ... Values are ISO
  day,       ///< dates of events: the days from the left to the right row, with their sign when the sources differ
  number,    ///< by relative distance
  tokens,    ///< weighted share of common words: addresses, memos
  handover,  ///< columns {day from, day until, keys of the home ...}: does a stay at one home end when the one at another begins?
  place      ///< columns {key of the home, address words, postcode, town}, any of them absent: how near two homes are
};
[[nodiscard]] std::string_view name_of(Kind kind) noexcept;

struct Comparison {
  std::string name;                            ///< in the reader's words: "surname"
  Kind kind{Kind::text};
  std::vector<ColumnNumber> columns;           ///< the first is the column proper; for `place` see there
  std::vector<ColumnNumber> alternatives{};    ///< for `name`: of the same dictionary
  ColumnNumber cross{no_column};               ///< for `name`: of the same dictionary
  bool term_frequency{false};                  ///< agreement on a rare value weighs more
  bool own{false};                             ///< tells people of one home apart, twins too: a given name
  bool unique{false};                          ///< an identifier: each has one, and shares it with nobody. Values are valid ones
  bool lasting{false};                         ///< for `date`: never changes; see contradiction.h
  bool excludes{false};                        ///< for `category`: nobody has two values of it: a child is no adult; see contradiction.h
  bool common{false};                          ///< many people have it alike, and communities their own: names, sex; see Scorer
  static constexpr ColumnNumber no_column = 0xFFFF;
};

/// The words of each level, best first ("exactly equal", ...). Level 0 is "not known".
[[nodiscard]] std::span<const std::string_view> levels_of(Kind kind) noexcept;
/// Down to which level an agreement says more than that two live in one town or were born in one decade; 0 for none.
[[nodiscard]] unsigned last_telling_level(const Comparison& comparison) noexcept;
/// What a model starts from: the share of each level among true pairs, before anything is learnt.
[[nodiscard]] std::span<const double> usual_m(Kind kind) noexcept;

/// Known variants of one value (nicknames), handed in.
class Aliases {
 public:
  void add(std::string_view a, std::string_view b);
  void finish();  ///< after the last add()
  [[nodiscard]] bool has(std::uint64_t hash_a, std::uint64_t hash_b) const noexcept;
  [[nodiscard]] bool empty() const noexcept { return pairs_.empty(); }

 private:
  std::vector<std::uint64_t> pairs_;
};

/// Weight of a word by how many values hold it, kept with the model so that a later run weighs alike.
struct TokenWeights {
  std::vector<std::pair<std::uint64_t, float>> rare;  ///< by hash of the word
  float otherwise{8};                                 ///< bits of a word that is not listed
  [[nodiscard]] float of(std::uint64_t hash) const noexcept;
};
/// Words held by at least `count_min` values get their weight; all others `otherwise`.
[[nodiscard]] TokenWeights token_weights(const Dictionary& values, std::uint32_t count_min = 3);

class Features;  // per distinct value, shared by threads

/// What each level adds to the weight of a pair, so that a pair which cannot reach `least` any more is dropped before its dear
/// comparisons are made.
struct Ceiling {
  std::array<std::array<float, 16>, comparisons_max> bits{};  ///< at most; [comparison][level]; [0]: the most of all levels
  std::array<float, comparisons_max> unequal{};               ///< the most of all levels but the first
  float start{0};
  float least{0};
};

/// Compares pairs of rows of one table. One per thread: it remembers pairs of distinct values that it has compared.
class Comparer {
 public:
  Comparer(const Table& table, std::shared_ptr<const Features> features);
  Comparer(Comparer&&) noexcept;
  ~Comparer();
  /// Four bits per comparison, the first lowest.
  [[nodiscard]] std::uint64_t vector(RowNumber l, RowNumber r);
  /// The same; nothing when the pair's weight is below `ceiling.least` for certain. Cheap comparisons come first.
  [[nodiscard]] std::optional<std::uint64_t> vector_above(const Ceiling& ceiling, RowNumber l, RowNumber r);

 private:
  struct Memory;
  [[nodiscard]] unsigned level(std::size_t comparison, RowNumber l, RowNumber r);
  const Table& table_;
  std::shared_ptr<const Features> features_;
  std::vector<Memory> memories_;
  std::vector<std::uint8_t> cheap_first_;  ///< comparisons in the order in which vector_above() makes them
};

/// Comparers that are lent to pieces of work, so that what one has remembered serves the next.
class Comparers {
 public:
  Comparers(const Table& table, std::shared_ptr<const Features> features) : table_{table}, features_{std::move(features)} {}
  [[nodiscard]] std::unique_ptr<Comparer> lend();
  void take_back(std::unique_ptr<Comparer> comparer);

 private:
  const Table& table_;
  std::shared_ptr<const Features> features_;
  std::mutex guard_;
  std::vector<std::unique_ptr<Comparer>> idle_;
};

/// Dates, numbers and words of every distinct value that `comparisons` need.
/// @param tokens  one per comparison of kind tokens or place, in their order
[[nodiscard]] std::shared_ptr<const Features> prepare(const Table& table, std::vector<Comparison> comparisons,
                                                      std::shared_ptr<const Aliases> aliases,
                                                      const std::vector<TokenWeights>& tokens, bool signed_days);

/// Two ISO dates that may be one: equal, day and month swapped, a part not known, one typing error apart, or none at all.
[[nodiscard]] bool may_be_one_date(std::string_view a, std::string_view b) noexcept;
/// Two ISO dates that are years apart, and by no typing error.
[[nodiscard]] bool are_dates_apart(std::string_view a, std::string_view b) noexcept;

[[nodiscard]] inline unsigned level_of(std::uint64_t vector, std::size_t comparison) noexcept {
  return static_cast<unsigned>(vector >> (4 * comparison) & 15U);
}

}  // namespace hearth::match
