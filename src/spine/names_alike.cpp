#include "spine/names_alike.h"

#include "base/hash.h"
#include "base/text.h"

namespace hearth::spine {
namespace {

bool like(const match::Aliases& variants, const std::string& a, const std::string& b) {
  constexpr std::size_t long_enough = 5;
  return a == b || variants.has(hash64(a), hash64(b)) || (a.size() >= long_enough && b.size() >= long_enough && edit_distance(a, b) <= 1);
}

bool sexes_differ(const people::WholeName& a, const people::WholeName& b) { return a.given.sex != 0 && b.given.sex != 0 && a.given.sex != b.given.sex; }

}  // namespace

bool same_name(const match::Aliases& variants, const people::WholeName& a, const people::WholeName& b) {
  const auto& left = a.given.given;
  const auto& right = b.given.given;
  if (left.empty() || right.empty() || a.surname.surname.empty() || sexes_differ(a, b)) return false;
  const bool initial = (left.size() == 1 || right.size() == 1) && left.front() == right.front();
  return like(variants, a.surname.surname, b.surname.surname) && (initial || like(variants, left, right));
}

bool may_be_short_for(const match::Aliases& variants, const people::WholeName& whole, const people::WholeName& partly) {
  // A lone word may be either name.
  const auto& given = partly.given.given.empty() ? partly.surname.surname : partly.given.given;
  const auto& surname = partly.given.given.empty() ? partly.given.given : partly.surname.surname;
  if (given.empty() || whole.given.given.empty() || sexes_differ(whole, partly)) return false;
  if (surname.empty() && like(variants, whole.surname.surname, given)) return true;
  // "Dennis W" is read as W Dennis where most names of a file begin with the surname.
  if (given.size() == 1 && !whole.surname.surname.empty() && given.front() == whole.surname.surname.front() && like(variants, whole.given.given, surname)) return true;
  const bool initial = given.size() == 1 && given.front() == whole.given.given.front();
  if (!initial && !like(variants, whole.given.given, given)) return false;
  if (surname.empty()) return !initial;
  return surname.size() == 1 ? !whole.surname.surname.empty() && surname.front() == whole.surname.surname.front() : like(variants, whole.surname.surname, surname);
}

}  // namespace hearth::spine
