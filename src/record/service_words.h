// service_words.h: words by which services name what they do, so that "Direct Payment" is told from a person's name.
#pragma once

#include <string_view>

namespace hearth::record {

/// "Assistive Technology", "Day Opps", "Short Break": each word is one that services use, and one of them at least is nobody's name.
[[nodiscard]] bool names_a_service(std::string_view value);

}  // namespace hearth::record
