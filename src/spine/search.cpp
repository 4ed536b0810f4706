#include "spine/search.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "people/contact_values.h"
#include "place/match_address.h"
#include "spine/address_lookup.h"
#include "spine/named_homes.h"
#include "spine/person_reader.h"
#include "spine/search_names.h"
#include "spine/search_place.h"
#include "spine/search_text.h"

namespace hearth::spine {
namespace {

using record::Field;
using People = std::vector<std::uint32_t>;

constexpr std::size_t enough_for_one_word = 2'000;     ///< of the likest, before weaker likenesses are looked at
constexpr std::size_t enough_for_several = 60'000;     ///< each is held against the other words
constexpr std::size_t looked_at_max = 200;             ///< of the best, each read as the asker may see it
constexpr std::size_t homes_read_max = 2'000;          ///< of candidates whose address is held against a word
constexpr int score_of_day = 12, score_of_swapped_day = 3, score_of_year = 6;

void sort_once(People& people) {
  std::ranges::sort(people);
  people.erase(std::unique(people.begin(), people.end()), people.end());
}

bool has_digit(std::string_view word) { return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; }); }

/// What may be left out of account when nobody fits all of it.
enum class Told : std::uint8_t { birth, telephone, place, name };
constexpr std::array told_words{"the date of birth", "the telephone number", "the address", "the name"};

struct Fit {
  int score{0};
  std::uint32_t person{0};
};

/// The words of names of a question, and how its other words are held against homes.
struct Asked {
  std::vector<const AskedName*> names;
  std::vector<std::string> of_home;  ///< house numbers, and words that no name is like
};

class Searcher {
 public:
  Searcher(const Snapshot& snapshot, const Sight& sight, SearchText text, Instant now)
      : snapshot_{snapshot}, sight_{sight}, index_{search_index(snapshot)}, text_{std::move(text)}, reader_{snapshot, sight, now.date()}, age_{snapshot.vocabulary->find("age")} {}

  SearchAnswer answer() {
    SearchAnswer out;
    out.head.impossible_day = text_.impossible_day;
    if (!text_.outcode.empty() && named_homes(snapshot_).of_outcode(snapshot_.properties(), text_.outcode).empty()) {
      text_.words.push_back(to_lower_ascii(text_.outcode));  // "B2" is no half of a postcode here: a flat, a block
      text_.outcode.clear();
    }
    meant_ = place_meant(snapshot_, index_, text_);
    tell_places(out.head);
    if (has_place()) there_ = people_at(meant_.homes.empty() && !meant_.is_exact ? homes_of_streets() : meant_.homes);
    if (text_.birth) born_ = born(*text_.birth);
    if (!text_.digits.empty()) reached_ = reached_by(text_.digits);
    find_people(out);
    return out;
  }

 private:
  // ---- places

  void tell_places(SearchHead& head) {
    auto found = addresses_of(snapshot_, index_, meant_, text_.postcode.has_value(), search_homes_max);
    head.homes = std::move(found.homes);
    head.homes_in_all = found.homes_in_all;
    head.streets = std::move(found.streets);
    head.may_be_any = found.may_be_any;
    head.no_such_number = found.no_such_number;
    head.spelt_nearly = found.spelt_nearly;
  }

  [[nodiscard]] bool may_be_told(std::uint32_t record) const {
    const auto person = snapshot_.person_of[record];
    return person != Groups::none && sight_.feed(snapshot_.records[record].feed) && !index_.is_left_out(person);
  }

  /// People whom a visible feed places at these homes.
  [[nodiscard]] People people_at(const std::vector<place::PropertyIndex>& homes) const {
    People out;
    for (const auto home : homes) {
      if (snapshot_.protected_property.contains(home.number())) continue;
      for (const auto record : snapshot_.records_at_property.of(home.number()))
        if (may_be_told(record)) out.push_back(snapshot_.person_of[record]);
    }
    if (text_.postcode)
      if (const auto found = snapshot_.unplaced_by_postcode.find(text_.postcode->text()); found != snapshot_.unplaced_by_postcode.end())
        for (const auto record : found->second)
          if (may_be_told(record)) out.push_back(snapshot_.person_of[record]);
    sort_once(out);
    return out;
  }

  [[nodiscard]] std::vector<place::PropertyIndex> homes_of_streets() const {
    std::vector<place::PropertyIndex> out;
    for (const auto street : meant_.streets)
      for (const auto property : index_.properties_of_street(street)) out.emplace_back(property);
    return out;
  }

