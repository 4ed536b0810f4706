// postcode.h: a UK postcode, in full.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::base {

/// Outward and inward code in upper case. Only the form is checked: A9, A99, AA9, AA99, A9A, AA9A, then 9AA
/// (BS 7666-2 annex; the letters CIKMOV never stand in the inward code). GIR 0AA is taken as well.
class Postcode {
 public:
  /// Case, blanks and dots do not matter. Not repaired here: O for 0 is the matcher's business.
  /// @error postcode.malformed
  [[nodiscard]] static Result<Postcode> parse(std::string_view text);
  /// "LS12 5NL"
  [[nodiscard]] std::string text() const { return outward_ + " " + inward_; }
  [[nodiscard]] const std::string& outward() const noexcept { return outward_; }
  [[nodiscard]] const std::string& inward() const noexcept { return inward_; }
  /// Letters of the outward code: "LS".
  [[nodiscard]] std::string area() const;
  auto operator<=>(const Postcode&) const = default;

 private:
  Postcode(std::string outward, std::string inward) : outward_{std::move(outward)}, inward_{std::move(inward)} {}
  std::string outward_;
  std::string inward_;
};

/// True for an outward code alone ("LS12").
[[nodiscard]] bool is_outcode(std::string_view text);

}  // namespace hearth::base
