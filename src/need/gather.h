// gather.h: from the claims in records to the facts about one person: which claim counts when several speak of one factor.
//
// The newest dated claim wins, and a dated one beats an undated one. Of undated claims, or of two of the same day, yes beats
// no (a missed visit costs more than a call too many); of numbers the one of the earlier feed stands, then the smaller. A
// claim that is older than its factor stays valid, or dated after `on`, is as if it had not been made. The order in which
// claims come never matters.
//
// What a row tells of several people together counts for each of them, marked so; another claim that says it of this person alone
// takes the mark away.
//
// Used twice with the same rules: for everybody in a run, and at a query with only the claims that the asker may see.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
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
  Gather(const Vocabulary& vocabulary, Date on) : facts_{vocabulary, on}, sure_(vocabulary.size(), 0) {}

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
  void take(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, About reach, const MaySee* may_see);
  std::optional<NotTaken> offer(FactorIndex factor, const record::FactClaim& claim, std::uint16_t feed, std::optional<Date> received,
                                About reach);
  Facts facts_;
  std::vector<std::uint8_t> sure_;         ///< by factor: some claim says yes of this person alone
  std::vector<FactorIndex> sure_factors_;  ///< those that are set
};

}  // namespace hearth::need
