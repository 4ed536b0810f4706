#include "match/blocking.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <span>

#include "base/assertion.h"
#include "base/hash.h"
#include "match/block_key.h"

namespace hearth::match {
namespace {

/// Rows of a bucket lie anywhere in memory: the rows of so many entries are asked for before they are compared, or most of the time
/// goes by in waiting for them.
constexpr std::ptrdiff_t fetched_ahead = 24;
/// The same of the rows whose keys are hashed one after the other.
constexpr std::size_t hashed_ahead = 12;

}  // namespace

void HotKeys::add(std::uint64_t hash) {
  if (hash == 0) hash = 1;
  if (has(hash)) return;
  if ((size_ + 1) * 2 > slots_.size()) {
    auto old = std::move(slots_);
    slots_.assign(std::max<std::size_t>(64, old.size() * 2), 0);
    marks_.assign(slots_.size() * bits_a_slot / 64, 0);
    size_ = 0;
    for (const auto kept : old)
      if (kept != 0) add(kept);
  }
  const std::size_t mask = slots_.size() - 1;
  const std::uint64_t mixed = mix64(hash);
  std::size_t at = mixed & mask;
  while (slots_[at] != 0) at = (at + 1) & mask;
  slots_[at] = hash;
  mark(mixed);
  ++size_;
}

void HotKeys::mark(std::uint64_t mixed) noexcept {
  const std::size_t bit = mixed >> 20 & (marks_.size() * 64 - 1);
  marks_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

bool HotKeys::may_have(std::uint64_t mixed) const noexcept {
  const std::size_t bit = mixed >> 20 & (marks_.size() * 64 - 1);
  return (marks_[bit / 64] >> (bit % 64) & 1U) != 0;
}

bool HotKeys::has(std::uint64_t hash) const noexcept {
  if (slots_.empty()) return false;
  if (hash == 0) hash = 1;
  const std::uint64_t mixed = mix64(hash);
  if (!may_have(mixed)) return false;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = mixed & mask; slots_[at] != 0; at = (at + 1) & mask)
    if (slots_[at] == hash) return true;
  return false;
}

std::vector<std::uint64_t> HotKeys::sorted() const {
  std::vector<std::uint64_t> out;
  for (const auto hash : slots_)
    if (hash != 0) out.push_back(hash);
  std::ranges::sort(out);
  return out;
}

namespace {

/// Orders by the upper half; what is pushed in order of the lower half comes out ordered by both. Three passes of 11 bits take a
/// tenth of the time of a sort by comparing.
void order_by_bucket(std::vector<std::uint64_t>& entries) {
  constexpr unsigned bits = 11;
  constexpr std::size_t digits = std::size_t{1} << bits;
  std::vector<std::uint64_t> other(entries.size());
  for (unsigned shift = 32; shift < 64; shift += bits) {
    std::array<std::size_t, digits + 1> from{};
    for (const auto entry : entries) ++from[(entry >> shift & (digits - 1)) + 1];
    for (std::size_t digit = 0; digit < digits; ++digit) from[digit + 1] += from[digit];
    for (const auto entry : entries) other[from[entry >> shift & (digits - 1)]++] = entry;
    entries.swap(other);
  }
}

/// Of which hashes there may be more than so many: a byte counts all that fall on it, and stops at 255. In a table this small, what is
/// rare is told apart from what is common several times as fast as in one that keeps the hashes.
class RoughCounts {
 public:
  explicit RoughCounts(std::size_t most) : bytes_(std::clamp<std::size_t>(std::bit_ceil(2 * most), 64, 1U << 22)) {}
  void add(std::uint64_t hash) noexcept {
    auto& byte = bytes_[at(hash)];
    byte = static_cast<std::uint8_t>(byte + (byte < 255 ? 1 : 0));
  }
  [[nodiscard]] bool may_exceed(std::uint64_t hash, std::size_t cap) const noexcept { return bytes_[at(hash)] > std::min<std::size_t>(cap, 254); }

 private:
  [[nodiscard]] std::size_t at(std::uint64_t hash) const noexcept { return hash >> 24 & (bytes_.size() - 1); }
  std::vector<std::uint8_t> bytes_;
};

/// How many rows share each hash: open addressing, one slot in two filled at most.
class Counts {
 public:
  explicit Counts(std::size_t most) : slots_(std::bit_ceil(2 * most + 2)) {}
  void add(std::uint64_t hash) noexcept { ++slots_[at(hash)].second; }
  [[nodiscard]] std::uint32_t of(std::uint64_t hash) noexcept { return slots_[at(hash)].second; }

