#include "record/whose_fact.h"

#include <optional>

#include "base/text.h"
#include "record/clause.h"

namespace hearth::record {
namespace {

using Role = Whose::Role;
using Words = std::vector<std::string_view>;

struct Relation {
  std::string_view word;
  Role role;
  char sex;
};
constexpr std::array<Relation, 63> relations{{
    {"wife", Role::partner, 'f'},       {"husband", Role::partner, 'm'},    {"hubby", Role::partner, 'm'},      {"partner", Role::partner, 0},
    {"spouse", Role::partner, 0},       {"ptnr", Role::partner, 0},         {"jt", Role::joint, 0},             {"jnt", Role::joint, 0},
    {"joint", Role::joint, 0},          {"tenant", Role::main, 0},          {"tnt", Role::main, 0},             {"mother", Role::parent, 'f'},
    {"mum", Role::parent, 'f'},         {"mam", Role::parent, 'f'},         {"mom", Role::parent, 'f'},         {"father", Role::parent, 'm'},
    {"dad", Role::parent, 'm'},         {"parent", Role::parent, 0},        {"son", Role::child, 'm'},          {"sons", Role::child, 'm'},
    {"stepson", Role::child, 'm'},      {"daughter", Role::child, 'f'},     {"daughters", Role::child, 'f'},    {"dtr", Role::child, 'f'},
    {"stepdaughter", Role::child, 'f'}, {"child", Role::child, 0},          {"children", Role::child, 0},       {"baby", Role::child, 0},
    {"toddler", Role::child, 0},        {"brother", Role::other, 'm'},      {"sister", Role::other, 'f'},       {"grandson", Role::other, 'm'},
    {"granddaughter", Role::other, 'f'}, {"grandchild", Role::other, 0},    {"grandmother", Role::other, 'f'},  {"grandfather", Role::other, 'm'},
    {"grandad", Role::other, 'm'},      {"granny", Role::other, 'f'},       {"gran", Role::other, 'f'},         {"nan", Role::other, 'f'},
    {"nana", Role::other, 'f'},         {"uncle", Role::other, 'm'},        {"aunt", Role::other, 'f'},         {"auntie", Role::other, 'f'},
    {"nephew", Role::other, 'm'},       {"niece", Role::other, 'f'},        {"cousin", Role::other, 0},         {"twin", Role::other, 0},
    {"member", Role::other, 0},         {"lodger", Role::other, 0},         {"flatmate", Role::other, 0},       {"housemate", Role::other, 0},
    {"neighbour", Role::elsewhere, 0},  {"neighbours", Role::elsewhere, 0}, {"neighbor", Role::elsewhere, 0},   {"neighbors", Role::elsewhere, 0},
    {"nbr", Role::elsewhere, 0},        {"friend", Role::elsewhere, 0},     {"friends", Role::elsewhere, 0},    {"landlord", Role::elsewhere, 0},
    {"landlady", Role::elsewhere, 0},   {"visitor", Role::elsewhere, 0},    {"visitors", Role::elsewhere, 0},
}};
const Relation* relation(std::string_view word) {
  if (word.ends_with("'s")) word.remove_suffix(2);
  const auto found = std::ranges::find(relations, word, &Relation::word);
  return found == relations.end() ? nullptr : &*found;
}

constexpr std::array<std::string_view, 14> articles{"her", "his", "their", "the", "a", "an", "elderly", "disabled", "my", "our", "old", "young", "main", "adult"};
/// After these a person is only mentioned.
constexpr std::array<std::string_view, 9> closing{"with", "for", "by", "from", "via", "to", "and", "of", "contact"};
/// Who does such things helps; what they help with is another's.
constexpr std::array<std::string_view, 24> helping{"helps", "help",        "helping", "brings", "pushes", "carries", "turns",  "cares",   "caring", "visits",  "collects", "gives",
                                                   "gave",  "administers", "drives",  "orders", "checks", "lifts",   "washes", "assists", "pays",   "fetches", "supports", "carer"};
constexpr std::array<std::string_view, 22> speaking{"says",    "said",   "reports", "reported",  "states",   "stated",   "told",      "tells",    "thinks", "rang",    "phoned",
                                                    "called",  "advises", "advised", "confirms", "confirmed", "informed", "mentioned", "explains", "rings", "worries", "worried"};
constexpr std::array<std::string_view, 10> having{"is", "has", "uses", "needs", "on", "with", "who", "and", "also", "have"};
constexpr std::array<std::string_view, 9> body{"ears", "eyes", "legs", "knees", "hips", "hands", "feet", "arms", "sides"};

bool has_phrase(std::string_view text, std::string_view phrase) {
  for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const auto end = at + phrase.size();
    if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]))) return true;
  }
  return false;
}

