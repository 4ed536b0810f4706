// documents.h: what OGC API Features answers, as JSON: who am I, what can be asked, the collections, a page of features, one feature.
//
// Source: OGC 17-069r4 (Features part 1: core, GeoJSON, OpenAPI 3.0), OGC 18-058r1 (part 2: other coordinate reference systems).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "exchange/ogc/collection.h"

namespace hearth::exchange::ogc {

inline constexpr std::string_view media_geojson = "application/geo+json", media_json = "application/json",
                                  media_openapi = "application/vnd.oai.openapi+json;version=3.0", media_problem = "application/problem+json";

using Collections = std::vector<std::unique_ptr<Collection>>;

/// `base` is the address of the landing page, without a slash at its end: "http://127.0.0.1:8080/ogc".
[[nodiscard]] formats::json::object landing_page(const std::string& title, const std::string& base);
[[nodiscard]] formats::json::object conformance();
[[nodiscard]] formats::json::object collections_page(const Collections& collections, const std::string& base);
[[nodiscard]] formats::json::object collection_page(const Collection& collection, const std::string& base);
/// OpenAPI 3.0: every path with its parameters.
[[nodiscard]] formats::json::object api_definition(const Collections& collections, const std::string& title, const std::string& base);

/// The address of this question with another offset.
using PageAddress = std::function<std::string(std::size_t offset)>;
[[nodiscard]] formats::json::object items_page(const Collection& collection, const ItemsAsked& asked, const std::string& base, const PageAddress& page_address, Instant now);
/// `here` is the address of the feature.
[[nodiscard]] formats::json::object item(const Collection& collection, std::size_t number, Crs crs, const std::string& base, const std::string& here);

/// RFC 9457, with part 1.0's code and description beside.
[[nodiscard]] formats::json::object problem(int status, const std::string& code, const std::string& what);

}  // namespace hearth::exchange::ogc
