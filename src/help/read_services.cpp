#include "help/read_services.h"

#include <cmath>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/gzip.h"
#include "formats/json.h"

namespace hearth::help {
namespace {

namespace json = formats::json;

/// A member as text, whether the source wrote a string or a number.
std::string scalar(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr) return {};
  if (value->is_string()) return std::string{trim(std::string_view{value->get_string().data(), value->get_string().size()})};
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_uint64()) return std::to_string(value->get_uint64());
  return {};
}

std::optional<double> number(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

const json::object* first_object(const json::object& object, std::string_view key) {
  const auto* list = formats::array_at(object, key);
  return list != nullptr && !list->empty() && list->front().is_object() ? &list->front().get_object() : nullptr;
}

std::string first_phone(const json::object& object) {
  if (const auto* phone = first_object(object, "phones")) return scalar(*phone, "number");
  if (const auto* contact = first_object(object, "contacts"))
    if (const auto* phone = first_object(*contact, "phones")) return scalar(*phone, "number");
  return {};
}

/// "Warm space" -> "warm-space", for taxonomies that give no term.
std::string as_kind(const std::string& name) {
  std::string out;
  const std::string folded = fold(name);
  for (const auto word : words(folded)) out.append(out.empty() ? "" : "-").append(word);
  return out;
}

class EntryReader {
 public:
  EntryReader(LoadedServices& out, std::string file, const PointLookup& lookup) : out_{out}, file_{std::move(file)}, lookup_{lookup} {}

  void read(const json::value& value, std::string pointer, std::uint64_t row) {
    pointer_ = std::move(pointer);
    row_ = row;
    if (!value.is_object()) return refuse("service.not_object", "expected a service, a JSON object.", "");
    const auto& object = value.get_object();
    Service service;
    service.id = scalar(object, "id");
    service.name = scalar(object, "name");
    if (service.id.empty()) return refuse("service.no_id", "a service needs an id that stays. Ask the publisher for it.", "/id");
    if (service.name.empty()) return refuse("service.no_name", "a service needs a name. Ask the publisher for it.", "/name");
    if (const auto status = to_lower_ascii(scalar(object, "status")); !status.empty() && status != "active") {
      ++out_.not_active;
      return;
    }
    service.url = scalar(object, "url");
    service.email = scalar(object, "email");
    service.phone = first_phone(object);
    if (const auto* organisation = formats::object_at(object, "organization")) service.organisation = scalar(*organisation, "name");
    read_kinds(object, service);
    service.schedules = read_schedules(object, "");
    read_places(object, service);
  }

 private:
  [[nodiscard]] Where where(const std::string& part) const { return {file_, row_, {}, pointer_ + part}; }
  void refuse(std::string code, std::string message, const std::string& part) {
    out_.refused.push_back({std::move(code), std::move(message), where(part)});
  }
  void put_aside(Error error, const std::string& part) {
    error.where = where(part);
    out_.put_aside.push_back(std::move(error));
  }

  static void read_kinds(const json::object& object, Service& service) {
    const auto* attributes = formats::array_at(object, "attributes");
    if (attributes == nullptr) return;
    for (const auto& value : *attributes) {
      const auto* attribute = value.if_object();
      const auto* term = attribute == nullptr ? nullptr : formats::object_at(*attribute, "taxonomy_term");
      if (term == nullptr) continue;
      auto kind = scalar(*term, "term");
      if (kind.empty()) kind = as_kind(scalar(*term, "name"));
      if (!kind.empty() && !service.is(kind)) service.kinds.push_back(std::move(kind));
    }
  }

  std::vector<Schedule> read_schedules(const json::object& object, const std::string& at) {
    std::vector<Schedule> out;
    const auto* list = formats::array_at(object, "schedules");
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const std::string part = at + "/schedules/" + std::to_string(i);
      const auto* entry = (*list)[i].if_object();
      if (entry == nullptr) {
        put_aside({"schedule.not_object", "expected a schedule, a JSON object."}, part);
        continue;
      }
      auto schedule = Schedule::make({scalar(*entry, "freq"), scalar(*entry, "interval"), scalar(*entry, "byday"),
                                      scalar(*entry, "bymonthday"), scalar(*entry, "dtstart"), scalar(*entry, "until"),
                                      scalar(*entry, "count"), scalar(*entry, "valid_from"), scalar(*entry, "valid_to"),
                                      scalar(*entry, "opens_at"), scalar(*entry, "closes_at"), scalar(*entry, "description")});
      if (schedule) {
        out.push_back(std::move(*schedule));
      } else {
        const auto inner = schedule.error().where.pointer;
        put_aside(std::move(schedule.error()), part + inner);
      }
    }
    return out;
  }

  /// One Service per location; a service without one stands for itself. Hours of the nearest level count.
  void read_places(const json::object& object, const Service& service) {
    const auto* places = formats::array_at(object, "service_at_locations");
    bool any = false;
    for (std::size_t i = 0; places != nullptr && i < places->size(); ++i) {
      const std::string at = "/service_at_locations/" + std::to_string(i);
      const auto* place = (*places)[i].if_object();
      const auto* location = place == nullptr ? nullptr : formats::object_at(*place, "location");
      if (location == nullptr) continue;
      any = true;
      Service here = service;
      auto hours = read_schedules(*place, at);
      if (hours.empty()) hours = read_schedules(*location, at + "/location");
      if (!hours.empty()) here.schedules = std::move(hours);
      read_location(*location, at + "/location", here);
      keep(std::move(here));
    }
    if (!any) keep(service);
  }

  void read_location(const json::object& location, const std::string& at, Service& here) {
    here.location_id = scalar(location, "id");
    if (const auto phone = first_phone(location); here.phone.empty()) here.phone = phone;
    if (to_upper_ascii(scalar(location, "external_identifier_type")) == "UPRN") {
      auto uprn = Uprn::parse(scalar(location, "external_identifier"));
      if (uprn) here.uprn = *uprn;
      else put_aside(std::move(uprn.error()), at + "/external_identifier");
    }
    const auto longitude = number(location, "longitude"), latitude = number(location, "latitude");
    if (longitude && latitude) {
      if (std::abs(*longitude) <= 180 && std::abs(*latitude) <= 90) here.lon_lat = LonLat{*longitude, *latitude};
      else put_aside({"service.coordinate", "no such place on earth. Are longitude and latitude swapped?"}, at + "/longitude");
    }
    const auto* address = first_object(location, "addresses");
    if (address == nullptr) return;
    for (const auto* key : {"address_1", "address_2", "city"})
      if (const auto line = one_line(scalar(*address, key)); !line.empty()) here.address.append(here.address.empty() ? "" : ", ").append(line);
    const auto text = scalar(*address, "postal_code");
    if (text.empty()) return;
    auto postcode = Postcode::parse(text);
    if (postcode) here.postcode = *postcode;
    else put_aside(std::move(postcode.error()), at + "/addresses/0/postal_code");
  }

  void keep(Service service) {
    find_point(service, lookup_);
    out_.services.push_back(std::move(service));
  }

  LoadedServices& out_;
  std::string file_;
  const PointLookup& lookup_;
  std::string pointer_;
  std::uint64_t row_{0};
};

