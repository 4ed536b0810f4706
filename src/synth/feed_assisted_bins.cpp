#include "synth/feeds.h"

namespace hearth::synth {

void write_assisted_bins(District& district, FeedFile& file) {
  const auto& pen = district.pen;
  auto& out = district.population;
  file.row({"Ref", "Resident", "Address", "Service", "Reason", "Tel"});
  for (PersonNumber p = 0; p < out.persons.size(); ++p) {
    auto& person = out.persons[p];
    if (!person.listed.has(Source::assisted_bins)) continue;
    auto random = district.seed.fork(p);
    const auto at = pen.home_in_feed(person, random);
    const auto name = pen.name(person, {.source = Source::assisted_bins, .nickname = 450, .on_paper = true, .clean = person.is_protected}, random);
    const auto address = pen.address(at, AddressForm::round, person.is_protected, random);
    std::string reason;
    const auto say = [&reason](std::string_view words) { reason += (reason.empty() ? "" : ", ") + std::string{words}; };
    if (tells(person, Factor::wheelchair, random)) say("wheelchair");
    if (tells(person, Factor::cannot_walk, random)) say("cannot walk");
    if (tells(person, Factor::cannot_use_stairs, random)) say(random.chance(500) ? "steps to bin store, cannot use stairs" : "cannot use stairs");
    if (tells(person, Factor::sight_loss, random)) say("registered blind");
    if (tells(person, Factor::lives_alone, random)) say("lives alone");
    if (reason.empty()) say(random.chance(500) ? "bad back" : "arthritis");
    person.told.add(Factor::assisted_bins);
    const auto phone = pen.phone(person, true, random);
    const auto full = name.given + (name.given.empty() ? "" : " ") + name.surname;
    const auto key = "AB" + std::to_string(1'000 + p);
    write_row(file, {key, (name.title.empty() ? "" : name.title + " ") + full, address.line, "AC", reason, phone}, 5, random);
    district.truth.add(Source::assisted_bins, key, p, person, at, address.uprn);
    if (random.chance(rate::row_twice)) {
      file.row({"AC" + std::to_string(1'000 + p), full, address.line, "AC", reason, ""});
      district.truth.add(Source::assisted_bins, "AC" + std::to_string(1'000 + p), p, person, at, address.uprn);
    }
  }
}

}  // namespace hearth::synth
