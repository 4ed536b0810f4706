// AddressBase Premium and DTF 7.3: records to properties, change-only updates in order, and what became of properties that are gone.
#include <doctest/doctest.h>

#include "place/address_standing.h"
#include "place/gazetteer.h"
#include "place/index_file.h"
#include "place/place_record.h"
#include "place/successor.h"
#include "made_gazetteer.h"

using namespace hearth;
using namespace hearth::place;

namespace {

const std::string full_head = "10,\"NAG Hub - GeoPlace\",9999,2026-09-01,1,2026-09-01,09:00:00,\"2.4\",\"F\"\n";
const std::string change_head = "10,\"NAG Hub - GeoPlace\",9999,2026-10-13,1,2026-10-13,09:00:00,\"2.4\",\"C\"\n";

std::string trailer(int records) { return "99,0," + std::to_string(records) + ",2026-09-01,09:00:00\n"; }

std::string street(int usrn, const std::string& name, const std::string& town, const std::string& language = "ENG", const std::string& change = "I") {
  return "15,\"" + change + "\",1," + std::to_string(usrn) + ",\"" + name + "\",\"\",\"" + town + "\",\"WEIRSHIRE\",\"" + language + "\",2000-01-01,,2020-01-01,2000-01-01\n";
}
std::string unit(long uprn, const std::string& status, const std::string& parent = "", const std::string& change = "I") {
  return "21,\"" + change + "\",2," + std::to_string(uprn) + "," + status + ",2,2007-01-01," + parent + ",560100.00,560200.00,52.1,1.9,1,9999,\"E\",2007-01-01,,2020-01-01,2007-01-01,\"D\",\"ZZ1 1AA\",0\n";
}
/// SAO text, PAO number and suffix.
std::string identifier(const std::string& key, long uprn, const std::string& status, const std::string& sao, const std::string& number, int usrn, const std::string& pao = "", const std::string& language = "ENG",
                       const std::string& change = "I") {
  return "24,\"" + change + "\",3," + std::to_string(uprn) + ",\"" + key + "\",\"" + language + "\"," + status + ",2007-01-01,,2020-01-01,2007-01-01,,\"\",,\"\",\"" + sao + "\"," + number + ",\"\",,\"\",\"" + pao + "\"," +
         std::to_string(usrn) + ",\"1\",\"\",\"\",\"Y\"\n";
}
std::string successor(const std::string& key, long uprn, long to, const std::string& change = "I") {
  return "30,\"" + change + "\",4," + std::to_string(uprn) + ",\"" + key + "\",2026-01-01,,2026-01-01,2026-01-01,\"" + std::to_string(to) + "\"\n";
}

/// Two houses, a house that is gone and became the second, a block with a flat, a street with a Welsh name.
std::string full_supply() {
  return full_head + street(21800001, "WEIR LANE", "SAMPLETON") + street(21800002, "MILL STREET", "SAMPLETON") + street(21800002, "STRYD Y FELIN", "TREFSAMPL", "CYM") +
         "11,\"I\",1,21800001,1,9999,2,1990-01-01,1,8,0,2003-07-02,,2007-07-19,2003-07-02,560000.00,560000.00,52.1,1.9,560100.00,560100.00,52.1,1.9,10\n" + unit(1001, "1") + identifier("Z0001L1", 1001, "1", "", "12", 21800001) +
         identifier("Z0001L2", 1001, "8", "", "", 21800001, "THE OLD FORGE") + unit(1002, "1") + identifier("Z0002L1", 1002, "1", "", "14", 21800001) + unit(1003, "8") +
         identifier("Z0003L1", 1003, "8", "", "13", 21800001) + unit(1010, "1") + identifier("Z0010L1", 1010, "1", "", "62", 21800002) + identifier("Z0010L2", 1010, "1", "", "62", 21800002, "", "CYM") +
         unit(1011, "1", "1010") + identifier("Z0011L1", 1011, "1", "FLAT 2", "62", 21800002) +
         "28,\"I\",5,1011,50001,\"\",\"\",\"FLAT 2\",\"\",62,\"\",\"MILL STREET\",\"\",\"\",\"SAMPLETON\",\"ZZ1 1AA\",\"S\",\"1A\",\"\",\"\",\"\",\"\",\"\",\"\",2026-01-01,2012-01-01,,2026-01-01,2012-01-01\n"
         "32,\"I\",6,1011,\"Z0011C1\",\"RD06\",\"AddressBase Premium Classification Scheme\",1.0,2007-01-01,,2020-01-01,2007-01-01\n"
         "32,\"I\",6,1011,\"Z0011C2\",\"999\",\"VOA Special Category\",1.0,2007-01-01,,2020-01-01,2007-01-01\n"
         "32,\"I\",6,1010,\"Z0010C1\",\"PP\",\"AddressBase Premium Classification Scheme\",1.0,2007-01-01,,2020-01-01,2007-01-01\n"
         "31,\"I\",7,1002,\"Z0002O1\",\"WEIR LANE SURGERY\",\"\",2010-01-01,,2020-01-01,2010-01-01\n" +
         successor("Z0003S1", 1003, 1002) + "23,\"I\",8,1001,\"Z0001X1\",\"CT/77\",1,\"7666VC\",2007-01-01,,2020-01-01,2007-01-01\n"
         "29,\"NAG Hub\",\"GB\",\"EPSG27700\",\"Metres\",\"\",\"\",\"UTF-8\",\"ENG\",,2026-09-01\n" + trailer(24);
}

struct Loaded {
  made::MemoryFiles files;
  Loaded(std::vector<std::pair<std::string, std::string>> content, const std::string& format = "addressbase") {
    std::string names;
    for (auto& [name, bytes] : content) {
      names += (names.empty() ? "\"" : ", \"") + name + "\"";
      files.content["dir/" + name] = std::move(bytes);
    }
    files.content["dir/g.toml"] = "[gazetteer]\nname = \"weirside\"\nformat = \"" + format + "\"\nfiles = [" + names + "]\n";
  }
  Result<LoadedGazetteer> load() {
    SilentProgress silent;
    return load_gazetteer(files, "dir/g.toml", Threads{1}, silent);
  }
};

std::string line(const Gazetteer& gazetteer, std::uint64_t uprn) {
  const auto property = gazetteer.find(Uprn::from_trusted(uprn));
  return property ? gazetteer.address_line(*property) : "not there";
}

Placement placed(const Gazetteer& gazetteer, const PlaceAsk& ask) {
  return place_one(gazetteer, AddressIndex::build(gazetteer, Threads{1}), MatchSettings{}, ask);
}

}  // namespace

