#include "place/class_words.h"

#include <array>
#include <utility>

namespace hearth::place {
namespace {

/// The longest code that a property's code begins with counts.
constexpr std::array<std::pair<std::string_view, std::string_view>, 47> words{{
    {"RD01", "Caravans"}, {"RD02", "Detached houses"}, {"RD03", "Semi-detached houses"}, {"RD04", "Terraced houses"}, {"RD06", "Flats"}, {"RD07", "House boats"},
    {"RD08", "Sheltered homes"}, {"RD10", "Privately owned holiday caravans"}, {"RB", "Outbuildings of homes"}, {"RC", "Car spaces"}, {"RD", "Homes"}, {"RG", "Garages"},
    {"RH", "Houses in multiple occupation"}, {"RI", "Residential institutions"}, {"R", "Residential"},
    {"CA", "Farming"}, {"CB", "Outbuildings of businesses"}, {"CC", "Community services"}, {"CE", "Schools and other education"}, {"CH", "Hotels and guest houses"},
    {"CI", "Industry"}, {"CL", "Leisure"}, {"CM", "Medical"}, {"CN", "Animal centres"}, {"CO", "Offices"}, {"CR", "Shops and other retail"}, {"CS", "Storage land"},
    {"CT", "Transport"}, {"CU", "Utilities"}, {"CX", "Emergency services"}, {"CZ", "Information boards and the like"}, {"C", "Commercial"},
    {"L", "Land"}, {"M", "Military"}, {"O", "Other"}, {"PP", "Parents of homes and businesses"}, {"PS", "Streets' own records"}, {"P", "Parents of homes and businesses"},
    {"U", "Not classified"}, {"X", "Homes and businesses in one"},
    {"ZA", "Archaeological sites"}, {"ZM", "Monuments"}, {"ZS", "Stately homes"}, {"ZU", "Underground features"}, {"ZV", "Other underground features"}, {"ZW", "Places of worship"},
    {"Z", "Objects of interest"}}};

}  // namespace

std::string_view class_words(std::string_view code) noexcept {
  std::string_view found = "Not classified";
  std::size_t longest = 0;
  for (const auto& [begin, meaning] : words)
    if (begin.size() > longest && code.starts_with(begin)) found = meaning, longest = begin.size();
  return found;
}

}  // namespace hearth::place
