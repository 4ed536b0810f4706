#include <array>

#include "synth/feeds.h"

namespace hearth::synth {
namespace {

constexpr std::string_view council_tax = R"toml(# Council tax accounts, as the billing system exports them each night.
[feed]
name = "council_tax"
files = ["council_tax.csv"]
format = "csv"
key = "ACCOUNT_REF"
encoding = "windows-1252"
separator = ";"
organisation = "council"
agreement = "council-flood-welfare"
contact = "Council tax office, 01632 960001"
kind = "snapshot"
received = DATE
retention = "4 years"
known_as = "hidden"

[columns]
address = ["ADDR1", "ADDR2", "ADDR3", "ADDR4"]
postcode = "POSTCODE"
uprn = "UPRN"
address_from = { column = "LIABLE_FROM", format = "%d.%m.%Y" }
updated = { column = "LAST_CHANGED", format = "%d.%m.%Y" }

[person.liable]               # "MR A & MRS B SMITH": each becomes a record of its own
full_name = { column = "LIABLE_PARTY", split = "joint" }

[claims]
council_tax_single_discount = { column = "DISCOUNT", true = ["SPD25"] }
disabled_band_reduction = { column = "DIS_BAND_RED", true = ["Y"] }
)toml";

constexpr std::string_view housing = R"toml(# Tenants and household members, a spreadsheet with titles above and a total below.
[feed]
name = "housing"
files = ["housing.csv"]
format = "csv"
key = "Person Ref"
encoding = "utf-8"
separator = ","
heading_row = 4
leave_out = "^Total "
organisation = "weirside_homes"
agreement = "homes-flood-welfare"
contact = "Weirside Homes, neighbourhood team, 01632 960002"
kind = "snapshot"
received = DATE
retention = "4 years"
known_as = "named"

[columns]
title = "Title"
given_name = "Forename"
middle_names = "Middle Name"
surname = "Surname"
sex = "Gender"
birth_date = { column = "Date of Birth", format = "%d/%m/%Y" }
death_date = { column = "Date of Death", format = "%d/%m/%Y" }
address = "Property Address"  # several lines in one cell
postcode = "Post Code"
address_from = { column = "Tenancy Start", format = "%d/%m/%Y" }
address_to = { column = "Tenancy End", format = "%d/%m/%Y" }
phone = "Telephone"
email = "Email"
protected = "Sensitive"
updated = { column = "Last Contact", format = "%d/%m/%Y" }
extra.tenancy = "Tenancy Ref"

[claims]
needs_interpreter = { column = "Interpreter", true = ["Y"] }
vulnerability = { column = "Vulnerability", contains = { "Wheelchair user" = "wheelchair", "Hard of hearing" = "hearing_loss", "Visually impaired" = "sight_loss", "Mental health" = "mental_health", "Learning disability" = "learning_disability" } }
)toml";

constexpr std::string_view adult_social_care = R"toml(# People known to adult social care.
[feed]
name = "adult_social_care"
files = ["adult_social_care.csv"]
format = "csv"
key = "PERSON_ID"
encoding = "utf-8"
separator = ","
null = ["NOT KNOWN", "N/K"]
organisation = "adult_care"
agreement = "care-flood-welfare"
contact = "Adult social care duty desk, 01632 960010"
kind = "snapshot"
received = DATE
retention = "4 years"
known_as = "council care contact"

[columns]
title = "TITLE"
given_name = "FORENAME"
middle_names = "MIDDLE_NAME"
surname = "SURNAME"
sex = "GENDER"
birth_date = { column = "DOB", format = "%d-%b-%Y" }
death_date = { column = "DOD", format = "%d-%b-%Y" }
address = ["ADDRESS_1", "ADDRESS_2"]
town = "TOWN"
postcode = "POST_CODE"
phone = "TEL"
nhs_number = "NHS_NO"
protected = "RESTRICTED"
known_team = "TEAM"
known_phone = "DUTY_PHONE"
updated = { column = "LAST_UPDATED", format = "%d-%b-%Y" }

[claims]
support_needs = { column = "SUPPORT_NEEDS", split = ";", values = { WH = "wheelchair", ST = "cannot_use_stairs", NW = "cannot_walk", VI = "sight_loss", HI = "hearing_loss", DE = "dementia", MH = "mental_health", LD = "learning_disability", DC = "daily_care", CA = "carer", O2 = "needs_power", DI = "needs_power", VE = "needs_power", HO = "needs_power" } }
lives_alone = { column = "LIVES_ALONE", true = ["Y"] }
case_note = { column = "CASE_NOTE", contains = { "wheelchair" = "wheelchair", "cannot use stairs" = "cannot_use_stairs", "hoist" = "needs_power", "oxygen" = "needs_power", "visit daily" = "daily_care" } }
)toml";

constexpr std::string_view benefits = R"toml(# Housing Benefit and Council Tax Support claims: claimant and partner in one row.
[feed]
name = "benefits"
files = ["benefits.csv"]
format = "csv"
key = "CLAIM_REF"
encoding = "utf-8"
separator = ","
organisation = "council"
agreement = "council-pension-credit"
contact = "Benefits team, 01632 960003"
kind = "snapshot"
received = DATE
retention = "4 years"
known_as = "hidden"

