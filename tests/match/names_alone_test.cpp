#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "base/random.h"
#include "match/blocking.h"
#include "match/names_alone.h"
#include "match/scorer.h"

using namespace hearth;
using namespace hearth::match;

namespace {

struct Columns {
  ColumnNumber given, surname, born, phone;
};

/// Pairs of rows of one name each. `one_person` of a hundred pairs were born on one day; the others are namesakes.
struct Namesakes {
  Table table;
  std::vector<Comparison> comparisons;
  std::shared_ptr<const Features> features;
  Parameters parameters;
  std::vector<TermFrequencies> frequencies;
  std::vector<NamesakePair> pairs;

  Namesakes(RowNumber couples, unsigned one_person, std::uint64_t seed) : table{2 * couples + 4} {
    Columns columns{};
    for (const auto& [column, name] : {std::pair{&columns.given, "given name"}, {&columns.surname, "surname"}, {&columns.born, "birth date"}, {&columns.phone, "telephone"}})
      *column = table.add_column(name, table.add_dictionary());
    table.make_room();
    Random random{seed};
    const auto set = [&](RowNumber row, ColumnNumber column, const std::string& text) {
      table.set(row, column, table.dictionary(table.dictionary_of(column)).add(text));
    };
    for (RowNumber row = 0; row < 2 * couples + 4; ++row) {
      table.set_source(row, row % 2);
      const auto couple = std::to_string(row / 2);
      set(row, columns.given, "ana" + couple);
      set(row, columns.surname, "silva" + couple);
      const bool born_alike = random.chance(10 * one_person);
      if (row < 2 * couples) set(row, columns.born, row % 2 == 0 || born_alike ? "1961-02-03" : "1984-11-27");
    }
    // Two couples of whom no birth date is known; of the last the telephone number is.
    for (const RowNumber row : {2 * couples + 2, 2 * couples + 3}) set(row, columns.phone, "01632960001");
    comparisons = {{"given name", Kind::name, {columns.given}, {}, Comparison::no_column, true},
                   {"surname", Kind::name, {columns.surname}, {}, Comparison::no_column, true},
                   {"birth date", Kind::date, {columns.born}},
                   {"telephone", Kind::code, {columns.phone}}};
    comparisons[0].common = comparisons[1].common = true;
    comparisons[2].lasting = true;
    features = prepare(table, comparisons, std::make_shared<Aliases>(), {}, false);
    for (const auto& comparison : comparisons) {
      parameters.m.emplace_back(usual_m(comparison.kind).begin(), usual_m(comparison.kind).end());
      std::vector<double> strangers(levels_of(comparison.kind).size(), 0.001);
      strangers.back() = 1 - 0.001 * static_cast<double>(strangers.size() - 1);
      parameters.u.push_back(strangers);
    }
    parameters.h = parameters.u;
    frequencies.resize(2);
    for (auto& names : frequencies) names.rows = static_cast<double>(table.rows());
    pairs = draw_namesakes(table, comparisons, features, [](std::uint32_t l, std::uint32_t r) { return l != r; }, 1, 10'000);
    parameters.names_alone = learn_names_alone(pairs, comparisons, parameters, scorer());
  }
  [[nodiscard]] Scorer scorer() const { return {table, comparisons, parameters, frequencies}; }
  [[nodiscard]] WeightParts parts(RowNumber l) const { return scorer().parts(Comparer{table, features}.vector(l, l + 1), l, l + 1); }
};

}  // namespace

TEST_CASE("Where namesakes are seldom one person, names alone make nobody one") {
  const Namesakes town{200, 5, 1};
  REQUIRE(town.pairs.size() == 202);
  const auto names_only = town.parts(400), with_telephone = town.parts(402);
  CHECK(names_only.weight < -2);
  CHECK(names_only.alone < -5);
  CHECK(with_telephone.weight > 5);
  CHECK(with_telephone.alone == 0);
  for (const auto& parts : {names_only, with_telephone}) {
    double sum = parts.start + parts.home + parts.alone + parts.sources;
    for (const double bits : parts.bits) sum += bits;
    CHECK(sum == doctest::Approx(parts.weight));
  }
}

TEST_CASE("Where namesakes are mostly one person, names keep what they are worth") {
  const auto parts = Namesakes{200, 97, 1}.parts(400);
  CHECK(parts.alone == 0);
  CHECK(parts.weight > 5);
}

TEST_CASE("One couple of the rarest name does not lift the limit for all") {
  Namesakes town{201, 0, 1};
  const auto& given = town.table.values(*town.table.column("given name"));
  for (ValueId id = 1; id < given.size(); ++id)
    if (given.text(id) != "ana200") town.frequencies[0].counts.emplace_back(given.hash(id), 40);
  std::ranges::sort(town.frequencies[0].counts);
  const auto rarest = std::ranges::find(town.pairs, RowNumber{400}, &NamesakePair::l);
  REQUIRE(rarest != town.pairs.end());
  rarest->vector = (rarest->vector & ~std::uint64_t{0xF00}) | 0x100;  // born on one day
  const auto knots = learn_names_alone(town.pairs, town.comparisons, town.parameters, town.scorer());
  REQUIRE(!knots.empty());
  CHECK(knots.back().second < 0);
}

TEST_CASE("Where nobody's birth date tells, names alone are an even chance at most") {
  Namesakes few{3, 100, 1};
  few.parameters.match_bits = 10;
  CHECK(few.parts(6).weight == doctest::Approx(0));
}

TEST_CASE("Namesakes born years apart are counted where something else agrees, and a handful of records says little") {
  const Namesakes town{200, 5, 1};
  // Of no couple do a telephone number and a birth date agree: only what is taken for granted counts.
  CHECK(learn_born_apart(town.pairs, town.comparisons, town.scorer()) == doctest::Approx(0.025));
}

TEST_CASE("Never worth more than the model says, and rarer names never less than commoner ones") {
  CHECK(rc::check("names alone", [] {
    Namesakes town{60, static_cast<unsigned>(*rc::gen::inRange(0, 100)), static_cast<std::uint64_t>(*rc::gen::inRange(1, 1000))};
    town.parameters.names_alone.clear();
    std::vector<std::pair<double, double>> knots;
    double bits = -5, most = -8;
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
      knots.emplace_back(bits, most);
      bits += *rc::gen::inRange(1, 8), most += *rc::gen::inRange(0, 5);
    }
    const auto plain = town.parts(120);
    town.parameters.names_alone = knots;
    double last = -1e9;
    for (town.parameters.match_bits = -60; town.parameters.match_bits < 30; town.parameters.match_bits += 3) {
      const auto limited = town.parts(120);
      RC_ASSERT(limited.weight <= plain.weight + town.parameters.match_bits - plain.start + 1e-9);
      RC_ASSERT(limited.weight >= last - 1e-9);
      last = limited.weight;
    }
  }));
}
