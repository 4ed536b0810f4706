#include "web/door_words.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/postcode.h"
#include "base/text.h"

namespace hearth::web {
namespace {

/// Where the street stands in the address, and where it ends.
std::optional<std::pair<std::size_t, std::size_t>> street_in(std::string_view address, const std::string& street) {
  if (street.empty()) return std::nullopt;
  const auto at = address.rfind(street);
  if (at == std::string_view::npos) return std::nullopt;
  return std::pair{at, at + street.size()};
}

std::string without_postcode(std::string_view text) {
  auto out = std::string{trim(text)};
  for (int words = 2; words >= 1; --words) {
    auto cut = out.size();
    for (int i = 0; i < words && cut != std::string::npos; ++i) cut = cut == 0 ? std::string::npos : out.rfind(' ', cut - 1);
    const auto last = cut == std::string::npos ? std::string_view{out} : std::string_view{out}.substr(cut + 1);
    if (!Postcode::parse(last)) continue;
    out.resize(cut == std::string::npos ? 0 : cut);
    break;
  }
  while (!out.empty() && (out.back() == ',' || out.back() == ' ')) out.pop_back();
  return out;
}

std::string heading_of(std::string_view address, const std::string& street) {
  const auto at = street_in(address, street);
  if (!at) return street;
  auto rest = without_postcode(address.substr(at->second));
  while (!rest.empty() && (rest.front() == ',' || rest.front() == ' ')) rest.erase(rest.begin());
  return rest.empty() ? street : street + ", " + rest;
}

std::string house_of(std::string_view address, const std::string& street) {
  const auto at = street_in(address, street);
  if (!at) return std::string{address};
  auto out = std::string{trim(address.substr(0, at->first))};
  while (!out.empty() && (out.back() == ',' || out.back() == ' ')) out.pop_back();
  return out;
}

}  // namespace

std::string house_part(const spine::DoorRow& row) { return house_of(spine::door_address(row), row.street); }

std::string house_label(const spine::DoorRow& row) {
  if (!street_in(spine::door_address(row), row.street)) return {};
  const auto house = house_part(row);
  const auto comma = house.rfind(", ");
  return comma == std::string::npos ? house : house.substr(comma + 2);
}

std::string between_house_and_street(std::string_view house) {
  const auto word = house.substr(house.find_last_of(" ,") + 1);
  return !word.empty() && word.front() >= '0' && word.front() <= '9' ? " " : ", ";
}

std::string street_heading(const spine::DoorRow& row) { return heading_of(spine::door_address(row), row.street); }

std::vector<StreetHomes> by_street(const std::vector<spine::HomeTold>& homes) {
  std::vector<StreetHomes> out;
  for (const auto& home : homes) {
    auto heading = heading_of(home.address, home.street);
    if (out.empty() || out.back().heading != heading) out.push_back({std::move(heading), {}});
    auto house = house_of(home.address, home.street);
    out.back().houses.push_back(house.empty() ? home.address : std::move(house));
  }
  return out;
}

}  // namespace hearth::web
