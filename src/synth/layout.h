// layout.h: how the town is laid out, cell by cell. Private to town.cpp and layout_*.cpp.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "synth/town.h"

namespace hearth::synth {

inline constexpr std::int32_t cell_side = 6'000;    // decimetres
inline constexpr std::int32_t cell_margin = 700;    // streets keep this far from the cell's edge
inline constexpr std::int32_t row_gap = 750;        // between parallel streets
inline constexpr std::int32_t lane_from_river = 700;
inline constexpr std::int32_t house_offset = 120;   // from the middle of the street
inline constexpr std::uint32_t homes_per_postcode = 16;

// Shares of what stands along a street, per thousand plots.
inline constexpr unsigned block_per_thousand = 9;
inline constexpr unsigned infill_per_thousand = 15;       // 21A beside 21
inline constexpr unsigned split_house_per_thousand = 40;  // of terraces: a house made into flats
inline constexpr unsigned shop_per_thousand = 12;
inline constexpr unsigned named_house_per_thousand = 250; // of detached houses
inline constexpr unsigned new_street_per_thousand = 25;
inline constexpr unsigned unlisted_home_per_thousand = 100;  // of a new street
inline constexpr unsigned renamed_block_per_thousand = 120;
inline constexpr unsigned renamed_street_per_thousand = 10;
inline constexpr unsigned no_thirteen_per_thousand = 500;

enum class Style : std::uint8_t { terrace, semi, detached };

/// One street to be built: along one axis from `from` to `to`, at `across` on the other.
struct StreetPlan {
  std::int32_t from, to, across;
  bool north_south;
  int follows_river;  ///< 0; +1 the north bank, -1 the south bank
  Style style;
  std::string name;
};

/// Numbers that are handed out once: UPRNs and postcodes.
class Register {
 public:
  [[nodiscard]] std::uint64_t uprn();
  [[nodiscard]] std::string postcode(std::uint32_t ward);

 private:
  std::uint64_t uprns_{0};
  std::map<std::uint32_t, std::uint32_t> postcodes_;
};

class Layout {
 public:
  Layout(Words& words, Town& town, const Random& seed) : words_{words}, town_{town}, seed_{seed} {}
  void build(std::uint64_t homes);

 private:
  struct Plot {
    const StreetPlan& plan;
    std::uint32_t street;
    std::int32_t along;
    int side;        ///< +1 odd numbers, -1 even
    int number;
    Word postcode;
  };
  void build_ward(int wi, int wj, std::uint64_t homes);
  void build_cell(int i, int j, std::uint32_t ward, Random random);
  void build_row(const StreetPlan& row, std::uint32_t ward, Random& random);
  void build_street(StreetPlan plan, std::uint32_t ward, Random& random);
  std::int32_t build_plot(const Plot& plot, Random& random);
  void build_house(const Plot& plot, Random& random);
  void build_block(const Plot& plot, Random& random, int units);
  void split_house(const Plot& plot, Random& random);
  void build_special(const Plot& plot, int which, Random& random);
  void build_garages(const Plot& plot, Random& random);
  void build_site(const Plot& plot, Random& random);
  void build_farm(const Plot& plot, Random& random);
  Property& add(const Plot& plot, Kind kind, std::int32_t aside = 0);
  void add_flat(const Plot& plot, Kind kind, std::string_view flat, PropertyNumber parent, std::int32_t aside);
  [[nodiscard]] Spot corner(int i, int j) const;
  [[nodiscard]] std::int32_t river_y(std::int32_t x) const;
  [[nodiscard]] Spot spot_of(const StreetPlan& plan, std::int32_t along, std::int32_t offset) const;
  [[nodiscard]] std::string street_name(std::uint32_t ward, Random& random, bool close);
  void outline_wards();
  void flood_the_lane();

  Words& words_;
  Town& town_;
  Random seed_;
  Register register_;
  std::uint64_t homes_{0};
  std::set<std::pair<std::uint32_t, std::string>> names_taken_;
  std::map<std::uint32_t, std::vector<std::pair<int, int>>> ward_cells_;
  std::string family_;      ///< the last street's first word: "Harold Grove, Harold Mount" stand together
  int riverside_{0}, blocks_{0}, care_homes_{0};
  bool new_street_{false}, student_cell_{false};
};

}  // namespace hearth::synth
