// hearth profile, hearth catchments: what is in an area, and which service is nearest to whom on foot. Of places alone: no purpose is asked for.
#include <cmath>
#include <memory>

#include "app/area_options.h"
#include "app/separate_files.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "help/kind_words.h"
#include "spine/folder.h"
#include "spine/place_profile.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

std::string minutes_text(double minutes) { return with_commas(static_cast<std::uint64_t>(std::lround(minutes))); }

json::object as_json(const spine::PlaceProfile& profile) {
  json::array kinds, areas, help;
  for (const auto& kind : profile.kinds) kinds.push_back(json::object{{"kind", kind.words}, {"premises", kind.premises}});
  for (const auto& area : profile.areas) {
    json::object values;
    for (const auto& [name, value] : area.values) values[name] = value;
    areas.push_back(json::object{{"layer", area.layer}, {"vintage", area.vintage}, {"code", area.code}, {"name", area.name}, {"homes", area.homes}, {"values", std::move(values)}});
  }
  for (const auto& one : profile.help)
    help.push_back(json::object{{"kind", one.kind}, {"nearest", one.name}, {"address", one.address}, {"minutes", one.name.empty() ? json::value(nullptr) : json::value(std::round(one.minutes * 10) / 10)},
                                {"by_road", one.by_road}, {"homes_within_15_minutes", one.homes_near}});
  return {{"asked", profile.words}, {"premises", profile.premises}, {"homes", profile.homes}, {"homes_with_a_place", profile.homes_placed}, {"kinds", std::move(kinds)},
          {"areas", std::move(areas)}, {"areas_left_out", profile.areas_left_out}, {"help", std::move(help)}};
}

void print(Call& call, const spine::PlaceProfile& profile) {
  call.line(profile.words + ": " + counted(profile.premises, "property") + ", " + counted(profile.homes, "home") + ".");
  TextTable kinds{{"kind", "properties"}};
  for (const auto& kind : profile.kinds) kinds.row({kind.words, with_commas(kind.premises)});
  call.line("\n" + kinds.text());
  if (!profile.areas.empty()) {
    TextTable areas{{"layer", "area", "code", "homes", "what is known"}};
    for (const auto& area : profile.areas) {
      std::string values;
      for (const auto& [name, value] : area.values) values += (values.empty() ? "" : ", ") + help::kind_words(name) + " " + value;
      areas.row({area.layer + (area.vintage.empty() ? "" : " (" + area.vintage + ")"), area.name, area.code, with_commas(area.homes), values});
    }
    call.line(areas.text() + (profile.areas_left_out == 0 ? "" : "and " + counted(profile.areas_left_out, "area") + " with fewer homes\n"));
  }
  if (profile.help.empty()) return call.line("No services are named in PLACE.toml, so how far help is cannot be told.");
  TextTable near{{"help", "nearest from the middle", "minutes on foot", "homes within 15 minutes"}};
  bool all_by_road = true;
  for (const auto& one : profile.help) {
    near.row({help::kind_words(one.kind), one.name.empty() ? "none within an hour" : one.name, one.name.empty() ? "" : minutes_text(one.minutes), with_commas(one.homes_near) + " (" + spine::share_words(one.homes_near, profile.homes_placed) + ")"});
    all_by_road = all_by_road && (one.name.empty() || one.by_road);
  }
  call.line(near.text());
  call.line(all_by_road ? "Walks go by roads and paths, at 4.8 km an hour." : "Walks are straight lines times 1.3 where no road is known (roads = [...] in PLACE.toml), at 4.8 km an hour.");
}

Result<Exit> profile(Call& call, const AreaOptions& options) {
  HEARTH_TRY(asked, area_asked(call, options));
  HEARTH_TRY(snapshot, call.folder->snapshot(call.progress));
  HEARTH_CHECK(in_the_place(*snapshot, options, asked));
  HEARTH_TRY(found, spine::profile_of(*snapshot, asked, call.threads));
  if (call.json) call.line(formats::write_json(as_json(found)));
  else print(call, found);
  return Exit::done;
}

