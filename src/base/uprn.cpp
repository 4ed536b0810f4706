#include "base/uprn.h"

#include <algorithm>

#include "base/assertion.h"
#include "base/postcode.h"

namespace hearth::base {
namespace {

constexpr std::uint64_t uprn_max = 999'999'999'999ULL;
constexpr std::size_t digits_max = 12;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 9.99E+11, 1e+11, 1.00012E11: what Excel shows of a long number.
bool is_scientific(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || e + 1 == text.size()) return false;
  const auto mantissa = text.substr(0, e);
  auto exponent = text.substr(e + 1);
  if (exponent.front() == '+') exponent.remove_prefix(1);
  return !exponent.empty() && std::ranges::all_of(exponent, is_digit) &&
         std::ranges::all_of(mantissa, [](char c) { return is_digit(c) || c == '.' || c == ','; });
}

tl::unexpected<Error> malformed() {
  return fail("uprn.malformed", "not a UPRN. Expected 1 to 12 digits, for example 100012345678.");
}

}  // namespace

Result<Uprn> Uprn::parse(std::string_view text) {
  std::string digits;
  std::string_view body = text;
  while (!body.empty() && (body.front() == ' ' || body.front() == '\t' || body.front() == '\'')) body.remove_prefix(1);
  while (!body.empty() && (body.back() == ' ' || body.back() == '\t')) body.remove_suffix(1);
  if (is_scientific(body))
    return fail("uprn.digits_lost",
                "a spreadsheet shortened this number, and its last digits are lost. Export the column as text and load "
                "the file again; the address will be matched meanwhile.");
  if (body.ends_with(".0")) body.remove_suffix(2);
  for (const char c : body) {
    if (is_digit(c)) digits.push_back(c);
    else if (c != ' ') {
      if (Postcode::parse(body))
        return fail("uprn.postcode", "this is a postcode, not a UPRN. Expected 1 to 12 digits; are two columns swapped?");
      return malformed();
    }
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty() || digits.size() > digits_max) return malformed();
  return Uprn{std::stoull(digits)};
}

Uprn Uprn::from_trusted(std::uint64_t number) {
  HEARTH_ASSERT(number > 0 && number <= uprn_max);
  return Uprn{number};
}

}  // namespace hearth::base
