#include "people/link_report.h"

#include <fmt/format.h>

#include "base/text.h"
#include "formats/html_page.h"

namespace hearth::people {
namespace {

formats::HtmlTable table_of_rules(const LinkReport& report) {
  formats::HtmlTable table{.caption = "Pairs by the rule that found them first",
                           .columns = {{"Records that share"}, {"pairs, first found so", true}, {"common values refined", true},
                                       {"records not compared so", true}}};
  for (const auto& rule : report.rules)
    table.rows.push_back({rule.rule, with_commas(rule.pairs), with_commas(rule.hot_keys), with_commas(rule.rows_not_compared)});
  return table;
}

formats::HtmlTable table_of_levels(const LinkReport& report) {
  formats::HtmlTable table{.caption = "Agreements: how often they are seen, and their weight",
                           .columns = {{"Compared"}, {"Level"}, {"same person", true}, {"strangers", true}, {"others of one home", true}, {"bits", true}}};
  for (const auto& level : report.levels)
    table.rows.push_back({level.comparison, level.words, fmt::format("{:.4f}", level.m), fmt::format("{:.6f}", level.u),
                          fmt::format("{:.4f}", level.h), fmt::format("{:+.1f}", level.bits)});
  return table;
}

}  // namespace

std::string link_report_html(const LinkReport& report, std::span<const FeedFacts> feeds) {
  std::string names;
  for (const auto& feed : feeds) names += (names.empty() ? "" : ", ") + feed.name;
  formats::HtmlPage page{"Linking report"};
  page.paragraph("Feeds: " + names + ".");
  page.paragraph(fmt::format("{} records are {} people. {} pairs were compared, {} of them join records, {} wait for a reviewer. "
                             "The largest person has {} records. Before anything is compared, a record is expected to have {:.2f} partners.",
                             with_commas(report.rows), with_commas(report.people), with_commas(report.pairs_compared), with_commas(report.matches),
                             with_commas(report.for_review), with_commas(report.largest_person), report.partners_per_record));
  if (!report.warnings.empty()) page.heading("Warnings").list(report.warnings);
  page.heading("Which pairs were compared").table(table_of_rules(report));
  page.heading("What each agreement is worth").table(table_of_levels(report));
  return page.finish();
}

}  // namespace hearth::people
