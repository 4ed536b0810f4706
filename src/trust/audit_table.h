// audit_table.h: the rows of the audit log, and every SQL statement about them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"
#include "trust/merkle.h"
#include "trust/words.h"

namespace hearth::trust {

struct AuditRow {
  std::int64_t seq{0};
  std::string at, actor, organisation, role, action, purpose, decision, reason, event_json, salt, leaf_hash;
};
/// The checkpoint that was written with an event; empty when it is missing.
struct CheckpointRow {
  std::optional<std::string> root, note;
};

/// The right edge of the tree as it was stored. @error audit.head (the stored state contradicts itself)
[[nodiscard]] Result<Frontier> read_head(store::Session& session);
[[nodiscard]] Result<Done> write_head(store::Session& session, const Frontier& frontier);
[[nodiscard]] Result<Done> insert_event(store::Session& session, const AuditRow& row);
[[nodiscard]] Result<Done> insert_checkpoint(store::Session& session, std::uint64_t size, const std::string& root, const std::string& note);
/// In order of seq.
[[nodiscard]] Result<Done> each_event(store::Session& session, const std::function<void(AuditRow, CheckpointRow)>& each);
[[nodiscard]] Result<Done> each_leaf(store::Session& session, const std::function<void(std::string)>& each);
[[nodiscard]] Result<std::optional<AuditRow>> find_event(store::Session& session, std::uint64_t seq);
/// The newest first; of one actor, or of all when `actor` is empty.
[[nodiscard]] Result<std::vector<AuditRow>> newest_events(store::Session& session, const std::string& actor, std::int64_t most);
/// How many looks and refusals a month had.
struct AuditMonth {
  std::string month;  ///< "2026-11"
  std::int64_t lists{0}, opened{0}, others{0}, refused{0};
};
/// Months with an event, the oldest first, since the first day of the month `since` ("2025-12"); of one actor, or of all when `actor`
/// is empty. An event whose content was erased counts in none.
[[nodiscard]] Result<std::vector<AuditMonth>> audit_months(store::Session& session, const std::string& actor, const std::string& since);
/// How often an organisation's staff looked for a purpose, or were refused.
struct AuditUse {
  OrganisationId organisation;
  PurposeId purpose;
  std::int64_t allowed{0}, refused{0};
};
/// Since that moment ("2025-11-27"); events whose content was erased count in none.
[[nodiscard]] Result<std::vector<AuditUse>> audit_uses(store::Session& session, const std::string& since);
/// When each actor last asked, or was refused: user name to instant.
[[nodiscard]] Result<std::map<std::string, std::string>> newest_by_actors(store::Session& session);
[[nodiscard]] Result<Done> blank_event(store::Session& session, std::uint64_t seq);
/// How many checkpoints there are. More than events: some were cut.
[[nodiscard]] Result<std::int64_t> count_checkpoints(store::Session& session);
[[nodiscard]] Result<bool> has_signed_checkpoint(store::Session& session);
/// The note of the largest size; empty when there is none.
[[nodiscard]] Result<std::string> newest_note(store::Session& session);
/// The reason of the newest event with this action.
[[nodiscard]] Result<std::optional<std::string>> newest_reason(store::Session& session, std::string_view action);

[[nodiscard]] std::vector<store::Statement> audit_statements();

}  // namespace hearth::trust
