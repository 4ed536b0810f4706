// knows.cpp: what this place knows: fact by organisation: told, agreed and missing, told without agreement, stale; homes nobody tells of.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "spine/coverage.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

constexpr std::uint64_t least_told = 10;  ///< fewer records are told as "fewer than 10"
constexpr int old_days = 35;

Html cell(const spine::FactTold& told) {
  const std::string count = told.records == 0 ? std::string{} : told.records < least_told ? "fewer than " + std::to_string(least_told) : with_commas(told.records);
  if (told.agreed && told.records > 0) return tagged("told", "green") + text(" " + count);
  if (told.agreed) return tagged("agreed, not sent", "yellow");
  if (told.records > 0) return tagged("sent, not agreed", "red") + text(" " + count);
  return text("no");
}

Html facts(const spine::Coverage& all) {
  std::vector<Column> columns{{"Fact"}};
  for (std::size_t i = 0; i < all.organisations.size(); ++i) {
    const auto& days = all.days_old[i];
    columns.push_back({all.organisations[i] + (days < 0 ? ": never loaded" : days > old_days ? ": " + std::to_string(days) + " days old" : std::string{})});
  }
  std::vector<std::vector<Html>> lines;
  for (std::size_t fact = 0; fact < all.facts.size(); ++fact) {
    std::vector<Html> line{text(all.facts[fact])};
    for (const auto& told : all.told[fact]) line.push_back(cell(told));
    lines.push_back(std::move(line));
  }
  return el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "Facts by organisation"}},
            table("Who tells what", columns, lines));
}

/// Bars of the share of homes that somebody tells of, with the same figures as a table.
Html homes(const spine::Coverage& all) {
  if (all.areas.empty()) return paragraph("No areas are loaded, so homes cannot be told by area. See areas in PLACE.toml.");
  constexpr std::size_t row = 22, label = 230, width = 640, bar = width - label - 60;
  Html bars;
  std::vector<std::vector<Html>> lines;
  std::size_t y = 0;
  for (const auto& area : all.areas) {
    const auto percent = area.homes == 0 ? 0 : area.held * 100 / area.homes;
    bars += el("text", {{"x", "0"}, {"y", std::to_string(y + 15)}}, text(area.name.substr(0, 30)));
    bars += el("rect", {{"x", std::to_string(label)}, {"y", std::to_string(y + 2)}, {"width", std::to_string(percent * bar / 100)}, {"height", std::to_string(row - 6)}, {"class", "hearth-bar-0"}});
    bars += el("text", {{"x", std::to_string(label + percent * bar / 100 + 6)}, {"y", std::to_string(y + 15)}}, text(std::to_string(percent) + " %"));
    y += row;
    lines.push_back({text(area.name), text(with_commas(area.homes)), text(with_commas(area.held)), text(std::to_string(percent) + " %")});
  }
  return second_heading("Homes that some file tells of, by " + spaced(all.layer)) +
         el("svg", {{"class", "hearth-chart"}, {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(y)}, {"role", "img"},
                    {"aria-label", "Share of homes that some file tells of, by area. The same figures are in the table below."}}, bars) +
         table("Homes by area", {{"Area"}, {"Homes", true}, {"Told of", true}, {"Share", true}}, lines);
}

Result<Response> knows(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto policy = visit.surface.folder.guard().policy();
  const auto all = spine::coverage_of(*snapshot, *policy, visit.surface.clock.now());
  return page(visit, {.title = "What this place knows", .back = "/files", .active = "/files", .wide = true},
              join(heading("What this place knows"),
                   paragraph("Which fact comes from whom, and what was agreed and never came. A place where nobody tells of a home is where a list is silent: that is not the same as safe."),
                   facts(all), homes(all)));
}

}  // namespace

std::vector<Route> knows_routes() { return {{Method::get, "/knows", Door::signed_in, knows}}; }

}  // namespace hearth::web
