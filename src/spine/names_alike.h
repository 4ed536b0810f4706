// names_alike.h: whether two written names may be one person's, where nobody has joined the records. Private to spine/.
#pragma once

#include "match/comparison.h"
#include "people/name_parts.h"

namespace hearth::spine {

/// "Len Sowerby" and "SOWERBY, Leonard", "L Sowerby"; not Len and Lena.
[[nodiscard]] bool same_name(const match::Aliases& variants, const people::WholeName& a, const people::WholeName& b);
/// "Dennis Waugh" and "Dennis W" or "Dennis": the second one is not written out.
[[nodiscard]] bool may_be_short_for(const match::Aliases& variants, const people::WholeName& whole, const people::WholeName& partly);

}  // namespace hearth::spine
