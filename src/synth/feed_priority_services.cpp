#include <array>

#include "synth/feeds.h"

namespace hearth::synth {
namespace {

struct Code {
  Factor factor;
  std::array<std::string_view, 3> codes;  ///< one of them is used
};
// Two digits, as utilities' needs codes are; the numbers are made up.
constexpr std::array<Code, 10> codes{{{Factor::needs_power, {"01", "02", "03"}}, {Factor::sight_loss, {"08", "09", "08"}},
                                      {Factor::cannot_use_stairs, {"12", "12", "12"}}, {Factor::cannot_walk, {"15", "15", "15"}},
                                      {Factor::dementia, {"20", "20", "20"}}, {Factor::mental_health, {"24", "24", "24"}},
                                      {Factor::hearing_loss, {"26", "27", "26"}}, {Factor::wheelchair, {"14", "14", "14"}},
                                      {Factor::has_infant, {"32", "32", "32"}}, {Factor::needs_interpreter, {"17", "17", "17"}}}};
constexpr unsigned unknown_code = 3;      // a code that the feed's declaration does not know
constexpr unsigned surname_first = 250;   // "HOLROYD, DOREEN"
constexpr unsigned initial_only = 180;

}  // namespace

void write_priority_services(District& district, FeedFile& file) {
  const auto& pen = district.pen;
  auto& out = district.population;
  file.row({"PSR ID", "Customer", "Supply address", "Needs", "Telephone", "Status", "Updated"});
  for (PersonNumber p = 0; p < out.persons.size(); ++p) {
    auto& person = out.persons[p];
    if (!person.listed.has(Source::priority_services)) continue;
    auto random = district.seed.fork(p);
    const auto copies = random.chance(rate::row_twice) ? 2 : 1;
    for (int copy = 0; copy < copies; ++copy) {
      const auto at = pen.home_in_feed(person, random);
      const bool behind = at == person.former_home && at != nowhere;
      auto name = pen.name(person, {.source = Source::priority_services, .nickname = 300, .plain = true, .on_paper = true, .clean = person.is_protected}, random);
      if (!person.is_protected && !name.given.empty() && random.chance(initial_only)) name.given.resize(1);
      const bool turned = random.chance(surname_first) && !name.given.empty();
      const auto customer = upper(turned ? name.surname + ", " + name.given
                                         : name.title + (name.title.empty() ? "" : " ") + name.given + (name.given.empty() ? "" : " ") + name.surname);
      const auto address = pen.address(at, AddressForm::utility, person.is_protected, random);
      std::string needs;
      for (const auto& [factor, choice] : codes)
        if (tells(person, factor, random)) needs += (needs.empty() ? "" : ",") + std::string{choice[random.below(choice.size())]};
      if (random.chance(unknown_code)) needs += needs.empty() ? "77" : ",77";
      const auto phone = pen.phone(person, true, random);
      const auto updated = updated_day(person, behind, out.today, random);
      person.told.add(Factor::on_priority_register);
      const auto key = std::string(copy == 0 ? "PS" : "PX") + std::to_string(7'000'000 + p * 13ULL);
      write_row(file, {key, customer, address.line, needs, phone, "ACTIVE", date_text(updated, DateForm::compact)}, 4, random);
      district.truth.add(Source::priority_services, key, p, person, at, address.uprn);
    }
  }
}

}  // namespace hearth::synth
