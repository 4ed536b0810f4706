#include "synth/town.h"

#include <algorithm>

#include "synth/layout.h"
#include "synth/roads.h"
#include "synth/town_words.h"

namespace hearth::synth {
namespace {

constexpr std::int32_t river_step = 3'000;
constexpr int river_swing = 900;

// Streams of chance: one for each part, so that a change of one leaves the others as they were.
constexpr std::uint64_t river_stream = 1'000'000;
constexpr std::uint64_t corner_stream = 2'000'000;
constexpr std::uint64_t cell_stream = 100'000'000;

std::uint64_t pair_number(int i, int j) {
  return static_cast<std::uint64_t>(i + 5'000) * 10'000 + static_cast<std::uint64_t>(j + 5'000);
}

/// Floor division, also of negative numbers.
std::int32_t floor_div(std::int32_t a, std::int32_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

}  // namespace

std::uint64_t Register::uprn() {
  constexpr std::uint64_t prime = 999'983;  // neighbours get numbers that are far apart, and each number once
  return 999'000'000'001 + (uprns_++ * 7'919 + 4'711) % prime;
}

// ZZ is no postcode area. Inward letters leave out C I K M O V, as real ones do.
std::string Register::postcode(std::uint32_t ward) {
  static constexpr std::string_view letters = "ABDEFGHJLNPQRSTUWXYZ";
  const auto district = ward % 95 + 1;
  const auto unit = postcodes_[district]++;
  std::string out = "ZZ" + std::to_string(district) + " " + std::to_string(unit / 400 % 10);
  out.push_back(letters[unit / 20 % 20]);
  out.push_back(letters[unit % 20]);
  return out;
}

std::int32_t Layout::river_y(std::int32_t x) const {
  const auto step = floor_div(x - town_middle.x, river_step);
  const auto at = [this](std::int32_t k) {
    auto random = seed_.fork(river_stream + static_cast<std::uint64_t>(k + 5'000));
    return random.between(-river_swing, river_swing);
  };
  const auto here = at(step), next = at(step + 1);
  const auto into = (x - town_middle.x) - step * river_step;
  return town_middle.y + here + (next - here) * into / river_step;
}

Spot Layout::corner(int i, int j) const {
  auto random = seed_.fork(corner_stream + pair_number(i, j));
  return {town_middle.x + i * cell_side + random.between(-450, 450), town_middle.y + j * cell_side + random.between(-450, 450)};
}

void Layout::build(std::uint64_t homes) {
  std::vector<std::pair<int, int>> wards;
  int radius = 0;
  for (radius = 0; static_cast<std::uint64_t>((2 * radius + 1) * (2 * radius + 1)) * 1'200 < homes * 2; ++radius) {}
  radius += 1;
  for (int i = -radius; i <= radius; ++i)
    for (int j = -radius; j <= radius; ++j) wards.emplace_back(i, j);
  std::ranges::sort(wards, {}, [](const auto& w) { return std::pair{w.first * w.first + w.second * w.second, w}; });
  for (const auto& ward : wards) {
    if (homes_ >= homes) break;
    build_ward(ward.first, ward.second, homes);
  }
  outline_wards();
  std::int32_t west = 0, east = 0;
  for (const auto& [number, cells] : ward_cells_)
    for (const auto& cell : cells) west = std::min(west, cell.first), east = std::max(east, cell.first + 1);
  for (std::int32_t x = west * cell_side - river_step; x <= east * cell_side + river_step; x += river_step) {
    auto random = seed_.fork(river_stream / 2 + static_cast<std::uint64_t>(x / river_step + 5'000));
    town_.river.push_back({{town_middle.x + x, river_y(town_middle.x + x)}, random.between(120, 220)});
  }
  flood_the_lane();
}

void Layout::build_ward(int wi, int wj, std::uint64_t homes) {
  const auto number = static_cast<std::uint32_t>(town_.wards.size());
  const auto round = number / ward_words.size();
  static constexpr auto suffixes = std::to_array<std::string_view>({"", " North", " South", " East", " West", " Green", " Park", " Moor"});
  Ward ward;
  ward.code = "ZZ05" + std::to_string(100'001 + number).substr(1);
  ward.name = std::string{ward_words[number % ward_words.size()]} + std::string{suffixes[round % suffixes.size()]};
  town_.wards.push_back(std::move(ward));
  static constexpr std::array<std::pair<int, int>, 4> order{{{1, 1}, {0, 1}, {1, 0}, {0, 0}}};
  for (const auto& part : order) {
    if (homes_ >= homes) break;
    const int i = 2 * wi - 1 + part.first, j = 2 * wj - 1 + part.second;
    build_cell(i, j, number, seed_.fork(cell_stream + pair_number(i, j)));
  }
}

void Layout::build_cell(int i, int j, std::uint32_t ward, Random random) {
  const auto index = town_.areas.size();
  Area area;
  area.code = "ZZ01" + std::to_string(1'000'001 + index).substr(1);
  area.ward = ward;
  area.name = town_.wards[ward].name + " " + std::to_string(ward_cells_[ward].size() + 1);
  area.ring = {corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)};
  area.decile = index == 0 ? 3 : random.between(1, 10);
  town_.areas.push_back(area);
  ward_cells_[ward].emplace_back(i, j);
  student_cell_ = index % 9 == 1;
  const std::int32_t x0 = town_middle.x + i * cell_side, y0 = town_middle.y + j * cell_side;
  const bool riverside = j == 0 || j == -1;
  const bool north_south = !riverside && random.chance(400);
  const auto style = [&random, &area] {
    const int die = random.between(1, 10) + area.decile;
    return die <= 9 ? Style::terrace : die <= 16 ? Style::semi : Style::detached;
  };
  if (riverside)
    build_street({x0 + cell_margin, x0 + cell_side - cell_margin, 0, false, j == 0 ? 1 : -1, index == 0 ? Style::terrace : style(),
                  std::string{riverside_words[static_cast<std::size_t>(riverside_) % riverside_words.size()]}},
                 ward, random);
  if (riverside) ++riverside_;
  const std::int32_t side0 = north_south ? x0 : y0, along0 = north_south ? y0 : x0;
  // Riverside cells keep their rows behind the lane: the river swings by at most river_swing.
  const std::int32_t first = side0 + (j == 0 ? river_swing + lane_from_river + 500 : cell_margin);
  const std::int32_t last = side0 + cell_side - (j == -1 ? river_swing + lane_from_river + 500 : cell_margin);
  for (std::int32_t across = first; across <= last; across += row_gap)
    build_row({along0 + cell_margin, along0 + cell_side - cell_margin, across, north_south, 0, style(), ""}, ward, random);
}

void Layout::build_row(const StreetPlan& row, std::uint32_t ward, Random& random) {
  if (random.chance(450)) {
    auto whole = row;
    whole.name = street_name(ward, random, false);
    build_street(whole, ward, random);
    return;
  }
  auto west = row, east = row;
  const std::int32_t middle = (row.from + row.to) / 2;
  west.to = middle - 200;
  east.from = middle + 200;
  west.name = street_name(ward, random, true);
  build_street(west, ward, random);
  east.name = street_name(ward, random, true);
  build_street(east, ward, random);
}

std::string Layout::street_name(std::uint32_t ward, Random& random, bool close) {
  for (;;) {
    if (family_.empty() || !random.chance(300)) family_ = street_words[random.below(street_words.size())];
    // Short streets: any kind; long ones: the first kinds, without Close and Court.
    auto type = street_types[random.below(street_types.size())];
    if (!close && (type == "Close" || type == "Court" || type == "Place")) type = "Road";
    auto name = family_ + " " + std::string{type};
    if (names_taken_.insert({ward, name}).second) return name;
    family_.clear();
  }
}

void Layout::outline_wards() {
  for (const auto& [number, cells] : ward_cells_) {
    auto& ward = town_.wards[number];
    if (cells.size() == 4) {
      const auto [i, j] = std::ranges::min(cells);
      ward.rings.push_back({corner(i, j), corner(i + 1, j), corner(i + 2, j), corner(i + 2, j + 1), corner(i + 2, j + 2),
                            corner(i + 1, j + 2), corner(i, j + 2), corner(i, j + 1)});
      continue;
    }
    for (const auto& cell : cells) {
      const int i = cell.first, j = cell.second;
      ward.rings.push_back({corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)});
    }
  }
}

// The flood covers Weir Lane in whole and what lies lower on the other bank, and a little of the street behind.
void Layout::flood_the_lane() {
  const std::int32_t from = town_middle.x - 900, to = town_middle.x + cell_side + 300;
  constexpr std::int32_t step = 600;
  for (std::int32_t x = from; x <= to; x += step) town_.flood.push_back({x, river_y(x) - 950});
  for (std::int32_t x = to; x >= from; x -= step) town_.flood.push_back({x, river_y(x) + 1'250});
}

Town lay_out_town(Words& words, std::uint64_t homes, const Random& seed) {
  Town town;
  Layout{words, town, seed}.build(homes);
  join_roads(town);
  return town;
}

}  // namespace hearth::synth
