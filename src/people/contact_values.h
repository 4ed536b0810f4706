// contact_values.h: telephone, e-mail, NHS and National Insurance numbers, postcode, sex and address words in normal form.
//
// Each gives empty text for what is no such value or only stands for "none".
#pragma once

#include <string>
#include <string_view>

namespace hearth::people {

[[nodiscard]] std::string normal_phone(std::string_view raw);     ///< digits, 0 for +44; 7 digits at least
[[nodiscard]] std::string normal_email(std::string_view raw);     ///< lower case, without +tag
/// Ten digits whose check digit (modulus 11) is right: a mistyped number is no evidence.
[[nodiscard]] std::string normal_nhs_number(std::string_view raw);
/// Prefix and digits; temporary numbers (TN, and dates of birth in their form) are none.
[[nodiscard]] std::string normal_ni_number(std::string_view raw);
[[nodiscard]] std::string normal_postcode(std::string_view raw);  ///< "LS12 5NL"; other countries' as lower-case letters and digits
[[nodiscard]] std::string normal_sex(std::string_view raw);       ///< "m", "f" or empty
/// Folded words, the usual ones shortened (street -> st), each once, in order of the alphabet; without `postcode`'s letters.
[[nodiscard]] std::string normal_address(std::string_view raw, std::string_view postcode);
[[nodiscard]] std::string normal_code(std::string_view raw);      ///< folded letters and digits
[[nodiscard]] std::string normal_text(std::string_view raw);      ///< folded words with one blank between
/// The full postcode with which an address ends, in normal form; empty when it ends otherwise.
[[nodiscard]] std::string postcode_at_end(std::string_view address);
/// Postcode and the numbers of the address; the whole address without a postcode. Stands for the home when no UPRN is known.
[[nodiscard]] std::string home_key(std::string_view address, std::string_view postcode);

}  // namespace hearth::people
