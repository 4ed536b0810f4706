#include "people/people_table.h"

#include <algorithm>
#include <bit>
#include <set>

#include "base/try.h"
#include "people/statements.h"

namespace hearth::people {
namespace {

using store::Session;
using store::Statement;
using store::to_value;
using Numbers = std::vector<std::int64_t>;

constexpr Statement all_memberships{"people.all_memberships", "SELECT record_id, person_id FROM membership ORDER BY record_id"};
constexpr Statement insert_membership{"people.insert_membership", "INSERT INTO membership (record_id, person_id) VALUES (:record_id, :person_id)"};
constexpr Statement delete_membership{"people.delete_membership", "DELETE FROM membership WHERE record_id = :record_id"};
constexpr Statement clear_memberships{"people.clear_memberships", "DELETE FROM membership"};
constexpr Statement all_former{"people.all_former", "SELECT record_id, person_id FROM former_membership ORDER BY record_id, person_id"};
constexpr Statement insert_former{"people.insert_former", "INSERT INTO former_membership (record_id, person_id) VALUES (:record_id, :person_id)"};
constexpr Statement delete_former{"people.delete_former", "DELETE FROM former_membership WHERE record_id = :record_id AND person_id = :person_id"};
constexpr Statement purge_former{"people.purge_former", "DELETE FROM former_membership WHERE record_id = :record_id"};
constexpr Statement records_of_person{"people.records_of_person", "SELECT record_id FROM membership WHERE person_id = :person_id ORDER BY record_id"};
constexpr Statement person_of_record{"people.person_of_record", "SELECT person_id FROM membership WHERE record_id = :record_id"};

constexpr Statement all_edges{"people.all_edges", "SELECT left_record, right_record, weight, band, vector FROM link_edge"};
constexpr Statement insert_edge{"people.insert_edge",
                                "INSERT INTO link_edge (left_record, right_record, weight, band, vector) VALUES (:left_record, :right_record, "
                                ":weight, :band, :vector)"};
constexpr Statement delete_edge{"people.delete_edge", "DELETE FROM link_edge WHERE left_record = :left_record AND right_record = :right_record"};
constexpr Statement clear_edges{"people.clear_edges", "DELETE FROM link_edge"};
// The nearer to an even chance, the more a look is worth.
// Pairs of two people; records that are one person already, through others, ask nothing of a reviewer.
#define HEARTH_OF_TWO_PEOPLE                                                                                                        \
  "(+e.band IN (1, 3) AND NOT EXISTS (SELECT 1 FROM membership a JOIN membership b ON b.person_id = a.person_id "                   \
  "WHERE a.record_id = e.left_record AND b.record_id = e.right_record))"
#define HEARTH_UNDECIDED "FROM link_edge e WHERE (e.band = 4 OR " HEARTH_OF_TWO_PEOPLE ") "
// An answer that was taken back counts for nothing.
#define HEARTH_STANDS "NOT EXISTS (SELECT 1 FROM link_withdrawal w WHERE w.decision_id = d.decision_id)"
#define HEARTH_NO_DECISION(verdict)                                                                                                    \
  "AND NOT EXISTS (SELECT 1 FROM link_decision d WHERE " verdict "((d.left_record = e.left_record AND d.right_record = e.right_record) " \
  "OR (d.left_record = e.right_record AND d.right_record = e.left_record)) AND " HEARTH_STANDS ")"
// Of pairs that somebody answered, whichever record stood left then.
constexpr Statement edges_answered{
    "people.edges_answered",
    "SELECT e.left_record, e.right_record, e.weight, e.band, e.vector FROM link_decision d JOIN link_edge e ON e.left_record = d.left_record AND "
    "e.right_record = d.right_record UNION SELECT e.left_record, e.right_record, e.weight, e.band, e.vector FROM link_decision d JOIN link_edge e "
    "ON e.left_record = d.right_record AND e.right_record = d.left_record"};
constexpr Statement edges_for_review{
    "people.edges_for_review",
    "SELECT e.left_record, e.right_record, e.weight, e.band, e.vector " HEARTH_UNDECIDED HEARTH_NO_DECISION("")
    " ORDER BY abs(e.weight), e.weight DESC, e.left_record, e.right_record LIMIT :most"};
#define HEARTH_DECIDED(one, other)                                                                                                   \
  "NOT EXISTS (SELECT 1 FROM membership x JOIN link_decision d ON d.left_record = x.record_id JOIN membership y ON y.record_id = "    \
  "d.right_record WHERE a.person_id <> b.person_id AND x.person_id = " one ".person_id AND y.person_id = " other ".person_id AND " HEARTH_STANDS ") "
constexpr Statement count_for_review{
    "people.count_for_review",
    "SELECT count(*) FROM (SELECT DISTINCT CASE WHEN a.person_id < b.person_id THEN a.person_id ELSE b.person_id END AS one, "
    "CASE WHEN a.person_id < b.person_id THEN b.person_id ELSE a.person_id END AS other "
    "FROM link_edge e JOIN membership a ON a.record_id = e.left_record JOIN membership b ON b.record_id = e.right_record "
    "WHERE (e.band = 4 OR (e.band IN (1, 3) AND a.person_id <> b.person_id)) " HEARTH_NO_DECISION("") " AND " HEARTH_DECIDED("a", "b")
    " AND " HEARTH_DECIDED("b", "a") ") AS waiting"};
#undef HEARTH_DECIDED
#define HEARTH_DOUBTFUL(side)                                                                                                       \
  "SELECT e.left_record, e.right_record FROM link_edge e WHERE e." side " = :record AND " HEARTH_OF_TWO_PEOPLE
constexpr Statement doubtful_with_left{"people.doubtful_with_left", HEARTH_DOUBTFUL("left_record")};
constexpr Statement doubtful_with_right{"people.doubtful_with_right", HEARTH_DOUBTFUL("right_record")};
#undef HEARTH_DOUBTFUL
#undef HEARTH_UNDECIDED
#undef HEARTH_OF_TWO_PEOPLE
#undef HEARTH_NO_DECISION

constexpr Statement all_decisions{"people.all_decisions",
                                  "SELECT d.left_record, d.right_record, d.verdict, d.actor, d.decided_at, d.reason FROM link_decision d WHERE " HEARTH_STANDS
                                  " ORDER BY d.decision_id"};
#undef HEARTH_STANDS
constexpr Statement last_decision{"people.last_decision", "SELECT coalesce(max(decision_id), 0) FROM link_decision"};
constexpr Statement insert_decision{"people.insert_decision",
                                    "INSERT INTO link_decision (decision_id, left_record, right_record, verdict, actor, decided_at, reason) VALUES "
                                    "(:decision_id, :left_record, :right_record, :verdict, :actor, :decided_at, :reason)"};

constexpr Statement last_event{"people.last_event", "SELECT coalesce(max(event_id), 0) FROM person_event"};
constexpr Statement insert_event{"people.insert_event",
                                 "INSERT INTO person_event (event_id, kind, from_person, to_person, happened_at) VALUES (:event_id, :kind, "
                                 ":from_person, :to_person, :happened_at)"};
// For folders of before the numbers of people had a counter.
constexpr Statement highest_of_events{"people.highest_of_events",
                                      "SELECT coalesce(max(CASE WHEN from_person > to_person THEN from_person ELSE to_person END), 0) FROM person_event"};
constexpr Statement events_of_person{"people.events_of_person",
                                     "SELECT kind, from_person, to_person, happened_at FROM person_event WHERE from_person = :person OR to_person "
                                     "= :same_person ORDER BY event_id"};
constexpr Statement merged_into{"people.merged_into",
                                "SELECT to_person FROM person_event WHERE kind = 'merged' AND from_person = :person ORDER BY event_id DESC LIMIT 1"};
constexpr Statement is_alive{"people.is_alive", "SELECT count(*) FROM membership WHERE person_id = :person"};

constexpr Statement all_households{"people.all_households",
                                   "SELECT household_id, uprn, person_id FROM household_member ORDER BY uprn, household_id, person_id"};
constexpr Statement insert_household{"people.insert_household",
                                     "INSERT INTO household_member (household_id, uprn, person_id) VALUES (:household_id, :uprn, :person_id)"};
constexpr Statement delete_household{"people.delete_household",
                                     "DELETE FROM household_member WHERE household_id = :household_id AND person_id = :person_id"};

constexpr Statement kept_model{"people.kept_model", "SELECT content FROM link_model ORDER BY model_id DESC LIMIT 1"};
constexpr Statement kept_model_version{"people.kept_model_version", "SELECT version FROM link_model WHERE model_id = 1"};
constexpr Statement delete_models{"people.delete_models", "DELETE FROM link_model"};
constexpr Statement insert_model{"people.insert_model",
                                 "INSERT INTO link_model (model_id, version, trained_at, content) VALUES (:model_id, :version, :trained_at, :content)"};

constexpr Statement purge_membership{"people.purge_membership", "DELETE FROM membership WHERE record_id = :record_id"};
constexpr Statement purge_edge_left{"people.purge_edge_left", "DELETE FROM link_edge WHERE left_record = :record_id"};
constexpr Statement purge_edge_right{"people.purge_edge_right", "DELETE FROM link_edge WHERE right_record = :record_id"};
constexpr Statement purge_decision_left{"people.purge_decision_left", "DELETE FROM link_decision WHERE left_record = :record_id"};
constexpr Statement purge_decision_right{"people.purge_decision_right", "DELETE FROM link_decision WHERE right_record = :record_id"};
constexpr Statement purge_withdrawals{"people.purge_withdrawals",
                                      "DELETE FROM link_withdrawal WHERE NOT EXISTS (SELECT 1 FROM link_decision d WHERE d.decision_id = "
                                      "link_withdrawal.decision_id)"};
constexpr Statement purge_households{"people.purge_households",
                                     "DELETE FROM household_member WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = "
                                     "household_member.person_id)"};
constexpr Statement purge_events{"people.purge_events",
                                 "DELETE FROM person_event WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = "
                                 "person_event.to_person OR m.person_id = person_event.from_person)"};

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

Edge edge_from(std::int64_t l, std::int64_t r, double weight, std::int64_t band, std::int64_t vector) {
  return {RecordId{static_cast<std::uint64_t>(l)}, RecordId{static_cast<std::uint64_t>(r)}, static_cast<float>(weight),
          static_cast<Band>(band), std::bit_cast<std::uint64_t>(vector)};
}

/// What is in one sorted list and not in the other.
template <class T, class Less>
std::vector<T> without(const std::vector<T>& all, const std::vector<T>& gone, Less less) {
  std::vector<T> out;
  std::ranges::set_difference(all, gone, std::back_inserter(out), less);
  return out;
}

bool edge_before(const Edge& a, const Edge& b) {
  return std::tuple{a.l, a.r, a.weight, a.band, a.vector} < std::tuple{b.l, b.r, b.weight, b.band, b.vector};
}

Result<Done> insert_edges(Session& session, const std::vector<Edge>& edges) {
  if (edges.empty()) return Done{};
  Numbers l, r, band, vector;
  std::vector<double> weight;
  for (const auto& edge : edges) {
    l.push_back(number(edge.l.number()));
    r.push_back(number(edge.r.number()));
    weight.push_back(static_cast<double>(edge.weight));
    band.push_back(static_cast<std::int64_t>(edge.band));
    vector.push_back(std::bit_cast<std::int64_t>(edge.vector));
  }
  return session.execute_bulk(insert_edge, {std::move(l), std::move(r), std::move(weight), std::move(band), std::move(vector)});
}

Result<std::vector<Membership>> read_pairs(Session& session, const Statement& statement) {
  std::vector<Membership> out;
  HEARTH_CHECK((session.query<std::int64_t, std::int64_t>(statement, {}, [&](std::int64_t record, std::int64_t person) {
    out.push_back({RecordId{static_cast<std::uint64_t>(record)}, PersonId{static_cast<std::uint64_t>(person)}});
  })));
  return out;
}

Result<std::vector<Edge>> edges_of(Session& session, const Statement& statement) {
  std::vector<Edge> out;
  HEARTH_CHECK((session.query<std::int64_t, std::int64_t, double, std::int64_t, std::int64_t>(
      statement, {}, [&](std::int64_t l, std::int64_t r, double weight, std::int64_t band, std::int64_t vector) {
        out.push_back(edge_from(l, r, weight, band, vector));
      })));
  return out;
}

/// Records and people of each, as columns.
std::pair<Numbers, Numbers> columns_of(const std::vector<Membership>& memberships) {
  std::pair<Numbers, Numbers> out;
  for (const auto& one : memberships) {
    out.first.push_back(number(one.record.number()));
    out.second.push_back(number(one.person.number()));
  }
  return out;
}

}  // namespace

std::vector<Statement> statements() {
  std::vector<Statement> all{all_memberships, insert_membership, delete_membership, clear_memberships, all_former, insert_former, delete_former, purge_former, records_of_person, person_of_record,
          all_edges, insert_edge, delete_edge, clear_edges, edges_answered, edges_for_review, count_for_review, doubtful_with_left, doubtful_with_right,
          all_decisions, last_decision, insert_decision, last_event, insert_event, highest_of_events, events_of_person, merged_into, is_alive,
          all_households, insert_household, delete_household, kept_model, kept_model_version, delete_models, insert_model,
          purge_membership, purge_edge_left, purge_edge_right, purge_decision_left, purge_decision_right, purge_withdrawals, purge_households, purge_events};
  for (const auto& statement : review_statements()) all.push_back(statement);
  return all;
}

Result<std::vector<Membership>> read_memberships(Session& session) {
  return read_pairs(session, all_memberships);
}

Result<Done> save_memberships(Session& session, const std::vector<Membership>& previous, const std::vector<Membership>& now) {
  auto before = previous, after = now;
  std::ranges::sort(before);
  std::ranges::sort(after);
  const auto gone = without(before, after, std::less<Membership>{}), added = without(after, before, std::less<Membership>{});
  if (!before.empty() && gone.size() == before.size()) HEARTH_CHECK(session.execute(clear_memberships));
  else if (!gone.empty()) HEARTH_CHECK(session.execute_bulk(delete_membership, {columns_of(gone).first}));
  if (added.empty()) return Done{};
  auto [records, people] = columns_of(added);
  HEARTH_CHECK(session.execute_bulk(insert_membership, {std::move(records), std::move(people)}));
  return Done{};
}

Result<std::vector<Membership>> read_former(Session& session) { return read_pairs(session, all_former); }

Result<Done> save_former(Session& session, const std::vector<Membership>& previous, const std::vector<Membership>& now) {
  const auto gone = without(previous, now, std::less<Membership>{}), added = without(now, previous, std::less<Membership>{});
  auto [old_records, old_people] = columns_of(gone);
  auto [records, people] = columns_of(added);
  if (!gone.empty()) HEARTH_CHECK(session.execute_bulk(delete_former, {std::move(old_records), std::move(old_people)}));
  if (!added.empty()) HEARTH_CHECK(session.execute_bulk(insert_former, {std::move(records), std::move(people)}));
  return Done{};
}

Result<std::vector<RecordId>> records_of(Session& session, PersonId person) {
  std::vector<RecordId> out;
  HEARTH_CHECK(session.query<std::int64_t>(records_of_person, {to_value(person.number())}, [&](std::int64_t record) {
    out.push_back(RecordId{static_cast<std::uint64_t>(record)});
  }));
  return out;
}

Result<std::optional<PersonId>> person_of(Session& session, RecordId record) {
  HEARTH_TRY(found, session.one<std::int64_t>(person_of_record, {to_value(record.number())}));
  return found ? std::optional<PersonId>{PersonId{static_cast<std::uint64_t>(*found)}} : std::nullopt;
}

Result<std::vector<Edge>> read_edges(Session& session) { return edges_of(session, all_edges); }

Result<std::vector<Edge>> read_answered_edges(Session& session) { return edges_of(session, edges_answered); }

Result<Done> save_edges(Session& session, const std::vector<Edge>& previous, const std::vector<Edge>& now) {
  auto before = previous, after = now;
  std::ranges::sort(before, edge_before);
  std::ranges::sort(after, edge_before);
  const auto gone = without(before, after, edge_before);
  if (!before.empty() && gone.size() == before.size()) {
    HEARTH_CHECK(session.execute(clear_edges));
  } else if (!gone.empty()) {
    Numbers l, r;
    for (const auto& edge : gone) {
      l.push_back(number(edge.l.number()));
      r.push_back(number(edge.r.number()));
    }
    HEARTH_CHECK(session.execute_bulk(delete_edge, {std::move(l), std::move(r)}));
  }
  return insert_edges(session, without(after, before, edge_before));
}

Result<std::vector<Edge>> review_list(Session& session, std::int64_t most) {
  std::vector<Edge> out;
  HEARTH_CHECK((session.query<std::int64_t, std::int64_t, double, std::int64_t, std::int64_t>(
      edges_for_review, {to_value(most)}, [&](std::int64_t l, std::int64_t r, double weight, std::int64_t band, std::int64_t vector) {
        out.push_back(edge_from(l, r, weight, band, vector));
      })));
  return out;
}

Result<std::int64_t> review_count(Session& session) {
  HEARTH_TRY(count, session.one<std::int64_t>(count_for_review));
  return count.value_or(0);
}

Result<Done> each_doubtful_pair(Session& session, RecordId record, const PairsParted& parted, const std::function<void(RecordId, RecordId)>& each) {
  for (const auto* statement : {&doubtful_with_left, &doubtful_with_right})
    HEARTH_CHECK((session.query<std::int64_t, std::int64_t>(*statement, {to_value(record.number())}, [&](std::int64_t l, std::int64_t r) {
      const RecordId left{static_cast<std::uint64_t>(l)}, right{static_cast<std::uint64_t>(r)};
      if (!parted.contains(std::minmax(left, right))) each(left, right);
    })));
  return Done{};
}

Result<std::vector<Decision>> read_decisions(Session& session) {
  std::vector<Decision> out;
  using S = std::string;
  HEARTH_CHECK((session.query<std::int64_t, std::int64_t, S, S, S, S>(
      all_decisions, {}, [&](std::int64_t l, std::int64_t r, S verdict, S actor, S at, S reason) {
        out.push_back({RecordId{static_cast<std::uint64_t>(l)}, RecordId{static_cast<std::uint64_t>(r)},
                       verdict_of(verdict).value_or(Verdict::not_sure), std::move(actor), std::move(at), std::move(reason)});
      })));
  return out;
}

Result<Done> add_decision(Session& session, const Decision& decision) {
  HEARTH_TRY(last, session.one<std::int64_t>(last_decision));
  HEARTH_CHECK(session.execute(insert_decision,
                               {to_value(last.value_or(0) + 1), to_value(decision.left.number()), to_value(decision.right.number()),
                                to_value(name_of(decision.verdict)), to_value(decision.actor), to_value(decision.decided_at),
                                to_value(decision.reason)}));
  return Done{};
}

Result<Done> add_events(Session& session, const std::vector<PersonEvent>& events, const std::string& happened_at) {
  if (events.empty()) return Done{};
  HEARTH_TRY(last, session.one<std::int64_t>(last_event));
  Numbers ids, from, to;
  std::vector<std::string> kinds, at(events.size(), happened_at);
  for (const auto& event : events) {
    ids.push_back(last.value_or(0) + 1 + static_cast<std::int64_t>(ids.size()));
    kinds.emplace_back(name_of(event.kind));
    from.push_back(number(event.from.number()));
    to.push_back(number(event.to.number()));
  }
  return session.execute_bulk(insert_event, {std::move(ids), std::move(kinds), std::move(from), std::move(to), std::move(at)});
}

Result<std::vector<PersonEventRow>> events_of(Session& session, PersonId person) {
  std::vector<PersonEventRow> out;
  HEARTH_CHECK((session.query<std::string, std::int64_t, std::int64_t, std::string>(
      events_of_person, {to_value(person.number()), to_value(person.number())},
      [&](std::string kind, std::int64_t from, std::int64_t to, std::string at) {
        const auto which = kind == "merged" ? PersonEvent::Kind::merged : kind == "split" ? PersonEvent::Kind::split : PersonEvent::Kind::ended;
        out.push_back({{which, PersonId{static_cast<std::uint64_t>(from)}, PersonId{static_cast<std::uint64_t>(to)}}, std::move(at)});
      })));
  return out;
}

Result<PersonId> highest_person_of_events(Session& session) {
  HEARTH_TRY(highest, session.one<std::int64_t>(highest_of_events, {}));
  return PersonId{static_cast<std::uint64_t>(highest.value_or(0))};
}

Result<PersonId> current_id(Session& session, PersonId person) {
  std::set<PersonId> seen;  // a split after a merge can lead back
  while (seen.insert(person).second) {
    HEARTH_TRY(alive, session.one<std::int64_t>(is_alive, {to_value(person.number())}));
    if (alive.value_or(0) > 0) return person;
    HEARTH_TRY(into, session.one<std::int64_t>(merged_into, {to_value(person.number())}));
    if (!into) return person;
    person = PersonId{static_cast<std::uint64_t>(*into)};
  }
  return person;
}

Result<std::vector<HouseholdMember>> read_households(Session& session) {
  std::vector<HouseholdMember> out;
  HEARTH_CHECK((session.query<std::int64_t, std::int64_t, std::int64_t>(
      all_households, {}, [&](std::int64_t household, std::int64_t uprn, std::int64_t person) {
        out.push_back({HouseholdId{static_cast<std::uint64_t>(household)}, Uprn::from_trusted(static_cast<std::uint64_t>(uprn)),
                       PersonId{static_cast<std::uint64_t>(person)}});
      })));
  return out;
}

Result<Done> save_households(Session& session, const std::vector<HouseholdMember>& previous, const std::vector<HouseholdMember>& now) {
  auto before = previous, after = now;
  std::ranges::sort(before);
  std::ranges::sort(after);
  Numbers old_households, old_people, households, uprns, people;
  for (const auto& one : without(before, after, std::less<HouseholdMember>{})) {
    old_households.push_back(number(one.household.number()));
    old_people.push_back(number(one.person.number()));
  }
  for (const auto& one : without(after, before, std::less<HouseholdMember>{})) {
    households.push_back(number(one.household.number()));
    uprns.push_back(number(one.uprn.number()));
    people.push_back(number(one.person.number()));
  }
  if (!old_people.empty()) HEARTH_CHECK(session.execute_bulk(delete_household, {std::move(old_households), std::move(old_people)}));
  if (!people.empty()) HEARTH_CHECK(session.execute_bulk(insert_household, {std::move(households), std::move(uprns), std::move(people)}));
  return Done{};
}

Result<LinkModel> read_model(Session& session) {
  HEARTH_TRY(text, session.one<std::string>(kept_model));
  if (!text) return LinkModel{};
  auto model = LinkModel::from_json(*text, "link_model");
  // Another version of Hearth wrote it: the next run learns anew, as if none were kept.
  if (!model && model.error().code == "model.version") return LinkModel{};
  return model;
}

Result<std::string> model_version(Session& session) {
  HEARTH_TRY(version, session.one<std::string>(kept_model_version));
  return version.value_or("");
}

Result<Done> save_model(Session& session, const LinkModel& model, const std::string& trained_at) {
  HEARTH_CHECK(session.execute(delete_models));
  HEARTH_CHECK(session.execute(insert_model, {to_value(1), to_value(model.version()), to_value(trained_at), to_value(model.to_json())}));
  return Done{};
}

Result<std::int64_t> purge_records(Session& session, const std::vector<RecordId>& gone) {
  std::int64_t rows = 0;
  for (const auto record : gone)
    for (const auto* statement : {&purge_membership, &purge_former, &purge_edge_left, &purge_edge_right, &purge_decision_left, &purge_decision_right}) {
      HEARTH_TRY(changed, session.execute(*statement, {to_value(record.number())}));
      rows += changed;
    }
  for (const auto* statement : {&purge_withdrawals, &purge_households, &purge_events}) {
    HEARTH_TRY(changed, session.execute(*statement));
    rows += changed;
  }
  return rows;
}

}  // namespace hearth::people
