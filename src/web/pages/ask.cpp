// ask.cpp: where? A street, a postcode, near an address or point, or an area pasted in; then how many homes, before any name.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "formats/geojson.h"
#include "spine/area_question.h"
#include "spine/typed_area.h"
#include "web/area_map.h"
#include "web/components/text_fields.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

const need::Programme* programme_of(const spine::Snapshot& snapshot, std::string_view purpose) {
  const auto found = std::ranges::find_if(snapshot.programmes, [&](const auto& p) { return p.purpose.text() == purpose; });
  return found == snapshot.programmes.end() ? nullptr : &*found;
}

struct Fault {
  std::string field, words;
};

/// The areas of the place that have a name, as somebody chooses one; empty when none are loaded.
Html ward_select(const spine::Snapshot& snapshot, const Params& given, const std::string& fault) {
  const auto number = snapshot.surroundings->largest_layer();
  if (!number) return {};
  const auto& layer = snapshot.surroundings->layers[*number];
  std::vector<std::pair<std::string, std::string>> areas;
  for (std::size_t i = 0; i < layer.size(); ++i) areas.emplace_back(layer.name(place::AreaIndex{i}), layer.code(place::AreaIndex{i}));
  std::ranges::sort(areas);
  SelectOptions out{.name = "ward", .label = {.content = text("Ward, or other area of the place")}, .items = {{.words = "None chosen", .value = ""}}, .value = std::string{given.get("ward")}};
  if (!fault.empty()) out.notes.error = ErrorMessageOptions{.content = text(fault)};
  for (auto& [name, code] : areas) out.items.push_back({.words = std::move(name), .value = std::move(code)});
  return select(out);
}

Result<place::Shape> shape_of_ward(const spine::Snapshot& snapshot, std::string_view code) {
  const auto number = snapshot.surroundings->largest_layer();
  const auto area = number ? snapshot.surroundings->layers[*number].find(code) : std::nullopt;
  if (!area) return fail("ask.no_such_area", "There is no such area in this place any more: choose another", {}, Exit::wrong_use);
  return place::Shape::from_polygons(snapshot.surroundings->layers[*number].polygons(*area), "the chosen area");
}

/// `given`: what stands in the fields: what was typed, what a link leads to, or what was asked before.
Response ask_page(const Visit& visit, const spine::Snapshot& snapshot, const need::Programme& programme, const Params& given, const std::optional<Fault>& fault) {
  const auto one = [&](const char* name, const char* label, const char* hint, int rows = 0, const char* offers = "") {
    return field({.name = name, .label = label, .hint = hint, .error = fault && fault->field == name ? fault->words : std::string{},
                  .value = std::string{given.get(name)}, .rows = rows, .offers = offers});
  };
  const Html inner = join(el("input", {{"type", "hidden"}, {"name", "purpose"}, {"value", programme.purpose.text()}}),
                          one("street", "Street", "For example Weir Lane", 0, "streets"), one("postcode", "Postcode", "A whole one, or its first half: ZZ1 1AA, or ZZ1. Several with commas between"),
                          ward_select(snapshot, given, fault && fault->field == "ward" ? fault->words : std::string{}), one("near", "Near", "An address or a postcode, and metres around it or minutes on foot: 12 Weir Lane, 250; or 12 Weir Lane, 10 minutes. Or a point: 431200, 433800, 250", 0, "homes"),
                          map_to_draw_on(*snapshot.grid, "area"), one("area", "An area, pasted or typed", "GeoJSON, as a flood warning or a map program gives it; or its corners in turn, one on each line: 431200, 433800", 6), submit("Count the homes"));
  return page(visit, {.title = programme.words, .back = "/", .active = "/", .has_error = fault.has_value()},
              join(fault ? error_summary({{fault->field, fault->words}}) : Html{}, el("span", {{"class", "govuk-caption-l"}}, text(programme.words)),
                   heading("Where?"), paragraph("Fill in one of these. You see how many homes there are before any name is shown."), form(visit, "/ask", inner)),
              fault ? 400 : 200);
}

/// Nothing when no programme of that purpose may be begun by this person: then the look itself says why, and is recorded.
Result<const need::Programme*> begun(const Visit& visit, const spine::Snapshot& snapshot, const std::string& purpose) {
  const auto* programme = programme_of(snapshot, purpose);
  if (programme != nullptr && visit.may_look(snapshot, trust::Action::query, programme->purpose)) return programme;
  HEARTH_TRY(refused, visit.look(trust::Action::query, purpose, "the question where"));
  return programme_of(*refused.snapshot, purpose);
}

Result<place::Shape> shape_of(std::string_view geojson) {
  // Whatever begins as no JSON was typed: corners.
  if (const auto begin = trim(geojson); begin.front() != '{' && begin.front() != '[') return spine::parse_corners(begin);
  HEARTH_TRY(features, formats::parse_geojson(geojson, "the pasted area"));
  return place::Shape::from_features(features, "the pasted area");
}

/// The fault of a pasted area, for whoever pasted it and has never heard of JSON.
std::string area_fault(const Error& error) {
  if (error.code.starts_with("json.")) return "This is not a whole area. Copy all of it, from the first { to the last }, or type its corners in turn, one on each line";
  if (error.code == "shape.empty") return "There is no polygon in it. Draw the area on the map, or fill in Near";
  return page_sentence(error.message);
}

