#include <array>

#include "synth/town_files.h"

namespace hearth::synth {
namespace {

struct Hours {
  std::string_view freq;      ///< WEEKLY or MONTHLY
  int interval;               ///< 2: fortnightly
  std::string_view byday;     ///< "MO,WE", or "1MO": the first Monday
  std::string_view opens, closes, note;
};
struct KindOfService {
  std::string_view kind, name, description, organisation, eligibility;
  int minimum_age, capacity;
  std::array<Hours, 2> hours;
  std::string_view status;
};

constexpr Hours none{"", 0, "", "", "", ""};
constexpr std::array<KindOfService, 10> kinds{{
    {"warm-space", "Warm Welcome", "A warm room, soup and company. No need to book.", "Weirside Neighbours", "", 0, 40,
     {{{"WEEKLY", 1, "MO,TU,WE,TH,FR", "10:00:00", "15:00:00", "Closed on bank holidays"}, none}}, "active"},
    {"warm-space", "Evening Warm Space", "Tea, games and charging points.", "St Martin's Church", "", 0, 25,
     {{{"WEEKLY", 2, "TH", "17:00:00", "20:30:00", "Every other Thursday"}, none}}, "active"},
    {"food-bank", "Food Bank", "Three days of food. A voucher is needed, and can be given at the door.", "Weirside Food Bank", "voucher", 0, 60,
     {{{"WEEKLY", 1, "TU", "11:00:00", "13:30:00", ""}, {"WEEKLY", 1, "FR", "16:00:00", "18:00:00", ""}}}, "active"},
    {"advice", "Money and Benefits Advice", "Free advice on benefits, debts and energy bills.", "Weirside Advice Centre", "", 16, 12,
     {{{"WEEKLY", 1, "MO,TU,TH", "09:30:00", "12:30:00", "Term time only"}, {"MONTHLY", 1, "1MO", "17:00:00", "19:00:00", "First Monday of the month"}}}, "active"},
    {"befriending", "Telephone Friends", "A weekly call from the same volunteer.", "Weirside Neighbours", "lives alone", 60, 30,
     {{{"WEEKLY", 1, "MO,TU,WE,TH,FR", "09:00:00", "17:00:00", ""}, none}}, "active"},
    {"handyperson", "Handyperson", "Grab rails, key safes, small repairs.", "Weirside Home Improvement Agency", "aged 60 or disabled", 60, 8,
     {{{"WEEKLY", 1, "MO,WE,FR", "08:30:00", "16:00:00", ""}, none}}, "active"},
    {"transport", "Community Transport", "Door to door, with a tail lift for wheelchairs. Book two days before.", "Weirside Wheels", "cannot use buses", 0, 16,
     {{{"WEEKLY", 1, "MO,TU,WE,TH,FR,SA", "08:00:00", "18:00:00", ""}, none}}, "active"},
    {"respite", "Day Break", "A day's care, so that carers can rest.", "Weirside Adult Care Partnership", "assessed by adult care", 18, 10,
     {{{"WEEKLY", 1, "TU,TH", "10:00:00", "16:00:00", "Closed in August"}, none}}, "active"},
    {"rest-centre", "Rest Centre", "Opened by the council in an emergency: beds, food, step-free.", "Weirside Council", "", 0, 180,
     {{{"DAILY", 1, "", "00:00:00", "00:00:00", "Day and night while a flood warning is in force"}, none}}, "active"},
    {"warm-space", "Riverside Warm Room", "Closed after the last flood.", "Weirside Neighbours", "", 0, 20, {{none, none}}, "temporarily closed"},
}};

std::string uuid(Random& random) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) out.push_back('-');
    const auto die = random.below(16);
    out.push_back(i == 12 ? '4' : i == 16 ? digits[8 + die % 4] : digits[die]);
  }
  return out;
}

std::string text(std::string_view key, std::string_view value) {
  return "\"" + std::string{key} + "\": \"" + std::string{value} + "\"";
}

std::string attribute(std::string_view owner, std::string_view owner_kind, std::string_view taxonomy, std::string_view term, Random& random) {
  const auto id = uuid(random);
  const auto term_id = uuid(random);
  return "{" + text("id", id) + ", " + text("link_id", owner) + ", " + text("link_type", owner_kind) + ", \"taxonomy_term\": {" +
         text("id", term_id) + ", " + text("name", term) + ", " + text("description", term) + ", " + text("taxonomy", taxonomy) + ", " +
         text("term", term) + "}}";
}

