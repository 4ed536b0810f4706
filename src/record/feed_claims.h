// feed_claims.h: how FEED.toml says which columns tell which facts: [claims]. Private to record/.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/error.h"
#include "formats/declaration.h"
#include "record/feed.h"

namespace hearth::record {

/// Phrases of notes in a file beside the declaration, [contains] "wheelchair" = "wheelchair": several feeds share them.
class SharedPhrases {
 public:
  SharedPhrases(Files& files, const formats::DeclarationFile& declaration) : files_{files}, declaration_{declaration} {}
  Result<std::vector<std::pair<std::string, std::string>>> read(const std::string& name);
  /// Of the files read: a feed is read again when one of them changes.
  [[nodiscard]] const std::string& versions() const noexcept { return versions_; }

 private:
  Files& files_;
  const formats::DeclarationFile& declaration_;
  std::string versions_;
};

/// Adds the claims of a table [claims] or [person.NAME.claims]. @error feed.claim and others, with file and key
[[nodiscard]] Result<Done> read_claims(const formats::Declared& table, const std::string& person, SharedPhrases& shared, std::vector<ClaimSource>& claims);
/// Every [person.NAME] that a claim speaks of stands in the declaration. @error feed.claim_person
[[nodiscard]] Result<Done> check_people_of_claims(const formats::Declared& root, const Feed& feed);

}  // namespace hearth::record
