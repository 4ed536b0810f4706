#include "spine/typed_area.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "base/try.h"
#include "place/projection.h"
#include "spine/search_index.h"
#include "spine/search_place.h"
#include "spine/search_text.h"

namespace hearth::spine {
namespace {

/// The point of --near on the grid; nothing when it is not in Great Britain.
std::optional<GridPoint> near_point(double x, double y) {
  if (!(x >= -180 && x <= 180 && y >= -90 && y <= 90)) return place::is_on_grid({x, y}) ? std::optional{GridPoint{x, y}} : std::nullopt;
  const auto grid = place::to_grid(LonLat{x, y});
  return grid && place::is_on_grid(*grid) ? grid : std::nullopt;
}

constexpr std::size_t typed_corners_max = 1'000;

std::optional<double> number_in(std::string_view text) {
  double out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && std::isfinite(out) ? std::optional{out} : std::nullopt;
}

/// "250", "250 m", "250 metres".
std::optional<double> metres_in(std::string_view text) {
  const auto plain = fold(trim(text));
  std::string_view number{plain};
  for (const std::string_view unit : {" metres", " meters", " metre", "metres", " m", "m"})
    if (number.ends_with(unit)) {
      number.remove_suffix(unit.size());
      break;
    }
  return number_in(trim(number));
}

/// How far around: metres, or minutes on foot.
struct Reach {
  double amount{0};
  bool is_minutes{false};
};

/// "250", "250 m", "10 minutes", "10 min on foot", "10 minutes' walk".
std::optional<Reach> reach_in(std::string_view text) {
  const auto plain = fold(trim(text));
  std::string_view left{plain};
  for (const std::string_view way : {" on foot", " walking", " walk", "'"})
    if (left.ends_with(way)) left.remove_suffix(way.size());
  for (const std::string_view unit : {" minutes", " minute", " mins", " min", "minutes", "mins", "min"})
    if (left.ends_with(unit)) {
      const auto minutes = number_in(trim(left.substr(0, left.size() - unit.size())));
      return minutes && *minutes == std::floor(*minutes) ? std::optional{Reach{*minutes, true}} : std::nullopt;  // whole ones, as they are told
    }
  const auto metres = metres_in(text);
  return metres ? std::optional{Reach{*metres, false}} : std::nullopt;
}

struct NearPoint {
  GridPoint centre;
  Reach reach;
};

tl::unexpected<Error> refuse_near(const std::string& what) { return wrong_use("near.malformed", "--near: " + what); }

/// "X,Y,M".
Result<NearPoint> point_and_reach(std::string_view text) {
  const auto refuse = [](const std::string& what) {
    return refuse_near(what + " Expected X,Y,M: easting and northing (or longitude and latitude) and metres, for example 431200,433800,250; or minutes on foot: 431200,433800,10 minutes.");
  };
  const auto parts = split(text, ',');
  if (parts.size() != 3) return refuse("three numbers with commas between are needed.");
  const auto x = number_in(trim(parts[0])), y = number_in(trim(parts[1]));
  const auto reach = reach_in(parts[2]);
  if (!x || !y || !reach) return refuse("not a number.");
  if (!(reach->amount > 0)) return refuse(reach->is_minutes ? "a walk must be more than 0 minutes." : "the distance must be more than 0 metres.");
  const auto centre = near_point(*x, *y);
  if (!centre)
    return refuse(std::string{"this point is not in Great Britain."} + (near_point(*y, *x) ? " The two numbers are exchanged: east (or longitude) comes first." : ""));
  return NearPoint{*centre, *reach};
}

Result<AreaAsked> asked_around(const Snapshot& snapshot, const NearPoint& near) {
  AreaAsked asked;
  if (near.reach.is_minutes) {
    if (near.reach.amount > OnFoot::minutes_max) return refuse_near("a walk of more than an hour is not asked for. Expected up to 60 minutes.");
    asked.on_foot = OnFoot{near.centre, near.reach.amount};
    asked.words = words_of(snapshot, *asked.on_foot);
    return asked;
  }
  auto shape = place::Shape::near(near.centre, Metres{near.reach.amount});
  if (!shape) return refuse_near(shape.error().message);
  asked.words = "homes near a place";
  asked.shape = std::move(*shape);
  return asked;
}

/// The middle of homes that stand within so many metres of it; nothing when they do not, or when none has a position.
std::optional<GridPoint> middle_of(const place::Gazetteer& properties, const std::vector<place::PropertyIndex>& homes, double together) {
  double easting = 0, northing = 0, count = 0;
  for (const auto home : homes)
    if (const auto point = properties.point(home)) easting += point->easting, northing += point->northing, ++count;
  if (count == 0) return std::nullopt;
  const GridPoint middle{easting / count, northing / count};
  for (const auto home : homes)
    if (const auto point = properties.point(home); point && std::hypot(point->easting - middle.easting, point->northing - middle.northing) > together) return std::nullopt;
  return middle;
}

}  // namespace

Result<place::Shape> parse_near(std::string_view text) {
  HEARTH_TRY(near, point_and_reach(text));
  if (near.reach.is_minutes) return refuse_near("minutes are asked for of a place that has been read. Expected metres.");
  auto shape = place::Shape::near(near.centre, Metres{near.reach.amount});
  if (!shape) return refuse_near(shape.error().message);
  return shape;
}

Result<place::Shape> parse_corners(std::string_view text) {
  const auto refuse = [](const std::string& what) {
    return wrong_use("corners.malformed", what + " Expected a corner on each line, in turn around the area: easting and northing (or longitude and latitude), for example 431200, 433800; or paste a whole GeoJSON file, from its first { to its last }.");
  };
  std::string plain{text};
  for (char& c : plain)
    if (c == ',' || c == ';' || c == '\n' || c == '\r' || c == '\t' || c == '(' || c == ')') c = ' ';
  std::vector<double> numbers;
  for (const auto part : split(plain, ' ')) {
    if (part.empty()) continue;
    const auto number = number_in(part);
    if (!number) return refuse("Corner " + std::to_string(numbers.size() / 2 + 1) + " is not two numbers.");
    numbers.push_back(*number);
  }
  if (numbers.size() % 2 != 0) return refuse("The last corner has one number.");
  if (numbers.size() < 6) return refuse("An area has at least three corners.");
  if (numbers.size() > 2 * typed_corners_max) return refuse("These are too many corners: paste a file in place of them.");
  place::GridPolygon polygon{.rings = {{}}};
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    const auto corner = near_point(numbers[i], numbers[i + 1]);
    if (!corner)
      return refuse("Corner " + std::to_string(i / 2 + 1) + " is not in Great Britain." + (near_point(numbers[i + 1], numbers[i]) ? " The two numbers are exchanged: east (or longitude) comes first." : ""));
    polygon.rings.front().push_back(*corner);
  }
  auto shape = place::Shape::from_polygons({std::move(polygon)}, "the typed corners");
  if (!shape) return refuse(shape.error().message);
  return shape;
}

