// collection.h: what is offered as features: the address list, each layer of areas, and the places where help is given. Never people.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/ogc/items_asked.h"
#include "formats/json.h"
#include "help/service.h"
#include "place/areas.h"
#include "place/gazetteer.h"
#include "place/property_grid.h"

namespace hearth::exchange::ogc {

/// What a place has to offer; all of it outlives the collections.
struct Offered {
  std::string title;                              ///< of the place
  const place::Gazetteer& properties;
  const place::PropertyGrid& grid;
  std::span<const place::AreaLayer> layers{};
  std::span<const place::AreaValues> values{};    ///< each told with the areas of the layer whose key it has
  std::span<const help::Service> services{};
};

/// Which features a page has: numbers of the collection, and how many there are on all pages.
struct FoundItems {
  std::vector<std::size_t> page;
  std::size_t matched{0};
};

class Collection {
 public:
  Collection() = default;
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;
  virtual ~Collection() = default;
  [[nodiscard]] virtual std::string id() const = 0;           ///< letters, digits, - and _
  [[nodiscard]] virtual std::string title() const = 0;
  [[nodiscard]] virtual std::string description() const = 0;
  [[nodiscard]] virtual std::vector<std::string> filters() const { return {}; }  ///< properties that may be asked for by value
  [[nodiscard]] virtual std::optional<place::GridBox> extent() const = 0;         ///< nothing when no feature has a place
  /// Always in one order, so that pages fit together. Cost: some milliseconds for 400,000.
  [[nodiscard]] virtual FoundItems find(const ItemsAsked& asked) const = 0;
  [[nodiscard]] virtual std::optional<std::size_t> find_one(std::string_view feature_id) const = 0;
  /// Of its geometry: what it costs to answer it.
  [[nodiscard]] virtual std::size_t corners(std::size_t) const { return 1; }
  /// A GeoJSON feature (RFC 7946; in metres where `crs` says so).
  [[nodiscard]] virtual formats::json::object feature(std::size_t number, Crs crs) const = 0;
};

/// "premises", one for each layer by its key in small letters, and "services".
[[nodiscard]] std::vector<std::unique_ptr<Collection>> collections_of(const Offered& offered);

}  // namespace hearth::exchange::ogc
