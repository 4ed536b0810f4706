#include "synth/one_list.h"

#include <array>
#include <utility>
#include <vector>

namespace hearth::synth {
namespace {

const Shares& rows_a_person() {
  static const Shares shares{0, 300, 270, 200, 120, 70, 40};
  return shares;
}

constexpr unsigned initial_only = 40;       // per thousand rows, like those below
constexpr unsigned middle_name_kept = 450;
constexpr unsigned birth_kept = 930;
constexpr unsigned sex_kept = 900;
constexpr unsigned phone_kept = 600;
constexpr unsigned email_kept = 450;
constexpr unsigned address_kept = 970;

constexpr std::array<AddressForm, 4> forms{AddressForm::billing, AddressForm::care, AddressForm::claim, AddressForm::round};

std::string age_band(int age) {
  return age < 18 ? "0 to 17" : age < 40 ? "18 to 39" : age < 65 ? "40 to 64" : age < 80 ? "65 to 79" : "80 and over";
}

std::string decile_of(const Town& town, PropertyNumber home) {
  return home == nowhere || town.areas.empty() ? "" : std::to_string(town.areas[town.streets[town.properties[home].street].area].decile);
}

std::string kept(std::string text, unsigned per_thousand, Random& random) { return random.chance(per_thousand) ? std::move(text) : std::string{}; }

/// The ranges for drama hold 15,000 numbers: too few to tell a million people apart. No number of Britain begins with 04 or 06
/// (Ofcom, National Telephone Numbering Plan), so these, too, are nobody's.
std::string phone_of(const Population& population, const Person& person, bool landline_first, Random& random) {
  const auto own = population.households[person.household].landline;
  const bool landline = own != 0 && (landline_first || person.mobile == 0);
  auto number = landline ? own : person.mobile;
  if (number == 0) return "";
  if (random.chance(rate::phone_wrong)) number += static_cast<std::uint32_t>(random.between(1, 900));
  auto digits = std::to_string(number * 617ULL % 1'000'000'000);  // neighbours' numbers are no neighbours
  digits.insert(0, 9 - digits.size(), '0');
  const auto habit = random.below(3);
  if (habit == 0) digits.insert(3, " ");
  return (habit == 1 ? "+44 " : "0") + std::string{landline ? "6" : "4"} + digits;
}

void write_record(const Population& population, const Pen& pen, PersonNumber number, std::size_t id, Random random, FeedFile& file) {
  const auto& person = population.persons[number];
  const auto home = pen.home_in_feed(person, random);
  auto name = pen.name(person, {.source = static_cast<Source>(random.below(source_count)), .on_paper = random.chance(300)}, random);
  if (!name.given.empty() && random.chance(initial_only)) name.given.resize(static_cast<unsigned char>(name.given[0]) < 0x80 ? 1 : 2);  // "É" is two bytes
  name.middle = kept(std::move(name.middle), middle_name_kept, random);
  auto address = pen.address(home, forms[random.below(forms.size())], false, random);
  if (!random.chance(address_kept)) address = {};
  const auto birth = kept(date_text(written_birth(Date::from_days(person.born), population.today, random), DateForm::iso), birth_kept, random);
  const auto sex = kept(person.sex == Sex::male ? "M" : "F", sex_kept, random);
  const bool landline_first = random.chance(400);
  const auto phone = kept(phone_of(population, person, landline_first, random), phone_kept, random);
  const auto email = kept(pen.email(person), email_kept, random);
  const bool behind = person.former_home != nowhere && home == person.former_home;
  file.row({"R" + std::to_string(10'000'000 + id), name.title, name.given, name.middle, name.surname, sex, birth, address.line, address.postcode, phone, email,
            person_id(number), std::string{name_of(person.community)}, age_band(population.age(person)), decile_of(pen.town(), home), behind ? "at the former home" : "at home"});
}

}  // namespace

void write_one_list(const Population& population, const Pen& pen, Random seed, FeedFile& file) {
  file.row({"id", "title", "first_name", "middle_name", "last_name", "sex", "birth_date", "address", "postcode", "phone", "email", "person", "name_group", "age_band", "decile", "moved"});
  std::vector<std::pair<PersonNumber, std::uint32_t>> rows;
  for (PersonNumber person = 0; person < population.persons.size(); ++person) {
    auto random = seed.fork(person);
    const auto count = static_cast<std::uint32_t>(rows_a_person().draw(random));
    for (std::uint32_t copy = 0; copy < count; ++copy) rows.emplace_back(person, copy);
  }
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[seed.below(i)]);
  for (std::size_t i = 0; i < rows.size(); ++i) write_record(population, pen, rows[i].first, i, seed.fork(rows[i].first).fork(rows[i].second + 1), file);
}

std::string one_list_toml() {
  return R"toml(# Made-up people in one list, some of them several times: for measuring linkage.
[feed]
name = "one_list"
files = ["one_list.csv"]
format = "csv"
key = "id"

[columns]
title = "title"
given_name = "first_name"
middle_names = "middle_name"
surname = "last_name"
sex = "sex"
birth_date = { column = "birth_date", format = "%Y-%m-%d" }
address = "address"
postcode = "postcode"
phone = "phone"
email = "email"

[truth]
column = "person"
)toml";
}

}  // namespace hearth::synth
