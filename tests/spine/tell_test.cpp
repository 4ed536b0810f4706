// What is told of those who already work with somebody.
#include "spine/tell.h"

#include <doctest/doctest.h>

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