Result<AreaAsked> asked_near(const Snapshot& snapshot, std::string_view text) {
  const auto comma = text.rfind(',');
  const auto place = trim(text.substr(0, comma));
  const bool is_words = std::ranges::any_of(place, [](unsigned char c) { return c >= 0x80 || std::isalpha(c) != 0; });
  const auto typed = read_search(place.substr(0, SearchText::typed_max), Date::from_days(0));
  if (!is_words || typed.empty()) {
    HEARTH_TRY(near, point_and_reach(text));
    return asked_around(snapshot, near);
  }
  const auto reach = comma == std::string_view::npos ? std::nullopt : reach_in(text.substr(comma + 1));
  if (!reach || !(reach->amount > 0))
    return refuse_near("how far, in metres or minutes? Expected an address or a postcode, a comma and metres, for example 12 Weir Lane, 250; or minutes on foot: 12 Weir Lane, 10 minutes.");
  const auto meant = place_meant(snapshot, search_index(snapshot), typed);
  const auto& properties = snapshot.properties();
  if (meant.homes.empty() || !meant.left.empty() || meant.spelt_nearly)
    return refuse_near(meant.streets.empty() ? "no address or postcode of this place is like that." : "which house of that street? Expected its number, too, for example 12 Weir Lane, 250.");
  constexpr double one_building = 30, one_postcode = 250;
  const auto middle = middle_of(properties, meant.homes, meant.is_of_address ? one_building : one_postcode);
  if (!middle)
    return refuse_near(meant.is_of_address ? "homes of several places have that address, or it has no position. Expected the postcode, too, or a point."
                                      : "the homes of this postcode stand far apart, or have no position. Expected an address, or a point.");
  return asked_around(snapshot, {*middle, *reach});
}

}  // namespace hearth::spine
