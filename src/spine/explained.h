// explained.h: why this home, why the same person, why this category: plain sentences first, then the evidence in bits.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "people/explain_pair.h"
#include "people/link.h"
#include "spine/door_row.h"
#include "spine/sight.h"

namespace hearth::spine {

/// Why two records are taken for one person, as people::explain_pair() says it; how they are called, and no value of theirs.
struct PairTold {
  std::string left, right, sentence;
  std::vector<people::EvidenceLine> lines;  ///< their bits add up to `weight`
  LogOdds weight{};
};

struct PersonExplained {
  PersonId person;
  bool is_protected{false};
  std::string name;
  std::vector<std::string> home;        ///< the sentence, then one line for each feed that says where
  std::vector<std::string> same_person; ///< the sentence, then the evidence of each joined record; each block adds up
  std::vector<PairTold> joined;         ///< the same evidence, record by record
  std::size_t records_told{0};          ///< records that may be named
  std::size_t spellings{0};             ///< ways in which those write the name
  std::vector<std::string> doubts;      ///< what speaks for two people; told in same_person, too
  bool is_found{false};                 ///< the programme finds them
  std::string category;                 ///< "visit first: ..." or why in none
  std::vector<ReasonTold> reasons;
  std::vector<std::string> not_known;
  std::optional<MoneyTold> money;       ///< what they could be owed, and how it was reckoned; only of those whom the programme finds
  std::vector<std::string> left_aside;  ///< facts that were told and are too old, or dated in the future, to rely on
  std::vector<trust::FeedIndex> feeds;
};

struct PairExplained {
  std::string left, right;              ///< FEED/KEY
  bool is_protected{false};
  std::vector<std::string> lines;
  std::vector<trust::FeedIndex> feeds;
};

/// Somebody who fits a name and a postcode: so much as says which of them to choose.
struct Namesake {
  PersonId person;
  bool is_protected{false};
  std::string name, address;
  std::vector<trust::FeedIndex> feeds;
};

struct HouseholdMemberExplained {
  HouseholdId household;
  PersonId person;
  bool is_protected{false};
  std::string name, address;
  std::string words;                    ///< why they count as one household
  std::vector<trust::FeedIndex> feeds;
};

/// A person by id. Absent and hidden give nothing.
[[nodiscard]] std::optional<PersonExplained> explain_person(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme,
                                                            const people::LinkModel& model, PersonId person, const Date& on);
/// Visible, unprotected people by "NAME, POSTCODE", as a list prints them: title, order of names and signs do not matter, a letter stands for
/// a name, and every word is in one of their names. The postcode is of a home that a list may show them at, or as a file has it.
/// Whose whole name it is come before those who have more names, in the order that was asked before another: when some are, only they. Of several those whom the programme finds;
/// when it finds none of them, they come without name and address: no more than a list shows.
[[nodiscard]] std::vector<Namesake> find_people(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme,
                                                std::string_view name_and_postcode, const Date& on);
/// Two records by FEED/KEY.
[[nodiscard]] std::optional<PairExplained> explain_records(const Snapshot& snapshot, const Sight& sight, const people::LinkModel& model,
                                                           std::string_view left, std::string_view right);
/// A sentence, a line for each piece of evidence, and their sum in bits, by places in the snapshot's records.
[[nodiscard]] std::vector<std::string> pair_evidence(const Snapshot& snapshot, const people::LinkModel& model, std::uint32_t left, std::uint32_t right,
                                                     const std::string& left_name, const std::string& right_name);
[[nodiscard]] std::vector<HouseholdMemberExplained> explain_household(const Snapshot& snapshot, const Sight& sight, HouseholdId household, const Date& on);

}  // namespace hearth::spine

namespace hearth::trust {

template <>
struct ShownFields<spine::PersonExplained> {
  using Row = spine::PersonExplained;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "person " + std::to_string(row.person.number()); }
  static constexpr std::array<AttributeField<Row>, 3> attributes{{
      {"name", [](Row& row) { row.name.clear(); }},
      {"address", [](Row& row) { row.home.clear(); }},
      {"evidence", [](Row& row) { row.same_person.clear(), row.joined.clear(), row.records_told = row.spellings = 0, row.doubts.clear(), row.left_aside.clear(); }},
  }};
  static std::vector<FactorSeen> told(const Row& row) {
    std::vector<FactorSeen> out;
    for (const auto& reason : row.reasons) out.insert(out.end(), reason.rests_on.begin(), reason.rests_on.end());
    return out;
  }
  static void keep(Row& row, const FactorsKept& kept) {
    std::erase_if(row.reasons, [&kept](const spine::ReasonTold& reason) {
      return std::any_of(reason.rests_on.begin(), reason.rests_on.end(), [&kept](const FactorSeen& seen) { return !kept.has(seen.factor, seen.feed); });
    });
  }
  static constexpr std::array<FactorField<Row>, 2> factors{{{told, keep}, {MoneyGuard<Row>::told, MoneyGuard<Row>::keep}}};
};

template <>
struct ShownFields<spine::PairExplained> {
  using Row = spine::PairExplained;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return row.left + " and " + row.right; }
  static constexpr std::array<AttributeField<Row>, 1> attributes{{{"evidence", [](Row& row) { row.lines.clear(); }}}};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

template <>
struct ShownFields<spine::Namesake> {
  using Row = spine::Namesake;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "person " + std::to_string(row.person.number()); }
  static constexpr std::array<AttributeField<Row>, 2> attributes{{{"name", [](Row& row) { row.name.clear(); }}, {"address", [](Row& row) { row.address.clear(); }}}};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

template <>
struct ShownFields<spine::HouseholdMemberExplained> {
  using Row = spine::HouseholdMemberExplained;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "person " + std::to_string(row.person.number()); }
  static constexpr std::array<AttributeField<Row>, 3> attributes{{
      {"name", [](Row& row) { row.name.clear(); }},
      {"address", [](Row& row) { row.address.clear(); }},
      {"household", [](Row& row) { row.words.clear(); }},
  }};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