bool begins_with_digit(std::string_view word) { return !word.empty() && word.front() >= '0' && word.front() <= '9'; }

/// "next door", "no 14", "at number 12", "lives elsewhere".
bool says_elsewhere(std::string_view text) {
  static constexpr std::array<std::string_view, 12> ways{"next door", "nextdoor", "across the road", "over the road", "across the street", "up the road", "down the road", "round the corner",
                                                         "lives elsewhere", "lives away", "lives abroad", "lives opposite"};
  static constexpr std::array<std::string_view, 5> numbers{"no", "no.", "nr", "number", "nos"};
  if (std::ranges::any_of(ways, [&](auto way) { return has_phrase(text, way); })) return true;
  const auto words = split(text, ' ');
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    auto word = words[i];
    while (!word.empty() && (word.front() == '(' || word.front() == ',')) word.remove_prefix(1);
    if (one_of(word, numbers) && begins_with_digit(words[i + 1])) return true;
  }
  return std::ranges::any_of(words, [](std::string_view word) {
    return (word.starts_with("no.") || word.starts_with("(no.")) && begins_with_digit(word.substr(word.find('.') + 1));
  });
}

/// Words after "in" or "at" that name no other home.
bool is_inside(std::string_view word) {
  static constexpr std::array<std::string_view, 44> inside{
      "bed",   "bedroom", "room",  "house",  "home",    "flat",   "property", "kitchen", "lounge", "same", "back",   "front", "box",  "annexe", "wheelchair", "chair", "law",    "pain",
      "need",  "remission", "hospital", "night", "nights", "times", "all",  "present", "moment",  "risk", "least",  "last",  "first", "school", "work",      "day",   "weekends", "clinic",
      "early", "late",    "left",  "right",  "both",    "one",    "end",      "household"};
  return one_of(word, inside);
}

/// A word after "in" or "at" that names a place, and none of the row's own address.
bool is_another_place(std::string_view word, std::string_view home) {
  return !word.empty() && !is_inside(word) && !one_of(word, articles) && !has_phrase(home, word);
}

/// "sister in tregarw has ...": words that name another place, and then what is told of her.
bool place_follows(const Words& words, std::string_view home) {
  static constexpr std::array<std::string_view, 4> before_place{"in", "at", "near", "from"};
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!one_of(words[i], before_place)) continue;
    auto at = i + 1;
    while (at < words.size() && one_of(words[at], articles)) ++at;
    if (at >= words.size() || !is_another_place(words[at], home)) continue;
    if (begins_with_digit(words[at])) return true;
    for (auto next = at + 1; next < words.size() && next <= at + 3; ++next)
      if (one_of(words[next], having)) return true;
  }
  return false;
}

/// " at plas morfa": right behind what is told; not "at night".
bool place_right_behind(std::string_view after, std::string_view home) { return after.starts_with(" at ") && is_another_place(first_word(after.substr(4)), home); }

/// "lives with daughter in swinford": whoever is meant lives in another home; not "lives with wife in flat".
bool lives_in_another_home(std::string_view text, std::string_view home) {
  static constexpr std::array<std::string_view, 8> stays{"lives", "living", "live", "moved", "staying", "stays", "stopping", "resides"};
  const auto words = words_in(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!one_of(words[i], stays) || words[i + 1] != "with") continue;
    auto at = i + 2;
    while (at < words.size() && one_of(words[at], articles)) ++at;
    if (at + 2 >= words.size() || relation(words[at]) == nullptr) continue;
    if ((words[at + 1] == "in" || words[at + 1] == "at" || words[at + 1] == "near") && is_another_place(first_word(words[at + 2]), home)) return true;
  }
  return false;
}

