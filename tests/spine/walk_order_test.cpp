// The order in which a crew walks a street.
#include "spine/walk_order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "place/gazetteer.h"

using namespace hearth;
using namespace hearth::spine;

namespace {

struct Home {
  std::string unit;
  std::optional<GridPoint> point;
};

/// What a crew reads, door by door, of a street of which everybody is listed: "1 3 5 | 6 4 2", with a bar where the side changes.
std::string walk(const std::vector<Home>& homes, const std::string& street = "Weir Lane") {
  place::GazetteerBuilder builder{"made"};
  std::uint64_t uprn = 0;
  for (const auto& home : homes) {
    place::PropertyRow row{.uprn = Uprn::from_trusted(++uprn)};
    row.address.unit = home.unit;
    row.address.street = street;
    row.address.town = "Sampleton";
    row.point = home.point;
    builder.add(row);
  }
  const auto properties = builder.finish();
  std::vector<place::PropertyIndex> area;
  std::vector<DoorRow> rows(homes.size());
  for (std::size_t i = 0; i < homes.size(); ++i) {
    const auto property = *properties.find(Uprn::from_trusted(i + 1));
    area.push_back(property);
    rows[i].name = homes[i].unit;
    rows[i].uprn = properties.uprn(property);
    rows[i].street = street;
    rows[i].door_key = properties.door_key(property);
    rows[i].point = homes[i].point;
  }
  std::vector<DoorRow*> order;
  for (auto& row : rows) order.push_back(&row);
  std::ranges::sort(order, {}, [](const DoorRow* row) { return row->door_key; });
  put_in_walking_order(order, properties, area);
  std::string out;
  for (std::size_t i = 0; i < order.size(); ++i)
    out += (i == 0 ? "" : order[i]->side == order[i - 1]->side ? " " : " | ") + order[i]->name;
  return out;
}

/// Numbers 1 to `last`, each where `at` puts it.
std::vector<Home> numbered(int last, const std::function<GridPoint(int)>& at) {
  std::vector<Home> out;
  for (int n = 1; n <= last; ++n) out.push_back({std::to_string(n), at(n)});
  return out;
}

/// Odd numbers north of the road, even ones south of it.
GridPoint across(int n) { return {430000.0 + 6.0 * n, 430000.0 + (n % 2 == 1 ? 12 : -12)}; }

}  // namespace

TEST_CASE("A street with odd numbers on one side and even ones on the other is walked up the one and down the other") {
  CHECK(walk(numbered(12, across)) == "1 3 5 7 9 11 | 12 10 8 6 4 2");
}

TEST_CASE("A street that bends round a hill is walked so, too") {
  const auto bend = [](int n) {
    const double angle = 0.1 * n, radius = n % 2 == 1 ? 112 : 88;
    return GridPoint{430000 + radius * std::cos(angle), 430000 + radius * std::sin(angle)};
  };
  CHECK(walk(numbered(24, bend)) == "1 3 5 7 9 11 13 15 17 19 21 23 | 24 22 20 18 16 14 12 10 8 6 4 2");
}

TEST_CASE("A close that is numbered around, and a row of houses on one side, keep their numbers in one row") {
  const std::string in_a_row = "1 2 3 4 5 6 7 8 9 10 11 12";
  CHECK(walk(numbered(12, [](int n) { return GridPoint{430000.0 + 8 * n, 430000.0 + n % 3}; })) == in_a_row);
  const auto close = [](int n) { return n <= 6 ? GridPoint{430000.0 + 10 * n, 430000.0} : GridPoint{430000.0 + 10 * (13 - n), 430025.0}; };
  CHECK(walk(numbered(12, close)) == in_a_row);
}

TEST_CASE("A short street, and one of which no home has a point, keep their numbers in one row") {
  CHECK(walk(numbered(9, across)) == "1 2 3 4 5 6 7 8 9");
  std::vector<Home> nowhere;
  for (int n = 1; n <= 12; ++n) nowhere.push_back({std::to_string(n), std::nullopt});
  CHECK(walk(nowhere) == "1 2 3 4 5 6 7 8 9 10 11 12");
}

TEST_CASE("A letter and the flats of a house stay with its number; a house with a name comes where it stands; without a point it comes last") {
  auto homes = numbered(12, across);
  homes.push_back({"6A", across(6)});
  homes.push_back({"FLAT 2, 8", across(8)});
  homes.push_back({"FLAT 1, 8", across(8)});
  homes.push_back({"The Mill", GridPoint{430031, 430014}});      // beside 5, on its side
  homes.push_back({"Rose Cottage", GridPoint{430026, 429985}});  // beside 4
  homes.push_back({"Nowhere House", std::nullopt});
  CHECK(walk(homes) == "1 3 5 The Mill 7 9 11 | 12 10 8 FLAT 1, 8 FLAT 2, 8 6A 6 Rose Cottage 4 2 | Nowhere House");
}

TEST_CASE("Which numbers stand on which side is seen on all homes of the area, listed or not") {
  place::GazetteerBuilder builder{"made"};
  for (int n = 1; n <= 40; ++n) {
    place::PropertyRow row{.uprn = Uprn::from_trusted(static_cast<std::uint64_t>(n))};
    const auto unit = std::to_string(n);
    row.address.unit = unit;
    row.address.street = "Weir Lane";
    row.point = across(n);
    builder.add(row);
  }
  const auto properties = builder.finish();
  std::vector<place::PropertyIndex> area;
  std::vector<DoorRow> rows;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    area.emplace_back(i);
    const auto number = properties.uprn(area.back()).number();
    if (number != 2 && number % 4 != 1) continue;  // of the even side one home is listed
    DoorRow row;
    row.uprn = properties.uprn(area.back());
    row.door_key = properties.door_key(area.back());
    rows.push_back(std::move(row));
  }
  std::vector<DoorRow*> order;
  for (auto& row : rows) order.push_back(&row);
  std::ranges::sort(order, {}, [](const DoorRow* row) { return row->door_key; });
  put_in_walking_order(order, properties, area);
  CHECK(order.front()->uprn->number() == 1);
  CHECK(order.back()->uprn->number() == 2);
  CHECK(order.back()->side == Side::even);
}
