#include "record/column_guesses.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "record/draft_text.h"
#include "record/field_value.h"
#include "record/heading_words.h"
#include "record/home_words.h"

namespace hearth::record {
namespace {

using formats::ColumnProfile;
using formats::CsvProfile;
using formats::KeyChoice;

std::string by_content(const ColumnProfile& c) {
  constexpr double most = 0.7;
  if (c.filled == 0) return {};
  if (c.share(c.emails) > most) return "email";
  if (c.share(c.postcodes) > most) return "postcode";
  if (c.share(c.nhs_numbers) > most) return "nhs_number";
  if (c.share(c.ni_numbers) > most && c.share(c.ni_numbers_whole) > 0.5) return "ni_number";
  // Nearly everybody has another name.
  const bool many = c.values.empty() && (c.distinct * 2 > c.filled || (c.distinct > 30 && c.distinct * 4 > c.filled));
  if (many && !c.sentences && c.share(c.person_names) > (c.share(c.joint_names) > 0.1 ? 0.4 : 0.7)) return "full_name";
  if (c.share(c.addresses) > most && !c.sentences) return "address";
  if (c.share(c.phones) > most && c.share(c.uprns) < most) return "phone";
  return {};
}

class Guesser {
 public:
  Guesser(const CsvProfile& profile, const std::optional<Date>& today) : profile_{profile}, today_{today} {
    has_whose_ = std::ranges::any_of(profile.columns, [](const ColumnProfile& c) { return says_whose(c.heading) == SaysWhose::yes; });
  }
  ColumnGuesses guess_all() {
    for (const auto& c : profile_.columns) out_.columns.push_back(guess(c));
    choose_key();
    one_each();
    settle_stay();
    settle_homes();
    settle_people();
    return std::move(out_);
  }

 private:
  ColumnGuesses::Guess guess(const ColumnProfile& c) const {
    const auto whose = person_by_heading(c.heading);
    ColumnGuesses::Guess out{.field = field_by_heading(whose.rest), .person = whose.second ? whose.name : "", .first_name = whose.second ? "" : whose.name, .rest = whose.rest};
    if (out.field.empty() && !whose.second) out.field = field_by_heading(c.heading);
    // "REL_NM" beside "NEED_REL": whose need it is, by name.
    if (names_a_relative(c.heading) && has_whose_) {
      std::string rest;
      for (const auto& token : heading_tokens(c.heading))
        if (token != "rel" && token != "relative" && token != "reltv") rest += (rest.empty() ? "" : " ") + token;
      const auto field = field_by_heading(rest);
      if (names_somebody(field) || field == "birth_date" || field == "title") return {.field = field, .person = "relative", .first_name = {}, .rest = rest, .by_heading = true};
    }
    if (is_date_field(out.field) && names_dependants(c.heading)) out.field.clear();
    if (mixes_ages(c) && (out.field.empty() || out.field == "birth_year")) out.field = "birth_date";
    if (out.field == "death_date" && contradicted(out.field, c)) out.field = "deceased";
    if (!out.field.empty() && contradicted(out.field, c)) {
      if (out.field == "phone" && !whose.second) out.rest = c.heading;  // "MOB" of no telephones is about moving
      out.field.clear();
    }
    out.by_heading = !out.field.empty();
    if (out.field.empty()) out.field = by_looks(c, out.person.empty());
    if (out.field == "updated" && !reviewed(c)) out.field.clear();
    return out;
  }

  /// "Year or age", "Age/DOB": some cells hold an age, others the birth.
  [[nodiscard]] static bool mixes_ages(const ColumnProfile& c) {
    const auto tokens = heading_tokens(c.heading);
    const bool said = std::ranges::find(tokens, "age") != tokens.end() || std::ranges::find(tokens, "yob") != tokens.end() || squeezed(c.heading).find("birth") != std::string::npos;
    return said && c.ages > 0 && c.share(c.any_dates) > 0.1 && c.share(c.any_dates + c.ages) > 0.5;
  }

