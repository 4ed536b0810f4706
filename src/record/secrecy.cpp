#include "record/secrecy.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "record/clause.h"
#include "record/word_starts.h"

namespace hearth::record {
namespace {

using Words = std::vector<std::string_view>;

/// Every text that asks has one of these beginnings of words.
constexpr WordStarts starts{std::array<std::string_view, 29>{" dnd", "addr", "anyb", "anyo", "conf", "deta", "disc", "divu", "dnd ", "give", "loca", "mara", "mole", "osma", "part", "prot",
                                                          "refu", "rele", "rest", "reve", "secr", "secu", "sens", "supp", "thir", "undi", "wher", "with", "witn"}};

Words words_of(std::string& folded) {
  std::erase(folded, '\'');
  Words out;
  for (std::size_t i = 0; i < folded.size();) {
    auto end = i;
    while (end < folded.size() && folded[end] >= 'a' && folded[end] <= 'z') ++end;
    if (end > i) out.push_back(std::string_view{folded}.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  return out;
}

/// "do not ... V", "dont V", "never V", "must not be V", "not to be V": an order, and not what once happened.
bool is_forbidden(const Words& words, std::size_t verb) {
  constexpr std::size_t back_most = 5;
  for (std::size_t j = verb; j-- > 0 && verb - j <= back_most;) {
    if (words[j] == "dont" || words[j] == "never") return true;
    if (words[j] != "not") continue;
    static constexpr std::array<std::string_view, 5> orders{"do", "must", "should", "shall", "may"};
    if (j > 0 && one_of(words[j - 1], orders)) return true;
    if (j + 1 < verb && (words[j + 1] == "be" || (words[j + 1] == "to" && j + 2 < verb && words[j + 2] == "be"))) return true;
  }
  return false;
}

template <std::size_t Size>
bool near(const Words& words, std::size_t at, std::size_t before, std::size_t after, const std::array<std::string_view, Size>& wanted) {
  const auto from = at - std::min(at, before), to = std::min(words.size(), at + after + 1);
  for (auto i = from; i < to; ++i)
    if (one_of(words[i], wanted)) return true;
  return false;
}

constexpr std::array<std::string_view, 5> where{"address", "addresses", "addr", "whereabouts", "location"};

bool tells_of_telling(const Words& words, std::size_t i) {
  static constexpr std::array<std::string_view, 18> telling{"give",   "given",  "giving",   "share",   "shared",   "sharing", "pass",   "passed", "release",
                                                            "released", "reveal", "revealed", "tell", "told", "confirm", "confirmed", "provide", "provided"};
  static constexpr std::array<std::string_view, 8> whom{"anyone", "anybody", "third", "public", "ex", "details", "enquirers", "callers"};
  static constexpr std::array<std::string_view, 15> things{"key", "keys", "keysafe", "code", "codes", "pin", "food", "fluids", "drink", "medication", "meds", "money", "cash", "alcohol", "password"};
  if (!one_of(words[i], telling) || !is_forbidden(words, i)) return false;
  if (near(words, i, 7, 8, where)) return true;
  // "Do not give out", "do not reveal": whatever it is, it is not a key or a code.
  const bool out = i + 1 < words.size() && words[i + 1] == "out";
  if ((out || words[i].starts_with("releas") || words[i].starts_with("reveal")) && !near(words, i, 3, 6, things)) return true;
  return near(words, i, 3, 7, whom) && !near(words, i, 3, 6, things);
}

}  // namespace

namespace {

/// "DV-ND", "CONFAD": a code that is plain in every back office, alone or among others in a cell.
bool is_secrecy_code(std::string_view cell) {
  static constexpr std::array<std::string_view, 16> codes{"NDA", "DVND", "CONFAD", "CONFADD", "CONFADDR", "DND", "DNDA", "DNDADD", "PROTADD", "PROTADDR", "SENSADD", "SENSADDR", "WITPROT", "ADDRCONF", "ADDCONF", "NONDISC"};
  constexpr std::size_t bytes_max = 30;
  if (cell.size() > bytes_max || cell.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos) return false;
  std::string code;
  const auto is_one = [&] { return std::ranges::find(codes, std::string_view{code}) != codes.end(); };
  for (const char c : cell) {
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) code.push_back(c);
    else if (c == '-' || c == '_') continue;
    else if (is_one()) return true;
    else code.clear();
  }
  return is_one();
}

}  // namespace

bool asks_for_secrecy(std::string_view text) {
  if (is_secrecy_code(text) || (text.size() == 3 && fold(text) == "dnd")) return true;
  if (!starts.in(text)) return false;
  std::string folded = fold(text);
  const auto words = words_of(folded);
  static constexpr std::array<std::string_view, 9> past{"did", "does", "has", "have", "had", "was", "were", "could", "would"};
  static constexpr std::array<std::string_view, 3> no{"no", "not", "non"};
  static constexpr std::array<std::string_view, 10> kept{"confidential", "secure", "secret", "withheld", "withhold", "protected", "undisclosed", "restricted", "sensitive", "suppressed"};
  static constexpr std::array<std::string_view, 10> by_refuge{"address", "placement", "licence", "license", "tenancy", "accommodation", "client", "resident", "manager", "worker"};
  static constexpr std::array<std::string_view, 6> of_refuge{"in", "dv", "womens", "women", "s", "da"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i];
    const auto next = i + 1 < words.size() ? words[i + 1] : std::string_view{}, last = i > 0 ? words[i - 1] : std::string_view{};
    static constexpr std::array<std::string_view, 4> of_osman{"notice", "warning", "letter", "threat"};
    if (word == "osman" && one_of(next, of_osman)) return true;
    if (word == "dnd" || (word == "protected" && next == "person")) return true;
    if (word == "marac" || (word == "witness" && next == "protection")) return true;
    if (word.ends_with("molestation") && (word.starts_with("non") || last == "non")) return true;
    if (word == "refuge" && (one_of(last, of_refuge) || one_of(next, by_refuge))) return true;
    const bool disclosing = word.starts_with("discl") || word.starts_with("divulg");
    if (disclosing && (is_forbidden(words, i) || (one_of(last, no) && !(i > 1 && one_of(words[i - 2], past))) || (last == "for" && i > 1 && one_of(words[i - 2], no)))) return true;
    if (one_of(word, kept) && near(words, i, 5, 3, where)) return true;
    if (tells_of_telling(words, i)) return true;
  }
  return false;
}

}  // namespace hearth::record
