// nobody.h: names that are no person's, as back offices write them where a person's name belongs.
#pragma once

#include <string_view>

namespace hearth::record {

/// "OAKMERE HOMES LTD", "THE OWNER", "THE OCCUPIER", "A & B LETTINGS", "THE EXECUTORS", "VOID". A cell that begins with a
/// person's title is one only when a company's form ("LTD") stands in it.
[[nodiscard]] bool names_nobody(std::string_view name);

/// Of such a name: somebody lives there whom nobody knows by name ("THE OCCUPIER", "OWNER/OCCUPIER", "THE TENANT").
[[nodiscard]] bool names_an_occupier(std::string_view name);

}  // namespace hearth::record
