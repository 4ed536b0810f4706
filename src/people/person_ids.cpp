#include "people/person_ids.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/assertion.h"

namespace hearth::people {

std::string_view name_of(PersonEvent::Kind kind) noexcept {
  constexpr std::array<std::string_view, 3> names{"merged", "split", "ended"};
  return names[static_cast<std::size_t>(kind)];
}

namespace {

/// Records that an old person and a new cluster share.
struct Overlap {
  std::uint64_t person;
  std::uint32_t cluster;
  std::uint64_t records{0};
  std::uint64_t oldest{0};  ///< lowest record id
};

std::vector<Overlap> overlaps_of(std::span<const Membership> previous, std::span<const RecordId> records,
                                 std::span<const std::uint32_t> cluster_of_row) {
  std::unordered_map<std::uint64_t, std::uint64_t> person_of;
  person_of.reserve(previous.size() * 2);
  for (const auto& one : previous) person_of[one.record.number()] = one.person.number();
  std::vector<Overlap> out;
  for (std::size_t row = 0; row < records.size(); ++row)
    if (const auto at = person_of.find(records[row].number()); at != person_of.end())
      out.push_back({at->second, cluster_of_row[row], 1, records[row].number()});
  std::ranges::sort(out, [](const Overlap& a, const Overlap& b) {
    return std::tuple{a.person, a.cluster, a.oldest} < std::tuple{b.person, b.cluster, b.oldest};
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (kept > 0 && out[kept - 1].person == out[i].person && out[kept - 1].cluster == out[i].cluster) ++out[kept - 1].records;
    else out[kept++] = out[i];
  }
  out.resize(kept);
  return out;
}

}  // namespace

PersonIds assign_person_ids(std::span<const Membership> previous, std::span<const RecordId> records,
                            std::span<const std::uint32_t> cluster_of_row, std::uint64_t next_id) {
  HEARTH_ASSERT(records.size() == cluster_of_row.size());
  std::uint32_t clusters = 0;
  for (const auto cluster : cluster_of_row) clusters = std::max(clusters, cluster + 1);
  const auto overlaps = overlaps_of(previous, records, cluster_of_row);

  // Each old person goes with the cluster that holds most of it (of equal parts: the one with its oldest record); each
  // cluster is then named by the oldest of the people that came to it.
  std::unordered_map<std::uint64_t, std::uint32_t> home_of;
  for (std::size_t i = 0; i < overlaps.size();) {
    std::size_t j = i, best = i;
    for (; j < overlaps.size() && overlaps[j].person == overlaps[i].person; ++j)
      if (overlaps[j].records > overlaps[best].records ||
          (overlaps[j].records == overlaps[best].records && overlaps[j].oldest < overlaps[best].oldest))
        best = j;
    home_of[overlaps[i].person] = overlaps[best].cluster;
    i = j;
  }
  std::vector<std::uint64_t> name(clusters);
  for (const auto& overlap : overlaps)  // by person, ascending: the oldest comes first
    if (home_of.at(overlap.person) == overlap.cluster && name[overlap.cluster] == 0) name[overlap.cluster] = overlap.person;

  PersonIds out;
  out.next_id = std::max<std::uint64_t>(next_id, 1);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> unnamed;  // first record, cluster
  std::vector<std::uint64_t> first(clusters, ~std::uint64_t{0});
  for (std::size_t row = 0; row < records.size(); ++row) first[cluster_of_row[row]] = std::min(first[cluster_of_row[row]], records[row].number());
  for (std::uint32_t cluster = 0; cluster < clusters; ++cluster)
    if (name[cluster] == 0 && first[cluster] != ~std::uint64_t{0}) unnamed.emplace_back(first[cluster], cluster);
  std::ranges::sort(unnamed);
  for (const auto& entry : unnamed) name[entry.second] = out.next_id++;

  for (const auto& overlap : overlaps) {
    const bool home = home_of.at(overlap.person) == overlap.cluster;
    if (home && name[overlap.cluster] != overlap.person)
      out.events.push_back({PersonEvent::Kind::merged, PersonId{overlap.person}, PersonId{name[overlap.cluster]}});
    if (!home) out.events.push_back({PersonEvent::Kind::split, PersonId{overlap.person}, PersonId{name[overlap.cluster]}});
  }
  std::vector<std::uint64_t> before;
  for (const auto& one : previous) before.push_back(one.person.number());
  std::ranges::sort(before);
  before.erase(std::unique(before.begin(), before.end()), before.end());
  for (const auto person : before)
    if (!home_of.contains(person)) out.events.push_back({PersonEvent::Kind::ended, PersonId{person}, PersonId{}});
  std::ranges::sort(out.events);
  out.memberships.reserve(records.size());
  for (std::size_t row = 0; row < records.size(); ++row) out.memberships.push_back({records[row], PersonId{name[cluster_of_row[row]]}});
  std::ranges::sort(out.memberships);
  return out;
}

}  // namespace hearth::people
