// checkpoint.h: the state of the log in one signed text that anybody can keep, print and check (C2SP tlog-checkpoint,
// signed-note). Whoever kept an old one can prove that the log was not changed since.
#pragma once

#include <string>
#include <string_view>

#include "trust/merkle.h"

namespace hearth::trust {

/// What the note says: origin line, size in decimal, root in base64.
struct Checkpoint {
  std::string origin;  ///< also the name of the key: "hearth-audit-3f9a1c20"
  std::uint64_t size{0};
  Digest root{};
  bool operator==(const Checkpoint&) const = default;
};

/// "hearth-audit-" and the first digits of the public key: one name per installation, without a blank or a plus.
[[nodiscard]] std::string origin_of(const VerifyKey& key);
/// "origin+hash+key": the verifier key that C2SP tools take.
[[nodiscard]] std::string verifier_text(const VerifyKey& key);
[[nodiscard]] std::optional<VerifyKey> verifier_from_text(std::string_view text);

[[nodiscard]] std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);
/// Reads a note and checks the signature of `key`; signatures by others (witnesses) are passed over.
/// @error checkpoint.malformed, checkpoint.signature (exit 5)
[[nodiscard]] Result<Checkpoint> open_checkpoint(std::string_view note, const VerifyKey& key);

}  // namespace hearth::trust
