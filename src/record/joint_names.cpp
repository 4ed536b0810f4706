#include "record/joint_names.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::record {
namespace {

std::string bare(std::string_view word) {
  auto folded = fold(word);
  std::erase(folded, '.');
  return folded;
}

bool joins(std::string_view word) {
  const auto folded = to_lower_ascii(word);
  return folded == "&" || folded == "and" || folded == "+" || folded == "/";
}

/// Blanks around & + and /, so that "MR A&MRS B" splits as "MR A & MRS B" does.
std::string spaced(std::string_view cell) {
  std::string out;
  for (const char c : cell) {
    if (c == '&' || c == '+' || c == '/') out.append(" ").append(1, c).append(" ");
    else out.push_back(c);
  }
  return one_line(out);
}

struct Part {
  std::string title;
  std::vector<std::string> names;
};

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts(1);
  for (const auto word : split(text, ' ')) {
    if (word.empty()) continue;
    if (joins(word)) {
      parts.emplace_back();
      continue;
    }
    auto& part = parts.back();
    if (part.names.empty() && is_title(bare(word))) part.title.append(part.title.empty() ? "" : " ").append(word);
    else part.names.emplace_back(word);
  }
  std::erase_if(parts, [](const Part& part) { return part.title.empty() && part.names.empty(); });
  return parts;
}

std::string joined(const std::vector<std::string>& names, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) out.append(out.empty() ? "" : " ").append(names[i]);
  return out;
}

/// "PATEL, RAJ & PRIYA": the surname stands before the comma, for all.
std::vector<NamedPerson> surname_first(std::string_view surname, std::string_view rest) {
  std::vector<NamedPerson> out;
  for (const auto& part : parts_of(rest))
    out.push_back({part.title, joined(part.names, 0, part.names.size()), std::string{surname}});
  if (out.empty()) out.push_back({"", "", std::string{surname}});
  return out;
}

bool initials(const std::string& word) { return word.size() <= 2 || (word.size() <= 3 && word.back() == '.'); }

}  // namespace

bool is_title(std::string_view folded_word) {
  static constexpr std::array<std::string_view, 22> titles{
      "mr", "mrs", "miss", "ms", "mx", "dr", "prof", "professor", "sir", "dame", "lady", "lord",
      "rev", "revd", "reverend", "fr", "cllr", "capt", "col", "major", "master", "messrs"};
  return std::ranges::find(titles, folded_word) != titles.end();
}

std::vector<NamedPerson> split_joint(std::string_view cell) {
  const auto text = spaced(cell);
  if (text.empty()) return {};
  if (const auto comma = text.find(','); comma != std::string::npos && comma > 0 && text.find(',', comma + 1) == std::string::npos)
    return surname_first(trim(std::string_view{text}.substr(0, comma)), std::string_view{text}.substr(comma + 1));
  const auto parts = parts_of(text);
  if (parts.empty()) return {};
  // The surname that stands once: the last part's last word, for parts that hold only initials, one name or none.
  const auto& last = parts.back().names;
  const std::string shared = last.empty() ? "" : last.back();
  std::vector<NamedPerson> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& names = parts[i].names;
    const bool own_surname = names.size() >= 2 && !initials(names.back());
    const bool takes_last = i + 1 == parts.size() || own_surname;
    if (takes_last && !names.empty()) out.push_back({parts[i].title, joined(names, 0, names.size() - 1), names.back()});
    else out.push_back({parts[i].title, joined(names, 0, names.size()), shared});
  }
  // "SMITH J & M": a surname and initials, then initials alone.
  if (parts.size() > 1 && parts[0].names.size() >= 2 && initials(parts[0].names.back()) && !initials(parts[0].names.front()) &&
      std::all_of(parts.begin() + 1, parts.end(), [](const Part& p) { return p.names.size() == 1 && initials(p.names[0]); })) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      out[i].surname = parts[0].names.front();
      out[i].given_name = i == 0 ? joined(parts[0].names, 1, parts[0].names.size()) : parts[i].names[0];
    }
  }
  return out;
}

}  // namespace hearth::record
