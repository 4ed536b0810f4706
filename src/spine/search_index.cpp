#include "spine/search_index.h"

#include <algorithm>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "people/contact_values.h"
#include "place/street_names.h"
#include "spine/search_text.h"

namespace hearth::spine {
namespace {

using record::Field;

struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const noexcept { return hash64(word); }
};
/// Words numbered as they come.
class Numbering {
 public:
  std::uint32_t of(std::string_view word) {
    if (const auto found = numbers_.find(word); found != numbers_.end()) return found->second;
    return numbers_.emplace(std::string{word}, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  [[nodiscard]] const auto& all() const noexcept { return numbers_; }
  [[nodiscard]] std::vector<std::string> sorted() const {
    std::vector<std::string> out;
    out.reserve(numbers_.size());
    for (const auto& entry : numbers_) out.push_back(entry.first);
    std::ranges::sort(out);
    return out;
  }

 private:
  std::unordered_map<std::string, std::uint32_t, WordHash, std::equal_to<>> numbers_;
};

template <class Items>
void sort_once(Items& items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

std::uint32_t last_digits(std::string_view telephone) {
  const auto tail = telephone.substr(telephone.size() - std::min(telephone.size(), SearchText::digits_min));
  return static_cast<std::uint32_t>(whole_number(tail).value_or(0));
}

constexpr std::size_t people_in_a_part = 1U << 16;

}  // namespace

/// What one thread read: of people one after another, with words numbered by itself.
struct SearchIndex::Part {
  std::uint32_t first_person{0};
  Numbering words;
  std::vector<Told> told;
  std::vector<std::uint32_t> told_count;  ///< of each person
  std::vector<Numbered> telephones, births;

  void read(const Snapshot& snapshot, std::uint32_t person) {
    std::vector<std::pair<std::uint32_t, WordNumber>> theirs;
    for (const auto index : snapshot.records_of_person.of(person)) {
      const auto& record = snapshot.records[index];
      const auto view = record.view();
      for (const auto& name : {view.name(), std::string{view.get(Field::previous_surname)}})
        for (const auto& word : search_words(name)) theirs.emplace_back(record.feed, words.of(word));
      if (const auto telephone = people::normal_phone(view.get(Field::phone)); telephone.size() >= SearchText::digits_min)
        telephones.push_back({last_digits(telephone), record.feed, person});
      if (const auto birth = view.date(Field::birth_date); birth && birth->whole())
        births.push_back({static_cast<std::uint32_t>(birth->days()), record.feed, person});
    }
    sort_once(theirs);
    for (const auto& [feed, word] : theirs) told.push_back({word, feed});
    told_count.push_back(static_cast<std::uint32_t>(theirs.size()));
  }
};

SearchIndex::SearchIndex(const Snapshot& snapshot, Threads threads) : feeds_{snapshot.place.feeds.size()} {
  leave_out(snapshot);
  read_people(snapshot, threads);
  read_streets(snapshot, threads);
}

void SearchIndex::leave_out(const Snapshot& snapshot) {
  const std::size_t people = snapshot.persons.size();
  left_out_ = snapshot.protected_person;
  left_out_.resize(people, false);
  has_protected_home_.assign(people, false);
  std::vector<bool> has_other_home(people, false);
  for (std::uint32_t i = 0; i < snapshot.records.size(); ++i) {
    const auto person = snapshot.person_of[i], property = snapshot.placed[i].property;
    if (person == Groups::none || property == nowhere) continue;
    if (snapshot.protected_property.contains(property)) has_protected_home_[person] = true;
    else has_other_home[person] = true;
  }
  for (std::size_t person = 0; person < people; ++person)
    if (has_protected_home_[person] && !has_other_home[person]) left_out_[person] = true;
}

void SearchIndex::read_people(const Snapshot& snapshot, Threads threads) {
  const std::size_t people = snapshot.persons.size();
  std::vector<Part> parts((people + people_in_a_part - 1) / people_in_a_part);
  parallel_ranges(people, people_in_a_part, threads, [&](std::size_t from, std::size_t to) {
    auto& part = parts[from / people_in_a_part];
    part.first_person = static_cast<std::uint32_t>(from);
    for (auto person = static_cast<std::uint32_t>(from); person < to; ++person) {
      if (left_out_[person]) part.told_count.push_back(0);
      else part.read(snapshot, person);
    }
  });
  join_parts(parts);
}

void SearchIndex::join_parts(std::vector<Part>& parts) {
  Numbering all;
  for (const auto& part : parts)
    for (const auto& entry : part.words.all()) all.of(entry.first);
  names_ = WordBook{all.sorted()};
  told_from_.push_back(0);
  for (auto& part : parts) {
    std::vector<WordNumber> number(part.words.all().size());
    for (const auto& [word, here] : part.words.all()) number[here] = *names_.find(word);
    for (auto& told : part.told) told.word = number[told.word];
    told_.insert(told_.end(), part.told.begin(), part.told.end());
    for (const auto count : part.told_count) told_from_.push_back(told_from_.back() + count);
    telephones_.insert(telephones_.end(), part.telephones.begin(), part.telephones.end());
    births_.insert(births_.end(), part.births.begin(), part.births.end());
    part = {};
  }
  told_.shrink_to_fit();
  for (auto* numbered : {&telephones_, &births_}) {
    sort_once(*numbered);
    numbered->shrink_to_fit();
  }
  persons_from_.assign(names_.size() * feeds_ + 1, 0);
  for (const auto& told : told_) ++persons_from_[told.word * feeds_ + told.feed + 1];
  for (std::size_t i = 1; i < persons_from_.size(); ++i) persons_from_[i] += persons_from_[i - 1];
  persons_.resize(told_.size());
  std::vector<std::uint32_t> next(persons_from_.begin(), persons_from_.end() - 1);
  for (std::uint32_t person = 0; person + 1 < told_from_.size(); ++person)
    for (const auto& told : words_of(person)) persons_[next[told.word * feeds_ + told.feed]++] = person;
}

void SearchIndex::read_streets(const Snapshot& snapshot, Threads threads) {
  if (!snapshot.gazetteer) return;
  const auto& properties = snapshot.properties();
  std::vector<std::string> keys(properties.size());
  parallel_ranges(properties.size(), 4096, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) keys[i] = place::street_key(properties.at(place::PropertyIndex{i}).shown.street);
  });
  Numbering all;
  for (const auto& key : keys)
    if (!key.empty()) all.of(key);
  streets_ = WordBook{all.sorted()};
  std::vector<std::uint32_t> number(all.all().size()), street_of(keys.size(), Groups::none);
  for (const auto& [key, here] : all.all()) number[here] = *streets_.find(key);
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (!keys[i].empty()) street_of[i] = number[all.of(keys[i])];
  properties_of_street_ = Groups{street_of, streets_.size()};
}

std::span<const std::uint32_t> SearchIndex::persons(WordNumber word, std::uint32_t feed) const noexcept {
  const auto at = word * feeds_ + feed;
  return std::span{persons_}.subspan(persons_from_[at], persons_from_[at + 1] - persons_from_[at]);
}

std::span<const SearchIndex::Told> SearchIndex::words_of(std::uint32_t person) const noexcept {
  return std::span{told_}.subspan(told_from_[person], told_from_[person + 1] - told_from_[person]);
}

std::vector<std::uint32_t> SearchIndex::with_number(const std::vector<Numbered>& all, std::uint32_t number, std::uint32_t feed) {
  std::vector<std::uint32_t> out;
  for (auto at = std::ranges::lower_bound(all, Numbered{number, feed, 0}); at != all.end() && at->number == number && at->feed == feed; ++at) out.push_back(at->person);
  return out;
}

std::vector<std::uint32_t> SearchIndex::with_telephone(std::string_view digits, std::uint32_t feed) const { return with_number(telephones_, last_digits(digits), feed); }

std::vector<std::uint32_t> SearchIndex::born_on(const Date& day, std::uint32_t feed) const { return with_number(births_, static_cast<std::uint32_t>(day.days()), feed); }

std::size_t SearchIndex::bytes() const noexcept {
  return names_.bytes() + streets_.bytes() + left_out_.size() / 8 + (persons_from_.capacity() + persons_.capacity() + told_from_.capacity()) * sizeof(std::uint32_t) +
         told_.capacity() * sizeof(Told) + (telephones_.capacity() + births_.capacity()) * sizeof(Numbered);
}

const SearchIndex& search_index(const Snapshot& snapshot) {
  std::call_once(snapshot.search_once, [&] { snapshot.search = std::make_shared<const SearchIndex>(snapshot, Threads::of_machine()); });
  return *snapshot.search;
}

}  // namespace hearth::spine
