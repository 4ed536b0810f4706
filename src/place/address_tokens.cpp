#include "place/address_tokens.h"

#include <algorithm>

#include "base/text.h"

namespace hearth::place {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_other(char c) { return static_cast<unsigned char>(c) >= 0x80; }  // letters that fold() keeps
constexpr std::uint16_t storey_prefix = 27 * 27 + 27;  // above every packed prefix of two letters
bool is_run(char c) { return is_digit(c) || is_letter(c) || is_other(c); }

std::uint32_t pack_outward(std::string_view code) {
  std::uint32_t packed = 0;
  for (const char c : code) packed = packed * 37 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' + 1 : c - 'a' + 11);
  return packed;
}

char as_digit(char c) { return c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c; }
char as_letter(char c) { return c == '0' ? 'o' : c == '1' ? 'i' : c; }

/// A9, A99, AA9, AA99, A9A, AA9A; puts O and I right after the first digit's place.
bool is_outward(std::string& code) {
  if (code.size() < 2 || code.size() > 4 || !is_letter(code[0])) return false;
  // As many letters as leave a digit behind them: "lsi7" is LS17, "l1" is L1.
  std::size_t area = 1;
  if (code.size() > 2 && is_letter(code[1]) && (code.size() == 4 || is_digit(as_digit(code[2])))) area = 2;
  for (auto i = area; i < code.size(); ++i) {
    const bool last = i + 1 == code.size() && i > area;
    if (is_digit(as_digit(code[i]))) code[i] = as_digit(code[i]);
    else if (!last) return false;
  }
  return code.size() - area <= 2;
}

std::uint16_t pack_inward(std::string_view code) {
  const char digit = as_digit(code[0]), a = as_letter(code[1]), b = as_letter(code[2]);
  if (!is_digit(digit) || !is_letter(a) || !is_letter(b)) return 0;
  return static_cast<std::uint16_t>((digit - '0') * 676 + (a - 'a') * 26 + (b - 'a') + 1);
}

PackedPostcode packed_postcode(std::string outward, std::string_view inward) {
  if (!is_outward(outward)) return {};
  return {.outward = pack_outward(outward), .inward = inward.size() == 3 ? pack_inward(inward) : std::uint16_t{0}};
}

bool is_ordinal_end(std::string_view letters) { return letters == "st" || letters == "nd" || letters == "rd" || letters == "th"; }

/// "21st", and not "19st", which is a number and a saint.
bool is_ordinal(std::string_view digits, std::string_view letters) {
  if (!is_ordinal_end(letters)) return false;
  const char last = digits.back();
  const bool teen = digits.size() > 1 && digits[digits.size() - 2] == '1';
  const std::string_view right = teen || last == '0' || last > '3' ? "th" : last == '1' ? "st" : last == '2' ? "nd" : "rd";
  return letters == right;
}

/// "B1 2nd floor" is no postcode; at the end of the text "LS10 2ND" is one.
bool is_inward_run(std::string_view run, bool ends_text) {
  return run.size() == 3 && is_digit(run[0]) && is_letter(run[1]) && is_letter(run[2]) &&
         (ends_text || !is_ordinal(run.substr(0, 1), run.substr(1)));
}

}  // namespace

std::string PackedPostcode::text() const {
  std::string out;
  for (auto rest = outward; rest != 0; rest /= 37) {
    const auto digit = rest % 37;
    out.insert(out.begin(), static_cast<char>(digit <= 10 ? '0' + digit - 1 : 'A' + digit - 11));
  }
  if (inward == 0) return out;
  const auto in = inward - 1;
  out.push_back(' ');
  out.push_back(static_cast<char>('0' + in / 676));
  out.push_back(static_cast<char>('A' + in / 26 % 26));
  out.push_back(static_cast<char>('A' + in % 26));
  return out;
}

PackedPostcode read_postcode(std::string_view text) noexcept {
  std::string code;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (is_digit(lower) || is_letter(lower)) code.push_back(lower);
    if (code.size() > 7) return {};
  }
  if (code.size() >= 5) {
    const auto whole = packed_postcode(code.substr(0, code.size() - 3), std::string_view{code}.substr(code.size() - 3));
    if (whole.inward != 0) return whole;
    // Half an inward code: the outward one still says something.
    const auto blank = trim(text).find(' ');
    if (blank != std::string_view::npos && blank <= 4 && blank < code.size()) return packed_postcode(code.substr(0, blank), {});
    return {};
  }
  return packed_postcode(code, {});
}

void AddressTokens::clear() {
  words.clear();
  codes.clear();
  postcode = {};
  designator = {};
  bytes.clear();
  starts_piece_ = true;
  flat_said_ = after_number_ = false;
}

