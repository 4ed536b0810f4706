// A district of 5,000 people, from raw files to a list of doors, compared with its truth; then everything a user does after.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/postcode.h"
#include "base/text.h"
#include "drills/canaries.h"
#include "drills/run_hearth.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "people/shown_name.h"
#include "paper.h"
#include "record/read_feed.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::canaries_of;
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

/// What only protected people's true records hold: their names (as feeds write them and as lists do, folded), unless
/// somebody else has one too, and their homes' UPRNs.
/// The printed pack of what a question finds, as text.
std::string printed(std::vector<std::string> where) {
  std::vector<std::string> arguments{"query", "--purpose", "flood-welfare", "--format", "pdf", "--out", "pack.pdf"};
  arguments.insert(arguments.end(), where.begin(), where.end());
  std::filesystem::remove(district().folder.path() / "pack.pdf");
  if (district().ask(arguments).code != 0) return {};
  return tests::Paper{drills::content_of(district().folder.path() / "pack.pdf")}.text();
}

/// Everything that a user can make the program say about the district.
std::vector<std::string> everything_said() {
  std::vector<std::string> out{district().demo.out + district().demo.talk};
  const auto ask = [&out](const std::vector<std::string>& arguments) {
    const auto said = district().ask(arguments);
    out.push_back(said.out + said.talk);
  };
  for (const char* format : {"table", "csv", "json", "geojson"}) {
    CHECK(district().ask(query(format)).code == 0);
    // Around the whole district: every list that can be asked for at all.
    for (const char* postcode : {"ZZ1", "ZZ2", "ZZ3", "ZZ4"}) ask({"query", "--postcode", postcode, "--purpose", "flood-welfare", "--format", format});
    ask(query(format));
  }
  out.push_back(printed({"--within", "demo/district/flood.geojson"}));
  for (const char* postcode : {"ZZ1", "ZZ2", "ZZ3", "ZZ4"}) out.push_back(printed({"--postcode", postcode}));
  ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--json"});
  CHECK(district().ask({"answers", "--purpose", "flood-welfare", "--out", "labels.csv"}).code == 4);  // reviewers alone
  CHECK_FALSE(std::filesystem::exists(district().folder.path() / "labels.csv"));
  for (const char* command : {"refused", "status", "doctor"}) ask({command});
  ask({"refused", "--rows"});
  ask({"run", "demo/district/PLACE.toml"});
  for (const auto& entry : std::filesystem::directory_iterator{district().folder.path() / "demo/data/refused"})
    out.push_back(drills::content_of(entry.path()));
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

TEST_CASE("Canary: no list, map, error, log or explanation holds the name or home of a protected person") {
  const auto hidden = canaries_of(district().folder.path() / "demo/district");
  REQUIRE(hidden.uprns.size() > 3);
  REQUIRE(hidden.names.size() > 3);
  for (const auto& text : everything_said()) {
    const auto folded = fold(text);
    for (const auto& uprn : hidden.uprns) CHECK(text.find(uprn) == std::string::npos);
    for (const auto& name : hidden.names) {
      INFO(folded.substr(0, 80));
      CHECK_MESSAGE(folded.find(name) == std::string::npos, name);
    }
  }
}

TEST_CASE("Canary: whoever asks for a protected person by name is told what they would be told of nobody") {
  const auto hidden = canaries_of(district().folder.path() / "demo/district");
  const auto nobody = district().ask({"explain", "--person", "Nobody Atall, ZZ1 0AA", "--purpose", "flood-welfare"});
  CHECK(nobody.code == 4);
  REQUIRE(hidden.asked.size() > 3);
  for (const auto& name_and_postcode : hidden.asked) {
    const auto said = district().ask({"explain", "--person", name_and_postcode, "--purpose", "flood-welfare"});
    CHECK(said.code == nobody.code);
    CHECK(said.out == nobody.out);
    CHECK(said.talk == nobody.talk);
  }
}

TEST_CASE("The printed pack tells doors in the order of the list, what crews must do, and never why") {
  const auto text = printed({"--within", "demo/district/flood.geojson"});
  const auto list = formats::parse_json(district().ask(query()).out, "list");
  REQUIRE(list);
  const auto& head = list->as_object().at("head").as_object();
  CHECK(text.find("MADE-UP PEOPLE") != std::string::npos);
  CHECK(text.find("Destroy or return by") != std::string::npos);
  CHECK(text.find("cannot use stairs: two people") != std::string::npos);
  CHECK(text.find("needs power for equipment") != std::string::npos);
  std::size_t boxes = 0;
  for (auto at = text.find("no answer, card left"); at != std::string::npos; at = text.find("no answer, card left", at + 1)) ++boxes;
  CHECK(boxes >= head.at("doors").to_number<std::size_t>());
  const auto folded = fold(text);
  for (const char* never : {"dementia", "asthma", "copd", "oxygen", "mental health", "learning disab", "pension credit", "universal credit", "lives alone",
                            "single-person", "adult_social_care", "social care", "council_tax", "priority_services", "priority services",
                            "assisted", "benefits", "carer", "aged "})
    CHECK_MESSAGE(folded.find(never) == std::string::npos, never);
}

TEST_CASE("A pack is an export: it is written into a file, and it is in the log under its number") {
  const auto to_terminal = district().ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--format", "pdf"});
  CHECK(to_terminal.code == 2);
  CHECK(to_terminal.out.empty());
  CHECK(district().ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--cards", "3"}).code == 2);
  for (const char* day : {"2020-01-01", "tomorrow"})
    CHECK(district().ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--format", "pdf", "--out", "x.pdf", "--destroy-by", day}).code == 2);
  const auto first = printed({"--street", "Weir Lane"});
  const auto second = printed({"--street", "Weir Lane"});
  const auto number = [](const std::string& text) { return std::stoi(text.substr(text.find("Pack ") + 5)); };
  CHECK(number(second) == number(first) + 1);
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

TEST_CASE("Everybody whom a list of the district shows is explained by the name and the postcode that it shows") {
  struct Listed {
    std::string person, address;
  };
  std::map<std::string, std::vector<Listed>> by_name;  // "NAME, POSTCODE"
  for (const char* outcode : {"ZZ1", "ZZ2", "ZZ3", "ZZ4"}) {
    const auto list = formats::parse_json(district().ask({"query", "--postcode", outcode, "--purpose", "flood-welfare", "--format", "json"}).out, "list");
    if (!list) continue;
    for (const auto& row : list->as_object().at("rows").as_array()) {
      const auto& o = row.as_object();
      const std::string name{o.at("name").as_string()}, address{o.at("address").as_string()};
      const auto last = address.rfind(' ');
      if (name.empty() || last == std::string::npos || address.rfind(' ', last - 1) == std::string::npos) continue;
      const auto postcode = address.substr(address.rfind(' ', last - 1) + 1);
      if (!Postcode::parse(postcode)) continue;
      by_name[name + ", " + postcode].push_back({std::to_string(o.at("person_id").to_number<std::uint64_t>()), address});
    }
  }
  std::size_t asked = 0;
  for (const auto& entry : by_name) {
    const auto& listed = entry.second;
    CAPTURE(entry.first);
    const auto said = district().ask({"explain", "--person", entry.first, "--purpose", "flood-welfare"});
    ++asked;
    const auto stands = [&](const Listed& one) { return said.out.find("person " + one.person) != std::string::npos; };
    CHECK(std::ranges::all_of(listed, stands));
    const bool one_person = std::ranges::all_of(listed, [&](const Listed& one) { return one.person == listed.front().person; });
    // Two of one name in one postcode are told apart by their homes.
    CHECK(said.code == (one_person ? 0 : 2));
    if (!one_person)
      for (const auto& one : listed) CHECK_MESSAGE(said.out.find("person " + one.person + ": ") != std::string::npos, one.address);
  }
  CHECK(asked > 300);
}
