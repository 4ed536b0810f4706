// programmes.cpp: what we look for: each programme with its power, its rule in words, its limits and its roles.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "need/outcome_table.h"
#include "spine/folder.h"
#include "spine/small_counts.h"
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

/// A number of people; a small one only for those who may see the list itself.
std::string people(std::int64_t count, bool may_look) {
  const auto number = static_cast<std::uint64_t>(count);
  return may_look || number == 0 ? with_commas(number) : spine::told_count(number);
}

/// What the letters brought, for a programme that writes them.
Result<Html> outcomes(const Visit& visit, const spine::Snapshot& snapshot, const need::Programme& programme) {
  if (std::ranges::none_of(programme.letters, [](const auto& letter) { return letter.kind == "letter" && letter.name == "first-letter"; })) return Html{};
  need::OutcomeSums sums;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, need::outcome_sums(session, programme.id.text()));
    sums = found;
    return Done{};
  }));
  const bool may_look = visit.may_look(snapshot, trust::Action::query, programme.purpose);
  const bool tells_sum = may_look || static_cast<std::uint64_t>(sums.claimed) >= spine::least_told || sums.claimed == 0;
  const auto a_year = with_commas(static_cast<std::uint64_t>(sums.pence_a_week) * 52 / 100);
  return join(second_heading("What the letters brought"),
              summary({{"Pounds a year claimed", el("strong", text(tells_sum ? "\u00A3" + a_year : "told from 10 claims on"))},
                       {"Letters written", text(people(sums.letters, may_look))}, {"Claimed", text(people(sums.claimed, may_look))},
                       {"Refused", text(people(sums.refused, may_look))}, {"No reply", text(people(sums.no_reply, may_look))}}),
              paragraph("As whoever answers the telephone told it (hearth outcome), each person once, by the newest that was told. The pounds are those of the week, times 52."));
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
  HEARTH_TRY(brought, outcomes(visit, *snapshot, programme));
  return page(visit, {.title = programme.words, .back = "/programmes", .active = "/programmes"},
              join(heading(programme.words), brought, summary(rows), table("What staff do for the people found, the first that fits", {{"Do"}, {"Which means"}}, categories),
                   second_heading("Facts that it may use, and no others"), bullets(facts), paragraph("Nobody is ever refused anything because this does not find them.")));
}

}  // namespace

std::vector<Route> programme_routes() {
  return {{Method::get, "/programmes", Door::signed_in, programmes}, {Method::get, "/programmes/{}", Door::signed_in, programme}};
}

}  // namespace hearth::web
