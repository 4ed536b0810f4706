#include "trust/decide_by_the_book.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hearth::tests {
namespace {

using namespace hearth::trust;

const std::map<Role, std::set<std::string>> what_roles_do = {
    {Role::administrator, {"manage", "run"}},
    {Role::duty_officer, {"query", "open", "explain", "refused", "export", "run"}},
    {Role::benefits_officer, {"query", "open", "explain", "refused", "export"}},
    {Role::housing_officer, {"query", "open", "explain", "refused", "export"}},
    {Role::support_worker, {"query", "open", "explain"}},
    {Role::reviewer, {"refused", "review"}},
    {Role::ig_lead, {"audit"}},
    {Role::auditor, {"audit"}},
};
const std::set<std::string> looks = {"query", "open", "explain", "refused", "review", "export"};
const std::set<std::string> can_be_shown = {"address", "birth_date", "call",    "category",  "dates",     "email",    "evidence",
                                            "household", "known_to", "name",    "not_known", "person_id", "phone",    "placement",
                                            "postcode",  "reasons",  "row",     "sex",       "uprn",      "useful_services"};

const Organisation* organisation(const Policy& policy, const OrganisationId& id) {
  for (const auto& o : policy.organisations())
    if (o.id == id) return &o;
  return nullptr;
}
const Purpose* purpose(const Policy& policy, const PurposeId& id) {
  for (const auto& p : policy.purposes())
    if (p.id == id) return &p;
  return nullptr;
}
const Agreement* agreement(const Policy& policy, const AgreementId& id) {
  for (const auto& a : policy.agreements())
    if (a.id == id) return &a;
  return nullptr;
}
template <class T>
bool lists(const std::vector<T>& all, const T& one) {
  for (const auto& each : all)
    if (each == one) return true;
  return false;
}
bool some_role(const Actor& actor, const std::function<bool(Role)>& fits) {
  for (const auto& [role, actions] : what_roles_do)
    if (actor.roles.has(role) && fits(role)) return true;
  return false;
}
bool does(Role role, Action action) { return what_roles_do.at(role).contains(std::string{name_of(action)}); }
bool is_look(const Question& q) { return looks.contains(std::string{name_of(q.action)}); }
std::string day(Instant at) { return at.text().substr(0, 10); }

/// Some source has an agreement that is known, and for which `wrong` holds.
bool some_agreement(const Policy& p, const Question& q, const std::function<bool(const Source&, const Agreement&)>& wrong) {
  for (const auto& source : q.sources)
    if (const auto* a = source.agreement.empty() ? nullptr : agreement(p, source.agreement); a != nullptr && wrong(source, *a)) return true;
  return false;
}

struct Rule {
  std::string sentence;
  Reason reason;
  std::function<bool(const Policy&, const Question&)> forbids;
};

const std::vector<Rule>& the_book() {
  static const std::vector<Rule> rules = {
      {"Whoever is not signed in with an organisation and a role may do nothing.", Reason::nobody,
       [](const Policy&, const Question& q) { return q.actor.user.empty() || q.actor.organisation.text().empty() || q.actor.roles == Roles{}; }},
      {"Residents' data is only for people of the organisations of this place.", Reason::organisation_unknown,
       [](const Policy& p, const Question& q) { return is_look(q) && organisation(p, q.actor.organisation) == nullptr; }},
      {"A person may only do what one of their roles does.", Reason::role_may_not,
       [](const Policy&, const Question& q) { return !some_role(q.actor, [&q](Role role) { return does(role, q.action); }); }},
      {"Whoever looks says what for; only those who put right what they sent need not.", Reason::purpose_missing,
       [](const Policy&, const Question& q) { return is_look(q) && q.action != Action::refused && q.purpose.text().empty(); }},
      {"A purpose is one of a programme of this place.", Reason::purpose_unknown,
       [](const Policy& p, const Question& q) { return is_look(q) && !q.purpose.text().empty() && purpose(p, q.purpose) == nullptr; }},
      {"The role that does it must be one that may act for the purpose.", Reason::role_not_for_purpose,
       [](const Policy& p, const Question& q) {
         const auto* what_for = purpose(p, q.purpose);
         return is_look(q) && what_for != nullptr &&
                !some_role(q.actor, [&](Role role) { return does(role, q.action) && what_for->roles.has(role); });
       }},
      {"Data of which nobody says where it comes from is not shown.", Reason::no_source,
       [](const Policy&, const Question& q) { return is_look(q) && q.sources.empty(); }},
      {"Data of a feed without an agreement is not shown.", Reason::no_agreement,
       [](const Policy&, const Question& q) {
         for (const auto& source : q.sources)
           if (is_look(q) && source.agreement.text().empty()) return true;
         return false;
       }},
      {"Nor is data under an agreement that this place does not know.", Reason::agreement_unknown,
       [](const Policy& p, const Question& q) {
         for (const auto& source : q.sources)
           if (is_look(q) && !source.agreement.text().empty() && agreement(p, source.agreement) == nullptr) return true;
         return false;
       }},
      {"An agreement that allows only matching shows nothing.", Reason::agreement_may_not,
       [](const Policy& p, const Question& q) {
         return is_look(q) && some_agreement(p, q, [](const Source&, const Agreement& a) { return !a.may.query; });
       }},
      {"The organisation that sent the data must have signed the agreement.", Reason::source_not_party,
       [](const Policy& p, const Question& q) {
         return is_look(q) && some_agreement(p, q, [](const Source& s, const Agreement& a) { return !lists(a.parties, s.organisation); });
       }},
      {"So must the organisation of the person who looks, even at its own data.", Reason::actor_not_party,
       [](const Policy& p, const Question& q) {
         return is_look(q) && some_agreement(p, q, [&q](const Source&, const Agreement& a) { return !lists(a.parties, q.actor.organisation); });
       }},
      {"The agreement must list the purpose; putting right what one sent needs none.", Reason::agreement_other_purpose,
       [](const Policy& p, const Question& q) {
         if (q.action == Action::refused && q.purpose.text().empty()) return false;
         return is_look(q) && some_agreement(p, q, [&q](const Source&, const Agreement& a) { return !lists(a.purposes, q.purpose); });
       }},
      {"Refused rows are only for the organisation that sent them.", Reason::other_organisations_row,
       [](const Policy& p, const Question& q) {
         return q.action == Action::refused &&
                some_agreement(p, q, [&q](const Source& s, const Agreement&) { return s.organisation != q.actor.organisation; });
       }},
      {"An agreement holds from its first day.", Reason::agreement_not_yet,
       [](const Policy& p, const Question& q) {
         return is_look(q) && some_agreement(p, q, [&q](const Source&, const Agreement& a) { return day(q.now) < a.from.text(); });
       }},
      {"An agreement holds to the end of its last day.", Reason::agreement_expired,
       [](const Policy& p, const Question& q) {
         return is_look(q) && some_agreement(p, q, [&q](const Source&, const Agreement& a) { return a.until.text() < day(q.now); });
       }},
      {"A protected person or address is shown to nobody.", Reason::protected_subject,
       [](const Policy&, const Question& q) { return is_look(q) && q.is_protected; }},
      {"Nobody looks at themselves.", Reason::own_record,
       [](const Policy&, const Question& q) { return is_look(q) && q.relation == Relation::self; }},
      {"Lists, files, homes and explanations keep to the area of the purpose.", Reason::outside_area,
       [](const Policy&, const Question& q) {
         return (q.action == Action::query || q.action == Action::open || q.action == Action::export_ || q.action == Action::explain) && !q.in_area;
       }},
      {"Lists, files and homes leave out the dead.", Reason::dead_subject,
       [](const Policy&, const Question& q) { return (q.action == Action::query || q.action == Action::open || q.action == Action::export_) && q.is_dead; }},
  };
  return rules;
}

}  // namespace

