#include "exchange/ogc/collection.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "exchange/ogc/geometry.h"

namespace hearth::exchange::ogc {
namespace {

namespace json = formats::json;
using place::AreaIndex;
using place::PropertyIndex;

json::value text_or_null(std::string_view text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object feature_of(std::string id, json::value geometry, json::object properties) {
  return {{"type", "Feature"}, {"id", std::move(id)}, {"geometry", std::move(geometry)}, {"properties", std::move(properties)}};
}

void grow(std::optional<place::GridBox>& around, const place::GridBox& box) {
  if (!around) around = box;
  around->least = {std::min(around->least.easting, box.least.easting), std::min(around->least.northing, box.least.northing)};
  around->most = {std::max(around->most.easting, box.most.easting), std::max(around->most.northing, box.most.northing)};
}

/// The page of those of `numbers` that hold, in their order.
template <class Numbers, class Holds>
FoundItems page_of(const Numbers& numbers, const ItemsAsked& asked, Holds holds) {
  FoundItems out;
  for (const std::size_t number : numbers) {
    if (!holds(number)) continue;
    if (out.matched >= asked.offset && out.page.size() < asked.limit) out.page.push_back(number);
    ++out.matched;
  }
  return out;
}

/// 0 to n - 1.
struct AllOf {
  struct Step {
    std::size_t at;
    std::size_t operator*() const { return at; }
    Step& operator++() { return ++at, *this; }
    bool operator!=(const Step& other) const { return at != other.at; }
  };
  std::size_t size;
  [[nodiscard]] Step begin() const { return {0}; }
  [[nodiscard]] Step end() const { return {size}; }
};

FoundItems page_of_all(std::size_t size, const ItemsAsked& asked) {
  FoundItems out{{}, size};
  for (std::size_t i = asked.offset; i < size && out.page.size() < asked.limit; ++i) out.page.push_back(i);
  return out;
}

class Premises final : public Collection {
 public:
  Premises(const place::Gazetteer& properties, const place::PropertyGrid& grid) : properties_{properties}, grid_{grid} {}
  std::string id() const override { return "premises"; }
  std::string title() const override { return "Premises"; }
  std::string description() const override { return "Every property of the address list: UPRN, address, class and where it stands. Nothing of people."; }
  std::vector<std::string> filters() const override { return {"postcode", "class_code"}; }
  std::optional<place::GridBox> extent() const override { return grid_.size() == 0 ? std::nullopt : std::optional{grid_.bounds()}; }

  FoundItems find(const ItemsAsked& asked) const override {
    const auto holds = [&](std::size_t number) { return is_wanted(PropertyIndex{number}, asked); };
    if (!asked.box && asked.equal.empty()) return page_of_all(properties_.size(), asked);
    if (!asked.box) return page_of(AllOf{properties_.size()}, asked, holds);
    std::vector<std::size_t> near;
    for (const auto property : grid_.within(asked.box->around())) near.push_back(property.number());
    return page_of(near, asked, holds);
  }
  std::optional<std::size_t> find_one(std::string_view feature_id) const override {
    const auto uprn = Uprn::parse(feature_id);
    if (!uprn) return std::nullopt;
    const auto property = properties_.find(*uprn);
    if (!property) return std::nullopt;
    return property->number();
  }
  json::object feature(std::size_t number, Crs crs) const override {
    const PropertyIndex index{number};
    const auto property = properties_.at(index);
    return feature_of(property.uprn.text(), point_geometry(property.point, crs),
                      {{"uprn", property.uprn.text()},
                       {"address", properties_.address_line(index)},
                       {"street", text_or_null(properties_.street_line(index))},
                       {"postcode", text_or_null(property.shown.postcode)},
                       {"class_code", text_or_null(property.class_code)},
                       {"parent_uprn", property.parent ? json::value(property.parent->text()) : json::value(nullptr)},
                       {"is_home", properties_.is_home(index)}});
  }

 private:
  bool is_wanted(PropertyIndex property, const ItemsAsked& asked) const {
    for (const auto& [name, value] : asked.equal) {
      if (name == "class_code" ? properties_.at(property).class_code != value : !same_postcode(properties_.postcode(property), value)) return false;
    }
    if (!asked.box) return true;
    const auto point = properties_.point(property);
    return point && asked.box->holds(*point);
  }
  /// Blanks and case aside.
  static bool same_postcode(std::string_view a, std::string_view b) {
    const auto next = [](std::string_view text, std::size_t& at) {
      while (at < text.size() && text[at] == ' ') ++at;
      return at < text.size() ? std::toupper(static_cast<unsigned char>(text[at++])) : -1;
    };
    for (std::size_t i = 0, j = 0;;) {
      const int x = next(a, i), y = next(b, j);
      if (x != y) return false;
      if (x < 0) return true;
    }
  }
  const place::Gazetteer& properties_;
  const place::PropertyGrid& grid_;
};

class Areas final : public Collection {
 public:
  /// @param id  as the layer's key is written, and unlike every other's
  Areas(const place::AreaLayer& layer, std::span<const place::AreaValues> values, std::string id) : layer_{layer}, id_{std::move(id)} {
    for (const auto& table : values)
      if (table.key() == layer.key()) values_.push_back(&table);
  }
  std::string id() const override { return id_; }
  std::string title() const override { return "Areas by " + layer_.key(); }
  std::string description() const override {
    return "Areas of one layer, with what is known of each." + (layer_.vintage().empty() ? std::string{} : " Codes of " + layer_.vintage() + ".");
  }
  std::optional<place::GridBox> extent() const override {
    std::optional<place::GridBox> out;
    for (std::size_t i = 0; i < layer_.size(); ++i) grow(out, place::box_of_polygons(layer_.polygons(AreaIndex{i})));
    return out;
  }
  FoundItems find(const ItemsAsked& asked) const override {
    if (!asked.box) return page_of_all(layer_.size(), asked);
    return page_of(AllOf{layer_.size()}, asked, [&](std::size_t number) { return asked.box->meets(layer_.polygons(AreaIndex{number})); });
  }
  std::optional<std::size_t> find_one(std::string_view feature_id) const override {
    const auto area = layer_.find(feature_id);
    return area ? std::optional<std::size_t>{area->number()} : std::nullopt;
  }
  std::size_t corners(std::size_t number) const override {
    std::size_t out = 0;
    for (const auto& polygon : layer_.polygons(AreaIndex{number}))
      for (const auto& ring : polygon.rings) out += ring.size();
    return out;
  }
  json::object feature(std::size_t number, Crs crs) const override {
    const AreaIndex area{number};
    const auto code = layer_.code(area);
    json::object properties{{"code", code}, {"name", layer_.name(area)}, {"layer", layer_.key()}, {"vintage", text_or_null(layer_.vintage())}};
    for (const auto* table : values_) {
      const auto told = table->text(code);
      const auto number_told = table->number(code);
      properties[table->name()] = number_told ? json::value(*number_told) : told ? json::value(*told) : json::value(nullptr);
    }
    return feature_of(std::string{code}, polygon_geometry(layer_.polygons(area), crs), std::move(properties));
  }

 private:
  const place::AreaLayer& layer_;
  std::string id_;
  std::vector<const place::AreaValues*> values_;
};

class Services final : public Collection {
 public:
  explicit Services(std::span<const help::Service> services) : services_{services} {}
  std::string id() const override { return "services"; }
  std::string title() const override { return "Services"; }
  std::string description() const override { return "Where help is given: name, kinds, organisation, how to reach it."; }
  std::vector<std::string> filters() const override { return {"kind"}; }
  std::optional<place::GridBox> extent() const override {
    std::optional<place::GridBox> out;
    for (const auto& service : services_)
      if (service.point) grow(out, {*service.point, *service.point});
    return out;
  }
  FoundItems find(const ItemsAsked& asked) const override {
    return page_of(AllOf{services_.size()}, asked, [&](std::size_t number) {
      const auto& service = services_[number];
      return std::ranges::all_of(asked.equal, [&](const auto& filter) { return service.is(filter.second); }) && (!asked.box || (service.point && asked.box->holds(*service.point)));
    });
  }
  std::optional<std::size_t> find_one(std::string_view feature_id) const override {
    for (std::size_t i = 0; i < services_.size(); ++i)
      if (id_of(services_[i]) == feature_id) return i;
    return std::nullopt;
  }
  json::object feature(std::size_t number, Crs crs) const override {
    const auto& service = services_[number];
    json::array kinds;
    for (const auto& kind : service.kinds) kinds.emplace_back(kind);
    return feature_of(id_of(service), point_geometry(service.point, crs),
                      {{"name", service.name}, {"kinds", std::move(kinds)}, {"organisation", text_or_null(service.organisation)}, {"phone", text_or_null(service.phone)},
                       {"url", text_or_null(service.url)}, {"email", text_or_null(service.email)}, {"address", text_or_null(service.address)},
                       {"postcode", service.postcode ? json::value(service.postcode->text()) : json::value(nullptr)},
                       {"uprn", service.uprn ? json::value(service.uprn->text()) : json::value(nullptr)}, {"hours_known", service.hours_known()}});
  }

 private:
  /// One service may be given at several places. It becomes a part of a path.
  static std::string id_of(const help::Service& service) {
    auto out = service.location_id.empty() ? service.id : service.id + "@" + service.location_id;
    std::ranges::replace(out, '/', '_');
    return out;
  }
  std::span<const help::Service> services_;
};

std::string in_small_letters(std::string_view key) {
  std::string out;
  for (const char c : key) out += std::isalnum(static_cast<unsigned char>(c)) != 0 ? static_cast<char>(std::tolower(static_cast<unsigned char>(c))) : '_';
  return out;
}

}  // namespace

std::vector<std::unique_ptr<Collection>> collections_of(const Offered& offered) {
  std::set<std::string> taken{"premises", "services"};
  std::vector<std::unique_ptr<Collection>> out;
  out.push_back(std::make_unique<Premises>(offered.properties, offered.grid));
  for (const auto& layer : offered.layers) {
    // Two layers whose codes have one heading are "code" and "code_2".
    const auto key = in_small_letters(layer.key());
    auto id = key;
    for (int number = 2; !taken.insert(id).second; ++number) id = key + "_" + std::to_string(number);
    out.push_back(std::make_unique<Areas>(layer, offered.values, std::move(id)));
  }
  out.push_back(std::make_unique<Services>(offered.services));
  return out;
}

}  // namespace hearth::exchange::ogc
