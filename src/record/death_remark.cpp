#include "record/death_remark.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "record/joint_names.h"

namespace hearth::record {
namespace {

template <std::size_t Size>
bool one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// "DEC'D," as "decd".
std::string letters_of(std::string_view word) {
  auto out = fold(word);
  std::erase_if(out, [](char c) { return c < 'a' || c > 'z'; });
  return out;
}

bool says_died(std::string_view word, std::string_view letters) {
  static constexpr std::array<std::string_view, 3> plain{"decd", "deceased", "decsd"};
  return one_of(letters, plain) || (letters == "dec" && (word.front() == '(' || word.front() == '['));
}

/// Every remark has a word that begins so, or is "pr" or "prs": names of other words, nearly all, are read no further.
bool may_tell(std::string_view name) {
  static constexpr std::array<std::string_view, 7> beginnings{"dec", "exo", "exe", "rep", "per", "est", "lat"};
  std::array<char, 4> letters{};
  std::size_t count = 0;
  const auto tells = [&] {
    const std::string_view word{letters.data(), std::min(count, letters.size())};
    return word == "pr" || word == "prs" || (count >= 3 && one_of(word.substr(0, 3), beginnings));
  };
  for (const char c : name) {
    if (static_cast<unsigned char>(c) >= 0x80) return true;  // other scripts and marks are folded first
    if (c == ' ') {
      if (tells()) return true;
      count = 0;
      continue;
    }
    const char small = static_cast<char>(c | 0x20);
    if (small < 'a' || small > 'z') continue;
    if (count < letters.size()) letters[count] = small;
    ++count;
  }
  return tells();
}

class Marker {
 public:
  explicit Marker(std::string_view name) {
    for (const auto word : split(name, ' '))
      if (!word.empty()) words_.push_back({word, letters_of(word)});
  }

  std::string marked() {
    for (std::size_t i = 0; i < words_.size();) {
      if (const auto end = phrase_from(i); end > i) {
        mark();
        i = end;
      } else {
        out_.emplace_back(words_[i++].text);
      }
    }
    std::string text;
    for (const auto& word : out_) text.append(text.empty() ? "" : " ").append(word);
    return text;
  }
  [[nodiscard]] bool found() const noexcept { return found_; }

 private:
  struct Word {
    std::string_view text;
    std::string letters;
  };

  [[nodiscard]] std::string_view at(std::size_t i) const { return i < words_.size() ? std::string_view{words_[i].letters} : std::string_view{}; }

  void mark() {
    if (!out_.empty() && letters_of(out_.back()) == "the") out_.pop_back();
    out_.emplace_back(death_mark);
    found_ = true;
  }

  /// The end of the remark that begins at this word; the word itself when none does.
  [[nodiscard]] std::size_t phrase_from(std::size_t i) const {
    static constexpr std::array<std::string_view, 8> executors{"exors", "exor", "executors", "executor", "executrix", "executrices", "exec", "execs"};
    static constexpr std::array<std::string_view, 4> representatives{"pr", "prs", "reps", "rep"};
    static constexpr std::array<std::string_view, 4> links{"of", "the", "estate", "late"};
    if (says_died(words_[i].text, at(i))) return i + 1;
    std::size_t end = i;
    if (one_of(at(i), executors)) end = i + 1;
    else if (one_of(at(i), representatives) && at(i + 1) == "of") end = i + 1;
    else if ((at(i) == "pers" || at(i) == "personal") && at(i + 1).starts_with("rep")) end = i + 2;
    else if (at(i) == "estate" && (at(i + 1) == "of" || at(i + 1) == "late")) end = i + 1;
    else if (at(i) == "late" && ((i > 0 && at(i - 1) == "the") || is_title(at(i + 1)))) return i + 1;
    if (end == i) return i;
    while (one_of(at(end), links)) ++end;
    return end;
  }

  std::vector<Word> words_;
  std::vector<std::string> out_;
  bool found_{false};
};

}  // namespace

std::string marked_deaths(std::string_view name) {
  if (!may_tell(name)) return std::string{name};
  Marker marker{name};
  auto marked = marker.marked();
  return marker.found() ? marked : std::string{name};
}

NameAndDeath without_death_remark(std::string_view name) {
  if (!may_tell(name)) return {std::string{name}, false};
  Marker marker{name};
  const auto marked = marker.marked();
  if (!marker.found()) return {std::string{name}, false};
  NameAndDeath out{.name = {}, .says_dead = true};
  for (const auto word : split(marked, ' '))
    if (word != death_mark) out.name.append(out.name.empty() ? "" : " ").append(word);
  while (!out.name.empty() && (out.name.back() == ',' || out.name.back() == '-' || out.name.back() == ' ')) out.name.pop_back();
  return out;
}

}  // namespace hearth::record
