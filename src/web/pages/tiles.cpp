// tiles.cpp: the squares that a map is put together from. Of the address list and the areas alone; for whoever is signed in.
#include "web/tiles.h"

#include "base/try.h"
#include "web/pages/pages.h"

namespace hearth::web {
namespace {

Result<Response> tile(const Visit& visit) {
  constexpr std::string_view ending = ".mvt";
  auto row = std::string_view{visit.parts[2]};
  if (!row.ends_with(ending)) return fail("page.not_found", "tiles end with .mvt, as /tiles/14/8110/5210.mvt.");
  row.remove_suffix(ending.size());
  const auto address = place::TileAddress::parse(visit.parts[0], visit.parts[1], row);
  if (!address) return fail("page.not_found", address.error().message);
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto tiles = visit.surface.tiles.of(*snapshot);
  Response out;
  out.content_type = "application/vnd.mapbox-vector-tile";
  out.cache_control = "private, max-age=3600";  // as long as a shift's map; the mark below is asked for after it
  const auto mark = "\"" + tiles->version() + "\"";
  out.headings.emplace_back("ETag", mark);
  if (visit.request.if_none_match == mark) out.status = 304;
  else out.body = tiles->tile(*address);
  return out;
}

}  // namespace

std::vector<Route> tile_routes() { return {{Method::get, "/tiles/{}/{}/{}", Door::signed_in, tile}}; }

}  // namespace hearth::web
