// decide.h: may this actor do this, for this purpose, about this subject? One pure function; everything asks it.
//
// Denied unless every rule below allows it; one reason to deny is enough, whatever else allows; the order of sources, roles,
// parties or rules changes nothing. Data of organisation X, sent under agreement A, may be seen by an actor of organisation Y
// for purpose P when A is live, lists P, lists X and Y among its parties, and may `query`; Y's role may take the action and act
// for P; the subject is in P's area and is not protected. X's own staff need A as well. The same rules as English sentences:
// tests/trust/decide_by_the_book.cpp.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "trust/policy.h"

namespace hearth::trust {

/// Why. In order of precedence: with several reasons to deny, the first is the one that is told and logged.
enum class Reason : std::uint8_t {
  allowed,
  nobody,                  ///< not signed in, or without organisation or role
  organisation_unknown,    ///< the actor's organisation is not of this place
  role_may_not,            ///< no role of the actor may take this action
  purpose_missing,         ///< a look needs a purpose
  purpose_unknown,
  role_not_for_purpose,    ///< no role of the actor that may take this action may act for this purpose
  // about the sources
  no_source,               ///< nothing says where the data comes from
  no_agreement,            ///< the feed names no agreement
  agreement_unknown,
  agreement_may_not,       ///< its `may` does not list query
  source_not_party,        ///< the organisation that sent the data is not a party
  actor_not_party,
  agreement_other_purpose,
  other_organisations_row, ///< refused rows are shown only to the organisation that sent them
  agreement_not_yet,       ///< asked after all else, so that only whom the agreement would serve hears of its dates
  agreement_expired,
  // about the subject: told to the log, never to the caller
  protected_subject,
  own_record,              ///< staff do not look at themselves; that is a subject access request
  outside_area,
  dead_subject,            ///< left out of lists and exports
  nothing_shared           ///< of what was asked, nothing may be shown
};
[[nodiscard]] std::string_view name_of(Reason reason) noexcept;  ///< "agreement_expired"
[[nodiscard]] std::optional<Reason> reason_of(std::string_view name) noexcept;  ///< nothing when there is none of that name
/// One sentence for the log and for an information governance lead.
[[nodiscard]] std::string_view words_of(Reason reason) noexcept;
[[nodiscard]] constexpr bool speaks_of_subject(Reason reason) noexcept { return reason >= Reason::protected_subject; }

/// Attributes that may be shown at all, by the names that rooms use in ShownFields. Identifiers that only serve to match
/// (nhs_number, ni_number) are not among them and are never shown.
[[nodiscard]] std::span<const std::string_view> shown_attributes() noexcept;

enum class Relation : std::uint8_t { other, self };

/// What the decision must know about whom the data tells of.
struct SubjectFacts {
  bool is_protected{false};
  bool is_dead{false};
  bool in_area{true};              ///< of the purpose
  std::vector<FeedIndex> feeds{};  ///< places in Look::feeds: the feeds that the shown data came from
  Relation relation{Relation::other};
};

struct Question {
  Actor actor;
  Action action{Action::query};
  PurposeId purpose{};
  std::vector<std::string> attributes{};
  std::vector<FactorId> factors{};
  bool is_protected{false};
  bool is_dead{false};
  bool in_area{true};
  Relation relation{Relation::other};
  std::vector<Source> sources{};   ///< every feed that the data came from
  Instant now{};
  std::int32_t days_ahead{0};      ///< an agreement has to be in force now, and so many days later, too
};

struct Decision {
  bool allow{false};
  Reason reason{Reason::nobody};
  std::vector<std::string> attributes{};   ///< of those asked for, which may be shown; sorted
  std::vector<FactorId> factors{};         ///< the same; sorted
  std::vector<std::string> obligations{};  ///< what the answer must say: "Only for flood-welfare.", "Never for: sanction, fraud."
  bool operator==(const Decision&) const = default;
};

/// Pure. Answers about managing, running and auditing need no purpose, sources or subject.
/// Cost: O(sources x (parties + purposes) + asked factors x sources x log factors).
[[nodiscard]] Decision decide(const Policy& policy, const Question& question);

/// May the look begin at all: actor, role and purpose, before any data is touched.
[[nodiscard]] Reason may_begin(const Policy& policy, const Actor& actor, Action action, const PurposeId& purpose);

/// One feed's part in a look.
struct FeedGrant {
  bool visible{false};
  Reason reason{Reason::no_agreement};  ///< why not; for the log
  bool lapsed{false};                   ///< only the agreement's dates stand in the way: the asker, a party, may be told so
  std::vector<FactorId> factors{};      ///< that may be used and shown, sorted; empty when not visible
  [[nodiscard]] bool has(const FactorId& factor) const noexcept;
};
/// For each feed, in order: may its data be used for this look, and which of its factors. Hidden feeds must be left out before
/// anything is found, counted or ranked, so that no line, count, colour or rank tells of them.
[[nodiscard]] std::vector<FeedGrant> visible_feeds(const Policy& policy, const Actor& actor, Action action, const PurposeId& purpose,
                                                   Instant now, std::span<const Source> feeds, std::int32_t days_ahead = 0);

/// What the caller reads. Speaks of actor, purpose and agreement; a reason about the subject reads like "nothing found".
[[nodiscard]] Error refusal(Reason reason, const Actor& actor, Action action, const PurposeId& purpose);

}  // namespace hearth::trust
