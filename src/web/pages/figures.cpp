// figures.cpp: the place in figures: how many people need what, by area, for planning. Small numbers are hidden; nobody is named.
#include "base/text.h"
#include "base/try.h"
#include "spine/door_row_guard.h"
#include "spine/figures.h"
#include "web/bar_chart.h"
#include "web/line_chart.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

std::string told(const std::optional<std::uint64_t>& count) { return count ? with_commas(*count) : "hidden"; }

Html chart(const spine::AreaFigures& figures) {
  std::vector<Bar> bars;
  for (std::size_t area = 0; area < figures.areas.size(); ++area) {
    const auto& total = figures.people[area].back();
    bars.push_back({figures.areas[area], total ? std::optional{static_cast<double>(*total)} : std::nullopt, told(total)});
  }
  return bar_chart("People found, by area. The same figures are in the table below.", bars);
}

Html counts(const spine::AreaFigures& figures) {
  std::vector<Column> columns{{"Area"}};
  for (const auto& category : figures.categories) columns.push_back({category, true});
  columns.push_back({"All", true});
  std::vector<std::vector<Html>> rows;
  for (std::size_t r = 0; r < figures.people.size(); ++r) {
    auto& row = rows.emplace_back();
    row.push_back(text(r < figures.areas.size() ? figures.areas[r] : "Whole place"));
    for (const auto& count : figures.people[r]) row.push_back(text(told(count)));
  }
  return table("People found, by area and by what staff would do", columns, rows);
}

/// How many of those found have each need: what a service is planned by.
Html needs(const spine::AreaFigures& figures) {
  if (figures.needs.empty()) return {};
  std::vector<Column> columns{{"Need"}, {"Whole place", true}};
  for (const auto& area : figures.areas) columns.push_back({area, true});
  std::vector<std::vector<Html>> rows;
  std::vector<Bar> bars;
  const auto& whole = figures.people_by_need.back();
  for (std::size_t need = 0; need < figures.needs.size(); ++need) {
    bars.push_back({figures.needs[need], whole[need] ? std::optional{static_cast<double>(*whole[need])} : std::nullopt, told(whole[need])});
    auto& row = rows.emplace_back(std::vector<Html>{text(figures.needs[need]), text(told(whole[need]))});
    for (std::size_t area = 0; area < figures.areas.size(); ++area) row.push_back(text(told(figures.people_by_need[area][need])));
  }
  return second_heading("By need") + paragraph("Of the people found, how many have each need, rounded to 5. Somebody with two needs is counted at both. "
                                                       "A number is also hidden where fewer than 10 people found there do not have the need.") +
         bar_chart("People found, by need. The same figures are in the table below.", bars) +
         el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "People found, by need and area"}}, table("People found, by need and area", columns, rows));
}

/// "September 2026".
std::string month_words(const std::string& month) {
  const auto date = Date::parse_iso(month);
  return date ? date->words() : month;
}

Html months(const spine::MonthFigures& figures) {
  if (figures.months.empty()) return {};
  const auto title = el("h2", {{"class", "govuk-heading-m"}}, text("Month by month"));
  if (figures.months.size() < 2) return title + paragraph("Counted since " + month_words(figures.months.front()) + ". The line begins with the second month: the last run of each month counts for it.");
  std::vector<Line> lines;
  std::vector<Column> columns{{"Month"}};
  for (std::size_t c = 0; c < figures.categories.size(); ++c) {
    columns.push_back({figures.categories[c], true});
    Line line{.words = figures.categories[c], .values = {}};
    for (const auto& row : figures.people) line.values.push_back(row[c] ? std::optional{static_cast<double>(*row[c])} : std::nullopt);
    lines.push_back(std::move(line));
  }
  std::vector<std::string> names;
  for (const auto& month : figures.months) {
    const auto words = month_words(month);
    names.push_back(words.substr(0, 3) + words.substr(std::min(words.find(' '), words.size())));
  }
  std::vector<std::vector<Html>> rows;
  for (std::size_t m = figures.months.size(); m-- > 0;) {
    auto& row = rows.emplace_back();
    row.push_back(text(month_words(figures.months[m])));
    for (const auto& count : figures.people[m]) row.push_back(text(told(count)));
  }
  return title + paragraph("The whole place, over all files that may be joined for this purpose, rounded to 5. More or fewer may also come of new files or rules.") +
         line_chart("People found by month and by what staff would do. The same figures are in the table below.", names, lines) + table("People found, month by month", columns, rows);
}

Result<Response> choose(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  std::vector<Html> items;
  for (const auto& programme : snapshot->programmes)
    if (visit.may_look(*snapshot, trust::Action::query, programme.purpose))
      items.push_back(link("/figures/" + percent_encoded(programme.purpose.text()), programme.words));
  return page(visit, {.title = "Place in figures", .active = "/known"},
              join(heading("Place in figures"), snapshot->place.feeds.empty() ? no_files_yet() : items.empty() ? paragraph("Your role and organisation allow no look at people here, and so no figures of them.") : bullets(items)));
}

Result<Response> figures(const Visit& visit) {
  HEARTH_TRY(asking, visit.look(trust::Action::query, visit.parts.front(), "figures by area"));
  auto counted = spine::area_figures(*asking.snapshot, *asking.sight, *asking.programme, visit.surface.clock.now(), visit.surface.threads);
  constexpr std::size_t months_told = 25;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(kept, need::read_months(session, asking.programme->id.text(), months_told));
    counted.by_month = spine::month_figures(kept, *asking.programme);
    return Done{};
  }));
  HEARTH_TRY(seen, visit.surface.folder.guard().see_answer(asking.look, std::move(counted), std::vector<spine::DoorRow>{}));
  std::vector<Html> obligations;
  for (const auto& obligation : seen.receipt().obligations) obligations.push_back(text(obligation));
  return page(visit, {.title = "Place in figures", .back = "/figures", .active = "/known", .wide = true},
              join(el("span", {{"class", "govuk-caption-l"}}, text(asking.programme->words)), heading("Place in figures"), bullets(obligations),
                   paragraph("People found on what your organisation may see today, by the area where they live. A number under 10 is hidden, and so are others from which it could be worked out. "
                             "Not in a figure does not mean safe."),
                   seen->head.kind.empty() ? paragraph("No wards or other areas are loaded here. Whoever runs Hearth for you can add them; then there is a line for each.") : Html{}, chart(seen->head), counts(seen->head), needs(seen->head), months(seen->head.by_month)));
}

}  // namespace

std::vector<Route> figure_routes() { return {{Method::get, "/figures", Door::signed_in, choose}, {Method::get, "/figures/{}", Door::signed_in, figures}}; }

}  // namespace hearth::web
