#include "record/mention.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace hearth::record {
namespace {

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

template <std::size_t Size>
bool one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// Where the clause begins that holds the byte `at`.
std::size_t clause_start(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 5> turns{"but", "now", "however", "although", "though"};
  for (std::size_t i = at; i-- > 0;) {
    const char c = text[i];
    if (std::string_view{",.;:()!?\n"}.find(c) != std::string_view::npos) return i + 1;
    if (c == '-' && i > 0 && text[i - 1] == ' ' && i + 1 < text.size() && text[i + 1] == ' ') return i + 1;
    // A whole word before `at` that turns the sentence.
    if (in_word(c) && (i == 0 || !in_word(text[i - 1]))) {
      std::size_t end = i;
      while (end < at && in_word(text[end])) ++end;
      if (end < at && one_of(text.substr(i, end - i), turns)) return end;
    }
  }
  return 0;
}

bool denied_before(std::string_view before) {
  static constexpr std::array<std::string_view, 29> denials{"no",     "not",    "never",   "without", "previously", "formerly", "denies",   "denied",
                                                            "nor",    "neither", "isn't",  "isnt",    "doesn't",    "doesnt",   "don't",    "dont",
                                                            "hasn't", "hasnt",  "wasn't",  "wasnt",   "nil",        "didn't",   "declined", "refused",
                                                            "prev",   "previous", "former", "returned", "didnt"};
  static constexpr std::array<std::string_view, 9> still{"diagnosed", "registered", "assessed", "confirmed", "born", "told", "advised", "informed", "found"};
  std::vector<std::string_view> words;
  for (const auto word : split(before, ' '))
    if (!word.empty()) words.push_back(word);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto next = i + 1 < words.size() ? words[i + 1] : std::string_view{};
    if (one_of(words[i], denials)) return true;
    if ((words[i] == "was" || words[i] == "were") && !one_of(next, still)) return true;
    if (words[i] == "used" && next == "to") return true;
  }
  return false;
}

/// Whether the clause tells of somebody else: a relative stands in it as the one who has, uses or is. none, of_another or of_partner.
Mention of_whom(std::string_view before) {
  static constexpr std::array<std::string_view, 25> others{"mother",  "father",   "mum",           "dad",         "son",         "daughter", "brother", "sister", "child",
                                                           "children", "baby",    "grandson",      "granddaughter", "grandmother", "grandfather", "gran",  "nan",    "uncle",
                                                           "aunt",    "nephew",   "niece",         "member",      "lodger",      "flatmate", "housemate"};
  static constexpr std::array<std::string_view, 8> partners{"husband", "wife", "partner", "spouse", "jt", "jnt", "joint", "ptnr"};
  static constexpr std::array<std::string_view, 7> articles{"her", "his", "their", "the", "a", "elderly", "disabled"};
  static constexpr std::array<std::string_view, 9> closing{"with", "for", "by", "from", "via", "to", "and", "of", "contact"};
  auto found = Mention::none, lately = Mention::none;
  bool closed = false, other_closed = false;
  for (const auto word : split(before, ' ')) {
    if (word.empty()) continue;
    if (one_of(word, closing)) {
      closed = true;
    } else if (!one_of(word, articles)) {
      const auto other = one_of(word, partners) ? Mention::of_partner : one_of(word, others) ? Mention::of_another : Mention::none;
      if (other != Mention::none) lately = other;
      if ((other != Mention::none && !closed) || (other_closed && word == "who")) found = lately;
      other_closed = other != Mention::none && closed;
      closed = false;
    }
  }
  return found;
}

/// "JT: paranoid": the word right before the colon that begins the clause; empty when no colon does.
std::string_view label_before(std::string_view text, std::size_t clause) {
  if (clause == 0 || text[clause - 1] != ':') return {};
  const auto line = text.substr(0, clause - 1);
  const auto from = line.find_last_of(",.;:()!?\n");
  return trim(from == std::string_view::npos ? line : line.substr(from + 1));
}

bool denied_after(std::string_view after) {
  static constexpr std::array<std::string_view, 8> between{"now", "since", "has", "been", "was", "were", "is", "have"};
  static constexpr std::array<std::string_view, 11> endings{"no longer", "not needed", "not required", "not any more", "not used", "not in use",
                                                            "removed",   "returned",   "given back",   "declined",     "collected"};
  for (;;) {
    if (!after.starts_with(' ')) return false;
    after.remove_prefix(1);
    if (std::ranges::any_of(endings, [&](std::string_view ending) { return after.starts_with(ending); })) return true;
    const auto word = after.substr(0, after.find(' '));
    if (!one_of(word, between)) return false;
    after.remove_prefix(word.size());
  }
}

}  // namespace

Mention mention_of(std::string_view text, std::string_view phrase, std::span<const TextRange> covered, std::vector<TextRange>* places) {
  auto found = Mention::none;
  if (phrase.empty()) return found;
  for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    if (at > 0 && in_word(text[at - 1]) && in_word(phrase.front())) continue;
    if (std::ranges::any_of(covered, [&](const TextRange& range) { return range.begin <= at && at + phrase.size() <= range.end; })) continue;
    if (places != nullptr) places->push_back({at, at + phrase.size()});
    const auto start = clause_start(text, at);
    auto end = at + phrase.size();
    while (end < text.size() && in_word(text[end])) ++end;  // "wheelchairs"
    const auto before = text.substr(start, at - start);
    const auto whom = std::max(of_whom(label_before(text, start)), of_whom(before));
    const bool denied = denied_before(before) || denied_after(text.substr(end));
    found = std::max(found, denied ? Mention::denied : whom != Mention::none ? whom : Mention::said);
  }
  return found;
}

std::string in_one_line(std::string_view cell) {
  std::string out;
  for (const char c : fold(cell)) {
    if (c == '\r') continue;
    if (c == '\n') {
      out.push_back('\n');
      continue;
    }
    const char plain = c == '\t' ? ' ' : c;
    if (plain == ' ' && (out.empty() || out.back() == ' ')) continue;
    out.push_back(plain);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace hearth::record
