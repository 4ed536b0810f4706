#include "spine/build_snapshot.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "base/postcode.h"
#include "base/text.h"
#include "base/try.h"
#include "people/link_model.h"
#include "people/name_parts.h"
#include "people/pair_answers.h"
#include "people/people_table.h"
#include "place/placement_table.h"
#include "place/street_names.h"
#include "record/record_table.h"
#include "spine/names_alike.h"
#include "trust/policy.h"

namespace hearth::spine {
namespace {

/// The postcode of a record in its usual form, from its own field or the end of its address; empty when there is none.
std::string postcode_of(const record::Record& record) {
  const auto view = record.view();
  if (const auto own = Postcode::parse(view.get(record::Field::postcode))) return own->text();
  const auto address = view.get(record::Field::address);
  const auto tail = address.size() > 8 ? address.substr(address.size() - 8) : address;
  for (std::size_t from = 0; from < tail.size(); ++from)
    if (from == 0 || tail[from - 1] == ' ' || tail[from - 1] == ',')
      if (const auto found = Postcode::parse(tail.substr(from))) return found->text();
  return {};
}

Result<Done> read_feeds(store::Session& session, Snapshot& out) {
  for (const auto& feed : out.place.feeds) {
    HEARTH_TRY(load, record::last_load(session, feed.name));
    FeedAge age{.name = feed.name, .received = {}, .loaded_at = {}, .records = 0};
    if (load) age = {feed.name, load->received, load->loaded_at, static_cast<std::uint64_t>(load->records)};
    out.feeds.push_back(std::move(age));
  }
  return Done{};
}

Result<Done> read_placements(store::Session& session, Snapshot& out) {
  const auto& properties = out.properties();
  out.placed.assign(out.records.size(), {});
  HEARTH_TRY(rows, place::load_placements(session));
  std::size_t at = 0;
  for (std::size_t i = 0; i < rows.record.size(); ++i) {
    const RecordId id{static_cast<std::uint64_t>(rows.record[i])};
    while (at < out.records.size() && out.records[at].id < id) ++at;
    if (at == out.records.size() || out.records[at].id != id) continue;
    auto& placed = out.placed[at];
    placed.band = rows.band[i];
    placed.probability = rows.probability[i];
    if (rows.uprn[i] != 0)
      if (const auto property = properties.find(Uprn::from_trusted(rows.uprn[i]))) placed.property = property->number();
  }
  return Done{};
}

Result<Done> read_candidates(store::Session& session, Snapshot& out) {
  HEARTH_TRY(unsure, place::load_unsure_placements(session));
  for (auto& row : unsure) {
    const auto index = out.find_record(row.record);
    if (!index) continue;
    if (row.placement.candidates.empty()) continue;
    for (const auto uprn : row.placement.candidates) out.ambiguous_at[uprn.number()].push_back(*index);
    out.candidates.emplace(*index, std::move(row.placement.candidates));
  }
  return Done{};
}

Result<Done> read_persons(store::Session& session, Snapshot& out) {
  HEARTH_TRY(memberships, people::read_memberships(session));
  std::vector<PersonId> of(out.records.size());
  for (const auto& m : memberships)
    if (const auto index = out.find_record(m.record)) of[*index] = m.person;
  out.persons.assign(of.begin(), of.end());
  std::erase(out.persons, PersonId{});
  std::ranges::sort(out.persons);
  out.persons.erase(std::unique(out.persons.begin(), out.persons.end()), out.persons.end());
  out.person_of.assign(out.records.size(), Groups::none);
  for (std::size_t i = 0; i < of.size(); ++i)
    if (of[i]) out.person_of[i] = *out.find_person(of[i]);
  out.records_of_person = Groups{out.person_of, out.persons.size()};
  return Done{};
}

Result<Done> read_households(store::Session& session, Snapshot& out) {
  HEARTH_TRY(members, people::read_households(session));
  out.households_of_person.resize(out.persons.size());
  for (const auto& member : members) {
    const auto person = out.find_person(member.person);
    const auto property = out.properties().find(member.uprn);
    if (!person || !property) continue;
    if (out.households.empty() || out.households.back().id != member.household)
      out.households.push_back({member.household, property->number(), {}});
    out.households.back().persons.push_back(*person);
    out.households_of_person[*person].push_back(static_cast<std::uint32_t>(out.households.size() - 1));
  }
  return Done{};
}

bool is_sure(const PlacedRecord& placed) { return placed.property != nowhere && (placed.band == place::Band::exact || placed.band == place::Band::likely); }

/// Somebody without a name, of whom a row tells beside its people, lives where these do: where the row's address does not say which home
/// that is, another file of theirs may.
void place_unnamed(Snapshot& out) {
  const auto row_of = [&](std::uint32_t i) { return std::pair{out.records[i].feed, out.place.feeds[out.records[i].feed].parts_of(out.records[i].key).row}; };
  std::map<std::pair<std::uint32_t, std::string_view>, std::uint32_t> unnamed;
  for (std::uint32_t i = 0; i < out.records.size(); ++i)
    if (out.records[i].key.ends_with("/other") && !is_sure(out.placed[i])) unnamed.emplace(row_of(i), i);
  if (unnamed.empty()) return;
  std::map<std::uint32_t, std::set<std::uint32_t>> homes;  // of the row's people, by unnamed record
  for (std::uint32_t i = 0; i < out.records.size(); ++i) {
    const auto found = unnamed.find(row_of(i));
    if (found == unnamed.end() || found->second == i || out.person_of[i] == Groups::none) continue;
    for (const auto record : out.records_of_person.of(out.person_of[i]))
      if (is_sure(out.placed[record]) && out.records[record].view().get(record::Field::address_to).empty()) homes[found->second].insert(out.placed[record].property);
  }
  for (const auto& [record, where] : homes)
    if (where.size() == 1) out.placed[record] = {*where.begin(), place::Band::likely, out.placed[record].probability};
}

/// Streets of the gazetteer, found in a text that is run together, however many they are.
class StreetsInText {
 public:
  explicit StreetsInText(const place::Gazetteer& properties) {
    std::unordered_set<std::string_view> names;
    for (std::uint32_t i = 0; i < properties.size(); ++i) names.insert(properties.at(place::PropertyIndex{i}).shown.street);
    std::unordered_set<std::string> letters;
    for (const auto name : names)
      if (auto street = place::street_letters(name); street.size() >= head) letters.insert(std::move(street));
    for (const auto& street : letters) by_head_[street.substr(0, head)].push_back(street);
  }
  [[nodiscard]] std::set<std::string> of(std::string_view text) const {
    std::set<std::string> out;
    for (std::size_t at = 0; at + head <= text.size(); ++at)
      if (const auto found = by_head_.find(std::string{text.substr(at, head)}); found != by_head_.end())
        for (const auto& street : found->second)
          if (text.substr(at).starts_with(street)) out.insert(street);
    return out;
  }

