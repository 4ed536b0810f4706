#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "need/factor_table.h"
#include "need/need_fixture.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

namespace {

std::shared_ptr<const Vocabulary> shared_vocabulary() { return {&vocabulary(), [](const Vocabulary*) {}}; }

Facts some_facts(Random& random) {
  Facts out{vocabulary(), today};
  for (FactorIndex factor = 0; factor < vocabulary().size(); ++factor)
    if (random.chance(300)) out.set(factor, Fact::number(random.between(0, 1), {static_cast<std::uint16_t>(random.below(6)), random.between(1, 20'000)}));
  out.standing = {random.chance(100), random.chance(100), random.chance(100)};
  return out;
}

}  // namespace

TEST_CASE("The table gives back what was put in, in one piece or in parts, and its three bitmaps share out the subjects") {
  CHECK(rc::check([](std::uint64_t seed) {
    Random random{seed};
    std::vector<Facts> people;
    for (int i = random.between(0, 40); i > 0; --i) people.push_back(some_facts(random));
    FactorTable whole{shared_vocabulary()}, front{shared_vocabulary()}, back{shared_vocabulary()};
    const auto cut = random.below(people.size() + 1);
    for (std::size_t i = 0; i < people.size(); ++i) {
      whole.put(people[i]);
      (i < cut ? front : back).put(people[i]);
    }
    front.append(std::move(back));
    RC_ASSERT(front.subjects() == people.size());
    for (const auto* table : {&whole, &front}) {
      Facts out{vocabulary(), today};
      for (std::uint32_t i = 0; i < people.size(); ++i) {
        table->facts_of(i, out);
        RC_ASSERT(out.standing == people[i].standing);
        for (FactorIndex factor = 0; factor < vocabulary().size(); ++factor) {
          const auto *got = out.find(factor), *put = people[i].find(factor);
          RC_ASSERT((got == nullptr) == (put == nullptr));
          if (got != nullptr) RC_ASSERT(*got == *put);
        }
        const auto wheelchair = factor("wheelchair");
        const int in = table->yes(wheelchair).contains(i) + table->no(wheelchair).contains(i) + table->unknown(wheelchair).contains(i);
        RC_ASSERT(in == 1);
        RC_ASSERT(table->yes(wheelchair).contains(i) == (people[i].yes(wheelchair) == Truth::yes));
      }
    }
  }));
}
