#include "need/rule.h"

#include <algorithm>

#include "base/assertion.h"

namespace hearth::need {
namespace {

Truth sure(bool always, bool never) { return always ? Truth::yes : never ? Truth::no : Truth::unknown; }

Truth at_least(const RuleNode& node, const std::vector<Truth>& truths) {
  std::uint32_t sure_yes = 0, possible = 0;
  for (const auto child : node.children) {
    sure_yes += truths[child] == Truth::yes ? 1U : 0U;
    possible += truths[child] != Truth::no ? 1U : 0U;
  }
  return sure(sure_yes >= node.least, possible < node.least);
}

Truth estimated(const RuleNode& node, const WeeklyEstimate* estimate) {
  if (estimate == nullptr) return Truth::unknown;
  if (node.as_known) return compare({estimate->as_known, estimate->as_known}, node.sign, node.bound);
  return compare({estimate->least, estimate->most}, node.sign, node.bound);
}

Truth compared(const RuleNode& node, const Facts& facts) {
  const Fact* fact = facts.find(node.factor);
  return fact == nullptr ? Truth::unknown : compare({fact->least, fact->most}, node.sign, node.bound);
}

Truth truth_of(const RuleNode& node, const Facts& facts, const WeeklyEstimate* estimate, const std::vector<Truth>& truths) {
  switch (node.kind) {
    case RuleNode::Kind::holds:
      return facts.yes(node.factor);
    case RuleNode::Kind::compare:
      return compared(node, facts);
    case RuleNode::Kind::estimate:
      return estimated(node, estimate);
    case RuleNode::Kind::all: {
      Truth truth = Truth::yes;
      for (const auto child : node.children) truth = both(truth, truths[child]);
      return truth;
    }
    case RuleNode::Kind::any: {
      Truth truth = Truth::no;
      for (const auto child : node.children) truth = either(truth, truths[child]);
      return truth;
    }
    case RuleNode::Kind::none:
      return opposite(truths[node.children.front()]);
    case RuleNode::Kind::at_least:
      return at_least(node, truths);
  }
  HEARTH_ASSERT(false);
  return Truth::unknown;
}

}  // namespace

Truth compare(const Range& value, RuleNode::Sign sign, double bound) noexcept {
  switch (sign) {
    case RuleNode::Sign::less:
      return sure(value.most < bound, value.least >= bound);
    case RuleNode::Sign::less_or_equal:
      return sure(value.most <= bound, value.least > bound);
    case RuleNode::Sign::more:
      return sure(value.least > bound, value.most <= bound);
    case RuleNode::Sign::more_or_equal:
      return sure(value.least >= bound, value.most < bound);
    case RuleNode::Sign::equal:
      return sure(value.least == bound && value.most == bound, value.most < bound || value.least > bound);
    case RuleNode::Sign::not_equal:
      return opposite(compare(value, RuleNode::Sign::equal, bound));
  }
  return Truth::unknown;
}

void Rules::evaluate(const Facts& facts, const WeeklyEstimate* estimate, std::vector<Truth>& into) const {
  into.resize(nodes_.size());
  for (std::size_t node = 0; node < nodes_.size(); ++node) {
    into[node] = truth_of(nodes_[node], facts, estimate, into);
    if (nodes_[node].assumed && into[node] == Truth::unknown) into[node] = Truth::yes;
  }
}

bool Rules::always_tells(NodeIndex index) const {
  const auto& node = nodes_[index];
  if (node.silent) return false;
  if (node.told) return true;
  const auto tell = static_cast<std::size_t>(std::ranges::count_if(node.children, [this](NodeIndex child) { return always_tells(child); }));
  // Any one of `any` may be the only one that holds; so may the silent ones of `at_least`.
  const auto silent = node.children.size() - tell;
  if (node.kind == RuleNode::Kind::any) return silent == 0;
  return node.kind == RuleNode::Kind::at_least ? node.least > silent : tell > 0;
}

}  // namespace hearth::need
