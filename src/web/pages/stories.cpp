// stories.cpp: three stories of a demonstration, each some clicks through the real pages, with what to look for. Made-up places only.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "trust/decide.h"
#include "web/demo_staff.h"
#include "web/pages/pages.h"
#include "web/pages/seen_list.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using spine::DoorRow;

struct Step {
  Html todo;
  std::string look_for;
};

Response story(const Visit& visit, const std::string& title, const std::string& lead, const std::vector<Step>& steps, const Html& first = {}) {
  Html list;
  for (const auto& step : steps)
    list += el("li", {{"class", "hearth-task"}}, step.todo + el("p", {{"class", "govuk-body"}}, el("strong", text("Look for: ")) + text(step.look_for)));
  return page(visit, {.title = title, .back = "/"}, join(heading(title), el("p", {{"class", "govuk-body-l"}}, text(lead)), first,
                                                         el("ol", {{"class", "govuk-list govuk-list--number"}}, list)));
}

Html hidden(std::string name, std::string value) { return el("input", {{"type", "hidden"}, {"name", std::move(name)}, {"value", std::move(value)}}); }

/// A button that asks as the form of Ask does.
Html ask_button(const Visit& visit, const std::string& purpose, const std::string& field, std::string value, std::string_view words) {
  return form(visit, "/ask", join(hidden("purpose", purpose), hidden(field, std::move(value)), submit(words)));
}

std::optional<std::string> flood_of(const Visit& visit, const spine::Snapshot& snapshot) {
  constexpr std::uint64_t bytes_max = 1U << 20;
  auto content = visit.surface.files.read_all(snapshot.place.path.parent_path() / "flood.geojson", bytes_max);
  return content ? std::optional{std::move(*content)} : std::nullopt;
}

Result<std::shared_ptr<const spine::Snapshot>> made_up_place(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  if (!snapshot->place.made_up) return fail("page.not_found", "stories are told of made-up places only.");
  return snapshot;
}

Html why_link(const DoorRow& row, const std::string& purpose) {
  return link("/why/" + std::to_string(row.person.number()) + "?purpose=" + percent_encoded(purpose), "Why " + (row.name.empty() ? std::string{"this person"} : row.name) + " is on the list");
}

Result<Response> flood(const Visit& visit) {
  HEARTH_TRY(snapshot, made_up_place(visit));
  const std::string purpose = "flood-welfare", street = "Weir Lane";
  spine::AreaAsked asked;
  asked.words = "the story of one street";
  asked.street = street;
  HEARTH_TRY(shown, seen_list(visit, {purpose, asked}, trust::Action::query));
  const auto& rows = shown.doors->rows;
  const auto area = flood_of(visit, *snapshot);
  std::vector<Step> steps{{area ? ask_button(visit, purpose, "area", *area, "Ask for the flooded area") : ask_button(visit, purpose, "street", street, "Ask for " + street),
                           "how many homes there are, on a map, before any name is shown."},
                          {paragraph("Press \"Show the list\"."),
                           "doors in the order in which a crew walks; who is known to one organisation only; who needs power and is on no register; how many homes nothing is held "
                           "on. It took well under a second. Calderdale's published figure for the same question is 4 hours by hand, and about a minute with files that had been joined before."}};
  const auto known = std::ranges::max_element(rows, {}, [](const DoorRow& row) { return row.feeds.size(); });
  if (known != rows.end() && known->uprn) {
    steps.push_back({paragraph(link("/home/" + known->uprn->text() + "?purpose=" + purpose, known->address)),
                     counted(known->feeds.size(), "file") + " of different organisations tell of one person here; whom to call; the nearest help that is open now."});
    steps.push_back({paragraph(why_link(*known, purpose)), "the spellings that were joined, and how strong each piece of evidence is, under \"Why one person\"."});
  }
  steps.push_back({paragraph("Go back to the list, and press \"Print the pack for crews\"."),
                   "a street on each page with its map, tick boxes, and what a crew must do: never a diagnosis, a benefit or a source. It is what still works when the power is gone."});
  return story(visit, "1. Flood tonight", "The river is rising. Six organisations sent a file each, none of which knows the others. Who needs a knock at the door, and in which order?", steps);
}

