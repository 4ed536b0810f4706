// street_names.h: where on a map the name of a street is written: amid its homes; and how it is compared.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/point.h"
#include "place/gazetteer.h"

namespace hearth::place {

struct StreetName {
  GridPoint point;      ///< the middle of its homes, or the home nearest to it where no home lies near (a bent street)
  std::string name;     ///< as it is shown: "Weir Lane"
  std::size_t homes{0};
};

/// One for each street and locality that these homes lie in, by name. Homes without a point or a street are passed over.
[[nodiscard]] std::vector<StreetName> street_names(const Gazetteer& gazetteer, std::span<const PropertyIndex> homes);

/// A street's name as it is compared: folded, the usual words in one form. "Weir Lane" and "weir ln." are the same.
[[nodiscard]] std::string street_key(std::string_view name);
/// The same run together, so that "Coast Guard Row" and "Coastguard Row" are one; of a whole address it holds its street's.
[[nodiscard]] std::string street_letters(std::string_view name);

}  // namespace hearth::place
