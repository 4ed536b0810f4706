#include "people/contact_values.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/postcode.h"
#include "base/text.h"

namespace hearth::people {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string digits_of(std::string_view raw) {
  std::string out;
  for (const char c : raw)
    if (digit(c)) out.push_back(c);
  return out;
}

bool one_digit_only(std::string_view digits) {
  return std::ranges::all_of(digits, [&](char c) { return c == digits[0]; });
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> short_forms{{
    {"street", "st"},   {"road", "rd"},   {"avenue", "ave"}, {"av", "ave"},      {"lane", "ln"},      {"drive", "dr"},
    {"close", "cl"},    {"court", "ct"},  {"crescent", "cres"}, {"cr", "cres"},  {"place", "pl"},     {"square", "sq"},
    {"gardens", "gdns"}, {"garden", "gdns"}, {"grove", "gr"}, {"terrace", "terr"}, {"house", "hse"},   {"apartment", "flat"},
    {"apt", "flat"},    {"unit", "flat"}, {"flt", "flat"},   {"mount", "mt"},    {"saint", "st"},     {"ter", "terr"},
}};

std::string_view shortened(std::string_view word) {
  for (const auto& [whole, form] : short_forms)
    if (word == whole) return form;
  return word;
}

}  // namespace

std::string normal_phone(std::string_view raw) {
  auto digits = digits_of(raw);
  if (digits.starts_with("0044")) digits.replace(0, 4, "0");
  else if (digits.starts_with("44") && digits.size() >= 12) digits.replace(0, 2, "0");
  if (digits.starts_with("00") && digits.size() == 12) digits.erase(0, 1);  // +44 (0)113 ...
  if (digits.size() == 10 && digits[0] == '7') digits.insert(0, 1, '0');    // a spreadsheet took the zero
  if (digits.size() < 7 || one_digit_only(std::string_view{digits}.substr(1))) return {};
  return digits;
}

std::string normal_email(std::string_view raw) {
  auto text = fold(trim(raw));
  std::erase(text, ' ');
  const auto at = text.find('@');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) return {};
  for (const std::string_view none : {"none", "noemail", "na", "test", "unknown", "no", "nil", "noreply"})
    if (std::string_view{text}.substr(0, at) == none) return {};
  if (const auto plus = text.find('+'); plus != std::string::npos && plus < at && plus > 0) text.erase(plus, at - plus);
  return text;
}

std::string normal_nhs_number(std::string_view raw) {
  const auto digits = digits_of(raw);
  if (digits.size() != 10 || one_digit_only(digits)) return {};
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (digits[static_cast<std::size_t>(i)] - '0') * (10 - i);
  const int check = (11 - sum % 11) % 11;
  return check != 10 && check == digits[9] - '0' ? digits : std::string{};
}

std::string normal_ni_number(std::string_view raw) {
  const auto text = normal_code(raw);
  if (text.size() < 8 || text.size() > 9 || digit(text[0]) || digit(text[1]) || text.starts_with("tn")) return {};
  const auto middle = std::string_view{text}.substr(2, 6);
  if (!std::ranges::all_of(middle, digit) || one_digit_only(middle)) return {};
  return text.substr(0, 8);
}

std::string normal_postcode(std::string_view raw) {
  if (const auto parsed = Postcode::parse(raw)) return parsed->text();
  return normal_code(raw);
}

std::string normal_sex(std::string_view raw) {
  const auto text = normal_text(raw);
  for (const std::string_view man : {"m", "male", "man", "boy", "1"})
    if (text == man) return "m";
  for (const std::string_view woman : {"f", "female", "woman", "girl", "2"})
    if (text == woman) return "f";
  return {};
}

std::string normal_code(std::string_view raw) {
  std::string out;
  for (const char c : fold(raw))
    if ((c >= 'a' && c <= 'z') || digit(c)) out.push_back(c);
  if (out.size() > 1 && std::ranges::all_of(out, [&](char c) { return c == out[0]; })) return {};
  return out;
}

std::string normal_text(std::string_view raw) {
  std::string out;
  const auto folded = fold(raw);
  for (const auto word : words(folded)) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

std::string normal_address(std::string_view raw, std::string_view postcode) {
  const auto folded = fold(raw);
  const auto code = fold(postcode);
  std::vector<std::string_view> kept;
  const auto parts = words(folded);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // The postcode, written inside the address too, is compared on its own.
    if (!code.empty() && i + 1 < parts.size() && code.size() == parts[i].size() + 1 + parts[i + 1].size() &&
        code.starts_with(parts[i]) && code.ends_with(parts[i + 1])) {
      ++i;
      continue;
    }
    kept.push_back(shortened(parts[i]));
  }
  std::ranges::sort(kept);
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  std::string out;
  for (const auto word : kept) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

std::string postcode_at_end(std::string_view address) {
  while (!address.empty() && (address.back() == ' ' || address.back() == '.' || address.back() == ',')) address.remove_suffix(1);
  for (const std::size_t blanks : {1U, 0U}) {
    std::size_t from = address.size(), left = blanks;
    while (from > 0) {
      const char c = address[from - 1];
      const bool part = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || digit(c);
      if (!part && (c != ' ' || left == 0)) break;
      left -= part ? 0 : 1;
      --from;
    }
    if (const auto parsed = Postcode::parse(address.substr(from))) return parsed->text();
  }
  return {};
}

std::string home_key(std::string_view address, std::string_view postcode) {
  if (address.empty()) return {};
  if (postcode.empty()) return address.size() >= 8 ? std::string{address} : std::string{};
  std::string numbers;
  for (const auto word : words(address))
    if (std::ranges::any_of(word, digit)) numbers.append("|").append(word);
  if (numbers.empty()) numbers = "|" + std::string{address};
  return std::string{postcode} + numbers;
}

}  // namespace hearth::people
