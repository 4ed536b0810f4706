// Which facts each organisation has sent, which are agreed, missing or old.
#include "spine/known_facts.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "record/field.h"

using namespace hearth;
using namespace hearth::spine;

namespace {

const Instant now = *Instant::parse("2026-06-15T10:00:00Z");

struct Place {
  Snapshot snapshot;
  std::shared_ptr<const trust::Policy> policy;
  need::FactorIndex walk, age, stairs;

  Place() {
    DiskFiles files;
    auto vocabulary = need::Vocabulary::read(files, Path{HEARTH_SOURCE_DIR} / "programmes/factors.toml").value();
    walk = *vocabulary.find("cannot_walk");
    age = *vocabulary.find("age");
    stairs = *vocabulary.find("cannot_use_stairs");
    snapshot.vocabulary = std::make_shared<const need::Vocabulary>(std::move(vocabulary));
    auto& programme = snapshot.programmes.emplace_back();
    programme.factors = {walk, age, stairs};
    std::ranges::sort(programme.factors);
    feed("care", "council", "flood", "2026-06-01", 7);
    feed("tax", "council", "ended", "2026-06-01", 35);
    feed("homes", "landlord", "flood", "2026-05-01", 35);
    trust::TrustDeclarations declared;
    for (const char* id : {"council", "landlord"}) declared.organisations.push_back({OrganisationId{id}, id, ""});
    declared.agreements.push_back(agreement("flood", 2026));
    declared.agreements.push_back(agreement("ended", 2025));
    policy = *trust::Policy::make(std::move(declared), {{PurposeId{"flood-welfare"}, "words", "power", "task", OrganisationId{"council"}, {"fraud"}, {trust::Role::duty_officer}}});
  }
  static trust::Agreement agreement(const char* id, int year) {
    return {AgreementId{id}, {OrganisationId{"council"}, OrganisationId{"landlord"}}, {PurposeId{"flood-welfare"}}, {FactorId{"cannot_walk"}, FactorId{"age"}},
            {true, true}, Date::make(year, 1, 1).value(), Date::make(year, 12, 31).value()};
  }
  void feed(const char* name, const char* organisation, const char* agreement_id, const char* received, int expected_every) {
    record::Feed out;
    out.name = FeedName{name};
    out.organisation = OrganisationId{organisation};
    out.agreement = AgreementId{agreement_id};
    out.expected_every_days = expected_every;
    snapshot.place.feeds.push_back(out);
    snapshot.feeds.push_back({FeedName{name}, received, received, 0});
  }
  void record(std::uint32_t feed_number, const char* claim, const char* born = "") {
    record::FieldsBuilder fields;
    if (*claim != 0) fields.add_claim(claim, "true");
    fields.set(record::Field::birth_date, born);
    snapshot.records.push_back({RecordId{snapshot.records.size() + 1}, feed_number, "K", fields.packed(), false});
  }
  FactHeld held(need::FactorIndex factor, std::size_t organisation) const {
    const auto all = place_knowledge(snapshot, *policy, now, {2});
    for (const auto& line : all.lines)
      if (line.factor == factor) return line.by_organisation.at(organisation);
    return {};
  }
};

}  // namespace

TEST_CASE("A fact that was sent and agreed is there; agreed and not sent is missing; sent and not agreed is shown to nobody") {
  Place place;
  place.record(2, "cannot_walk");
  place.record(2, "cannot_walk", "1940-01-01");
  place.record(1, "cannot_use_stairs");
  CHECK(place.held(place.walk, 1).state == FactState::stale);  // 45 days old, and a month is expected
  CHECK(place.held(place.walk, 1).records == 2);
  CHECK(place.held(place.age, 1).records == 1);                // a birthday tells the age
  CHECK(place.held(place.walk, 0).state == FactState::missing);
  CHECK(place.held(place.stairs, 0).state == FactState::not_agreed);
  CHECK(place.held(place.stairs, 1).state == FactState::none);
}

TEST_CASE("A file is old by its own measure, and one fresh file of an organisation is enough") {
  Place place;
  place.record(0, "cannot_walk");
  CHECK(place.held(place.walk, 0).state == FactState::stale);  // a week is expected, and it is two weeks old
  place.snapshot.place.feeds[0].expected_every_days = 14;
  CHECK(place.held(place.walk, 0).state == FactState::shared);
  CHECK(place.held(place.walk, 0).purposes == std::vector<std::string>{"flood-welfare"});
}
