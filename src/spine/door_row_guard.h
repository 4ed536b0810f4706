// door_row_guard.h: which fields of a list row can be shown, for trust/.
#pragma once

#include <array>

#include "spine/door_row.h"
#include "trust/seen.h"

namespace hearth::trust {

template <>
inline constexpr bool tells_of_no_subject<spine::AreaHead> = true;

template <>
struct ShownFields<spine::DoorRow> {
  using Row = spine::DoorRow;
  static SubjectFacts subject(const Row& row) { return {.feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "person " + std::to_string(row.person.number()); }
  static constexpr std::array<AttributeField<Row>, 4> attributes{{
      {"name", [](Row& row) { row.name.clear(); }},
      {"address",
       [](Row& row) {
         row.address.clear();
         row.street.clear();
         row.uprn.reset();
         row.point.reset();
         row.homes.clear();
         row.establishment.clear();
         row.establishment_uprn.reset();
         row.room.clear();
         row.side = spine::Side::none;
       }},
      {"phone", [](Row& row) { row.phone.clear(); }},
      {"known_to",
       [](Row& row) {
         row.known_to.clear();
         row.call.clear();
       }},
  }};
  static std::vector<FactorSeen> told(const Row& row) {
    std::vector<FactorSeen> out;
    for (const auto& reason : row.reasons) out.insert(out.end(), reason.rests_on.begin(), reason.rests_on.end());
    return out;
  }
  static void keep(Row& row, const FactorsKept& kept) {
    std::erase_if(row.reasons, [&kept](const spine::ReasonTold& reason) {
      return std::any_of(reason.rests_on.begin(), reason.rests_on.end(),
                         [&kept](const FactorSeen& seen) { return !kept.has(seen.factor, seen.feed); });
    });
  }
  static std::vector<FactorSeen> told_to_crew(const Row& row) {
    std::vector<FactorSeen> out;
    for (const auto& told : row.crew) out.push_back(told.rests_on);
    return out;
  }
  static void keep_for_crew(Row& row, const FactorsKept& kept) {
    std::erase_if(row.crew, [&kept](const spine::CrewTold& told) { return !kept.has(told.rests_on.factor, told.rests_on.feed); });
  }
  static std::vector<FactorSeen> told_by_files(const Row& row) {
    std::vector<FactorSeen> out;
    for (const auto& fact : row.told) out.push_back(fact.rests_on);
    return out;
  }
  static void keep_by_files(Row& row, const FactorsKept& kept) {
    std::erase_if(row.told, [&kept](const spine::FactTold& fact) { return !kept.has(fact.rests_on.factor, fact.rests_on.feed); });
  }
  static constexpr std::array<FactorField<Row>, 4> factors{
      {{told, keep}, {told_to_crew, keep_for_crew}, {told_by_files, keep_by_files}, {MoneyGuard<Row>::told, MoneyGuard<Row>::keep}}};
};

}  // namespace hearth::trust
