#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "made_gazetteer.h"
#include "base/random.h"
#include "place/address_line.h"
#include "place/address_standing.h"
#include "place/gazetteer.h"
#include "place/index_file.h"
#include "place/property_grid.h"

using namespace hearth;
using namespace hearth::place;

namespace {

constexpr const char* declaration = R"(
[gazetteer]
name = "Sampleton"
files = ["list.csv"]
[columns]
uprn = "UPRN"
unit = "PAO"
street = "STREET"
postcode = "PC"
x = "X"
y = "Y"
class = "CLASS"
parent = "PARENT"
[defaults]
town = "Sampleton"
)";

Result<LoadedGazetteer> loaded(const std::string& csv, const std::string& toml = declaration) {
  made::MemoryFiles files;
  files.content["dir/g.gazetteer.toml"] = toml;
  files.content["dir/list.csv"] = csv;
  SilentProgress silent;
  return load_gazetteer(files, "dir/g.gazetteer.toml", Threads{1}, silent);
}

}  // namespace

TEST_CASE("A gazetteer is read through its declaration; what is faulty is put aside with its place, and nothing else is lost") {
  const auto got = loaded(
      "UPRN,PAO,STREET,PC,X,Y,CLASS,PARENT\n"
      "100,62,WEIR LANE,ZZ1 1AA,430000,430000,PP,\n"
      "0101,\"FLAT 2, 62\",WEIR LANE,zz11aa,430001,430000,RD06,100\n"
      "1.00012E+11,63,WEIR LANE,ZZ1 1AA,430000,430000,,\n"
      "102,64,WEIR LANE,NOT A CODE,430000,430000,,\n"
      "103,65,WEIR LANE,ZZ1 1AA,-5,99999999,,\n"
      "100,62,WEIR LANE,ZZ1 1AA,430000,430000,PP,\n");
  REQUIRE(got);
  CHECK(got->rows == 6);
  CHECK(got->rows_put_aside == 1);
  CHECK(got->fields_put_aside == 2);
  CHECK(got->rows_repeated == 1);
  REQUIRE(got->faults.size() == 3);
  CHECK(got->faults[0].code == "uprn.digits_lost");
  CHECK(got->faults[0].where.row == 4);
  CHECK(got->faults[0].where.column == "UPRN");
  const auto& g = got->gazetteer;
  REQUIRE(g.size() == 4);
  const auto flat = g.find(Uprn::from_trusted(101));
  REQUIRE(flat);
  CHECK(g.address_line(*flat) == "Flat 2, 62 Weir Lane, Sampleton ZZ1 1AA");
  CHECK(g.parent(*flat) == g.find(Uprn::from_trusted(100)));
  CHECK(g.is_home(*flat));
  CHECK_FALSE(g.is_home(*g.find(Uprn::from_trusted(100))));
  CHECK_FALSE(g.point(*g.find(Uprn::from_trusted(103))));
  CHECK(g.is_home(*g.find(Uprn::from_trusted(103))));
  CHECK_FALSE(g.find(Uprn::from_trusted(999)));
}

TEST_CASE("A declaration that names no UPRN, an unknown key or a missing column is refused by name") {
  CHECK(loaded("UPRN\n1\n", "[gazetteer]\nname=\"x\"\nfiles=[\"list.csv\"]\n[columns]\nstreet=\"S\"\n").error().code == "gazetteer.no_uprn");
  CHECK(loaded("UPRN\n1\n", "[gazetteer]\nname=\"x\"\nfiles=[\"list.csv\"]\n[columns]\nuprn=\"UPRN\"\nstret=\"S\"\n").error().code == "toml.unknown_key");
  const auto missing = loaded("UPRN\n1\n", "[gazetteer]\nname=\"x\"\nfiles=[\"list.csv\"]\n[columns]\nuprn=\"UPRN\"\nstreet=\"S\"\n");
  CHECK(missing.error().code == "gazetteer.column_missing");
  CHECK(missing.error().where.column == "S");
  CHECK(loaded("UPRN,PAO,STREET,PC,X,Y,CLASS,PARENT\nbad,1,A ROAD,,,,,\n").error().code == "gazetteer.empty");
}

