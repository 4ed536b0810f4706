#include "spine/figures.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "need/evaluate.h"
#include "spine/person_reader.h"

namespace hearth::spine {
namespace {

constexpr std::size_t not_found = static_cast<std::size_t>(-1);

struct FoundIn {
  std::size_t category{not_found};
  std::vector<std::string> needs;
  std::uint32_t area{Surroundings::no_area};
};

class Finder {
 public:
  Finder(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, std::optional<std::size_t> layer, Instant now)
      : snapshot_{snapshot}, programme_{programme}, layer_{layer}, reader_{snapshot, sight, now.date()} {}

  FoundIn find(std::uint32_t person) {
    FoundIn out;
    const auto seen = reader_.see(person);
    if (seen.records.empty() || seen.is_dead) return out;
    const auto home = seen.homes.empty() ? nowhere : seen.homes.front().property;
    if (home != nowhere && snapshot_.protected_property.contains(home)) return out;
    const auto& facts = reader_.facts(seen);
    const auto category = need::category_of(programme_, facts);
    if (!category) return out;
    out.category = *category;
    if (const auto entry = need::evaluate(programme_, facts))
      for (const auto& reason : entry->reasons) out.needs.push_back(reason.need);
    if (layer_ && home != nowhere) out.area = snapshot_.surroundings->area_of[*layer_][home];
    return out;
  }

 private:
  const Snapshot& snapshot_;
  const need::Programme& programme_;
  std::optional<std::size_t> layer_;
  PersonReader reader_;
};

/// People by area and need: rows as `order` has the areas, then those without one when `others`. The most frequent need first.
struct NeedCounts {
  std::vector<std::string> needs;
  std::vector<std::vector<std::uint64_t>> people;
};
NeedCounts count_needs(const std::vector<FoundIn>& found, const std::vector<std::size_t>& order, bool others) {
  std::map<std::string, std::vector<std::uint64_t>> by_need;  // by area, then all who have it
  const std::size_t areas = order.size();
  for (const auto& one : found)
    for (const auto& words : one.needs) {
      auto& counts = by_need.try_emplace(words, std::vector<std::uint64_t>(areas + 2, 0)).first->second;
      ++counts[one.area == Surroundings::no_area ? areas : one.area];
      ++counts[areas + 1];
    }
  std::vector<std::pair<std::string, std::vector<std::uint64_t>>> sorted{by_need.begin(), by_need.end()};
  std::ranges::stable_sort(sorted, std::greater<>{}, [](const auto& entry) { return entry.second.back(); });
  NeedCounts out;
  out.people.assign(areas + (others ? 1 : 0), {});
  for (const auto& [words, counts] : sorted) {
    out.needs.push_back(words);
    for (std::size_t row = 0; row < areas; ++row) out.people[row].push_back(counts[order[row]]);
    if (others) out.people[areas].push_back(counts[areas]);
  }
  return out;
}

/// Beside the table of people, from which nothing of the needs may be worked out.
void tell_needs(NeedCounts needs, const std::vector<std::vector<std::uint64_t>>& counts, AreaFigures& out) {
  std::vector<std::uint64_t> people;
  for (const auto& row : counts) people.push_back(std::accumulate(row.begin(), row.end(), std::uint64_t{0}));
  std::vector<std::optional<std::uint64_t>> told;
  for (const auto& row : out.people) told.push_back(row.back());
  out.needs = std::move(needs.needs);
  out.people_by_need = hide_small_shares(needs.people, people, told);
}

}  // namespace

AreaFigures area_figures(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, Instant now, Threads threads) {
  AreaFigures out;
  for (const auto& category : programme.categories) out.categories.push_back(category.verb);
  const auto layer = snapshot.surroundings->largest_layer();
  const std::size_t areas = layer ? snapshot.surroundings->layers[*layer].size() : 0;
  std::vector<FoundIn> found(snapshot.persons.size());
  parallel_ranges(found.size(), 4096, threads, [&](std::size_t from, std::size_t to) {
    Finder finder{snapshot, sight, programme, layer, now};
    for (std::size_t person = from; person < to; ++person) found[person] = finder.find(static_cast<std::uint32_t>(person));
  });
  std::vector<std::vector<std::uint64_t>> counts(areas + 1, std::vector<std::uint64_t>(out.categories.size(), 0));
  bool outside = false;
  for (const auto& one : found) {
    if (one.category == not_found) continue;
    const bool placed = one.area != Surroundings::no_area;
    outside = outside || !placed;
    ++counts[placed ? one.area : areas][one.category];
  }
  std::vector<std::size_t> order(areas);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto name_of = [&](std::size_t area) { return snapshot.surroundings->layers[*layer].name(place::AreaIndex{area}); };
  std::ranges::stable_sort(order, {}, name_of);
  std::vector<std::vector<std::uint64_t>> ordered;
  for (const auto area : order) {
    out.areas.emplace_back(name_of(area));
    ordered.push_back(counts[area]);
  }
  if (outside || !layer) {
    out.areas.emplace_back(layer ? "not placed in an area" : "the whole place");
    ordered.push_back(counts[areas]);
  }
  if (layer) out.kind = snapshot.surroundings->layers[*layer].key();
  out.people = hide_small_counts(ordered);
  tell_needs(count_needs(found, order, outside || !layer), ordered, out);
  return out;
}

MonthFigures month_figures(const std::vector<need::MonthCount>& counts, const need::Programme& programme) {
  MonthFigures out;
  for (const auto& category : programme.categories)
    if (std::ranges::find(out.categories, category.verb) == out.categories.end()) out.categories.push_back(category.verb);
  const auto known = out.categories.size();
  out.categories.emplace_back("All");
  for (std::size_t from = 0; from < counts.size();) {
    std::vector<std::uint64_t> row(known, 0);
    const auto& month = counts[from].month;
    out.months.push_back(month);
    std::uint64_t others = 0;
    for (; from < counts.size() && counts[from].month == month; ++from) {
      const auto people = static_cast<std::uint64_t>(std::max<std::int64_t>(0, counts[from].people));
      const auto at = std::ranges::find(out.categories, counts[from].category) - out.categories.begin();
      (static_cast<std::size_t>(at) < known ? row[static_cast<std::size_t>(at)] : others) += people;
    }
    // What is left of the total says how many the categories of before found: hidden or told like every other.
    if (others > 0) row.push_back(others);
    auto told = hide_small_counts({row}).front();
    if (others > 0) told.erase(told.end() - 2);
    for (auto& count : told)
      if (count) *count = rounded_count(*count);
    out.people.push_back(std::move(told));
  }
  return out;
}

}  // namespace hearth::spine
