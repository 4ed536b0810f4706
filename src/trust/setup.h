// setup.h: first keys and first people of a data folder. Adds to a folder that already has data, losing nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "store/store.h"
#include "trust/audit_log.h"
#include "trust/staff.h"

namespace hearth::trust {

struct SetupSettings {
  std::string administrator{"administrator"};  ///< sign-in name of the first administrator
  OrganisationId organisation{"council"};      ///< of the administrator; the council of the demo
  OrganisationId charity{"charity"};           ///< of the demo's charity worker: takes part in no agreement
  OrganisationId volunteers{"flood_volunteers"};  ///< of the demo's volunteer: sees what one agreement shares
  std::optional<std::string> password{};       ///< of the administrator
  std::uint32_t caller{0};                     ///< operating-system user who runs setup
  bool map_caller{false};                      ///< --yes: the caller is the first administrator
  bool demo{false};                            ///< made-up staff; the caller becomes the duty officer
  PasswordCost cost{};
};
struct SetupDone {
  bool keys_made{false};
  bool was_set_up{false};                      ///< an administrator was there already: nobody was added or mapped
  std::vector<std::string> added{};            ///< sign-in names
  std::string caller_is{};                     ///< whom the caller is mapped to, if to anybody
  std::optional<std::string> password{};       ///< made for the administrator when none was given and nobody mapped; shown once
  std::string verifier{};                      ///< the log's public key, to be kept elsewhere
};

/// Makes DIR/keys (0700) with audit.key, subject.key (0600) and audit.pub, and the first people; recorded in the log, whose head
/// is signed from then on. Safe to run again.
/// @error file.*, store.*, staff.* (exit 2)
[[nodiscard]] Result<SetupDone> set_up(Files& files, store::Database& database, AuditLog& log, const Path& data, Instant now,
                                       const SetupSettings& settings);

}  // namespace hearth::trust
