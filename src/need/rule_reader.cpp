#include <charconv>
#include <cmath>

#include "base/text.h"
#include "base/try.h"
#include "need/rule.h"

namespace hearth::need {
namespace {

using Sign = RuleNode::Sign;
using Kind = RuleNode::Kind;

constexpr std::array<std::pair<std::string_view, Sign>, 6> signs{{{"<=", Sign::less_or_equal},
                                                                  {">=", Sign::more_or_equal},
                                                                  {"==", Sign::equal},
                                                                  {"!=", Sign::not_equal},
                                                                  {"<", Sign::less},
                                                                  {">", Sign::more}}};

Sign opposite_of(Sign sign) {
  switch (sign) {
    case Sign::less: return Sign::more_or_equal;
    case Sign::less_or_equal: return Sign::more;
    case Sign::more: return Sign::less_or_equal;
    case Sign::more_or_equal: return Sign::less;
    case Sign::equal: return Sign::not_equal;
    case Sign::not_equal: return Sign::equal;
  }
  return sign;
}

/// "aged 75 or over", "weekly income under 227.10 GBP/week".
std::string in_words(const std::string& what, Sign sign, const std::string& bound) {
  switch (sign) {
    case Sign::less: return what + " under " + bound;
    case Sign::less_or_equal: return what + " " + bound + " or under";
    case Sign::more: return what + " over " + bound;
    case Sign::more_or_equal: return what + " " + bound + " or over";
    case Sign::equal: return what + " " + bound;
    case Sign::not_equal: return what + " other than " + bound;
  }
  return what;
}

struct Comparison {
  std::string name;
  std::optional<Sign> sign{};
  std::string bound{};
};

Comparison take_apart(std::string_view text) {
  for (const auto& [mark, sign] : signs)
    if (const auto at = text.find(mark); at != std::string_view::npos)
      return {std::string{trim(text.substr(0, at))}, sign, std::string{trim(text.substr(at + mark.size()))}};
  return {std::string{trim(text)}, std::nullopt, {}};
}

std::optional<double> number_in(const std::string& text) {
  double value{0};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<double> bound_in(FactorKind kind, const std::string& text) {
  if (kind != FactorKind::date) return number_in(text);
  const auto date = Date::parse_iso(text);
  return date ? std::optional<double>{static_cast<double>(date->days())} : std::nullopt;
}

}  // namespace

Result<RuleReader> RuleReader::open(const std::optional<formats::Declared>& named, Scope scope) {
  RuleReader reader{std::move(scope)};
  if (!named) return reader;
  if (!named->is_table()) return named->refuse("rule.malformed", "[rules] must be a table of named conditions.");
  for (const auto& name : named->keys()) {
    const auto condition = named->get(name);
    if (name == "estimate" || name == "estimate_as_known" || reader.scope_.vocabulary->find(name))
      return condition->refuse("rule.name_taken", "A factor has this name already. Give the rule another.");
    reader.named_.emplace(name, Named{*condition});
    reader.names_.push_back(name);
  }
  return reader;
}

NodeIndex RuleReader::put(RuleNode node) {
  rules_.nodes_.push_back(std::move(node));
  return static_cast<NodeIndex>(rules_.nodes_.size() - 1);
}

Result<NodeIndex> RuleReader::add(const formats::Declared& condition) { return compile(condition, 0); }

Result<Rules> RuleReader::finish() {
  for (const auto& name : names_) {
    const auto& named = named_.at(name);
    if (named.state != Named::State::read)
      return named.condition.refuse("rule.unused", "No condition uses this rule. Use it, or take it out.");
  }
  return std::move(rules_);
}

Result<NodeIndex> RuleReader::compile(const formats::Declared& condition, int depth) {
  if (depth > rule_depth_max) return condition.refuse("rule.too_deep", "Conditions are nested too deep. Use named rules.");
  if (condition.is_text()) return compile_text(condition, depth);
  if (condition.is_table()) return compile_table(condition, depth);
  return condition.refuse("rule.malformed", "A condition is a text (\"age >= 75\") or a table with all, any, not or at_least.");
}

tl::unexpected<Error> RuleReader::unknown(const formats::Declared& condition, const std::string& name) const {
  if (names_a_kind_of_place(name))
    return condition.refuse("rule.place_class", "Being at a kind of place is never a reason to be on a list. Take it out.");
  std::vector<std::string> known = names_;
  for (const auto& factor : scope_.vocabulary->factors()) known.push_back(factor.id.text());
  const std::string near = base::nearest(name, known);
  const std::string hint = near.empty() ? "Known factors are in programmes/factors.toml." : "Did you mean " + near + "?";
  return condition.refuse("rule.unknown_factor", "\"" + name + "\" is neither a factor nor a rule of this programme. " + hint);
}

Result<FactorIndex> RuleReader::factor(const formats::Declared& condition, const std::string& name) const {
  const auto index = scope_.vocabulary->find(name);
  if (!index) return unknown(condition, name);
  if (!std::ranges::binary_search(scope_.allowed, *index))
    return condition.refuse("rule.not_listed", "\"" + name + "\" is not in `factors` of this programme. List there what its purpose needs.");
  return *index;
}

Result<NodeIndex> RuleReader::compile_text(const formats::Declared& condition, int depth) {
  HEARTH_TRY(text, condition.text());
  const auto parts = take_apart(text);
  if (parts.name.empty()) return condition.refuse("rule.malformed", "A condition names a factor, for example \"age >= 75\".");
  if (!parts.sign) return compile_name(condition, parts.name, depth);
  RuleNode node;
  node.sign = *parts.sign;
  const bool as_known = parts.name == "estimate_as_known";
  if (as_known || parts.name == "estimate") {
    if (!scope_.has_estimate) return condition.refuse("rule.unknown_factor", "This programme has no [estimate].");
    const auto bound = number_in(parts.bound);
    if (!bound) return condition.refuse("rule.malformed", "After the sign stands a number, for example \"estimate > 0\".");
    node.kind = Kind::estimate;
    node.as_known = as_known;
    node.bound = *bound;
    node.words = in_words("estimated weekly sum", node.sign, parts.bound + " GBP");
    node.words_not = in_words("estimated weekly sum", opposite_of(node.sign), parts.bound + " GBP");
    return put(std::move(node));
  }
  if (named_.contains(parts.name)) return condition.refuse("rule.wrong_kind", "A rule holds or not; it cannot be compared.");
  HEARTH_TRY(index, factor(condition, parts.name));
  const Factor& what = (*scope_.vocabulary)[index];
  if (what.kind == FactorKind::yes_no)
    return condition.refuse("rule.wrong_kind", "\"" + parts.name + "\" is a yes or no; write it without a comparison.");
  const auto bound = bound_in(what.kind, parts.bound);
  if (!bound) return condition.refuse("rule.malformed", "After the sign stands a number (or a date, YYYY-MM-DD), for example \"age >= 75\".");
  node.kind = Kind::compare;
  node.factor = index;
  node.bound = *bound;
  const std::string tail = what.unit.empty() || what.unit == "years" || what.unit == "people" ? "" : " " + what.unit;
  node.words = in_words(what.words, node.sign, parts.bound + tail);
  node.words_not = in_words(what.words, opposite_of(node.sign), parts.bound + tail);
  return put(std::move(node));
}

Result<NodeIndex> RuleReader::compile_name(const formats::Declared& condition, const std::string& name, int depth) {
  const auto found = named_.find(name);
  if (found == named_.end()) {
    HEARTH_TRY(index, factor(condition, name));
    const Factor& what = (*scope_.vocabulary)[index];
    if (what.kind != FactorKind::yes_no)
      return condition.refuse("rule.wrong_kind", "\"" + name + "\" is a " + std::string{name_of(what.kind)} + "; compare it, for example \"" + name + " >= 1\".");
    RuleNode node;
    node.factor = index;
    node.words = what.words;
    node.words_not = what.not_words;
    return put(std::move(node));
  }
  Named& named = found->second;
  if (named.state == Named::State::read) return named.node;
  if (named.state == Named::State::reading) {
    std::string way;
    for (auto at = std::ranges::find(reading_, name); at != reading_.end(); ++at) way += *at + " -> ";
    return condition.refuse("rule.cycle", "Rules that need each other: " + way + name + ". Take one of them out of the circle.");
  }
  named.state = Named::State::reading;
  reading_.push_back(name);
  HEARTH_TRY(node, compile(named.condition, depth + 1));
  reading_.pop_back();
  named.state = Named::State::read;
  named.node = node;
  return node;
}

Result<NodeIndex> RuleReader::compile_table(const formats::Declared& table, int depth) {
  HEARTH_CHECK(table.unknown_keys({"all", "any", "not", "at_least", "of", "words", "not_words", "told", "if_not_known"}));
  const bool all = table.has("all"), any = table.has("any"), none = table.has("not"), count = table.has("at_least");
  if (all + any + none + count != 1 || count != table.has("of"))
    return table.refuse("rule.malformed", "A condition has exactly one of all, any, not, or at_least with of.");
  RuleNode node;
  node.kind = all ? Kind::all : any ? Kind::any : none ? Kind::none : Kind::at_least;
  const auto list = table.get(all ? "all" : any ? "any" : none ? "not" : "of");
  const auto parts = none ? std::vector<formats::Declared>{*list} : list->items();
  if (!none && !list->is_array()) return list->refuse("rule.malformed", "Here stands a list of conditions.");
  if (parts.empty()) return list->refuse("rule.malformed", "An empty list says nothing. Name at least one condition.");
  for (const auto& part : parts) {
    HEARTH_TRY(child, compile(part, depth + 1));
    node.children.push_back(child);
  }
  if (count) {
    HEARTH_TRY(least, table.get("at_least")->integer());
    if (least < 1 || least > static_cast<std::int64_t>(parts.size()))
      return table.refuse("rule.count", "at_least must be from 1 to the number of conditions in `of`.");
    node.least = static_cast<std::uint32_t>(least);
  }
  HEARTH_TRY(words, table.text_if("words"));
  HEARTH_TRY(not_words, table.text_if("not_words"));
  HEARTH_TRY(told, table.boolean_or("told", true));
  if (!told && (words || not_words)) return table.refuse("rule.malformed", "told = false has no words: nothing of it is told.");
  HEARTH_TRY(if_not_known, table.text_if("if_not_known"));
  if (if_not_known && *if_not_known != "yes") return table.get("if_not_known")->refuse("rule.malformed", "if_not_known has one word, \"yes\": the condition holds also where nobody knows. Leave it out otherwise.");
  node.assumed = if_not_known.has_value();
  node.silent = !told;
  node.told = words.has_value();
  node.words = words.value_or("");
  node.words_not = not_words ? *not_words : words ? "not: " + *words : "";
  return put(std::move(node));
}

}  // namespace hearth::need
