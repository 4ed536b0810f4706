// evaluate_links.h: `hearth evaluate LINKS`: how right links are, against a truth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "match/evaluate.h"
#include "match/score_quality.h"

namespace hearth::people {

struct EvaluateLinksAsk {
  Path links;                        ///< source, key, person_id; or a pairs file (its bands `match` and `differs` are what was joined)
  std::vector<Path> truth;           ///< FEED.toml with [truth]; or one labels CSV, ours or Splink's
  bool between{false};               ///< only pairs of two feeds
  std::string by{};                  ///< column of the feeds' files: figures for each of its values too
};

struct GroupQuality {
  std::string value;
  match::PairQuality pairs;
  std::optional<match::AtPrecision> fair{};  ///< of a pairs file: what is found where in every group 99 of 100 pairs are right
};

/// Between the groups that are large enough to say anything: the best found less the worst found, at one precision for all.
struct Fairness {
  static constexpr double precision = 0.99;
  static constexpr double true_pairs_least = 500;
  std::string best, worst;
  double span{0};                     ///< of recall
  std::size_t groups{0};
};
/// Nothing with fewer than two such groups.
[[nodiscard]] std::optional<Fairness> fairness_of(const std::vector<GroupQuality>& groups);

/// Pairs of one band of a pairs file.
struct BandQuality {
  std::string band;
  std::uint64_t pairs{0};
  double said{0};                    ///< mean probability
  double right{0};                   ///< share that is true
  match::Interval share;
};

struct LinkQuality {
  match::PairQuality pairs;
  std::optional<match::ScoreQuality> scores;      ///< of a pairs file that has probabilities
  std::vector<BandQuality> bands;                 ///< of a pairs file
  std::optional<match::ClusterQuality> clusters;  ///< empty when truth is labels: they do not tell whole people
  std::uint64_t labels_unknown{0};                ///< labels that name a record of which the links say nothing: it stands alone
  std::vector<GroupQuality> groups;               ///< by `by`; a pair counts for the group of each of its records, half each
};

/// Is this heading that of a links or a pairs file?
[[nodiscard]] bool is_links_heading(const std::vector<std::string>& heading);

/// @error exit 2: evaluate.not_links, evaluate.source_unknown, feed.no_truth, evaluate.column_missing; exit 3: file.*, csv.*
[[nodiscard]] Result<LinkQuality> evaluate_links(Files& files, const EvaluateLinksAsk& ask);

/// {"pairs": {precision, recall, f1, tp, fp, fn}, "clusters": {precision, recall, f1, b_cubed}}, "groups" with --by, "thresholds", "best", "bands",
/// "calibration" and "calibration_error" of a pairs file.
[[nodiscard]] std::string to_json(const LinkQuality& quality);

}  // namespace hearth::people
