// town_files.h: the town as files: gazetteer, areas, buildings, river, flood and help services.
#pragma once

#include <string>
#include <string_view>

#include "synth/feed_file.h"
#include "synth/town.h"

namespace hearth::synth {

/// AddressBase classification: "RD04".
[[nodiscard]] std::string_view class_of(const Property& property);
void write_gazetteer(const Town& town, const Words& words, FeedFile& file);
[[nodiscard]] std::string wards_geojson(const Town& town);   ///< EPSG:27700, said in the file
[[nodiscard]] std::string lsoa_geojson(const Town& town);    ///< EPSG:27700
[[nodiscard]] std::string flood_geojson(const Town& town);   ///< CRS84
[[nodiscard]] std::string river_geojson(const Town& town);   ///< CRS84
/// Outlines of what stands in and near the flood area. CRS84.
[[nodiscard]] std::string buildings_geojson(const Town& town);
/// Open Referral UK 3.0 services, one JSON array.
[[nodiscard]] std::string services_json(const Town& town, const Words& words, const Random& seed);

}  // namespace hearth::synth
