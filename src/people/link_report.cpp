#include "people/link_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

using formats::HtmlBar;
using formats::HtmlPage;
using formats::HtmlStep;
using formats::HtmlTable;

std::string percent(double part, double whole) { return whole > 0 ? fmt::format("{:.1f} %", 100 * part / whole) : "-"; }
std::string percent(std::uint64_t part, std::uint64_t whole) { return percent(static_cast<double>(part), static_cast<double>(whole)); }
std::string four(double share) { return fmt::format("{:.4f}", share); }
std::string with_interval(double share, const match::Interval& interval) { return fmt::format("{:.4f} ({:.4f} to {:.4f})", share, interval.least, interval.most); }

HtmlTable table_of_levels(const LinkReport& report) {
  HtmlTable table{.caption = "Agreements: how often they are seen, and their weight",
                  .columns = {{"Compared"}, {"Level"}, {"same person", true}, {"strangers", true}, {"others of one home", true}, {"bits", true}}};
  for (const auto& level : report.levels)
    table.rows.push_back({level.comparison, level.words, fmt::format("{:.4f}", level.m), fmt::format("{:.6f}", level.u),
                          fmt::format("{:.4f}", level.h), fmt::format("{:+.1f}", level.bits)});
  return table;
}

/// The best and the worst level of each comparison: what it can say at most, for and against.
std::vector<HtmlStep> strongest_levels(const LinkReport& report) {
  std::vector<HtmlStep> out;
  for (std::size_t i = 0; i < report.levels.size();) {
    std::size_t last = i;
    while (last + 1 < report.levels.size() && report.levels[last + 1].comparison == report.levels[i].comparison) ++last;
    for (const auto at : {i, last}) out.push_back({report.levels[at].comparison + ": " + report.levels[at].words, report.levels[at].bits});
    i = last + 1;
  }
  return out;
}

void add_columns(HtmlPage& page, const LinkReport& report, const LinkFindings& findings, std::span<const FeedFacts> feeds) {
  HtmlTable table{.caption = "What the columns hold", .columns = {{"Column"}, {"filled", true}, {"different values", true}, {"rows with the commonest", true}}};
  if (feeds.size() > 1)
    for (const auto& feed : feeds) table.columns.push_back({"filled in " + feed.name, true});
  std::vector<std::uint64_t> rows_of_feed(feeds.size());
  for (const auto& group : findings.groups)
    for (std::size_t feed = 0; feed < feeds.size(); ++feed)
      if (group.by == "file" && group.group == feeds[feed].name) rows_of_feed[feed] = group.records;
  for (const auto& column : findings.columns) {
    table.rows.push_back({column.column, percent(column.filled, report.rows), with_commas(column.distinct), with_commas(column.commonest)});
    for (std::size_t feed = 0; feeds.size() > 1 && feed < feeds.size(); ++feed)
      table.rows.back().push_back(percent(feed < column.by_feed.size() ? column.by_feed[feed] : 0, rows_of_feed[feed]));
  }
  page.heading("What was read").table(table);
}

void add_rules(HtmlPage& page, const LinkReport& report) {
  page.heading("Which pairs were compared").table(table_of_rules(report));
}

void add_weights(HtmlPage& page, const LinkFindings& findings) {
  std::vector<HtmlBar> bars;
  HtmlTable table{.caption = "Pairs by their weight", .columns = {{"bits"}, {"joined", true}, {"for a reviewer", true}, {"apart", true}}};
  for (const auto& bin : findings.weights) {
    const auto range = fmt::format("{} to {}", bin.from, bin.to);
    bars.push_back({range, bin.joined + bin.for_review + bin.apart});
    table.rows.push_back({range, with_commas(bin.joined), with_commas(bin.for_review), with_commas(bin.apart)});
  }
  page.heading("How the pairs came out").paragraph("A weight of 0 bits says that one person is as likely as two; each bit more doubles the odds. Pairs below what is kept are not counted.");
  if (!bars.empty()) page.bars("Pairs by their weight; the same figures stand in the table below", bars).table(table);
}

void add_samples(HtmlPage& page, const LinkFindings& findings) {
  if (findings.samples.empty()) return;
  page.heading("How a weight adds up").paragraph("Four pairs of these records, without their values. Bars to the right speak for one person, bars to the left against it.");
  for (const auto& sample : findings.samples) {
    std::vector<HtmlStep> steps;
    HtmlTable table{.caption = sample.what + ", step by step", .columns = {{"Compared"}, {"Level"}, {"bits", true}}};
    for (const auto& line : sample.told.lines) {
      table.rows.push_back({line.what, line.words, fmt::format("{:+.2f}", line.bits.value())});
      if (line.bits.value() < -0.05 || line.bits.value() > 0.05) steps.push_back({line.what, line.bits.value()});
    }
    table.rows.push_back({"together", fmt::format("probability {:.4f}", sample.told.probability.value()), fmt::format("{:+.2f}", sample.told.weight.value())});
    page.subheading(sample.what).steps(sample.what + ": how its weight adds up; the same figures stand in the table below", steps, "together").table(table);
  }
}

