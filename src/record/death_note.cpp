#include "record/death_note.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "record/joint_names.h"
#include "record/mention.h"
#include "record/row_people.h"

namespace hearth::record {
namespace {

/// The words right before a place, of its sentence, without brackets and marks; the last first.
std::vector<std::string_view> words_before(std::string_view text, std::size_t at) {
  constexpr std::size_t words_max = 6;
  static constexpr std::array<std::string_view, 8> between{"has", "have", "now", "sadly", "is", "was", "recently", "-"};
  const auto end = at == 0 ? std::string_view::npos : text.find_last_of(";!?\n", at - 1);
  auto before = text.substr(end == std::string_view::npos ? 0 : end + 1, at - (end == std::string_view::npos ? 0 : end + 1));
  std::vector<std::string_view> out;
  while (!before.empty() && out.size() < words_max) {
    const auto blank = before.find_last_of(' ');
    auto word = blank == std::string_view::npos ? before : before.substr(blank + 1);
    before = blank == std::string_view::npos ? std::string_view{} : before.substr(0, blank);
    // "Mr. A. Dring": the mark ends no sentence behind a title or a letter.
    const bool ends_sentence = word.size() > 3 && word.back() == '.';
    while (!word.empty() && std::string_view{"(),.:[]"}.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    while (!word.empty() && std::string_view{"(),.:[]"}.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    if (ends_sentence) break;
    if (!word.empty() && (!out.empty() || std::ranges::find(between, word) == between.end())) out.push_back(word);
  }
  return out;
}

bool same_given(std::string_view said, std::string_view given) {
  const auto first = given.substr(0, given.find(' '));
  return said == first || (said.size() == 1 && !first.empty() && said[0] == first[0]) || (first.size() == 1 && !said.empty() && said[0] == first[0]);
}

/// "t1", "tenant2": the place of a person in the row, from 0.
std::optional<std::size_t> numbered(std::string_view word) {
  if (word.size() < 2 || word.back() < '1' || word.back() > '4') return std::nullopt;
  const auto name = word.substr(0, word.size() - 1);
  return name == "t" || name == "tenant" || name == "jt" ? std::optional{static_cast<std::size_t>(word.back() - '1')} : std::nullopt;
}

/// Whether the words before, last first, are this person's name.
bool names(const std::vector<std::string_view>& words, const NotedPerson& person) {
  const auto surname = fold(person.surname), given = fold(person.given_name), whole_title = fold(person.title);
  const auto title = std::string_view{whole_title}.substr(0, whole_title.find('.'));
  if (surname.empty()) return false;
  const auto agrees = [&](std::string_view said) { return title.empty() || said == title; };
  bool family = false, own = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_title(words[i])) return family && agrees(words[i]);
    if (words[i] == surname) family = true;
    else if (!given.empty() && same_given(words[i], given)) own = true;
    else return false;
    // A name of both parts needs no title; one that stands before it may tell of another.
    if (family && own) return i + 1 >= words.size() || !is_title(words[i + 1]) || agrees(words[i + 1]);
  }
  return false;
}

/// Whom the words before a place name; nothing when nobody, or more than one.
std::optional<std::size_t> named(const std::vector<std::string_view>& words, std::span<const NotedPerson> people) {
  if (words.empty()) return std::nullopt;
  if (const auto number = numbered(words.front()); number && *number < people.size()) return number;
  std::vector<std::size_t> whole, by_given;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (names(words, people[i])) whole.push_back(i);
    const auto given = fold(people[i].given_name);
    if (words.front().size() > 1 && words.front() == std::string_view{given}.substr(0, given.find(' '))) by_given.push_back(i);
  }
  if (whole.size() == 1) return whole.front();
  return whole.empty() && by_given.size() == 1 ? std::optional{by_given.front()} : std::nullopt;
}

}  // namespace

std::vector<NotedDeath> deaths_noted(std::string_view note, std::span<const std::string> phrases, std::span<const NotedPerson> people) {
  std::vector<NotedDeath> out(people.size(), NotedDeath::none);
  std::vector<RowPerson> row;
  for (const auto& one : people) row.push_back({.title = one.title, .given_name = one.given_name, .surname = one.surname, .is_named = true, .in_joint_cell = true});
  const auto text = in_one_line(note);
  for (const auto& phrase : phrases) {
    for (const auto& said : mentions_of(text, phrase, {})) {
      const auto end = said.begin + phrase.size();
      // "rip" is no part of "ripped".
      if (said.denied || said.whose.role == Whose::Role::elsewhere || (end < text.size() && text[end] >= 'a' && text[end] <= 'z')) continue;
      if (const auto who = named(words_before(text, said.begin), people)) {
        out[*who] = NotedDeath::this_one;
        continue;
      }
      // "Wife died" asks about her alone, where the row names her; "mother died" about nobody of a couple.
      const auto owners = owners_of(said.whose, row, std::nullopt);
      if (owners.people.size() == 1 && people.size() > 1) out[owners.people.front()] = std::max(out[owners.people.front()], NotedDeath::somebody);
      if (owners.unnamed || (owners.people.size() == 1 && people.size() > 1)) continue;
      for (auto& one : out) one = std::max(one, NotedDeath::somebody);
    }
  }
  // Where one is named, the same words ask nothing of the others.
  if (std::ranges::find(out, NotedDeath::this_one) != out.end()) std::ranges::replace(out, NotedDeath::somebody, NotedDeath::none);
  return out;
}

}  // namespace hearth::record
