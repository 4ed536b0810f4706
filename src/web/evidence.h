// evidence.h: why two records are one person, for people: how much each comparison says, in words, as numbers, and as a picture.
#pragma once

#include <string>
#include <vector>

#include "people/explain_pair.h"
#include "web/html.h"

namespace hearth::web {

/// "strong: about 1 in 200 by chance"; "against it, strong: about 1 in 200"; "says nothing".
[[nodiscard]] std::string strength_words(LogOdds bits);
/// Each comparison, how it stands, and how much it says; in words alone, or with the bits that add up to the sum.
enum class Numbers : std::uint8_t { words, bits };
[[nodiscard]] Html evidence_table(const std::string& caption, const std::vector<people::EvidenceLine>& lines, Numbers numbers);
/// A waterfall: each bar begins where the one before it ended; what speaks against lies in another colour and is told in words.
[[nodiscard]] Html evidence_chart(const std::string& told, const std::vector<people::EvidenceLine>& lines);

}  // namespace hearth::web