std::string schedule(const Hours& hours, Random& random) {
  std::string out = "{" + text("id", uuid(random)) + ", " + text("freq", hours.freq) + ", \"interval\": " + std::to_string(hours.interval) + ", " +
                    text("byday", hours.byday) + ", " + text("opens_at", hours.opens) + ", " + text("closes_at", hours.closes);
  if (hours.interval > 1) out += ", " + text("dtstart", "2026-01-08");
  if (!hours.note.empty()) out += ", " + text("notes", hours.note);
  return out + "}";
}

std::string location(const Town& town, const Words& words, const Property& property, int capacity, Random& random) {
  const auto& street = town.streets[property.street];
  const auto degrees = town.real_premises ? Degrees{property.spot.x, property.spot.y} : degrees_of(property.spot);
  std::string address = words[property.number] + (property.number == 0 ? "" : " ") + words[street.name];
  const auto link = uuid(random);
  const auto id = uuid(random);
  const auto address_id = uuid(random);
  std::string out = "{" + text("id", link) + ", \"location\": {" + text("id", id) + ", " + text("location_type", "physical");
  if (property.organisation != 0) out += ", " + text("name", words[property.organisation]);
  const auto room = attribute(id, "location", "hearth-capacity", std::to_string(capacity), random);
  out += ", \"attributes\": [" + room + "]";
  out += ", \"latitude\": " + degrees_text(degrees.latitude) + ", \"longitude\": " + degrees_text(degrees.longitude) +
         ", \"addresses\": [{" + text("id", address_id) + ", " + text("address_1", address) + ", " + text("city", words[street.town]) + ", " +
         text("state_province", town.name) + ", " + text("postal_code", words[property.postcode]) + ", " + text("country", "GB") + ", " +
         text("address_type", "physical") + "}], " + text("external_identifier", std::to_string(property.uprn)) + ", " +
         text("external_identifier_type", "UPRN") + "}}";
  return out;
}

std::string service(const Town& town, const Words& words, const KindOfService& kind, const Property& at, std::size_t number, Random& random) {
  const auto id = uuid(random);
  const auto organisation = uuid(random);
  const auto contact = uuid(random);
  const auto ward = words[town.streets[at.street].locality];
  std::string out = "{" + text("id", id) + ", " + text("name", std::string{kind.name} + (ward.empty() ? "" : ", " + ward)) + ", " +
                    text("description", std::string{kind.description} + (kind.eligibility.empty() ? "" : " For: " + std::string{kind.eligibility} + ".")) + ", " + text("status", kind.status) + ", ";
  if (kind.minimum_age > 0) out += "\"minimum_age\": " + std::to_string(kind.minimum_age) + ", ";
  out += text("email", std::string{kind.kind} + std::to_string(number) + "@example.org") + ", \"organization\": {" + text("id", organisation) + ", " +
         text("name", kind.organisation) + ", " + text("description", kind.organisation) + "}, \"phones\": [{" + text("id", contact) + ", " +
         text("number", "01632 960" + std::to_string(100 + number % 900)) + "}], \"schedules\": [";
  bool first = true;
  for (const auto& hours : kind.hours) {
    if (hours.freq.empty()) continue;
    out += (first ? "" : ", ") + schedule(hours, random);
    first = false;
  }
  out += "], \"service_at_locations\": [" + location(town, words, at, kind.capacity, random) + "], \"attributes\": [";
  out += attribute(id, "service", "hearth-place-kind", kind.kind, random);
  return out + "]}";
}

}  // namespace

std::string services_json(const Town& town, const Words& words, const Random& seed) {
  std::vector<PropertyNumber> venues;
  for (PropertyNumber i = 0; i < town.properties.size(); ++i)
    if ((town.properties[i].kind == Kind::hall || town.properties[i].kind == Kind::food_store) && town.properties[i].listed) venues.push_back(i);
  // Small towns have few halls: shops lend a room. Far apart, so that not everything stands in the flood area.
  for (std::size_t i = 0; venues.size() < kinds.size() && i < kinds.size() && !town.properties.empty(); ++i) {
    auto at = static_cast<PropertyNumber>((i * 2 + 1) * town.properties.size() / (kinds.size() * 2));
    while (at + 1 < town.properties.size() && (town.properties[at].kind == Kind::refuge || !town.properties[at].listed)) ++at;
    venues.push_back(at);
  }
  auto random = seed;
  std::string out = "[\n";
  for (std::size_t i = 0; i < venues.size() && i < 400; ++i) {
    if (i > 0) out += ",\n";
    out += service(town, words, kinds[i % kinds.size()], town.properties[venues[i]], i, random);
  }
  return out + "\n]\n";
}

}  // namespace hearth::synth
