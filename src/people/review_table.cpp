#include "people/review_table.h"

#include <algorithm>
#include <bit>

#include "base/try.h"
#include "people/people_table.h"
#include "people/statements.h"

namespace hearth::people {
namespace {

using store::Session;
using store::Statement;
using store::to_value;

#define HEARTH_KEPT_DECISION                                                                                                          \
  "SELECT d.decision_id, d.left_record, d.right_record, d.verdict, d.actor, d.decided_at, d.reason, coalesce(w.actor, ''), "           \
  "coalesce(w.withdrawn_at, '') FROM link_decision d LEFT JOIN link_withdrawal w ON w.decision_id = d.decision_id "
constexpr Statement decisions_of_pair{"people.decisions_of_pair",
                                      HEARTH_KEPT_DECISION "WHERE (d.left_record = :l AND d.right_record = :r) OR (d.left_record = :rr AND "
                                                           "d.right_record = :ll) ORDER BY d.decision_id"};
constexpr Statement newest_of_all{"people.newest_decisions", HEARTH_KEPT_DECISION "ORDER BY d.decision_id DESC LIMIT :most"};
#undef HEARTH_KEPT_DECISION
constexpr Statement edge_of_pair{"people.edge_of_pair",
                                 "SELECT left_record, right_record, weight, band, vector FROM link_edge WHERE (left_record = :l AND right_record = :r) "
                                 "OR (left_record = :rr AND right_record = :ll)"};
constexpr Statement insert_withdrawal{"people.insert_withdrawal",
                                      "INSERT INTO link_withdrawal (decision_id, actor, withdrawn_at) VALUES (:decision_id, :actor, :withdrawn_at)"};
constexpr Statement count_decisions{"people.count_decisions",
                                    "SELECT (SELECT count(*) FROM link_decision) + (SELECT count(*) FROM link_withdrawal)"};

Result<std::vector<DecisionKept>> read_kept(Session& session, const Statement& statement, std::vector<store::Value> parameters) {
  using I = std::int64_t;
  using S = std::string;
  std::vector<DecisionKept> out;
  HEARTH_CHECK((session.query<I, I, I, S, S, S, S, S, S>(
      statement, std::move(parameters), [&](I id, I l, I r, S verdict, S actor, S at, S reason, S withdrawn_by, S withdrawn_at) {
        out.push_back({id,
                       {RecordId{static_cast<std::uint64_t>(l)}, RecordId{static_cast<std::uint64_t>(r)},
                        verdict_of(verdict).value_or(Verdict::not_sure), std::move(actor), std::move(at), std::move(reason)},
                       std::move(withdrawn_by), std::move(withdrawn_at)});
      })));
  return out;
}

std::vector<store::Value> both_ways(RecordId left, RecordId right) {
  return {to_value(left.number()), to_value(right.number()), to_value(right.number()), to_value(left.number())};
}

}  // namespace

std::vector<Statement> review_statements() {
  return {decisions_of_pair, newest_of_all, edge_of_pair, insert_withdrawal, count_decisions};
}

const DecisionKept* PairHistory::in_force() const noexcept {
  const auto found = std::find_if(decisions.rbegin(), decisions.rend(), [](const DecisionKept& kept) { return kept.stands(); });
  return found == decisions.rend() ? nullptr : &*found;
}

std::int64_t PairHistory::version() const noexcept {
  std::int64_t out = 0;
  for (const auto& kept : decisions) out += kept.stands() ? 1 : 2;
  return out;
}

bool PairHistory::is_for_review() const noexcept {
  return !decisions.empty() || (edge && (edge->band == Band::potential || edge->band == Band::many || edge->band == Band::differs));
}

Result<PairHistory> pair_history(Session& session, RecordId left, RecordId right) {
  using I = std::int64_t;
  PairHistory out;
  HEARTH_TRY(kept, read_kept(session, decisions_of_pair, both_ways(left, right)));
  out.decisions = std::move(kept);
  HEARTH_CHECK((session.query<I, I, double, I, I>(edge_of_pair, both_ways(left, right), [&](I l, I r, double weight, I band, I vector) {
    out.edge = Edge{RecordId{static_cast<std::uint64_t>(l)}, RecordId{static_cast<std::uint64_t>(r)}, static_cast<float>(weight),
                    static_cast<Band>(band), std::bit_cast<std::uint64_t>(vector)};
  })));
  return out;
}

Result<Answered> decide_pair(Session& session, const Decision& decision, std::int64_t version_seen) {
  HEARTH_TRY(before, pair_history(session, decision.left, decision.right));
  if (before.version() != version_seen) return Answered{false, std::move(before)};
  HEARTH_CHECK(add_decision(session, decision));
  HEARTH_TRY(after, pair_history(session, decision.left, decision.right));
  return Answered{true, std::move(after)};
}

Result<Answered> withdraw_decision(Session& session, RecordId left, RecordId right, const std::string& actor, const std::string& at,
                                   std::int64_t version_seen) {
  HEARTH_TRY(before, pair_history(session, left, right));
  const auto* standing = before.in_force();
  if (standing == nullptr || before.version() != version_seen) return Answered{false, std::move(before)};
  HEARTH_CHECK(session.execute(insert_withdrawal, {to_value(standing->id), to_value(actor), to_value(at)}));
  HEARTH_TRY(after, pair_history(session, left, right));
  return Answered{true, std::move(after)};
}

Result<std::vector<DecisionKept>> newest_decisions(Session& session, std::int64_t most) { return read_kept(session, newest_of_all, {to_value(most)}); }

Result<std::int64_t> review_version(Session& session) {
  HEARTH_TRY(count, session.one<std::int64_t>(count_decisions));
  return count.value_or(0);
}

}  // namespace hearth::people
