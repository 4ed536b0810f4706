#include "web/pack_front.h"

#include <algorithm>

#include "base/text.h"
#include "formats/plain_text.h"
#include "web/door_deeds.h"

namespace hearth::web {
namespace {

using formats::counted;
using formats::PdfSheet;
using formats::SheetTag;
using formats::SheetText;

SheetText words(std::string text, double size = 11, bool bold = false) { return {.runs = {{std::move(text), bold}}, .size = size}; }
SheetText heading(std::string text, SheetTag tag, double size) { return {.runs = {{std::move(text), true}}, .size = size, .tag = tag}; }
SheetText labelled(std::string label, std::string text) { return {.runs = {{std::move(label) + " ", true}, {std::move(text), false}}}; }
SheetText point(std::string bold, std::string text) {
  return {.runs = {{"\u2022  ", false}, {std::move(bold), true}, {std::move(text), false}}, .indent = 6, .hanging = 9};
}

/// Every count says of what it is, and the parts add up to the whole.
std::string counts(const SeenDoors& seen) {
  const auto& head = seen->head;
  const auto at_doors = static_cast<std::size_t>(std::ranges::count(seen->rows, spine::Part::door, &spine::DoorRow::part));
  std::string out = count_words(0, head.people, head.by_category) + ".";
  if (head.people == 0) return out;
  const auto elsewhere = head.people - std::min(head.people, at_doors);
  if (elsewhere == 0) return out + " They are at " + counted(head.doors, "door") + ".";
  out += " Of them " + counted(at_doors, "person") + " at " + counted(head.doors, "door") + ", and " + counted(elsewhere, "person") + " whose door is not known for certain (the last parts)";
  return out + ".";
}

void print_ages(PdfSheet& sheet, const spine::AreaHead& head) {
  int oldest = 0;
  std::size_t unknown = 0;
  for (const auto& feed : head.feeds) {
    if (feed.day_said) oldest = std::max(oldest, feed.days);
    else ++unknown;
  }
  if (unknown > 0) sheet.text(words("Of " + counted(unknown, "file") + " nobody has said how old it is."));
  if (head.feeds.size() > unknown)
    sheet.text(words("The oldest file used is " + counted(static_cast<std::uint64_t>(std::max(oldest, 0)), "day") + " old. People move: trust your eyes."));
  if (!head.not_used.empty())
    sheet.text(words("NOT COMPLETE: " + counted(head.not_used.size(), "source") + " could not be used. Knock at the other doors too.", 11, true));
}

void print_nothing_held(PdfSheet& sheet, const spine::AreaHead& head) {
  if (head.nothing_held.empty() && head.homes_nothing_held > spine::AreaHead::nothing_held_listed_max)
    sheet.text(words("The homes on which we hold nothing are too many to print. For their addresses ask for a smaller area."));
}

void print_help(PdfSheet& sheet, const NearbyHelp& help) {
  sheet.open();
  sheet.gap(8);
  sheet.text(heading("Where to take people", SheetTag::heading_2, 15));
  if (help.rest_centres.empty()) sheet.text(words("Rest centre (none is held here: write it in before you leave): ______________________________"));
  const auto line = [&sheet](const HelpTold& one, const std::string& before) {
    std::string rest = (one.address.empty() ? "" : ", " + one.address) + ", " + (one.phone.empty() ? "no number held" : "tel. " + one.phone) + ". ";
    rest += capitalised(one.hours) + (one.distance.empty() ? "" : ". " + capitalised(one.distance)) + ".";
    sheet.text(point(before + one.name, rest));
  };
  for (const auto& one : help.rest_centres) line(one, "");
  if (!help.open_now.empty()) sheet.text(words("Other help near by that was open when this was printed:"));
  for (const auto& one : help.open_now) line(one, "");
  sheet.close();
}

void print_how_to(PdfSheet& sheet, bool has_sides) {
  sheet.open();
  sheet.gap(8);
  sheet.text(heading("How to use it", SheetTag::heading_2, 15));
  std::vector<std::string> lines{"Danger to life: ring 999 first.",
                                 "Each street begins on a page of its own, for one crew. Doors stand in the order of the street."};
  if (has_sides) lines.back() += " A long street goes up the side of the odd numbers, and back down the even side.";
  for (const char* more : {"Tick at every door, and write the time. Nobody answers: leave a card (last pages), and come back.",
                           "\u25BA says what you must do or bring. It never says why: that is not on this paper.",
                           "Show your card before anything else. Tell neighbours no names, and nothing of this list.",
                           "Whoever asks for help gets it, on this list or not."})
    lines.emplace_back(more);
  for (const auto& line : lines) sheet.text(point("", line));
  sheet.close();
}

}  // namespace

std::string count_words(std::size_t doors, std::size_t people, const std::vector<std::pair<std::string, std::size_t>>& by_category) {
  std::string out = (doors == 0 ? "" : counted(doors, "door") + ", ") + counted(people, "person");
  if (doors == 0) out += " to reach";
  std::size_t told = 0;
  for (const auto& [verb, count] : by_category)
    if (count > 0) out += (told++ == 0 ? ": " : ", ") + with_commas(count) + " to " + verb;
  return out;
}

void print_front(PdfSheet& sheet, const SeenDoors& seen, const PackFacts& facts) {
  const auto& head = seen->head;
  sheet.open();
  sheet.text(heading("Doors to reach", SheetTag::heading_1, 24));
  sheet.text(words(head.purpose_words + ": " + head.asked, 12));
  sheet.gap(6);
  sheet.text({.runs = {{"Pack " + facts.pack_number + ". Destroy or return by " + facts.destroy_by + ".", true}}, .size = 14});
  sheet.gap(2);
  sheet.text(labelled("Printed", facts.printed_at + " by " + facts.printed_by));
  sheet.text(labelled("Return to, ask:", facts.contact));
  sheet.gap(8);
  sheet.text({.runs = {{head.sentence(), true}}, .size = 13});
  print_nothing_held(sheet, head);
  sheet.text(words(head.protected_sentence()));
  sheet.text(words(counts(seen)));
  if (const auto transport = head.transport_sentence(); !transport.empty()) sheet.text(words(transport));
  print_ages(sheet, head);
  for (const auto& obligation : seen.receipt().obligations) sheet.text(words(obligation));
  sheet.close();
  print_help(sheet, facts.help);
  print_how_to(sheet, std::ranges::any_of(seen->rows, [](const spine::DoorRow& row) { return row.side != spine::Side::none; }));
}

}  // namespace hearth::web
