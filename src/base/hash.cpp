#include "base/hash.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace hearth::base {

std::string ContentHash::text() const {
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%016llx%016llx", static_cast<unsigned long long>(high),
                static_cast<unsigned long long>(low));
  return out.data();
}

ContentHash ContentHash::from_text(std::string_view text) noexcept {
  ContentHash out;
  if (text.size() != 32) return out;
  const auto half = [](std::string_view part, std::uint64_t& into) {
    return std::from_chars(part.data(), part.data() + part.size(), into, 16).ptr == part.data() + part.size();
  };
  if (!half(text.substr(0, 16), out.high) || !half(text.substr(16), out.low)) return {};
  return out;
}

}  // namespace hearth::base
