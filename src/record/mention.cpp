#include "record/mention.h"

#include "base/text.h"
#include "record/clause.h"

namespace hearth::record {
namespace {

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
  static constexpr std::array<std::string_view, 10> gone{"husband", "wife", "partner", "spouse", "mother", "father", "mum", "dad", "son", "daughter"};
  static constexpr std::array<std::string_view, 5> separated{"ex-husband", "ex-wife", "ex-partner", "exhusband", "exwife"};
  if (one_of(words[i], separated)) return true;
  const auto relative = i + 1 < words.size() ? words[i + 1].substr(0, words[i + 1].find('\'')) : std::string_view{};
  if ((words[i] == "late" || words[i] == "ex") && one_of(relative, gone)) return true;
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

/// "FH: dementia", "family history of glaucoma": of relatives, and no need of anybody here.
bool of_family_history(std::string_view text) {
  const auto words = words_in(text);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == "fh" || words[i] == "fhx" || words[i] == "f/h" || (words[i] == "family" && i + 1 < words.size() && (words[i + 1] == "history" || words[i + 1] == "hx"))) return true;
  return false;
}

/// The label itself: "FH: ...", "Family history - ..."; not "family history of glaucoma - registered blind".
bool is_family_history(std::string_view label) {
  const auto words = words_in(label);
  return of_family_history(label) && (words.back() == "history" || words.back() == "hx" || words.back().starts_with("f"));
}

bool denied_before(std::string_view before) {
  static constexpr std::array<std::string_view, 9> still{"diagnosed", "registered", "assessed", "confirmed", "born", "told", "advised", "informed", "found"};
  const auto words = words_in(before);
  if (declined_right_before(words) || of_family_history(before)) return true;
  bool denied = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto next = i + 1 < words.size() ? words[i + 1] : std::string_view{};
    // "cannot go out without oxygen": two denials tell of a need.
    if (words[i] == "without" && std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i), cannot)) denied = false;
    else if (words[i] == "no" && !next.empty() && next.front() >= '0' && next.front() <= '9') continue;  // "no. 14": a house
    else if (denies(words[i]) && !of_ability(words, i)) denied = true;
    else if ((words[i] == "was" || words[i] == "were") && !one_of(next, still)) denied = true;
    else if ((words[i] == "used" && next == "to") || of_before(words, i)) denied = true;
  }
  return denied;
}

/// "Prev tenant: deaf".
bool of_somebody_before(std::string_view label) {
  const auto words = words_in(label);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (of_before(words, i) && i + 1 < words.size()) return true;
  return false;
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

/// "stairs", "steps": what is in the way, so that to be without it or unable of it is the need, and to manage it is none.
bool is_in_the_way(std::string_view phrase) {
  static constexpr std::array<std::string_view, 6> hindrances{"stairs", "steps", "stair", "step", "stairs/steps", "steps/stairs"};
  return one_of(phrase, hindrances);
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

/// "wheelchair assessment - declined", "stairlift: refused".
bool was_declined(std::string_view after) {
  static constexpr std::array<std::string_view, 6> offers{"assessment", "referral", "offer", "offered", "review", "visit"};
  static constexpr std::array<std::string_view, 4> declined{"declined", "refused", "cancelled", "withdrawn"};
  auto rest = trim(after);
  while (one_of(first_word(rest), offers)) rest = trim(rest.substr(first_word(rest).size()));
  if (!rest.starts_with('-') && !rest.starts_with(':')) return false;
  rest = trim(rest.substr(1));
  const auto word = first_word(rest);
  if (!one_of(word, declined)) return false;
  const auto left = trim(rest.substr(word.size()));
  return left.empty() || clause_marks.find(left.front()) != std::string_view::npos;
}

bool denied_after(std::string_view after) {
  static constexpr std::array<std::string_view, 9> fillers{"now", "has", "have", "been", "was", "is", "since", "already", "recently"};
  static constexpr std::array<std::string_view, 19> endings{"no longer", "not needed", "not required", "not any more", "not used", "not in use", "in the past", "removed",
                                                            "returned", "retd", "ret'd", "given back", "gone back", "handed back", "taken away", "collected", "discontinued", "cancelled", "stopped"};
  static constexpr std::array<std::string_view, 9> of_other_things{"home", "from", "call", "calls", "form", "letter", "working", "able", "manages"};
  static constexpr std::array<std::string_view, 2> at_the_end{"declined", "refused"};
  if (answered_no(after)) return true;
  // "stairlift (prev tenant)"
  if (const auto bracket = trim(after); bracket.starts_with('(')) {
    const auto inside = words_in(bracket.substr(1, std::min(bracket.find(')'), bracket.size()) - 1));
    for (std::size_t i = 0; i + 1 < inside.size(); ++i)
      if (of_before(inside, i)) return true;
  }
  if (was_declined(after)) return true;
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

/// "Officer: Deb H (deaf in L ear)", "daughter is a nurse on the renal unit (dialysis)": what stands in brackets behind somebody who works
/// there is of that one, or of the work.
bool of_staff(std::string_view text, std::size_t clause) {
  static constexpr std::array<std::string_view, 10> staff{"officer", "worker", "caseworker", "sw", "hso", "manager", "adviser", "advisor", "operative", "contractor"};
  static constexpr std::array<std::string_view, 9> trades{"nurse", "doctor", "gp", "works", "working", "teacher", "consultant", "paramedic", "physio"};
  if (clause == 0 || text[clause - 1] != '(') return false;
  const auto told = clause_start(text, clause - 1);
  const auto head = words_in(text.substr(told, clause - 1 - told));
  if (std::ranges::any_of(head, [](auto word) { return one_of(word, trades); }) && whose_fact(text, clause - 1, clause - 1, {}).role != Whose::Role::not_said) return true;
  const auto label = words_in(label_before(text, clause_start(text, clause - 1)));
  return !label.empty() && one_of(label.back(), staff);
}

bool is_denied(std::string_view phrase, std::string_view before, std::string_view after) {
  if (is_in_the_way(phrase)) return is_managed(before, after) || is_past(before);
  return denied_before(before) || denied_after(after) || had_and_gave_back(before, after);
}

}  // namespace

std::vector<Said> mentions_of(std::string_view text, std::string_view phrase, const RowTold& row, std::span<const TextRange> covered, std::vector<TextRange>* places) {
  std::vector<Said> out;
  if (phrase.empty()) return out;
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
    const bool denied = is_denied(phrase, before, text.substr(end)) || of_somebody_before(label_before(text, start)) || is_family_history(label_before(text, start, true)) || of_staff(text, start);
    out.push_back({at, end, denied, denied ? Whose{} : whose_fact(text, at, end, row)});
  }
  return out;
}

Mention mention_of(std::string_view text, std::string_view phrase, std::span<const TextRange> covered, std::vector<TextRange>* places) {
  const auto one = [](const Said& said) {
    if (said.denied) return Mention::denied;
    switch (said.whose.role) {
      case Whose::Role::elsewhere: return Mention::elsewhere;
      case Whose::Role::partner:
      case Whose::Role::joint: return Mention::of_partner;
      case Whose::Role::parent:
      case Whose::Role::child:
      case Whose::Role::other: return Mention::of_another;
      case Whose::Role::not_said:
      case Whose::Role::everybody:
      case Whose::Role::one_of_them:
      case Whose::Role::main:
      case Whose::Role::named: return Mention::said;
    }
    return Mention::said;
  };
  auto found = Mention::none;
  for (const auto& said : mentions_of(text, phrase, {}, covered, places)) found = std::max(found, one(said));
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
