// truth_check.h: how right the spine was on a made-up district, against synth's truth/. Counts only; for the demo and the drills.
#pragma once

#include <string>

#include "need/cohort_check.h"
#include "spine/area_question.h"
#include "spine/snapshot.h"

namespace hearth::app {

struct TruthFigures {
  std::size_t records{0};            ///< of the truth that were loaded
  double person_precision{0}, person_recall{0};  ///< over pairs of records that are, or were said to be, one person
  double uprn_accuracy{0};           ///< of records placed exact or likely: the right property
  double uprn_recall{0};             ///< of all records with a true property: placed there
  std::vector<need::CohortChecked> cohorts;      ///< of the whole place, as they were given
  std::size_t doors_listed{0}, doors_wrong{0};   ///< rows of part `door`, and those at a home that is not theirs
  std::size_t should_be_found{0}, missed{0};     ///< people of the true cohort who live in the area, and those on no part of the list
  [[nodiscard]] const need::CohortChecked* cohort(const std::string& programme) const;
  [[nodiscard]] double missed_per_thousand() const noexcept {
    return should_be_found == 0 ? 0 : 1000.0 * static_cast<double>(missed) / static_cast<double>(should_be_found);
  }
};

/// Whom a programme found in the whole place.
struct CohortFound {
  std::string programme;
  std::vector<PersonId> persons;
};
/// A list of an area: the rows that `programme` found in it.
struct AreaListed {
  std::string programme;
  const std::vector<place::PropertyIndex>& area;
  const std::vector<spine::DoorRow>& rows;
};

/// @param truth  synth's folder truth/
[[nodiscard]] Result<TruthFigures> check_against_truth(Files& files, const Path& truth, const spine::Snapshot& snapshot, const std::vector<CohortFound>& cohorts,
                                                       const AreaListed& list);

}  // namespace hearth::app
