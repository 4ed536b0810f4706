#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/text.h"
#include "match/similarity.h"

using namespace hearth::match;

TEST_CASE("Jaro-Winkler gives the values of Winkler's paper") {
  struct Row {
    const char* a;
    const char* b;
    double expected;
  };
  for (const Row& row : {Row{"martha", "marhta", 0.961}, {"dwayne", "duane", 0.84}, {"dixon", "dicksonx", 0.813}, {"abc", "xyz", 0.0}, {"same", "same", 1.0}}) {
    CAPTURE(row.a);
    CHECK(jaro_winkler(row.a, row.b) == doctest::Approx(row.expected).epsilon(0.001));
  }
}

TEST_CASE("Two words are as alike one way round as the other") {
  CHECK(rc::check("jaro_winkler and edits are symmetric", [](const std::string& a, const std::string& b) {
    RC_ASSERT(jaro_winkler(a, b) == jaro_winkler(b, a));
    RC_ASSERT(edits_within(a, b, 3) == edits_within(b, a, 3));
  }));
}

TEST_CASE("Bounded edits agree with the plain count") {
  CHECK(rc::check("edits_within", [] {
    const auto letters = rc::gen::container<std::string>(rc::gen::elementOf(std::string{"abcd"}));
    const auto a = *rc::gen::resize(9, letters), b = *rc::gen::resize(9, letters);
    RC_ASSERT(edits_within(a, b, 4) == std::min<std::size_t>(hearth::edit_distance(a, b), 5));
  }));
}

TEST_CASE("Names that sound alike have one sound") {
  CHECK(sound_of("mohammed") == sound_of("muhammad"));
  CHECK(sound_of("philips") == sound_of("fillips"));
  CHECK(sound_of("catherine") == sound_of("katherine"));
  CHECK(sound_of("smith") != sound_of("jones"));
  CHECK(sound_of("123").empty());
}
