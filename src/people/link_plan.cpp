#include "people/link_plan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "people/name_parts.h"

namespace hearth::people {
namespace {

using match::BlockKey;
using match::BlockRule;
using match::Comparison;
using match::Derive;
using match::Kind;
using record::Field;

/// What one extra column holds.
struct Profile {
  std::uint64_t filled{0}, numbers{0}, fractions{0}, dates{0}, words{0}, digits{0};
  std::uint64_t lengths[32]{};
  std::unordered_set<std::uint64_t> distinct;

  void look(std::string_view value) {
    ++filled;
    double number = 0;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), number);
    if (parsed.ec == std::errc{} && parsed.ptr == value.data() + value.size()) {
      ++numbers;
      fractions += value.find('.') != std::string_view::npos ? 1 : 0;
    }
    if (value.size() >= 8 && Date::parse_iso(value)) ++dates;
    bool in_word = false;
    for (const char c : value) {
      const bool blank = c == ' ' || c == ',' || c == '/';
      words += !blank && !in_word ? 1 : 0;
      in_word = !blank;
      digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    ++lengths[std::min<std::size_t>(value.size(), 31)];
    if (distinct.size() < 100'000) distinct.insert(hash64(value));
  }
  [[nodiscard]] bool nearly_all(std::uint64_t count) const { return count * 20 >= filled * 19; }
  [[nodiscard]] Kind kind() const {
    if (nearly_all(dates)) return Kind::day;
    const std::uint64_t usual = *std::ranges::max_element(lengths);
    const bool identifier = distinct.size() * 3 > std::min<std::uint64_t>(filled, 100'000) && usual * 10 >= filled * 6;
    if (nearly_all(numbers)) return fractions * 5 < filled && identifier && digits >= filled * 5 ? Kind::code : Kind::number;
    if (words >= filled * 2 && distinct.size() > 50) return Kind::tokens;
    if (identifier && digits * 3 >= filled * 6) return Kind::code;
    return distinct.size() <= 4 ? Kind::category : Kind::text;
  }
};

using KeyName = PlannedKey;

class RuleList {
 public:
  RuleList(const match::Table& table, const std::vector<Comparison>& comparisons) : table_{table}, comparisons_{comparisons} {}

  /// A rule whose first keys are missing does not exist; missing refinements are passed over.
  void add(std::size_t depth_min, const std::vector<std::vector<KeyName>>& variants, bool home = false) {
    BlockRule rule;
    PlannedRule named{depth_min, {}, home};
    rule.depth_min = static_cast<std::uint8_t>(depth_min);
    rule.home = home;
    for (const auto& variant : variants) {
      std::vector<BlockKey> keys;
      std::vector<KeyName> names;
      for (std::size_t i = 0; i < variant.size(); ++i) {
        const auto column = table_.column(variant[i].column);
        if (!column && i < depth_min) break;
        if (!column) continue;
        keys.push_back({*column, variant[i].derive, variant[i].nth});
        names.push_back(variant[i]);
        speak_for(i < depth_min ? rule.comparisons : rule.refined, variant[i].column);
      }
      if (keys.size() < depth_min) continue;
      rule.variants.push_back(std::move(keys));
      named.variants.push_back(std::move(names));
    }
    if (rule.variants.empty()) return;
    for (std::size_t i = 0; i < depth_min; ++i) {
      const auto& key = variants[0][i];
      rule.name += (i > 0 ? " + " : "") + (key.derive == Derive::whole ? "" : std::string{name_of(key.derive)} + " ") + key.column;
    }
    const auto& first = variants[0];
    const bool of_one = std::any_of(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(depth_min), [](const KeyName& key) {
      return key.column == "given name" || key.column == "birth date" || key.column.ends_with("number");
    });
    rule.kin = !of_one && table_.column("home").has_value();
    rules.push_back(std::move(rule));
    planned.push_back(std::move(named));
  }
  std::vector<BlockRule> rules;
  std::vector<PlannedRule> planned;  ///< the same by name

 private:
  void speak_for(std::uint16_t& bits, const std::string& key) const {
    const auto number = *table_.column(key);
    for (std::size_t c = 0; c < comparisons_.size(); ++c) {
      const auto& comparison = comparisons_[c];
      const auto uses = [&](const std::vector<match::ColumnNumber>& columns) { return std::ranges::find(columns, number) != columns.end(); };
      // A home may stand for the place even where its key is no column of the comparison.
      if (uses(comparison.columns) || uses(comparison.alternatives) || (comparison.kind == Kind::place && key.starts_with("home")))
        bits = static_cast<std::uint16_t>(bits | 1U << c);
      // Whoever shares a given name, or only its first letter, shares the sex more often than chance has it.
      if (comparison.name == "sex" && key == "given name") bits = static_cast<std::uint16_t>(bits | 1U << c);
    }
  }
  const match::Table& table_;
  const std::vector<Comparison>& comparisons_;
};

void add_person_rules(const LinkPlan& plan, RuleList& list) {
  const KeyName given{"given name"}, surname{"surname"}, given_sound{"given name", Derive::sound}, surname_sound{"surname", Derive::sound};
  const KeyName initial{"given name", Derive::initial}, surname_initial{"surname", Derive::initial};
  const KeyName given_start{"given name", Derive::start}, surname_start{"surname", Derive::start};
  const KeyName born{"birth date", Derive::unswapped}, year{"birth date", Derive::year}, month{"birth date", Derive::year_month};
  const KeyName birthday{"birth date", Derive::day_month};
  const KeyName postcode{"postcode"}, district{"postcode", Derive::district}, home{"home"};
  const KeyName town{"town"}, birth_place{"birth place"};
  const auto code = [&](bool planned, const std::string& column) {
    if (planned) list.add(1, {{{column}, initial, year}});
  };
  code(plan.nhs, "NHS number");
  code(plan.ni, "National Insurance number");
  code(plan.email, "e-mail");
  code(plan.phone, "telephone");
  if (plan.names) {
    list.add(2, {{given, surname, year, district, town, month, birth_place}, {surname, given, year, district, town, month, birth_place}});
    list.add(2, {{born, surname, initial}, {born, given, surname_initial}});
    list.add(2, {{born, initial, surname_start}, {born, surname_initial, given_start}});
    list.add(2, {{postcode, given, surname_initial, year}});
    list.add(2, {{postcode, surname, initial, year}});
    if (plan.postcode) list.add(2, {{postcode, initial, surname_start, year}});
    list.add(1, {{surname, year, initial, district, month}, {{"other surname 1"}, year, initial, district, month},
                 {{"other surname 2"}, year, initial, district, month}});
    list.add(2, {{surname_sound, given_sound, year, district, town, month}});
    list.add(1, {{surname_sound, month, initial, district}});
    list.add(1, {{given, month, surname_initial, district, surname_start}});
    list.add(1, {{given_sound, birthday, surname_initial, year}});
    list.add(1, {{surname_start, birthday, initial, year}});
    list.add(1, {{birth_place, year, initial, surname_initial, given}});
  }
  if (plan.postcode && plan.birth) list.add(1, {{postcode, year, birthday}});
  if (plan.email) list.add(1, {{{"e-mail", Derive::local_part}, initial, year}});
  if (plan.address)
    list.add(plan.names ? 2 : 1, {{{"address", Derive::rare_word, 0}, initial, year, surname_initial},
                                  {{"address", Derive::rare_word, 1}, initial, year, surname_initial}});
  if (plan.home) list.add(1, {{home, initial, year}}, true);
  if (plan.address) list.add(1, {{{"home by address"}, initial, year}}, true);
  if (plan.birth) list.add(1, {{born, initial, surname_initial, given_start}});
}

void add_extra_rules(const LinkPlan& plan, RuleList& list) {
  // Refinements for any column: the columns that tell most, in a fixed order.
  const auto others = [&](std::vector<KeyName> keys, const std::string& but) {
    for (const auto& column : {"given name", "surname", "birth date"}) keys.push_back({column, Derive::start});
    for (const auto& extra : plan.extras) {
      if (extra.name == but) continue;
      if (extra.kind == Kind::day) keys.push_back({extra.name, Derive::window_a});
      else if (extra.kind == Kind::number) keys.push_back({extra.name, Derive::scale_a});
      else if (extra.kind != Kind::category) keys.push_back({extra.name, Derive::start});
    }
    return keys;
  };
  for (const auto& extra : plan.extras) {
    if (extra.kind == Kind::code || extra.kind == Kind::number) list.add(1, {others({{extra.name}}, extra.name)});
    if (extra.kind == Kind::text) list.add(1, {others({{extra.name}}, extra.name)});
    if (extra.kind == Kind::tokens) {
      list.add(1, {others({{extra.name}}, extra.name)});
      list.add(1, {others({{extra.name, Derive::rare_word, 0}}, extra.name), others({{extra.name, Derive::rare_word, 1}}, extra.name)});
    }
  }
  // Pairs of columns that are near rather than equal: windows of days, steps of size, the start of a text.
  for (std::size_t a = 0; a < plan.extras.size(); ++a)
    for (std::size_t b = 0; b < plan.extras.size(); ++b) {
      const auto near = [](const ExtraColumn& extra) {
        if (extra.kind == Kind::day) return std::vector<KeyName>{{extra.name, Derive::window_a}, {extra.name, Derive::window_b}};
        if (extra.kind == Kind::number) return std::vector<KeyName>{{extra.name, Derive::scale_a}, {extra.name, Derive::scale_b}};
        if (extra.kind == Kind::tokens) return std::vector<KeyName>{{extra.name, Derive::start}, {extra.name, Derive::rare_word, 0}};
        return std::vector<KeyName>{};
      };
      const auto left = near(plan.extras[a]), right = near(plan.extras[b]);
      if (a >= b || left.empty() || right.empty()) continue;
      std::vector<std::vector<KeyName>> variants;
      for (const auto& l : left)
        for (const auto& r : right) {
          std::vector<KeyName> keys{l, r};
          for (std::size_t c = 0; c < plan.extras.size(); ++c)
            if (const auto more = near(plan.extras[c]); c != a && c != b && !more.empty()) keys.push_back(more[0]);
          variants.push_back(std::move(keys));
        }
      list.add(2, variants);
    }
}

void add_rules(const LinkPlan& plan, RuleList& list) {
  for (const auto& rule : plan.rules) list.add(rule.together, rule.variants, rule.home);
  if (!plan.rules.empty()) return;
  add_person_rules(plan, list);
  add_extra_rules(plan, list);
}

}  // namespace

namespace {

/// One row in `step`, by what it says: neither order nor keys decide which.
bool is_drawn(const LinkRow& row, std::size_t step) { return step == 1 || hash64(row.fields.packed(), 1) % step == 0; }

/// The year from which on children are born, where enough records are a child's and enough an adult's of unknown age.
std::string children_from(std::span<const LinkRow> rows, std::size_t step, Date today) {
  constexpr int grown_up = 16;
  constexpr std::uint64_t one_in = 200;
  const auto from = std::to_string(today.year() - grown_up + 1);
  std::uint64_t looked = 0, children = 0, adults = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_drawn(rows[i], step)) continue;
    ++looked;
    const auto age = of_age(rows[i].fields, from);
    children += age == OfAge::child ? 1 : 0;
    adults += age == OfAge::adult ? 1 : 0;
  }
  return children * one_in >= looked && adults * one_in >= looked && children > 0 ? from : std::string{};
}

}  // namespace

