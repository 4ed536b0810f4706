// site.h: which page answers which path, who may see it at all, and what an error looks like.
#pragma once

#include <string>
#include <vector>

#include "web/visit.h"

namespace hearth::web {

enum class Door : std::uint8_t {
  open,          ///< anybody
  signed_in,     ///< else the sign-in page, which leads back here
  password_each  ///< the same, or name and password with the request itself (password_each.h); else 401, as programs expect
};
struct Route {
  Method method{Method::get};
  std::string pattern;       ///< "/home/{}": each {} is one part
  Door door{Door::signed_in};
  Page page;
};

/// Every page of the site. One function for each file of pages/.
[[nodiscard]] std::vector<Route> all_routes();

class Site {
 public:
  explicit Site(const Surface& surface, std::vector<Route> routes = all_routes()) : surface_{surface}, routes_{std::move(routes)} {}
  /// Finds the page, checks session, origin and form token, and turns errors into pages that say what to do. Thread-safe.
  [[nodiscard]] Response answer(const Request& request) const;
  /// The page for a status, for what is refused before a request is whole.
  [[nodiscard]] Response refusal(int status) const;

 private:
  void recognise(Visit& visit) const;
  /// Nothing when the request itself says who asks; else the answer to whoever does not.
  [[nodiscard]] std::optional<Response> challenged(Visit& visit) const;
  [[nodiscard]] Response error_page(const Visit& visit, const Error& error) const;
  [[nodiscard]] Response message_page(const Visit& visit, int status, const std::string& title, const std::string& what, const std::string& advice = {}) const;
  [[nodiscard]] Response plain_error(const Visit& visit, int status, const std::string& title, const std::string& what) const;

  Surface surface_;
  std::vector<Route> routes_;
};

/// The session's cookie: __Host- needs https or a loopback address, and no other site can set it.
[[nodiscard]] std::string session_cookie(const std::string& token);
inline constexpr std::string_view cookie_name = "__Host-hearth";

}  // namespace hearth::web