TEST_CASE("A street, town or house with two names is found by either; lists show the first") {
  const std::string toml = R"(
[gazetteer]
name = "Aberhelyg"
files = ["list.csv"]
[columns]
uprn = "UPRN"
unit = ["HOUSE", "NO"]
street = "STREET"
town = "TOWN"
[also]
"STREET" = "STRYD"
"TOWN" = ["TREF", "OLD TOWN"]
"HOUSE" = "TY"
)";
  std::string csv = "UPRN,HOUSE,TY,NO,STREET,STRYD,TOWN,TREF,OLD TOWN\n";
  for (int i = 1; i <= 40; ++i)
    csv += fmt::format("{},,,{},Weir Lane,Lon Gored,Swansford,Aberalarch,\n{},,,{},Chapel Street,Stryd y Capel,Swansford,Aberalarch,\n{},,,{},,Heol Isaf,Swansford,,\n", 100 + i, i, 200 + i, i, 300 + i, i);
  csv += "401,The Mill,Y Felin,,Chapel Street,Stryd y Capel,Swansford,Aberalarch,Newtown\n";
  csv += "101,,,1,Weir Lane,Lon Gored,Swansford,Aberalarch,\n";
  const auto got = loaded(csv, toml);
  REQUIRE(got);
  CHECK(got->rows == 122);
  CHECK(got->gazetteer.size() == 121);
  const auto index = AddressIndex::build(got->gazetteer, Threads{1});
  const std::vector<std::pair<std::string, std::uint64_t>> cases{{"7 Weir Lane, Swansford", 107},        {"7 Lon Gored, Aberalarch", 107},    {"7 Lon Gored, Swansford", 107},
                                                                 {"9 Stryd y Capel", 209},               {"9 CHAPEL ST", 209},                {"3 Heol Isaf", 303},
                                                                 {"Y Felin, Stryd y Capel, Newtown", 401}, {"The Mill, Chapel Street", 401}};
  for (const auto& one : cases) {
    CAPTURE(one.first);
    const auto placed = match_address(index, {}, {one.first, {}});
    REQUIRE(placed.uprn);
    CHECK(placed.uprn->number() == one.second);
  }
  CHECK(got->gazetteer.address_line(*got->gazetteer.find(Uprn::from_trusted(107))) == "7 Weir Lane, Swansford");
  CHECK(got->gazetteer.address_line(*got->gazetteer.find(Uprn::from_trusted(303))) == "3 Heol Isaf, Swansford");
  CHECK(loaded(csv, toml + "\"POSTCODE\" = \"X\"\n").error().code == "gazetteer.also");
  CHECK(loaded(csv, toml + "\"NO\" = \"NUMBER\"\n").error().code == "gazetteer.column_missing");
}

TEST_CASE("What a list's column of status says") {
  const std::vector<std::pair<std::string, Standing>> cases{
      {"1", Standing::approved},   {"APPROVED", Standing::approved},      {"Live", Standing::approved},    {"In use", Standing::approved},        {"L", Standing::approved},
      {"", Standing::unmarked},    {"something else", Standing::unmarked}, {"6", Standing::provisional},    {"Provisional", Standing::provisional}, {"5", Standing::provisional},
      {"3", Standing::alternative}, {"Alternative", Standing::alternative}, {"8", Standing::historic},      {"HISTORICAL", Standing::historic},     {"8 - Historical", Standing::historic},
      {"H", Standing::historic},   {"Demolished", Standing::historic},    {"No longer existing", Standing::historic}, {"Inactive", Standing::historic}, {"9", Standing::rejected}};
  for (const auto& one : cases) {
    CAPTURE(one.first);
    CHECK(standing_of(one.first) == one.second);
  }
  // The state of a property counts otherwise than the logical status of its record.
  CHECK(standing_of(status_in_words("BLPU_STATE", "4")) == Standing::historic);
  CHECK(standing_of(status_in_words("BLPU_STATE", "3")) == Standing::approved);
  CHECK(standing_of(status_in_words("LOGICAL_STATUS", "3")) == Standing::alternative);
  CHECK(standing_of(status_in_words("State", "APPROVED")) == Standing::approved);
  CHECK(standing_of(status_in_words("END_DATE", "2019-02-01")) == Standing::historic);
  CHECK(standing_of(status_in_words("END_DATE", "")) == Standing::unmarked);
}

TEST_CASE("The version tells one content from another") {
  const auto a = made::gazetteer({{1, "1", "A ROAD", "", ""}}), b = made::gazetteer({{1, "1", "A ROAD", "", ""}}), c = made::gazetteer({{1, "2", "A ROAD", "", ""}});
  CHECK(a.version() == b.version());
  CHECK(a.version() != c.version());
}

TEST_CASE("Addresses are shown in the case that people read") {
  const std::vector<std::pair<std::string, std::string>> cases{{"WEIR LANE", "Weir Lane"},
                                                               {"ST MARTIN'S ROAD", "St Martin's Road"},
                                                               {"O'BRIEN COURT", "O'Brien Court"},
                                                               {"21A THE CRESCENT", "21A the Crescent"},
                                                               {"FLAT 1F2", "Flat 1F2"},
                                                               {"12TH AVENUE", "12th Avenue"},
                                                               {"STOKE-ON-TRENT", "Stoke-on-Trent"},
                                                               {"Mc Kay Rd", "Mc Kay Rd"}};
  for (const auto& [given, shown] : cases) CHECK(shown_case(given) == shown);
}