  [[nodiscard]] bool is_in_outcode(std::uint32_t person) const {
    for (const auto record : snapshot_.records_of_person.of(person)) {
      const auto property = snapshot_.placed[record].property;
      if (!may_be_told(record) || snapshot_.protected_property.contains(property)) continue;
      const auto told = property == nowhere ? snapshot_.records[record].view().get(Field::postcode) : snapshot_.properties().at(place::PropertyIndex{property}).shown.postcode;
      if (const auto code = Postcode::parse(told); code && code->outward() == text_.outcode) return true;
    }
    return false;
  }

  /// Whether each word stands in the address of a home that a visible feed gives them.
  [[nodiscard]] bool has_home_with(std::uint32_t person, const std::vector<std::string>& wanted) const {
    for (const auto record : snapshot_.records_of_person.of(person)) {
      const auto property = snapshot_.placed[record].property;
      if (!may_be_told(record) || property == nowhere || snapshot_.protected_property.contains(property)) continue;
      const auto line = fold(snapshot_.properties().address_line(place::PropertyIndex{property}));
      const auto there = words(line);
      if (std::ranges::all_of(wanted, [&](const std::string& word) { return std::ranges::find(there, word) != there.end(); })) return true;
    }
    return false;
  }

  /// Whoever has a home that is protected is found only by way of another that the asker may hear of.
  [[nodiscard]] bool may_be_found(std::uint32_t person) const {
    if (!index_.has_protected_home(person)) return true;
    bool placed = false;
    for (const auto record : snapshot_.records_of_person.of(person)) {
      const auto property = snapshot_.placed[record].property;
      if (!may_be_told(record) || property == nowhere) continue;
      if (!snapshot_.protected_property.contains(property)) return true;
      placed = true;
    }
    return !placed;
  }

  // ---- numbers

  [[nodiscard]] bool may_use_birth(std::uint32_t feed) const { return age_ ? sight_.factor(feed, *age_) : sight_.feed(feed); }

  /// As some file tells whose dates of birth the asker may use.
  [[nodiscard]] bool is_born_in(std::uint32_t person, int year) const {
    const auto wanted = std::to_string(year);
    for (const auto record : snapshot_.records_of_person.of(person))
      if (may_be_told(record) && may_use_birth(snapshot_.records[record].feed) && snapshot_.records[record].view().get(Field::birth_date).starts_with(wanted)) return true;
    return false;
  }

  struct Born {
    People that_day, swapped;  ///< day and month exchanged
  };
  [[nodiscard]] Born born(const Date& day) const {
    Born out;
    const auto swapped = day.day() <= 12 && day.day() != day.month() ? Date::make(day.year(), day.day(), day.month()) : Date::make(0);
    for (std::uint32_t feed = 0; feed < index_.feeds(); ++feed) {
      if (!may_use_birth(feed)) continue;
      for (const auto person : index_.born_on(day, feed)) out.that_day.push_back(person);
      if (swapped)
        for (const auto person : index_.born_on(*swapped, feed)) out.swapped.push_back(person);
    }
    sort_once(out.that_day);
    sort_once(out.swapped);
    return out;
  }

  [[nodiscard]] People reached_by(const std::string& typed) const {
    const auto whole = people::normal_phone(typed);
    const std::string_view digits = whole.empty() ? std::string_view{typed} : std::string_view{whole};
    People out;
    for (std::uint32_t feed = 0; feed < index_.feeds(); ++feed) {
      if (!sight_.feed(feed)) continue;
      for (const auto person : index_.with_telephone(digits, feed))
        for (const auto record : snapshot_.records_of_person.of(person))
          if (snapshot_.records[record].feed == feed && people::normal_phone(snapshot_.records[record].view().get(Field::phone)).ends_with(digits)) out.push_back(person);
    }
    sort_once(out);
    return out;
  }

  // ---- people

  /// Each asked word is looked up once.
  const AskedName& name_of(const std::string& word) {
    const auto found = asked_names_.find(word);
    return found != asked_names_.end() ? found->second : asked_names_.emplace(word, AskedName{index_, word}).first->second;
  }

  [[nodiscard]] Asked asked_of(const std::vector<std::string>& words) {
    Asked out;
    for (const auto& word : words) {
      const auto* name = has_digit(word) ? nullptr : &name_of(word);
      if (name == nullptr || (name->is_no_name() && words.size() > 1)) out.of_home.push_back(word);
      else out.names.push_back(name);
    }
    return out;
  }

