#include "record/home_words.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "base/text.h"

namespace hearth::record {
namespace {

bool has_word(std::string_view value, std::initializer_list<std::string_view> words) {
  const auto text = fold(value);
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] >= 'a' && text[i] <= 'z') {
      word.push_back(text[i]);
      continue;
    }
    if (std::ranges::find(words, word) != words.end()) return true;
    word.clear();
  }
  return false;
}

}  // namespace

bool says_not_home(std::string_view value) {
  return has_word(value, {"corr", "corres", "corresp", "correspondence", "corro", "previous", "prev", "former", "old", "past", "mail", "mailing", "post", "postal", "forwarding", "fwd", "billing", "bill",
                          "invoice", "letter", "letters", "notices", "nok", "kin", "agent", "solicitor", "employer", "work", "historic", "historical", "left", "moved", "vacated"});
}

bool says_home(std::string_view value) {
  return has_word(value, {"home", "current", "curr", "main", "primary", "principal", "permanent", "perm", "present", "residence", "residential", "resident", "living", "lives", "live"}) && !says_not_home(value);
}

bool says_gone(std::string_view value) { return has_word(value, {"left", "moved", "vacated"}); }

}  // namespace hearth::record
