// routes.cpp: every part of the site.
#include "web/pages/pages.h"

namespace hearth::web {

std::vector<Route> all_routes() {
  std::vector<Route> out;
  for (auto* part : {sign_in_routes, start_routes, ask_routes, result_routes, search_routes, home_routes, why_routes, letter_routes, programme_routes, file_routes, agreement_routes, look_routes,
                     help_routes, figure_routes, known_routes, review_routes, staff_routes, story_routes, tile_routes, typed_routes, address_routes, ogc_routes, profile_routes, unsure_address_routes})
    for (auto& route : part()) out.push_back(std::move(route));
  return out;
}

}  // namespace hearth::web
