// looks.cpp: looks and refusals. Whoever may audit sees all, with the tamper check; everybody else their own.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/folder.h"
#include "trust/audit_table.h"
#include "trust/audit_verify.h"
#include "web/bar_chart.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

/// What was asked, as the log has it: words without personal data.
std::string asked_of(const trust::AuditRow& row) {
  const auto event = formats::parse_json(row.event_json, "the log");
  const auto* asked = event && event->is_object() ? event->as_object().if_contains("asked") : nullptr;
  return asked != nullptr && asked->is_string() ? std::string{asked->as_string()} : std::string{};
}

/// What was done, in words: "appeared in a list" is another thing than "a person was opened".
std::string words_of(const trust::AuditRow& row) {
  const auto asked = asked_of(row);
  if (row.action == "query") return asked.starts_with("a search") || asked.starts_with("figures") ? asked : "a list: " + asked;
  if (row.action == "export") return asked.starts_with("a letter") ? asked : "a list, as a file: " + asked;
  if (row.action == "open") return asked.starts_with("one home") ? "one home opened" + asked.substr(8) : "one home opened: " + asked;
  if (row.action == "explain") return asked == "why: one person" ? "one person opened" : "opened: " + asked;
  if (row.action == "refused") return "rows that were put aside";
  if (row.action == "review") return asked.empty() ? "two records side by side" : asked;
  return spaced(row.action) + (asked.empty() ? "" : ": " + asked);
}

Result<std::vector<trust::AuditRow>> newest(const Visit& visit, bool all) {
  constexpr std::int64_t shown = 200;
  std::vector<trust::AuditRow> out;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(rows, trust::newest_events(session, all ? std::string{} : visit.actor->user, shown));
    out = std::move(rows);
    return Done{};
  }));
  return out;
}

std::string why_not(const std::string& reason) {
  const auto known = trust::reason_of(reason);
  return known ? std::string{trust::words_of(*known)} : spaced(reason);
}

constexpr int months_shown = 12;

/// The month some months before this one, as the log writes it: "2025-12".
std::string month_before(const Date& today, int months) {
  const int number = today.year() * 12 + today.month() - 1 - months;
  return fmt::format("{:04}-{:02}", number / 12, number % 12 + 1);
}

/// Looks month by month for a year: bars, and the same figures as a table. A month without a look has its line too.
Html by_month(const std::vector<trust::AuditMonth>& months, const Date& today) {
  if (months.empty()) return {};
  std::vector<Bar> bars;
  std::vector<std::vector<Html>> rows;
  const auto number = [](std::int64_t n) { return with_commas(static_cast<std::uint64_t>(n)); };
  for (int back = months_shown - 1; back >= 0; --back) {
    const auto name = month_before(today, back);
    if (name < months.front().month) continue;
    const auto found = std::ranges::find(months, name, &trust::AuditMonth::month);
    const auto month = found == months.end() ? trust::AuditMonth{.month = name} : *found;
    const auto looks = month.lists + month.opened + month.others;
    const auto words = day_words(name);
    bars.push_back({words, static_cast<double>(looks), counted(static_cast<std::uint64_t>(looks), "look") + ", " + number(month.refused) + " refused"});
    rows.push_back({text(words), text(number(month.lists)), text(number(month.opened)), text(number(month.others)), text(number(month.refused))});
  }
  return folded("Looks by month", bar_chart("Looks by month. The same figures are in the table below.", bars) +
                                      table("Looks by month", {{"Month"}, {"Lists and searches", true}, {"A home or a person opened", true}, {"Others", true}, {"Refused", true}}, rows));
}

Html tamper_check(const Visit& visit) {
  const auto report = trust::verify_folder(visit.surface.files, visit.surface.folder.path(), visit.surface.folder.database());
  if (!report) return paragraph("The tamper check could not be made: " + report.error().message);
  if (report->whole())
    return inset(el("strong", text("Tamper check: whole. ")) + text(counted(report->events, "entry") + ", each as it was written."));
  std::vector<Html> faults;
  for (const auto& fault : report->faults) faults.push_back(text((fault.event ? "Entry " + std::to_string(*fault.event) + ": " : std::string{}) + fault.what));
  return warning("Tamper check: this log was changed.") + bullets(faults);
}

Result<Response> looks(const Visit& visit) {
  const bool all = trust::may_take(visit.actor->roles, trust::Action::audit);
  if (all) HEARTH_CHECK(visit.surface.folder.guard().allow(*visit.actor, trust::Action::audit, "the page of looks"));
  HEARTH_TRY(rows, newest(visit, all));
  const auto today = visit.surface.clock.now().date();
  std::vector<trust::AuditMonth> months;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(counted_months, trust::audit_months(session, all ? std::string{} : visit.actor->user, month_before(today, months_shown - 1)));
    months = std::move(counted_months);
    return Done{};
  }));
  std::vector<std::vector<Html>> lines;
  for (const auto& row : rows) {
    const bool refused = row.decision != "allow" && row.decision != "allowed";
    lines.push_back({text(moment_words(row.at)), text(row.actor.empty() ? "nobody signed in" : row.actor), text(row.organisation), text(words_of(row)), text(spaced(row.purpose)),
                     refused ? tagged("refused", "red") + text(" " + why_not(row.reason)) : text("allowed")});
  }
  return page(visit, {.title = "Looks and refusals", .active = "/looks", .wide = true},
              join(heading(all ? "Looks and refusals" : "Your looks"), all ? tamper_check(visit) : paragraph("Your own looks. An auditor sees everybody's."), by_month(months, today),
                   rows.empty() ? paragraph("There is none yet.") : table("The newest first, at most 200", {{"When"}, {"Who"}, {"Of"}, {"What"}, {"What for"}, {"Decision"}}, lines)));
}

}  // namespace

std::vector<Route> look_routes() { return {{Method::get, "/looks", Door::signed_in, looks}}; }

}  // namespace hearth::web