OfAge of_age(const record::FieldsView& fields, std::string_view children_born_from) {
  if (const auto born = fields.get(Field::birth_date); !born.empty()) return born >= children_born_from ? OfAge::child : OfAge::unknown;
  return has_title_of_adult(fields.get(Field::title)) || has_title_of_adult(fields.get(Field::full_name)) ? OfAge::adult : OfAge::unknown;
}

LinkPlan make_plan(std::span<const LinkRow> rows, std::optional<Date> today, std::vector<std::string>& warnings) {
  std::array<std::uint64_t, record::field_count> filled{};
  std::uint64_t homes = 0;
  std::map<std::string, Profile, std::less<>> extras;
  constexpr std::array<Field, 22> fields{Field::full_name, Field::given_name, Field::middle_names, Field::surname, Field::previous_surname,
                                         Field::title, Field::sex, Field::birth_date, Field::birth_place, Field::address, Field::postcode,
                                         Field::uprn, Field::town, Field::phone, Field::email, Field::nhs_number, Field::ni_number,
                                         Field::occupation, Field::death_date, Field::updated,
                                         Field::address_from, Field::address_to};
  // Every row of a small set, one in n of a large one: shares are wanted, not counts.
  const std::size_t step = std::max<std::size_t>(1, rows.size() / 200'000);
  std::uint64_t looked = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_drawn(rows[i], step)) continue;
    ++looked;
    for (const Field field : fields) filled[static_cast<std::size_t>(field)] += rows[i].fields.get(field).empty() ? 0 : 1;
    homes += rows[i].home ? 1 : 0;
    for (const auto& [name, value] : rows[i].fields.extras()) {
      auto at = extras.find(name);
      if (at == extras.end()) at = extras.emplace(std::string{name}, Profile{}).first;
      at->second.look(value);
    }
  }
  const auto count = [&](Field field) { return filled[static_cast<std::size_t>(field)]; };
  const auto used = [&](Field field) { return count(field) > 1 && count(field) * 100 >= looked; };
  LinkPlan plan;
  plan.names = used(Field::surname) || used(Field::full_name) || used(Field::given_name);
  plan.middle = plan.names;
  plan.birth = used(Field::birth_date);
  plan.sex = used(Field::sex) || used(Field::title);
  plan.address = used(Field::address);
  plan.postcode = used(Field::postcode);
  plan.home = (homes + count(Field::uprn)) * 3 >= looked && homes + count(Field::uprn) > 0;
  plan.town = used(Field::town);
  plan.phone = used(Field::phone);
  plan.email = used(Field::email);
  plan.nhs = used(Field::nhs_number);
  plan.ni = used(Field::ni_number);
  plan.birth_place = used(Field::birth_place);
  plan.occupation = used(Field::occupation);
  plan.stays = plan.names && (plan.home || plan.address) && used(Field::address_from) && used(Field::address_to);
  if (plan.names && plan.birth && today) plan.children_born_from = children_from(rows, step, *today);
  std::size_t room = match::comparisons_max;
  for (const bool taken : {plan.names, plan.names, plan.names, plan.middle, plan.birth, plan.sex, plan.home || plan.address || plan.postcode, plan.town,
                           plan.phone, plan.email, plan.nhs, plan.ni, plan.birth_place, plan.occupation, plan.stays,
                           !plan.children_born_from.empty()})
    room -= taken ? 1 : 0;
  std::vector<std::pair<double, std::string>> best;
  for (const auto& [name, profile] : extras)
    if (profile.distinct.size() <= 1) warnings.push_back("column extra." + name + " is not compared: it has one value for all");
    else if (profile.filled * 100 < looked) warnings.push_back("column extra." + name + " is not compared: fewer than one row in a hundred has it");
    else
      best.emplace_back(-static_cast<double>(profile.distinct.size()) * static_cast<double>(profile.filled), name);
  std::ranges::sort(best);
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (i >= room) {
      warnings.push_back("column extra." + best[i].second + " is not compared: there is room for 16 comparisons");
      continue;
    }
    plan.extras.push_back({best[i].second, extras.find(best[i].second)->second.kind()});
  }
  std::ranges::sort(plan.extras, {}, &ExtraColumn::name);
  return plan;
}

