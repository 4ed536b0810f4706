// link_report.h: what a linking run did, as one page for people, with charts. No personal values.
#pragma once

#include <span>
#include <string>

#include "people/link.h"
#include "people/link_findings.h"

namespace hearth::people {

[[nodiscard]] std::string link_report_html(const LinkReport& report, const LinkFindings& findings, std::span<const FeedFacts> feeds);

}  // namespace hearth::people
