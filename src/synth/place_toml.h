// place_toml.h: PLACE.toml of the district: its files, organisations and agreements.
#pragma once

#include <string>
#include <string_view>

#include "synth/town.h"

namespace hearth::synth {

/// @param gazetteer path of the declaration, as PLACE.toml names it
[[nodiscard]] std::string place_toml(const Town& town, std::string_view gazetteer, const std::string& town_name);
[[nodiscard]] std::string gazetteer_toml(const std::string& town_name);

}  // namespace hearth::synth
