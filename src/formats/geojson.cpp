#include "formats/geojson.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "base/limits.h"
#include "base/try.h"
#include "formats/json.h"

namespace hearth::formats {
namespace {

struct Box {
  double longitude_min, longitude_max, latitude_min, latitude_max;
  [[nodiscard]] bool holds(double longitude, double latitude) const {
    return longitude >= longitude_min && longitude <= longitude_max && latitude >= latitude_min && latitude <= latitude_max;
  }
};

constexpr Box united_kingdom{-9.0, 2.5, 49.0, 61.5};
constexpr Box earth{-180.0, 180.0, -90.0, 90.0};
/// British National Grid with room around it: a coordinate beyond is in another system.
constexpr Box national_grid{-200'000.0, 900'000.0, -300'000.0, 1'500'000.0};

/// Text, number, true or false; nothing for null, objects and arrays.
std::optional<std::string> scalar_text(const json::value& value) {
  switch (value.kind()) {
    case json::kind::string: return std::string{value.get_string().data(), value.get_string().size()};
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_:
    case json::kind::bool_: return write_json(value);
    default: return std::nullopt;
  }
}

/// RFC 6901.
std::string pointer_of(const std::string& place, std::size_t index) { return place + "/" + std::to_string(index); }

class Reader {
 public:
  explicit Reader(std::string file) : file_{std::move(file)} {}

  Result<FeatureSet> read(const json::value& root) {
    const auto* object = root.if_object();
    if (object == nullptr) return not_geometry("");
    HEARTH_CHECK(read_crs(*object));
    const auto type = text_or(*object, "type");
    if (type == "FeatureCollection") {
      const auto* features = array_at(*object, "features");
      if (features == nullptr) return fault("geojson.not_geometry", "a FeatureCollection without features. Expected an array.", "/features");
      for (std::size_t i = 0; i < features->size(); ++i) HEARTH_CHECK(read_feature((*features)[i], pointer_of("/features", i)));
    } else {
      HEARTH_CHECK(read_feature(root, ""));
    }
    bool empty = true;
    for (const auto& feature : set_.features) empty = empty && feature.polygons.empty() && feature.points.empty();
    if (empty) return fault("geojson.empty", "there is no shape in it. Expected a polygon or a point.", "");
    return std::move(set_);
  }

 private:
  [[nodiscard]] tl::unexpected<Error> fault(std::string code, std::string message, std::string place) const {
    return fail(std::move(code), std::move(message), Where{.file = file_, .pointer = std::move(place)});
  }
  [[nodiscard]] tl::unexpected<Error> not_geometry(std::string place) const {
    return fault("geojson.not_geometry",
                 "not a shape that is read here. Expected Feature, FeatureCollection, Point, MultiPoint, Polygon, MultiPolygon or "
                 "GeometryCollection.", std::move(place));
  }

  /// The `crs` member of GeoJSON before RFC 7946, as GIS programs still write it: "urn:ogc:def:crs:EPSG::27700".
  Result<Done> read_crs(const json::object& root) {
    const auto* crs = root.if_contains("crs");
    if (crs == nullptr || crs->is_null()) return Done{};
    const auto* object = crs->if_object();
    const auto* properties = object == nullptr ? nullptr : object_at(*object, "properties");
    const auto name = properties == nullptr ? std::string{} : text_or(*properties, "name");
    const auto ends_with = [&name](std::string_view code) { return name.ends_with(code); };
    if (ends_with("EPSG::27700") || ends_with("EPSG:27700")) {
      set_.national_grid = true;
      return Done{};
    }
    if (ends_with("CRS84") || ends_with("EPSG::4326") || ends_with("EPSG:4326")) return Done{};
    return fault("geojson.crs", "a coordinate system that is not read here. Expected none (longitude, latitude) or EPSG:27700; "
                                "save the file again in one of them.", "/crs");
  }

  Result<Done> read_feature(const json::value& value, const std::string& place) {
    const auto* object = value.if_object();
    if (object == nullptr) return not_geometry(place);
    Feature feature;
    if (text_or(*object, "type") != "Feature") {
      HEARTH_CHECK(read_geometry(*object, place, feature));
    } else {
      read_properties(*object, feature);
      const auto* geometry = object->if_contains("geometry");
      if (geometry == nullptr || !(geometry->is_object() || geometry->is_null())) return not_geometry(place + "/geometry");
      if (geometry->is_object()) HEARTH_CHECK(read_geometry(geometry->get_object(), place + "/geometry", feature));
    }
    set_.features.push_back(std::move(feature));
    return Done{};
  }

  static void read_properties(const json::object& object, Feature& feature) {
    if (const auto* properties = object_at(object, "properties"))
      for (const auto& member : *properties)
        if (auto text = scalar_text(member.value()))
          feature.properties.emplace(std::string{member.key().data(), member.key().size()}, std::move(*text));
    if (const auto* id = object.if_contains("id"))
      if (auto text = scalar_text(*id)) feature.properties.emplace("id", std::move(*text));
  }

  Result<Done> read_geometry(const json::object& geometry, const std::string& place, Feature& feature) {
    const auto type = text_or(geometry, "type");
    if (type == "GeometryCollection") return read_collection(geometry, place, feature);
    if (type != "Point" && type != "MultiPoint" && type != "Polygon" && type != "MultiPolygon") return not_geometry(place);
    const auto* coordinates = array_at(geometry, "coordinates");
    const auto inside = place + "/coordinates";
    if (coordinates == nullptr) return fault("geojson.coordinate", "no coordinates. Expected an array of numbers.", inside);
    if (type == "Polygon") return read_polygon(*coordinates, inside, feature);
    if (type == "Point") {
      if (coordinates->empty()) return Done{};  // RFC 7946 section 3.1: an empty array is no shape
      return read_point(*coordinates, inside, feature);
    }
    for (std::size_t i = 0; i < coordinates->size(); ++i) {
      const auto* part = (*coordinates)[i].if_array();
      const auto at = pointer_of(inside, i);
      if (part == nullptr) return fault("geojson.coordinate", "not an array. Expected coordinates.", at);
      if (type == "MultiPoint") HEARTH_CHECK(read_point(*part, at, feature));
      else HEARTH_CHECK(read_polygon(*part, at, feature));
    }
    return Done{};
  }

  Result<Done> read_collection(const json::object& geometry, const std::string& place, Feature& feature) {
    const auto inside = place + "/geometries";
    const auto* parts = array_at(geometry, "geometries");
    if (parts == nullptr) return not_geometry(inside);
    for (std::size_t i = 0; i < parts->size(); ++i) {
      const auto* part = (*parts)[i].if_object();
      if (part == nullptr) return not_geometry(pointer_of(inside, i));
      HEARTH_CHECK(read_geometry(*part, pointer_of(inside, i), feature));  // depth is limited by the JSON reader
    }
    return Done{};
  }

  Result<Done> read_point(const json::array& coordinates, const std::string& place, Feature& feature) {
    HEARTH_TRY(point, read_position(coordinates, place));
    feature.points.push_back(point);
    return Done{};
  }

  Result<Done> read_polygon(const json::array& rings, const std::string& place, Feature& feature) {
    if (rings.empty()) return Done{};
    PolygonRings polygon;
    for (std::size_t i = 0; i < rings.size(); ++i) {
      const auto at = pointer_of(place, i);
      const auto* ring = rings[i].if_array();
      if (ring == nullptr) return fault("geojson.coordinate", "not an array. Expected a ring of points.", at);
      HEARTH_TRY(points, read_ring(*ring, at));
      polygon.rings.push_back(std::move(points));
    }
    feature.polygons.push_back(std::move(polygon));
    return Done{};
  }

  Result<std::vector<LonLat>> read_ring(const json::array& ring, const std::string& place) {
    std::vector<LonLat> points;
    points.reserve(ring.size() + 1);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto* position = ring[i].if_array();
      if (position == nullptr) return fault("geojson.coordinate", "not an array. Expected a point.", pointer_of(place, i));
      HEARTH_TRY(point, read_position(*position, place, i));
      if (points.empty() || points.back() != point) points.push_back(point);
    }
    if (!points.empty() && points.front() != points.back()) points.push_back(points.front());
    if (points.size() < 4)
      return fault("geojson.ring_too_short", "fewer than three different points. Expected a ring with an area.", place);
    return points;
  }

  /// The place is put together only when something is wrong with the point.
  Result<LonLat> read_position(const json::array& position, const std::string& place, std::optional<std::size_t> index = std::nullopt) {
    const auto at = [&] { return index ? pointer_of(place, *index) : place; };
    if (++points_ > limits::geojson_points_max)
      return fault("geojson.too_many_points",
                   fmt::format("more than {} points, the most that is read. Simplify the shape in a GIS program.", limits::geojson_points_max), at());
    if (position.size() < 2 || !position[0].is_number() || !position[1].is_number())
      return fault("geojson.coordinate", "not a point. Expected two numbers, for example [-1.55, 53.80].", at());
    const LonLat point{position[0].to_number<double>(), position[1].to_number<double>()};
    if (set_.national_grid) {
      if (!national_grid.holds(point.longitude, point.latitude))
        return fault("geojson.coordinate", "outside the British National Grid. Expected easting and northing in metres; is the declared "
                                           "coordinate system right?", at());
      return point;
    }
    if (!united_kingdom.holds(point.longitude, point.latitude) && united_kingdom.holds(point.latitude, point.longitude))
      return fault("geojson.swapped", "latitude and longitude are exchanged. Expected longitude first, for example [-1.55, 53.80].", at());
    if (!earth.holds(point.longitude, point.latitude))
      return fault("geojson.coordinate", "outside the earth. Expected longitude and latitude in degrees; for eastings and northings "
                                         "declare EPSG:27700 in a crs member.", at());
    return point;
  }

  std::string file_;
  FeatureSet set_;
  std::uint64_t points_{0};
};

}  // namespace

Result<FeatureSet> parse_geojson(std::string_view text, std::string file) {
  HEARTH_TRY(root, parse_json(text, file));
  return Reader{std::move(file)}.read(root);
}

}  // namespace hearth::formats
