// What is told of those who already work with somebody.
#include "spine/tell.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "need/need_fixture.h"
#include "record/field.h"

using namespace hearth;
using namespace hearth::spine;

namespace {

struct Known {
  record::KnownAs as;
  std::string feed, organisation, contact, team, phone;
};

/// One person of whom each of these feeds has a record.
void make_known_by(const std::vector<Known>& all, Snapshot& out) {
  out.vocabulary = std::make_shared<const need::Vocabulary>(need::fixture::vocabulary());
  out.organisations = {{"homes", {OrganisationId{"homes"}, "Weirside Homes", "Office, 01632 960007"}},
                       {"county", {OrganisationId{"county"}, "Wold County Council", "Duty desk, 01632 960010"}}};
  for (const auto& known : all) {
    record::Feed feed;
    feed.name = FeedName{known.feed};
    feed.organisation = OrganisationId{known.organisation};
    feed.contact = known.contact;
    feed.known_as = known.as;
    out.place.feeds.push_back(std::move(feed));
    record::FieldsBuilder fields;
    fields.set(record::Field::known_team, known.team);
    fields.set(record::Field::known_phone, known.phone);
    out.records.push_back({.feed = static_cast<std::uint32_t>(out.records.size()), .key = "1", .fields = fields.packed()});
  }
}

struct Told {
  std::vector<std::string> names, call;
};

Told told(const std::vector<Known>& all) {
  Snapshot snapshot;
  make_known_by(all, snapshot);
  const Sight sight{{}, *snapshot.vocabulary};
  PersonSeen seen;
  for (std::uint32_t i = 0; i < snapshot.records.size(); ++i) seen.records.push_back(i);
  Told out;
  Teller{snapshot, sight}.known_to(seen, out.names, out.call);
  return out;
}

constexpr auto named = record::KnownAs::named;

}  // namespace

TEST_CASE("Who already works with somebody is told by the organisation's name, never by the name of a file") {
  const auto plain = told({{named, "tenancies_v2", "homes", "", "", ""}});
  CHECK(plain.names == std::vector<std::string>{"Weirside Homes"});
  CHECK(plain.call == std::vector<std::string>{"Weirside Homes: Office, 01632 960007"});
  const auto own_contact = told({{named, "tenancies_v2", "homes", "Repairs desk, 01632 960008", "", ""}});
  CHECK(own_contact.call == std::vector<std::string>{"Weirside Homes: Repairs desk, 01632 960008"});
  const auto said_already = told({{named, "tenancies_v2", "homes", "Weirside Homes, repairs, 01632 960008", "", ""}});
  CHECK(said_already.call == std::vector<std::string>{"Weirside Homes, repairs, 01632 960008"});
  const auto team = told({{named, "rpt_771", "county", "", "Locality East", "01632 960011"}});
  CHECK(team.names == std::vector<std::string>{"Wold County Council: Locality East"});
  CHECK(team.call == std::vector<std::string>{"Wold County Council: Locality East 01632 960011"});
}

TEST_CASE("Two files of one organisation name it once; a hidden involvement is not named") {
  const auto twice = told({{named, "tenancies", "homes", "", "", ""}, {named, "repairs", "homes", "", "", ""}});
  CHECK(twice.names == std::vector<std::string>{"Weirside Homes"});
  CHECK(twice.call.size() == 1);
  const auto hidden = told({{record::KnownAs::hidden, "rpt_771", "county", "", "Locality East", "01632 960011"}});
  CHECK(hidden.names.empty());
  CHECK(hidden.call.empty());
  const auto care = told({{record::KnownAs::council_care_contact, "rpt_771", "county", "Duty desk, 01632 960010", "Locality East", "01632 960011"}});
  CHECK(care.names == std::vector<std::string>{"a council care contact"});
  CHECK(care.call == std::vector<std::string>{"Duty desk, 01632 960010"});
}

