// gazetteer_state.h: how a gazetteer lies in memory. Private to the room: gazetteer.cpp reads it, gazetteer_build.cpp fills it,
// index_file.cpp writes it to a file.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "place/address_decisions.h"
#include "place/column.h"
#include "place/gazetteer.h"

namespace hearth::place {

/// Texts kept once each, known by number; 0 is the empty text.
class TextArena {
 public:
  TextArena() : from_{0, 0} {}
  [[nodiscard]] std::string_view at(std::uint32_t id) const noexcept {
    return {bytes_.data() + from_[id], from_[id + 1] - from_[id]};
  }
  std::uint32_t append(std::string_view text) {
    bytes_.append(text.begin(), text.end());
    from_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    return static_cast<std::uint32_t>(from_.size() - 2);
  }
  [[nodiscard]] std::size_t size() const noexcept { return from_.size() - 1; }
  [[nodiscard]] Column<char>& bytes() noexcept { return bytes_; }
  [[nodiscard]] const Column<char>& bytes() const noexcept { return bytes_; }
  [[nodiscard]] Column<std::uint32_t>& ends() noexcept { return from_; }
  [[nodiscard]] const Column<std::uint32_t>& ends() const noexcept { return from_; }

 private:
  Column<char> bytes_;
  Column<std::uint32_t> from_;  // start of each text, and one past the last
};

/// AddressParts as numbers of the arena.
struct StoredAddress {
  std::uint32_t organisation, unit, street, locality, town, address, postcode, outcode, status;
  auto operator<=>(const StoredAddress&) const = default;
};

/// Centimetres on the grid; `unknown` twice where the list has no point.
struct StoredPoint {
  static constexpr std::int32_t unknown = std::numeric_limits<std::int32_t>::min();
  std::int32_t east{unknown}, north{unknown};
  bool operator==(const StoredPoint&) const = default;
};

struct Gazetteer::State {
  std::string name;
  std::string version;
  TextArena texts;
  Column<std::uint64_t> uprn;           // ascending
  Column<std::uint64_t> parent;         // 0: none
  Column<std::uint32_t> class_code;
  Column<StoredPoint> point;
  Column<std::uint32_t> address_from;   // first address of each property, and one past the last
  Column<StoredAddress> address;
  Column<std::uint32_t> child_from;     // children of each property that is a parent: derived from `parent`
  Column<std::uint32_t> child;
  Column<std::uint64_t> gone;           // ascending; beside each a property that it became
  Column<std::uint64_t> successor;
  Column<AddressDecision> decisions;    // as they were made, by hash
  std::shared_ptr<const void> mapped;        // the file in which the columns lie; null where they are their own

  [[nodiscard]] AddressParts parts(const StoredAddress& stored) const noexcept;
  [[nodiscard]] const StoredAddress& shown(PropertyIndex property) const noexcept { return address[address_from[property.number()]]; }
  /// Fills what is derived: children, version.
  void complete();
};

/// What a file of the room reads and writes of what the gazetteer keeps private.
class GazetteerFile {
 public:
  static auto& state(Gazetteer& gazetteer) { return *gazetteer.state_; }
  static const auto& state(const Gazetteer& gazetteer) { return *gazetteer.state_; }
};

}  // namespace hearth::place
