// password.h: Argon2id by libsodium.
#pragma once

#include <string>
#include <string_view>

#include "trust/staff.h"

namespace hearth::trust {

/// @error staff.password_length (exit 2), password.memory (the machine has too little for this cost)
[[nodiscard]] Result<std::string> hash_password(std::string_view password, PasswordCost cost);
/// Takes as long when `hash` is empty (no such person, or no password) as when it is not: the time tells nothing.
[[nodiscard]] bool verify_password(const std::string& hash, std::string_view password, PasswordCost cost);

}  // namespace hearth::trust