  /// Whom the rarest of the asked names leads to; nobody when a letter is all there is.
  [[nodiscard]] People led_to_by(const Asked& asked) const {
    const AskedName* fewest = nullptr;
    std::size_t entries = 0;
    for (const auto* name : asked.names) {
      if (name->is_initial()) continue;
      const auto count = name->entries(index_, sight_);
      if (count == 0 && name->may_be_initial()) continue;  // "Karen", whom every file calls "K"
      if (fewest == nullptr || count < entries) fewest = name, entries = count;
    }
    if (fewest == nullptr) return {};
    const bool one_word = asked.names.size() == 1 && asked.of_home.empty() && text_.is_words_only();
    return fewest->gather(index_, sight_, one_word ? enough_for_one_word : enough_for_several);
  }

  [[nodiscard]] std::vector<Fit> fits(const People& candidates, const Asked& asked, bool of_outcode) const {
    std::vector<Fit> out;
    std::size_t homes_read = 0;
    for (const auto person : candidates) {
      int score = 0;
      const bool named = std::ranges::all_of(asked.names, [&](const AskedName* name) {
        const auto likeness = likeness_of(index_, sight_, person, *name);
        score += score_of(likeness);
        return likeness != Likeness::none;
      });
      if (asks_year_ && !is_born_in(person, *text_.birth_year)) continue;
      if (!named || !may_be_found(person) || (of_outcode && !is_in_outcode(person))) continue;
      if (!asked.of_home.empty() && (++homes_read > homes_read_max || !has_home_with(person, asked.of_home))) continue;
      out.push_back({score, person});
    }
    return out;
  }

  [[nodiscard]] bool has_place() const { return (!meant_.empty() && !meant_.only_offered) || text_.postcode || !text_.outcode.empty(); }

  /// Who fits what was typed, but for `without`.
  [[nodiscard]] std::vector<Fit> who_fits(std::optional<Told> without) {
    asks_year_ = text_.birth_year && without != Told::birth;
    const auto numbered = by_numbers(without);
    std::vector<Fit> out;
    if (without != Told::place) add_placed(numbered, without == Told::name, out);
    // All words as a name, too: "Mary Lane" is a street, and may be a woman. A whole postcode says where.
    if (without == Told::place || !text_.postcode) {
      const auto& words = without == Told::place && has_place() ? meant_.left : text_.words;
      add_named(numbered, without == Told::name ? std::vector<std::string>{} : words, without != Told::place && !text_.outcode.empty(), out);
    }
    for (auto& fit : out) fit.score += score_of_birth(fit.person);
    keep_best_of_each(out);
    return out;
  }

  /// Whom date of birth and telephone number leave; nothing when neither was typed.
  [[nodiscard]] std::optional<People> by_numbers(std::optional<Told> without) const {
    std::optional<People> out;
    if (without != Told::birth && text_.birth) {
      out = born_.that_day;
      out->insert(out->end(), born_.swapped.begin(), born_.swapped.end());
      sort_once(*out);
    }
    const bool is_number_of_home = text_.words.empty() && !meant_.homes.empty() && reached_.empty();
    if (without != Told::telephone && !text_.digits.empty() && !is_number_of_home) out = out ? both(*out, reached_) : reached_;
    return out;
  }

  [[nodiscard]] static People both(const People& a, const People& b) {
    People out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
  }

  void add_named(const std::optional<People>& numbered, const std::vector<std::string>& words, bool of_outcode, std::vector<Fit>& out) {
    const auto asked = asked_of(words);
    if (!numbered && asked.names.empty()) return;
    append(out, fits(numbered ? *numbered : led_to_by(asked), asked, of_outcode));
  }

  /// People of the homes that were meant. Those of a whole street are listed only where something else says which of them.
  void add_placed(const std::optional<People>& numbered, bool whatever_name, std::vector<Fit>& out) {
    if (meant_.only_offered || (meant_.empty() && !text_.postcode)) return;
    if (meant_.homes.empty() && !text_.postcode && (meant_.is_exact || (meant_.left.empty() && !numbered))) return;
    append(out, fits(numbered ? both(there_, *numbered) : there_, whatever_name ? Asked{} : asked_of(meant_.left), false));
  }

  static void append(std::vector<Fit>& out, const std::vector<Fit>& more) { out.insert(out.end(), more.begin(), more.end()); }