  /// What the cells look like, where the heading says nothing: of a second person only a name.
  [[nodiscard]] static std::string by_looks(const ColumnProfile& c, bool first) {
    const auto field = by_content(c);
    if (field == "full_name" && names_an_official(c.heading)) return {};
    if ((field == "address" || field == "postcode") && names_another_address(c.heading)) return {};
    if (first && field.empty() && std::ranges::any_of(c.values, says_protected)) return "protected";
    if (first && field.empty() && std::ranges::any_of(c.values, says_dead)) return "deceased";
    return first || field == "full_name" ? field : std::string{};
  }

  /// Dates that say when a row was last looked at lie in the last years; those of a consent or a start lie anywhere.
  [[nodiscard]] bool reviewed(const ColumnProfile& c) const {
    const auto text = squeezed(c.heading);
    if (text.find("consent") == std::string::npos && text.find("regist") == std::string::npos) return true;
    return recent(c);
  }
  [[nodiscard]] bool recent(const ColumnProfile& c) const {
    if (c.dates.empty() || !today_ || c.distinct < 5) return false;
    std::uint64_t late = 0;
    for (const auto& [year, cells] : c.years)
      if (year >= today_->year() - 2) late += cells;
    return c.share(late) > 0.5;
  }

  [[nodiscard]] bool may_name_rows(std::size_t i) const {
    const auto& field = out_.columns[i].field;
    const auto& c = profile_.columns[i];
    if (!names_a_reference(c.heading) && (c.sentences || !c.phrases.empty())) return false;
    return field.empty() || field == "uprn" || field == "nhs_number" || (names_a_reference(profile_.columns[i].heading) && !out_.columns[i].by_heading);
  }

  /// A column that names rows by itself; else one in which few rows repeat; else with a second that tells them apart.
  void choose_key() {
    const auto named = [&](std::size_t i) { return names_a_reference(profile_.columns[i].heading); };
    const auto rows = static_cast<double>(std::max<std::uint64_t>(1, profile_.rows_looked_at));
    const auto faults = [](const KeyChoice& key) { return key.blank + key.repeats; };
    const KeyChoice* best = nullptr;
    for (const auto& key : profile_.keys) {
      if (key.columns.size() != 1 || !may_name_rows(key.columns[0])) continue;
      const bool free = faults(key) == 0, reference = named(key.columns[0]);
      const bool few = static_cast<double>(faults(key)) < 0.02 * rows;
      if (!free && !reference) continue;
      if (best == nullptr) best = &key;
      else if (reference && !named(best->columns[0]) && (free || few)) best = &key;
      if (free && reference) break;
    }
    if (best == nullptr) {
      for (const auto& key : profile_.keys)
        if (key.columns.size() == 1 && may_name_rows(key.columns[0])) {
          best = &key;
          break;
        }
    }
    if (best == nullptr) return;
    out_.key = best;
    if (static_cast<double>(faults(*best)) >= 0.02 * rows) {
      const KeyChoice* pair = nullptr;
      const auto rank = [&](const KeyChoice& key) {
        const auto& field = out_.columns[key.columns[1]].field;
        if (names_somebody(field)) return 0;
        if (field == "birth_date") return 1;
        if (named(key.columns[1])) return 2;
        return field == "address" || field == "uprn" ? 3 : 9;
      };
      for (const auto& key : profile_.keys) {
        if (key.columns.size() != 2 || key.columns[0] != best->columns[0] || rank(key) == 9) continue;
        if (pair == nullptr || std::pair{faults(key), rank(key)} < std::pair{faults(*pair), rank(*pair)}) pair = &key;
      }
      if (pair != nullptr && faults(*pair) < faults(*best)) out_.key = pair;
    }
    const auto first = out_.key->columns[0];
    if (out_.columns[first].field != "uprn" && out_.columns[first].field != "nhs_number") out_.columns[first].field.clear();
  }

