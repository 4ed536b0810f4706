#include "record/absence_note.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "record/clause.h"
#include "record/mention.h"
#include "record/word_starts.h"

namespace hearth::record {
namespace {

using Words = std::vector<std::string_view>;

/// Every text that tells of it has one of these beginnings of words.
constexpr WordStarts starts{std::array<std::string_view, 26>{"admi", "c/o ", "care", "clas", "emig", "empt", "for ", "gone", "hosp", "infi", "inpa", "left", "live", "livi", "long", "move", "not ", "nurs", "perm", "reha", "resi", "resp", "stay", "take", "vaca", "ward"}};

struct Phrase {
  std::string_view words;
  NotedAbsence says;
  bool names_a_place{false};  ///< what follows must name another place, or somebody
};
constexpr auto left = NotedAbsence::left;
constexpr auto away = NotedAbsence::away;
constexpr std::array<Phrase, 77> phrases{{
    {"occ moved", left},              {"occupier moved", left},
    {"perm res", left},               {"take off list", left},           {"taken off list", left},          {"take off the list", left},        {"for good", left},                {"house empty", left},
    {"property empty", left},         {"in rehab unit", away},           {"not home before", away},         {"not home until", away},          {"on the ward", away},
    {"moved out", left},              {"moved away", left},              {"moved to", left, true},          {"moved into", left, true},         {"moved in with", left, true},     {"moved in to", left, true},
    {"gone to live", left},           {"went to live", left},            {"now lives with", left, true},    {"now lives at", left, true},       {"now lives in", left, true},      {"now living with", left, true},
    {"now living at", left, true},    {"now living in", left, true},     {"now perm", left},                {"perm at", left, true},            {"perm in", left, true},           {"permanently at", left, true},
    {"permanently in", left, true},   {"permanent at", left, true},      {"permanent resident at", left, true}, {"permanent placement", left},  {"perm placement", left},          {"care home placement", left},
    {"residential placement", left},  {"nursing placement", left},       {"in care home", left},            {"in a care home", left},           {"in residential care", left},     {"in nursing home", left},
    {"in a nursing home", left},      {"in nursing care", left},         {"in res care", left},             {"into care", left},                {"into residential", left},        {"into a home", left},
    {"into nursing", left},           {"in care now", left},             {"now in care", left},             {"to care home", left},             {"to residential care", left},     {"to nursing home", left},
    {"no longer lives", left},        {"no longer living", left},        {"no longer resident", left},      {"no longer at", left},             {"not living at", left},           {"left the property", left},
    {"left property", left},          {"left address", left},            {"vacated", left},                 {"emigrated", left},                {"gone away", left},
    {"in hospital", away},            {"in hosp", away},                 {"in-patient", away},              {"inpatient", away},                {"in respite", away},              {"respite at", away},
    {"in rehab", away},               {"admitted to", away},             {"on ward", away},                 {"staying with", away, true},       {"in infirmary", away},
}};

/// Words behind "moved to" that name no other home: "bedroom downstairs", "direct debit", "this address in 2019".
bool is_no_place(std::string_view word) {
  static constexpr std::array<std::string_view, 58> none{
      "bedroom", "bed",    "room",     "lounge",  "downstairs", "upstairs", "front",   "back",    "rear",    "new",     "direct",  "dd",      "monthly", "weekly",  "quarterly", "paper",   "paperless", "online",  "this",  "here",
      "these",   "current", "present", "ground",  "first",      "flat",     "bungalow", "house",  "property", "address", "area",    "team",    "tariff",  "supplier", "meter",   "smart",   "prepay",    "prepayment", "locality", "review",
      "closed",  "active", "stage",    "level",   "tier",       "uk",       "england", "country", "village", "town",    "us",      "me",      "them",    "him",     "her",       "tenant",  "alone",     "independent"};
  return one_of(word, none);
}

/// Moved, and no person: "bed moved to lounge".
bool is_thing(std::string_view word) {
  static constexpr std::array<std::string_view, 26> things{"bed", "case", "meter", "hoist", "key", "keys", "keysafe", "account", "acct", "file", "review", "appointment", "appt", "visit", "line", "phone", "tank", "boiler", "equipment", "chair", "toilet", "call", "calls", "visits", "date", "payment"};
  return one_of(word, things);
}

constexpr std::array<std::string_view, 7> articles{"the", "a", "an", "her", "his", "their", "our"};

bool is_month_or_year(std::string_view word) { return !word.empty() && word.front() >= '0' && word.front() <= '9'; }

/// The first words behind a place of the note, in its clause.
Words words_behind(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  auto words = words_in(rest.substr(0, std::min(rest.find_first_of(clause_marks), rest.size())));
  while (!words.empty() && one_of(words.front(), articles)) words.erase(words.begin());
  return words;
}

bool holds_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]))) return true;
  }
  return false;
}