void add_people(HtmlPage& page, const LinkFindings& findings) {
  std::vector<HtmlBar> bars;
  HtmlTable table{.caption = "People by how many records they have", .columns = {{"records"}, {"people", true}}};
  for (const auto& size : findings.sizes) {
    bars.push_back({size.records, size.people});
    table.rows.push_back({size.records, with_commas(size.people)});
  }
  page.heading("The people that came of it").bars("People by how many records they have; the same figures stand in the table below", bars).table(table);
  HtmlTable loose{.caption = "People to look at first: their records hang together by little", .columns = {{"person_id"}, {"records", true}, {"weakest record, bits", true}, {"pairs of its records found", true}, {"identifiers differ"}}};
  for (const auto& end : findings.loose)
    loose.rows.push_back({std::to_string(end.person), with_commas(end.records), fmt::format("{:+.1f}", end.weakest), percent(end.agreeing, 1), end.doubtful ? "yes" : "no"});
  page.table(loose);
}

void add_groups(HtmlPage& page, const LinkFindings& findings) {
  HtmlTable table{.caption = "Who finds a partner, and who waits for a reviewer", .columns = {{"Records"}, {"how many", true}, {"joined with another", true}, {"in a pair for review", true}}};
  for (const auto& group : findings.groups)
    table.rows.push_back({group.by + ": " + group.group, with_commas(group.records), percent(group.joined, group.records), percent(group.for_review, group.records)});
  page.heading("Is everybody linked alike?").paragraph("A group that is joined less often than others may be written down worse, or may be treated worse. Only a truth can tell which.").table(table);
}

void add_rightness(HtmlPage& page, const LinkFindings& findings) {
  if (!findings.rightness) return;
  const auto& [scores, clusters, curve] = *findings.rightness;
  page.heading("How right it is").paragraph(fmt::format("Against the truth that the declaration names: of the pairs inside one person {:.2f} % are right, and {:.2f} % of the true pairs were found (F1 {:.4f}, B-cubed {:.4f}). "
                                                        "Probabilities are off by {:.4f} in the mean.", 100 * clusters.pairs.precision(), 100 * clusters.pairs.recall(), clusters.pairs.f1(), clusters.b_cubed(), scores.calibration_error));
  page.curve("Precision over recall; figures of some probabilities stand in the table below", "recall", "precision", curve);
  HtmlTable thresholds{.caption = "By the probability from which on pairs are taken, with the range that holds the true share 95 times in 100", .columns = {{"from"}, {"precision"}, {"recall"}, {"F1", true}}};
  const auto add = [&](const std::string& name, const match::AtThreshold& at) {
    thresholds.rows.push_back({name, with_interval(at.pairs.precision(), at.precision), with_interval(at.pairs.recall(), at.recall), four(at.pairs.f1())});
  };
  for (const auto& at : scores.thresholds) add(fmt::format("{:g}", at.from), at);
  add("best: " + four(scores.best.from), scores.best);
  page.table(thresholds);
  HtmlTable said{.caption = "What was said, and what is true", .columns = {{"said"}, {"pairs", true}, {"mean", true}, {"true"}}};
  for (const auto& bin : scores.bins) said.rows.push_back({fmt::format("{:g} to {:g}", bin.from, bin.to), with_commas(bin.pairs), four(bin.said), with_interval(bin.right, bin.share)});
  page.table(said);
}

}  // namespace

std::string link_report_html(const LinkReport& report, const LinkFindings& findings, std::span<const FeedFacts> feeds) {
  std::string names;
  for (const auto& feed : feeds) names += (names.empty() ? "" : ", ") + feed.name;
  HtmlPage page{"Linking report"};
  page.paragraph("Feeds: " + names + ".");
  page.paragraph(fmt::format("{} records are {} people. {} pairs were compared, {} of them join records, {} wait for a reviewer. "
                             "The largest person has {} records. Before anything is compared, a record is expected to have {:.2f} partners.",
                             with_commas(report.rows), with_commas(report.people), with_commas(report.pairs_compared), with_commas(report.matches),
                             with_commas(report.for_review), with_commas(report.largest_person), report.partners_per_record));
  if (!report.warnings.empty()) page.heading("Warnings").list(report.warnings);
  add_rightness(page, findings);
  add_columns(page, report, findings, feeds);
  add_rules(page, report);
  page.heading("What each agreement is worth").signed_bars("Bits of the best and the worst level of each comparison; the same figures stand in the table below", strongest_levels(report)).table(table_of_levels(report));
  add_weights(page, findings);
  add_samples(page, findings);
  add_people(page, findings);
  add_groups(page, findings);
  return page.finish();
}

}  // namespace hearth::people
