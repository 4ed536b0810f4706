#include "spine/explained.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "base/postcode.h"
#include "base/text.h"
#include "need/evaluate.h"
#include "need/gather.h"
#include "people/explain_pair.h"
#include "people/name_parts.h"
#include "spine/linked_records.h"
#include "spine/person_reader.h"
#include "spine/tell.h"

namespace hearth::spine {
namespace {

using record::Field;

std::string_view band_words(place::Band band) {
  switch (band) {
    case place::Band::exact: return "address certain";
    case place::Band::likely: return "address probable";
    case place::Band::building: return "building only";
    case place::Band::ambiguous: return "could be several";
    case place::Band::none: return "not found";
  }
  return {};
}

/// A pair that would not do by itself, inside a person whom other records hold together.
std::string among_others(std::string sentence) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> others{
      {{"These two records are not taken for one person", "These two alone would not be taken for one person; the other records of this person join them"},
       {"These two records may be one person; a reviewer should look", "These two alone leave it in doubt; the other records of this person join them"}}};
  for (const auto& [alone, joined_by] : others)
    if (sentence.starts_with(alone)) return std::string{joined_by} + sentence.substr(alone.size());
  return sentence;
}

/// @param others  other records of the same person are told, too
std::optional<PairTold> add_pair(const Snapshot& snapshot, const people::LinkModel& model, std::uint32_t left, std::uint32_t right, const std::string& left_name,
                                 const std::string& right_name, bool others, std::vector<std::string>& lines) {
  const auto explained = people::explain_pair(link_row(snapshot, left), link_row(snapshot, right), feed_facts(snapshot), model, {});
  if (!explained) {
    lines.push_back(explained.error().message);
    return std::nullopt;
  }
  const auto sentence = others ? among_others(explained->sentence) : explained->sentence;
  lines.push_back(left_name + " and " + right_name + ": " + sentence);
  for (const auto& line : explained->lines) lines.push_back("  " + line.what + ": " + line.words + ", " + bits_text(line.bits));
  lines.push_back("  in all " + bits_text(explained->weight));
  return PairTold{left_name, right_name, sentence, explained->lines, explained->weight};
}

using ToldRecords = std::vector<std::pair<std::uint32_t, std::string>>;  // and how each is called

/// A contradiction inside one person is told in plain words: somebody may be acting on two people's facts.
void add_doubts(const Snapshot& snapshot, const people::LinkModel& model, const ToldRecords& told, PersonExplained& out) {
  std::vector<people::LinkRow> rows;
  for (const auto& record : told) rows.push_back(link_row(snapshot, record.first));
  const auto doubts = people::doubts_among(rows, feed_facts(snapshot), model);
  if (!doubts) return;  // no model: nothing is explained by it
  for (const auto& doubt : *doubts)
    out.doubts.push_back((doubt.contradicts ? "These may be two people: " : "Look again: ") + told[doubt.left].second + " and " + told[doubt.right].second +
                    " are taken for one person, but their " + doubt.words +
                    (doubt.contradicts ? ". A reviewer's decision joined them." : ". One may be mistyped."));
  out.same_person.insert(out.same_person.end(), out.doubts.begin(), out.doubts.end());
}

std::vector<std::string> home_lines(const Snapshot& snapshot, const Teller& teller, const PersonSeen& seen) {
  std::vector<std::string> out;
  const auto& properties = snapshot.properties();
  if (seen.homes.empty()) out.push_back("No record places them at a home for certain.");
  else if (seen.homes_disagree) out.push_back("Two addresses are as new as each other: nobody can say which is right.");
  else if (seen.homes.front().has_ended)
    out.push_back("Lived at " + properties.address_line(place::PropertyIndex{seen.homes.front().property}) + " until " +
                  seen.homes.front().left->words() + "; no record says where since.");
  else out.push_back("Lives at " + properties.address_line(place::PropertyIndex{seen.homes.front().property}) + ": the newest record that says where is of " +
                     Date::from_days(seen.homes.front().day).words() + "." +
                     (seen.homes.front().may_have_left ? " They may have left: another says so, of " + seen.homes.front().left->words() + "." : ""));
  for (const auto index : seen.records) {
    const auto name = told_name(snapshot, teller, index);
    const auto& placed = snapshot.placed[index];
    if (name.empty() || (placed.property != nowhere && snapshot.protected_property.contains(placed.property))) continue;
    std::string line = "  " + name + ": ";
    if (placed.property != nowhere) line += properties.address_line(place::PropertyIndex{placed.property}) + ", ";
    out.push_back(line + std::string{band_words(placed.band)});
  }
  return out;
}

/// The evidence between records whose feeds may be named. A hidden involvement adds no line and no count.
void tell_same_person(const Snapshot& snapshot, const Teller& teller, const people::LinkModel& model, const PersonSeen& seen, PersonExplained& out) {
  ToldRecords told;
  for (const auto index : seen.records)
    if (auto name = told_name(snapshot, teller, index); !name.empty()) told.emplace_back(index, std::move(name));
  if (told.size() < 2) {
    out.same_person.emplace_back("Nothing else that may be named tells of this person.");
    return;
  }
  std::set<std::string> spellings;
  for (const auto& record : told) spellings.insert(fold(snapshot.records[record.first].view().name()));
  out.records_told = told.size();
  out.spellings = spellings.size();
  out.same_person.push_back(with_commas(told.size()) + " records are taken for one person" +
                            (spellings.size() > 1 ? ", whose name they write in " + with_commas(spellings.size()) + " ways." : "."));
  if (model.empty()) return;
  for (std::size_t i = 1; i < told.size(); ++i)
    if (auto pair = add_pair(snapshot, model, told[0].first, told[i].first, told[0].second, told[i].second, told.size() > 2, out.same_person)) out.joined.push_back(std::move(*pair));
  add_doubts(snapshot, model, told, out);
}

/// Facts that were told and did not count, and why: a person must not drop off a list in silence.
std::vector<std::string> left_aside_lines(const Snapshot& snapshot, const Sight& sight, const PersonSeen& seen, const Date& on) {
  std::vector<std::string> out;
  need::Gather gather{*snapshot.vocabulary, on};
  gather.begin();
  for (const auto index : seen.records) {
    const auto& record = snapshot.records[index];
    const auto feed = static_cast<std::uint16_t>(record.feed);
    const auto received = Date::parse_iso(snapshot.feeds[feed].received);
    for (const auto& claim : record.view().claims()) {
      const auto factor = snapshot.vocabulary->find(claim.factor);
      if (!factor || !sight.factor(feed, *factor)) continue;
      const auto why = gather.claim(claim, feed, received ? std::optional<Date>{*received} : std::nullopt, need::About::person);
      if (why != need::NotTaken::too_old && why != need::NotTaken::in_the_future) continue;
      const auto& known = (*snapshot.vocabulary)[*factor];
      const auto day = Date::parse_iso(claim.date);
      out.push_back(known.words + (day ? ", told on " + day->words() : ", told by an old file") +
                    (why == need::NotTaken::too_old ? ": too old to rely on, ask" : ": that day is still to come, ask"));
    }
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// The words of a name without title and signs: "Parry, Blodwen (Mrs)" and "Mrs Blodwen PARRY" are two orders of the same.
std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> out;
  const auto folded = fold(name);
  for (const auto word : words(folded))
    if (!people::is_title_of_person(word)) out.emplace_back(word);
  return out;
}

std::vector<std::string> sorted(std::vector<std::string> words) {
  std::ranges::sort(words);
  return words;
}

/// Whether each word is in a name that some file gives the person: one writes "Kevin", another "K J White". A letter stands for a name,
/// and a name for a letter.
bool is_called(const Snapshot& snapshot, const std::vector<std::uint32_t>& records, const std::vector<std::string>& wanted) {
  std::set<std::string, std::less<>> parts;
  for (const auto index : records)
    for (auto& part : words_of_name(snapshot.records[index].view().name())) parts.insert(std::move(part));
  return std::ranges::all_of(wanted, [&](const std::string& word) {
    if (parts.contains(word)) return true;
    return word.size() == 1 && std::ranges::any_of(parts, [&](const std::string& part) { return part.starts_with(word); });
  });
}

/// The postcode at the end of an address as a file writes it: "30 Llanfair Rd, CY57PU".
std::optional<Postcode> postcode_in(std::string_view address) {
  const auto parts = words(address);
  for (std::size_t taken = 1; taken <= 2 && taken <= parts.size(); ++taken) {
    std::string end;
    for (auto i = parts.size() - taken; i < parts.size(); ++i) end.append(parts[i]);
    if (const auto code = Postcode::parse(end)) return *code;
  }
  return std::nullopt;
}

/// Whether a list may show the record's person with this postcode: as the file writes it, or as a home has it where they are, or may be.
bool is_told_at(const Snapshot& snapshot, std::uint32_t index, const Postcode& postcode) {
  const auto view = snapshot.records[index].view();
  const auto is_asked = [&](const auto& code) { return code && *code == postcode; };
  const auto of_property = [&](std::uint32_t property) { return is_asked(Postcode::parse(snapshot.properties().at(place::PropertyIndex{property}).shown.postcode)); };
  if (is_asked(Postcode::parse(view.get(Field::postcode)))) return true;
  const auto address = fold(one_line(view.get(Field::address)));
  if (is_asked(postcode_in(address))) return true;
  if (snapshot.placed[index].property != nowhere && of_property(snapshot.placed[index].property)) return true;
  const auto candidates = snapshot.candidates.find(index);
  if (candidates == snapshot.candidates.end()) return false;
  return std::ranges::any_of(candidates->second, [&](const Uprn& uprn) {
    const auto property = snapshot.properties().find(uprn);
    return property && of_property(property->number());
  });
}

}  // namespace

std::optional<PersonExplained> explain_person(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme,
                                              const people::LinkModel& model, PersonId id, const Date& on) {
  const auto person = snapshot.find_person(id);
  if (!person) return std::nullopt;
  PersonReader reader{snapshot, sight, on};
  auto seen = reader.see(*person);
  if (seen.records.empty()) return std::nullopt;
  PersonExplained out;
  out.person = id;
  // Who is on a list at one address is explained without the other, which is protected.
  const auto is_shown = [&](const HomeSeen& home) { return !snapshot.protected_property.contains(home.property); };
  out.is_protected = snapshot.protected_person[*person] || (!seen.homes.empty() && std::ranges::none_of(seen.homes, is_shown));
  std::erase_if(seen.homes, [&](const HomeSeen& home) { return !is_shown(home); });
  out.name = seen.name;
  out.feeds = seen.feeds(snapshot);
  const Teller teller{snapshot, sight};
  out.home = home_lines(snapshot, teller, seen);
  tell_same_person(snapshot, teller, model, seen, out);
  out.left_aside = left_aside_lines(snapshot, sight, seen, on);
  auto& facts = reader.facts(seen);
  for (const auto factor : reader.of_another())
    out.left_aside.push_back((*snapshot.vocabulary)[factor].words + ", told of several people of a row together: another file says it of another of them");
  const auto entry = need::evaluate(programme, facts);
  if (entry) {
    const auto& category = programme.categories[entry->category];
    out.is_found = true;
    out.category = category.verb + ": " + category.words;
    out.reasons = teller.reasons(seen, entry->reasons);
    out.not_known = first_questions(seen, seen.homes.empty() ? std::nullopt : std::optional{seen.homes.front().property});
    out.not_known.insert(out.not_known.end(), entry->unknowns.begin(), entry->unknowns.end());
    out.money = teller.money(programme, seen, facts, true);
  } else {
    out.category = "On no list of this programme.";
    for (const auto& because : need::not_included_because(programme, facts)) out.category += " Not included because " + because + ".";
  }
  return out;
}

std::vector<std::string> pair_evidence(const Snapshot& snapshot, const people::LinkModel& model, std::uint32_t left, std::uint32_t right,
                                       const std::string& left_name, const std::string& right_name) {
  std::vector<std::string> lines;
  static_cast<void>(add_pair(snapshot, model, left, right, left_name, right_name, false, lines));
  return lines;
}

std::vector<Namesake> find_people(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, std::string_view name_and_postcode,
                                  const Date& on) {
  const auto comma = name_and_postcode.rfind(',');
  if (comma == std::string_view::npos) return {};
  const auto postcode = Postcode::parse(trim(name_and_postcode.substr(comma + 1)));
  const auto wanted = words_of_name(name_and_postcode.substr(0, comma));
  if (!postcode || wanted.empty()) return {};
  std::set<std::uint32_t> there;
  for (std::uint32_t i = 0; i < snapshot.records.size(); ++i) {
    const auto person = snapshot.person_of[i];
    if (person == Groups::none || !sight.feed(snapshot.records[i].feed) || snapshot.protected_person[person]) continue;
    if (is_told_at(snapshot, i, *postcode)) there.insert(person);
  }
  PersonReader reader{snapshot, sight, on};
  std::vector<std::pair<Namesake, bool>> as_asked, whole, part;  // and whether they are on a list
  for (const auto person : there) {
    auto seen = reader.see(person);
    if (!is_called(snapshot, seen.records, wanted)) continue;
    const bool on_list = need::category_of(programme, reader.facts(seen)).has_value();
    std::erase_if(seen.homes, [&](const HomeSeen& home) { return snapshot.protected_property.contains(home.property); });
    Namesake one{.person = snapshot.persons[person], .name = seen.name, .address = {}, .feeds = seen.feeds(snapshot)};
    if (!seen.homes.empty()) one.address = one_line(snapshot.properties().address_line(place::PropertyIndex{seen.homes.front().property}));
    const auto theirs = words_of_name(seen.name);
    (theirs == wanted ? as_asked : sorted(theirs) == sorted(wanted) ? whole : part).emplace_back(std::move(one), on_list);
  }
  auto& fitting = !as_asked.empty() ? as_asked : !whole.empty() ? whole : part;
  const bool any_listed = std::ranges::any_of(fitting, [](const auto& one) { return one.second; });
  std::vector<Namesake> out;
  for (auto& [one, on_list] : fitting) {
    if (any_listed && !on_list) continue;
    if (!on_list) one.name.clear(), one.address.clear();
    out.push_back(std::move(one));
  }
  std::ranges::sort(out, {}, &Namesake::person);
  return out;
}

std::optional<PairExplained> explain_records(const Snapshot& snapshot, const Sight& sight, const people::LinkModel& model,
                                             std::string_view left, std::string_view right) {
  std::optional<std::uint32_t> l, r;
  for (std::uint32_t i = 0; i < snapshot.records.size(); ++i) {
    if (!sight.feed(snapshot.records[i].feed)) continue;
    const auto name = reference(snapshot, i);
    if (name == left) l = i;
    if (name == right) r = i;
  }
  if (!l || !r) return std::nullopt;
  PairExplained out{.left = std::string{left}, .right = std::string{right}, .lines = {}, .feeds = {}};
  for (const auto index : {*l, *r}) {
    const auto person = snapshot.person_of[index];
    out.is_protected = out.is_protected || snapshot.records[index].is_protected || (person != Groups::none && snapshot.protected_person[person]);
    out.feeds.push_back(static_cast<trust::FeedIndex>(snapshot.records[index].feed));
  }
  out.lines.push_back(snapshot.person_of[*l] == snapshot.person_of[*r] ? "These two records are taken for one person." : "These two records are taken for two people.");
  static_cast<void>(add_pair(snapshot, model, *l, *r, out.left, out.right, false, out.lines));
  return out;
}

std::vector<HouseholdMemberExplained> explain_household(const Snapshot& snapshot, const Sight& sight, HouseholdId id, const Date& on) {
  std::vector<HouseholdMemberExplained> out;
  PersonReader reader{snapshot, sight, on};
  for (const auto& household : snapshot.households) {
    if (household.id != id) continue;
    for (const auto person : household.persons) {
      const auto seen = reader.see(person);
      if (seen.records.empty()) continue;
      HouseholdMemberExplained row{.household = id, .person = snapshot.persons[person], .name = seen.name, .feeds = seen.feeds(snapshot)};
      row.is_protected = snapshot.protected_person[person] || snapshot.protected_property.contains(household.property);
      row.address = snapshot.properties().address_line(place::PropertyIndex{household.property});
      row.words = "placed at this home, and joined to the others there by a row, a surname, a telephone or an e-mail that they share";
      out.push_back(std::move(row));
    }
  }
  return out;
}

}  // namespace hearth::spine
