#include "trust/audit_table.h"

#include <array>

#include "base/text.h"
#include "base/try.h"

namespace hearth::trust {
namespace {

using store::Session;
using store::Statement;
using store::to_value;

constexpr Statement head{"trust.audit_head", "SELECT size, peaks FROM audit_head WHERE head_id = 1"};
constexpr Statement first_head{"trust.first_audit_head", "INSERT INTO audit_head (head_id, size, peaks) VALUES (1, :size, :peaks)"};
constexpr Statement next_head{"trust.next_audit_head", "UPDATE audit_head SET size = :size, peaks = :peaks WHERE head_id = 1"};
constexpr Statement add_event{"trust.add_audit_event",
                              "INSERT INTO audit_event (seq, at, actor, organisation, role, action, purpose, decision, reason, "
                              "event_json, salt, leaf_hash) VALUES (:seq, :at, :actor, :organisation, :role, :action, :purpose, "
                              ":decision, :reason, :event_json, :salt, :leaf_hash)"};
constexpr Statement add_checkpoint{"trust.add_audit_checkpoint",
                                   "INSERT INTO audit_checkpoint (size, root, note) VALUES (:size, :root, :note)"};
constexpr Statement every_event{"trust.every_audit_event",
                                "SELECT e.seq, e.at, e.actor, e.organisation, e.role, e.action, e.purpose, e.decision, e.reason, "
                                "e.event_json, e.salt, e.leaf_hash, c.root, c.note FROM audit_event e LEFT JOIN audit_checkpoint c "
                                "ON c.size = e.seq + 1 ORDER BY e.seq"};
constexpr Statement one_event{"trust.one_audit_event",
                              "SELECT seq, at, actor, organisation, role, action, purpose, decision, reason, event_json, salt, "
                              "leaf_hash FROM audit_event WHERE seq = :seq"};
constexpr Statement newest{"trust.newest_audit_events",
                           "SELECT seq, at, actor, organisation, role, action, purpose, decision, reason, event_json, salt, "
                           "leaf_hash FROM audit_event ORDER BY seq DESC LIMIT :most"};
constexpr Statement newest_of_actor{"trust.newest_audit_events_of_actor",
                                    "SELECT seq, at, actor, organisation, role, action, purpose, decision, reason, event_json, salt, "
                                    "leaf_hash FROM audit_event WHERE actor = :actor ORDER BY seq DESC LIMIT :most"};
constexpr Statement by_month{"trust.audit_events_by_month",
                             "SELECT substr(at, 1, 7) AS month, action, decision, COUNT(*) FROM audit_event WHERE at >= :since "
                             "GROUP BY substr(at, 1, 7), action, decision ORDER BY 1"};
constexpr Statement by_month_of_actor{"trust.audit_events_by_month_of_actor",
                                      "SELECT substr(at, 1, 7) AS month, action, decision, COUNT(*) FROM audit_event WHERE actor = :actor AND at >= :since "
                                      "GROUP BY substr(at, 1, 7), action, decision ORDER BY 1"};
constexpr Statement uses{"trust.audit_events_by_use",
                         "SELECT organisation, purpose, decision, COUNT(*) FROM audit_event WHERE at >= :since AND purpose <> '' "
                         "GROUP BY organisation, purpose, decision ORDER BY organisation, purpose, decision"};
constexpr Statement newest_by_actor{"trust.newest_audit_event_by_actor", "SELECT actor, MAX(at) FROM audit_event GROUP BY actor"};
constexpr Statement every_leaf{"trust.every_audit_leaf", "SELECT leaf_hash FROM audit_event ORDER BY seq"};
constexpr Statement blank{"trust.blank_audit_event",
                          "UPDATE audit_event SET at = '', actor = '', organisation = '', role = '', action = '', purpose = '', "
                          "decision = '', reason = '', event_json = '', salt = '' WHERE seq = :seq"};
constexpr Statement checkpoints{"trust.count_audit_checkpoints", "SELECT COUNT(*) FROM audit_checkpoint"};
constexpr Statement some_note{"trust.some_audit_note", "SELECT size FROM audit_checkpoint WHERE note <> '' LIMIT 1"};
constexpr Statement last_note{"trust.newest_audit_note", "SELECT note FROM audit_checkpoint ORDER BY size DESC LIMIT 1"};
constexpr Statement last_reason{"trust.newest_audit_reason",
                                "SELECT reason FROM audit_event WHERE action = :action ORDER BY seq DESC LIMIT 1"};

tl::unexpected<Error> bad_head() {
  return fail("audit.head", "the stored state of the audit log contradicts itself. Run: hearth audit verify", {}, Exit::fault_found);
}

}  // namespace

std::vector<Statement> audit_statements() {
  return {head,      first_head, next_head,   add_event, add_checkpoint, every_event,
          one_event, newest, newest_of_actor, every_leaf, checkpoints, blank,     some_note,      last_note,
          last_reason, by_month, by_month_of_actor, uses, newest_by_actor};
}

Result<Frontier> read_head(Session& session) {
  std::int64_t size = 0;
  std::string text;
  HEARTH_CHECK((session.query<std::int64_t, std::string>(head, {}, [&](std::int64_t n, std::string peaks) {
    size = n;
    text = std::move(peaks);
  })));
  std::vector<Digest> peaks;
  if (!text.empty())
    for (const auto part : split(text, ' ')) {
      const auto peak = digest_from_hex(part);
      if (!peak) return bad_head();
      peaks.push_back(*peak);
    }
  if (size < 0) return bad_head();
  auto frontier = Frontier::from(static_cast<std::uint64_t>(size), std::move(peaks));
  if (!frontier) return bad_head();
  return std::move(*frontier);
}

Result<Done> write_head(Session& session, const Frontier& frontier) {
  std::string peaks;
  for (const auto& peak : frontier.peaks()) peaks += (peaks.empty() ? "" : " ") + hex(peak);
  HEARTH_TRY(changed, session.execute(next_head, {to_value(frontier.size()), to_value(peaks)}));
  if (changed == 0) HEARTH_CHECK(session.execute(first_head, {to_value(frontier.size()), to_value(peaks)}));
  return Done{};
}

Result<Done> insert_event(Session& session, const AuditRow& row) {
  HEARTH_CHECK(session.execute(add_event, {to_value(row.seq), to_value(row.at), to_value(row.actor), to_value(row.organisation),
                                           to_value(row.role), to_value(row.action), to_value(row.purpose), to_value(row.decision),
                                           to_value(row.reason), to_value(row.event_json), to_value(row.salt), to_value(row.leaf_hash)}));
  return Done{};
}

Result<Done> insert_checkpoint(Session& session, std::uint64_t size, const std::string& root, const std::string& note) {
  HEARTH_CHECK(session.execute(add_checkpoint, {to_value(size), to_value(root), to_value(note)}));
  return Done{};
}

Result<Done> each_event(Session& session, const std::function<void(AuditRow, CheckpointRow)>& each) {
  using S = std::string;
  using O = std::optional<std::string>;
  return session.query<std::int64_t, S, S, S, S, S, S, S, S, S, S, S, O, O>(
      every_event, {},
      [&each](std::int64_t seq, S at, S actor, S organisation, S role, S action, S purpose, S decision, S reason, S json, S salt, S leaf,
              O root, O note) {
        each({seq, std::move(at), std::move(actor), std::move(organisation), std::move(role), std::move(action), std::move(purpose),
              std::move(decision), std::move(reason), std::move(json), std::move(salt), std::move(leaf)},
             {std::move(root), std::move(note)});
      });
}

Result<Done> each_leaf(Session& session, const std::function<void(std::string)>& each) {
  return session.query<std::string>(every_leaf, {}, [&each](std::string leaf) { each(std::move(leaf)); });
}

Result<std::optional<AuditRow>> find_event(Session& session, std::uint64_t seq) {
  using S = std::string;
  std::optional<AuditRow> found;
  HEARTH_CHECK((session.query<std::int64_t, S, S, S, S, S, S, S, S, S, S, S>(
      one_event, {to_value(seq)},
      [&found](std::int64_t number, S at, S actor, S organisation, S role, S action, S purpose, S decision, S reason, S json, S salt, S leaf) {
        found = AuditRow{number, at, actor, organisation, role, action, purpose, decision, reason, json, salt, leaf};
      })));
  return found;
}

Result<std::vector<AuditRow>> newest_events(Session& session, const std::string& actor, std::int64_t most) {
  using S = std::string;
  std::vector<AuditRow> out;
  const auto add = [&out](std::int64_t number, S at, S who, S organisation, S role, S action, S purpose, S decision, S reason, S json, S salt, S leaf) {
    out.push_back({number, std::move(at), std::move(who), std::move(organisation), std::move(role), std::move(action), std::move(purpose), std::move(decision),
                   std::move(reason), std::move(json), std::move(salt), std::move(leaf)});
  };
  if (actor.empty()) HEARTH_CHECK((session.query<std::int64_t, S, S, S, S, S, S, S, S, S, S, S>(newest, {to_value(most)}, add)));
  else HEARTH_CHECK((session.query<std::int64_t, S, S, S, S, S, S, S, S, S, S, S>(newest_of_actor, {to_value(actor), to_value(most)}, add)));
  return out;
}

Result<std::vector<AuditMonth>> audit_months(Session& session, const std::string& actor, const std::string& since) {
  using S = std::string;
  std::vector<AuditMonth> out;
  const auto add = [&out](S month, S action, S decision, std::int64_t count) {
    if (out.empty() || out.back().month != month) out.push_back({.month = std::move(month)});
    auto& now = out.back();
    if (decision != "allow") now.refused += count;
    else if (action == "query" || action == "export") now.lists += count;
    else if (action == "open" || action == "explain") now.opened += count;
    else now.others += count;
  };
  if (actor.empty()) HEARTH_CHECK((session.query<S, S, S, std::int64_t>(by_month, {to_value(since)}, add)));
  else HEARTH_CHECK((session.query<S, S, S, std::int64_t>(by_month_of_actor, {to_value(actor), to_value(since)}, add)));
  return out;
}

Result<std::vector<AuditUse>> audit_uses(Session& session, const std::string& since) {
  using S = std::string;
  std::vector<AuditUse> out;
  const auto add = [&out](S organisation, S purpose, S decision, std::int64_t count) {
    if (out.empty() || out.back().organisation.text() != organisation || out.back().purpose.text() != purpose)
      out.push_back({.organisation = OrganisationId{std::move(organisation)}, .purpose = PurposeId{std::move(purpose)}});
    (decision == "allow" ? out.back().allowed : out.back().refused) += count;
  };
  HEARTH_CHECK((session.query<S, S, S, std::int64_t>(uses, {to_value(since)}, add)));
  return out;
}

Result<std::map<std::string, std::string>> newest_by_actors(Session& session) {
  std::map<std::string, std::string> out;
  HEARTH_CHECK((session.query<std::string, std::string>(newest_by_actor, {}, [&](std::string actor, std::string at) { out.emplace(std::move(actor), std::move(at)); })));
  return out;
}

Result<Done> blank_event(Session& session, std::uint64_t seq) {
  HEARTH_CHECK(session.execute(blank, {to_value(seq)}));
  return Done{};
}

Result<std::int64_t> count_checkpoints(Session& session) {
  HEARTH_TRY(count, session.one<std::int64_t>(checkpoints));
  return count.value_or(0);
}

Result<bool> has_signed_checkpoint(Session& session) {
  HEARTH_TRY(found, session.one<std::int64_t>(some_note));
  return found.has_value();
}

Result<std::string> newest_note(Session& session) {
  HEARTH_TRY(note, session.one<std::string>(last_note));
  return note.value_or("");
}

Result<std::optional<std::string>> newest_reason(Session& session, std::string_view action) {
  return session.one<std::string>(last_reason, {to_value(action)});
}

}  // namespace hearth::trust
