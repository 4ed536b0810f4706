// What thresholds and probabilities are worth against a truth.
#include "match/score_quality.h"

#include <doctest/doctest.h>

#include "base/random.h"

using namespace hearth;
using namespace hearth::match;

TEST_CASE("An interval holds the share, is narrower the more is known, and knows nothing of nothing") {
  CHECK(wilson(0, 0).least == 0);
  CHECK(wilson(0, 0).most == 1);
  // The figures of Newcombe 1998, Statistics in Medicine 17, table I.
  CHECK(wilson(81, 263).least == doctest::Approx(0.2553).epsilon(0.001));
  CHECK(wilson(81, 263).most == doctest::Approx(0.3662).epsilon(0.001));
  CHECK(wilson(0, 20).most == doctest::Approx(0.1611).epsilon(0.001));
  CHECK(wilson(20, 20).least > 0.8);
  CHECK(wilson(20, 20).most == doctest::Approx(1));
  CHECK(wilson(200, 400).most - wilson(200, 400).least < wilson(20, 40).most - wilson(20, 40).least);
}

TEST_CASE("Each threshold counts the pairs from it on; the best one is the one of the highest F1") {
  const auto quality = evaluate_scores({{0.999, true}, {0.96, true}, {0.96, false}, {0.6, true}, {0.3, false}, {0.02, false}}, 4);
  REQUIRE(quality.thresholds.size() == 9);
  const auto& at_95 = quality.thresholds[1];
  CHECK(at_95.from == 0.95);
  CHECK(at_95.pairs.tp == 2);
  CHECK(at_95.pairs.fp == 1);
  CHECK(at_95.pairs.fn == 2);
  CHECK(quality.thresholds[0].pairs.tp == 1);
  CHECK(quality.thresholds[0].pairs.fp == 0);
  CHECK(quality.thresholds.back().pairs.fp == 3);
  CHECK(quality.best.from == 0.6);
  CHECK(quality.best.pairs.f1() == doctest::Approx(6.0 / 8));
}

TEST_CASE("At one precision a group finds what its best pairs hold, and what is missing was never scored or scored too low") {
  std::vector<CountedPair> pairs;
  for (int i = 0; i < 99; ++i) pairs.push_back({0.9, true, 0.5});
  pairs.push_back({0.8, false, 0.5});
  for (int i = 0; i < 10; ++i) pairs.push_back({0.2, i < 5, 0.5});
  const auto at = recall_at(pairs, 60, 0.99);
  CHECK(at.from == 0.8);  // 99 of 100
  CHECK(at.recall == doctest::Approx(49.5 / 60));
  CHECK(at.too_low == doctest::Approx(2.5 / 60));
  CHECK(at.never == doctest::Approx(8.0 / 60));
  CHECK(recall_at(pairs, 60, 0.999).from == 0.9);
  CHECK(recall_at({}, 60, 0.99).recall == 0);
  CHECK(recall_at({}, 60, 0.99).never == 1);
  CHECK(recall_at({}, 0, 0.99).recall == 0);
}

TEST_CASE("Nothing scored: precision says nothing, recall is none") {
  const auto quality = evaluate_scores({}, 10);
  CHECK(quality.bins.empty());
  CHECK(quality.calibration_error == 0);
  for (const auto& at : quality.thresholds) CHECK(at.pairs.recall() == 0);
}

TEST_CASE("Probabilities that mean what they say have a small calibration error, exaggerated ones a great one") {
  Random random{3};
  std::vector<JudgedPair> honest, boastful;
  for (int i = 0; i < 20'000; ++i) {
    const double said = static_cast<double>(random.below(1'000'001)) / 1e6;
    const bool is_true = static_cast<double>(random.below(1'000'000)) < said * 1e6;
    honest.push_back({said, is_true});
    boastful.push_back({said > 0.5 ? 0.99 : said, is_true});
  }
  CHECK(evaluate_scores(honest, 10'000).calibration_error < 0.02);
  CHECK(evaluate_scores(boastful, 10'000).calibration_error > 0.1);
  for (const auto& bin : evaluate_scores(honest, 10'000).bins) {
    CHECK(bin.said >= bin.from);
    CHECK(bin.said <= bin.to);
    CHECK(bin.share.least <= bin.right);
    CHECK(bin.right <= bin.share.most);
  }
}
