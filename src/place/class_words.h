// class_words.h: AddressBase classification codes in words, as much of a code as is known here: "RD04" is a terraced house.
#pragma once

#include <string_view>

namespace hearth::place {

/// "Terraced houses", "Flats", "Shops and other retail", "Commercial"; of an empty or unknown code "Not classified".
/// Source: Ordnance Survey, AddressBase classification scheme (first, second and, of dwellings, third level).
[[nodiscard]] std::string_view class_words(std::string_view code) noexcept;

}  // namespace hearth::place
