// looks.cpp: looks and refusals. Whoever may audit sees all, with the tamper check; everybody else their own.
#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"
#include "trust/audit_table.h"
#include "trust/audit_verify.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

/// What was done, in words: "appeared in a list" is another thing than "a person was opened".
std::string words_of(const trust::AuditRow& row) {
  if (row.action == "query") return "a list";
  if (row.action == "export") return "a list, as a file";
  if (row.action == "explain") return "one person opened";
  if (row.action == "refused") return "rows that were put aside";
  if (row.action == "review") return "two records side by side";
  return spaced(row.action);
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
  std::vector<std::vector<Html>> lines;
  for (const auto& row : rows) {
    const bool refused = row.decision != "allow" && row.decision != "allowed";
    lines.push_back({text(moment_words(row.at)), text(row.actor.empty() ? "nobody signed in" : row.actor), text(row.organisation), text(words_of(row)), text(spaced(row.purpose)),
                     refused ? tagged("refused", "red") + text(" " + spaced(row.reason)) : text("allowed")});
  }
  return page(visit, {.title = "Looks and refusals", .active = "/looks", .wide = true},
              join(heading(all ? "Looks and refusals" : "Your looks"), all ? tamper_check(visit) : paragraph("Your own looks. An auditor sees everybody's."),
                   table("The newest first, at most 200", {{"When"}, {"Who"}, {"Of"}, {"What"}, {"What for"}, {"Decision"}}, lines)));
}

}  // namespace

std::vector<Route> look_routes() { return {{Method::get, "/looks", Door::signed_in, looks}}; }

}  // namespace hearth::web
