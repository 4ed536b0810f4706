// uprn.h: the Unique Property Reference Number of BS 7666, and how a spreadsheet hurts it.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::base {

/// 1 to 12 digits, not zero. It says which property, never where or what.
class Uprn {
 public:
  /// The only way in. Leading zeros, outer blanks, blanks between digits and a trailing ".0" are welcome.
  /// @error uprn.digits_lost  a spreadsheet wrote it as 1.00012E+11: digits are gone; export the column as text
  /// @error uprn.postcode     this is a postcode: are two columns swapped?
  /// @error uprn.malformed    anything else
  [[nodiscard]] static Result<Uprn> parse(std::string_view text);
  /// For numbers that parse() let in before (the store, an index).
  [[nodiscard]] static Uprn from_trusted(std::uint64_t number);

  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
  [[nodiscard]] std::string text() const { return std::to_string(number_); }
  auto operator<=>(const Uprn&) const = default;

 private:
  explicit constexpr Uprn(std::uint64_t number) noexcept : number_{number} {}
  std::uint64_t number_;
};

}  // namespace hearth::base

template <>
struct std::hash<hearth::base::Uprn> {
  std::size_t operator()(const hearth::base::Uprn& uprn) const noexcept {
    return std::hash<std::uint64_t>{}(uprn.number());
  }
};
