// home.cpp: one home: people and needs, phone, whom to call, may-have-moved, and the nearest open help.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "spine/area_question.h"
#include "spine/door_row_guard.h"
#include "web/nearby_help.h"
#include "web/pages/pages.h"
#include "web/pages/paths.h"
#include "web/pages/seen_list.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using spine::DoorRow;

/// Which file told which fact, and of which day: facts down, files across.
Html who_told(const DoorRow& row) {
  std::vector<std::string> facts, files;
  const auto add_once = [](std::vector<std::string>& list, const std::string& item) {
    if (std::ranges::find(list, item) == list.end()) list.push_back(item);
  };
  for (const auto& told : row.told) {
    add_once(facts, told.words);
    add_once(files, told.file);
  }
  if (facts.empty()) return {};
  std::vector<Column> columns{{"Fact"}};
  for (const auto& file : files) columns.push_back({spaced(file)});
  std::vector<std::vector<Html>> lines;
  for (const auto& fact : facts) {
    auto& line = lines.emplace_back();
    line.push_back(text(fact));
    for (const auto& file : files) {
      const auto told = std::ranges::find_if(row.told, [&](const spine::FactTold& one) { return one.words == fact && one.file == file; });
      line.push_back(told == row.told.end() ? Html{} : text((told->date.empty() ? "no date" : told->date) + (told->too_old ? ", too old to rely on" : "")));
    }
  }
  return folded("Which file told what, and when", table("Facts and files" + (row.name.empty() ? std::string{} : ": " + row.name), columns, lines));
}

Html person(const DoorRow& row, const std::string& purpose, const std::string& from) {
  std::vector<Html> reasons;
  for (const auto& reason : row.reasons) reasons.push_back(text(reason.words + (reason.told_by.empty() ? "" : " (told by " + spaced(reason.told_by) + ")")));
  std::vector<std::pair<std::string, Html>> facts{{"What to do", el("strong", text(row.category))}, {"Why", bullets(reasons)}};
  if (!row.room.empty()) facts.emplace_back("Room", text(row.room));
  if (row.money) facts.emplace_back("Money", text(row.money->words()));
  if (!row.phone.empty()) facts.emplace_back("Telephone", text(row.phone));
  const auto listed = [](const std::vector<std::string>& items) {
    std::vector<Html> out;
    for (const auto& item : items) out.push_back(text(spaced(item)));
    return bullets(out);
  };
  if (!row.known_to.empty()) facts.emplace_back("Already works with them", listed(row.known_to));
  if (!row.call.empty()) facts.emplace_back("Whom to call", listed(row.call));
  if (!row.not_known.empty()) facts.emplace_back("Not known: ask", listed(row.not_known));
  if (row.homes.size() == 1) facts.emplace_back("May have moved", text("Was here " + row.homes.front().date));
  if (row.homes.size() > 1) {
    std::vector<Html> homes;
    for (const auto& home : row.homes) homes.push_back(text(home.address + ", told " + home.date));
    facts.emplace_back("May have moved", bullets(homes));
  }
  return join(second_heading(name_words(row.name)), summary(facts), who_told(row),
              paragraph(link(why_path(row.person, purpose, from), "Why this home, why this person, why this")));
}

/// Somebody of the home whom this purpose does not find: what is known of them, and no deed.
Html other_person(const DoorRow& row, const std::string& purpose, const std::string& from) {
  std::vector<Html> facts;
  for (const auto& fact : row.reasons) facts.push_back(text(fact.words + (fact.told_by.empty() ? "" : " (told by " + spaced(fact.told_by) + ")")));
  std::vector<std::pair<std::string, Html>> told{{"What is known", bullets(facts)}};
  std::vector<Html> questions;
  for (const auto& question : row.not_known) questions.push_back(text(question));
  if (!questions.empty()) told.emplace_back("Not known: ask", bullets(questions));
  return join(el("h3", {{"class", "govuk-heading-s"}}, name_words(row.name)), summary(told), who_told(row),
              paragraph(link(why_path(row.person, purpose, from), "Why this home, why this person, why on no list")));
}

Html help_items(const std::vector<HelpTold>& all) {
  std::vector<Html> items;
  for (const auto& one : all)
    items.push_back(text(one.kind + ": ") + el("strong", text(one.name)) +
                    text((one.address.empty() ? "" : ", " + one.address) + (one.distance.empty() ? "" : ", " + one.distance) +
                         (one.phone.empty() ? "" : ", telephone " + one.phone) + ": " + one.hours));
  return bullets(items);
}

/// A rest centre first, where the programme sends crews: it is what somebody who must leave needs.
Html nearest_help(const spine::Asking& asking, GridPoint from, Instant now) {
  const auto near = nearby_help(asking.snapshot->surroundings->services, from, nullptr, now);
  Html out;
  if (!asking.programme->crew.empty() && !near.rest_centres.empty()) out += second_heading("Nearest rest centres") + help_items(near.rest_centres);
  if (!near.open_now.empty()) out += second_heading("Help that is open now, near by") + help_items(near.open_now);
  return out;
}

Result<Response> home(const Visit& visit) {
  const auto uprn = Uprn::parse(visit.parts.front());
  if (!uprn) return fail("page.not_found", "this is not the number of a home.");
  const std::string purpose{visit.request.query.get("purpose")};
  if (purpose.empty()) return ask_what_for(visit);
  spine::AreaAsked asked{.words = "one home", .shape = {}, .street = {}, .postcode = {}, .uprn = *uprn};
  HEARTH_TRY(shown, seen_list(visit, {purpose, asked}, trust::Action::open));
  const auto& [asking, seen] = shown;
  const auto& properties = asking.snapshot->properties();
  const auto property = properties.find(*uprn);
  if (!property) return fail("page.not_found", "this home is not in the address list any more.");
  const std::string address = one_line(properties.address_line(*property));
  Html people, others;
  bool found = false;
  for (const auto& row : seen->rows) {
    if (row.on_list) people += person(row, purpose, here(visit.request));
    // What the decision let through is told; of whom nothing is left, not even the name.
    else if (!row.reasons.empty()) others += other_person(row, purpose, here(visit.request));
    found = found || row.on_list;
  }
  if (!others.empty()) others = second_heading("Others here, on no list of this purpose") + others;
  if (!found) people = paragraph("Nobody is found here for this purpose, in what you may see. That does not mean that nobody here needs help.");
  Html help;
  if (const auto point = properties.point(*property)) help = nearest_help(asking, *point, visit.surface.clock.now());
  return page(visit, {.title = "Home", .back = back_path(visit.request), .active = "/"},
              join(el("span", {{"class", "govuk-caption-l"}}, text(asking.programme->words)), heading(address), people, others, help));
}

}  // namespace

std::vector<Route> home_routes() { return {{Method::get, "/home/{}", Door::signed_in, home}}; }

}  // namespace hearth::web
