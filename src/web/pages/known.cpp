// known.cpp: what this place knows: which organisation has sent which fact, which is agreed and missing, which is old. Counts only.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"
#include "spine/known_facts.h"
#include "spine/small_counts.h"
#include "web/bar_chart.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using spine::FactState;

Html cell_of(const spine::FactHeld& held) {
  const auto rows = [&] { return text(" " + spine::told_count(held.records) + " records"); };
  std::string purposes = spaced(joined(held.purposes, ", "));
  std::ranges::replace(purposes, '-', ' ');
  switch (held.state) {
    case FactState::none: return text("no");
    case FactState::shared: return join(tagged("Have", "green"), rows(), text(", for " + purposes));
    case FactState::stale: return join(tagged("Old", "yellow"), rows(), text(", the file is of " + day_words(held.received)));
    case FactState::not_agreed: return join(tagged("Not agreed", "grey"), rows(), text(", shown to nobody"));
    case FactState::missing: return join(tagged("Missing", "red"), text(" agreed for " + purposes + ", not sent"));
  }
  return {};
}

std::string organisation_name(const trust::Policy& policy, const std::string& id) {
  const auto* organisation = policy.find(OrganisationId{id});
  return organisation == nullptr || organisation->name.empty() ? spaced(id) : organisation->name;
}

Html facts_table(const spine::Snapshot& snapshot, const spine::PlaceKnowledge& knowledge, const trust::Policy& policy) {
  std::vector<Column> columns{{"Fact"}};
  for (const auto& id : knowledge.organisations) columns.push_back({organisation_name(policy, id)});
  std::vector<std::vector<Html>> rows;
  for (const auto& line : knowledge.lines) {
    auto& row = rows.emplace_back();
    row.push_back(text((*snapshot.vocabulary)[line.factor].words));
    for (const auto& held : line.by_organisation) row.push_back(cell_of(held));
  }
  return table("Facts, by the organisation that tells them", columns, rows);
}

/// Agreed and never sent: the cheapest thing to put right.
Html missing(const spine::Snapshot& snapshot, const spine::PlaceKnowledge& knowledge, const trust::Policy& policy) {
  std::vector<Html> items;
  for (std::size_t o = 0; o < knowledge.organisations.size(); ++o) {
    std::vector<std::string> facts;
    for (const auto& line : knowledge.lines)
      if (line.by_organisation[o].state == FactState::missing) facts.push_back((*snapshot.vocabulary)[line.factor].words);
    if (!facts.empty()) items.push_back(text(organisation_name(policy, knowledge.organisations[o]) + ": " + joined(facts, ", ")));
  }
  if (items.empty()) return {};
  return second_heading("Agreed, and not sent") + bullets(items);
}

Html coverage(const spine::Snapshot& snapshot) {
  const auto areas = spine::homes_covered(snapshot);
  if (areas.empty()) return second_heading("Homes that we hold something on") + paragraph("No wards or other areas are loaded here. Whoever runs Hearth for you can add them; then the share of homes is shown for each.");
  std::vector<Bar> bars;
  std::vector<std::vector<Html>> rows;
  for (const auto& area : areas) {
    // A number of homes is no number of people, but of two homes it nearly is.
    const bool told = area.held >= spine::least_told && area.homes - area.held >= spine::least_told;
    const auto share = area.homes == 0 ? 0.0 : 100.0 * static_cast<double>(area.held) / static_cast<double>(area.homes);
    const std::string words = area.homes < spine::least_told ? "too few homes to say"
                              : told                         ? fmt::format("{:.0f} in 100", share)
                              : area.held < spine::least_told ? "nearly none"
                                                              : "nearly all";
    const double drawn = area.homes < spine::least_told ? 0 : told ? share : area.held < spine::least_told ? 0 : 100;
    bars.push_back({area.name, area.homes < spine::least_told ? std::nullopt : std::optional{drawn}, words});
    rows.push_back({text(area.name), text(spine::told_count(area.homes)), text(words)});
  }
  return join(second_heading("Homes that we hold something on"), paragraph("Of the homes in the address list: those at which at least one record of any file is placed."),
              bar_chart("Share of the homes of each area that we hold something on. The same figures are in the table below.", bars, 100),
              table("By area", {{"Area"}, {"Homes", true}, {"Hold something on", true}}, rows));
}

Result<Response> known(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto policy = visit.surface.folder.guard().policy();
  const auto knowledge = spine::place_knowledge(*snapshot, *policy, visit.surface.clock.now(), visit.surface.threads);
  return page(visit, {.title = "What this place knows", .active = "/known", .wide = true},
              join(heading("What this place knows"), paragraph("Which fact each organisation has sent, and may be shown what for. Counts of records only; nobody is found here."),
                   paragraph(link("/figures", "The place in figures: how many people need what, by area")),
                   snapshot->place.feeds.empty() ? no_files_yet() : Html{},
                   missing(*snapshot, knowledge, *policy), facts_table(*snapshot, knowledge, *policy), coverage(*snapshot)));
}

}  // namespace

std::vector<Route> known_routes() { return {{Method::get, "/known", Door::signed_in, known}}; }

}  // namespace hearth::web
