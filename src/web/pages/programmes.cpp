// programmes.cpp: what we look for: each programme with its power, its rule in words, its limits and its roles.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "need/cohort_table.h"
#include "spine/folder.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

Result<Response> programmes(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  std::vector<Html> items;
  for (const auto& programme : snapshot->programmes)
    items.push_back(join(link("/programmes/" + percent_encoded(programme.id.text()), programme.words), text(". " + (programme.legal.power.empty() ? programme.legal.duty : programme.legal.power))));
  return page(visit, {.title = "What we look for", .active = "/programmes"},
              join(heading("What we look for"), paragraph("People are looked for only for these purposes, each under a power or duty that the law gives."), bullets(items)));
}

Result<Response> programme(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto found = std::ranges::find_if(snapshot->programmes, [&](const auto& p) { return p.id.text() == visit.parts.front(); });
  if (found == snapshot->programmes.end()) return fail("page.not_found", "there is no such programme in this place.");
  const auto& programme = *found;
  std::vector<std::vector<Html>> categories;
  for (const auto& category : programme.categories) categories.push_back({text(category.verb), text(category.words)});
  std::vector<Html> facts;
  for (const auto factor : programme.factors) facts.push_back(text((*snapshot->vocabulary)[factor].words));
  std::vector<std::pair<std::string, Html>> rows;
  if (!programme.legal.power.empty()) rows.emplace_back("Power", text(programme.legal.power));
  if (!programme.legal.duty.empty()) rows.emplace_back("Duty", text(programme.legal.duty));
  rows.emplace_back("Lawful basis", text(programme.legal.lawful_basis));
  if (!programme.legal.condition.empty()) rows.emplace_back("Condition for health data", text(programme.legal.condition));
  rows.emplace_back("Led by", text(programme.lead.text()));
  rows.emplace_back("Never used for", text(joined(programme.never_used_for, ", ")));
  rows.emplace_back("Found people are forgotten after", text(counted(static_cast<std::uint64_t>(programme.retention_days), "day")));
  rows.emplace_back("To be reviewed on", text(programme.review_on.words()));
  std::vector<Html> roles;
  for (const auto& role : programme.roles) roles.push_back(text(role.words));
  rows.emplace_back("Who may use it", bullets(roles));
  return page(visit, {.title = programme.words, .back = "/programmes", .active = "/programmes"},
              join(heading(programme.words), summary(rows), table("What staff do for the people found, the first that fits", {{"Do"}, {"Which means"}}, categories),
                   second_heading("Facts that it may use, and no others"), bullets(facts), paragraph("Nobody is ever refused anything because this does not find them.")));
}

}  // namespace

std::vector<Route> programme_routes() {
  return {{Method::get, "/programmes", Door::signed_in, programmes}, {Method::get, "/programmes/{}", Door::signed_in, programme}};
}

}  // namespace hearth::web
