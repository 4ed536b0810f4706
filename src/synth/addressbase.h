// addressbase.h: the town as AddressBase Premium holds it: a full supply of a month ago, and the change-only update since.
//
// Both together hold the homes of gazetteer.csv, with flats and parents, street names in Welsh, delivery points, organisations, former
// names; and properties that are gone: rebuilt, split into flats, merged, demolished, or entered by mistake and deleted. Those have
// UPRNs from 999001100000 on. Source of the layout: AddressBase Premium technical specification 2.x.
#pragma once

#include <string>

#include "synth/feed_file.h"
#include "synth/town.h"

namespace hearth::synth {

/// @param successors  truth: uprn of a property that is gone, and what it became ('|' between; empty: nothing)
/// Written in order of record, each file whole with header and trailer. O(properties).
void write_addressbase(const Town& town, const Words& words, FeedFile& full, FeedFile& changes, FeedFile& successors);

/// The declaration; both files, or the full supply alone.
[[nodiscard]] std::string addressbase_toml(const std::string& town_name, bool with_changes);

}  // namespace hearth::synth
