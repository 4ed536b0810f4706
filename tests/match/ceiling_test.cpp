#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <map>

#include "base/random.h"
#include "match/scorer.h"

using namespace hearth;
using namespace hearth::match;

namespace {

/// Rows of names, birth dates, codes and addresses from small worlds, so that every level occurs; some cells are empty.
Table made_table(std::uint64_t seed, std::size_t rows) {
  Table table{rows};
  const auto names = table.add_dictionary(), dates = table.add_dictionary(), codes = table.add_dictionary(), addresses = table.add_dictionary(),
             postcodes = table.add_dictionary();
  const auto given = table.add_column("given name", names), surname = table.add_column("surname", names);
  const auto born = table.add_column("birth date", dates), until = table.add_column("moved out", dates), code = table.add_column("code", codes);
  const auto address = table.add_column("address", addresses), postcode = table.add_column("postcode", postcodes);
  table.make_room();
  Random random{seed};
  const std::vector<std::string> some_names{"ann", "anne", "a", "smith", "smyth", "jones", "mohammed", "muhammad", "lee"};
  const std::vector<std::string> some_dates{"1950-02-03", "1950-03-02", "1950-01-01", "1951-02-03", "1988-12-31", "1950"};
  const std::vector<std::string> some_codes{"qq123456a", "qq123465a", "qq999999c"};
  const std::vector<std::string> some_addresses{"1 weir lane", "11 weir lane", "flat 1 12 weir lane", "weir cottage"};
  const std::vector<std::string> some_postcodes{"zz1 1aa", "zz1 1ab", "zz2 4qq"};
  const auto put = [&](RowNumber row, ColumnNumber column, std::uint16_t dictionary, const std::vector<std::string>& some) {
    if (!random.chance(200)) table.set(row, column, table.dictionary(dictionary).add(some[random.below(some.size())]));
  };
  for (RowNumber row = 0; row < rows; ++row) {
    table.set_source(row, row % 2);
    put(row, given, names, some_names);
    put(row, surname, names, some_names);
    put(row, born, dates, some_dates);
    put(row, until, dates, some_dates);
    put(row, code, codes, some_codes);
    put(row, address, addresses, some_addresses);
    put(row, postcode, postcodes, some_postcodes);
  }
  return table;
}

std::vector<Comparison> comparisons_of(const Table& table) {
  const auto at = [&](const char* name) { return *table.column(name); };
  return {{"address", Kind::place, {Comparison::no_column, at("address"), at("postcode"), Comparison::no_column}},
          {"code", Kind::code, {at("code")}},
          {"given name", Kind::name, {at("given name")}, {}, at("surname"), true, true},
          {"surname", Kind::name, {at("surname")}, {}, at("given name"), true},
          {"birth date", Kind::date, {at("birth date")}, {}, Comparison::no_column, true},
          {"moving day", Kind::handover, {at("birth date"), at("moved out"), at("address")}}};
}

/// Shares at random: the promise holds for any model, also a foolish one.
Parameters made_parameters(const std::vector<Comparison>& comparisons, std::uint64_t seed) {
  Random random{seed};
  Parameters out;
  for (const auto& comparison : comparisons)
    for (auto* shares : {&out.m, &out.u, &out.h}) {
      std::vector<double> levels;
      double sum = 0;
      for (std::size_t i = 0; i < levels_of(comparison.kind).size(); ++i) levels.push_back(1 + static_cast<double>(random.below(1000))), sum += levels.back();
      for (double& level : levels) level /= sum;
      shares->push_back(std::move(levels));
    }
  out.match_bits = -6;
  out.home_bits = -4;
  for (int pair = 0; pair < 4; ++pair) out.source_bits.push_back(static_cast<float>(random.below(8)) - 4);
  return out;
}

}  // namespace

