// programme.h: a purpose with its factors, rules, categories and letters, read from one folder (programmes/NAME).
//
// Rules are data: an officer must be able to read and defend them. A programme without a legal power or duty is refused, and
// so is one that could be used against people. Format: programmes/README.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "need/crew_words.h"
#include "need/estimate.h"
#include "need/factor.h"
#include "need/rule.h"

namespace hearth::need {

/// What staff do for the people whom a rule finds. Never a word for the people.
struct Category {
  std::string verb;        ///< "visit first", "phone"
  std::string words;       ///< what that means, for the officer
  NodeIndex rule;
};

struct LegalBasis {
  std::string power;       ///< the power or duty, with its Act and section; one of power and duty is there
  std::string duty;
  std::string lawful_basis;          ///< UK GDPR Article 6(1)
  std::string condition;             ///< Article 9(2) and DPA 2018 Schedule 1, when special categories are used; else empty
};

struct Role {
  std::string name;        ///< "duty_officer"
  std::string words;
};

struct Letter {
  std::string name;        ///< "first-letter"
  std::string kind;        ///< "letter" or "script"
  Path file;
};

/// Whom a vehicle is likely to have to fetch: facts of [crew] that say so. Both empty: the programme fetches nobody.
struct Transport {
  std::vector<FactorIndex> seats;            ///< of any of them: a seat
  std::vector<FactorIndex> wheelchairs;      ///< of any of these: a place for a wheelchair instead
};

struct Programme {
  ProgrammeId id;                            ///< the folder's name
  PurposeId purpose;
  std::string task;                          ///< what staff do, in a few words: "Flood welfare check"; else as `words`
  std::string words;                         ///< for staff: "Find who needs help to leave before the water comes"
  LegalBasis legal;
  OrganisationId lead;
  std::vector<std::string> never_used_for;   ///< at least sanction, fraud, enforcement, immigration
  std::vector<Role> roles;
  std::vector<FactorIndex> factors;          ///< all that this purpose may use; ascending. Rules use no other
  Rules rules;
  std::vector<Category> categories;          ///< in order; the first whose rule holds wins
  std::vector<NodeIndex> only_if;            ///< each must hold for any category; what fails is a near miss's reason
  std::vector<NodeIndex> left_out_if;        ///< none may hold; not known does not leave out
  bool leave_out_moved{false};               ///< the dead and the protected are always left out
  int retention_days{0};
  Date review_on{Date::from_days(0)};
  std::optional<Estimate> estimate;
  std::vector<Letter> letters;
  std::vector<CrewWords> crew;               ///< what may be told to a crew, in the order on paper
  Transport transport;
  std::string version;                       ///< content hash of programme.toml and the vocabulary

  /// @error exit 2, each with file, row and key:
  ///   programme.no_power       neither [legal] power nor duty
  ///   programme.no_basis       no lawful basis; or health factors without a condition
  ///   programme.never_used_for a use is missing in never_used_for (sanction, fraud, enforcement, immigration)
  ///   programme.category_noun  a category names people instead of saying what staff do
  ///   programme.no_category    nothing to do; programme.no_review; programme.retention (1 to 3650 days)
  ///   rule.unknown_factor, rule.unknown_rule (with the nearest known), rule.not_listed (a factor outside `factors`),
  ///   rule.place_class, rule.cycle (the names in order), rule.unused, rule.malformed, rule.wrong_kind, rule.count,
  ///   rule.nothing_told (a category that may hold with nothing to tell)
  ///   letter.missing, rates.*, crew.*, transport.not_told and toml.*
  [[nodiscard]] static Result<Programme> read(Files& files, const Path& folder, const Vocabulary& vocabulary);
  /// Without the folder: letters are not looked for.
  [[nodiscard]] static Result<Programme> parse(std::string_view text, std::string file, std::string id, const Vocabulary& vocabulary);

  /// The day of review has passed: `status` and `doctor` say so; nobody is dropped from help for it.
  [[nodiscard]] bool overdue(const Date& today) const { return review_on < today; }
  [[nodiscard]] bool writes_letters() const;   ///< it has a letter "first-letter"
  [[nodiscard]] std::optional<std::size_t> category_of(std::string_view verb) const;
};

}  // namespace hearth::need
