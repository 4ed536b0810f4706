// name_order.h: which rows give their names the other way round ("Jones Gwenllian" beside "Osian Rees" in one list).
//
// Learnt from all rows: which names are oftener given names than surnames, and how often each feed turns them round. A feed that
// seldom does needs much more to be disbelieved than a volunteer's list in which half of the rows are turned. Private to people/.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "match/table.h"

namespace hearth::people {

struct NameOrder {
  std::vector<std::pair<std::uint64_t, float>> bits;  ///< log2(how often a given name / how often a surname), by hash of the name
  std::vector<float> turned;                          ///< by feed: log2(rows turned round / rows that are not)
  bool operator==(const NameOrder&) const = default;
};

/// O(rows). Names that occur less than three times tell nothing.
[[nodiscard]] NameOrder learn_name_order(const match::Table& table);
/// Turns given name and surname of those rows that have them the other way round.
void put_names_in_order(match::Table& table, const NameOrder& order);

}  // namespace hearth::people
