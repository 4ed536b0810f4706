#include "need/estimate.h"

#include <algorithm>
#include <cmath>

#include "base/pounds.h"
#include "base/try.h"

namespace hearth::need {
namespace {

Result<double> money(const formats::Declared& table, std::string_view key) {
  HEARTH_TRY(value, table.need(key));
  HEARTH_TRY(number, value.number());
  if (!(number >= 0) || number > 1e9) return value.refuse("rates.value", "A sum in GBP, 0 or more.");
  return number;
}

Result<Date> day(const formats::Declared& table, std::string_view key) {
  HEARTH_TRY(value, table.need(key));
  HEARTH_TRY(text, value.date_text());
  const auto date = Date::parse_iso(text);
  if (!date || !date->whole()) return value.refuse("rates.value", "A date, YYYY-MM-DD.");
  return *date;
}

Result<Rates> read_rates(const formats::Declared& table) {
  HEARTH_CHECK(table.unknown_keys({"name", "from", "until", "source", "single", "couple", "severe_disability", "carer",
                                   "capital_ignored", "capital_step", "income_per_step"}));
  HEARTH_TRY(name, table.need_text("name"));
  HEARTH_TRY(source, table.need_text("source"));
  HEARTH_TRY(from, day(table, "from"));
  HEARTH_TRY(until, day(table, "until"));
  if (until < from) return table.refuse("rates.value", "`until` is before `from`.");
  Rates rates{std::move(name), from, until, std::move(source)};
  HEARTH_TRY(single, money(table, "single"));
  HEARTH_TRY(couple, money(table, "couple"));
  HEARTH_TRY(severe, money(table, "severe_disability"));
  HEARTH_TRY(carer, money(table, "carer"));
  HEARTH_TRY(ignored, money(table, "capital_ignored"));
  HEARTH_TRY(step, money(table, "capital_step"));
  HEARTH_TRY(per_step, money(table, "income_per_step"));
  if (step <= 0) return table.refuse("rates.value", "capital_step must be more than 0.");
  rates.single = single;
  rates.couple = couple;
  rates.severe_disability = severe;
  rates.carer = carer;
  rates.capital_ignored = ignored;
  rates.capital_step = step;
  rates.income_per_step = per_step;
  return rates;
}

Result<FactorIndex> factor_at(const formats::Declared& table, std::string_view key, FactorKind kind, const Vocabulary& vocabulary) {
  HEARTH_TRY(value, table.need(key));
  HEARTH_TRY(name, value.text());
  const auto index = vocabulary.find(name);
  if (!index) {
    const auto near = vocabulary.nearest(name);
    return value.refuse("rule.unknown_factor", "\"" + name + "\" is no factor." + (near.empty() ? "" : " Did you mean " + near + "?"));
  }
  if (vocabulary[*index].kind != kind) return value.refuse("rule.wrong_kind", "This needs a factor that is a " + std::string{name_of(kind)} + ".");
  return *index;
}

double pence(double sum) { return std::round(std::max(0.0, sum) * 100.0) / 100.0; }

/// The sum of a least, a most and a plain reading of the same facts.
struct Sums {
  double least{0}, most{0}, as_known{0};
  void add(const Sums& other) {
    least += other.least;
    most += other.most;
    as_known += other.as_known;
  }
};

/// Adds up, and writes down how where somebody asks: a million sums are made without a text.
class Sheet {
 public:
  explicit Sheet(std::vector<EstimateLine>* lines) : lines_{lines} {}
  template <class Words>
  void add(const Sums& part, const Words& words, bool may_take_all = false) {
    sum.add(part);
    if (lines_ == nullptr || (part.least == 0 && part.most == 0 && !may_take_all)) return;
    auto& line = lines_->emplace_back();
    line.words = words();
    line.least = part.least;
    line.most = part.most;
    line.may_take_all = may_take_all;
  }
  Sums sum;

