// pounds.h: sums of money as people read them.
#pragma once

#include <string>

namespace hearth::base {

/// "£1,234.50", and "£10,000" of whole pounds. Rounded to the penny; below 0 with a minus before the sign: "-£3.20".
[[nodiscard]] std::string in_pounds(double sum);
/// "£1,235": rounded to the pound.
[[nodiscard]] std::string in_whole_pounds(double sum);

}  // namespace hearth::base

namespace hearth {
using namespace base;
}
