#include "record/joint_names.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "record/death_remark.h"
#include "record/nobody.h"

namespace hearth::record {
namespace {

std::string bare(std::string_view word) {
  auto folded = fold(word);
  std::erase(folded, '.');
  return folded;
}

template <std::size_t Size>
bool one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool joins(std::string_view word) {
  const auto folded = to_lower_ascii(word);
  return folded == "&" || folded == "and" || folded == "+" || folded == "/" || folded == ";";
}

/// What no name is: what stands in brackets, and all from "C/O", "T/A" or "TRADING AS" on.
std::string without_remarks(std::string_view cell) {
  std::string out;
  int depth = 0;
  for (const char c : cell) {
    if (c == '(' || c == '[') ++depth;
    else if ((c == ')' || c == ']') && depth > 0) --depth;
    else if (depth == 0) out.push_back(c);
  }
  const auto lower = " " + to_lower_ascii(out) + " ";
  for (const std::string_view mark : {" c/o ", " c/o:", " t/a ", " trading as ", " care of "})
    if (const auto at = lower.find(mark); at != std::string::npos && at > 0 && at < out.size() + 1) return out.substr(0, at - 1);
  return out;
}

/// Blanks around & + / and ;, so that "MR A&MRS B" splits as "MR A & MRS B" does.
std::string spaced(std::string_view cell) {
  std::string out;
  for (const char c : cell) {
    if (c == '&' || c == '+' || c == '/' || c == ';') out.append(" ").append(1, c).append(" ");
    else out.push_back(c);
  }
  return one_line(out);
}

/// "J", "J.", "J.A.", "DJ".
bool initials(std::string_view word) {
  static constexpr std::array<std::string_view, 20> short_surnames{"li", "ng", "wu", "xu", "hu", "ma", "ko", "au", "yu", "le", "oh", "ho", "lo", "so", "ip", "fu", "lu", "he", "ye", "ai"};
  const auto plain = bare(word);
  if (plain.size() < 2) return true;
  if (word.find('.') != std::string_view::npos) return plain.size() <= 3;
  return plain.size() == 2 && !one_of(plain, short_surnames);
}

bool all_initials(const std::vector<std::string>& names) { return std::ranges::all_of(names, [](const auto& name) { return initials(name); }); }

struct Part {
  std::string title;
  std::vector<std::string> names;
  bool surname_first{false};  ///< "SMITH MR J"
  bool surname_only{false};   ///< the wife of "MR & MRS JOHN SMITH"
  bool is_dead{false};        ///< "MRS J SMITH DECD"
};

/// "& ANOTHER", "AND OTHERS", "+ 1": somebody, but nobody by name.
bool unnamed(const Part& part) {
  static constexpr std::array<std::string_view, 10> somebody{"another", "others", "other", "anor", "anr", "ors", "family", "1", "2", "son"};
  return part.title.empty() && !part.names.empty() && std::ranges::all_of(part.names, [](const auto& name) { return one_of(bare(name), somebody); });
}

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts(1);
  for (const auto word : split(text, ' ')) {
    if (word.empty()) continue;
    if (joins(word)) {
      parts.emplace_back();
      continue;
    }
    const auto plain = bare(word);
    if (plain == "the" && parts.back().names.empty()) continue;
    if (plain == death_mark) {
      parts.back().is_dead = true;
      continue;
    }
    if (is_title(plain)) {
      // "MR A SMITH MRS B SMITH": a second title starts a second person; "SMITH MR J" has one, after the surname.
      if (!parts.back().names.empty() && !parts.back().title.empty()) parts.emplace_back();
      if (!parts.back().names.empty()) parts.back().surname_first = true;
      if (plain != "messrs") parts.back().title.append(parts.back().title.empty() ? "" : " ").append(word);
      continue;
    }
    parts.back().names.emplace_back(word);
  }
  std::erase_if(parts, [](const Part& part) { return (part.title.empty() && part.names.empty()) || unnamed(part); });
  return parts;
}

std::string joined(const std::vector<std::string>& names, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) out.append(out.empty() ? "" : " ").append(names[i]);
  return out;
}

/// Where the surname begins that stands last: "VAN DER BERG" is one. Two letters after a title may be initials ("MR DE COX").
std::size_t surname_at(const std::vector<std::string>& names) {
  static constexpr std::array<std::string_view, 16> particles{"van", "von", "der", "den", "ter", "del", "della", "dos", "de", "da", "du", "di", "la", "le", "st", "ten"};
  std::size_t at = names.size() - 1;
  while (at > 0 && one_of(bare(names[at - 1]), particles) && (at > 1 || names[at - 1].size() > 2)) --at;
  return at;
}

