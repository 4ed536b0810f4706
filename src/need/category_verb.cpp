#include "need/category_verb.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::need {
namespace {

constexpr std::array<std::string_view, 24> deeds{"visit", "phone", "call",  "write", "text",  "email", "check", "ask",
                                                 "invite", "offer", "send",  "refer", "knock", "tell",  "warn",  "contact",
                                                 "review", "meet",  "bring", "fetch", "move",  "print", "fit",   "deliver"};

// Each of these turns a list of things to do into a list of what people are.
constexpr std::array<std::string_view, 38> nouns_for_people{
    "vulnerable", "vulnerables", "elderly",  "pensioner", "pensioners", "disabled", "patient",  "patients", "client",  "clients",
    "claimant",   "claimants",   "person",   "persons",   "people",     "resident", "residents", "tenant",   "tenants", "user",
    "users",      "risk",        "risky",    "frail",     "needy",      "poor",     "case",     "cases",    "victim",  "victims",
    "household",  "households",  "family",   "families",  "suspect",    "high",     "medium",   "low"};

}  // namespace

std::optional<std::string> fault_of_verb(std::string_view verb) {
  const std::string folded = fold(verb);
  const auto parts = words(folded);
  if (parts.empty()) return "A category needs a name: what staff do, for example \"visit first\".";
  if (parts.size() > 4) return "A category is a deed in at most four words, for example \"visit first\".";
  for (const auto part : parts)
    if (std::ranges::find(nouns_for_people, part) != nouns_for_people.end())
      return "A category says what staff do, not what people are. Write for example \"visit first\" or \"phone\".";
  if (std::ranges::find(deeds, parts.front()) != deeds.end()) return std::nullopt;
  std::string known;
  for (const auto deed : deeds) known.append(known.empty() ? "" : ", ").append(deed);
  return "A category begins with a deed of staff. Known: " + known + ".";
}

}  // namespace hearth::need
