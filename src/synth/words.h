// words.h: texts kept once, named by number, so that a million people and homes stay small.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hearth::synth {

/// Which text of Words. 0 is the empty text.
using Word = std::uint32_t;

class Words {
 public:
  Words() { add(""); }
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  Word add(std::string_view text) {
    const auto found = numbers_.find(text);
    if (found != numbers_.end()) return found->second;
    const auto number = static_cast<Word>(texts_.size());
    texts_.emplace_back(text);
    numbers_.emplace(texts_.back(), number);
    return number;
  }
  [[nodiscard]] const std::string& operator[](Word word) const { return texts_[word]; }

 private:
  std::deque<std::string> texts_;  // a deque: the views of the map stay valid
  std::unordered_map<std::string_view, Word> numbers_;
};

}  // namespace hearth::synth
