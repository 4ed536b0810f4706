#include "web/door_pack.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "formats/plain_text.h"
#include "web/door_deeds.h"
#include "web/door_words.h"
#include "web/letter_text.h"
#include "web/pack_front.h"

namespace hearth::web {
namespace {

using formats::counted;
using formats::PdfSheet;
using formats::SheetAlign;
using formats::SheetPlace;
using formats::SheetRole;
using formats::SheetTag;
using formats::SheetText;
using spine::DoorRow;
using spine::Part;
using spine::Side;
using Rows = DoorRows;

constexpr double map_height = 210;
constexpr std::size_t houses_per_block = 60;
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
bool same_street(const DoorRow& a, const DoorRow& b) { return street_heading(a) == street_heading(b); }

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
    if (!seen_->head.nothing_held.empty()) nothing_held_ = sheet_.later();
    cover();
    for (auto& section : streets_) print_section(section);
    nothing_held();
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
    sheet_.new_page("Doors: " + seen_->head.asked);
    print_front(sheet_, seen_, facts_);
    contents();
  }

  /// Doors and people of each street and part, and their sum.
  void contents() {
    if (streets_.empty() && seen_->head.nothing_held.empty()) return;
    using Cells = std::array<std::string, 3>;
    const auto row = [this](const std::string& title, const Cells& numbers, std::optional<SheetPlace> place, const std::string& last = {}) {
      const bool bold = !place;
      const auto tag = last.empty() ? SheetTag::cell : SheetTag::column_heading;
      sheet_.open(SheetRole::row);
      std::vector<SheetText> cells{{.runs = {{title, bold}}, .tag = tag, .share = 4}};
      for (std::size_t i = 0; i < numbers.size(); ++i)
        cells.push_back({.runs = {{numbers[i], bold}}, .tag = tag, .align = SheetAlign::right, .share = i == 2 ? 2.4 : 1.0});
      cells.push_back({.runs = {{last, bold}}, .tag = tag, .align = SheetAlign::right, .page_of = place, .share = 1});
      if (!last.empty()) sheet_.gap(10);
      sheet_.side_by_side(cells);
      sheet_.rule(bold ? 1 : 0.25);
      sheet_.close();
    };
    const auto& by_category = seen_->head.by_category;
    row("Street", {"Doors", "People", by_category.empty() ? "Of them first" : "Of them to " + by_category.front().first}, std::nullopt, "Page");
    const auto cells = [](std::size_t doors, std::size_t people, std::size_t first) {
      return Cells{doors == 0 ? "\u2013" : with_commas(doors), with_commas(people), with_commas(first)};
    };
    std::size_t doors = 0, people = 0, first = 0;
    for (const auto& section : streets_) {
      const auto here = section.rows[0].part == Part::door ? doors_of(section.rows) : 0;
      row(section.title, cells(here, section.rows.size(), people_of_rank(section.rows, 0)), section.place);
      doors += here, people += section.rows.size(), first += people_of_rank(section.rows, 0);
    }
    if (!streets_.empty()) row("All together", cells(doors, people, first), std::nullopt);
    if (nothing_held_) row("Besides: homes that we hold nothing on", {with_commas(seen_->head.homes_nothing_held), "\u2013", "\u2013"}, nothing_held_);
  }
  [[nodiscard]] std::string first_verb() const {
    return seen_->head.by_category.empty() ? "First" : capitalised(seen_->head.by_category.front().first);
  }

  void print_section(const Section& section) {
    sheet_.new_page(section.title);
    sheet_.is_here(section.place);
    sheet_.open();
    sheet_.text(heading(section.title, SheetTag::heading_2, 20));
    auto by_category = seen_->head.by_category;
    for (std::size_t rank = 0; rank < by_category.size(); ++rank) by_category[rank].second = people_of_rank(section.rows, rank);
    const auto doors = section.rows[0].part == Part::door ? doors_of(section.rows) : 0;
    sheet_.text(words(count_words(doors, section.rows.size(), by_category), 12));
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
    const bool has_sides = std::ranges::any_of(section.rows, [](const DoorRow& row) { return row.side != Side::none; });
    std::optional<Side> side;
    each_group(section.rows, spine::at_one_door, [&](Rows door) {
      const bool crosses = has_sides && side != door[0].side;
      side = door[0].side;
      print_home(door, crosses ? words_of(door[0].side) : nullptr);
    });
  }