/// "mother uses wheelchair, lives in Swinford".
bool lives_elsewhere_behind(std::string_view after, std::string_view home) {
  static constexpr std::array<std::string_view, 4> ways{"lives in ", "lives at ", "living in ", "living at "};
  for (const auto way : ways) {
    const auto at = after.find(way);
    if (at == std::string_view::npos || (at > 0 && in_word(after[at - 1]))) continue;
    const auto words = words_in(after.substr(at + way.size()));
    std::size_t i = 0;
    while (i < words.size() && one_of(words[i], articles)) ++i;
    if (i < words.size() && words[i] != "with" && is_another_place(first_word(words[i]), home)) return true;
  }
  return lives_in_another_home(after, home);
}

bool may_live_elsewhere(Role role) { return role == Role::parent || role == Role::child || role == Role::other || role == Role::partner; }

std::optional<std::size_t> place_of_name(std::string_view word, std::span<const std::string> names) {
  if (word.size() < 2) return std::nullopt;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != word) continue;
    if (found) return std::nullopt;  // father and son of one name
    found = i;
  }
  return found;
}

Whose of_relation(const Relation& one) { return {.role = one.role, .sex = one.sex, .word = one.word}; }

/// "both ears" is of one, "both" of two.
bool is_everybody(const Words& words, std::size_t i) {
  if (words[i] == "tenants" || words[i] == "couple") return true;
  return words[i] == "both" && (i + 1 >= words.size() || !one_of(words[i + 1], body));
}

/// "one of them", "1 of the couple", "one tenant"; of the household: somebody whom the row need not name. And how many words it takes.
std::optional<std::pair<Whose, std::size_t>> one_of_several(const Words& words, std::size_t i) {
  static constexpr std::array<std::string_view, 5> of_row{"them", "tenants", "couple", "two", "these"};
  static constexpr std::array<std::string_view, 7> of_home{"household", "hh", "family", "occupants", "occupiers", "residents", "house"};
  if (words[i] != "one" && words[i] != "1" && words[i] != "either") return std::nullopt;
  auto at = i + 1;
  if (at < words.size() && (words[at] == "tenant" || words[at] == "partner" || words[at] == "spouse")) return std::pair{Whose{.role = Role::one_of_them}, 2};
  if (at >= words.size() || words[at] != "of") return std::nullopt;
  ++at;
  while (at < words.size() && one_of(words[at], articles)) ++at;
  if (at >= words.size()) return std::nullopt;
  if (one_of(words[at], of_row)) return std::pair{Whose{.role = Role::one_of_them}, at + 1 - i};
  if (one_of(words[at], of_home)) return std::pair{Whose{.role = Role::other, .word = "member"}, at + 1 - i};
  return std::nullopt;
}

/// A carer is meant only where the words right behind say what the carer is or has: "carer on oxygen herself", not "carer visits".
bool carer_has(const Words& words, std::size_t i, std::string_view after) {
  if (words[i] != "carer") return false;
  const auto next = i + 1 < words.size() ? words[i + 1] : std::string_view{};
  if (next == "is" || next == "on" || next == "herself" || next == "himself") return true;
  const auto behind = first_word(trim(after));
  return (next == "has" || next.empty()) && (behind == "herself" || behind == "himself" || behind == "themselves");
}

