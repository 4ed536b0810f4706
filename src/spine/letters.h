// letters.h: to whom a programme writes: one letter for each person it finds, with name and address as far as they are sure.
#pragma once

#include <array>
#include <vector>

#include "need/merge_file.h"
#include "spine/area_question.h"
#include "trust/seen.h"

namespace hearth::spine {

/// One letter to be written. Nothing of why: that somebody is written to is told by the letter itself.
struct LetterRow {
  PersonId person{};
  need::MergeRow to;                      ///< without the reference, which is given when it is written
  std::vector<trust::FeedIndex> feeds;
};

/// A name is sure when every record that may be seen tells the same surname, and given names that may be one; an address when they live
/// there for certain (Part::door). Once for each person, in door order. @error as ask_area
[[nodiscard]] Result<std::vector<LetterRow>> letter_rows(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme,
                                                         const AreaAsked& asked, Instant now, Threads threads);
/// The same for one person alone, wherever they live; empty when the programme does not find them at a home of theirs.
[[nodiscard]] Result<std::vector<LetterRow>> letter_row_of(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme,
                                                           PersonId person, Instant now, Threads threads);

}  // namespace hearth::spine

namespace hearth::trust {

template <>
struct ShownFields<spine::LetterRow> {
  using Row = spine::LetterRow;
  static SubjectFacts subject(const Row& row) { return {.feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "person " + std::to_string(row.person.number()); }
  static constexpr std::array<AttributeField<Row>, 2> attributes{{
      {"name",
       [](Row& row) {
         row.to.name.clear();
         row.to.name_verified = false;
       }},
      {"address",
       [](Row& row) {
         row.to.address_lines.clear();
         row.to.postcode.clear();
         row.to.uprn.reset();
         row.to.address_verified = false;
       }},
  }};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
