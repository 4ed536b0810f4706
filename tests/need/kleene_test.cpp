#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "need/need_fixture.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

TEST_CASE("Kleene's tables: unknown is not no") {
  using enum Truth;
  struct Row {
    Truth a, b, both, either;
  };
  const Row rows[]{{no, no, no, no},           {no, unknown, no, unknown},       {no, yes, no, yes},
                   {unknown, no, no, unknown}, {unknown, unknown, unknown, unknown}, {unknown, yes, unknown, yes},
                   {yes, no, no, yes},         {yes, unknown, unknown, yes},     {yes, yes, yes, yes}};
  for (const auto& row : rows) {
    CHECK(both(row.a, row.b) == row.both);
    CHECK(either(row.a, row.b) == row.either);
    CHECK(opposite(both(row.a, row.b)) == either(opposite(row.a), opposite(row.b)));
  }
  CHECK(opposite(unknown) == unknown);
}

namespace {

constexpr std::array<const char*, 5> ids{"wheelchair", "dementia", "lives_alone", "hearing_loss", "age"};

/// A random condition over five factors, as TOML.
std::string condition(Random& random, int depth) {
  const auto kind = depth == 0 ? random.below(2) : random.below(6);
  const auto several = [&] {
    std::string list;
    for (auto left = random.between(1, 3); left > 0; --left) list += (list.empty() ? "" : ", ") + condition(random, depth - 1);
    return list;
  };
  switch (kind) {
    case 0: return std::string{"\""} + ids[random.below(4)] + "\"";
    case 1: {
      constexpr std::array<const char*, 6> signs{"<", "<=", ">", ">=", "==", "!="};
      return std::string{"\"age "} + signs[random.below(6)] + " " + std::to_string(random.between(70, 74)) + "\"";
    }
    case 2: return "{ all = [" + several() + "] }";
    case 3: return "{ any = [" + several() + "] }";
    case 4: return "{ not = " + condition(random, depth - 1) + " }";
    default: {
      std::string list = condition(random, depth - 1) + ", " + condition(random, depth - 1) + ", " + condition(random, depth - 1);
      return "{ at_least = " + std::to_string(random.between(1, 3)) + ", of = [" + list + "] }";
    }
  }
}

Rules compiled(const std::string& text) {
  const auto file = formats::DeclarationFile::parse("when = " + text + "\n", "rule.toml").value();
  std::vector<FactorIndex> allowed;
  for (const auto* id : ids) allowed.push_back(factor(id));
  std::ranges::sort(allowed);
  auto reader = RuleReader::open(std::nullopt, {&vocabulary(), allowed, false}).value();
  const auto node = reader.add(*file.root().get("when")).value();
  auto rules = reader.finish().value();
  RC_ASSERT(node + 1 == rules.size());
  return rules;
}

std::vector<Truth> judge(const Rules& rules, const Facts& facts) {
  std::vector<Truth> truths;
  rules.evaluate(facts, nullptr, truths);
  return truths;
}

Facts random_facts(Random& random, unsigned known_per_thousand) {
  Facts out{vocabulary(), today};
  for (int i = 0; i < 4; ++i)
    if (random.chance(known_per_thousand)) out.set(factor(ids[static_cast<std::size_t>(i)]), Fact::yes_no(random.chance(500), {}));
  if (random.chance(known_per_thousand)) {
    const int age = random.between(69, 75);
    out.set(factor("age"), Fact{static_cast<double>(age), static_cast<double>(age + random.between(0, 3)), {}});
  }
  return out;
}

/// Learns everything that `facts` leave open.
Facts completed(const Facts& facts, Random& random) {
  Facts out{vocabulary(), today};
  for (int i = 0; i < 4; ++i) {
    const auto index = factor(ids[static_cast<std::size_t>(i)]);
    const auto* known = facts.find(index);
    out.set(index, known != nullptr ? *known : Fact::yes_no(random.chance(500), {}));
  }
  const auto* age = facts.find(factor("age"));
  const int least = age != nullptr ? static_cast<int>(age->least) : 60, most = age != nullptr ? static_cast<int>(age->most) : 90;
  out.set(factor("age"), Fact::number(random.between(least, most), {}));
  return out;
}

}  // namespace

