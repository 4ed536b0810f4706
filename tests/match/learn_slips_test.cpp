#include <doctest/doctest.h>

#include <algorithm>

#include "base/random.h"
#include "match/blocking.h"
#include "match/learn_slips.h"

using namespace hearth;
using namespace hearth::match;

namespace {

constexpr std::size_t given = 0, surname = 1, born = 2, home = 3, phone = 4;

/// Homes of one surname in which two people, or one with a slip, have some records each: all alike but for one fact.
struct Town {
  Table table{0};
  std::vector<Comparison> comparisons;
  std::vector<std::vector<std::string>> rows;
  Shares m, h;

  void person(const std::string& at, const std::string& first, const std::string& birth, const std::string& call, std::size_t records) {
    for (std::size_t i = 0; i < records; ++i) rows.push_back({first, "Mensah", birth, at, call});
  }
  /// Afterwards nothing is added.
  void finish() {
    table = Table{rows.size()};
    const std::vector<std::string> names{"given name", "surname", "birth date", "home by address", "telephone"};
    for (const auto& name : names) table.add_column(name, table.add_dictionary());
    table.make_room();
    for (RowNumber row = 0; row < rows.size(); ++row)
      for (ColumnNumber column = 0; column < names.size(); ++column)
        if (!rows[row][column].empty()) table.set(row, column, table.dictionary(table.dictionary_of(column)).add(rows[row][column]));
    comparisons = {{names[given], Kind::name, {given}, {}, Comparison::no_column, true, true},
                   {names[surname], Kind::name, {surname}, {}, Comparison::no_column, true},
                   {names[born], Kind::date, {born}, {}, Comparison::no_column, true},
                   {names[home], Kind::place, {Comparison::no_column, home, Comparison::no_column, Comparison::no_column}},
                   {names[phone], Kind::code, {phone}}};
    comparisons[given].common = comparisons[surname].common = true;
    comparisons[born].lasting = true;
    for (const auto& comparison : comparisons) {
      m.emplace_back(usual_m(comparison.kind).begin(), usual_m(comparison.kind).end());
      std::vector<double> others(levels_of(comparison.kind).size(), 0.01);
      others.back() = 1 - 0.01 * static_cast<double>(others.size() - 1);
      h.push_back(others);
    }
  }
  [[nodiscard]] ApartPairs drawn(std::size_t fact) const {
    BlockRule at_home{"home by address", {{{home}}}};
    at_home.home = true;
    const Blocking blocking{table, {at_home}, {}, 1000, Threads{1}};
    const auto features = prepare(table, comparisons, std::make_shared<Aliases>(), {TokenWeights{}}, false);
    return draw_apart(table, comparisons, features, blocking, [](std::uint32_t, std::uint32_t) { return true; }, fact, {});
  }
  [[nodiscard]] std::optional<Slips> slips(std::size_t fact) const { return learn_slips(drawn(fact), comparisons, fact, m, h); }
};

std::string number(std::size_t i) { return std::to_string(i) + " Weir Lane"; }

/// @param namesakes  of a hundred homes, in how many a father and a son of one name live
/// @param slips      in how many a record of the one who lives there bears another birth date
Town town_of_birth_dates(std::size_t namesakes, std::size_t slips) {
  Town out;
  for (std::size_t i = 0; i < 500; ++i) {
    const std::string birth = "19" + std::to_string(40 + i % 30) + "-05-17";
    out.person(number(i), "Kofi", birth, "", i % 100 < namesakes + slips ? 3 : 2);
    if (i % 100 < namesakes) out.person(number(i), "Kofi", "20" + std::to_string(10 + i % 10) + "-11-28", "", 3);
    else if (i % 100 < namesakes + slips) out.person(number(i), "Kofi", "20" + std::to_string(10 + i % 10) + "-11-28", "", 1);
  }
  out.finish();
  return out;
}

}  // namespace

TEST_CASE("Father and son of one name are not taken for one person whose birth date is often wrong") {
  const auto slips = town_of_birth_dates(20, 0).slips(born);
  REQUIRE(slips.has_value());
  CHECK(slips->one.value() < 0.05);
  CHECK(slips->share < 0.01);
}

TEST_CASE("A birth date that never comes back is a slip, and counted as one") {
  const auto town = town_of_birth_dates(0, 20);
  const auto drawn = town.drawn(born);
  CHECK(drawn.apart.size() == 300);  // a hundred slips, beside three right ones each
  const auto slips = town.slips(born);
  REQUIRE(slips.has_value());
  CHECK(slips->one.value() > 0.9);
  // 300 of (80 homes * 5) * 1 + (20 * 5) * (3 + 3) pairs differ.
  CHECK(slips->share == doctest::Approx(300.0 / 1000).epsilon(0.05));
}

TEST_CASE("Of both kinds in one town each is counted") {
  const auto slips = town_of_birth_dates(10, 10).slips(born);
  REQUIRE(slips.has_value());
  // 50 homes of namesakes have nine pairs apart each, 50 slips three.
  CHECK(slips->one.value() == doctest::Approx(150.0 / 600).epsilon(0.15));
}

TEST_CASE("Twins are told from one person of two given names by what else they have") {
  Town town;
  for (std::size_t i = 0; i < 400; ++i) {
    const std::string birth = "19" + std::to_string(60 + i % 30) + "-05-17", call = "0163296" + std::to_string(1000 + i);
    town.person(number(i), "Kofi", birth, call, 2);
    if (i % 4 == 0) town.person(number(i), "Ama", birth, "0780000" + std::to_string(5000 + 37 * i), 2);  // a twin
    if (i % 4 == 1) town.person(number(i), "Yaw", birth, call, 2);                                       // goes by another name
  }
  town.finish();
  const auto slips = town.slips(given);
  REQUIRE(slips.has_value());
  CHECK(slips->one.value() == doctest::Approx(0.5).epsilon(0.1));
}

TEST_CASE("Where nothing tells whose the other name is, no more is said than how often it can be at most") {
  Town town;
  for (std::size_t i = 0; i < 400; ++i) {
    town.person(number(i), "Kofi", "1970-05-17", "", 2);
    if (i % 4 == 0) town.person(number(i), "Ama", "1970-05-17", "", 2);
  }
  town.finish();
  const auto slips = town.slips(given);
  REQUIRE(slips.has_value());
  CHECK(!slips->one.has_value());
  CHECK(slips->share == doctest::Approx(400.0 / 900).epsilon(0.01));  // of 300 homes one pair each, of 100 six, of which four apart
}

TEST_CASE("The order of the records does not change what is learnt") {
  Town town = town_of_birth_dates(10, 10);
  const auto before = town.slips(born);
  Town shuffled;
  shuffled.rows = town.rows;
  Random random{5};
  for (std::size_t i = shuffled.rows.size(); i > 1; --i) std::swap(shuffled.rows[i - 1], shuffled.rows[random.below(i)]);
  shuffled.finish();
  const auto after = shuffled.slips(born);
  REQUIRE(before.has_value());
  REQUIRE(after.has_value());
  CHECK(after->one.value() == doctest::Approx(before->one.value()).epsilon(1e-9));
  CHECK(after->share == doctest::Approx(before->share).epsilon(1e-9));
}