 private:
  std::size_t at(std::uint64_t hash) noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = static_cast<std::size_t>(hash >> 20) & mask;
    while (slots_[slot].second != 0 && slots_[slot].first != hash) slot = (slot + 1) & mask;
    slots_[slot].first = hash;
    return slot;
  }
  std::vector<std::pair<std::uint64_t, std::uint32_t>> slots_;
};

}  // namespace

Blocking::Blocking(const Table& table, std::vector<BlockRule> rules, const TokenWeights& words, std::size_t cap, Threads threads,
                   std::shared_ptr<const std::vector<HotKeys>> hot)
    : table_{table}, rules_{std::move(rules)}, hot_{std::move(hot)}, counts_(rules_.size()) {
  std::map<std::pair<std::uint16_t, BlockKey>, const std::uint64_t*> made;  // by dictionary
  for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
    slot_from_.push_back(slots_.size());
    for (std::size_t variant = 0; variant < rules_[rule].variants.size(); ++variant) {
      auto& keys = slots_.emplace_back(Slot{static_cast<std::uint16_t>(rule), rules_[rule].depth_min, {}}).keys;
      for (const auto& key : rules_[rule].variants[variant]) {
        BlockKey shared = key;
        shared.column = 0;
        auto& derived = made[{table.dictionary_of(key.column), shared}];
        if (derived == nullptr) derived = derived_.emplace_back(derive_all(table, key, words)).data();
        keys.push_back({key.column, derived});
      }
    }
  }
  slot_from_.push_back(slots_.size());
  const bool learns = !hot_;
  if (learns) {
    auto learnt = std::make_shared<std::vector<HotKeys>>(rules_.size());
    parallel_ranges(rules_.size(), 1, threads, [&](std::size_t from, std::size_t) { learn(from, cap, (*learnt)[from]); });
    hot_ = std::move(learnt);
  }
  buckets_.assign(table.rows() * slots_.size(), 0);
  std::vector<std::uint64_t> lost((table.rows() >> 14) * rules_.size() + rules_.size());
  parallel_ranges(table.rows(), 1U << 14, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t row = from; row < to; ++row) {
      if (row + hashed_ahead < to) fetch_keys(static_cast<RowNumber>(row + hashed_ahead), 0, slots_.size());
      for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
        bool row_lost = false;
        const std::uint64_t hash = hash_of(static_cast<RowNumber>(row), slot, row_lost, (*hot_)[slots_[slot].rule]);
        buckets_[row * slots_.size() + slot] = hash == 0 ? 0 : std::max(1U, static_cast<std::uint32_t>(hash >> 32));
        if (row_lost) ++lost[(from >> 14) * rules_.size() + slots_[slot].rule];
      }
    }
  });
  for (std::size_t i = 0; i < lost.size(); ++i) counts_[i % rules_.size()].rows_not_compared += lost[i];
  if (!learns) return;  // the pairs of a rule are asked for by a plan and by training only
  parallel_ranges(rules_.size(), 1, threads, [&](std::size_t rule, std::size_t) {
    const auto all = entries(rule, nullptr);
    for (std::size_t i = 0; i < all.size();) {
      std::size_t j = i;
      while (j < all.size() && all[j] >> 32 == all[i] >> 32) ++j;
      counts_[rule].pairs += (j - i) * (j - i - 1) / 2;
      i = j;
    }
  });
}

std::uint64_t Blocking::hash_of(RowNumber row, std::size_t slot, bool& lost, const HotKeys& hot) const {
  const auto& [rule, depth_min, keys] = slots_[slot];
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL * (rule + std::uint64_t{1});
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::uint64_t part = keys[i].of_value[table_.at(row, keys[i].column)];
    if (i < depth_min) {
      if (part == 0) return 0;
    } else if (!hot.has(hash)) {
      return hash;
    }
    hash = mix64(hash ^ (part + 0x632BE59BD9B4E019ULL * (i + 1)));
  }
  if (!hot.has(hash)) return hash;
  lost = true;
  return 0;
}

