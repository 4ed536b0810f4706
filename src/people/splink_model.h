// splink_model.h: a model that Splink 4 or 5 saved: its comparison levels with their m and u, its blocking rules, its prior.
//
// Gives the weights that Splink gives for the same values (tests hold them against it). What is not understood is refused by the name
// of its comparison and level; nothing is passed over. Term frequencies are not in such a file: they are counted in the records, as Splink
// counts them. Source: Splink 4.0.16, splink/internals/comparison_level.py and term_frequencies.py.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "match/sql_condition.h"

namespace hearth::people {

struct SplinkLevel {
  std::string label;
  match::SqlCondition condition;         ///< of an "ELSE" level: none is asked
  bool is_null{false}, is_else{false};
  double m{0}, u{0};
  double bits{0};                        ///< log2(m / u); 0 of a null level
  std::optional<std::size_t> term{};     ///< column whose values' frequency moves the weight
  double term_weight{1}, term_least{0};
  double term_u{0};                      ///< u of exact agreement on that column
};

struct SplinkComparison {
  std::string name;
  std::vector<SplinkLevel> levels;       ///< the first that holds counts
};

struct SplinkRule {
  std::string text;
  match::SqlCondition condition;
  match::SqlCondition::Join join;
};

/// How often a value of a column stands in the records; nothing where it has none.
using TermShare = std::function<std::optional<double>(match::Side side, std::size_t column)>;

class SplinkModel {
 public:
  /// Is this text such a model, and not one of ours?
  [[nodiscard]] static bool is_one(std::string_view text);
  /// A level that its training did not meet is saved without m or u: it gets what Splink gives it on loading, and a warning.
  /// @error exit 2: splink.malformed, splink.probability (m or u that is none, or 0), splink.level (with the comparison, the level and what of its
  ///        condition is not understood), splink.rule (the same of a blocking rule, or one that joins on nothing), splink.too_many; json.*
  [[nodiscard]] static Result<SplinkModel> parse(std::string_view text, const std::string& file);

  [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_.names(); }
  [[nodiscard]] const std::vector<SplinkComparison>& comparisons() const noexcept { return comparisons_; }
  [[nodiscard]] const std::vector<SplinkRule>& rules() const noexcept { return rules_; }
  [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return warnings_; }
  [[nodiscard]] bool between_only() const noexcept { return between_only_; }
  [[nodiscard]] double prior_bits() const noexcept { return prior_bits_; }

  struct Scored {
    double weight{0};                    ///< bits: Splink's match_weight
    std::uint64_t vector{0};             ///< four bits a comparison: 0 a null level, else which of the others, from 1 on
  };
  [[nodiscard]] Scored score(const match::CellOf& cell, const TermShare& share) const;

 private:
  match::SqlColumns columns_;
  std::vector<SplinkComparison> comparisons_;
  std::vector<SplinkRule> rules_;
  std::vector<std::string> warnings_;
  double prior_bits_{0};
  bool between_only_{false};
};

}  // namespace hearth::people