  [[nodiscard]] int score_of_birth(std::uint32_t person) const {
    if (text_.birth_year) return is_born_in(person, *text_.birth_year) ? score_of_year : 0;
    if (!text_.birth) return 0;
    if (std::ranges::binary_search(born_.that_day, person)) return score_of_day;
    return std::ranges::binary_search(born_.swapped, person) ? score_of_swapped_day : 0;
  }

  static void keep_best_of_each(std::vector<Fit>& fits) {
    std::ranges::sort(fits, [](const Fit& a, const Fit& b) { return a.person != b.person ? a.person < b.person : a.score > b.score; });
    fits.erase(std::unique(fits.begin(), fits.end(), [](const Fit& a, const Fit& b) { return a.person == b.person; }), fits.end());
    // Who fits best, whatever the order of the files; only the first are ever shown.
    const auto first = std::min(fits.size(), looked_at_max);
    std::ranges::partial_sort(fits, fits.begin() + static_cast<std::ptrdiff_t>(first), [](const Fit& a, const Fit& b) { return a.score != b.score ? a.score > b.score : a.person < b.person; });
  }

  void find_people(SearchAnswer& out) {
    if (text_.empty()) return;
    if (is_too_little()) {
      out.head.too_little = true;
      return;
    }
    auto found = who_fits(std::nullopt);
    for (const auto told : {Told::birth, Told::telephone, Told::place, Told::name}) {
      if (!found.empty() || !may_leave(told)) continue;
      found = who_fits(told);
      if (!found.empty()) out.head.without = told == Told::birth && text_.birth_year ? "the year of birth" : told_words[static_cast<std::size_t>(told)];
    }
    std::size_t looked_at = 0;
    for (; looked_at < found.size() && looked_at < looked_at_max; ++looked_at) {
      if (out.people.size() == search_people_max) break;
      if (auto row = hit(found[looked_at])) out.people.push_back(std::move(*row));
    }
    out.head.more_people = looked_at < found.size();
  }

  /// Letters alone begin too many names to say anything of anybody.
  [[nodiscard]] bool is_too_little() const {
    if (text_.birth_year && text_.words.empty() && !has_place() && text_.digits.empty()) return true;
    return text_.is_words_only() && std::ranges::all_of(text_.words, [](const std::string& word) { return word.size() == 1 && !has_digit(word); });
  }

  /// Something was typed of this kind, and of another kind too.
  [[nodiscard]] bool may_leave(Told told) const {
    const bool name = has_place() ? !meant_.left.empty() : !text_.words.empty();
    const std::array<bool, 4> there{text_.birth.has_value() || text_.birth_year.has_value(), !text_.digits.empty(), has_place(), name};
    return there[static_cast<std::size_t>(told)] && std::ranges::count(there, true) > 1;
  }

  // ---- what is told of one of them

  [[nodiscard]] std::optional<SearchHit> hit(const Fit& fit) {
    auto seen = reader_.see(fit.person);
    if (seen.records.empty() || seen.is_dead) return std::nullopt;
    SearchHit out;
    out.person = snapshot_.persons[fit.person];
    out.name = seen.name;
    out.feeds = seen.feeds(snapshot_);
    // As on lists: who has another home is told of without the protected one.
    const bool was_placed = !seen.homes.empty();
    std::erase_if(seen.homes, [&](const HomeSeen& home) { return snapshot_.protected_property.contains(home.property); });
    out.is_protected = snapshot_.protected_person[fit.person] || (was_placed && seen.homes.empty());
    if (out.is_protected) return std::nullopt;
    if (!seen.homes.empty()) {
      const place::PropertyIndex home{seen.homes.front().property};
      out.uprn = snapshot_.properties().uprn(home);
      out.address = one_line(snapshot_.properties().address_line(home));
      out.may_have_moved = seen.homes_disagree || seen.homes.front().has_ended || seen.homes.front().may_have_left;
    } else {
      for (const auto record : seen.records)
        if (const auto told = one_line(snapshot_.records[record].view().get(Field::address)); told.size() > out.address.size() && !snapshot_.protected_property.contains(snapshot_.placed[record].property)) out.address = told;
    }
    if (seen.birth) out.birth_year = seen.birth->year();
    out.why = why(fit.person, seen);
    return out;
  }

