#include "trust/secrets.h"

#include <sodium.h>

#include "base/assertion.h"

namespace hearth::trust {
namespace {

void ready() {
  static const bool initialised = sodium_init() >= 0;
  HEARTH_ASSERT(initialised);
}
const unsigned char* data_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> bytes_from_hex(std::string_view text) {
  std::array<std::uint8_t, N> bytes{};
  if (text.size() != 2 * N) return std::nullopt;
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(bytes.data(), N, text.data(), text.size(), nullptr, &length, &end) != 0) return std::nullopt;
  // One spelling for one value: capitals would be a second one, which nobody wrote and a check would not see.
  for (const char c : text)
    if (c >= 'A' && c <= 'F') return std::nullopt;
  if (length != N || end != text.data() + text.size()) return std::nullopt;
  return bytes;
}

}  // namespace

Digest sha256(std::string_view first, std::string_view second, std::string_view third) {
  Digest digest;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, data_of(first), first.size());
  crypto_hash_sha256_update(&state, data_of(second), second.size());
  crypto_hash_sha256_update(&state, data_of(third), third.size());
  crypto_hash_sha256_final(&state, digest.data());
  return digest;
}

Digest hmac_sha256(const Salt& key, std::string_view message) {
  static_assert(std::tuple_size_v<Salt> == crypto_auth_hmacsha256_KEYBYTES);
  Digest digest;
  crypto_auth_hmacsha256(digest.data(), data_of(message), message.size(), key.data());
  return digest;
}

Salt random_salt() {
  ready();
  Salt salt;
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::string random_password() {
  ready();
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";  // without i, l, o, 0 and 1
  std::string password;
  for (int i = 0; i < 20; ++i) password += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
  return password;
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(2 * bytes.size(), '0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 15];
  }
  return text;
}

std::optional<Digest> digest_from_hex(std::string_view text) { return bytes_from_hex<32>(text); }

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // libsodium's closing zero
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &length, &end,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  bytes.resize(length);
  return bytes;
}

PseudonymKey PseudonymKey::generate() {
  ready();
  std::array<std::uint8_t, 16> key{};
  randombytes_buf(key.data(), key.size());
  return PseudonymKey{key};
}

std::string PseudonymKey::of(std::string_view subject) const {
  static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);
  std::array<std::uint8_t, 8> out{};
  crypto_shorthash(out.data(), data_of(subject), subject.size(), key_.data());
  return hex(out);
}

std::string PseudonymKey::secret_text() const { return hex(key_); }

std::optional<PseudonymKey> PseudonymKey::from_secret_text(std::string_view text) {
  const auto key = bytes_from_hex<16>(text);
  if (!key) return std::nullopt;
  return PseudonymKey{*key};
}

bool VerifyKey::verifies(std::string_view message, std::string_view signature) const {
  ready();
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(data_of(signature), data_of(message), message.size(), bytes_.data()) == 0;
}

SigningKey::SigningKey(std::array<std::uint8_t, 32> seed) {
  ready();
  static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64);
  std::array<std::uint8_t, 32> open{};
  crypto_sign_seed_keypair(open.data(), secret_.data(), seed.data());
}

SigningKey SigningKey::generate() {
  ready();
  std::array<std::uint8_t, 32> seed{};
  randombytes_buf(seed.data(), seed.size());
  return SigningKey{seed};
}

std::string SigningKey::sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, data_of(message), message.size(), secret_.data());
  return signature;
}

VerifyKey SigningKey::verify_key() const {
  std::array<std::uint8_t, 32> open{};
  std::copy(secret_.begin() + 32, secret_.end(), open.begin());  // libsodium keeps seed, then public key
  return VerifyKey{open};
}

std::string SigningKey::secret_text() const { return hex(std::span{secret_}.first(32)); }

std::optional<SigningKey> SigningKey::from_secret_text(std::string_view text) {
  const auto seed = bytes_from_hex<32>(text);
  if (!seed) return std::nullopt;
  return SigningKey{*seed};
}

}  // namespace hearth::trust
