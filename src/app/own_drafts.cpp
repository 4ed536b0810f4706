#include "app/own_drafts.h"

#include "base/text.h"

namespace hearth::app {
namespace {

constexpr std::string_view place_text = R"(# A place: what is read, and who may see what for which purpose. Paths are relative to this file.
[place]
name = "My place"
gazetteer = "gazetteer.toml"            # the properties; hearth feed propose ADDRESSES.csv drafts a better one
feeds = []                              # ["feeds/housing.feed.toml", ...]: hearth feed propose EXPORT.csv drafts one
areas = []                              # [{ file = "wards.geojson", code = "WD24CD", name = "WD24NM", vintage = "2024" }]
area_values = []                        # [{ file = "imd.csv", code = "lsoa21_code", value = "IMD_decile" }]
water = []                              # ["rivers.geojson"]: what maps show as water
services = []                           # Open Referral UK JSON files
protected_contact = ""                  # on every list: whom to ask about people whose address is protected, "NAME, NUMBER"
reviewers = 1                           # how many must say the same of two records before it counts: 1, or 2
programmes = ["flood-welfare"]          # why data is joined; Hearth brings flood-welfare and pension-credit

# Whom lists and letters tell people to ring about a programme; without a line, the contact of the organisation that leads it.
# [contact]
# pension-credit = "Benefits team, 01632 960003"

# One [[organisation]] for each that sends a file or asks.
[[organisation]]
id = "council"                          # keep this id: the programmes that Hearth brings are led by "council". name is what people read
name = "My council"
contact = "duty desk, telephone number"

# [[organisation]]
# id = "housing"
# name = "Millbeck Homes"
# contact = "out of hours, 01632 960007"

# Nothing of a feed can be seen until an agreement names it: agreement = "..." in FEED.toml. One agreement may have several parties.
[[agreement]]
id = "flood-2026"
parties = ["council"]                   # all who share under it and may ask: ["council", "housing", "fire"]
purposes = ["flood-welfare"]
# Which facts it shares: hearth factors says what each means.
factors = ["cannot_use_stairs", "cannot_walk", "wheelchair", "needs_power", "on_priority_register", "sight_loss", "hearing_loss",
           "dementia", "daily_care", "learning_disability", "mental_health", "age", "lives_alone", "council_tax_single_discount",
           "has_infant", "young_child", "pregnant", "cold_medicine", "treatment_away", "assisted_bins", "needs_interpreter"]
may = ["match", "query"]
from = FROM
until = UNTIL
# A further [[agreement]] where one shares for another time or purpose: same_factors_as = "flood-2026" instead of a list
)";

constexpr std::string_view gazetteer_text = R"(# The properties of the place: which column of the address list is what.
[gazetteer]
name = "My gazetteer"
files = ["gazetteer.csv"]
format = "csv"

[columns]
uprn = "UPRN"
address = "ADDRESS"                     # or unit, street, locality, town, organisation apart
postcode = "POSTCODE"
x = "X_COORDINATE"                      # or latitude and longitude
y = "Y_COORDINATE"
# class = "CLASSIFICATION_CODE"
# parent = "PARENT_UPRN"
# status = "LOGICAL_STATUS"             # of two records of one address the valid one is meant, a historic one only where no other fits
# [also]                                # another name of the same, as in Welsh or Gaelic: an address written with either is found
# "STREET" = "STREET_WELSH"
)";

/// Without line ends and days: a template is the same one on every day and system.
std::string bare(std::string_view text) {
  std::string out;
  for (const auto line : split(text, '\n')) {
    const auto tidy = trim(line);
    if (!tidy.empty() && !tidy.starts_with("from =") && !tidy.starts_with("until =")) out.append(tidy).push_back('\n');
  }
  return out;
}

}  // namespace

std::string place_template(const Date& today) {
  std::string text{place_text};
  const auto put = [&](std::string_view mark, const Date& day) { text.replace(text.find(mark), mark.size(), day.text()); };
  put("FROM", today);
  put("UNTIL", Date::from_days(today.days() + 365));
  return text;
}

std::string_view gazetteer_template() { return gazetteer_text; }
bool is_place_template(std::string_view text) { return bare(text) == bare(place_text); }
bool is_gazetteer_template(std::string_view text) { return bare(text) == bare(gazetteer_text); }

}  // namespace hearth::app
