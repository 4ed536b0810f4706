// link_findings.h: what a report tells of a run, beside what the engine counts: columns, weights, people, samples, groups, and rightness.
//
// Holds no value of a record: counts, levels, and numbers of people as the file of links has them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/html_page.h"
#include "match/score_quality.h"
#include "people/explain_pair.h"
#include "people/link.h"

namespace hearth::people {

struct ColumnFilled {
  std::string column;                    ///< as the declaration calls it: "surname", "extra.memo"
  std::uint64_t filled{0}, distinct{0}, commonest{0};  ///< commonest: rows that hold the value that most rows hold
  std::vector<std::uint64_t> by_feed{};  ///< filled, in the order of the feeds
};

/// Pairs of one weight, rounded down to whole steps.
struct WeightBin {
  int from{0}, to{0};  ///< bits
  std::uint64_t joined{0}, for_review{0}, apart{0};
};

struct PeopleOfSize {
  std::string records;  ///< "1", "6 to 10"
  std::uint64_t people{0};
};

/// A person whose records hang together by little.
struct LooseEnd {
  std::uint32_t person{0};     ///< as in the file of links
  std::size_t records{0};
  double weakest{0};           ///< of the records, the best weight with another of them that is lowest
  double agreeing{0};          ///< share of the pairs of its records that were found at all
  bool doubtful{false};        ///< identifiers differ
};

struct GroupRate {
  std::string by, group;       ///< "sex", "female"
  std::uint64_t records{0}, joined{0}, for_review{0};  ///< with a partner; with a pair that waits for a reviewer
};

struct SamplePair {
  std::string what;            ///< "a pair that joins just so"
  PairExplanation told;
};

/// Where a truth is known.
struct Rightness {
  match::ScoreQuality scores;
  match::ClusterQuality clusters;
  std::vector<formats::HtmlPoint> curve;  ///< recall and precision, by falling weight
};

struct LinkFindings {
  std::vector<ColumnFilled> columns;
  std::vector<WeightBin> weights;
  std::vector<PeopleOfSize> sizes;
  std::vector<LooseEnd> loose;           ///< loosest first; nobody who is protected
  std::vector<GroupRate> groups;
  std::vector<SamplePair> samples;
  std::optional<Rightness> rightness{};
};

/// @param rows   in the order in which they were given to link_all(); their records are numbered from 1
/// @param truth  an entity for each row, none (0) where nothing is known; empty: no truth at all
/// O(rows log rows + edges).
[[nodiscard]] Result<LinkFindings> find_out(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkResult& result, const LinkSettings& settings,
                                            std::span<const std::uint32_t> truth);

}  // namespace hearth::people
