// The rules of what ships, as an officer reads them; and what a demo keeps of how right they were.
#include <doctest/doctest.h>

#include "need/cohort_check.h"
#include "need/need_fixture.h"
#include "need/rule_words.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

namespace {

/// "any of these(a, all of these(b, c))"
std::string flat(const RuleSaid& said) {
  std::string out = said.words;
  for (std::size_t i = 0; i < said.parts.size(); ++i) out += (i == 0 ? "(" : ", ") + flat(said.parts[i]);
  return out + (said.parts.empty() ? "" : ")");
}

}  // namespace

TEST_CASE("A rule is read as a list of what must hold, named rules and bounds in words") {
  const auto flood = programme("flood-welfare");
  CHECK(flat(say_rule(flood.rules, flood.categories[0].rule)) ==
        "any of these(cannot use stairs, cannot walk without help, uses a wheelchair, has medical equipment that needs power, needs care every day)");
  const auto visit = flat(say_rule(flood.rules, flood.categories[1].rule));
  CHECK_MESSAGE(visit.find("all of these(lives alone, aged 80 or over)") != std::string::npos, visit);
  const auto phone = flat(say_rule(flood.rules, flood.categories[2].rule));
  CHECK_MESSAGE(phone.find("aged 16 or over (also where nobody knows)") != std::string::npos, phone);
}

TEST_CASE("A condition with words of its own is told by them, with what stands in it") {
  const auto money = programme("pension-credit");
  const auto partner = say_rule(money.rules, money.left_out_if[2]);
  CHECK(partner.words == "the letter goes to the partner, who claims for both");
  CHECK(partner.parts.size() == 1);
  CHECK(flat(say_rule(money.rules, money.only_if[0])) == "aged 66 or over");
}

TEST_CASE("How right a demo was is kept for the pages; without a file, or with a broken one, nothing is told") {
  const tests::TemporaryFolder folder;
  DiskFiles files;
  CHECK(kept_checks(files, folder.path()).empty());
  REQUIRE(keep_checks(files, folder.path(), {{.programme = "p", .found = 10, .wrongly = 2, .truly = 16, .missed = 8, .somebody_wrongly = PersonId{7}}}));
  const auto kept = kept_checks(files, folder.path());
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].programme == "p");
  CHECK(kept[0].precision() == doctest::Approx(0.8));
  CHECK(kept[0].recall() == doctest::Approx(0.5));
  CHECK(kept[0].somebody_wrongly == PersonId{7});
  folder.file("checked-against-truth.json", "[{\"programme\": 3");
  CHECK(kept_checks(files, folder.path()).empty());
}