TEST_CASE("Facts are told file by file with their day: what is shared, of files that may be named, the newest of each") {
  Snapshot snapshot;
  make_known_by({{named, "care", "county", "", "", ""}, {named, "homes", "homes", "", "", ""}, {record::KnownAs::hidden, "clinic", "nhs", "", "", ""}}, snapshot);
  for (const char* feed : {"care", "homes", "clinic"}) snapshot.feeds.push_back({FeedName{feed}, "2026-02-01", "", 0});
  const auto tells = [&](std::uint32_t feed, const std::vector<std::array<const char*, 3>>& claims) {
    record::FieldsBuilder fields;
    for (const auto& [factor, value, date] : claims) fields.add_claim(factor, value, date);
    snapshot.records[feed].fields = fields.packed();
  };
  tells(0, {{"cannot_walk", "true", "2026-01-05"}, {"cannot_use_stairs", "true", "2012-01-05"}, {"weekly_income", "143.20", "2026-01-05"}});
  tells(1, {{"cannot_walk", "false", ""}, {"oxygen", "true", ""}});
  tells(2, {{"cannot_walk", "true", "2026-01-06"}});
  std::vector<trust::FeedGrant> grants(3);
  for (auto& grant : grants) grant = {true, trust::Reason::allowed, false, {FactorId{"cannot_use_stairs"}, FactorId{"cannot_walk"}, FactorId{"weekly_income"}}};
  const Sight sight{grants, *snapshot.vocabulary};
  PersonSeen seen;
  seen.records = {0, 1, 2};
  std::vector<std::string> lines;
  for (const auto& told : Teller{snapshot, sight}.facts_told(seen, need::fixture::today)) lines.push_back(told.file + ", " + told.date + ": " + told.words + (told.too_old ? " (too old)" : ""));
  const auto& words = *snapshot.vocabulary;
  const auto& walk = words[*words.find("cannot_walk")];
  const auto has = [&](const std::string& line) { return std::ranges::find(lines, line) != lines.end(); };
  CHECK(lines.size() == 4);
  CHECK(has("care, 5 January 2026: " + walk.words));
  CHECK(has("homes, 1 February 2026: " + (walk.not_words.empty() ? "not: " + walk.words : walk.not_words)));
  CHECK(has("care, 5 January 2012: " + words[*words.find("cannot_use_stairs")].words + " (too old)"));
  CHECK(has("care, 5 January 2026: " + words[*words.find("weekly_income")].words + ": 143.20"));
}

TEST_CASE("What somebody could be owed is told with what is not known; a fact behind it that may not be told takes the sum away") {
  Snapshot snapshot;
  make_known_by({{named, "benefits", "council", "", "", ""}}, snapshot);
  const auto credit = need::fixture::programme("pension-credit");
  const auto told = [&](std::vector<FactorId> may, const std::vector<std::pair<std::string, double>>& known) {
    const Sight sight{{{true, trust::Reason::allowed, false, std::move(may)}}, *snapshot.vocabulary};
    need::Facts facts{*snapshot.vocabulary, Date::make(2026, 11, 24).value()};
    for (const auto& [id, value] : known) facts.set(*snapshot.vocabulary->find(id), need::Fact::number(value, {0, 20'000}));
    PersonSeen seen;
    seen.records = {0};
    return Teller{snapshot, sight}.money(credit, seen, facts, true);
  };
  const std::vector<std::pair<std::string, double>> known{{"weekly_income", 200}, {"capital", 0}, {"is_couple", 0}, {"lives_alone", 1}, {"disability_benefit", 0}};
  const std::vector<FactorId> all{FactorId{"capital"}, FactorId{"disability_benefit"}, FactorId{"is_couple"}, FactorId{"lives_alone"}, FactorId{"weekly_income"}};
  const auto money = told(all, known);
  REQUIRE(money);
  CHECK(money->words() == "Could be owed about £38 to £86.15 a week (rates 2026/27); not known: whether they are entitled to Carer's Allowance. An estimate: DWP alone decides.");
  CHECK(money->rests_on.size() == known.size());
  CHECK(money->reckoned.size() == 3);
  CHECK_FALSE(told({FactorId{"capital"}, FactorId{"disability_benefit"}, FactorId{"is_couple"}, FactorId{"lives_alone"}}, known));
  CHECK_FALSE(told({FactorId{"disability_benefit"}, FactorId{"is_couple"}, FactorId{"lives_alone"}, FactorId{"weekly_income"}}, known));
  // Nobody is told a sum of nothing.
  CHECK_FALSE(told(all, {{"weekly_income", 500}, {"capital", 0}, {"is_couple", 0}, {"lives_alone", 1}, {"disability_benefit", 0}}));
  const auto wide = told(all, {{"weekly_income", 200}, {"is_couple", 0}});
  REQUIRE(wide);
  CHECK(wide->by_the_week().starts_with("up to about £"));
}
