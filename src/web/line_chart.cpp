#include "web/line_chart.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace hearth::web {
namespace {

constexpr int width = 640, height = 260, left = 70, right = 170, top = 16, bottom = 36;
constexpr int label_height = 26;

/// The smallest of 1, 2 and 5 times a power of ten that is not under `value`.
double round_up(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1.0))));
  for (const double step : {1.0, 2.0, 5.0})
    if (step * power >= value) return step * power;
  return 10 * power;
}

struct Frame {
  std::size_t months;
  double most;
  [[nodiscard]] int x(std::size_t month) const {
    const auto span = static_cast<double>(width - left - right);
    return left + static_cast<int>(std::lround(span * static_cast<double>(month) / static_cast<double>(months - 1)));
  }
  [[nodiscard]] int y(double value) const { return top + static_cast<int>(std::lround((height - top - bottom) * (1 - value / most))); }
};

Html label(int x, int y, const std::string& words, const char* anchor = "start") {
  return el("text", {{"x", std::to_string(x)}, {"y", std::to_string(y)}, {"text-anchor", anchor}}, text(words));
}

Html axes(const Frame& frame, const std::vector<std::string>& months) {
  Html out;
  constexpr int steps = 4;
  for (int i = 0; i <= steps; i += 2) {
    const double value = frame.most * i / steps;
    const auto y = std::to_string(frame.y(value));
    out += el("line", {{"x1", std::to_string(left)}, {"x2", std::to_string(width - right)}, {"y1", y}, {"y2", y}, {"class", "hearth-grid"}}, {});
    out += label(left - 6, frame.y(value) + 5, with_commas(static_cast<std::uint64_t>(std::llround(value))), "end");
  }
  // Month names at most where they do not touch.
  constexpr std::size_t months_named = 3;
  const auto every = (months.size() + months_named - 1) / months_named;
  for (std::size_t i = 0; i < months.size(); i += every) out += label(frame.x(i), height - 8, months[i], "middle");
  return out;
}

/// Runs of months that are told, each as a line; a month between two hidden ones as a point.
Html drawn(const Frame& frame, const Line& line, std::size_t rank) {
  Html out;
  std::string points;
  std::size_t count = 0;
  int last_x = 0, last_y = 0;
  const std::string style = "hearth-line hearth-line-" + std::to_string(std::min<std::size_t>(rank, 4));
  const auto finish = [&] {
    if (count > 1) out += el("polyline", {{"points", points}, {"class", style}}, {});
    else if (count == 1) out += el("circle", {{"cx", std::to_string(last_x)}, {"cy", std::to_string(last_y)}, {"r", "3"}, {"class", "hearth-dot"}}, {});
    points.clear();
    count = 0;
  };
  for (std::size_t i = 0; i < line.values.size(); ++i) {
    if (!line.values[i]) {
      finish();
      continue;
    }
    last_x = frame.x(i), last_y = frame.y(*line.values[i]);
    points += (points.empty() ? "" : " ") + std::to_string(last_x) + "," + std::to_string(last_y);
    ++count;
  }
  finish();
  return out;
}

/// At the height of each line's last figure, and apart from one another.
Html names(const Frame& frame, const std::vector<Line>& lines) {
  std::vector<std::pair<int, const Line*>> at;
  for (const auto& line : lines) {
    const auto last = std::find_if(line.values.rbegin(), line.values.rend(), [](const auto& value) { return value.has_value(); });
    if (last != line.values.rend()) at.emplace_back(frame.y(**last) + 5, &line);
  }
  std::ranges::stable_sort(at, {}, [](const auto& one) { return one.first; });
  for (std::size_t i = 1; i < at.size(); ++i) at[i].first = std::max(at[i].first, at[i - 1].first + label_height);
  const int over = at.empty() ? 0 : std::max(0, at.back().first - (height - bottom + 6));
  Html out;
  for (const auto& [y, line] : at) out += label(width - right + 8, y - over, line->words);
  return out;
}

}  // namespace

Html line_chart(const std::string& told, const std::vector<std::string>& months, const std::vector<Line>& lines) {
  if (months.size() < 2) return {};
  double most = 0;
  for (const auto& line : lines)
    for (const auto& value : line.values) most = std::max(most, value.value_or(0));
  const Frame frame{months.size(), round_up(most)};
  Html out = axes(frame, months);
  for (std::size_t i = 0; i < lines.size(); ++i) out += drawn(frame, lines[i], i);
  out += names(frame, lines);
  return el("svg", {{"class", "hearth-chart hearth-chart-lines"}, {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height)}, {"role", "img"}, {"aria-label", told}}, out);
}

}  // namespace hearth::web
