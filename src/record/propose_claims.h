// propose_claims.h: the [claims] of a drafted feed: which column may tell which fact. Private to record/.
#pragma once

#include <string>
#include <vector>

#include "formats/csv_profile.h"
#include "record/factor_words.h"

namespace hearth::record {

/// A column that is no field of a person.
struct ClaimColumn {
  const formats::ColumnProfile* profile;
  std::string heading;  ///< without the words that say whose it is
  std::string person;   ///< of [person.NAME]; empty: everybody of the row
};

struct ClaimsDraft {
  std::string toml;
  std::vector<std::string> noticed;
  std::vector<std::string> unused;  ///< headings of which nothing is made
};

/// What a heading, a code or a note plainly says becomes a claim; what may say something stands there as a comment; bands, charges,
/// coordinates and dates are left. `feed_name` may say what every row has. `people` are those of the row where it
/// has several, the first of them first.
[[nodiscard]] ClaimsDraft propose_claims(const std::vector<ClaimColumn>& columns, const std::string& feed_name, const std::vector<FactorWords>& factors,
                                         const std::vector<std::string>& people);

}  // namespace hearth::record