/// The last person in a piece of a note who has, uses or is what follows it.
Whose last_person(std::string_view piece, std::string_view after, const RowTold& row) {
  const auto words = words_in(piece);
  Whose found, lately;
  bool closed = false, other_closed = false, speaks = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i];
    if (one_of(word, closing)) {
      if (word == "of" && i > 0 && (words[i - 1] == "one" || words[i - 1] == "1")) continue;
      if (word == "for" && i > 0 && (words[i - 1] == "cares" || words[i - 1] == "caring" || words[i - 1] == "carer")) continue;
      // "tenant and wife deaf": of both.
      if (word == "and" && found.role != Role::not_said && i + 1 < words.size()) {
        const auto next = one_of(words[i + 1], articles) && i + 2 < words.size() ? words[i + 2] : words[i + 1];
        const auto* other = relation(next);
        if (other != nullptr && other->role != found.role && (found.role == Role::main || other->role == Role::main)) found = {.role = Role::everybody};
      }
      closed = true;
      continue;
    }
    if (one_of(word, articles)) continue;
    if (const auto one = one_of_several(words, i)) {
      found = lately = one->first;
      i += one->second - 1;
      closed = false;
      continue;
    }
    std::optional<Whose> other;
    if (is_everybody(words, i)) other = Whose{.role = Role::everybody};
    else if (carer_has(words, i, after)) other = Whose{.role = Role::other, .word = "carer"};
    else if (const auto* one = relation(word)) {
      // "joint tenant" is one word; "tenant's mother" is the mother.
      if (!(one->role == Role::main && (i > 0 && (words[i - 1] == "joint" || words[i - 1] == "jt"))) && !(one->role == Role::main && word.ends_with("'s"))) other = of_relation(*one);
      // "daughter says mum is deaf": mum is whom the row is about.
      if (other && speaks && other->role == Role::parent) other = Whose{};
    } else if (const auto name = place_of_name(word, row.names); name && i + 1 < words.size() && one_of(words[i + 1], having)) {
      other = Whose{.role = Role::named, .name = *name};
    }
    if (other) lately = *other;
    if ((other && !closed) || (other_closed && word == "who")) found = lately;
    else if (!other && found.role != Role::not_said && one_of(word, speaking)) found = {}, speaks = true;
    else if (!other && may_live_elsewhere(found.role) && word != "carer" && one_of(word, helping)) found = {};
    else if (!other && found.role == Role::elsewhere && one_of(word, helping)) found = {};
    other_closed = other.has_value() && closed;
    closed = false;
  }
  if (found.role == Role::not_said || found.role == Role::elsewhere) return found;
  if (may_live_elsewhere(found.role) && place_follows(words, row.home)) found.role = Role::elsewhere;
  return found;
}

/// "gwenllian williams partner 1989", "tom (son)": a name, and right behind it whose relative that is.
bool is_member(std::string_view members, std::string_view name) {
  constexpr std::size_t words_of_name = 3;
  for (auto at = members.find(name); at != std::string_view::npos; at = members.find(name, at + 1)) {
    const auto end = at + name.size();
    if ((at > 0 && in_word(members[at - 1])) || (end < members.size() && in_word(members[end]))) continue;
    const auto rest = members.substr(end, std::min(members.find_first_of(",.;:!?\n", end), members.size()) - end);
    std::size_t count = 0;
    for (auto word : split(rest, ' ')) {
      while (!word.empty() && (word.front() == '(' || word.front() == '[')) word.remove_prefix(1);
      while (!word.empty() && (word.back() == ')' || word.back() == ']')) word.remove_suffix(1);
      if (word.empty()) continue;
      if (relation(word) != nullptr) return true;
      if (++count == words_of_name) break;
    }
  }
  return false;
}

/// "wife", "the joint tenant", "for his wife (sue)", "gwen": nothing but a person.
std::optional<Whose> only_a_person(std::string_view text, const RowTold& row) {
  static constexpr std::array<std::string_view, 6> beside{"for", "is", "of", "only", "tenant", "use"};
  if (const auto bracket = text.find('('); bracket != std::string_view::npos) text = trim(text.substr(0, bracket));
  const auto words = words_in(text);
  if (words.empty() || words.size() > 4) return std::nullopt;
  // "Gwenllian - ventilator", where another cell has "Gwenllian (partner) 1989".
  if (words.size() == 1 && words[0].size() > 2 && relation(words[0]) == nullptr && !place_of_name(words[0], row.names) && is_member(row.members, words[0])) return Whose{.role = Role::other, .word = "member"};
  std::optional<Whose> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i];
    if (one_of(word, articles)) continue;
    if (is_everybody(words, i)) found = Whose{.role = Role::everybody};
    else if (const auto* one = relation(word); one != nullptr && !(found && one->role == Role::main)) found = of_relation(*one);
    else if (const auto name = place_of_name(word, row.names)) found = Whose{.role = Role::named, .name = *name};
    else if (!one_of(word, beside)) return std::nullopt;
  }
  return found;
}

