// audit_verify.h: is the log whole? Recomputes every leaf and root, checks every signature, and says which event is broken.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"
#include "trust/audit_log.h"

namespace hearth::trust {

struct AuditFault {
  std::optional<std::uint64_t> event;  ///< empty: of the log as a whole
  std::string what;
};
struct AuditReport {
  std::uint64_t events{0};
  std::uint64_t erased{0};
  std::uint64_t checkpoints{0};         ///< signed and right
  std::uint64_t unsigned_checkpoints{0};///< before setup made the key
  Digest root{};
  std::vector<AuditFault> faults{};     ///< at most faults_listed_max
  std::uint64_t fault_count{0};
  [[nodiscard]] bool whole() const noexcept { return fault_count == 0; }
};
inline constexpr std::size_t faults_listed_max = 20;

/// @param key      without it (before setup) nothing may be signed
/// @param anchors  notes that somebody kept outside the database: the log must still contain each
/// O(events), constant memory but for the erased and the faults.
[[nodiscard]] Result<AuditReport> verify_audit(store::Database& database, const std::optional<VerifyKey>& key,
                                               const std::vector<std::string>& anchors = {});

/// The log of a data folder with everything that is kept beside it: keys/ and audit.checkpoint (a note kept outside the database, so
/// that a log that was cut at its end and signed state that was put back are found). When states are signed and either is gone or is
/// not what Hearth wrote, that is a fault of the log.
/// @param kept  files with checkpoints that somebody kept elsewhere
/// @error file.missing, file.unreadable (of `kept`), store.*
[[nodiscard]] Result<AuditReport> verify_folder(Files& files, const Path& data, store::Database& database, const std::vector<Path>& kept = {});
/// Keeps the newest note. Called by the first setup, by each verify that found the log whole, and by whoever publishes checkpoints.
[[nodiscard]] Result<Done> write_anchor(Files& files, const Path& data, store::Database& database);

/// The newest signed note, and one event with its proof, as text for others: `audit proof N`, `audit proof` alone.
struct EventProof {
  std::string event_json;
  Digest leaf{};
  std::uint64_t index{0};
  std::vector<Digest> path;
  std::string note;
};
[[nodiscard]] Result<std::string> newest_checkpoint(store::Database& database);
/// @error audit.no_such_event
[[nodiscard]] Result<EventProof> prove_event(store::Database& database, std::uint64_t sequence);
/// JSON of the proof: leaf_index, leaf_hash, inclusion_proof (base64), checkpoint, event, salt left out.
[[nodiscard]] std::string proof_json(const EventProof& proof);
/// Each event as one JSON line, in order. The caller has asked Guard::allow(Action::audit) before.
[[nodiscard]] Result<Done> export_audit(store::Database& database, const std::function<Result<Done>(std::string_view line)>& each);

}  // namespace hearth::trust