namespace {

/// Lower case, accents off; control characters become blanks or, for line breaks (also written as \n), commas.
bool folded_into(std::string_view text, std::string& scratch, std::string& bytes) {
  bool ascii = true;
  scratch.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_other(c)) ascii = false;
    if (c == '\n' || c == '\r') scratch.push_back(',');
    else if (c == '\\' && i + 1 < text.size() && (text[i + 1] == 'n' || text[i + 1] == 'r')) scratch.append(", "), ++i;
    else if (c == '\'' || c == '`') continue;
    else if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) scratch.push_back(' ');
    else scratch.push_back(c);
  }
  if (ascii) {
    for (auto& c : scratch)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    bytes.swap(scratch);
    return true;
  }
  if (!is_text(scratch)) return false;
  bytes = fold(scratch);
  std::erase(bytes, '\'');
  return true;
}

struct Run {
  std::string_view text;
  char before;   // the mark between the run before and this one: 0 start, ' ' blank, or , - / ~ (a dash between blanks).
};

/// Splits into runs of letters and digits; of several marks the strongest counts: a comma, then a dash or slash, then a blank.
std::size_t next_run(std::string_view bytes, std::size_t at, Run& run) {
  char mark = at == 0 ? '\0' : ' ';
  bool blank = false;
  while (at < bytes.size() && !is_run(bytes[at])) {
    const char c = bytes[at++];
    blank |= c == ' ';
    if (c == ',' || c == ';' || c == '|' || c == '@' || c == '(' || c == ')') mark = ',';
    else if ((c == '-' || c == '/') && mark != ',' && mark != '\0') mark = c;
    else if (c == '&' && mark != ',') mark = '&';
  }
  if (mark == '-' && blank) mark = '~';  // "1 - 4": two numbers, no range
  auto end = at;
  while (end < bytes.size() && is_run(bytes[end])) ++end;
  run = {bytes.substr(at, end - at), mark};
  return end;
}

}  // namespace

bool AddressTokens::read(std::string_view text) {
  clear();
  if (!folded_into(text, controls_, bytes)) {
    clear();
    return false;
  }
  const std::string_view all{bytes};
  Run run, after;
  auto at = next_run(all, 0, run);
  while (!run.text.empty()) {
    const auto beyond = next_run(all, at, after);
    if (run.before == ',') starts_piece_ = true, after_number_ = flat_said_ = false;
    if (run.text.size() <= 4 && after.before == ' ' && is_inward_run(after.text, beyond == all.size()) && is_letter(run.text[0])) {
      const auto found = packed_postcode(std::string{run.text}, after.text);
      if (found.inward != 0) {
        postcode = found;
        at = next_run(all, beyond, run);
        starts_piece_ = true;
        continue;
      }
    }
    if (run.text.size() >= 5 && run.text.size() <= 7 && is_letter(run.text[0]) && is_inward_run(run.text.substr(run.text.size() - 3), after.text.empty())) {
      const auto found = packed_postcode(std::string{run.text.substr(0, run.text.size() - 3)}, run.text.substr(run.text.size() - 3));
      if (found.inward != 0) {
        postcode = found;
        run = after;
        at = beyond;
        continue;
      }
    }
    // "7-9" is a range, "59-a" a suffix; "2/62" and "7 - 9 - 11" stay apart.
    AddressCode* last = codes.empty() ? nullptr : &codes.back();
    const bool joined = run.before == '-' && after_number_ && last != nullptr && last->kind == CodeKind::number && last->end == 0;
    std::size_t digits = 0;
    while (digits < run.text.size() && is_digit(run.text[digits])) ++digits;
    const bool number = digits > 0 && digits <= 6 && (digits == run.text.size() || (digits + 1 == run.text.size() && is_letter(run.text[digits])));
    const auto behind = static_cast<std::size_t>(run.text.data() - all.data()) + run.text.size();
    if (unsigned runs = add_short_storey(run.text, all.substr(behind)); runs != 0) {
      for (run = after, at = beyond; runs > 1; --runs) at = next_run(all, at, run);
      continue;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; number && i < digits; ++i) value = value * 10 + static_cast<std::uint32_t>(run.text[i] - '0');
    const bool letter = run.text.size() == 1 && is_letter(run.text[0]);
    if (joined && number && value >= last->value) {
      last->end = value;
      after_number_ = false;
    } else if (letter && last != nullptr && after_number_ && last->suffix == 0 && last->end == 0 && last->kind == CodeKind::number &&
               (run.before == '-' || run.before == '~' || run.before == ' ' || run.before == '/') && run.text[0] != 's') {
      last->suffix = run.text[0];
      after_number_ = false;
    } else {
      read_run(run.text, starts_piece_);
    }
    run = after;
    at = beyond;
  }
  adjunct = names_an_adjunct();
  return true;
}

