// hearth link: records of several feeds to persons, file to file. Stores nothing.
#include <algorithm>
#include <memory>

#include "app/command.h"
#include "app/fault_groups.h"
#include "app/separate_files.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "people/link_files.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::vector<std::string> feeds;
  std::string out, pairs, report, model, max_memory, write_plan, use_plan;
  std::uint64_t max_pairs{0};
  double pairs_from{people::LinkSettings{}.low_from};
  bool plan{false}, all_pairs{false};
};

json::object as_json(const people::LinkFilesDone& done) {
  json::array feeds, rules;
  for (const auto& f : done.feeds)
    feeds.push_back(json::object{{"feed", f.name}, {"rows", f.rows}, {"records", f.records}, {"rows_put_aside", f.rows_put_aside}, {"fields_put_aside", f.fields_put_aside},
                                 {"refused_groups", fault_groups_json(f.faults)}});
  for (const auto& r : done.report.rules)
    rules.push_back(json::object{{"rule", r.rule}, {"pairs", r.pairs}, {"hot_keys", r.hot_keys}, {"rows_not_compared", r.rows_not_compared}});
  return {{"feeds", feeds}, {"rules", rules}, {"pairs_compared", done.report.pairs_compared}, {"people", done.report.people},
          {"for_review", done.report.for_review}, {"largest_person", done.report.largest_person}, {"warnings", json::value_from(done.report.warnings)}, {"seconds", done.seconds},
          {"seconds_of", json::object{{"columns", done.report.seconds_columns}, {"training", done.report.seconds_training},
                                      {"pairs", done.report.seconds_pairs}, {"clusters", done.report.seconds_clusters}}}};
}

/// "Everybody at one hostel", "01/01/1900": what most records share, for whoever asked for the plan of their own files.
void print_keys(Call& call, const people::LinkReport& report) {
  TextTable keys{{"blocking rule", "what most records share", "records"}};
  for (const auto& rule : report.rules)
    for (const auto& key : rule.hottest) keys.row({rule.rule, key.words, with_commas(key.records)});
  call.line(keys.text());
  call.line("At most " + counted(report.pairs_compared, "pair") + " would be compared; one that several rules bring counts for each of them.");
}

void print(Call& call, const people::LinkFilesDone& done, const Options& options) {
  TextTable feeds{{"feed", "rows", "records", "rows put aside", "fields put aside"}};
  for (const auto& f : done.feeds)
    feeds.row({f.name, with_commas(f.rows), with_commas(f.records), with_commas(f.rows_put_aside), with_commas(f.fields_put_aside)});
  call.line(feeds.text());
  for (const auto& f : done.feeds)
    if (!f.faults.empty()) call.line("Put aside of " + f.name + ":"), print_fault_groups(call, f.faults);
  TextTable rules{{"blocking rule", "pairs", "common values", "not compared"}};
  for (const auto& r : done.report.rules) rules.row({r.rule, with_commas(r.pairs), with_commas(r.hot_keys), with_commas(r.rows_not_compared)});
  call.line(rules.text());
  if (options.plan) print_keys(call, done.report);
  for (const auto& warning : done.report.warnings) call.talk("note: " + warning);
  if (!options.plan)
    call.line(counted(done.report.rows, "record") + ", " + counted(done.report.pairs_compared, "pair") + " compared: " + with_commas(done.report.people) +
              (done.report.people == 1 ? " person, " : " people, ") + counted(done.report.for_review, "pair") + " for review, in " + seconds_text(done.seconds) + " s; written to " + options.out);
}

/// The declarations, and the files that they name. A declaration that cannot be read is told of when it is linked.
std::vector<NamedPath> inputs_of(Call& call, const people::LinkFilesAsk& ask) {
  std::vector<NamedPath> out;
  for (const auto& declaration : ask.declarations) {
    out.emplace_back(declaration.filename().string(), declaration);
    if (const auto feed = record::Feed::read(call.files, declaration))
      for (const auto& file : feed->files) out.emplace_back(file.filename().string(), file);
  }
  return out;
}

