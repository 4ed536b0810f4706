#include "people/link_report.h"

#include <fmt/format.h>

#include "base/text.h"

namespace hearth::people {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out.push_back(c);
    }
  return out;
}

}  // namespace

std::string link_report_html(const LinkReport& report, std::span<const FeedFacts> feeds) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Linking report</title>\n"
      "<style>body{font-family:sans-serif;max-width:60em;margin:2em auto}table{border-collapse:collapse;margin:1em 0}"
      "th,td{text-align:left;padding:.2em .8em;border-bottom:1px solid #bbb}td.n{text-align:right}</style></head><body>\n"
      "<h1>Linking report</h1>\n<p>Feeds: ";
  for (std::size_t i = 0; i < feeds.size(); ++i) out += (i > 0 ? ", " : "") + escaped(feeds[i].name);
  out += fmt::format(".</p>\n<p>{} records are {} people. {} pairs were compared, {} of them join records, {} wait for a reviewer. "
                     "The largest person has {} records. Before anything is compared, a record is expected to have {:.2f} partners.</p>\n",
                     with_commas(report.rows), with_commas(report.people), with_commas(report.pairs_compared), with_commas(report.matches),
                     with_commas(report.for_review), with_commas(report.largest_person), report.partners_per_record);
  if (!report.warnings.empty()) {
    out += "<h2>Warnings</h2><ul>\n";
    for (const auto& warning : report.warnings) out += "<li>" + escaped(warning) + "</li>\n";
    out += "</ul>\n";
  }
  out += "<h2>Which pairs were compared</h2>\n<table><tr><th>Records that share</th><th>pairs, first found so</th>"
         "<th>common values refined</th><th>records not compared so</th></tr>\n";
  for (const auto& rule : report.rules)
    out += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n", escaped(rule.rule),
                       with_commas(rule.pairs), with_commas(rule.hot_keys), with_commas(rule.rows_not_compared));
  out += "</table>\n<h2>What each agreement is worth</h2>\n<table><tr><th>Compared</th><th>Level</th><th>same person</th>"
         "<th>strangers</th><th>others of one home</th><th>bits</th></tr>\n";
  for (const auto& level : report.levels)
    out += fmt::format("<tr><td>{}</td><td>{}</td><td class=\"n\">{:.4f}</td><td class=\"n\">{:.6f}</td><td class=\"n\">{:.4f}</td>"
                       "<td class=\"n\">{:+.1f}</td></tr>\n",
                       escaped(level.comparison), escaped(level.words), level.m, level.u, level.h, level.bits);
  out += "</table>\n</body></html>\n";
  return out;
}

}  // namespace hearth::people
