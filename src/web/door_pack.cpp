#include "web/door_pack.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "formats/plain_text.h"
#include "web/letter_text.h"

namespace hearth::web {
namespace {

using formats::PdfSheet;
using formats::SheetAlign;
using formats::SheetPlace;
using formats::SheetRole;
using formats::SheetTag;
using formats::SheetText;
using spine::DoorRow;
using spine::Part;
using Rows = std::span<const DoorRow>;

constexpr double map_height = 210;
constexpr std::size_t people_named_max = 4;   // of one home; more stand in a list of their own, with the numbers of what to do
constexpr std::size_t people_per_block = 12;  // so that a care home goes over several pages
/// With the part of the line that each takes.
constexpr std::array<std::pair<const char*, double>, 5> tick_boxes{
    {{"\u2610 safe here", 1},
     {"\u2610 has left", 0.9},
     {"\u2610 needs help", 1.1},
     {"\u2610 no answer, card left", 1.7},
     {"time ________", 1.1}}};

/// Questions of a list that a crew asks first, and how paper words them: under whom they are of, and no more than a list says.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> asked_first{
    {{spine::still_alive_question, "One file says that this person has died: ask with care"},
     {spine::death_noted_question, "A note says that somebody of this home has died, and not who: ask with care"},
     {spine::still_here_question, "One file says that this person has left: ask whether they still live here"},
     {spine::left_noted_question, "A note says that this person may have moved: ask whether they still live here"},
     {spine::away_noted_question, "A note says that this person may be away: ask whether they are at home now"}}};

SheetText words(std::string text, double size = 11, bool bold = false) { return {.runs = {{std::move(text), bold}}, .size = size}; }
SheetText heading(std::string text, SheetTag tag, double size) { return {.runs = {{std::move(text), true}}, .size = size, .tag = tag}; }
SheetText labelled(std::string label, std::string text) { return {.runs = {{std::move(label) + " ", true}, {std::move(text), false}}}; }

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return with_commas(count) + " " + std::string{count == 1 ? one : many};
}

/// Neighbours in the list for which `same` holds, group by group.
template <class Same, class Each>
void each_group(Rows rows, Same same, Each each) {
  for (std::size_t from = 0; from < rows.size();) {
    std::size_t to = from + 1;
    while (to < rows.size() && same(rows[from], rows[to])) ++to;
    each(rows.subspan(from, to - from));
    from = to;
  }
}
bool same_home(const DoorRow& a, const DoorRow& b) { return a.address == b.address && a.uprn == b.uprn && !a.address.empty(); }
bool same_street(const DoorRow& a, const DoorRow& b) { return street_heading(a) == street_heading(b); }

std::size_t homes_of(Rows rows) {
  std::size_t out = 0;
  each_group(rows, same_home, [&out](Rows) { ++out; });
  return out;
}
std::size_t first_homes_of(Rows rows) {
  std::size_t out = 0;
  const auto is_first = [](const DoorRow& row) { return row.category_rank == 0; };
  each_group(rows, same_home, [&](Rows home) { out += std::ranges::any_of(home, is_first) ? 1 : 0; });
  return out;
}

/// What a crew must do at one home: each text once, with how many of the people it is for.
struct Deed {
  std::string words;
  std::vector<std::string> names;
  std::size_t order{0};
  bool of_home{false};
  bool of_several{true};  ///< of one of them, and nobody knows which
};
std::vector<Deed> deeds_of(Rows home) {
  std::vector<Deed> out;
  for (const auto& row : home)
    for (const auto& told : row.crew) {
      auto at = std::ranges::find(out, told.words, &Deed::words);
      if (at == out.end()) at = out.insert(out.end(), {told.words, {}, told.order, told.of_home});
      at->names.push_back(row.name);
      at->of_several = at->of_several && told.of_several;
    }
  std::ranges::stable_sort(out, {}, &Deed::order);
  return out;
}

std::string for_whom(const Deed& deed, std::size_t people) {
  if (deed.of_home) return {};
  if (deed.of_several) return people > 1 && people <= people_named_max ? " (one of them, not known which: " + joined(deed.names, ", ") + ")" : " (this person or another here: not known which)";
  if (people == 1) return {};
  if (people > people_named_max) return " (" + counted(deed.names.size(), "person", "people") + ")";
  const auto names = joined(deed.names, ", ");
  if (deed.names.size() == 1) return names.empty() ? " (1 person)" : " (" + names + ")";
  return " (" + std::to_string(deed.names.size()) + " people" + (names.empty() ? "" : ": " + names) + ")";
}

class Pack {
 public:
  Pack(const SeenDoors& seen, const PackFacts& facts) : seen_{seen}, facts_{facts}, sheet_{frame()} {
    for (const auto& map : facts.maps) maps_.emplace(map.heading, &map);
  }

