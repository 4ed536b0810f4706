#include <doctest/doctest.h>

#include "base/random.h"
#include "match/em.h"

using namespace hearth;
using namespace hearth::match;

namespace {

/// Pairs of which a share are matches; each of four comparisons agrees (level 1) with chance m or u, per thousand.
Histogram made_pairs(unsigned matches_per_thousand, const std::vector<unsigned>& m, const std::vector<unsigned>& u, int pairs) {
  Random random{5};
  VectorCounter counter;
  for (int i = 0; i < pairs; ++i) {
    const bool match = random.chance(matches_per_thousand);
    std::uint64_t vector = 0;
    for (std::size_t c = 0; c < m.size(); ++c) vector |= std::uint64_t{random.chance(match ? m[c] : u[c]) ? 1U : 2U} << (4 * c);
    counter.count(vector);
  }
  return counter.sorted();
}

}  // namespace

TEST_CASE("EM finds the shares that made the pairs, without labels") {
  const auto pairs = made_pairs(100, {900, 800, 950, 700}, {20, 50, 100, 10}, 60'000);
  const Shares usual{{0.8, 0.2}, {0.8, 0.2}, {0.8, 0.2}, {0.8, 0.2}};
  const Shares strangers{{0.05, 0.95}, {0.05, 0.95}, {0.05, 0.95}, {0.05, 0.95}};  // wrong on purpose: they are free
  const auto session = learn_matches(pairs, 0xF, usual, strangers, {});
  CHECK(session.settled);
  CHECK(session.share == doctest::Approx(0.1).epsilon(0.05));
  CHECK(session.first[0][0] == doctest::Approx(0.9).epsilon(0.02));
  CHECK(session.first[3][0] == doctest::Approx(0.7).epsilon(0.03));
  CHECK(session.second[2][0] == doctest::Approx(0.1).epsilon(0.05));
}

TEST_CASE("A field that is not known is no evidence") {
  Parameters parameters;
  parameters.m = {{0.9, 0.1}, {0.9, 0.1}};
  parameters.u = parameters.h = {{0.01, 0.99}, {0.01, 0.99}};
  Histogram pairs{{0x01, 100}, {0x11, 2000}, {0x02, 800}, {0x22, 100'000}};
  learn_prior(pairs, 1e6, false, parameters);
  CHECK(parameters.home_bits == -1000);
  CHECK(parameters.match_bits < -9);
  CHECK(parameters.match_bits > -14);
}
