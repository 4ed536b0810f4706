#include "spine/place_contact.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"

namespace hearth::spine {
namespace {

constexpr std::string_view expected = "Expected \"NAME, NUMBER\", for example \"Benefits team, 01632 960003\": lists and letters tell people to ring it.";
constexpr std::size_t longest = 120;          // letters put it into a line
constexpr std::ptrdiff_t fewest_digits = 3;   // 111

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_number(char c) { return is_digit(c) || c == ' ' || c == '+' || c == '(' || c == ')' || c == '-'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// A name, a comma and a number that can be dialled.
bool is_contact(std::string_view text) {
  const auto comma = text.rfind(',');
  if (comma == std::string_view::npos || trim(text.substr(0, comma)).empty() || text.size() > longest || std::ranges::any_of(text, is_control)) return false;
  const auto number = trim(text.substr(comma + 1));
  return std::ranges::all_of(number, is_of_number) && std::ranges::count_if(number, is_digit) >= fewest_digits;
}

}  // namespace

Result<ContactOfProgramme> read_contacts(const formats::Declared& root, const std::vector<std::string>& programmes) {
  ContactOfProgramme out;
  const auto table = root.get("contact");
  if (!table) return out;
  if (!table->is_table()) return table->refuse("place.contact", "[contact] is a table: a line for each programme, pension-credit = \"Benefits team, 01632 960003\".");
  for (const auto& programme : table->keys()) {
    HEARTH_TRY(value, table->need(programme));
    if (std::ranges::find(programmes, programme) == programmes.end()) {
      const auto meant = nearest(programme, programmes);
      return value.refuse("place.contact_programme", "[contact] names \"" + programme + "\", which is not among the programmes of [place]." +
                                                         (meant.empty() ? std::string{" There are: " + joined(programmes, ", ") + "."} : " Did you mean " + meant + "?"));
    }
    HEARTH_TRY(text, value.text());
    if (!is_contact(text)) return value.refuse("place.contact", "this is nobody to ring. " + std::string{expected});
    out.emplace(programme, trim(text));
  }
  return out;
}

std::string telephone_in(std::string_view contact) {
  const auto comma = contact.rfind(',');
  const auto last = trim(comma == std::string_view::npos ? contact : contact.substr(comma + 1));
  return std::string{!last.empty() && std::ranges::all_of(last, is_of_number) ? last : trim(contact)};
}

}  // namespace hearth::spine
