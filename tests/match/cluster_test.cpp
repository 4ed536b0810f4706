#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "match/cluster.h"
#include "match/evaluate.h"

using namespace hearth;
using namespace hearth::match;

namespace {
ClusterInput input_of(std::size_t rows, const std::vector<WeightedPair>& pairs) {
  ClusterInput input;
  input.rows = rows;
  input.pairs = pairs;
  return input;
}
}  // namespace

TEST_CASE("One wrong link does not glue two families together") {
  // 0 1 2 agree, 3 4 5 agree, and one weak link stands between.
  const std::vector<WeightedPair> pairs{{0, 1, 9}, {0, 2, 9}, {1, 2, 9}, {2, 3, 2}, {3, 4, 9}, {3, 5, 9}, {4, 5, 9}};
  const auto found = cluster(input_of(6, pairs), {});
  CHECK(found == std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1});
}

TEST_CASE("A reviewer outranks every weight") {
  const std::vector<WeightedPair> pairs{{0, 1, 10}, {1, 2, 10}, {0, 2, 10}};
  auto input = input_of(4, pairs);
  const std::vector<std::pair<RowNumber, RowNumber>> apart{{0, 2}}, together{{1, 3}};
  input.cannot = apart;
  input.must = together;
  const auto found = cluster(input, {});
  CHECK(found[0] != found[2]);
  CHECK(found[1] == found[3]);
}

TEST_CASE("Two rows of a feed without duplicates are never one person") {
  CHECK(rc::check("exclusive sources", [] {
    const auto rows = *rc::gen::inRange<std::size_t>(2, 14);
    std::vector<WeightedPair> pairs;
    for (RowNumber l = 0; l < rows; ++l)
      for (RowNumber r = l + 1; r < rows; ++r) pairs.push_back({l, r, static_cast<float>(*rc::gen::inRange(-8, 12))});
    auto input = input_of(rows, pairs);
    input.exclusive = [](RowNumber row) { return row % 3; };  // sources 1 and 2 are free of duplicates
    const auto found = cluster(input, {});
    for (RowNumber l = 0; l < rows; ++l)
      for (RowNumber r = l + 1; r < rows; ++r)
        if (l % 3 == r % 3 && l % 3 != 0) RC_ASSERT(found[l] != found[r]);
    for (const unsigned threads : {2U, 3U}) {
      ClusterSettings settings;
      settings.threads.count = threads;
      RC_ASSERT(cluster(input, settings) == found);
    }
  }));
}

TEST_CASE("Figures of a grouping, by hand") {
  // truth {0 1 2} {3 4}; found {0 1} {2 3 4}
  const std::vector<std::uint32_t> found{0, 0, 1, 1, 1}, truth{0, 0, 0, 1, 1}, source{0, 1, 0, 0, 1};
  const auto quality = evaluate_clusters(found, truth);
  CHECK(quality.pairs.tp == 2);
  CHECK(quality.pairs.fp == 2);
  CHECK(quality.pairs.fn == 2);
  CHECK(quality.b_cubed_precision == doctest::Approx((1 + 1 + 1.0 / 3 + 2.0 / 3 + 2.0 / 3) / 5));
  CHECK(quality.b_cubed_recall == doctest::Approx((2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1 + 1) / 5));
  const auto between = evaluate_clusters(found, truth, source);
  CHECK(between.pairs.tp == 2);   // 0-1 and 3-4
  CHECK(between.pairs.fp == 1);   // 2-4
  CHECK(between.pairs.fn == 1);   // 1-2
}
