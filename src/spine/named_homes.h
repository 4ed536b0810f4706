// named_homes.h: the properties of a street or a postcode, found without looking at all of them.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "base/postcode.h"
#include "place/gazetteer.h"

namespace hearth::spine {

/// Hashes in order, so that 16 bytes a property are enough; whoever asks is given only those whose name is the one.
class NamedHomes {
 public:
  /// Cost: one look at every property, about half a second for a million.
  NamedHomes(const place::Gazetteer& properties, Threads threads);
  /// By place in the gazetteer. `street` is folded: base::fold(one_line(..)).
  [[nodiscard]] std::vector<place::PropertyIndex> of_street(const place::Gazetteer& properties, std::string_view street) const;
  [[nodiscard]] std::vector<place::PropertyIndex> of_postcode(const place::Gazetteer& properties, const Postcode& postcode) const;
  /// "ZZ1": all of its postcodes.
  [[nodiscard]] std::vector<place::PropertyIndex> of_outcode(const place::Gazetteer& properties, std::string_view outcode) const;

 private:
  using Names = std::vector<std::pair<std::uint64_t, std::uint32_t>>;
  Names streets_, postcodes_, outcodes_;
};

struct Snapshot;
/// Of a snapshot; made when first asked for.
[[nodiscard]] const NamedHomes& named_homes(const Snapshot& snapshot);

}  // namespace hearth::spine
