// audit_log.h: who looked at what, why, and what the decision was: appended before the answer leaves, never changed.
//
// A Merkle tree of RFC 6962 (merkle.h). A leaf is leaf_hash(HMAC-SHA-256(salt, event)): an event can be erased with its salt, and
// the tree stays whole. Each append signs the new root (checkpoint.h), so a change is found at the event where it was made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/files.h"
#include "store/store.h"
#include "trust/checkpoint.h"
#include "trust/words.h"

namespace hearth::trust {

/// What happened. No field holds personal data of a resident: subjects are pseudonyms (PseudonymKey).
struct AuditEvent {
  Instant at;
  std::string actor;
  OrganisationId organisation;
  std::string role;              ///< all roles of the actor, by name
  std::string action;            ///< of Action, or "sign_in", "policy", "setup", "erase"
  PurposeId purpose;
  bool allowed{false};
  std::string reason;            ///< name_of(Reason)
  std::string asked;             ///< in words without personal data
  std::string policy;            ///< version of the rules
  std::uint64_t shown{0};        ///< rows that left
  std::uint64_t withheld{0};     ///< rows that were asked for and did not
  std::vector<std::string> withheld_because{};  ///< "protected_subject 3"
  std::vector<std::string> subjects{};          ///< pseudonyms of those shown
  std::optional<std::uint64_t> erases{};        ///< the event whose content was taken away
};

/// One line, keys in fixed order, control characters escaped: a value cannot forge a field, an event or a line of a log.
[[nodiscard]] std::string event_json(const AuditEvent& event, std::uint64_t sequence);

/// The secrets under DIR/keys that the log needs.
struct AuditKeys {
  SigningKey signing;
  PseudonymKey pseudonyms;
};
/// DIR/keys/audit.key and DIR/keys/subject.key. @error keys.missing (run setup), keys.malformed, file.*
[[nodiscard]] Result<AuditKeys> read_audit_keys(Files& files, const Path& data);
/// DIR/keys/audit.pub: the verifier key, for `audit verify` and for whoever keeps checkpoints.
[[nodiscard]] Result<VerifyKey> read_verify_key(Files& files, const Path& data);

class AuditLog {
 public:
  /// Without keys (before setup) events are kept and hashed, not signed.
  AuditLog(store::Database& database, std::optional<AuditKeys> keys);
  /// After setup made the keys.
  void use(AuditKeys keys) { keys_ = std::move(keys); }

  /// On disk when it returns its sequence number (from 0). Thread-safe; several that wait share one sync.
  /// @error store.*
  [[nodiscard]] Result<std::uint64_t> append(const AuditEvent& event);
  /// The same inside a transaction that also does what the event tells of.
  [[nodiscard]] Result<std::uint64_t> append_in(store::Session& session, const AuditEvent& event);

  /// Appends only when its reason differs from that of the newest event with its action: "these rules hold from now on".
  [[nodiscard]] Result<Done> append_if_newer(const AuditEvent& event);

  /// The pseudonym of a subject in this log; "-" before setup.
  [[nodiscard]] std::string pseudonym(std::string_view subject) const;

  /// Takes the content of an event away (its leaf stays) and records who did so, in one transaction. The caller has asked
  /// Guard::allow(Action::audit) before.
  /// @error audit.no_such_event, audit.erased
  [[nodiscard]] Result<Done> erase(std::uint64_t sequence, const Actor& by, Instant at, const std::string& because);

 private:
  store::Database& database_;
  std::optional<AuditKeys> keys_;
};

}  // namespace hearth::trust
