// value_shapes.h: what one value looks like, by its characters alone. For profiles and for what may be shown, not for parsing.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace hearth::formats {

[[nodiscard]] bool is_integer(std::string_view text) noexcept;   ///< digits, perhaps with a sign
[[nodiscard]] bool is_decimal(std::string_view text) noexcept;   ///< digits with a point, thousands commas or a currency sign
[[nodiscard]] bool is_yes_no(std::string_view text);             ///< yes, no, y, n, true, false, t, f, 1, 0
[[nodiscard]] bool is_phone(std::string_view text);              ///< UK: 0 or +44 and nine or ten digits
[[nodiscard]] bool is_email(std::string_view text) noexcept;
/// Ten digits, blanks and dashes between welcome; the last is the check digit of the NHS Data Dictionary (modulus 11).
[[nodiscard]] bool is_nhs_number(std::string_view text);
[[nodiscard]] bool is_ni_number(std::string_view text);          ///< AB 12 34 56 C; the last letter may be missing
/// With its last letter: without it many references look the same (HB906148).
[[nodiscard]] bool is_whole_ni_number(std::string_view text);
[[nodiscard]] bool is_address(std::string_view text);            ///< a digit and at least two words of letters
[[nodiscard]] bool is_joint_name(std::string_view text);         ///< words with "&", "and", "+" or "/" between, no digit
/// One person's name, or two's: with a title ("Mr J Smith"), turned round ("SMITH, Jane"), or two to five capitalised words without a
/// digit, none of them a word of streets, firms or services.
[[nodiscard]] bool is_person_name(std::string_view text);
[[nodiscard]] bool is_null_word(std::string_view text);          ///< null, n/a, none, unknown, -, "no known issues", ...
[[nodiscard]] std::size_t word_count(std::string_view text) noexcept;
/// Formats (strptime) in which the text might be a date, by its digits and separators; none for anything else. Pairs that differ
/// in the order of day and month stand together.
[[nodiscard]] std::span<const std::string_view> date_formats_for(std::string_view text);
/// An age in place of a date: "88", "60s", "aged 75", "c. 80", "late 70s".
[[nodiscard]] bool is_age(std::string_view text);
/// The date of "23-Jun-1936 (90)", "23/06/1936 aged 90" and "90 (23/06/1936)"; the whole text where no age stands beside it.
[[nodiscard]] std::string_view without_age(std::string_view text);
/// One whole date and nothing else, in a usual form.
[[nodiscard]] bool is_a_date(std::string_view text);
/// Short, of letters and digits without blanks.
[[nodiscard]] bool is_code(std::string_view text) noexcept;
/// "1,234.50" or "-3" as a number, when is_integer or is_decimal.
[[nodiscard]] std::optional<double> number_of(std::string_view text);

}  // namespace hearth::formats
