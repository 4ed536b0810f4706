// A plan is what a person reads and changes: nothing of it is lost on the way, and what makes no sense is said with its line.
#include "people/plan_text.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.h"
#include "people/made_town.h"

using namespace hearth;
using namespace hearth::people;
using namespace hearth::tests;

namespace {

LinkPlan plan_of(const Town& town) {
  std::vector<std::string> warnings;
  return make_plan(town.rows, Date::make(2026, 11, 28).value(), warnings);
}

LinkReport counted(const Town& town, const LinkSettings& settings = {}) {
  SilentProgress silent;
  auto report = plan_link(town.rows, three_feeds, settings, silent);
  REQUIRE_MESSAGE(report, (report ? "" : to_string(report.error())));
  return std::move(*report);
}

std::string written(const Town& town) { return plan_toml(plan_of(town), {}, counted(town)); }

LinkSettings with(const LinkPlan& plan) {
  LinkSettings out;
  out.plan = std::make_shared<const LinkPlan>(plan);
  return out;
}

LinkResult run(const Town& town, const LinkSettings& settings) {
  SilentProgress silent;
  auto result = link_all(town.rows, three_feeds, {}, settings, silent);
  REQUIRE_MESSAGE(result, (result ? "" : to_string(result.error())));
  return std::move(*result);
}

}  // namespace

TEST_CASE("A plan that nobody changed links as if there were none, also from the model that was learnt by it") {
  const auto town = make_town(5, 60);
  const auto read = parse_plan(written(town), "plan.toml", plan_of(town), {});
  REQUIRE_MESSAGE(read, (read ? "" : to_string(read.error())));
  CHECK(read->plan.rules == planned_rules(plan_of(town)));
  const auto plain = run(town, {}), planned = run(town, with(read->plan));
  CHECK(planned.edges == plain.edges);
  CHECK(planned.cluster_of_row == plain.cluster_of_row);
  const auto model = LinkModel::from_json(planned.model.to_json(), "model.json");
  REQUIRE(model);
  CHECK(model->to_json() == planned.model.to_json());
  SilentProgress silent;
  const auto again = link_all(town.rows, three_feeds, {}, {}, silent, *model);
  REQUIRE(again);
  CHECK(again->edges == plain.edges);
}

TEST_CASE("What is taken out of a plan is neither compared nor looked for, and what is written into it is") {
  const auto town = make_town(5, 60);
  const auto read = parse_plan("[compare]\nnames = true\nbirth = true\n[[rule]]\nkeys = [[\"sound of surname\", \"year of birth date\"]]\ntogether = 2\n", "plan.toml", plan_of(town), {});
  REQUIRE_MESSAGE(read, (read ? "" : to_string(read.error())));
  const auto result = run(town, with(read->plan));
  REQUIRE(result.report.rules.size() == 1);
  CHECK(result.report.rules[0].rule == "sound of surname + year of birth date");
  CHECK(result.report.rules[0].pairs > 10);
  CHECK(std::ranges::none_of(result.report.levels, [](const auto& level) { return level.comparison == "telephone" || level.comparison == "home"; }));
  CHECK(std::ranges::any_of(result.report.levels, [](const auto& level) { return level.comparison == "birth date"; }));
}

TEST_CASE("Weights of a plan stand in place of those given, and a plan without rules has those that are proposed") {
  const auto town = make_town(5, 20);
  const auto read = parse_plan("[weights]\nmatch_from = 3.5\nlow_from = -5.0\n", "plan.toml", plan_of(town), {});
  REQUIRE(read);
  CHECK(read->settings.match_from == 3.5);
  CHECK(read->settings.potential_from == LinkSettings{}.potential_from);
  CHECK(read->settings.low_from == -5);
  CHECK(read->plan.rules.empty());
  CHECK(read->plan.names);
}

