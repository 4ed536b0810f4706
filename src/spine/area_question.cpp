#include "spine/area_question.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "base/postcode.h"
#include "base/text.h"
#include "base/try.h"
#include "need/evaluate.h"
#include "place/street_names.h"
#include "spine/named_homes.h"
#include "spine/person_reader.h"
#include "spine/tell.h"
#include "spine/walk_order.h"

namespace hearth::spine {
namespace {

using place::PropertyIndex;

/// People whom the area may concern, each once, with the first part that fits.
struct Candidates {
  std::vector<std::uint32_t> placed;    ///< some record is placed in the area
  std::vector<std::uint32_t> building;  ///< a building of the area, flat not known
  std::vector<std::uint32_t> unplaced;  ///< not placed, and a postcode of the area or a candidate in it
};

void sort_unique(std::vector<std::uint32_t>& items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

void take_out(std::vector<std::uint32_t>& from, const std::vector<std::uint32_t>& those) {
  std::vector<std::uint32_t> kept;
  std::ranges::set_difference(from, those, std::back_inserter(kept));
  from = std::move(kept);
}

class Area {
 public:
  Area(const Snapshot& snapshot, const Sight& sight, const std::vector<PropertyIndex>& properties)
      : snapshot_{snapshot}, sight_{sight}, properties_{properties} {
    for (const auto property : properties) inside_.insert(property.number());
  }

  [[nodiscard]] bool holds(std::uint32_t property) const { return inside_.contains(property); }

  [[nodiscard]] Candidates candidates() const {
    Candidates out;
    for (const auto property : properties_)
      for (const auto record : snapshot_.records_at_property.of(property.number())) {
        const bool flat_known = snapshot_.placed[record].band != place::Band::building;
        add(record, flat_known ? out.placed : out.building);
      }
    std::unordered_set<std::string_view> postcodes, streets;
    for (const auto property : properties_) {
      const auto uprn = snapshot_.properties().uprn(property).number();
      if (const auto found = snapshot_.ambiguous_at.find(uprn); found != snapshot_.ambiguous_at.end())
        for (const auto record : found->second) add(record, snapshot_.placed[record].band == place::Band::building ? out.building : out.unplaced);
      postcodes.insert(snapshot_.properties().postcode(property));
      streets.insert(snapshot_.properties().street(property));
    }
    for (const auto text : postcodes)
      if (const auto code = Postcode::parse(text))
        if (const auto found = snapshot_.unplaced_by_postcode.find(code->text()); found != snapshot_.unplaced_by_postcode.end())
          for (const auto record : found->second) add(record, out.unplaced);
    for (const auto name : streets)
      if (const auto found = snapshot_.unplaced_by_street.find(place::street_letters(name)); found != snapshot_.unplaced_by_street.end())
        for (const auto record : found->second) add(record, out.unplaced);
    for (auto* people : {&out.placed, &out.building, &out.unplaced}) sort_unique(*people);
    take_out(out.building, out.placed);
    take_out(out.unplaced, out.placed);
    take_out(out.unplaced, out.building);
    return out;
  }

  void count_homes(AreaHead& head) const {
    std::vector<PropertyIndex> nothing_held;
    for (const auto property : properties_) {
      if (!snapshot_.properties().is_home(property)) continue;
      ++head.homes;
      // A protected home reads like one on which nothing is held.
      const auto records = snapshot_.records_at_property.of(property.number());
      const bool held = !snapshot_.protected_property.contains(property.number()) &&
                        std::ranges::any_of(records, [this](std::uint32_t r) { return may_be_told(r); });
      if (held) continue;
      ++head.homes_nothing_held;
      nothing_held.push_back(property);
    }
    tell_nothing_held(std::move(nothing_held), head);
  }

 private:
  /// Addresses only, as many as a crew can look through. Where far more are left no list of them helps anybody.
  void tell_nothing_held(std::vector<PropertyIndex> homes, AreaHead& head) const {
    constexpr std::size_t sorted_max = 20'000;
    if (homes.size() > sorted_max) return;
    const auto& properties = snapshot_.properties();
    std::vector<std::pair<std::string, PropertyIndex>> in_order;
    for (const auto home : homes) in_order.emplace_back(properties.door_key(home), home);
    const auto shown = std::min(in_order.size(), AreaHead::nothing_held_listed_max);
    std::ranges::partial_sort(in_order, in_order.begin() + static_cast<std::ptrdiff_t>(shown));
    for (std::size_t i = 0; i < shown; ++i)
      head.nothing_held.push_back({properties.address_line(in_order[i].second), properties.street_line(in_order[i].second)});
  }
  /// Neither hidden from the asker, nor of a protected person.
  [[nodiscard]] bool may_be_told(std::uint32_t record) const {
    const auto person = snapshot_.person_of[record];
    return person != Groups::none && sight_.feed(snapshot_.records[record].feed) && !snapshot_.protected_person[person];
  }
  void add(std::uint32_t record, std::vector<std::uint32_t>& people) const {
    if (may_be_told(record)) people.push_back(snapshot_.person_of[record]);
  }

  const Snapshot& snapshot_;
  const Sight& sight_;
  const std::vector<PropertyIndex>& properties_;
  std::unordered_set<std::uint32_t> inside_;
};

/// Which part of the list a placed person belongs to, and the property to show; nothing when they live elsewhere for certain.
struct Whereabouts {
  Part part;
  std::uint32_t property;
};
std::optional<Whereabouts> whereabouts(const PersonSeen& seen, const Area& area, const Date& on) {
  // Whoever left lately may be found where they were, or their neighbours know more; of who left years ago nobody does.
  constexpr std::int32_t lately = 2 * 365;
  const auto here = std::ranges::find_if(seen.homes, [&](const HomeSeen& home) { return area.holds(home.property); });
  if (here == seen.homes.end()) return std::nullopt;
  const bool newest = here == seen.homes.begin();
  // An address that every feed says has ended is no longer theirs, when a newer one is known.
  if (here->has_ended && (!newest || here->left->days() < on.days() - lately)) return std::nullopt;
  if (newest && !seen.homes_disagree && !here->has_ended) return Whereabouts{Part::door, here->property};
  return Whereabouts{Part::moved, here->property};
}

struct Found {
  std::optional<DoorRow> row;
  bool is_dead{false};
  bool held{false};
  bool known_to_one{false};
  bool power_not_on_register{false};
};

class Asker {
 public:
  /// `home`: the one that was asked for; then each row tells which file told which fact, and who else lives there is told. Not so of the rooms
  /// of a care home or a hall: to ask for the whole is no reason to tell of everybody in it.
  Asker(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, const Area& area, Instant now, std::optional<PropertyIndex> home)
      : snapshot_{snapshot}, programme_{programme}, area_{area}, home_{home}, in_detail_{home.has_value()}, on_{now.date()}, reader_{snapshot, sight, on_}, tell_{snapshot, sight} {
    power_ = snapshot.vocabulary->find("needs_power");
    on_register_ = snapshot.vocabulary->find("on_priority_register");
  }

  Found find(std::uint32_t person, std::optional<Part> part) {
    Found out;
    const auto seen = reader_.see(person);
    if (seen.records.empty()) return out;
    std::optional<std::uint32_t> property;
    if (!part) {
      const auto where = whereabouts(seen, area_, on_);
      if (!where || snapshot_.protected_property.contains(where->property)) return out;
      part = where->part;
      property = where->property;
    } else if (!seen.homes.empty()) {
      return out;  // placed for certain, elsewhere
    } else if (part == Part::building) {
      property = establishment_of(seen);
      if (property) part = Part::door;
    }
    out.held = true;
    out.is_dead = seen.is_dead;
    if (seen.is_dead) return out;
    auto& facts = reader_.facts(seen);
    const auto entry = need::evaluate(programme_, facts);
    if (!entry) {
      if (home_ && part == Part::door && property == home_->number()) out.row = tell_.other_here(programme_, seen, facts, *property);
      if (out.row) out.row->told = tell_.facts_told(seen, on_);
      return out;
    }
    out.row = tell_.row(programme_, seen, *entry, *part, property);
    if (!out.row) return out;
    out.row->crew = tell_.crew(programme_, seen, facts);
    out.row->money = tell_.money(programme_, seen, facts, in_detail_);
    if (in_detail_) out.row->told = tell_.facts_told(seen, on_);
    out.known_to_one = tell_.organisations(seen).size() == 1;
    if (power_ && on_register_)
      out.power_not_on_register = facts.yes(*power_) == need::Truth::yes && facts.yes(*on_register_) != need::Truth::yes;
    return out;
  }

 private:
  /// The care home, hostel or hall of the area in which all records place them that have not ended: whatever their room, its door is the one.
  [[nodiscard]] std::optional<std::uint32_t> establishment_of(const PersonSeen& seen) const {
    std::optional<std::uint32_t> out;
    std::set<std::uint32_t> left;
    for (const auto record : seen.records) {
      const auto view = snapshot_.records[record].view();
      const auto property = snapshot_.placed[record].property;
      const auto until = view.date(record::Field::address_to);
      const bool has_ended = until && until->days() <= on_.days();
      if (has_ended) left.insert(property);
      if (has_ended || (view.get(record::Field::address).empty() && view.get(record::Field::postcode).empty())) continue;  // it says nothing of where
      if (property == nowhere || (out && *out != property)) return std::nullopt;
      out = property;
    }
    if (!out || left.contains(*out) || !area_.holds(*out) || snapshot_.protected_property.contains(*out)) return std::nullopt;
    const PropertyIndex whole{*out};
    return snapshot_.properties().establishment(whole) == whole ? out : std::nullopt;
  }

  const Snapshot& snapshot_;
  const need::Programme& programme_;
  const Area& area_;
  std::optional<PropertyIndex> home_;
  bool in_detail_;
  Date on_;
  PersonReader reader_;
  Teller tell_;
  std::optional<need::FactorIndex> power_, on_register_;
};

struct Ask {
  std::uint32_t person;
  std::optional<Part> part;
};

/// Home by home, so that who lives together is read once.
std::vector<Ask> asks_of(const Snapshot& snapshot, const Candidates& candidates) {
  std::vector<Ask> out;
  for (const auto person : candidates.placed) out.push_back({person, std::nullopt});
  for (const auto person : candidates.building) out.push_back({person, Part::building});
  for (const auto person : candidates.unplaced) out.push_back({person, Part::postcode});
  std::ranges::stable_sort(out, {}, [&](const Ask& ask) { return snapshot.first_place_of(ask.person); });
  return out;
}

/// Of facts that the row tells of alone: what the asker may not see counts nowhere.
void count_transport(const DoorRow& row, const Snapshot& snapshot, const need::Programme& programme, AreaHead& head) {
  if (!head.transport) return;
  const auto any_of = [&](const std::vector<need::FactorIndex>& factors) {
    return std::ranges::any_of(row.crew, [&](const CrewTold& told) {
      return std::ranges::any_of(factors, [&](need::FactorIndex factor) { return (*snapshot.vocabulary)[factor].id == told.rests_on.factor; });
    });
  };
  if (any_of(programme.transport.wheelchairs)) ++head.transport->wheelchairs;
  else if (any_of(programme.transport.seats)) ++head.transport->seats;
}

/// In the order of a crew. Rows are large: what is sorted are their places.
std::vector<DoorRow> in_door_order(std::vector<Found> found, const place::Gazetteer& properties, const std::vector<PropertyIndex>& area) {
  std::vector<DoorRow*> order;
  for (auto& one : found)
    if (one.row) order.push_back(&*one.row);
  std::ranges::sort(order, {}, [](const DoorRow* row) { return std::tie(row->part, row->door_key, row->category_rank, row->name, row->person); });
  put_in_walking_order(order, properties, area);
  std::vector<DoorRow> out;
  out.reserve(order.size());
  for (auto* row : order) out.push_back(std::move(*row));
  return out;
}

void count(const std::vector<Found>& found, const Snapshot& snapshot, const need::Programme& programme, AreaHead& head) {
  if (!programme.transport.seats.empty() || !programme.transport.wheelchairs.empty()) head.transport.emplace();
  if (programme.estimate) head.money.emplace();
  for (const auto& category : programme.categories) head.by_category.emplace_back(category.verb, 0);
  std::unordered_set<std::string> doors;
  for (const auto& f : found) {
    if (f.held) ++head.people_held;
    if (f.is_dead) ++head.dead_left_out;
    if (!f.row || !f.row->on_list) continue;
    ++head.people;
    ++head.by_category[f.row->category_rank].second;
    if (f.known_to_one) ++head.known_to_one;
    if (f.power_not_on_register) ++head.power_not_on_register;
    if (head.money && f.row->money) head.money->add(*f.row->money);
    count_transport(*f.row, snapshot, programme, head);
    if (f.row->part == Part::door && f.row->uprn) doors.insert(f.row->establishment.empty() ? f.row->uprn->text() : f.row->establishment);
  }
  head.doors = doors.size();
}

void tell_ages(const Snapshot& snapshot, const Sight& sight, AreaHead& head) {
  for (std::uint32_t i = 0; i < snapshot.feeds.size(); ++i) {
    if (snapshot.place.feeds[i].agreement.empty()) head.not_used.push_back(snapshot.feeds[i].name.text() + ": it names no agreement");
    else if (sight.lapsed(i)) head.not_used.push_back(snapshot.feeds[i].name.text() + ": its agreement is not in force");
    if (!sight.feed(i) || snapshot.feeds[i].received.empty()) continue;
    const auto received = Date::parse_iso(snapshot.feeds[i].received);
    head.feeds.push_back({snapshot.feeds[i].name.text(), snapshot.feeds[i].received,
                          received ? head.at.date().days() - received->days() : 0, snapshot.place.feeds[i].received.has_value()});
  }
}

}  // namespace

namespace {

/// "ZZ1 1AA", "ZZ1", or several with commas or line breaks between.
Result<std::vector<PropertyIndex>> of_postcodes(const place::Gazetteer& properties, const NamedHomes& named, std::string_view asked) {
  std::string plain{asked};
  for (char& c : plain)
    if (c == '\n' || c == '\r' || c == ';') c = ',';
  std::vector<PropertyIndex> out;
  std::vector<std::string> unknown;
  std::size_t count = 0;
  for (const auto part : split(plain, ',')) {
    const auto code = trim(part);
    if (code.empty()) continue;
    ++count;
    const auto whole = Postcode::parse(code);
    const auto homes = whole ? named.of_postcode(properties, *whole) : named.of_outcode(properties, to_upper_ascii(code));
    if (homes.empty()) unknown.push_back(whole ? whole->text() : std::string{"number "}.append(std::to_string(count)));
    out.insert(out.end(), homes.begin(), homes.end());
  }
  if (count <= 1 && out.empty())
    return fail("area.no_such_postcode", "no property of this place has that postcode. Expected for example ZZ1 1AA, or an outward code alone.", {}, Exit::wrong_use);
  // A list that leaves some out in silence would leave out people.
  if (!unknown.empty())
    return fail("area.no_such_postcode", "no property of this place has these postcodes: " + joined(unknown, ", ") + ". Take them out, or put them right.", {}, Exit::wrong_use);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// One home; of a care home, hostel or hall the rooms, too, which the address list may have or not.
std::vector<PropertyIndex> with_rooms(const place::Gazetteer& properties, PropertyIndex home) {
  std::vector<PropertyIndex> out{home};
  for (const auto room : properties.children(home))
    if (properties.establishment(room) == home) out.push_back(room);
  return out;
}

}  // namespace

Result<std::vector<PropertyIndex>> properties_of(const Snapshot& snapshot, const AreaAsked& asked) {
  const auto& properties = snapshot.properties();
  if (asked.shape || asked.on_foot) {
    // An empty list must not look like an empty area.
    if (snapshot.grid->size() == 0)
      return fail("area.no_positions", "no home of this place has a position, so no area can be asked for. Check x and y under [columns] of the gazetteer; ask for a "
                                       "street or a postcode meanwhile.", {}, Exit::failed);
    return asked.shape ? snapshot.grid->within(*asked.shape) : within_walk(snapshot, *asked.on_foot);
  }
  std::vector<PropertyIndex> out;
  if (asked.everywhere) {
    for (std::size_t i = 0; i < properties.size(); ++i) out.emplace_back(i);
    return out;
  }
  if (asked.uprn) {
    if (const auto home = properties.find(*asked.uprn)) return with_rooms(properties, *home);
    return fail("area.no_such_home", "no property of this place has that UPRN.", {}, Exit::wrong_use);
  }
  const auto& named = named_homes(snapshot);
  const auto street = fold(one_line(asked.street));
  if (street.empty()) return of_postcodes(properties, named, asked.postcode);
  out = named.of_street(properties, street);
  if (!out.empty()) return out;
  std::set<std::string> streets;
  for (std::size_t i = 0; i < properties.size(); ++i) streets.insert(fold(properties.street_line(PropertyIndex{i})));
  const auto guess = nearest(street, {streets.begin(), streets.end()});
  return fail("area.no_such_street", "no street of this place has that name" + (guess.empty() ? std::string{"."} : ". Did you mean \"" + guess + "\"?"), {}, Exit::wrong_use);
}

Result<AreaAnswer> ask_area(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, const AreaAsked& asked,
                            Instant now, Threads threads) {
  HEARTH_TRY(properties, properties_of(snapshot, asked));
  const Area area{snapshot, sight, properties};
  const auto asks = asks_of(snapshot, area.candidates());
  std::vector<Found> found(asks.size());
  parallel_ranges(asks.size(), 512, threads, [&](std::size_t from, std::size_t to) {
    Asker asker{snapshot, sight, programme, area, now, asked.uprn ? std::optional{properties.front()} : std::nullopt};
    for (std::size_t i = from; i < to; ++i) found[i] = asker.find(asks[i].person, asks[i].part);
  });
  AreaAnswer answer;
  answer.head.made_up = snapshot.place.made_up;
  answer.head.protected_contact = snapshot.place.protected_contact;
  answer.head.asked = asked.words;
  answer.head.purpose = programme.purpose.text();
  answer.head.purpose_words = programme.words;
  answer.head.at = now;
  area.count_homes(answer.head);
  tell_ages(snapshot, sight, answer.head);
  count(found, snapshot, programme, answer.head);
  answer.rows = in_door_order(std::move(found), snapshot.properties(), properties);
  return answer;
}

}  // namespace hearth::spine
