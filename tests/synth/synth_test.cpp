// The fictional district: the same every time, true to its truth, and nobody's real home.
#include <unistd.h>

#include "synth/district.h"

#include <algorithm>
#include <regex>
#include <set>

#include "base/postcode.h"
#include "base/text.h"
#include "formats/declaration.h"
#include "formats/geojson.h"
#include "formats/json.h"

using namespace synth_test;

namespace {

std::vector<std::string> files_of(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) out.push_back(fs::relative(entry.path(), folder).string());
  std::sort(out.begin(), out.end());
  return out;
}

const std::vector<std::pair<std::string, std::string>> feeds{{"council_tax", "council_tax.csv"}, {"housing", "housing.csv"},
                                                             {"adult_social_care", "adult_social_care.csv"}, {"benefits", "benefits.csv"},
                                                             {"priority_services", "priority_services.txt"}, {"assisted_bins", "assisted_bins.csv"}};

formats::CsvForm form_of(const std::string& feed) {
  if (feed == "housing") return {.heading_row = 4};
  return {};
}

std::string key_column(const std::string& feed) {
  static const std::map<std::string, std::string> keys{{"council_tax", "ACCOUNT_REF"}, {"housing", "Person Ref"}, {"adult_social_care", "PERSON_ID"},
                                                       {"benefits", "CLAIM_REF"}, {"priority_services", "PSR ID"}, {"assisted_bins", "Ref"}};
  return keys.at(feed);
}

}  // namespace

TEST_CASE("The same seed makes the same bytes, another seed others") {
  const District again{5'000}, other{5'000, 8};
  const auto& first = small_district();
  const auto names = files_of(first.folder.path());
  CHECK(names == files_of(again.folder.path()));
  for (const auto& name : names) {
    CAPTURE(name);
    CHECK((first.text(name) == again.text(name)));
  }
  CHECK_FALSE((first.text("feeds/housing.csv") == other.text("feeds/housing.csv")));
}

TEST_CASE("Everything that a place needs is there, by the names of the design") {
  const auto names = files_of(small_district().folder.path());
  for (const std::string name : {"PLACE.toml", "gazetteer.csv", "district.gazetteer.toml", "areas/wards.geojson", "areas/lsoa.geojson", "area_values.csv",
                                 "flood.geojson", "buildings.geojson", "services.json", "truth/records.csv", "truth/factors.csv", "truth/cohorts.csv"})
    CHECK_MESSAGE(std::ranges::count(names, name) == 1, name);
  for (const auto& entry : feeds) {
    const auto& feed = entry.first;
    const auto& file = entry.second;
    CHECK_MESSAGE(std::ranges::count(names, "feeds/" + file) == 1, file);
    CHECK_MESSAGE(std::ranges::count(names, "feeds/" + feed + ".feed.toml") == 1, feed);
  }
}

