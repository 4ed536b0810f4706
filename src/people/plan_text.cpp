#include "people/plan_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/try.h"
#include "formats/declaration.h"

namespace hearth::people {
namespace {

using formats::Declared;
using match::Derive;
using match::Kind;

constexpr std::size_t rules_most = 64, variants_most = 16, keys_most = 8;

struct Flag {
  const char* name;
  bool LinkPlan::*field;
  const char* words;
};
constexpr std::array<Flag, 14> flags{{{"names", &LinkPlan::names, "given name, its initial, surname, middle name"}, {"birth", &LinkPlan::birth, "birth date"},
                                      {"sex", &LinkPlan::sex, "sex, or the title's"}, {"home", &LinkPlan::home, "UPRN"}, {"address", &LinkPlan::address, "words and numbers of the address"},
                                      {"postcode", &LinkPlan::postcode, "postcode"}, {"town", &LinkPlan::town, "town"}, {"phone", &LinkPlan::phone, "telephone"}, {"email", &LinkPlan::email, "e-mail"},
                                      {"nhs", &LinkPlan::nhs, "NHS number"}, {"ni", &LinkPlan::ni, "National Insurance number"}, {"birth_place", &LinkPlan::birth_place, "birth place"},
                                      {"occupation", &LinkPlan::occupation, "occupation"}, {"stays", &LinkPlan::stays, "does one stay end when the next begins"}}};

/// What is derived from a column, in words that no two share.
struct DeriveWords {
  Derive derive;
  std::uint8_t nth;
  std::string_view words;
};
constexpr std::array<DeriveWords, 16> derives{{{Derive::sound, 0, "sound of "}, {Derive::initial, 0, "initial of "}, {Derive::start, 0, "start of "}, {Derive::year_month, 0, "year and month of "},
                                               {Derive::year, 0, "year of "}, {Derive::day_month, 0, "day and month of "}, {Derive::unswapped, 0, "unswapped "}, {Derive::district, 0, "district of "},
                                               {Derive::local_part, 0, "name part of "}, {Derive::window_a, 0, "six weeks of "}, {Derive::window_b, 0, "shifted six weeks of "},
                                               {Derive::scale_a, 0, "size of "}, {Derive::scale_b, 0, "shifted size of "}, {Derive::rare_word, 0, "rare word of "},
                                               {Derive::rare_word, 1, "2nd rare word of "}, {Derive::rare_word, 2, "3rd rare word of "}}};

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (static_cast<unsigned char>(c) >= 0x20) out.push_back(c);
  }
  return out + "\"";
}

std::string keys_toml(const std::vector<PlannedKey>& keys) {
  std::string out = "[";
  for (std::size_t i = 0; i < keys.size(); ++i) out += (i > 0 ? ", " : "") + toml_text(words_of(keys[i]));
  return out + "]";
}

std::vector<std::string> names_of(const std::vector<PlannedColumn>& columns) {
  std::vector<std::string> out;
  for (const auto& column : columns) out.push_back(column.name);
  return out;
}

Result<PlannedKey> parse_key(const Declared& at, std::string_view text, const std::vector<std::string>& columns) {
  const auto is_column = [&](std::string_view name) { return std::ranges::find(columns, name) != columns.end(); };
  if (is_column(text)) return PlannedKey{std::string{text}};
  for (const auto& derive : derives)
    if (text.starts_with(derive.words) && is_column(text.substr(derive.words.size()))) return PlannedKey{std::string{text.substr(derive.words.size())}, derive.derive, derive.nth};
  const auto near = nearest(text, columns);
  return at.refuse("plan.key", "\"" + std::string{text} + "\" is no key." + (near.empty() ? "" : " Did you mean \"" + near + "\"?") +
                                   " Expected a column that is compared, by itself or behind \"sound of\", \"initial of\", \"start of\", \"year of\" and the like. The columns are: " + joined(columns, ", ") + ".");
}

