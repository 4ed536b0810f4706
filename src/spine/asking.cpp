#include "spine/asking.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "people/people_table.h"

namespace hearth::spine {

namespace {

/// The agreements that stand in the way by their dates alone: what somebody can ask to have renewed. Each once, with its day.
std::string not_in_force(const trust::Guard& guard, const trust::Policy& policy, const trust::Look& look) {
  const auto grants = guard.grants(look.actor, look.action, look.purpose, look.feeds);
  std::vector<std::string> told;
  for (std::size_t i = 0; i < grants.size(); ++i) {
    if (!grants[i].lapsed) continue;
    const auto& agreement = *policy.find(look.feeds[i].agreement);
    const bool ended = grants[i].reason == trust::Reason::agreement_expired;
    auto words = agreement.id.text() + (ended ? ", ended on " + agreement.until.words() : ", from " + agreement.from.words());
    if (std::ranges::find(told, words) == told.end()) told.push_back(std::move(words));
  }
  return told.empty() ? std::string{} : " Not in force: " + joined(told, "; ") + ". Whoever keeps the agreements can renew them.";
}

}  // namespace

Error refused_look(const trust::Guard& guard, const trust::Look& look, Error refusal) {
  const auto rules = guard.policy();
  const auto& policy = *rules;
  refusal.message += not_in_force(guard, policy, look);
  // It comes after the question whether this actor may ask at all (decide.h), so the names of purposes are no news to them.
  const auto reason = trust::may_begin(policy, look.actor, look.action, look.purpose);
  // Of a place that is only begun: the decision is right that nothing has a source, and says nothing to an officer.
  if (reason == trust::Reason::allowed && look.feeds.empty())
    refusal.message = "no organisation's file is read here yet, so nobody can be looked for. Whoever runs Hearth for you names each file under feeds in PLACE.toml, "
                      "and then: hearth run PLACE.toml.";
  if (reason == trust::Reason::purpose_unknown)
    refusal.message += trust::did_you_mean(look.purpose.text(), trust::ids_of(policy.purposes()));
  return refusal;
}

Result<Asking> begin_look(Folder& folder, const trust::Actor& actor, trust::Action action, const std::string& purpose, const std::string& asked,
                          Progress& progress) {
  Asking out;
  HEARTH_TRY(snapshot, folder.snapshot(progress));
  out.snapshot = snapshot;
  out.look = {.actor = actor, .action = action, .purpose = PurposeId{purpose}, .asked = asked, .feeds = sources_of(snapshot->place), .factors = {}};
  // Made-up people in real homes load and run; they are never shown, whoever asks.
  if (snapshot->place.fictional_people_in_real_homes)
    return fail(folder.guard().refuse(actor, action, out.look.purpose, trust::Reason::nothing_shared, asked));
  for (const auto& programme : snapshot->programmes)
    if (programme.purpose == out.look.purpose) out.programme = &programme;
  if (out.programme != nullptr)
    for (const auto factor : out.programme->factors) out.look.factors.push_back((*snapshot->vocabulary)[factor].id);
  const auto grants = folder.guard().open(out.look);
  if (!grants) return fail(refused_look(folder.guard(), out.look, grants.error()));
  if (out.programme == nullptr) return wrong_use("purpose.unknown", "the programme of this purpose was taken out of PLACE.toml since the last run. Run: hearth run PLACE.toml");
  out.sight = std::make_unique<Sight>(*grants, *snapshot->vocabulary);
  return out;
}

Result<PersonId> person_now(Folder& folder, PersonId listed) {
  PersonId person{listed};
  HEARTH_CHECK(folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(current, people::current_id(session, listed));
    person = current;
    return Done{};
  }));
  return person;
}

}  // namespace hearth::spine
