// ogc.cpp: the address list, areas and services for map programs (OGC API Features). For whoever has an account; holds nobody.
#include "base/try.h"
#include "exchange/ogc/documents.h"
#include "web/pages/pages.h"

namespace hearth::web {
namespace {

namespace json = formats::json;
namespace ogc = exchange::ogc;

constexpr std::string_view root = "/ogc";

Response as_json(const json::object& told, std::string_view media, int status = 200) {
  Response out;
  out.status = status;
  out.content_type = media;
  out.body = formats::write_json(told) + "\n";
  return out;
}

Response problem(int status, const std::string& code, const std::string& what) { return as_json(ogc::problem(status, code, what), ogc::media_problem, status); }

/// Where other machines reach this one a server that encrypts stands before it.
std::string base_of(const Request& request) {
  const auto& host = request.host;
  const auto name = std::string_view{host}.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
  const bool here = name == "127.0.0.1" || name == "localhost" || name == "[::1]";
  return (here ? "http://" : "https://") + host + std::string{root};
}

struct Offer {
  std::shared_ptr<const spine::Snapshot> snapshot;
  ogc::Collections collections;
};

Result<Offer> offer_of(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto& around = *snapshot->surroundings;
  auto collections = ogc::collections_of({.title = snapshot->place.name, .properties = snapshot->properties(), .grid = *snapshot->grid, .layers = around.layers,
                                          .values = around.values, .services = around.services.services()});
  return Offer{std::move(snapshot), std::move(collections)};
}

/// One question: what comes before it is the same for all.
using Document = Result<Response> (*)(const Visit&, const Offer&, const std::string& base);

template <Document document, bool has_own_parameters = false>
Result<Response> answered(const Visit& visit) {
  const auto offer = offer_of(visit);
  if (!offer) return problem(503, offer.error().code, offer.error().message);
  if constexpr (!has_own_parameters)
    if (const auto read = ogc::parse_crs_alone(visit.request.query.items(), false); !read) return problem(400, read.error().code, read.error().message);
  auto out = document(visit, *offer, base_of(visit.request));
  if (!out && out.error().exit == Exit::wrong_use) return problem(400, out.error().code, out.error().message);
  return out;
}

const ogc::Collection* collection_in(const Visit& visit, const Offer& offer) {
  for (const auto& one : offer.collections)
    if (one->id() == visit.parts[0]) return one.get();
  return nullptr;
}

Response no_collection() { return problem(404, "ogc.no_such_collection", "there is no such collection. " + std::string{root} + "/collections lists them."); }

Result<Response> landing(const Visit&, const Offer& offer, const std::string& base) { return as_json(ogc::landing_page(offer.snapshot->place.name, base), ogc::media_json); }
Result<Response> kept(const Visit&, const Offer&, const std::string&) { return as_json(ogc::conformance(), ogc::media_json); }
Result<Response> api(const Visit&, const Offer& offer, const std::string& base) {
  return as_json(ogc::api_definition(offer.collections, offer.snapshot->place.name, base), ogc::media_openapi);
}
Result<Response> every_collection(const Visit&, const Offer& offer, const std::string& base) { return as_json(ogc::collections_page(offer.collections, base), ogc::media_json); }
Result<Response> one_collection(const Visit& visit, const Offer& offer, const std::string& base) {
  const auto* collection = collection_in(visit, offer);
  return collection == nullptr ? no_collection() : as_json(ogc::collection_page(*collection, base), ogc::media_json);
}

Response features(const json::object& told, ogc::Crs crs) {
  auto out = as_json(told, ogc::media_geojson);
  out.headings.emplace_back("Content-Crs", "<" + std::string{ogc::uri_of(crs)} + ">");
  return out;
}

Result<Response> items(const Visit& visit, const Offer& offer, const std::string& base) {
  const auto* collection = collection_in(visit, offer);
  if (collection == nullptr) return no_collection();
  HEARTH_TRY(asked, ogc::ItemsAsked::parse(visit.request.query.items(), collection->filters()));
  const auto page_address = [&](std::size_t offset) {
    Params query;
    for (const auto& [name, value] : visit.request.query.items())
      if (name != "offset") query.add(name, value);
    if (offset > 0) query.add("offset", std::to_string(offset));
    return base + "/collections/" + collection->id() + "/items" + (query.empty() ? "" : "?" + query.text());
  };
  return features(ogc::items_page(*collection, asked, base, page_address, visit.surface.clock.now()), asked.crs);
}

Result<Response> one_item(const Visit& visit, const Offer& offer, const std::string& base) {
  const auto* collection = collection_in(visit, offer);
  if (collection == nullptr) return no_collection();
  HEARTH_TRY(crs, ogc::parse_crs_alone(visit.request.query.items(), true));
  const auto number = collection->find_one(visit.parts[1]);
  if (!number) return problem(404, "ogc.no_such_feature", "this collection has no such feature.");
  const auto here = base + "/collections/" + collection->id() + "/items/" + percent_encoded(visit.parts[1]);
  return features(ogc::item(*collection, *number, crs, base, here), crs);
}

}  // namespace

std::vector<Route> ogc_routes() {
  const std::string at{root};
  return {{Method::get, at, Door::password_each, answered<landing>},
          {Method::get, at + "/", Door::password_each, answered<landing>},
          {Method::get, at + "/api", Door::password_each, answered<api>},
          {Method::get, at + "/conformance", Door::password_each, answered<kept>},
          {Method::get, at + "/collections", Door::password_each, answered<every_collection>},
          {Method::get, at + "/collections/{}", Door::password_each, answered<one_collection>},
          {Method::get, at + "/collections/{}/items", Door::password_each, answered<items, true>},
          {Method::get, at + "/collections/{}/items/{}", Door::password_each, answered<one_item, true>}};
}

}  // namespace hearth::web
