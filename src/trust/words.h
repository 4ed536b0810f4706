// words.h: the words in which sharing is told: organisations, roles, actors, actions, purposes, agreements, sources.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace hearth::trust {

/// What a person of an organisation does. Which action each may take: `may_take` (the table is in decide.cpp and README.md).
enum class Role : std::uint8_t {
  administrator,     ///< people, roles and agreements; sees no resident data
  duty_officer,      ///< an emergency, or the day's urgent work
  benefits_officer,  ///< money that people are entitled to
  housing_officer,   ///< tenants and homes
  support_worker,    ///< of a charity or another partner: looks, and exports nothing
  reviewer,          ///< decides whether two records are one person
  ig_lead,           ///< information governance: reads the log and the agreements, no resident data
  auditor            ///< reads and checks the log, no resident data
};
inline constexpr std::size_t role_count = 8;
[[nodiscard]] std::string_view name_of(Role role) noexcept;   ///< "duty_officer"
[[nodiscard]] std::string_view words_of(Role role) noexcept;  ///< "duty officer"
[[nodiscard]] std::optional<Role> role_of(std::string_view name) noexcept;  ///< takes "duty officer" and "duty-officer" too
[[nodiscard]] std::vector<std::string> role_names();

/// A set of roles.
class Roles {
 public:
  constexpr Roles() noexcept = default;
  constexpr Roles(std::initializer_list<Role> roles) noexcept {
    for (const auto role : roles) insert(role);
  }
  constexpr void insert(Role role) noexcept { bits_ = static_cast<std::uint16_t>(bits_ | bit(role)); }
  [[nodiscard]] constexpr bool has(Role role) const noexcept { return (bits_ & bit(role)) != 0; }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  [[nodiscard]] constexpr Roles both(Roles other) const noexcept {
    Roles shared;
    shared.bits_ = static_cast<std::uint16_t>(bits_ & other.bits_);
    return shared;
  }
  [[nodiscard]] std::string text() const;  ///< "duty_officer,reviewer", in the order of Role
  /// @error trust.unknown_role, with the nearest known one
  [[nodiscard]] static Result<Roles> parse(std::string_view text);
  bool operator==(const Roles&) const = default;

 private:
  static constexpr std::uint16_t bit(Role role) noexcept { return static_cast<std::uint16_t>(1U << static_cast<unsigned>(role)); }
  std::uint16_t bits_{0};
};

/// What somebody wants to do. The first six look at residents' data; the others do not.
enum class Action : std::uint8_t {
  query,    ///< a list of homes and people
  open,     ///< one home: everybody in it, and all that may be told of them
  explain,  ///< why this home, this person, this category
  refused,  ///< rows of an extract that were put aside: only the organisation that sent them
  review,   ///< two records side by side: one person or two?
  export_,  ///< the same as query, into a file
  manage,   ///< people, roles, agreements
  run,      ///< load, run, purge
  audit     ///< read, check or export the log
};
inline constexpr std::size_t action_count = 9;
[[nodiscard]] std::string_view name_of(Action action) noexcept;  ///< "query", ..., "export"
[[nodiscard]] std::optional<Action> action_of(std::string_view name) noexcept;
[[nodiscard]] constexpr bool looks_at_residents(Action action) noexcept { return action <= Action::export_; }
[[nodiscard]] bool may_take(Roles roles, Action action) noexcept;

/// Who asks. Made by sign_in.h; an actor without user or organisation is nobody, and nobody may do anything.
struct Actor {
  std::string user;
  OrganisationId organisation;
  Roles roles;
  [[nodiscard]] bool is_somebody() const noexcept { return !user.empty() && !organisation.empty() && !roles.empty(); }
  bool operator==(const Actor&) const = default;
};

struct Organisation {
  OrganisationId id;
  std::string name;
  std::string contact;  ///< whom to call, as people read it
  bool operator==(const Organisation&) const = default;
};

/// Why data is joined: from a programme (need/), handed in as a value.
struct Purpose {
  PurposeId id;
  std::string words;                        ///< "Find who needs help to leave before a flood"
  std::string power;                        ///< the legal power or duty; a purpose without one is refused by Policy::make
  std::string lawful_basis;
  OrganisationId lead;
  std::vector<std::string> never_used_for;  ///< "sanction", "fraud", ...: every answer says so
  Roles roles;                              ///< that may act for it; empty: nobody
  bool operator==(const Purpose&) const = default;
};

/// What an agreement allows to be done with the data of its feeds.
struct May {
  bool match{false};  ///< records may be linked with those of others
  bool query{false};  ///< data may be shown
  bool operator==(const May&) const = default;
};

/// Which parties share which factors for which purposes until when.
struct Agreement {
  AgreementId id;
  std::vector<OrganisationId> parties;
  std::vector<PurposeId> purposes;
  std::vector<FactorId> factors;  ///< by name, never "*"; attributes (name, address, phone) follow the purposes
  May may;
  Date from;   ///< live from the start of this day, UTC
  Date until;  ///< live to the end of this day, UTC
  [[nodiscard]] bool has_party(const OrganisationId& id) const noexcept;
  [[nodiscard]] bool has_purpose(const PurposeId& id) const noexcept;
  [[nodiscard]] bool has_factor(const FactorId& id) const noexcept;
  bool operator==(const Agreement&) const = default;
};

/// Where data comes from: a feed, the organisation that sent it, and the agreement that its FEED.toml names.
struct Source {
  FeedName feed;
  OrganisationId organisation;
  AgreementId agreement;  ///< empty: no agreement, and nothing of it is ever shown
  bool operator==(const Source&) const = default;
};
/// The place of a feed in Look::feeds.
using FeedIndex = std::uint16_t;

}  // namespace hearth::trust
