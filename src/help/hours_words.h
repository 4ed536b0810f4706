// hours_words.h: whether a service is open, in words for a page or a sheet of paper.
#pragma once

#include <string>

#include "help/service.h"

namespace hearth::help {

/// "open day and night", "open now, until 15:00", "closed now, opens Monday 30 November 2026 at 10:00", "closed now, and no opening is
/// known", "hours not known: ring first". UK wall-clock time.
[[nodiscard]] std::string hours_words(const Service& service, Instant now);
/// Where people are taken when their homes are not safe: of a kind that is named "rest centre", "reception centre", "evacuation centre" or "emergency
/// shelter", with blanks or signs between, alone or within a longer name.
[[nodiscard]] bool is_rest_centre(std::string_view kind);

}  // namespace hearth::help