TEST_CASE("A full supply of AddressBase Premium becomes properties with every way in which they are written") {
  const auto loaded = Loaded({{"full.csv", full_supply()}}).load();
  REQUIRE(loaded);
  CHECK(loaded->rows_put_aside == 0);
  CHECK(loaded->fields_put_aside == 0);
  const auto& gazetteer = loaded->gazetteer;
  REQUIRE(gazetteer.size() == 5);
  CHECK(line(gazetteer, 1001) == "12 Weir Lane, Sampleton ZZ1 1AA");
  CHECK(line(gazetteer, 1011) == "Flat 2, 62 Mill Street, Sampleton ZZ1 1AA");
  const auto flat = *gazetteer.find(Uprn::from_trusted(1011));
  CHECK(gazetteer.at(flat).class_code == "RD06");
  CHECK(gazetteer.parent(flat) == gazetteer.find(Uprn::from_trusted(1010)));
  CHECK(gazetteer.point(flat)->easting == doctest::Approx(560100));
  // A former name, the Welsh name, the organisation: each finds its property.
  struct Case {
    const char* text;
    std::uint64_t uprn;
  };
  for (const auto& c : {Case{"The Old Forge, Weir Lane", 1001}, Case{"62 Stryd y Felin, Trefsampl", 1010}, Case{"Weir Lane Surgery, 14 Weir Lane, Sampleton ZZ1 1AA", 1002}}) {
    CAPTURE(c.text);
    const auto found = placed(gazetteer, {.uprn = {}, .address = c.text, .postcode = {}});
    CAPTURE(found.reason);
    CHECK(found.uprn == Uprn::from_trusted(c.uprn));
  }
}

