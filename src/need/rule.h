// rule.h: conditions over factors, joined by all, any, not and at_least, in three-valued logic.
//
//   "needs_power"                     a yes_no factor holds
//   "age >= 75"                       a comparison: < <= > >= == !=
//   "estimate > 0"                    the programme's estimate (estimate.h), when it has one
//   "cannot_leave_alone"              a named rule of [rules]
//   { all = [..] } { any = [..] } { not = .. } { at_least = 2, of = [..] }     each may carry words = "..."
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/declaration.h"
#include "need/facts.h"

namespace hearth::need {

using NodeIndex = std::uint32_t;

/// One condition. Children stand before their parent in Rules, so that one pass from left to right evaluates all.
struct RuleNode {
  enum class Kind : std::uint8_t { holds, compare, estimate, all, any, none, at_least };  ///< none: `not`
  enum class Sign : std::uint8_t { less, less_or_equal, more, more_or_equal, equal, not_equal };
  Kind kind{Kind::holds};
  Sign sign{Sign::more_or_equal};
  FactorIndex factor{0};
  std::uint32_t least{0};             ///< of at_least
  double bound{0};
  std::vector<NodeIndex> children;
  std::string words;                  ///< when it holds, for the officer: "aged 75 or over"
  std::string words_not;              ///< when it does not
  bool told{true};                    ///< leaf, or carries words of its own: what reasons are made of
};

/// A range that is known: [least, most].
struct Range {
  double least{0}, most{0};
};
[[nodiscard]] Truth compare(const Range& value, RuleNode::Sign sign, double bound) noexcept;

class Rules {
 public:
  /// Reads [rules] of a programme. @param allowed  factors that the programme lists; ascending
  [[nodiscard]] static Result<Rules> read(const std::optional<formats::Declared>& named, const Vocabulary& vocabulary,
                                          const std::vector<FactorIndex>& allowed, bool has_estimate);
  /// Compiles one more condition (a category's rule). Named rules may be used in it.
  [[nodiscard]] Result<NodeIndex> add(const formats::Declared& condition);

  [[nodiscard]] const RuleNode& operator[](NodeIndex node) const { return nodes_[node]; }
  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  /// Truth of every condition, by node. `into` is used again. O(conditions)
  void evaluate(const Facts& facts, const Range* estimate, std::vector<Truth>& into) const;
  /// Names of [rules] that no condition uses.
  [[nodiscard]] std::vector<std::string> unused() const;

 private:
  friend class RuleReader;
  struct Named {
    formats::Declared condition;
    NodeIndex node{0};
    enum class State : std::uint8_t { waiting, reading, read } state{State::waiting};
    bool used{false};
  };
  std::vector<RuleNode> nodes_;
  std::unordered_map<std::string, Named> named_;
  std::vector<std::string> names_;  ///< in file order
  const Vocabulary* vocabulary_{nullptr};  ///< only while reading
  std::vector<FactorIndex> allowed_;
  bool has_estimate_{false};
};

}  // namespace hearth::need
