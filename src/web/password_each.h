// password_each.h: programs that send a name and password with each request (HTTP Basic, RFC 7617), as map programs do.
//
// A password is checked, and the sign-in recorded, when it first comes and every ten minutes from then on. In between its HMAC under a key
// of this process alone is compared; that of another password, or of one that was changed since, is another. A wrong one is remembered for a
// minute, so that the many requests of one map are one try.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "spine/folder.h"
#include "trust/secrets.h"
#include "trust/staff.h"

namespace hearth::web {

class PasswordEach {
 public:
  static constexpr std::int64_t trusted_milliseconds = 10 * 60 * 1000, refused_milliseconds = 60 * 1000;

  /// `authorization` is the whole heading. @error sign_in.refused (nobody, wrong, or too many tries), store.*
  [[nodiscard]] Result<trust::Actor> actor_of(spine::Folder& folder, const std::string& authorization, Instant now);

 private:
  struct Answer {
    bool is_right;
    Instant until;
  };
  [[nodiscard]] std::optional<bool> answer_before(const std::string& seal, Instant now);
  std::mutex mutex_, checking_;
  std::map<std::string, Answer> answers_;  ///< by seal
  trust::Salt key_{trust::random_salt()};
};

}  // namespace hearth::web
