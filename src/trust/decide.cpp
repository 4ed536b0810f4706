#include "trust/decide.h"

#include <algorithm>
#include <array>

namespace hearth::trust {
namespace {

struct ReasonWords {
  std::string_view name, words;
};
constexpr std::array<ReasonWords, 22> reasons{{
    {"allowed", "allowed by role, purpose and agreement"},
    {"nobody", "nobody is signed in"},
    {"organisation_unknown", "the organisation is not one of this place"},
    {"role_may_not", "no role of this person may do this"},
    {"purpose_missing", "a look at residents' data needs a purpose"},
    {"purpose_unknown", "no programme of this place has this purpose"},
    {"role_not_for_purpose", "no role of this person may act for this purpose"},
    {"no_source", "nothing says where the data comes from"},
    {"no_agreement", "the feed names no agreement"},
    {"agreement_unknown", "the feed's agreement is not declared"},
    {"agreement_may_not", "the agreement does not allow data to be shown"},
    {"source_not_party", "the organisation that sent the data is not a party of the agreement"},
    {"actor_not_party", "this person's organisation is not a party of the agreement"},
    {"agreement_other_purpose", "the agreement does not list this purpose"},
    {"other_organisations_row", "refused rows are shown only to the organisation that sent them"},
    {"agreement_not_yet", "the agreement has not begun"},
    {"agreement_expired", "the agreement has ended"},
    {"protected_subject", "protected person or address"},
    {"own_record", "staff do not look at their own record"},
    {"outside_area", "outside the area of the purpose"},
    {"dead_subject", "known to be dead: left out of lists"},
    {"nothing_shared", "of what was asked, no agreement shares anything"},
}};

/// What a screen, a list or a file may show about a person or a home, besides factors. nhs_number and ni_number are left out
/// on purpose: they serve to match, and an officer never needs to read them.
constexpr std::array<std::string_view, 20> attributes{
    "address", "birth_date", "call",  "category", "dates", "email",     "evidence", "household", "known_to", "name",
    "not_known", "person_id", "phone", "postcode", "reasons", "row", "sex",      "uprn",      "useful_services", "placement"};

/// The roles of the actor that may take the action and act for the purpose.
bool some_role_fits(const Roles& roles, Action action, const Roles& allowed) noexcept { return may_take(roles.both(allowed), action); }

/// Keeps the reason that comes first: so the order of the questions never matters.
class Strictest {
 public:
  void deny(Reason reason) noexcept {
    if (reason_ == Reason::allowed || reason < reason_) reason_ = reason;
  }
  [[nodiscard]] Reason reason() const noexcept { return reason_; }

 private:
  Reason reason_{Reason::allowed};
};

/// Never before today, so that looking ahead can only take away.
std::int64_t last_day(Instant now, std::int32_t days_ahead) noexcept { return day_of(now) + std::max(days_ahead, 0); }

/// Why this source may not be shown for this look; allowed when it may.
/// @param last  the last day on which the agreement has to be in force, from today on
Reason about_source(const Policy& policy, const Actor& actor, Action action, const PurposeId& purpose, Instant now, std::int64_t last, const Source& source) {
  if (source.agreement.empty()) return Reason::no_agreement;
  const auto* agreement = policy.find(source.agreement);
  if (agreement == nullptr) return Reason::agreement_unknown;
  if (!agreement->may.query) return Reason::agreement_may_not;
  if (!agreement->has_party(source.organisation)) return Reason::source_not_party;
  if (!agreement->has_party(actor.organisation)) return Reason::actor_not_party;
  // Putting right what one sent is no sharing: the purpose may be left out, but only the sender sees the row.
  const bool needs_purpose = action != Action::refused || !purpose.empty();
  if (needs_purpose && !agreement->has_purpose(purpose)) return Reason::agreement_other_purpose;
  if (action == Action::refused && source.organisation != actor.organisation) return Reason::other_organisations_row;
  if (agreement->from.days() > day_of(now)) return Reason::agreement_not_yet;
  if (agreement->until.days() < last) return Reason::agreement_expired;
  return Reason::allowed;
}

void about_subject(const Question& question, Strictest& strictest) {
  if (question.is_protected) strictest.deny(Reason::protected_subject);
  if (question.relation == Relation::self) strictest.deny(Reason::own_record);
  if (question.action == Action::refused || question.action == Action::review) return;
  if (!question.in_area) strictest.deny(Reason::outside_area);
  if (question.is_dead && question.action != Action::explain) strictest.deny(Reason::dead_subject);
}

template <class T>
void sort_once(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

void show_what_may_be(const Policy& policy, const Question& question, Decision& decision) {
  for (const auto& attribute : question.attributes)
    if (std::find(attributes.begin(), attributes.end(), attribute) != attributes.end()) decision.attributes.push_back(attribute);
  std::vector<const Agreement*> agreements;
  for (const auto& source : question.sources) agreements.push_back(policy.find(source.agreement));
  for (const auto& factor : question.factors)
    if (std::any_of(agreements.begin(), agreements.end(), [&factor](const Agreement* a) {
          return std::binary_search(a->factors.begin(), a->factors.end(), factor);  // Policy::make sorted them
        }))
      decision.factors.push_back(factor);
  sort_once(decision.attributes);
  sort_once(decision.factors);
}

std::vector<std::string> obligations_of(const Policy& policy, const PurposeId& id) {
  std::vector<std::string> out;
  const auto* purpose = policy.find(id);
  if (purpose == nullptr) return out;
  out.push_back("Only for " + id.text() + ".");
  if (!purpose->never_used_for.empty()) {
    std::string never = "Never for: ";
    for (std::size_t i = 0; i < purpose->never_used_for.size(); ++i) never += (i == 0 ? "" : ", ") + purpose->never_used_for[i];
    out.push_back(never + ".");
  }
  return out;
}

}  // namespace

std::string_view name_of(Reason reason) noexcept { return reasons[static_cast<std::size_t>(reason)].name; }
std::optional<Reason> reason_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < reasons.size(); ++i)
    if (reasons[i].name == name) return static_cast<Reason>(i);
  return std::nullopt;
}
std::string_view words_of(Reason reason) noexcept { return reasons[static_cast<std::size_t>(reason)].words; }
std::span<const std::string_view> shown_attributes() noexcept { return attributes; }

