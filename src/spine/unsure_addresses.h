// unsure_addresses.h: addresses of records that the matcher left open, as one entry for every way to write the same, and what people have
// decided about them.
//
// Who may look: as with pairs of records (review.h), and each file by its own agreement. A text that a protected person's record has, or that
// may be of a protected home, is in no list and on no page, whoever else has it.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "place/decisions_file.h"
#include "spine/sight.h"
#include "store/store.h"
#include "trust/seen.h"

namespace hearth::spine {

/// A home that may be meant.
struct HomeMeant {
  Uprn uprn;
  std::string address;
  std::string why_not;                           ///< what speaks against it: "its house number is another"; may be empty
};

struct UnsureAddress {
  RecordId record{};                             ///< the first of those that have it
  std::string record_key;                        ///< FEED/KEY of it, for the log
  std::string address, postcode;                 ///< as that record writes them
  std::size_t records{0};                        ///< that the asker may see
  std::vector<std::string> files;                ///< where they come from, as the files may be called
  std::string why;                               ///< it is open, in words
  std::vector<HomeMeant> homes;                  ///< that may be meant
  std::optional<place::DecisionRow> said{};      ///< the last row of the file about it
  std::size_t rows{0};                           ///< of the file about it: a form carries it, so that nobody overrules what they have not seen
  std::string decided_address;                   ///< of the home in `said`, as the address list has it now
  bool waits{false};                             ///< open, and nobody has decided
  bool is_followed{false};                       ///< the last run has placed it as `said` says
  std::vector<trust::FeedIndex> feeds;
  [[nodiscard]] bool is_decided() const noexcept { return said && !said->is_taken_back; }
};

struct UnsureList {
  std::size_t waiting{0};                        ///< addresses that nobody has decided about
  std::vector<UnsureAddress> addresses;          ///< of these, those that most records have
  std::vector<UnsureAddress> decided;            ///< the newest first; also what was taken back and is not weighed again yet
};

/// Of the last run. An address stands in the list when its text alone says where the record is: a UPRN beside it that the address list has
/// answers before the text does. Not those that say themselves that there is no premises, nor rooms of a care home whose rooms the address list
/// does not have. @param rows  of the file of decisions @param most  of each of the two lists
/// @error store.*
/// Cost: some microseconds for each record that was left open.
[[nodiscard]] Result<UnsureList> unsure_addresses(store::Session& session, const Snapshot& snapshot, const Sight& sight,
                                                  std::span<const place::DecisionRow> rows, std::size_t most);
/// The one of this record; nothing when it is in neither list. @error store.*
[[nodiscard]] Result<std::optional<UnsureAddress>> unsure_address(store::Session& session, const Snapshot& snapshot, const Sight& sight,
                                                                  std::span<const place::DecisionRow> rows, RecordId record);

}  // namespace hearth::spine

namespace hearth::trust {

template <>
struct ShownFields<spine::UnsureAddress> {
  using Row = spine::UnsureAddress;
  static SubjectFacts subject(const Row& row) { return {.is_protected = false, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "address of " + row.record_key; }
  static constexpr std::array<AttributeField<Row>, 1> attributes{{{"address", [](Row& row) {
                                                                     row.address.clear();
                                                                     row.postcode.clear();
                                                                     row.homes.clear();
                                                                     row.decided_address.clear();
                                                                   }}}};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