/// Lines, when the first is a whole object and another follows.
bool is_lines(std::string_view text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos || trim(text.substr(end)).empty()) return false;
  return formats::parse_json(text.substr(0, end), "").has_value();
}

void read_lines(std::string_view text, const std::string& file, EntryReader& reader, LoadedServices& out) {
  std::uint64_t row = 0;
  for (const auto line : split(text, '\n')) {
    ++row;
    if (trim(line).empty()) continue;
    auto value = formats::parse_json(line, file);
    if (value) {
      reader.read(*value, "", row);
    } else {
      value.error().where.row = row;
      out.refused.push_back(std::move(value.error()));
    }
  }
}

}  // namespace

Result<LoadedServices> parse_services(std::string_view text, std::string file, const PointLookup& lookup) {
  LoadedServices out;
  EntryReader reader{out, file, lookup};
  const auto body = trim(text);
  if (!body.empty() && body.front() == '{' && is_lines(body)) {
    read_lines(body, file, reader, out);
    return out;
  }
  HEARTH_TRY(value, formats::parse_json(text, file));
  const json::array* list = value.if_array();
  std::string at = "/";
  if (const auto* object = value.if_object()) {
    list = formats::array_at(*object, "contents");
    at = "/contents/";
    if (list == nullptr && object->contains("id")) {
      reader.read(value, "", 0);
      return out;
    }
  }
  if (list == nullptr) return fail("service.no_list", "Expected an array of services, a page with contents, or one service a line.", Where{file});
  for (std::size_t i = 0; i < list->size(); ++i) reader.read((*list)[i], at + std::to_string(i), 0);
  return out;
}

Result<LoadedServices> read_services(Files& files, const Path& path, const PointLookup& lookup) {
  HEARTH_TRY(text, formats::read_unpacked(files, path, limits::json_bytes_max));
  return parse_services(text, path.string(), lookup);
}

}  // namespace hearth::help
