#include "spine/search_names.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "people/name_variant_list.h"

namespace hearth::spine {
namespace {

constexpr std::size_t shortest_beginning = 3;  ///< fewer letters begin too many names

/// Each name of the shipped list with its other forms.
const std::unordered_multimap<std::string_view, std::string_view>& other_forms() {
  static const auto all = [] {
    std::unordered_multimap<std::string_view, std::string_view> out;
    for (const auto list : {people::given_name_variants, people::surname_variants})
      for (const auto line : split(list, '\n')) {
        const auto pair = split(line, ' ');
        if (pair.size() != 2) continue;
        out.emplace(pair[0], pair[1]);
        out.emplace(pair[1], pair[0]);
      }
    return out;
  }();
  return all;
}

}  // namespace

int score_of(Likeness likeness) noexcept {
  switch (likeness) {
    case Likeness::none: return 0;
    case Likeness::initial: return 4;
    case Likeness::sound: return 5;
    case Likeness::misspelt: return 7;
    case Likeness::begins: return 8;
    case Likeness::variant: return 9;
    case Likeness::same: return 12;
  }
  return 0;
}

AskedName::AskedName(const SearchIndex& index, std::string word) : word_{std::move(word)} {
  const auto& names = index.names();
  const auto add = [&](WordNumber found, Likeness likeness) { alike_.emplace_back(found, likeness); };
  if (is_initial()) {
    begins_ = names.beginning_with(word_);
  } else {
    if (const auto found = names.find(word_)) add(*found, Likeness::same);
    const auto forms = other_forms().equal_range(word_);
    for (auto at = forms.first; at != forms.second; ++at)
      if (const auto found = names.find(at->second)) add(*found, Likeness::variant);
    if (word_.size() >= shortest_beginning) begins_ = names.beginning_with(word_);
    for (const auto found : names.misspelt(word_)) add(found, Likeness::misspelt);
    for (const auto found : names.sounding_like(word_)) add(found, Likeness::sound);
    if (const auto found = names.find(word_.substr(0, 1))) add(*found, Likeness::initial);
  }
  // Of one word the strongest likeness.
  std::ranges::sort(alike_, [](const auto& a, const auto& b) { return a.first != b.first ? a.first < b.first : a.second > b.second; });
  alike_.erase(std::unique(alike_.begin(), alike_.end(), [](const auto& a, const auto& b) { return a.first == b.first; }), alike_.end());
}

Likeness AskedName::likeness(WordNumber word) const noexcept {
  const auto begins = word < begins_.first || word >= begins_.second ? Likeness::none : is_initial() ? Likeness::initial : Likeness::begins;
  const auto found = std::ranges::lower_bound(alike_, word, {}, &std::pair<WordNumber, Likeness>::first);
  return found != alike_.end() && found->first == word ? std::max(found->second, begins) : begins;
}

std::vector<WordNumber> AskedName::words_of(Likeness likeness) const {
  std::vector<WordNumber> out;
  if (likeness == Likeness::begins)
    for (auto word = begins_.first; word < begins_.second; ++word) out.push_back(word);
  else
    for (const auto& [word, how] : alike_)
      if (how == likeness) out.push_back(word);
  return out;
}

namespace {

constexpr std::array leading{Likeness::same, Likeness::variant, Likeness::begins, Likeness::misspelt, Likeness::sound};

template <class Each>
void each_list(const SearchIndex& index, const Sight& sight, std::size_t feeds, const std::vector<WordNumber>& words, Each&& each) {
  for (const auto word : words)
    for (std::uint32_t feed = 0; feed < feeds; ++feed)
      if (sight.feed(feed)) each(index.persons(word, feed));
}

}  // namespace

std::size_t AskedName::entries(const SearchIndex& index, const Sight& sight) const {
  std::size_t out = 0;
  for (const auto likeness : leading) each_list(index, sight, index.feeds(), words_of(likeness), [&](auto persons) { out += persons.size(); });
  return out;
}

std::vector<std::uint32_t> AskedName::gather(const SearchIndex& index, const Sight& sight, std::size_t enough) const {
  std::vector<std::uint32_t> out;
  for (const auto likeness : leading) {
    each_list(index, sight, index.feeds(), words_of(likeness), [&](auto persons) { out.insert(out.end(), persons.begin(), persons.end()); });
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    if (out.size() >= enough) break;
  }
  return out;
}

Likeness likeness_of(const SearchIndex& index, const Sight& sight, std::uint32_t person, const AskedName& asked) {
  auto best = Likeness::none;
  for (const auto& told : index.words_of(person))
    if (sight.feed(told.feed)) best = std::max(best, asked.likeness(told.word));
  return best;
}

}  // namespace hearth::spine
