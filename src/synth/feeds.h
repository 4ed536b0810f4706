// feeds.h: the six feeds of the district, each in the form of its own back office, and their declarations.
#pragma once

#include <string>

#include "synth/feed_file.h"
#include "synth/written.h"

namespace hearth::synth {

/// What every feed is written from. Writing marks in the persons which facts were told.
struct District {
  Population& population;
  const Pen& pen;
  TruthRecords& truth;
  Random seed;
};

void write_council_tax(District&, FeedFile&);       ///< households: joint names in one cell
void write_housing(District&, FeedFile&);           ///< tenants and household members, one row each
void write_adult_social_care(District&, FeedFile&); ///< persons
void write_benefits(District&, FeedFile&);          ///< claims: claimant and partner in one row
void write_priority_services(District&, FeedFile&); ///< a utility's register
void write_assisted_bins(District&, FeedFile&);     ///< a small list

/// How a feed is written, for FeedFile.
struct FeedForm {
  std::string_view file;
  formats::Encoding encoding;
  char separator;
};
[[nodiscard]] FeedForm form_of(Source source) noexcept;
/// The text of NAME.feed.toml.
[[nodiscard]] std::string declaration_of(Source source, const Date& today);

// What several feeds do alike.
/// The birth date as this feed writes it; marks it as told when it is right.
[[nodiscard]] std::string told_birth(Person& person, const Date& today, DateForm form, Random& random);
/// True when the row tells the fact (a fact may be missing in a list that should have it); marks it as told.
[[nodiscard]] bool tells(Person& person, Factor factor, Random& random);
/// The row, and in some cases the same row again, or another row with its key.
void write_row(FeedFile& file, const std::vector<std::string>& cells, std::size_t changed_cell, Random& random);
/// The day of the last change of a person's row: before the move when the row still holds the old home.
[[nodiscard]] std::int32_t updated_day(const Person& person, bool behind, const Date& today, Random& random);

}  // namespace hearth::synth
