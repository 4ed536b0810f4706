// start.cpp: what are you doing? Tasks, not purposes; how old each file is; what needs attention.
#include "base/text.h"
#include "base/try.h"
#include "record/record_table.h"
#include "spine/folder.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

/// What this person may begin, as tasks; others are not named.
Html tasks(const Visit& visit, const spine::Snapshot& snapshot) {
  std::vector<Html> items;
  for (const auto& programme : snapshot.programmes)
    if (visit.may_look(snapshot, trust::Action::query, programme.purpose))
      items.push_back(join(el("strong", link("/ask?purpose=" + percent_encoded(programme.purpose.text()), programme.task)),
                           el("br", {}), text(programme.task == programme.words ? std::string{"In an area, a street or a postcode."} : programme.words + ": in an area, a street or a postcode.")));
  if (!items.empty()) items.push_back(join(el("strong", link("/search", "Find a person or a home")), el("br", {}), text("By a name, an address, a postcode, a telephone number or a date of birth.")));
  const bool reviews = std::ranges::any_of(snapshot.programmes, [&](const auto& programme) { return visit.may_look(snapshot, trust::Action::review, programme.purpose); });
  if (reviews) items.push_back(join(el("strong", link("/review", "Check records that may be one person")), el("br", {}), text("Two side by side: the same, two people, or not sure.")));
  if (reviews) items.push_back(join(el("strong", link("/addresses/unsure", "Decide about addresses that were left open")), el("br", {}), text("Which home is meant, or that there is no such premises.")));
  if (trust::may_take(visit.actor->roles, trust::Action::manage))
    items.push_back(join(el("strong", link("/staff", "People and roles")), el("br", {}), text("Who may sign in, of which organisation, as what.")));
  const Html begin = snapshot.place.feeds.empty() ? no_files_yet() : Html{};
  if (items.empty()) return !begin.empty() ? begin : paragraph("Your role and organisation allow no look at people here. Ask your administrator if that is not right.");
  Html list;
  for (const auto& item : items) list += el("li", {{"class", "hearth-task"}}, item);
  return begin + el("ul", {{"class", "govuk-list govuk-list--spaced"}}, list);
}

struct FileAge {
  std::string feed, received;
  int days{0};
  int expected_every_days{0};
  bool missing{false};
};

Result<std::vector<FileAge>> ages(const Visit& visit, const spine::Snapshot& snapshot) {
  std::vector<FileAge> out;
  const auto today = visit.surface.clock.now().date();
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    for (const auto& feed : snapshot.place.feeds) {
      HEARTH_TRY(load, record::last_load(session, feed.name));
      FileAge age{.feed = feed.name.text(), .received = {}, .expected_every_days = feed.expected_every_days, .missing = !load};
      if (load) {
        if (const auto day = Date::parse_iso(load->received)) {
          age.received = day->words();
          age.days = today.days() - day->days();
        }
      }
      out.push_back(std::move(age));
    }
    return Done{};
  }));
  return out;
}

Html attention(const std::vector<FileAge>& ages, const spine::Snapshot& snapshot, const Date& today) {
  std::vector<Html> items;
  for (const auto& age : ages) {
    if (age.missing) items.push_back(text("The file from " + spaced(age.feed) + " has never been loaded."));
    else if (age.days > age.expected_every_days) items.push_back(text("The file from " + spaced(age.feed) + " is " + counted(static_cast<std::uint64_t>(age.days), "day") + " old."));
  }
  for (const auto& programme : snapshot.programmes)
    if (programme.overdue(today)) items.push_back(text("\"" + programme.words + "\" was to be reviewed on " + programme.review_on.words() + "."));
  if (items.empty()) return {};
  return second_heading("Needs attention") + bullets(items);
}

/// The stories of a demonstration that this person can walk through.
Html stories(const Visit& visit, const spine::Snapshot& snapshot) {
  if (!snapshot.place.made_up) return {};
  const auto may = [&](const char* purpose) { return visit.may_look(snapshot, trust::Action::query, PurposeId{purpose}); };
  std::vector<Html> items;
  if (may("flood-welfare")) items.push_back(link("/story/flood", "Flood tonight") + text(": who needs a knock at the door, and in which order?"));
  if (may("pension-credit")) items.push_back(link("/story/money", "Money not claimed") + text(": who may be owed Pension Credit?"));
  items.push_back(link("/story/who", "Who may see what") + text(": one home, as each of the staff sees it."));
  return second_heading("Stories of this demonstration") + bullets(items);
}

Result<Response> start(const Visit& visit) {
  SilentProgress silent;
  const auto published = visit.surface.folder.snapshot(silent);
  if (!published) return fail(published.error());
  const auto& snapshot = **published;
  HEARTH_TRY(files, ages(visit, snapshot));
  std::vector<std::vector<Html>> rows;
  for (const auto& age : files)
    rows.push_back({text(spaced(age.feed)), text(age.missing ? "never loaded" : age.received), text(age.missing ? "" : std::to_string(age.days))});
  return page(visit, {.title = "What are you doing?", .active = "/"},
              join(heading("What are you doing?"), tasks(visit, snapshot), attention(files, snapshot, visit.surface.clock.now().date()), stories(visit, snapshot),
                   table("How old each file is", {{"File from"}, {"Day of the extract"}, {"Days", true}}, rows)));
}

}  // namespace

Result<Response> ask_what_for(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  std::vector<Html> items;
  for (const auto& programme : snapshot->programmes)
    if (visit.may_look(*snapshot, trust::Action::query, programme.purpose))
      items.push_back(link(visit.request.path + "?purpose=" + percent_encoded(programme.purpose.text()), programme.task));
  return page(visit, {.title = "What is it for?", .back = "/", .active = "/"},
              join(heading("What is it for?"),
                   items.empty() ? paragraph("Your role and organisation allow no look at people here.")
                                 : paragraph("Every look at people has a purpose, which decides what may be seen. This address does not say which.") + bullets(items)),
              items.empty() ? 403 : 200);
}

std::vector<Route> start_routes() { return {{Method::get, "/", Door::signed_in, start}}; }

}  // namespace hearth::web