TEST_CASE("A link to a property that is gone follows what it became, and says so") {
  const auto loaded = Loaded({{"full.csv", full_supply()}}).load();
  REQUIRE(loaded);
  const auto& gazetteer = loaded->gazetteer;
  struct Case {
    const char *uprn, *address, *reason;
    Band band;
    std::uint64_t answer;
  };
  for (const auto& c : {Case{"1003", "", "successor_of_uprn", Band::likely, 1002}, Case{"1003", "13 Weir Lane", "successor_of_uprn", Band::likely, 1002}, Case{"", "13 Weir Lane, Sampleton", "successor", Band::likely, 1002},
                        Case{"1003", "14 Weir Lane, Sampleton", "successor_of_uprn", Band::exact, 1002}, Case{"1003", "12 Weir Lane, Sampleton", "uprn_contradicts_address", Band::ambiguous, 0}}) {
    CAPTURE(c.uprn);
    CAPTURE(c.address);
    const auto found = placed(gazetteer, {.uprn = c.uprn, .address = c.address, .postcode = {}});
    CHECK(found.reason == c.reason);
    CHECK(found.band == c.band);
    CHECK((found.uprn ? found.uprn->number() : 0) == c.answer);
  }
}

TEST_CASE("A lettered neighbour that is gone does not make the plain number doubtful; one that stands does") {
  struct Case {
    const char* status;
    Band band;
  };
  for (const auto& c : {Case{"8", Band::exact}, Case{"1", Band::ambiguous}}) {
    CAPTURE(c.status);
    std::string rows = full_head + street(21800001, "WEIR LANE", "SAMPLETON") + street(21800002, "MILL STREET", "SAMPLETON");
    int records = 2;
    for (int number = 1; number <= 40; ++number, records += 4)
      rows += unit(2000 + number, "1") + identifier("A" + std::to_string(number), 2000 + number, "1", "", std::to_string(number), 21800001) + unit(3000 + number, "1") +
              identifier("B" + std::to_string(number), 3000 + number, "1", "", std::to_string(number), 21800002);
    auto lettered = identifier("C1", 4001, c.status, "", "12", 21800001);
    lettered.replace(lettered.find(",12,\"\""), 6, ",12,\"A\"");
    rows += unit(4001, c.status) + lettered + trailer(records + 2);
    const auto loaded = Loaded({{"full.csv", rows}}).load();
    REQUIRE(loaded);
    CHECK(placed(loaded->gazetteer, {.uprn = {}, .address = "12 Weir Lane, Sampleton", .postcode = {}}).band == c.band);
  }
}

TEST_CASE("What people decided about an address is the answer, however it is written, and outlives the gazetteer's next version") {
  const std::string decisions = "address,postcode,uprn,decided_by\n"
                                "\"The Boat, Weir Ln\",ZZ1 1AA,1001,jo\n"
                                "13 Mill St,,,jo: never built\n"
                                "Old Smithy Weir Lane,,1002,jo\n"
                                "12 Weir Lane Sampleton,,1001,jo\n12 WEIR LANE  Sampleton,,1002,al\n"
                                "x,,notanumber,jo\n,,1001,jo\nOld Barn,,777,jo\n";
  const auto with = [&](std::vector<std::pair<std::string, std::string>> files) {
    Loaded made{std::move(files)};
    made.files.content["dir/decided.csv"] = decisions;
    made.files.content["dir/g.toml"] += "decisions = \"decided.csv\"\n";
    return made.load();
  };
  const auto loaded = with({{"full.csv", full_supply()}});
  REQUIRE(loaded);
  struct Case {
    const char *text, *postcode, *reason;
    std::uint64_t uprn;
  };
  for (const auto& c : {Case{"THE BOAT WEIR LANE", "zz11aa", "decided", 1001}, Case{"The Boat, Weir Lane ZZ1 1AA", "", "decided", 1001}, Case{"13 mill street", "", "decided_none", 0}, Case{"12 Weir Lane, Sampleton", "", "decided", 1002}}) {
    CAPTURE(c.text);
    const auto found = placed(loaded->gazetteer, {.uprn = {}, .address = c.text, .postcode = c.postcode});
    CHECK(found.reason == c.reason);
    CHECK((found.uprn ? found.uprn->number() : 0) == c.uprn);
  }
  CHECK(placed(loaded->gazetteer, {.uprn = {}, .address = "The Boat, Weir Lane", .postcode = "ZZ9 9ZZ"}).reason != "decided");
  CHECK(placed(loaded->gazetteer, {.uprn = {}, .address = "Old Barn", .postcode = {}}).reason != "decided");
  // Another kind of unit is another address.
  CHECK(placed(loaded->gazetteer, {.uprn = {}, .address = "Room 13 Mill St", .postcode = {}}).reason != "decided_none");
  CHECK(loaded->rows_put_aside == 2);
  CHECK(loaded->fields_put_aside == 2);  // decided twice; decided for a property that nobody knows
  // The next version ends 1002 and says what it became.
  const std::string changes = change_head + unit(1002, "8", "", "U") + unit(1030, "1") + identifier("Z0030L1", 1030, "1", "", "14", 21800001) + successor("Z0002S1", 1002, 1030) + trailer(4);
  const auto next = with({{"full.csv", full_supply()}, {"october.csv", changes}});
  REQUIRE(next);
  const auto smithy = placed(next->gazetteer, {.uprn = {}, .address = "old smithy, weir lane", .postcode = {}});
  CHECK(smithy.reason == "decided");
  CHECK(smithy.uprn == Uprn::from_trusted(1030));
  CHECK(next->gazetteer.version() != Loaded({{"full.csv", full_supply()}, {"october.csv", changes}}).load()->gazetteer.version());
}

