// pages.h: the parts of the site, each a function that gives its routes. One file for each.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "web/site.h"

namespace hearth::web {

[[nodiscard]] std::vector<Route> sign_in_routes();
[[nodiscard]] std::vector<Route> start_routes();
[[nodiscard]] std::vector<Route> ask_routes();
[[nodiscard]] std::vector<Route> result_routes();
[[nodiscard]] std::vector<Route> search_routes();
[[nodiscard]] std::vector<Route> home_routes();
[[nodiscard]] std::vector<Route> why_routes();
[[nodiscard]] std::vector<Route> letter_routes();
[[nodiscard]] std::vector<Route> programme_routes();
[[nodiscard]] std::vector<Route> file_routes();
[[nodiscard]] std::vector<Route> agreement_routes();
[[nodiscard]] std::vector<Route> look_routes();
[[nodiscard]] std::vector<Route> help_routes();
[[nodiscard]] std::vector<Route> figure_routes();
[[nodiscard]] std::vector<Route> known_routes();
[[nodiscard]] std::vector<Route> review_routes();
[[nodiscard]] std::vector<Route> staff_routes();
[[nodiscard]] std::vector<Route> story_routes();
[[nodiscard]] std::vector<Route> tile_routes();
[[nodiscard]] std::vector<Route> typed_routes();
[[nodiscard]] std::vector<Route> address_routes();
[[nodiscard]] std::vector<Route> ogc_routes();
[[nodiscard]] std::vector<Route> profile_routes();
[[nodiscard]] std::vector<Route> unsure_address_routes();

/// The sign-in page, that leads back to where the visitor wanted to go.
[[nodiscard]] Response sign_in_first(const Visit& visit);
/// For a bookmark that does not say what for: the tasks of whoever is signed in, each leading back to this page with its purpose.
[[nodiscard]] Result<Response> ask_what_for(const Visit& visit);
/// For what whoever is signed in may review, each leading to its list; the last purpose is the one that counts where there is only one.
struct ReviewChoices {
  std::string purpose;
  std::vector<Html> links;
};
/// @error place.not_run and the like
[[nodiscard]] Result<ReviewChoices> review_choices(const Visit& visit, const std::function<std::string(const std::string& purpose)>& list_path);
/// Keeps the form of this request for whoever typed it, without its token and passwords, and gives the cookie that leads back to it for half
/// an hour. The cookie leads to what other tabs of this browser typed, too. Nothing when the form does not say who typed it.
[[nodiscard]] std::optional<std::string> hold_typed(const Visit& visit);
/// A form that was held before and has now been carried out is not offered again.
void forget_what_arrived(const Visit& visit);
/// Whether something that `user` typed waits for them; `user` empty: whether this browser says so of anybody.
[[nodiscard]] bool waits_for(const Visit& visit, const std::string& user);
/// The area of this session whose number is the first part of the path; null when there is none.
[[nodiscard]] std::shared_ptr<const AskedArea> kept_area(const Visit& visit);
/// The person of this number; of an older list, who may have been found to be one with another, the person as now. @error page.not_found, store.*
[[nodiscard]] Result<PersonId> current_person(const Visit& visit, std::string_view number);
/// A style sheet, a script, an icon; nothing when the path is none of them.
[[nodiscard]] std::optional<Response> asset_response(const Request& request);

}  // namespace hearth::web
