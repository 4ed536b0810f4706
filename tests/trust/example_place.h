// example_place.h: a small place with its organisations, agreements and purposes, for the tests of this room.
#pragma once

#include <map>

#include "trust/decide.h"

namespace hearth::tests {

inline Instant moment(const char* text) { return *Instant::parse(text); }
inline const Instant today = moment("2026-06-15T10:00:00Z");

inline trust::Agreement agreement(const char* id, std::vector<const char*> parties, std::vector<const char*> purposes,
                                  std::vector<const char*> factors, trust::May may, const char* from, const char* until) {
  trust::Agreement out{AgreementId{id}, {}, {}, {}, may, *Date::parse_iso(from), *Date::parse_iso(until)};
  for (const auto* p : parties) out.parties.emplace_back(p);
  for (const auto* p : purposes) out.purposes.emplace_back(p);
  for (const auto* f : factors) out.factors.emplace_back(f);
  return out;
}

inline std::shared_ptr<const trust::Policy> example_policy() {
  using trust::Role;
  const trust::May both{true, true};
  trust::TrustDeclarations declared;
  for (const auto* id : {"council", "utility", "charity", "nhs"}) declared.organisations.push_back({OrganisationId{id}, id, "01632 960000"});
  declared.agreements = {
      agreement("flood-2026", {"council", "utility"}, {"flood-welfare"}, {"cannot_walk", "oxygen"}, both, "2026-01-01", "2026-12-31"),
      agreement("money-2026", {"council"}, {"pension-credit"}, {"income", "capital"}, both, "2026-01-01", "2026-12-31"),
      agreement("shelter-2026", {"council", "charity"}, {"flood-welfare"}, {"cannot_walk"}, both, "2026-01-01", "2026-12-31"),
      agreement("old-2025", {"council", "charity"}, {"flood-welfare"}, {"cannot_walk"}, both, "2025-01-01", "2025-12-31"),
      agreement("next-2027", {"council"}, {"flood-welfare"}, {"cannot_walk"}, both, "2027-01-01", "2027-12-31"),
      agreement("last-day", {"council"}, {"flood-welfare"}, {"cannot_walk"}, both, "2026-06-15", "2026-06-15"),
      agreement("match-only", {"council", "nhs"}, {"flood-welfare"}, {"diagnosis"}, {true, false}, "2026-01-01", "2026-12-31"),
      agreement("not-signed", {"council"}, {"flood-welfare"}, {"cannot_walk"}, both, "2026-01-01", "2026-12-31"),
  };
  std::vector<trust::Purpose> purposes{
      {PurposeId{"flood-welfare"}, "Find who needs help before a flood", "Civil Contingencies Act 2004", "public task", OrganisationId{"council"},
       {"sanction", "fraud", "enforcement", "immigration"}, {Role::duty_officer, Role::housing_officer, Role::support_worker, Role::reviewer}},
      {PurposeId{"pension-credit"}, "Find who may be owed Pension Credit", "Local Government Act 2000 s2", "public task",
       OrganisationId{"council"}, {"sanction"}, {Role::benefits_officer}}};
  return *trust::Policy::make(std::move(declared), std::move(purposes));
}

/// Feeds of the example place, by name.
inline std::vector<trust::Source> example_feeds() {
  const auto feed = [](const char* name, const char* organisation, const char* agreement_id) {
    return trust::Source{FeedName{name}, OrganisationId{organisation}, AgreementId{agreement_id}};
  };
  return {feed("housing", "council", "flood-2026"),  feed("register", "utility", "flood-2026"), feed("benefits", "council", "money-2026"),
          feed("shelter", "charity", "shelter-2026"), feed("bins", "council", "old-2025"),       feed("next year", "council", "next-2027"),
          feed("today only", "council", "last-day"), feed("hospital", "nhs", "match-only"),     feed("orphan", "council", ""),
          feed("lost", "council", "nowhere"),        feed("unsigned", "utility", "not-signed")};
}
inline trust::Source feed_named(std::string_view name) {
  for (const auto& feed : example_feeds())
    if (feed.feed.text() == name) return feed;
  return {};
}

}  // namespace hearth::tests
