// address_register.h: what the records of BS 7666 say together: land and property units, their identifiers in each language, delivery
// points, streets, organisations, classes and successors, with insertions, updates and deletions applied in order.
//
// Source: BS 7666:2006; AddressBase Premium technical specification 2.x; DTF 7.3. Private to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "place/gazetteer.h"

namespace hearth::place {

enum class Change : std::uint8_t { insert, update, remove };

/// Basic land and property unit, record 21.
struct Blpu {
  std::string logical_status, state, postcode;
  std::string class_code, organisation;  ///< DTF 7.3 has them here, AddressBase in records 32 and 31
  std::optional<Uprn> parent{};
  std::optional<GridPoint> point{};
};

/// Land and property identifier, record 24: one way in which the unit is written.
struct Lpi {
  std::uint64_t uprn{0}, usrn{0};
  std::string language, logical_status;
  std::string unit;              ///< SAO and PAO: "FLAT 2, THE OLD MILL, 62-64"
  std::string postcode, town;    ///< DTF 7.3 has the postal ones here
};

/// Royal Mail's delivery point, record 28; the Welsh parts where there are any.
struct DeliveryPoint {
  std::uint64_t uprn{0};
  std::string organisation, unit, street, locality, town, postcode;
  std::string welsh_street, welsh_locality, welsh_town;
};

/// Record 15, in one language.
struct StreetDescriptor {
  std::string name, locality, town;
};

/// Records 30, 31, 32: what hangs on a unit under a key of its own.
struct OfUnit {
  std::uint64_t uprn{0};
  std::string text;
  bool ended{false};
};

struct AddressRegister {
  std::unordered_map<std::uint64_t, Blpu> units;                    ///< by UPRN
  std::unordered_map<std::string, Lpi> identifiers;                 ///< by LPI key
  std::unordered_map<std::uint64_t, DeliveryPoint> delivery_points; ///< by UDPRN
  std::unordered_map<std::string, StreetDescriptor> streets;              ///< by USRN and language: "21800001/ENG"
  std::unordered_map<std::string, OfUnit> organisations, classes, successors;

  /// Every address of every unit into the builder: the approved one in English first, then as it is otherwise written. The order does
  /// not depend on that of the records. @return units without any address: they are left out
  std::uint64_t tell(GazetteerBuilder& builder) const;
};

[[nodiscard]] std::string street_key(std::uint64_t usrn, std::string_view language);

/// False when there was nothing to change (update, remove) or it was there already (insert). It is taken all the same.
template <class Key, class Value>
bool apply(std::unordered_map<Key, Value>& in, Change change, const Key& key, Value value) {
  if (change == Change::remove) return in.erase(key) > 0;
  const bool is_new = in.insert_or_assign(key, std::move(value)).second;
  return is_new == (change == Change::insert);
}

/// The four fields of a number or range: "12A-14B", "7-9", "62"; empty without a first number.
[[nodiscard]] std::string number_text(std::string_view start, std::string_view suffix, std::string_view end, std::string_view end_suffix);

}  // namespace hearth::place
