// help.cpp: find help, for anybody, without signing in: near a postcode, open now, the telephone first.
#include <algorithm>
#include <cmath>

#include "base/postcode.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/area_question.h"
#include "spine/folder.h"
#include "web/components/text_fields.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

/// A postcode of this place, for the form to show how one is written.
std::string some_postcode(const spine::Snapshot& snapshot) {
  const auto& properties = snapshot.properties();
  for (std::size_t i = 0; i < properties.size(); ++i)
    if (const auto code = Postcode::parse(properties.at(place::PropertyIndex{i}).shown.postcode)) return code->text();
  return "ZZ1 1AA";
}

/// The middle of the homes of a postcode.
std::optional<GridPoint> point_of(const spine::Snapshot& snapshot, const Postcode& postcode) {
  const auto homes = spine::properties_of(snapshot, {.words = {}, .shape = {}, .street = {}, .postcode = postcode.text()});
  if (!homes) return std::nullopt;
  double east = 0, north = 0, count = 0;
  for (const auto home : *homes)
    if (const auto point = snapshot.properties().point(home)) east += point->easting, north += point->northing, ++count;
  return count > 0 ? std::optional{GridPoint{east / count, north / count}} : std::nullopt;
}

Html one_service(const help::NearService& near, bool known_open) {
  const auto& service = *near.service;
  std::vector<Html> lines;
  if (!service.phone.empty()) lines.push_back(el("strong", text("Telephone " + service.phone)));
  lines.push_back(text(with_commas(static_cast<std::uint64_t>(std::lround(near.distance.value() / 10)) * 10) + " m away in a straight line"));
  lines.push_back(text(known_open ? "Open now" : "Its hours are not known: ring first"));
  if (!service.address.empty()) lines.push_back(text(service.address + (service.postcode ? ", " + service.postcode->text() : "")));
  if (service.url.starts_with("https://")) lines.push_back(el("a", {{"class", "govuk-link"}, {"href", service.url}, {"rel", "noreferrer"}}, text("Its own page")));
  return el("section", join(el("h3", {{"class", "govuk-heading-s"}}, text(service.name)), bullets(lines)));
}

/// What prints on one side of A4.
constexpr std::size_t services_shown = 16;

/// Open ones first, then those whose hours nobody knows; each by how far it is.
Html found(const spine::Snapshot& snapshot, std::string_view kind, GridPoint from, Instant now) {
  const auto& services = snapshot.surroundings->services;
  std::vector<std::pair<help::NearService, bool>> all;  // whether it is known to be open
  for (const auto& one : services.kinds()) {
    if (!kind.empty() && one != kind) continue;
    for (const auto& near : services.nearest_open(one, from, now, kind.empty() ? 1 : 5)) all.emplace_back(near, true);
    for (const auto& near : services.hours_not_known(one, from, kind.empty() ? 1 : 3)) all.emplace_back(near, false);
  }
  if (all.empty()) return paragraph("Nothing of this kind is open now. In an emergency ring 999; for advice on health ring 111.");
  std::ranges::stable_sort(all, {}, [](const auto& one) { return std::pair{!one.second, one.first.distance.value()}; });
  Html out = kind.empty() ? paragraph("The nearest of each kind. Choose a kind to see more of it. In an emergency ring 999; for advice on health ring 111.") : Html{};
  Html list;
  for (std::size_t i = 0; i < std::min(all.size(), services_shown); ++i) list += one_service(all[i].first, all[i].second);
  return out + el("div", {{"class", "hearth-help"}}, list);
}

Result<Response> help(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto typed = trim(visit.request.query.get("postcode"));
  const auto kind = visit.request.query.get("kind");
  SelectOptions kinds{.name = "kind", .label = {.content = text("What kind of help")}, .items = {{.words = "Any", .value = ""}}, .value = std::string{kind}};
  for (const auto& one : snapshot->surroundings->services.kinds()) kinds.items.push_back({.words = spaced(one), .value = one});
  std::string fault;
  Html answer;
  if (visit.request.query.has("postcode")) {
    const auto postcode = Postcode::parse(typed);
    const auto point = postcode ? point_of(*snapshot, *postcode) : std::nullopt;
    if (!postcode) fault = "Enter a whole postcode, like " + some_postcode(*snapshot);
    else if (!point) fault = "This postcode is not in this place";
    else answer = second_heading("Near " + postcode->text() + ", " + moment_words(visit.surface.clock.now().text())) + found(*snapshot, kind, *point, visit.surface.clock.now());
  }
  const Html inner = join(field({.name = "postcode", .label = "Postcode", .hint = "For example " + some_postcode(*snapshot), .error = fault, .value = std::string{typed}, .autocomplete = "postal-code"}),
                          select(kinds), submit("Find help"));
  return page(visit, {.title = "Find help", .active = "/help", .has_error = !fault.empty()},
              join(fault.empty() ? Html{} : error_summary({{"postcode", fault}}), heading("Find help"),
                   el("div", {{"class", "hearth-not-on-paper"}}, paragraph("Nobody needs to sign in, and nothing that you type is kept.") +
                                                                     el("form", {{"method", "get"}, {"action", "/help"}, flag("novalidate", true)}, inner)), answer));
}

}  // namespace

std::vector<Route> help_routes() { return {{Method::get, "/help", Door::open, help}}; }

}  // namespace hearth::web
