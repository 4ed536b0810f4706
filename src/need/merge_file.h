// merge_file.h: the one CSV that goes to whoever prints and posts the letters. Verified fields only.
//
// What is in it was told by a feed as it stands and the address was matched to a property without doubt; no estimate, no
// reason, no factor and no telephone number leaves by letter merge. Formulas are neutralised: it is opened in a spreadsheet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/uprn.h"

namespace hearth::need {

struct MergeRow {
  std::string reference;                    ///< ours, so that a reply finds its letter; no personal meaning
  std::string name;                         ///< as a feed told it
  std::vector<std::string> address_lines;   ///< of the gazetteer's property, not of the feed; 1 to 5, without the postcode
  std::string postcode;
  std::optional<Uprn> uprn;
  bool name_verified{false};                ///< the person's records agree on it
  bool address_verified{false};             ///< placed exact or likely, and nothing newer says elsewhere
};

struct MergeCount {
  std::size_t written{0};
  std::size_t name_not_verified{0}, address_not_verified{0};  ///< left out
};

/// Heading: reference, name, address_1 to address_5, postcode, uprn. Rows in the order given. Call sink.commit() afterwards.
[[nodiscard]] Result<MergeCount> write_merge_file(ByteSink& sink, const std::vector<MergeRow>& rows);

}  // namespace hearth::need
