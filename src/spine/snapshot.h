// snapshot.h: everything that readers ask, in memory, as it was when it was published. Immutable: a load never disturbs a reader.
//
// Records are numbered 0 to n - 1 in order of record id; properties as the gazetteer numbers them; persons in order of person id.
// A million people in six feeds take about 2 GiB.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "need/factor.h"
#include "need/programme.h"
#include "place/index_file.h"
#include "place/property_grid.h"
#include "record/record.h"
#include "spine/groups.h"
#include "spine/place_file.h"
#include "spine/surroundings.h"
#include "trust/words.h"

namespace hearth::spine {

inline constexpr std::uint32_t nowhere = Groups::none;

/// Where a record was placed, small enough to keep for each of two million.
struct PlacedRecord {
  std::uint32_t property{nowhere};  ///< of the gazetteer; for `building` the parent
  place::Band band{place::Band::none};
  float probability{0};
};

/// How old a feed is, and what it is called.
struct FeedAge {
  FeedName name;
  std::string received;   ///< ISO date of the extract
  std::string loaded_at;  ///< ISO moment
  std::uint64_t records{0};
};

struct KnownFacts;
class NamedHomes;
class SearchIndex;

struct Snapshot {
  PlaceFile place;
  std::shared_ptr<const place::MatchPlace> gazetteer;
  std::unique_ptr<place::PropertyGrid> grid;
  std::shared_ptr<const Surroundings> surroundings;
  std::vector<FeedAge> feeds;                  ///< in the order of PLACE.toml
  std::unordered_map<std::string, trust::Organisation> organisations;  ///< that PLACE.toml declares, by id

  std::vector<record::Record> records;
  std::vector<PlacedRecord> placed;            ///< of each record
  std::vector<std::uint32_t> person_of;        ///< of each record
  std::unordered_map<std::uint32_t, std::vector<Uprn>> candidates;  ///< of records that are ambiguous, or in a building without parent

  std::vector<PersonId> persons;
  Groups records_of_person;
  Groups records_at_property;                  ///< placed there, with any band
  std::unordered_map<std::string, std::vector<std::uint32_t>> unplaced_by_postcode;  ///< records with band none or ambiguous
  /// The same of those without a postcode, or with one that no property has, by place::street_letters() of each street of the gazetteer that
  /// their address names.
  std::unordered_map<std::string, std::vector<std::uint32_t>> unplaced_by_street;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> ambiguous_at;        ///< UPRN number -> records that may be there

  /// Household by household; a person may be in several, each at a property of its own.
  struct Household {
    HouseholdId id;
    std::uint32_t property{nowhere};
    std::vector<std::uint32_t> persons;
  };
  std::vector<Household> households;
  std::vector<std::vector<std::uint32_t>> households_of_person;  ///< most have one

  std::shared_ptr<const need::Vocabulary> vocabulary;
  std::vector<need::Programme> programmes;

  std::vector<bool> protected_person;          ///< some record of the person says so, or they may be such a person
  std::size_t protected_by_doubt{0};           ///< pairs that hold somebody back until a reviewer has looked
  std::unordered_set<std::uint32_t> protected_property;  ///< a flagged person may live there

  /// Counted when somebody first asks: known_facts().
  mutable std::once_flag counted;
  mutable std::shared_ptr<const KnownFacts> known;
  /// Made when somebody first asks for a street or a postcode.
  mutable std::once_flag named_once;
  mutable std::shared_ptr<const NamedHomes> named;
  /// Made when somebody first searches, or before a server publishes it: search_index().
  mutable std::once_flag search_once;
  mutable std::shared_ptr<const SearchIndex> search;

  [[nodiscard]] const place::Gazetteer& properties() const noexcept { return gazetteer->loaded.gazetteer; }
  [[nodiscard]] std::optional<std::uint32_t> find_record(RecordId id) const noexcept;
  [[nodiscard]] std::optional<std::uint32_t> find_person(PersonId id) const noexcept;
  /// Whom to ring about this programme: who is named under [contact] of PLACE.toml, else the contact of its lead organisation; may be empty.
  [[nodiscard]] std::string contact_of(const need::Programme& programme) const;
  /// The property of the person's first record, `nowhere` when it has none: sorts people home by home, and tells of no one where they live.
  [[nodiscard]] std::uint32_t first_place_of(std::uint32_t person) const;
};

}  // namespace hearth::spine
