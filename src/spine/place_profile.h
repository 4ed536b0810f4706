// place_profile.h: what is here: premises by kind, the areas they lie in with what is known of those, and how far help is on foot.
//
// Of the address list, areas and services alone: nobody is counted, and no look is recorded.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "spine/area_question.h"
#include "spine/on_foot.h"

namespace hearth::spine {

/// How long a walk to help may be before it counts as far (15 minutes).
inline constexpr double help_near_minutes = 15;

struct PlaceProfile {
  std::string words;  ///< of the question
  std::size_t premises{0}, homes{0};
  struct Kind {
    std::string words;
    std::size_t premises;
  };
  std::vector<Kind> kinds;  ///< most first, then by words
  struct AreaHere {
    std::string layer, vintage, code, name;
    std::size_t homes;                                         ///< of the question, in this area
    std::vector<std::pair<std::string, std::string>> values;   ///< "deprivation_decile", "2"
  };
  static constexpr std::size_t areas_told_max = 20;  ///< of a layer
  std::vector<AreaHere> areas;                       ///< layer by layer as PLACE.toml has them, most homes first; without homes that of the middle
  std::size_t areas_left_out{0};
  struct HelpNear {
    std::string kind;               ///< as the services' files write it
    std::string name, address;      ///< of the nearest from the middle of the homes; empty: none within an hour
    double minutes{0};
    bool by_road{false};            ///< all of these walks
    std::size_t homes_near{0};      ///< from which one of the kind is at most help_near_minutes away
  };
  std::vector<HelpNear> help;       ///< by kind
  std::size_t homes_placed{0};      ///< homes with a position: those that homes_near counts of
};

/// "29 %"; "-" of none.
[[nodiscard]] std::string share_words(std::size_t part, std::size_t whole);

/// @error of properties_of. Cost: some microseconds for each home; a second for 400,000 with roads.
[[nodiscard]] Result<PlaceProfile> profile_of(const Snapshot& snapshot, const AreaAsked& asked, Threads threads);

/// A service and the homes to which it is the nearest of its kind on foot.
struct Catchment {
  std::string service, address;
  std::size_t homes{0}, homes_near{0};  ///< and those within help_near_minutes
  double median_minutes{0}, most_minutes{0};
};
struct Catchments {
  std::vector<Catchment> services;      ///< most homes first, then by name
  std::size_t homes_without{0};         ///< none within an hour
  std::size_t homes_unplaced{0};        ///< no position
  struct Home {
    place::PropertyIndex home;
    std::uint32_t service;              ///< of `services`
    double minutes;
    bool by_road;
  };
  std::vector<Home> homes;              ///< in order of PropertyIndex
};
/// Of all homes of the place. @error profile.no_such_kind (exit 2; with the kinds there are)
[[nodiscard]] Result<Catchments> catchments_of(const Snapshot& snapshot, const std::string& kind, Threads threads);

}  // namespace hearth::spine