TEST_CASE("Change-only updates are applied in their order: insertions, updates, deletions, splits") {
  const std::string changes = change_head + unit(1020, "1") + identifier("Z0020L1", 1020, "1", "", "16", 21800001) + identifier("Z0001L1", 1001, "1", "", "12", 21800001, "QUAYSIDE", "ENG", "U") + unit(1002, "8", "", "U") +
                              unit(1021, "1") + identifier("Z0021L1", 1021, "1", "FLAT 1", "14", 21800001) + unit(1022, "1") + identifier("Z0022L1", 1022, "1", "FLAT 2", "14", 21800001) + successor("Z0002S1", 1002, 1021) +
                              successor("Z0002S2", 1002, 1022) + unit(1010, "1", "", "D") + identifier("Z0010L1", 1010, "1", "", "62", 21800002, "", "ENG", "D") + trailer(12);
  const auto loaded = Loaded({{"full.csv", full_supply()}, {"october.csv", changes}}).load();
  REQUIRE(loaded);
  CHECK(loaded->fields_put_aside == 0);
  const auto& gazetteer = loaded->gazetteer;
  CHECK(line(gazetteer, 1020) == "16 Weir Lane, Sampleton ZZ1 1AA");
  CHECK(line(gazetteer, 1001) == "Quayside, 12 Weir Lane, Sampleton ZZ1 1AA");
  CHECK(line(gazetteer, 1010) == "not there");
  // 13 became 14, and 14 two flats: over two steps, and only the address can tell which.
  CHECK(live_successors(gazetteer, Uprn::from_trusted(1003)) == std::vector{Uprn::from_trusted(1021), Uprn::from_trusted(1022)});
  const auto either = placed(gazetteer, {.uprn = "1003", .address = {}, .postcode = {}});
  CHECK(either.band == Band::ambiguous);
  CHECK(either.reason == "several_successors");
  CHECK(either.candidates.size() == 2);
  const auto second = placed(gazetteer, {.uprn = "1003", .address = "Flat 2, 14 Weir Lane", .postcode = {}});
  CHECK(second.uprn == Uprn::from_trusted(1022));
  CHECK(second.reason == "successor_of_uprn");
}

TEST_CASE("A supply that is not whole, mixed or out of order is refused with the place and what to do") {
  const auto full = full_supply();
  const auto short_of_one = full_head + street(21800001, "WEIR LANE", "SAMPLETON") + trailer(2);
  const auto no_trailer = full_head + street(21800001, "WEIR LANE", "SAMPLETON");
  const auto mixed = full_head + unit(1001, "1", "", "D") + trailer(1);
  const auto changes = change_head + unit(1001, "1", "", "U") + trailer(1);
  struct Case {
    std::vector<std::pair<std::string, std::string>> files;
    const char *code, *file;
  };
  for (const auto& c : std::vector<Case>{{{{"full.csv", short_of_one}}, "gazetteer.cut_off", "full.csv"}, {{{"full.csv", no_trailer}}, "gazetteer.cut_off", "full.csv"}, {{{"full.csv", mixed}}, "gazetteer.mixed_changes", "full.csv"},
                                         {{{"october.csv", changes}}, "gazetteer.order", "october.csv"}, {{{"october.csv", changes}, {"full.csv", full}}, "gazetteer.order", "october.csv"},
                                         {{{"full.csv", full}, {"october.csv", changes}, {"again.csv", full}}, "gazetteer.order", "again.csv"}, {{{"flat.csv", "uprn,address\n1,x\n"}}, "gazetteer.no_header", "flat.csv"},
                                         {{{"full.csv", full + street(1, "X", "Y")}}, "gazetteer.cut_off", "full.csv"}}) {
    const auto loaded = Loaded(c.files).load();
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == c.code);
    CHECK(loaded.error().where.file == c.file);
    CHECK(loaded.error().exit == Exit::failed);
  }
}

