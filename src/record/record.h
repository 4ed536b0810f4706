// record.h: one row that an organisation told us, in one version.
#pragma once

#include <string>
#include <vector>

#include "base/hash.h"
#include "base/id.h"
#include "record/field.h"

namespace hearth::record {

/// A current record. `id` stays while the feed keeps sending the key.
struct Record {
  RecordId id{};
  std::uint32_t feed{0};       ///< index into the feeds of PLACE.toml, in their order
  std::string key;             ///< the feed's own key; "/NAME" added where one row tells of several people
  std::string fields;          ///< packed, see FieldsView
  bool is_protected{false};    ///< protected address, by feed or by row
  [[nodiscard]] FieldsView view() const noexcept { return FieldsView{fields}; }
};

/// What one load changed, by record id.
struct Change {
  std::vector<RecordId> added;
  std::vector<RecordId> changed;
  std::vector<RecordId> vanished;
  [[nodiscard]] std::size_t size() const noexcept { return added.size() + changed.size() + vanished.size(); }
};

}  // namespace hearth::record
