// agreements.cpp: who shares what with whom, what for, until when. The one that ends next stands first, those that have ended last.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"
#include "spine/sight.h"
#include "trust/audit_table.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

template <class Id>
Html listed(const std::vector<Id>& ids) {
  std::vector<Html> out;
  for (const auto& id : ids) out.push_back(text(spaced(id.text())));
  return bullets(out);
}

/// Facts as people say them; by id where a programme names one that is not in use any more.
Html facts(const std::vector<FactorId>& ids, const need::Vocabulary& vocabulary) {
  std::vector<Html> out;
  for (const auto& id : ids) {
    const auto known = vocabulary.find(id.text());
    out.push_back(text(known ? vocabulary[*known].words : spaced(id.text())));
  }
  return bullets(out);
}

Html state_of(const trust::Agreement& agreement, Instant now) {
  const auto days = agreement.until.days() - now.date().days();
  if (days < 0) return tagged("Ended", "red");
  if (!trust::is_live(agreement, now)) return tagged("Not yet", "grey");
  if (days <= 60) return tagged("Ends in " + counted(static_cast<std::uint64_t>(days), "day"), "yellow");
  return tagged("In force", "green");
}

/// Looks and refusals of the last twelve months, by organisation and purpose.
Result<std::vector<trust::AuditUse>> uses_of_a_year(const Visit& visit, Instant now) {
  std::vector<trust::AuditUse> out;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, trust::audit_uses(session, Date::from_days(now.date().days() - 365).text()));
    out = std::move(found);
    return Done{};
  }));
  return out;
}

/// What its parties asked for its purposes: an agreement that nobody uses, or that is asked in vain, is seen here.
Html how_often(const trust::Agreement& agreement, const std::vector<trust::AuditUse>& uses) {
  std::int64_t allowed = 0, refused = 0;
  for (const auto& use : uses) {
    if (!agreement.has_party(use.organisation) || !agreement.has_purpose(use.purpose)) continue;
    allowed += use.allowed;
    refused += use.refused;
  }
  return text(counted(static_cast<std::uint64_t>(allowed), "look") + " allowed, " + with_commas(static_cast<std::uint64_t>(refused)) + " refused");
}

Result<Response> agreements(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));  // reads the rules of PLACE.toml again
  const auto policy = visit.surface.folder.guard().policy();
  auto all = policy->agreements();
  const auto now = visit.surface.clock.now();
  HEARTH_TRY(uses, uses_of_a_year(visit, now));
  const auto today = visit.surface.folder.guard().deciding_at().date();
  // What ends next stands first; what has ended needs nobody's attention before that.
  std::ranges::stable_sort(all, {}, [&](const auto& agreement) { return std::pair{agreement.until < today, agreement.until.days()}; });
  Html cards;
  for (const auto& agreement : all) {
    std::vector<Html> feeds;
    for (const auto& source : spine::sources_of(snapshot->place))
      if (source.agreement == agreement.id) feeds.push_back(text(spaced(source.feed.text())));
    std::string may = agreement.may.match && agreement.may.query ? "joined with others and shown" : agreement.may.match ? "joined with others, never shown" : "shown";
    cards += join(second_heading(spaced(agreement.id.text()), agreement.id.text()), paragraph(state_of(agreement, visit.surface.folder.guard().deciding_at())),
                  summary({{"From", text(agreement.from.words())}, {"Until", text(agreement.until.words())}, {"Parties", listed(agreement.parties)},
                           {"For", listed(agreement.purposes)}, {"Files under it", bullets(feeds)}, {"May be", text(may)},
                           {"Asked by its parties for its purposes, in 12 months", how_often(agreement, uses)},
                           {"Facts that it shares", folded(counted(agreement.factors.size(), "fact"), facts(agreement.factors, *snapshot->vocabulary))}}));
  }
  if (all.empty()) cards = paragraph("No agreement is declared: nobody may see anything.");
  return page(visit, {.title = "Agreements", .active = "/agreements"},
              join(heading("Agreements"), paragraph("Nothing is shown unless an agreement in force allows it. When one ends, access ends with it, at once."), cards));
}

}  // namespace

std::vector<Route> agreement_routes() { return {{Method::get, "/agreements", Door::signed_in, agreements}}; }

}  // namespace hearth::web