TEST_CASE("A supply of several volumes is read whole or not at all, and two full supplies are not one") {
  const auto head = [](int volume, const std::string& day, const char* kind = "F") { return "10,\"x\",9999," + day + "," + std::to_string(volume) + "," + day + ",09:00:00,\"2.4\",\"" + kind + "\"\n"; };
  const auto end = [](int next, int records) { return "99," + std::to_string(next) + "," + std::to_string(records) + ",2026-09-01,09:00:00\n"; };
  const auto first = head(1, "2026-09-01") + street(21800001, "WEIR LANE", "SAMPLETON") + unit(1001, "1") + end(2, 2);
  const auto second = head(2, "2026-09-01") + identifier("A", 1001, "1", "", "12", 21800001) + end(0, 1);
  const auto later = head(1, "2026-10-01") + street(21800001, "WEIR LANE", "SAMPLETON") + unit(1002, "1") + identifier("B", 1002, "1", "", "14", 21800001) + end(0, 3);
  const auto whole = Loaded({{"1.csv", first}, {"2.csv", second}}).load();
  REQUIRE(whole);
  CHECK(line(whole->gazetteer, 1001) == "12 Weir Lane, Sampleton ZZ1 1AA");
  const auto code = [](std::vector<std::pair<std::string, std::string>> files) { const auto loaded = Loaded{std::move(files)}.load(); return loaded ? std::string{"read"} : loaded.error().code; };
  CHECK(code({{"1.csv", first}}) == "gazetteer.cut_off");
  CHECK(code({{"1.csv", first}, {"3.csv", later}}) == "gazetteer.order");
  CHECK(code({{"2.csv", second}, {"later.csv", later}}) == "gazetteer.order");
  CHECK(code({{"1.csv", head(1, "01/09/2026") + end(0, 0)}}) == "gazetteer.no_header");
  CHECK(code({{"1.csv", head(1, "2026-09-01") + "99,0,,2026-09-01,09:00:00\n"}}) == "gazetteer.cut_off");
  // The update of a tile says what is there, and of what is gone nothing.
  std::string full = head(1, "2026-09-01"), tile = head(1, "2026-10-01", "C");
  for (int i = 0; i < 120; ++i) {
    full += unit(5000 + i, "1");
    tile += unit(5000 + i, "1");
  }
  CHECK(code({{"full.csv", full + end(0, 120)}, {"tile.csv", tile + end(0, 120)}}) == "gazetteer.tile_update");
}

TEST_CASE("A deleted property leads on like one that is historic; a successor record that has ended leads nowhere") {
  const std::string deleted = change_head + unit(1003, "8", "", "D") + identifier("Z0003L1", 1003, "8", "", "13", 21800001, "", "ENG", "D") + trailer(2);
  const auto loaded = Loaded({{"full.csv", full_supply()}, {"october.csv", deleted}}).load();
  REQUIRE(loaded);
  CHECK(placed(loaded->gazetteer, {.uprn = "1003", .address = {}, .postcode = {}}).uprn == Uprn::from_trusted(1002));
  CHECK(placed(loaded->gazetteer, {.uprn = "1003", .address = "12 Weir Lane, Sampleton", .postcode = {}}).reason == "uprn_contradicts_address");
  auto ended = successor("Z0003S1", 1003, 1002, "U");
  ended.replace(ended.find("2026-01-01,,"), 12, "2026-01-01,2026-10-01,");
  const auto next = Loaded({{"full.csv", full_supply()}, {"october.csv", change_head + ended + trailer(1)}}).load();
  REQUIRE(next);
  CHECK(live_successors(next->gazetteer, Uprn::from_trusted(1003)).empty());
}

