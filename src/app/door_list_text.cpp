#include "app/door_list_text.h"

#include <algorithm>
#include <map>

#include "formats/plain_text.h"
#include "app/text_table.h"
#include "base/text.h"

namespace hearth::app {

using formats::plain;
namespace {

using spine::DoorRow;
using Questions = std::vector<std::string>;

/// "whether they can use stairs; whether they can walk" without saying "whether they" each time.
std::string asked(const Questions& questions) {
  constexpr std::string_view start = "whether they ";
  std::string out;
  for (const auto& question : questions) {
    const bool again = !out.empty() && question.starts_with(start);
    out += (out.empty() ? "" : ", ") + (again ? question.substr(start.size()) : question);
  }
  return out;
}

std::string head_text(const web::SeenDoors& seen, const Questions& usual) {
  const auto& head = seen->head;
  std::string out;
  if (head.made_up) out.append(spine::made_up_words).append(". A demonstration: nobody here exists.\n");
  out += plain(head.purpose_words) + "\n" + plain(head.asked) + ", " + head.at.text() + "\n" + head.sentence() + "\n" + wrapped(plain(head.protected_sentence()), 0);
  out += with_commas(head.people) + (head.people == 1 ? " person" : " people") + " to reach, " + with_commas(head.doors) +
         (head.doors == 1 ? " door" : " doors");
  for (const auto& [verb, count] : head.by_category) out += "; " + verb + " " + with_commas(count);
  out += ".\n";
  if (const auto transport = head.transport_sentence(); !transport.empty()) out += transport + "\n";
  if (head.money) out += wrapped("Could be owed in all: " + head.money->by_the_year() + ". " + head.money->basis(), 0);
  if (head.dead_left_out > 0) out += with_commas(head.dead_left_out) + " known to have died, left out.\n";
  std::vector<std::string> ages;
  for (const auto& feed : head.feeds) ages.push_back(feed.feed + (feed.day_said ? " " + std::to_string(feed.days) + (feed.days == 1 ? " day" : " days") : " (of a day that nobody has said)"));
  if (!ages.empty()) out += wrapped("Age of the files: " + joined(ages, ", ") + ".", 0);
  if (!head.not_used.empty()) out += wrapped("NOT IN THIS LIST: " + joined(head.not_used, "; ") + ".", 0);
  for (const auto& obligation : seen.receipt().obligations) out += wrapped(obligation, 0);
  if (!usual.empty()) out += wrapped("\"Ask all\" means: " + asked(usual) + ".", 0);
  return out;
}

std::string person_text(const DoorRow& row, const Questions& usual, std::size_t verb_width) {
  const std::size_t indent = verb_width + 4;
  std::string verb = to_upper_ascii(row.category);
  verb.resize(std::max(verb.size(), verb_width), ' ');
  std::vector<std::string> reasons;
  for (const auto& reason : row.reasons) reasons.push_back(reason.words);
  std::string out = wrapped("  " + verb + "  " + (row.name.empty() ? "(no name is held)" : row.name) + " (no. " + std::to_string(row.person.number()) + ")" + (row.room.empty() ? "" : ", " + row.room) + ": " + joined(reasons, "; "), indent);
  if (row.money) out += wrapped(std::string(indent, ' ') + plain(row.money->words()), indent);
  std::vector<std::string> deeds;
  for (const auto& deed : row.crew) deeds.push_back(deed.words);
  if (!deeds.empty()) out += wrapped(std::string(indent, ' ') + "at the door: " + joined(deeds, "; "), indent);
  std::vector<std::string> contact;
  if (!row.phone.empty()) contact.push_back("tel. " + row.phone);
  if (!row.known_to.empty()) contact.push_back("known to " + joined(row.known_to, ", "));
  if (!row.call.empty()) contact.push_back("call " + joined(row.call, " or "));
  const std::string blanks(indent, ' ');
  if (!contact.empty()) out += wrapped(blanks + joined(contact, "; "), indent);
  if (row.homes.size() == 1) out += blanks + "was here " + row.homes.front().date + "\n";
  if (row.homes.size() > 1) {
    std::vector<std::string> homes;
    for (const auto& home : row.homes) homes.push_back(home.address + " (" + home.date + ")");
    out += wrapped(blanks + "may live at " + joined(homes, " or "), indent);
  }
  if (row.not_known == usual && !usual.empty()) out += blanks + "ask all\n";
  else if (!row.not_known.empty()) out += wrapped(blanks + "ask " + asked(row.not_known), indent);
  return out;
}

std::string part_text(const std::vector<DoorRow>& rows, std::size_t from, std::size_t to, const Questions& usual) {
  std::size_t verb_width = 0, homes = 0;
  for (std::size_t i = from; i < to; ++i) {
    verb_width = std::max(verb_width, rows[i].category.size());
    homes += i == from || !spine::at_one_door(rows[i], rows[i - 1]) ? 1 : 0;
  }
  std::string out = "\n" + to_upper_ascii(words_of(rows[from].part)) + " (" + with_commas(homes) + (homes == 1 ? " home, " : " homes, ") +
                    with_commas(to - from) + (to - from == 1 ? " person)\n" : " people)\n");
  for (std::size_t i = from; i < to; ++i) {
    if (i == from || !spine::at_one_door(rows[i], rows[i - 1])) out += wrapped(spine::door_address(rows[i]).empty() ? "(no address is held)" : spine::door_address(rows[i]), 2);
    out += person_text(rows[i], usual, verb_width);
  }
  return out;
}

}  // namespace

std::string door_list_text(const web::SeenDoors& seen) {
  const auto& rows = seen->rows;
  const auto usual = spine::usual_questions(rows);
  const bool no_homes = seen->head.homes == 0;
  std::string out = head_text(seen, usual);
  for (std::size_t from = 0; from < rows.size();) {
    std::size_t to = from;
    while (to < rows.size() && rows[to].part == rows[from].part) ++to;
    out += part_text(rows, from, to, usual);
    from = to;
  }
  if (!rows.empty()) out += "\n" + wrapped("Why somebody is on it: hearth explain --person NUMBER --purpose " + seen->head.purpose, 0);
  if (no_homes) out += "\nNo home of this place lies in this area.\n";
  else if (rows.empty()) out += "\nNobody of whom something is held needs help here by this programme's rules. Knock all the same.\n";
  return out;
}

Result<std::string> door_list(const web::SeenDoors& seen, std::string_view format) {
  return format == "table" ? door_list_text(seen) : web::door_file(seen, format);
}

}  // namespace hearth::app
