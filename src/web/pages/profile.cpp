// profile.cpp: what is here: of the area that was asked for, its premises, wards, how far help is on foot, and how many people are found.
#include <cmath>

#include "base/text.h"
#include "base/try.h"
#include "help/kind_words.h"
#include "spine/door_row_guard.h"
#include "spine/place_profile.h"
#include "spine/small_counts.h"
#include "web/bar_chart.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using spine::PlaceProfile;

Html premises(const PlaceProfile& profile) {
  std::vector<Bar> bars;
  std::vector<std::vector<Html>> rows;
  for (const auto& kind : profile.kinds) {
    bars.push_back({kind.words, static_cast<double>(kind.premises), with_commas(kind.premises)});
    rows.push_back({text(kind.words), text(with_commas(kind.premises))});
  }
  return second_heading("Premises") + bar_chart("Premises by kind. The same figures are in the table below.", bars) + table("Premises by kind", {{"Kind"}, {"Number", true}}, rows);
}

Html areas(const PlaceProfile& profile) {
  if (profile.areas.empty()) return {};
  std::vector<std::vector<Html>> rows;
  for (const auto& area : profile.areas) {
    std::string known;
    for (const auto& [name, value] : area.values) known += (known.empty() ? "" : ", ") + spaced(name) + " " + value;
    rows.push_back({text(area.name), text(area.code), text(spaced(area.layer) + (area.vintage.empty() ? "" : ", " + area.vintage)), text(with_commas(area.homes)), text(known)});
  }
  return second_heading("Wards and other areas") + table("Areas in which these homes lie", {{"Name"}, {"Code"}, {"Layer"}, {"Homes", true}, {"What is known"}}, rows) +
         (profile.areas_left_out == 0 ? Html{} : paragraph("And " + counted(profile.areas_left_out, "area") + " with fewer of these homes."));
}

Html help_near(const PlaceProfile& profile) {
  if (profile.help.empty()) return second_heading("Help on foot") + paragraph("No services are loaded here, so how far help is cannot be told. Whoever runs Hearth for you can add them.");
  bool all_by_road = true;
  std::vector<std::vector<Html>> rows;
  for (const auto& one : profile.help) {
    const bool there = !one.name.empty();
    all_by_road = all_by_road && (!there || one.by_road);
    rows.push_back({text(help::kind_words(one.kind)), text(there ? one.name : "None within an hour"), text(there ? one.address : ""), text(there ? with_commas(static_cast<std::uint64_t>(std::lround(one.minutes))) : ""),
                    text(with_commas(one.homes_near) + " (" + spine::share_words(one.homes_near, profile.homes_placed) + ")")});
  }
  return second_heading("Help on foot") +
         paragraph("The nearest of each kind from the middle of these homes, and how many of the homes have one within 15 minutes, at 4.8 km an hour. " +
                   std::string{all_by_road ? "Walks go by roads and paths." : "Where no road is known a walk is a straight line times 1.3."}) +
         el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "Help on foot, by kind"}},
            table("Help on foot, by kind", {{"Help"}, {"Nearest"}, {"Address"}, {"Minutes", true}, {"Homes within 15 minutes", true}}, rows));
}

/// How many the programme finds here: numbers from which nobody can be found.
Html people_found(const spine::AreaHead& head) {
  std::vector<std::uint64_t> counts;
  for (const auto& [words, count] : head.by_category) counts.push_back(count);
  auto told = spine::hide_small_counts({counts}).front();
  std::uint64_t in_hidden = 0;
  bool any_hidden = false;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (!told[i]) any_hidden = true, in_hidden += counts[i];
  // The total less what is told would say that few are in all of the hidden ones.
  if (any_hidden && in_hidden < spine::least_told) told.back().reset();
  const auto words_of = [](const std::optional<std::uint64_t>& count) { return count ? with_commas(spine::rounded_count(*count)) : "hidden"; };
  std::vector<std::vector<Html>> rows;
  for (std::size_t i = 0; i < head.by_category.size(); ++i) rows.push_back({text(head.by_category[i].first), text(words_of(told[i]))});
  rows.push_back({text("All"), text(words_of(told.back()))});
  return second_heading("People found") +
         paragraph("For \"" + head.purpose_words + "\", on what your organisation may see today, rounded to 5. A number under 10 is hidden, and so are others from which it could be worked out. "
                   "Two areas that are nearly the same may tell more than one: each look is recorded.") +
         table("People found, by what staff would do", {{"What to do"}, {"People", true}}, rows);
}

Result<Html> people_of(const Visit& visit, const AskedArea& kept) {
  HEARTH_TRY(asking, visit.look(trust::Action::query, kept.purpose, "figures of an area: " + kept.asked.words));
  HEARTH_TRY(answer, spine::ask_area(*asking.snapshot, *asking.sight, *asking.programme, kept.asked, visit.surface.clock.now(), visit.surface.threads));
  HEARTH_TRY(seen, visit.surface.folder.guard().see_answer(asking.look, std::move(answer.head), std::vector<spine::DoorRow>{}));
  return people_found(seen->head);
}

Result<Response> profile(const Visit& visit) {
  const auto kept = kept_area(visit);
  if (!kept) return fail("page.not_found", "this area is not kept any more: ask for it again.");
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  // Of a whole place it takes all cores for a while: as with searches, some at once, then one after another.
  if (!visit.surface.pace.take(visit.actor->user, visit.surface.clock.now()))
    return fail(visit.surface.folder.guard().refuse_for_now(*visit.actor, trust::Action::query, PurposeId{kept->purpose}, "figures of an area"));
  HEARTH_TRY(found, spine::profile_of(*snapshot, kept->asked, visit.surface.threads));
  HEARTH_TRY(people, people_of(visit, *kept));
  const auto here = "/area/" + visit.parts.front();
  return page(visit, {.title = "What is here", .back = here, .active = "/", .wide = true},
              join(heading("What is here"), paragraph(page_sentence(found.words) + ": " + counted(found.premises, "property") + ", " + counted(found.homes, "home") + "."), premises(found), areas(found),
                   help_near(found), people));
}

}  // namespace

std::vector<Route> profile_routes() { return {{Method::get, "/area/{}/profile", Door::signed_in, profile}}; }

}  // namespace hearth::web
