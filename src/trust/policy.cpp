#include "trust/policy.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "trust/secrets.h"

namespace hearth::trust {
namespace {

using formats::Declared;

template <class Id>
std::vector<Id> sorted_ids(const std::vector<std::string>& texts) {
  std::vector<Id> ids;
  for (const auto& text : texts) ids.emplace_back(text);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Result<Organisation> read_organisation(const Declared& table) {
  HEARTH_CHECK(table.unknown_keys({"id", "name", "contact"}));
  HEARTH_TRY(id, table.need_text("id"));
  HEARTH_TRY(name, table.text_if("name"));
  HEARTH_TRY(contact, table.text_if("contact"));
  if (trim(id).empty()) return table.refuse("trust.empty", "an organisation needs an id, for example \"council\".");
  return Organisation{OrganisationId{id}, name.value_or(id), contact.value_or("")};
}

Result<May> read_may(const Declared& table) {
  HEARTH_TRY(words, table.texts_if("may"));
  May may;
  for (const auto& word : words) {
    if (word == "match") may.match = true;
    else if (word == "query") may.query = true;
    else return table.refuse("trust.may", "may lists \"match\" (records may be linked) and \"query\" (data may be shown), nothing else.");
  }
  if (!may.match && !may.query)
    return table.refuse("trust.may", "an agreement allows at least one of \"match\" and \"query\": may = [\"match\", \"query\"].");
  return may;
}

Result<Date> read_day(const Declared& table, std::string_view key) {
  HEARTH_TRY(value, table.need(key));
  HEARTH_TRY(text, value.date_text());
  auto date = Date::parse_iso(text);
  if (!date) return value.refuse("trust.dates", "expected a date, for example 2027-03-31.");
  return *date;
}

Result<Agreement> read_agreement(const Declared& table) {
  HEARTH_CHECK(table.unknown_keys({"id", "parties", "purposes", "factors", "same_factors_as", "may", "from", "until"}));
  HEARTH_TRY(id, table.need_text("id"));
  HEARTH_TRY(parties, table.texts_if("parties"));
  HEARTH_TRY(purposes, table.texts_if("purposes"));
  HEARTH_TRY(factors, table.texts_if("factors"));
  HEARTH_TRY(may, read_may(table));
  HEARTH_TRY(from, read_day(table, "from"));
  HEARTH_TRY(until, read_day(table, "until"));
  if (trim(id).empty()) return table.refuse("trust.empty", "an agreement needs an id, for example \"flood-2026\".");
  if (parties.empty())
    return table.refuse("trust.no_party", "an agreement names the organisations that made it: parties = [\"council\"]. Without one it shares nothing.");
  if (until.days() < from.days()) return table.refuse("trust.dates", "this agreement ends before it begins.");
  for (const auto* names : {&parties, &purposes, &factors})
    for (const auto& name : *names)
      if (name.find('*') != std::string::npos)
        return table.refuse("trust.every_factor", "an agreement names each party, purpose and factor; \"*\" is not allowed.");
  return Agreement{AgreementId{id}, sorted_ids<OrganisationId>(parties), sorted_ids<PurposeId>(purposes), sorted_ids<FactorId>(factors), may, from, until};
}

/// same_factors_as = "flood-2026": the factors that stand there, which are named there one by one.
Result<Done> take_factors_of_others(const Declared& tables, std::vector<Agreement>& agreements) {
  const auto items = tables.items();
  for (std::size_t i = 0; i < agreements.size(); ++i) {
    HEARTH_TRY(other, items[i].text_if("same_factors_as"));
    if (!other) continue;
    if (items[i].has("factors"))
      return items[i].refuse("trust.factors_twice", "\"factors\" and \"same_factors_as\" do not go together. Expected one of them.");
    const auto found = std::ranges::find(agreements, AgreementId{*other}, &Agreement::id);
    const auto place = items[i].need("same_factors_as");
    if (found == agreements.end()) return place->refuse("trust.unknown_agreement", "no agreement has the id \"" + *other + "\"." + did_you_mean(*other, ids_of(agreements)));
    if (!items[static_cast<std::size_t>(found - agreements.begin())].has("factors"))
      return place->refuse("trust.unknown_agreement", "the agreement \"" + *other + "\" lists no factors itself. Expected one that does.");
    agreements[i].factors = found->factors;
  }
  return Done{};
}

template <class T, class Id>
const T* find_in(const std::vector<T>& sorted, const Id& id) noexcept {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), id, [](const T& item, const Id& wanted) { return item.id < wanted; });
  return at != sorted.end() && at->id == id ? &*at : nullptr;
}

template <class T>
Result<Done> sort_by_id(std::vector<T>& items, const char* what) {
  std::sort(items.begin(), items.end(), [](const T& a, const T& b) { return a.id < b.id; });
  for (std::size_t i = 1; i < items.size(); ++i)
    if (items[i].id == items[i - 1].id) return wrong_use("trust.twice", std::string{"two "} + what + " have one id: " + items[i].id.text());
  return Done{};
}

/// Every text with its length before it: no two policies write alike.
class Canon {
 public:
  void put(std::string_view text) { text_ += std::to_string(text.size()) + ":" + std::string{text} + ";"; }
  template <class Tag>
  void put(const std::vector<Name<Tag>>& names) {
    put(std::to_string(names.size()));
    for (const auto& name : names) put(name.text());
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string version_of(const Policy& policy) {
  Canon canon;
  canon.put("hearth policy 1");
  for (const auto& o : policy.organisations()) canon.put("organisation"), canon.put(o.id.text()), canon.put(o.name), canon.put(o.contact);
  for (const auto& a : policy.agreements()) {
    canon.put("agreement"), canon.put(a.id.text()), canon.put(a.parties), canon.put(a.purposes), canon.put(a.factors);
    canon.put(a.may.match ? "match" : ""), canon.put(a.may.query ? "query" : ""), canon.put(a.from.text()), canon.put(a.until.text());
  }
  for (const auto& p : policy.purposes()) {
    canon.put("purpose"), canon.put(p.id.text()), canon.put(p.words), canon.put(p.power), canon.put(p.lawful_basis), canon.put(p.lead.text());
    canon.put(std::to_string(p.never_used_for.size()));
    for (const auto& use : p.never_used_for) canon.put(use);
    canon.put(p.roles.text());
  }
  return hex(sha256(canon.text()));
}

}  // namespace

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known) {
  if (const auto guess = nearest(name, known); !guess.empty()) return " Did you mean \"" + guess + "\"?";
  std::string all;
  for (const auto& one : known) all += (all.empty() ? " Known: " : ", ") + one;
  return all.empty() ? all : all + ".";
}

Result<Done> check_organisation(const std::vector<Organisation>& declared, const OrganisationId& id) {
  const auto known = ids_of(declared);
  if (known.empty() || std::ranges::find(known, id.text()) != known.end()) return Done{};
  return wrong_use("staff.organisation_unknown", "PLACE.toml declares no organisation \"" + id.text() + "\"." + did_you_mean(id.text(), known));
}

Result<TrustDeclarations> read_trust_declarations(const Declared& place) {
  TrustDeclarations out;
  if (const auto tables = place.get("organisation"))
    for (const auto& table : tables->items()) {
      HEARTH_TRY(organisation, read_organisation(table));
      for (const auto& other : out.organisations)
        if (other.id == organisation.id) return table.refuse("trust.twice", "an organisation with this id was declared above.");
      out.organisations.push_back(std::move(organisation));
    }
  const auto agreements = place.get("agreement");
  if (agreements)
    for (const auto& table : agreements->items()) {
      HEARTH_TRY(agreement, read_agreement(table));
      for (const auto& other : out.agreements)
        if (other.id == agreement.id) return table.refuse("trust.twice", "an agreement with this id was declared above.");
      const auto known = ids_of(out.organisations);
      for (const auto& party : agreement.parties)
        if (std::ranges::find(known, party.text()) == known.end())
          return table.need("parties")->refuse("trust.unknown_party",
                                               "a party is not declared as [[organisation]]: " + party.text() + "." + did_you_mean(party.text(), known));
      out.agreements.push_back(std::move(agreement));
    }
  if (agreements) HEARTH_CHECK(take_factors_of_others(*agreements, out.agreements));
  return out;
}

Policy::Policy() : version_{version_of(*this)} {}

Result<std::shared_ptr<const Policy>> Policy::make(TrustDeclarations declared, std::vector<Purpose> purposes) {
  auto policy = std::make_shared<Policy>();
  policy->organisations_ = std::move(declared.organisations);
  policy->agreements_ = std::move(declared.agreements);
  policy->purposes_ = std::move(purposes);
  HEARTH_CHECK(sort_by_id(policy->organisations_, "organisations"));
  HEARTH_CHECK(sort_by_id(policy->agreements_, "agreements"));
  HEARTH_CHECK(sort_by_id(policy->purposes_, "purposes"));
  for (auto& agreement : policy->agreements_) {  // the order in which they were written means nothing
    std::sort(agreement.parties.begin(), agreement.parties.end());
    std::sort(agreement.purposes.begin(), agreement.purposes.end());
    std::sort(agreement.factors.begin(), agreement.factors.end());
  }
  for (const auto& purpose : policy->purposes_)
    if (trim(purpose.power).empty())
      return wrong_use("trust.no_power", "the purpose " + purpose.id.text() + " names no legal power or duty, so nothing may be done for it.");
  policy->version_ = version_of(*policy);
  return std::shared_ptr<const Policy>{std::move(policy)};
}

const Organisation* Policy::find(const OrganisationId& id) const noexcept { return find_in(organisations_, id); }
const Agreement* Policy::find(const AgreementId& id) const noexcept { return find_in(agreements_, id); }
const Purpose* Policy::find(const PurposeId& id) const noexcept { return find_in(purposes_, id); }

bool Policy::may_match(const Source& source, Instant now) const noexcept {
  const auto* agreement = source.agreement.empty() ? nullptr : find(source.agreement);
  return agreement != nullptr && agreement->may.match && is_live(*agreement, now) && agreement->has_party(source.organisation);
}

std::int64_t day_of(Instant now) noexcept {
  constexpr std::int64_t day = 86'400'000;
  return now.milliseconds >= 0 ? now.milliseconds / day : -((-now.milliseconds + day - 1) / day);
}

bool is_live(const Agreement& agreement, Instant now) noexcept {
  return agreement.from.days() <= day_of(now) && day_of(now) <= agreement.until.days();
}

}  // namespace hearth::trust
