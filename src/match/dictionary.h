// dictionary.h: the distinct values of one or more columns, each once, under a number. 0 is "not known".
#pragma once

#include <cstdint>
#include <string_view>
#include <memory>
#include <vector>

namespace hearth::match {

using ValueId = std::uint32_t;
inline constexpr ValueId no_value = 0;

/// Values keep the number that they got first. Views stay valid while the dictionary lives.
class Dictionary {
 public:
  Dictionary();
  /// The number of `text`; no_value for empty text.
  ValueId add(std::string_view text);
  /// no_value when unknown.
  [[nodiscard]] ValueId find(std::string_view text) const noexcept;
  [[nodiscard]] std::string_view text(ValueId id) const noexcept { return texts_[id]; }
  [[nodiscard]] std::uint64_t hash(ValueId id) const noexcept { return hashes_[id]; }  ///< of the text; 0 for no_value
  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }            ///< with no_value
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint64_t hash) const noexcept;
  void grow();
  std::string_view keep(std::string_view text);

  std::vector<std::string_view> texts_;
  std::vector<std::uint64_t> hashes_;
  std::vector<ValueId> slots_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_size_{0}, block_used_{0};
  std::size_t kept_{0};
};

}  // namespace hearth::match