  /// A field is given once for each person: address takes several columns in their order, of others a heading that says so
  /// comes before content that looks so, and then the fullest column.
  void one_each() {
    std::map<std::pair<std::string, std::string>, std::size_t> chosen;
    for (std::size_t i = 0; i < out_.columns.size(); ++i) {
      auto& column = out_.columns[i];
      if (column.field.empty() || column.field == "address") continue;
      const auto [found, is_new] = chosen.try_emplace({column.person, column.field}, i);
      if (is_new) continue;
      auto& other = out_.columns[found->second];
      const bool better = std::pair{column.by_heading, profile_.columns[i].filled} > std::pair{other.by_heading, profile_.columns[found->second].filled};
      if (better) other.field.clear(), found->second = i;
      else column.field.clear();
    }
    for (const auto& [key, at] : chosen)
      if (key.second == "full_name" && chosen.contains({key.first, "surname"})) out_.columns[at].field.clear();
    const bool plain = std::ranges::any_of(profile_.columns, [&](const ColumnProfile& c) {
      return out_.columns[static_cast<std::size_t>(&c - profile_.columns.data())].field == "address" && !may_be_another_address(c.heading);
    });
    for (std::size_t i = 0; i < out_.columns.size(); ++i)
      if (plain && out_.columns[i].field == "address" && may_be_another_address(profile_.columns[i].heading)) out_.columns[i].field.clear();
    // Address by its heading drops what only looks like one (a note with a street in it).
    const bool said = std::ranges::any_of(out_.columns, [](const ColumnGuesses::Guess& c) { return c.field == "address" && c.by_heading; });
    for (auto& column : out_.columns)
      if (said && column.field == "address" && !column.by_heading) column.field.clear();
  }

  /// FROM and TO near an address say since when and until when somebody lives there; START and END only where the row is a tenancy.
  void settle_stay() {
    const auto holds = [&](std::string_view field) { return std::ranges::any_of(out_.columns, [&](const ColumnGuesses::Guess& c) { return c.field == field; }); };
    constexpr std::size_t near = 6;
    const auto has_address_near = [&](std::size_t i) {
      for (std::size_t j = i >= near ? i - near : 0; j < std::min(out_.columns.size(), i + near + 1); ++j)
        if (out_.columns[j].field == "address" || out_.columns[j].field == "postcode" || out_.columns[j].field == "uprn") return true;
      return false;
    };
    const auto is_beside_start = [&](std::size_t i) {
      for (std::size_t j = i >= 2 ? i - 2 : 0; j < std::min(out_.columns.size(), i + 3); ++j)
        if (out_.columns[j].field == "address_from") return true;
      return false;
    };
    const bool tenancy = std::ranges::any_of(profile_.columns, [](const ColumnProfile& c) { return names_a_tenancy(c.heading); });
    for (const auto side : {Stay::from, Stay::to, Stay::perhaps_from, Stay::perhaps_to}) {
      const std::string field = side == Stay::from || side == Stay::perhaps_from ? "address_from" : "address_to";
      for (std::size_t i = 0; i < out_.columns.size() && !holds(field); ++i) {
        const auto& c = profile_.columns[i];
        const bool free = out_.columns[i].field.empty() && !out_.is_key(i) && c.filled > 0 && !contradicted(field, c);
        if (!free || stay_by_heading(c.heading) != side || !holds("address") || !(has_address_near(i) || is_beside_start(i) || says_residence(c.heading))) continue;
        if (side == Stay::to && !holds("address_from")) continue;
        if (side == Stay::from || side == Stay::to || tenancy) {
          out_.columns[i].field = field;
          if (field == "address_to") take_further_ends(i);
        }
        else out_.perhaps.emplace_back(field, i);
      }
    }
  }

  /// "TCY_ACT_END" beside "HOP_END": the tenancy's and the person's; a row has left when either says so.
  void take_further_ends(std::size_t first) {
    const auto& form = profile_.columns[first].dates;
    for (std::size_t i = first + 1; i < out_.columns.size(); ++i) {
      const auto& c = profile_.columns[i];
      const auto side = stay_by_heading(c.heading);
      const bool same_form = !form.empty() && !c.dates.empty() && form.front().format == c.dates.front().format;
      if ((side == Stay::to || side == Stay::perhaps_to) && out_.columns[i].field.empty() && !out_.is_key(i) && c.filled > 0 && same_form && !contradicted("address_to", c)) out_.columns[i].field = "address_to";
    }
  }

