// What may be told to a crew on paper, and what a programme that would tell more is refused for.
#include <doctest/doctest.h>

#include "need/need_fixture.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

namespace {

Result<Programme> with_crew(const std::string& lines) {
  DiskFiles files;
  auto text = files.read_all(Path{HEARTH_SOURCE_DIR} / "programmes/flood-welfare/programme.toml", 1 << 20).value();
  const auto from = text.find("[crew]\n");
  const auto to = text.find("[[letter]]");
  REQUIRE(from < to);
  const auto changed = text.substr(0, from) + "[crew]\n" + lines + "\n" + text.substr(to);
  return Programme::parse(changed, "programme.toml", "flood-welfare", vocabulary());
}

std::string code(const std::string& lines) {
  const auto read = with_crew(lines);
  if (read) return "read";
  CHECK(read.error().exit == Exit::wrong_use);
  CHECK(read.error().where.file == "programme.toml");
  return read.error().code;
}

}  // namespace

TEST_CASE("The flood programme tells a crew what to do, in its own order, and the same of two facts that paper must not tell apart") {
  const auto& crew = programme("flood-welfare").crew;
  REQUIRE(crew.size() > 5);
  CHECK(vocabulary()[crew.front().factor].id.text() == "cannot_walk");
  const auto words = [&crew](const char* id) {
    for (const auto& told : crew)
      if (vocabulary()[told.factor].id.text() == id) return told.words;
    return std::string{};
  };
  CHECK(words("cannot_use_stairs") == "cannot use stairs: two people");
  CHECK(words("dementia") == words("learning_disability"));
  for (const char* never : {"lives_alone", "age", "mental_health", "council_tax_single_discount", "assisted_bins", "on_priority_register"})
    CHECK(words(never).empty());
  CHECK(programme("pension-credit").crew.empty());
}

TEST_CASE("Words that tell an illness, a benefit or living alone are refused, and so are facts that no crew needs") {
  CHECK(code("wheelchair = \"bring a vehicle with a lift\"") == "read");
  CHECK(code("dementia = \"has dementia: speak calmly\"") == "crew.tells");
  CHECK(code("dementia = \"Alzheimer's: speak calmly\"") == "crew.tells");
  CHECK(code("needs_power = \"oxygen at home: bring a battery\"") == "crew.tells");
  CHECK(code("needs_power = \"gets PIP: bring a battery\"") == "crew.tells");
  CHECK(code("needs_power = \"lives alone: bring a battery\"") == "crew.tells");
  CHECK(code("lives_alone = \"stay a while\"") == "crew.tells");
  CHECK(code("mental_health = \"speak calmly\"") == "crew.tells");
  CHECK(code("age = \"be kind\"") == "crew.kind");
  CHECK(code("pension_credit = \"bring a form\"") == "crew.not_listed");
  CHECK(code("wheelchiar = \"bring a lift\"") == "crew.not_listed");
  CHECK(code("wheelchair = \"\"") == "crew.length");
  CHECK(code("wheelchair = \"" + std::string(91, 'x') + "\"") == "crew.length");
}

TEST_CASE("Transport is counted by what a crew is told; by anything else it is refused") {
  const auto& flood = programme("flood-welfare");
  CHECK(flood.transport.seats.size() >= 3);
  REQUIRE(flood.transport.wheelchairs.size() == 1);
  CHECK(vocabulary()[flood.transport.wheelchairs.front()].id.text() == "wheelchair");
  CHECK(code("wheelchair = \"a vehicle with a lift\"\n[transport]\nseats = [\"wheelchair\"]") == "read");
  CHECK(code("wheelchair = \"a vehicle with a lift\"\n[transport]\nseats = [\"cannot_walk\"]") == "transport.not_told");
  CHECK(code("wheelchair = \"a vehicle with a lift\"\n[transport]\nseats = [\"wheelchare\"]") == "transport.not_told");
  CHECK(code("wheelchair = \"a vehicle with a lift\"\n[transport]\nplaces = [\"wheelchair\"]") == "toml.unknown_key");
}
