#include "web/bar_chart.h"

#include <algorithm>
#include <cmath>

namespace hearth::web {

Html bar_chart(const std::string& told, const std::vector<Bar>& bars, double most) {
  constexpr int width = 640, line = 44, bar_height = 16;
  for (const auto& bar : bars) most = std::max(most, bar.value.value_or(0));
  Html out;
  int y = 0;
  for (const auto& bar : bars) {
    out += el("text", {{"x", "0"}, {"y", std::to_string(y + 18)}}, text(bar.words + ": " + bar.told));
    if (bar.value && most > 0) {
      const auto length = std::lround(*bar.value / most * width);
      out += el("rect", {{"x", "0"}, {"y", std::to_string(y + 22)}, {"width", std::to_string(length)}, {"height", std::to_string(bar_height)}, {"class", "hearth-bar-1"}});
    }
    y += line;
  }
  if (bars.empty()) return {};
  return el("svg", {{"class", "hearth-chart hearth-chart-lines"}, {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(y)}, {"role", "img"}, {"aria-label", told}}, out);
}

}  // namespace hearth::web
