#include "people/block_keys.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/hash.h"
#include "base/try.h"
#include "match/blocking.h"

namespace hearth::people {
namespace {

constexpr std::string_view magic = "hearth block keys 1\n";
constexpr std::uint64_t bytes_max = 16ULL << 30;

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

/// What stands before the arrays: version, sizes, and a hash of the arrays, so that a damaged file is not believed.
std::string heading_of(const BlockKeys& keys, const std::string& version) {
  std::string out{magic};
  out += version + "\n" + std::to_string(keys.width) + " " + std::to_string(keys.records.size()) + " " +
         std::to_string(hash64(bytes_of(keys.records))) + " " + std::to_string(hash64(bytes_of(keys.buckets))) + "\n";
  return out;
}

/// Which of many numbers may be in a set: a bit per hash, asked before the set itself.
class Sieve {
 public:
  void add(std::uint32_t number) { bits_[place(number)] |= bit(number); }
  [[nodiscard]] bool may_have(std::uint32_t number) const noexcept { return (bits_[place(number)] & bit(number)) != 0; }

 private:
  static std::size_t place(std::uint32_t number) noexcept { return number >> 6 & 0x1FFFFU; }
  static std::uint64_t bit(std::uint32_t number) noexcept { return std::uint64_t{1} << (number & 63U); }
  std::vector<std::uint64_t> bits_ = std::vector<std::uint64_t>(1U << 17);
};

}  // namespace

std::vector<std::uint64_t> sharing(const BlockKeys& all, const BlockKeys& some, Threads threads) {
  if (some.width != all.width || some.records.empty()) return {};
  Sieve sieve;
  match::HotKeys wanted;
  for (const auto bucket : some.buckets)
    if (bucket != 0) sieve.add(bucket), wanted.add(bucket);
  constexpr std::size_t grain = 1U << 15;
  std::vector<std::vector<std::uint64_t>> found((all.records.size() + grain - 1) / grain);
  parallel_ranges(all.records.size(), grain, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t place = from; place < to; ++place)
      if (std::ranges::any_of(all.of(place), [&](std::uint32_t bucket) { return bucket != 0 && sieve.may_have(bucket) && wanted.has(bucket); }))
        found[from / grain].push_back(all.records[place]);
  });
  std::vector<std::uint64_t> out;
  for (const auto& piece : found) out.insert(out.end(), piece.begin(), piece.end());
  return out;
}

BlockKeys renewed(const BlockKeys& all, std::span<const std::uint64_t> gone, const BlockKeys& fresh) {
  BlockKeys out;
  out.width = all.width;
  out.records.reserve(all.records.size() + fresh.records.size());
  out.buckets.reserve(all.buckets.size() + fresh.buckets.size());
  const auto take = [&](const BlockKeys& from, std::size_t place) {
    out.records.push_back(from.records[place]);
    const auto buckets = from.of(place);
    out.buckets.insert(out.buckets.end(), buckets.begin(), buckets.end());
  };
  std::size_t next = 0, ended = 0;
  for (std::size_t place = 0; place < all.records.size(); ++place) {
    while (next < fresh.records.size() && fresh.records[next] < all.records[place]) take(fresh, next++);
    while (ended < gone.size() && gone[ended] < all.records[place]) ++ended;
    const bool is_gone = ended < gone.size() && gone[ended] == all.records[place];
    const bool is_fresh = next < fresh.records.size() && fresh.records[next] == all.records[place];
    if (!is_gone && !is_fresh) take(all, place);
  }
  while (next < fresh.records.size()) take(fresh, next++);
  return out;
}

Result<Done> save_block_keys(Files& files, const Path& path, const BlockKeys& keys, const std::string& version) {
  HEARTH_TRY(sink, files.create(path, true));
  HEARTH_CHECK(sink->write(heading_of(keys, version)));
  HEARTH_CHECK(sink->write(bytes_of(keys.records)));
  HEARTH_CHECK(sink->write(bytes_of(keys.buckets)));
  return sink->commit();
}

std::optional<BlockKeys> load_block_keys(Files& files, const Path& path, const std::string& version) {
  if (!files.exists(path)) return std::nullopt;
  const auto content = files.read_all(path, bytes_max);
  const auto begins = std::string{magic} + version + "\n";
  if (!content || !content->starts_with(begins)) return std::nullopt;
  const auto end = content->find('\n', begins.size());
  if (end == std::string::npos) return std::nullopt;
  std::array<std::uint64_t, 2> sizes{};
  std::size_t at = begins.size();
  for (auto& size : sizes) {
    for (; at < end && (*content)[at] != ' '; ++at) size = size * 10 + static_cast<std::uint64_t>((*content)[at] - '0');
    ++at;
  }
  const auto [width, records] = sizes;
  const std::size_t arrays = content->size() - end - 1;
  if (width > 4096 || records > bytes_max / 8 || arrays != records * 8 + records * width * 4) return std::nullopt;
  BlockKeys out;
  out.width = width;
  out.records.resize(records);
  out.buckets.resize(records * width);
  if (records > 0) {
    std::memcpy(out.records.data(), content->data() + end + 1, records * 8);
    if (width > 0) std::memcpy(out.buckets.data(), content->data() + end + 1 + records * 8, records * width * 4);
  }
  if (heading_of(out, version) != content->substr(0, end + 1) || !std::ranges::is_sorted(out.records)) return std::nullopt;
  return out;
}

}  // namespace hearth::people