Decision decide_by_the_book(const Policy& policy, const Question& question) {
  Decision decision;
  for (const auto& rule : the_book())
    if (rule.forbids(policy, question)) {
      decision.reason = rule.reason;
      return decision;
    }
  if (is_look(question)) {
    std::set<std::string> attributes;
    for (const auto& attribute : question.attributes)
      if (can_be_shown.contains(attribute)) attributes.insert(attribute);
    std::set<FactorId> factors;
    for (const auto& source : question.sources)
      for (const auto& factor : question.factors)
        if (lists(agreement(policy, source.agreement)->factors, factor)) factors.insert(factor);
    if (attributes.empty() && factors.empty()) {
      decision.reason = Reason::nothing_shared;
      return decision;
    }
    decision.attributes.assign(attributes.begin(), attributes.end());
    decision.factors.assign(factors.begin(), factors.end());
    if (const auto* what_for = purpose(policy, question.purpose)) {
      decision.obligations.push_back("Only for " + what_for->id.text() + ".");
      std::string never;
      for (const auto& use : what_for->never_used_for) never += (never.empty() ? "Never for: " : ", ") + use;
      if (!never.empty()) decision.obligations.push_back(never + ".");
    }
  }
  decision.allow = true;
  decision.reason = Reason::allowed;
  return decision;
}

}  // namespace hearth::tests
