#include <array>

#include "synth/town.h"

namespace hearth::synth {
namespace {

// Coefficients in 1e-12 degrees of u^i v^j, with u and v in kilometres from the middle. Fitted to "A guide to coordinate
// systems in Great Britain" (Ordnance Survey): inverse transverse Mercator on Airy 1830, then the Helmert shift to WGS84.
struct Cubic {
  std::int64_t c00, c01, c02, c03, c10, c11, c12, c20, c21, c30;
};
constexpr Cubic longitude{494'253'486'081, 555'336'522, 154'146, 39, 15'582'188'222, 3'460'911, 958, -154'156, -116, -319};
constexpr Cubic latitude{54'909'080'971'472, 8'977'770'844, -8'581, 0, -319'960'456, -105'953, -23, -998'292, -330, 14};

std::int64_t value(const Cubic& c, std::int64_t u, std::int64_t v) {
  constexpr std::int64_t km = 10'000;  // in decimetres
  const auto quadratic = (c.c20 * u * u + c.c11 * u * v + c.c02 * v * v) / (km * km);
  const auto cubic = (c.c30 * u / km * u / km * u + c.c21 * u / km * u / km * v + c.c12 * u / km * v / km * v +
                      c.c03 * v / km * v / km * v) / km;
  const auto picodegrees = c.c00 + (c.c10 * u + c.c01 * v) / km + quadratic + cubic;
  return (picodegrees + 50'000) / 100'000;
}

}  // namespace

Degrees degrees_of(Spot spot) noexcept {
  const std::int64_t u = spot.x - town_middle.x;
  const std::int64_t v = spot.y - town_middle.y;
  return {value(longitude, u, v), value(latitude, u, v)};
}

std::string degrees_text(std::int64_t ten_millionths) {
  const bool negative = ten_millionths < 0;
  const auto size = static_cast<std::uint64_t>(negative ? -ten_millionths : ten_millionths);
  auto fraction = std::to_string(size % 10'000'000);
  fraction.insert(0, 7 - fraction.size(), '0');
  return (negative ? "-" : "") + std::to_string(size / 10'000'000) + "." + fraction;
}

std::string metres_text(std::int32_t decimetres) {
  return std::to_string(decimetres / 10) + "." + std::to_string(decimetres % 10);
}

}  // namespace hearth::synth
