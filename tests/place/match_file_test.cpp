#include <doctest/doctest.h>

#include "made_gazetteer.h"
#include "place/evaluate_matches.h"
#include "place/match_file.h"
#include "place/place_record.h"
#include "place/placement_table.h"
#include "place/statements.h"

using namespace hearth;
using namespace hearth::place;

namespace {

Result<MatchFileResult> matched(made::MemoryFiles& files, MatchFileAsk ask) {
  SilentProgress silent;
  ask.file = "in.csv";
  ask.out = "out.csv";
  return match_file(files, made::hard_place().gazetteer, made::hard_place().index, ask, Threads{2}, silent);
}

}  // namespace

TEST_CASE("A list of addresses gets one row for each of its rows, in its order; columns are found") {
  made::MemoryFiles files;
  files.content["in.csv"] = "ref,Address Line 1,Address Line 2,Post Code\nA,\"FLAT 2, 62 WEIR LANE\",BRAMLEY,ZZ1 4AB\nB,12 WEIR LANE,BRAMLEY,\nC,NO FIXED ABODE,,\n";
  const auto result = matched(files, {});
  REQUIRE(result);
  CHECK(result->rows == 3);
  CHECK(result->address == std::vector<std::string>{"Address Line 1", "Address Line 2"});
  CHECK(result->postcode == "Post Code");
  const auto& out = files.content["out.csv"];
  CHECK(out.starts_with("id,uprn,probability,band,runner_up,margin,candidates,reason\r\n1,32,"));
  CHECK(out.find("\r\n3,,0.0000,none,,0.00,,not_an_address\r\n") != std::string::npos);
  const auto named = matched(files, {.file = {}, .out = {}, .id = "ref", .address = {"Address Line 1"}});
  REQUIRE(named);
  CHECK(files.content["out.csv"].find("\r\nA,32,") != std::string::npos);
}

TEST_CASE("A column that is not there is refused with the nearest; a file without addresses too") {
  made::MemoryFiles files;
  files.content["in.csv"] = "ref,adress\nA,1 Weir Lane\n";
  const auto wrong = matched(files, {.file = {}, .out = {}, .id = {}, .address = {"address"}});
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().exit == Exit::wrong_use);
  CHECK(wrong.error().message.find("adress") != std::string::npos);
  files.content["in.csv"] = "a,b\n1,2\n";
  CHECK(matched(files, {}).error().code == "match.no_address");
}

TEST_CASE("The report of a matched file tells totals, reasons and samples, escapes what the file holds, and keeps the protected out") {
  made::MemoryFiles files;
  files.content["in.csv"] =
      "ref,address,postcode,protected\nA,\"FLAT 2, 62 WEIR LANE, BRAMLEY\",ZZ1 4AB,\nB,<i>12</i> WEIR LANE,,no\nC,NO FIXED ABODE,,\n"
      "D,13 WEIR LANE,,yes\nE,59 OTLEY ROAD,,0\n";
  const auto result = matched(files, {.file = {}, .out = {}, .id = "ref"});
  REQUIRE(result);
  CHECK(result->tally.reasons(Band::none).at("not_an_address") == 1);
  CHECK(result->tally.reasons(Band::ambiguous).at("suffix_missing") == 1);
  const auto html = match_report_html(*result, made::hard_place().gazetteer, "in.csv");
  const auto has = [&](std::string_view text) { return html.find(text) != std::string::npos; };
  CHECK(has("5 rows"));
  CHECK(has(">not_an_address</th>"));
  CHECK(has(">20.0 %</td>"));
  CHECK(has(">The text says that there is no premises"));
  CHECK(has(">FLAT 2, 62 WEIR LANE, BRAMLEY | ZZ1 4AB</td>"));
  CHECK(has(">Flat 2, 62 Weir Lane, Bramley"));
  CHECK(has("&lt;i&gt;12&lt;/i&gt; WEIR LANE"));
  CHECK_FALSE(has("<i>"));
  CHECK(has(">one of 2: "));
  CHECK_FALSE(has("13 WEIR LANE"));
  CHECK(has("1 row is marked as protected"));
  CHECK(has(made::hard_place().gazetteer.version()));
}