bool AddressTokens::says_no_premises() const {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto next = i + 1 < words.size() ? words[i + 1].text : std::string_view{};
    if (words[i].text == "nfa" || (words[i].text == "fixed" && (next == "abode" || next == "address")) || (words[i].text == "po" && next == "box")) return true;
  }
  return words.empty() && codes.empty();
}

bool AddressTokens::code_follows(std::size_t word) const {
  return std::any_of(codes.begin(), codes.end(), [&](const AddressCode& c) { return c.words_before == word + 1; });
}

bool AddressTokens::names_an_adjunct() const {
  const auto is_one_of = [](std::string_view text, auto... known) { return ((text == known) || ...); };
  const auto is_position = [&](std::string_view text) { return is_one_of(text, "rear", "adjacent", "opposite", "behind", "beside", "between", "next"); };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto text = words[i].text;
    if (text == "annexe") return true;
    if (!words[i].starts_piece) continue;
    const auto next = i + 1 < words.size() && !words[i + 1].starts_piece ? words[i + 1].text : std::string_view{};
    const bool ends = code_follows(i) || next.empty();
    if (text == "car" && is_one_of(next, "parking", "space", "spaces", "pk")) return true;
    if (is_one_of(text, "garage", "garages", "parking", "land", "plot", "shed", "substation") &&
        (ends || is_position(next) || is_one_of(next, "site", "sites", "area", "space", "spaces", "to", "plot", "pk", "parking"))) return true;
    if (is_one_of(text, "development", "building") && next == "site") return true;
    if (text == "site" && ends) return true;
    // "Rear of 12", and not "ground floor rear, 12".
    const bool after_code = std::any_of(codes.begin(), codes.end(), [&](const AddressCode& c) { return c.words_before == i; });
    if (is_position(text) && code_follows(i) && !after_code && designator.empty()) return true;
  }
  return false;
}

void AddressTokens::read_run(std::string_view run, bool starts_piece) {
  std::size_t letters = 0, digits = 0;
  while (letters < run.size() && !is_digit(run[letters])) ++letters;
  while (letters + digits < run.size() && is_digit(run[letters + digits])) ++digits;
  const auto head = run.substr(0, letters), tail = run.substr(letters + digits);
  if (digits == 0) {
    if (letters == 1 && is_letter(run[0])) {
      // North, south, east and west are often one letter; a block's letter says which; any other lone letter is a flat's or
      // somebody's initial.
      const bool block = !words.empty() && words.back().text == "block" && (codes.empty() || codes.back().words_before < words.size());
      if (block) return add_code({.value = static_cast<std::uint32_t>(run[0]), .kind = CodeKind::letter});
      if (!flat_said_ && std::string_view{"nsew"}.find(run[0]) != std::string_view::npos) return add_word(run, starts_piece);
      return add_code({.value = static_cast<std::uint32_t>(run[0]), .kind = CodeKind::letter, .said_flat = flat_said_, .optional = !flat_said_});
    }
    // "flata" is a flat and its letter.
    if (letters == 5 && run.starts_with("flat") && run[4] != 's' && known_word(run).kind != WordKind::designator) {
      add_word(run.substr(0, 4), starts_piece);
      return add_code({.value = static_cast<std::uint32_t>(run[4]), .kind = CodeKind::letter, .said_flat = true});
    }
    return add_word(run, starts_piece);
  }
  // "2f1" is the first flat of the second floor (as Scots write it): one code.
  if (letters == 0 && digits == 1 && run.size() == 3 && run[1] == 'f' && is_digit(run[2]))
    return add_code({.value = static_cast<std::uint32_t>(run[2] - '0'), .prefix = static_cast<std::uint16_t>(storey_prefix + (run[0] - '0')), .said_flat = true});
  // "12th" is a word; "62otley" is a number and a word; "flat11" and "no7" are a word and a number; "b911" is one code.
  if (letters == 0 && is_ordinal(run.substr(0, digits), tail)) return add_word(run, starts_piece);
  // "flatg3": the designator is cut off first.
  if (letters == 5 && run.starts_with("flat") && known_word(head).kind != WordKind::designator) {
    add_word(run.substr(0, 4), starts_piece);
    return read_run(run.substr(4), false);
  }
  std::uint16_t prefix = 0;
  if (letters > 0) {
    const auto kind = known_word(head).kind;
    const bool own_word = letters > 2 || kind == WordKind::designator || kind == WordKind::noise;
    if (own_word) {
      add_word(head, starts_piece);
      starts_piece = false;
    } else {
      for (const char c : head) prefix = static_cast<std::uint16_t>(prefix * 27 + (is_letter(c) ? c - 'a' + 1 : 0));
      if (head == "f") flat_said_ = true;
    }
  }
  if (digits <= 9) {
    AddressCode code{.prefix = prefix};
    for (const char c : run.substr(letters, digits)) code.value = code.value * 10 + static_cast<std::uint32_t>(c - '0');
    if (tail.size() == 1 && is_letter(tail[0])) code.suffix = tail[0];
    code.said_flat = flat_said_;
    add_code(code);
    after_number_ = code.suffix == 0;
  }
  if (tail.size() > 1) read_run(tail, starts_piece);
}

