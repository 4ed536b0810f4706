// kind_words.h: kinds of service as people write them.
#pragma once

#include <string>
#include <string_view>

namespace hearth::help {

/// "rest-centre" and "warm_space" as "rest centre" and "warm space".
[[nodiscard]] inline std::string kind_words(std::string_view kind) {
  std::string out{kind};
  for (char& c : out)
    if (c == '-' || c == '_') c = ' ';
  return out;
}

}  // namespace hearth::help