std::vector<PlannedColumn> columns_of(const LinkPlan& plan) {
  std::vector<PlannedColumn> out;
  int dictionary = 0;
  if (plan.names) {
    for (const auto* name : {"given name", "surname", "other surname 1", "other surname 2", "middle name"}) out.push_back({name, dictionary});
    ++dictionary;
  }
  const auto one = [&](bool planned, std::string name) {
    if (planned) out.push_back({std::move(name), dictionary++});
  };
  one(plan.birth, "birth date");
  one(plan.sex, "sex");
  const bool place = plan.home || plan.address || plan.postcode;
  one(place, "home");
  one(place, "home by address");
  one(place, "address");
  one(place, "postcode");
  one(plan.town, "town");
  one(plan.phone, "telephone");
  one(plan.email, "e-mail");
  one(plan.nhs, "NHS number");
  one(plan.ni, "National Insurance number");
  one(plan.birth_place, "birth place");
  one(plan.occupation, "occupation");
  one(!plan.children_born_from.empty(), "grown up or child");
  if (plan.stays) {
    for (const auto* day : {"moved in", "moved out"}) out.push_back({day, dictionary});
    ++dictionary;
  }
  for (const auto& extra : plan.extras) one(true, extra.name);
  return out;
}

std::vector<std::string> columns_not_here(const LinkPlan& kept, const LinkPlan& here) {
  const auto ours = columns_of(here);
  std::vector<std::string> out;
  for (const auto& column : columns_of(kept))
    if (std::ranges::find(ours, column.name, &PlannedColumn::name) == ours.end()) out.push_back(column.name);
  return out;
}