void AddressTokens::add_code(AddressCode code) {
  flat_said_ = false;
  after_number_ = false;
  if (codes.size() == codes_max) return;
  code.words_before = static_cast<std::uint8_t>(words.size());
  code.starts_piece = starts_piece_;
  codes.push_back(code);
}

void AddressTokens::add_word(std::string_view folded, bool starts_piece) {
  after_number_ = false;
  const auto known = known_word(folded);
  switch (known.kind) {
    case WordKind::noise: return;
    case WordKind::designator:
      designator = known.canonical;
      flat_said_ = true;
      add_storeys();
      return;
    case WordKind::floor:
      add_storeys();
      return;
    case WordKind::storey:
      if (known.canonical == "basement") {
        add_code({.value = 7, .kind = CodeKind::storey, .said_flat = true});
        return;
      }
      break;
    default: break;
  }
  flat_said_ = false;
  if (words.size() == words_max) return;
  words.push_back({known.canonical, known.kind, starts_piece});
  starts_piece_ = false;
}

namespace {

/// The storey that a letter or a digit stands for before an F: ground, first, second, top.
std::string_view storey_word(char sign) {
  switch (sign) {
    case 'g': return "ground";
    case 'f': case '1': return "1st";
    case 's': case '2': return "2nd";
    case '3': return "3rd";
    case 't': return "top";
    default: return {};
  }
}

}  // namespace

unsigned AddressTokens::add_short_storey(std::string_view run, std::string_view rest) {
  const auto word = run.empty() ? std::string_view{} : storey_word(run[0]);
  if (word.empty()) return 0;
  Run second, third;
  const auto after_second = next_run(rest, 0, second);
  const char between = rest.empty() ? '\0' : rest[0];
  unsigned runs = 0;
  if (run.size() == 3 && run.substr(1) == "ff") runs = 1;
  else if (run.size() == 2 && run[1] == 'f' && is_letter(run[0]) && known_word(second.text).kind == WordKind::designator) runs = 1;
  else if (run.size() == 1 && second.text == "f" && between == '/') runs = 2;
  else if (run.size() == 1 && second.text == "f" && between == '.') {
    (void)next_run(rest, after_second, third);
    runs = third.text == "f" ? 3 : 0;
  }
  if (runs == 0) return 0;
  add_word(word, starts_piece_);
  add_word("floor", false);
  flat_said_ = false;
  return runs;
}

/// "ground", "top", "1st" before floor or flat are storeys: takes them back from the words.
bool AddressTokens::add_storeys() {
  const auto storey_of = [](const AddressWord& word) -> std::uint32_t {
    if (word.text == "ground") return 8;
    if (word.text == "top") return 31;
    if (word.text.size() == 3 && is_digit(word.text[0]) && is_ordinal_end(word.text.substr(1)))
      return 8 + static_cast<std::uint32_t>(word.text[0] - '0');
    return 0;
  };
  const bool flat = flat_said_;
  bool any = false;
  while (!words.empty() && storey_of(words.back()) != 0) {
    const auto storey = storey_of(words.back());
    if (flat && storey > 8 && storey < 31) break;  // "1st flat": an order, not a storey
    words.pop_back();
    for (auto& code : codes) code.words_before = std::min(code.words_before, static_cast<std::uint8_t>(words.size()));
    add_code({.value = storey, .kind = CodeKind::storey, .said_flat = true});
    any = true;
  }
  flat_said_ = flat;
  return any;
}

std::string code_text(const AddressCode& code) {
  if (code.kind == CodeKind::letter) return std::string(1, static_cast<char>(code.value));
  if (code.kind == CodeKind::storey)
    return code.value == 31 ? "top floor" : code.value == 7 ? "basement" : code.value == 8 ? "ground floor" : "floor " + std::to_string(code.value - 8);
  std::string text;
  if (code.prefix >= storey_prefix) return std::to_string(code.prefix - storey_prefix) + "f" + std::to_string(code.value);
  for (auto rest = code.prefix; rest != 0; rest = static_cast<std::uint16_t>(rest / 27))
    text.insert(text.begin(), static_cast<char>('a' + rest % 27 - 1));
  text += std::to_string(code.value);
  if (code.suffix != 0) text.push_back(code.suffix);
  if (code.end != 0) text += "-" + std::to_string(code.end);
  return text;
}

}  // namespace hearth::place