/// Whether what follows tells of another home than the row's: "ferndale", "daughter in leeds"; not "bedroom", "weir lane" of the row.
bool names_elsewhere(const Words& behind, std::string_view home) {
  if (behind.empty() || is_no_place(behind.front()) || is_month_or_year(behind.front())) return false;
  return !holds_word(home, behind.front());
}

/// Who works or goes there is not away: "works in hospital", "appt in hospital", "seen in hosp".
bool goes_there(std::string_view before) {
  static constexpr std::array<std::string_view, 18> visits{"works", "work", "working", "worked", "volunteers", "appt", "appointment", "clinic", "seen", "treated", "attends", "dialysis", "born", "nurse", "visits", "visiting", "scan", "tests"};
  const auto words = words_in(before);
  return std::ranges::any_of(words, [](auto word) { return one_of(word, visits); });
}

/// The years of a sentence are all over: "in hosp Nov 2019". In January and February those of the year before may go on.
bool is_of_years_before(std::string_view sentence, const Date& today) {
  bool any = false;
  for (auto word : words_in(sentence)) {
    constexpr std::size_t digits = 4;
    while (!word.empty() && (word.back() < '0' || word.back() > '9')) word.remove_suffix(1);
    const auto year = word.size() >= digits ? word.substr(word.size() - digits) : std::string_view{};
    if ((!year.starts_with("20") && !year.starts_with("19")) || year.find_first_not_of("0123456789") != std::string_view::npos) continue;
    any = true;
    if (std::stoi(std::string{year}) >= today.year() - (today.month() <= 2 ? 1 : 0)) return false;
  }
  return any;
}

/// "in hospital 3 times", "in hosp last year", "in hospital - now home", "in hosp in 2019, home since".
bool is_over(std::string_view after, const Date& today) {
  static constexpr std::array<std::string_view, 12> over{"now home", "home now", "back home", "now back", "discharged", "now dc", "dc home", "came home", "home since", "returned home", "last year", "years ago"};
  const auto sentence = after.substr(0, std::min(after.find_first_of(sentence_marks), after.size()));
  if (is_of_years_before(sentence, today) || std::ranges::any_of(over, [&](auto words) { return holds_word(sentence, words); })) return true;
  const auto words = words_in(sentence);
  return words.size() > 1 && is_month_or_year(words[0]) && (words[1] == "times" || words[1] == "x");
}

/// "in ferndale hosp": up to three words between.
std::string with_short_hospitals(std::string text) {
  for (const std::string_view place : {" hospital", " hosp", " infirmary"})
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + 1)) {
      const auto end = at + place.size();
      if (end < text.size() && in_word(text[end])) continue;
      constexpr std::size_t words_between = 3;
      auto from = at;
      for (std::size_t n = 0; n < words_between && from != std::string::npos && from > 0; ++n) {
        const auto blank = text.rfind(' ', from - 1);
        const auto word = std::string_view{text}.substr(blank == std::string::npos ? 0 : blank + 1, from - (blank == std::string::npos ? 0 : blank + 1));
        if (word.find_first_of(clause_marks) != std::string_view::npos) break;
        if (word == "in" && n > 0) {
          text.erase(from, at - from);
          at = from;
          break;
        }
        from = blank;
      }
    }
  return text;
}

bool is_named_home_of_care(std::string_view home) {
  static constexpr std::array<std::string_view, 5> kinds{"care home", "nursing home", "residential home", "care centre", "care center"};
  return std::ranges::any_of(kinds, [&](auto kind) { return home.find(kind) != std::string_view::npos; });
}