match::Table table_of(const LinkPlan& plan, std::size_t rows) {
  match::Table table{rows};
  std::vector<std::uint16_t> made;
  for (const auto& column : columns_of(plan)) {
    while (static_cast<int>(made.size()) <= column.dictionary) made.push_back(table.add_dictionary());
    table.add_column(column.name, made[static_cast<std::size_t>(column.dictionary)]);
  }
  table.make_room();
  return table;
}

std::vector<Comparison> comparisons_of(const LinkPlan& plan, const match::Table& table) {
  std::vector<Comparison> out;
  const auto column = [&](std::string_view name) { return table.column(name).value_or(Comparison::no_column); };
  if (plan.names) {
    const auto given = column("given name"), surname = column("surname"), middle = column("middle name");
    out.push_back({"given name", Kind::name, {given}, {middle}, surname, true, true});
    out.push_back({"initial of given name", Kind::initial, {given}});
    out.push_back({"surname", Kind::name, {surname}, {column("other surname 1"), column("other surname 2")}, given, true});
    out.push_back({"middle name", Kind::name, {middle}, {}, Comparison::no_column, false});
    for (auto& name : out) name.common = true;
  }
  if (plan.birth) {
    out.push_back({"birth date", Kind::date, {column("birth date")}, {}, Comparison::no_column, true});
    out.back().lasting = true;
  }
  if (plan.sex) {
    out.push_back({"sex", Kind::category, {column("sex")}});
    out.back().common = true;
  }
  const bool place = plan.home || plan.address || plan.postcode;
  if (place) {
    // A key made from postcode and numbers stands for a home only in blocking: the words are compared instead.
    const auto home = plan.home ? column("home") : Comparison::no_column;
    out.push_back({"home", Kind::place, {home, column("address"), column("postcode"), column("town")}});
  } else if (plan.town) {
    out.push_back({"town", Kind::text, {column("town")}, {}, Comparison::no_column, true});
  }
  const auto one = [&](bool planned, std::string name, Kind kind, bool frequency) {
    if (planned) out.push_back({name, kind, {column(name)}, {}, Comparison::no_column, frequency});
  };
  one(plan.phone, "telephone", Kind::code, true);
  one(plan.email, "e-mail", Kind::email, true);
  const auto identifier = [&](bool planned, std::string name) {
    one(planned, std::move(name), Kind::code, false);
    if (planned) out.back().unique = true;
  };
  identifier(plan.nhs, "NHS number");
  identifier(plan.ni, "National Insurance number");
  one(plan.birth_place, "birth place", Kind::text, true);
  one(plan.occupation, "occupation", Kind::text, true);
  one(!plan.children_born_from.empty(), "grown up or child", Kind::category, false);
  if (!plan.children_born_from.empty()) out.back().common = out.back().excludes = true;
  if (plan.stays) out.push_back({"moving day", Kind::handover, {column("moved in"), column("moved out"), column("home"), column("home by address")}});
  for (const auto& extra : plan.extras)
    one(true, extra.name, extra.kind, extra.kind == Kind::text || extra.kind == Kind::code || extra.kind == Kind::tokens || extra.kind == Kind::number);
  return out;
}

std::vector<BlockRule> rules_of(const LinkPlan& plan, const match::Table& table, const std::vector<Comparison>& comparisons) {
  RuleList list{table, comparisons};
  add_rules(plan, list);
  return std::move(list.rules);
}

std::vector<PlannedRule> planned_rules(const LinkPlan& plan) {
  const auto table = table_of(plan, 0);
  const auto comparisons = comparisons_of(plan, table);
  RuleList list{table, comparisons};
  add_rules(plan, list);
  return std::move(list.planned);
}

}  // namespace hearth::people
