#include "people/households.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "people/contact_values.h"
#include "people/name_parts.h"

namespace hearth::people {
namespace {

using record::Field;

/// What one record tells of a person at a property.
struct Resident {
  std::uint64_t uprn;
  std::uint64_t person;
  std::uint32_t row;
};

/// People of one property, joined by what they share.
class Groups {
 public:
  std::uint32_t person(std::uint64_t id) {
    const auto [at, is_new] = number_.emplace(id, static_cast<std::uint32_t>(parent_.size()));
    if (is_new) {
      parent_.push_back(at->second);
      people_.push_back(id);
    }
    return at->second;
  }
  /// Everybody with the same token is one household.
  void shares(std::uint32_t person, const std::string& token) {
    const auto [at, is_new] = first_with_.emplace(token, person);
    if (!is_new) join(at->second, person);
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a), b = root(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }
  std::uint32_t root(std::uint32_t at) {
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  [[nodiscard]] std::size_t size() const { return parent_.size(); }
  [[nodiscard]] std::uint64_t id(std::uint32_t person) const { return people_[person]; }

 private:
  std::map<std::uint64_t, std::uint32_t> number_;
  std::map<std::string, std::uint32_t> first_with_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint64_t> people_;
};

/// The row of a feed that tells of several people: the key up to '/'.
std::optional<std::string> account_of(const LinkRow& row) {
  const auto slash = row.key.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return "account " + std::to_string(row.feed) + " " + std::string{row.key.substr(0, slash)};
}

void tell(Groups& groups, std::uint32_t person, const LinkRow& row) {
  const auto name = [&](const SurnameParts& parts) {
    if (parts.surname.size() > 1) groups.shares(person, "name " + parts.surname);
    for (const auto& part : parts.others) groups.shares(person, "name " + part);
  };
  const auto surname = row.fields.get(Field::surname), whole = row.fields.get(Field::full_name);
  if (!surname.empty()) name(read_surname(surname));
  else if (!whole.empty()) name(read_whole_name(whole).surname);
  if (const auto previous = row.fields.get(Field::previous_surname); !previous.empty()) name(read_surname(previous));
  if (const auto phone = normal_phone(row.fields.get(Field::phone)); !phone.empty()) groups.shares(person, "phone " + phone);
  if (const auto email = normal_email(row.fields.get(Field::email)); !email.empty()) groups.shares(person, "email " + email);
  if (const auto account = account_of(row)) groups.shares(person, *account);
}

/// Feeds that keep one account for each household (their rows tell of several people, or they are free of duplicates) show
/// by two accounts that two households share the property.
std::vector<std::vector<std::uint64_t>> households_at(std::span<const Resident> residents, std::span<const LinkRow> rows,
                                                      const HouseholdSettings& settings) {
  Groups groups;
  for (const auto& resident : residents) tell(groups, groups.person(resident.person), rows[resident.row]);
  std::set<std::uint32_t> roots;
  for (std::uint32_t person = 0; person < groups.size(); ++person) roots.insert(groups.root(person));
  // Two groups without a common name may be an unmarried couple, or lodger and landlord. They count as one household unless a
  // feed of homes tells of each of them by a row of its own: two tenancies, two accounts.
  if (roots.size() == 2 && groups.size() <= settings.adults_shared_max) {
    std::map<std::uint32_t, std::set<std::uint32_t>> feeds_of;  // by group
    for (const auto& resident : residents) feeds_of[groups.root(groups.person(resident.person))].insert(rows[resident.row].feed);
    const auto& a = feeds_of[*roots.begin()];
    const auto& b = feeds_of[*roots.rbegin()];
    const bool same_feed = std::ranges::any_of(a, [&](std::uint32_t feed) { return b.contains(feed); });
    if (!same_feed) groups.join(*roots.begin(), *roots.rbegin());
  }
  std::map<std::uint32_t, std::vector<std::uint64_t>> people;
  for (std::uint32_t person = 0; person < groups.size(); ++person) people[groups.root(person)].push_back(groups.id(person));
  std::vector<std::vector<std::uint64_t>> out;
  for (auto& entry : people) {
    std::ranges::sort(entry.second);
    out.push_back(std::move(entry.second));
  }
  std::ranges::sort(out);
  return out;
}

/// Rows without a name tell of somebody at the home who most often is one of those with names: they make no household larger.
/// Where nobody there has a name, all of them.
std::vector<Resident> those_with_names(std::span<const Resident> residents, std::span<const LinkRow> rows) {
  const auto has_name = [&](const Resident& resident) {
    const auto& fields = rows[resident.row].fields;
    return !fields.get(Field::surname).empty() || !fields.get(Field::given_name).empty() || !fields.get(Field::full_name).empty();
  };
  std::set<std::uint64_t> named;
  for (const auto& resident : residents)
    if (has_name(resident)) named.insert(resident.person);
  std::vector<Resident> out;
  for (const auto& resident : residents)
    if (named.empty() || named.contains(resident.person)) out.push_back(resident);
  return out;
}

}  // namespace

Households find_households(std::span<const LinkRow> rows, std::span<const Membership> memberships,
                           std::span<const HouseholdMember> previous, std::uint64_t next_id, const HouseholdSettings& settings) {
  std::unordered_map<std::uint64_t, std::uint64_t> person_of;
  person_of.reserve(memberships.size() * 2);
  for (const auto& one : memberships) person_of[one.record.number()] = one.person.number();
  std::vector<Resident> residents;
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    if (!rows[row].home) continue;
    if (const auto at = person_of.find(rows[row].record.number()); at != person_of.end())
      residents.push_back({rows[row].home->number(), at->second, row});
  }
  std::ranges::sort(residents, [](const Resident& a, const Resident& b) {
    return std::tuple{a.uprn, a.person, a.row} < std::tuple{b.uprn, b.person, b.row};
  });
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<std::uint64_t>> before;  // (uprn, person) -> households
  for (const auto& one : previous) before[{one.uprn.number(), one.person.number()}].push_back(one.household.number());

