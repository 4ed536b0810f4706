#include "place/address_line.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace hearth::place {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_upper(c) || is_lower(c); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }
bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 8> small_words{"AND", "OF", "ON", "THE", "IN", "UPON", "BY", "LE"};
constexpr std::array<std::string_view, 14> capitals{"NHS", "UK", "PO", "GP", "BT", "YMCA", "YWCA",
                                                    "RAF", "HMP", "TV", "II", "III", "IV", "RNLI"};
constexpr std::array<std::string_view, 4> ordinal_ends{"ST", "ND", "RD", "TH"};

/// "12TH": digits, then an ordinal's ending.
bool is_ordinal(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) ++digits;
  return digits > 0 && one_of(word.substr(digits), ordinal_ends);
}

void append_word(std::string& to, std::string_view word, bool first) {
  if (is_ordinal(word) || (!first && one_of(word, small_words))) {
    for (const char c : word) to.push_back(lower(c));
    return;
  }
  if (has_digit(word) || one_of(word, capitals) || word.size() == 1) {
    to.append(word);
    return;
  }
  bool starts = true;
  for (std::size_t i = 0; i < word.size(); ++i) {
    to.push_back(starts ? word[i] : lower(word[i]));
    // After an apostrophe a name goes on with a capital (O'Brien), a genitive does not (Martin's).
    starts = !is_letter(word[i]) && static_cast<unsigned char>(word[i]) < 0x80 && !(word[i] == '\'' && i + 2 >= word.size());
  }
}

}  // namespace

std::string shown_case(std::string_view text) {
  const auto line = one_line(text);
  if (std::any_of(line.begin(), line.end(), is_lower)) return line;
  std::string shown;
  std::size_t at = 0;
  bool first = true;
  while (at < line.size()) {
    const auto end = std::min(line.find_first_of(" -/(", at), line.size());
    append_word(shown, std::string_view{line}.substr(at, end - at), first);
    first = false;
    if (end < line.size()) shown.push_back(line[end]);
    at = end + 1;
  }
  return shown;
}

namespace {

std::string_view last_word(std::string_view text) {
  const auto blank = text.find_last_of(" ,");
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

/// A unit that ends in a house number runs on into the street: "Flat 2, 62" + "Weir Lane".
bool ends_in_number(std::string_view unit) {
  const auto word = last_word(unit);
  return !word.empty() && is_digit(word.front());
}

bool same_text(std::string_view a, std::string_view b) { return to_lower_ascii(trim(a)) == to_lower_ascii(trim(b)); }

void join(std::string& line, std::string_view part, std::string_view separator) {
  if (part.empty()) return;
  if (!line.empty()) line.append(separator);
  line.append(part);
}

}  // namespace

std::string shown_line(const AddressParts& a) {
  std::string line = shown_case(a.organisation);
  if (!a.address.empty()) {
    join(line, shown_case(a.address), ", ");
  } else {
    join(line, shown_case(a.unit), ", ");
    join(line, shown_case(a.street), !a.unit.empty() && ends_in_number(a.unit) ? " " : ", ");
    if (!same_text(a.locality, a.town)) join(line, shown_case(a.locality), ", ");
    join(line, shown_case(a.town), ", ");
  }
  const bool said = !a.postcode.empty() && line.size() >= a.postcode.size() &&
                    same_text(std::string_view{line}.substr(line.size() - a.postcode.size()), a.postcode);
  if (!said) join(line, a.postcode.empty() ? a.outcode : a.postcode, " ");
  return line;
}

std::string natural_key(std::string_view text) {
  std::string key;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      key.push_back(lower(text[i++]));
      continue;
    }
    while (i + 1 < text.size() && text[i] == '0' && is_digit(text[i + 1])) ++i;
    auto end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    // The length first: fewer digits are a smaller number. '0' + length keeps digits before letters.
    key.push_back(static_cast<char>('0' + std::min<std::size_t>(end - i, 9)));
    key.append(text.substr(i, end - i));
    i = end;
  }
  return key;
}

namespace {

/// "Flat 2, 62" -> number "62", rest "Flat 2"; "The Old Orchard" -> no number.
struct UnitOrder {
  std::string_view number, rest;
};

UnitOrder unit_order(std::string_view unit) {
  unit = trim(unit);
  if (!ends_in_number(unit)) return {{}, unit};
  auto number = last_word(unit);
  auto rest = trim(unit.substr(0, unit.size() - number.size()));
  while (!rest.empty() && rest.back() == ',') rest = trim(rest.substr(0, rest.size() - 1));
  return {number, rest};
}

/// Street and what stands before it, of an address in one line: the first piece after a comma that starts with a number, else the
/// second piece, is the street's.
struct LineOrder {
  std::string_view street, number, rest;
};

LineOrder line_order(std::string_view address) {
  LineOrder order;
  const auto pieces = split(address, ',');
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto piece = trim(pieces[i]);
    const auto blank = piece.find(' ');
    if (blank == std::string_view::npos || !is_digit(piece.front())) continue;
    order.number = piece.substr(0, blank);
    order.street = trim(piece.substr(blank));
    if (i > 0) order.rest = trim(address.substr(0, static_cast<std::size_t>(pieces[i].data() - address.data())));
    return order;
  }
  order.street = pieces.size() > 2 ? trim(pieces[1]) : trim(address);
  order.rest = trim(pieces.front());
  return order;
}

}  // namespace

