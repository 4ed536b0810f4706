// name_variant_list.h: nicknames and other spellings of given names, and spellings of surnames, two to a line.
#pragma once

#include <string_view>

namespace hearth::people {
extern const std::string_view given_name_variants;
extern const std::string_view surname_variants;
}  // namespace hearth::people
