#include "synth/feeds.h"

namespace hearth::synth {
namespace {

constexpr unsigned ni_number_known = 900;
constexpr unsigned capital_blank = 10;

/// 9.99001E+11: what a spreadsheet makes of twelve digits.
std::string hurt(std::uint64_t uprn) {
  const auto digits = std::to_string(uprn / 1'000'000);
  return digits.size() < 6 ? std::to_string(uprn) : digits.substr(0, 1) + "." + digits.substr(1, 5) + "E+11";
}

std::string pounds(std::uint32_t whole, Random& random) {
  const auto text = std::to_string(whole) + ".00";
  if (whole >= 1'000 && random.chance(300)) return std::to_string(whole / 1000) + "," + text.substr(text.size() - 6);
  return text;
}

/// Some rows were typed into another system, month first.
std::string birth(Person& person, const Date& today, bool american, Random& random) {
  if (!american || person.is_protected) return told_birth(person, today, DateForm::slashes, random);
  return date_text(person.born, DateForm::american);
}

std::string yes(bool holds) { return holds ? "Y" : "N"; }

}  // namespace

void write_benefits(District& district, FeedFile& file) {
  const auto& pen = district.pen;
  auto& out = district.population;
  file.row({"CLAIM_REF", "CLAIMANT_TITLE", "CLAIMANT_FIRST_NAME", "CLAIMANT_LAST_NAME", "CLAIMANT_DOB", "CLAIMANT_NINO", "PARTNER_FIRST_NAME",
            "PARTNER_LAST_NAME", "PARTNER_DOB", "PARTNER_NINO", "ADDRESS", "POSTCODE", "UPRN", "TELEPHONE", "CLAIMANT_WEEKLY_INCOME",
            "PARTNER_WEEKLY_INCOME", "CAPITAL", "CLAIMANT_DISABILITY_BENEFIT", "PARTNER_DISABILITY_BENEFIT", "UNIVERSAL_CREDIT", "PENSION_CREDIT",
            "CARERS_ALLOWANCE", "CHILD_UNDER_2", "SENSITIVE", "LAST_CHANGE"});
  for (HouseholdNumber h = 0; h < out.households.size(); ++h) {
    const auto& home = out.households[h];
    Person* claimant = nullptr;
    Person* partner = nullptr;
    for (PersonNumber p = home.first; p < home.first + home.size; ++p) {
      auto& person = out.persons[p];
      if (!person.listed.has(Source::benefits)) continue;
      (claimant == nullptr ? claimant : partner) = &person;
    }
    if (claimant == nullptr) continue;
    auto random = district.seed.fork(h);
    const auto at = pen.home_in_feed(*claimant, random);
    const bool behind = at == claimant->former_home && at != nowhere;
    const auto address = pen.address(at, AddressForm::claim, claimant->is_protected, random);
    const bool american = random.chance(rate::american_date);
    const auto number_of = [&out](const Person* person) { return static_cast<PersonNumber>(person - out.persons.data()); };
    const Pen::NameHabits habits{.source = Source::benefits, .nickname = 30, .plain = true, .clean = claimant->is_protected};
    const auto name = pen.name(*claimant, habits, random);
    const auto claimants_birth = birth(*claimant, out.today, american, random);
    const auto claimants_ni = random.chance(ni_number_known) ? pen.ni_number(number_of(claimant)) : "";
    WrittenName partners_name;
    std::string partners_birth, partners_ni;
    if (partner != nullptr) {
      partners_name = pen.name(*partner, habits, random);
      partners_birth = birth(*partner, out.today, american, random);
      if (random.chance(ni_number_known)) partners_ni = pen.ni_number(number_of(partner));
    }
    std::string uprn = home.home == nowhere || random.chance(rate::uprn_blank) ? "" : std::to_string(address.uprn_told);
    if (!uprn.empty() && random.chance(rate::uprn_hurt)) uprn = hurt(address.uprn_told);
    else if (!uprn.empty() && random.chance(rate::uprn_postcode)) uprn = address.postcode;
    const bool told_income = !random.chance(rate::income_blank), told_capital = !random.chance(capital_blank);
    for (auto* person : {claimant, partner}) {
      if (person == nullptr) continue;
      person->told_income = told_income;
      person->told_capital = told_capital && person == claimant;
      person->told_no_pension_credit = !person->factors.has(Factor::pension_credit);
    }
    // Columns of the whole claim speak for both, so they are told when they are true of both.
    const auto told_of_both = [&](Factor factor) {
      if (!claimant->factors.has(factor)) return false;
      claimant->told.add(factor);
      if (partner != nullptr && partner->factors.has(factor)) partner->told.add(factor);
      return true;
    };
    const bool universal = told_of_both(Factor::universal_credit), pension = told_of_both(Factor::pension_credit),
               infant = told_of_both(Factor::has_infant);
    const bool disabled = tells(*claimant, Factor::disability_benefit, random);
    const bool partner_disabled = partner != nullptr && tells(*partner, Factor::disability_benefit, random);
    const bool carer = tells(*claimant, Factor::carer, random);
    const auto phone = pen.phone(*claimant, false, random);
    const auto key = "HB" + std::to_string(300'000 + h * 5ULL);
    const auto income = told_income ? pounds(claimant->income, random) : "";
    const auto partners_income = told_income && partner != nullptr ? pounds(partner->income, random) : "";
    const auto capital = told_capital ? pounds(home.capital, random) : "";
    const bool flagged = claimant->flagged.has(Source::benefits) || (partner != nullptr && partner->flagged.has(Source::benefits));
    const auto updated = updated_day(*claimant, behind, out.today, random);
    write_row(file, {key, name.title, name.given, name.surname, claimants_birth, claimants_ni, partners_name.given, partners_name.surname,
                     partners_birth, partners_ni, address.line, address.postcode, uprn, phone, income, partners_income, capital, yes(disabled),
                     partner == nullptr ? "" : yes(partner_disabled), yes(universal), yes(pension), yes(carer), yes(infant), yes(flagged),
                     date_text(updated, DateForm::slashes)},
              13, random);
    district.truth.add(Source::benefits, key + "/claimant", number_of(claimant), *claimant, at, address.uprn);
    if (partner != nullptr) district.truth.add(Source::benefits, key + "/partner", number_of(partner), *partner, at, address.uprn);
  }
}

}  // namespace hearth::synth
