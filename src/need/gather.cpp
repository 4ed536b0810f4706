#include "need/gather.h"

#include <charconv>
#include <cmath>

namespace hearth::need {
namespace {

std::optional<double> number_in(std::string_view text) {
  double value{0};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<double> value_in(FactorKind kind, std::string_view text) {
  switch (kind) {
    case FactorKind::yes_no:
      if (text == "true") return 1.0;
      if (text == "false") return 0.0;
      return std::nullopt;
    case FactorKind::number:
      return number_in(text);
    case FactorKind::date: {
      const auto date = Date::parse_iso(text);
      return date ? std::optional<double>{static_cast<double>(date->days())} : std::nullopt;
    }
  }
  return std::nullopt;
}

bool reaches(About factor, About reach) { return reach == About::person || factor == reach || (reach == About::household && factor == About::property); }

}  // namespace

void Gather::begin() {
  facts_.clear();
  for (const auto factor : sure_factors_) sure_[factor] = 0;
  sure_factors_.clear();
}

void Gather::own(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, const MaySee* may_see) {
  take(record, feed, received, About::person, may_see);
}
void Gather::household(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, const MaySee* may_see) {
  take(record, feed, received, About::household, may_see);
}
void Gather::property(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, const MaySee* may_see) {
  take(record, feed, received, About::property, may_see);
}

void Gather::take(const record::FieldsView& record, std::uint16_t feed, std::optional<Date> received, About reach, const MaySee* may_see) {
  // What a row tells of somebody who has left was true when they left, at the latest.
  if (const auto left = record.date(record::Field::address_to); left && left->days() <= facts_.on().days() && (!received || left->days() < received->days())) received = left;
  const bool of_the_home = !record.get(record::Field::nobody).empty();
  for (const auto& told : record.claims()) {
    auto factor = facts_.vocabulary().find(told.factor);
    if (!factor) factor = facts_.vocabulary().find_savvi(told.factor);
    if (!factor || (may_see != nullptr && !(*may_see)(feed, *factor))) continue;
    // A firm that pays for a home has no dementia: of its row only what is true of the home counts.
    if (of_the_home && facts_.vocabulary()[*factor].about == About::person) continue;
    offer(*factor, told, feed, received, reach);
  }
}

std::optional<NotTaken> Gather::claim(const record::FactClaim& told, std::uint16_t feed, std::optional<Date> received, About reach) {
  const auto factor = facts_.vocabulary().find(told.factor);
  if (!factor) return NotTaken::unknown_factor;
  return offer(*factor, told, feed, received, reach);
}

std::optional<NotTaken> Gather::offer(FactorIndex index, const record::FactClaim& told, std::uint16_t feed,
                                      std::optional<Date> received, About reach) {
  const Factor& factor = facts_.vocabulary()[index];
  if (!reaches(factor.about, reach)) return NotTaken::about_another;
  const auto value = value_in(factor.kind, told.value);
  if (!value) return NotTaken::unreadable_value;

  std::int32_t day = Source::no_day;
  if (const auto date = told.date.empty() ? Result<Date>{fail("date.malformed", "")} : Date::parse_iso(told.date)) day = date->days();
  const std::int32_t today = facts_.on().days();
  if (day != Source::no_day && day > today) return NotTaken::in_the_future;
  if (const auto until = told.until.empty() ? std::optional<Date>{} : Date::parse_iso(told.until).value_or(facts_.on()); until && until->days() <= today) return NotTaken::too_old;
  const std::int32_t of = day != Source::no_day ? day : received ? received->days() : today;
  if (factor.valid_for_days && today - of > *factor.valid_for_days) return NotTaken::too_old;

  const bool of_several = told.of_several && factor.about == About::person;
  if (!of_several && *value > 0 && factor.kind == FactorKind::yes_no && sure_[index] == 0) {
    sure_[index] = 1;
    sure_factors_.push_back(index);
  }
  const Fact fact{*value, *value, Source{feed, day, of_several ? Basis::of_several : Basis::told}};
  if (const Fact* before = facts_.find(index)) {
    const Source& old = before->source;
    if (day < old.day) return std::nullopt;
    if (day == old.day) {
      if (factor.kind == FactorKind::yes_no && *value != before->least ? *value < before->least : feed > old.feed) return std::nullopt;
      if (feed == old.feed && *value > before->least && factor.kind != FactorKind::yes_no) return std::nullopt;
    }
  }
  facts_.set(index, fact);
  return std::nullopt;
}

Facts& Gather::finish(const PersonFacts& person) {
  for (const auto factor : sure_factors_)
    if (const Fact* known = facts_.find(factor); known != nullptr && known->source.basis == Basis::of_several) {
      Fact sure = *known;
      sure.source.basis = Basis::told;
      facts_.set(factor, sure);
    }
  derive(facts_, person);
  return facts_;
}

}  // namespace hearth::need
