#include <array>

#include "synth/feeds.h"

namespace hearth::synth {
namespace {

constexpr unsigned nhs_number_known = 620;
constexpr unsigned note_written = 420;          // of people with something to note
constexpr unsigned note_of_the_past = 15;       // "used a wheelchair after the operation": true then, not now
constexpr unsigned code_for_power_split = 500;  // oxygen or one of the others

struct Code {
  Factor factor;
  std::string_view code;
};
constexpr std::array<Code, 10> codes{{{Factor::wheelchair, "WH"}, {Factor::cannot_use_stairs, "ST"}, {Factor::cannot_walk, "NW"},
                                      {Factor::sight_loss, "VI"}, {Factor::hearing_loss, "HI"}, {Factor::dementia, "DE"},
                                      {Factor::mental_health, "MH"}, {Factor::learning_disability, "LD"}, {Factor::daily_care, "DC"},
                                      {Factor::carer, "CA"}}};
constexpr std::array<std::string_view, 3> other_power{"DI", "VE", "HO"};
constexpr std::array<std::string_view, 5> teams{"Older People North", "Older People South", "Physical Disability", "Learning Disability Team", "Hospital Discharge"};

/// Free text as workers write it; what it says of the present is true.
std::string note(Person& person, Random& random) {
  const bool any = person.factors.has(Factor::cannot_use_stairs) || person.factors.has(Factor::needs_power) || person.factors.has(Factor::dementia);
  std::string out;
  const auto say = [&out](std::string_view sentence) { out += (out.empty() ? "" : " ") + std::string{sentence}; };
  if (any && random.chance(note_written)) {
    if (tells(person, Factor::wheelchair, random)) say("Uses a wheelchair indoors and out.");
    if (tells(person, Factor::cannot_use_stairs, random)) say("Cannot use stairs; bed is downstairs.");
    if (tells(person, Factor::needs_power, random)) say(random.chance(500) ? "Ceiling hoist in bedroom." : "Oxygen concentrator by the bed.");
    if (tells(person, Factor::daily_care, random)) say("Carers visit daily, key safe by the door.");
  } else if (random.chance(note_of_the_past)) {
    say("Borrowed a wheelchair after the operation, walks well again.");
  } else if (random.chance(150)) {
    say(random.chance(500) ? "Review booked. Daughter rings on Sundays." : "Prefers letters; phone often off.");
  }
  return out;
}

}  // namespace

void write_adult_social_care(District& district, FeedFile& file) {
  const auto& pen = district.pen;
  auto& out = district.population;
  file.row({"PERSON_ID", "NHS_NO", "TITLE", "FORENAME", "MIDDLE_NAME", "SURNAME", "GENDER", "DOB", "DOD", "ADDRESS_1", "ADDRESS_2", "TOWN",
            "POST_CODE", "TEL", "SUPPORT_NEEDS", "LIVES_ALONE", "RESTRICTED", "TEAM", "DUTY_PHONE", "CASE_NOTE", "LAST_UPDATED"});
  for (PersonNumber p = 0; p < out.persons.size(); ++p) {
    auto& person = out.persons[p];
    if (!person.listed.has(Source::adult_social_care)) continue;
    auto random = district.seed.fork(p);
    const auto copies = random.chance(rate::row_twice) ? 2 : 1;
    for (int copy = 0; copy < copies; ++copy) {
      const auto at = pen.home_in_feed(person, random);
      const bool behind = at == person.former_home && at != nowhere;
      const auto name = pen.name(person, {.source = Source::adult_social_care, .nickname = 60, .clean = person.is_protected}, random);
      const auto address = pen.address(at, AddressForm::care, person.is_protected, random);
      const auto birth = told_birth(person, out.today, DateForm::month_name, random);
      std::string needs;
      const auto add = [&needs](std::string_view code) { needs += (needs.empty() ? "" : ";") + std::string{code}; };
      for (const auto& [factor, code] : codes)
        if (tells(person, factor, random)) add(code);
      if (tells(person, Factor::needs_power, random)) add(random.chance(code_for_power_split) ? "O2" : other_power[random.below(other_power.size())]);
      const bool alone = tells(person, Factor::lives_alone, random);
      const bool nhs = random.chance(nhs_number_known);
      const auto phone = pen.phone(person, true, random);
      const auto team = random.below(teams.size());
      const auto text = note(person, random);
      const auto updated = updated_day(person, behind, out.today, random);
      const auto key = std::string(copy == 0 ? "C" : "D") + std::to_string(200'000 + p * 11ULL);
      write_row(file, {key, nhs ? pen.nhs_number(p) : "", name.title, name.given, name.middle, name.surname, person.sex == Sex::male ? "Male" : "Female",
                       birth, person.died != 0 ? date_text(person.died, DateForm::month_name) : "",
                       address.flat.empty() ? address.house : address.flat, address.flat.empty() ? address.locality : address.house, address.town,
                       address.postcode, phone, needs, alone ? "Y" : "", person.flagged.has(Source::adult_social_care) ? "Y" : "N",
                       std::string{teams[team]}, "01632 9600" + std::to_string(10 + team), text, date_text(updated, DateForm::month_name)},
                13, random);
      district.truth.add(Source::adult_social_care, key, p, person, at, address.uprn);
    }
  }
}

}  // namespace hearth::synth