Result<PlannedRule> parse_rule(const Declared& table, const std::vector<std::string>& columns) {
  HEARTH_CHECK(table.unknown_keys({"keys", "together", "home"}));
  PlannedRule out;
  HEARTH_TRY(keys, table.need("keys"));
  if (keys.items().empty() || keys.items().size() > variants_most) return keys.refuse("plan.too_many", "Expected one to 16 lists of keys.");
  for (const auto& variant : keys.items()) {
    if (!variant.is_array()) return variant.refuse("plan.key", "Expected lists of keys, one inside the other: keys = [[\"surname\", \"year of birth date\"]].");
    HEARTH_TRY(words, variant.texts());
    if (words.empty() || words.size() > keys_most) return variant.refuse("plan.too_many", "Expected one to eight keys.");
    auto& named = out.variants.emplace_back();
    for (const auto& word : words) {
      HEARTH_TRY(key, parse_key(variant, word, columns));
      named.push_back(std::move(key));
    }
  }
  if (const auto together = table.get("together")) {
    HEARTH_TRY(count, together->integer());
    const auto shortest = std::ranges::min(out.variants, {}, [](const auto& variant) { return variant.size(); }).size();
    if (count < 1 || static_cast<std::size_t>(count) > shortest)
      return together->refuse("plan.together", "Expected how many of the keys always count: from 1 to the number of keys.");
    out.together = static_cast<std::size_t>(count);
  }
  HEARTH_TRY(home, table.boolean_or("home", false));
  out.home = home;
  return out;
}

std::string kinds() {
  std::vector<std::string> out;
  for (const Kind kind : {Kind::text, Kind::code, Kind::category, Kind::day, Kind::number, Kind::tokens}) out.push_back(std::string{match::name_of(kind)});
  return joined(out, ", ");
}

Result<Done> parse_extras(const Declared& table, LinkPlan& plan) {
  std::vector<ExtraColumn> kept;
  for (const auto& name : table.keys()) {
    const auto known = std::ranges::find(plan.extras, name, &ExtraColumn::name);
    if (known == plan.extras.end()) return table.refuse("plan.column", "these records have no column extra." + name + " that could be compared.");
    HEARTH_TRY(kind, table.need_text(name));
    ExtraColumn column{name};
    bool found = false;
    for (const Kind one : {Kind::text, Kind::code, Kind::category, Kind::day, Kind::number, Kind::tokens})
      if (match::name_of(one) == kind) column.kind = one, found = true;
    if (!found) return table.get(name)->refuse("plan.kind", "\"" + kind + "\" is no kind of column. Expected one of: " + kinds() + ".");
    kept.push_back(std::move(column));
  }
  std::ranges::sort(kept, {}, &ExtraColumn::name);
  plan.extras = std::move(kept);
  return Done{};
}

Result<Done> parse_compared(const Declared& table, LinkPlan& plan) {
  std::vector<std::string> known{"extra"};
  for (const auto& flag : flags) known.emplace_back(flag.name);
  HEARTH_CHECK(table.unknown_keys(known));
  for (const auto& flag : flags) {
    HEARTH_TRY(wanted, table.boolean_or(flag.name, false));
    if (wanted && !(plan.*flag.field)) return table.get(flag.name)->refuse("plan.column", std::string{"these records have no "} + flag.words + " that could be compared: too few of them are filled.");
    plan.*flag.field = wanted;
  }
  plan.middle = plan.names;
  plan.stays = plan.stays && plan.names && (plan.home || plan.address);
  if (!plan.names || !plan.birth) plan.children_born_from.clear();
  const auto extra = table.get("extra");
  if (!extra) plan.extras.clear();
  return extra ? parse_extras(*extra, plan) : Result<Done>{Done{}};
}