  Households out;
  out.next_id = std::max<std::uint64_t>(next_id, 1);
  std::vector<std::size_t> homes;  // where the residents of each property begin, and the end
  for (std::size_t i = 0; i < residents.size(); ++i)
    if (i == 0 || residents[i].uprn != residents[i - 1].uprn) homes.push_back(i);
  homes.push_back(residents.size());
  std::vector<std::vector<std::vector<std::uint64_t>>> found_at(homes.size() - 1);
  parallel_ranges(found_at.size(), 1024, settings.threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t home = from; home < to; ++home)
      found_at[home] = households_at(those_with_names(std::span{residents}.subspan(homes[home], homes[home + 1] - homes[home]), rows), rows, settings);
  });
  for (std::size_t home = 0; home < found_at.size(); ++home) {
    const std::size_t i = homes[home];
    const auto& found = found_at[home];
    // Largest overlap first; of equal ones the older id.
    std::vector<std::tuple<std::int64_t, std::uint64_t, std::size_t>> claims;
    for (std::size_t h = 0; h < found.size(); ++h) {
      std::map<std::uint64_t, std::int64_t> shared;
      for (const auto person : found[h])
        if (const auto at = before.find({residents[i].uprn, person}); at != before.end())
          for (const auto household : at->second) ++shared[household];
      for (const auto& [household, people] : shared) claims.emplace_back(-people, household, h);
    }
    std::ranges::sort(claims);
    std::vector<std::uint64_t> ids(found.size());
    std::set<std::uint64_t> taken;
    for (const auto& [people, household, h] : claims)
      if (ids[h] == 0 && taken.insert(household).second) ids[h] = household;
    for (std::size_t h = 0; h < found.size(); ++h) {
      if (ids[h] == 0) ids[h] = out.next_id++;
      for (const auto person : found[h])
        out.members.push_back({HouseholdId{ids[h]}, Uprn::from_trusted(residents[i].uprn), PersonId{person}});
    }
  }
  std::ranges::sort(out.members, [](const HouseholdMember& a, const HouseholdMember& b) {
    return std::tuple{a.uprn, a.household, a.person} < std::tuple{b.uprn, b.household, b.person};
  });
  return out;
}

}  // namespace hearth::people
