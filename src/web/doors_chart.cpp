#include "web/doors_chart.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using spine::DoorRow;

constexpr std::size_t bar_colours = 5;

/// Doors of each street by what to do at them: what is most urgent behind a door counts.
using DoorsByStreet = std::map<std::string, std::map<std::size_t, std::size_t>>;  // street, then rank of the category: doors

DoorsByStreet doors_by_street(const std::vector<DoorRow>& rows) {
  DoorsByStreet out;
  for (std::size_t i = 0; i < rows.size();) {
    const auto& first = rows[i];
    std::size_t rank = first.category_rank, next = i + 1;
    for (; next < rows.size() && spine::at_one_door(rows[next], first); ++next) rank = std::min(rank, rows[next].category_rank);
    if (first.part == spine::Part::door) ++out[first.street.empty() ? "(no street)" : first.street][rank];
    i = next;
  }
  return out;
}

std::string bar_class(std::size_t rank) { return "hearth-bar-" + std::to_string(std::min(rank, bar_colours - 1)); }

/// Which colour is what to do; in the order of the programme, those of the list alone.
Html chart_key(const spine::AreaHead& head, const std::set<std::size_t>& ranks) {
  Html items;
  for (const auto rank : ranks)
    if (rank < head.by_category.size()) items += el("li", el("svg", {{"class", "hearth-chart-key-mark"}, {"viewBox", "0 0 16 16"}, {"aria-hidden", "true"}}, el("rect", {{"width", "16"}, {"height", "16"}, {"class", bar_class(rank)}})) +
                          text(" " + head.by_category[rank].first));
  return el("ul", {{"class", "govuk-list hearth-chart-key"}}, items);
}

/// The last line of the table.
std::vector<Html> all_together(const DoorsByStreet& by_street, const spine::AreaHead& head) {
  std::vector<Html> line{text("All together")};
  std::size_t sum = 0;
  for (std::size_t rank = 0; rank < head.by_category.size(); ++rank) {
    std::size_t count = 0;
    for (const auto& [street, doors] : by_street)
      if (const auto at = doors.find(rank); at != doors.end()) count += at->second;
    line.push_back(text(with_commas(count)));
    sum += count;
  }
  line.push_back(text(with_commas(sum)));
  return line;
}

}  // namespace

Html doors_chart(const std::vector<DoorRow>& rows, const spine::AreaHead& head) {
  const auto by_street = doors_by_street(rows);
  if (by_street.empty()) return {};
  std::vector<Column> columns{{"Street"}};
  for (const auto& [verb, count] : head.by_category) columns.push_back({verb, true});
  columns.push_back({"All", true});
  std::size_t most = 1;
  std::set<std::size_t> ranks;
  for (const auto& [street, doors] : by_street) {
    std::size_t sum = 0;
    for (const auto& [rank, count] : doors) sum += count, ranks.insert(rank);
    most = std::max(most, sum);
  }
  constexpr std::size_t bar_height = 22, label = 230, width = 640, name_length = 30;
  std::vector<std::vector<Html>> lines;
  auto together = all_together(by_street, head);
  Html bars;
  std::size_t y = 0;
  for (const auto& [street, doors] : by_street) {
    std::vector<Html> line{text(street)};
    std::size_t x = label, sum = 0;
    bars += el("text", {{"x", "0"}, {"y", std::to_string(y + 15)}}, text(street.size() > name_length ? street.substr(0, name_length) : street));
    for (std::size_t rank = 0; rank < head.by_category.size(); ++rank) {
      const auto at = doors.find(rank);
      const std::size_t count = at == doors.end() ? 0 : at->second, bar = count * (width - label - 40) / most;
      if (bar > 0)
        bars += el("rect", {{"x", std::to_string(x)}, {"y", std::to_string(y + 2)}, {"width", std::to_string(bar)}, {"height", std::to_string(bar_height - 6)}, {"class", bar_class(rank)}});
      x += bar;
      sum += count;
      line.push_back(text(with_commas(count)));
    }
    bars += el("text", {{"x", std::to_string(x + 6)}, {"y", std::to_string(y + 15)}}, text(with_commas(sum)));
    line.push_back(text(with_commas(sum)));
    lines.push_back(std::move(line));
    y += bar_height;
  }
  lines.push_back(std::move(together));
  const Html picture = el("svg", {{"class", "hearth-chart"}, {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(y)}, {"role", "img"},
                                  {"aria-label", "Doors by street and by what to do. The same figures are in the table below."}}, bars);
  return folded("Doors by street and what to do", chart_key(head, ranks) + picture + table("Doors by street; each counts once, by what is most urgent behind it", columns, lines));
}

std::string_view deed_colour(std::size_t rank) {
  constexpr std::array<std::string_view, bar_colours> colours{"red", "blue", "green", "purple", "grey"};
  return colours[std::min(rank, bar_colours - 1)];
}

}  // namespace hearth::web
