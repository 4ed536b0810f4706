// pack_front.h: the first page of a printed pack, down to its contents: which pack, what it covers, where to take people, how to use it.
#pragma once

#include "web/door_pack.h"

namespace hearth::web {

/// Onto a page that is begun.
void print_front(formats::PdfSheet& sheet, const SeenDoors& seen, const PackFacts& facts);
/// "41 doors, 76 people: 45 to visit first, 8 to visit, 23 to phone"; without doors for a part of the list that is at none.
[[nodiscard]] std::string count_words(std::size_t doors, std::size_t people, const std::vector<std::pair<std::string, std::size_t>>& by_category);

}  // namespace hearth::web
