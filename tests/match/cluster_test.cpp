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

TEST_CASE("A moving day joins before the old home does, unless two are as good for it") {
  // 0, 1, 2 of the old home agree; 3 is the new home: it fits 0, who left on the day, and neither 1 nor 2.
  const std::vector<WeightedPair> pairs{{0, 1, 10}, {0, 2, 10}, {0, 3, 4}, {1, 2, 10}, {1, 3, -5}, {2, 3, -5}}, moved{{0, 3, 4}};
  auto input = input_of(4, pairs);
  CHECK(cluster(input, {})[3] != cluster(input, {})[0]);
  input.first = moved;
  CHECK(cluster(input, {}) == std::vector<std::uint32_t>{0, 0, 0, 0});
  // Father and son of one name moved together: 4 left on that day, too.
  std::vector<WeightedPair> both = pairs;
  both.push_back({3, 4, 3});
  const std::vector<WeightedPair> either{{0, 3, 4}, {3, 4, 3}};
  auto doubtful = input_of(5, both);
  doubtful.first = either;
  const auto found = cluster(doubtful, {});
  CHECK(found[0] != found[3]);
}

TEST_CASE("What one source says twice is no more evidence than once") {
  ClusterSettings settings;
  settings.join_from = 1;
  settings.join_slope = 1;
  settings.join_least = -3;
  // 0 and 3 are one, and 1 is just not; 2 says what 1 says, and by the number of pairs that would do.
  const std::vector<WeightedPair> pairs{{0, 1, 1.5F}, {0, 2, 1.5F}, {0, 3, 9}, {1, 2, 20}, {1, 3, -1.8F}, {2, 3, -1.8F}};
  auto input = input_of(4, pairs);
  CHECK(cluster(input, settings) == std::vector<std::uint32_t>{0, 0, 0, 0});
  const std::vector<std::uint64_t> contents{7, 8, 8, 9}, content{7, 8, 8};
  input.content = contents;
  CHECK(cluster(input, settings) == std::vector<std::uint32_t>{0, 1, 1, 0});
  // Equal, and yet not one by their weight: namesakes of whom nothing else is told.
  const std::vector<WeightedPair> light{{0, 1, 5}, {0, 2, 5}, {1, 2, -8}};
  auto namesakes = input_of(3, light);
  namesakes.content = content;
  auto without = input_of(3, light);
  CHECK(cluster(namesakes, settings) == cluster(without, settings));
  CHECK(cluster(namesakes, settings)[1] != cluster(namesakes, settings)[2]);
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

namespace {
/// Rows of an identifier and a birth date, each given as text or empty.
struct Identified {
  Table table;
  std::vector<Comparison> comparisons;
  explicit Identified(const std::vector<std::pair<std::string, std::string>>& rows) : table{rows.size()} {
    const auto number = table.add_column("number", table.add_dictionary());
    const auto born = table.add_column("born", table.add_dictionary());
    table.make_room();
    for (RowNumber row = 0; row < rows.size(); ++row) {
      table.set(row, number, table.dictionary(table.dictionary_of(number)).add(rows[row].first));
      table.set(row, born, table.dictionary(table.dictionary_of(born)).add(rows[row].second));
    }
    Comparison unique{"number", Kind::code, {number}};
    unique.unique = true;
    Comparison lasting{"born", Kind::date, {born}};
    lasting.lasting = true;
    comparisons = {unique, lasting};
  }
};

std::vector<std::uint32_t> clustered(const Identified& rows, const std::vector<WeightedPair>& pairs,
                                     std::span<const std::pair<RowNumber, RowNumber>> must = {}, double born_apart = 1) {
  const Contradiction contradiction{rows.table, rows.comparisons, born_apart};
  auto input = input_of(rows.table.rows(), pairs);
  input.must = must;
  input.contradiction = &contradiction;
  return cluster(input, {});
}
}  // namespace

TEST_CASE("Two whose identifier and birth date differ are never one by way of a third, which goes to the better") {
  const Identified rows{{{"111", "1950-03-05"}, {"222", "1974-11-23"}, {"", ""}}};
  const auto found = clustered(rows, {{0, 1, 5}, {0, 2, 12}, {1, 2, 6}});
  CHECK(found[0] != found[1]);
  CHECK(found[2] == found[0]);
  const std::vector<std::pair<RowNumber, RowNumber>> reviewer{{0, 1}};
  const auto decided = clustered(rows, {{0, 1, 5}, {0, 2, 12}, {1, 2, 6}}, reviewer);
  CHECK(decided[0] == decided[1]);  // a reviewer may know better
}

TEST_CASE("A record that fits both of two contradicting people nearly alike stays apart from both") {
  const Identified rows{{{"111", "1950-03-05"}, {"222", "1974-11-23"}, {"", ""}}};
  const auto found = clustered(rows, {{0, 1, -5}, {0, 2, 8}, {1, 2, 7}});
  CHECK(found == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("An identifier alone splits nobody, nor does a birth date") {
  const std::vector<WeightedPair> pairs{{0, 1, 9}};
  CHECK(clustered(Identified{{{"111", "1950-03-05"}, {"112", "1950-03-05"}}}, pairs) == std::vector<std::uint32_t>{0, 0});
  CHECK(clustered(Identified{{{"111", "1950-03-05"}, {"222", "1950-05-03"}}}, pairs) == std::vector<std::uint32_t>{0, 0});  // day and month swapped
  CHECK(clustered(Identified{{{"111", "1958-03-05"}, {"222", "1985-03-05"}}}, pairs) == std::vector<std::uint32_t>{0, 0});  // digits swapped
  CHECK(clustered(Identified{{{"111", "1950-03-05"}, {"222", ""}}}, pairs) == std::vector<std::uint32_t>{0, 0});
  CHECK(clustered(Identified{{{"111", "1950-03-05"}, {"111", "1974-11-23"}}}, pairs) == std::vector<std::uint32_t>{0, 0});
  CHECK(clustered(Identified{{{"111", "1950-03-05"}, {"222", "1974-11-23"}}}, pairs) == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("Where birth dates are seldom wrong, years between them part father and son, and nobody else") {
  constexpr double seldom = 0.01, often = 0.2;
  const auto split = [](std::string a, std::string b, double born_apart) {
    const Identified two{{{"", std::move(a)}, {"", std::move(b)}}};
    return clustered(two, {{0, 1, 12}}, {}, born_apart) == std::vector<std::uint32_t>{0, 1};
  };
  CHECK(split("1932-08-02", "1959-10-17", seldom));
  CHECK_FALSE(split("1932-08-02", "1959-10-17", often));
  CHECK_FALSE(split("1932-08-02", "1932-10-17", seldom));  // one year
  CHECK_FALSE(split("1932-08-02", "1923-08-02", seldom));  // digits swapped
  CHECK_FALSE(split("1932-08-02", "1962-08-02", seldom));  // one digit
  CHECK_FALSE(split("1932-08-02", "", seldom));
  // One identifier outweighs the dates, also where other rows bear it.
  CHECK(clustered(Identified{{{"111", "1932-08-02"}, {"111", "1959-10-17"}}}, {{0, 1, 12}}, {}, seldom) == std::vector<std::uint32_t>{0, 0});
  const Identified number{{{"111", ""}, {"", "1932-08-02"}, {"111", "1959-10-17"}}};
  CHECK(clustered(number, {{0, 1, 12}, {0, 2, 9}, {1, 2, 9}}, {}, seldom) == std::vector<std::uint32_t>{0, 0, 0});
}

TEST_CASE("A record without a birth date that fits father and son alike is given to neither") {
  const Identified rows{{{"", "1932-08-02"}, {"", "1959-10-17"}, {"", ""}, {"", "1932-08-02"}}};
  const std::vector<WeightedPair> alike{{0, 1, 8}, {0, 2, 12}, {1, 2, 12}, {0, 3, 12}, {1, 3, 8}, {2, 3, 12}};
  CHECK(clustered(rows, alike, {}, 0.01) == std::vector<std::uint32_t>{0, 1, 2, 0});
  const std::vector<WeightedPair> better{{0, 1, 8}, {0, 2, 12}, {1, 2, 6}, {0, 3, 12}, {1, 3, 8}, {2, 3, 12}};
  CHECK(clustered(rows, better, {}, 0.01) == std::vector<std::uint32_t>{0, 1, 0, 0});
}

TEST_CASE("Groups contradict each other also where no single record does") {
  // 0 and 1 are one by number and date on two records; 2 and 3 likewise: nobody has both on one record.
  const Identified rows{{{"111", ""}, {"", "1950-03-05"}, {"222", ""}, {"", "1974-11-23"}}};
  const auto found = clustered(rows, {{0, 1, 12}, {2, 3, 12}, {0, 2, 6}, {0, 3, 6}, {1, 2, 6}, {1, 3, 6}});
  CHECK(found == std::vector<std::uint32_t>{0, 0, 1, 1});
}

TEST_CASE("However the weights lie, no cluster holds a contradiction") {
  CHECK(rc::check("contradictions", [] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 12);
    std::vector<std::pair<std::string, std::string>> values;
    for (std::size_t i = 0; i < size; ++i) {
      const auto text = [](const std::vector<std::string>& from) { return from[*rc::gen::inRange<std::size_t>(0, from.size())]; };
      values.emplace_back(text({"", "111", "222", "333"}), text({"", "1950-03-05", "1974-11-23", "1950"}));
    }
    const Identified rows{values};
    std::vector<WeightedPair> pairs;
    for (RowNumber l = 0; l < size; ++l)
      for (RowNumber r = l + 1; r < size; ++r) pairs.push_back({l, r, static_cast<float>(*rc::gen::inRange(-4, 12))});
    const auto found = clustered(rows, pairs);
    for (RowNumber l = 0; l < size; ++l)
      for (RowNumber r = l + 1; r < size; ++r)
        if (found[l] == found[r]) RC_ASSERT(!Contradiction(rows.table, rows.comparisons).stance(l, r).contradicts());
  }));
}