  [[nodiscard]] std::vector<std::string> why(std::uint32_t person, const PersonSeen& seen) {
    std::vector<std::string> out;
    why_named(person, seen, out);
    if (text_.birth && std::ranges::binary_search(born_.that_day, person)) out.emplace_back("the date of birth");
    else if (text_.birth && std::ranges::binary_search(born_.swapped, person)) out.emplace_back("the date of birth, with day and month exchanged");
    if (text_.birth_year && is_born_in(person, *text_.birth_year)) out.emplace_back("the year of birth");
    if (std::ranges::binary_search(reached_, person)) out.emplace_back("the telephone number");
    if (std::ranges::binary_search(there_, person))
      out.emplace_back(meant_.homes.empty() && !meant_.streets.empty() ? "the street" : text_.postcode && !meant_.is_of_address ? "the postcode" : "the address");
    return out;
  }

  void why_named(std::uint32_t person, const PersonSeen& seen, std::vector<std::string>& out) {
    const auto shown = search_words(seen.name);
    std::vector<std::size_t> places;
    bool all_same = true, any = false;
    for (const auto& word : text_.words) {
      if (has_digit(word)) continue;
      const auto& asked = name_of(word);
      auto best = Likeness::none;
      std::string_view as;
      for (const auto& told : index_.words_of(person)) {
        if (!sight_.feed(told.feed)) continue;
        const auto likeness = asked.likeness(told.word);
        // Of words that are alike in the same way the one of the name that is shown.
        const bool is_shown = std::ranges::find(shown, index_.names().text(told.word)) != shown.end();
        if (likeness > best || (likeness == best && best != Likeness::none && is_shown)) best = likeness, as = index_.names().text(told.word);
      }
      if (best == Likeness::none) continue;
      any = true;
      const auto at = std::ranges::find(shown, as);
      if (at != shown.end()) places.push_back(static_cast<std::size_t>(at - shown.begin()));
      all_same = all_same && best == Likeness::same;
      if (auto words = words_of(best, as); !words.empty()) out.push_back(std::move(words));
      if (at == shown.end() && best != Likeness::initial) add_other_name(seen, as, out);
    }
    if (any && all_same) out.insert(out.begin(), std::ranges::is_sorted(places) ? "the name" : "the name, in another order");
  }

  static std::string words_of(Likeness likeness, std::string_view as) {
    const std::string written = capitalised(as);
    switch (likeness) {
      case Likeness::initial: return "a first letter: " + written;
      case Likeness::sound: return "sounds alike: " + written;
      case Likeness::misspelt: return "spelt nearly so: " + written;
      case Likeness::begins: return "begins so: " + written;
      case Likeness::variant: return "another form of the name: " + written;
      default: return {};
    }
  }

  /// A file writes them otherwise than the name that is shown.
  void add_other_name(const PersonSeen& seen, std::string_view word, std::vector<std::string>& out) const {
    for (const auto index : seen.records) {
      const auto view = snapshot_.records[index].view();
      const auto before = search_words(view.get(Field::previous_surname));
      const bool was = std::ranges::find(before, word) != before.end();
      const auto now = search_words(view.name());
      if (!was && std::ranges::find(now, word) == now.end()) continue;
      const auto written = (was ? "once called " : "also known as ") + one_line(was ? view.get(Field::previous_surname) : std::string_view{view.name()});
      if (std::ranges::find(out, written) == out.end()) out.push_back(written);
      return;
    }
  }

  const Snapshot& snapshot_;
  const Sight& sight_;
  const SearchIndex& index_;
  SearchText text_;
  PersonReader reader_;
  std::optional<need::FactorIndex> age_;
  PlaceMeant meant_;
  People there_;    ///< of the homes or streets that were meant
  Born born_;
  People reached_;  ///< by the telephone number
  bool asks_year_{false};  ///< the year of birth counts in this look
  std::map<std::string, AskedName> asked_names_;
};

}  // namespace

std::string search_kinds(std::string_view typed, Instant now) { return read_search(typed, now.date()).kinds(); }

SearchAnswer search(const Snapshot& snapshot, const Sight& sight, const need::Programme& programme, std::string_view typed, Instant now) {
  auto text = read_search(typed, now.date());
  const auto kinds = text.kinds();
  auto out = Searcher{snapshot, sight, std::move(text), now}.answer();
  out.head.asked = kinds;
  out.head.purpose = programme.purpose.text();
  out.head.purpose_words = programme.words;
  out.head.at = now;
  return out;
}

void make_ready_for_searches(const Snapshot& snapshot) {
  static_cast<void>(search_index(snapshot));
  static_cast<void>(named_homes(snapshot));
}

}  // namespace hearth::spine
