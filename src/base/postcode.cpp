#include "base/postcode.h"

namespace hearth::base {
namespace {

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 'A' for a letter, '9' for a digit.
std::string shape(std::string_view text) {
  std::string out;
  for (const char c : text) out.push_back(is_letter(c) ? 'A' : is_digit(c) ? '9' : '?');
  return out;
}

std::string squeeze(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '.' || c == '-') continue;
    out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return out;
}

bool outward_shape(std::string_view text) {
  const auto s = shape(text);
  return s == "A9" || s == "A99" || s == "AA9" || s == "AA99" || s == "A9A" || s == "AA9A";
}

}  // namespace

Result<Postcode> Postcode::parse(std::string_view text) {
  const auto malformed = [] {
    return fail("postcode.malformed", "not a UK postcode. Expected for example LS12 5NL.");
  };
  if (text.size() > 16) return malformed();
  const auto code = squeeze(text);
  if (code.size() < 5 || code.size() > 7) return malformed();
  const auto outward = code.substr(0, code.size() - 3);
  const auto inward = code.substr(code.size() - 3);
  const bool known = outward_shape(outward) || outward == "GIR";
  if (!known || shape(inward) != "9AA" || inward.find_first_of("CIKMOV", 1) != std::string::npos) return malformed();
  return Postcode{outward, inward};
}

std::string Postcode::area() const {
  return outward_.substr(0, outward_.find_first_of("0123456789"));
}

bool is_outcode(std::string_view text) { return text.size() <= 8 && outward_shape(squeeze(text)); }

}  // namespace hearth::base
