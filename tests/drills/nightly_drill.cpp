// The night after: a few records change, and only who is near them is looked at again.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "drills/district_files.h"
#include "drills/run_hearth.h"
#include "formats/json.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;

namespace {

struct Place {
  tests::TemporaryFolder folder;
  std::filesystem::path district{folder.path() / "demo/district"}, data{folder.path() / "demo/data"};
  Place() { REQUIRE(run_hearth({"demo", "--people", "2000", "--out", "demo"}, folder.path()).code <= 1); }
  drills::Said run() const { return run_hearth({"run", (district / "PLACE.toml").string(), "--data", data.string(), "--json"}, folder.path()); }
  /// A newcomer in the care file, at the home with the lowest UPRN of the gazetteer.
  void add(const std::string& key, const std::string& forename, const std::string& surname, const std::map<std::string, std::string>& more = {}) const {
    std::map<std::string, std::string> cells{
        {"FORENAME", forename}, {"SURNAME", surname}, {"SUPPORT_NEEDS", "ST"}, {"ADDRESS_1", "1 Weir Lane"}, {"POST_CODE", "ZZ1 0AA"}};
    cells.insert(more.begin(), more.end());
    drills::append_row(district / "feeds/adult_social_care.csv", key, cells);
  }
};

std::int64_t recomputed(const drills::Said& said, std::string_view step) {
  const auto report = formats::parse_json(said.out, "run");
  REQUIRE_MESSAGE(report, said.talk);
  for (const auto& value : report->as_object().at("steps").as_array())
    if (value.as_object().at("step").as_string() == step) return value.as_object().at("recomputed").to_number<std::int64_t>();
  return -1;
}

}  // namespace

TEST_CASE("New households at one home: their people are looked at, and nobody else") {
  const Place place;
  place.add("PNEW1", "Zebedee", "Canaryfeather");
  place.add("PNEW2", "Ottoline", "Quillbright");
  place.add("PNEW3", "Barnaby", "Thistlewood");
  const auto night = place.run();
  CHECK(night.code <= 1);
  CHECK(recomputed(night, "people") == 3);
  CHECK(recomputed(night, "need") >= 3);
  CHECK(recomputed(night, "need") <= 30);
}

TEST_CASE("One person with two NHS numbers: the explanation tells it, without the numbers") {
  const Place place;
  place.add("PTWICE1", "Zebedee", "Canaryfeather", {{"DOB", "24-Oct-1940"}, {"NHS_NO", "943 476 5919"}});
  place.add("PTWICE2", "Zebedee", "Canaryfeather", {{"DOB", "24-Oct-1940"}, {"NHS_NO", "943 476 5870"}});
  CHECK(place.run().code <= 1);
  const auto said = run_hearth({"explain", "--person", "Zebedee Canaryfeather, ZZ1 0AA", "--purpose", "flood-welfare", "--data", place.data.string()},
                               place.folder.path());
  INFO(said.out, said.talk);
  CHECK(said.out.find("are taken for one person, but their NHS number differs. One may be mistyped.") != std::string::npos);
  CHECK(said.out.find("943") == std::string::npos);
}
