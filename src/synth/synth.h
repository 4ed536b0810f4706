// synth.h: a fictional district with known truth: six messy feeds, gazetteer, areas, services, flood, and what is true.
//
// Writes files only. The same settings give the same bytes on every machine: whole numbers throughout, a stream of chance for
// each part. Shares no rule with what it tests. Rates of faults: faults.h; what is written: README.md.
#pragma once

#include <cstdint>
#include <optional>

#include "base/files.h"
#include "base/progress.h"
#include "base/date.h"

namespace hearth::synth {

inline constexpr std::uint64_t people_min = 100;
inline constexpr std::uint64_t people_max = 5'000'000;

struct SynthSettings {
  std::uint64_t people{20'000};
  std::uint64_t seed{7};
  Path out;                          ///< a folder that is empty or not there
  bool addressbase{false};           ///< also the gazetteer as AddressBase Premium: full supply, change-only update, truth (addressbase.h)
  bool one_list{false};              ///< also one_list.csv and its declaration: some 2.5 rows a person (one_list.h)
  std::optional<Path> gazetteer{};   ///< a flat gazetteer's declaration: made-up people in real premises
  Date today{Date::from_days(20'758)};  ///< 1 November 2026: what ages and lists are of
};

struct SynthSummary {
  std::uint64_t people{0};           ///< fewer than asked for when the real premises are full
  std::uint64_t households{0}, properties{0}, streets{0}, areas{0};
  std::uint64_t rows{0};             ///< of the six feeds, without headings and titles
  std::uint64_t records{0};          ///< persons named by them
  std::uint64_t one_list_rows{0};
  std::uint64_t listed{0};           ///< people in at least one feed
  std::uint64_t is_protected{0}, dead{0}, in_cohorts{0};
};

/// @error synth.people (exit 2: outside people_min to people_max), synth.not_empty (exit 2), gazetteer.*, toml.*, csv.*, file.*
/// Cost: 1,000,000 people take about 4 s of one core, 130 MiB and 313 MB of disk; linear.
[[nodiscard]] Result<SynthSummary> synthesise(Files& files, const SynthSettings& settings, Progress& progress);

}  // namespace hearth::synth
