#include "need/derive.h"

namespace hearth::need {
namespace {

/// Whole years on that day, as a range; nothing for a birth after it.
std::optional<Fact> age_of(const std::optional<Date>& birth, const Date& on, std::uint16_t feed) {
  if (!birth) return std::nullopt;
  const Date first = Date::from_days(birth->days());
  if (on.days() < first.days()) return std::nullopt;
  const Date last = last_day(*birth);
  const int most = age_in_years(first, on);
  const int least = last.days() > on.days() ? 0 : age_in_years(last, on);
  return Fact{static_cast<double>(least), static_cast<double>(most), Source{feed, Source::no_day}};
}

void set_age(Facts& facts, std::string_view factor, const std::optional<Date>& birth, std::uint16_t feed) {
  const auto index = facts.vocabulary().find(factor);
  if (!index) return;
  if (const auto age = age_of(birth, facts.on(), feed)) facts.set(*index, *age);
}

void set_if_not_told(Facts& facts, std::string_view factor, const std::optional<Fact>& fact) {
  const auto index = facts.vocabulary().find(factor);
  if (index && fact && facts.find(*index) == nullptr) facts.set(*index, *fact);
}

bool surely_under_16(const Facts& facts) {
  const auto index = facts.vocabulary().find("age");
  const Fact* age = index ? facts.find(*index) : nullptr;
  return age != nullptr && age->most < 16;
}

std::optional<Fact> lives_alone(const Facts& facts, const PersonFacts& person) {
  if (person.another_adult_here || (person.household_known && !person.others.empty())) return Fact::yes_no(false, Source{});
  if (surely_under_16(facts)) return std::nullopt;
  const auto discount = facts.vocabulary().find("council_tax_single_discount");
  if (discount && facts.yes(*discount) == Truth::yes) {
    auto source = facts.find(*discount)->source;
    source.basis = Basis::discount;
    return Fact::yes_no(true, source);
  }
  if (!person.household_known || person.anybody_named_here) return std::nullopt;
  return Fact::yes_no(true, Source{.basis = Basis::nobody_else});
}

/// A file says that they live alone, and others name another adult there.
void mark_disputed(Facts& facts, const PersonFacts& person) {
  const auto index = facts.vocabulary().find("lives_alone");
  const Fact* told = index ? facts.find(*index) : nullptr;
  if (told == nullptr || told->least < 1 || !person.another_adult_here) return;
  Fact disputed = *told;
  disputed.source.basis = Basis::disputed;
  facts.set(*index, disputed);
}

std::optional<Fact> has_infant(const Facts& facts, const PersonFacts& person) {
  if (!person.household_known) return std::nullopt;
  bool all_known = true;
  for (const auto& other : person.others) {
    const auto age = age_of(other.birth, facts.on(), other.feed);
    if (age && age->most < 2) return Fact::yes_no(true, age->source);
    if (!age || age->least < 2) all_known = false;  // a partial date may still mean an infant
  }
  return all_known ? std::optional<Fact>{Fact::yes_no(false, Source{})} : std::nullopt;
}

std::optional<Fact> is_couple(const PersonFacts& person) {
  if (person.has_partner) return Fact::yes_no(*person.has_partner, Source{person.partner_feed, Source::no_day});
  if (person.household_known && person.others.empty()) return Fact::yes_no(false, Source{});
  return std::nullopt;
}

}  // namespace

void derive(Facts& facts, const PersonFacts& person) {
  facts.standing = {person.is_dead, person.is_protected, person.has_moved};
  set_age(facts, "age", person.birth, person.birth_feed);
  if (person.household_known)
    set_if_not_told(facts, "household_size", Fact::number(static_cast<double>(person.others.size() + 1), Source{}));
  mark_disputed(facts, person);
  set_if_not_told(facts, "lives_alone", lives_alone(facts, person));
  set_if_not_told(facts, "has_infant", has_infant(facts, person));
  set_if_not_told(facts, "is_couple", is_couple(person));
  if (!person.has_partner.value_or(false)) return;
  const Source source{person.partner_feed, Source::no_day};
  set_age(facts, "partner_age", person.partner_birth, person.partner_feed);
  if (person.partner_income) set_if_not_told(facts, "partner_income", Fact::number(*person.partner_income, source));
  if (person.partner_claims) set_if_not_told(facts, "partner_claims", Fact::yes_no(*person.partner_claims, source));
}

}  // namespace hearth::need
