#include "place/address_register.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace hearth::place {
namespace {

constexpr std::string_view english = "ENG";

/// Logical status of BS 7666.
bool is_historic(const Blpu& unit) { return unit.logical_status == "8" || unit.state == "4"; }
bool is_rejected(const Blpu& unit) { return unit.logical_status == "7" || unit.logical_status == "9"; }

/// A unit that is over has no valid address, whatever its identifiers say.
std::string status_of(const Blpu& unit, std::string_view own) {
  if (is_historic(unit)) return "8";
  if (is_rejected(unit)) return "7";
  if (own == "1" && (unit.logical_status == "6" || unit.state == "1")) return "6";
  return std::string{own};
}

/// What hangs on each unit, in order of UPRN, then of key.
std::vector<std::pair<std::uint64_t, const OfUnit*>> by_unit(const std::unordered_map<std::string, OfUnit>& all) {
  std::vector<std::tuple<std::uint64_t, std::string_view, const OfUnit*>> order;
  for (const auto& [key, one] : all) order.emplace_back(one.uprn, key, &one);
  std::ranges::sort(order);
  std::vector<std::pair<std::uint64_t, const OfUnit*>> out;
  for (const auto& [uprn, key, one] : order) out.emplace_back(uprn, one);
  return out;
}

template <class T>
std::span<const std::pair<std::uint64_t, T>> of(const std::vector<std::pair<std::uint64_t, T>>& sorted, std::uint64_t uprn) {
  const auto from = std::ranges::lower_bound(sorted, uprn, {}, &std::pair<std::uint64_t, T>::first);
  const auto to = std::ranges::upper_bound(sorted, uprn, {}, &std::pair<std::uint64_t, T>::first);
  return {from, to};
}

class Telling {
 public:
  Telling(const AddressRegister& from, GazetteerBuilder& builder) : from_{from}, builder_{builder}, organisations_{by_unit(from.organisations)}, classes_{by_unit(from.classes)} {
    std::vector<std::tuple<std::uint64_t, bool, std::string_view, const Lpi*>> identifiers;
    for (const auto& [key, one] : from.identifiers) identifiers.emplace_back(one.uprn, one.language != english && !one.language.empty(), key, &one);
    std::ranges::sort(identifiers);
    for (const auto& [uprn, other_language, key, one] : identifiers) identifiers_.emplace_back(uprn, one);
    std::vector<std::tuple<std::uint64_t, std::uint64_t, const DeliveryPoint*>> points;
    for (const auto& [udprn, one] : from.delivery_points) points.emplace_back(one.uprn, udprn, &one);
    std::ranges::sort(points);
    for (const auto& [uprn, udprn, one] : points) points_.emplace_back(uprn, one);
  }

  std::uint64_t run() {
    std::vector<std::uint64_t> uprns;
    for (const auto& [uprn, unit] : from_.units) uprns.push_back(uprn);
    std::ranges::sort(uprns);
    std::uint64_t without = 0;
    for (const auto uprn : uprns) without += tell_unit(uprn, from_.units.at(uprn)) ? 0 : 1;
    for (const auto& [key, one] : from_.successors) tell_successor(one);
    return without;
  }

 private:
  bool tell_unit(std::uint64_t uprn, const Blpu& unit) {
    PropertyRow row{.uprn = Uprn::from_trusted(uprn), .address = {}, .class_code = class_of(uprn, unit), .parent = unit.parent, .point = unit.point};
    bool told = false;
    for (const auto& [of_uprn, identifier] : of(identifiers_, uprn)) told = tell_identifier(row, unit, *identifier) || told;
    for (const auto& [of_uprn, point] : of(points_, uprn)) told = tell_point(row, unit, *point) || told;
    return told;
  }

  /// The organisations of today, and the address without them.
  void tell_with_organisations(PropertyRow& row, const Blpu& unit) {
    constexpr std::size_t names_most = 20;
    std::vector<std::string_view> names;
    for (const auto& [uprn, one] : of(organisations_, row.uprn.number()))
      if (!one->ended && !one->text.empty() && names.size() < names_most) names.push_back(one->text);
    if (!unit.organisation.empty()) names.push_back(unit.organisation);
    for (const auto name : names) {
      row.address.organisation = name;
      builder_.add(row);
    }
    row.address.organisation = {};
    builder_.add(row);
  }

  bool tell_identifier(PropertyRow& row, const Blpu& unit, const Lpi& identifier) {
    const auto* street = street_of(identifier);
    if (identifier.unit.empty() && street == nullptr) return false;
    const auto status = status_of(unit, identifier.logical_status);
    row.address = {};
    row.address.unit = identifier.unit;
    if (street != nullptr) {
      row.address.street = street->name;
      row.address.locality = street->locality;
      row.address.town = street->town;
    }
    row.address.postcode = identifier.postcode.empty() ? unit.postcode : identifier.postcode;
    row.address.status = status;
    tell_with_organisations(row, unit);
    if (!identifier.town.empty() && identifier.town != row.address.town) {
      row.address.town = identifier.town;
      builder_.add(row);
    }
    return true;
  }

  bool tell_point(PropertyRow& row, const Blpu& unit, const DeliveryPoint& point) {
    if (point.unit.empty() && point.street.empty()) return false;
    row.address = {.organisation = point.organisation, .unit = point.unit, .street = point.street, .locality = point.locality, .town = point.town, .postcode = point.postcode};
    const auto status = status_of(unit, {});
    row.address.status = status;
    builder_.add(row);
    if (point.welsh_street.empty() && point.welsh_locality.empty() && point.welsh_town.empty()) return true;
    if (!point.welsh_street.empty()) row.address.street = point.welsh_street;
    if (!point.welsh_locality.empty()) row.address.locality = point.welsh_locality;
    if (!point.welsh_town.empty()) row.address.town = point.welsh_town;
    builder_.add(row);
    return true;
  }

  [[nodiscard]] const StreetDescriptor* street_of(const Lpi& identifier) const {
    for (const auto language : {std::string_view{identifier.language}, english}) {
      const auto found = from_.streets.find(street_key(identifier.usrn, language));
      if (found != from_.streets.end()) return &found->second;
    }
    return nullptr;
  }

  [[nodiscard]] std::string_view class_of(std::uint64_t uprn, const Blpu& unit) const {
    std::string_view found = unit.class_code;
    for (const auto& [of_uprn, one] : of(classes_, uprn))
      if (!one->ended) found = one->text;
    return found;
  }

  void tell_successor(const OfUnit& one) {
    if (one.ended) return;
    if (const auto successor = Uprn::parse(one.text)) builder_.add_successor(Uprn::from_trusted(one.uprn), *successor);
  }

  const AddressRegister& from_;
  GazetteerBuilder& builder_;
  std::vector<std::pair<std::uint64_t, const OfUnit*>> organisations_, classes_;
  std::vector<std::pair<std::uint64_t, const Lpi*>> identifiers_;
  std::vector<std::pair<std::uint64_t, const DeliveryPoint*>> points_;
};

}  // namespace

std::string street_key(std::uint64_t usrn, std::string_view language) { return std::to_string(usrn) + "/" + std::string{language}; }

std::string number_text(std::string_view start, std::string_view suffix, std::string_view end, std::string_view end_suffix) {
  if (start.empty()) return {};
  std::string out{start};
  out.append(suffix);
  if (!end.empty()) out.append("-").append(end).append(end_suffix);
  return out;
}

std::uint64_t AddressRegister::tell(GazetteerBuilder& builder) const { return Telling{*this, builder}.run(); }

}  // namespace hearth::place
