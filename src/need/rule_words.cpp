#include "need/rule_words.h"

namespace hearth::need {
namespace {

std::string joining_words(const RuleNode& node) {
  switch (node.kind) {
    case RuleNode::Kind::all: return "all of these";
    case RuleNode::Kind::any: return "any of these";
    case RuleNode::Kind::none: return "not";
    case RuleNode::Kind::at_least: return "at least " + std::to_string(node.least) + " of these";
    default: return {};
  }
}

RuleSaid opposite_of(const Rules& rules, const RuleNode& child, NodeIndex index) {
  if (child.leaf() && !child.words_not.empty()) return {child.words_not, {}};
  auto said = say_rule(rules, index);
  if (said.parts.empty()) return {"not: " + said.words, {}};
  return {"not " + said.words, std::move(said.parts)};
}

}  // namespace

RuleSaid say_rule(const Rules& rules, NodeIndex index) {
  const auto& node = rules[index];
  RuleSaid out{node.words, {}};
  if (node.kind == RuleNode::Kind::none) {
    auto said = opposite_of(rules, rules[node.children.front()], node.children.front());
    if (!node.words.empty()) said.words = node.words;
    out = std::move(said);
  } else if (!node.leaf()) {
    if (out.words.empty()) out.words = joining_words(node);
    for (const auto child : node.children) out.parts.push_back(say_rule(rules, child));
    if (out.parts.size() == 1 && node.words.empty()) {
      auto only = std::move(out.parts.front());
      out = std::move(only);
    }
  }
  if (node.assumed) out.words += " (also where nobody knows)";
  return out;
}

}  // namespace hearth::need