Reason may_begin(const Policy& policy, const Actor& actor, Action action, const PurposeId& id) {
  if (!actor.is_somebody()) return Reason::nobody;
  if (looks_at_residents(action) && policy.find(actor.organisation) == nullptr) return Reason::organisation_unknown;
  if (!may_take(actor.roles, action)) return Reason::role_may_not;
  if (!looks_at_residents(action)) return Reason::allowed;
  if (id.empty()) return action == Action::refused ? Reason::allowed : Reason::purpose_missing;
  const auto* purpose = policy.find(id);
  if (purpose == nullptr) return Reason::purpose_unknown;
  return some_role_fits(actor.roles, action, purpose->roles) ? Reason::allowed : Reason::role_not_for_purpose;
}

Decision decide(const Policy& policy, const Question& question) {
  Decision decision;
  decision.reason = may_begin(policy, question.actor, question.action, question.purpose);
  if (decision.reason != Reason::allowed) return decision;
  if (looks_at_residents(question.action)) {
    Strictest strictest;
    if (question.sources.empty()) strictest.deny(Reason::no_source);
    for (const auto& source : question.sources) {
      const auto reason = about_source(policy, question.actor, question.action, question.purpose, question.now, last_day(question.now, question.days_ahead), source);
      if (reason != Reason::allowed) strictest.deny(reason);
    }
    about_subject(question, strictest);
    decision.reason = strictest.reason();
    if (decision.reason != Reason::allowed) return decision;
    show_what_may_be(policy, question, decision);
    if (decision.attributes.empty() && decision.factors.empty()) {
      decision.reason = Reason::nothing_shared;
      return decision;
    }
    decision.obligations = obligations_of(policy, question.purpose);
  }
  decision.allow = true;
  return decision;
}

bool FeedGrant::has(const FactorId& factor) const noexcept { return std::binary_search(factors.begin(), factors.end(), factor); }

std::vector<FeedGrant> visible_feeds(const Policy& policy, const Actor& actor, Action action, const PurposeId& purpose, Instant now,
                                     std::span<const Source> feeds, std::int32_t days_ahead) {
  std::vector<FeedGrant> grants;
  grants.reserve(feeds.size());
  const auto begin = looks_at_residents(action) ? may_begin(policy, actor, action, purpose) : Reason::role_may_not;
  for (const auto& feed : feeds) {
    FeedGrant grant;
    grant.reason = begin != Reason::allowed ? begin : about_source(policy, actor, action, purpose, now, last_day(now, days_ahead), feed);
    grant.visible = grant.reason == Reason::allowed;
    grant.lapsed = grant.reason == Reason::agreement_expired || grant.reason == Reason::agreement_not_yet;
    if (grant.visible) grant.factors = policy.find(feed.agreement)->factors;
    grants.push_back(std::move(grant));
  }
  return grants;
}

/// The action as a sentence says it.
std::string_view deed_of(Action action) noexcept {
  switch (action) {
    case Action::query: return "ask about residents";
    case Action::open: return "open a home";
    case Action::explain: return "see why somebody is listed";
    case Action::refused: return "see rows that were put aside";
    case Action::review: return "review pairs of records";
    case Action::export_: return "write lists to files";
    case Action::manage: return "manage people, roles and agreements";
    case Action::run: return "load, run or purge";
    case Action::audit: return "read or check the log";
  }
  return "do this";
}

Error refusal(Reason reason, const Actor& actor, Action action, const PurposeId& purpose) {
  if (speaks_of_subject(reason) || reason == Reason::allowed)
    return {"trust.not_shown", "there is nothing here that can be shown to you for this purpose.", {}, Exit::refused};
  std::string message = std::string{words_of(reason)} + ".";
  switch (reason) {
    case Reason::nobody:
      message = "this needs somebody who is signed in (on the command line: --as USER). An administrator adds people.";
      break;
    case Reason::role_may_not:
      message = "your role (" + actor.roles.text() + ") may not " + std::string{deed_of(action)} +
                ". Somebody whose role may has to ask; an administrator gives roles.";
      break;
    case Reason::purpose_missing:
      message += " Say what it is for (on the command line: --purpose).";
      break;
    case Reason::purpose_unknown:
    case Reason::role_not_for_purpose:
    case Reason::agreement_other_purpose:
      message += " Purpose: " + purpose.text() + ".";
      break;
    default:
      break;
  }
  return {"trust.refused", "refused: " + message, {}, Exit::refused};
}

}  // namespace hearth::trust