struct CatchmentOptions {
  std::string kind, out;
};

Result<Done> write_homes(Call& call, const spine::Snapshot& snapshot, const spine::Catchments& found, const Path& path) {
  HEARTH_TRY(sink, call.files.create(path));
  formats::CsvWriter writer{*sink};
  HEARTH_CHECK(writer.row({"uprn", "address", "service", "minutes_on_foot", "by_road"}));
  for (const auto& home : found.homes) {
    const auto uprn = snapshot.properties().uprn(home.home).text(), address = snapshot.properties().address_line(home.home);
    char minutes[32];
    std::snprintf(minutes, sizeof minutes, "%.1f", home.minutes);
    HEARTH_CHECK(writer.row({uprn, address, found.services[home.service].service, minutes, home.by_road ? "Y" : "N"}));
  }
  HEARTH_CHECK(writer.flush());
  return sink->commit();
}

Result<Exit> catchments(Call& call, const CatchmentOptions& options) {
  HEARTH_TRY(snapshot, call.folder->snapshot(call.progress));
  HEARTH_TRY(found, spine::catchments_of(*snapshot, options.kind, call.threads));
  if (!options.out.empty()) {
    HEARTH_CHECK(separate_files(place_inputs(call.files, snapshot->place), {{"--out", call.path(options.out)}}));
    HEARTH_CHECK(write_homes(call, *snapshot, found, call.path(options.out)));
  }
  if (call.json) {
    json::array services;
    for (const auto& one : found.services)
      services.push_back(json::object{{"service", one.service}, {"address", one.address}, {"homes", one.homes}, {"homes_within_15_minutes", one.homes_near}, {"median_minutes", std::round(one.median_minutes * 10) / 10}, {"most_minutes", std::round(one.most_minutes * 10) / 10}});
    call.line(formats::write_json(json::object{{"kind", options.kind}, {"services", std::move(services)}, {"homes_without", found.homes_without}, {"homes_unplaced", found.homes_unplaced}}));
    return Exit::done;
  }
  TextTable table{{"service", "homes", "within 15 minutes", "median minutes", "most minutes"}};
  for (const auto& one : found.services)
    table.row({one.service, with_commas(one.homes), with_commas(one.homes_near) + " (" + spine::share_words(one.homes_near, one.homes) + ")", minutes_text(one.median_minutes), minutes_text(one.most_minutes)});
  call.line("Each home to the nearest " + help::kind_words(options.kind) + " on foot:\n\n" + table.text());
  if (found.homes_without > 0) call.line(counted(found.homes_without, "home") + " with none within an hour on foot.");
  if (found.homes_unplaced > 0) call.line(counted(found.homes_unplaced, "home") + " without a position.");
  if (!options.out.empty()) call.talk("Written to " + options.out + ": " + counted(found.homes.size(), "home") + ".");
  return Exit::done;
}

}  // namespace

void register_profile(CommandTable& table) {
  const auto area = std::make_shared<AreaOptions>();
  add_area_options(table.add("profile", "what is in an area: premises by kind, wards and what is known of them, how far help is on foot",
                             "  hearth profile --street \"Weir Lane\"\n  hearth profile --near \"12 Weir Lane, 10 minutes\"\n  hearth profile --near 431200,433800,1                # in which areas a point lies\n  hearth profile --within flood.geojson --json", Needs::folder,
                             [area](Call& call) { return profile(call, *area); }),
                   *area);
  const auto options = std::make_shared<CatchmentOptions>();
  auto& command = table.add("catchments", "which service of a kind is nearest to each home on foot, and how far",
                            "  hearth catchments --kind public-library\n  hearth catchments --kind warm-space --out nearest.csv", Needs::folder, [options](Call& call) { return catchments(call, *options); });
  command.add_option("--kind", options->kind, "kind of service, as the services' files write it")->required();
  command.add_option("--out", options->out, "each home with its nearest service and the minutes, as CSV");
}

}  // namespace hearth::app