/// "hoist is for wife", "oxygen - husband", "wheelchair (mother)", "hoist belongs to wife", "wheelchair is his wife's".
std::optional<Whose> person_behind(std::string_view after, const RowTold& row) {
  constexpr std::size_t near_enough = 6;
  const auto start = trim(after);
  if (start.starts_with('('))
    return only_a_person(start.substr(1, std::min(start.find(')'), start.size()) - 1), row);
  auto end = after.find_first_of(clause_marks);
  if (const auto dash = after.find(" - "); dash != std::string_view::npos && dash < end) {
    const auto rest = after.substr(dash + 3);
    if (trim(after.substr(0, dash)).empty()) return only_a_person(rest.substr(0, std::min(rest.find_first_of(clause_marks), rest.size())), row);
    end = dash;
  }
  const auto words = words_in(after.substr(0, end));
  for (std::size_t i = 0; i < words.size() && i < near_enough; ++i) {
    const bool owned = words[i] == "for" || (words[i] == "to" && i > 0 && words[i - 1] == "belongs");
    const bool is = words[i] == "is" && i + 1 < words.size();
    if (!owned && !is) continue;
    auto at = i + 1;
    while (at < words.size() && one_of(words[at], articles)) ++at;
    if (at >= words.size() || at + 2 < words.size()) continue;  // "for wife to push": more is told
    const auto* one = relation(words[at]);
    if (one != nullptr && (owned || words[at].ends_with("'s"))) return of_relation(*one);
    if (const auto name = owned ? place_of_name(words[at], row.names) : std::nullopt) return Whose{.role = Role::named, .name = *name};
  }
  return std::nullopt;
}

/// "Cares for wife (Sue) - MND, on NIV": the rest of such a sentence tells of whom they care for.
Whose cared_for(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 7> cares{"cares for ", "caring for ", "carer for ", "carer to ", "main carer for ", "looks after ", "looking after "};
  const auto from = sentence_start(text, at);
  const auto sentence = trim(text.substr(from, at - from));
  for (const auto& start : cares)
    if (sentence.starts_with(start)) {
      const auto rest = sentence.substr(start.size());
      return last_person(rest.substr(0, std::min(rest.find_first_of(",(-/:"), rest.size())), {}, RowTold{});
    }
  return {};
}

/// What somebody has that is no illness and needs no aid.
constexpr std::array<std::string_view, 14> no_illness{"key", "keys", "poa", "lpa", "gone", "died", "left", "moved", "own", "job", "car", "been", "passed", "access"};

/// "Husband has MND, on NIV": the clause goes on about him. "Husband is carer, ..." and "husband has key, ..." do not.
Whose carried_on(std::string_view text, std::size_t clause, std::string_view before, std::span<const std::string> names) {
  static constexpr std::array<std::string_view, 5> goes_on{"on", "uses", "needs", "also", "and"};
  if (clause == 0 || text[clause - 1] != ',' || !one_of(first_word(trim(before)), goes_on)) return {};
  const auto start = clause_start(text, clause - 1);
  const auto words = words_in(text.substr(start, clause - 1 - start));
  std::size_t i = 0;
  while (i < words.size() && one_of(words[i], articles)) ++i;
  if (i + 2 >= words.size() || (words[i + 1] != "has" && words[i + 1] != "uses" && words[i + 1] != "needs" && words[i + 1] != "on")) return {};
  if (std::ranges::any_of(words, [](std::string_view word) { return one_of(word, no_illness); })) return {};
  if (const auto* one = relation(words[i])) return of_relation(*one);
  if (const auto name = place_of_name(words[i], names)) return {.role = Role::named, .name = *name};
  return {};
}

}  // namespace

bool names_relatives(std::string_view cell) {
  for (std::size_t from = 0; from < cell.size();) {
    auto to = from;
    while (to < cell.size() && in_word(cell[to])) ++to;
    if (const auto* one = to > from ? relation(cell.substr(from, to - from)) : nullptr; one != nullptr && (one->role == Role::partner || one->role == Role::parent || one->role == Role::child || one->role == Role::other)) return true;
    from = to + 1;
  }
  return false;
}

