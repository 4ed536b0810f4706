#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "match/learn_sources.h"

using namespace hearth;
using namespace hearth::match;

namespace {

/// A register (source 0) in which names come again as namesakes, a list (source 1) of some of its people, with their numbers, and a
/// second list (source 2) of strangers.
struct Lists {
  static constexpr RowNumber people = 300, listed = 120, strangers = 100;
  Table table{people + listed + strangers};
  std::vector<Comparison> comparisons;
  std::shared_ptr<const Features> features;
  Parameters parameters;
  std::vector<TermFrequencies> frequencies;
  std::unique_ptr<Blocking> blocking;

  Lists() {
    const auto name = table.add_column("surname", table.add_dictionary()), number = table.add_column("number", table.add_dictionary());
    table.make_room();
    const auto put = [&](RowNumber row, std::uint32_t source, const std::string& called, const std::string& known_as) {
      table.set_source(row, source);
      table.set(row, name, table.dictionary(table.dictionary_of(name)).add(called));
      table.set(row, number, table.dictionary(table.dictionary_of(number)).add(known_as));
    };
    // Numbers that are no typing error apart.
    const auto numbered = [](std::uint64_t person) { return std::to_string(mix64(person) % 900'000'000 + 100'000'000); };
    const auto called = [](RowNumber person) { return "name" + std::to_string(person % 60); };
    for (RowNumber person = 0; person < people; ++person) put(person, 0, called(person), numbered(person));
    for (RowNumber person = 0; person < listed; ++person) put(people + person, 1, called(person), numbered(person));
    for (RowNumber person = 0; person < strangers; ++person) put(people + listed + person, 2, called(person), numbered(person + 5000));
    comparisons = {{"surname", Kind::name, {name}}, {"number", Kind::code, {number}}};
    features = prepare(table, comparisons, std::make_shared<Aliases>(), {}, false);
    parameters.m = {{0.9, 0.02, 0.02, 0.02, 0.02, 0.01, 0.01}, {0.9, 0.03, 0.02, 0.05}};
    parameters.u = {{0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.93}, {0.001, 0.001, 0.001, 0.997}};
    parameters.h = parameters.u;
    parameters.match_bits = -8;
    blocking = std::make_unique<Blocking>(table, std::vector<BlockRule>{{"surname", {{{name}}}}}, TokenWeights{}, 1000, Threads{1});
  }
  [[nodiscard]] std::vector<float> bits(const Blocking::May& may) const {
    return learn_source_bits(table, features, *blocking, may, Scorer{table, comparisons, parameters, frequencies}, {});
  }
};

}  // namespace

TEST_CASE("Rows of a register and of a list from it are oftener one person than two rows of the register, or a list of strangers") {
  const Lists lists;
  const auto bits = lists.bits([](std::uint32_t, std::uint32_t) { return true; });
  REQUIRE(bits.size() == 9);
  CHECK(bits[1] > 1);         // register and list
  CHECK(bits[0] < -1);        // within the register
  CHECK(bits[2] < -1);        // register and strangers
  CHECK(bits[1] == bits[3]);  // either way round
}

TEST_CASE("Feeds that may not be compared teach nothing, and one feed alone has nothing to tell") {
  const Lists lists;
  for (const float bits : lists.bits([](std::uint32_t, std::uint32_t) { return false; })) CHECK(bits == 0);
  Table one{2};
  CHECK(learn_source_bits(one, lists.features, *lists.blocking, [](std::uint32_t, std::uint32_t) { return true; },
                          Scorer{lists.table, lists.comparisons, lists.parameters, lists.frequencies}, {}).empty());
}
