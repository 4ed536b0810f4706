// line_chart.h: lines over months, as SVG drawn here. Every chart stands beside a table with the same figures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

struct Line {
  std::string words;                            ///< stands at its end, so that no colour has to be told from another
  std::vector<std::optional<double>> values;    ///< one for each month; empty: hidden, and the line has a gap
};

/// @param told  what the picture shows, for people who hear the page
/// Empty with fewer than two months.
[[nodiscard]] Html line_chart(const std::string& told, const std::vector<std::string>& months, const std::vector<Line>& lines);

}  // namespace hearth::web