 private:
  std::vector<EstimateLine>* lines_;
};

/// `sure` makes the range, `as_known` the plain reading.
Sums if_true(Truth sure, Truth as_known, double sum) {
  return {sure == Truth::yes ? sum : 0, sure == Truth::no ? 0 : sum, as_known == Truth::yes ? sum : 0};
}

/// What an officer would have to ask about all the same is not known for the range: worked out, disputed, or told of several people.
Truth surely(const Facts& facts, FactorIndex factor) {
  const Fact* fact = facts.find(factor);
  return fact == nullptr || fact->source.basis != Basis::told ? Truth::unknown : facts.yes(factor);
}

/// What they have more if they are a couple, less the other's income; as known, they are none.
Sums if_couple(double more, const Fact* partner_income) {
  const double least = more - (partner_income != nullptr ? partner_income->most : 0);
  const double most = more - (partner_income != nullptr ? partner_income->least : 0);
  return {std::min(0.0, least), std::max(0.0, most), 0};
}

double tariff_income(const Rates& rates, double capital) {
  return std::ceil(std::max(0.0, capital - rates.capital_ignored) / rates.capital_step) * rates.income_per_step;
}

std::string words_of_truth(Truth truth) { return truth == Truth::unknown ? ", which is not known for certain" : ""; }

/// What a couple has more than a single person, less the other's income; that may be anything where it is not known.
void add_couple(Truth couple, double more, const Fact* partner_income, Sheet& sheet) {
  if (couple == Truth::unknown)
    return sheet.add(if_couple(more, partner_income), [] { return std::string{"if they are a couple, which is not known: more for it, less the partner's weekly income"}; }, partner_income == nullptr);
  if (couple == Truth::no) return;
  sheet.add({more, more, more}, [] { return std::string{"more for a couple"}; });
  if (partner_income == nullptr) sheet.add({}, [] { return std::string{"less the partner's weekly income, which is not known"}; }, true);
  else sheet.add({-partner_income->most, -partner_income->least, -partner_income->most}, [] { return std::string{"less the partner's weekly income"}; });
}

std::string words_of_capital(const Rates& rates, const Fact* capital) {
  const auto rule = in_pounds(rates.income_per_step) + " for each " + in_pounds(rates.capital_step) + ", or part of it, over " + in_pounds(rates.capital_ignored);
  if (capital == nullptr) return "less what savings and capital count for, which are not known: " + rule;
  const auto held = capital->least == capital->most ? in_pounds(capital->most) : in_pounds(capital->least) + " to " + in_pounds(capital->most);
  return "less what savings and capital of " + held + " count for: " + rule;
}

}  // namespace

Result<Estimate> Estimate::read(const formats::Declared& table, const Vocabulary& vocabulary) {
  HEARTH_CHECK(table.unknown_keys({"method", "income", "partner_income", "capital", "couple", "alone", "disability", "carer", "rates"}));
  HEARTH_TRY(method, table.need_text("method"));
  if (method != "guarantee_credit") return table.refuse("estimate.unknown_method", "Known method: guarantee_credit.");
  Estimate out;
  HEARTH_TRY(income, factor_at(table, "income", FactorKind::number, vocabulary));
  HEARTH_TRY(partner_income, factor_at(table, "partner_income", FactorKind::number, vocabulary));
  HEARTH_TRY(capital, factor_at(table, "capital", FactorKind::number, vocabulary));
  HEARTH_TRY(couple, factor_at(table, "couple", FactorKind::yes_no, vocabulary));
  HEARTH_TRY(alone, factor_at(table, "alone", FactorKind::yes_no, vocabulary));
  HEARTH_TRY(disability, factor_at(table, "disability", FactorKind::yes_no, vocabulary));
  HEARTH_TRY(carer, factor_at(table, "carer", FactorKind::yes_no, vocabulary));
  out.inputs_ = {income, partner_income, capital, couple, alone, disability, carer};
  const auto list = table.get("rates");
  if (!list || list->items().empty()) return table.refuse("rates.missing", "An estimate needs dated rates: [[estimate.rates]].");
  for (const auto& entry : list->items()) {
    HEARTH_TRY(rates, read_rates(entry));
    out.rates_.push_back(std::move(rates));
  }
  std::ranges::sort(out.rates_, {}, &Rates::from);
  for (std::size_t i = 1; i < out.rates_.size(); ++i)
    if (out.rates_[i].from <= out.rates_[i - 1].until)
      return list->refuse("rates.overlap", "Two sets of rates hold on one day. Let each end before the next begins.");
  return out;
}

std::vector<FactorIndex> Estimate::factors() const {
  return {inputs_.income, inputs_.partner_income, inputs_.capital, inputs_.couple, inputs_.alone, inputs_.disability, inputs_.carer};
}

const Rates* Estimate::rates_on(const Date& day) const {
  const Rates* found = nullptr;
  for (const auto& rates : rates_)
    if (rates.from <= day) found = &rates;
  return found;
}

bool Estimate::overdue(const Date& day) const { return rates_.back().until < day; }

std::optional<WeeklyEstimate> Estimate::sum_up(const Facts& facts, std::vector<EstimateLine>* lines) const {
  const Fact* income = facts.find(inputs_.income);
  const Rates* rates = rates_on(facts.on());
  if (income == nullptr || rates == nullptr) return std::nullopt;
  WeeklyEstimate out;
  const auto ask = [&](FactorIndex factor) { out.not_known.push_back(facts.vocabulary()[factor].question); };
  Sheet sheet{lines};

  const Truth couple = facts.yes(inputs_.couple);
  const Fact* partner = facts.find(inputs_.partner_income);
  const bool no_limit = couple != Truth::no && partner == nullptr;  // the other's income may be anything
  sheet.add({rates->single, rates->single, rates->single}, [] { return std::string{"the guarantee for one person"}; });
  add_couple(couple, rates->couple - rates->single, partner, sheet);
  if (couple == Truth::unknown) ask(inputs_.couple);
  if (couple == Truth::yes && partner == nullptr) ask(inputs_.partner_income);

  const Truth disability = surely(facts, inputs_.disability);
  const Truth severe = both(disability, both(surely(facts, inputs_.alone), opposite(couple)));
  const Truth severe_as_known = both(facts.yes(inputs_.disability), both(facts.yes(inputs_.alone), opposite(couple)));
  sheet.add(if_true(severe, severe_as_known, rates->severe_disability), [&] { return "the addition for severe disability" + words_of_truth(severe); });
  if (severe == Truth::unknown) ask(disability == Truth::unknown ? inputs_.disability : inputs_.alone);

  const Truth carer = surely(facts, inputs_.carer);
  sheet.add(if_true(carer, facts.yes(inputs_.carer), rates->carer), [&] { return "the addition for carers" + words_of_truth(carer); });
  if (carer == Truth::unknown) ask(inputs_.carer);

  sheet.add({-income->most, -income->least, -income->most}, [] { return std::string{"less the weekly income"}; });
  const Fact* capital = facts.find(inputs_.capital);
  const Sums tariff = capital == nullptr ? Sums{} : Sums{-tariff_income(*rates, capital->most), -tariff_income(*rates, capital->least), -tariff_income(*rates, capital->most)};
  sheet.add(tariff, [&] { return words_of_capital(*rates, capital); }, capital == nullptr);
  if (capital == nullptr) ask(inputs_.capital);
  if (no_limit || capital == nullptr) sheet.sum.least = 0;  // nor has capital an upper limit
  out.least = pence(sheet.sum.least);
  out.most = pence(sheet.sum.most);
  out.as_known = pence(sheet.sum.as_known);
  out.rates = rates->name;
  return out;
}

std::optional<WeeklyEstimate> Estimate::weekly(const Facts& facts) const { return sum_up(facts, nullptr); }

std::optional<Reckoning> Estimate::reckon(const Facts& facts) const {
  Reckoning out;
  auto sum = sum_up(facts, &out.lines);
  if (!sum) return std::nullopt;
  out.sum = std::move(*sum);
  for (const auto factor : factors())
    if (facts.find(factor) != nullptr) out.known.push_back(factor);
  out.rates_overdue = overdue(facts.on());
  return out;
}

}  // namespace hearth::need