/// "Adm St Wilfrids ward 6": a hospital's; not "ward: Northgate".
bool says_ward_number(std::string_view text) {
  const bool admitted = holds_word(text, "adm") || holds_word(text, "admitted") || holds_word(text, "hosp");
  const auto words = words_in(text);
  for (std::size_t i = 0; admitted && i + 1 < words.size(); ++i)
    if (words[i] == "ward" && is_month_or_year(words[i + 1])) return !holds_word(text, "discharged") && !holds_word(text, "home now") && !holds_word(text, "was");
  return false;
}

NotedAbsence told_by(const Phrase& phrase, const Said& said, std::string_view text, std::string_view home, const Date& today) {
  const auto start = clause_start(text, said.begin);
  const auto before = text.substr(start, said.begin - start);
  const auto after = text.substr(said.end);
  const auto behind = words_behind(text, said.end);
  if (phrase.names_a_place && !names_elsewhere(behind, home)) return NotedAbsence::none;
  const auto words = words_in(before);
  static constexpr std::array<std::string_view, 8> no_homes{"risk", "school", "work", "college", "uni", "university", "nursery", "hospital"};
  if (phrase.words.ends_with(" at") && !behind.empty() && one_of(behind.front(), no_homes)) return NotedAbsence::none;
  if (phrase.words.starts_with("moved") && !words.empty() && is_thing(words.back())) return NotedAbsence::none;
  if (phrase.says == NotedAbsence::away) {
    if (goes_there(before) || is_over(after, today)) return NotedAbsence::none;
    // "staying with daughter at weekends" is a habit.
    if (std::ranges::any_of(behind, [](auto word) { return word == "weekends" || word == "weekend"; })) return NotedAbsence::none;
  } else if (is_named_home_of_care(home) && phrase.words.find("care") != std::string_view::npos) {
    return NotedAbsence::none;
  }
  return phrase.says;
}

}  // namespace

bool may_tell_of_absence(std::string_view cell) {
  constexpr std::size_t shortest = 5;
  return cell.size() >= shortest && starts.in(cell);
}

std::vector<NotedAbsence> absences_noted(std::string_view cell, std::span<const RowPerson> people, const RowTold& row, const Date& today) {
  std::vector<NotedAbsence> out(people.size(), NotedAbsence::none);
  const auto text = with_short_hospitals(in_one_line(cell));
  // Council tax: exempt because they live in a hospital or care home; letters go to one.
  const bool letters_to_a_home = (text.starts_with("c/o ") || text.starts_with("care of ")) && is_named_home_of_care(text);
  if ((text == "class e" || letters_to_a_home) && !is_named_home_of_care(row.home)) std::ranges::fill(out, NotedAbsence::left);
  // "MOVED 10/25", and no more.
  if (const auto words = words_in(text); !words.empty() && words[0] == "moved" && (words.size() == 1 || (words.size() == 2 && is_month_or_year(words[1])))) std::ranges::fill(out, NotedAbsence::left);
  if (says_ward_number(text)) std::ranges::fill(out, NotedAbsence::away);
  for (const auto& phrase : phrases) {
    if (text.find(phrase.words) == std::string::npos) continue;
    for (const auto& said : mentions_of(text, phrase.words, row)) {
      const auto end = said.begin + phrase.words.size();
      if (said.denied || said.whose.role == Whose::Role::elsewhere || (end < text.size() && text[end] >= 'a' && text[end] <= 'z')) continue;
      const auto says = told_by(phrase, said, text, row.home, today);
      if (says == NotedAbsence::none) continue;
      // "Husband now in care home": "now" parts clauses, and nobody stands in its own.
      auto whose = said.whose;
      if (const auto start = clause_start(text, said.begin); whose.role == Whose::Role::not_said && std::string_view{text}.substr(0, start).ends_with(" now"))
        whose = whose_fact(text, start - 3, end, row);
      if (whose.role == Whose::Role::elsewhere) continue;
      for (const auto who : owners_of(whose, people, std::nullopt).people) out[who] = std::max(out[who], says);
    }
  }
  return out;
}

}  // namespace hearth::record