  static const char* words_of(Side side) {
    switch (side) {
      case Side::odd: return "Odd side, numbers going up";
      case Side::even: return "Even side, numbers coming down";
      case Side::none: return "No number, and no place on the map: ask";
    }
    return nullptr;
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

  /// `above`: a heading that stands over the door, where a side of the street begins; nullptr: none.
  void print_home(Rows home, const char* above) {
    const auto& top = *std::ranges::min_element(home, {}, &DoorRow::category_rank);
    sheet_.open(SheetRole::item);
    if (above != nullptr) {
      sheet_.gap(2);
      sheet_.text(heading(above, SheetTag::heading_3, 13));
    }
    sheet_.rule(1);
    sheet_.gap(2);
    const SheetText verb{.runs = {{to_upper_ascii(top.category), true}}, .size = 13, .align = SheetAlign::right, .share = 0.3};
    sheet_.side_by_side({address_of(home[0]), verb});
    print_manager(home[0]);
    const bool many = home.size() > people_named_max;
    if (many) sheet_.text({.runs = {{counted(home.size(), "person") + ", named below", false}}, .size = 12, .indent = 10});
    else
      for (const auto& row : home) print_person(row, home, home.size() > 1 && row.category != top.category);
    const auto deeds = deeds_of(home);
    const auto tell = [this](std::string deed, std::string whom) {
      sheet_.text({.runs = {{"\u25BA " + std::move(deed), true}, {std::move(whom), false}}, .size = 12, .indent = 10, .hanging = 14});
    };
    for (std::size_t i = 0; i < deeds.size(); ++i)
      tell((many ? std::to_string(i + 1) + ". " : std::string{}) + deeds[i].words, for_whom(deeds[i], home.size()));
    // Nothing of them may be told: the programme's own words of what to do.
    if (deeds.empty() && top.category_rank < facts_.category_words.size() && !facts_.category_words[top.category_rank].empty())
      tell(facts_.category_words[top.category_rank], {});
    sheet_.gap(4);
    std::vector<SheetText> ticks;
    for (const auto& [tick, share] : tick_boxes) ticks.push_back({.runs = {{tick, false}}, .size = 11, .share = share});
    sheet_.side_by_side(ticks);
    sheet_.gap(6);
    sheet_.close();
    if (many) print_people(home, deeds);
  }

  /// Of a care home, hostel or hall: whoever has the keys and the staff is rung before anybody knocks.
  void print_manager(const DoorRow& row) {
    if (row.establishment.empty()) return;
    const auto number = facts_.managers.find(row.establishment);
    const auto told = number == facts_.managers.end() ? std::string{"number not held"} : "tel. " + number->second;
    sheet_.text({.runs = {{"Ring the manager first: " + told, true}}, .size = 12, .indent = 10});
  }

  /// Who lives in a large home, a dozen to a block: a box to tick for each, and the numbers of what to do.
  void print_people(Rows home, const std::vector<Deed>& deeds) {
    for (std::size_t from = 0; from < home.size(); from += people_per_block) {
      const auto some = home.subspan(from, std::min(people_per_block, home.size() - from));
      sheet_.open(SheetRole::item);
      const auto last = std::to_string(from + some.size());
      const auto which = house_part(home[0]) + (some.size() == 1 ? ", person " : ", people " + std::to_string(from + 1) + " to ") + last + " of " +
                         std::to_string(home.size()) + ":";
      sheet_.text({.runs = {{which, true}}, .size = 11, .indent = 10});
      for (const auto& row : some) {
        const auto phone = phone_words(row, home);
        std::string numbers;
        for (std::size_t i = 0; i < deeds.size(); ++i)
          if (!deeds[i].of_home && std::ranges::find(row.crew, deeds[i].words, &spine::CrewTold::words) != row.crew.end())
            numbers += (numbers.empty() ? "\u25BA " : ", ") + std::to_string(i + 1);
        sheet_.side_by_side({{.runs = {{"\u2610 " + name_of(row) + room_of(row), false}}, .size = 12, .indent = 10, .share = 1.5},
                             {.runs = {{numbers, true}}, .size = 12, .share = 0.7},
                             {.runs = {{phone, false}}, .size = 12, .align = SheetAlign::right, .share = 0.9}});
        print_questions(row);
      }
      sheet_.gap(6);
      sheet_.close();
    }
  }

  static std::string room_of(const DoorRow& row) { return row.room.empty() ? "" : ", " + row.room; }
  static std::string name_of(const DoorRow& row) { return row.name.empty() ? "(name not known)" : row.name; }

  [[nodiscard]] static SheetText address_of(const DoorRow& row) {
    SheetText out{.size = row.part == Part::door ? 14.0 : 12.0, .tag = SheetTag::heading_3};
    if (row.address.empty()) out.runs = {{"(no address is held)", true}};
    else if (const auto house = house_part(row); row.part == Part::door && house != spine::door_address(row) && !house.empty())
      out.runs = {{house, true}, {between_house_and_street(house) + row.street, false}};
    else out.runs = {{spine::door_address(row), true}};
    return out;
  }

  /// What must be asked before anything else is said at this door, as the list asks it: never as if it were known.
  void print_questions(const DoorRow& row) {
    for (const auto& [question, told] : asked_first)
      if (std::ranges::find(row.not_known, question) != row.not_known.end()) sheet_.text({.runs = {{"? " + std::string{told}, false}}, .size = 11, .indent = 10, .hanging = 10});
  }

  void print_person(const DoorRow& row, Rows home, bool tell_category) {
    SheetText name{.runs = {{name_of(row) + room_of(row), false}}, .size = 12, .indent = 10};
    if (tell_category) name.runs.push_back({" (" + row.category + ")", false});
    const auto number = phone_words(row, home);
    const SheetText phone{.runs = {{number, false}}, .size = 12, .align = SheetAlign::right, .share = 0.6};
    if (number.empty()) sheet_.text(name);
    else sheet_.side_by_side({name, phone});
    print_questions(row);
    if (row.part != Part::moved) return;
    if (row.homes.size() == 1) return sheet_.text({.runs = {{"Was here " + row.homes.front().date, false}}, .size = 11, .indent = 10});
    std::vector<std::string> homes;
    for (const auto& home : row.homes) homes.push_back(home.address + " (told " + home.date + ")");
    if (!homes.empty()) sheet_.text({.runs = {{"May live at " + joined(homes, ", or at "), false}}, .size = 11, .indent = 10});
  }

  /// Addresses alone, street by street, with boxes: who is on no list is not thereby safe.
  void nothing_held() {
    if (!nothing_held_) return;
    const auto& head = seen_->head;
    sheet_.new_page("Homes that we hold nothing on");
    sheet_.is_here(*nothing_held_);
    sheet_.open();
    sheet_.text(heading("We hold nothing on these homes: knock if you can", SheetTag::heading_2, 20));
    sheet_.text(words("No file that we may use names anybody here. That does not mean that nobody lives here, or that nobody needs help.", 12));
    if (head.nothing_held.size() < head.homes_nothing_held)
      sheet_.text(words("The first " + with_commas(head.nothing_held.size()) + " of " + with_commas(head.homes_nothing_held) + ". For the others ask for a smaller area, or street by street.", 12));
    sheet_.close();
    for (const auto& street : by_street(head.nothing_held)) print_houses(street);
  }
  /// A box stays beside its house, and a house in one line.
  static std::string kept_together(const std::string& house) {
    std::string out;
    for (const char c : house) c == ' ' ? out.append("\u00A0") : out.append(1, c);
    return out;
  }
  void print_houses(const StreetHomes& street) {
    for (std::size_t from = 0; from < street.houses.size(); from += houses_per_block) {
      const auto to = std::min(street.houses.size(), from + houses_per_block);
      std::string houses;
      for (std::size_t i = from; i < to; ++i) houses += (houses.empty() ? "" : "     ") + kept_together("\u2610 " + street.houses[i]);
      sheet_.open(SheetRole::item);
      sheet_.gap(6);
      sheet_.text(heading(street.heading.empty() ? "Without a street" : street.heading, SheetTag::heading_3, 13));
      sheet_.text({.runs = {{std::move(houses), false}}, .size = 12, .indent = 10});
      sheet_.close();
    }
  }

  /// The text of a letter with what is known filled in, and room to write where it is not.
  [[nodiscard]] std::string filled(std::string_view text) const {
    return filled_in(text, {{"organisation", facts_.organisation}, {"telephone", facts_.telephone}, {"pack", facts_.pack_number},
                            {"rest_centre", facts_.help.rest_centres.empty() ? std::string{} : facts_.help.rest_centres.front().one_line()}});
  }

  /// Large print, as far as a card keeps to half a page: about 60 letters fit in a line of 18 points, and 13 lines on a card.
  static double card_size(std::string_view text) {
    std::size_t lines = 0;
    for (const auto line : split(text, '\n')) lines += 1 + line.size() / 60;
    return lines <= 13 ? 18 : lines <= 16 ? 15 : 13;
  }

  void cards() {
    if (facts_.card.empty() || facts_.cards == 0) return;
    const auto text = filled(facts_.card);
    const double size = card_size(text);
    const double half = sheet_.page_height() / 2 - 4;
    for (std::size_t i = 0; i < facts_.cards; ++i) {
      if (i == 0) sheet_.new_page("Letter-box cards: cut along the lines, leave one where nobody answers");
      sheet_.open();
      sheet_.rule(1, true);
      sheet_.gap(10);
      sheet_.text(heading("We called to see you", SheetTag::heading_2, 26));
      sheet_.gap(6);
      sheet_.text({.runs = {{text, false}}, .size = size, .lines_kept = true});
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
  std::optional<SheetPlace> nothing_held_;
  std::map<std::string, const StreetMap*, std::less<>> maps_;
};

}  // namespace

Result<std::string> door_pack(const SeenDoors& seen, const PackFacts& facts) { return Pack{seen, facts}.print(); }

}  // namespace hearth::web