 private:
  static constexpr std::size_t head = 6;  // "mews" alone stands in too many texts
  std::unordered_map<std::string, std::vector<std::string>> by_head_;
};

void index_by_street(Snapshot& out, const std::vector<std::uint32_t>& records) {
  if (records.empty()) return;
  const StreetsInText streets{out.properties()};
  for (const auto record : records)
    for (const auto& street : streets.of(place::street_letters(out.records[record].view().get(record::Field::address)))) out.unplaced_by_street[street].push_back(record);
}

/// Of postcodes that no property has nobody asks.
void move_unknown_postcodes(Snapshot& out, std::vector<std::uint32_t>& elsewhere) {
  std::set<std::string, std::less<>> unknown;
  for (const auto& entry : out.unplaced_by_postcode) unknown.insert(entry.first);
  const auto& properties = out.properties();
  for (std::uint32_t i = 0; i < properties.size() && !unknown.empty(); ++i)
    if (const auto postcode = Postcode::parse(properties.at(place::PropertyIndex{i}).shown.postcode)) unknown.erase(postcode->text());
  for (const auto& postcode : unknown) {
    const auto found = out.unplaced_by_postcode.find(postcode);
    elsewhere.insert(elsewhere.end(), found->second.begin(), found->second.end());
    out.unplaced_by_postcode.erase(found);
  }
}

void index_places(Snapshot& out) {
  std::vector<std::uint32_t> property_of(out.records.size(), Groups::none), elsewhere;
  for (std::uint32_t i = 0; i < out.records.size(); ++i) {
    const auto& placed = out.placed[i];
    property_of[i] = placed.property;
    if (placed.property != nowhere) continue;
    if (auto postcode = postcode_of(out.records[i]); !postcode.empty()) out.unplaced_by_postcode[std::move(postcode)].push_back(i);
    else elsewhere.push_back(i);
  }
  move_unknown_postcodes(out, elsewhere);
  index_by_street(out, elsewhere);
  out.records_at_property = Groups{property_of, out.properties().size()};
}

/// Protected are: whoever a record flags; whoever may be the same person (a pair that no reviewer has parted), for one wrong
/// "no" opens an address; and each property where a flagged person may live now.
/// "Dennis W, Weavers Court (do not pass on)": of whoever has such a name on that street nobody can say that it is not he.
void hide_namesakes_on_street(Snapshot& out) {
  struct Asked {
    people::WholeName name;
    std::string letters;
  };
  std::vector<Asked> asked;
  for (std::uint32_t i = 0; i < out.records.size(); ++i) {
    if (!out.records[i].is_protected || is_sure(out.placed[i])) continue;
    const auto view = out.records[i].view();
    Asked one{people::read_whole_name(one_line(view.name())), place::street_letters(view.get(record::Field::address))};
    if (!one.letters.empty() && !(one.name.given.given.empty() && one.name.surname.surname.empty())) asked.push_back(std::move(one));
  }
  if (asked.empty()) return;
  constexpr std::size_t shortest = 6;
  const auto variants = people::name_variants();
  const auto& properties = out.properties();
  std::string street, letters;
  for (std::uint32_t property = 0; property < properties.size(); ++property) {
    const auto here = out.records_at_property.of(property);
    if (here.empty()) continue;
    const auto shown = properties.at(place::PropertyIndex{property}).shown;
    if (shown.street != street || letters.empty()) street = shown.street, letters = place::street_letters(shown.street);
    if (letters.size() < shortest) continue;
    for (const auto& one : asked) {
      if (one.letters.find(letters) == std::string::npos) continue;
      for (const auto record : here) {
        const auto person = out.person_of[record];
        if (person == Groups::none || out.protected_person[person]) continue;
        if (!may_be_short_for(*variants, people::read_whole_name(one_line(out.records[record].view().name())), one.name)) continue;
        out.protected_person[person] = true;
        ++out.protected_by_doubt;
      }
    }
  }
}

Result<Done> index_protected(store::Session& session, Snapshot& out) {
  std::vector<bool> flagged(out.persons.size(), false);
  for (std::uint32_t i = 0; i < out.records.size(); ++i) {
    if (!out.records[i].is_protected) continue;
    if (out.person_of[i] != Groups::none) flagged[out.person_of[i]] = true;
    if (out.placed[i].property != nowhere) out.protected_property.insert(out.placed[i].property);
  }
  for (std::uint32_t i = 0; i < out.records.size(); ++i) {
    if (out.person_of[i] == Groups::none || !flagged[out.person_of[i]] || out.placed[i].property == nowhere) continue;
    if (out.records[i].view().get(record::Field::address_to).empty()) out.protected_property.insert(out.placed[i].property);
  }
  out.protected_person = flagged;
  // One voice alone parts nobody from a protected person where two must agree.
  HEARTH_TRY(decisions, people::read_decisions(session));
  people::PairsParted parted;
  for (const auto& answer : people::counting_answers(decisions, out.place.reviewers))
    if (answer.verdict == people::Verdict::different) parted.insert(std::minmax(answer.left, answer.right));
  // Few are flagged: the pairs of their records are asked for, not all pairs of the place.
  for (std::uint32_t i = 0; i < out.records.size(); ++i) {
    const auto person = out.person_of[i];
    if (person == Groups::none || !flagged[person]) continue;
    HEARTH_CHECK(people::each_doubtful_pair(session, out.records[i].id, parted, [&](RecordId left, RecordId right) {
      const auto other = out.find_record(left == out.records[i].id ? right : left);
      if (!other || out.person_of[*other] == Groups::none || flagged[out.person_of[*other]]) return;
      out.protected_person[out.person_of[*other]] = true;
      ++out.protected_by_doubt;
    }));
  }
  return Done{};
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> build_snapshot(store::Database& database, const PlaceContext& context,
                                                       std::vector<record::Record> records, bool records_read, Progress& progress) {
  auto out = std::make_shared<Snapshot>();
  out->place = context.place;
  out->gazetteer = context.gazetteer;
  out->surroundings = context.surroundings;
  out->vocabulary = context.vocabulary;
  out->programmes = context.programmes;
  HEARTH_TRY(declared, trust::read_trust_declarations(context.place.declaration->root()));
  for (auto& organisation : declared.organisations) out->organisations.emplace(organisation.id.text(), std::move(organisation));
  progress.begin("read the store", 0);
  HEARTH_CHECK(database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_CHECK(read_feeds(session, *out));
    if (records_read) {
      out->records = std::move(records);
    } else {
      HEARTH_TRY(current, record::current_records(session, out->place.feed_names()));
      out->records = std::move(current);
    }
    HEARTH_CHECK(read_placements(session, *out));
    HEARTH_CHECK(read_candidates(session, *out));
    HEARTH_CHECK(read_persons(session, *out));
    HEARTH_CHECK(read_households(session, *out));
    place_unnamed(*out);
    return index_protected(session, *out);
  }));
  out->grid = std::make_unique<place::PropertyGrid>(out->properties());
  index_places(*out);
  hide_namesakes_on_street(*out);
  progress.end();
  return std::shared_ptr<const Snapshot>{std::move(out)};
}

}  // namespace hearth::spine
