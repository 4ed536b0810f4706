#include "people/shown_name.h"

#include <algorithm>

#include "base/text.h"
#include "people/name_parts.h"

namespace hearth::people {
namespace {

bool has_lower(std::string_view name) { return name != to_upper(name); }

/// "Mc" and its letter, "O'" and its letter, each part of a double name.
std::string cased(std::string_view word) {
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= word.size(); ++at) {
    if (at < word.size() && word[at] != '-' && word[at] != '\'') continue;
    const auto part = word.substr(from, at - from);
    // The s of a genitive ("ST JAMES'S") stays small; it is no part of its own.
    const bool letter_after = part.size() > 1 || from == 0 || at < word.size();
    if (part.size() > 3 && (part.starts_with("MC") || part.starts_with("Mc"))) out += "Mc" + capitalised(part.substr(2));
    else out += letter_after ? capitalised(part) : to_lower(part);
    if (at < word.size()) out.push_back(word[at]);
    from = at + 1;
  }
  return out;
}

std::string cased_words(std::string_view name) {
  std::string out;
  for (const auto word : split(name, ' ')) {
    if (word.empty()) continue;
    out += (out.empty() ? "" : " ") + cased(word);
  }
  return out;
}

/// A title that stands last or in brackets: "SMITH, JOHN (MR)", "SMITH, JOHN MR".
std::string take_title(std::string& given) {
  const auto blank = given.rfind(' ');
  std::string last = blank == std::string::npos ? given : given.substr(blank + 1);
  std::erase_if(last, [](char c) { return c == '(' || c == ')' || c == '.'; });
  if (blank == std::string::npos || !is_title_of_person(fold(last))) return {};
  given.erase(blank);
  return last + " ";
}

/// "SMITH MR J P" as it is said.
std::string title_first(const std::string& name) {
  std::vector<std::string> written, folded;
  for (const auto word : split(name, ' ')) {
    if (word.empty()) continue;
    written.emplace_back(word);
    folded.push_back(fold(word));
    std::erase(folded.back(), '.');
  }
  const auto title = title_after_surname(folded);
  if (!title) return name;
  std::rotate(written.begin(), written.begin() + static_cast<std::ptrdiff_t>(*title), written.end());
  std::string out;
  for (const auto& word : written) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

}  // namespace

std::string shown_name(std::string_view raw) {
  std::string name = one_line(raw);
  const auto comma = name.find(',');
  if (comma == std::string::npos) name = title_first(name);
  if (comma != std::string::npos && comma > 0) {
    std::string given{trim(std::string_view{name}.substr(comma + 1))};
    // "John Smith, 1st baron Ripon": what follows is no given name.
    if (!given.empty() && given.find(',') == std::string::npos && !(given[0] >= '0' && given[0] <= '9')) {
      const auto title = take_title(given);
      name = title + given + " " + std::string{trim(std::string_view{name}.substr(0, comma))};
    }
  }
  return has_lower(name) ? name : cased_words(name);
}

}  // namespace hearth::people
