// UPRNs that are not in the gazetteer, by kind and record.
#include "spine/unknown_uprns.h"

#include <doctest/doctest.h>

#include "app/place_warnings.h"

using namespace hearth;
using namespace hearth::app;
using spine::unknown_uprns;

namespace {

std::shared_ptr<const place::MatchPlace> gazetteer_of(std::uint64_t uprn, const std::string& postcode) {
  place::GazetteerBuilder builder{"made"};
  place::PropertyRow row{.uprn = Uprn::from_trusted(uprn)};
  row.address.unit = "1";
  row.address.street = "Weir Lane";
  row.address.postcode = postcode;
  builder.add(row);
  place::LoadedGazetteer loaded{.gazetteer = builder.finish()};
  auto index = place::AddressIndex::build(loaded.gazetteer, Threads{1});
  return std::make_shared<const place::MatchPlace>(place::MatchPlace{std::move(loaded), std::move(index)});
}

void add(spine::Snapshot& to, const std::string& key, const std::string& uprn, place::Band band = place::Band::none, const std::string& postcode = "") {
  record::FieldsBuilder fields;
  fields.set(record::Field::uprn, uprn);
  fields.set(record::Field::address, "1 Weir Lane");
  fields.set(record::Field::postcode, postcode);
  to.records.push_back({.feed = 0, .key = key, .fields = fields.packed()});
  to.placed.push_back({.band = band});
  to.person_of.push_back(static_cast<std::uint32_t>(to.protected_person.size()));
  to.protected_person.push_back(false);
}

void add_feed(spine::Snapshot& out) {
  record::Feed feed;
  feed.name = FeedName{"tenancies"};
  feed.files = {"tenancies_v2.csv"};
  feed.persons.emplace_back().fields[record::Field::uprn] = {.columns = {"LLPG_UPRN"}};
  out.place.feeds.push_back(std::move(feed));
}

}  // namespace

TEST_CASE("A UPRN that the gazetteer has not is listed with file, column and key; a protected person's is marked as such") {
  spine::Snapshot snapshot;
  add_feed(snapshot);
  snapshot.gazetteer = gazetteer_of(100, "ZZ1 1AA");
  add(snapshot, "T3", "999");
  add(snapshot, "T1", "00100");
  add(snapshot, "T2", "998");
  add(snapshot, "T4", "");
  add(snapshot, "T5", "not a number");
  snapshot.protected_person[0] = true;
  const auto found = unknown_uprns(snapshot, 0, 7);
  REQUIRE(found.size() == 2);
  CHECK(found[0].key == "T2");
  CHECK(found[0].row.load_id == 7);
  CHECK(found[0].row.file == "tenancies_v2.csv");
  CHECK(found[0].row.column == "LLPG_UPRN");
  CHECK(found[0].row.code == "uprn.not_in_gazetteer");
  CHECK(found[0].row.content == "998");
  CHECK_FALSE(found[0].is_protected);
  CHECK(found[1].key == "T3");
  CHECK(found[1].is_protected);
}

TEST_CASE("A gazetteer of another place is told of, with the postcodes of both; a few odd addresses are not") {
  const auto warned = [](std::size_t placed, std::size_t all) {
    spine::Snapshot snapshot;
  add_feed(snapshot);
    snapshot.gazetteer = gazetteer_of(100, "LS1 1AA");
    for (std::size_t i = 0; i < all; ++i) add(snapshot, std::to_string(i), "", i < placed ? place::Band::likely : place::Band::none, "ZZ1 1AA");
    return gazetteer_warning(snapshot);
  };
  CHECK(warned(0, 10).empty());
  CHECK(warned(50, 1000).empty());
  const auto words = warned(12, 1000);
  CHECK(words.find("12 of 1,000") != std::string::npos);
  CHECK(words.find("ZZ") != std::string::npos);
  CHECK(words.find("LS") != std::string::npos);
  CHECK(words.find("gazetteer = ") != std::string::npos);
}