  Result<std::string> print() {
    const Rows all{seen_->rows};
    std::array<Rows, 4> parts;
    const auto same_part = [](const DoorRow& a, const DoorRow& b) { return a.part == b.part; };
    each_group(all, same_part, [&parts](Rows part) { parts[static_cast<std::size_t>(part[0].part)] = part; });
    each_group(parts[0], same_street, [this](Rows street) { streets_.push_back({street_heading(street[0]), street, sheet_.later()}); });
    for (std::size_t i = 1; i < parts.size(); ++i)
      if (!parts[i].empty()) streets_.push_back({std::string{spine::words_of(parts[i][0].part)}, parts[i], sheet_.later()});
    cover();
    for (auto& section : streets_) print_section(section);
    cards();
    script();
    return sheet_.finish();
  }

 private:
  struct Section {
    std::string title;
    Rows rows;
    SheetPlace place;
  };

  [[nodiscard]] formats::SheetFrame frame() const {
    formats::SheetFrame out;
    out.title = (facts_.made_up ? "MADE-UP PEOPLE: " : "") + std::string{"Doors, pack "} + facts_.pack_number;
    out.author = facts_.organisation;
    out.made_at = seen_->head.at;
    if (facts_.made_up) out.banner = "MADE-UP PEOPLE. A demonstration: nobody here exists.";
    out.head_right = "Pack " + facts_.pack_number;
    out.foot = {"Printed " + facts_.printed_at + " by " + facts_.printed_by + " for:", seen_->head.purpose_words,
                "Destroy or return by " + facts_.destroy_by + ": " + facts_.contact};
    return out;
  }

  void cover() {
    const auto& head = seen_->head;
    sheet_.new_page("Doors: " + head.asked);
    sheet_.open();
    sheet_.text(heading("Doors to reach", SheetTag::heading_1, 24));
    sheet_.text(words(head.purpose_words + ": " + head.asked, 12));
    sheet_.gap(6);
    sheet_.text({.runs = {{"Pack " + facts_.pack_number + ". Destroy or return by " + facts_.destroy_by + ".", true}}, .size = 14});
    sheet_.gap(2);
    sheet_.text(labelled("Printed", facts_.printed_at + " by " + facts_.printed_by));
    sheet_.text(labelled("Return to, ask:", facts_.contact));
    sheet_.gap(8);
    sheet_.text({.runs = {{head.sentence(), true}}, .size = 13});
    sheet_.text(words(head.protected_sentence()));
    std::string counts = counted(head.people, "person", "people") + " to reach, " + counted(head.doors, "door", "doors") + " known";
    for (const auto& [verb, count] : head.by_category) counts += "; " + verb + " " + with_commas(count);
    sheet_.text(words(counts + "."));
    if (const auto transport = head.transport_sentence(); !transport.empty()) sheet_.text(words(transport));
    int oldest = 0;
    std::size_t unknown = 0;
    for (const auto& feed : head.feeds) {
      if (feed.day_said) oldest = std::max(oldest, feed.days);
      else ++unknown;
    }
    if (unknown > 0) sheet_.text(words("Of " + counted(unknown, "file", "files") + " nobody has said how old it is."));
    if (head.feeds.size() > unknown)
      sheet_.text(words("The oldest file used is " + counted(static_cast<std::size_t>(oldest), "day", "days") +
                        " old. People move: trust your eyes."));
    if (!head.not_used.empty())
      sheet_.text(words("NOT COMPLETE: " + counted(head.not_used.size(), "source", "sources") +
                            " could not be used. Knock at the other doors too.", 11, true));
    for (const auto& obligation : seen_.receipt().obligations) sheet_.text(words(obligation));
    sheet_.close();
    how_to();
    contents();
  }

  void how_to() {
    sheet_.open();
    sheet_.gap(8);
    sheet_.text(heading("How to use it", SheetTag::heading_2, 15));
    for (const char* line : {"Danger to life: ring 999 first.",
                             "Each street begins on a page of its own, for one crew. Doors stand in the order of the street.",
                             "Tick at every door, and write the time. Nobody answers: leave a card (last pages), and come back.",
                             "\u25BA says what you must do or bring. It never says why: that is not on this paper.",
                             "Show your card before anything else. Tell neighbours no names, and nothing of this list.",
                             "Whoever asks for help gets it, on this list or not."})
      sheet_.text({.runs = {{"\u2022  ", false}, {line, false}}, .indent = 6, .hanging = 9});
    sheet_.close();
  }

