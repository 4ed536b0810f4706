// hearth match: a list of addresses in, a UPRN for each out. File to file: nothing is kept but the index of the gazetteer.
#include <memory>

#include "app/command.h"
#include "app/separate_files.h"
#include "base/text.h"
#include "formats/plain_text.h"
#include "base/try.h"
#include "formats/json.h"
#include "place/index_file.h"
#include "place/match_file.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::string file, gazetteer, out, id, postcode, report;
  std::vector<std::string> address;
};

place::MatchFileAsk asked(const Call& call, const Options& options) {
  place::MatchFileAsk ask{.file = call.path(options.file), .out = call.path(options.out)};
  if (!options.id.empty()) ask.id = options.id;
  if (!options.postcode.empty()) ask.postcode = options.postcode;
  ask.address = options.address;
  return ask;
}

void print_result(Call& call, const place::MatchFileResult& result) {
  constexpr std::array bands{place::Band::exact, place::Band::likely, place::Band::building, place::Band::ambiguous, place::Band::none};
  if (call.json) {
    json::object all{{"rows", result.rows}, {"rows_with_faults", result.rows_with_faults}};
    for (const auto band : bands) all[place::name_of(band)] = result.bands[static_cast<std::size_t>(band)];
    call.line(formats::write_json(all));
    return;
  }
  std::string line = formats::counted(result.rows, "row") + ":";
  for (const auto band : bands)
    line += std::string{band == place::Band::exact ? " " : ", "} + with_commas(result.bands[static_cast<std::size_t>(band)]) + " " + std::string{place::name_of(band)};
  call.line(line);
}

/// Opened before the work, so that a path that cannot be written is told at once.
Result<std::unique_ptr<ByteSink>> report_sink(Call& call, const Options& options) {
  if (options.report.empty()) return std::unique_ptr<ByteSink>{};
  return call.files.create(call.path(options.report));
}

Result<Done> keep_inputs(Call& call, const Options& options) {
  auto inputs = gazetteer_inputs(call.files, call.path(options.gazetteer));
  inputs.emplace_back("the list", call.path(options.file));
  return separate_files(inputs, {{"--out", call.path(options.out)}, {"--report", options.report.empty() ? Path{} : call.path(options.report)}});
}

Result<Exit> match(Call& call, const Options& options) {
  HEARTH_CHECK(keep_inputs(call, options));
  HEARTH_TRY(report, report_sink(call, options));
  HEARTH_TRY(opened, place::open_match_place(call.files, call.path(options.gazetteer), call.data / "index", call.threads, call.progress));
  HEARTH_TRY(result, place::match_file(call.files, opened.loaded.gazetteer, opened.index, asked(call, options), call.threads, call.progress));
  std::string columns;
  for (const auto& heading : result.address) columns += (columns.empty() ? "" : ", ") + heading;
  call.talk("Address from: " + columns + (result.postcode.empty() ? "; no postcode column" : "; postcode from: " + result.postcode) + ".");
  if (!opened.loaded.faults.empty())
    call.talk("The gazetteer: " + formats::counted(opened.loaded.rows_put_aside, "row") + " and " + formats::counted(opened.loaded.fields_put_aside, "field") +
              " put aside; the first: " + to_string(opened.loaded.faults.front()));
  if (!result.faults.empty())
    call.talk(formats::counted(result.rows_with_faults, "row") + (result.rows_with_faults == 1 ? " has faults and was matched" : " have faults and were matched") + " by what could be read; the first: " + to_string(result.faults.front()));
  if (report) {
    HEARTH_CHECK(report->write(place::match_report_html(result, opened.loaded.gazetteer, Path{options.file}.filename().string())));
    HEARTH_CHECK(report->commit());
  }
  print_result(call, result);
  return result.rows_with_faults > 0 ? Exit::put_aside : Exit::done;
}

}  // namespace

void register_match(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("match", "find the UPRN of each address of a list",
                            "  hearth match list.csv --gazetteer district.gazetteer.toml --out matches.csv\n"
                            "  hearth match list.csv.gz --gazetteer district.index --out m.csv --id ref --address ADDR1,ADDR2 --postcode PC --report r.html",
                            Needs::nothing, [options](Call& call) { return match(call, *options); });
  command.add_option("FILE.csv", options->file, "the list: CSV, plain or gzip")->required();
  command.add_option("--gazetteer", options->gazetteer, "G.gazetteer.toml, or an index of hearth gazetteer")->required();
  command.add_option("--out", options->out, "id, uprn, probability, band, runner_up, margin, candidates, reason")->required();
  command.add_option("--id", options->id, "column of the id (default: the row number)");
  command.add_option("--address", options->address, "columns of the address, commas between (default: found)")->delimiter(',');
  command.add_option("--postcode", options->postcode, "column of the postcode or outcode (default: found)");
  command.add_option("--report", options->report, "an HTML page: totals, reasons, samples of each band");
}

}  // namespace hearth::app
