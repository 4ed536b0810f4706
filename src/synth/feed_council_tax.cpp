#include <algorithm>

#include "synth/feeds.h"

namespace hearth::synth {
namespace {

constexpr unsigned initials_only = 480;   // accounts
constexpr unsigned surname_once = 700;    // of couples with one surname: "MR A & MRS B SMITH"
constexpr unsigned no_first_names = 25;   // "MR & MRS SMITH"
constexpr unsigned executors = 300;       // of accounts of somebody who has died

std::string part(std::string_view a, std::string_view b, std::string_view c = {}) {
  std::string out{a};
  for (const auto text : {b, c})
    if (!text.empty()) out.append(out.empty() ? "" : " ").append(text);
  return out;
}

/// "MR A & MRS B SMITH", "MR ALAN SMITH & MRS BETTY SMITH", "MISS C PATEL".
std::string joint_name(const Pen& pen, const std::vector<Person*>& liable, Random& random) {
  std::vector<WrittenName> names;
  for (const auto* person : liable) names.push_back(pen.name(*person, {.source = Source::council_tax, .nickname = 20, .clean = person->is_protected}, random));
  const bool initials = random.chance(initials_only) && std::ranges::none_of(liable, [](const Person* p) { return p->is_protected; });
  if (initials)
    for (auto& name : names) name.given = name.given.substr(0, static_cast<unsigned char>(name.given.empty() ? 'A' : name.given[0]) < 128 ? 1 : 2);
  bool same = names.size() == 2, titled = true;
  for (const auto& name : names) {
    same = same && name.surname == names[0].surname;
    titled = titled && !name.title.empty() && !name.given.empty();
  }
  same = same && titled && names[0].surname.find(' ') == std::string::npos;
  if (same && random.chance(no_first_names)) return part(names[0].title, "&", names[1].title) + " " + names[0].surname;
  const bool once = same && random.chance(surname_once);
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += " & ";
    out += part(names[i].title, names[i].given, once && i == 0 ? std::string_view{} : std::string_view{names[i].surname});
  }
  return out;
}

}  // namespace

void write_council_tax(District& district, FeedFile& file) {
  const auto& pen = district.pen;
  auto& out = district.population;
  file.row({"ACCOUNT_REF", "LIABLE_PARTY", "ADDR1", "ADDR2", "ADDR3", "ADDR4", "POSTCODE", "UPRN", "BAND", "DISCOUNT", "DIS_BAND_RED",
            "EXEMPTION", "LIABLE_FROM", "LAST_CHANGED"});
  for (HouseholdNumber h = 0; h < out.households.size(); ++h) {
    const auto& home = out.households[h];
    std::vector<Person*> liable;
    for (PersonNumber p = home.first; p < home.first + home.size; ++p)
      if (out.persons[p].listed.has(Source::council_tax)) liable.push_back(&out.persons[p]);
    if (liable.empty()) continue;
    auto random = district.seed.fork(h);
    auto& head = *liable.front();
    const auto at = pen.home_in_feed(head, random);
    const bool behind = at != home.home;
    const auto address = pen.address(at, AddressForm::billing, head.is_protected, random);
    const auto key = "8" + std::to_string(10'000'000 + h * 7ULL);
    auto name = upper(joint_name(pen, liable, random));
    if (liable.size() == 1 && head.died != 0 && random.chance(executors)) name = "EXORS OF " + name;
    auto uprn = random.chance(rate::uprn_blank) ? "" : std::to_string(address.uprn_told);
    if (random.chance(rate::uprn_postcode)) uprn = address.postcode;
    bool discount = false, band = false;
    for (auto* person : liable) {
      const bool single = tells(*person, Factor::council_tax_single_discount, random);
      const bool reduced = tells(*person, Factor::disabled_band_reduction, random);
      discount = discount || single;
      band = band || reduced;
    }
    for (auto* person : liable) {  // one cell speaks for all
      if (discount && person->factors.has(Factor::council_tax_single_discount)) person->told.add(Factor::council_tax_single_discount);
      if (band && person->factors.has(Factor::disabled_band_reduction)) person->told.add(Factor::disabled_band_reduction);
    }
    const bool has_flat = !address.flat.empty();
    const auto since = behind ? head.moved - random.between(400, 3'000) : home.since;
    write_row(file, {key, name, has_flat ? address.flat : address.house, has_flat ? address.house : address.locality,
                     has_flat ? address.locality : "", address.town, address.postcode, uprn,
                     std::string(1, static_cast<char>('A' + random.between(0, 5))), discount ? "SPD25" : "", band ? "Y" : "N",
                     home.students ? "N" : "", date_text(since, DateForm::dots),
                     date_text(updated_day(head, behind, out.today, random), DateForm::dots)},
              13, random);
    for (std::size_t i = 0; i < liable.size(); ++i)
      district.truth.add(Source::council_tax, key + "/liable" + std::to_string(i + 1),
                         static_cast<PersonNumber>(liable[i] - out.persons.data()), *liable[i], at, address.uprn);
  }
}

}  // namespace hearth::synth
