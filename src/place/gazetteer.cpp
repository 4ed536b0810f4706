#include "place/gazetteer.h"

#include <algorithm>

#include "base/assertion.h"
#include "base/content_hasher.h"
#include "base/text.h"
#include "place/address_line.h"
#include "place/gazetteer_state.h"

namespace hearth::place {

Gazetteer::Gazetteer() : state_{std::make_unique<State>()} { state_->complete(); }
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

AddressParts Gazetteer::State::parts(const StoredAddress& stored) const noexcept {
  return {.organisation = texts.at(stored.organisation),
          .unit = texts.at(stored.unit),
          .street = texts.at(stored.street),
          .locality = texts.at(stored.locality),
          .town = texts.at(stored.town),
          .address = texts.at(stored.address),
          .postcode = texts.at(stored.postcode),
          .outcode = texts.at(stored.outcode),
          .status = texts.at(stored.status)};
}

namespace {

std::uint32_t position_of(const Column<std::uint64_t>& sorted, std::uint64_t number) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), number);
  if (at == sorted.end() || *at != number) return static_cast<std::uint32_t>(sorted.size());
  return static_cast<std::uint32_t>(at - sorted.begin());
}

template <class T>
void add_bytes(ContentHasher& to, const Column<T>& from) {
  to.add({reinterpret_cast<const char*>(from.data()), from.size() * sizeof(T)});
  to.add("|");
}

}  // namespace

void Gazetteer::State::complete() {
  if (address_from.empty()) address_from.push_back(0);
  std::vector<std::uint32_t> from(uprn.size() + 1, 0);
  std::vector<std::uint32_t> above(uprn.size(), static_cast<std::uint32_t>(uprn.size()));
  for (std::size_t i = 0; i < uprn.size(); ++i) {
    if (parent[i] == 0 || parent[i] == uprn[i]) continue;
    above[i] = position_of(uprn, parent[i]);
    if (above[i] < uprn.size()) ++from[above[i] + 1];
  }
  for (std::size_t i = 0; i < uprn.size(); ++i) from[i + 1] += from[i];
  std::vector<std::uint32_t> below(from.back());
  auto next = from;
  for (std::size_t i = 0; i < uprn.size(); ++i)
    if (above[i] < uprn.size()) below[next[above[i]]++] = static_cast<std::uint32_t>(i);
  child_from = std::move(from);
  child = std::move(below);
  ContentHasher all;
  all.add(name + "|");
  add_bytes(all, texts.bytes());
  add_bytes(all, texts.ends());
  add_bytes(all, uprn);
  add_bytes(all, parent);
  add_bytes(all, class_code);
  add_bytes(all, point);
  add_bytes(all, address_from);
  add_bytes(all, address);
  add_bytes(all, gone);
  add_bytes(all, successor);
  add_bytes(all, decisions);
  version = all.hash().text();
}

std::size_t Gazetteer::size() const noexcept { return state_->uprn.size(); }
const std::string& Gazetteer::name() const noexcept { return state_->name; }
const std::string& Gazetteer::version() const noexcept { return state_->version; }
std::size_t Gazetteer::address_count() const noexcept { return state_->address.size(); }

std::optional<PropertyIndex> Gazetteer::find(Uprn uprn) const noexcept {
  const auto at = position_of(state_->uprn, uprn.number());
  if (at == size()) return std::nullopt;
  return PropertyIndex{at};
}

Uprn Gazetteer::uprn(PropertyIndex property) const noexcept {
  return Uprn::from_trusted(state_->uprn[property.number()]);
}

std::optional<GridPoint> Gazetteer::point(PropertyIndex property) const noexcept {
  const auto stored = state_->point[property.number()];
  if (stored == StoredPoint{}) return std::nullopt;
  return GridPoint{.easting = stored.east / 100.0, .northing = stored.north / 100.0};
}

Property Gazetteer::at(PropertyIndex property) const {
  const auto i = property.number();
  HEARTH_ASSERT(i < size());
  Property found{.uprn = uprn(property), .shown = state_->parts(state_->shown(property))};
  found.class_code = state_->texts.at(state_->class_code[i]);
  if (state_->parent[i] != 0) found.parent = Uprn::from_trusted(state_->parent[i]);
  found.point = point(property);
  return found;
}

std::vector<AddressParts> Gazetteer::addresses(PropertyIndex property) const {
  std::vector<AddressParts> all;
  const auto i = property.number();
  for (auto a = state_->address_from[i]; a < state_->address_from[i + 1]; ++a) all.push_back(state_->parts(state_->address[a]));
  return all;
}

std::optional<PropertyIndex> Gazetteer::parent(PropertyIndex property) const noexcept {
  const auto number = state_->parent[property.number()];
  if (number == 0 || number == state_->uprn[property.number()]) return std::nullopt;
  return find(Uprn::from_trusted(number));
}

std::vector<PropertyIndex> Gazetteer::children(PropertyIndex property) const {
  std::vector<PropertyIndex> all;
  const auto i = property.number();
  for (auto c = state_->child_from[i]; c < state_->child_from[i + 1]; ++c) all.emplace_back(state_->child[c]);
  return all;
}

std::vector<Uprn> Gazetteer::successors(Uprn uprn) const {
  std::vector<Uprn> out;
  for (auto i = position_of(state_->gone, uprn.number()); i < state_->gone.size() && state_->gone[i] == uprn.number(); ++i)
    out.push_back(Uprn::from_trusted(state_->successor[i]));
  return out;
}

std::optional<PropertyIndex> Gazetteer::establishment(PropertyIndex property) const {
  const auto is_one = [this](PropertyIndex at) { return is_institution(state_->texts.at(state_->class_code[at.number()])); };
  // The whole of it before a room that is classed like it.
  if (const auto whole = parent(property); whole && is_one(*whole)) return whole;
  return is_one(property) ? std::optional{property} : std::nullopt;
}

std::string Gazetteer::address_line(PropertyIndex property) const { return shown_line(at(property).shown); }
std::string Gazetteer::street_line(PropertyIndex property) const { return shown_case(street(property)); }
std::string_view Gazetteer::postcode(PropertyIndex property) const noexcept { return state_->texts.at(state_->shown(property).postcode); }
std::string_view Gazetteer::street(PropertyIndex property) const noexcept { return state_->texts.at(state_->shown(property).street); }
std::string Gazetteer::door_key(PropertyIndex property) const {
  return door_order_key(at(property).shown, uprn(property));
}

bool Gazetteer::is_home(PropertyIndex property) const {
  const auto i = property.number();
  if (state_->child_from[i] != state_->child_from[i + 1]) return false;
  switch (use_of(state_->texts.at(state_->class_code[i]))) {
    case Use::home: return true;
    case Use::no_home: return false;
    case Use::not_known: break;
  }
  const auto& shown = state_->shown(property);
  const auto unit = state_->texts.at(shown.unit);
  return !names_a_garage(unit.empty() ? state_->texts.at(shown.address) : unit);
}

}  // namespace hearth::place
