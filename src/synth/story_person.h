// story_person.h: the one person of Weir Lane whom every file holds, each under another form of the name: a demonstration opens her.
#pragma once

#include "synth/population.h"
#include "synth/written.h"

namespace hearth::synth {

/// Of the old people who live alone on the first street the first one who can be her; nobody in a district that has none.
void plant_story_person(Population& population, const Town& town, Words& words);
/// Her name as one file has it.
[[nodiscard]] WrittenName story_name(Source source);

}  // namespace hearth::synth
