// link_splink.h: linking with a model that Splink saved, on the columns of the files as they stand. Private to people/.
#pragma once

#include <span>
#include <vector>

#include "base/files.h"
#include "people/link.h"
#include "people/splink_model.h"
#include "record/feed.h"

namespace hearth::people {

/// Pairs by the model's own rules, weights by its levels, people by average linkage as everywhere in Hearth.
/// @param rows  of link_files(): their keys find the rows of the files again. What was put aside there is not compared.
/// @return its model is empty: nothing was learnt
/// @error splink.column (the files have no such column; with the nearest), splink.people_of_row (a row that tells of several people),
///        link.too_many_pairs
/// O(rows x rules + pairs x levels).
[[nodiscard]] Result<LinkResult> link_with_splink(Files& files, std::span<const record::Feed> feeds, std::span<const LinkRow> rows, const SplinkModel& model,
                                                  const LinkSettings& settings, Progress& progress);

}  // namespace hearth::people