  void contents() {
    if (streets_.empty()) return;
    const auto row = [this](const std::string& title, const std::array<std::string, 3>& numbers, std::optional<SheetPlace> place) {
      const bool bold = !place;
      const auto tag = bold ? SheetTag::column_heading : SheetTag::cell;
      sheet_.open(SheetRole::row);
      std::vector<SheetText> cells{{.runs = {{title, bold}}, .tag = tag, .share = 5}};
      for (const auto& number : numbers) cells.push_back({.runs = {{number, bold}}, .tag = tag, .align = SheetAlign::right, .share = 1.3});
      cells.push_back({.runs = {{"Page", bold}}, .tag = tag, .align = SheetAlign::right, .page_of = place, .share = 1});
      if (bold) sheet_.gap(10);
      sheet_.side_by_side(cells);
      sheet_.rule(bold ? 1 : 0.25);
      sheet_.close();
    };
    row("Street", {"Doors", "People", first_verb()}, std::nullopt);
    for (const auto& section : streets_)
      row(section.title, {with_commas(homes_of(section.rows)), with_commas(section.rows.size()), with_commas(first_homes_of(section.rows))},
          section.place);
  }
  [[nodiscard]] std::string first_verb() const {
    return seen_->head.by_category.empty() ? "First" : capitalised(seen_->head.by_category.front().first);
  }

  void print_section(const Section& section) {
    sheet_.new_page(section.title);
    sheet_.is_here(section.place);
    sheet_.open();
    sheet_.text(heading(section.title, SheetTag::heading_2, 20));
    const auto first = first_homes_of(section.rows);
    std::string counts = counted(homes_of(section.rows), "door", "doors") + ", " + counted(section.rows.size(), "person", "people");
    if (first > 0) counts += "; " + first_verb() + ": " + with_commas(first);
    sheet_.text(words(counts, 12));
    if (const char* advice = advice_of(section.rows[0].part)) sheet_.text(words(advice, 12));
    const auto map = section.rows[0].part == Part::door ? maps_.find(section.title) : maps_.end();
    if (map != maps_.end()) {
      sheet_.gap(4);
      const auto draw = [of = map->second](formats::SheetCanvas& canvas) { draw_street_map(canvas, *of); };
      sheet_.figure(map_height, words_of_map(*map->second), draw);
      sheet_.text(words("\u25A0 " + to_lower_ascii(first_verb()) + "   \u25CB other door of this list   small dots: all homes" +
                            (map->second->area.empty() ? "" : "   grey ground: the area asked for"), 9));
    }
    sheet_.gap(6);
    sheet_.close();
    each_group(section.rows, same_home, [this](Rows home) { print_home(home); });
  }

  static const char* advice_of(Part part) {
    switch (part) {
      case Part::door: return nullptr;
      case Part::building: return "The building is right; which flat is not known. Read the bells. Tell nobody else what it is about.";
      case Part::moved: return "Somebody says that they have left, or two addresses are told. Try the one in heavy print; when they have gone, try the other, or ask who knows.";
      case Part::postcode: return "No door is known: this is the address as it was told. Phone first where there is a number.";
    }
    return nullptr;
  }

  void print_home(Rows home) {
    const auto& top = *std::ranges::min_element(home, {}, &DoorRow::category_rank);
    sheet_.open(SheetRole::item);
    sheet_.rule(1);
    sheet_.gap(2);
    const SheetText verb{.runs = {{to_upper_ascii(top.category), true}}, .size = 13, .align = SheetAlign::right, .share = 0.3};
    sheet_.side_by_side({address_of(home[0]), verb});
    const bool many = home.size() > people_named_max;
    if (many) sheet_.text({.runs = {{counted(home.size(), "person", "people") + ", named below", false}}, .size = 12, .indent = 10});
    else
      for (const auto& row : home) print_person(row, home.size() > 1 && row.category != top.category);
    const auto deeds = deeds_of(home);
    for (std::size_t i = 0; i < deeds.size(); ++i) {
      const auto mark = "\u25BA " + (many ? std::to_string(i + 1) + ". " : std::string{});
      const auto whom = for_whom(deeds[i], home.size());
      sheet_.text({.runs = {{mark + deeds[i].words, true}, {whom, false}}, .size = 12, .indent = 10, .hanging = 14});
    }
    sheet_.gap(4);
    std::vector<SheetText> ticks;
    for (const auto& [tick, share] : tick_boxes) ticks.push_back({.runs = {{tick, false}}, .size = 11, .share = share});
    sheet_.side_by_side(ticks);
    sheet_.gap(6);
    sheet_.close();
    if (many) print_people(home, deeds);
  }