TEST_CASE("The report tells where and for what kind of address least is found") {
  for (const auto& [text, kind] : std::vector<std::pair<std::string, std::string>>{{"Flat 2, 62 Weir Lane", "a flat, room or unit"}, {"GROUND FLOOR 12 X", "a flat, room or unit"}, {"62 Weir Lane", "a house number"},
                                                                                  {"The Old Forge, Weir Lane, ZZ1 4AB", "a name without a number"}, {" , ", "nothing"}})
    CHECK(kind_of_text(text) == kind);
  struct Case {
    const char *text, *postcode, *outcode;
  };
  for (const auto& c : {Case{"12 Weir Lane", "zz1 4ab", "ZZ1"}, Case{"12 Weir Lane", "ZZ1", "ZZ1"}, Case{"12 Weir Lane, Sampleton ZZ12 4AB", "", "ZZ12"}, Case{"ZZ1 4AB", "", "ZZ1"}, Case{"12 Weir Lane", "", ""},
                        Case{"", "", ""}, Case{"x", "not known", ""}}) {
    CAPTURE(c.text);
    CHECK(outcode_of(c.text, c.postcode) == c.outcode);
  }
  MatchFileResult result;
  for (int i = 0; i < 30; ++i) result.tally.add({1, "1", "12 Weir Lane", "ZZ1 4AB", true}, {.band = Band::exact, .uprn = Uprn::from_trusted(1), .probability = Probability{1}});
  for (int i = 0; i < 40; ++i) result.tally.add({1, "1", "Flat 1, 12 Mill Road", "ZZ2 4AB", false}, {.band = Band::none, .reason = "street_unknown"});
  result.rows = 70;
  const auto html = match_report_html(result, made::hard_place().gazetteer, "in.csv");
  CHECK(html.find(">ZZ2</th>") < html.find(">ZZ1</th>"));
  CHECK(html.find(">a flat, room or unit</th>") != std::string::npos);
}

TEST_CASE("Samples are few, spread over the file, and the same each time") {
  const auto tally = [] {
    MatchTally made;
    for (std::uint64_t row = 1; row <= 10'000; ++row) made.add({row, "id", "text", ""}, {.band = Band::none, .reason = "empty"});
    return made;
  };
  const auto samples = tally().samples(Band::none), again = tally().samples(Band::none);
  REQUIRE(samples.size() == MatchTally::samples_max);
  CHECK(samples.front().row < 3000);
  CHECK(samples.back().row > 7000);
  for (std::size_t i = 0; i < samples.size(); ++i) CHECK(samples[i].row == again[i].row);
}

TEST_CASE("Every reason that the matcher gives has its words") {
  const auto& place = made::hard_place();
  for (const char* text : {"", "\xFF", "PO BOX 1", "12 QUILLFEATHER ROAD", "342 LINGFIELD VIEW", "OTLEY ROAD", "59 OTLEY ROAD", "70 WEIR LANE",
                           "FLAT 9, 62 WEIR LANE", "12 WEIR LANE, BRAMLEY", "12 WIER LANE", "THE OLD ORCHARD", "12 OTLEY", "flat 62 otley"}) {
    CAPTURE(text);
    const auto p = place.match(text);
    CAPTURE(p.reason);
    CHECK_FALSE(words_of_reason(p.band, p.reason).empty());
  }
}

TEST_CASE("The answers are never written over the list") {
  made::MemoryFiles files;
  files.content["dir/in.csv"] = "address\n12 Weir Lane\n";
  SilentProgress silent;
  const auto result = match_file(files, made::hard_place().gazetteer, made::hard_place().index, {.file = "dir/in.csv", .out = "dir/./in.csv"}, Threads{1}, silent);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == "match.same_file");
  CHECK(result.error().exit == Exit::wrong_use);
  CHECK(files.content["dir/in.csv"] == "address\n12 Weir Lane\n");
}

TEST_CASE("Columns without telling headings are found by what they hold") {
  const auto found = find_address_columns({"c1", "c2", "c3"}, {{"1", "12 Weir Lane, Bramley", "ZZ1 1AB"}, {"2", "4 Otley Road, Holbeck", "ZZ2 1AD"}});
  CHECK(found.address == std::vector<std::size_t>{1});
  CHECK(found.postcode == 2);
}

TEST_CASE("Matches are scored as the contract says") {
  made::MemoryFiles files;
  files.content["m.csv"] =
      "id,uprn,probability,band,runner_up,margin,candidates,reason\n"
      "1,10,1,exact,,5,,same_text\n2,20,1,likely,,5,,x\n3,30,1,likely,,5,,x\n4,,0,none,,0,,x\n5,,0.5,ambiguous,,0,50|51,x\n6,60,1,building,,0,,x\n";
  files.content["g.csv"] = "id,gold\n1,10\n2,21|20\n3,\n4,40\n5,51\n6,61\n";
  const auto score = evaluate_matches(files, {.matches = "m.csv", .truth = "g.csv", .gold = "gold", .id = "id"});
  REQUIRE(score);
  CHECK(score->rows == 6);
  CHECK(score->with_gold == 5);
  CHECK(score->answered == 3);
  CHECK(score->right == 2);
  CHECK(score->wrong == 1);
  CHECK(score->false_on_blank == 1);
  CHECK(score->ambiguous_right == 1);
  CHECK(score->precision() == doctest::Approx(2.0 / 3));
  CHECK(score->recall() == doctest::Approx(0.4));
  CHECK(match_score_json(*score).starts_with("{\"match\":{\"precision\":"));
  const auto by_row = evaluate_matches(files, {.matches = "m.csv", .truth = "g.csv", .gold = "gold"});
  CHECK(by_row->right == 2);
  files.content["g.csv"] = "id,gold\n1,10\n1,11\n";
  const auto repeated = evaluate_matches(files, {.matches = "m.csv", .truth = "g.csv", .gold = "gold", .id = "id"});
  CHECK(repeated.error().code == "evaluate.repeated_id");
  CHECK(repeated.error().exit == Exit::wrong_use);
}

