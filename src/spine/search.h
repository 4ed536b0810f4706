// search.h: people and homes by what somebody remembers of them: a name, an address, a postcode, a telephone number, a date of birth.
//
// One field, in any order. Names are found in spite of another order, another form, a typing error or another spelling of the same
// sound, and each row says why it is there. Only feeds that the asker may see are opened; protected people are in no index, so that
// neither a row, a count nor the time taken tells of them. Homes and streets come from the address list, whoever lives there.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "need/programme.h"
#include "spine/sight.h"
#include "spine/snapshot.h"
#include "trust/seen.h"

namespace hearth::spine {

struct SearchHit {
  PersonId person;
  std::string name;
  std::string address;               ///< the gazetteer's, or what a feed says where nobody could place it
  std::optional<Uprn> uprn;
  bool may_have_moved{false};        ///< two addresses are as new as each other, or a file says that they left
  int birth_year{0};                 ///< 0: not known, or not shared
  std::vector<std::string> why;      ///< "the name", "sounds alike: smyth"
  bool is_protected{false};
  std::vector<trust::FeedIndex> feeds;
};

struct HomeHit {
  std::optional<Uprn> uprn;
  std::string address;
};
struct StreetHit {
  std::string name;
  std::size_t homes{0};
};

/// What stands above the rows: of the address list and of the question, nothing about anybody.
struct SearchHead {
  std::string asked;                 ///< "a search by name and postcode", for the log
  std::string purpose, purpose_words;
  Instant at;
  bool too_little{false};            ///< what was typed is too short to find people by
  bool more_people{false};           ///< more fit than are shown
  std::string without;               ///< nobody fits all of it: what was left out of account ("the date of birth")
  std::string impossible_day;        ///< typed as a date, and no calendar has it
  std::vector<HomeHit> homes;        ///< in door order
  std::size_t homes_in_all{0};
  bool may_be_any{false};            ///< the address may be any of these homes
  bool no_such_number{false};        ///< the street has no such number
  bool spelt_nearly{false};          ///< the streets' names are a typing error away
  std::vector<StreetHit> streets;
};

struct SearchAnswer {
  SearchHead head;
  std::vector<SearchHit> people;     ///< who fits best first
};

inline constexpr std::size_t search_people_max = 20;
inline constexpr std::size_t search_homes_max = 20;

/// Never fails: what finds nothing says so. `typed` must satisfy is_text(). Cost: some milliseconds for a million people.
[[nodiscard]] SearchAnswer search(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, std::string_view typed, Instant now);
/// What the log says of it, known before anything is looked up.
[[nodiscard]] std::string search_kinds(std::string_view typed, Instant now);
/// Makes what searches, streets and postcodes are looked up in, so that nobody waits for it.
void make_ready_for_searches(const Snapshot& snapshot);

}  // namespace hearth::spine

namespace hearth::trust {

template <>
inline constexpr bool tells_of_no_subject<spine::SearchHead> = true;

template <>
struct ShownFields<spine::SearchHit> {
  using Row = spine::SearchHit;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "person " + std::to_string(row.person.number()); }
  static constexpr std::array<AttributeField<Row>, 3> attributes{{
      {"name",
       [](Row& row) {
         row.name.clear();
         row.why.clear();
       }},
      {"address",
       [](Row& row) {
         row.address.clear();
         row.uprn.reset();
       }},
      {"birth_date", [](Row& row) { row.birth_year = 0; }},
  }};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