TEST_CASE("Learning a fact never flips a condition that was decided, and with all facts known every condition is decided") {
  CHECK(rc::check([](std::uint64_t seed) {
    Random random{seed};
    const auto rules = compiled(condition(random, 4));
    const auto before = random_facts(random, 500);
    const auto some = judge(rules, before);
    const auto all = judge(rules, completed(before, random));
    for (std::size_t node = 0; node < some.size(); ++node) {
      RC_ASSERT(all[node] != Truth::unknown);
      if (some[node] != Truth::unknown) RC_ASSERT(some[node] == all[node]);
    }
  }));
}

TEST_CASE("With all facts known, rules are plain logic") {
  CHECK(rc::check([](std::uint64_t seed) {
    Random random{seed};
    const auto rules = compiled(condition(random, 4));
    Facts none{vocabulary(), today};
    const auto facts = completed(none, random);
    const auto truths = judge(rules, facts);
    const std::function<bool(NodeIndex)> plain = [&](NodeIndex index) -> bool {
      const auto& node = rules[index];
      const auto count = std::ranges::count_if(node.children, plain);
      const double value = node.leaf() ? facts.find(node.factor)->least : 0;
      switch (node.kind) {
        case RuleNode::Kind::holds: return value > 0;
        case RuleNode::Kind::all: return count == static_cast<std::ptrdiff_t>(node.children.size());
        case RuleNode::Kind::any: return count > 0;
        case RuleNode::Kind::none: return count == 0;
        case RuleNode::Kind::at_least: return count >= static_cast<std::ptrdiff_t>(node.least);
        case RuleNode::Kind::estimate: return false;
        case RuleNode::Kind::compare: break;
      }
      switch (node.sign) {
        case RuleNode::Sign::less: return value < node.bound;
        case RuleNode::Sign::less_or_equal: return value <= node.bound;
        case RuleNode::Sign::more: return value > node.bound;
        case RuleNode::Sign::more_or_equal: return value >= node.bound;
        case RuleNode::Sign::equal: return value == node.bound;
        case RuleNode::Sign::not_equal: return value != node.bound;
      }
      return false;
    };
    for (NodeIndex node = 0; node < rules.size(); ++node) RC_ASSERT((truths[node] == Truth::yes) == plain(node));
  }));
}

TEST_CASE("Learning more keeps the estimate inside the range that was given before") {
  const auto credit = programme("pension-credit");
  CHECK(rc::check([&](std::uint64_t seed) {
    Random random{seed};
    Facts some{vocabulary(), today}, all{vocabulary(), today};
    const auto learn = [&](const char* id, double value, unsigned known) {
      all.set(factor(id), Fact::number(value, {}));
      if (random.chance(known)) some.set(factor(id), Fact::number(value, {}));
    };
    learn("weekly_income", random.between(0, 500), 1000);
    learn("partner_income", random.between(0, 300), 500);
    learn("capital", random.between(0, 30'000), 500);
    for (const auto* id : {"is_couple", "lives_alone", "disability_benefit", "carer"}) learn(id, random.between(0, 1), 500);
    const auto wide = *credit.estimate->weekly(some), exact = *credit.estimate->weekly(all);
    RC_ASSERT(exact.least == exact.most);
    RC_ASSERT(exact.as_known == exact.most);
    RC_ASSERT(wide.least <= exact.least + 0.001);
    RC_ASSERT(exact.most <= wide.most + 0.001);
    RC_ASSERT(wide.least <= wide.as_known);
    RC_ASSERT(wide.as_known <= wide.most);
  }));
}
