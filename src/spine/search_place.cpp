#include "spine/search_place.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "place/match_address.h"
#include "place/street_names.h"
#include "spine/named_homes.h"

namespace hearth::spine {
namespace {

constexpr std::size_t street_words_max = 5;
constexpr std::size_t streets_offered_max = 10;

bool has_digit(std::string_view word) { return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; }); }

bool says_which_flat(std::string_view word) {
  static constexpr std::array<std::string_view, 8> words{"flat", "apartment", "apt", "room", "unit", "block", "floor", "house"};
  return std::ranges::find(words, word) != words.end();
}

std::string words_between(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
  return joined({words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to)}, " ");
}

/// Where in the words a street's name stands.
struct Run {
  std::size_t from{0}, to{0};
  std::vector<WordNumber> streets;
  bool spelt_nearly{false};
};

class Resolver {
 public:
  Resolver(const Snapshot& snapshot, const SearchIndex& index, const SearchText& asked) : snapshot_{snapshot}, index_{index}, asked_{asked}, words_{asked.words} {}

  PlaceMeant resolve() {
    if (!take_whole()) {
      if (const auto run = street_run()) take_street(*run);
      else if (words_.size() > 1 && std::ranges::any_of(words_, has_digit)) take_numbered();
    }
    if (out_.empty() && asked_.postcode && !out_.no_such_number) take_postcode();
    if (out_.empty() && words_.size() == 1 && asked_.is_words_only()) take_beginning();
    if (out_.empty() && asked_.words.empty()) take_uprn();
    return std::move(out_);
  }

 private:
  /// The longest run of words that is a street's name; else the longest that nearly is one. One word alone is also a surname: it
  /// counts only behind a number, or where nothing else was typed.
  [[nodiscard]] std::optional<Run> street_run() const {
    for (const bool nearly : {false, true})
      for (std::size_t length = std::min(street_words_max, words_.size()); length > 0; --length)
        for (std::size_t from = 0; from + length <= words_.size(); ++from) {
          if (length == 1 && words_.size() > 1 && (from == 0 || !has_digit(words_[from - 1]))) continue;
          const auto key = place::street_key(words_between(words_, from, from + length));
          if (key.size() < 2) continue;
          if (!nearly) {
            if (const auto found = index_.streets().find(key)) return Run{from, from + length, {*found}, false};
          } else if (length > 1 || has_digit(words_.front())) {
            auto found = index_.streets().misspelt(key);
            if (found.size() > streets_offered_max) found.resize(streets_offered_max);
            if (!found.empty()) return Run{from, from + length, std::move(found), true};
          }
        }
    return std::nullopt;
  }

  /// All that was typed is an address, perhaps with a name before or behind it.
  bool take_whole() {
    if (words_.size() < 2) return false;
    const auto placed = placement(0, words_.size());
    if (placed.band != place::Band::exact && placed.band != place::Band::likely) return false;
    take_homes(placed);
    leave_words_of(out_.homes);
    return out_.is_exact;
  }

  void take_street(const Run& run) {
    out_.streets = run.streets;
    out_.spelt_nearly = run.spelt_nearly;
    std::size_t from = run.from;
    bool numbered = false;
    // "Flat 2, 62" before the street is the address's.
    while (from > 0 && (has_digit(words_[from - 1]) || says_which_flat(words_[from - 1]) || (words_[from - 1].size() == 1 && from > 1 && says_which_flat(words_[from - 2])))) {
      --from;
      numbered = numbered || has_digit(words_[from]);
    }
    if (numbered) {
      take_homes(placement(from, words_.size()));
      if (out_.homes.empty()) take_homes(placement(from, run.to));
      out_.is_exact = true;
      out_.no_such_number = out_.homes.empty();
    }
    out_.left = words_;
    out_.left.erase(out_.left.begin() + static_cast<std::ptrdiff_t>(from), out_.left.begin() + static_cast<std::ptrdiff_t>(run.to));
    leave_words_of(out_.homes.empty() ? some_homes_of(out_.streets.front()) : out_.homes, std::move(out_.left));
  }

  /// A number, and words that are no street here: a name before a building's, a street that is run together.
  void take_numbered() {
    const auto number = std::ranges::find_if(words_, has_digit);
    take_homes(placement(static_cast<std::size_t>(number - words_.begin()), words_.size()));
    if (out_.homes.empty()) take_homes(placement(0, words_.size()));
    leave_words_of(out_.homes);
  }

  [[nodiscard]] std::vector<place::PropertyIndex> some_homes_of(WordNumber street) const {
    constexpr std::size_t enough = 200;  // a street's name may stand in several places of a town
    std::vector<place::PropertyIndex> out;
    for (const auto property : index_.properties_of_street(street))
      if (out.size() < enough) out.emplace_back(property);
    return out;
  }

  /// Words that no address of these homes has are of something else: a name.
  void leave_words_of(const std::vector<place::PropertyIndex>& homes) { leave_words_of(homes, words_); }
  void leave_words_of(const std::vector<place::PropertyIndex>& homes, std::vector<std::string> left) {
    std::set<std::string> known;
    for (const auto home : homes)
      for (const auto word : split(std::string_view{line_ = place::street_key(snapshot_.properties().address_line(home))}, ' ')) known.emplace(word);
    std::erase_if(left, [&](const std::string& word) { return known.contains(place::street_key(word)); });
    out_.left = std::move(left);
  }

  [[nodiscard]] place::Placement placement(std::size_t from, std::size_t to) const {
    const std::string text = words_between(words_, from, to), postcode = asked_.postcode ? asked_.postcode->text() : asked_.outcode;
    return place::match_address(snapshot_.gazetteer->index, {}, {.text = text, .postcode = postcode});
  }

  void take_homes(const place::Placement& placed) {
    const auto add = [&](Uprn uprn) {
      if (const auto property = snapshot_.properties().find(uprn); property && std::ranges::find(out_.homes, *property) == out_.homes.end()) out_.homes.push_back(*property);
    };
    if (placed.uprn) add(*placed.uprn);
    for (const auto candidate : placed.candidates) add(candidate);
    if (placed.band == place::Band::building && placed.uprn)
      if (const auto building = snapshot_.properties().find(*placed.uprn))
        for (const auto flat : snapshot_.properties().children(*building)) out_.homes.push_back(flat);
    out_.is_of_address = out_.is_exact = !out_.homes.empty();
  }

  void take_postcode() {
    out_.homes = named_homes(snapshot_).of_postcode(snapshot_.properties(), *asked_.postcode);
    out_.is_exact = !out_.homes.empty();
    out_.left = words_;
  }

  void take_beginning() {
    const auto [first, last] = index_.streets().beginning_with(place::street_key(words_.front()));
    for (auto street = first; street < last && out_.streets.size() < streets_offered_max; ++street) out_.streets.push_back(street);
    out_.only_offered = true;
    out_.left = words_;
  }

  void take_uprn() {
    const auto uprn = Uprn::parse(asked_.digits);
    if (!uprn) return;
    if (const auto property = snapshot_.properties().find(*uprn)) out_.homes.push_back(*property);
    out_.is_exact = !out_.homes.empty();
  }

  const Snapshot& snapshot_;
  const SearchIndex& index_;
  const SearchText& asked_;
  const std::vector<std::string>& words_;
  std::string line_;
  PlaceMeant out_;
};

}  // namespace

PlaceMeant place_meant(const Snapshot& snapshot, const SearchIndex& index, const SearchText& asked) { return Resolver{snapshot, index, asked}.resolve(); }

}  // namespace hearth::spine
