#include "people/splink_model.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "match/comparison.h"

namespace hearth::people {
namespace {

namespace json = formats::json;

constexpr double never_seen = 1e-6;  ///< what Splink takes for a level that its training did not meet

std::string word_of(const json::object& object, std::string_view key) { return formats::text_or(object, key); }

bool flag_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_bool() && value->as_bool();
}

std::optional<double> number_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

/// A probability of a level; what training never met has Splink's own stand-in. Nothing where none was saved; negative: it is none.
std::optional<double> probability_of_level(const json::object& level, std::string_view key) {
  const auto* value = level.if_contains(key);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (value->is_string() && value->as_string() == "level not observed in training dataset") return never_seen;
  const auto number = value->is_number() ? value->to_number<double>() : -1.0;
  return number > 0 && number <= 1 ? number : -1.0;
}

/// What Splink takes on loading for the m and u of a level that were not saved. @param place  of the level, the worst is 0
std::pair<double, double> usual_shares(std::size_t place, std::size_t levels) {
  constexpr double exact = 0.95, least_bits = -5, most_bits = 3, exact_bits = 10;
  if (levels < 2 || place + 1 == levels) return {exact, exact / std::exp2(exact_bits)};
  const double m = (1 - exact) / static_cast<double>(levels - 1);
  const double bits = levels < 3 ? least_bits : least_bits + (most_bits - least_bits) * static_cast<double>(place) / static_cast<double>(levels - 2);
  return {m, m / std::exp2(bits)};
}

struct At {
  const std::string& file;
  std::string comparison, level;
  [[nodiscard]] Where where() const { return {file, 0, comparison + (level.empty() ? "" : " / " + level)}; }
  [[nodiscard]] tl::unexpected<Error> refuse(std::string code, const std::string& message) const { return fail(std::move(code), message, where(), Exit::wrong_use); }
};

bool is_else(std::string_view condition) { return to_lower_ascii(trim(condition)) == "else"; }

Result<SplinkLevel> read_level(const json::object& object, const At& at, match::SqlColumns& columns) {
  SplinkLevel out;
  out.label = at.level;
  const auto text = word_of(object, "sql_condition");
  out.is_null = flag_of(object, "is_null_level");
  out.is_else = is_else(text);
  if (!out.is_else) {
    auto condition = match::SqlCondition::parse(text, columns);
    if (!condition) return at.refuse("splink.level", "its condition is not understood: " + condition.error().message + " The condition is: " + text.substr(0, 300));
    out.condition = std::move(*condition);
  }
  if (out.is_null) return out;
  const auto m = probability_of_level(object, "m_probability"), u = probability_of_level(object, "u_probability");
  if (m.value_or(1) < 0 || u.value_or(1) < 0) return at.refuse("splink.probability", "m or u of this level is no probability above 0. Train the model on more pairs, or fix it in Splink.");
  out.m = m.value_or(0);
  out.u = u.value_or(0);
  const auto term = word_of(object, "tf_adjustment_column");
  out.term_weight = number_of(object, "tf_adjustment_weight").value_or(1);
  out.term_least = number_of(object, "tf_minimum_u_value").value_or(0);
  if (!term.empty() && out.term_weight != 0 && !out.is_else) out.term = columns.number(term);
  return out;
}

/// The u of exact agreement on each level's term column, from the level that asks for nothing else.
Result<Done> find_term_u(SplinkComparison& comparison, const json::array& levels, const match::SqlColumns& columns, const std::string& file) {
  for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
    auto& level = comparison.levels[i];
    if (!level.term) continue;
    level.term_u = level.u;
    if (flag_of(levels[i].as_object(), "disable_tf_exact_match_detection")) continue;
    const auto exact = std::ranges::find_if(comparison.levels, [&](const SplinkLevel& other) {
      if (other.is_else || other.is_null) return false;
      const auto equal = other.condition.equal_columns();
      return equal.size() == 1 && to_lower_ascii(columns.names()[equal.front()]) == to_lower_ascii(columns.names()[*level.term]);
    });
    if (exact == comparison.levels.end())
      return At{file, comparison.name, level.label}.refuse("splink.level", "it is adjusted by how common a value of " + columns.names()[*level.term] + " is, and no level asks for exact agreement on it.");
    level.term_u = exact->u;
  }
  return Done{};
}

/// Levels that were saved without m or u get Splink's usual ones, and are told of.
void fill_in(SplinkComparison& comparison, std::vector<std::string>& warnings) {
  const auto levels = static_cast<std::size_t>(std::ranges::count(comparison.levels, false, &SplinkLevel::is_null));
  std::size_t place = levels;
  for (auto& level : comparison.levels) {
    if (level.is_null) continue;
    const auto [m, u] = usual_shares(--place, levels);
    if (level.m == 0 || level.u == 0)
      warnings.push_back("the model holds no " + std::string{level.m == 0 ? level.u == 0 ? "m and u" : "m" : "u"} + " of " + comparison.name + " / " + level.label + ": its training met no such pair; Splink's usual value counts");
    if (level.m == 0) level.m = m;
    if (level.u == 0) level.u = u;
    level.bits = std::log2(level.m / level.u);
  }
}