void Blocking::learn(std::size_t rule, std::size_t cap, HotKeys& hot) const {
  std::vector<RowNumber> rows(table_.rows());
  for (RowNumber row = 0; row < rows.size(); ++row) rows[row] = row;
  std::size_t longest = 0;
  for (const auto& variant : rules_[rule].variants) longest = std::max(longest, variant.size());
  for (std::size_t round = rules_[rule].depth_min; round <= longest; ++round) {
    const std::size_t first = slot_from_[rule], slots = slot_from_[rule + 1] - first;
    std::vector<std::uint64_t> hashes(rows.size() * slots);  // 0: none, or the row has it by an earlier variant
    RoughCounts rough{hashes.size()};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i + hashed_ahead < rows.size()) fetch_keys(rows[i + hashed_ahead], first, first + slots);
      for (std::size_t slot = 0; slot < slots; ++slot) {
        bool lost = false;
        const std::uint64_t hash = hash_of(rows[i], first + slot, lost, hot);
        const auto mine = std::span{hashes}.subspan(i * slots, slot);
        if (hash == 0 || std::ranges::find(mine, hash) != mine.end()) continue;
        hashes[i * slots + slot] = hash;
        rough.add(hash);
      }
    }
    std::size_t doubtful = 0;
    for (auto& hash : hashes) {
      if (hash != 0 && !rough.may_exceed(hash, cap)) hash = 0;
      doubtful += hash != 0 ? 1 : 0;
    }
    Counts counts{doubtful};
    for (const auto hash : hashes)
      if (hash != 0) counts.add(hash);
    std::vector<RowNumber> common;  // rows of a bucket that is too large
    for (std::size_t i = 0; i < rows.size(); ++i) {
      bool is_common = false;
      for (std::size_t slot = 0; slot < slots; ++slot) {
        const std::uint64_t hash = hashes[i * slots + slot];
        if (hash == 0 || counts.of(hash) <= cap) continue;
        hot.add(hash);
        is_common = true;
      }
      if (is_common) common.push_back(rows[i]);
    }
    rows = std::move(common);
    if (rows.empty()) return;
  }
}

bool Blocking::first_meeting(RowNumber l, RowNumber r, std::size_t rule, std::uint32_t in) const noexcept {
  const std::uint32_t* left = &buckets_[l * slots_.size()];
  const std::uint32_t* right = &buckets_[r * slots_.size()];
  for (std::size_t earlier = 0; earlier < rule; ++earlier) {
    const std::size_t from = slot_from_[earlier], to = slot_from_[earlier + 1];
    for (std::size_t i = from; i < to; ++i) {
      if (left[i] == 0) continue;
      for (std::size_t j = from; j < to; ++j)
        if (left[i] == right[j]) return false;
    }
  }
  return first_of_rule(l, r, rule, in);
}

bool Blocking::first_of_rule(RowNumber l, RowNumber r, std::size_t rule, std::uint32_t in) const noexcept {
  const std::size_t from = slot_from_[rule], to = slot_from_[rule + 1];
  if (to - from == 1) return true;
  const std::uint32_t* left = &buckets_[l * slots_.size()];
  const std::uint32_t* right = &buckets_[r * slots_.size()];
  for (std::size_t i = from; i < to; ++i)
    for (std::size_t j = from; j < to; ++j)
      if (left[i] != 0 && left[i] == right[j] && left[i] < in) return false;
  return true;
}

std::size_t Blocking::first_rule(RowNumber l, RowNumber r) const noexcept {
  const std::uint32_t* left = &buckets_[l * slots_.size()];
  const std::uint32_t* right = &buckets_[r * slots_.size()];
  for (std::size_t rule = 0; rule < rules_.size(); ++rule)
    for (std::size_t i = slot_from_[rule]; i < slot_from_[rule + 1]; ++i)
      for (std::size_t j = slot_from_[rule]; j < slot_from_[rule + 1]; ++j)
        if (left[i] != 0 && left[i] == right[j]) return rule;
  return rules_.size();
}

