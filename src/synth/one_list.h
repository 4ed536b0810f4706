// one_list.h: the district's people as one list in which each stands once or several times, with its truth: what linkage is measured on.
#pragma once

#include "synth/feed_file.h"
#include "synth/written.h"

namespace hearth::synth {

/// Two and a half rows a person, each written by another office with its own habits and faults, in random order. The last columns are the
/// truth (`person`) and what recall is compared by (`name_group`, `age_band`, `decile`, `moved`); one_list_toml() compares none of them.
/// Spread over the years, so that who has moved is at the former home in some rows. O(people).
void write_one_list(const Population& population, const Pen& pen, Random seed, FeedFile& file);

/// The declaration of one_list.csv.
[[nodiscard]] std::string one_list_toml();

}  // namespace hearth::synth
