#include "synth/place_toml.h"

namespace hearth::synth {
namespace {

constexpr std::string_view organisations = R"toml(
[contact]                     # whom to ring about a programme; about any other, the contact of the organisation that leads it
pension-credit = "Benefits team, 01632 960003"

[[organisation]]
id = "council"
name = "Weirside Council"
contact = "Emergency planning duty officer, 01632 960000"

[[organisation]]
id = "weirside_homes"
name = "Weirside Homes"
contact = "Neighbourhood team, 01632 960002"

[[organisation]]
id = "adult_care"
name = "Weirside Adult Care Partnership"
contact = "Duty desk, 01632 960010"

[[organisation]]
id = "weir_networks"
name = "Weir Networks"
contact = "Priority desk, 01632 960004"

[[organisation]]
id = "fire"
name = "Weirside Fire and Rescue Service"
contact = "Control room, 01632 960006"

[[organisation]]              # takes part in no agreement yet: what it asks is refused
id = "charity"
name = "Weirside Neighbours"
contact = "Office, 01632 960007"

[[organisation]]              # sees one small list, by the agreement for it
id = "flood_volunteers"
name = "Weirside Flood Volunteers"
contact = "Rota desk, 01632 960008"

[[agreement]]
id = "bins-flood-welfare"
parties = ["council", "adult_care", "fire", "weirside_homes", "flood_volunteers"]
purposes = ["flood-welfare"]
factors = ["assisted_bins", "wheelchair", "cannot_walk", "cannot_use_stairs", "sight_loss", "lives_alone"]
may = ["match", "query"]
from = 2025-01-01
until = 2029-12-31

[[agreement]]
id = "council-flood-welfare"
parties = ["council", "adult_care", "fire", "weirside_homes"]
purposes = ["flood-welfare"]
factors = ["lives_alone", "council_tax_single_discount", "disabled_band_reduction"]
may = ["match", "query"]
from = 2025-01-01
until = 2029-12-31

[[agreement]]
id = "homes-flood-welfare"
parties = ["weirside_homes", "council", "fire"]
purposes = ["flood-welfare"]
factors = ["wheelchair", "hearing_loss", "sight_loss", "mental_health", "learning_disability", "needs_interpreter", "age", "has_infant", "household_size"]
may = ["match", "query"]
from = 2025-01-01
until = 2029-12-31

[[agreement]]
id = "care-flood-welfare"
parties = ["adult_care", "council", "fire"]
purposes = ["flood-welfare"]
factors = ["wheelchair", "cannot_use_stairs", "cannot_walk", "needs_power", "sight_loss", "hearing_loss", "dementia", "mental_health", "learning_disability", "daily_care", "lives_alone", "carer", "age"]
may = ["match", "query"]
from = 2025-01-01
until = 2029-12-31

[[agreement]]
id = "networks-flood-welfare"
parties = ["weir_networks", "council", "fire"]
purposes = ["flood-welfare"]
factors = ["on_priority_register", "needs_power", "sight_loss", "hearing_loss", "cannot_use_stairs", "cannot_walk", "wheelchair", "dementia", "mental_health", "has_infant", "needs_interpreter"]
may = ["match", "query"]
from = 2025-01-01
until = 2029-12-31

[[agreement]]
id = "council-pension-credit"
parties = ["council"]
purposes = ["pension-credit", "flood-welfare"]
factors = ["weekly_income", "capital", "disability_benefit", "universal_credit", "pension_credit", "carer", "has_infant", "age", "is_couple", "partner_age", "partner_income", "partner_claims", "lives_alone"]
may = ["match", "query"]
from = 2025-01-01
until = 2029-12-31
)toml";

}  // namespace

std::string place_toml(const Town& town, std::string_view gazetteer, const std::string& town_name) {
  std::string out = "# Made by hearth synth. Everybody in it is made up.\n[place]\nname = \"" + town_name + "\"\ngazetteer = \"" +
                    std::string{gazetteer} + "\"\n";
  out += "feeds = [\n";
  for (const char* feed : {"council_tax", "housing", "adult_social_care", "benefits", "priority_services", "assisted_bins"})
    out += "  \"feeds/" + std::string{feed} + ".feed.toml\",\n";
  out += "]\n";
  if (!town.areas.empty()) {
    out += "areas = [\n  { file = \"areas/wards.geojson\", code = \"ward_code\", name = \"ward_name\", vintage = \"2026\" },\n"
           "  { file = \"areas/lsoa.geojson\", code = \"lsoa_code\", name = \"lsoa_name\", vintage = \"2021\" },\n]\n"
           "area_values = [{ file = \"area_values.csv\", code = \"lsoa_code\", value = \"deprivation_decile\" }]\n"
           "water = [\"river.geojson\"]  # maps show it\n"
           "roads = [{ file = \"roads.csv\", line = \"WKT\", kind = \"kind\" }]  # walks go along them\n";
  }
  out += "services = [\"services.json\"]\nprogrammes = [\"flood-welfare\", \"pension-credit\"]\n";
  out += "protected_contact = \"Safeguarding desk, 01632 960099\"  # on every list: whom to ask about people whose address is protected\n";
  out += "made_up = true  # every page and sheet of paper says so\n";
  if (town.real_premises) out += "fictional_people_in_real_homes = true  # nothing of it may be shown or printed\n";
  return out + std::string{organisations};
}

std::string gazetteer_toml(const std::string& town_name) {
  return "# The premises of the fictional district.\n[gazetteer]\nname = \"" + town_name + R"toml( premises"
files = ["gazetteer.csv"]
decisions = "decided.csv"     # what people decide about addresses: the page Addresses adds rows
format = "csv"

[columns]
uprn = "uprn"
organisation = "organisation"
unit = "unit"                 # number, name or flat
street = "street"
locality = "locality"
town = "town"
postcode = "postcode"
x = "x"                       # EPSG:27700
y = "y"
class = "class"               # AddressBase: RD04 is a terraced house
parent = "parent"
status = "status"
)toml";
}

}  // namespace hearth::synth
