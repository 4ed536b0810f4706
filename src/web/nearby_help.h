// nearby_help.h: where a household that must leave can go, and who else can help near there now; for the page of a home and for paper.
#pragma once

#include <string>
#include <vector>

#include "help/nearest_open.h"
#include "place/shape.h"

namespace hearth::web {

struct HelpTold {
  std::string kind;      ///< "rest centre"
  std::string name, address, phone;
  std::string hours;     ///< help::hours_words
  std::string distance;  ///< "1,230 m away in a straight line"; empty when nobody knows where it is
  bool is_open{false};
  /// "Holly Hall, 21 Holly Road (open day and night)", "(hours not known: ring first, 01632 960108)": for a letter.
  [[nodiscard]] std::string one_line() const;
};

struct NearbyHelp {
  std::vector<HelpTold> rest_centres;  ///< open ones first, then those to ring first, then closed ones; of each the nearest first
  std::vector<HelpTold> open_now;      ///< of each other kind the nearest that is open
};

inline constexpr std::size_t rest_centres_told_max = 3, open_now_told_max = 5;

/// @param asked  what lies in it is left out: nobody is sent into the flood. nullptr: nothing is left out
[[nodiscard]] NearbyHelp nearby_help(const help::ServiceDirectory& services, GridPoint from, const place::Shape* asked, Instant now);

}  // namespace hearth::web
