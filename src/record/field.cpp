#include "record/field.h"

#include <algorithm>

#include "base/assertion.h"
#include "base/text.h"

namespace hearth::record {
namespace {

constexpr char unit = '\x1f';
constexpr char end = '\x1e';
constexpr char first_code = 'A';  // field 0 is 'A'; extras are '#', claims '!'

constexpr std::array<std::string_view, field_count> names{
    "full_name", "given_name", "middle_names", "surname",    "previous_surname", "title",     "sex",     "birth_date",
    "death_date", "birth_place", "address",    "address_from", "address_to",     "postcode",  "uprn",    "town",
    "phone",     "email",      "nhs_number",   "ni_number",  "occupation",       "updated",   "known_team", "known_phone", "deceased",
    "absent",    "nobody"};

std::string clean(std::string_view value) {
  std::string out{value};
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') c = ' ';
  return std::string{trim(out)};
}

/// Calls each(code, rest) for every entry; stops when it returns true.
template <class Each>
void entries(std::string_view packed, Each&& each) {
  for (std::size_t at = 0; at < packed.size();) {
    const auto to = packed.find(end, at);
    HEARTH_ASSERT(to != std::string_view::npos && to > at);
    if (each(packed[at], packed.substr(at + 1, to - at - 1))) return;
    at = to + 1;
  }
}

std::pair<std::string_view, std::string_view> halves(std::string_view text) {
  const auto at = text.find(unit);
  HEARTH_ASSERT(at != std::string_view::npos);
  return {text.substr(0, at), text.substr(at + 1)};
}

}  // namespace

std::string_view name_of(Field field) noexcept { return names[static_cast<std::size_t>(field)]; }

bool is_mapped(Field field) noexcept { return field != Field::nobody && field != Field::deceased && field != Field::absent; }

std::optional<Field> field_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name && is_mapped(static_cast<Field>(i))) return static_cast<Field>(i);
  return std::nullopt;
}

std::string_view FieldsView::get(Field field) const noexcept {
  const char code = static_cast<char>(first_code + static_cast<char>(field));
  std::string_view found;
  // In the order of Field, with extras and claims behind: what has been passed is not there.
  entries(packed_, [&](char entry, std::string_view rest) {
    if (entry == code) found = rest;
    return entry >= code || entry < first_code;
  });
  return found;
}

std::string_view FieldsView::extra(std::string_view name) const noexcept {
  std::string_view found;
  entries(packed_, [&](char entry, std::string_view rest) {
    if (entry != '#') return false;
    const auto [key, value] = halves(rest);
    if (key != name) return false;
    found = value;
    return true;
  });
  return found;
}

std::vector<std::pair<std::string_view, std::string_view>> FieldsView::extras() const {
  std::vector<std::pair<std::string_view, std::string_view>> out;
  entries(packed_, [&](char entry, std::string_view rest) {
    if (entry == '#') out.push_back(halves(rest));
    return false;
  });
  return out;
}

std::vector<FactClaim> FieldsView::claims() const {
  std::vector<FactClaim> out;
  entries(packed_, [&](char entry, std::string_view rest) {
    if (entry != '!') return false;
    const auto [factor, tail] = halves(rest);
    const auto [value, days] = halves(tail);
    // The date, until when, and whether of several people: what is not told at the end is left out. A list reads this for everybody.
    const auto first = days.find(unit);
    const auto ending = first == std::string_view::npos ? std::string_view{} : days.substr(first + 1);
    const auto second = ending.find(unit);
    out.push_back({factor, value, days.substr(0, first), ending.substr(0, second), second != std::string_view::npos});
    return false;
  });
  return out;
}

std::optional<Date> FieldsView::date(Field field) const {
  const auto text = get(field);
  if (text.empty()) return std::nullopt;
  const auto parsed = Date::parse_iso(text);
  return parsed ? std::optional<Date>{*parsed} : std::nullopt;
}

