// merkle.h: Merkle tree hashing and proofs of RFC 6962, section 2.1 (also RFC 9162): the shape of the audit log.
//
// A leaf is SHA-256(0x00 || data), a node SHA-256(0x01 || left || right), so that nobody can pass one off as the other.
#pragma once

#include <cstdint>
#include <vector>

#include "trust/secrets.h"

namespace hearth::trust {

[[nodiscard]] Digest leaf_hash(std::string_view data);
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);
/// SHA-256 of nothing.
[[nodiscard]] Digest empty_root();

/// The right edge of a tree: enough to append and to know the root. O(log n) memory.
class Frontier {
 public:
  Frontier() = default;
  /// @param peaks roots of the perfect subtrees, largest first, as peaks() gives them; nothing when their number is not that
  ///        of the ones in `size`
  [[nodiscard]] static std::optional<Frontier> from(std::uint64_t size, std::vector<Digest> peaks);
  void append(const Digest& leaf);  ///< amortised O(1) hashes
  [[nodiscard]] Digest root() const;
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] const std::vector<Digest>& peaks() const noexcept { return peaks_; }

 private:
  std::uint64_t size_{0};
  std::vector<Digest> peaks_;
};

/// The whole tree in memory, for proofs: 64 bytes a leaf. Append O(1) amortised, proofs O(log n).
class MerkleTree {
 public:
  void append(const Digest& leaf);
  [[nodiscard]] std::uint64_t size() const noexcept { return levels_.empty() ? 0 : levels_.front().size(); }
  [[nodiscard]] Digest root() const { return root_of(size()); }
  /// Of the first `size` leaves. `size` must not exceed size().
  [[nodiscard]] Digest root_of(std::uint64_t size) const;
  /// PATH(index, D[size]) of RFC 6962 2.1.1. index < size <= size().
  [[nodiscard]] std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size) const;
  /// PROOF(from, D[to]) of RFC 6962 2.1.2. from <= to <= size(); empty when from is 0 or equals to.
  [[nodiscard]] std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to) const;

 private:
  [[nodiscard]] Digest range_root(std::uint64_t begin, std::uint64_t end) const;
  void path(std::uint64_t index, std::uint64_t begin, std::uint64_t end, std::vector<Digest>& out) const;
  void subproof(std::uint64_t from, std::uint64_t begin, std::uint64_t end, bool whole, std::vector<Digest>& out) const;
  std::vector<std::vector<Digest>> levels_;  ///< complete nodes only: level k holds roots of 2^k leaves
};

/// RFC 9162 2.1.3.2. `leaf` is a leaf hash.
[[nodiscard]] bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, const std::vector<Digest>& proof,
                                    const Digest& root);
/// RFC 9162 2.1.4.2. Sizes that are equal need an empty proof and equal roots. From an empty tree there is nothing to prove: false.
[[nodiscard]] bool verify_consistency(std::uint64_t from, std::uint64_t to, const Digest& root_from, const Digest& root_to,
                                      const std::vector<Digest>& proof);

}  // namespace hearth::trust
