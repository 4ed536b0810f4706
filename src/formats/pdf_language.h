// pdf_language.h: gives a tagged PDF what Cairo 1.16 cannot: its language, its title in the window, and words for its figures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace hearth::formats {

/// @param figures  what each figure shows, in the order of the document. @error pdf.failed
[[nodiscard]] Result<std::string> with_language(std::string_view pdf, std::string_view language, const std::vector<std::string>& figures);

}  // namespace hearth::formats