std::string FieldsView::name() const {
  if (const auto whole = get(Field::full_name); !whole.empty()) return std::string{whole};
  std::string out;
  for (const Field part : {Field::given_name, Field::middle_names, Field::surname}) {
    const auto text = get(part);
    if (!text.empty()) out.append(out.empty() ? "" : " ").append(text);
  }
  return out;
}

ClaimsRemoved without_claims(std::string_view packed, const std::function<bool(std::string_view)>& keep) {
  ClaimsRemoved out;
  entries(packed, [&](char entry, std::string_view rest) {
    if (entry == '!' && !keep(halves(rest).first)) ++out.removed;
    else out.packed.append(1, entry).append(rest).push_back(end);
    return false;
  });
  return out;
}

void FieldsBuilder::set(Field field, std::string_view value) { values_[static_cast<std::size_t>(field)] = clean(value); }

void FieldsBuilder::set_extra(std::string_view name, std::string_view value) {
  auto cleaned = clean(value);
  if (!cleaned.empty()) extras_.emplace_back(clean(name), std::move(cleaned));
}

void FieldsBuilder::add_claim(std::string_view factor, std::string_view value, std::string_view date, std::string_view until, bool of_several) {
  auto cleaned = clean(value);
  if (!cleaned.empty()) claims_.push_back({clean(factor), std::move(cleaned), clean(date), clean(until), of_several ? "several" : ""});
}

void FieldsBuilder::forget_several() {
  for (auto& claim : claims_) claim[4].clear();
}

void FieldsBuilder::add_lacking(const FieldsView& other) {
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (values_[i].empty()) values_[i] = other.get(static_cast<Field>(i));
  for (const auto& extra : other.extras())
    if (std::ranges::none_of(extras_, [&](const auto& known) { return known.first == extra.first; })) extras_.emplace_back(extra.first, extra.second);
  for (const auto& claim : other.claims()) add_claim(claim.factor, claim.value, claim.date, claim.until, claim.of_several);
}

void FieldsBuilder::forget_person(bool firm) {
  set(Field::nobody, firm ? "firm" : "");
  for (const Field field : {Field::full_name, Field::given_name, Field::middle_names, Field::surname, Field::previous_surname, Field::title, Field::sex,
                            Field::birth_date, Field::death_date, Field::deceased, Field::birth_place, Field::phone, Field::email, Field::nhs_number, Field::ni_number,
                            Field::occupation})
    values_[static_cast<std::size_t>(field)].clear();
}

void FieldsBuilder::add_true_claims_of(const FieldsBuilder& other) {
  std::ranges::copy_if(other.claims_, std::back_inserter(claims_), [](const auto& claim) { return claim[1] != "false"; });
}

std::string FieldsBuilder::titled_name() const {
  const auto value = [this](Field field) -> const std::string& { return values_[static_cast<std::size_t>(field)]; };
  std::string out = value(Field::title);
  const auto add = [&out](const std::string& part) {
    if (!part.empty()) out.append(out.empty() ? "" : " ").append(part);
  };
  if (!value(Field::full_name).empty()) return add(value(Field::full_name)), out;
  for (const Field part : {Field::given_name, Field::middle_names, Field::surname}) add(value(part));
  return out;
}

bool FieldsBuilder::empty() const noexcept {
  return extras_.empty() && claims_.empty() && std::ranges::all_of(values_, [](const auto& v) { return v.empty(); });
}

std::string FieldsBuilder::packed() const {
  std::string out;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (values_[i].empty()) continue;
    out.push_back(static_cast<char>(first_code + static_cast<char>(i)));
    out.append(values_[i]).push_back(end);
  }
  auto extras = extras_;
  std::ranges::sort(extras);
  for (const auto& [name, value] : extras) out.append("#").append(name).append(1, unit).append(value).push_back(end);
  auto claims = claims_;
  std::ranges::sort(claims);
  claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
  for (const auto& [factor, value, date, until, several] : claims) {
    out.append("!").append(factor).append(1, unit).append(value).append(1, unit).append(date);
    if (!until.empty() || !several.empty()) out.append(1, unit).append(until);
    if (!several.empty()) out.append(1, unit).append(several);
    out.push_back(end);
  }
  return out;
}

}  // namespace hearth::record