Result<Response> money(const Visit& visit) {
  HEARTH_TRY(snapshot, made_up_place(visit));
  const std::string purpose = "pension-credit";
  const auto& properties = snapshot->properties();
  std::string outward;
  for (std::size_t i = 0; i < properties.size() && outward.empty(); ++i)
    if (const auto code = Postcode::parse(properties.at(place::PropertyIndex{i}).shown.postcode)) outward = code->outward();
  spine::AreaAsked asked;
  asked.words = "the story of one postcode";
  asked.postcode = outward;
  HEARTH_TRY(shown, seen_list(visit, {purpose, asked}, trust::Action::query));
  std::vector<Step> steps{{ask_button(visit, purpose, "postcode", outward, "Ask for " + outward), "how many homes there are, before any name is shown."},
                          {paragraph("Press \"Show the list\"."), "the pounds a week that each person may be owed, as a range, with the dated rates that it was worked out from."}};
  if (!shown.doors->rows.empty())
    steps.push_back({paragraph(why_link(shown.doors->rows.front(), purpose)), "which fact came from which file, and what is not known and widens the range."});
  steps.push_back({paragraph(link("/programmes/pension-credit", "What we look for: Pension Credit")),
                   "the power it rests on, and what it is never used for. Nobody is refused anything because this does not find them."});
  steps.push_back({paragraph(link("/looks", "Your looks")), "each list and each person that you opened in this story, with its purpose."});
  return story(visit, "2. Money not claimed", "Pension Credit is owed to people who never asked. In 17 London boroughs 8,200 letters led to 2,165 claims and 8.4 million pounds a year.", steps);
}

Html who_table(const Visit& visit, const spine::Snapshot& snapshot, const std::vector<trust::StaffMember>& staff) {
  std::vector<std::vector<Html>> lines;
  for (const auto& member : staff)
    for (const auto& programme : snapshot.programmes) {
      const auto actor = member.actor();
      const auto reason = visit.hindrance(actor, snapshot, trust::Action::query, programme.purpose);
      const bool allowed = reason == trust::Reason::allowed;
      const auto said = trust::refusal(reason, actor, trust::Action::query, programme.purpose).message;
      const std::string_view sentence = said.starts_with("refused: ") ? std::string_view{said}.substr(9) : std::string_view{said};
      lines.push_back({text(member.user), text(member.organisation.text()), text(programme.purpose.text()),
                       allowed ? tagged("sees the list", "green") : tagged("refused", "red") + text(" " + std::string{sentence})});
    }
  return el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "Who may see what"}},
            table("One place, as each of the staff may see it", {{"Who"}, {"Of"}, {"What for"}, {"Decision, and the sentence that decided"}}, lines));
}

Result<Response> who(const Visit& visit) {
  HEARTH_TRY(snapshot, made_up_place(visit));
  HEARTH_TRY(staff, demo_staff(visit.surface.folder));
  const auto declaration = snapshot->place.path.string();
  const auto data = visit.surface.folder.path().string();
  const auto command = [](std::string words) { return el("pre", {{"class", "hearth-evidence"}, {"tabindex", "0"}}, text(words)); };
  const std::vector<Step> steps{
      {paragraph(link("/agreements", "The agreements")), "who gives what to whom, for which purpose, until when. Without one nothing can be seen."},
      {paragraph("In a terminal, end every agreement, and load this page again:") + command("sed -i 's/^until = .*/until = 2025-06-30/' '" + declaration + "'"),
       "every decision above says that the agreement has ended; a list that is open in another tab is gone when it is loaded again. Put back a later day, and it returns."},
      {paragraph(link("/looks", "Looks and refusals")), "refusals are written down as looks are, and speak of who asked and what for, never of whom."},
      {paragraph("In a terminal, change one word in a copy of the log:") +
           command("build/hearth backup copy --data '" + data + "'\nsed -i 's/demo: homes within/demo: homes Within/' copy/hearth.db\nbuild/hearth audit verify --data copy"),
       "the entry that was changed, by its number. Nobody can take a look out of the log, or put one in, unseen."}};
  return story(visit, "3. Who may see what", "One place, four members of staff. What each may see follows from an agreement between organisations, not from who knows whom.", steps,
               who_table(visit, *snapshot, staff));
}

}  // namespace

std::vector<Route> story_routes() {
  return {{Method::get, "/story/flood", Door::signed_in, flood}, {Method::get, "/story/money", Door::signed_in, money}, {Method::get, "/story/who", Door::signed_in, who}};
}

}  // namespace hearth::web