std::string door_order_key(const AddressParts& a, Uprn uprn) {
  std::string_view street = a.street;
  UnitOrder unit = unit_order(a.unit);
  if (street.empty() && !a.address.empty()) {
    const auto line = line_order(a.address);
    street = line.street;
    unit = {line.number, line.rest};
  }
  std::string key = natural_key(fold(street));
  for (const auto part : {a.locality, a.town}) key.append("\x01").append(natural_key(fold(part)));
  // Numbered houses first, then named ones.
  key.append("\x01").append(unit.number.empty() ? "n" : "a").append(natural_key(unit.number));
  key.append("\x01").append(natural_key(fold(unit.rest)));
  key.append("\x01").append(natural_key(uprn.text()));
  return key;
}

DoorKeyParts parts_of_door_key(std::string_view key) {
  constexpr char separator = '\x01';
  DoorKeyParts out{.street = key, .house = {}, .rest = {}};
  std::size_t end = 0;
  for (int part = 0; part < 3 && end != std::string_view::npos; ++part) end = key.find(separator, part == 0 ? 0 : end + 1);
  if (end == std::string_view::npos) return out;
  out.street = key.substr(0, end);
  const auto after = key.find(separator, end + 1);
  out.house = key.substr(end + 1, after == std::string_view::npos ? after : after - end - 1);
  if (after != std::string_view::npos) out.rest = key.substr(after + 1);
  // "a", how many digits, the digits: see natural_key.
  if (out.house.size() < 3 || out.house.front() != 'a' || !is_digit(out.house[1])) return out;
  std::uint32_t number = 0;
  const auto digits = out.house.substr(2, static_cast<std::size_t>(out.house[1] - '0'));
  for (const char c : digits) number = number * 10 + static_cast<std::uint32_t>(c - '0');
  out.number = number;
  return out;
}

namespace {

constexpr std::array<std::string_view, 6> institution_words{"institution", "care home", "nursing home", "residential home", "hostel", "hall of residence"};
constexpr std::array<std::string_view, 8> home_words{"residential", "dwelling", "house", "flat", "maisonette", "bungalow", "home",
                                                     "domestic"};
constexpr std::array<std::string_view, 13> other_words{"commercial", "shop", "office", "garage", "parking", "parent", "warehouse",
                                                       "industrial", "school", "church", "land", "vacant site", "substation"};

bool is_code(std::string_view text) {
  if (text.empty() || text.size() > 6 || !is_upper(text[0])) return false;
  std::size_t letters = 1;
  while (letters < text.size() && letters < 2 && is_upper(text[letters])) ++letters;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(letters), text.end(), is_digit);
}

}  // namespace

Use use_of(std::string_view class_code) {
  class_code = trim(class_code);
  if (class_code.empty()) return Use::not_known;
  if (is_code(class_code)) {
    if (class_code.starts_with("RG") || class_code.starts_with("RC")) return Use::no_home;
    if (class_code[0] == 'R' || class_code[0] == 'X') return Use::home;
    return class_code[0] == 'U' ? Use::not_known : Use::no_home;
  }
  const auto folded = fold(class_code);
  for (const auto word : other_words)
    if (folded.find(word) != std::string::npos) return Use::no_home;
  for (const auto word : home_words)
    if (folded.find(word) != std::string::npos) return Use::home;
  return Use::not_known;
}

bool is_institution(std::string_view class_code) {
  class_code = trim(class_code);
  if (class_code.empty()) return false;
  if (is_code(class_code)) return class_code.starts_with("RI");
  const auto folded = fold(class_code);
  return std::ranges::any_of(institution_words, [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

bool names_a_garage(std::string_view unit) {
  const auto folded = fold(unit);
  const auto all = words(folded);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == "garage" || all[i] == "garages" || all[i] == "lockup") return true;
    if (i + 1 < all.size() && (all[i] == "car" || all[i] == "parking") && (all[i + 1] == "space" || all[i + 1] == "park"))
      return true;
  }
  return false;
}

}  // namespace hearth::place