Result<spine::AreaAsked> asked_in(const spine::Snapshot& snapshot, const Params& form, std::optional<Fault>& fault) {
  const auto street = trim(form.get("street")), postcode = trim(form.get("postcode")), near = trim(form.get("near")), area = trim(form.get("area")), ward = trim(form.get("ward"));
  const int given = !street.empty() + !postcode.empty() + !near.empty() + !area.empty() + !ward.empty();
  spine::AreaAsked asked;
  if (given != 1) {
    fault = Fault{"street", given == 0 ? "Fill in a street, a postcode, a ward, what it is near, or an area" : "Fill in only one of street, postcode, ward, near and area"};
    return asked;
  }
  if (!street.empty()) {
    asked.words = "homes of one street";
    asked.street = std::string{street};
  } else if (!postcode.empty()) {
    asked.words = postcode.find_first_of(",;") == std::string_view::npos ? "homes of one postcode" : "homes of several postcodes";
    asked.postcode = std::string{postcode};
  } else if (!ward.empty()) {
    auto shape = shape_of_ward(snapshot, ward);
    if (!shape) return fault = Fault{"ward", page_sentence(shape.error().message)}, asked;
    asked.words = "homes of one ward";
    asked.shape = std::move(*shape);
  } else if (!near.empty()) {
    auto around = spine::asked_near(snapshot, near);
    if (!around) return fault = Fault{"near", page_sentence(around.error().message)}, asked;
    asked = std::move(*around);
  } else {
    auto shape = shape_of(area);
    if (!shape) return fault = Fault{"area", area_fault(shape.error())}, asked;
    asked.words = "homes within one area";
    asked.shape = std::move(*shape);
  }
  return asked;
}

/// The fields of the form, for when it is shown again.
Params typed_in(const Params& form) {
  Params out;
  for (const char* name : {"street", "postcode", "ward", "near", "area"})
    if (!trim(form.get(name)).empty()) out.add(name, std::string{form.get(name)});
  return out;
}

std::string field_of(const spine::AreaAsked& asked, const Params& form) {
  if (!asked.street.empty()) return "street";
  if (!asked.postcode.empty()) return "postcode";
  if (!trim(form.get("ward")).empty()) return "ward";
  return trim(form.get("near")).empty() ? "area" : "near";
}

Result<Response> show(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  HEARTH_TRY(programme, begun(visit, *snapshot, std::string{visit.request.query.get("purpose")}));
  if (programme == nullptr) return fail("page.not_found", "there is no such task in this place.");
  // Whoever comes back from an area finds there what was asked; a link of a search names a street.
  const auto again = whole_number(visit.request.query.get("again"));
  const auto before = again ? visit.surface.sessions.area(visit.token, *again) : nullptr;
  return ask_page(visit, *snapshot, *programme, before && before->purpose == programme->purpose.text() ? before->typed : visit.request.query, std::nullopt);
}

Result<Response> ask(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto& form = visit.request.form;
  HEARTH_TRY(programme, begun(visit, *snapshot, std::string{form.get("purpose")}));
  if (programme == nullptr) return fail("page.not_found", "there is no such task in this place.");
  std::optional<Fault> fault;
  HEARTH_TRY(asked, asked_in(*snapshot, form, fault));
  if (fault) return ask_page(visit, *snapshot, *programme, form, fault);
  const auto homes = spine::properties_of(*snapshot, asked);
  if (!homes) return ask_page(visit, *snapshot, *programme, form, Fault{field_of(asked, form), page_sentence(homes.error().message)});
  if (homes->empty()) return ask_page(visit, *snapshot, *programme, form, Fault{field_of(asked, form), "There is no home of this place in there. Are the coordinates right, longitude first?"});
  const auto number = visit.surface.sessions.keep_area(visit.token, {programme->purpose.text(), std::move(asked), typed_in(form)});
  return Response::see_other("/area/" + std::to_string(number));
}

/// How many homes there are. Counts of the address list alone: nobody is looked at.
Result<Response> area(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  const auto kept = kept_area(visit);
  if (!kept) return fail("page.not_found", "this area was asked in another session. Ask again from the start page.");
  const auto* programme = programme_of(*snapshot, kept->purpose);
  if (programme == nullptr) return fail("page.not_found", "there is no such task in this place any more.");
  HEARTH_TRY(homes, spine::properties_of(*snapshot, kept->asked));
  const auto& properties = snapshot->properties();
  const auto is_home = [&](place::PropertyIndex property) { return properties.is_home(property); };
  const auto count = static_cast<std::size_t>(std::ranges::count_if(homes, is_home));
  const std::size_t all = properties.size();
  Html too_many;
  if (homes.size() > 100 && homes.size() * 2 > all)
    too_many = warning("This is more than half of the place. Is the area right?");
  return page(visit, {.title = "Homes in this area", .back = "/ask?purpose=" + percent_encoded(kept->purpose) + "&again=" + visit.parts.front(), .active = "/"},
              join(el("span", {{"class", "govuk-caption-l"}}, text(programme->words)), heading(counted(count, "home") + " in this area"), too_many,
                   paragraph("The list names the people in these homes whom \"" + programme->words + "\" finds. Your look is recorded with its purpose."),
                   button_link("/list/" + visit.parts.front(), "Show the list"),
                   paragraph(link("/area/" + visit.parts.front() + "/profile", "What is here: premises, wards, help on foot, and how many are found")), draw_area_map(area_map_of(*snapshot, kept->asked, homes))));
}

}  // namespace

std::shared_ptr<const AskedArea> kept_area(const Visit& visit) {
  const auto number = whole_number(visit.parts.front());
  return number ? visit.surface.sessions.area(visit.token, *number) : nullptr;
}

std::vector<Route> ask_routes() {
  return {{Method::get, "/ask", Door::signed_in, show}, {Method::post, "/ask", Door::signed_in, ask}, {Method::get, "/area/{}", Door::signed_in, area}};
}

}  // namespace hearth::web