[columns]                     # what claimant and partner share
address = "ADDRESS"
postcode = "POSTCODE"
uprn = "UPRN"
protected = "SENSITIVE"
updated = { column = "LAST_CHANGE", format = "%d/%m/%Y" }

[person.claimant]
title = "CLAIMANT_TITLE"
given_name = "CLAIMANT_FIRST_NAME"
surname = "CLAIMANT_LAST_NAME"
birth_date = { column = "CLAIMANT_DOB", format = "%d/%m/%Y" }
ni_number = "CLAIMANT_NINO"
phone = "TELEPHONE"

[person.claimant.claims]
weekly_income = { column = "CLAIMANT_WEEKLY_INCOME", type = "number" }
capital = { column = "CAPITAL", type = "number" }
disability_benefit = { column = "CLAIMANT_DISABILITY_BENEFIT", true = ["Y"] }
carer = { column = "CARERS_ALLOWANCE", true = ["Y"] }

[person.partner]
given_name = "PARTNER_FIRST_NAME"
surname = "PARTNER_LAST_NAME"
birth_date = { column = "PARTNER_DOB", format = "%d/%m/%Y" }
ni_number = "PARTNER_NINO"

[person.partner.claims]
weekly_income = { column = "PARTNER_WEEKLY_INCOME", type = "number" }
disability_benefit = { column = "PARTNER_DISABILITY_BENEFIT", true = ["Y"] }

[claims]                      # of the whole claim
universal_credit = { column = "UNIVERSAL_CREDIT", true = ["Y"] }
pension_credit = { column = "PENSION_CREDIT", true = ["Y"] }
has_infant = { column = "CHILD_UNDER_2", true = ["Y"] }
)toml";

constexpr std::string_view priority_services = R"toml(# The electricity network's priority services register.
[feed]
name = "priority_services"
files = ["priority_services.txt"]
format = "csv"
key = "PSR ID"
encoding = "utf-16le"
separator = "\t"
organisation = "weir_networks"
agreement = "networks-flood-welfare"
contact = "Weir Networks priority desk, 01632 960004"
kind = "snapshot"
received = DATE
retention = "4 years"
known_as = "named"

[columns]
full_name = "Customer"
address = "Supply address"    # with the postcode
phone = "Telephone"
updated = { column = "Updated", format = "%Y%m%d" }

[claims]
on_priority_register = { column = "Status", true = ["ACTIVE"] }
needs = { column = "Needs", split = ",", values = { "01" = "needs_power", "02" = "needs_power", "03" = "needs_power", "08" = "sight_loss", "09" = "sight_loss", "12" = "cannot_use_stairs", "14" = "wheelchair", "15" = "cannot_walk", "17" = "needs_interpreter", "20" = "dementia", "24" = "mental_health", "26" = "hearing_loss", "27" = "hearing_loss", "32" = "has_infant" } }
)toml";

constexpr std::string_view assisted_bins = R"toml(# Homes whose bins the crew fetches from the door.
[feed]
name = "assisted_bins"
files = ["assisted_bins.csv"]
format = "csv"
key = "Ref"
organisation = "council"
agreement = "bins-flood-welfare"
contact = "Waste services, 01632 960005"
kind = "snapshot"
received = DATE
retention = "4 years"
known_as = "named"

[columns]
full_name = "Resident"
address = "Address"
phone = "Tel"

[claims]
assisted_bins = { column = "Service", true = ["AC"] }
reason = { column = "Reason", contains = { "wheelchair" = "wheelchair", "cannot walk" = "cannot_walk", "cannot use stairs" = "cannot_use_stairs", "blind" = "sight_loss", "lives alone" = "lives_alone" } }
)toml";

constexpr std::array<std::string_view, source_count> texts{council_tax, housing, adult_social_care, benefits, priority_services, assisted_bins};

}  // namespace

FeedForm form_of(Source source) noexcept {
  using formats::Encoding;
  switch (source) {
    case Source::council_tax: return {"council_tax.csv", Encoding::windows_1252, ';'};
    case Source::housing: return {"housing.csv", Encoding::utf8, ','};
    case Source::adult_social_care: return {"adult_social_care.csv", Encoding::utf8, ','};
    case Source::benefits: return {"benefits.csv", Encoding::utf8, ','};
    case Source::priority_services: return {"priority_services.txt", Encoding::utf16_le, '\t'};
    case Source::assisted_bins: return {"assisted_bins.csv", Encoding::utf8, ','};
  }
  return {"", Encoding::utf8, ','};
}

std::string declaration_of(Source source, const Date& today) {
  std::string text{texts[static_cast<std::size_t>(source)]};
  constexpr std::string_view mark = "DATE";
  return text.replace(text.find("= DATE") + 2, mark.size(), today.text());
}

}  // namespace hearth::synth
