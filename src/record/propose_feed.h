// propose_feed.h: a draft FEED.toml for an unknown CSV file, with what was noticed, so that a person can finish it. Of a list of
// addresses with UPRNs and positions it drafts a gazetteer.toml instead.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "formats/csv_profile.h"
#include "record/factor_words.h"

namespace hearth::record {

struct ProposeSettings {
  std::vector<FactorWords> factors{};        ///< the vocabulary: which facts there are, and what people call them
  std::optional<Date> today{};               ///< a date is recent or not by it
  std::optional<Date> file_date{};           ///< when the file was last written: its day, when no title says one
  std::vector<std::string> organisations{};  ///< ids of the PLACE.toml near by, if there is one
  std::vector<std::string> agreements{};
  std::string draft{};                       ///< where the draft will lie, as a command line names it; empty: NAME.feed.toml
};

struct FeedProposal {
  std::string toml;                  ///< the draft, comments included; a declaration that loads as it stands
  std::vector<std::string> noticed;  ///< sentences for the person, most urgent first; no values
  bool is_gazetteer{false};          ///< `toml` is a G.gazetteer.toml
};

/// Looks at the file and says which column is probably what, by heading and by content.
/// @error csv.*, file.*, gzip.*
[[nodiscard]] Result<FeedProposal> propose_feed(Files& files, const Path& path, const ProposeSettings& settings = {});

/// The same from a profile; `name` is the feed's, `file` how the draft names its file.
[[nodiscard]] FeedProposal propose_from(const formats::CsvProfile& profile, const std::string& name, const std::string& file, const ProposeSettings& settings = {});

/// A list of properties: a UPRN in almost every row and no row twice, addresses, and no people.
[[nodiscard]] bool looks_like_gazetteer(const formats::CsvProfile& profile);
[[nodiscard]] FeedProposal propose_gazetteer(const formats::CsvProfile& profile, const std::string& name, const std::string& file);

}  // namespace hearth::record
