#include "spine/walk_order.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "place/address_line.h"

namespace hearth::spine {
namespace {

using place::PropertyIndex;
using Rows = std::span<DoorRow*>;

constexpr std::size_t houses_of_a_side_min = 3;
constexpr double apart_min = 4;            // metres between a home and the line through the other side
constexpr double share_on_one_side = 0.8;

struct House {
  std::uint32_t number;
  GridPoint point;
};

std::string_view street_of(const DoorRow& row) { return place::parts_of_door_key(row.door_key).street; }

double metres_between(const GridPoint& a, const GridPoint& b) { return std::hypot(a.easting - b.easting, a.northing - b.northing); }

/// How far a point lies from a segment, and how far to the left of the line through it.
struct Beside {
  double away, left;
};
Beside beside(const GridPoint& p, const GridPoint& from, const GridPoint& to) {
  const double along_e = to.easting - from.easting, along_n = to.northing - from.northing, length = std::hypot(along_e, along_n);
  const double e = p.easting - from.easting, n = p.northing - from.northing;
  const double at = std::clamp((e * along_e + n * along_n) / (length * length), 0.0, 1.0);
  return {metres_between(p, {from.easting + at * along_e, from.northing + at * along_n}), (along_e * n - along_n * e) / length};
}

/// The two sides of a street, where the numbers tell them apart.
class Sides {
 public:
  /// Nothing when odd and even numbers lie on one side, or too few have a point.
  static std::optional<Sides> of(std::vector<House> houses) {
    std::ranges::stable_sort(houses, {}, &House::number);
    Sides out;
    for (const auto& house : houses) {
      auto& side = house.number % 2 == 1 ? out.odd_ : out.even_;
      if (side.empty() || side.back().number != house.number) side.push_back(house);
    }
    if (out.odd_.size() < houses_of_a_side_min || out.even_.size() < houses_of_a_side_min) return std::nullopt;
    std::vector<double> left;
    for (const auto& house : out.even_)
      if (const auto metres = out.left_of_odd(house.point)) left.push_back(*metres);
    if (left.empty()) return std::nullopt;
    std::ranges::sort(left);
    out.middle_ = left[left.size() / 2];
    const auto apart = std::ranges::count_if(left, [&](double metres) { return metres * out.middle_ > 0 && std::abs(metres) >= apart_min; });
    if (static_cast<double>(apart) < share_on_one_side * static_cast<double>(left.size())) return std::nullopt;
    return out;
  }

  [[nodiscard]] Side side_of(const GridPoint& point) const {
    const auto left = left_of_odd(point);
    return left && *left * middle_ > 0 && std::abs(*left) > std::abs(middle_) / 2 ? Side::even : Side::odd;
  }
  /// Of the nearest home of the side.
  [[nodiscard]] std::uint32_t number_near(Side side, const GridPoint& point) const {
    const auto& houses = side == Side::odd ? odd_ : even_;
    return std::ranges::min_element(houses, {}, [&](const House& house) { return metres_between(house.point, point); })->number;
  }

 private:
  /// Metres to the left of the way along the odd numbers, at its nearest piece.
  [[nodiscard]] std::optional<double> left_of_odd(const GridPoint& point) const {
    std::optional<Beside> nearest;
    for (std::size_t i = 1; i < odd_.size(); ++i) {
      if (odd_[i].point == odd_[i - 1].point) continue;
      const auto here = beside(point, odd_[i - 1].point, odd_[i].point);
      if (!nearest || here.away < nearest->away) nearest = here;
    }
    return nearest ? std::optional{nearest->left} : std::nullopt;
  }

  std::vector<House> odd_, even_;
  double middle_{0};
};

/// Where a door comes on the way.
struct Stop {
  DoorRow* row;
  Side side;
  std::uint32_t number;
  std::string_view house, rest;
};
bool comes_before(const Stop& a, const Stop& b) {
  const auto leg = [](const Stop& stop) { return stop.side == Side::odd ? 0 : stop.side == Side::even ? 1 : 2; };
  if (leg(a) != leg(b)) return leg(a) < leg(b);
  const bool back = a.side == Side::even;
  if (a.number != b.number) return back ? a.number > b.number : a.number < b.number;
  if (a.house != b.house) return back ? a.house > b.house : a.house < b.house;
  return a.rest < b.rest;
}

void walk(Rows street, const Sides& sides) {
  std::vector<Stop> way;
  for (auto* row : street) {
    const auto parts = place::parts_of_door_key(row->door_key);
    Stop stop{row, Side::none, 0, parts.house, parts.rest};
    if (parts.number) {
      stop.side = *parts.number % 2 == 1 ? Side::odd : Side::even;
      stop.number = *parts.number;
    } else if (row->point) {
      stop.side = sides.side_of(*row->point);
      stop.number = sides.number_near(stop.side, *row->point);
    }
    way.push_back(stop);
  }
  std::ranges::stable_sort(way, comes_before);
  for (std::size_t i = 0; i < way.size(); ++i) {
    way[i].row->side = way[i].side;
    street[i] = way[i].row;
  }
}

/// The streets of the list with many doors, each with its rows.
std::vector<Rows> long_streets(Rows rows) {
  std::vector<Rows> out;
  for (std::size_t from = 0; from < rows.size() && rows[from]->part == Part::door;) {
    std::size_t to = from + 1, doors = 1;
    for (; to < rows.size() && rows[to]->part == Part::door && street_of(*rows[to]) == street_of(*rows[from]); ++to)
      doors += rows[to]->door_key == rows[to - 1]->door_key ? 0 : 1;
    if (doors >= doors_walked_by_side_min) out.push_back(rows.subspan(from, to - from));
    from = to;
  }
  return out;
}

}  // namespace

void put_in_walking_order(Rows rows, const place::Gazetteer& properties, const std::vector<PropertyIndex>& area) {
  const auto streets = long_streets(rows);
  if (streets.empty()) return;
  std::unordered_set<std::string_view> names;  // as the address list writes them: most of the area is passed by without a key
  for (const auto& street : streets)
    for (const auto* row : street)
      if (const auto home = row->uprn ? properties.find(*row->uprn) : std::nullopt) names.insert(properties.street(*home));
  std::map<std::string, std::vector<House>, std::less<>> houses;
  for (const auto property : area) {
    if (!names.contains(properties.street(property))) continue;
    const auto point = properties.point(property);
    const auto key = properties.door_key(property);
    const auto parts = place::parts_of_door_key(key);
    if (point && parts.number) houses[std::string{parts.street}].push_back({*parts.number, *point});
  }
  for (const auto& street : streets) {
    const auto found = houses.find(street_of(*street.front()));
    if (found == houses.end()) continue;
    if (const auto sides = Sides::of(std::move(found->second))) walk(street, *sides);
  }
}

}  // namespace hearth::spine
