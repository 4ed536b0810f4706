// letter_text.h (private to web/): the texts of a programme's letters, and what is filled into them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/files.h"
#include "need/programme.h"
#include "trust/policy.h"

namespace hearth::web {

/// The text of a letter of the programme; empty when it has none of that name.
[[nodiscard]] Result<std::string> letter_text(Files& files, const need::Programme& programme, std::string_view name);
/// Each {word} that is known is replaced; one that is not, or is empty, becomes a line to write on. Trimmed.
[[nodiscard]] std::string filled_in(std::string_view text, const std::map<std::string, std::string, std::less<>>& known);
/// Its name, or its id when nobody declared one.
[[nodiscard]] std::string organisation_name(const trust::Policy& policy, const OrganisationId& id);

}  // namespace hearth::web
