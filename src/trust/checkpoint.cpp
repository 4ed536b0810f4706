#include "trust/checkpoint.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/try.h"

namespace hearth::trust {
namespace {

constexpr std::string_view dash = "\xE2\x80\x94 ";  // an em dash and a blank begin a signature line
constexpr char ed25519 = 1;                         // algorithm byte of signed notes

std::string key_bytes(const VerifyKey& key) {
  std::string bytes(1, ed25519);
  bytes.append(reinterpret_cast<const char*>(key.bytes().data()), key.bytes().size());
  return bytes;
}
std::span<const std::uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
/// First four bytes of SHA-256(name, newline, algorithm and key).
std::string key_hash(std::string_view name, const VerifyKey& key) {
  const auto digest = sha256(name, "\n", key_bytes(key));
  return std::string{bytes_of(digest).substr(0, 4)};
}
std::string body_of(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + base64(checkpoint.root) + "\n";
}
tl::unexpected<Error> malformed() {
  return fail("checkpoint.malformed", "not a checkpoint. Expected the text of hearth audit proof, unchanged.", {}, Exit::fault_found);
}

Result<Checkpoint> read_body(std::string_view body) {
  const auto lines = split(body, '\n');
  if (lines.size() < 4) return malformed();
  Checkpoint checkpoint;
  checkpoint.origin = lines[0];
  const auto number = lines[1];
  const auto read = std::from_chars(number.data(), number.data() + number.size(), checkpoint.size);
  if (read.ec != std::errc{} || read.ptr != number.data() + number.size() || std::to_string(checkpoint.size) != number) return malformed();
  const auto root = from_base64(lines[2]);
  if (!root || root->size() != checkpoint.root.size()) return malformed();
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
  return checkpoint;
}

}  // namespace

std::string origin_of(const VerifyKey& key) { return "hearth-audit-" + hex(std::span{key.bytes()}.first(4)); }

std::string verifier_text(const VerifyKey& key) {
  const auto name = origin_of(key);
  return name + "+" + hex(as_bytes(key_hash(name, key))) + "+" + base64(as_bytes(key_bytes(key)));
}

std::optional<VerifyKey> verifier_from_text(std::string_view text) {
  // Base64 has plus signs of its own: only the first two separate.
  const auto first = text.find('+');
  const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto bytes = from_base64(text.substr(second + 1));
  if (!bytes || bytes->size() != 33 || bytes->front() != ed25519) return std::nullopt;
  std::array<std::uint8_t, 32> raw{};
  std::copy(bytes->begin() + 1, bytes->end(), raw.begin());
  const VerifyKey key{raw};
  return verifier_text(key) == text ? std::optional{key} : std::nullopt;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  const std::string body = body_of(checkpoint);
  const std::string signature = key_hash(checkpoint.origin, key.verify_key()) + key.sign(body);
  return body + "\n" + std::string{dash} + checkpoint.origin + " " + base64(as_bytes(signature)) + "\n";
}

Result<Checkpoint> open_checkpoint(std::string_view note, const VerifyKey& key) {
  const auto gap = note.rfind("\n\n");
  if (gap == std::string_view::npos || !note.ends_with('\n')) return malformed();
  const auto body = note.substr(0, gap + 1);
  HEARTH_TRY(checkpoint, read_body(body));
  const auto name = origin_of(key);
  for (auto line : split(note.substr(gap + 2), '\n')) {
    if (!line.starts_with(dash)) continue;
    line.remove_prefix(dash.size());
    if (!line.starts_with(name + " ")) continue;
    const auto signature = from_base64(line.substr(name.size() + 1));
    if (!signature || signature->size() != 68 || signature->substr(0, 4) != key_hash(name, key)) continue;
    if (checkpoint.origin == name && key.verifies(body, std::string_view{*signature}.substr(4))) return checkpoint;
  }
  return fail("checkpoint.signature", "this checkpoint was not signed by the key of this log.", {}, Exit::fault_found);
}

}  // namespace hearth::trust
