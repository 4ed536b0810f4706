#include "spine/letters.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "base/try.h"
#include "people/name_parts.h"
#include "spine/person_reader.h"

namespace hearth::spine {
namespace {

/// "j" and "john" may be one; "jane" and "john" are not.
bool may_be_one(const std::string& a, const std::string& b) { return a == b || (a.size() == 1 && b.starts_with(a)) || (b.size() == 1 && a.starts_with(b)); }

bool names_agree(const Snapshot& snapshot, const std::vector<std::uint32_t>& records) {
  std::vector<people::WholeName> names;
  for (const auto index : records)
    if (const auto name = snapshot.records[index].view().name(); !name.empty()) names.push_back(people::read_whole_name(name));
  if (names.empty() || names.front().surname.surname.empty()) return false;
  const auto agrees = [&](const people::WholeName& other) {
    return other.surname.surname == names.front().surname.surname &&
           std::ranges::all_of(names, [&](const people::WholeName& one) { return may_be_one(one.given.given, other.given.given); });
  };
  // A letter to "Smith" alone could be for anybody of the home.
  return std::ranges::all_of(names, agrees) && std::ranges::any_of(names, [](const people::WholeName& name) { return !name.given.given.empty(); });
}

/// "Flat 4, 21" and "Bank Crescent" as "Flat 4" and "21 Bank Crescent": a number stands before its street.
std::vector<std::string> lines_of(const place::AddressParts& shown) {
  std::string unit{shown.unit}, street{shown.street};
  const auto comma = unit.rfind(',');
  const std::string last{trim(comma == std::string::npos ? unit : unit.substr(comma + 1))};
  if (!last.empty() && last.front() >= '0' && last.front() <= '9' && !street.empty()) {
    street = last + " " + street;
    unit = comma == std::string::npos ? "" : unit.substr(0, comma);
  }
  std::vector<std::string> out;
  for (const auto& part : {std::string{shown.organisation}, unit, street, std::string{shown.locality}, std::string{shown.town}})
    if (!part.empty()) out.push_back(part);
  if (out.empty() && !shown.address.empty()) out.emplace_back(shown.address);
  return out;
}

}  // namespace

Result<std::vector<LetterRow>> letter_rows(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, const AreaAsked& asked,
                                           Instant now, Threads threads) {
  HEARTH_TRY(answer, ask_area(snapshot, sight, programme, asked, now, threads));
  PersonReader reader{snapshot, sight, now.date()};
  std::vector<LetterRow> out;
  std::unordered_set<PersonId> written;
  for (auto& door : answer.rows) {
    if (!written.insert(door.person).second) continue;
    LetterRow row{.person = door.person, .to = {}, .feeds = std::move(door.feeds)};
    row.to.name = door.name;
    row.to.uprn = door.uprn;
    const auto person = snapshot.find_person(door.person);
    const auto seen = person ? reader.see(*person) : PersonSeen{};
    row.to.name_verified = person && names_agree(snapshot, seen.records);
    if (const auto property = door.uprn ? snapshot.properties().find(*door.uprn) : std::nullopt) {
      const auto& shown = snapshot.properties().at(*property).shown;
      row.to.address_lines = lines_of(shown);
      row.to.postcode = shown.postcode;
      // In a care home whose rooms the address list does not have, nobody is placed for certain: a crew asks at its door, a letter may be read by another.
      const bool placed = std::ranges::any_of(seen.homes, [&](const HomeSeen& home) { return home.property == property->number(); });
      row.to.address_verified = door.part == Part::door && placed && !row.to.postcode.empty();
    }
    out.push_back(std::move(row));
  }
  return out;
}

Result<std::vector<LetterRow>> letter_row_of(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, PersonId person, Instant now,
                                             Threads threads) {
  const auto known = snapshot.find_person(person);
  if (!known) return std::vector<LetterRow>{};
  const auto seen = PersonReader{snapshot, sight, now.date()}.see(*known);
  if (seen.homes.empty()) return std::vector<LetterRow>{};
  // Through the question about their home: a letter goes to nobody whom a list would not show there.
  AreaAsked home{.words = "one person", .shape = {}, .street = {}, .postcode = {}};
  home.uprn = snapshot.properties().uprn(place::PropertyIndex{seen.homes.front().property});
  HEARTH_TRY(rows, letter_rows(snapshot, sight, programme, home, now, threads));
  std::erase_if(rows, [&](const LetterRow& row) { return row.person != person; });
  return rows;
}

}  // namespace hearth::spine
