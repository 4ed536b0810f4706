// place_contact.h: whom to ring about a programme, as PLACE.toml says under [contact]; "ring us" in a letter must reach who knows of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/declaration.h"

namespace hearth::spine {

/// "NAME, NUMBER" by the name of a programme's folder.
using ContactOfProgramme = std::map<std::string, std::string, std::less<>>;

/// [contact] of PLACE.toml; empty where it has none. `programmes`: those that the place names.
/// @error exit 2: place.contact_programme (no such programme, with the nearest), place.contact (not "NAME, NUMBER"), toml.type
[[nodiscard]] Result<ContactOfProgramme> read_contacts(const formats::Declared& root, const std::vector<std::string>& programmes);

/// "01632 960000" of "Duty officer, 01632 960000": what follows the last comma, when it is a number; else all of it.
[[nodiscard]] std::string telephone_in(std::string_view contact);

}  // namespace hearth::spine
