// draft_text.h: pieces of a drafted declaration. Private to record/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv_profile.h"

namespace hearth::record {

[[nodiscard]] std::string in_quotes(std::string_view text);                         ///< as TOML writes it
[[nodiscard]] std::string in_list(const std::vector<std::string>& texts);           ///< "A", "B"
[[nodiscard]] std::string percent(double share);                                    ///< "12 %", "under 1 %"
[[nodiscard]] std::string separator_in_quotes(char separator);
/// How the dates of a column are written: "%d/%m/%Y" in quotes, or a list of forms where it mixes some.
[[nodiscard]] std::string in_format(const formats::ColumnProfile& column);
/// encoding, separator and heading_row, one on a line.
[[nodiscard]] std::string form_lines(const formats::CsvForm& form);
/// A mark in words that an address must not be told: "DO NOT DISCLOSE", "MARAC".
[[nodiscard]] bool says_protected(std::string_view value);
/// What people write in notes of somebody whose address must not be told, and of somebody who has died; folded.
[[nodiscard]] std::span<const std::string_view> protecting_phrases();
[[nodiscard]] std::span<const std::string_view> death_phrases();
/// "Deceased", "DECD", "Returned - deceased": a status that says that the person has died.
[[nodiscard]] bool says_dead(std::string_view value);
/// The cells of the column speak against its being this field.
[[nodiscard]] bool contradicted(std::string_view field, const formats::ColumnProfile& column);

}  // namespace hearth::record
