#include "base/pounds.h"

#include <cmath>
#include <cstdint>

#include "base/text.h"

namespace hearth::base {

std::string in_pounds(double sum) {
  const auto pence = static_cast<std::uint64_t>(std::llround(std::abs(sum) * 100));
  const auto rest = pence % 100;
  std::string out = (sum < 0 && pence > 0 ? "-\u00A3" : "\u00A3") + with_commas(pence / 100);
  if (rest > 0) out += (rest < 10 ? ".0" : ".") + std::to_string(rest);
  return out;
}

std::string in_whole_pounds(double sum) { return in_pounds(std::round(sum)); }

}  // namespace hearth::base
