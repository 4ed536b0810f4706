// facts.h: what is known about one subject for one asker, and the three-valued logic that it is judged by.
//
// Not known is not "no". A number may be known as a range only (a birth year gives an age of 77 or 78): a comparison that
// the whole range decides the same way is decided, else it is not known.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "need/factor.h"

namespace hearth::need {

/// Kleene's strong logic of three values.
enum class Truth : std::uint8_t { no = 0, unknown = 1, yes = 2 };
[[nodiscard]] constexpr Truth both(Truth a, Truth b) noexcept { return a < b ? a : b; }
[[nodiscard]] constexpr Truth either(Truth a, Truth b) noexcept { return a < b ? b : a; }
[[nodiscard]] constexpr Truth opposite(Truth a) noexcept { return static_cast<Truth>(2 - static_cast<int>(a)); }
[[nodiscard]] std::string_view name_of(Truth truth) noexcept;  ///< "no", "unknown", "yes"

/// What a fact stands on, as far as an officer must hear of it.
enum class Basis : std::uint8_t {
  told,         ///< a file tells it of this person (or home), or it is plainly worked out (age)
  of_several,   ///< a file tells it of several people together: nobody knows of which of them
  nobody_else,  ///< lives alone: no file names anybody else there
  discount,     ///< lives alone: the council tax counts one adult
  disputed      ///< lives alone: a file says so, and others name another adult there
};

/// Who told a fact, and of which day it is.
struct Source {
  static constexpr std::uint16_t no_feed = 0xFFFF;
  static constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
  std::uint16_t feed{no_feed};   ///< index into the feeds of PLACE.toml; no_feed: worked out from households
  std::int32_t day{no_day};      ///< days since 1970-01-01; no_day: the feed gave no date
  Basis basis{Basis::told};
  bool operator==(const Source&) const = default;
};

/// One known value. Yes is 1 and no is 0; a date is days since 1970-01-01; a number stands in its factor's unit.
/// `least` < `most`: known as a range only.
struct Fact {
  double least{0}, most{0};
  Source source{};
  [[nodiscard]] static Fact yes_no(bool value, Source source) { return {value ? 1.0 : 0.0, value ? 1.0 : 0.0, source}; }
  [[nodiscard]] static Fact number(double value, Source source) { return {value, value, source}; }
  [[nodiscard]] static Fact date(const Date& value, Source source) {
    return {static_cast<double>(value.days()), static_cast<double>(value.days()), source};
  }
  bool operator==(const Fact&) const = default;
};

/// What stands between a person and every cohort. Dead and protected people are in no cohort at all.
struct Standing {
  bool is_dead{false};
  bool is_protected{false};
  bool has_moved{false};      ///< the newest dated record places them elsewhere
  bool operator==(const Standing&) const = default;
};

/// The known facts of one subject on one day. Made to be used again for the next subject: clear() keeps the memory.
class Facts {
 public:
  Facts(const Vocabulary& vocabulary, Date on) : vocabulary_{&vocabulary}, on_{on}, values_(vocabulary.size()), known_(vocabulary.size(), 0) {}

  void clear() noexcept;                                     ///< forgets every fact and the standing; O(known facts)
  void set(FactorIndex factor, const Fact& fact);            ///< takes the place of what was known
  void forget(FactorIndex factor);
  [[nodiscard]] const Fact* find(FactorIndex factor) const;  ///< nullptr: not known
  [[nodiscard]] Truth yes(FactorIndex factor) const;         ///< of a yes_no factor
  /// Known factors in the order in which they were set.
  [[nodiscard]] const std::vector<FactorIndex>& known() const noexcept { return order_; }
  [[nodiscard]] const Date& on() const noexcept { return on_; }
  [[nodiscard]] const Vocabulary& vocabulary() const noexcept { return *vocabulary_; }

  Standing standing{};

 private:
  const Vocabulary* vocabulary_;
  Date on_;
  std::vector<Fact> values_;
  std::vector<std::uint8_t> known_;
  std::vector<FactorIndex> order_;
};

}  // namespace hearth::need
