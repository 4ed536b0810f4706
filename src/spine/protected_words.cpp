#include "spine/protected_words.h"

#include <algorithm>

#include "base/postcode.h"
#include "base/text.h"
#include "people/name_parts.h"

namespace hearth::spine {
namespace {

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_blanks(std::string_view text) {
  std::string out{text};
  std::erase(out, ' ');
  return out;
}

}  // namespace

ProtectedWords::ProtectedWords(const Snapshot& snapshot) {
  for (std::uint32_t i = 0; i < snapshot.records.size(); ++i) {
    const auto person = snapshot.person_of[i];
    if (snapshot.records[i].is_protected || (person != Groups::none && snapshot.protected_person[person])) add_person(snapshot.records[i]);
  }
  for (const auto property : snapshot.protected_property) add_home(snapshot.properties(), place::PropertyIndex{property});
}

void ProtectedWords::add_person(const record::Record& record) {
  const auto name = people::read_whole_name(record.view().name());
  if (name.surname.surname.empty()) return;
  given_of_surname_[name.surname.surname].push_back(name.given.given);
  for (const auto& part : name.surname.others) given_of_surname_[part].push_back(name.given.given);
}

void ProtectedWords::add_home(const place::Gazetteer& properties, place::PropertyIndex property) {
  uprns_.insert(properties.uprn(property).text());
  const auto postcode = Postcode::parse(properties.at(property).shown.postcode);
  if (!postcode) return;
  auto& numbers = numbers_of_postcode_[fold(without_blanks(postcode->text()))];
  const std::string line = fold(properties.address_line(property));
  for (const auto word : words(line))
    if (has_digit(word)) numbers.emplace_back(word);
}

bool ProtectedWords::in(std::string_view raw) const {
  std::string folded = fold(raw);
  std::erase(folded, '\'');  // surnames are compared without it
  const auto all = words(folded);
  const auto has = [&](std::string_view wanted) { return std::ranges::find(all, wanted) != all.end(); };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string word{all[i]};
    if (uprns_.contains(word)) return true;
    if (const auto found = given_of_surname_.find(word); found != given_of_surname_.end())
      for (const auto& given : found->second)
        if (given.empty() || has(given) || has(given.substr(0, 1))) return true;
    // A postcode stands as one word or two.
    for (const auto& code : {word, i + 1 < all.size() ? word + std::string{all[i + 1]} : std::string{}}) {
      const auto found = numbers_of_postcode_.find(code);
      if (found != numbers_of_postcode_.end() && std::ranges::any_of(found->second, has)) return true;
    }
  }
  return false;
}

}  // namespace hearth::spine
