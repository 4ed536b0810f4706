// secrecy.h: does a text ask that somebody's address be told to nobody?
#pragma once

#include <string_view>

namespace hearth::record {

/// "DO NOT DISCL", "police advise address not to be given to any third party", "please dont give her address to ANYONE",
/// "address withheld", "MARAC". Not "do not give key code to anyone", "address not given at referral", "no cold calling".
/// English. O(length); most texts are passed over after one look at each letter.
[[nodiscard]] bool asks_for_secrecy(std::string_view text);

}  // namespace hearth::record