Result<Exit> link(Call& call, const Options& options) {
  if (!options.plan && options.out.empty()) return wrong_use("link.out", "say where the links go: --out links.csv (or --plan to count pairs only).");
  people::LinkFilesAsk ask;
  for (const auto& feed : options.feeds) ask.declarations.push_back(call.path(feed));
  ask.out = call.path(options.out);
  if (!options.pairs.empty()) ask.pairs = call.path(options.pairs);
  if (!options.report.empty()) ask.report = call.path(options.report);
  if (!options.model.empty()) ask.model = call.path(options.model);
  ask.plan = options.plan;
  if (!options.write_plan.empty() && !options.plan) return wrong_use("link.write_plan", "--write-plan writes what --plan counts: give both.");
  if (!options.write_plan.empty()) ask.write_plan = call.path(options.write_plan);
  if (!options.use_plan.empty()) ask.use_plan = call.path(options.use_plan);
  ask.settings.pairs_max = options.max_pairs;
  ask.settings.low_from = std::min(options.pairs_from, ask.settings.potential_from);
  ask.all_pairs = options.all_pairs;
  ask.settings.threads = call.threads;
  ask.settings.today = call.clock.now().date();
  if (!options.max_memory.empty()) {
    HEARTH_TRY(bytes, people::parse_size(options.max_memory));
    ask.settings.bytes_max = bytes;
  }
  HEARTH_CHECK(separate_files(inputs_of(call, ask), {{"--out", options.plan ? Path{} : ask.out}, {"--pairs", ask.pairs.value_or(Path{})},
                                                     {"--report", ask.report.value_or(Path{})}, {"--model", ask.model.value_or(Path{})}, {"--write-plan", ask.write_plan.value_or(Path{})}}));
  HEARTH_TRY(done, people::link_files(call.files, call.clock, ask, call.progress));
  if (call.json) call.line(formats::write_json(as_json(done)));
  else print(call, done, options);
  for (const auto& f : done.feeds)
    if (f.rows_put_aside + f.fields_put_aside > 0) return Exit::put_aside;
  return Exit::done;
}

}  // namespace

void register_link(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("link", "records of one or several feeds to persons",
                            "  hearth link people.feed.toml --out links.csv\n  hearth link a.feed.toml b.feed.toml --out links.csv --pairs pairs.csv\n"
                            "  hearth link a.feed.toml --plan --write-plan plan.toml      (look at it, change it, and then)\n"
                            "  hearth link a.feed.toml --use-plan plan.toml --out links.csv --report report.html",
                            Needs::nothing, [options](Call& call) { return link(call, *options); });
  command.add_option("FEED.toml", options->feeds, "the feeds' declarations")->required();
  command.add_option("--out", options->out, "source, key, person_id");
  command.add_option("--pairs", options->pairs, "scored pairs at or above band low");
  command.add_option("--pairs-from", options->pairs_from, "least weight of a pair in --pairs, in bits (-10)");
  command.add_flag("--all-pairs", options->all_pairs, "every scored pair in --pairs");
  command.add_flag("--plan", options->plan, "count the pairs of each blocking rule; compare none");
  command.add_option("--write-plan", options->write_plan, "with --plan: what is compared and by which rules, as TOML to be changed");
  command.add_option("--use-plan", options->use_plan, "a plan that --write-plan wrote, changed or not");
  command.add_option("--max-pairs", options->max_pairs, "stop before comparing when the rules bring more pairs than this");
  command.add_option("--report", options->report, "an HTML report");
  command.add_option("--model", options->model, "trained parameters: used when the file exists, also a model that Splink saved; else written");
  command.add_option("--max-memory", options->max_memory, "a promise: 500M, 2G");
}

}  // namespace hearth::app
