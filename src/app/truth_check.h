// truth_check.h: how right the spine was on a made-up district, against synth's truth/. Counts only; for the demo and the drills.
#pragma once

#include <string>

#include "spine/area_question.h"
#include "spine/snapshot.h"

namespace hearth::app {

struct TruthFigures {
  std::size_t records{0};            ///< of the truth that were loaded
  double person_precision{0}, person_recall{0};  ///< over pairs of records that are, or were said to be, one person
  double uprn_accuracy{0};           ///< of records placed exact or likely: the right property
  double uprn_recall{0};             ///< of all records with a true property: placed there
  double cohort_precision{0}, cohort_recall{0};  ///< of the whole place
  std::size_t doors_listed{0}, doors_wrong{0};   ///< rows of part `door`, and those at a home that is not theirs
  std::size_t should_be_found{0}, missed{0};     ///< people of the true cohort who live in the area, and those on no part of the list
  [[nodiscard]] double missed_per_thousand() const noexcept {
    return should_be_found == 0 ? 0 : 1000.0 * static_cast<double>(missed) / static_cast<double>(should_be_found);
  }
};

/// @param truth  synth's folder truth/
/// @param cohort person ids that the programme found in the whole place
[[nodiscard]] Result<TruthFigures> check_against_truth(Files& files, const Path& truth, const spine::Snapshot& snapshot, const std::string& programme,
                                                       const std::vector<PersonId>& cohort, const std::vector<place::PropertyIndex>& area,
                                                       const std::vector<spine::DoorRow>& rows);

}  // namespace hearth::app