TEST_CASE("A record's UPRN is checked against the address beside it") {
  const auto& place = made::hard_place();
  const auto placed = [&](std::string_view uprn, std::string_view address) {
    return place_one(place.gazetteer, place.index, place.settings, {.uprn = uprn, .address = address, .postcode = {}});
  };
  struct Row {
    const char *uprn, *address;
    Band band;
    const char* reason;
    std::uint64_t answer;
  };
  for (const auto& row : std::vector<Row>{{"32", "", Band::exact, "uprn_given", 32},
                                          {"000032", "Flat 2, 62 Weir Lane", Band::exact, "uprn_given", 32},
                                          {"32", "the usual place", Band::exact, "uprn_given", 32},
                                          {"32", "12 Weir Lane, Bramley, Sampleton", Band::ambiguous, "uprn_contradicts_address", 0},
                                          {"30", "", Band::building, "uprn_is_building", 30},
                                          {"30", "Flat 3, 62 Weir Lane, Bramley, Sampleton", Band::exact, "same_text", 33},
                                          {"777", "Flat 3, 62 Weir Lane, Bramley, Sampleton", Band::exact, "address_beside_unknown_uprn", 33},
                                          {"777", "", Band::none, "unknown_uprn", 0},
                                          {"1.00E+11", "Flat 3, 62 Weir Lane, Bramley, Sampleton", Band::exact, "same_text", 33},
                                          {"", "", Band::none, "empty", 0}}) {
    CAPTURE(row.uprn);
    CAPTURE(row.address);
    const auto p = placed(row.uprn, row.address);
    CHECK(p.band == row.band);
    CHECK(p.reason == row.reason);
    CHECK((p.uprn ? p.uprn->number() : 0) == row.answer);
  }
  const std::vector<PlaceAsk> asks{{"32", "", ""}, {"", "12 Weir Lane, Bramley", ""}, {"32", "", ""}};
  SilentProgress silent;
  const auto all = place_all(place.gazetteer, place.index, asks, Threads{2}, silent);
  REQUIRE(all.size() == 3);
  CHECK(all[0].uprn == all[2].uprn);
  CHECK(all[1].uprn == place.match("12 Weir Lane, Bramley").uprn);
}

TEST_CASE("Placements come back from the store as they were put") {
  const auto folder = std::filesystem::temp_directory_path() / "hearth-test-place";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto database = store::open_folder(folder);
  REQUIRE(database);
  RecordPlacement one{.record = RecordId{7}, .placement = {}};
  one.placement.band = Band::ambiguous;
  one.placement.margin = LogOdds{1.25};
  one.placement.probability = Probability{0.5};
  one.placement.runner_up = Uprn::from_trusted(9);
  one.placement.candidates = {Uprn::from_trusted(8), Uprn::from_trusted(9)};
  one.placement.reason = "several_alike";
  RecordPlacement two{.record = RecordId{3}, .placement = {}};
  two.placement.band = Band::exact;
  two.placement.uprn = Uprn::from_trusted(999'999'999'999);
  const PlacementVersions versions{"m1", "g1"};
  REQUIRE((*database)->write([&](store::Session& s) { return put_placements(s, {one, two}, versions); }));
  REQUIRE((*database)->write([&](store::Session& s) { return put_placements(s, {one, two}, versions); }));
  REQUIRE((*database)->read([&](store::Session& s) -> Result<Done> {
    const auto unsure = load_unsure_placements(s);
    REQUIRE(unsure);
    REQUIRE(unsure->size() == 1);
    CHECK((*unsure)[0].record == RecordId{7});
    CHECK((*unsure)[0].placement.candidates == one.placement.candidates);
    CHECK((*unsure)[0].placement.runner_up == one.placement.runner_up);
    CHECK_FALSE((*unsure)[0].placement.uprn);
    const auto sure = load_placement(s, RecordId{3});
    REQUIRE(sure);
    REQUIRE(sure->has_value());
    CHECK((*sure)->placement.uprn == two.placement.uprn);
    const auto columns = load_placements(s);
    REQUIRE(columns);
    CHECK(columns->record == std::vector<std::int64_t>{3, 7});
    CHECK(outdated_placements(s, versions)->empty());
    CHECK(outdated_placements(s, {"m2", "g1"})->size() == 2);
    CHECK_FALSE(*load_placement(s, RecordId{1}));
    return Done{};
  }));
  REQUIRE((*database)->write([&](store::Session& s) { return remove_placements(s, {RecordId{3}}); }));
  CHECK(statements().size() == 6);
}