TEST_CASE("A pair is dropped early only when its weight is too low, and else has the vector that it would have had") {
  CHECK(rc::check("ceiling", [](std::uint64_t seed) {
    const auto table = made_table(seed, 40);
    const auto comparisons = comparisons_of(table);
    const auto parameters = made_parameters(comparisons, seed + 1);
    std::vector<TermFrequencies> frequencies(3);
    for (auto& terms : frequencies) terms.rows = 40;
    const std::vector<TokenWeights> tokens{token_weights(table.values(*table.column("address")))};
    Comparer plain{table, prepare(table, comparisons, nullptr, tokens, false)};
    Comparer hurried{table, prepare(table, comparisons, nullptr, tokens, false)};
    const Scorer scorer{table, comparisons, parameters, frequencies};
    const double least = static_cast<double>(static_cast<int>(seed % 20)) - 12;
    const auto ceiling = scorer.ceiling(least);
    for (RowNumber l = 0; l < table.rows(); ++l)
      for (RowNumber r = l + 1; r < table.rows(); ++r) {
        const auto vector = plain.vector(l, r);
        const auto above = hurried.vector_above(ceiling, l, r);
        if (above) RC_ASSERT(*above == vector);
        else RC_ASSERT(scorer.weight(vector, l, r) < least);
      }
  }));
}

TEST_CASE("A stay that ends as another begins elsewhere agrees; one home, or a day that is not known, tells nothing") {
  struct Row {
    const char *from, *until, *home, *other_from, *other_until, *other_home;
    unsigned level;
  };
  for (const Row& row : {Row{"2001-05-01", "2026-03-31", "1", "2026-03-31", "", "2", 1}, {"2001-05-01", "2026-03-31", "1", "2026-04-01", "", "2", 1},
                         {"2026-04-01", "", "1", "", "2026-03-31", "2", 1}, {"2001-05-01", "2026-03-31", "1", "2026-04-02", "", "2", 2},
                         {"2001-05-01", "2026-03-31", "1", "2026-03-30", "", "2", 2}, {"2001-05-01", "2026-03-31", "1", "2026-04-01", "", "1", 0},
                         {"2001-05-01", "", "1", "2001-05-01", "", "2", 0}, {"", "2026-03", "1", "2026-03-31", "", "2", 0},
                         {"2001-05-01", "2026-03-31", "", "2026-04-01", "", "", 1}}) {
    CAPTURE(row.until);
    CAPTURE(row.other_from);
    Table table{2};
    const auto days = table.add_dictionary(), homes = table.add_dictionary();
    const auto from = table.add_column("moved in", days), until = table.add_column("moved out", days), home = table.add_column("home", homes);
    table.make_room();
    const auto put = [&](RowNumber at, ColumnNumber column, std::uint16_t dictionary, const char* text) {
      table.set(at, column, table.dictionary(dictionary).add(text));
    };
    put(0, from, days, row.from), put(0, until, days, row.until), put(0, home, homes, row.home);
    put(1, from, days, row.other_from), put(1, until, days, row.other_until), put(1, home, homes, row.other_home);
    Comparer comparer{table, prepare(table, {{"moving day", Kind::handover, {from, until, home}}}, nullptr, {}, false)};
    CHECK(comparer.vector(0, 1) == row.level);
    CHECK(comparer.vector(1, 0) == row.level);
  }
}

TEST_CASE("What a comparer remembers is lent on and does not change an answer") {
  const auto table = made_table(3, 60);
  const auto comparisons = comparisons_of(table);
  const std::vector<TokenWeights> tokens{token_weights(table.values(*table.column("address")))};
  const auto features = prepare(table, comparisons, nullptr, tokens, false);
  Comparers comparers{table, features};
  std::map<std::pair<RowNumber, RowNumber>, std::uint64_t> first;
  for (int round = 0; round < 2; ++round) {
    auto comparer = comparers.lend();
    for (RowNumber l = 0; l < table.rows(); ++l)
      for (RowNumber r = l + 1; r < table.rows(); ++r) {
        const auto vector = comparer->vector(l, r);
        CHECK(first.try_emplace({l, r}, vector).first->second == vector);
      }
    comparers.take_back(std::move(comparer));
  }
}