std::optional<Whose> whose_by_word(std::string_view cell) {
  static constexpr std::array<std::string_view, 24> self{"self",     "customer", "client",  "claimant", "applicant", "account holder", "acct holder", "acc holder",   "ac holder", "a/c holder",   "holder",         "main",
                                                         "primary",  "resident", "patient", "consumer", "occupier",  "bill payer",     "billpayer",   "service user", "me",        "main customer", "main occupant", "cust"};
  static constexpr std::array<std::string_view, 6> all{"both", "all", "everyone", "everybody", "whole household", "all occupants"};
  static constexpr std::array<std::string_view, 25> others{"other",        "another",      "household", "hh",       "occupant",  "other occupant",  "other person",  "dependant",  "dependent", "relative", "family", "family member", "someone else",
                                                           "another person", "other adult", "other member", "other household member", "sibling", "grandparent", "carer", "cared for", "young person", "adult", "other resident", "other family member"};
  auto text = fold(trim(cell));
  if (text.empty()) return std::nullopt;
  std::ranges::replace(text, '_', ' ');
  static constexpr std::array<std::string_view, 5> away{"other addr", "own addr", "elsewhere", "not at addr", "diff addr"};
  if (std::ranges::any_of(away, [&](auto words) { return text.find(words) != std::string::npos; })) return Whose{.role = Role::elsewhere};
  if (one_of(text, self)) return Whose{.role = Role::main};
  if (one_of(text, all)) return Whose{.role = Role::everybody};
  if (one_of(text, others)) return Whose{.role = Role::other, .word = "member"};
  static constexpr std::array<std::string_view, 6> children{"infant", "newborn", "minor", "kid", "dep child", "dependent child"};
  if (one_of(text, children)) return Whose{.role = Role::child};
  std::optional<Whose> found;
  for (const char mark : {'/', '(', ')', '-', '.'}) std::ranges::replace(text, mark, ' ');
  for (const auto part : split(text, ' ')) {
    if (part.empty() || part == "or" || part == "in" || part == "law" || one_of(part, articles)) continue;
    const auto* one = relation(part);
    if (one == nullptr || (found && found->role != one->role)) return std::nullopt;
    const char sex = found && found->sex != one->sex ? '\0' : one->sex;
    found = Whose{.role = one->role, .sex = sex, .word = one->word};
  }
  return found;
}

Whose whose_fact(std::string_view text, std::size_t from, std::size_t to, const RowTold& row) {
  const auto clause = clause_start(text, from);
  const auto before = text.substr(clause, from - clause);
  const auto after = rest_of_sentence(text, to);
  Whose found = last_person(before, after, row);
  std::string around{before};
  // "Mother next door (no 14, Blodwen) is on oxygen": what stands in brackets parts nothing.
  if (found.role == Role::not_said && clause > 0 && text[clause - 1] == ')') {
    if (const auto open = text.rfind('(', clause - 1); open != std::string_view::npos) {
      const auto start = clause_start(text, open);
      const auto without_brackets = std::string{text.substr(start, open - start)} + std::string{before};
      found = last_person(without_brackets, after, row);
      around = text.substr(start, from - start);
    }
  }
  if (found.role == Role::not_said) {
    const auto label = label_before(text, clause, true);
    if (const auto person = only_a_person(label, row)) found = *person;
    else found = last_person(label_before(text, clause), after, row);
    around = std::string{label} + " " + around;
  }
  if (found.role == Role::not_said)
    if (const auto person = person_behind(after, row)) found = *person;
  if (found.role == Role::not_said) found = cared_for(text, clause);
  if (found.role == Role::not_said) found = carried_on(text, clause, before, row.names);
  const bool elsewhere = says_elsewhere(around) || says_elsewhere(after) || place_right_behind(after, row.home) || lives_in_another_home(around, row.home) || lives_elsewhere_behind(after, row.home);
  if (may_live_elsewhere(found.role) && elsewhere) found.role = Role::elsewhere;
  return found;
}

}  // namespace hearth::record
