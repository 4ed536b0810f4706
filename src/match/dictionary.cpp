#include "match/dictionary.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace hearth::match {
namespace {
constexpr std::size_t block_bytes = 1U << 18;
}

Dictionary::Dictionary() : texts_(1), hashes_(1), slots_(64) {}

std::size_t Dictionary::slot_of(std::string_view text, std::uint64_t hash) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const ValueId id = slots_[at];
    if (id == no_value || (hashes_[id] == hash && texts_[id] == text)) return at;
  }
}

void Dictionary::grow() {
  slots_.assign(slots_.size() * 2, no_value);
  const std::size_t mask = slots_.size() - 1;
  for (ValueId id = 1; id < texts_.size(); ++id) {
    std::size_t at = hashes_[id] & mask;
    while (slots_[at] != no_value) at = (at + 1) & mask;
    slots_[at] = id;
  }
}

std::string_view Dictionary::keep(std::string_view text) {
  if (blocks_.empty() || block_used_ + text.size() > block_size_) {
    block_size_ = std::max(block_bytes, text.size());
    block_used_ = 0;
    blocks_.push_back(std::make_unique<char[]>(block_size_));
    kept_ += block_size_;
  }
  char* at = blocks_.back().get() + block_used_;
  std::memcpy(at, text.data(), text.size());
  block_used_ += text.size();
  return {at, text.size()};
}

ValueId Dictionary::add(std::string_view text) {
  if (text.empty()) return no_value;
  std::uint64_t hash = hash64(text);
  if (hash == 0) hash = 1;
  const std::size_t at = slot_of(text, hash);
  if (slots_[at] != no_value) return slots_[at];
  const auto id = static_cast<ValueId>(texts_.size());
  slots_[at] = id;
  texts_.push_back(keep(text));
  hashes_.push_back(hash);
  if (texts_.size() * 2 > slots_.size()) grow();
  return id;
}

ValueId Dictionary::find(std::string_view text) const noexcept {
  if (text.empty()) return no_value;
  std::uint64_t hash = hash64(text);
  if (hash == 0) hash = 1;
  return slots_[slot_of(text, hash)];
}

std::size_t Dictionary::bytes() const noexcept {
  return kept_ + texts_.capacity() * sizeof(std::string_view) + hashes_.capacity() * 8 + slots_.capacity() * 4;
}

}  // namespace hearth::match
