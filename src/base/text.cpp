#include "base/text.h"

#include <unicode/locid.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/assertion.h"

namespace hearth::base {
namespace {

bool ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Length of the well-formed sequence at `at`, or 0 (Unicode 15, table 3-7).
std::size_t sequence(std::string_view s, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return at + i < s.size() ? static_cast<unsigned char>(s[at + i]) : 0U; };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned b0 = byte(0), b1 = byte(1);
  if (b0 < 0x80) return b0 == 0 ? 0 : 1;
  if (b0 >= 0xC2 && b0 <= 0xDF) return tail(1) ? 2 : 0;
  if (b0 >= 0xE0 && b0 <= 0xEF) {
    const bool second = b0 == 0xE0 ? (b1 >= 0xA0 && b1 <= 0xBF) : b0 == 0xED ? (b1 >= 0x80 && b1 <= 0x9F) : tail(1);
    return second && tail(2) ? 3 : 0;
  }
  if (b0 >= 0xF0 && b0 <= 0xF4) {
    const bool second = b0 == 0xF0 ? (b1 >= 0x90 && b1 <= 0xBF) : b0 == 0xF4 ? (b1 >= 0x80 && b1 <= 0x8F) : tail(1);
    return second && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

const icu::Transliterator& latin() {
  // One per thread: ICU's transliterators are not safe to share.
  thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made{icu::Transliterator::createInstance(
        "Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Latin-ASCII; Lower", UTRANS_FORWARD, status)};
    HEARTH_ASSERT(U_SUCCESS(status) && made != nullptr);
    return made;
  }();
  return *instance;
}

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
}
std::string narrow(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

}  // namespace

bool is_text(std::string_view bytes) noexcept {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto length = sequence(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::string to_lower_ascii(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string to_upper_ascii(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::string fold(std::string_view text) {
  if (ascii(text)) return to_lower_ascii(text);
  auto unicode = wide(text);
  latin().transliterate(unicode);
  return narrow(unicode);
}

std::string to_upper(std::string_view text) { return ascii(text) ? to_upper_ascii(text) : narrow(wide(text).toUpper(icu::Locale::getRoot())); }
std::string to_lower(std::string_view text) { return ascii(text) ? to_lower_ascii(text) : narrow(wide(text).toLower(icu::Locale::getRoot())); }

std::string capitalised(std::string_view word) {
  const auto first = sequence(word, 0);
  return to_upper(word.substr(0, first)) + to_lower(word.substr(first));
}

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view no_break = "\xC2\xA0";
  for (bool again = true; again;) {
    again = false;
    if (!text.empty() && blank(text.front())) text.remove_prefix(1), again = true;
    if (!text.empty() && blank(text.back())) text.remove_suffix(1), again = true;
    if (text.starts_with(no_break)) text.remove_prefix(2), again = true;
    if (text.ends_with(no_break)) text.remove_suffix(2), again = true;
  }
  return text;
}

std::string one_line(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : trim(text)) {
    if (blank(c)) {
      gap = true;
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out.push_back(c);
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const auto to = text.find(separator, from);
    parts.push_back(text.substr(from, to == std::string_view::npos ? to : to - from));
    if (to == std::string_view::npos) return parts;
    from = to + 1;
  }
}

std::string joined(const std::vector<std::string>& items, std::string_view between) {
  std::string out;
  for (const auto& item : items)
    if (!item.empty()) out.append(out.empty() ? "" : between).append(item);
  return out;
}

std::optional<std::uint64_t> whole_number(std::string_view digits) noexcept {
  std::uint64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return read.ec == std::errc{} && read.ptr == digits.data() + digits.size() && !digits.empty() ? std::optional{number} : std::nullopt;
}

std::vector<std::string_view> words(std::string_view folded) {
  std::vector<std::string_view> out;
  const auto inside = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t at = 0; at < folded.size();) {
    while (at < folded.size() && !inside(folded[at])) ++at;
    const auto from = at;
    while (at < folded.size() && inside(folded[at])) ++at;
    if (at > from) out.push_back(folded.substr(from, at - from));
  }
  return out;
}

std::string with_commas(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, ",");
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_edits = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const auto& candidate : known) {
    const auto edits = edit_distance(to_lower_ascii(word), to_lower_ascii(candidate));
    if (edits < best_edits) best = candidate, best_edits = edits;
  }
  return best;
}

}  // namespace hearth::base
