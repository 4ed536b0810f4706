#include "spine/person_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "base/text.h"
#include "people/link_model.h"
#include "people/name_parts.h"
#include "people/shown_name.h"
#include "spine/names_alike.h"

namespace hearth::spine {
namespace {

using record::Field;

bool is_partner(std::string_view part) { return part.starts_with("partner") || part.starts_with("spouse"); }

/// The name that most records agree on; a whole given name before initials, of equals the one whose surname most records have, then the fullest.
std::string best_name(const Snapshot& snapshot, const std::vector<std::uint32_t>& records) {
  struct Votes {
    bool given_whole{false};
    std::size_t count{0};
    std::string surname{};
    std::string written;
  };
  std::map<std::string, Votes> names;
  std::map<std::string, std::size_t> surnames;
  for (const auto index : records) {
    auto name = one_line(snapshot.records[index].view().name());
    if (name.empty()) continue;
    const auto parts = people::read_whole_name(name);
    auto& votes = names[parts.given.given + " " + parts.surname.surname];
    ++votes.count;
    ++surnames[parts.surname.surname];
    votes.surname = parts.surname.surname;
    votes.given_whole = parts.given.given.size() > 1;
    // Of one name written in several ways the one in mixed case reads best, and the longer one tells more.
    const auto rank = [](const std::string& text) { return std::pair{text != to_upper(text), text.size()}; };
    if (votes.written.empty() || rank(name) > rank(votes.written)) votes.written = std::move(name);
  }
  const auto better = [&](const Votes& a, const Votes& b) {
    return std::tuple{a.given_whole, a.count, surnames[a.surname], a.written.size()} > std::tuple{b.given_whole, b.count, surnames[b.surname], b.written.size()};
  };
  const Votes* best = nullptr;
  for (const auto& entry : names)
    if (best == nullptr || better(entry.second, *best)) best = &entry.second;
  return best == nullptr ? std::string{} : people::shown_name(best->written);
}

}  // namespace

namespace {

/// Whether two people of one home may be one whom nobody has joined: no file names both, and their names do not differ for certain.
bool may_be_one(const Snapshot& snapshot, const PersonSeen& left, const PersonSeen& right) {
  const auto ours = left.feeds(snapshot), theirs = right.feeds(snapshot);
  if (std::ranges::find_first_of(ours, theirs) != ours.end()) return false;
  if (left.birth && right.birth && left.birth->whole() && right.birth->whole() && left.birth->year() != right.birth->year()) return false;
  const auto a = people::read_whole_name(left.name), b = people::read_whole_name(right.name);
  if (a.given.sex != 0 && b.given.sex != 0 && a.given.sex != b.given.sex) return false;
  const auto& given_a = a.given.given;
  const auto& given_b = b.given.given;
  return given_a.empty() || given_b.empty() || given_a.front() == given_b.front();
}

}  // namespace

std::vector<std::uint16_t> PersonSeen::feeds(const Snapshot& snapshot) const {
  std::vector<std::uint16_t> out;
  for (const auto index : records) out.push_back(static_cast<std::uint16_t>(snapshot.records[index].feed));
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

PersonReader::PersonReader(const Snapshot& snapshot, const Sight& sight, const Date& on)
    : snapshot_{snapshot}, sight_{sight}, on_{on}, gather_{*snapshot.vocabulary, on}, others_{*snapshot.vocabulary, on} {
  for (const auto& feed : snapshot.feeds) {
    const auto day = Date::parse_iso(feed.received);
    received_.push_back(day ? std::optional<Date>{*day} : std::nullopt);
  }
  name_variants_ = people::name_variants();
  age_ = snapshot.vocabulary->find("age");
  for (std::size_t i = 0; i < snapshot.vocabulary->size(); ++i) {
    const auto index = static_cast<need::FactorIndex>(i);
    const auto& factor = (*snapshot.vocabulary)[index];
    // These two may be told and may follow from the household.
    if (factor.derived || factor.id.text() == "lives_alone" || factor.id.text() == "has_infant") derived_.push_back(index);
  }
}

std::vector<std::uint32_t> PersonReader::visible_records(std::uint32_t person) const {
  std::vector<std::uint32_t> out;
  for (const auto index : snapshot_.records_of_person.of(person))
    if (sight_.feed(snapshot_.records[index].feed)) out.push_back(index);
  return out;
}

/// What one record adds to where somebody lives, and when.
void PersonReader::add_home(std::uint32_t index, std::vector<DatedHomeSeen>& homes) const {
  const auto& placed = snapshot_.placed[index];
  if (placed.property == nowhere || (placed.band != place::Band::exact && placed.band != place::Band::likely)) return;
  const auto& record = snapshot_.records[index];
  const auto view = record.view();
  const auto from = view.date(Field::address_from);
  const auto updated = view.date(Field::updated);
  const auto until = view.date(Field::address_to);
  const auto& received = received_[record.feed];
  // The start of living there and the last change of the row both say "still true then"; a feed without either speaks of
  // the day of its extract.
  constexpr std::int32_t long_ago = -1'000'000;
  const std::int32_t told = std::max(from ? from->days() : long_ago, updated ? updated->days() : long_ago);
  const std::int32_t day = !from && !updated && received ? received->days() : told;
  const bool ended = until && until->days() <= on_.days();
  auto found = std::ranges::find(homes, placed.property, [](const DatedHomeSeen& one) { return one.home.property; });
  if (found == homes.end()) {
    homes.push_back({.home = {.property = placed.property, .band = placed.band, .day = day, .has_ended = ended}, .stayed = long_ago});
    found = homes.end() - 1;
  }
  auto& home = found->home;
  home.day = std::max(home.day, day);
  home.left_noted = home.left_noted || view.get(Field::absent) == "left";
  home.away_noted = home.away_noted || view.get(Field::absent) == "away";
  home.has_ended = home.has_ended && ended;
  if (placed.band == place::Band::exact) home.band = place::Band::exact;
  if (ended && (!home.left || home.left->days() < until->days())) home.left = *until;
  if (!ended) found->stayed = std::max(found->stayed, told);
  const auto feed = static_cast<std::uint16_t>(record.feed);
  if (std::ranges::find(home.feeds, feed) == home.feeds.end()) home.feeds.push_back(feed);
}

void PersonReader::find_homes(PersonSeen& seen) const {
  std::vector<DatedHomeSeen> homes;
  for (const auto index : seen.records) add_home(index, homes);
  for (auto& [home, stayed] : homes) {
    std::ranges::sort(home.feeds);
    home.may_have_left = !home.has_ended && home.left && stayed <= home.left->days();
    seen.homes.push_back(std::move(home));
  }
  std::ranges::sort(seen.homes, [](const HomeSeen& a, const HomeSeen& b) {
    if (a.has_ended != b.has_ended) return b.has_ended;
    if (a.may_have_left != b.may_have_left) return b.may_have_left;
    if (a.left_noted != b.left_noted) return b.left_noted;
    if (a.day != b.day) return a.day > b.day;
    if (a.feeds.size() != b.feeds.size()) return a.feeds.size() > b.feeds.size();
    return a.property < b.property;
  });
  if (seen.homes.size() > 1) {
    const auto& first = seen.homes[0];
    const auto& second = seen.homes[1];
    seen.homes_disagree = first.has_ended == second.has_ended && first.may_have_left == second.may_have_left && first.left_noted == second.left_noted && first.day == second.day && first.feeds.size() == second.feeds.size();
  }
}

void PersonReader::find_namesakes(PersonSeen& seen) const {
  if (seen.name.empty() || seen.is_dead) return;
  std::optional<people::WholeName> name;
  const auto ours = seen.feeds(snapshot_);
  for (auto& home : seen.homes) {
    if (home.has_ended) continue;
    const auto here = snapshot_.records_at_property.of(home.property);
    std::vector<std::uint32_t> records{here.begin(), here.end()};
    // "Tannery Wharf, F1" could be several doors: this one, too.
    if (!snapshot_.ambiguous_at.empty())
      if (const auto perhaps = snapshot_.ambiguous_at.find(snapshot_.properties().uprn(place::PropertyIndex{home.property}).number()); perhaps != snapshot_.ambiguous_at.end())
        records.insert(records.end(), perhaps->second.begin(), perhaps->second.end());
    for (const auto index : records) {
      const auto& record = snapshot_.records[index];
      const auto other = snapshot_.person_of[index];
      if (other == seen.person || other == Groups::none || snapshot_.protected_person[other] || !sight_.feed(record.feed)) continue;
      if (std::ranges::find(ours, static_cast<std::uint16_t>(record.feed)) != ours.end()) continue;
      const auto view = record.view();
      const auto deceased = view.get(Field::deceased);
      const auto until = view.date(Field::address_to);
      const bool died = !view.get(Field::death_date).empty() || deceased == "yes" || deceased == "remark";
      const bool left = until && until->days() <= on_.days();
      const auto absent = view.get(Field::absent);
      if (!died && !left && absent.empty()) continue;
      const auto birth = view.date(Field::birth_date);
      if (birth && seen.birth && birth->whole() && seen.birth->whole() && birth->year() != seen.birth->year()) continue;
      if (!name) name = people::read_whole_name(seen.name);
      if (!same_name(*name_variants_, *name, people::read_whole_name(one_line(view.name())))) continue;
      seen.may_have_died = seen.may_have_died || died;
      home.namesake_left = home.namesake_left || left;
      home.left_noted = home.left_noted || absent == "left";
      home.away_noted = home.away_noted || absent == "away";
    }
  }
}

/// Whether a record of the feed places them: then a row of it without a place tells of a former address.
bool PersonReader::is_placed_by(const std::vector<std::uint32_t>& records, std::uint32_t feed) const {
  return std::ranges::any_of(records, [&](std::uint32_t index) {
    const auto& placed = snapshot_.placed[index];
    return snapshot_.records[index].feed == feed && placed.property != nowhere && (placed.band == place::Band::exact || placed.band == place::Band::likely);
  });
}

PersonSeen PersonReader::see(std::uint32_t person) {
  forget_some();
  return seen(person);
}

const PersonSeen& PersonReader::seen(std::uint32_t person) {
  const auto [at, is_new] = remembered_.try_emplace(person);
  if (is_new) at->second = look_at(person);
  return at->second;
}

void PersonReader::forget_some() {
  constexpr std::size_t remembered_at_most = 256;  // the people of a street
  if (remembered_.size() > remembered_at_most) remembered_.clear();
}

PersonSeen PersonReader::look_at(std::uint32_t person) const {
  PersonSeen out{.person = person, .records = visible_records(person)};
  std::map<std::string, std::pair<std::size_t, std::uint16_t>> births;
  std::int32_t phone_day = 0;
  std::size_t dead_by_remark = 0, living = 0;
  for (const auto index : out.records) {
    const auto& record = snapshot_.records[index];
    const auto view = record.view();
    const auto deceased = view.get(Field::deceased);
    if (!view.get(Field::death_date).empty() || deceased == "yes") out.is_dead = true;
    const auto absent = view.get(Field::absent);
    out.left_noted = out.left_noted || absent == "left";
    out.away_noted = out.away_noted || absent == "away";
    const bool is_of_any_home = !absent.empty() && !is_placed_by(out.records, record.feed);
    out.left_unplaced = out.left_unplaced || (absent == "left" && is_of_any_home);
    out.away_unplaced = out.away_unplaced || (absent == "away" && is_of_any_home);
    if (deceased == "note") out.death_noted = out.may_have_died = true;
    if (!deceased.empty() && deceased != "note") ++dead_by_remark;
    else if (!view.name().empty()) ++living;
    if (const auto birth = view.get(Field::birth_date); !birth.empty() && (!age_ || sight_.factor(record.feed, *age_))) {
      auto& votes = births.try_emplace(std::string{birth}, 0, static_cast<std::uint16_t>(record.feed)).first->second;
      ++votes.first;
    }
    if (const auto phone = view.get(Field::phone); !phone.empty()) {
      const auto updated = view.date(Field::updated);
      const std::int32_t day = updated ? updated->days() : received_[record.feed] ? received_[record.feed]->days() : 0;
      if (out.phone.empty() || day > phone_day) out.phone = phone, phone_day = day;
    }
  }
  // A father and a son of one name may have been joined: a remark alone takes nobody off a list whom another file calls living.
  if (dead_by_remark > 0) (living > 0 ? out.may_have_died : out.is_dead) = true;
  std::size_t most = 0;
  for (const auto& entry : births) {
    const auto& votes = entry.second;
    const auto date = Date::parse_iso(entry.first);
    // Of dates that are told as often, a whole one before a year alone, and 1 January, which often stands for "not known", last.
    const bool better = date && (!out.birth || votes.first > most ||
                                 (votes.first == most && date->whole() && (!out.birth->whole() || (out.birth->month() == 1 && out.birth->day() == 1))));
    if (!better) continue;
    out.birth = *date;
    out.birth_feed = votes.second;
    most = votes.first;
  }
  out.name = best_name(snapshot_, out.records);
  find_homes(out);
  find_namesakes(out);
  return out;
}

bool PersonReader::may_be_adult(const PersonSeen& seen) const {
  constexpr int adult_from = 16;
  if (seen.is_dead || seen.may_have_died || seen.name.empty() || seen.homes.empty()) return false;
  return !seen.birth || !seen.birth->whole() || age_in_years(*seen.birth, on_) >= adult_from;
}

bool PersonReader::lives_at(const PersonSeen& seen, std::uint32_t home) {
  return !seen.homes.empty() && !seen.homes_disagree && seen.homes.front().property == home && !seen.homes.front().has_ended && !seen.homes.front().may_have_left;
}

void PersonReader::add_others_at(std::uint32_t home, const PersonSeen& seen, need::PersonFacts& person) {
  std::vector<std::uint32_t> looked{seen.person};
  for (const auto index : snapshot_.records_at_property.of(home)) {
    const auto other = snapshot_.person_of[index];
    const auto band = snapshot_.placed[index].band;
    if (band != place::Band::exact && band != place::Band::likely) continue;
    if (other == Groups::none || !sight_.feed(snapshot_.records[index].feed) || std::ranges::find(looked, other) != looked.end()) continue;
    const auto until = snapshot_.records[index].view().date(Field::address_to);
    if (until && until->days() <= on_.days()) continue;  // another record of theirs may not have ended
    looked.push_back(other);
    if (snapshot_.protected_person[other]) continue;  // what is known of them changes nothing that is told of others
    const auto& resident = this->seen(other);
    if (!may_be_adult(resident) || may_be_one(snapshot_, seen, resident)) continue;
    person.anybody_named_here = true;
    person.another_adult_here = lives_at(resident, home);
    if (person.another_adult_here) return;
  }
}

void PersonReader::add_household(const PersonSeen& seen, need::PersonFacts& person) {
  if (seen.homes.empty() || seen.homes_disagree) return;
  const auto home = seen.homes.front().property;
  for (const auto index : snapshot_.households_of_person[seen.person]) {
    const auto& household = snapshot_.households[index];
    if (household.property != home) continue;
    person.household_known = true;
    for (const auto other : household.persons) {
      if (other == seen.person) continue;
      const auto& resident = this->seen(other);
      if (resident.records.empty() || resident.is_dead) continue;
      if (resident.homes.empty() || resident.homes.front().property != home) continue;
      person.others.push_back({resident.birth, resident.birth_feed});
      if (may_be_adult(resident) && lives_at(resident, home) && !may_be_one(snapshot_, seen, resident)) person.another_adult_here = true;
      for (const auto record : resident.records)
        gather_.household(snapshot_.records[record].view(), static_cast<std::uint16_t>(snapshot_.records[record].feed),
                          received_[snapshot_.records[record].feed], sight_.may_see());
    }
  }
  if (person.others.empty()) add_others_at(home, seen, person);  // only then may they live alone
  for (const auto record : snapshot_.records_at_property.of(home)) {
    const auto& told = snapshot_.records[record];
    if (sight_.feed(told.feed) && snapshot_.person_of[record] != seen.person)
      gather_.property(told.view(), static_cast<std::uint16_t>(told.feed), received_[told.feed], sight_.may_see());
  }
}

void PersonReader::add_partner(const PersonSeen& seen, need::PersonFacts& person) const {
  for (const auto index : seen.records) {
    const auto& record = snapshot_.records[index];
    const auto& feed = snapshot_.place.feeds[record.feed];
    const bool pairs = std::ranges::any_of(feed.persons, [](const auto& p) { return is_partner(p.name); });
    if (!pairs) continue;
    const bool self_partner = is_partner(feed.parts_of(record.key).person);
    person.has_partner = self_partner;
    person.partner_claims = self_partner;
    // Claimant and partner of one row have neighbouring record ids only at the first load: look at all of the household's.
    for (const auto household : snapshot_.households_of_person[seen.person])
      for (const auto other : snapshot_.households[household].persons)
        for (const auto theirs : snapshot_.records_of_person.of(other)) {
          const auto& candidate = snapshot_.records[theirs];
          if (theirs == index || candidate.feed != record.feed || feed.parts_of(candidate.key).row != feed.parts_of(record.key).row) continue;
          person.has_partner = true;
          person.partner_birth = candidate.view().date(Field::birth_date);
          person.partner_feed = static_cast<std::uint16_t>(candidate.feed);
          person.partner_income = income_of(candidate);
        }
  }
}

std::optional<double> PersonReader::income_of(const record::Record& record) const {
  const auto income = snapshot_.vocabulary->find("weekly_income");
  if (!income || !sight_.factor(record.feed, *income)) return std::nullopt;
  for (const auto& claim : record.view().claims()) {
    if (claim.factor != "weekly_income") continue;
    double value = 0;
    if (std::from_chars(claim.value.data(), claim.value.data() + claim.value.size(), value).ec == std::errc{}) return value;
  }
  return std::nullopt;
}

bool PersonReader::share_a_row(const PersonSeen& seen, const PersonSeen& other) const {
  return std::ranges::any_of(seen.records, [&](std::uint32_t ours) {
    const auto& record = snapshot_.records[ours];
    const auto& feed = snapshot_.place.feeds[record.feed];
    return std::ranges::any_of(other.records, [&](std::uint32_t theirs) {
      const auto& candidate = snapshot_.records[theirs];
      return candidate.feed == record.feed && feed.parts_of(candidate.key).row == feed.parts_of(record.key).row;
    });
  });
}

/// The register says "oxygen" of a couple, and the nurses say it of him: then it is his, and she is not told to have it.
void PersonReader::settle_shared(const PersonSeen& seen, need::Facts& facts) {
  of_another_.clear();
  std::vector<need::FactorIndex> shared;
  for (const auto factor : facts.known())
    if (facts.find(factor)->source.basis == need::Basis::of_several && facts.find(factor)->least > 0) shared.push_back(factor);
  if (shared.empty() || seen.homes.empty() || seen.homes_disagree) return;
  for (const auto index : snapshot_.households_of_person[seen.person])
    for (const auto person : snapshot_.households[index].persons) {
      if (person == seen.person || snapshot_.protected_person[person]) continue;
      const auto& other = this->seen(person);
      if (other.is_dead || other.may_have_died || other.homes.empty() || other.homes_disagree || other.homes.front().property != seen.homes.front().property ||
          other.homes.front().has_ended || other.homes.front().may_have_left || !share_a_row(seen, other)) continue;
      others_.begin();
      for (const auto record : other.records) {
        const auto feed = snapshot_.records[record].feed;
        others_.own(snapshot_.records[record].view(), static_cast<std::uint16_t>(feed), received_[feed], sight_.may_see());
      }
      const auto& theirs = others_.finish({});
      for (const auto factor : shared)
        if (theirs.yes(factor) == need::Truth::yes && theirs.find(factor)->source.basis == need::Basis::told && std::ranges::find(of_another_, factor) == of_another_.end())
          of_another_.push_back(factor);
    }
  for (const auto factor : of_another_) facts.forget(factor);
}

need::Facts& PersonReader::facts(const PersonSeen& seen) {
  forget_some();
  gather_.begin();
  need::PersonFacts person;
  person.birth = seen.birth;
  person.birth_feed = seen.birth_feed;
  person.is_dead = seen.is_dead;
  person.is_protected = snapshot_.protected_person[seen.person];
  person.has_moved = seen.homes_disagree || (seen.homes.size() > 1 && !seen.homes[1].has_ended);
  for (const auto index : seen.records) {
    const auto& record = snapshot_.records[index];
    gather_.own(record.view(), static_cast<std::uint16_t>(record.feed), received_[record.feed], sight_.may_see());
  }
  add_household(seen, person);
  add_partner(seen, person);
  auto& facts = gather_.finish(person);
  // What follows from several records may be used only where an agreement lists it.
  for (const auto factor : derived_)
    if (!sight_.any(factor)) facts.forget(factor);
  settle_shared(seen, facts);
  return facts;
}

}  // namespace hearth::spine
