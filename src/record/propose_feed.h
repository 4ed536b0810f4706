// propose_feed.h: a draft FEED.toml for an unknown CSV file, with what was noticed, so that a person can finish it.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "formats/csv_profile.h"

namespace hearth::record {

struct FeedProposal {
  std::string toml;                  ///< the draft, comments included; a declaration that loads as it stands
  std::vector<std::string> noticed;  ///< sentences for the person, most urgent first; no values
};

/// Looks at the file and says which column is probably what, by heading and by content.
/// @error csv.*, file.*, gzip.*
[[nodiscard]] Result<FeedProposal> propose_feed(Files& files, const Path& path);

/// The same from a profile; `name` is the feed's, `file` how the draft names its file.
[[nodiscard]] FeedProposal propose_from(const formats::CsvProfile& profile, const std::string& name, const std::string& file);

}  // namespace hearth::record
