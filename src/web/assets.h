// assets.h: style sheets, scripts and icons, out of the program itself.
//
// All of them stand below one folder, whose name is the hash of their bytes: browsers may keep them for ever, and a relative import in
// a script finds its neighbour. src/web/embed_assets.cmake makes them at build, from npm and src/web/assets/.
#pragma once

#include <span>
#include <string_view>

#include "web/html.h"

namespace hearth::web {

struct Asset {
  std::string_view name;          ///< "govuk.css"
  std::string_view path;          ///< "/assets/HASH/govuk.css"
  std::string_view content_type;
  std::string_view bytes;
  std::string_view gzip;          ///< the same, compressed; empty where that would save nothing
  std::string_view etag;          ///< with its quotes
};

[[nodiscard]] std::span<const Asset> all_assets() noexcept;
/// By its whole path, or by "/assets/NAME"; null when there is none. Only an answer to the whole path may be kept for ever.
[[nodiscard]] const Asset* find_asset(std::string_view path) noexcept;
/// The whole path of govuk.css, govuk.js, hearth.css, hearth.js, hearth.svg, licences.txt, map.js, maplibre-gl.css, maplibre-gl.mjs or
/// maplibre-gl-worker.mjs. Another name is a bug, and stops.
[[nodiscard]] std::string_view asset_path(Literal name);

}  // namespace hearth::web
