#include "web/door_file.h"

#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "formats/plain_text.h"
#include "place/projection.h"

namespace hearth::web {
namespace {

namespace json = formats::json;
using formats::plain;
using spine::DoorRow;

/// What a crew must do or bring, as the programme words it.
std::string at_the_door(const DoorRow& row) {
  std::vector<std::string> words;
  for (const auto& deed : row.crew) words.push_back(deed.words);
  return joined(words, "; ");
}

std::string reasons_of(const DoorRow& row) {
  std::vector<std::string> words;
  for (const auto& reason : row.reasons) words.push_back(reason.words);
  return joined(words, "; ");
}

std::string homes_of(const DoorRow& row) {
  std::vector<std::string> out;
  for (const auto& home : row.homes) out.push_back(home.address + " (" + home.date + ")");
  return joined(out, " or ");
}

class TextSink final : public ByteSink {
 public:
  Result<Done> write(std::string_view bytes) override {
    text.append(bytes);
    return Done{};
  }
  Result<Done> commit() override { return Done{}; }
  std::string text;
};

Result<std::string> csv_text(const SeenDoors& seen) {
  TextSink sink;
  formats::CsvWriter csv{sink};
  const bool made_up = seen->head.made_up;
  std::vector<std::string> heading{"part", "uprn", "address", "person_id", "name", "category", "reasons", "at_the_door", "not_known", "phone", "known_to", "call", "homes"};
  // In each row, as the last column: a row that is cut out still says so, and a program still finds its columns.
  if (made_up) heading.emplace_back("made_up");
  HEARTH_CHECK(csv.row(heading));
  for (const auto& row : seen->rows) {
    std::vector<std::string> cells{std::string{spine::name_of(row.part)}, row.uprn ? row.uprn->text() : std::string{}, row.address,
                                   std::to_string(row.person.number()), row.name, row.category, reasons_of(row), at_the_door(row), joined(row.not_known, "; "), row.phone,
                                   joined(row.known_to, "; "), joined(row.call, "; "), homes_of(row)};
    if (made_up) cells.emplace_back(spine::made_up_words);
    for (auto& cell : cells) cell = plain(cell);
    HEARTH_CHECK(csv.row(cells));
  }
  HEARTH_CHECK(csv.flush());
  return std::move(sink.text);
}

json::array texts(const std::vector<std::string>& all) {
  json::array out;
  for (const auto& text : all) out.emplace_back(plain(text));
  return out;
}

json::object head_json(const SeenDoors& seen) {
  const auto& head = seen->head;
  json::object categories;
  for (const auto& [verb, count] : head.by_category) categories[plain(verb)] = count;
  json::array feeds;
  for (const auto& feed : head.feeds) feeds.push_back(json::object{{"feed", plain(feed.feed)}, {"received", feed.received}, {"days", feed.day_said ? json::value(feed.days) : json::value(nullptr)}});
  return {{"asked", plain(head.asked)},
          {"purpose", plain(head.purpose)},
          {"at", head.at.text()},
          {"sentence", head.sentence()},
          {"protected_sentence", plain(head.protected_sentence())},
          {"homes", head.homes},
          {"homes_nothing_held", head.homes_nothing_held},
          {"people_held", head.people_held},
          {"doors", head.doors},
          {"people", head.people},
          {"by_category", std::move(categories)},
          {"dead_left_out", head.dead_left_out},
          {"known_to_one_organisation", head.known_to_one},
          {"power_not_on_register", head.power_not_on_register},
          {"transport", head.transport ? json::value{{"seats", head.transport->seats}, {"wheelchairs", head.transport->wheelchairs}} : json::value(nullptr)},
          {"feeds", std::move(feeds)},
          {"not_used", texts(head.not_used)},
          {"obligations", texts(seen.receipt().obligations)}};
}

json::object row_json(const DoorRow& row) {
  json::array reasons, homes, deeds;
  for (const auto& deed : row.crew) deeds.emplace_back(plain(deed.words));
  for (const auto& reason : row.reasons) reasons.emplace_back(plain(reason.words));
  for (const auto& home : row.homes) homes.push_back(json::object{{"address", plain(home.address)}, {"date", home.date}});
  return {{"part", spine::name_of(row.part)},
          {"uprn", row.uprn ? json::value(row.uprn->text()) : json::value(nullptr)},
          {"address", plain(row.address)},
          {"person_id", row.person.number()},
          {"name", plain(row.name)},
          {"category", plain(row.category)},
          {"reasons", std::move(reasons)},
          {"at_the_door", std::move(deeds)},
          {"not_known", texts(row.not_known)},
          {"phone", plain(row.phone)},
          {"known_to", texts(row.known_to)},
          {"call", texts(row.call)},
          {"homes", std::move(homes)}};
}

/// Of a demonstration the object says so; of a real place it is left as it is.
json::object marked(json::object object, const SeenDoors& seen) {
  if (seen->head.made_up) object["made_up"] = spine::made_up_words;
  return object;
}

std::string json_text(const SeenDoors& seen) {
  json::array rows;
  for (const auto& row : seen->rows) rows.push_back(marked(row_json(row), seen));
  return formats::write_json(marked({{"head", head_json(seen)}, {"rows", std::move(rows)}}, seen)) + "\n";
}

std::string geojson_text(const SeenDoors& seen) {
  json::array features;
  for (const auto& row : seen->rows) {
    json::value geometry = nullptr;
    if (row.point)
      if (const auto point = place::to_lon_lat(*row.point))
        geometry = json::object{{"type", "Point"}, {"coordinates", json::array{point->longitude, point->latitude}}};
    features.push_back(json::object{{"type", "Feature"}, {"geometry", std::move(geometry)}, {"properties", marked(row_json(row), seen)}});
  }
  return formats::write_json(marked({{"type", "FeatureCollection"}, {"head", head_json(seen)}, {"features", std::move(features)}}, seen)) + "\n";
}

}  // namespace

Result<std::string> door_file(const SeenDoors& seen, std::string_view format) {
  if (format == "csv") return csv_text(seen);
  if (format == "json") return json_text(seen);
  return geojson_text(seen);
}

}  // namespace hearth::web
