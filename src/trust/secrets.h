// secrets.h: the cryptography of trust/, all of it by libsodium: SHA-256, HMAC, keyed pseudonyms, Ed25519, random salts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::trust {

using Digest = std::array<std::uint8_t, 32>;  ///< SHA-256
using Salt = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest sha256(std::string_view first, std::string_view second = {}, std::string_view third = {});
[[nodiscard]] Digest hmac_sha256(const Salt& key, std::string_view message);
/// From the operating system. Tests check what depends on it by recomputing, never by value.
[[nodiscard]] Salt random_salt();
[[nodiscard]] std::string random_password();  ///< 20 letters and digits that cannot be mistaken for one another

[[nodiscard]] std::string hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::optional<Digest> digest_from_hex(std::string_view text);
[[nodiscard]] std::string base64(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);  ///< strict, with padding
[[nodiscard]] inline std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// SipHash-2-4 under a secret key: a subject's pseudonym in the log. Who has the key can find a subject's events; who has
/// only the log cannot tell whom they are about.
class PseudonymKey {
 public:
  explicit PseudonymKey(std::array<std::uint8_t, 16> key) : key_{key} {}
  [[nodiscard]] static PseudonymKey generate();
  [[nodiscard]] std::string of(std::string_view subject) const;  ///< 16 hexadecimal digits
  [[nodiscard]] std::string secret_text() const;                 ///< for the key file only
  [[nodiscard]] static std::optional<PseudonymKey> from_secret_text(std::string_view text);

 private:
  std::array<std::uint8_t, 16> key_;
};

/// Ed25519. The seed never leaves but to the key file.
class VerifyKey {
 public:
  explicit VerifyKey(std::array<std::uint8_t, 32> bytes) : bytes_{bytes} {}
  [[nodiscard]] bool verifies(std::string_view message, std::string_view signature) const;
  [[nodiscard]] const std::array<std::uint8_t, 32>& bytes() const noexcept { return bytes_; }

 private:
  std::array<std::uint8_t, 32> bytes_;
};
class SigningKey {
 public:
  explicit SigningKey(std::array<std::uint8_t, 32> seed);
  [[nodiscard]] static SigningKey generate();
  [[nodiscard]] std::string sign(std::string_view message) const;  ///< 64 bytes
  [[nodiscard]] VerifyKey verify_key() const;
  [[nodiscard]] std::string secret_text() const;
  [[nodiscard]] static std::optional<SigningKey> from_secret_text(std::string_view text);

 private:
  std::array<std::uint8_t, 64> secret_{};
};

}  // namespace hearth::trust