Result<SplinkComparison> read_comparison(const json::value& value, std::size_t number, const std::string& file, match::SqlColumns& columns, std::vector<std::string>& warnings) {
  const auto* object = value.if_object();
  const auto* levels = object == nullptr ? nullptr : formats::array_at(*object, "comparison_levels");
  SplinkComparison out;
  out.name = object == nullptr ? "" : word_of(*object, "output_column_name");
  if (out.name.empty()) out.name = "comparison " + std::to_string(number + 1);
  if (levels == nullptr || levels->empty()) return At{file, out.name, ""}.refuse("splink.malformed", "the comparison has no comparison_levels.");
  if (levels->size() > match::levels_max) return At{file, out.name, ""}.refuse("splink.too_many", "the comparison has more than 15 levels.");
  for (std::size_t i = 0; i < levels->size(); ++i) {
    const auto* level = (*levels)[i].if_object();
    if (level == nullptr) return At{file, out.name, ""}.refuse("splink.malformed", "a level is no object.");
    auto label = word_of(*level, "label_for_charts");
    if (label.empty()) label = "level " + std::to_string(i + 1);
    HEARTH_TRY(read, read_level(*level, At{file, out.name, std::move(label)}, columns));
    out.levels.push_back(std::move(read));
  }
  fill_in(out, warnings);
  HEARTH_CHECK(find_term_u(out, *levels, columns, file));
  return out;
}

Result<SplinkRule> read_rule(const json::value& value, std::size_t number, const std::string& file, match::SqlColumns& columns) {
  const auto* object = value.if_object();
  const At at{file, "blocking rule " + std::to_string(number + 1), ""};
  const auto text = value.is_string() ? std::string{value.as_string()} : object == nullptr ? std::string{} : word_of(*object, "blocking_rule");
  if (text.empty()) return at.refuse("splink.malformed", "the rule has no text.");
  if (object != nullptr && object->if_contains("arrays_to_explode") != nullptr && formats::array_at(*object, "arrays_to_explode") != nullptr && !formats::array_at(*object, "arrays_to_explode")->empty())
    return at.refuse("splink.rule", "it explodes an array, which is not understood. The rule is: " + text.substr(0, 300));
  auto condition = match::SqlCondition::parse(text, columns);
  if (!condition) return at.refuse("splink.rule", "it is not understood: " + condition.error().message + " The rule is: " + text.substr(0, 300));
  auto join = condition->as_join();
  if (join.keys.empty()) return at.refuse("splink.rule", "it joins on nothing, so that every pair would be compared. The rule is: " + text.substr(0, 300));
  return SplinkRule{text, std::move(*condition), std::move(join)};
}

}  // namespace

bool SplinkModel::is_one(std::string_view text) {
  const auto value = formats::parse_json(text, "");
  const auto* object = value ? value->if_object() : nullptr;
  return object != nullptr && object->if_contains("comparisons") != nullptr && object->if_contains("hearth_link_model") == nullptr;
}

Result<SplinkModel> SplinkModel::parse(std::string_view text, const std::string& file) {
  HEARTH_TRY(value, formats::parse_json(text, file));
  const auto* object = value.if_object();
  const auto* comparisons = object == nullptr ? nullptr : formats::array_at(*object, "comparisons");
  const auto* rules = object == nullptr ? nullptr : formats::array_at(*object, "blocking_rules_to_generate_predictions");
  const auto prior = object == nullptr ? std::nullopt : number_of(*object, "probability_two_random_records_match");
  const At at{file, "", ""};
  if (comparisons == nullptr || comparisons->empty() || rules == nullptr || rules->empty() || !prior || *prior <= 0 || *prior >= 1)
    return at.refuse("splink.malformed", "this is no model that Splink saved: comparisons, blocking_rules_to_generate_predictions and probability_two_random_records_match (between 0 and 1) are needed.");
  if (comparisons->size() > match::comparisons_max) return at.refuse("splink.too_many", "the model has more than 16 comparisons.");
  SplinkModel out;
  out.prior_bits_ = std::log2(*prior / (1 - *prior));
  out.between_only_ = word_of(*object, "link_type") == "link_only";
  for (std::size_t i = 0; i < comparisons->size(); ++i) {
    HEARTH_TRY(comparison, read_comparison((*comparisons)[i], i, file, out.columns_, out.warnings_));
    out.comparisons_.push_back(std::move(comparison));
  }
  for (std::size_t i = 0; i < rules->size(); ++i) {
    HEARTH_TRY(rule, read_rule((*rules)[i], i, file, out.columns_));
    out.rules_.push_back(std::move(rule));
  }
  return out;
}

SplinkModel::Scored SplinkModel::score(const match::CellOf& cell, const TermShare& share) const {
  Scored out{prior_bits_, 0};
  for (std::size_t c = 0; c < comparisons_.size(); ++c) {
    unsigned place = 0;  // among the levels that are no null levels
    for (const auto& level : comparisons_[c].levels) {
      place += level.is_null ? 0 : 1;
      if (!level.is_else && !level.condition.holds(cell)) continue;
      if (level.is_null) break;
      out.vector |= std::uint64_t{place} << (4 * c);
      out.weight += level.bits;
      if (!level.term) break;
      const auto l = share(match::Side::left, *level.term), r = share(match::Side::right, *level.term);
      if (l || r) out.weight += level.term_weight * std::log2(level.term_u / std::max({l.value_or(0), r.value_or(0), level.term_least}));
      break;
    }
  }
  return out;
}

}  // namespace hearth::people