NamedPerson with_own_surname(const Part& part) {
  const auto at = surname_at(part.names);
  return {part.title, joined(part.names, 0, at), joined(part.names, at, part.names.size())};
}

/// "PATEL, RAJ & PRIYA": the surname stands before the comma, for all.
std::vector<NamedPerson> surname_first(std::string_view surname, std::string_view rest) {
  std::vector<NamedPerson> out;
  for (const auto& part : parts_of(rest))
    out.push_back({part.title, joined(part.names, 0, part.names.size()), std::string{surname}, part.is_dead});
  if (out.empty()) out.push_back({"", "", std::string{surname}});
  return out;
}

/// "MR & MRS J SMITH" means Mr J Smith and his wife; "MR & MRS J & M SMITH" gives each a name.
void give_names_to_titles(std::vector<Part>& parts) {
  std::size_t bare_titles = 0;
  while (bare_titles < parts.size() && parts[bare_titles].names.empty()) ++bare_titles;
  if (bare_titles == 0 || bare_titles == parts.size()) return;
  for (auto& part : parts) part.is_dead = false;  // "MR & MRS J SMITH DECD": of whom?
  auto& owner = parts[bare_titles];
  std::size_t untitled = 0;
  while (bare_titles + 1 + untitled < parts.size() && parts[bare_titles + 1 + untitled].title.empty()) ++untitled;
  if (untitled == bare_titles && bare_titles + 1 + untitled == parts.size()) {
    std::vector<Part> each;
    for (std::size_t i = 0; i <= bare_titles; ++i) each.push_back({parts[i].title, parts[bare_titles + i].names});
    parts = std::move(each);
    return;
  }
  if (owner.names.size() < 2 || owner.title.empty()) return;
  const auto at = surname_at(owner.names);
  const std::vector<std::string> surname{owner.names.begin() + static_cast<std::ptrdiff_t>(at), owner.names.end()};
  if (at == 0) return;
  parts.front().names = owner.names;
  owner.names = surname;
  owner.surname_only = true;
}

std::vector<NamedPerson> people_of(std::vector<Part> parts) {
  if (parts.empty()) return {};
  give_names_to_titles(parts);
  const auto& last = parts.back();
  // "SMITH J & M", "SMITH J & JONES K", "SMITH J": the cell ends with initials, so surnames stand first.
  const bool ends_with_initials = !last.names.empty() && initials(last.names.back());
  const bool starts_with_surname = !parts.front().names.empty() && !initials(parts.front().names.front()) && parts.front().names.size() >= 2;
  std::vector<NamedPerson> out;
  if (parts.front().surname_first || (ends_with_initials && starts_with_surname && initials(parts.front().names.back()))) {
    std::string surname;
    for (const auto& part : parts) {
      const bool own = !part.names.empty() && !initials(part.names.front()) && (part.names.size() >= 2 || part.surname_first || surname.empty());
      if (own) surname = part.names.front();
      out.push_back({part.title, joined(part.names, own ? 1 : 0, part.names.size()), surname, part.is_dead});
    }
    return out;
  }
  for (const auto& part : parts) {
    const auto& names = part.names;
    // A surname of its own: two words that do not end with initials; or one word after a title where all have that form
    // ("MR SMITH & MS JONES"), or at the end.
    const bool takes_given = bare(part.title) == "sir" || bare(part.title) == "dame";  // "SIR JOHN & LADY SMITH"
    const bool alone_titled = names.size() == 1 && !part.title.empty() && !takes_given && !initials(names[0]) && last.names.size() == 1 && !last.title.empty();
    const bool own = (names.size() >= 2 && !initials(names.back())) || alone_titled ||
                     (&part == &parts.back() && names.size() == 1 && (parts.size() == 1 || !part.title.empty()) && !initials(names[0]));
    if (part.surname_only) out.push_back({part.title, "", joined(names, 0, names.size())});
    else if (own) out.push_back(with_own_surname(part));
    else out.push_back({part.title, joined(names, 0, names.size()), ""});
    out.back().is_dead = part.is_dead;
  }
  // "J SMITH & JONES": initials before, so the one word is a surname; "John Smith & Mary": it is a given name.
  if (out.size() > 1 && out.back().surname.empty() && last.names.size() == 1 && !initials(last.names[0]) && last.title.empty()) {
    const auto& first = parts.front().names;
    const bool initials_before = first.size() >= 2 && all_initials({first.begin(), first.end() - 1});
    if (initials_before || std::ranges::all_of(out, [](const auto& person) { return person.surname.empty(); })) {
      out.back().surname = out.back().given_name;
      out.back().given_name.clear();
    }
  }
  // Who has none takes the next surname, else the one before.
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!out[i].surname.empty()) continue;
    for (std::size_t other = i + 1; other < out.size() && out[i].surname.empty(); ++other) out[i].surname = out[other].surname;
    for (std::size_t other = i; other-- > 0 && out[i].surname.empty();) out[i].surname = out[other].surname;
  }
  return out;
}

