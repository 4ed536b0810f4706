// held_forms.h: what somebody typed into a form that arrived after their session had ended, until they have signed in again.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "web/request.h"

namespace hearth::web {

/// A form that was not carried out. `user` is who typed it: nobody else gets to see it.
struct HeldForm {
  std::string user;
  std::string path;  ///< where it was sent to
  Params form;       ///< without the form token, and without passwords
};

/// In memory alone, and not for long: what was typed may name people. Thread-safe.
/// Whoever can reach the server can send forms without being signed in: what is kept is bounded for each user and in all.
class HeldForms {
 public:
  static constexpr std::int64_t held_seconds = 30 * 60;
  static constexpr std::size_t bytes_max = 64U << 20, bytes_of_user_max = 12U << 20;
  static constexpr std::size_t forms_max = 1'000, forms_of_user_max = 5;

  /// Keeps a form and gives the token for the cookie; when there are too many the oldest of this user, then of all, are forgotten.
  [[nodiscard]] std::string hold(HeldForm form, Instant now);
  /// Nothing when it is unknown, too old, or another person's.
  [[nodiscard]] std::shared_ptr<const HeldForm> find(const std::string& token, std::string_view user, Instant now);
  void forget(const std::string& token);

 private:
  struct Kept {
    std::string key;  ///< hash of the token
    std::shared_ptr<const HeldForm> form;
    std::size_t bytes;  ///< with what the program itself needs for it
    Instant held;
  };
  using Place = std::list<Kept>::iterator;
  void forget_old(Instant now);
  void forget_first_of(std::string_view user);
  [[nodiscard]] bool has_too_much(std::string_view user) const;
  Place take_out(Place kept);

  std::mutex mutex_;
  std::list<Kept> kept_;  ///< the oldest first
  std::size_t bytes_{0};
};

}  // namespace hearth::web
