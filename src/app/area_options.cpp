#include "app/area_options.h"

#include "base/text.h"
#include "base/try.h"
#include "spine/typed_area.h"

namespace hearth::app {
namespace {

/// An area that lies nowhere near the place is a mistake in its coordinates, and an empty list would pass for good news.
Result<Done> near_the_place(const spine::Snapshot& snapshot, const spine::AreaAsked& asked) {
  auto shape = asked.shape;
  if (asked.on_foot)
    if (auto spot = place::Shape::near(asked.on_foot->from, Metres{1})) shape = std::move(*spot);
  if (!shape || !snapshot.grid->within(*shape).empty()) return Done{};
  const auto& box = shape->bounds();
  const GridPoint middle{(box.least.easting + box.most.easting) / 2, (box.least.northing + box.most.northing) / 2};
  const auto nearest = snapshot.grid->nearest(middle, 1);
  constexpr double far = 2000;
  const double away = nearest.empty() ? 0 : shape->distance_to(*snapshot.properties().point(nearest.front().property)).value();
  if (away < far) return Done{};
  return wrong_use("area.outside", "this area lies outside the place: its nearest home is " + with_commas(static_cast<std::uint64_t>(away / 1000)) +
                                       " km away. Are the coordinates right, east (or longitude) first?");
}

}  // namespace

void add_area_options(CLI::App& command, AreaOptions& options) {
  command.add_option("--within", options.within, "homes inside a polygon (GeoJSON)");
  command.add_option("--near", options.near, "homes around an address or postcode, with metres or minutes on foot: \"12 Weir Lane, 250\", \"12 Weir Lane, 10 minutes\"; or a point: X,Y,M (grid, or longitude and latitude)");
  command.add_option("--street", options.street, "homes of a street");
  command.add_option("--postcode", options.postcode, "homes of a postcode, or of an outward code");
}

Result<spine::AreaAsked> area_asked(Call& call, const AreaOptions& options) {
  if (options.given() != 1)
    return wrong_use("query.area", "say where, in one way: --within FILE.geojson, --near \"12 Weir Lane, 250\", --street S or --postcode P.");
  spine::AreaAsked asked;
  if (!options.within.empty()) {
    HEARTH_TRY(shape, place::Shape::load(call.files, call.path(options.within)));
    asked.words = "homes within " + plain(Path{options.within}.filename().string());
    asked.shape = std::move(shape);
  } else if (!options.near.empty()) {
    asked.words = "homes near a place";
  } else if (!options.street.empty()) {
    asked.words = "homes of one street";
    asked.street = options.street;
  } else {
    asked.words = "homes of one postcode";
    asked.postcode = options.postcode;
  }
  return asked;
}

Result<Done> in_the_place(const spine::Snapshot& snapshot, const AreaOptions& options, spine::AreaAsked& asked) {
  if (!options.near.empty()) {
    HEARTH_TRY(near, spine::asked_near(snapshot, options.near));
    asked = std::move(near);
  }
  return near_the_place(snapshot, asked);
}

}  // namespace hearth::app
