#include <algorithm>

#include "synth/layout.h"
#include "synth/town_words.h"

namespace hearth::synth {
namespace {

std::int32_t plot_width(Style style) { return style == Style::terrace ? 65 : style == Style::semi ? 110 : 200; }

}  // namespace

Spot Layout::spot_of(const StreetPlan& plan, std::int32_t along, std::int32_t offset) const {
  const std::int32_t across = plan.follows_river == 0 ? plan.across : river_y(along) + plan.follows_river * lane_from_river;
  // A gentle bend, so that no street is a ruler's line.
  const std::int32_t third = (plan.to - plan.from) / 3 + 1;
  const std::int32_t bend = plan.follows_river != 0 ? 0 : std::min({along - plan.from, plan.to - along, third}) / 20;
  return plan.north_south ? Spot{across + bend + offset, along} : Spot{along, across + bend + offset};
}

void Layout::build_street(StreetPlan plan, std::uint32_t ward, Random& random) {
  Street street;
  street.name = words_.add(plan.name);
  street.locality = words_.add(town_.wards[ward].name);
  street.town = words_.add(town_.name);
  street.area = static_cast<std::uint32_t>(town_.areas.size() - 1);
  const bool first = town_.streets.empty();  // Weir Lane
  new_street_ = !first && random.chance(new_street_per_thousand);
  if (!first && random.chance(renamed_street_per_thousand))
    street.former_name = words_.add(std::string{street_words[random.below(street_words.size())]} + " Street");
  const auto number = static_cast<std::uint32_t>(town_.streets.size());
  town_.streets.push_back(street);
  constexpr std::int32_t corners_apart = 500;
  auto& road = town_.roads.emplace_back();
  for (auto along = plan.from; along < plan.to; along += corners_apart) road.push_back(spot_of(plan, along, 0));
  road.push_back(spot_of(plan, plan.to, 0));
  const bool thirteen = !random.chance(no_thirteen_per_thousand);
  const auto width = plot_width(plan.style);
  for (const int side : {1, -1}) {
    int house = side > 0 ? 1 : 2;
    std::uint32_t in_postcode = homes_per_postcode;
    Word postcode = 0;
    std::int32_t along = plan.from + width / 2;
    for (int plot = 0; along < plan.to; ++plot) {
      if (in_postcode >= homes_per_postcode) {
        postcode = words_.add(register_.postcode(ward));
        in_postcode = 0;
      }
      if (house == 13 && !thirteen) house += 2;
      const Plot here{plan, number, along, side, house, postcode};
      const auto before = homes_;
      if (first && plot % 4 == 3 && plot / 4 < 3) {
        build_special(here, side > 0 ? plot / 4 : 3 + plot / 4, random);
        along += 400;
      } else {
        along += std::max(width, build_plot(here, random));
      }
      in_postcode += homes_ - before > 8 ? homes_per_postcode : 1;  // a block has a postcode of its own
      house += 2;
    }
    if (random.chance(60)) build_garages({plan, number, plan.to - 100, side, house, postcode}, random);
  }
  if (plan.style == Style::detached && random.chance(80)) build_farm({plan, number, plan.to, 1, 0, words_.add(register_.postcode(ward))}, random);
}

/// What stands on Weir Lane in every district: the cases that drills and demonstrations look at.
void Layout::build_special(const Plot& plot, int which, Random& random) {
  switch (which) {
    case 0: return build_block(plot, random, 24);
    case 1: {
      auto& home = add(plot, Kind::care_home);
      home.organisation = words_.add(std::string{care_home_names[static_cast<std::size_t>(care_homes_++) % care_home_names.size()]} + " Care Home");
      return;
    }
    case 2: add(plot, Kind::refuge); return;  // looks like any house
    case 3: {
      auto& hostel = add(plot, Kind::hostel);
      hostel.building = words_.add("Ferry House");
      hostel.organisation = words_.add("Ferry House Hostel");
      return;
    }
    case 4: return build_site(plot, random);
    default: return split_house(plot, random);
  }
}

std::int32_t Layout::build_plot(const Plot& plot, Random& random) {
  const bool terrace = plot.plan.style == Style::terrace;
  const int decile = town_.areas.back().decile;
  if (random.chance(block_per_thousand + (decile <= 3 ? 6 : 0))) {
    build_block(plot, random, decile <= 3 ? random.between(12, 60) : random.between(6, 24));
    return 400;
  }
  if (terrace && random.chance(shop_per_thousand)) {
    auto& shop = add(plot, Kind::shop);
    shop.organisation = words_.add(shop_names[random.below(shop_names.size())]);
    if (random.chance(600)) add_flat(plot, Kind::house_part, "Flat above", nowhere, 10);
    return 0;
  }
  if (random.chance(1)) {
    auto& home = add(plot, Kind::care_home);
    home.organisation = words_.add(std::string{care_home_names[static_cast<std::size_t>(care_homes_++) % care_home_names.size()]} + " Care Home");
    return 400;
  }
  if (random.chance(1)) {
    auto& hall = add(plot, random.chance(300) ? Kind::food_store : Kind::hall);
    hall.organisation = words_.add(town_.wards[town_.areas.back().ward].name + (hall.kind == Kind::hall ? " Community Centre" : " Food Bank"));
    return 300;
  }
  if (terrace && random.chance(split_house_per_thousand)) split_house(plot, random);
  else build_house(plot, random);
  return 0;
}

void Layout::build_house(const Plot& plot, Random& random) {
  const bool students = student_cell_ && plot.plan.style != Style::detached && random.chance(250);
  auto& house = add(plot, students ? Kind::student_house : Kind::house);
  house.new_build = new_street_;
  house.listed = !new_street_ || !random.chance(unlisted_home_per_thousand);
  if (plot.plan.style == Style::detached && random.chance(named_house_per_thousand)) {
    house.building = words_.add(house_names[random.below(house_names.size())]);
    if (random.chance(400)) house.number = 0;
  }
  if (random.chance(infill_per_thousand)) {
    auto& infill = add(plot, Kind::house, 30);
    infill.number = words_.add(std::to_string(plot.number) + "A");
    if (random.chance(300)) add(plot, Kind::house, 60).number = words_.add(std::to_string(plot.number) + "B");
  }
}

void Layout::split_house(const Plot& plot, Random& random) {
  const auto number = std::to_string(plot.number);
  switch (random.between(0, 3)) {
    case 0:  // 59, 59A, 59B
      add(plot, Kind::house_part);
      add(plot, Kind::house_part, 20).number = words_.add(number + "A");
      add(plot, Kind::house_part, 40).number = words_.add(number + "B");
      return;
    case 1:
      for (const char* floor : {"Basement Flat", "Ground Floor Flat", "First Floor Flat", "Top Floor Flat"})
        if (floor[0] != 'B' || random.chance(400)) add_flat(plot, Kind::house_part, floor, nowhere, 10);
      return;
    case 2:
      for (const char* letter : {"Flat A", "Flat B", "Flat C"}) add_flat(plot, Kind::house_part, letter, nowhere, 10);
      return;
    default:
      for (int flat = 1, last = random.between(2, 5); flat <= last; ++flat)
        add_flat(plot, Kind::house_part, "Flat " + std::to_string(flat), nowhere, 10);
  }
}

void Layout::build_block(const Plot& plot, Random& random, int units) {
  const auto parent = static_cast<PropertyNumber>(town_.properties.size());
  const auto count = static_cast<std::size_t>(blocks_++);
  // Every block of a street has a name of its own; the same name may stand in another part of the town.
  std::string name{block_words[count % block_words.size()]};
  name += " " + std::string{count == 0 ? "House" : block_types[random.below(block_types.size())]};
  auto& block = add(plot, Kind::block);
  block.building = words_.add(name);
  if (random.chance(350)) block.number = 0;
  if (random.chance(renamed_block_per_thousand))
    block.former_building = words_.add(std::string{block_words[random.below(block_words.size())]} + " Mill");
  const bool floors = units > 30 && random.chance(500);  // 304: third floor, fourth door
  for (int unit = 1; unit <= units; ++unit) {
    const int shown = floors ? (unit - 1) / 6 * 100 + 101 + (unit - 1) % 6 : unit;
    add_flat(plot, Kind::flat, (floors ? "Apartment " : "Flat ") + std::to_string(shown), parent, unit % 12 * 15);
  }
}

void Layout::build_garages(const Plot& plot, Random& random) {
  for (int garage = 1, last = random.between(4, 10); garage <= last; ++garage) {
    auto& built = add(plot, Kind::garage, garage * 28);
    built.flat = words_.add("Garage " + std::to_string(plot.side > 0 ? garage : garage + 20));
    built.number = 0;
  }
}

void Layout::build_site(const Plot& plot, Random& random) {
  const auto parent = static_cast<PropertyNumber>(town_.properties.size());
  auto& site = add(plot, Kind::site);
  site.building = words_.add("Staithe Bank Caravan Site");
  site.number = 0;
  for (int pitch = 1, last = random.between(8, 14); pitch <= last; ++pitch)
    add_flat(plot, Kind::pitch, "Pitch " + std::to_string(pitch), parent, pitch * 20);
}

void Layout::build_farm(const Plot& plot, Random& random) {
  auto& farm = add(plot, Kind::farm, 400);
  farm.building = words_.add(farm_names[random.below(farm_names.size())]);
  farm.number = 0;
}

Property& Layout::add(const Plot& plot, Kind kind, std::int32_t aside) {
  Property built;
  built.uprn = register_.uprn();
  built.number = words_.add(std::to_string(plot.number));
  built.postcode = plot.postcode;
  built.street = plot.street;
  built.spot = spot_of(plot.plan, std::min(plot.along + aside, plot.plan.to), plot.side * house_offset);
  built.kind = kind;
  built.terraced = plot.plan.style == Style::terrace;
  if (is_home(kind)) ++homes_;
  town_.properties.push_back(built);
  return town_.properties.back();
}

void Layout::add_flat(const Plot& plot, Kind kind, std::string_view flat, PropertyNumber parent, std::int32_t aside) {
  auto& built = add(plot, kind, aside);
  built.flat = words_.add(flat);
  built.parent = parent;
  built.new_build = new_street_;
  if (parent == nowhere) return;
  const auto& whole = town_.properties[parent];
  built.building = whole.building;
  built.former_building = whole.former_building;
  built.number = whole.number;
}

}  // namespace hearth::synth
