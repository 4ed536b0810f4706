// addresses.cpp: the address list as JSON, for a field that offers addresses while they are typed. For whoever is signed in; holds nobody.
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/address_lookup.h"
#include "spine/search_text.h"
#include "web/pages/pages.h"

namespace hearth::web {
namespace {

namespace json = formats::json;

Response as_json(const json::object& told, int status = 200) {
  Response out;
  out.status = status;
  out.content_type = "application/json";
  out.body = formats::write_json(told) + "\n";
  return out;
}

Result<Response> addresses(const Visit& visit) {
  const auto typed = std::string{trim(visit.request.query.get("q"))};
  if (typed.empty() || typed.size() > spine::SearchText::typed_max || !is_text(typed))
    return as_json({{"error", "Expected q: the beginning of an address, a street or a postcode, of at most 200 bytes: /addresses?q=12+weir"}}, 400);
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto found = spine::find_addresses(*snapshot, typed, spine::search_homes_max, visit.surface.clock.now());
  json::array homes, streets;
  for (const auto& home : found.homes) homes.push_back(json::object{{"uprn", home.uprn ? home.uprn->text() : ""}, {"address", home.address}});
  for (const auto& street : found.streets) streets.push_back(json::object{{"name", street.name}, {"homes", street.homes}});
  return as_json({{"homes", std::move(homes)}, {"homes_in_all", found.homes_in_all}, {"streets", std::move(streets)}, {"may_be_any", found.may_be_any},
                  {"no_such_number", found.no_such_number}, {"spelt_nearly", found.spelt_nearly}});
}

}  // namespace

std::vector<Route> address_routes() { return {{Method::get, "/addresses", Door::signed_in, addresses}}; }

}  // namespace hearth::web
