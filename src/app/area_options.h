// area_options.h: the options that say where: --within, --near, --street, --postcode.
#pragma once

#include <string>

#include "app/command.h"
#include "spine/area_question.h"

namespace hearth::app {

struct AreaOptions {
  std::string within, near, street, postcode;
  [[nodiscard]] int given() const noexcept { return !within.empty() + !near.empty() + !street.empty() + !postcode.empty(); }
};

void add_area_options(CLI::App& command, AreaOptions& options);

/// What can be read before the place is: all but --near. @error query.area (not one of the four), shape.*, geojson.*, file.*
[[nodiscard]] Result<spine::AreaAsked> area_asked(Call& call, const AreaOptions& options);
/// The rest: --near, and that the area lies where the place is. @error near.malformed, area.outside
[[nodiscard]] Result<Done> in_the_place(const spine::Snapshot& snapshot, const AreaOptions& options, spine::AreaAsked& asked);

}  // namespace hearth::app
