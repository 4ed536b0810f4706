// door_pack.h: a guarded list of doors as a pack of paper, for a crew that walks from door to door without a network.
//
// First where to take people. Street by street as a crew walks, each street on pages of its own with a map; then the other three parts of
// the list; the addresses of homes that nothing is held on; then letter-box cards and the phone script. Paper gets lost, so of people it holds name, address, telephone and what a crew must do (the words
// of [crew] in programme.toml): never a reason, a source, who works with them, or what is not known of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "web/door_file.h"
#include "web/nearby_help.h"
#include "web/street_map.h"

namespace hearth::web {

struct PackFacts {
  std::string pack_number;     ///< of the audit event: whoever finds the pack can tell which look it was
  std::string printed_by;      ///< "anna, Weirside Council"
  std::string printed_at;      ///< "26 November 2026, 03:10"
  std::string destroy_by;      ///< "3 December 2026"
  std::string organisation;    ///< "Weirside Council"
  std::string contact;         ///< "Emergency planning duty officer, 01632 960000"
  std::string telephone;       ///< of it: "01632 960000"
  bool made_up{false};         ///< every page says MADE-UP PEOPLE
  std::string card;            ///< text of the letter-box card, with {placeholders}; empty: no cards
  std::string script;          ///< text of the phone script; empty: none
  std::size_t cards{0};
  std::vector<StreetMap> maps; ///< of streets that have points, in any order
  NearbyHelp help;             ///< near the middle of the doors, outside of the area asked for
  std::vector<std::string> category_words;      ///< what to do, by rank of category; empty where they may not stand on paper
  std::map<std::string, std::string, std::less<>> managers;  ///< telephone of an establishment of the list, by its address; only those held
};

/// PDF bytes. @error pdf.failed
[[nodiscard]] Result<std::string> door_pack(const SeenDoors& seen, const PackFacts& facts);

}  // namespace hearth::web
