#include "trust/guard.h"

#include <algorithm>
#include <map>

namespace hearth::trust {
namespace {

AuditEvent event_of(Instant at, const Actor& actor, Action action, const PurposeId& purpose, Reason reason, const std::string& asked,
                    const Policy& policy) {
  AuditEvent event;
  event.at = at;
  event.actor = actor.user;
  event.organisation = actor.organisation;
  event.role = actor.roles.text();
  event.action = name_of(action);
  // What somebody put into an address may be anything, a name too: only purposes of this place stand in the log.
  if (policy.find(purpose) != nullptr) event.purpose = purpose;
  event.allowed = reason == Reason::allowed;
  event.reason = name_of(reason);
  event.asked = asked;
  event.policy = policy.version();
  return event;
}

/// All facts that the decision uses about one subject, as bytes: rows that are alike share one decision.
std::string key_of(const SubjectFacts& facts) {
  std::string key;
  key += static_cast<char>((facts.is_protected ? 1 : 0) | (facts.is_dead ? 2 : 0) | (facts.in_area ? 4 : 0) |
                           (facts.relation == Relation::self ? 8 : 0));
  for (const auto feed : facts.feeds) key.append({static_cast<char>(feed & 0xFF), static_cast<char>(feed >> 8)});
  return key;
}

Question question_about(const Look& look, const SubjectFacts& facts, const std::vector<std::string>& attributes, Instant now, std::int32_t days_ahead) {
  Question question{look.actor, look.action, look.purpose, attributes, look.factors};
  question.is_protected = facts.is_protected;
  question.is_dead = facts.is_dead;
  question.in_area = facts.in_area;
  question.relation = facts.relation;
  question.now = now;
  question.days_ahead = days_ahead;
  for (const auto feed : facts.feeds)  // a feed that the look does not know has no agreement: nothing of it is shown
    question.sources.push_back(feed < look.feeds.size() ? look.feeds[feed] : Source{});
  return question;
}

/// Why the look as a whole is refused: by what may_begin says, else because no feed of the place may be used for it.
Reason refused_because(Reason begin, const std::vector<FeedGrant>& grants) {
  if (begin != Reason::allowed) return begin;
  if (grants.empty()) return Reason::no_source;
  Reason strictest = Reason::no_source;
  for (const auto& grant : grants) {
    if (grant.visible) return Reason::allowed;
    if (strictest == Reason::no_source || grant.reason > strictest) strictest = grant.reason;  // the one that came nearest
  }
  return strictest;
}

}  // namespace

bool FactorsKept::has(const FactorId& factor, FeedIndex feed) const noexcept {
  return feed < feeds_.size() && feeds_[feed].visible && feeds_[feed].has(factor) &&
         std::binary_search(allowed_.begin(), allowed_.end(), factor);
}

Guard::Guard(AuditLog& log, const Clock& clock, std::shared_ptr<const Policy> policy) : log_{log}, clock_{clock}, policy_{std::move(policy)} {}

std::shared_ptr<const Policy> Guard::policy() const {
  const std::lock_guard lock{mutex_};
  return policy_;
}

Result<Done> Guard::set_policy(std::shared_ptr<const Policy> policy, const std::string& by) {
  AuditEvent event;
  event.at = clock_.now();
  event.actor = by;
  event.action = "policy";
  event.allowed = true;
  event.reason = policy->version();
  event.policy = policy->version();
  event.asked = std::to_string(policy->organisations().size()) + " organisations, " + std::to_string(policy->agreements().size()) +
                " agreements, " + std::to_string(policy->purposes().size()) + " purposes";
  HEARTH_CHECK(log_.append_if_newer(event));
  const std::lock_guard lock{mutex_};
  policy_ = std::move(policy);
  return Done{};
}

Result<Done> Guard::decide_days_ahead(std::int32_t days, const Actor& by) {
  AuditEvent event;
  event.at = clock_.now();
  event.actor = by.user;
  event.organisation = by.organisation;
  event.role = by.roles.text();
  event.action = "clock";
  event.allowed = true;
  event.reason = name_of(Reason::allowed);
  event.policy = policy()->version();
  event.asked = "decisions " + std::to_string(std::max(days, 0)) + " days ahead, in a demonstration";
  HEARTH_TRY(written, log_.append(event));
  static_cast<void>(written);
  days_ahead_ = std::max(days, 0);
  return Done{};
}

Instant Guard::deciding_at() const {
  constexpr std::int64_t milliseconds_a_day = 24LL * 3600 * 1000;
  return Instant{clock_.now().milliseconds + days_ahead_ * milliseconds_a_day};
}

Result<std::vector<FeedGrant>> Guard::open(const Look& look) {
  const auto rules = policy();
  const auto begin = may_begin(*rules, look.actor, look.action, look.purpose);
  auto found = visible_feeds(*rules, look.actor, look.action, look.purpose, clock_.now(), look.feeds, days_ahead_);
  const auto reason = refused_because(begin, found);
  if (reason != Reason::allowed) return fail(refuse(look.actor, look.action, look.purpose, reason, look.asked));
  return found;
}

std::vector<FeedGrant> Guard::grants(const Actor& actor, Action action, const PurposeId& purpose, std::span<const Source> feeds) const {
  return visible_feeds(*policy(), actor, action, purpose, clock_.now(), feeds, days_ahead_);
}

Error Guard::refuse(const Actor& actor, Action action, const PurposeId& purpose, Reason reason, const std::string& asked) {
  Error error = refusal(reason, actor, action, purpose);
  const auto written = log_.append(event_of(clock_.now(), actor, action, purpose, reason, asked, *policy()));
  if (!written) error.message += " (This refusal could not be recorded: " + written.error().message + ")";
  return error;
}

Error Guard::refuse_for_now(const Actor& actor, Action action, const PurposeId& purpose, const std::string& asked) {
  auto event = event_of(clock_.now(), actor, action, purpose, Reason::nobody, asked, *policy());
  event.reason = "too_many_tries";
  Error error{"trust.too_often", "so many questions one after another are not answered. Wait a minute, and ask again. This is written in the log.", {}, Exit::refused};
  if (const auto written = log_.append(event); !written) error.message += " (This refusal could not be recorded: " + written.error().message + ")";
  return error;
}

Result<Receipt> Guard::allow(const Actor& actor, Action action, const std::string& asked) {
  const auto rules = policy();
  Question question;
  question.actor = actor;
  question.action = action;
  question.now = clock_.now();
  question.days_ahead = days_ahead_;
  const auto decision = decide(*rules, question);
  if (!decision.allow) return fail(refuse(actor, action, {}, decision.reason, asked));
  HEARTH_TRY(event, log_.append(event_of(clock_.now(), actor, action, {}, decision.reason, asked, *rules)));
  return Receipt{event, rules->version(), decision.obligations};
}

Result<Guard::Ruling> Guard::rule(const Look& look, const std::vector<SubjectFacts>& subjects, const std::vector<std::string>& keys,
                                  const std::vector<std::string>& attributes) {
  HEARTH_TRY(granted, open(look));
  const Instant now = clock_.now();
  const std::int32_t days_ahead = days_ahead_;
  Ruling ruling;
  ruling.policy = policy();
  ruling.feeds = visible_feeds(*ruling.policy, look.actor, look.action, look.purpose, now, look.feeds, days_ahead);
  AuditEvent event = event_of(clock_.now(), look.actor, look.action, look.purpose, Reason::allowed, look.asked, *ruling.policy);
  std::unordered_map<std::string, std::uint32_t> known;
  std::map<Reason, std::uint64_t> withheld;
  ruling.of_row.reserve(subjects.size());
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const auto [at, is_new] = known.try_emplace(key_of(subjects[i]), static_cast<std::uint32_t>(ruling.decisions.size()));
    if (is_new) ruling.decisions.push_back(decide(*ruling.policy, question_about(look, subjects[i], attributes, now, days_ahead)));
    ruling.of_row.push_back(at->second);
    const auto& decision = ruling.decisions[at->second];
    if (decision.allow) event.subjects.push_back(log_.pseudonym(keys[i]));
    else ++withheld[decision.reason];
  }
  event.shown = event.subjects.size();
  event.withheld = subjects.size() - event.subjects.size();
  for (const auto& [reason, count] : withheld) event.withheld_because.push_back(std::string{name_of(reason)} + " " + std::to_string(count));
  // The same home or person in several rows is one subject of the look.
  std::sort(event.subjects.begin(), event.subjects.end());
  event.subjects.erase(std::unique(event.subjects.begin(), event.subjects.end()), event.subjects.end());
  HEARTH_TRY(sequence, log_.append(event));
  ruling.receipt.event = sequence;
  ruling.receipt.policy = ruling.policy->version();
  for (const auto& decision : ruling.decisions)
    if (decision.allow) ruling.receipt.obligations = decision.obligations;  // of the purpose: the same for every row
  return ruling;
}

bool Guard::may_show(const Decision& decision, std::string_view attribute) noexcept {
  return std::binary_search(decision.attributes.begin(), decision.attributes.end(), attribute);
}

}  // namespace hearth::trust
