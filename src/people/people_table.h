// people_table.h: memberships, edges, decisions, events, households and the model, in the store.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "people/decision.h"
#include "people/households.h"
#include "people/link.h"
#include "people/person_ids.h"
#include "store/store.h"

namespace hearth::people {

[[nodiscard]] Result<std::vector<Membership>> read_memberships(store::Session& session);          ///< by record
/// What differs from the stored ones is deleted and inserted in bulk. `previous` is what read_memberships gave.
[[nodiscard]] Result<Done> save_memberships(store::Session& session, const std::vector<Membership>& previous,
                                            const std::vector<Membership>& now);
/// Ids that records bore before, by record and person; see PersonIds::former.
[[nodiscard]] Result<std::vector<Membership>> read_former(store::Session& session);
[[nodiscard]] Result<Done> save_former(store::Session& session, const std::vector<Membership>& previous, const std::vector<Membership>& now);
[[nodiscard]] Result<std::vector<RecordId>> records_of(store::Session& session, PersonId person);
[[nodiscard]] Result<std::optional<PersonId>> person_of(store::Session& session, RecordId record);

[[nodiscard]] Result<std::vector<Edge>> read_edges(store::Session& session);
/// As the last run scored the pairs that anybody has answered.
[[nodiscard]] Result<std::vector<Edge>> read_answered_edges(store::Session& session);
[[nodiscard]] Result<Done> save_edges(store::Session& session, const std::vector<Edge>& previous, const std::vector<Edge>& now);

[[nodiscard]] Result<std::vector<Decision>> read_decisions(store::Session& session);              ///< those that stand, oldest first
[[nodiscard]] Result<Done> add_decision(store::Session& session, const Decision& decision);

/// Pairs of two people that wait for a reviewer: band potential or many; and of one person: band differs. Without a decision; most doubtful first, then heaviest.
[[nodiscard]] Result<std::vector<Edge>> review_list(store::Session& session, std::int64_t most);
/// How many decisions wait: two people count once, however many of their records are alike, and not at all once a reviewer has looked
/// at any of them; somebody whose identifiers differ counts once.
[[nodiscard]] Result<std::int64_t> review_count(store::Session& session);

/// Pairs of records, the lower first, that answers part: those of which "two people" counts (pair_answers.h).
using PairsParted = std::set<std::pair<RecordId, RecordId>>;
/// Pairs of `record` and another person's that may be one, answered or not, but those of `parted`. Unordered.
[[nodiscard]] Result<Done> each_doubtful_pair(store::Session& session, RecordId record, const PairsParted& parted, const std::function<void(RecordId, RecordId)>& each);

struct PersonEventRow {
  PersonEvent event;
  std::string happened_at;  ///< ISO instant
};
[[nodiscard]] Result<Done> add_events(store::Session& session, const std::vector<PersonEvent>& events, const std::string& happened_at);
[[nodiscard]] Result<std::vector<PersonEventRow>> events_of(store::Session& session, PersonId person);
/// The highest number that any event tells of; 0 without events.
[[nodiscard]] Result<PersonId> highest_person_of_events(store::Session& session);
/// The id that `person` goes by now: itself, or where its merges lead.
[[nodiscard]] Result<PersonId> current_id(store::Session& session, PersonId person);

[[nodiscard]] Result<std::vector<HouseholdMember>> read_households(store::Session& session);      ///< by uprn, household, person
[[nodiscard]] Result<Done> save_households(store::Session& session, const std::vector<HouseholdMember>& previous,
                                           const std::vector<HouseholdMember>& now);

[[nodiscard]] Result<LinkModel> read_model(store::Session& session);  ///< empty when none is kept, or one of another version
[[nodiscard]] Result<std::string> model_version(store::Session& session);  ///< empty when none is kept
[[nodiscard]] Result<Done> save_model(store::Session& session, const LinkModel& model, const std::string& trained_at);

/// Forgets everything about records that are no longer kept, and people and households left without any.
[[nodiscard]] Result<std::int64_t> purge_records(store::Session& session, const std::vector<RecordId>& gone);

}  // namespace hearth::people
