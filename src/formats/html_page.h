// html_page.h: one self-contained HTML page of figures, which people keep, mail and print.
//
// No script and no outside host (the page says so itself, in a content security policy); charts are inline SVG beside a table with
// the same figures. One title, headings in order, tables with captions and scopes; readable from 320 px on and on paper.
// Whatever is handed in is text: it is escaped here, and nowhere else.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::formats {

/// `text` as it may stand between tags and in quoted attributes; control characters become blanks, bytes that are no UTF-8 "?".
[[nodiscard]] std::string html_escaped(std::string_view text);

struct HtmlColumn {
  std::string heading;
  bool numbers{false};  ///< right-aligned
};

/// As many cells in each row as columns, or fewer; the first cell of a row is its heading.
struct HtmlTable {
  std::string caption;
  std::vector<HtmlColumn> columns;
  std::vector<std::vector<std::string>> rows{};
};

struct HtmlBar {
  std::string label;  ///< a dozen letters
  std::uint64_t count;
};

/// One step of a sum, or a value that may be below nothing.
struct HtmlStep {
  std::string label;
  double value;
};

struct HtmlPoint {
  double x, y;  ///< 0 to 1
};

class HtmlPage {
 public:
  explicit HtmlPage(std::string_view title);
  HtmlPage& heading(std::string_view words);
  HtmlPage& subheading(std::string_view words);
  HtmlPage& paragraph(std::string_view words);
  HtmlPage& list(std::span<const std::string> items);
  /// A table without rows is left out.
  HtmlPage& table(const HtmlTable& table);
  /// Horizontal bars, the longest as wide as there is room. `what` is read out in its place: put the table beside it.
  HtmlPage& bars(std::string_view what, std::span<const HtmlBar> bars);
  /// A waterfall: each step begins where the last one ended, and the sum stands below.
  HtmlPage& steps(std::string_view what, std::span<const HtmlStep> steps, std::string_view sum);
  /// Bars to the right of nothing, and to the left of it.
  HtmlPage& signed_bars(std::string_view what, std::span<const HtmlStep> bars);
  /// A line through points, from left to right, between two axes from 0 to 1.
  HtmlPage& curve(std::string_view what, std::string_view across, std::string_view up, std::span<const HtmlPoint> points);
  [[nodiscard]] std::string finish();

 private:
  std::string out_;
  std::size_t tables_{0};
};

}  // namespace hearth::formats
