// A district of 5,000 people, from raw files to a list of doors, compared with its truth; then everything a user does after.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "drills/run_hearth.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;

namespace {

/// One district for all cases of this program.
struct District {
  tests::TemporaryFolder folder;
  drills::Said demo;
  formats::json::object figures;

  District() {
    demo = run_hearth({"demo", "--people", "5000", "--out", "demo", "--json"}, folder.path());
    if (const auto parsed = formats::parse_json(demo.out, "demo"); parsed && parsed->is_object()) figures = parsed->as_object();
  }
  [[nodiscard]] drills::Said ask(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--data", "demo/data"});
    return run_hearth(arguments, folder.path());
  }
  [[nodiscard]] double truth(const char* figure) const { return figures.at("truth").as_object().at(figure).to_number<double>(); }
};

const District& district() {
  static const District made;
  return made;
}

std::vector<std::string> query(const char* format = "json") {
  return {"query", "--within", "demo/district/flood.geojson", "--purpose", "flood-welfare", "--format", format};
}

/// Words that only a protected person's true records hold: their whole names and their homes' UPRNs.
struct Canaries {
  std::set<std::string> names, uprns;
};
Canaries canaries() {
  Canaries out;
  DiskFiles files;
  auto source = files.open(district().folder.path() / "demo/district/truth/records.csv");
  REQUIRE(source);
  auto csv = formats::CsvReader::open(std::move(*source), "records.csv");
  REQUIRE(csv);
  const auto uprn = *csv->column("uprn"), hidden = *csv->column("protected"), name = csv->column("name").value_or(uprn);
  formats::CsvRow row;
  while (csv->next(row).value_or(false)) {
    if (row.fields[hidden] != "1" && row.fields[hidden] != "true" && row.fields[hidden] != "yes") continue;
    if (name != uprn) out.names.insert(std::string{row.fields[name]});
    if (!row.fields[uprn].empty()) out.uprns.insert(std::string{row.fields[uprn]});
  }
  return out;
}

}  // namespace

TEST_CASE("The demo ends well, and its figures come from the run") {
  INFO(district().demo.talk);
  REQUIRE(district().demo.code <= 1);
  CHECK(district().figures.at("files").to_number<int>() == 6);
  CHECK(district().figures.at("people").to_number<int>() > 3000);
  CHECK(district().figures.at("doors").to_number<int>() > 0);
  CHECK_FALSE(district().figures.at("refusal").as_string().empty());
}

TEST_CASE("People, homes and cohorts agree with the truth as well as they did when this line was drawn") {
  for (const char* figure : {"person_precision", "person_recall", "uprn_accuracy", "uprn_recall", "cohort_precision", "cohort_recall",
                             "doors_listed", "doors_wrong", "should_be_found", "missed"})
    MESSAGE(figure << " " << district().truth(figure));
  CHECK(district().truth("person_precision") >= 0.97);
  CHECK(district().truth("person_recall") >= 0.85);
  CHECK(district().truth("uprn_accuracy") >= 0.985);
  CHECK(district().truth("uprn_recall") >= 0.85);
  CHECK(district().truth("cohort_precision") >= 0.85);
  CHECK(district().truth("cohort_recall") >= 0.85);
}

TEST_CASE("Run again with nothing changed: nothing is recomputed") {
  const auto again = district().ask({"run", "demo/district/PLACE.toml", "--json"});
  CHECK(again.code == 0);
  const auto report = formats::parse_json(again.out, "run");
  REQUIRE(report);
  for (const auto& step : report->as_object().at("steps").as_array()) CHECK(step.as_object().at("recomputed").to_number<int>() == 0);
}

TEST_CASE("Canary: no list, map, error, log or explanation holds the home of a protected person") {
  const auto hidden = canaries();
  REQUIRE(hidden.uprns.size() > 3);
  std::vector<std::string> said{district().demo.out, district().demo.talk};
  for (const char* format : {"table", "csv", "json", "geojson"}) {
    const auto list = district().ask(query(format));
    CHECK(list.code == 0);
    said.push_back(list.out + list.talk);
  }
  for (const char* street : {"Weir Lane"}) said.push_back(district().ask({"query", "--street", street, "--purpose", "flood-welfare", "--json"}).out);
  // Around the whole district: every list that can be asked for at all.
  said.push_back(district().ask({"query", "--postcode", "ZZ1", "--purpose", "flood-welfare", "--format", "csv"}).out);
  for (const auto& uprn : hidden.uprns)
    for (const auto& text : said) CHECK(text.find(uprn) == std::string::npos);
  for (const auto& name : hidden.names)
    for (const auto& text : said) CHECK(text.find(name) == std::string::npos);
}

TEST_CASE("The log verifies; one changed byte makes it fail") {
  CHECK(district().ask({"audit", "verify"}).code == 0);
  tests::TemporaryFolder copy;
  std::filesystem::copy(district().folder.path() / "demo/data", copy.path() / "data", std::filesystem::copy_options::recursive);
  const auto database = copy.path() / "data/hearth.db";
  auto bytes = drills::content_of(database);
  const auto event = bytes.find("flood-welfare\",\"decision");
  const auto at = event == std::string::npos ? bytes.find("\"purpose\":\"flood-welfare\"") : event;
  REQUIRE(at != std::string::npos);
  bytes[at + 12] = bytes[at + 12] == 'x' ? 'y' : 'x';
  std::ofstream{database, std::ios::binary} << bytes;
  const auto verify = run_hearth({"audit", "verify", "--data", "data"}, copy.path());
  INFO(verify.out << verify.talk);
  CHECK(verify.code == 5);
}

TEST_CASE("Somebody without an agreement for the purpose is refused with a reason that does not speak of the subject") {
  CHECK(district().figures.at("refusal").as_string().find("agreement") != std::string::npos);
}

TEST_CASE("A person named by name and postcode is explained; evidence adds up") {
  const auto list = district().ask(query());
  const auto parsed = formats::parse_json(list.out, "list");
  REQUIRE(parsed);
  const auto& rows = parsed->as_object().at("rows").as_array();
  REQUIRE_FALSE(rows.empty());
  const auto id = std::to_string(rows[0].as_object().at("person_id").to_number<std::uint64_t>());
  const auto why = district().ask({"explain", "--person", id, "--purpose", "flood-welfare"});
  INFO(why.talk);
  CHECK(why.code == 0);
  CHECK(why.out.find("Why this home") != std::string::npos);
}
