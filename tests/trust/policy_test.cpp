#include "trust/policy.h"

#include <doctest/doctest.h>

#include "trust/example_place.h"

using namespace hearth;
using namespace hearth::trust;
using namespace hearth::tests;

namespace {

constexpr const char* whole = R"(
[[organisation]]
id = "council"
name = "Weirdale Council"
contact = "01632 960001"
[[organisation]]
id = "utility"
[[agreement]]
id = "flood-2026"
parties = ["utility", "council"]
purposes = ["flood-welfare"]
factors = ["oxygen", "cannot_walk"]
may = ["match", "query"]
from = 2026-01-01
until = "2026-12-31"
)";

Result<TrustDeclarations> read(const std::string& text) {
  const auto file = formats::DeclarationFile::parse(text, "PLACE.toml");
  if (!file) return fail(file.error());
  return read_trust_declarations(file->root());
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("Organisations and agreements are read from PLACE.toml") {
  const auto declared = read(whole);
  if (!declared) FAIL(to_string(declared.error()));
  REQUIRE(declared->organisations.size() == 2);
  CHECK(declared->organisations[0].name == "Weirdale Council");
  CHECK(declared->organisations[1].name == "utility");
  REQUIRE(declared->agreements.size() == 1);
  const auto& agreement = declared->agreements[0];
  CHECK(agreement.may == May{true, true});
  CHECK(agreement.has_party(OrganisationId{"council"}));
  CHECK(agreement.has_factor(FactorId{"oxygen"}));
  CHECK(agreement.from.text() == "2026-01-01");
  CHECK(agreement.until.text() == "2026-12-31");
}

TEST_CASE("A faulty agreement is refused with its place and what was expected") {
  const std::vector<std::array<const char*, 3>> cases{
      {"factors = [\"oxygen\", \"cannot_walk\"]", "factors = [\"*\"]", "trust.every_factor"},
      {"may = [\"match\", \"query\"]", "may = [\"see\"]", "trust.may"},
      {"may = [\"match\", \"query\"]", "may = []", "trust.may"},
      {"until = \"2026-12-31\"", "until = \"2025-12-31\"", "trust.dates"},
      {"until = \"2026-12-31\"", "until = \"soon\"", "trust.dates"},
      {"until = \"2026-12-31\"", "untill = \"2026-12-31\"", "toml.unknown_key"},
      {"until = \"2026-12-31\"", "", "toml.missing"},
      {"[\"utility\", \"council\"]", "[\"utility\", \"police\"]", "trust.unknown_party"},
      {"[\"utility\", \"council\"]", "[]", "trust.no_party"},
      {"id = \"utility\"", "id = \"council\"", "trust.twice"},
  };
  for (const auto& row : cases) {
    const auto declared = read(replaced(whole, row[0], row[1]));
    CAPTURE(row[1]);
    REQUIRE(!declared);
    CHECK(declared.error().code == row[2]);
    CHECK(declared.error().exit == Exit::wrong_use);
    CHECK(declared.error().where.file == "PLACE.toml");
  }
}

TEST_CASE("An unknown party is told with the nearest known one, or with all when none is near") {
  CHECK(read(replaced(whole, "[\"utility\", \"council\"]", "[\"utility\", \"concil\"]")).error().message.find("Did you mean \"council\"?") != std::string::npos);
  CHECK(read(replaced(whole, "[\"utility\", \"council\"]", "[\"police\"]")).error().message.find("Known: council, utility.") != std::string::npos);
}

TEST_CASE("An agreement may share the factors that another one lists, and says so by its id") {
  const std::string second = std::string{whole} + "[[agreement]]\nid = \"register\"\nparties = [\"utility\"]\npurposes = [\"flood-welfare\"]\nsame_factors_as = \"flood-2026\"\nmay = [\"query\"]\nfrom = 2026-01-01\nuntil = 2026-12-31\n";
  const auto declared = read(second);
  if (!declared) FAIL(to_string(declared.error()));
  CHECK(declared->agreements[1].factors == declared->agreements[0].factors);
  CHECK(read(replaced(second, "same_factors_as = \"flood-2026\"", "same_factors_as = \"flod-2026\"")).error().message.find("Did you mean \"flood-2026\"?") != std::string::npos);
  CHECK(read(replaced(second, "same_factors_as = \"flood-2026\"", "same_factors_as = \"register\"")).error().code == "trust.unknown_agreement");
  CHECK(read(replaced(second, "same_factors_as", "factors = [\"oxygen\"]\nsame_factors_as")).error().code == "trust.factors_twice");
}

TEST_CASE("A purpose without a legal power or duty is refused") {
  Purpose purpose{PurposeId{"curiosity"}, "to know", "  ", "", OrganisationId{"council"}, {}, {Role::duty_officer}};
  const auto policy = Policy::make({}, {purpose});
  REQUIRE(!policy);
  CHECK(policy.error().code == "trust.no_power");
}

TEST_CASE("The version of the rules changes with every rule, and not with the order in which they were written") {
  const auto base = read(whole);
  REQUIRE(base);
  const auto version = [](TrustDeclarations declared) { return (*Policy::make(std::move(declared), {}))->version(); };
  const auto first = version(*base);
  CHECK(first.size() == 64);
  auto other = *base;
  std::swap(other.organisations[0], other.organisations[1]);
  std::swap(other.agreements[0].parties[0], other.agreements[0].parties[1]);
  CHECK(version(other) == first);
  other = *base;
  other.agreements[0].may.query = false;
  CHECK(version(other) != first);
  other = *base;
  other.agreements[0].until = *Date::parse_iso("2027-01-01");
  CHECK(version(other) != first);
  CHECK(Policy{}.version() != first);
}

TEST_CASE("An agreement is live from the start of its first day to the end of its last") {
  const auto policy = example_policy();
  const auto& agreement = *policy->find(AgreementId{"last-day"});
  CHECK(!is_live(agreement, moment("2026-06-14T23:59:59Z")));
  CHECK(is_live(agreement, moment("2026-06-15T00:00:00Z")));
  CHECK(is_live(agreement, moment("2026-06-15T23:59:59Z")));
  CHECK(!is_live(agreement, moment("2026-06-16T00:00:00Z")));
}

TEST_CASE("A feed is matched with others only under a live agreement that allows it") {
  const auto policy = example_policy();
  for (const auto& feed : example_feeds()) {
    CAPTURE(feed.feed.text());
    const bool expected = feed.feed.text() == "housing" || feed.feed.text() == "register" || feed.feed.text() == "benefits" ||
                          feed.feed.text() == "shelter" || feed.feed.text() == "today only" || feed.feed.text() == "hospital";
    CHECK(policy->may_match(feed, today) == expected);
  }
}

TEST_CASE("Roles are read by name, with the nearest known one when the name is not one") {
  CHECK(Roles::parse("duty officer, reviewer")->text() == "duty_officer,reviewer");
  const auto wrong = Roles::parse("duty_oficer");
  REQUIRE(!wrong);
  CHECK(wrong.error().message.find("Did you mean duty_officer?") != std::string::npos);
}
