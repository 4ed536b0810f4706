// shown_name.h: a person's name as a letter or a list writes it, from however a system wrote it.
#pragma once

#include <string>
#include <string_view>

namespace hearth::people {

/// "MCGRATH, SEAN (MR)" -> "Mr Sean McGrath"; a name in mixed case keeps its letters. Comma and capitals are habits of systems,
/// not of people; nothing else of the name is touched.
[[nodiscard]] std::string shown_name(std::string_view raw);

}  // namespace hearth::people
