// osm_lines.h: the ways of an OpenStreetMap extract (.osm.pbf) as lines: roads and paths of which the tags are wanted.
//
// Read with protozero: libosmium conflicts with Boost 1.81 in Debian 12. Blobs are raw or zlib, nodes dense or plain; relations are
// passed over. A node that an extract was cut off at ends the line there.
// Source: OpenStreetMap wiki, PBF Format (fileformat.proto, osmformat.proto).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/point.h"

namespace hearth::formats {

using OsmTags = std::vector<std::pair<std::string_view, std::string_view>>;
/// The value of a tag; empty when there is none.
[[nodiscard]] std::string_view osm_tag(const OsmTags& tags, std::string_view key) noexcept;

/// @param bytes   the whole file
/// @param wanted  asked of each way; its views are valid during the call
/// @error osm.malformed (with the number of the blob), osm.not_readable (a feature of the file, or a compression, that is not read), osm.too_large
[[nodiscard]] Result<std::vector<std::vector<LonLat>>> read_osm_lines(std::string_view bytes, const std::string& file, const std::function<bool(const OsmTags&)>& wanted);

}  // namespace hearth::formats
