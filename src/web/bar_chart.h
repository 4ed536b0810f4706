// bar_chart.h: bars side by side with their words, as SVG drawn here. Every chart stands beside a table with the same figures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/html.h"

namespace hearth::web {

struct Bar {
  std::string words;
  std::optional<double> value;  ///< empty: hidden; the words `told` say so, and no bar is drawn
  std::string told;             ///< the figure as it is read: "72 of 100", "fewer than 10"
};
/// @param told  what the picture shows, for people who hear the page
/// @param most  the value of a bar across the whole width; 0: the greatest
[[nodiscard]] Html bar_chart(const std::string& told, const std::vector<Bar>& bars, double most = 0);

}  // namespace hearth::web
