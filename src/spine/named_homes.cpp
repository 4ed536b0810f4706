#include "spine/named_homes.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "spine/snapshot.h"

namespace hearth::spine {

using place::Gazetteer;
using place::PropertyIndex;

namespace {

using Names = std::vector<std::pair<std::uint64_t, std::uint32_t>>;

template <class IsIt>
std::vector<PropertyIndex> named(const Names& names, std::string_view name, IsIt&& is_it) {
  std::vector<PropertyIndex> out;
  for (auto at = std::ranges::lower_bound(names, std::pair{hash64(name), std::uint32_t{0}}); at != names.end() && at->first == hash64(name); ++at)
    if (const PropertyIndex property{at->second}; is_it(property)) out.push_back(property);
  return out;
}

}  // namespace

NamedHomes::NamedHomes(const Gazetteer& properties, Threads threads) : streets_(properties.size()), postcodes_(properties.size()), outcodes_(properties.size()) {
  parallel_ranges(properties.size(), 4096, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const PropertyIndex property{i};
      const auto number = static_cast<std::uint32_t>(i);
      streets_[i] = {hash64(fold(properties.street_line(property))), number};
      const auto code = Postcode::parse(properties.postcode(property));
      postcodes_[i] = {code ? hash64(code->text()) : 0, number};
      outcodes_[i] = {code ? hash64(code->outward()) : 0, number};
    }
  });
  for (auto* names : {&streets_, &postcodes_, &outcodes_}) std::ranges::sort(*names);
}

std::vector<PropertyIndex> NamedHomes::of_street(const Gazetteer& properties, std::string_view street) const {
  return named(streets_, street, [&](PropertyIndex property) { return fold(properties.street_line(property)) == street; });
}

std::vector<PropertyIndex> NamedHomes::of_postcode(const Gazetteer& properties, const Postcode& postcode) const {
  return named(postcodes_, postcode.text(), [&](PropertyIndex property) { return Postcode::parse(properties.postcode(property)) == postcode; });
}

std::vector<PropertyIndex> NamedHomes::of_outcode(const Gazetteer& properties, std::string_view outcode) const {
  return named(outcodes_, outcode, [&](PropertyIndex property) {
    const auto code = Postcode::parse(properties.postcode(property));
    return code && code->outward() == outcode;
  });
}

const NamedHomes& named_homes(const Snapshot& snapshot) {
  std::call_once(snapshot.named_once, [&] { snapshot.named = std::make_shared<const NamedHomes>(snapshot.properties(), Threads{}); });
  return *snapshot.named;
}

}  // namespace hearth::spine