TEST_CASE("Homes stand in door order: street, number as a number, letter, then flat") {
  const auto g = made::gazetteer({{1, "10", "WEIR LANE", "", ""},
                                  {2, "2A", "WEIR LANE", "", ""},
                                  {3, "2", "WEIR LANE", "", ""},
                                  {4, "1", "WEIR LANE", "", ""},
                                  {5, "FLAT 10, 2", "WEIR LANE", "", ""},
                                  {6, "FLAT 2, 2", "WEIR LANE", "", ""},
                                  {7, "THE MILL", "WEIR LANE", "", ""},
                                  {8, "9", "ABBEY ROAD", "", ""}});
  std::vector<PropertyIndex> order;
  for (std::size_t i = 0; i < g.size(); ++i) order.emplace_back(i);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return g.door_key(a) < g.door_key(b); });
  std::vector<std::uint64_t> uprns;
  for (const auto p : order) uprns.push_back(g.uprn(p).number());
  CHECK(uprns == std::vector<std::uint64_t>{8, 4, 3, 6, 5, 2, 1, 7});
}

TEST_CASE("The key of a door tells its street, its number and the rest") {
  const auto g = made::gazetteer({{1, "21A", "WEIR LANE", "Bramley", ""}, {2, "FLAT 10, 104", "WEIR LANE", "Bramley", ""}, {3, "THE MILL", "WEIR LANE", "Bramley", ""}, {4, "21", "WEIR LANE", "Holbeck", ""}});
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < g.size(); ++i) keys.push_back(g.door_key(PropertyIndex{i}));
  CHECK(parts_of_door_key(keys[0]).number == 21U);
  CHECK(parts_of_door_key(keys[1]).number == 104U);
  CHECK_FALSE(parts_of_door_key(keys[2]).number);
  CHECK(parts_of_door_key(keys[0]).street == parts_of_door_key(keys[2]).street);
  CHECK(parts_of_door_key(keys[0]).street != parts_of_door_key(keys[3]).street);
  CHECK(parts_of_door_key(keys[3]).house < parts_of_door_key(keys[0]).house);
  CHECK_FALSE(parts_of_door_key("").number);
}

TEST_CASE("A care home is one establishment with its rooms, whether or not the list has them; a block of flats is none") {
  const auto g = made::gazetteer({{1, "17", "WEIR LANE", "", "", 0, "RI01"},
                                  {2, "19", "WEIR LANE", "", "", 0, "RI01"},
                                  {3, "ROOM 1, 19", "WEIR LANE", "", "", 2, "RI01"},
                                  {4, "ROOM 2, 19", "WEIR LANE", "", "", 2, "RD06"},
                                  {5, "21", "WEIR LANE", "", "", 0, "PP"},
                                  {6, "FLAT 1, 21", "WEIR LANE", "", "", 5, "RD06"},
                                  {7, "23", "WEIR LANE", "", "", 0, "Nursing Home"}});
  const auto of = [&](std::size_t i) { return g.establishment(PropertyIndex{i}); };
  CHECK(of(0) == PropertyIndex{0});
  CHECK(of(2) == PropertyIndex{1});
  CHECK(of(3) == PropertyIndex{1});
  CHECK_FALSE(of(4));
  CHECK_FALSE(of(5));
  CHECK(of(6) == PropertyIndex{6});
}

TEST_CASE("What is a home: the class says, a garage is none, what is not known counts as one") {
  CHECK(use_of("RD04") == Use::home);
  CHECK(use_of("RG02") == Use::no_home);
  CHECK(use_of("CR08") == Use::no_home);
  CHECK(use_of("PP") == Use::no_home);
  CHECK(use_of("X") == Use::home);
  CHECK(use_of("") == Use::not_known);
  CHECK(use_of("Commercial") == Use::no_home);
  const auto g = made::gazetteer({{1, "GARAGE 7", "WEIR LANE", "", ""}, {2, "7", "GARAGE LANE", "", ""}});
  CHECK_FALSE(g.is_home(PropertyIndex{0}));
  CHECK(g.is_home(PropertyIndex{1}));
}

