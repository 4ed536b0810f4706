#include "trust/password.h"

#include <sodium.h>

#include <array>

#include "base/assertion.h"
#include "base/limits.h"

namespace hearth::trust {
namespace {
void ready() {
  static const bool initialised = sodium_init() >= 0;
  HEARTH_ASSERT(initialised);
}
}  // namespace

PasswordCost PasswordCost::least() noexcept { return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN}; }

Result<std::string> hash_password(std::string_view password, PasswordCost cost) {
  ready();
  if (password.size() < limits::password_bytes_min || password.size() > limits::password_bytes_max)
    return wrong_use("staff.password_length", "a password has at least " + std::to_string(limits::password_bytes_min) +
                                                  " characters; three or four words in a row are easy to keep in mind.");
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), cost.operations, cost.memory) != 0)
    return fail("password.memory", "there is not enough memory to keep a password safely (" + std::to_string(cost.memory >> 20) + " MiB).");
  return std::string{hash.data()};
}

bool verify_password(const std::string& hash, std::string_view password, PasswordCost cost) {
  ready();
  if (password.size() > limits::password_bytes_max) return false;
  if (!hash.empty()) return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  std::array<unsigned char, 32> out{};
  const std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  const int done = crypto_pwhash(out.data(), out.size(), password.data(), password.size(), salt.data(), cost.operations, cost.memory,
                                 crypto_pwhash_ALG_ARGON2ID13);
  return done > 0;  // never: it gives 0 or -1
}

}  // namespace hearth::trust
