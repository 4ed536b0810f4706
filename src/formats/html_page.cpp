#include "formats/html_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace hearth::formats {
namespace {

// Tables that are wider than the screen move inside their own frame, which the keyboard reaches. On a narrow screen each row is a
// block, each cell behind its column's heading; the roles keep it a table for those who listen. On paper nothing is cut.
constexpr std::string_view style =
    "body{font:1rem/1.5 sans-serif;color:#0b0c0c;background:#fff;max-width:60rem;margin:1rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "h1{font-size:1.8rem;line-height:1.2}h2{font-size:1.3rem;margin:2rem 0 .5rem}"
    ".wide{overflow-x:auto;margin:1rem 0}.wide:focus-visible{outline:3px solid #0b0c0c;outline-offset:2px}"
    "table{border-collapse:collapse}caption{text-align:left;font-weight:bold;padding:.2rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #b1b4b6;overflow-wrap:break-word}"
    "tbody th{font-weight:normal}.n{text-align:right;white-space:nowrap}"
    "svg{display:block;width:100%;max-width:32rem;height:auto;margin:1rem 0}svg text{font:12px sans-serif;fill:#0b0c0c}svg rect{fill:#1d70b8}"
    "svg rect.against{fill:#d4351c}svg rect.sum{fill:#505a5f}svg line{stroke:#b1b4b6}svg polyline{fill:none;stroke:#1d70b8;stroke-width:2}h3{font-size:1.1rem;margin:1.5rem 0 .3rem}"
    "@media screen and (max-width:40rem){table,caption,tbody,tr,th,td{display:block}"
    "thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}"
    "tr{border-bottom:1px solid #b1b4b6;padding:.4rem 0}tbody th,td{border:0;padding:0}.n{text-align:left;white-space:normal}"
    "tbody th{font-weight:bold}tbody th::before,td::before{content:attr(data-label) \": \"}}"
    "@media print{body{max-width:none;margin:0;font-size:10pt}.wide{overflow:visible}tr,svg{break-inside:avoid}h2{break-after:avoid}}";

// Units of the chart; at 320 px of width a unit is about a pixel.
constexpr std::size_t chart_width = 300, label_width = 78, count_width = 62, bar_height = 14, bar_step = 22;
constexpr double step_height = 34, step_bar = 12;

/// Where values from `least` to `most` lie across a chart.
struct Across {
  double least, most;
  [[nodiscard]] double x(double value) const { return most - least < 1e-9 ? 0 : (value - least) / (most - least) * static_cast<double>(chart_width); }
};

std::string labelled_bar(const Across& across, double y, std::string_view label, double from, double to, std::string_view kind) {
  const double left = across.x(std::min(from, to)), right = across.x(std::max(from, to));
  return fmt::format("<text x=\"0\" y=\"{:.0f}\">{}</text><rect{} x=\"{:.1f}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"{:.0f}\"/>\n", y + 12, html_escaped(label), kind, left, y + 16,
                     std::max(1.0, right - left), step_bar);
}

std::string zero_line(const Across& across, double height) { return fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1:.0f}\"/>\n", across.x(0), height); }

constexpr std::string_view against = " class=\"against\"", summed = " class=\"sum\"";

}  // namespace

std::string html_escaped(std::string_view text) {
  const bool is_utf8 = is_text(text);
  std::string out;
  out.reserve(text.size());
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) out.push_back(' ');
        else out.push_back(static_cast<unsigned char>(c) >= 0x80 && !is_utf8 ? '?' : c);
    }
  return out;
}

HtmlPage::HtmlPage(std::string_view title) {
  const auto words = html_escaped(title);
  out_ = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<title>{0}</title>\n<style>{1}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
      words, style);
}

HtmlPage& HtmlPage::heading(std::string_view words) {
  out_ += "<h2>" + html_escaped(words) + "</h2>\n";
  return *this;
}

HtmlPage& HtmlPage::subheading(std::string_view words) {
  out_ += "<h3>" + html_escaped(words) + "</h3>\n";
  return *this;
}

HtmlPage& HtmlPage::paragraph(std::string_view words) {
  out_ += "<p>" + html_escaped(words) + "</p>\n";
  return *this;
}

HtmlPage& HtmlPage::list(std::span<const std::string> items) {
  if (items.empty()) return *this;
  out_ += "<ul>\n";
  for (const auto& item : items) out_ += "<li>" + html_escaped(item) + "</li>\n";
  out_ += "</ul>\n";
  return *this;
}

