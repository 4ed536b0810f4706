#include "web/pack_facts.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/try.h"
#include "help/local_time.h"
#include "need/paper_words.h"
#include "place/street_names.h"
#include "web/door_words.h"
#include "web/letter_text.h"

namespace hearth::web {
namespace {

using place::PropertyIndex;
using spine::DoorRow;

constexpr int days_kept = 7;
constexpr std::size_t cards_least = 2, cards_most = 60, doors_per_card = 4;
constexpr double around = 40;             // metres of ground beyond the outermost door whose homes are drawn

std::string clock_text(int minute) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

Result<Date> day_of_destruction(const need::Programme& programme, const Date& today, const PackWishes& wishes) {
  const auto last = today.days() + programme.retention_days;
  if (!wishes.destroy_by) return Date::from_days(std::min(today.days() + days_kept, last));
  if (!wishes.destroy_by->whole() || wishes.destroy_by->days() < today.days() || wishes.destroy_by->days() > last)
    return wrong_use("pack.destroy_by", "--destroy-by: expected a day from today to " + Date::from_days(last).text() +
                                            ", which is as long as this programme keeps anything.");
  return *wishes.destroy_by;
}

/// The homes around the doors of a street, and the names of the streets that they lie in.
void draw_surroundings(const spine::Snapshot& snapshot, StreetMap& map, const std::string& street) {
  GridPoint least = map.doors.front().point, most = least;
  for (const auto& door : map.doors) {
    least = {std::min(least.easting, door.point.easting), std::min(least.northing, door.point.northing)};
    most = {std::max(most.easting, door.point.easting), std::max(most.northing, door.point.northing)};
  }
  const double west = least.easting - around, south = least.northing - around, east = most.easting + around, north = most.northing + around;
  const auto ground = place::Shape::from_polygons({{{{{west, south}, {east, south}, {east, north}, {west, north}}}}}, "map");
  if (!ground) return;  // at the edge of the grid: a map without surroundings
  const auto& properties = snapshot.properties();
  std::vector<PropertyIndex> homes;
  for (const auto property : snapshot.grid->within(*ground))
    if (properties.is_home(property)) homes.push_back(property);
  for (const auto home : homes) map.homes.push_back(*properties.point(home));
  for (auto& name : place::street_names(properties, homes)) map.streets.push_back({name.point, std::move(name.name)});
  if (map.streets.size() == 1 && map.streets.front().words == street) map.streets.clear();  // it stands above the map
}

std::vector<StreetMap> maps_of(const spine::Snapshot& snapshot, const SeenDoors& seen, const spine::AreaAsked& asked) {
  std::vector<StreetMap> out;
  std::map<std::string, std::size_t> known;
  std::vector<std::string> streets;
  for (const auto& row : seen->rows) {
    if (row.part != spine::Part::door || !row.point) continue;
    const auto heading = street_heading(row);
    const auto [at, is_new] = known.try_emplace(heading, out.size());
    if (is_new) {
      StreetMap map{.heading = heading, .doors = {}, .homes = {}, .streets = {}, .area = {}};
      if (asked.shape) map.area = asked.shape->polygons();
      out.push_back(std::move(map));
      streets.push_back(row.street);
    }
    auto& doors = out[at->second].doors;
    const auto label = house_label(row);
    // Flats of one house are one mark.
    if (!doors.empty() && doors.back().point == *row.point && doors.back().label == label) doors.back().is_first |= row.category_rank == 0;
    else doors.push_back({*row.point, label, row.category_rank == 0});
  }
  for (std::size_t i = 0; i < out.size(); ++i) draw_surroundings(snapshot, out[i], streets[i]);
  return out;
}

/// The middle of the doors; without a door with a point, that of the area.
std::optional<GridPoint> middle_of(const SeenDoors& seen, const spine::AreaAsked& asked) {
  double east = 0, north = 0, count = 0;
  for (const auto& row : seen->rows)
    if (row.point) east += row.point->easting, north += row.point->northing, ++count;
  if (count > 0) return GridPoint{east / count, north / count};
  if (asked.on_foot) return asked.on_foot->from;
  if (!asked.shape) return std::nullopt;
  const auto& box = asked.shape->bounds();
  return GridPoint{(box.least.easting + box.most.easting) / 2, (box.least.northing + box.most.northing) / 2};
}

/// The service is the establishment itself, not one that is a guest there.
bool is_itself(const help::Service& service, std::string_view establishment) {
  const auto address = fold(establishment);
  const auto names_it = [&](const std::string& name) { return !name.empty() && address.find(fold(name)) != std::string::npos; };
  return names_it(service.name) || names_it(service.organisation);
}

/// Telephones of the establishments of the list, where the services of the place hold one under that name at that address.
std::map<std::string, std::string, std::less<>> managers_of(const spine::Snapshot& snapshot, const SeenDoors& seen) {
  std::map<std::string, std::string, std::less<>> out;
  const auto& properties = snapshot.properties();
  const auto& services = snapshot.surroundings->services.services();
  const std::string* last = nullptr;
  for (const auto& row : seen->rows) {
    if (row.establishment.empty() || !row.uprn || (last != nullptr && *last == row.establishment)) continue;
    last = &row.establishment;
    const auto home = properties.find(*row.uprn);
    const auto whole = home ? properties.establishment(*home) : std::nullopt;
    if (!whole) continue;
    const auto uprn = properties.uprn(*whole);
    const auto found = std::ranges::find_if(services, [&](const help::Service& service) { return service.uprn == uprn && !service.phone.empty() && is_itself(service, row.establishment); });
    if (found != services.end()) out.emplace(row.establishment, found->phone);
  }
  return out;
}

std::vector<std::string> category_words_of(const need::Programme& programme, const need::Vocabulary& vocabulary) {
  std::vector<std::string> out;
  for (const auto& category : programme.categories)
    out.push_back(need::may_stand_on_paper(category.words, vocabulary) ? category.words : std::string{});
  return out;
}

}  // namespace

Result<PackFacts> pack_facts(Files& files, const trust::Policy& policy, const spine::Asking& asking, const SeenDoors& seen,
                             const spine::AreaAsked& asked, Instant now, const PackWishes& wishes) {
  const auto& programme = *asking.programme;
  if (programme.crew.empty())
    return wrong_use("pack.no_crew", "the programme " + programme.id.text() + " sends no crews: it has no [crew], and what it looks for is not for their paper.");
  const auto local = help::local_time(now);
  PackFacts out;
  HEARTH_TRY(destroy_by, day_of_destruction(programme, local.date, wishes));
  HEARTH_TRY(card, letter_text(files, programme, "door-card"));
  HEARTH_TRY(script, letter_text(files, programme, "phone-script"));
  out.pack_number = std::to_string(seen.receipt().event);
  out.printed_by = asking.look.actor.user + ", " + organisation_name(policy, asking.look.actor.organisation);
  out.printed_at = local.date.words() + ", " + clock_text(local.minute);
  out.destroy_by = destroy_by.words();
  out.organisation = organisation_name(policy, programme.lead);
  out.contact = asking.snapshot->contact_of(programme);
  out.telephone = spine::telephone_in(out.contact);
  out.made_up = asking.snapshot->place.made_up;
  out.card = std::move(card);
  out.script = std::move(script);
  const auto usual = (seen->head.doors + doors_per_card - 1) / doors_per_card;
  out.cards = wishes.cards.value_or(std::clamp(usual + usual % 2, cards_least, cards_most));
  if (const auto middle = middle_of(seen, asked))
    out.help = nearby_help(asking.snapshot->surroundings->services, *middle, asked.shape ? &*asked.shape : nullptr, now);
  out.managers = managers_of(*asking.snapshot, seen);
  out.category_words = category_words_of(programme, *asking.snapshot->vocabulary);
  out.maps = maps_of(*asking.snapshot, seen, asked);
  return out;
}

}  // namespace hearth::web
