#include "trust/merkle.h"

#include <bit>

#include "base/assertion.h"

namespace hearth::trust {
namespace {

using namespace std::string_view_literals;

/// The largest power of two that is smaller than n; n > 1.
std::uint64_t split_at(std::uint64_t n) { return std::bit_floor(n - 1); }

}  // namespace

Digest leaf_hash(std::string_view data) { return sha256("\x00"sv, data); }
Digest node_hash(const Digest& left, const Digest& right) { return sha256("\x01"sv, bytes_of(left), bytes_of(right)); }
Digest empty_root() { return sha256({}); }

std::optional<Frontier> Frontier::from(std::uint64_t size, std::vector<Digest> peaks) {
  if (static_cast<std::size_t>(std::popcount(size)) != peaks.size()) return std::nullopt;
  Frontier frontier;
  frontier.size_ = size;
  frontier.peaks_ = std::move(peaks);
  return frontier;
}

void Frontier::append(const Digest& leaf) {
  Digest node = leaf;
  for (std::uint64_t n = size_; (n & 1U) != 0; n >>= 1U) {
    node = node_hash(peaks_.back(), node);
    peaks_.pop_back();
  }
  peaks_.push_back(node);
  ++size_;
}

Digest Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Digest node = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i > 0; --i) node = node_hash(peaks_[i - 1], node);
  return node;
}

void MerkleTree::append(const Digest& leaf) {
  Digest node = leaf;
  for (std::size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    levels_[level].push_back(node);
    const std::size_t count = levels_[level].size();
    if (count % 2 != 0) return;
    node = node_hash(levels_[level][count - 2], levels_[level][count - 1]);
  }
}

Digest MerkleTree::range_root(std::uint64_t begin, std::uint64_t end) const {
  const std::uint64_t n = end - begin;
  if (n == 0) return empty_root();
  if (std::has_single_bit(n)) {  // a perfect subtree: `begin` is a multiple of n wherever RFC 6962 splits
    const auto level = static_cast<std::size_t>(std::countr_zero(n));
    return levels_[level][begin >> level];
  }
  const std::uint64_t k = split_at(n);
  return node_hash(range_root(begin, begin + k), range_root(begin + k, end));
}

Digest MerkleTree::root_of(std::uint64_t size) const {
  HEARTH_ASSERT(size <= this->size());
  return range_root(0, size);
}

void MerkleTree::path(std::uint64_t index, std::uint64_t begin, std::uint64_t end, std::vector<Digest>& out) const {
  const std::uint64_t n = end - begin;
  if (n == 1) return;
  const std::uint64_t middle = begin + split_at(n);
  if (index < middle) {
    path(index, begin, middle, out);
    out.push_back(range_root(middle, end));
  } else {
    path(index, middle, end, out);
    out.push_back(range_root(begin, middle));
  }
}

std::vector<Digest> MerkleTree::inclusion_proof(std::uint64_t index, std::uint64_t size) const {
  HEARTH_ASSERT(index < size && size <= this->size());
  std::vector<Digest> out;
  path(index, 0, size, out);
  return out;
}

void MerkleTree::subproof(std::uint64_t from, std::uint64_t begin, std::uint64_t end, bool whole, std::vector<Digest>& out) const {
  const std::uint64_t n = end - begin;
  if (from == n) {
    if (!whole) out.push_back(range_root(begin, end));
    return;
  }
  const std::uint64_t k = split_at(n);
  if (from <= k) {
    subproof(from, begin, begin + k, whole, out);
    out.push_back(range_root(begin + k, end));
  } else {
    subproof(from - k, begin + k, end, false, out);
    out.push_back(range_root(begin, begin + k));
  }
}

std::vector<Digest> MerkleTree::consistency_proof(std::uint64_t from, std::uint64_t to) const {
  HEARTH_ASSERT(from <= to && to <= size());
  std::vector<Digest> out;
  if (from != 0 && from != to) subproof(from, 0, to, true, out);
  return out;
}

bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, const std::vector<Digest>& proof, const Digest& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Digest r = leaf;
  for (const auto& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1U) == 0 && fn != 0) fn >>= 1U, sn >>= 1U;
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1U, sn >>= 1U;
  }
  return sn == 0 && r == root;
}

bool verify_consistency(std::uint64_t from, std::uint64_t to, const Digest& root_from, const Digest& root_to, const std::vector<Digest>& proof) {
  if (from == 0 || from > to) return false;
  if (from == to) return proof.empty() && root_from == root_to;
  std::size_t next = 0;
  Digest fr, sr;
  if (std::has_single_bit(from)) {
    fr = sr = root_from;  // the old tree is a node of the new one, and the proof leaves it out
  } else {
    if (proof.empty()) return false;
    fr = sr = proof[next++];
  }
  std::uint64_t fn = from - 1, sn = to - 1;
  while ((fn & 1U) != 0) fn >>= 1U, sn >>= 1U;
  for (; next < proof.size(); ++next) {
    if (sn == 0) return false;
    const Digest& c = proof[next];
    if ((fn & 1U) != 0 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while ((fn & 1U) == 0 && fn != 0) fn >>= 1U, sn >>= 1U;
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1U, sn >>= 1U;
  }
  return sn == 0 && fr == root_from && sr == root_to;
}

}  // namespace hearth::trust
