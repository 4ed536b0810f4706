// address_line.h: how an address is shown to people, in which order doors come, and what an address tells of its use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/uprn.h"
#include "place/gazetteer.h"

namespace hearth::place {

/// "WEIR LANE" -> "Weir Lane", "ST MARTIN'S" -> "St Martin's", "21A" stays. Text that has small letters already is kept.
[[nodiscard]] std::string shown_case(std::string_view text);
/// "Flat 2, 62 Weir Lane, Sampleton ZZ1 1AA". Parts that are empty or repeat the one before are left out.
[[nodiscard]] std::string shown_line(const AddressParts& address);
/// See Gazetteer::door_key. The UPRN makes the order total.
[[nodiscard]] std::string door_order_key(const AddressParts& address, Uprn uprn);
/// What a key of door_order_key says; views into it.
struct DoorKeyParts {
  std::string_view street;                ///< street, locality and town: equal for all homes of one street
  std::string_view house;                 ///< number and letter, as they sort; "n" for a house with a name and no number
  std::string_view rest;                  ///< flat or name, and UPRN
  std::optional<std::uint32_t> number{};  ///< 21 of "21A"
};
[[nodiscard]] DoorKeyParts parts_of_door_key(std::string_view key);
/// Compares as bytes the way people count: digit runs by their number, letters without case.
[[nodiscard]] std::string natural_key(std::string_view text);

enum class Use : std::uint8_t { home, no_home, not_known };
/// From an AddressBase class code ("RD04", "CR08") or a word of a council's list ("Residential", "Shop").
[[nodiscard]] Use use_of(std::string_view class_code);
[[nodiscard]] bool names_a_garage(std::string_view unit);
/// A place where many live behind one door and a desk, of AddressBase class RI (care and nursing homes, hostels, halls of residence)
/// or of such a word ("Care Home").
[[nodiscard]] bool is_institution(std::string_view class_code);

}  // namespace hearth::place
