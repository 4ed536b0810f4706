// derive.h: facts that nobody sends and that follow from birth dates and households: age, living alone, an infant at home.
#pragma once

#include <optional>
#include <vector>

#include "need/facts.h"

namespace hearth::need {

/// Somebody else of the same household. Dead and moved people are left out by the caller.
struct CoResident {
  std::optional<Date> birth{};
  std::uint16_t feed{Source::no_feed};
};

/// What people/ knows about one person. Values that the asker may not see are left empty by the caller.
struct PersonFacts {
  std::optional<Date> birth{};                ///< whole or partial
  std::uint16_t birth_feed{Source::no_feed};
  bool is_dead{false};
  bool is_protected{false};
  bool has_moved{false};
  bool household_known{false};                ///< else nothing is said about who lives here
  std::vector<CoResident> others{};           ///< of the household, without this person
  bool anybody_named_here{false};             ///< some record that has not ended names somebody else at this home, wherever they may live now
  bool another_adult_here{false};             ///< some record places somebody else at this home now who is no child, of the household or not
  /// Claimant and partner in one row of a feed say so; empty: not told.
  std::optional<bool> has_partner{};
  std::optional<Date> partner_birth{};
  std::uint16_t partner_feed{Source::no_feed};
  std::optional<double> partner_income{};     ///< GBP a week, as the same feed tells it of the partner
  /// This person is told of as the partner of a claimant: letters about a claim go to the other. Empty: not told.
  std::optional<bool> partner_claims{};
};

/// Sets age, household_size, lives_alone, has_infant, is_couple, partner_age, partner_income, partner_claims in `facts`, where they are in the vocabulary
/// and can be known, and the standing. What a feed told directly (lives_alone, has_infant) stands against what is derived.
///
/// age              whole years; a range for a partial birth date
/// household_size   people of the household, when it is known
/// lives_alone      no where another adult is placed at the home, or the household has others; else yes with the single-person
///                  council tax discount, which is then named as what it stands on, or for a household of one where no
///                  file names anybody else; else not known. For people
///                  under 16 never yes. A file that says so stands, and is marked as disputed where another adult is placed there
/// has_infant       a child under 2 in the household, this person not counted; no only when every birth date is known
/// is_couple        as told; no for a household of one; else not known
/// partner_*        as told of the partner, for those who are told to have one
void derive(Facts& facts, const PersonFacts& person);

}  // namespace hearth::need
