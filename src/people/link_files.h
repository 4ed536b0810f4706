// link_files.h: `hearth link`: feeds in files to people in a file. Stores nothing, needs no data folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/files.h"
#include "base/progress.h"
#include "people/link.h"
#include "record/feed.h"
#include "record/load.h"

namespace hearth::people {

/// What linking must know of a feed, from its declaration.
[[nodiscard]] FeedFacts facts_of(const record::Feed& feed);

struct LinkFilesAsk {
  std::vector<Path> declarations;    ///< FEED.toml, in the order that says which record of a pair is the left one
  Path out;                          ///< source, key, person_id
  std::optional<Path> pairs{};       ///< source_l, key_l, source_r, key_r, weight, probability, band, vector
  bool all_pairs{false};
  bool plan{false};                  ///< count pairs, compare none, write no links
  std::optional<Path> write_plan{};  ///< the plan as TOML, with `plan`
  std::optional<Path> use_plan{};    ///< such a file, as it was written or changed
  std::optional<Path> model{};       ///< used when it exists, else written
  std::optional<Path> report{};      ///< HTML
  LinkSettings settings{};
};

struct FeedIn {
  std::string name;
  std::uint64_t rows{0}, records{0}, rows_put_aside{0}, fields_put_aside{0};
  std::vector<record::FaultGroup> faults;  ///< most frequent first
};

struct LinkFilesDone {
  std::vector<FeedIn> feeds;
  LinkReport report;
  std::string model_version;
  double seconds{0};
};

/// @error exit 2 and 3 as Feed::read, read_feed and parse_plan; model.and_plan (a model holds its own plan); link.no_feed, link.same_feed_twice (exit 2)
[[nodiscard]] Result<LinkFilesDone> link_files(Files& files, const Clock& clock, const LinkFilesAsk& ask, Progress& progress);

/// "1G", "500M", "2048K" or bytes. @error size.malformed (exit 2)
[[nodiscard]] Result<std::uint64_t> parse_size(std::string_view text);

}  // namespace hearth::people