HtmlPage& HtmlPage::table(const HtmlTable& table) {
  if (table.rows.empty()) return *this;
  const auto as_number = [&](std::size_t column) { return table.columns.at(column).numbers ? " class=\"n\"" : ""; };
  out_ += fmt::format("<div class=\"wide\" role=\"region\" aria-labelledby=\"t{0}\" tabindex=\"0\">\n<table role=\"table\">\n"
                      "<caption id=\"t{0}\">{1}</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">",
                      ++tables_, html_escaped(table.caption));
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    out_ += fmt::format("<th role=\"columnheader\" scope=\"col\"{}>{}</th>", as_number(c), html_escaped(table.columns[c].heading));
  out_ += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
  for (const auto& row : table.rows) {
    out_ += "<tr role=\"row\">";
    for (std::size_t c = 0; c < row.size(); ++c)
      out_ += fmt::format("<{0}{1} data-label=\"{2}\">{3}</{4}>", c == 0 ? "th role=\"rowheader\" scope=\"row\"" : "td role=\"cell\"", as_number(c),
                          html_escaped(table.columns[c].heading), html_escaped(row[c]), c == 0 ? "th" : "td");
    out_ += "</tr>\n";
  }
  out_ += "</tbody>\n</table>\n</div>\n";
  return *this;
}

HtmlPage& HtmlPage::bars(std::string_view what, std::span<const HtmlBar> bars) {
  std::uint64_t most = 1;
  for (const auto& bar : bars) most = std::max(most, bar.count);
  out_ += fmt::format("<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\">\n", html_escaped(what), chart_width, bars.size() * bar_step);
  const double room = static_cast<double>(chart_width - label_width - count_width);
  std::size_t y = 0;
  for (const auto& bar : bars) {
    // What is there at all can be seen.
    const double length = bar.count == 0 ? 0.0 : std::max(1.0, room * static_cast<double>(bar.count) / static_cast<double>(most));
    out_ += fmt::format("<text x=\"0\" y=\"{0}\">{1}</text><rect x=\"{2}\" y=\"{3}\" width=\"{4:.1f}\" height=\"{5}\"/><text x=\"{6:.1f}\" y=\"{0}\">{7}</text>\n",
                        y + 15, html_escaped(bar.label), label_width, y + 4, length, bar_height, static_cast<double>(label_width) + length + 4,
                        with_commas(bar.count));
    y += bar_step;
  }
  out_ += "</svg>\n";
  return *this;
}

HtmlPage& HtmlPage::steps(std::string_view what, std::span<const HtmlStep> steps, std::string_view sum) {
  Across across{0, 0};
  double at = 0;
  for (const auto& step : steps) {
    at += step.value;
    across.least = std::min(across.least, at);
    across.most = std::max(across.most, at);
  }
  const double height = step_height * static_cast<double>(steps.size() + 1);
  out_ += fmt::format("<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {:.0f}\">\n", html_escaped(what), chart_width, height) + zero_line(across, height);
  double y = 0, from = 0;
  for (const auto& step : steps) {
    out_ += labelled_bar(across, y, fmt::format("{} {:+.1f}", step.label, step.value), from, from + step.value, step.value < 0 ? against : "");
    from += step.value;
    y += step_height;
  }
  out_ += labelled_bar(across, y, fmt::format("{} {:+.1f}", sum, from), 0, from, summed) + "</svg>\n";
  return *this;
}

HtmlPage& HtmlPage::signed_bars(std::string_view what, std::span<const HtmlStep> bars) {
  Across across{0, 0};
  for (const auto& bar : bars) across = {std::min(across.least, bar.value), std::max(across.most, bar.value)};
  const double height = step_height * static_cast<double>(bars.size());
  out_ += fmt::format("<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {:.0f}\">\n", html_escaped(what), chart_width, height) + zero_line(across, height);
  double y = 0;
  for (const auto& bar : bars) {
    out_ += labelled_bar(across, y, fmt::format("{} {:+.1f}", bar.label, bar.value), 0, bar.value, bar.value < 0 ? against : "");
    y += step_height;
  }
  out_ += "</svg>\n";
  return *this;
}

HtmlPage& HtmlPage::curve(std::string_view what, std::string_view across, std::string_view up, std::span<const HtmlPoint> points) {
  constexpr double left = 34, top = 22, side = 240;
  const auto x = [&](double value) { return left + std::clamp(value, 0.0, 1.0) * side; };
  const auto y = [&](double value) { return top + (1 - std::clamp(value, 0.0, 1.0)) * side; };
  out_ += fmt::format("<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {:.0f}\">\n", html_escaped(what), chart_width, top + side + 36);
  for (const double at : {0.0, 0.25, 0.5, 0.75, 1.0})
    out_ += fmt::format("<line x1=\"{0:.0f}\" x2=\"{1:.0f}\" y1=\"{2:.0f}\" y2=\"{2:.0f}\"/><text x=\"0\" y=\"{3:.0f}\">{4:g}</text><text x=\"{5:.0f}\" y=\"{6:.0f}\">{4:g}</text>\n", x(0), x(1),
                        y(at), y(at) + 4, at, x(at) - 8, top + side + 16);
  out_ += fmt::format("<text x=\"0\" y=\"12\">{}</text><text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n<polyline points=\"", html_escaped(up), left, top + side + 32, html_escaped(across));
  for (const auto& point : points) out_ += fmt::format("{:.1f},{:.1f} ", x(point.x), y(point.y));
  out_ += "\"/></svg>\n";
  return *this;
}

std::string HtmlPage::finish() {
  out_ += "</main>\n</body>\n</html>\n";
  return std::move(out_);
}

}  // namespace hearth::formats