std::vector<std::uint64_t> Blocking::entries(std::size_t rule, const std::vector<bool>* touched) const {
  const std::size_t from = slot_from_[rule], to = slot_from_[rule + 1];
  std::vector<std::uint64_t> out;
  HotKeys wanted;
  if (touched != nullptr)
    for (RowNumber row = 0; row < table_.rows(); ++row)
      for (std::size_t slot = from; slot < to && (*touched)[row]; ++slot)
        if (bucket(row, slot) != 0) wanted.add(bucket(row, slot));
  if (touched == nullptr) out.reserve(table_.rows());
  for (RowNumber row = 0; row < table_.rows(); ++row)
    for (std::size_t slot = from; slot < to; ++slot) {
      const std::uint32_t in = bucket(row, slot);
      if (in != 0 && (touched == nullptr || wanted.has(in))) out.push_back((std::uint64_t{in} << 32) | row);
    }
  order_by_bucket(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void Blocking::fetch_keys(RowNumber row, std::size_t from, std::size_t to) const noexcept {
  for (std::size_t slot = from; slot < to; ++slot)
    for (std::size_t key = 0; key < slots_[slot].keys.size() && key < slots_[slot].depth_min; ++key) {
      const auto& [column, of_value] = slots_[slot].keys[key];
      __builtin_prefetch(of_value + table_.at(row, column));
    }
}

void Blocking::fetch(RowNumber row) const noexcept {
  constexpr std::size_t line = 64;
  const auto each_line = [](const void* from, std::size_t bytes) {
    for (std::size_t at = 0; at < bytes + line - 1; at += line) __builtin_prefetch(static_cast<const char*>(from) + at);
  };
  each_line(&buckets_[row * slots_.size()], slots_.size() * sizeof(std::uint32_t));
  each_line(table_.cells_of(row), table_.width() * sizeof(ValueId));
}

void Blocking::stream(const std::vector<bool>* touched, const May& may, std::size_t pieces, const MakeSink& sink, Threads threads) const {
  // A piece is a share of the buckets of every rule, cut by where the bucket's number lies: no plan is needed, and the
  // buckets of a rule are spread evenly because their numbers are hashes.
  // As many rules at a time as there are threads: the entries of all would take more memory than the rows.
  const std::size_t together = std::max(1U, threads.count);
  for (std::size_t first = 0; first < rules_.size(); first += together) {
    const std::size_t last = std::min(rules_.size(), first + together);
    std::vector<std::vector<std::uint64_t>> all(last - first);
    parallel_ranges(all.size(), 1, threads, [&](std::size_t i, std::size_t) { all[i] = entries(first + i, touched); });
    stream_rules(first, all, touched, may, pieces, sink, threads);
  }
}

void Blocking::stream_rules(std::size_t first, const std::vector<std::vector<std::uint64_t>>& all, const std::vector<bool>* touched, const May& may,
                            std::size_t pieces, const MakeSink& sink, Threads threads) const {
  parallel_ranges(pieces, 1, threads, [&](std::size_t piece, std::size_t) {
    const auto takes = sink(piece);
    const std::uint64_t low = (piece << 32) / pieces, high = ((piece + 1) << 32) / pieces;
    for (std::size_t number = 0; number < all.size(); ++number) {
      const std::size_t rule = first + number;
      const auto from = std::ranges::lower_bound(all[number], low << 32);
      const auto to = high > 0xFFFFFFFFULL ? all[number].end() : std::ranges::lower_bound(all[number], high << 32);
      auto fetched = from;
      for (auto i = from; i != to;) {
        auto j = i;
        const auto in = static_cast<std::uint32_t>(*i >> 32);
        while (j != to && static_cast<std::uint32_t>(*j >> 32) == in) ++j;
        for (const auto until = to - j > fetched_ahead ? j + fetched_ahead : to; fetched < until; ++fetched) fetch(static_cast<RowNumber>(*fetched));
        for (auto a = i; a != j; ++a)
          for (auto b = a + 1; b != j; ++b) {
            const auto l = static_cast<RowNumber>(*a), r = static_cast<RowNumber>(*b);
            if (touched != nullptr && !(*touched)[l] && !(*touched)[r]) continue;
            if (may(table_.source(l), table_.source(r)) && !table_.of_one_account(l, r) && first_meeting(l, r, rule, in)) takes->pair(l, r, rule);
          }
        i = j;
      }
    }
  });
}

void Blocking::each_pair(const May& may, std::size_t pieces, const MakeSink& sink, Threads threads) const {
  stream(nullptr, may, pieces, sink, threads);
}

void Blocking::each_pair_touching(const std::vector<bool>& touched, const May& may, std::size_t pieces, const MakeSink& sink,
                                  Threads threads) const {
  stream(&touched, may, pieces, sink, threads);
}

/// Of the first keys of the rule's first variant, whatever they are refined by.
std::vector<RulePlan::Shared> Blocking::hottest_keys(std::size_t rule, std::size_t most) const {
  const auto& slot = slots_[slot_from_[rule]];
  const HotKeys none;
  std::vector<std::pair<std::uint64_t, RowNumber>> rows;
  for (RowNumber row = 0; row < table_.rows(); ++row) {
    bool lost = false;
    if (const auto hash = hash_of(row, slot_from_[rule], lost, none); hash != 0 && !slot.keys.empty()) rows.emplace_back(hash, row);
  }
  std::ranges::sort(rows);
  std::vector<RulePlan::Shared> out;
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t j = i;
    while (j < rows.size() && rows[j].first == rows[i].first) ++j;
    if (j - i > 2) out.push_back({rows[i].second, static_cast<std::uint32_t>(j - i)});
    i = j;
  }
  const auto kept = std::min(most, out.size());
  std::ranges::partial_sort(out, out.begin() + static_cast<std::ptrdiff_t>(kept), [](const auto& a, const auto& b) { return a.rows != b.rows ? a.rows > b.rows : a.row < b.row; });
  out.resize(kept);
  return out;
}

RulePlan Blocking::plan_rule(std::size_t rule, const May& may, bool all_may, std::size_t hottest) const {
  RulePlan out;
  const bool is_single = slot_from_[rule + 1] - slot_from_[rule] == 1;
  const auto all = entries(rule, nullptr);
  for (std::size_t i = 0; i < all.size();) {
    std::size_t j = i;
    while (j < all.size() && all[j] >> 32 == all[i] >> 32) ++j;
    if (all_may && is_single) {
      out.pairs += (j - i) * (j - i - 1) / 2;
    } else {
      for (std::size_t a = i; a < j; ++a)
        for (std::size_t b = a + 1; b < j; ++b) {
          const auto l = static_cast<RowNumber>(all[a]), r = static_cast<RowNumber>(all[b]);
          out.pairs += may(table_.source(l), table_.source(r)) && !table_.of_one_account(l, r) && first_of_rule(l, r, rule, static_cast<std::uint32_t>(all[i] >> 32)) ? 1 : 0;
        }
    }
    i = j;
  }
  if (hottest > 0) out.hottest = hottest_keys(rule, hottest);
  return out;
}

std::vector<RulePlan> Blocking::plan(const May& may, std::size_t sources, std::size_t hottest, Threads threads) const {
  bool all_may = !table_.has_accounts();
  for (std::uint32_t a = 0; a < sources; ++a)
    for (std::uint32_t b = a; b < sources; ++b) all_may = all_may && may(a, b);
  std::vector<RulePlan> out(rules_.size());
  parallel_ranges(rules_.size(), 1, threads, [&](std::size_t rule, std::size_t) { out[rule] = plan_rule(rule, may, all_may, hottest); });
  return out;
}

double Blocking::sample(std::size_t rule, std::uint64_t pairs_most, std::uint64_t seed, const May& may, PairSink& sink) const {
  const std::uint64_t pairs = counts_[rule].pairs;
  const double share = pairs <= pairs_most ? 1.0 : static_cast<double>(pairs_most) / static_cast<double>(pairs);
  const auto below = static_cast<std::uint64_t>(share * 4294967296.0);
  const auto all = entries(rule, nullptr);
  std::uint64_t drawn = 0;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t j = i;
    while (j < all.size() && all[j] >> 32 == all[i] >> 32) ++j;
    if (share >= 1 || (mix64((all[i] >> 32) ^ seed) & 0xFFFFFFFFULL) < below) {
      drawn += (j - i) * (j - i - 1) / 2;
      for (std::size_t a = i; a < j; ++a)
        for (std::size_t b = a + 1; b < j; ++b) {
          const auto l = static_cast<RowNumber>(all[a]), r = static_cast<RowNumber>(all[b]);
          if (may(table_.source(l), table_.source(r)) && !table_.of_one_account(l, r)) sink.pair(l, r, rule);
        }
    }
    i = j;
  }
  return drawn == 0 ? 1 : static_cast<double>(pairs) / static_cast<double>(drawn);
}

}  // namespace hearth::match