Result<Done> parse_weights(const Declared& table, LinkSettings& settings) {
  HEARTH_CHECK(table.unknown_keys({"match_from", "potential_from", "low_from", "records_per_key_most"}));
  const auto number = [&](const char* name, double& into) -> Result<Done> {
    const auto value = table.get(name);
    if (!value) return Done{};
    HEARTH_TRY(read, value->number());
    if (!(read >= -100 && read <= 100'000)) return value->refuse("plan.weights", "Expected a number of bits, or of records.");
    into = read;
    return Done{};
  };
  HEARTH_CHECK(number("match_from", settings.match_from));
  HEARTH_CHECK(number("potential_from", settings.potential_from));
  HEARTH_CHECK(number("low_from", settings.low_from));
  HEARTH_CHECK(number("records_per_key_most", settings.pairs_per_row_max));
  if (settings.match_from < settings.potential_from || settings.potential_from < settings.low_from)
    return table.refuse("plan.weights", "Expected match_from not below potential_from, and that not below low_from.");
  return Done{};
}

}  // namespace

std::string words_of(const PlannedKey& key) {
  for (const auto& derive : derives)
    if (derive.derive == key.derive && derive.nth == key.nth) return std::string{derive.words} + key.column;
  return key.column;
}

std::string plan_toml(const LinkPlan& plan, const LinkSettings& settings, const LinkReport& report) {
  std::string out = "# What linking these records would do. Change it, and run: hearth link FEED.toml --use-plan THIS.toml --out links.csv\n"
                    "# Weights are in bits: 0 says that one person is as likely as two, each bit more doubles the odds.\n\n[weights]\n";
  out += fmt::format("match_from = {:.1f}             # from here on records are one person, as far as the whole group agrees\npotential_from = {:.1f}        # from here on a reviewer should look\n"
                     "low_from = {:.1f}             # pairs below are forgotten\n", settings.match_from, settings.potential_from, settings.low_from);
  if (settings.pairs_per_row_max > 0) out += fmt::format("records_per_key_most = {:.0f}\n", settings.pairs_per_row_max);
  out += "\n[compare]                     # what a line is taken out for, or set to false, is not compared\n";
  for (const auto& flag : flags)
    if (plan.*flag.field) out += fmt::format("{} = true{}# {}\n", flag.name, std::string(22 - std::string_view{flag.name}.size(), ' '), flag.words);
  if (!plan.extras.empty()) out += "\n[compare.extra]               # other columns, by kind: " + kinds() + "\n";
  for (const auto& extra : plan.extras) out += toml_text(extra.name) + " = " + toml_text(match::name_of(extra.kind)) + "\n";
  out += "\n# Pairs are compared that any rule brings together: records that share the first keys (`together`). What too many share is split by the\n"
         "# keys behind them. Take out a rule, or write one; without any rule the program proposes its own.\n";
  const auto rules = planned_rules(plan);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    out += "\n[[rule]]";
    if (i < report.rules.size())
      out += fmt::format("                      # {} pairs{}", with_commas(report.rules[i].pairs), report.rules[i].rows_not_compared > 0 ? "; " + with_commas(report.rules[i].rows_not_compared) + " records share too much to be compared so" : "");
    out += "\nkeys = [";
    for (std::size_t v = 0; v < rules[i].variants.size(); ++v) out += (v > 0 ? ",\n        " : "") + keys_toml(rules[i].variants[v]);
    out += fmt::format("]\ntogether = {}\n", rules[i].together);
    if (rules[i].home) out += "home = true\n";
  }
  return out;
}

Result<EditedPlan> parse_plan(std::string_view text, std::string file, const LinkPlan& here, const LinkSettings& settings) {
  HEARTH_TRY(read, formats::DeclarationFile::parse(text, std::move(file)));
  const auto root = read.root();
  HEARTH_CHECK(root.unknown_keys({"weights", "compare", "rule"}));
  EditedPlan out{here, settings};
  if (const auto weights = root.get("weights")) HEARTH_CHECK(parse_weights(*weights, out.settings));
  if (const auto compare = root.get("compare")) HEARTH_CHECK(parse_compared(*compare, out.plan));
  const auto columns = names_of(columns_of(out.plan));
  if (columns.empty()) return root.refuse("plan.column", "nothing is left to compare.");
  out.plan.rules.clear();
  if (const auto rules = root.get("rule")) {
    if (rules->items().size() > rules_most) return rules->refuse("plan.too_many", "more than 64 rules.");
    for (const auto& table : rules->items()) {
      HEARTH_TRY(rule, parse_rule(table, columns));
      out.plan.rules.push_back(std::move(rule));
    }
  }
  return out;
}

}  // namespace hearth::people
