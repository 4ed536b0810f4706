#include "place/street_names.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/text.h"
#include "place/address_words.h"

namespace hearth::place {
namespace {

constexpr double apart_max = 25;  // metres: the middle itself will do where a home lies this near to it

GridPoint place_of(const std::vector<GridPoint>& homes) {
  GridPoint middle;
  for (const auto& p : homes) middle.easting += p.easting, middle.northing += p.northing;
  middle.easting /= static_cast<double>(homes.size());
  middle.northing /= static_cast<double>(homes.size());
  const auto away = [&middle](const GridPoint& p) { return std::hypot(p.easting - middle.easting, p.northing - middle.northing); };
  const auto nearest = *std::ranges::min_element(homes, {}, away);
  return away(nearest) < apart_max ? middle : nearest;
}

}  // namespace

std::vector<StreetName> street_names(const Gazetteer& gazetteer, std::span<const PropertyIndex> homes) {
  // As the list writes them first: the case that people read is made once for each street.
  struct Street {
    PropertyIndex one_of_them;
    std::vector<GridPoint> homes;
  };
  std::unordered_map<std::string, Street> streets;
  std::string key;
  for (const auto home : homes) {
    const auto point = gazetteer.point(home);
    if (!point) continue;
    const auto shown = gazetteer.at(home).shown;
    if (shown.street.empty()) continue;
    key.assign(shown.street).append("\n").append(shown.locality);
    auto& street = streets[key];
    if (street.homes.empty()) street.one_of_them = home;
    street.homes.push_back(*point);
  }
  std::vector<StreetName> out;
  out.reserve(streets.size());
  for (const auto& [words, street] : streets) out.push_back({place_of(street.homes), gazetteer.street_line(street.one_of_them), street.homes.size()});
  std::ranges::sort(out, [](const auto& a, const auto& b) { return a.name != b.name ? a.name < b.name : a.point < b.point; });
  return out;
}

std::string street_key(std::string_view name) {
  std::string folded = fold(name);
  std::erase(folded, '\'');
  std::string out;
  for (const auto word : words(folded)) out.append(out.empty() ? "" : " ").append(known_word(word).canonical);
  return out;
}

std::string street_letters(std::string_view name) {
  auto out = street_key(name);
  std::erase(out, ' ');
  return out;
}

}  // namespace hearth::place