TEST_CASE("One list for linkage holds everybody, some several times, and tells who is who in columns that no engine compares") {
  const Folder folder{"hearth-synth-one-list"};
  DiskFiles files;
  SilentProgress silent;
  synth::SynthSettings settings{.people = 2'000, .seed = 7, .out = folder.path(), .one_list = true};
  const auto made = synth::synthesise(files, settings, silent);
  REQUIRE(made);
  const auto rows = rows_of(folder.path() / "one_list.csv");
  CHECK(rows.size() == made->one_list_rows);
  CHECK(rows.size() > 2 * made->people);
  std::map<std::string, std::set<std::string>> spellings, homes;
  std::set<std::string> keys;
  for (const auto& row : rows) {
    keys.insert(row.at("id"));
    for (const auto& [column, cell] : row) CHECK(is_text(cell));
    spellings[row.at("person")].insert(row.at("first_name") + " " + row.at("last_name"));
    if (row.at("moved") == "at the former home") homes[row.at("person")].insert(row.at("address"));
    CHECK((row.at("phone").empty() || std::regex_match(row.at("phone"), std::regex{R"((\+44 |0)[46][0-9 ]{9,10})"})));
  }
  CHECK(keys.size() == rows.size());
  CHECK(spellings.size() == made->people);
  CHECK(std::ranges::count_if(spellings, [](const auto& of) { return of.second.size() > 1; }) > 200);
  CHECK(homes.size() > 20);
  const auto declaration = files.read_all(folder.path() / "one_list.feed.toml", 1U << 16);
  REQUIRE(declaration);
  for (const char* truth : {"name_group", "age_band", "decile", "moved"}) CHECK(declaration->find(truth) == std::string::npos);
}

TEST_CASE("As many people as asked for, and 0.5 % of them protected") {
  const auto& summary = small_district().summary;
  CHECK(summary.people == 5'000);
  CHECK(summary.is_protected == 25);
  CHECK(summary.listed > 3'000);
  CHECK(summary.records > summary.listed);
  CHECK(summary.dead > 5);
  CHECK(summary.households > 1'900);
}

TEST_CASE("Every feed is read whole by the reader that all rooms use, in the form that its declaration names") {
  DiskFiles files;
  for (const auto& entry : feeds) {
    const auto& feed = entry.first;
    const auto& file = entry.second;
    CAPTURE(feed);
    const auto rows = rows_of(small_district().folder.path() / "feeds" / file, form_of(feed));
    CHECK(rows.size() > 30);
    const auto declared = formats::DeclarationFile::read(files, small_district().folder.path() / "feeds" / (feed + ".feed.toml"));
    REQUIRE(declared.has_value());
    const auto table = declared->root().need("feed");
    REQUIRE(table.has_value());
    CHECK(table->need_text("name") == feed);
    CHECK(table->need_text("key") == key_column(feed));
  }
}

TEST_CASE("Each of the six forms has what makes it hard") {
  const auto& district = small_district();
  CHECK(district.text("feeds/council_tax.csv").find(" & MRS ") != std::string::npos);
  CHECK(district.text("feeds/council_tax.csv").starts_with("ACCOUNT_REF;"));
  CHECK(district.text("feeds/housing.csv").find("\"Flat ") != std::string::npos);
  CHECK(district.text("feeds/housing.csv").find("\r\nTotal,") != std::string::npos);
  CHECK(district.text("feeds/benefits.csv").find("E+11") != std::string::npos);
  CHECK(district.text("feeds/priority_services.txt").starts_with("\xFF\xFE"));
  CHECK(district.text("feeds/adult_social_care.csv").find(";O2") != std::string::npos);
}

TEST_CASE("Each record of the truth is a row of its feed, and each row of a feed has a truth") {
  const auto truth = rows_of(small_district().folder.path() / "truth" / "records.csv");
  std::map<std::string, std::set<std::string>> known;
  for (const auto& record : truth) {
    const auto key = record.at("key");
    CHECK(known[record.at("source")].insert(key).second);
  }
  for (const auto& entry : feeds) {
    const auto& feed = entry.first;
    const auto& file = entry.second;
    CAPTURE(feed);
    std::set<std::string> rows, told;
    for (const auto& row : rows_of(small_district().folder.path() / "feeds" / file, form_of(feed)))
      if (const auto key = row.at(key_column(feed)); key != "Total") rows.insert(key);
    for (const auto& key : known[feed]) told.insert(key.substr(0, key.find('/')));
    CHECK(rows == told);
  }
}

TEST_CASE("Whoever is protected is marked in at least one feed") {
  const auto folder = small_district().folder.path();
  std::map<std::string, std::set<std::string>> marked;
  for (const auto& row : rows_of(folder / "feeds/housing.csv", {.heading_row = 4}))
    if (row.at("Sensitive") == "Y") marked["housing"].insert(row.at("Person Ref"));
  for (const auto& row : rows_of(folder / "feeds/adult_social_care.csv"))
    if (row.at("RESTRICTED") == "Y") marked["adult_social_care"].insert(row.at("PERSON_ID"));
  for (const auto& row : rows_of(folder / "feeds/benefits.csv"))
    if (row.at("SENSITIVE") == "Y") marked["benefits"].insert(row.at("CLAIM_REF") + "/claimant"), marked["benefits"].insert(row.at("CLAIM_REF") + "/partner");
  std::set<std::string> is_protected, is_marked;
  for (const auto& record : rows_of(folder / "truth/records.csv")) {
    if (record.at("protected") != "1") continue;
    is_protected.insert(record.at("person"));
    if (marked[record.at("source")].contains(record.at("key"))) is_marked.insert(record.at("person"));
  }
  CHECK(is_protected.size() > 10);
  CHECK(is_protected == is_marked);
}

TEST_CASE("Whoever has died is told to have died in at least one feed, and is in no cohort") {
  const auto folder = small_district().folder.path();
  std::set<std::string> told, dead, is_protected;
  std::map<std::string, std::string> person;
  for (const auto& record : rows_of(folder / "truth/records.csv")) {
    person[record.at("source") + record.at("key")] = record.at("person");
    if (record.at("dead") == "1") dead.insert(record.at("person"));
    if (record.at("protected") == "1") is_protected.insert(record.at("person"));
  }
  for (const auto& row : rows_of(folder / "feeds/adult_social_care.csv"))
    if (!row.at("DOD").empty()) told.insert(person["adult_social_care" + row.at("PERSON_ID")]);
  for (const auto& row : rows_of(folder / "feeds/housing.csv", {.heading_row = 4}))
    if (!row.at("Date of Death").empty()) told.insert(person["housing" + row.at("Person Ref")]);
  CHECK_FALSE(dead.empty());
  CHECK(told == dead);
  std::set<std::string> categories;
  for (const auto& entry : rows_of(folder / "truth/cohorts.csv")) {
    CHECK_FALSE(dead.contains(entry.at("subject")));
    CHECK_FALSE(is_protected.contains(entry.at("subject")));
    categories.insert(entry.at("programme") + ": " + entry.at("category"));
  }
  CHECK(categories == std::set<std::string>{"flood-welfare: visit first", "flood-welfare: visit", "flood-welfare: phone", "pension-credit: write"});
}

TEST_CASE("Every postcode is of an area that does not exist, every number and address nobody's") {
  const auto folder = small_district().folder.path();
  std::set<std::string> uprns;
  for (const auto& row : rows_of(folder / "gazetteer.csv")) {
    const auto postcode = Postcode::parse(row.at("postcode"));
    REQUIRE(postcode.has_value());
    CHECK(postcode->area() == "ZZ");
    CHECK(row.at("uprn").starts_with("999000"));
    if (row.at("status") != "historical") CHECK(uprns.insert(row.at("uprn")).second);
  }
  const std::regex drama{R"((01632960|01134960|01144960|01154960|01164960|01174960|01184960|01214960|01314960|01414960|01514960|01614960|01914980|02079460|(0|\+44)7700900)\d{3})"};
  for (const auto& row : rows_of(folder / "feeds/housing.csv", {.heading_row = 4})) {
    auto phone = row.at("Telephone");
    std::erase(phone, ' ');
    if (!phone.empty() && phone != "seefile") CHECK_MESSAGE(std::regex_match(phone, drama), phone);
    if (const auto email = row.at("Email"); !email.empty()) CHECK((email.ends_with("@example.org") || email.ends_with("@example.net")));
  }
  for (const auto& row : rows_of(folder / "feeds/adult_social_care.csv"))
    if (const auto number = row.at("NHS_NO"); !number.empty()) CHECK(number.starts_with("999"));
}

TEST_CASE("The areas tile the town: each home lies in one LSOA's box, and the flood covers Weir Lane") {
  const auto folder = small_district().folder.path();
  const auto lsoas = formats::parse_geojson(small_district().text("areas/lsoa.geojson"), "lsoa.geojson");
  REQUIRE(lsoas.has_value());
  CHECK(lsoas->national_grid);
  CHECK(lsoas->features.size() == small_district().summary.areas);
  const auto flood = formats::parse_geojson(small_district().text("flood.geojson"), "flood.geojson");
  REQUIRE(flood.has_value());
  CHECK_FALSE(flood->national_grid);
  std::size_t on_weir_lane = 0;
  for (const auto& row : rows_of(folder / "gazetteer.csv")) on_weir_lane += row.at("street") == "Weir Lane" ? 1 : 0;
  CHECK(on_weir_lane > 40);
  for (const char* name : {"areas/wards.geojson", "buildings.geojson", "river.geojson"})
    CHECK_MESSAGE(formats::parse_geojson(small_district().text(name), name).has_value(), name);
  CHECK(rows_of(folder / "roads.csv").size() > 20);
  const auto services = formats::parse_json(small_district().text("services.json"), "services.json");
  REQUIRE(services.has_value());
  CHECK(services->as_array().size() >= 10);
}

TEST_CASE("A folder that is not empty, too few people and a lost gazetteer are said in words, and leave nothing behind") {
  DiskFiles files;
  SilentProgress silent;
  synth::SynthSettings settings;
  settings.people = 500;
  settings.out = small_district().folder.path();
  auto made = synth::synthesise(files, settings, silent);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == "synth.not_empty");
  const Folder fresh{"hearth-synth-fresh-"};
  settings.out = fresh.path();
  settings.people = 5;
  made = synth::synthesise(files, settings, silent);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == "synth.people");
  settings.people = 500;
  settings.gazetteer = fresh.path() / "lost.gazetteer.toml";
  made = synth::synthesise(files, settings, silent);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == "file.missing");
  CHECK_FALSE(fs::exists(fresh.path() / "feeds"));
}

TEST_CASE("Made-up people can live in real premises, and the place then says so") {
  const Folder list{"hearth-synth-premises-"}, out{"hearth-synth-real-"};
  fs::create_directories(list.path());
  DiskFiles files;
  SilentProgress silent;
  std::string csv = "id,text,road,lat,lon\n";
  for (int i = 1; i <= 400; ++i)
    csv += std::to_string(i) + "," + (i % 5 == 0 ? "\"FLAT " + std::to_string(i) + ", 62\"" : std::to_string(i)) + ",Long Road,53.8,-1.55\n";
  REQUIRE(files.write_all(list.path() / "a.csv", csv).has_value());
  REQUIRE(files.write_all(list.path() / "a.gazetteer.toml",
                          "[gazetteer]\nname = \"A\"\nfiles = [\"a.csv\"]\nformat = \"csv\"\n[columns]\nuprn = \"id\"\nunit = \"text\"\nstreet = "
                          "\"road\"\nlatitude = \"lat\"\nlongitude = \"lon\"\n[defaults]\ntown = \"Elsewhere\"\n")
              .has_value());
  synth::SynthSettings settings;
  settings.people = 600;
  settings.out = out.path();
  settings.gazetteer = list.path() / "a.gazetteer.toml";
  const auto made = synth::synthesise(files, settings, silent);
  REQUIRE_MESSAGE(made.has_value(), (made ? "" : to_string(made.error())));
  CHECK(made->people == 600);
  const auto place = files.read_all(out.path() / "PLACE.toml", 1 << 20);
  REQUIRE(place.has_value());
  CHECK(place->find("fictional_people_in_real_homes = true") != std::string::npos);
  for (const auto& record : rows_of(out.path() / "truth/records.csv"))
    if (const auto uprn = record.at("uprn"); !uprn.empty()) CHECK(std::stoi(uprn) <= 400);
}

TEST_CASE("One old woman of Weir Lane stands in all six files, under four forms of her name in those that may be named") {
  const std::map<std::string, std::string> told{{"council_tax.csv", "K(ATHERINE)? HOLROYD"}, {"housing.csv", "Catherine.*Holroyd"}, {"adult_social_care.csv", "Katherine.*Holroyde"},
                                                {"benefits.csv", "Katherine.*Holroyd"}, {"priority_services.txt", "MRS K HOLROYD|HOLROYD, K"}, {"assisted_bins.csv", "Kathy.*Holroyd"}};
  for (const auto& one : told) {
    CAPTURE(one.first);
    auto text = small_district().text("feeds/" + one.first);
    std::erase(text, '\0');  // of UTF-16
    const std::regex wanted{one.second, std::regex::icase};
    std::size_t rows = 0;
    for (const auto line : split(text, '\n')) {
      const std::string row{line};
      if (std::regex_search(row, wanted)) ++rows;
    }
    CHECK(rows >= 1);
  }
}