  /// Who lives in a large home, a dozen to a block: a box to tick for each, and the numbers of what to do.
  void print_people(Rows home, const std::vector<Deed>& deeds) {
    for (std::size_t from = 0; from < home.size(); from += people_per_block) {
      const auto some = home.subspan(from, std::min(people_per_block, home.size() - from));
      sheet_.open(SheetRole::item);
      const auto which = house_part(home[0]) + ", people " + std::to_string(from + 1) + " to " + std::to_string(from + some.size()) + " of " +
                         std::to_string(home.size()) + ":";
      sheet_.text({.runs = {{which, true}}, .size = 11, .indent = 10});
      for (const auto& row : some) {
        const std::string phone = row.phone.empty() ? "" : "tel. " + row.phone;
        std::string numbers;
        for (std::size_t i = 0; i < deeds.size(); ++i)
          if (!deeds[i].of_home && std::ranges::find(row.crew, deeds[i].words, &spine::CrewTold::words) != row.crew.end())
            numbers += (numbers.empty() ? "\u25BA " : ", ") + std::to_string(i + 1);
        sheet_.side_by_side({{.runs = {{"\u2610 " + name_of(row), false}}, .size = 12, .indent = 10, .share = 1.5},
                             {.runs = {{numbers, true}}, .size = 12, .share = 0.7},
                             {.runs = {{phone, false}}, .size = 12, .align = SheetAlign::right, .share = 0.9}});
        print_questions(row);
      }
      sheet_.gap(6);
      sheet_.close();
    }
  }

  static std::string name_of(const DoorRow& row) { return row.name.empty() ? "(name not known)" : row.name; }

  [[nodiscard]] static SheetText address_of(const DoorRow& row) {
    SheetText out{.size = row.part == Part::door ? 14.0 : 12.0, .tag = SheetTag::heading_3};
    if (row.address.empty()) out.runs = {{"(no address is held)", true}};
    else if (const auto house = house_part(row); row.part == Part::door && house != row.address && !house.empty())
      out.runs = {{house, true}, {" " + row.street, false}};
    else out.runs = {{row.address, true}};
    return out;
  }

  /// What must be asked before anything else is said at this door, as the list asks it: never as if it were known.
  void print_questions(const DoorRow& row) {
    for (const auto& [question, told] : asked_first)
      if (std::ranges::find(row.not_known, question) != row.not_known.end()) sheet_.text({.runs = {{"? " + std::string{told}, false}}, .size = 11, .indent = 10, .hanging = 10});
  }

  void print_person(const DoorRow& row, bool tell_category) {
    SheetText name{.runs = {{name_of(row), false}}, .size = 12, .indent = 10};
    if (tell_category) name.runs.push_back({" (" + row.category + ")", false});
    const SheetText phone{.runs = {{"tel. " + row.phone, false}}, .size = 12, .align = SheetAlign::right, .share = 0.6};
    if (row.phone.empty()) sheet_.text(name);
    else sheet_.side_by_side({name, phone});
    print_questions(row);
    if (row.part != Part::moved) return;
    if (row.homes.size() == 1) return sheet_.text({.runs = {{"Was here " + row.homes.front().date, false}}, .size = 11, .indent = 10});
    std::vector<std::string> homes;
    for (const auto& home : row.homes) homes.push_back(home.address + " (told " + home.date + ")");
    if (!homes.empty()) sheet_.text({.runs = {{"May live at " + joined(homes, ", or at "), false}}, .size = 11, .indent = 10});
  }

  /// The text of a letter with what is known filled in, and room to write where it is not.
  [[nodiscard]] std::string filled(std::string_view text) const {
    return filled_in(text, {{"organisation", facts_.organisation}, {"telephone", facts_.telephone}, {"pack", facts_.pack_number}});
  }

  void cards() {
    if (facts_.card.empty() || facts_.cards == 0) return;
    const auto text = filled(facts_.card);
    const double half = sheet_.page_height() / 2 - 4;
    for (std::size_t i = 0; i < facts_.cards; ++i) {
      if (i == 0) sheet_.new_page("Letter-box cards: cut along the lines, leave one where nobody answers");
      sheet_.open();
      sheet_.rule(1, true);
      sheet_.gap(10);
      sheet_.text(heading("We called to see you", SheetTag::heading_2, 26));
      sheet_.gap(6);
      sheet_.text({.runs = {{text, false}}, .size = 18, .lines_kept = true});
      sheet_.close(half);
      if (i % 2 == 1 || i + 1 == facts_.cards) sheet_.rule(1, true);
    }
  }

  void script() {
    if (facts_.script.empty()) return;
    sheet_.new_page("Phone script");
    sheet_.open();
    sheet_.text(heading("Phone script", SheetTag::heading_2, 20));
    sheet_.gap(6);
    sheet_.text({.runs = {{filled(facts_.script), false}}, .size = 14, .lines_kept = true});
    sheet_.close();
  }

  const SeenDoors& seen_;
  const PackFacts& facts_;
  PdfSheet sheet_;
  std::vector<Section> streets_;
  std::map<std::string, const StreetMap*, std::less<>> maps_;
};

}  // namespace

Result<std::string> door_pack(const SeenDoors& seen, const PackFacts& facts) { return Pack{seen, facts}.print(); }

}  // namespace hearth::web
