#include "record/mention.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace hearth::record {
namespace {

constexpr std::string_view clause_marks = ",.;:()!?\n";

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

template <std::size_t Size>
bool one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// "prev. tenant": the mark shortens a word and ends no clause.
bool shortens(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 8> shortened{"prev", "prob", "poss", "approx", "mr", "mrs", "ms", "dr"};
  std::size_t from = at;
  while (from > 0 && in_word(text[from - 1])) --from;
  return text[at] == '.' && one_of(text.substr(from, at - from), shortened);
}

/// Where the clause begins that holds the byte `at`.
std::size_t clause_start(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 5> turns{"but", "now", "however", "although", "though"};
  for (std::size_t i = at; i-- > 0;) {
    const char c = text[i];
    if (std::string_view{clause_marks}.find(c) != std::string_view::npos && !shortens(text, i)) return i + 1;
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

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> out;
  for (auto word : split(text, ' ')) {
    while (!word.empty() && word.back() == '.') word.remove_suffix(1);
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

bool denies(std::string_view word) {
  static constexpr std::array<std::string_view, 22> denials{"no",     "not",    "never",   "without", "previously", "formerly", "denies", "denied",
                                                            "nor",    "neither", "isn't",  "isnt",    "doesn't",    "doesnt",   "don't",  "dont",
                                                            "hasn't", "hasnt",  "wasn't",  "wasnt",   "nil",        "didn't"};
  return one_of(word, denials);
}

/// "not able to", "no longer manages", "does not manage well on": what is denied is that somebody can.
bool of_ability(const std::vector<std::string_view>& words, std::size_t denial) {
  static constexpr std::array<std::string_view, 13> abilities{"able", "manage", "manages", "managing", "cope", "copes", "coping", "good", "safe", "steady", "well", "possible", "only"};
  const auto at = [&](std::size_t i) { return i < words.size() ? words[i] : std::string_view{}; };
  return one_of(at(denial + (at(denial + 1) == "longer" ? 2 : 1)), abilities);
}

/// "prev tenant", "ex-tenant", "last occupier", "previous wheelchair": somebody or something of before. "previous stroke, ..." is not.
bool of_before(const std::vector<std::string_view>& words, std::size_t i) {
  static constexpr std::array<std::string_view, 6> before{"prev", "previous", "former", "fmr", "ex", "last"};
  static constexpr std::array<std::string_view, 12> residents{"tenant", "tenants", "tnt", "occupier", "occupiers", "occupant", "occupants", "owner", "owners", "resident", "residents", "household"};
  if (words[i] == "ex-tenant" || words[i] == "ex-occupier" || words[i] == "ex-resident") return true;
  if (!one_of(words[i], before)) return false;
  if (i + 1 == words.size()) return words[i] != "last";  // right before the phrase
  return one_of(words[i + 1], residents);
}

/// "declined stairlift", "refuses to use wheelchair": no further than these small words.
bool declined_right_before(const std::vector<std::string_view>& words) {
  static constexpr std::array<std::string_view, 6> declines{"declined", "declines", "refused", "refuses", "cancelled", "returned"};
  static constexpr std::array<std::string_view, 12> small{"offer", "of", "a", "an", "the", "to", "use", "using", "any", "his", "her", "their"};
  auto left = words.size();
  while (left > 0 && one_of(words[left - 1], small)) --left;
  return left > 0 && one_of(words[left - 1], declines);
}

bool cannot(std::string_view word) {
  static constexpr std::array<std::string_view, 8> words{"cannot", "can't", "cant", "unable", "not", "never", "doesn't", "doesnt"};
  return one_of(word, words);
}

bool denied_before(std::string_view before) {
  static constexpr std::array<std::string_view, 9> still{"diagnosed", "registered", "assessed", "confirmed", "born", "told", "advised", "informed", "found"};
  const auto words = words_in(before);
  if (declined_right_before(words)) return true;
  bool denied = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto next = i + 1 < words.size() ? words[i + 1] : std::string_view{};
    // "cannot go out without oxygen": two denials tell of a need.
    if (words[i] == "without" && std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i), cannot)) denied = false;
    else if (denies(words[i]) && !of_ability(words, i)) denied = true;
    else if ((words[i] == "was" || words[i] == "were") && !one_of(next, still)) denied = true;
    else if ((words[i] == "used" && next == "to") || of_before(words, i)) denied = true;
  }
  return denied;
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

/// "Prev tenant: deaf".
bool of_somebody_before(std::string_view label) {
  const auto words = words_in(label);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (of_before(words, i) && i + 1 < words.size()) return true;
  return false;
}

/// "JT: bedbound, hoist": the words right before the colon that begins the clause, or the clauses before it that only commas part from
/// it; empty when no colon does.
std::string_view label_before(std::string_view text, std::size_t clause) {
  while (clause > 0 && text[clause - 1] == ',') clause = clause_start(text, clause - 1);
  if (clause == 0 || text[clause - 1] != ':') return {};
  const auto line = text.substr(0, clause - 1);
  const auto from = line.find_last_of(",.;:()!?\n");
  return trim(from == std::string_view::npos ? line : line.substr(from + 1));
}

/// ": no", "? none", "=n": the answer of a form.
bool answered_no(std::string_view after) {
  static constexpr std::array<std::string_view, 5> noes{"no", "n", "none", "nil", "n/a"};
  const auto text = trim(after);
  if (text.empty() || std::string_view{":?=-"}.find(text.front()) == std::string_view::npos) return false;
  const auto answer = trim(text.substr(1));
  return std::ranges::any_of(noes, [&](std::string_view no) {
    if (!answer.starts_with(no)) return false;
    const auto rest = trim(answer.substr(no.size()));
    return rest.empty() || (clause_marks.find(answer[no.size()]) != std::string_view::npos);
  });
}

std::string_view first_word(std::string_view text) { return text.substr(0, std::min(text.find_first_of(" ,.;:()!?\n"), text.size())); }

/// "stairs", "steps": what is in the way, so that to be without it or unable of it is the need, and to manage it is none.
bool is_in_the_way(std::string_view phrase) {
  return std::ranges::any_of(std::array<std::string_view, 4>{"stairs", "steps", "stair", "step"}, [&](std::string_view word) { return phrase == word || phrase.starts_with(std::string{word} + " "); });
}

/// "no problem with stairs", "manages stairs", "can do stairs", "no stairs to flat"; not "cannot do stairs", "mobility - no stairs".
bool is_managed(std::string_view before, std::string_view after) {
  static constexpr std::array<std::string_view, 9> troubles{"problem", "problems", "issue", "issues", "difficulty", "difficulties", "trouble", "concern", "concerns"};
  static constexpr std::array<std::string_view, 12> abilities{"can", "manages", "manage", "managing", "copes", "cope", "able", "ok", "fine", "climbs", "does", "uses"};
  static constexpr std::array<std::string_view, 6> places{"in", "to", "at", "inside", "within", "into"};
  static constexpr std::array<std::string_view, 5> no_longer{"unable", "struggles", "struggling", "cannot", "can't"};
  const auto words = words_in(before);
  const bool denied = std::ranges::any_of(words, [](auto word) { return denies(word) || cannot(word) || one_of(word, no_longer); });
  const bool trouble = std::ranges::any_of(words, [](auto word) { return one_of(word, troubles); });
  if (trouble) return denied;
  if (!words.empty() && words.back() == "no" && one_of(first_word(trim(after)), places)) return true;
  return !denied && std::ranges::any_of(words, [](auto word) { return one_of(word, abilities); });
}

/// "was", "used to", "previous tenant": of the past.
bool is_past(std::string_view before) {
  const auto words = words_in(before);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == "was" || words[i] == "were" || (words[i] == "used" && i + 1 < words.size() && words[i + 1] == "to") || of_before(words, i)) return true;
  return false;
}

/// "oxygen, returned to supplier 2023", "wheelchair, now returned"; not "on oxygen, returned to hospital" or "deaf, returned call".
bool given_back(std::string_view clause) {
  static constexpr std::array<std::string_view, 10> whereto{"hospital", "ward", "work", "home", "uk", "own", "flat", "address", "property", "live"};
  static constexpr std::array<std::string_view, 4> fillers{"now", "since", "has", "been"};
  while (one_of(first_word(clause), fillers)) clause = trim(clause.substr(first_word(clause).size()));
  static constexpr std::array<std::string_view, 8> deeds{"returned", "retd", "ret'd", "handed back", "given back", "gone back", "taken away", "collected"};
  const auto deed = std::ranges::find_if(deeds, [&](std::string_view words) { return clause.starts_with(words) && (clause.size() == words.size() || !in_word(clause[words.size()])); });
  if (deed == deeds.end()) return false;
  const auto rest = trim(clause.substr(deed->size()));
  if (rest.empty() || clause_marks.find(rest.front()) != std::string_view::npos || (rest.front() >= '0' && rest.front() <= '9')) return true;
  return first_word(rest) == "to" && !one_of(first_word(trim(rest.substr(2))), whereto);
}

/// "had w/chair after hip op, returned to Red Cross": what somebody had, and gave back in the same sentence.
bool had_and_gave_back(std::string_view before, std::string_view after) {
  const auto words = words_in(before);
  if (std::ranges::find(words, "had") == words.end()) return false;
  const auto sentence = after.substr(0, std::min(after.find_first_of(".;!?\n"), after.size()));
  return std::ranges::any_of(split(sentence, ','), [](std::string_view clause) { return given_back(trim(clause)); });
}

bool denied_after(std::string_view after) {
  static constexpr std::array<std::string_view, 9> fillers{"now", "has", "have", "been", "was", "is", "since", "already", "recently"};
  static constexpr std::array<std::string_view, 19> endings{"no longer", "not needed", "not required", "not any more", "not used", "not in use", "in the past", "removed",
                                                            "returned", "retd", "ret'd", "given back", "gone back", "handed back", "taken away", "collected", "discontinued", "cancelled", "stopped"};
  static constexpr std::array<std::string_view, 9> of_other_things{"home", "from", "call", "calls", "form", "letter", "working", "able", "manages"};
  static constexpr std::array<std::string_view, 2> at_the_end{"declined", "refused"};
  if (answered_no(after)) return true;
  if (const auto comma = trim(after); comma.starts_with(',')) return given_back(trim(comma.substr(1)));
  if (!after.starts_with(' ')) return false;
  auto rest = trim(after);
  while (one_of(first_word(rest), fillers)) rest = trim(rest.substr(first_word(rest).size()));
  if (const auto word = first_word(rest); one_of(word, at_the_end)) {
    const auto left = trim(rest.substr(word.size()));
    return left.empty() || clause_marks.find(left.front()) != std::string_view::npos;
  }
  return std::ranges::any_of(endings, [&](std::string_view ending) {
    if (!rest.starts_with(ending) || (rest.size() > ending.size() && in_word(rest[ending.size()]))) return false;
    return !one_of(first_word(trim(rest.substr(ending.size()))), of_other_things);
  });
}

/// "Officer: Deb H (deaf in L ear)": what stands in brackets behind somebody who works there is of that one.
bool of_staff(std::string_view text, std::size_t clause) {
  static constexpr std::array<std::string_view, 10> staff{"officer", "worker", "caseworker", "sw", "hso", "manager", "adviser", "advisor", "operative", "contractor"};
  if (clause == 0 || text[clause - 1] != '(') return false;
  const auto label = words_in(label_before(text, clause_start(text, clause - 1)));
  return !label.empty() && one_of(label.back(), staff);
}

/// "Cares for wife (Sue) - MND, on NIV": the rest of such a sentence tells of whom they care for.
Mention cared_for(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 7> cares{"cares for ", "caring for ", "carer for ", "carer to ", "main carer for ", "looks after ", "looking after "};
  const auto from = at == 0 ? std::string_view::npos : text.find_last_of(".;!?\n", at - 1);
  const auto sentence = trim(text.substr(from == std::string_view::npos ? 0 : from + 1, at - (from == std::string_view::npos ? 0 : from + 1)));
  for (const auto& start : cares)
    if (sentence.starts_with(start)) {
      const auto rest = sentence.substr(start.size());
      return of_whom(rest.substr(0, std::min(rest.find_first_of(",(-/:"), rest.size())));
    }
  return Mention::none;
}

bool is_denied(std::string_view phrase, std::string_view before, std::string_view after) {
  if (is_in_the_way(phrase)) return is_managed(before, after) || is_past(before);
  return denied_before(before) || denied_after(after) || had_and_gave_back(before, after);
}

}  // namespace

Mention mention_of(std::string_view text, std::string_view phrase, std::span<const TextRange> covered, std::vector<TextRange>* places) {
  auto found = Mention::none;
  if (phrase.empty()) return found;
  for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    if (at > 0 && in_word(text[at - 1]) && in_word(phrase.front())) continue;
    if (std::ranges::any_of(covered, [&](const TextRange& range) {
          return range.silent ? range.begin < at + phrase.size() && at < range.end : range.begin <= at && at + phrase.size() <= range.end;
        })) continue;
    if (places != nullptr) places->push_back({at, at + phrase.size()});
    const auto start = clause_start(text, at);
    auto end = at + phrase.size();
    while (end < text.size() && in_word(text[end])) ++end;  // "wheelchairs"
    const auto before = text.substr(start, at - start);
    const auto label = label_before(text, start);
    auto whom = std::max(of_whom(label), of_whom(before));
    if (whom == Mention::none) whom = cared_for(text, start);
    const bool denied = is_denied(phrase, before, text.substr(end)) || of_somebody_before(label) || of_staff(text, start);
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
