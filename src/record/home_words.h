// home_words.h: what a status says of an address: that it is somebody's home, that it is none, that they have left it. Private to record/.
#pragma once

#include <string_view>

namespace hearth::record {

/// A kind of address, or of a person there, that is no home: "CORR", "Previous", "Former"; and one that is: "HOME", "Current".
[[nodiscard]] bool says_not_home(std::string_view value);
[[nodiscard]] bool says_home(std::string_view value);
/// "Moved out", "Void - vacated": whoever it is of has left.
[[nodiscard]] bool says_gone(std::string_view value);

}  // namespace hearth::record
