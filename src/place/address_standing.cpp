#include "place/address_standing.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::place {
namespace {

struct Words {
  Standing standing;
  std::array<std::string_view, 12> whole;   ///< numbers and letters that are the whole of it
  std::array<std::string_view, 22> begins;   ///< how its words begin
};

/// What is over stands first: "no longer existing" is not "existing", "not approved" not "approved".
constexpr std::array<Words, 5> known{{
    {Standing::rejected, {"7", "9"}, {"reject", "not approved", "invalid", "error", "duplicate"}},
    {Standing::historic,
     {"8", "h", "d", "x", "old"},
     {"histor", "demolish", "no longer", "not in use", "not active", "former", "closed", "archiv", "retired", "inactive", "delet", "ceased", "obsolete", "expired", "supersed", "ended", "removed", "dead",
      "withdrawn", "derelict", "cancel"}},
    {Standing::alternative, {"3"}, {"altern"}},
    {Standing::provisional, {"5", "6", "p"}, {"provision", "candidate", "under construction", "plan", "propos", "unbuilt", "pending", "draft", "not started", "awaiting"}},
    {Standing::approved, {"1", "a", "l", "c"}, {"approv", "live", "in use", "current", "active", "existing", "occupied", "unoccupied", "vacant", "complete", "valid", "preferred"}},
}};

}  // namespace

Standing standing_of(std::string_view status) {
  const auto word = fold(trim(status));
  if (word.empty()) return Standing::unmarked;
  for (const auto& one : known) {
    const bool whole = std::ranges::any_of(one.whole, [&](std::string_view text) { return !text.empty() && word == text; });
    // "8 - Historical", "LPI: historical": the words may stand behind a number or a name.
    const bool begins = std::ranges::any_of(one.begins, [&](std::string_view text) {
      if (text.empty()) return false;
      const auto at = word.find(text);
      return at != std::string::npos && (at == 0 || word[at - 1] < 'a' || word[at - 1] > 'z');
    });
    if (whole || begins) return one.standing;
  }
  return Standing::unmarked;
}

std::string_view status_in_words(std::string_view heading, std::string_view status) {
  std::string text;
  for (const char c : fold(heading))
    if (c >= 'a' && c <= 'z') text.push_back(c);
  // A record that ended on a day is over.
  if (text.find("end") != std::string::npos && text.find("date") != std::string::npos && text.find("status") == std::string::npos) return status.empty() ? status : "historic";
  if (text.find("state") == std::string::npos || text.find("logical") != std::string::npos) return status;
  constexpr std::array<std::string_view, 5> states{"under construction", "in use", "unoccupied", "no longer existing", "planned"};
  if (status.size() == 1 && status[0] >= '1' && status[0] <= '5') return states[static_cast<std::size_t>(status[0] - '1')];
  return status;
}

}  // namespace hearth::place
