// visit.h: one request of one visitor, with everything that a page needs to answer it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/parallel.h"
#include "spine/asking.h"
#include "web/held_forms.h"
#include "web/html.h"
#include "web/pace.h"
#include "web/password_each.h"
#include "web/request.h"
#include "web/response.h"
#include "web/sessions.h"
#include "web/tiles.h"

namespace hearth::web {

/// What all visits of a server share.
struct Surface {
  spine::Folder& folder;
  Files& files;
  const Clock& clock;
  Threads threads;
  Sessions& sessions;
  HeldForms& held;
  TileStore& tiles;
  Pace& pace;
  PasswordEach& passwords;
};

struct Visit {
  const Surface& surface;
  const Request& request;
  std::vector<std::string> parts;          ///< of the path, where its pattern has {}
  std::string token;                       ///< of the session; empty when nobody is signed in
  std::optional<Session> session;
  std::optional<trust::Actor> actor;       ///< who is signed in, as the staff list says now
  std::string place_name;                  ///< empty before the first run
  bool made_up{false};                     ///< every page says MADE-UP PEOPLE

  /// Whether a look for this purpose would find anything that may be shown; says so without recording a look.
  [[nodiscard]] bool may_look(const spine::Snapshot& snapshot, trust::Action action, const PurposeId& purpose) const;
  /// What stands in the way of such a look for this member of staff; `allowed` when nothing does. Records nothing.
  [[nodiscard]] trust::Reason hindrance(const trust::Actor& who, const spine::Snapshot& snapshot, trust::Action action, const PurposeId& purpose) const;
  /// Opens a guarded look for whoever is signed in. @error trust.refused, purpose.unknown, place.not_run
  [[nodiscard]] Result<spine::Asking> look(trust::Action action, const std::string& purpose, const std::string& asked) const;
};

/// A page's answer, or the error that becomes a page (site.h).
using Page = std::function<Result<Response>(const Visit&)>;

/// What most pages need to say about themselves.
struct PageFrame {
  std::string title;                       ///< without the name of the service
  std::string back{};                      ///< path of the back link; empty: none
  std::string active{};                    ///< path of the part of the navigation that this belongs to
  bool has_error{false};                   ///< the title begins with "Error: "
  bool wide{false};                        ///< tables and maps
};
/// The whole document around `main`.
[[nodiscard]] Html whole_page(const Visit& visit, const PageFrame& frame, const Html& main);
[[nodiscard]] Response html_response(const Html& page, int status = 200);
/// whole_page as a response.
[[nodiscard]] Response page(const Visit& visit, const PageFrame& frame, const Html& main, int status = 200);

/// The hidden fields that prove that a form was filled in on our page in this session, and say by whom.
[[nodiscard]] Html csrf_field(const Visit& visit);
/// Names of hidden fields: who filled in a form, and that it is sent a second time.
inline constexpr std::string_view user_field = "typed_by", held_field = "typed_before";
/// A form that posts to a path of this site.
[[nodiscard]] Html form(const Visit& visit, std::string action, const Html& inner);

}  // namespace hearth::web
