#include "spine/tell.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "need/gather.h"

namespace hearth::spine {
namespace {

using record::Field;
using record::KnownAs;

void add_once(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.push_back(std::move(text));
}

/// The first feed of the person that may tell a fact; else any of theirs that the asker may see.
std::optional<trust::FeedIndex> feed_for(const std::vector<std::uint16_t>& feeds, const Sight& sight, need::FactorIndex factor) {
  for (const auto feed : feeds)
    if (sight.factor(feed, factor)) return feed;
  return std::nullopt;
}

/// What an officer must hear of what a reason stands on.
std::string_view words_of_basis(const need::Reason& reason) {
  for (const auto& support : reason.rests_on) switch (support.source.basis) {
      case need::Basis::told: break;
      case need::Basis::of_several: return which_of_them;
      case need::Basis::nobody_else: return " (no file names anybody else there)";
      case need::Basis::discount: return " (the council tax counts one adult)";
      case need::Basis::disputed: return " (one file says so; another names somebody else there)";
    }
  return {};
}

}  // namespace

std::string Teller::name_of_feed(trust::FeedIndex feed) const {
  const auto& declared = snapshot_.place.feeds[feed];
  switch (declared.known_as) {
    case KnownAs::hidden: return {};
    case KnownAs::council_care_contact: return "a council care contact";
    case KnownAs::named: return declared.name.text();
  }
  return {};
}

std::vector<ReasonTold> Teller::reasons(const PersonSeen& seen, const std::vector<need::Reason>& reasons) const {
  const auto feeds = seen.feeds(snapshot_);
  std::vector<ReasonTold> out;
  for (const auto& reason : reasons) {
    ReasonTold told{.words = reason.words, .rests_on = {}, .told_by = {}};
    std::vector<std::string> by;
    std::int32_t newest = need::Source::no_day;
    bool tellable = true;
    for (const auto& support : reason.rests_on) {
      const auto& factor = (*snapshot_.vocabulary)[support.factor].id;
      std::optional<trust::FeedIndex> feed;
      if (support.source.feed != need::Source::no_feed && sight_.factor(support.source.feed, support.factor)) feed = support.source.feed;
      else feed = feed_for(feeds, sight_, support.factor);
      if (feed) told.rests_on.push_back({factor, *feed});
      else tellable = false;
      if (feed && *feed == support.source.feed) add_once(by, name_of_feed(*feed));
      newest = std::max(newest, support.source.day);
    }
    if (newest != need::Source::no_day) by.push_back(Date::from_days(newest).words());
    told.words += words_of_basis(reason);
    for (const auto& part : by) told.told_by += (told.told_by.empty() ? "" : ", ") + part;
    if (tellable) out.push_back(std::move(told));
  }
  return out;
}

std::optional<DoorRow> Teller::other_here(const need::Programme& programme, const PersonSeen& seen, const need::Facts& facts, std::uint32_t property) const {
  std::vector<need::Reason> held;
  bool more_than_age = false;
  for (const auto index : programme.factors) {
    const auto* fact = facts.find(index);
    const auto& factor = (*snapshot_.vocabulary)[index];
    if (fact == nullptr) continue;
    const bool is_age = factor.id.text() == "age";
    if (factor.kind == need::FactorKind::yes_no ? fact->least < 1 : !is_age) continue;
    if (is_age && fact->least != fact->most) continue;
    held.push_back({is_age ? factor.words + " " + std::to_string(static_cast<int>(fact->least)) : factor.words, {{index, fact->source}}});
    more_than_age = more_than_age || !is_age;
  }
  if (!more_than_age) return std::nullopt;
  DoorRow row;
  row.on_list = false;
  row.reasons = reasons(seen, held);
  if (row.reasons.empty()) return std::nullopt;
  const auto& properties = snapshot_.properties();
  const place::PropertyIndex index{property};
  row.part = Part::door;
  row.uprn = properties.uprn(index);
  row.address = properties.address_line(index);
  row.street = properties.street_line(index);
  row.door_key = properties.door_key(index);
  row.person = snapshot_.persons[seen.person];
  row.name = seen.name;
  row.category_rank = programme.categories.size();
  row.not_known = first_questions(seen, property);
  row.may_have_died = seen.may_have_died;
  row.feeds = seen.feeds(snapshot_);
  return row;
}

std::vector<CrewTold> Teller::crew(const need::Programme& programme, const PersonSeen& seen, const need::Facts& facts) const {
  std::vector<CrewTold> out;
  const auto feeds = seen.feeds(snapshot_);
  for (std::size_t i = 0; i < programme.crew.size(); ++i) {
    const auto factor = programme.crew[i].factor;
    const auto& words = programme.crew[i].words;
    if (facts.yes(factor) != need::Truth::yes) continue;
    std::optional<trust::FeedIndex> feed = facts.find(factor)->source.feed;
    if (*feed == need::Source::no_feed || !sight_.factor(*feed, factor)) feed = feed_for(feeds, sight_, factor);
    if (!feed || std::ranges::find(out, words, &CrewTold::words) != out.end()) continue;
    const auto& told = (*snapshot_.vocabulary)[factor];
    out.push_back({words, {told.id, *feed}, i, told.about != need::About::person, facts.find(factor)->source.basis == need::Basis::of_several});
  }
  return out;
}

std::optional<MoneyTold> Teller::money(const need::Programme& programme, const PersonSeen& seen, const need::Facts& facts, bool in_detail) const {
  auto reckoned = programme.estimate ? programme.estimate->reckon(facts) : std::nullopt;
  if (!reckoned || !(reckoned->sum.most > 0)) return std::nullopt;
  MoneyTold out;
  const auto feeds = seen.feeds(snapshot_);
  for (const auto factor : reckoned->known) {
    const auto told_by = facts.find(factor)->source.feed;
    const bool is_told = told_by != need::Source::no_feed && sight_.factor(told_by, factor);
    const auto feed = is_told ? std::optional<trust::FeedIndex>{told_by} : feed_for(feeds, sight_, factor);
    if (!feed) return std::nullopt;
    out.rests_on.push_back({(*snapshot_.vocabulary)[factor].id, *feed});
  }
  out.least = reckoned->sum.least;
  out.most = reckoned->sum.most;
  out.rates = std::move(reckoned->sum.rates);
  out.rates_overdue = reckoned->rates_overdue;
  out.not_known = std::move(reckoned->sum.not_known);
  if (in_detail) out.reckoned = std::move(reckoned->lines);
  return out;
}

std::vector<FactTold> Teller::facts_told(const PersonSeen& seen, const Date& on) const {
  struct Newest {
    FactTold told;
    std::string day;  // ISO
  };
  std::map<std::pair<need::FactorIndex, std::uint32_t>, Newest> all;
  need::Gather gather{*snapshot_.vocabulary, on};
  gather.begin();
  for (const auto index : seen.records) {
    const auto& record = snapshot_.records[index];
    const auto feed = static_cast<trust::FeedIndex>(record.feed);
    const auto file = name_of_feed(feed);
    if (file.empty()) continue;
    const auto received = Date::parse_iso(snapshot_.feeds[feed].received);
    for (const auto& claim : record.view().claims()) {
      const auto factor = snapshot_.vocabulary->find(claim.factor);
      if (!factor || !sight_.factor(feed, *factor)) continue;
      const auto why_not = gather.claim(claim, feed, received ? std::optional<Date>{*received} : std::nullopt, need::About::person);
      if (why_not && *why_not != need::NotTaken::too_old) continue;
      const auto& known = (*snapshot_.vocabulary)[*factor];
      const auto day = Date::parse_iso(claim.date.empty() ? std::string_view{snapshot_.feeds[feed].received} : claim.date);
      Newest one{{.words = known.words, .file = file, .date = day ? day->words() : std::string{}, .too_old = why_not.has_value(), .rests_on = {known.id, feed}}, day ? day->text() : std::string{}};
      if (claim.value == "false") one.told.words = known.not_words.empty() ? "not: " + known.words : known.not_words;
      else if (claim.value != "true") one.told.words += ": " + std::string{claim.value};
      const auto [at, is_new] = all.try_emplace({*factor, record.feed}, one);
      if (!is_new && at->second.day < one.day) at->second = std::move(one);
    }
  }
  std::vector<FactTold> out;
  for (auto& entry : all) out.push_back(std::move(entry.second.told));
  return out;
}

std::vector<std::string> Teller::organisations(const PersonSeen& seen) const {
  std::vector<std::string> out;
  for (const auto feed : seen.feeds(snapshot_)) {
    const auto& declared = snapshot_.place.feeds[feed];
    if (declared.known_as != KnownAs::hidden) add_once(out, declared.organisation.text());
  }
  return out;
}

void Teller::known_to(const PersonSeen& seen, std::vector<std::string>& names, std::vector<std::string>& call) const {
  for (const auto index : seen.records) {
    const auto& record = snapshot_.records[index];
    const auto& feed = snapshot_.place.feeds[record.feed];
    if (feed.known_as == KnownAs::hidden) continue;
    const auto view = record.view();
    const std::string phone{view.get(Field::known_phone)};
    if (feed.known_as == KnownAs::council_care_contact) {
      add_once(names, "a council care contact");
      add_once(call, feed.contact);
      continue;
    }
    const std::string team{view.get(Field::known_team)};
    const auto declared = snapshot_.organisations.find(feed.organisation.text());
    const auto name = declared == snapshot_.organisations.end() ? feed.organisation.text() : declared->second.name;
    add_once(names, team.empty() ? name : name + ": " + team);
    const auto desk = !feed.contact.empty() || declared == snapshot_.organisations.end() ? feed.contact : declared->second.contact;
    if (!phone.empty()) add_once(call, (team.empty() ? name : name + ": " + team) + " " + phone);
    else if (!desk.empty()) add_once(call, desk.find(name) == std::string::npos ? name + ": " + desk : desk);
  }
}

namespace {

/// "Room 13" of "17 Room 13, Willow Bank Care Home"; empty when no room is told.
std::string room_in(std::string_view address) {
  for (const auto part : split(address, ',')) {
    const auto all = words(part);
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
      if (fold(all[i]) == "room" && all[i + 1].size() <= 5 && all[i + 1].front() >= '0' && all[i + 1].front() <= '9') return "Room " + std::string{all[i + 1]};
  }
  return {};
}

/// One door for all who live in a care home, hostel or hall, whether or not the address list has its rooms.
void tell_establishment(const Snapshot& snapshot, const PersonSeen& seen, place::PropertyIndex home, DoorRow& row) {
  const auto& properties = snapshot.properties();
  const auto whole = properties.establishment(home);
  if (!whole) return;
  row.establishment = properties.address_line(*whole);
  row.establishment_uprn = properties.uprn(*whole);
  row.door_key = properties.door_key(*whole);
  row.room = room_in(row.address);
  for (const auto record : seen.records) {
    const auto placed = snapshot.placed[record].property;
    const bool is_here = placed != nowhere && properties.establishment(place::PropertyIndex{placed}) == whole;
    if (is_here && row.room.empty()) row.room = room_in(one_line(snapshot.records[record].view().get(Field::address)));
  }
}

const HomeSeen* home_at(const PersonSeen& seen, std::uint32_t property) {
  const auto home = std::ranges::find(seen.homes, property, &HomeSeen::property);
  return home == seen.homes.end() ? nullptr : &*home;
}

}  // namespace

std::vector<std::string> first_questions(const PersonSeen& seen, std::optional<std::uint32_t> property) {
  std::vector<std::string> out;
  if (seen.may_have_died) out.emplace_back(seen.death_noted ? death_noted_question : still_alive_question);
  const auto* home = property ? home_at(seen, *property) : nullptr;
  if (home != nullptr && (home->has_ended || home->may_have_left || home->namesake_left)) out.emplace_back(still_here_question);
  else if (home != nullptr ? home->left_noted || seen.left_unplaced : seen.left_noted) out.emplace_back(left_noted_question);
  if (home != nullptr ? home->away_noted || seen.away_unplaced : seen.away_noted) out.emplace_back(away_noted_question);
  return out;
}

std::optional<DoorRow> Teller::row(const need::Programme& programme, const PersonSeen& seen, const need::CohortEntry& entry, Part part,
                                   std::optional<std::uint32_t> property) const {
  DoorRow row;
  row.reasons = reasons(seen, entry.reasons);
  if (row.reasons.empty()) return std::nullopt;
  const auto& properties = snapshot_.properties();
  row.part = part;
  if (property) {
    const place::PropertyIndex index{*property};
    row.uprn = properties.uprn(index);
    row.address = properties.address_line(index);
    row.street = properties.street_line(index);
    row.door_key = properties.door_key(index);
    row.point = properties.point(index);
    tell_establishment(snapshot_, seen, index, row);
  } else {
    for (const auto record : seen.records) {
      const auto told = one_line(snapshot_.records[record].view().get(Field::address));
      if (told.size() > row.address.size()) row.address = told;
    }
    row.door_key = fold(row.address);
  }
  row.person = snapshot_.persons[seen.person];
  row.name = seen.name;
  row.category = programme.categories[entry.category].verb;
  row.category_rank = entry.category;
  row.not_known = first_questions(seen, property);
  row.not_known.insert(row.not_known.end(), entry.unknowns.begin(), entry.unknowns.end());
  row.may_have_died = seen.may_have_died;
  row.phone = seen.phone;
  known_to(seen, row.known_to, row.call);
  // Nobody who may be named works with them: whom the place names for the programme knows what to do next.
  if (row.call.empty()) add_once(row.call, snapshot_.contact_of(programme));
  if (part == Part::moved)
    for (const auto& home : seen.homes) {
      if (snapshot_.protected_property.contains(home.property)) continue;
      row.homes.push_back({properties.address_line(place::PropertyIndex{home.property}), home.has_ended ? "until " + home.left->words() : Date::from_days(home.day).words()});
    }
  row.feeds = seen.feeds(snapshot_);
  return row;
}

}  // namespace hearth::spine
