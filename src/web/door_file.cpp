#include "web/door_file.h"

#include <cmath>
#include <cstdio>

#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "formats/plain_text.h"
#include "formats/text_sink.h"
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

using Cells = std::vector<std::string>;

std::string with_pence(double sum) {
  char out[32];
  std::snprintf(out, sizeof out, "%.2f", sum);
  return out;
}

/// Columns that a programme with an estimate has more.
Cells money_cells(const DoorRow& row) {
  if (!row.money) return {"", "", "", ""};
  return {with_pence(row.money->least), with_pence(row.money->most), row.money->rates, joined(row.money->not_known, "; ")};
}

Result<std::string> csv_text(const SeenDoors& seen) {
  formats::TextSink sink;
  formats::CsvWriter csv{sink};
  Cells titles{"part", "uprn", "address", "person_id", "name", "category", "reasons", "at_the_door", "not_known", "phone", "known_to", "call", "homes"};
  const bool has_money = seen->head.money.has_value();
  if (has_money) titles.insert(titles.end(), {"could_be_owed_least_a_week", "could_be_owed_most_a_week", "rates", "could_be_owed_not_known"});
  // In each row, as the last column: a row that is cut out still says so, and a program still finds its columns.
  const bool made_up = seen->head.made_up;
  if (made_up) titles.emplace_back("made_up");
  HEARTH_CHECK(csv.row(titles));
  for (const auto& row : seen->rows) {
    Cells cells{std::string{spine::name_of(row.part)}, row.uprn ? row.uprn->text() : std::string{}, row.address,
                                   std::to_string(row.person.number()), row.name, row.category, reasons_of(row), at_the_door(row), joined(row.not_known, "; "), row.phone,
                                   joined(row.known_to, "; "), joined(row.call, "; "), homes_of(row)};
    if (has_money)
      for (auto& cell : money_cells(row)) cells.push_back(std::move(cell));
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

json::value money_json(const std::optional<spine::MoneyTold>& money) {
  if (!money) return nullptr;
  return json::object{{"least_a_week", money->least}, {"most_a_week", money->most}, {"rates", plain(money->rates)}, {"not_known", texts(money->not_known)}, {"words", plain(money->words())}};
}

json::value money_in_all_json(const std::optional<spine::MoneyInAll>& money) {
  if (!money) return nullptr;
  return json::object{{"people", money->people}, {"least_a_year", std::round(money->least * spine::weeks_a_year)}, {"most_a_year", std::round(money->most * spine::weeks_a_year)},
                      {"rates", plain(money->rates)}, {"words", plain(money->by_the_year() + ". " + money->basis())}};
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
          {"could_be_owed", money_in_all_json(head.money)},
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
          {"could_be_owed", money_json(row.money)},
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
