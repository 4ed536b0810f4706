#include "exchange/ogc/documents.h"

#include <algorithm>

#include "exchange/ogc/geometry.h"

namespace hearth::exchange::ogc {
namespace {

namespace json = formats::json;

json::object link(const std::string& href, std::string_view rel, std::string_view type, std::string_view title) {
  return {{"href", href}, {"rel", rel}, {"type", type}, {"title", title}};
}

constexpr std::size_t corners_of_a_page_max = 200'000;

std::string collection_path(const Collection& collection) { return "/collections/" + collection.id(); }

json::array both_systems() { return {uri_of(Crs::crs84), uri_of(Crs::national_grid)}; }

json::object parameter(std::string_view name, std::string_view description, json::object schema) {
  return {{"name", name}, {"in", "query"}, {"description", description}, {"required", false}, {"schema", std::move(schema)}, {"style", "form"}, {"explode", false}};
}

json::object system_parameter(std::string_view name, std::string_view description) {
  return parameter(name, description, {{"type", "string"}, {"format", "uri"}, {"enum", both_systems()}, {"default", uri_of(Crs::crs84)}});
}

json::object common_parameters() {
  return {{"limit", parameter("limit", "How many features a page has at most.",
                              {{"type", "integer"}, {"minimum", 1}, {"maximum", ItemsAsked::limit_max}, {"default", ItemsAsked::limit_default}})},
          {"offset", parameter("offset", "How many features are passed over; the link next has it.", {{"type", "integer"}, {"minimum", 0}, {"default", 0}})},
          {"bbox", parameter("bbox", "West, south, east, north, in the system of bbox-crs.",
                             {{"type", "array"}, {"minItems", 4}, {"maxItems", 6}, {"items", json::object{{"type", "number"}}}})},
          {"bbox-crs", system_parameter("bbox-crs", "The system of bbox.")},
          {"crs", system_parameter("crs", "The system of the answer.")},
          {"datetime", parameter("datetime", "A moment or an interval. Nothing here has a time: it leaves nothing out.", {{"type", "string"}})},
          {"f", parameter("f", "The form of the answer.", {{"type", "string"}, {"enum", json::array{"json"}}})}};
}

json::object answer_of(std::string_view description, std::string_view media) {
  return {{"description", description}, {"content", json::object{{media, json::object{{"schema", json::object{{"type", "object"}}}}}}}};
}

json::object answers(std::string_view description, std::string_view media, bool has_parameters, bool can_be_missing) {
  json::object out{{"200", answer_of(description, media)}};
  if (has_parameters) out["400"] = answer_of("A parameter is wrong.", media_problem);
  out["401"] = answer_of("Sign in with the name and password of your account.", "text/html");
  if (can_be_missing) out["404"] = answer_of("There is no such thing.", media_problem);
  return out;
}

json::object reference(std::string_view name) { return {{"$ref", "#/components/parameters/" + std::string{name}}}; }

json::object operation(const std::string& id, const std::string& summary, json::array parameters, json::object told) {
  return {{"get", json::object{{"operationId", id}, {"summary", summary}, {"parameters", std::move(parameters)}, {"responses", std::move(told)}}}};
}

json::object items_operation(const Collection& collection) {
  json::array parameters;
  for (const auto* name : {"limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "f"}) parameters.push_back(reference(name));
  for (const auto& filter : collection.filters()) parameters.push_back(parameter(filter, "Features of this value only.", {{"type", "string"}}));
  return operation("items_" + collection.id(), "Features: " + collection.title(), std::move(parameters), answers("A page of features.", media_geojson, true, false));
}

json::object item_operation(const Collection& collection) {
  json::object id{{"name", "featureId"}, {"in", "path"}, {"required", true}, {"schema", json::object{{"type", "string"}}}};
  return operation("item_" + collection.id(), "One feature: " + collection.title(), json::array{std::move(id), reference("crs"), reference("f")},
                   answers("The feature.", media_geojson, true, true));
}

}  // namespace

json::object landing_page(const std::string& title, const std::string& base) {
  return {{"title", "Hearth: " + title},
          {"description", "The address list, areas and services of " + title + ", for map programs. Nothing of people."},
          {"links", json::array{link(base, "self", media_json, "This document"), link(base + "/api", "service-desc", media_openapi, "What can be asked, as OpenAPI"),
                                link(base + "/conformance", "conformance", media_json, "The standards' parts that are kept"),
                                link(base + "/collections", "data", media_json, "The collections")}}};
}

json::object conformance() {
  return {{"conformsTo", json::array{"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
                                     "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson", "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"}}};
}

json::object collection_page(const Collection& collection, const std::string& base) {
  const auto here = base + collection_path(collection);
  json::object out{{"id", collection.id()}, {"title", collection.title()}, {"description", collection.description()}, {"itemType", "feature"},
                   {"crs", both_systems()}, {"storageCrs", uri_of(Crs::national_grid)},
                   {"links", json::array{link(here, "self", media_json, collection.title()), link(here + "/items", "items", media_geojson, collection.title() + " as GeoJSON")}}};
  if (const auto extent = collection.extent()) {
    json::array boxes;  // put in by itself: an array in braces is a copy of it to some compilers, and one element to others
    boxes.push_back(box_in_degrees(*extent));
    out["extent"] = json::object{{"spatial", json::object{{"bbox", std::move(boxes)}, {"crs", uri_of(Crs::crs84)}}}};
  }
  return out;
}

json::object collections_page(const Collections& collections, const std::string& base) {
  json::array all;
  for (const auto& one : collections) all.push_back(collection_page(*one, base));
  return {{"links", json::array{link(base + "/collections", "self", media_json, "The collections")}}, {"crs", both_systems()}, {"collections", std::move(all)}};
}

json::object api_definition(const Collections& collections, const std::string& title, const std::string& base) {
  json::object paths;
  const auto document = [&](const std::string& path, const std::string& id, const std::string& summary, std::string_view media) {
    paths[path] = operation(id, summary, json::array{reference("f")}, answers(summary, media, true, false));
  };
  document("/", "landing", "The landing page.", media_json);
  document("/conformance", "conformance", "The standards' parts that are kept.", media_json);
  document("/api", "api", "This document.", media_openapi);
  document("/collections", "collections", "The collections.", media_json);
  for (const auto& one : collections) {
    const auto path = collection_path(*one);
    document(path, "collection_" + one->id(), one->title(), media_json);
    paths[path + "/items"] = items_operation(*one);
    paths[path + "/items/{featureId}"] = item_operation(*one);
  }
  return {{"openapi", "3.0.3"},
          {"info", json::object{{"title", "Hearth: " + title}, {"version", "1.0.0"}, {"description", "OGC API Features: the address list, areas and services. Nothing of people."}}},
          {"servers", json::array{json::object{{"url", base}}}},
          {"security", json::array{json::object{{"account", json::array{}}}}},
          {"paths", std::move(paths)},
          {"components", json::object{{"parameters", common_parameters()}, {"securitySchemes", json::object{{"account", json::object{{"type", "http"}, {"scheme", "basic"}}}}}}}};
}

json::object items_page(const Collection& collection, const ItemsAsked& asked, const std::string& base, const PageAddress& page_address, Instant now) {
  auto found = collection.find(asked);
  // A page may be shorter than was asked for: one of many large areas would hold everybody up.
  std::size_t corners = 0, kept = 0;
  while (kept < found.page.size() && (kept == 0 || corners < corners_of_a_page_max)) corners += collection.corners(found.page[kept++]);
  found.page.resize(kept);
  json::array features;
  features.reserve(found.page.size());
  for (const auto number : found.page) features.push_back(collection.feature(number, asked.crs));
  json::array links{link(page_address(asked.offset), "self", media_geojson, "This page"), link(base + collection_path(collection), "collection", media_json, collection.title())};
  const auto end = asked.offset + found.page.size();
  if (!found.page.empty() && end < found.matched) links.push_back(link(page_address(end), "next", media_geojson, "The next page"));
  if (asked.offset > 0) links.push_back(link(page_address(asked.offset - std::min(asked.offset, asked.limit)), "prev", media_geojson, "The page before"));
  return {{"type", "FeatureCollection"}, {"timeStamp", now.text()}, {"numberMatched", found.matched}, {"numberReturned", found.page.size()},
          {"links", std::move(links)}, {"features", std::move(features)}};
}

json::object item(const Collection& collection, std::size_t number, Crs crs, const std::string& base, const std::string& here) {
  auto out = collection.feature(number, crs);
  out["links"] = json::array{link(here, "self", media_geojson, "This feature"), link(base + collection_path(collection), "collection", media_json, collection.title())};
  return out;
}

json::object problem(int status, const std::string& code, const std::string& what) {
  return {{"title", status == 400 ? "Wrong parameter" : status == 401 ? "Sign in first" : status == 404 ? "Not found" : "Not possible"},
          {"status", status}, {"detail", what}, {"code", code}, {"description", what}};
}

}  // namespace hearth::exchange::ogc
