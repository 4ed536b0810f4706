// rule.h: conditions over factors, joined by all, any, not and at_least, in three-valued logic.
//
//   "needs_power"                     a yes_no factor holds
//   "age >= 75"                       a comparison: < <= > >= == !=
//   "estimate > 0"                    the programme's estimate (estimate.h), when it has one, as a range
//   "estimate_as_known > 0"           the same, with what is not known taken as not there
//   "cannot_leave_alone"              a named rule of [rules]
//   { all = [..] } { any = [..] } { not = .. } { at_least = 2, of = [..] }     each may carry words = "...", or told = false:
//   what stands in it decides and is never a reason ("aged 16 or over" says nothing of anybody)
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/declaration.h"
#include "need/estimate.h"
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
  bool as_known{false};               ///< of estimate
  std::uint32_t least{0};             ///< of at_least
  double bound{0};
  std::vector<NodeIndex> children;
  std::string words;                  ///< when it holds, for the officer: "aged 75 or over"
  std::string words_not;              ///< when it does not
  bool assumed{false};                ///< if_not_known = "yes": holds also where nobody knows
  bool silent{false};                 ///< told = false: neither this nor what stands in it is a reason
  bool told{true};                    ///< leaf, or carries words of its own: what reasons are made of
  [[nodiscard]] bool leaf() const noexcept { return kind == Kind::holds || kind == Kind::compare || kind == Kind::estimate; }
};

/// A range that is known: [least, most].
struct Range {
  double least{0}, most{0};
};
[[nodiscard]] Truth compare(const Range& value, RuleNode::Sign sign, double bound) noexcept;

/// Conditions nested deeper than this are refused: nobody could read them.
inline constexpr int rule_depth_max = 32;

class Rules {
 public:
  [[nodiscard]] const RuleNode& operator[](NodeIndex node) const { return nodes_[node]; }
  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  /// Truth of every condition, by node. `into` is used again. O(conditions)
  void evaluate(const Facts& facts, const WeeklyEstimate* estimate, std::vector<Truth>& into) const;
  /// Whether a reason can be told whenever the condition is decided.
  [[nodiscard]] bool always_tells(NodeIndex node) const;

 private:
  friend class RuleReader;
  std::vector<RuleNode> nodes_;
};

/// Compiles conditions into one Rules. Named rules come from [rules]; a cycle of names is refused with the names in order.
class RuleReader {
 public:
  struct Scope {
    const Vocabulary* vocabulary;
    std::vector<FactorIndex> allowed;  ///< factors that the programme lists; ascending
    bool has_estimate{false};
  };
  /// @error rule.name_taken (a name of [rules] is a factor's), toml.type
  [[nodiscard]] static Result<RuleReader> open(const std::optional<formats::Declared>& named, Scope scope);
  /// @error rule.unknown_factor, rule.unknown_rule, rule.not_listed, rule.place_class, rule.cycle, rule.malformed,
  ///        rule.wrong_kind, rule.count, rule.too_deep
  [[nodiscard]] Result<NodeIndex> add(const formats::Declared& condition);
  /// What is read so far.
  [[nodiscard]] const Rules& rules() const noexcept { return rules_; }
  /// The finished rules. @error rule.unused (a name of [rules] that no condition uses)
  [[nodiscard]] Result<Rules> finish();

 private:
  struct Named {
    formats::Declared condition;
    NodeIndex node{0};
    enum class State : std::uint8_t { waiting, reading, read } state{State::waiting};
  };
  explicit RuleReader(Scope scope) : scope_{std::move(scope)} {}
  [[nodiscard]] Result<NodeIndex> compile(const formats::Declared& condition, int depth);
  [[nodiscard]] Result<NodeIndex> compile_text(const formats::Declared& condition, int depth);
  [[nodiscard]] Result<NodeIndex> compile_table(const formats::Declared& condition, int depth);
  [[nodiscard]] Result<NodeIndex> compile_name(const formats::Declared& condition, const std::string& name, int depth);
  [[nodiscard]] Result<FactorIndex> factor(const formats::Declared& condition, const std::string& name) const;
  [[nodiscard]] tl::unexpected<Error> unknown(const formats::Declared& condition, const std::string& name) const;
  NodeIndex put(RuleNode node);

  Scope scope_;
  Rules rules_;
  std::unordered_map<std::string, Named> named_;
  std::vector<std::string> names_;    ///< in file order
  std::vector<std::string> reading_;  ///< names being read, outermost first
};

}  // namespace hearth::need
