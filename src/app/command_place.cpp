// hearth place new: a PLACE.toml to fill in.
#include <filesystem>
#include <memory>

#include "app/command.h"
#include "base/try.h"

namespace hearth::app {
namespace {

constexpr std::string_view draft = R"(# A place: what is read, and who may see what for which purpose. Paths are relative to this file.
[place]
name = "My place"
gazetteer = "gazetteer.toml"            # the properties; hearth feed propose ADDRESSES.csv drafts a better one
feeds = []                              # ["feeds/housing.feed.toml", ...]: hearth feed propose EXPORT.csv drafts one
areas = []                              # [{ file = "wards.geojson", code = "WD24CD", name = "WD24NM", vintage = "2024" }]
area_values = []                        # [{ file = "imd.csv", code = "lsoa21_code", value = "IMD_decile" }]
services = []                           # Open Referral UK JSON files
protected_contact = ""                  # on every list: whom to ask about people whose address is protected, "NAME, NUMBER"
programmes = ["flood-welfare"]          # why data is joined; Hearth brings flood-welfare and pension-credit

[[organisation]]
id = "council"                          # keep this id: the programmes that Hearth brings are led by "council". name is what people read
name = "My council"
contact = "duty desk, telephone number"

# Nothing of a feed can be seen until an agreement names it: agreement = "..." in FEED.toml.
[[agreement]]
id = "flood-2026"
parties = ["council"]
purposes = ["flood-welfare"]
# Which facts it shares: hearth factors says what each means.
factors = ["cannot_use_stairs", "cannot_walk", "wheelchair", "needs_power", "on_priority_register", "sight_loss", "hearing_loss",
           "dementia", "daily_care", "learning_disability", "mental_health", "age", "lives_alone", "council_tax_single_discount",
           "has_infant", "young_child", "pregnant", "cold_medicine", "treatment_away", "assisted_bins", "needs_interpreter"]
may = ["match", "query"]
from = FROM
until = UNTIL
)";

/// The draft with an agreement that holds from today for a year.
std::string draft_of(const Date& today) {
  std::string text{draft};
  const auto put = [&](std::string_view mark, const Date& day) { text.replace(text.find(mark), mark.size(), day.text()); };
  put("FROM", today);
  put("UNTIL", Date::from_days(today.days() + 365));
  return text;
}

constexpr std::string_view draft_gazetteer = R"(# The properties of the place: which column of the address list is what.
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
)";

struct Options {
  std::string folder;
};

Result<Exit> place_new(Call& call, const Options& options) {
  const Path folder = call.path(options.folder);
  if (call.files.exists(folder / "PLACE.toml"))
    return wrong_use("place.exists", "there is a PLACE.toml already. Choose another folder, or edit that one.", {.file = options.folder});
  std::error_code failed;
  std::filesystem::create_directories(folder / "feeds", failed);
  if (failed) return fail("file.not_allowed", "the folder cannot be made: " + failed.message() + ".", {.file = options.folder});
  HEARTH_CHECK(call.files.write_all(folder / "PLACE.toml", draft_of(call.clock.now().date())));
  HEARTH_CHECK(call.files.write_all(folder / "gazetteer.toml", draft_gazetteer));
  call.line("Made " + options.folder + "/PLACE.toml and " + options.folder + "/gazetteer.toml. Next:\n"
            "  1. name the organisations and their agreements in PLACE.toml: drafts of feeds take them from there\n"
            "  2. say in gazetteer.toml which column of your address list is what, or draft it:\n"
            "     hearth feed propose ADDRESSES.csv --out " + options.folder + "/addresses.gazetteer.toml, and name that file in PLACE.toml\n"
            "  3. for each export: hearth feed propose EXPORT.csv --out " + options.folder + "/feeds/NAME.feed.toml\n"
            "     read the draft, then try it: hearth load " + options.folder + "/feeds/NAME.feed.toml --check; name it in PLACE.toml\n"
            "  4. hearth setup --yes --organisation ORGANISATION      you become the administrator, who manages people and sees no resident data\n"
            "  5. hearth run " + options.folder + "/PLACE.toml\n"
            "  6. hearth staff add NAME --role duty_officer --organisation ORGANISATION      somebody who may ask; a password is shown once\n"
            "  7. hearth query --as NAME --purpose flood-welfare --within AREA.geojson\n"
            "What each fact is called: hearth factors. What a declaration of a feed can say: hearth feed keys");
  return Exit::done;
}

}  // namespace

void register_place(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("place new", "writes a PLACE.toml to fill in", "  hearth place new myplace", Needs::nothing,
                            [options](Call& call) { return place_new(call, *options); });
  command.add_option("DIR", options->folder, "the folder to make")->required();
}

}  // namespace hearth::app
