#include "record/row_people.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::record {
namespace {

using Role = Whose::Role;
constexpr int half_a_generation_days = 14 * 365;

char sex_of(const RowPerson& person) {
  static constexpr std::array<std::string_view, 5> women{"mrs", "miss", "ms", "lady", "dame"};
  static constexpr std::array<std::string_view, 4> men{"mr", "master", "sir", "lord"};
  const auto told = fold(person.sex);
  if (told == "f" || told == "female" || told == "woman") return 'f';
  if (told == "m" || told == "male" || told == "man") return 'm';
  const auto whole = fold(person.title);
  const auto title = std::string_view{whole}.substr(0, whole.find_first_of(". "));
  if (std::ranges::find(women, title) != women.end()) return 'f';
  if (std::ranges::find(men, title) != men.end()) return 'm';
  return 0;
}

bool may_be(char sex, const RowPerson& person) { return sex == 0 || sex_of(person) == 0 || sex_of(person) == sex; }
bool is_surely(char sex, const RowPerson& person) { return sex != 0 && sex_of(person) == sex; }

Owners unnamed() { return {.people = {}, .unnamed = true}; }
Owners one(std::size_t person) { return {.people = {person}}; }

std::vector<std::size_t> named_people(std::span<const RowPerson> people) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < people.size(); ++i)
    if (people[i].is_named) out.push_back(i);
  return out;
}

/// The only one for whom it holds; nothing when none or several.
template <class Holds>
std::optional<std::size_t> only_one(const std::vector<std::size_t>& among, Holds holds) {
  std::optional<std::size_t> found;
  for (const auto i : among) {
    if (!holds(i)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

Owners everybody(const std::vector<std::size_t>& named, bool which_unknown) { return {.people = named, .unnamed = false, .which_unknown = which_unknown && named.size() > 1}; }

/// Of two, the one whom the note is not about.
std::optional<std::size_t> other_of(const std::vector<std::size_t>& named, std::size_t about) {
  if (named.size() != 2) return std::nullopt;
  return named[0] == about ? named[1] : named[0];
}

Owners partner(const Whose& whose, std::span<const RowPerson> people, const std::vector<std::size_t>& named, std::size_t about) {
  if (named.size() < 2) return unnamed();
  const auto by_role = only_one(named, [&](std::size_t i) { return (people[i].role.starts_with("partner") || people[i].role.starts_with("spouse")) && may_be(whose.sex, people[i]); });
  if (by_role) return one(*by_role);
  if (const auto by_sex = only_one(named, [&](std::size_t i) { return is_surely(whose.sex, people[i]); })) return one(*by_sex);
  if (whose.sex != 0)
    if (const auto left = only_one(named, [&](std::size_t i) { return may_be(whose.sex, people[i]); })) return one(*left);
  const auto other = other_of(named, about);
  return other && may_be(whose.sex, people[*other]) ? one(*other) : unnamed();
}

/// Mother and son in one row: where the declaration says so, or the births do.
Owners relative(const Whose& whose, std::span<const RowPerson> people, const std::vector<std::size_t>& named, std::size_t about) {
  const auto by_role = only_one(named, [&](std::size_t i) { return !whose.word.empty() && people[i].role.starts_with(whose.word); });
  if (by_role) return one(*by_role);
  const auto other = other_of(named, about);
  if (!other || (whose.role != Role::parent && whose.role != Role::child)) return unnamed();
  const auto& first = people[named[0]];
  const auto& second = people[named[1]];
  if (!first.birth || !second.birth) return unnamed();
  const auto apart = second.birth->days() - first.birth->days();
  if (std::abs(apart) < half_a_generation_days) return unnamed();
  const bool first_is_older = apart > 0;
  const auto meant = (whose.role == Role::parent) == first_is_older ? named[0] : named[1];
  return may_be(whose.sex, people[meant]) ? one(meant) : unnamed();
}

}  // namespace

std::vector<std::string> given_names(std::span<const RowPerson> people) {
  std::vector<std::string> out;
  for (const auto& one : people) {
    const auto given = fold(one.given_name);
    out.push_back(given.substr(0, given.find(' ')));
  }
  return out;
}

Owners owners_of(const Whose& whose, std::span<const RowPerson> people, std::optional<std::size_t> about) {
  auto named = named_people(people);
  if (named.empty() && !people.empty()) named.push_back(0);  // a row without a name is still somebody's
  const auto main = about.value_or(named.empty() ? 0 : named.front());
  switch (whose.role) {
    case Role::not_said: return about ? one(*about) : everybody(named, true);
    case Role::everybody: return everybody(named, false);
    case Role::one_of_them: return {.people = named, .unnamed = false, .which_unknown = true};
    case Role::named: return one(whose.name);
    // "Tenant: deaf" of "MR A & MRS B SMITH": both are.
    case Role::main: return !named.empty() && people[named.front()].in_joint_cell ? everybody(named, true) : named.empty() ? unnamed() : one(named.front());
    case Role::joint: {
      const auto by_role = only_one(named, [&](std::size_t i) { return people[i].role.starts_with("joint"); });
      const auto other = by_role ? by_role : other_of(named, main);
      return other ? one(*other) : unnamed();
    }
    case Role::partner: return partner(whose, people, named, main);
    case Role::parent:
    case Role::child:
    case Role::other: return relative(whose, people, named, main);
    case Role::elsewhere: return {};
  }
  return {};
}

}  // namespace hearth::record
