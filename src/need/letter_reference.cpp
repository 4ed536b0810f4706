#include "need/letter_reference.h"

#include <fmt/format.h>

#include "base/text.h"

namespace hearth::need {
namespace {

/// Letters that are not mistaken for digits or for one another. 19 of them: a prime above 10, so that weights 1, 2, 3, ... notice slips.
constexpr std::string_view check_letters = "ACDEFHJKMNPRTUVWXYZ";

char check_letter(std::string_view digits) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits.size() - i) % check_letters.size() * static_cast<std::size_t>(digits[i] - '0');
  return check_letters[sum % check_letters.size()];
}

}  // namespace

std::string letter_reference(std::int64_t number) {
  const auto digits = fmt::format("{:06}", number);
  return "L" + digits + check_letter(digits);
}

std::optional<std::int64_t> read_letter_reference(std::string_view text) {
  std::string tidy;
  for (const char c : to_upper_ascii(text))
    if (c != ' ' && c != '-') tidy += c;
  if (tidy.size() < 8 || tidy.size() > 18 || tidy.front() != 'L') return std::nullopt;
  const std::string_view digits{tidy.data() + 1, tidy.size() - 2};
  const auto number = whole_number(digits);
  if (!number || tidy.back() != check_letter(digits)) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

}  // namespace hearth::need
