// category_verb.h: a category says what staff do, never what people are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hearth::need {

/// What is wrong with a category's name, with what to write instead; nothing when it is a deed of staff ("visit first").
/// The first word must be one of the known deeds, and no word may name people ("vulnerable", "elderly", "claimant", "risk").
[[nodiscard]] std::optional<std::string> fault_of_verb(std::string_view verb);

}  // namespace hearth::need
