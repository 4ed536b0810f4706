// Areas that are typed: corners in turn, and several postcodes.
#include <doctest/doctest.h>

#include "base/text.h"
#include "spine/area_question.h"
#include "spine/typed_area.h"

using namespace hearth;
using namespace hearth::spine;

TEST_CASE("Corners are read from lines, commas or blanks, on the grid or as longitude and latitude; the first comes again at the end") {
  for (const char* typed : {"431000, 433000\n432000, 433000\n432000, 434000\n431000, 434000", "431000 433000 432000 433000 432000 434000 431000 434000",
                            "(431000,433000);(432000,433000);(432000,434000);(431000,434000);(431000,433000)", "431000,433000\r\n432000,433000\r\n432000,434000\r\n431000,434000\r\n"}) {
    const auto shape = parse_corners(typed);
    CAPTURE(std::string{typed});
    REQUIRE(shape);
    CHECK(shape->contains({431'500, 433'500}));
    CHECK_FALSE(shape->contains({432'500, 433'500}));
    CHECK(shape->area() == doctest::Approx(1e6));
  }
  const auto degrees = parse_corners("-1.55, 53.79\n-1.53, 53.79\n-1.53, 53.81");
  REQUIRE(degrees);
  CHECK(degrees->area() > 1e6);
}

TEST_CASE("Corners that make no area say which one is wrong, and what is expected") {
  struct Row {
    const char *typed, *says;
  };
  for (const auto& row : std::vector<Row>{{"431000, 433000\n432000, x\n432000, 434000", "Corner 2 is not two numbers"},
                                          {"POLYGON\n431000, 433000", "paste a whole GeoJSON file"},
                                          {"431000, 433000\n432000", "The last corner has one number"},
                                          {"431000, 433000\n432000, 433000", "at least three corners"},
                                          {"431000, 433000\n432000, 433000\n9999999, 434000", "Corner 3 is not in Great Britain"},
                                          {"53.79, -1.55\n53.79, -1.53\n53.81, -1.53", "exchanged"},
                                          {"431000, 433000\n432000, 434000\n432000, 433000\n431000, 435000", "cross"},
                                          {"431000, 433000\n432000, 433000\n433000, 433000", "no polygon with an area"},
                                          {"nan, nan\n1, 2\n3, 4", "Corner 1 is not two numbers"}}) {
    const auto shape = parse_corners(row.typed);
    CAPTURE(std::string{row.typed});
    REQUIRE_FALSE(shape);
    CHECK_MESSAGE(shape.error().message.find(row.says) != std::string::npos, shape.error().message);
    CHECK(shape.error().exit == Exit::wrong_use);
  }
  std::string many;
  for (int i = 0; i < 5'000; ++i) many += "431000, 433000\n";
  CHECK_FALSE(parse_corners(many));
}

TEST_CASE("Several postcodes are all of their homes, each once; one that the place has not is told, and nothing is left out in silence") {
  place::GazetteerBuilder builder{"made"};
  std::uint64_t uprn = 100;
  for (const char* postcode : {"ZZ1 1AA", "ZZ1 1AB", "ZZ2 1AA"})
    for (int number = 1; number <= 5; ++number) {
      place::PropertyRow row{.uprn = Uprn::from_trusted(++uprn)};
      const auto unit = std::to_string(number);
      row.address.unit = unit;
      row.address.street = "Weir Lane";
      row.address.postcode = postcode;
      builder.add(row);
    }
  Snapshot snapshot;
  snapshot.gazetteer = std::make_shared<place::MatchPlace>(place::MatchPlace{{.gazetteer = builder.finish(), .faults = {}}, place::AddressIndex::build(place::Gazetteer{}, Threads{})});
  const auto count = [&](const char* typed) {
    const auto homes = properties_of(snapshot, {.words = {}, .shape = {}, .street = {}, .postcode = typed});
    return homes ? std::to_string(homes->size()) : homes.error().message;
  };
  CHECK(count("ZZ1 1AA") == "5");
  CHECK(count("zz11aa, ZZ2 1AA") == "10");
  CHECK(count("ZZ1; ZZ1 1AB\nZZ2") == "15");
  CHECK(count("ZZ1 1AA,, ZZ1 1AA,") == "5");
  CHECK(count("ZZ1 1AA, ZZ9 9ZZ, ZZ1 1AB").find("these postcodes: ZZ9 9ZZ.") != std::string::npos);
  CHECK(count("ZZ1 1AA, nonsense").find("number 2") != std::string::npos);
  CHECK(count("ZZ9 9ZZ").find("no property of this place has that postcode") != std::string::npos);
  CHECK(count(" , ").find("no property") != std::string::npos);
}
