// figures.cpp: place in figures: how many people of each area have each need. Small counts are hidden, the others rounded.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "spine/needs_by_area.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

constexpr std::size_t areas_at_once = 8;  ///< more columns than this are read as one table for each need

Html count_of(const spine::PublishedCount& count) { return text(count.people ? with_commas(*count.people) : "fewer than " + std::to_string(spine::PublishedCount::least_shown)); }

Html one_table(const spine::NeedsByArea& all) {
  std::vector<Column> columns{{"Need"}};
  for (const auto& area : all.areas) columns.push_back({area, true});
  std::vector<std::vector<Html>> lines;
  for (std::size_t need = 0; need < all.needs.size(); ++need) {
    std::vector<Html> line{text(all.needs[need])};
    for (const auto& count : all.people[need]) line.push_back(count_of(count));
    lines.push_back(std::move(line));
  }
  return el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "Needs by area"}}, table("People with each need", columns, lines));
}

Html table_for_each(const spine::NeedsByArea& all) {
  Html out;
  for (std::size_t need = 0; need < all.needs.size(); ++need) {
    std::vector<std::vector<Html>> lines;
    for (std::size_t area = 0; area < all.areas.size(); ++area) lines.push_back({text(all.areas[area]), count_of(all.people[need][area])});
    out += folded(all.needs[need], table(all.needs[need], {{"Area"}, {"People", true}}, lines));
  }
  return out;
}

/// The most people in one area with each need, as bars.
Html chart(const spine::NeedsByArea& all) {
  constexpr std::size_t row = 22, label = 300, width = 640, bar = width - label - 60;
  std::uint64_t most = 1;
  std::vector<std::uint64_t> longest;
  for (const auto& counts : all.people) {
    std::uint64_t top = 0;
    for (const auto& count : counts) top = std::max(top, count.people.value_or(0));
    longest.push_back(top);
    most = std::max(most, top);
  }
  Html bars;
  std::size_t y = 0;
  for (std::size_t need = 0; need < all.needs.size(); ++need, y += row) {
    const auto length = static_cast<std::size_t>(longest[need]) * bar / static_cast<std::size_t>(most);
    bars += el("text", {{"x", "0"}, {"y", std::to_string(y + 15)}}, text(all.needs[need].substr(0, 40)));
    bars += el("rect", {{"x", std::to_string(label)}, {"y", std::to_string(y + 2)}, {"width", std::to_string(length)}, {"height", std::to_string(row - 6)}, {"class", "hearth-bar-1"}});
    bars += el("text", {{"x", std::to_string(label + length + 6)}, {"y", std::to_string(y + 15)}}, text(with_commas(longest[need])));
  }
  return el("svg", {{"class", "hearth-chart"}, {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(y)}, {"role", "img"},
                    {"aria-label", "People with each need in the area that has most of them. The same figures are in the table below."}}, bars);
}

Result<Response> figures(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto policy = visit.surface.folder.guard().policy();
  const auto all = spine::needs_by_area(*snapshot, *policy, visit.surface.clock.now());
  const Html main = all.layer.empty()   ? paragraph("No areas are loaded, so nothing can be told by area. See areas in PLACE.toml.")
                    : all.needs.empty() ? paragraph("No area has enough people with any one need for a figure that picks nobody out.")
                                        : join(second_heading("By " + spaced(all.layer)), chart(all), all.areas.size() > areas_at_once ? table_for_each(all) : one_table(all));
  return page(visit, {.title = "Place in figures", .back = "/files", .active = "/files", .wide = true},
              join(heading("Place in figures"),
                   paragraph("For planning. Fewer than " + std::to_string(spine::PublishedCount::least_shown) + " are not told, the others are rounded to " +
                             std::to_string(spine::PublishedCount::rounded_to) + ", and there are no totals, so that nobody can be picked out. Only what files tell is counted: the true numbers are higher."),
                   main));
}

}  // namespace

std::vector<Route> figure_routes() { return {{Method::get, "/figures", Door::signed_in, figures}}; }

}  // namespace hearth::web