  /// "AddrType" with HOME, CORR and PREV: of some rows the address is nobody's door.
  void settle_homes() {
    for (std::size_t i = 0; i < out_.columns.size(); ++i) {
      const auto& c = profile_.columns[i];
      const bool free = out_.columns[i].field.empty() || out_.columns[i].field == "deceased";
      if (out_.columns[i].field.empty() && !out_.is_key(i) && c.share(c.yes_no) > 0.9 && c.distinct > 1 && asks_whether_home(c.heading)) {
        out_.kind_of_address = i;
        out_.columns[i].field = "lives_there";
        return;
      }
      if (!free || out_.is_key(i) || c.values.empty() || !names_a_kind_of_address(c.heading)) continue;
      const bool letters = out_.columns[i].field.empty() && c.values.size() >= 2 && std::ranges::all_of(c.values, [](const auto& value) { return value.size() <= 2; });
      if (letters) out_.letters_of_status = i;
      if (std::ranges::none_of(c.values, says_not_home)) continue;
      const bool of_an_address = squeezed(c.heading).find("add") != std::string::npos;
      if (!of_an_address && std::ranges::none_of(c.values, says_home)) continue;
      out_.kind_of_address = i;
      if (out_.columns[i].field.empty()) out_.columns[i].field = "lives_there";
      return;
    }
  }

  /// A second person has a name; columns that only seem to be of one are the row's.
  void settle_people() {
    for (auto& column : out_.columns) {
      if (column.person.empty()) continue;
      const bool named = std::ranges::any_of(out_.columns, [&](const ColumnGuesses::Guess& c) { return c.person == column.person && names_somebody(c.field); });
      if (!named) lone_.insert(column.person);
    }
    for (auto& column : out_.columns)
      if (lone_.contains(column.person)) column.person.clear(), column.field.clear();
    for (const auto& column : out_.columns)
      if (!column.person.empty() && std::ranges::find(out_.others, column.person) == out_.others.end()) out_.others.push_back(column.person);
    if (out_.others.empty()) return;
    out_.first = "first";
    for (const auto& column : out_.columns)
      if (!column.first_name.empty() && column.first_name != "joint") {
        out_.first = column.first_name;
        break;
      }
    settle_letters();
  }

  /// "C_REG_BLIND" beside "P_REG_BLIND", in a file of claimants and partners: the letter says whose a fact is.
  void settle_letters() {
    const auto parted = [&](std::size_t i) {
      auto tokens = heading_tokens(profile_.columns[i].heading);
      std::string letter = tokens.size() > 1 ? tokens.front() : std::string{}, rest;
      for (std::size_t at = 1; at < tokens.size(); ++at) rest.append(at == 1 ? "" : " ").append(tokens[at]);
      return std::pair{letter, rest};
    };
    const auto is_free = [&](std::size_t i) { return out_.columns[i].field.empty() && out_.columns[i].person.empty() && out_.columns[i].first_name.empty(); };
    for (std::size_t i = 0; i < out_.columns.size(); ++i)
      for (std::size_t j = 0; j < out_.columns.size(); ++j) {
        if (i == j || !is_free(i) || !is_free(j)) continue;
        const auto ours = parted(i), theirs = parted(j);
        if (ours.second != theirs.second || ours.first == theirs.first || ours.first != out_.first.substr(0, 1)) continue;
        const auto other = std::ranges::find_if(out_.others, [&](const auto& name) { return name.substr(0, 1) == theirs.first; });
        if (other == out_.others.end()) continue;
        out_.columns[i].first_name = out_.first, out_.columns[i].rest = ours.second;
        out_.columns[j].person = *other, out_.columns[j].rest = theirs.second;
      }
  }

  const CsvProfile& profile_;
  const std::optional<Date>& today_;
  ColumnGuesses out_;
  std::set<std::string> lone_;
  bool has_whose_{false};   ///< a column says whose a need is
};

}  // namespace

bool is_date_field(std::string_view field) {
  return field == "birth_date" || field == "death_date" || field == "address_from" || field == "address_to" || field == "updated";
}
bool names_somebody(std::string_view field) { return field == "full_name" || field == "given_name" || field == "surname"; }
bool of_the_home(std::string_view field) {
  return field == "address" || field == "postcode" || field == "uprn" || field == "town" || field == "address_from" || field == "address_to" ||
         field == "updated" || field == "known_team" || field == "known_phone" || field == "protected" || field == "lives_there";
}

bool ColumnGuesses::is_key(std::size_t column) const { return key != nullptr && std::ranges::find(key->columns, column) != key->columns.end(); }

ColumnGuesses guess_columns(const CsvProfile& profile, const std::optional<Date>& today) { return Guesser{profile, today}.guess_all(); }

}  // namespace hearth::record