TEST_CASE("A plan that makes no sense says which line, what was expected, and what may have been meant") {
  const auto town = make_town(5, 20);
  struct Row {
    const char *toml, *code, *says;
  };
  for (const auto& row : std::vector<Row>{{"[compare]\nnhs = true\n", "plan.column", "NHS number"},
                                          {"[compare]\nnames = false\n", "plan.column", "nothing is left"},
                                          {"[compare]\nnmaes = true\n", "toml.unknown_key", "names"},
                                          {"[compare]\nnames = true\n[compare.extra]\nmemo = \"text\"\n", "plan.column", "extra.memo"},
                                          {"[[rule]]\nkeys = [[\"surnam\"]]\n", "plan.key", "Did you mean \"surname\""},
                                          {"[[rule]]\nkeys = [[\"shape of surname\"]]\n", "plan.key", "sound of"},
                                          {"[[rule]]\nkeys = [\"surname\"]\n", "plan.key", "one inside the other"},
                                          {"[[rule]]\nkeys = []\n", "plan.too_many", "one to 16"},
                                          {"[[rule]]\nkeys = [[\"surname\"]]\ntogether = 2\n", "plan.together", "from 1"},
                                          {"[[rule]]\nkeys = [[\"surname\"]]\ntogether = 0\n", "plan.together", "from 1"},
                                          {"[weights]\nmatch_from = -5.0\npotential_from = 1.0\n", "plan.weights", "not below"},
                                          {"[weights]\nmatch_from = 1e9\n", "plan.weights", "number of bits"},
                                          {"[weights\n", "toml.malformed", ""}}) {
    const auto read = parse_plan(row.toml, "plan.toml", plan_of(town), {});
    CAPTURE(std::string{row.toml});
    REQUIRE_FALSE(read);
    CHECK(read.error().code == row.code);
    CHECK_MESSAGE(read.error().message.find(row.says) != std::string::npos, read.error().message);
    CHECK(read.error().exit == Exit::wrong_use);
    CHECK(read.error().where.file == "plan.toml");
  }
}

TEST_CASE("A plan counts the pairs of each rule exactly, leaves out those that cannot be one person, and names what most records share") {
  auto town = make_town(7, 40);
  const auto report = counted(town);
  const auto result = run(town, {});
  REQUIRE(report.rules.size() == result.report.rules.size());
  std::uint64_t first_found = 0;
  for (std::size_t rule = 0; rule < report.rules.size(); ++rule) {
    CHECK(report.rules[rule].pairs >= result.report.rules[rule].pairs);  // the run counts a pair for the first rule alone
    first_found += result.report.rules[rule].pairs;
  }
  CHECK(report.rules[0].pairs == result.report.rules[0].pairs);  // nothing comes before the first
  CHECK(report.pairs_compared >= first_found);
  // Some rules, each by itself, counted the slow way.
  const auto rules = planned_rules(plan_of(town));
  for (std::size_t rule = 2; rule < rules.size(); rule += 6) {  // with one variant and with several
    auto alone = plan_of(town);
    alone.rules = {rules[rule]};
    CHECK(run(town, with(alone)).report.pairs_compared == report.rules[rule].pairs);
  }
  bool told = false;
  for (const auto& rule : report.rules)
    for (std::size_t i = 0; i < rule.hottest.size(); ++i) {
      told = true;
      CHECK(rule.hottest[i].records > 2);
      CHECK((i == 0 || rule.hottest[i].records <= rule.hottest[i - 1].records));
    }
  CHECK(told);
  for (auto& row : town.rows) row.is_protected = true;
  for (const auto& rule : counted(town).rules)
    for (const auto& key : rule.hottest) CHECK(key.words == "(of a protected record)");
}

TEST_CASE("A run that would pass the limit of pairs stops before it compares any, and names the rules to blame") {
  const auto town = make_town(7, 80);
  LinkSettings settings;
  const auto planned = counted(town);
  settings.pairs_max = planned.pairs_compared;
  SilentProgress silent;
  CHECK(link_all(town.rows, three_feeds, {}, settings, silent));
  --settings.pairs_max;
  for (const bool plan : {true, false}) {
    const auto error = plan ? plan_link(town.rows, three_feeds, settings, silent).error() : link_all(town.rows, three_feeds, {}, settings, silent).error();
    CHECK(error.code == "link.too_many_pairs");
    CHECK(error.exit == Exit::wrong_use);
    const auto most = std::ranges::max(planned.rules, {}, &RuleReport::pairs);
    CHECK_MESSAGE(error.message.find(most.rule + " (" + with_commas(most.pairs) + ")") != std::string::npos, error.message);
    CHECK(error.message.find("--use-plan") != std::string::npos);
  }
}
