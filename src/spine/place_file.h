// place_file.h: PLACE.toml: the gazetteer, feeds, areas, services, programmes, organisations and agreements of one place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "formats/declaration.h"
#include "place/areas.h"
#include "place/road_files.h"
#include "record/feed.h"
#include "spine/place_contact.h"

namespace hearth::spine {

struct PlaceFile {
  Path path;
  std::string name;
  Path gazetteer;
  std::vector<Path> feed_files;
  std::vector<record::Feed> feeds;
  std::vector<place::AreaSource> areas;
  std::vector<place::AreaValueSource> area_values;
  std::vector<Path> water;          ///< GeoJSON of rivers and lakes, which maps show
  std::vector<place::RoadSource> roads;  ///< for walks; none: straight lines times 1.3
  std::vector<Path> services;
  std::vector<Path> programmes;     ///< folders
  std::string protected_contact;    ///< whom to ask about people with a protected address, in words for every list; may be empty
  std::size_t reviewers{1};         ///< how many must say the same of two records before it counts: 1 or 2
  ContactOfProgramme contacts;      ///< whom to ring about a programme; of one that is not in it, the contact of its lead organisation
  bool fictional_people_in_real_homes{false};  ///< made by synth --gazetteer: loads and runs, is never shown
  bool made_up{false};              ///< a demonstration: every page and sheet says so
  std::optional<formats::DeclarationFile> declaration;  ///< organisations and agreements are read from it by trust/

  /// @error exit 2: toml.*, place.* and the errors of the feeds' own declarations
  [[nodiscard]] static Result<PlaceFile> read(Files& files, const Path& path);
  [[nodiscard]] std::vector<FeedName> feed_names() const;
};

/// The folders in which the programmes that come with Hearth may lie: beside the program, one above it, and share/hearth.
[[nodiscard]] std::vector<Path> shipped_programmes();

/// Where a programme named in PLACE.toml is found: beside PLACE.toml, or among those that come with the program.
/// @error place.programme (exit 2): says where it looked, and what is there
[[nodiscard]] Result<Path> programme_folder(Files& files, const Path& beside, const std::string& name);

}  // namespace hearth::spine
