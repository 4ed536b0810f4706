// need_codes.h: what codes of needs usually mean: numbers of registers of GB energy and water companies, and short forms. Private to record/.
// Nobody has held the numbers against a published list: drafts offer them as comments, and the sender's own list decides.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::record {

/// One of the numbers by which priority services registers of Great Britain tell a need, as they are commonly worded.
struct IndustryNeed {
  int code;
  std::string_view words;
  std::string_view factor;   ///< what it says here; empty: nothing that is looked for
};
/// "04" or "4"; nothing for a number that is not on the list.
[[nodiscard]] const IndustryNeed* industry_need(std::string_view code);
/// Whether codes are numbers of that list, and enough of them to tell it from another one.
[[nodiscard]] bool is_industry_list(const std::vector<std::string>& codes);

/// The factor that letters stand for in many back offices: "WC", "DEM", "O2C", "SENS-V"; empty when nobody can tell. A guess.
[[nodiscard]] std::string_view need_by_letters(std::string_view code);

}  // namespace hearth::record
