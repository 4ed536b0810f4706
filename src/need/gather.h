// gather.h: from the claims in records to the facts about one person: which claim counts when several speak of one factor.
//
// The newest dated claim wins. Of claims without a date, or of the same day, yes beats no (a missed visit costs more than a
// call too many), and of numbers the one of the earlier feed stands. A dated claim beats an undated one, unless the
// undated one says yes and the dated one no. A claim that is older than its factor stays valid, or dated after `on`, is as
// if it had not been made. The order in which claims come never matters.
//
// Used twice with the same rules: for everybody in a run, and at a query with only the claims that the asker may see.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "need/derive.h"
#include "need/facts.h"
#include "record/field.h"

namespace hearth::need {

/// Why a claim did not become a fact.
enum class NotTaken : std::uint8_t { unknown_factor, unreadable_value, too_old, in_the_future, about_another };

/// True when the asker may see this factor out of this feed. Absent: everything.
using MaySee = std::function<bool(std::uint16_t feed, FactorIndex factor)>;

class Gather {
 public:
  Gather(const Vocabulary& vocabulary, Date on) : facts_{vocabulary, on}, rank_(vocabulary.size()) {}

  /// A new subject: forgets the one before.
  void begin();
  /// The claims of a record that is this person's own. `received` is the day of the feed's extract, and dates those claims
  /// that carry none for their age only. Claims of factors that are not in the vocabulary are passed over.
  void own(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, const MaySee* may_see = nullptr);
  /// The claims of a record of somebody else in the household (or at the property): only factors about the household (or
  /// the property) count for this person.
  void household(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, const MaySee* may_see = nullptr);
  void property(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, const MaySee* may_see = nullptr);
  /// One claim, for callers that hold no record. @return why it was not taken, or nothing.
  std::optional<NotTaken> claim(const record::FactClaim& claim, std::uint16_t feed, std::optional<Date> received, About reach);
  /// Adds what follows from birth date and household (derive.h). The answer is valid until the next begin().
  [[nodiscard]] Facts& finish(const PersonFacts& person);

 private:
  struct Rank {
    std::int32_t day{Source::no_day};
    std::uint16_t feed{Source::no_feed};
  };
  void take(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, About reach, const MaySee* may_see);
  std::optional<NotTaken> offer(FactorIndex factor, const record::FactClaim& claim, std::uint16_t feed, std::optional<Date> received,
                                About reach);
  Facts facts_;
  std::vector<Rank> rank_;
};

}  // namespace hearth::need
