// link_report.h: what a linking run did, as a page for people. No personal values.
#pragma once

#include <span>
#include <string>

#include "people/link.h"

namespace hearth::people {

[[nodiscard]] std::string link_report_html(const LinkReport& report, std::span<const FeedFacts> feeds);

}  // namespace hearth::people
