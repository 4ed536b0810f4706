#include "spine/rules_in_force.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/try.h"
#include "need/cohort_table.h"
#include "need/outcome_table.h"
#include "record/record_table.h"
#include "spine/sight.h"

namespace hearth::spine {
namespace {

Result<trust::Purpose> purpose_of(const need::Programme& programme) {
  trust::Purpose purpose;
  purpose.id = programme.purpose;
  purpose.words = programme.words;
  purpose.power = programme.legal.power.empty() ? programme.legal.duty : programme.legal.power;
  purpose.lawful_basis = programme.legal.lawful_basis;
  purpose.lead = programme.lead;
  purpose.never_used_for = programme.never_used_for;
  for (const auto& role : programme.roles) {
    const auto known = trust::role_of(role.name);
    if (!known)
      return wrong_use("programme.unknown_role", "the programme " + programme.id.text() + " names a role that Hearth has not: " + role.name + ".");
    purpose.roles.insert(*known);
  }
  return purpose;
}

/// A purpose that no programme has would be agreed to in vain, and nobody would notice before the day.
Result<Done> know_purposes(const formats::Declared& place, const std::vector<trust::Purpose>& purposes) {
  const auto agreements = place.get("agreement");
  if (!agreements) return Done{};
  const auto known = trust::ids_of(purposes);
  for (const auto& agreement : agreements->items()) {
    const auto list = agreement.get("purposes");
    if (!list) continue;
    for (const auto& item : list->items()) {
      HEARTH_TRY(purpose, item.text());
      if (std::ranges::find(known, purpose) == known.end())
        return item.refuse("place.purpose_unknown", "the agreement lists the purpose \"" + purpose + "\", which no programme of this place has." +
                                                        trust::did_you_mean(purpose, known));
    }
  }
  return Done{};
}

Result<Done> know_leads(const trust::TrustDeclarations& declared, const std::vector<need::Programme>& programmes, const std::string& file) {
  const auto known = trust::ids_of(declared.organisations);
  for (const auto& programme : programmes)
    if (std::ranges::find(known, programme.lead.text()) == known.end())
      return wrong_use("place.lead_unknown", "the programme " + programme.id.text() + " is led by \"" + programme.lead.text() +
                                                 "\", which is not declared here as [[organisation]]. Give the organisation that leads it the id \"" + programme.lead.text() +
                                                 "\" (its name may be any), or copy the programme's folder, put another lead into it and name the copy in programmes." +
                                                 trust::did_you_mean(programme.lead.text(), known),
                       {.file = file, .pointer = "organisation"});
  return Done{};
}

std::string days_ago(Instant now, int days) { return Date::from_days(now.date().days() - days).text(); }

/// Factors that some live agreement shares for some programme that uses them.
std::set<std::string, std::less<>> live_factors(const PlaceContext& context, const trust::Policy& policy, Instant now) {
  std::set<std::string, std::less<>> out;
  for (const auto& programme : context.programmes)
    for (const auto& agreement : policy.agreements()) {
      if (!trust::is_live(agreement, now) || !agreement.has_purpose(programme.purpose)) continue;
      for (const auto factor : programme.factors) {
        const auto& id = (*context.vocabulary)[factor].id;
        if (agreement.has_factor(id)) out.insert(id.text());
      }
    }
  return out;
}

Result<Done> purge_feeds(store::Session& session, const PlaceContext& context, Instant now, PurgeReport& report) {
  for (const auto& feed : context.place.feeds) {
    const int keep = feed.retention_days.value_or(superseded_days);
    HEARTH_TRY(last, record::last_load(session, feed.name));
    const bool past = feed.retention_days && last && last->received < days_ago(now, *feed.retention_days);
    // Nothing of a feed past retention stays, whenever it was loaded.
    const std::string before = past ? Date::from_days(now.date().days() + 2).text() : days_ago(now, std::min(keep, superseded_days));
    HEARTH_TRY(counts, record::purge_feed(session, feed.name, before, past));
    report.versions += counts.versions;
    report.records += counts.records;
    report.put_aside += counts.put_aside;
  }
  return Done{};
}

}  // namespace

Result<std::shared_ptr<const trust::Policy>> policy_of(const formats::DeclarationFile& place, const std::vector<need::Programme>& programmes) {
  HEARTH_TRY(declared, trust::read_trust_declarations(place.root()));
  std::vector<trust::Purpose> purposes;
  for (const auto& programme : programmes) {
    HEARTH_TRY(purpose, purpose_of(programme));
    purposes.push_back(std::move(purpose));
  }
  HEARTH_CHECK(know_purposes(place.root(), purposes));
  HEARTH_CHECK(know_leads(declared, programmes, place.root().where().file));
  return trust::Policy::make(std::move(declared), std::move(purposes));
}

Result<Done> check_feeds(const PlaceFile& place) {
  HEARTH_TRY(declared, trust::read_trust_declarations(place.declaration->root()));
  const auto check = [&](std::size_t feed, const std::string& name, const std::vector<std::string>& known, const char* what) -> Result<Done> {
    if (name.empty() || std::ranges::find(known, name) != known.end()) return Done{};
    return wrong_use(std::string{"place."} + what + "_unknown",
                     std::string{"PLACE.toml declares no "} + what + " \"" + name + "\"." + trust::did_you_mean(name, known),
                     {.file = place.feed_files[feed].string(), .pointer = std::string{"feed."} + what});
  };
  for (std::size_t i = 0; i < place.feeds.size(); ++i) {
    HEARTH_CHECK(check(i, place.feeds[i].agreement.text(), trust::ids_of(declared.agreements), "agreement"));
    HEARTH_CHECK(check(i, place.feeds[i].organisation.text(), trust::ids_of(declared.organisations), "organisation"));
  }
  return Done{};
}

Result<PurgeReport> purge_folder(store::Database& database, const PlaceContext& context, const trust::Policy& policy, Instant now) {
  PurgeReport report;
  HEARTH_CHECK(database.write([&](store::Session& session) -> Result<Done> {
    report = {};
    HEARTH_CHECK(purge_feeds(session, context, now, report));
    const auto live = live_factors(context, policy, now);
    HEARTH_TRY(claims, record::purge_claims(session, [&](std::string_view factor) { return live.contains(factor); }));
    report.claims = claims.claims;
    std::vector<std::string> programmes;
    for (const auto& programme : context.programmes) programmes.push_back(programme.id.text());
    HEARTH_TRY(rows, need::purge_cohorts(session, now.date(), programmes));
    HEARTH_TRY(outcomes, need::purge_outcomes(session, now.date()));
    report.cohort_rows = rows + outcomes;
    // People, placements and cohorts of records that are gone: the next steps take them away as they do for vanished rows.
    if (report.records > 0 || report.claims > 0)
      for (const char* step : {"place", "people", "need"}) HEARTH_CHECK(set_step_state(session, step, {"purged", 0}));
    return Done{};
  }));
  return report;
}

Result<Done> remove_refused_lists(const Path& data, const PurgeReport& report) {
  if (report.put_aside == 0) return Done{};
  std::error_code ignored;
  std::filesystem::remove_all(data / "refused", ignored);
  return Done{};
}

}  // namespace hearth::spine