TEST_CASE("The grid finds what lies in a shape and what is nearest, as looking at every property does") {
  GazetteerBuilder builder{"points"};
  Random random{7};
  for (std::uint64_t i = 1; i <= 3000; ++i) {
    PropertyRow row{.uprn = Uprn::from_trusted(i)};
    row.address.street = "A ROAD";
    row.point = GridPoint{430000.0 + random.between(0, 5000), 430000.0 + random.between(0, 3000)};
    builder.add(row);
  }
  const auto g = builder.finish();
  const PropertyGrid grid{g};
  for (const GridPoint centre : {GridPoint{431000, 431000}, GridPoint{429000, 428000}, GridPoint{435500, 433500}}) {
    const auto circle = Shape::near(centre, Metres{1500});
    REQUIRE(circle);
    std::vector<PropertyIndex> slow;
    std::vector<std::pair<double, PropertyIndex>> by_distance;
    for (std::size_t i = 0; i < g.size(); ++i) {
      const auto p = *g.point(PropertyIndex{i});
      if (circle->contains(p)) slow.emplace_back(i);
      by_distance.emplace_back(std::hypot(p.easting - centre.easting, p.northing - centre.northing), PropertyIndex{i});
    }
    CHECK(grid.within(*circle) == slow);
    std::sort(by_distance.begin(), by_distance.end());
    const auto near = grid.nearest(centre, 25);
    REQUIRE(near.size() == 25);
    for (std::size_t i = 0; i < near.size(); ++i) CHECK(near[i].property == by_distance[i].second);
  }
}

TEST_CASE("An index file gives the same answers; a changed, cut or foreign file is refused") {
  made::MemoryFiles files;
  LoadedGazetteer whole;
  whole.gazetteer = made::gazetteer(made::hard_town());
  whole.rows = whole.gazetteer.size();
  const auto index = AddressIndex::build(whole.gazetteer, Threads{2});
  REQUIRE(save_index(files, "x.index", whole, index));
  CHECK(is_index(files, "x.index"));
  const auto back = load_index(files, "x.index");
  REQUIRE(back);
  CHECK(back->loaded.gazetteer.version() == whole.gazetteer.version());
  CHECK(match_address(back->index, {}, {"flat 2 62 weir lane"}).uprn == match_address(index, {}, {"flat 2 62 weir lane"}).uprn);
  const auto bytes = files.content["x.index"];
  files.content["x.index"][bytes.size() / 2] ^= 1;
  CHECK(load_index(files, "x.index").error().code == "index.corrupt");
  files.content["x.index"] = bytes.substr(0, bytes.size() - 100);
  CHECK(load_index(files, "x.index").error().code == "index.corrupt");
  // Wherever it is cut, it is refused.
  for (std::size_t size = 0; size < 200; ++size) {
    files.content["x.index"] = bytes.substr(0, size);
    CHECK_FALSE(load_index(files, "x.index"));
  }
  files.content["x.index"] = "hello";
  CHECK(load_index(files, "x.index").error().code == "index.not_index");
}

TEST_CASE("A cache is used when nothing has changed, and one that cannot be written is no error") {
  made::MemoryFiles files;
  files.content["dir/g.gazetteer.toml"] = declaration;
  files.content["dir/list.csv"] = "UPRN,PAO,STREET,PC,X,Y,CLASS,PARENT\n100,62,WEIR LANE,ZZ1 1AA,,,,\n";
  SilentProgress silent;
  const auto first = open_match_place(files, "dir/g.gazetteer.toml", "dir/index", Threads{1}, silent);
  REQUIRE(first);
  CHECK(files.content.size() == 3);
  files.content["dir/list.csv"] = "UPRN,PAO,STREET,PC,X,Y,CLASS,PARENT\n200,63,WEIR LANE,ZZ1 1AA,,,,\n";
  const auto changed = open_match_place(files, "dir/g.gazetteer.toml", "dir/index", Threads{1}, silent);
  REQUIRE(changed);
  CHECK(changed->loaded.gazetteer.find(Uprn::from_trusted(200)));
  files.writable = false;
  files.content["dir/list.csv"] = "UPRN,PAO,STREET,PC,X,Y,CLASS,PARENT\n300,63,WEIR LANE,ZZ1 1AA,,,,\n";
  CHECK(open_match_place(files, "dir/g.gazetteer.toml", "dir/index", Threads{1}, silent));
}

TEST_CASE("A suffix in a column of its own belongs to the number before it") {
  const std::string toml = "[gazetteer]\nname = \"g\"\nfiles = [\"list.csv\"]\n[columns]\nuprn = \"UPRN\"\nunit = [\"SAO\", \"NO\", \"SFX\", \"PAO\"]\nstreet = \"STREET\"\n";
  const auto read = loaded("UPRN,SAO,NO,SFX,PAO,STREET\n1,,3,A,,Bridge Street\n2,FLAT 2,3,,TANNERY HOUSE,Bridge Street\n3,,3,,,Bridge Street\n", toml);
  if (!read) FAIL(to_string(read.error()));
  const auto& gazetteer = read->gazetteer;
  std::vector<std::string> lines;
  for (std::uint32_t i = 0; i < gazetteer.size(); ++i) lines.push_back(gazetteer.address_line(PropertyIndex{i}));
  std::ranges::sort(lines);
  CHECK(lines == std::vector<std::string>{"3 Bridge Street", "3A Bridge Street", "Flat 2, 3, Tannery House, Bridge Street"});
}
