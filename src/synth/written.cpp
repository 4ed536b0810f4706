#include "synth/written.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "synth/story_person.h"

namespace hearth::synth {
namespace {

// Ofcom, "Numbers for drama": reserved, never given to anybody. A thousand numbers each.
constexpr std::array<std::string_view, 14> landline_ranges{"01632 960", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0",
                                                           "0117 496 0", "0118 496 0", "0121 496 0", "0131 496 0", "0141 496 0",
                                                           "0151 496 0", "0161 496 0", "0191 498 0", "020 7946 0"};
constexpr std::string_view mobile_range = "07700 900";

std::string three_digits(std::uint32_t number) {
  auto text = std::to_string(number % 1000);
  return text.insert(0, 3 - text.size(), '0');
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string joined(std::initializer_list<std::string_view> parts, std::string_view between) {
  std::string out;
  for (const auto part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> utility_words{{
    {" Street", " ST"}, {" Road", " RD"}, {" Lane", " LN"}, {" Avenue", " AVE"}, {" Close", " CL"}, {" Drive", " DR"},
    {" Grove", " GR"}, {" Terrace", " TER"}, {" Place", " PL"}, {" Crescent", " CRES"}, {" Court", " CT"}, {" Gardens", " GDNS"}}};

}  // namespace

std::string upper(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xC3 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xA0) {  // à to ÿ
      out.push_back(text[i++]);
      out.push_back(static_cast<char>(static_cast<unsigned char>(text[i]) - 0x20));
    } else {
      out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : text[i]);
    }
  }
  return out;
}

WrittenName Pen::name(const Person& person, const NameHabits& habits, Random& random) const {
  if (person.is_of_story) return story_name(habits.source);
  auto given = person.known_as != 0 && random.chance(habits.nickname) ? person.known_as : person.given;
  auto surname = person.surname;
  const bool fault = !habits.clean;
  if (fault && random.chance(rate::other_spelling)) given = names_.given_otherwise(random, given);
  if (fault && random.chance(rate::other_spelling / 2)) surname = names_.surname_otherwise(random, surname);
  if (fault && person.maiden != 0 && random.chance(rate::maiden_name)) surname = person.maiden;
  WrittenName out{std::string{text_of(person.title)}, words_[given], words_[person.middle], words_[surname]};
  if (!fault) return out;
  if (!out.middle.empty() && random.chance(rate::middle_as_first)) std::swap(out.given, out.middle);
  if (const auto hyphen = out.surname.find('-'); hyphen != std::string::npos && hyphen > 2 && random.chance(rate::hyphen_halved))
    out.surname = random.chance(500) ? out.surname.substr(0, hyphen) : out.surname.substr(hyphen + 1);
  if (habits.plain) {
    out.given = plain_letters(out.given);
    out.middle = plain_letters(out.middle);
    out.surname = plain_letters(out.surname);
  }
  out.given = faults_.name(std::move(out.given), random, habits.on_paper);
  out.surname = faults_.name(std::move(out.surname), random, habits.on_paper);
  if (random.chance(person.community == Community::chinese ? rate::name_swapped_chinese : rate::name_swapped)) std::swap(out.given, out.surname);
  if (random.chance(rate::first_name_lost)) out.given.clear();
  return out;
}

PropertyNumber Pen::home_in_feed(const Person& person, Random& random) const {
  const auto home = population_.households[person.household].home;
  return person.former_home != nowhere && !person.is_protected && random.chance(rate::old_address) ? person.former_home : home;
}

std::string Pen::street(const Street& street, AddressForm form, bool clean, Random& random) const {
  const bool old_list = form == AddressForm::utility || form == AddressForm::round;
  auto name = words_[street.former_name != 0 && old_list && random.chance(rate::former_name) ? street.former_name : street.name];
  if (!clean && random.chance(rate::street_misspelt)) name = faults_.typed(std::move(name), random);
  if (form == AddressForm::utility)
    for (const auto& [word, shorter] : utility_words)
      if (name.ends_with(word)) return name.substr(0, name.size() - word.size()) + std::string{shorter};
  return name;
}

WrittenAddress Pen::address(PropertyNumber number, AddressForm form, bool clean, Random& random) const {
  WrittenAddress out;
  if (number == nowhere) {
    static constexpr std::array<std::string_view, 4> homeless{"No fixed abode", "NFA", "c/o Ferry House Hostel", "Of no fixed address"};
    out.house = out.line = homeless[random.below(homeless.size())];
    return out;
  }
  const auto& home = town_.properties[number];
  const auto& road = town_.streets[home.street];
  out.uprn = home.listed ? home.uprn : 0;
  out.uprn_told = home.uprn;
  const auto street_text = street(road, form, clean, random);
  auto building = words_[home.former_building != 0 && random.chance(rate::former_name) ? home.former_building : home.building];
  auto house_number = words_[home.number];
  auto flat = words_[home.flat];
  if (!clean && house_number.size() > 1 && house_number.back() >= 'A' && random.chance(rate::suffix_lost)) house_number.pop_back();
  if (home.kind == Kind::care_home || home.kind == Kind::hostel) {
    building = words_[home.organisation];
    if (home.kind == Kind::care_home && random.chance(300)) flat = "Room " + std::to_string(random.between(1, 40));
  }
  out.locality = words_[road.locality];
  out.town = words_[road.town];
  out.postcode = words_[home.postcode];
  if (!clean && random.chance(rate::postcode_blank)) out.postcode.clear();
  else if (!clean && out.postcode.size() > 2 && random.chance(rate::postcode_wrong)) out.postcode.back() = out.postcode.back() == 'A' ? 'B' : 'A';
  out.house = joined({house_number, street_text}, " ");
  out.flat = joined({flat, building}, ", ");
  const bool flat_number = flat.starts_with("Flat ") && flat.size() <= 8 && flat[5] >= '0' && flat[5] <= '9';
  switch (form) {
    case AddressForm::billing:
      out.flat = upper(out.flat);
      out.house = upper(out.house);
      out.locality = upper(out.locality);
      out.town = upper(out.town);
      out.line = joined({out.flat, out.house, out.locality, out.town}, ", ");
      break;
    case AddressForm::tenancy:
      out.line = house_number.empty() ? joined({out.flat, street_text, out.town}, "\n")
                                      : joined({joined({flat, building, house_number}, " "), street_text, out.locality, out.town}, "\n");
      break;
    case AddressForm::care:
      if (flat_number && building.empty() && !house_number.empty()) {
        out.flat.clear();
        out.house = flat.substr(5) + "/" + house_number + " " + street_text;
      } else if (house_number.size() > 1 && house_number.back() >= 'A' && random.chance(500)) {
        out.house = house_number.substr(0, house_number.size() - 1) + " " + to_lower_ascii(house_number.substr(house_number.size() - 1)) + " " + street_text;
      }
      out.line = joined({out.flat, out.house, out.locality}, ", ");
      break;
    case AddressForm::claim:
      out.line = joined({joined({house_number, flat}, " "), building, street_text, out.town}, ", ");
      break;
    case AddressForm::utility: {
      auto door = replaced(replaced(out.flat, "Flat ", "FLT "), " House", " HSE");
      out.line = upper(joined({door, out.house, out.town, out.postcode}, ", "));
      break;
    }
    case AddressForm::round:
      out.line = building.empty() || house_number.empty() || random.chance(400) ? joined({out.flat, out.house}, ", ")
                                                                               : joined({flat, out.house}, ", ");
      if (random.chance(400)) out.line = joined({out.line, out.postcode}, " ");
  }
  return out;
}

std::string Pen::phone(const Person& person, bool landline_first, Random& random) const {
  const auto& household = population_.households[person.household];
  const bool landline = household.landline != 0 && (landline_first || person.mobile == 0);
  auto number = landline ? household.landline : person.mobile;
  if (number == 0) return "";
  if (random.chance(rate::phone_wrong)) number += static_cast<std::uint32_t>(random.between(1, 900));
  if (landline) {
    const auto range = landline_ranges[number / 1000 % landline_ranges.size()];
    return std::string{range} + three_digits(number);
  }
  auto text = std::string{mobile_range} + three_digits(number);
  const auto habit = random.below(3);
  if (habit == 0) std::erase(text, ' ');
  if (habit == 1) text = "+44 " + text.substr(1);
  return text;
}

std::string Pen::email(const Person& person) const {
  if (person.email == 0) return "";
  auto name = to_lower_ascii(plain_letters(words_[person.surname]));
  std::erase_if(name, [](char c) { return c < 'a' || c > 'z'; });
  return name + std::to_string(person.email) + (person.email % 3 == 0 ? "@example.net" : "@example.org");
}

// 999 is the range for tests of the NHS. The last digit is the check digit of the NHS Data Dictionary (modulus 11).
std::string Pen::nhs_number(PersonNumber number) const {
  const std::uint64_t nine = 999'000'000 + number % 1'000'000;
  const auto digits = std::to_string(nine);
  unsigned sum = 0;
  for (unsigned i = 0; i < 9; ++i) sum += static_cast<unsigned>(digits[i] - '0') * (10 - i);
  const unsigned check = (11 - sum % 11) % 11;
  return check == 10 ? "" : digits + std::to_string(check);
}

// QQ is the prefix of examples: HMRC gives it to nobody.
std::string Pen::ni_number(PersonNumber number) const {
  auto digits = std::to_string(100'000 + number % 900'000);
  return "QQ" + digits + static_cast<char>('A' + number / 900'000 % 4);
}

std::string date_text(int year, int month, int day, DateForm form) {
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto two = [](int number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); };
  const auto y = std::to_string(year);
  switch (form) {
    case DateForm::slashes: return two(day) + "/" + two(month) + "/" + y;
    case DateForm::dots: return two(day) + "." + two(month) + "." + y;
    case DateForm::month_name: return two(day) + "-" + std::string{months[static_cast<std::size_t>(month - 1)]} + "-" + y;
    case DateForm::iso: return y + "-" + two(month) + "-" + two(day);
    case DateForm::compact: return y + two(month) + two(day);
    case DateForm::american: return two(month) + "/" + two(day) + "/" + y;
  }
  return y;
}

std::string date_text(std::int32_t days, DateForm form) {
  const auto date = Date::from_days(days);
  return date_text(date.year(), date.month(), date.day(), form);
}

std::string date_text(const WrittenDate& date, DateForm form) {
  return date.year == 0 ? "" : date_text(date.year, date.month, date.day, form);
}

}  // namespace hearth::synth
