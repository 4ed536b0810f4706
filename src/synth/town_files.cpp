#include "synth/town_files.h"

#include <algorithm>
#include <array>

namespace hearth::synth {

std::string_view class_of(const Property& property) {
  switch (property.kind) {
    case Kind::house: return property.terraced ? "RD04" : "RD03";
    case Kind::farm: return "RD02";
    case Kind::flat:
    case Kind::house_part: return "RD06";
    case Kind::student_house: return "RH02";
    case Kind::pitch: return "RD01";
    case Kind::care_home: return "RI01";
    case Kind::hostel: return "RI02";
    case Kind::refuge: return "RD04";  // nothing tells it apart from a house
    case Kind::block:
    case Kind::site: return "PP";
    case Kind::garage: return "RG02";
    case Kind::shop: return "CR08";
    case Kind::hall: return "CC04";
    case Kind::food_store: return "CC11";
  }
  return "";
}

namespace {

std::string unit_text(const Words& words, const Property& property, Word building) {
  std::string out;
  for (const auto part : {property.flat, building, property.number}) {
    if (part == 0) continue;
    if (!out.empty()) out += ", ";
    out += words[part];
  }
  return out;
}

/// A position of a GeoJSON file: degrees, or metres on the grid.
std::string position(Spot spot, bool grid) {
  if (grid) return "[" + metres_text(spot.x) + "," + metres_text(spot.y) + "]";
  const auto degrees = degrees_of(spot);
  return "[" + degrees_text(degrees.longitude) + "," + degrees_text(degrees.latitude) + "]";
}

std::string ring_text(const std::vector<Spot>& ring, bool grid) {
  std::string out = "[";
  for (const auto& spot : ring) out += position(spot, grid) + ",";
  return out + position(ring.front(), grid) + "]";
}

std::string feature(const std::string& properties, const std::string& geometry) {
  return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}

std::string collection(const std::vector<std::string>& features, bool grid) {
  std::string out = R"({"type":"FeatureCollection",)";
  if (grid) out += R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)";
  out += "\"features\":[\n";
  for (std::size_t i = 0; i < features.size(); ++i) out += features[i] + (i + 1 < features.size() ? ",\n" : "\n");
  return out + "]}\n";
}

std::string member(std::string_view key, std::string_view value) {
  return "\"" + std::string{key} + "\":\"" + std::string{value} + "\"";
}

std::string polygon(const std::vector<Spot>& ring, bool grid) {
  return R"({"type":"Polygon","coordinates":[)" + ring_text(ring, grid) + "]}";
}

bool near_flood(const Town& town, Spot spot) {
  const auto [west, east] = std::ranges::minmax(town.flood, {}, [](const Spot& s) { return s.x; });
  const auto [south, north] = std::ranges::minmax(town.flood, {}, [](const Spot& s) { return s.y; });
  return spot.x >= west.x - 1'000 && spot.x <= east.x + 1'000 && spot.y >= south.y - 1'000 && spot.y <= north.y + 1'000;
}

}  // namespace

void write_gazetteer(const Town& town, const Words& words, FeedFile& file) {
  file.row({"uprn", "organisation", "unit", "street", "locality", "town", "postcode", "x", "y", "class", "parent", "status"});
  for (const auto& property : town.properties) {
    if (!property.listed) continue;
    const auto& street = town.streets[property.street];
    const auto row = [&](Word building, Word street_name, std::string_view status) {
      file.row({std::to_string(property.uprn), words[property.organisation], unit_text(words, property, building), words[street_name],
                words[street.locality], words[street.town], words[property.postcode], metres_text(property.spot.x), metres_text(property.spot.y),
                std::string{class_of(property)}, property.parent == nowhere ? "" : std::to_string(town.properties[property.parent].uprn),
                std::string{status}});
    };
    row(property.building, street.name, property.new_build ? "provisional" : "approved");
    if (property.former_building != 0) row(property.former_building, street.name, "historical");
    if (street.former_name != 0) row(property.building, street.former_name, "historical");
  }
}

std::string wards_geojson(const Town& town) {
  std::vector<std::string> features;
  for (const auto& ward : town.wards) {
    std::string rings;
    for (const auto& ring : ward.rings) rings += (rings.empty() ? "[" : ",[") + ring_text(ring, true) + "]";
    features.push_back(feature(member("ward_code", ward.code) + "," + member("ward_name", ward.name),
                               R"({"type":"MultiPolygon","coordinates":[)" + rings + "]}"));
  }
  return collection(features, true);
}

std::string lsoa_geojson(const Town& town) {
  std::vector<std::string> features;
  for (const auto& area : town.areas)
    features.push_back(feature(member("lsoa_code", area.code) + "," + member("lsoa_name", area.name) + "," +
                                   member("ward_code", town.wards[area.ward].code),
                               polygon(area.ring, true)));
  return collection(features, true);
}

std::string flood_geojson(const Town& town) {
  if (town.real_premises) {  // its ring is in degrees already
    std::string ring = "[";
    for (std::size_t i = 0; i <= town.flood.size(); ++i) {
      const auto& spot = town.flood[i % town.flood.size()];
      ring += (i > 0 ? ",[" : "[") + degrees_text(spot.x) + "," + degrees_text(spot.y) + "]";
    }
    return collection({feature(member("name", "Flood area"), R"({"type":"Polygon","coordinates":[)" + ring + "]]}")}, false);
  }
  return collection({feature(member("name", "Flood area at Weir Lane"), polygon(town.flood, false))}, false);
}

std::string river_geojson(const Town& town) {
  std::vector<Spot> ring;
  for (const auto& [spot, half] : town.river) ring.push_back({spot.x, spot.y - half});
  for (auto it = town.river.rbegin(); it != town.river.rend(); ++it) ring.push_back({it->first.x, it->first.y + it->second});
  return collection({feature(member("name", "River Weir"), polygon(ring, false))}, false);
}

std::string buildings_geojson(const Town& town) {
  std::vector<std::string> features;
  for (const auto& property : town.properties) {
    if (property.parent != nowhere || !property.listed || !near_flood(town, property.spot)) continue;
    const std::int32_t wide = property.kind == Kind::block ? 180 : property.kind == Kind::care_home ? 140 : property.kind == Kind::garage ? 13 : 28;
    const std::int32_t deep = property.kind == Kind::block ? 80 : property.kind == Kind::garage ? 25 : 45;
    const auto [x, y] = property.spot;
    features.push_back(feature(member("uprn", std::to_string(property.uprn)),
                               polygon({{x - wide, y - deep}, {x + wide, y - deep}, {x + wide, y + deep}, {x - wide, y + deep}}, false)));
  }
  return collection(features, false);
}

}  // namespace hearth::synth
