// Reading the served place as QGIS does: landing page, conformance, definition, collections, then box by box and page by page.
#include <set>

#include "drills/served_site.h"
#include "formats/geojson.h"
#include "formats/json.h"

using namespace hearth;
using drills::Browser;
using drills::Served;
namespace json = formats::json;

namespace {

/// What QGIS's provider keeps of a server, and how it follows its links.
struct MapProgram {
  Browser browser;
  json::object get(const std::string& target, const char* media) {
    const auto answer = browser.get(target);
    INFO(target);
    REQUIRE(answer.status() == 200);
    CHECK(answer.heading("Content-Type") == media);
    const auto at = answer.bytes.find("\r\n\r\n");
    auto parsed = formats::parse_json(answer.bytes.substr(at + 4), "answer");
    REQUIRE(parsed);
    return parsed->as_object();
  }
  /// The path of a link, on this server: QGIS follows only what the documents say.
  std::string follow(const json::object& told, std::string_view rel) const {
    const auto root = "http://127.0.0.1:" + std::to_string(browser.site.port);
    for (const auto& one : told.at("links").as_array()) {
      const auto& link = one.as_object();
      if (link.at("rel").as_string() != rel) continue;
      const std::string href{link.at("href").as_string()};
      REQUIRE(href.starts_with(root + "/ogc"));
      return href.substr(root.size());
    }
    return {};
  }
};

}  // namespace

TEST_CASE("A map program finds its way from the landing page to every feature of a box") {
  const Served served;
  MapProgram qgis{{served}};
  CHECK(qgis.browser.get("/ogc").status() == 401);
  REQUIRE(qgis.browser.get(served.link_of("demo-reviewer")).status() == 303);

  const auto landing = qgis.get("/ogc", "application/json");
  const auto conformance = qgis.get(qgis.follow(landing, "conformance"), "application/json");
  const auto& kept = conformance.at("conformsTo").as_array();
  for (const char* part : {"features-1/1.0/conf/core", "features-1/1.0/conf/geojson", "features-2/1.0/conf/crs"})
    CHECK(std::ranges::any_of(kept, [&](const json::value& one) { return one.as_string().ends_with(part); }));
  const auto api = qgis.get(qgis.follow(landing, "service-desc"), "application/vnd.oai.openapi+json;version=3.0");
  const auto most = api.at("components").as_object().at("parameters").as_object().at("limit").as_object().at("schema").as_object().at("maximum").to_number<std::size_t>();
  CHECK(most >= 1000);

  const auto collections = qgis.get(qgis.follow(landing, "data"), "application/json");
  std::size_t layers = 0, with_homes = 0;
  for (const auto& one : collections.at("collections").as_array()) {
    const auto& collection = one.as_object();
    const std::string id{collection.at("id").as_string()};
    CAPTURE(id);
    ++layers;
    CHECK(collection.at("storageCrs").as_string().ends_with("EPSG/0/27700"));
    const auto items = qgis.follow(collection, "items");
    const auto& box = collection.at("extent").as_object().at("spatial").as_object().at("bbox").as_array()[0].as_array();
    // The left half of the extent, in pages of 400.
    const double west = box[0].to_number<double>(), south = box[1].to_number<double>(), east = box[2].to_number<double>(), north = box[3].to_number<double>();
    const auto half = std::to_string(west) + "," + std::to_string(south) + "," + std::to_string((west + east) / 2) + "," + std::to_string(north);
    std::set<std::string> seen;
    std::size_t matched = 0;
    for (auto next = items + "?limit=400&bbox=" + half; !next.empty();) {
      const auto page = qgis.get(next, "application/geo+json");
      CHECK(formats::parse_geojson(formats::write_json(page), "page"));  // as files are read: valid GeoJSON
      matched = page.at("numberMatched").to_number<std::size_t>();
      for (const auto& feature : page.at("features").as_array()) {
        CHECK(seen.insert(std::string{feature.as_object().at("id").as_string()}).second);
        if (id == "premises") {
          const auto x = feature.as_object().at("geometry").as_object().at("coordinates").as_array()[0].to_number<double>();
          CHECK(x <= (west + east) / 2 + 1e-6);
        }
      }
      next = qgis.follow(page, "next");
    }
    CHECK(seen.size() == matched);
    if (id == "premises") with_homes = seen.size();
    if (seen.empty()) continue;
    const auto item = qgis.get(items + "/" + web::percent_encoded(*seen.begin()), "application/geo+json");
    CHECK(item.at("id").as_string() == *seen.begin());
    const auto metres = qgis.get(items + "?limit=1&crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F27700", "application/geo+json");
    CHECK(metres.at("numberReturned").to_number<std::size_t>() == 1);
  }
  CHECK(layers >= 3);  // premises, at least one layer of areas, services
  CHECK(with_homes > 100);
}
