#include "need/evaluate.h"

#include <algorithm>
#include <limits>

namespace hearth::need {
namespace {

/// One look at a programme with the facts of one subject.
struct Look {
  const Programme& programme;
  const Facts& facts;
  std::optional<WeeklyEstimate> estimate{};
  std::vector<Truth> truths{};

  Look(const Programme& p, const Facts& f) : programme{p}, facts{f} {
    if (p.estimate) estimate = p.estimate->weekly(f);
    p.rules.evaluate(f, estimate ? &*estimate : nullptr, truths);
  }
  [[nodiscard]] bool left_out() const {
    const auto is_not_yes = [&](NodeIndex node) { return truths[node] != Truth::yes; };
    const auto is_yes = [&](NodeIndex node) { return truths[node] == Truth::yes; };
    return std::ranges::any_of(programme.only_if, is_not_yes) || std::ranges::any_of(programme.left_out_if, is_yes);
  }
  [[nodiscard]] std::optional<std::size_t> category() const {
    if (left_out()) return std::nullopt;
    for (std::size_t i = 0; i < programme.categories.size(); ++i)
      if (truths[programme.categories[i].rule] == Truth::yes) return i;
    return std::nullopt;
  }
};

bool stands_apart(const Programme& programme, const Facts& facts) {
  return facts.standing.is_dead || facts.standing.is_protected || (facts.standing.has_moved && programme.leave_out_moved);
}

void add_once(std::vector<std::string>& to, const std::string& words) {
  if (!words.empty() && std::ranges::find(to, words) == to.end()) to.push_back(words);
}

void add_support(const Look& look, FactorIndex factor, std::vector<Support>& to) {
  const Fact* fact = look.facts.find(factor);
  if (fact == nullptr) return;
  const Support support{factor, fact->source};
  if (std::ranges::find(to, support) == to.end()) to.push_back(support);
}

/// The facts that a decided condition rests on.
void supports(const Look& look, NodeIndex index, std::vector<Support>& to) {
  const RuleNode& node = look.programme.rules[index];
  if (node.kind == RuleNode::Kind::estimate) {
    for (const auto factor : look.programme.estimate->factors()) add_support(look, factor, to);
  } else if (node.leaf()) {
    add_support(look, node.factor, to);
  }
  for (const auto child : node.children) {
    const bool helps = node.kind == RuleNode::Kind::none ? look.truths[child] != Truth::unknown : look.truths[child] == look.truths[index];
    if (helps) supports(look, child, to);
  }
}

/// "aged 80 or over" says "aged 75 or over", too.
bool says(const RuleNode& said, const RuleNode& asked) {
  using Sign = RuleNode::Sign;
  if (said.kind != RuleNode::Kind::compare || asked.kind != RuleNode::Kind::compare || said.factor != asked.factor) return false;
  constexpr double endless = std::numeric_limits<double>::infinity();
  const bool up = said.sign == Sign::more || said.sign == Sign::more_or_equal, down = said.sign == Sign::less || said.sign == Sign::less_or_equal;
  if (said.sign == Sign::more && asked.sign == Sign::more) return said.bound >= asked.bound;
  if (said.sign == Sign::less && asked.sign == Sign::less) return said.bound <= asked.bound;
  return (up || down) && compare(up ? Range{said.bound, endless} : Range{-endless, said.bound}, asked.sign, asked.bound) == Truth::yes;
}

/// Reasons, each once.
struct Reasons {
  std::vector<Reason> all;
  std::vector<NodeIndex> held;  ///< the conditions that they tell and that hold
};

/// Says why the condition is what it is: yes or no. Nothing is said of one that is not known, or that the programme keeps silent.
void say_why(const Look& look, NodeIndex index, Reasons& to) {
  const RuleNode& node = look.programme.rules[index];
  if (node.silent) return;
  const Truth truth = look.truths[index];
  const std::string& words = truth == Truth::yes ? node.words : node.words_not;
  if (node.told && !words.empty()) {
    const bool holds = truth == Truth::yes;
    if (holds && std::ranges::any_of(to.held, [&](NodeIndex said) { return says(look.programme.rules[said], node); })) return;
    Reason reason{words, {}, words};
    supports(look, index, reason.rests_on);
    if (holds) to.held.push_back(index);
    if (std::ranges::find(to.all, reason) == to.all.end()) to.all.push_back(std::move(reason));
    return;
  }
  for (const auto child : node.children) {
    const Truth wanted = node.kind == RuleNode::Kind::none ? opposite(truth) : truth;
    if (look.truths[child] == wanted) say_why(look, child, to);
  }
}

/// What would have to be found out to decide a condition that is not known.
void say_unknown(const Look& look, NodeIndex index, std::vector<std::string>& to) {
  if (look.truths[index] != Truth::unknown) return;
  const RuleNode& node = look.programme.rules[index];
  const auto& vocabulary = look.facts.vocabulary();
  if (node.kind == RuleNode::Kind::estimate) {
    if (!look.estimate)
      add_once(to, vocabulary[look.programme.estimate->factors().front()].question);
    else
      for (const auto& question : look.estimate->not_known) add_once(to, question);
  } else if (node.leaf()) {
    add_once(to, vocabulary[node.factor].question);
  }
  for (const auto child : node.children) say_unknown(look, child, to);
}

/// True when the condition rests on the estimate and on things that are not known.
bool uses_estimate(const Look& look, NodeIndex index) {
  const RuleNode& node = look.programme.rules[index];
  return node.kind == RuleNode::Kind::estimate ||
         std::ranges::any_of(node.children, [&](NodeIndex child) { return uses_estimate(look, child); });
}

}  // namespace

std::optional<CohortEntry> evaluate(const Programme& programme, const Facts& facts) {
  if (stands_apart(programme, facts)) return std::nullopt;
  Look look{programme, facts};
  const auto category = look.category();
  if (!category) return std::nullopt;
  CohortEntry entry;
  entry.category = *category;
  Reasons reasons;
  for (auto i = *category; i < programme.categories.size(); ++i)
    if (look.truths[programme.categories[i].rule] == Truth::yes) say_why(look, programme.categories[i].rule, reasons);
  for (const auto condition : programme.only_if) say_why(look, condition, reasons);
  entry.reasons = std::move(reasons.all);
  if (entry.reasons.size() == 1 && entry.reasons.front().rests_on.size() == 1) {
    const auto& alone = facts.vocabulary()[entry.reasons.front().rests_on.front().factor].words_alone;
    if (!alone.empty()) entry.reasons.front().words = alone;
  }
  for (std::size_t earlier = 0; earlier < *category; ++earlier) say_unknown(look, programme.categories[earlier].rule, entry.unknowns);
  for (const auto condition : programme.left_out_if) say_unknown(look, condition, entry.unknowns);
  if (look.estimate && uses_estimate(look, programme.categories[*category].rule))
    for (const auto& question : look.estimate->not_known) add_once(entry.unknowns, question);
  entry.estimate = std::move(look.estimate);
  return entry;
}

std::optional<std::size_t> category_of(const Programme& programme, const Facts& facts) {
  if (stands_apart(programme, facts)) return std::nullopt;
  return Look{programme, facts}.category();
}

std::vector<std::string> not_included_because(const Programme& programme, const Facts& facts) {
  if (facts.standing.is_protected || programme.only_if.empty()) return {};
  const Look look{programme, facts};
  std::vector<std::string> against, open;
  Reasons said;
  if (facts.standing.is_dead) against.push_back("has died");
  if (facts.standing.has_moved && programme.leave_out_moved) against.push_back("has moved away");
  const auto judge = [&](NodeIndex condition, Truth wanted) {
    if (look.truths[condition] == Truth::unknown) return say_unknown(look, condition, open);
    if (look.truths[condition] == wanted) return;
    say_why(look, condition, said);
  };
  for (const auto condition : programme.only_if) judge(condition, Truth::yes);
  for (const auto condition : programme.left_out_if)
    if (look.truths[condition] == Truth::yes) say_why(look, condition, said);
  const auto in_category = [&](const Category& category) { return look.truths[category.rule] == Truth::yes; };
  if (!std::ranges::any_of(programme.categories, in_category)) {
    const auto may_be = [&](const Category& category) { return look.truths[category.rule] == Truth::unknown; };
    const auto nearest = std::ranges::find_if(programme.categories, may_be);
    judge(nearest == programme.categories.end() ? programme.categories.back().rule : nearest->rule, Truth::yes);
  }
  for (const auto& reason : said.all) add_once(against, reason.words);
  if (against.size() == 1) return against;
  if (!against.empty() || open.empty()) return {};
  for (auto& question : open) question = "not known: " + question;
  return open;
}

}  // namespace hearth::need
