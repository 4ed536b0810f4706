// truth_tables.h: what is true of everybody who is in at least one feed: factors and cohorts, for evaluation only.
#pragma once

#include <cstdint>

#include "synth/feed_file.h"
#include "synth/person.h"

namespace hearth::synth {

/// subject, factor, value, told: told is 1 when some feed says it.
void write_factors(const Population& population, FeedFile& file);
/// programme, subject, category, by facts that are true and told by a feed. Leaves out the protected and the dead. How many.
std::uint64_t write_cohorts(const Population& population, FeedFile& file);
/// person, household, uprn of the present home, birth_date, sex, community, protected, dead: for errors by group.
void write_persons(const Population& population, const Town& town, FeedFile& file);

}  // namespace hearth::synth
