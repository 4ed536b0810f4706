// real_premises.h: the premises of a flat gazetteer as a town, for benches and tests with made-up people in real homes.
#pragma once

#include "base/files.h"
#include "synth/town.h"

namespace hearth::synth {

/// Reads the columns uprn, unit, street, locality, town, postcode, latitude and longitude that the declaration names.
/// @error gazetteer.column_missing, gazetteer.empty, toml.*, csv.*, file.*
[[nodiscard]] Result<Town> read_real_premises(Files& files, const Path& declaration, Words& words);

}  // namespace hearth::synth
