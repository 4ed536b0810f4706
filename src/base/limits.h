// limits.h: every limit that untrusted input meets, by name. Changing one is a decision, not a detail.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hearth::base::limits {

inline constexpr std::uint64_t csv_field_bytes_max = 1U << 20;         ///< one field of a CSV file
inline constexpr std::uint64_t csv_row_bytes_max = 4U << 20;           ///< one row; a 1 GiB line is refused here
inline constexpr std::size_t csv_columns_max = 4096;
inline constexpr std::uint64_t csv_bytes_max = 64ULL << 30;            ///< one file, unpacked
inline constexpr std::uint64_t gzip_ratio_max = 200;                   ///< unpacked to packed, over the first 16 MiB
inline constexpr std::uint64_t xlsx_packed_bytes_max = 256ULL << 20;   ///< one workbook, as it is sent
inline constexpr std::uint64_t xlsx_bytes_max = 2ULL << 30;            ///< its parts, unpacked, and the list that comes of it
inline constexpr std::uint64_t json_bytes_max = 512ULL << 20;
inline constexpr std::size_t json_depth_max = 64;
inline constexpr std::uint64_t toml_bytes_max = 1U << 20;
inline constexpr std::size_t toml_key_parts_max = 64;                  ///< of one dotted key: each is a table in a table
inline constexpr std::uint64_t geojson_points_max = 2'000'000;         ///< vertices of one file
inline constexpr std::uint64_t osm_bytes_max = 512ULL << 20;           ///< one file of roads: an extract of OpenStreetMap, a table of lines
inline constexpr std::size_t road_points_max = 20'000'000;             ///< of all roads of a place
inline constexpr std::size_t address_bytes_max = 500;
inline constexpr std::size_t name_bytes_max = 300;                     ///< a name, or one of its parts; a joint cell of a household fits
inline constexpr double area_square_metres_max = 20e9;                 ///< an asked area: larger than any county
inline constexpr std::uint64_t request_bytes_max = 64U << 20;          ///< one request over the socket
inline constexpr std::size_t password_bytes_min = 12;
inline constexpr std::size_t password_bytes_max = 1024;

}  // namespace hearth::base::limits

namespace hearth {
using namespace base;
}