bool has_title(std::string_view text) {
  const auto parts = split(text, ' ');
  return std::ranges::any_of(parts, [](std::string_view word) { return !word.empty() && is_title(bare(word)); });
}

/// Whether the comma ends a person ("MR A SMITH, MRS B SMITH"; "A, B & C SMITH") and not a surname ("PATEL, RAJ").
bool comma_ends_person(std::string_view before) {
  const auto text = trim(before);
  const auto parts = split(text, ' ');
  return has_title(text) || std::ranges::all_of(parts, [](std::string_view word) { return word.empty() || initials(word); });
}

/// "SMITH, JOHN, MR": the title back to where titles stand.
std::string title_to_front(const std::string& text) {
  const auto comma = text.rfind(',');
  if (comma == std::string::npos || text.find(',') == comma) return text;
  const auto tail = trim(std::string_view{text}.substr(comma + 1));
  if (!is_title(bare(tail))) return text;
  const auto first = text.find(',');
  return text.substr(0, first) + ", " + std::string{tail} + " " + std::string{trim(std::string_view{text}.substr(first + 1, comma - first - 1))};
}

}  // namespace

bool is_title(std::string_view folded_word) {
  static constexpr std::array<std::string_view, 22> titles{
      "mr", "mrs", "miss", "ms", "mx", "dr", "prof", "professor", "sir", "dame", "lady", "lord",
      "rev", "revd", "reverend", "fr", "cllr", "capt", "col", "major", "master", "messrs"};
  return one_of(folded_word, titles);
}

std::vector<NamedPerson> split_joint(std::string_view cell) {
  // A firm is one name, whatever stands in it ("SMITH & JONES LETTINGS").
  if (names_nobody(cell)) return {{"", "", one_line(cell)}};
  auto text = title_to_front(spaced(without_remarks(marked_deaths(one_line(cell)))));
  while (!text.empty() && (text.back() == ',' || text.back() == ' ')) text.pop_back();
  if (text.empty()) return {};
  const auto commas = std::ranges::count(text, ',');
  if (commas == 0) return people_of(parts_of(text));
  const auto comma = text.find(',');
  const auto before = std::string_view{text}.substr(0, comma);
  if (comma_ends_person(before)) {
    std::string joined_text;
    for (const char c : text) joined_text += c == ',' ? std::string{" & "} : std::string(1, c);
    return people_of(parts_of(one_line(joined_text)));
  }
  if (commas == 1) return surname_first(trim(before), std::string_view{text}.substr(comma + 1));
  // "SMITH, JOHN & JONES, MARY": each has a comma of its own.
  std::vector<NamedPerson> out;
  std::string one;
  const auto add = [&] {
    if (const auto at = one.find(','); at != std::string::npos) {
      for (auto& person : surname_first(trim(std::string_view{one}.substr(0, at)), std::string_view{one}.substr(at + 1))) out.push_back(std::move(person));
    } else if (!one.empty()) {
      for (auto& person : people_of(parts_of(one))) {
        // "SMITH, JOHN & MARY & JONES, ANN": a name without a comma shares the surname before it.
        if (person.given_name.empty() && !out.empty()) std::swap(person.given_name, person.surname), person.surname = out.back().surname;
        out.push_back(std::move(person));
      }
    }
    one.clear();
  };
  for (const auto word : split(text, ' ')) {
    if (joins(word)) add();
    else if (!word.empty()) one.append(one.empty() ? "" : " ").append(word);
  }
  add();
  return out;
}

}  // namespace hearth::record
