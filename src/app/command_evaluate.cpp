// hearth evaluate: how right links or address matches are, against a truth.
#include <algorithm>
#include <memory>

#include "app/command.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "people/evaluate_links.h"
#include "place/evaluate_matches.h"

namespace hearth::app {
namespace {

struct Options {
  std::string result, gold, id, by;
  std::vector<std::string> truth;
  bool between{false};
};

std::string percent(double share) {
  char out[32];
  std::snprintf(out, sizeof out, "%.4f", share);
  return out;
}

/// "0.9532 (0.9431 to 0.9616)".
std::string with_interval(double share, const match::Interval& interval) { return percent(share) + " (" + percent(interval.least) + " to " + percent(interval.most) + ")"; }

/// Threshold by threshold and band by band; intervals hold the true share 95 times in 100.
void print_scores(Call& call, const people::LinkQuality& quality) {
  TextTable thresholds{{"probability from", "precision", "recall", "F1"}};
  const auto line = [&](const std::string& name, const match::AtThreshold& at) {
    thresholds.row({name, with_interval(at.pairs.precision(), at.precision), with_interval(at.pairs.recall(), at.recall), percent(at.pairs.f1())});
  };
  for (const auto& at : quality.scores->thresholds) line(percent(at.from), at);
  line("best: " + percent(quality.scores->best.from), quality.scores->best);
  call.line(thresholds.text());
  TextTable bands{{"band", "pairs", "said", "true"}};
  for (const auto& band : quality.bands) bands.row({band.band, with_commas(band.pairs), percent(band.said), with_interval(band.right, band.share)});
  call.line(bands.text());
  TextTable bins{{"said", "pairs", "mean", "true"}};
  for (const auto& bin : quality.scores->bins) bins.row({percent(bin.from) + " to " + percent(bin.to), with_commas(bin.pairs), percent(bin.said), with_interval(bin.right, bin.share)});
  call.line(bins.text() + "expected calibration error " + percent(quality.scores->calibration_error));
}

/// Group by group; of a pairs file also what is found at one precision for all, and why the worst five find less.
void print_groups(Call& call, const std::vector<people::GroupQuality>& groups, const std::string& by) {
  const bool scored = std::ranges::any_of(groups, [](const auto& group) { return group.fair.has_value(); });
  std::vector<std::string> headings{by, "true pairs", "precision", "recall", "F1"};
  if (scored) headings.insert(headings.end(), {"recall where 99 % are right", "never compared", "weighed too little"});
  TextTable table{headings};
  const auto named = [](const std::string& value) { return value.empty() ? std::string{"(blank)"} : value; };
  for (const auto& group : groups) {
    std::vector<std::string> row{named(group.value), with_commas(static_cast<std::uint64_t>(group.pairs.tp + group.pairs.fn)), percent(group.pairs.precision()), percent(group.pairs.recall()), percent(group.pairs.f1())};
    if (scored) row.insert(row.end(), {percent(group.fair->recall), percent(group.fair->never), percent(group.fair->too_low)});
    table.row(row);
  }
  call.line(table.text());
  if (!scored) return call.talk("note: with a pairs file (hearth link --pairs) in place of links the groups are also held against each other at one precision");
  const auto fair = people::fairness_of(groups);
  if (!fair) return call.talk("note: fewer than two groups have 500 true pairs: too few to be held against each other");
  call.line("Of " + std::to_string(fair->groups) + " groups with 500 true pairs and more: most is found of " + named(fair->best) + ", least of " + named(fair->worst) + ": " + percent(100 * fair->span) + " points apart.");
}

Result<Exit> evaluate_links(Call& call, const Options& options) {
  people::EvaluateLinksAsk ask{.links = call.path(options.result), .between = options.between, .by = options.by};
  for (const auto& truth : options.truth) ask.truth.push_back(call.path(truth));
  HEARTH_TRY(quality, people::evaluate_links(call.files, ask));
  if (call.json) {
    call.line(people::to_json(quality));
    return Exit::done;
  }
  call.line("pairs     precision " + percent(quality.pairs.precision()) + "  recall " + percent(quality.pairs.recall()) + "  F1 " + percent(quality.pairs.f1()));
  if (quality.clusters)
    call.line("clusters  precision " + percent(quality.clusters->pairs.precision()) + "  recall " + percent(quality.clusters->pairs.recall()) + "  F1 " +
              percent(quality.clusters->pairs.f1()) + "  B-cubed " + percent(quality.clusters->b_cubed()));
  if (quality.scores) print_scores(call, quality);
  if (quality.labels_unknown > 0)
    call.talk("note: " + counted(quality.labels_unknown, "label") + (quality.labels_unknown == 1 ? " names" : " name") + " a record of which these links say nothing; it is taken as standing alone. Are these the files that were linked?");
  if (!quality.groups.empty()) print_groups(call, quality.groups, options.by);
  return Exit::done;
}

Result<Exit> evaluate_matches(Call& call, const Options& options) {
  place::EvaluateMatchesAsk ask{.matches = call.path(options.result), .truth = call.path(options.truth.front()), .gold = options.gold};
  if (!options.id.empty()) ask.id = options.id;
  HEARTH_TRY(score, place::evaluate_matches(call.files, ask));
  call.console.out(call.json ? place::match_score_json(score) + "\n" : place::match_score_table(score));
  return Exit::done;
}

Result<Exit> evaluate(Call& call, const Options& options) {
  return options.gold.empty() ? evaluate_links(call, options) : evaluate_matches(call, options);
}

}  // namespace

void register_evaluate(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("evaluate", "how right links or address matches are, against a truth",
                            "  hearth evaluate links.csv --truth people.feed.toml\n  hearth evaluate links.csv --truth labels.csv\n"
                            "  hearth evaluate matches.csv --truth gold.csv --gold uprn --id id",
                            Needs::nothing, [options](Call& call) { return evaluate(call, *options); });
  command.add_option("RESULT", options->result, "what hearth link or hearth match wrote")->required();
  command.add_option("--truth", options->truth, "FEED.toml with [truth], a labels CSV, or a gold CSV")->required();
  command.add_option("--gold", options->gold, "matches: heading of the true UPRNs ('|' between several)");
  command.add_option("--id", options->id, "matches: heading of the gold file's id (default: the row number)");
  command.add_flag("--between", options->between, "links: only pairs of two feeds");
  command.add_option("--by", options->by, "links: figures for each value of this column too");
}

}  // namespace hearth::app
