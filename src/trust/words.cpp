#include "trust/words.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::trust {
namespace {

struct RoleWords {
  std::string_view name, words;
};
constexpr std::array<RoleWords, role_count> role_words{{{"administrator", "administrator"},
                                                        {"duty_officer", "duty officer"},
                                                        {"benefits_officer", "benefits officer"},
                                                        {"housing_officer", "housing officer"},
                                                        {"support_worker", "support worker"},
                                                        {"reviewer", "reviewer"},
                                                        {"ig_lead", "information governance lead"},
                                                        {"auditor", "auditor"}}};
constexpr std::array<std::string_view, action_count> action_names{"query", "open", "explain", "refused", "review", "export", "manage", "run", "audit"};

/// Which actions each role may take. The table of README.md, in the order of Role.
constexpr std::uint16_t can(std::initializer_list<Action> actions) {
  unsigned bits = 0;
  for (const auto action : actions) bits |= 1U << static_cast<unsigned>(action);
  return static_cast<std::uint16_t>(bits);
}
constexpr std::array<std::uint16_t, role_count> role_actions{
    can({Action::manage, Action::run}),                                                     // administrator
    can({Action::query, Action::open, Action::explain, Action::refused, Action::export_, Action::run}),   // duty_officer
    can({Action::query, Action::open, Action::explain, Action::refused, Action::export_}),                // benefits_officer
    can({Action::query, Action::open, Action::explain, Action::refused, Action::export_}),                // housing_officer
    can({Action::query, Action::open, Action::explain}),                                                  // support_worker
    can({Action::refused, Action::review}),                                                 // reviewer
    can({Action::audit}),                                                                   // ig_lead
    can({Action::audit}),                                                                   // auditor
};

template <class T>
bool holds(const std::vector<T>& all, const T& one) noexcept {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::string_view name_of(Role role) noexcept { return role_words[static_cast<std::size_t>(role)].name; }
std::string_view words_of(Role role) noexcept { return role_words[static_cast<std::size_t>(role)].words; }

std::optional<Role> role_of(std::string_view name) noexcept {
  const auto same = [](char a, char b) { return a == b || ((a == ' ' || a == '-') && b == '_'); };
  for (std::size_t i = 0; i < role_count; ++i)
    if (std::equal(name.begin(), name.end(), role_words[i].name.begin(), role_words[i].name.end(), same)) return static_cast<Role>(i);
  return std::nullopt;
}

std::vector<std::string> role_names() {
  std::vector<std::string> names;
  for (const auto& role : role_words) names.emplace_back(role.name);
  return names;
}

std::string Roles::text() const {
  std::string text;
  for (std::size_t i = 0; i < role_count; ++i) {
    if (!has(static_cast<Role>(i))) continue;
    if (!text.empty()) text += ',';
    text += role_words[i].name;
  }
  return text;
}

Result<Roles> Roles::parse(std::string_view text) {
  Roles roles;
  if (trim(text).empty()) return roles;
  for (const auto part : split(text, ',')) {
    const auto role = role_of(trim(part));
    if (!role) {
      std::string message = "no such role.";
      if (const auto near = nearest(trim(part), role_names()); !near.empty()) message += " Did you mean " + near + "?";
      message += " Roles:";
      for (const auto& name : role_names()) message += ' ' + name;
      return wrong_use("trust.unknown_role", message);
    }
    roles.insert(*role);
  }
  return roles;
}

std::string_view name_of(Action action) noexcept { return action_names[static_cast<std::size_t>(action)]; }

std::optional<Action> action_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < action_count; ++i)
    if (action_names[i] == name) return static_cast<Action>(i);
  return std::nullopt;
}

bool may_take(Roles roles, Action action) noexcept {
  for (std::size_t i = 0; i < role_count; ++i)
    if (roles.has(static_cast<Role>(i)) && (role_actions[i] >> static_cast<unsigned>(action) & 1U) != 0) return true;
  return false;
}

bool Agreement::has_party(const OrganisationId& id) const noexcept { return holds(parties, id); }
bool Agreement::has_purpose(const PurposeId& id) const noexcept { return holds(purposes, id); }
bool Agreement::has_factor(const FactorId& id) const noexcept { return holds(factors, id); }

}  // namespace hearth::trust
