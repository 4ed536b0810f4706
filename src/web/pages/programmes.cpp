// programmes.cpp: what we look for: each programme with its power, its rule in words, its limits and its roles.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/try.h"
#include "need/cohort_check.h"
#include "need/cohort_table.h"
#include "need/outcome_table.h"
#include "need/rule_words.h"
#include "spine/folder.h"
#include "spine/small_counts.h"
#include "web/letter_text.h"
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
  if (!programme.writes_letters()) return Html{};
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
              paragraph("As whoever answers the telephone told it, each person once, by the newest that was told. The pounds are those of the week, times 52."));
}

Html said(const need::RuleSaid& rule) {
  Html out = text(rule.words + (rule.parts.empty() ? "" : ":"));
  if (rule.parts.empty()) return out;
  std::vector<Html> parts;
  for (const auto& part : rule.parts) parts.push_back(said(part));
  return out + bullets(parts);
}

/// What staff do, and of whom: the rules in words.
Html rules_in_words(const need::Programme& programme) {
  std::vector<std::vector<Html>> categories;
  for (const auto& category : programme.categories)
    categories.push_back({text(category.verb), text(category.words), said(need::say_rule(programme.rules, category.rule))});
  Html out = el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "What staff do, and for whom"}},
                table("What staff do for the people found, the first that fits", {{"Do"}, {"Which means"}, {"For whoever"}}, categories));
  const auto listed = [&](std::string_view title, const std::vector<need::NodeIndex>& nodes) {
    std::vector<Html> items;
    for (const auto node : nodes) items.push_back(said(need::say_rule(programme.rules, node)));
    return items.empty() ? Html{} : el("h3", {{"class", "govuk-heading-s"}}, text(title)) + bullets(items);
  };
  return out + listed("Only if", programme.only_if) + listed("Left out, if", programme.left_out_if) +
         paragraph(std::string{"The dead, and people whose address is protected, are on no list."} + (programme.leave_out_moved ? " Nor are those who may have moved." : ""));
}

std::string per_hundred(double share) {
  const auto tenths = static_cast<std::uint64_t>(std::lround(share * 1000));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " of 100";
}

/// Who is found now; on a made-up district, how right that is.
Result<Html> who_is_found(const Visit& visit, const spine::Snapshot& snapshot, const need::Programme& programme) {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(read, need::count_cohort(session, programme.id.text()));
    counts = std::move(read);
    return Done{};
  }));
  std::int64_t found = 0;
  for (const auto& entry : counts) found += entry.second;
  const bool may_look = visit.may_look(snapshot, trust::Action::query, programme.purpose);
  std::vector<std::pair<std::string, Html>> rows{{"People found at the last run", text(people(found, may_look))}};
  // One number of several would give away a small one that is hidden.
  if (may_look && counts.size() > 1)
    for (const auto& [verb, count] : counts) rows.emplace_back("Of them, to " + verb, text(people(count, may_look)));
  Html note;
  if (snapshot.place.made_up) {
    const auto checks = need::kept_checks(visit.surface.files, visit.surface.folder.path());
    const auto check = std::ranges::find(checks, programme.id.text(), &need::CohortChecked::programme);
    if (check != checks.end()) {
      rows.emplace_back("Found rightly", text(per_hundred(check->precision()) + " (" + with_commas(check->wrongly) + " wrongly found)"));
      rows.emplace_back("Found of those who should be", text(per_hundred(check->recall()) + " (" + with_commas(check->missed) + " missed)"));
      note = paragraph("Held against the truth of the made-up district when the demonstration was made. Of a real place nobody knows it: whom crews meet, and what letters bring, says it in time.");
    }
  }
  return join(second_heading("Who is found"), summary(rows), note);
}

/// What to say on the telephone, with what is known of this place filled in.
Result<Html> phone_script(const Visit& visit, const spine::Snapshot& snapshot, const need::Programme& programme) {
  if (!programme.writes_letters()) return Html{};
  HEARTH_TRY(script, letter_text(visit.surface.files, programme, "phone-script"));
  if (script.empty()) return Html{};
  const auto policy = visit.surface.folder.guard().policy();
  const auto filled = filled_in(script, {{"organisation", organisation_name(*policy, programme.lead)}, {"telephone", spine::telephone_in(snapshot.contact_of(programme))}}) + "\n\n";
  Html out;
  std::string part;
  for (const auto line : split(filled, '\n')) {
    if (!trim(line).empty()) part += (part.empty() ? "" : " ") + std::string{trim(line)};
    else if (!part.empty()) out += paragraph(std::exchange(part, {}));
  }
  return folded("What to say on the telephone", out);
}

Result<Response> programme(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto found = std::ranges::find_if(snapshot->programmes, [&](const auto& p) { return p.id.text() == visit.parts.front(); });
  if (found == snapshot->programmes.end()) return fail("page.not_found", "there is no such programme in this place.");
  const auto& programme = *found;
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
  HEARTH_TRY(script, phone_script(visit, *snapshot, programme));
  HEARTH_TRY(who, who_is_found(visit, *snapshot, programme));
  return page(visit, {.title = programme.words, .back = "/programmes", .active = "/programmes"},
              join(heading(programme.words), brought, script, who, rules_in_words(programme), second_heading("Why it may be done, and how long"), summary(rows), second_heading("Facts that it may use, and no others"), bullets(facts), paragraph("Nobody is ever refused anything because this does not find them.")));
}

}  // namespace

std::vector<Route> programme_routes() {
  return {{Method::get, "/programmes", Door::signed_in, programmes}, {Method::get, "/programmes/{}", Door::signed_in, programme}};
}

}  // namespace hearth::web
