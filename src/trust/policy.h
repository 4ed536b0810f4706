// policy.h: all rules of one place as an immutable value: organisations, agreements, purposes, and their version.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "formats/declaration.h"
#include "trust/words.h"

namespace hearth::trust {

/// What PLACE.toml declares. People with roles are never declared there: they live in the store (staff.h).
struct TrustDeclarations {
  std::vector<Organisation> organisations;
  std::vector<Agreement> agreements;
};

/// Reads [[organisation]] {id, name, contact} and [[agreement]] {id, parties, purposes, factors or same_factors_as, may, from, until} of the root of
/// PLACE.toml; other keys of the root are left to others. A partial `until` means the first day that it can mean.
/// @error exit 2: toml.*, trust.twice (an id given twice), trust.every_factor ("*"), trust.may (neither match nor query),
///        trust.dates (until before from), trust.no_party, trust.unknown_party (no such organisation), trust.unknown_agreement (same_factors_as), each with its place
[[nodiscard]] Result<TrustDeclarations> read_trust_declarations(const formats::Declared& place);

class Policy {
 public:
  /// The empty policy: nobody may see anything.
  Policy();
  /// @error exit 2: trust.twice, trust.no_power (a purpose without a legal power or duty)
  [[nodiscard]] static Result<std::shared_ptr<const Policy>> make(TrustDeclarations declared, std::vector<Purpose> purposes);

  [[nodiscard]] const Organisation* find(const OrganisationId& id) const noexcept;
  [[nodiscard]] const Agreement* find(const AgreementId& id) const noexcept;
  [[nodiscard]] const Purpose* find(const PurposeId& id) const noexcept;
  [[nodiscard]] const std::vector<Organisation>& organisations() const noexcept { return organisations_; }  ///< by id
  [[nodiscard]] const std::vector<Agreement>& agreements() const noexcept { return agreements_; }           ///< by id
  [[nodiscard]] const std::vector<Purpose>& purposes() const noexcept { return purposes_; }                 ///< by id
  /// SHA-256 of all rules, 64 hexadecimal digits: every audit event names the policy that decided.
  [[nodiscard]] const std::string& version() const noexcept { return version_; }

  /// The agreement of a feed is live at `now` and allows `match`: its records may be linked with others'.
  [[nodiscard]] bool may_match(const Source& source, Instant now) const noexcept;

 private:
  std::vector<Organisation> organisations_;
  std::vector<Agreement> agreements_;
  std::vector<Purpose> purposes_;
  std::string version_;
};

/// " Did you mean \"x\"?" when a known name is near, else " Known: x, y." (or nothing when none is known).
[[nodiscard]] std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);
/// The ids of declared organisations, agreements or purposes, as texts.
template <class T>
[[nodiscard]] std::vector<std::string> ids_of(const std::vector<T>& declared) {
  std::vector<std::string> out;
  for (const auto& item : declared) out.push_back(item.id.text());
  return out;
}
/// Refuses an organisation that PLACE.toml does not declare. Before the first run none is known, and any is taken.
/// @error staff.organisation_unknown (exit 2)
[[nodiscard]] Result<Done> check_organisation(const std::vector<Organisation>& declared, const OrganisationId& id);

/// Days since 1970-01-01, in UTC.
[[nodiscard]] std::int64_t day_of(Instant now) noexcept;
/// From the start of `from` to the end of `until`, both in UTC.
[[nodiscard]] bool is_live(const Agreement& agreement, Instant now) noexcept;

}  // namespace hearth::trust
