#include <array>

#include "synth/feeds.h"

namespace hearth::synth {
namespace {

constexpr unsigned former_tenancy = 300;  // of tenants who moved: the old tenancy is in the extract too
constexpr unsigned middle_name_known = 500;

constexpr std::array<std::pair<Factor, std::string_view>, 5> vulnerabilities{{{Factor::wheelchair, "Wheelchair user"},
                                                                              {Factor::hearing_loss, "Hard of hearing"},
                                                                              {Factor::sight_loss, "Visually impaired"},
                                                                              {Factor::mental_health, "Mental health"},
                                                                              {Factor::learning_disability, "Learning disability"}}};
constexpr std::size_t columns = 20;

std::string_view role_text(const Person& person) {
  switch (person.role) {
    case Role::head: return "Tenant";
    case Role::partner: return "Joint tenant";
    default: return "Household member";
  }
}

class HousingExtract {
 public:
  HousingExtract(District& district, FeedFile& file) : district_{district}, pen_{district.pen}, file_{file} {}

  void write() {
    title("Weirside Homes");
    title("Tenancies and household members");
    title("Confidential. Run on " + date_text(district_.population.today.days(), DateForm::slashes));
    file_.row({"Person Ref", "Tenancy Ref", "Role", "Title", "Forename", "Middle Name", "Surname", "Date of Birth", "Gender", "Property Address",
               "Post Code", "Tenancy Start", "Tenancy End", "Telephone", "Email", "Interpreter", "Vulnerability", "Sensitive", "Date of Death",
               "Last Contact"});
    auto& out = district_.population;
    for (PersonNumber p = 0; p < out.persons.size(); ++p) {
      auto& person = out.persons[p];
      auto random = district_.seed.fork(p);
      if (person.listed.has(Source::housing)) write_person(p, person, random);
      // A child of two homes is counted in both.
      else if (person.second_household != nobody && out.households[person.second_household].tenure == Tenure::social)
        write_at(p, person, out.households[person.second_household].home, "S" + std::to_string(p), random);
    }
    title("Total", std::to_string(rows_) + " persons");
  }

 private:
  void title(const std::string& text, const std::string& second = {}) {
    std::vector<std::string> cells(columns);
    cells[0] = text;
    cells[1] = second;
    file_.row(cells);
  }

  void write_person(PersonNumber p, Person& person, Random& random) {
    const auto at = pen_.home_in_feed(person, random);
    write_at(p, person, at, "R" + std::to_string(100'000 + p * 3ULL), random);
    const auto& home = district_.population.households[person.household];
    if (person.role == Role::head && person.former_home != nowhere && at == home.home && !person.is_protected && random.chance(former_tenancy))
      write_at(p, person, person.former_home, "F" + std::to_string(100'000 + p * 3ULL), random, true);
    else if (random.chance(rate::row_twice)) write_at(p, person, at, "D" + std::to_string(100'000 + p * 3ULL), random);
  }

  void write_at(PersonNumber p, Person& person, PropertyNumber at, const std::string& key, Random& random, bool former = false) {
    const auto& out = district_.population;
    const auto& home = out.households[person.household];
    const bool behind = at == person.former_home && person.former_home != nowhere;
    const auto name = pen_.name(person, {.source = Source::housing, .nickname = 120, .clean = person.is_protected}, random);
    const auto address = pen_.address(at, AddressForm::tenancy, person.is_protected, random);
    const auto birth = told_birth(person, out.today, DateForm::slashes, random);
    const auto since = behind ? person.moved - random.between(300, 3'000) : home.since;
    std::string needs;
    for (const auto& [factor, text] : vulnerabilities)
      if (tells(person, factor, random)) needs += (needs.empty() ? "" : "; ") + std::string{text};
    const bool interpreter = tells(person, Factor::needs_interpreter, random);
    const bool newborn = out.age(person) == 0 && random.chance(200);
    const auto middle = random.chance(middle_name_known) ? name.middle : "";
    const auto phone = pen_.phone(person, false, random);
    const auto updated = updated_day(person, behind, out.today, random);
    write_row(file_, {key, "T" + std::to_string(50'000 + person.household), std::string{role_text(person)}, name.title,
                      newborn ? "Baby" : name.given, newborn ? "" : middle, name.surname, birth, person.sex == Sex::male ? "M" : "F",
                      address.line, address.postcode, date_text(since, DateForm::slashes),
                      former ? date_text(person.moved, DateForm::slashes) : "", phone, pen_.email(person), interpreter ? "Y" : "N", needs,
                      person.flagged.has(Source::housing) ? "Y" : "", person.died != 0 ? date_text(person.died, DateForm::slashes) : "",
                      date_text(updated, DateForm::slashes)},
              13, random);
    ++rows_;
    district_.truth.add(Source::housing, key, p, person, at, address.uprn, former);
  }

  District& district_;
  const Pen& pen_;
  FeedFile& file_;
  std::uint64_t rows_{0};
};

}  // namespace

void write_housing(District& district, FeedFile& file) { HousingExtract{district, file}.write(); }

}  // namespace hearth::synth