TEST_CASE("A row that cannot be used is put aside with its place, and the rest of the supply goes on") {
  const auto rows = full_head + street(21800001, "WEIR LANE", "SAMPLETON") + unit(1001, "1") + identifier("Z0001L1", 1001, "1", "", "12", 21800001) + "21,\"I\",2,notanumber,1\n" + "77,\"I\",1,2\n" + "21,\"X\",2,1002,1\n" +
                    "24,\"I\",3,1001,\"SHORT\"\n" + "\n" + unit(1005, "1") + trailer(8);
  const auto loaded = Loaded({{"full.csv", rows}}).load();
  REQUIRE(loaded);
  CHECK(loaded->rows_put_aside == 4);
  CHECK(loaded->units_without_address == 1);
  CHECK(loaded->gazetteer.size() == 1);
  REQUIRE(loaded->faults.size() == 4);
  CHECK(loaded->faults[0].where.row == 5);
  CHECK(loaded->faults[0].code == "gazetteer.record_width");
  CHECK(loaded->faults[1].code == "gazetteer.record_type");
  CHECK(loaded->faults[2].code == "gazetteer.change_type");
}

TEST_CASE("A change of what is not there is taken, and told: a supply may be missing before it") {
  const auto changes = change_head + unit(1001, "1") + unit(4711, "1", "", "D") + trailer(2);
  const auto loaded = Loaded({{"full.csv", full_supply()}, {"october.csv", changes}}).load();
  REQUIRE(loaded);
  REQUIRE(loaded->faults.size() == 2);
  for (const auto& fault : loaded->faults) CHECK(fault.code == "gazetteer.change_astray");
}

TEST_CASE("The order of the records changes nothing, and an index file keeps what became of properties") {
  const auto full = full_supply();
  // The same records, from the last to the first.
  std::vector<std::string> lines;
  for (std::size_t at = full_head.size(); at < full.size() && !full.substr(at).starts_with("99,");) {
    const auto end = full.find('\n', at) + 1;
    lines.push_back(full.substr(at, end - at));
    at = end;
  }
  std::string turned = full_head;
  for (auto one = lines.rbegin(); one != lines.rend(); ++one) turned += *one;
  turned += trailer(24);
  Loaded a({{"full.csv", full}}), b({{"full.csv", turned}});
  const auto first = a.load(), second = b.load();
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->gazetteer.version() == second->gazetteer.version());
  REQUIRE(save_index(a.files, "dir/g.index", *first, AddressIndex::build(first->gazetteer, Threads{1})));
  const auto kept = load_index(a.files, "dir/g.index");
  REQUIRE(kept);
  CHECK(kept->loaded.gazetteer.successors(Uprn::from_trusted(1003)) == std::vector{Uprn::from_trusted(1002)});
}

TEST_CASE("An LLPG extract in records of DTF 7.3 reads the same way") {
  const std::string rows = "10,\"WEIRSIDE\",9999,2026-09-01,1,2026-09-01,09:00:00,\"7.3\",\"F\"\n"
                           "15,\"I\",1,21800001,\"WEIR LANE\",\"QUAYSIDE\",\"SAMPLETON\",\"WEIRSHIRE\",\"ENG\"\n"
                           "21,\"I\",2,1001,1,2,2007-01-01,\"RD04\",,560100.00,560200.00,1,9999,2007-01-01,,2020-01-01,2007-01-01,\"\",\"05AB\",\"\",\"\",\"\",\"\"\n"
                           "22,\"I\",3,1001,\"P1\",\"L\",\"\",2007-01-01,2007-01-01,,2020-01-01\n"
                           "24,\"I\",4,1001,\"9999L000000001\",\"ENG\",1,2007-01-01,,2007-01-01,2020-01-01,2,\"A\",,\"\",\"FLAT\",12,\"\",14,\"\",\"\",21800001,\"\",\"Y\",\"ZZ1 1AB\",\"SAMPLETON\",\"Y\",\"\",\"\",\"\"\n"
                           "99,0,4,2026-09-01,09:00:00\n";
  const auto loaded = Loaded({{"llpg.csv", rows}}, "dtf7.3").load();
  REQUIRE(loaded);
  CHECK(loaded->rows_put_aside == 0);
  CHECK(line(loaded->gazetteer, 1001) == "Flat 2A, 12-14 Weir Lane, Quayside, Sampleton ZZ1 1AB");
  CHECK(loaded->gazetteer.at(PropertyIndex{0}).class_code == "RD04");
}
