#include "record/nobody.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "record/death_remark.h"
#include "record/joint_names.h"

namespace hearth::record {
namespace {

template <std::size_t Size>
bool one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

bool names_an_occupier(std::string_view name) {
  static constexpr std::array<std::string_view, 11> people{"occupier", "occupiers", "occupant",    "occupants", "resident", "residents",
                                                           "owner",    "owners",    "householder", "tenant",    "tenants"};
  const auto folded = fold(name);
  const auto parts = words(folded);
  return names_nobody(name) && parts.size() <= 3 && std::ranges::any_of(parts, [](std::string_view word) { return one_of(word, people); });
}

bool names_nobody(std::string_view name) {
  // A company's form: no surname is one of these.
  static constexpr std::array<std::string_view, 8> forms{"ltd", "limited", "plc", "llp", "lettings", "cic", "inc", "gmbh"};
  // What a company or a body does; only without a person's title before it, and not alone (there are people of these names).
  static constexpr std::array<std::string_view, 23> bodies{"homes",      "housing",    "association", "properties", "property", "estates",   "investments",
                                                           "developments", "trustees", "holdings",    "management", "council",  "society",   "nhs",
                                                           "university", "company",    "agency",      "agents",     "rentals",  "landlords", "apartments",
                                                           "borough",    "partnership"};
  static constexpr std::array<std::string_view, 16> alone{"owner",    "owners",  "occupier", "occupiers", "occupant", "occupants", "resident", "residents",
                                                          "landlord", "void",    "vacant",   "empty",     "householder", "tenant", "tenants",  "unoccupied"};
  const auto folded = fold(name);
  auto parts = words(folded);
  while (!parts.empty() && (parts.front() == "the" || parts.front() == "current" || parts.front() == "new" || parts.front() == "c")) parts.erase(parts.begin());
  if (parts.empty()) return false;
  if (std::ranges::any_of(parts, [](std::string_view word) { return one_of(word, forms); })) return true;
  if (is_title(parts.front())) return false;
  if (parts.size() <= 2 && one_of(parts.front(), alone) && (parts.size() == 1 || one_of(parts.back(), alone))) return true;
  if (const auto who = without_death_remark(name); who.says_dead && words(fold(who.name)).empty()) return true;
  return parts.size() >= 2 && std::any_of(parts.begin() + 1, parts.end(), [](std::string_view word) { return one_of(word, bodies); });
}

}  // namespace hearth::record
