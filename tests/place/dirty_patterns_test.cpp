// The dirty patterns that real lists show, by number: suffix and flat, positions, ranges, blocks, names, garages, wrong places. Each
// has the answer that is wanted, or says that nobody can know.
#include <doctest/doctest.h>

#include "made_gazetteer.h"
#include "place/address_tokens.h"

using namespace hearth;
using namespace hearth::place;

namespace {

std::vector<made::Row> pattern_town() {
  auto rows = made::hard_town();
  for (const auto& row : std::vector<made::Row>{
           {201, "74A", "Kelso Road", "Bramley", "ZZ1 4AB"},
           {202, "74C", "Kelso Road", "Bramley", "ZZ1 4AB"},
           {203, "FLAT 21A, ROWAN HOUSE", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {204, "FLAT 21B, ROWAN HOUSE", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {205, "FRONT FLAT, 84", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {206, "REAR FLAT, 84", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {207, "FIRST FLOOR LHS, 86", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {208, "FIRST FLOOR RHS, 86", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {209, "GROUND FLOOR LHS, 86", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {210, "FLAT 1, 88", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {211, "FLAT 2, 88", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {212, "TOP FLOOR FLAT, 88", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {213, "1F1, 90", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {214, "1F2, 90", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {229, "92", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {230, "FIRST FLOOR FLAT, 92", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {231, "GROUND FLOOR FLAT, 92", "Elm Walk", "Bramley", "ZZ3 4AB"},
           {215, "70-72", "Station Road", "Holbeck", "ZZ2 4AC"},
           {216, "74", "Station Road", "Holbeck", "ZZ2 4AC"},
           {217, "76", "Station Road", "Holbeck", "ZZ2 4AC"},
           {218, "24 MERROW COURT", "East Canal Road", "Holbeck", "ZZ2 4AC"},
           {219, "25 MERROW COURT", "East Canal Road", "Holbeck", "ZZ2 4AC"},
           {220, "24", "East Canal Road", "Holbeck", "ZZ2 4AC"},
           {221, "SUES NAILS", "Rainbow Lane", "Holbeck", "ZZ2 4AC"},
           {222, "THE FORGE", "Rainbow Lane", "Holbeck", "ZZ2 4AC"},
           {223, "ROOM 4 HEPWORTH LODGE", "Mill Lane", "Holbeck", "ZZ2 4AC"},
           {223, "ROOM 4 LIBERTY PARK", "Mill Lane", "Holbeck", "ZZ2 4AC"},
           {224, "ROOM 5 HEPWORTH LODGE", "Mill Lane", "Holbeck", "ZZ2 4AC"},
           {224, "ROOM 5 LIBERTY PARK", "Mill Lane", "Holbeck", "ZZ2 4AC"},
           {225, "GARAGE SITE REAR OF 40", "Mill Lane", "Holbeck", "ZZ2 4AC"},
           {226, "GRANNY ANNEXE, 7", "Birch Close", "Holbeck", "ZZ4 1AC"},
           {227, "144", "Gledhow Rise", "Holbeck", "ZZ4 1AC"},
           {228, "144 1/2", "Gledhow Rise", "Holbeck", "ZZ4 1AC"},
       })
    rows.push_back(row);
  return rows;
}

struct Case {
  int pattern;
  const char *text, *postcode;
  std::uint64_t uprn;  ///< 0: no property may be answered
};

const made::Place& pattern_place() {
  static const auto made = made::place(pattern_town());
  return made;
}

std::uint64_t numbered(std::size_t street, std::uint64_t number) { return 1000 + street * 60 + number; }

void check(const made::Place& place, const std::vector<Case>& cases) {
  for (const auto& c : cases) {
    CAPTURE(c.pattern);
    CAPTURE(std::string{c.text});
    const auto p = place.match(c.text, c.postcode);
    CAPTURE(name_of(p.band));
    CAPTURE(p.reason);
    CAPTURE(p.margin.value());
    CAPTURE(p.probability.value());
    const bool answered = p.band == Band::exact || p.band == Band::likely;
    const auto uprn = answered && p.uprn ? p.uprn->number() : 0;
    CHECK(uprn == c.uprn);
  }
}

}  // namespace

TEST_CASE("Each dirty pattern of real lists has its answer") {
  const auto& place = pattern_place();
  const auto weir = [](std::uint64_t n) { return numbered(0, n); };
  const std::vector<Case> cases{
      // 1: the letter of a number is lost, apart, or behind a dash.
      {1, "59 OTLEY ROAD, HOLBECK", "ZZ2 3AC", 0},
      {1, "59A OTLEY ROAD, HOLBECK", "ZZ2 3AC", 10},
      {1, "59 A OTLEY ROAD, HOLBECK", "ZZ2 3AC", 10},
      {1, "59-A OTLEY ROAD, HOLBECK", "ZZ2 3AC", 10},
      {1, "59/A OTLEY ROAD, HOLBECK", "ZZ2 3AC", 10},
      {1, "12A WEIR LANE, BRAMLEY", "ZZ1 1AB", 0},
      // 2: "flat" is missing or misspelt.
      {2, "21A ROWAN HOUSE, ELM WALK", "ZZ3 4AB", 203},
      {2, "2 62 WEIR LANE", "ZZ1 4AB", 32},
      {2, "FLET 2 62 WEIR LANE", "ZZ1 4AB", 32},
      {2, "FALT 2, 62 WEIR LANE", "ZZ1 4AB", 32},
      {2, "FLATT 2, 62 WEIR LANE", "ZZ1 4AB", 32},
      // 3: flat and number in another order.
      {3, "2/62 WEIR LANE", "ZZ1 4AB", 32},
      {3, "62 FLAT 2, WEIR LANE", "ZZ1 4AB", 32},
      {3, "62 WEIR LANE, FLAT 2", "ZZ1 4AB", 32},
      {3, "F2 62 WEIR LANE", "ZZ1 4AB", 32},
      {3, "FLAT NO 2, 62 WEIR LANE", "ZZ1 4AB", 32},
      {3, "FLAT NO. 2 AT 62 WEIR LANE", "ZZ1 4AB", 32},
      // 4: letter, number and storey of a flat are three things; A is not 1.
      {4, "FLAT B, 70 WEIR LANE", "ZZ1 4AB", 42},
      {4, "FLAT 2, 70 WEIR LANE", "ZZ1 4AB", 0},
      {4, "FLAT A, 62 WEIR LANE", "ZZ1 4AB", 0},
      {4, "FIRST FLOOR FLAT, 80 ELM WALK", "ZZ3 4AB", 81},
      {4, "1ST FLR FLAT 80 ELM WALK", "ZZ3 4AB", 81},
      {4, "GND FLR, 80 ELM WALK", "ZZ3 4AB", 82},
      {4, "BSMT FLAT, 80 ELM WALK", "ZZ3 4AB", 83},
      {4, "TOP FLOOR, 88 ELM WALK", "ZZ3 4AB", 212},
      {4, "TOP FLOOR FLAT, 80 ELM WALK", "ZZ3 4AB", 0},
      {4, "FIRST FLOOR FLAT, 88 ELM WALK", "ZZ3 4AB", 0},
      {4, "FFF, 92 ELM WALK", "ZZ3 4AB", 230},
      {4, "FFF 92 ELM WALK", "ZZ3 4AB", 230},
      {4, "GFF, 92 ELM WALK, BRAMLEY", "", 231},
      {4, "G.F.F. 92 ELM WALK", "ZZ3 4AB", 231},
      {4, "F/F FLAT, 92 ELM WALK", "ZZ3 4AB", 230},
      {4, "FLAT F/F, 92 ELM WALK", "ZZ3 4AB", 230},
      {4, "GF FLAT 92 ELM WALK", "ZZ3 4AB", 231},
      {4, "G/F 92 ELM WALK", "ZZ3 4AB", 231},
      {4, "FLAT 1/F 92 ELM WALK", "ZZ3 4AB", 230},
      {4, "1/F, 92 ELM WALK", "ZZ3 4AB", 230},
      {4, "TFF, 92 ELM WALK", "ZZ3 4AB", 0},
      {4, "SFF 92 ELM WALK", "ZZ3 4AB", 0},
      {4, "92 ELM WALK", "ZZ3 4AB", 229},
      {4, "TFF 88 ELM WALK", "ZZ3 4AB", 212},
      {4, "90 (1F1) ELM WALK", "ZZ3 4AB", 213},
      {4, "1F2 90 ELM WALK", "ZZ3 4AB", 214},
      {4, "2F1, 90 ELM WALK", "ZZ3 4AB", 0},
      // 5: another letter or flat, and all else alike.
      {5, "74B KELSO ROAD, BRAMLEY", "ZZ1 4AB", 0},
      {5, "74 KELSO ROAD, BRAMLEY", "ZZ1 4AB", 0},
      {5, "74C KELSO ROAD, BRAMLEY", "ZZ1 4AB", 202},
      {5, "FLAT 21C, ROWAN HOUSE, ELM WALK", "ZZ3 4AB", 0},
      // 6: positions.
      {6, "FLAT FRONT, 84 ELM WALK", "ZZ3 4AB", 205},
      {6, "REAR FLAT 84 ELM WALK", "ZZ3 4AB", 206},
      {6, "84 ELM WALK", "ZZ3 4AB", 0},
      {6, "1ST FLOOR RHS 86 ELM WALK", "ZZ3 4AB", 208},
      {6, "GROUND FLOOR RHS, 86 ELM WALK", "ZZ3 4AB", 0},
      {6, "FIRST FLOOR, 86 ELM WALK", "ZZ3 4AB", 0},
      // 7: ranges and halves.
      {7, "70-72 STATION ROAD", "ZZ2 4AC", 215},
      {7, "70/72 STATION ROAD", "ZZ2 4AC", 215},
      {7, "70 - 72 STATION ROAD", "ZZ2 4AC", 215},
      {7, "92-92A KELSO ROAD", "ZZ1 4AB", 51},
      {7, "144 GLEDHOW RISE", "ZZ4 1AC", 227},
      {7, "144 & A HALF GLEDHOW RISE", "ZZ4 1AC", 0},
      // 8: a block's estate stands where the street should.
      {8, "24 MERROW COURT, BARNFIELD ESTATE", "ZZ2 4AC", 218},
      {8, "24 MERROW COURT, BARNFIELD ESTATE, EAST CANAL ROAD", "ZZ2 4AC", 218},
      {8, "24 EAST CANAL ROAD", "ZZ2 4AC", 220},
      // 9: a business in front; no number.
      {9, "SUES NAILS, RAINBOW LANE", "ZZ2 4AC", 221},
      {9, "SUES NAILS LTD RAINBOW LANE", "", 221},
      {9, "SUES NAILS, 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", weir(12)},
      {9, "RAINBOW LANE, HOLBECK", "ZZ2 4AC", 0},
      // 10: another street type.
      {10, "24 EAST CANAL STREET", "ZZ2 4AC", 220},
      {10, "SUES NAILS, RAINBOW ROAD", "ZZ2 4AC", 221},
      {10, "12 OTLEY LANE", "", 0},
      // 11: localities and counties.
      {11, "12 WEIR LANE, HALTON", "ZZ1 1AB", weir(12)},
      {11, "12 WEIR LANE, SAMPLETON, SAMPLETON", "ZZ1 1AB", weir(12)},
      {11, "12 WEIR LANE, BRAMLEY, WEST YORKSHIRE", "ZZ1 1AB", weir(12)},
      {11, "12 WEIR LANE", "", weir(12)},
      // 12: postcodes.
      {12, "12 WEIR LANE, BRAMLEY", "ZZ1 1AC", weir(12)},
      {12, "12 WEIR LANE, BRAMLEY", "ZZ1", weir(12)},
      {12, "12 WEIR LANE, BRAMLEY", "ZZI IAB", weir(12)},
      {12, "12 WEIR LANE, BRAMLEY", "WD4", weir(12)},
      {12, "12 WEIR LANE, BRAMLEY ZZ1 1AB", "", weir(12)},
      // 13: the building has another name now; the old one is kept as a second address.
      {13, "ROOM 4 LIBERTY PARK, MILL LANE", "ZZ2 4AC", 223},
      {13, "ROOM 5 HEPWORTH LODGE, MILL LANE", "ZZ2 4AC", 224},
      {13, "ROOM 6 LIBERTY PARK, MILL LANE", "ZZ2 4AC", 0},
      // 14: what belongs to a house is not the house.
      {14, "ANNEXE AT 8 BIRCH CLOSE", "ZZ4 1AC", 91},
      {14, "GRANNY ANNEXE, 7 BIRCH CLOSE", "ZZ4 1AC", 226},
      {14, "ANNEXE, 9 BIRCH CLOSE", "ZZ4 1AC", 0},
      {14, "THE ANNEX 9 BIRCH CLOSE", "ZZ4 1AC", 0},
      {14, "GARAGE SITE REAR OF 40 MILL LANE", "ZZ2 4AC", 225},
      {14, "GARAGE SITE REAR OF 41 MILL LANE", "ZZ2 4AC", 0},
      {14, "GARAGE AT 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", 0},
      {14, "LAND ADJACENT TO 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", 0},
      {14, "PARKING SPACES NEXT TO 12 WEIR LANE", "ZZ1 1AB", 0},
      {14, "LAND REAR OF 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", 0},
      {14, "CAR SPACE 2, 62 WEIR LANE", "ZZ1 4AB", 0},
      {14, "DEVELOPMENT SITE AT 12 WEIR LANE", "ZZ1 1AB", 0},
      {14, "40 MILL LANE", "ZZ2 2AC", numbered(5, 40)},
      // 15: people, breaks, merged words.
      {15, "C/O MRS P KHAN, 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", weir(12)},
      {15, "NFA", "", 0},
      {15, "P.O. BOX 12, SAMPLETON", "", 0},
      {15, "12\r\nWEIR LANE\r\nBRAMLEY", "ZZ1 1AB", weir(12)},
      {15, "12WEIR LANE, BRAMLEY", "ZZ1 1AB", weir(12)},
      {15, "12 WEIRLANE, BRAMLEY", "ZZ1 1AB", weir(12)},
      {15, "mr & mrs smith 12 weir lane bramley", "ZZ1 1AB", weir(12)},
      // 16: the number twice; words of a site in front.
      {16, "12, 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", weir(12)},
      {16, "PHASE TWO, 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", weir(12)},
  };
  check(place, cases);
}

TEST_CASE("A like name, another place, a part of a longer name: the wrong door is not answered") {
  auto rows = made::town();
  for (const auto& row : std::vector<made::Row>{
           {301, "FLAT 1, 2", "Barden Grove", "Holbeck", "ZZ2 4AC"},
           {302, "FLAT 2, 1A", "Barden Grove", "Holbeck", "ZZ2 4AC"},
           {303, "5", "Ashleigh Road", "Holbeck", "ZZ2 4AC"},
           {304, "5 LIME TREE COURT", "West Park Drive", "Holbeck", "ZZ2 4AD"},
           {305, "18", "The Coppice", "Yeadon", "ZZ5 4AC"},
           {306, "18", "Coppice Wood Grove", "Guiseley", "ZZ6 4AC"},
           {307, "23", "Brayton Green", "Holbeck", "ZZ2 4AC"},
           {308, "24", "Brayton Square", "Holbeck", "ZZ2 4AC"},
           {309, "2", "South Parade Close", "Bramley", "ZZ1 4AC"},
           {310, "2A", "South Parade", "Bramley", "ZZ1 4AC"},
           {311, "8", "Woodlands Court", "Kippax", "ZZ1 4AC"},
           {312, "8 WOODLANDS COURT", "Queens Road", "Adel", "ZZ3 4AC"},
           {313, "TINGLEY HOUSE", "Dewsbury Road", "Tingley", "ZZ1 4AC"},
           {314, "THE CROFT", "Dewsbury Road", "Tingley", "ZZ1 4AC"},
           {315, "HOME FARM BARN", "Home Farm Drive", "Menston", "ZZ1 4AC"},
           {316, "HOME FARM HOUSE", "Bingley Road", "Menston", "ZZ1 4AC"},
           {317, "SCHOOL HOUSE", "School Lane", "East Keswick", "ZZ1 4AC"},
           {318, "OLD SCHOOL HOUSE", "School Lane", "Wike", "ZZ1 4AD"},
           {319, "6", "West Close", "Bramley", "ZZ1 4AC"},
           {320, "ROOM G3 1 9 MONTAGUE FLATS, 23", "Devon Road", "Holbeck", "ZZ2 4AC"},
           {321, "ROOM F3 1 9 MONTAGUE FLATS, 23", "Devon Road", "Holbeck", "ZZ2 4AC"},
           {322, "18", "Ash Mead", "Holbeck", "ZZ2 4AC"},
           {323, "GARAGE SITE REAR OF 18", "Ash Mead", "Holbeck", "ZZ2 4AC"},
           {324, "PARKING AREA BETWEEN, 2A4", "Hazel Avenue", "Holbeck", "ZZ2 4AC"},
           {325, "24", "Hazel Avenue", "Holbeck", "ZZ2 4AC"},
           {326, "30", "Mere View", "Yeadon", "ZZ5 4AC"},
           {327, "30", "Mere View Road", "Guiseley", "ZZ6 4AC"},
       })
    rows.push_back(row);
  for (std::uint64_t n = 1; n <= 120; ++n) rows.push_back({400 + n, std::to_string(n), "Dewsbury Road", "Tingley", "ZZ1 4AD"});
  for (std::uint64_t n = 1; n <= 120; ++n) rows.push_back({600 + n, std::to_string(n), "The Croft", "Holbeck", "ZZ1 4AD"});
  const std::vector<Case> cases{
      {3, "FLAT 2, 1 BARDEN GROVE, HOLBECK", "ZZ2", 0},
      {3, "FLAT 1, 2 BARDEN GROVE, HOLBECK", "ZZ2", 301},
      {3, "2 FLAT 1 BARDEN GROVE, HOLBECK", "ZZ2", 301},
      {8, "5 LIME TREE COURT, ASHLEIGH ROAD, HOLBECK", "ZZ2 4AC", 0},
      {8, "5 LIME TREE COURT, HOLBECK", "ZZ2 4AD", 304},
      {11, "18 COPPICE WOOD GROVE, YEADON", "ZZ5", 0},
      {10, "23 BRAYTON SQUARE, HOLBECK", "ZZ2 4AC", 0},
      {10, "24 BRAYTON SQUARE, HOLBECK", "ZZ2 4AC", 308},
      {10, "2 SOUTH PARADE, BRAMLEY", "ZZ1 4AC", 0},
      {11, "8 WOODLANDS COURT, MENSTON", "ZZ1", 0},
      {11, "8 WOODLANDS COURT, KIPPAX", "ZZ1", 311},
      {9, "THE CROFT, DEWSBURY ROAD, TINGLEY", "ZZ1 4AC", 314},
      {9, "THE CROFT, DEWSBURRY ROAD, TINGLEY", "ZZ1 4AC", 314},
      {9, "THE OLD FORGE, DEWSBURY ROAD, TINGLEY", "ZZ1 4AC", 0},
      {9, "HOME FARM HOUSE, HOME FARM DRIVE, MENSTON", "ZZ1", 0},
      {9, "HOME FARM HOUSE, BINGLEY ROAD, MENSTON", "ZZ1", 316},
      {11, "SCHOOL HOUSE, SCHOOL LANE, WIKE", "ZZ1", 0},
      {11, "SCHOOL HOUSE, SCHOOL LANE, EAST KESWICK", "ZZ1", 317},
      {12, "30 MERE VIEW", "ZZ6", 0},
      {10, "6 WSET CLOSE, BRAMLEY", "ZZ1 4AC", 319},
      {2, "FLATG3 1 9 MONTAGUE FLATS, 23 DEVON ROAD", "ZZ2 4AC", 320},
      {14, "18 ASH MEAD, HOLBECK", "ZZ2 4AC", 322},
      {14, "GARAGE SITE REAR OF 18 ASH MEAD", "ZZ2 4AC", 323},
      {14, "PARKING AREA BETWEEN, 24, HAZEL AVENUE", "ZZ2 4AC", 0},
  };
  check(made::place(rows), cases);
}

TEST_CASE("A street's name written apart or together is that street") {
  auto rows = made::town();
  for (const auto& row : std::vector<made::Row>{{301, "4", "Coastguard Row", "Bramley", "ZZ1 4AC"}, {302, "5", "Coastguard Row", "Bramley", "ZZ1 4AC"}, {303, "4", "Coast Road", "Bramley", "ZZ1 4AD"},
                                                {304, "4", "Guard Row", "Holbeck", "ZZ2 4AC"}, {305, "6", "Mill Stone Row", "Bramley", "ZZ1 4AC"}, {306, "707", "Wood House Lane", "Bramley", "ZZ1 4AD"},
                                                {307, "707", "Woodhouse Lane", "Holbeck", "ZZ2 4AC"}, {308, "8", "Netherthorpe", "Bramley", "ZZ1 4AD"},
                                                {309, "4", "Silk Mill Bank", "Holbeck", "ZZ2 4AC"}, {310, "4", "Millbank", "Bramley", "ZZ1 4AD"}, {311, "9", "Meadow Side Road", "Holbeck", "ZZ2 4AC"},
                                                {312, "5", "Meadowside", "Bramley", "ZZ1 4AD"}})
    rows.push_back(row);
  const std::vector<Case> cases{
      {10, "4 COAST GUARD ROW, BRAMLEY", "", 301},       {10, "5 Coast Guard Row", "", 302},        {10, "4 COASTGUARD ROW", "", 301},      {10, "9 COAST GUARD ROW", "", 0},
      {10, "4 COAST GUARD ROW", "ZZ1 4AC", 301},         {10, "6 MILLSTONE ROW, BRAMLEY", "", 305}, {10, "707 WOOD HOUSE LANE, BRAMLEY", "", 306}, {10, "707 WOODHOUSE LANE, HOLBECK", "", 307},
      {10, "8 NETHER THORPE, BRAMLEY", "", 308},         {10, "4 COAST ROAD, BRAMLEY", "", 303},    {10, "4 GUARD ROW, HOLBECK", "", 304},  {10, "FLAT 4 COAST, 5 GUARD ROW", "", 0},
      // Words that stand together in another street are left as they are.
      {10, "4 SILK MILL BANK, HOLBECK", "", 309},        {10, "4 MILLBANK, BRAMLEY", "", 310},      {10, "9 MEADOW SIDE, HOLBECK", "ZZ2 4AC", 311},
  };
  check(made::place(rows), cases);
}

TEST_CASE("Two storeys leave the street behind them whole") {
  AddressTokens tokens;
  REQUIRE(tokens.read("FLAT A FIRST AND SECOND FLOORS 21 PEPPERPOT ROAD"));
  REQUIRE(tokens.words.size() == 2);
  REQUIRE(tokens.codes.size() == 4);
  for (const auto& code : tokens.codes) CHECK(code.words_before == 0);
}

TEST_CASE("Part of a flat's name is not all of it: likely, never exact") {
  const auto place = made::place({{1, "FIRST FLOOR FLAT B, 8", "Southfield Mount", "Armley", "ZZ1 1AA"},
                                  {2, "SECOND FLOOR FLAT C, 8", "Southfield Mount", "Armley", "ZZ1 1AA"},
                                  {3, "9", "Southfield Mount", "Armley", "ZZ1 1AA"}});
  CHECK(place.match("FIRST FLOOR FLAT, 8 SOUTHFIELD MOUNT, ARMLEY, SAMPLETON", "ZZ1 1AA").band != Band::exact);
  CHECK(place.match("FIRST FLOOR FLAT B, 8 SOUTHFIELD MOUNT, ARMLEY, SAMPLETON", "ZZ1 1AA").band == Band::exact);
}

TEST_CASE("Without an answer the reason tells what to do") {
  const auto& place = pattern_place();
  const auto reason = [&](const char* text, const char* postcode = "") { return place.match(text, postcode).reason; };
  CHECK(reason("12 QUILLFEATHER ROAD, BRAMLEY") == "street_unknown");
  CHECK(reason("342 LINGFIELD VIEW, BRAMLEY") == "number_not_on_street");
  CHECK(reason("12 OTLEY ROAD 99 NOWHERE") != "street_unknown");
  CHECK(reason("LINGFIELD VIEW, BRAMLEY") == "number_missing");
  CHECK(reason("9 RAINBOW LANE") == "number_not_on_street");
  // The block on that street has a number of its own in its name: the text says another.
  CHECK(reason("99 EAST CANAL ROAD", "ZZ2 4AC") == "number_not_on_street");
  CHECK(place.match("99 EAST CANAL ROAD", "ZZ2 4AC").band == Band::none);
  CHECK(place.match("99 RAINBOW LANE", "ZZ2 4AC").band == Band::none);
  const auto garage = place.match("GARAGE AT 12 WEIR LANE, BRAMLEY", "ZZ1 1AB");
  CHECK(garage.band == Band::building);
  CHECK(garage.uprn == Uprn::from_trusted(numbered(0, 12)));
}
