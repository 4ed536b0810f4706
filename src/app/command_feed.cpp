// hearth feed propose: looks at an unknown CSV file and drafts its FEED.toml, or the gazetteer.toml of an address list.
#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <memory>

#include "app/command.h"
#include "app/own_drafts.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "formats/declaration.h"
#include "record/propose_feed.h"
#include "spine/place_context.h"

namespace hearth::app {
namespace {

constexpr std::uint64_t declaration_bytes_max = 4U << 20;

struct Options {
  std::string file, out;
};

/// As a shell takes it for one word.
std::string for_a_shell(const std::string& path) {
  const bool plain = std::ranges::all_of(path, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view{"._/-+~"}.find(c) != std::string_view::npos; });
  if (plain) return path;
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
  return out + "'";
}

/// How PLACE.toml names a file: from its own folder, where one lies beside the file or above it.
std::string as_place_names(Call& call, const Path& file) {
  for (const auto& folder : {file.parent_path(), file.parent_path().parent_path()})
    if (call.files.exists(folder / "PLACE.toml")) return std::filesystem::relative(file, folder).string();
  return file.filename().string();
}

/// Whether PLACE.toml beside the draft, or above it, reads this gazetteer already.
bool place_names_gazetteer(Call& call, const Path& out) {
  for (const auto& folder : {out.parent_path(), out.parent_path().parent_path()}) {
    if (!call.files.exists(folder / "PLACE.toml")) continue;
    const auto place = formats::DeclarationFile::read(call.files, folder / "PLACE.toml");
    const auto table = place ? place->root().get("place") : std::nullopt;
    const auto named = table ? table->text_if("gazetteer") : Result<std::optional<std::string>>{std::nullopt};
    return named && *named && (folder / **named).lexically_normal() == out.lexically_normal();
  }
  return false;
}

/// The day on which the file was last written; nothing when the system does not say.
std::optional<Date> day_of(const Path& file) {
  std::error_code failed;
  const auto written = std::filesystem::last_write_time(file, failed);
  if (failed) return std::nullopt;
  const auto system = std::chrono::file_clock::to_sys(written);
  const auto days = std::chrono::floor<std::chrono::days>(system).time_since_epoch().count();
  return Date::from_days(static_cast<std::int32_t>(days));
}

/// What PLACE.toml can say to a draft.
enum class PlaceNear : std::uint8_t { none, untouched, filled_in };

/// The ids that a draft may choose from, of the PLACE.toml in the folder where the draft will lie, or one above it. As `place new` wrote
/// it, it has one council and one agreement: enough for a trial.
PlaceNear read_place_near(Call& call, const Path& draft, record::ProposeSettings& settings) {
  for (const auto& folder : {draft.parent_path(), draft.parent_path().parent_path()}) {
    if (!call.files.exists(folder / "PLACE.toml")) continue;
    const auto text = call.files.read_all(folder / "PLACE.toml", declaration_bytes_max);
    const auto place = formats::DeclarationFile::read(call.files, folder / "PLACE.toml");
    if (!place) return PlaceNear::none;
    const auto ids = [&](std::string_view table, std::vector<std::string>& into) {
      if (const auto list = place->root().get(table))
        for (const auto& item : list->items())
          if (const auto id = item.need_text("id")) into.push_back(*id);
    };
    ids("organisation", settings.organisations);
    ids("agreement", settings.agreements);
    return text && is_place_template(*text) ? PlaceNear::untouched : PlaceNear::filled_in;
  }
  return PlaceNear::none;
}

/// Whether what stands at `out` may give way: a template of `place new`, or this draft as it was made before PLACE.toml was filled in.
bool nobody_changed(Call& call, const Path& out, const record::FeedProposal& proposal, const std::string& toml) {
  const auto written = call.files.read_all(out, declaration_bytes_max);
  if (!written) return false;
  if (proposal.is_gazetteer && is_gazetteer_template(*written)) return true;
  const auto without_ids = [](std::string_view text) {
    std::string rest;
    for (const auto line : split(text, '\n'))
      if (!line.starts_with("organisation = ") && !line.starts_with("agreement = ")) rest.append(trim(line)).push_back('\n');
    return rest;
  };
  if (without_ids(*written) != without_ids(toml)) return false;
  // An id that somebody put in is somebody's work; a draft writes none, or the only one that its remark offers.
  return std::ranges::all_of(split(*written, '\n'), [&](std::string_view line) {
    if (!line.starts_with("organisation = ") && !line.starts_with("agreement = ")) return true;
    const auto from = line.find('"') + 1, to = line.find('"', from);
    if (from == 0 || to == std::string_view::npos) return false;
    return from == to || line.ends_with(": one of: " + std::string{line.substr(from, to - from)});
  });
}

std::string what_place_says(PlaceNear place, const Path& draft) {
  if (place == PlaceNear::untouched)
    return "PLACE.toml is as hearth place new wrote it, and the draft takes its one organisation and agreement. When you have named others there, propose again: a draft that nobody changed is replaced.";
  if (place == PlaceNear::none)
    return "No PLACE.toml lies in " + (draft.parent_path().empty() ? std::string{"this folder"} : draft.parent_path().string()) +
           " or above it: hearth place new DIR makes one. Name there who sends the file, then write organisation and agreement into the draft.";
  return {};
}

Result<record::ProposeSettings> settings_for(Call& call, const Path& file, const Path& draft, PlaceNear& place) {
  record::ProposeSettings settings;
  settings.today = call.clock.now().date();
  settings.file_date = day_of(file);
  if (settings.file_date && settings.file_date->days() > settings.today->days()) settings.file_date = settings.today;
  HEARTH_TRY(vocabulary, spine::vocabulary_near(call.files, draft));  // a draft without the facts would miss what matters
  settings.factors = vocabulary.words();
  place = read_place_near(call, draft, settings);
  return settings;
}

Result<Exit> propose(Call& call, const Options& options) {
  const Path file = call.path(options.file);
  const Path beside = file.parent_path() / (file.stem().string() + ".feed.toml");
  auto place = PlaceNear::none;
  HEARTH_TRY(settings, settings_for(call, file, options.out.empty() ? beside : call.path(options.out), place));
  const Path told = !options.out.empty() ? Path{options.out} : Path{options.file}.parent_path() / beside.filename();
  settings.draft = for_a_shell(told.string());
  HEARTH_TRY(proposal, record::propose_feed(call.files, file, settings));
  const Path out = !options.out.empty() ? call.path(options.out) : proposal.is_gazetteer ? file.parent_path() / (file.stem().string() + ".gazetteer.toml") : beside;
  std::string toml = proposal.toml;
  const auto own_name = "gazetteer = \"" + file.stem().string() + ".gazetteer.toml\"";
  if (const auto at = toml.find(own_name); proposal.is_gazetteer && at != std::string::npos) toml.replace(at, own_name.size(), "gazetteer = \"" + as_place_names(call, out) + "\"");
  // The draft names the file from where the draft will lie.
  if (out.parent_path() != file.parent_path()) {
    const std::string bare = "files = [\"" + file.filename().string() + "\"]";
    if (const auto at = toml.find(bare); at != std::string::npos)
      toml.replace(at, bare.size(), "files = [\"" + std::filesystem::relative(file, out.parent_path()).string() + "\"]");
  }
  if (call.files.exists(out)) {
    if (!nobody_changed(call, out, proposal, toml))
      return wrong_use("feed.exists", "this declaration exists already, and somebody has worked on it: it is not overwritten. Choose another: --out FEED.toml", {.file = out.string()});
    proposal.noticed.push_back("A draft that nobody had changed stood there: it is replaced.");
  }
  if (!proposal.is_gazetteer)
    if (auto says = what_place_says(place, out); !says.empty()) proposal.noticed.push_back(std::move(says));
  HEARTH_CHECK(call.files.write_all(out, toml, true));
  if (call.json) {
    call.line(formats::write_json(formats::json::object{{"feed_file", out.string()}, {"noticed", formats::json::value_from(proposal.noticed)}, {"is_gazetteer", proposal.is_gazetteer}}));
    return Exit::done;
  }
  call.line("Looked at " + options.file + ":");
  for (const auto& text : proposal.noticed) call.line("  - " + text);
  call.line("\nDraft written to " + out.string() + ":\n\n" + toml);
  if (proposal.is_gazetteer && place_names_gazetteer(call, out)) call.line("Next: read it, mend what is wrong. PLACE.toml names it already.");
  else if (proposal.is_gazetteer) call.line("Next: read it, mend what is wrong, then name it in PLACE.toml: gazetteer = \"" + as_place_names(call, out) + "\"");
  else call.line("Next: read it, mend what is wrong (hearth factors says what facts are called, hearth feed keys what can be said), then\n  hearth load " + settings.draft + " --check\nand name it in PLACE.toml: feeds = [\"...\", \"" + as_place_names(call, out) + "\"]");
  return Exit::done;
}

constexpr std::string_view keys_text = R"keys(What a declaration of a feed can say. hearth feed propose FILE.csv drafts one.

[feed]
  name, organisation, agreement    what it is called; who sends it; the agreement in PLACE.toml under which it may be seen
  files = ["a.csv"]                beside the declaration; heading_row = N, encoding, separator where they are not found by themselves
  key = "Ref"                      the column that names a row; key = ["MPAN", "Name"] takes several
  received = 2026-11-19            the day of the extract; retention = "400 days": after it, it is refused and purged
  expected_every = "7 days"        how often an extract comes: an older one is told as old; left out: 35 days
  contact, known_as                whom to call; "named", "council care contact" or "hidden": how lists speak of it
  null = ["N/K", "01/01/1900"]     words that say nothing
  leave_out = "Cancelled|^Total"   rows in which this pattern stands are not read
  rows = "several per key"         rows of one key and one person are one record with the facts of all
  deduplicated = true              each person stands in it once: two of its records are never one person
  kind = "changes"                 later rows replace earlier ones, and absent rows stay
[columns]                          our field = their column, or several: address = ["Line 1", "Line 2"]
  full_name (split = "joint" for "MR A & MRS B SMITH"), given_name, middle_names, surname, previous_surname, title, sex
  birth_date = { column = "DOB", format = "%d/%m/%Y" } (an age beside it is passed over; several forms: ["%d/%m/%Y", "%d%b%y"]), or birth_year, birth_month, birth_day; death_date
  deceased = { column = "Status", true = ["Deceased"] }      on no list
  protected = { column = "Flag", true = ["S"] }              shown to nobody; what cannot be read counts as yes
  lives_there = { column = "AddrType", false = ["CORR", "PREV"] }     of these rows the address is nobody's home; the person and the facts stay
    (a row of which any cell says "do not disclose" or the like is protected without that; [feed] protect_by_words = false)
    protected, deceased = [{ column = "Flag" }, { column = "Notes", contains = ["do not disclose"] }]      any of them; words of a note
  address, postcode, uprn, town, address_from, address_to, phone, email, nhs_number, ni_number, updated, known_team, known_phone
[person.partner]                   a second person of the row, with columns of their own
[claims]                           facts; hearth factors says what each means
  wheelchair = "WCHAIR"                                      a column of yes and no
  wheelchair = { column = "Aid", true = ["W"] }              which words say yes; false = ["N"] which say no
  wheelchair = { column = "Aid", of = { M = "main", J = "joint", H = "other" } }     letters that say whose: a [person.NAME], or somebody else
  sight_loss = { column = "Blind", whose = "NEED_FOR" }     another column says whose: SELF, Spouse, Child; its own words: whose = { column = "NEED_FOR", of = { C = "child" } }
  has_infant = { born = ["DEP1_DOB", "DEP2_DOB"], under = 2 }    until the child is so old; a cell may name several births
  pregnant = { due = "EDD" }    until six weeks after that day; due = "pregnant" beside contains: after the day that stands by the words
  on_priority_register = { always = true }                   every row has it
  needs = { column = "Codes", split = ";/", values = { "05" = ["sight_loss", "hearing_loss"], "31" = "" } }
    width = 2          codes that run together ("DMHL")      date = "Told on"     until = "Ends on"     person = "partner"
    until = { column = "Ends on", format = "%Y/%m/%d" }        where the codes are parted, the days may be, too: "^2026-03-14"
    ends_behind = true                                         a day behind a code ends it: "RES 3 ^2026-04-14", "Oxygen (ends 03/2026)"
  notes = { column = "Notes", contains = { "wheelchair" = "wheelchair" } }     "no wheelchair" and "was ..." do not count
    contains_file = "notes.phrases.toml"       a file beside it that several feeds share: [contains] "wheelchair" = "wheelchair"
)keys";

Result<Exit> keys(Call& call) {
  call.line(keys_text);
  return Exit::done;
}

}  // namespace

void register_feed(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("feed propose", "looks at an unknown CSV file and writes a draft of its declaration; of an address list, of a gazetteer",
                            "  hearth feed propose export.csv\n  hearth feed propose export.csv --out myplace/feeds/housing.feed.toml", Needs::nothing,
                            [options](Call& call) { return propose(call, *options); });
  table.add("feed keys", "what a declaration of a feed can say, on one page", "  hearth feed keys", Needs::nothing, keys);
  command.add_option("FILE.csv", options->file, "the export to look at")->required();
  command.add_option("--out", options->out, "where to write the draft (default: beside the file)");
}

}  // namespace hearth::app
