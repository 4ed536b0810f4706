// fuzz_address.cpp: bytes as an address. The first byte says where the postcode starts.
//
// Holds: matching ends, an answer has a UPRN of the gazetteer and a probability, the evidence adds up, and asking twice is the same.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assertion.h"
#include "place/gazetteer.h"
#include "place/match_address.h"

using namespace hearth;
using namespace hearth::place;

namespace {

struct Town {
  Gazetteer gazetteer;
  AddressIndex index;
};

const Town& town() {
  static const Town made = [] {
    GazetteerBuilder builder{"fuzz"};
    std::uint64_t uprn = 0;
    for (const char* street : {"Weir Lane", "Otley Road", "The Crescent", "St James Drive"})
      for (const char* unit : {"1", "2", "2A", "Flat 1, 3", "Flat B, 3", "5-7", "The Old Mill", "Ground Floor Flat, 9", "4 Mill Court"}) {
        PropertyRow row{.uprn = Uprn::from_trusted(++uprn)};
        row.address = {.unit = unit, .street = street, .locality = "Bramley", .town = "Sampleton", .postcode = "ZZ1 1AA"};
        builder.add(row);
      }
    auto gazetteer = builder.finish();
    auto index = AddressIndex::build(gazetteer, Threads{1});
    return Town{std::move(gazetteer), std::move(index)};
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view all{reinterpret_cast<const char*>(data) + 1, size - 1};
  const auto cut = all.empty() ? 0 : data[0] % (all.size() + 1);
  const AddressText asked{.text = all.substr(0, cut), .postcode = all.substr(cut)};
  const auto p = match_address(town().index, {}, asked);
  if (p.band == Band::exact || p.band == Band::likely) HEARTH_ASSERT(p.uprn && town().gazetteer.find(*p.uprn));
  HEARTH_ASSERT(p.probability.value() >= 0 && p.probability.value() <= 1);
  const auto why = explain_address(town().index, {}, asked);
  double sum = 0;
  for (const auto& e : why.evidence) sum += e.weight.value();
  HEARTH_ASSERT(std::abs(sum - why.weight.value()) < 1e-6);
  HEARTH_ASSERT(why.placement.uprn == p.uprn && why.placement.reason == p.reason);
  return 0;
}
