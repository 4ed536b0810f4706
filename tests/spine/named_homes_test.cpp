#include <doctest/doctest.h>

#include "base/text.h"
#include "spine/named_homes.h"

using namespace hearth;
using namespace hearth::spine;

TEST_CASE("Homes of a street, a postcode and an outward code are those that a look at every property finds") {
  place::GazetteerBuilder builder{"made"};
  std::uint64_t uprn = 100;
  for (const char* street : {"Weir Lane", "WEIR LANE", "Weir Lane North", "Mill Road", ""})
    for (int number = 1; number <= 40; ++number) {
      place::PropertyRow row{.uprn = Uprn::from_trusted(++uprn)};
      const auto unit = std::to_string(number);  // the row looks into it
      row.address.unit = unit;
      row.address.street = street;
      row.address.postcode = number % 3 == 0 ? "" : number % 2 == 0 ? "ZZ1 1AA" : "ZZ11 1AB";
      builder.add(row);
    }
  const auto properties = builder.finish();
  const NamedHomes named{properties, Threads{}};
  const auto scanned = [&](auto&& is_it) {
    std::vector<place::PropertyIndex> out;
    for (std::size_t i = 0; i < properties.size(); ++i)
      if (is_it(place::PropertyIndex{i})) out.emplace_back(i);
    return out;
  };
  const auto code_of = [&](place::PropertyIndex property) { return Postcode::parse(properties.at(property).shown.postcode); };
  const auto street = scanned([&](auto property) { return fold(properties.street_line(property)) == "weir lane"; });
  CHECK(street.size() == 80);
  CHECK(named.of_street(properties, "weir lane") == street);
  const auto postcode = *Postcode::parse("ZZ1 1AA");
  const auto whole = scanned([&](auto property) { return code_of(property) == postcode; });
  CHECK_FALSE(whole.empty());
  CHECK(named.of_postcode(properties, postcode) == whole);
  CHECK(named.of_outcode(properties, "ZZ1") == whole);
  CHECK(named.of_outcode(properties, "ZZ").empty());
  CHECK(named.of_street(properties, "no such street").empty());
}
