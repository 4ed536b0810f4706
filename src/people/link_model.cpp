#include "people/link_model.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "base/hash.h"
#include "base/try.h"
#include "formats/json.h"

namespace hearth::people {
namespace {

namespace json = formats::json;
constexpr std::int64_t form_version = 6;  ///< of the JSON and of what comparisons mean: another one is refused

std::string hex(std::uint64_t number) {
  char text[17];
  const auto done = std::to_chars(text, text + 16, number, 16);
  return {text, done.ptr};
}

std::uint64_t from_hex(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return number;
}

/// Numbers travel as text: what is read back must be the same to the last bit, and not every JSON reader promises that.
std::string exact(double number) {
  char text[40];
  const auto done = std::to_chars(text, text + sizeof text, number);
  return {text, done.ptr};
}

double exact_from(const json::value& value) {
  const auto& text = value.as_string();
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::isfinite(number) ? number : 0;
}

json::array shares_json(const match::Shares& shares) {
  json::array out;
  for (const auto& levels : shares) {
    json::array mine;
    for (const double share : levels) mine.emplace_back(exact(share));
    out.emplace_back(std::move(mine));
  }
  return out;
}

match::Shares shares_from(const json::value& value) {
  match::Shares out;
  for (const auto& levels : value.as_array()) {
    auto& mine = out.emplace_back();
    for (const auto& share : levels.as_array()) mine.push_back(exact_from(share));
  }
  return out;
}

struct Flag {
  const char* name;
  bool LinkPlan::*field;
};
constexpr Flag flags[] = {{"names", &LinkPlan::names},           {"middle", &LinkPlan::middle},     {"birth", &LinkPlan::birth},
                          {"sex", &LinkPlan::sex},               {"home", &LinkPlan::home},         {"address", &LinkPlan::address},
                          {"postcode", &LinkPlan::postcode},     {"town", &LinkPlan::town},         {"phone", &LinkPlan::phone},
                          {"email", &LinkPlan::email},           {"nhs", &LinkPlan::nhs},           {"ni", &LinkPlan::ni},
                          {"birth_place", &LinkPlan::birth_place}, {"occupation", &LinkPlan::occupation},
                          {"stays", &LinkPlan::stays}};

json::array rules_json(const std::vector<PlannedRule>& rules) {
  json::array out;
  for (const auto& rule : rules) {
    json::array variants;
    for (const auto& variant : rule.variants) {
      json::array keys;
      for (const auto& key : variant) keys.emplace_back(json::array{key.column, static_cast<unsigned>(key.derive), key.nth});
      variants.emplace_back(std::move(keys));
    }
    out.emplace_back(json::object{{"together", rule.together}, {"home", rule.home}, {"keys", std::move(variants)}});
  }
  return out;
}

std::vector<PlannedRule> rules_from(const json::array& rules) {
  std::vector<PlannedRule> out;
  for (const auto& rule : rules) {
    auto& mine = out.emplace_back();
    mine.together = rule.at("together").to_number<std::size_t>();
    mine.home = rule.at("home").as_bool();
    for (const auto& variant : rule.at("keys").as_array()) {
      auto& keys = mine.variants.emplace_back();
      for (const auto& key : variant.as_array()) {
        const auto derive = std::min(key.at(1).to_number<unsigned>(), static_cast<unsigned>(match::Derive::rare_word));
        keys.push_back({std::string{key.at(0).as_string()}, static_cast<match::Derive>(derive), key.at(2).to_number<std::uint8_t>()});
      }
    }
    const bool is_rule = !mine.variants.empty() && mine.together >= 1 && std::ranges::all_of(mine.variants, [&](const auto& keys) { return keys.size() >= mine.together && keys.size() <= 64; });
    if (!is_rule || mine.variants.size() > 64 || out.size() > 64) throw std::invalid_argument{"a rule"};
  }
  return out;
}

json::object plan_json(const LinkPlan& plan) {
  json::object out;
  for (const auto& flag : flags) out[flag.name] = plan.*flag.field;
  json::array extras;
  for (const auto& extra : plan.extras) extras.emplace_back(json::object{{"name", extra.name}, {"kind", match::name_of(extra.kind)}});
  out["children_born_from"] = plan.children_born_from;
  out["extras"] = std::move(extras);
  if (!plan.rules.empty()) out["rules"] = rules_json(plan.rules);
  return out;
}

LinkPlan plan_from(const json::object& object) {
  LinkPlan out;
  for (const auto& flag : flags) out.*flag.field = object.at(flag.name).as_bool();
  out.children_born_from = std::string{object.at("children_born_from").as_string()};
  for (const auto& extra : object.at("extras").as_array()) {
    ExtraColumn column{std::string{extra.at("name").as_string()}};
    for (unsigned kind = 0; kind <= static_cast<unsigned>(match::Kind::place); ++kind)
      if (match::name_of(static_cast<match::Kind>(kind)) == extra.at("kind").as_string()) column.kind = static_cast<match::Kind>(kind);
    out.extras.push_back(std::move(column));
  }
  if (const auto* rules = object.if_contains("rules")) out.rules = rules_from(rules->as_array());
  return out;
}

json::object state_json(const LinkModel::State& state) {
  json::array frequencies, tokens, hot, alone, ties;
  json::object sexes;
  for (const auto& [hash, sex] : state.sex_of_name) sexes[hex(hash)] = std::string(1, sex);
  for (const auto& terms : state.frequencies) {
    json::object counts;
    for (const auto& [hash, count] : terms.counts) counts[hex(hash)] = count;
    frequencies.emplace_back(json::object{{"rows", exact(terms.rows)}, {"otherwise", exact(terms.otherwise)}, {"counts", std::move(counts)}});
  }
  for (const auto& weights : state.tokens) {
    json::object words;
    for (const auto& [hash, weight] : weights.rare) words[hex(hash)] = exact(static_cast<double>(weight));
    tokens.emplace_back(json::object{{"otherwise", exact(static_cast<double>(weights.otherwise))}, {"words", std::move(words)}});
  }
  for (const auto& keys : *state.hot) {
    json::array list;
    for (const auto hash : keys.sorted()) list.emplace_back(hex(hash));
    hot.emplace_back(std::move(list));
  }
  json::array turned, feeds, source_bits;
  for (const auto& name : state.feeds) feeds.emplace_back(name);
  for (const float bits : state.parameters.source_bits) source_bits.emplace_back(exact(static_cast<double>(bits)));
  json::object given_bits;
  for (const float bits : state.name_order.turned) turned.emplace_back(exact(static_cast<double>(bits)));
  for (const auto& [hash, bits] : state.name_order.bits) given_bits[hex(hash)] = exact(static_cast<double>(bits));
  const auto& p = state.parameters;
  for (const auto& tie : p.ties) ties.emplace_back(json::array{hex(tie.mask), hex(tie.value), exact(tie.bits)});
  for (const auto& [bits, most] : p.names_alone) alone.emplace_back(json::array{exact(bits), exact(most)});
  return {{"hearth_link_model", form_version}, {"between_only", state.between_only}, {"plan", plan_json(state.plan)},
          {"match_bits", exact(p.match_bits)}, {"home_bits", exact(p.home_bits)},
          {"dependent", json::array{p.dependent_a, p.dependent_b, exact(p.dependent_bits)}}, {"names_alone", std::move(alone)},
          {"ties", std::move(ties)}, {"born_apart", exact(p.born_apart)},
          {"m", shares_json(p.m)}, {"u", shares_json(p.u)}, {"h", shares_json(p.h)},
          {"frequencies", std::move(frequencies)}, {"words", std::move(tokens)}, {"common_keys", std::move(hot)},
          {"sex_of_name", std::move(sexes)}, {"names_turned", std::move(turned)}, {"given_names", std::move(given_bits)},
          {"feeds", std::move(feeds)}, {"sources", std::move(source_bits)}};
}

/// Throws what boost throws when a part is absent or of another type; the caller turns that into one error.
LinkModel::State state_from(const json::object& object) {
  LinkModel::State out;
  out.plan = plan_from(object.at("plan").as_object());
  out.between_only = object.at("between_only").as_bool();
  out.parameters.match_bits = exact_from(object.at("match_bits"));
  out.parameters.home_bits = exact_from(object.at("home_bits"));
  const auto& dependent = object.at("dependent").as_array();
  out.parameters.dependent_a = dependent.at(0).to_number<std::uint8_t>();
  out.parameters.dependent_b = dependent.at(1).to_number<std::uint8_t>();
  out.parameters.dependent_bits = exact_from(dependent.at(2));
  for (const auto& tie : object.at("ties").as_array())
    out.parameters.ties.push_back({from_hex(tie.at(0).as_string()), from_hex(tie.at(1).as_string()), exact_from(tie.at(2))});
  out.parameters.born_apart = exact_from(object.at("born_apart"));
  for (const auto& knot : object.at("names_alone").as_array())
    out.parameters.names_alone.emplace_back(exact_from(knot.at(0)), exact_from(knot.at(1)));
  out.parameters.m = shares_from(object.at("m"));
  out.parameters.u = shares_from(object.at("u"));
  out.parameters.h = shares_from(object.at("h"));
  for (const auto& terms : object.at("frequencies").as_array()) {
    auto& mine = out.frequencies.emplace_back();
    mine.rows = exact_from(terms.at("rows"));
    mine.otherwise = exact_from(terms.at("otherwise"));
    for (const auto& [hash, count] : terms.at("counts").as_object()) mine.counts.emplace_back(from_hex(hash), count.to_number<std::uint32_t>());
    std::ranges::sort(mine.counts);
  }
  for (const auto& [hash, sex] : object.at("sex_of_name").as_object()) out.sex_of_name.emplace_back(from_hex(hash), sex.as_string() == "m" ? 'm' : 'f');
  std::ranges::sort(out.sex_of_name);
  for (const auto& name : object.at("feeds").as_array()) out.feeds.emplace_back(name.as_string());
  for (const auto& bits : object.at("sources").as_array()) out.parameters.source_bits.push_back(static_cast<float>(exact_from(bits)));
  for (const auto& bits : object.at("names_turned").as_array()) out.name_order.turned.push_back(static_cast<float>(exact_from(bits)));
  for (const auto& [hash, bits] : object.at("given_names").as_object()) out.name_order.bits.emplace_back(from_hex(hash), static_cast<float>(exact_from(bits)));
  std::ranges::sort(out.name_order.bits);
  for (const auto& weights : object.at("words").as_array()) {
    auto& mine = out.tokens.emplace_back();
    mine.otherwise = static_cast<float>(exact_from(weights.at("otherwise")));
    for (const auto& [hash, weight] : weights.at("words").as_object())
      mine.rare.emplace_back(from_hex(hash), static_cast<float>(exact_from(weight)));
    std::ranges::sort(mine.rare);
  }
  auto hot = std::make_shared<std::vector<match::HotKeys>>();
  for (const auto& list : object.at("common_keys").as_array()) {
    auto& mine = hot->emplace_back();
    for (const auto& hash : list.as_array()) mine.add(from_hex(hash.as_string()));
  }
  out.hot = std::move(hot);
  return out;
}

bool is_square(std::size_t number) {
  std::size_t root = 0;
  while (root * root < number) ++root;
  return root * root == number;
}

/// Do the parts fit each other? A model that was edited by hand must not read beyond its ends.
bool fits(const LinkModel::State& state) {
  const auto table = table_of(state.plan, 0);
  const auto comparisons = comparisons_of(state.plan, table);
  if (comparisons.size() > match::comparisons_max) return false;
  if (state.parameters.dependent_a >= match::comparisons_max || state.parameters.dependent_b >= match::comparisons_max) return false;
  std::size_t frequencies = 0, tokens = 0;
  for (const auto* shares : {&state.parameters.m, &state.parameters.u, &state.parameters.h}) {
    if (shares->size() != comparisons.size()) return false;
    for (std::size_t c = 0; c < comparisons.size(); ++c)
      if ((*shares)[c].size() != match::levels_of(comparisons[c].kind).size()) return false;
  }
  const auto feeds = state.feeds.size();
  if (state.name_order.turned.size() > feeds) return false;
  if (const auto kept = state.parameters.source_bits.size(); kept > feeds * feeds || !is_square(kept)) return false;
  for (const auto& comparison : comparisons) {
    frequencies += comparison.term_frequency ? 1 : 0;
    tokens += comparison.kind == match::Kind::tokens || comparison.kind == match::Kind::place ? 1 : 0;
  }
  return state.frequencies.size() == frequencies && state.tokens.size() == tokens &&
         state.hot->size() == rules_of(state.plan, table, comparisons).size();
}

/// What no learning gives: shares that are none or do not sum to 1, and agreement that is rarer within people than among strangers.
std::optional<Error> odd_shares(const LinkModel::State& state, const Where& where) {
  constexpr double rounded = 0.02;
  const auto table = table_of(state.plan, 0);
  const auto comparisons = comparisons_of(state.plan, table);
  std::size_t turned = 0, judged = 0;
  for (std::size_t c = 0; c < comparisons.size(); ++c) {
    for (const auto& [name, shares] : {std::pair{"m", &state.parameters.m[c]}, std::pair{"u", &state.parameters.u[c]}, std::pair{"h", &state.parameters.h[c]}}) {
      double sum = 0;
      for (const double share : *shares) sum += share;
      const bool is_share = std::ranges::all_of(*shares, [](double share) { return share >= 0 && share <= 1 + rounded; });
      if (!is_share || std::abs(sum - 1) > rounded)
        return Error{"model.shares", std::string{name} + " of the comparison \"" + comparisons[c].name + "\" are no shares of one whole. Expected numbers from 0 to 1 that sum to 1.", where, Exit::wrong_use};
    }
    if (comparisons[c].kind == match::Kind::handover) continue;
    ++judged;
    turned += state.parameters.m[c].front() < state.parameters.u[c].front() ? 1 : 0;
  }
  if (judged > 0 && turned * 2 > judged)
    return Error{"model.turned", "in most comparisons records of one person agree less often than those of strangers: m and u were exchanged, or nothing was learnt. "
                                 "Remove the file and link again to learn a new one.", where, Exit::wrong_use};
  return std::nullopt;
}

}  // namespace

std::string LinkModel::to_json() const { return state_ ? formats::write_json(state_json(*state_)) : "{}"; }

Result<LinkModel> LinkModel::from_json(std::string_view text, std::string file) {
  HEARTH_TRY(value, formats::parse_json(text, file));
  const Where where{file};
  const auto* object = value.if_object();
  const auto* version = object != nullptr ? object->if_contains("hearth_link_model") : nullptr;
  if (version == nullptr) return fail("model.malformed", "this is no linking model. Link without --model, or name another file.", where);
  if (!version->is_int64() || version->as_int64() != form_version)
    return fail("model.version", "another version of Hearth wrote this model. Remove the file and link again to learn a new one.", where);
  try {
    auto state = std::make_shared<State>(state_from(*object));
    if (fits(*state)) return LinkModel{std::shared_ptr<const State>{std::move(state)}};
  } catch (const std::exception&) {  // a part is missing or of another type: told below
  }
  return fail("model.malformed", "the model's parts do not fit each other. Remove the file and link again to learn a new one.", where);
}

Result<Done> LinkModel::check(const std::string& file) const {
  if (state_)
    if (auto odd = odd_shares(*state_, Where{file})) return fail(std::move(*odd));
  return Done{};
}

std::string LinkModel::version() const { return state_ ? ContentHash::of(to_json()).text() : std::string{}; }

}  // namespace hearth::people
