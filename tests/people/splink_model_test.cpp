// A model that Splink saved: its weights, its refusals, and linking with it.
#include "people/splink_model.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/clock.h"
#include "formats/csv.h"
#include "people/link_files.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::people;

namespace {

const std::string small_model = R"({
  "link_type": "dedupe_only", "probability_two_random_records_match": 0.01, "unique_id_column_name": "id",
  "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.\"surname\" = r.\"surname\"", "sql_dialect": "duckdb"}, {"blocking_rule": "l.dob = r.dob"}],
  "comparisons": [
    {"output_column_name": "surname", "comparison_levels": [
      {"sql_condition": "\"surname_l\" IS NULL OR \"surname_r\" IS NULL", "label_for_charts": "null", "is_null_level": true},
      {"sql_condition": "\"surname_l\" = \"surname_r\"", "label_for_charts": "exact", "m_probability": 0.9, "u_probability": 0.01, "tf_adjustment_column": "surname", "tf_adjustment_weight": 1.0},
      {"sql_condition": "jaro_winkler_similarity(\"surname_l\", \"surname_r\") >= 0.9", "label_for_charts": "near", "m_probability": 0.05, "u_probability": 0.02},
      {"sql_condition": "ELSE", "label_for_charts": "other", "m_probability": 0.05, "u_probability": 0.97}]},
    {"output_column_name": "dob", "comparison_levels": [
      {"sql_condition": "\"dob_l\" IS NULL OR \"dob_r\" IS NULL", "label_for_charts": "null", "is_null_level": true},
      {"sql_condition": "\"dob_l\" = \"dob_r\"", "label_for_charts": "exact", "m_probability": 0.95, "u_probability": 0.001},
      {"sql_condition": "ELSE", "label_for_charts": "other", "m_probability": "level not observed in training dataset", "u_probability": 0.999}]}]})";

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

SplinkModel::Scored scored(const SplinkModel& model, const std::map<std::string, std::string>& cells, double surname_share) {
  return model.score(
      [&](match::Side side, std::size_t column) -> std::optional<std::string_view> {
        const auto at = cells.find(model.columns()[column] + (side == match::Side::left ? "_l" : "_r"));
        return at == cells.end() ? std::nullopt : std::optional<std::string_view>{at->second};
      },
      [&](match::Side, std::size_t) -> std::optional<double> { return surname_share; });
}

struct Case {
  tests::TemporaryFolder folder;
  DiskFiles files;
  SystemClock clock;
  SilentProgress progress;
  Case() {
    folder.file("p.csv", "id,surname,dob\n1,lee,1980-01-02\n2,lee,1980-01-02\n3,leigh,1980-01-02\n4,smith,\n5,smith,1990-05-05\n6,,1990-05-05\n");
    folder.file("p.feed.toml", "[feed]\nname=\"p\"\nfiles=[\"p.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"surname\"\n");
  }
  Result<LinkFilesDone> link(const std::string& model) {
    folder.file("m.json", model);
    LinkFilesAsk ask{.declarations = {folder.path() / "p.feed.toml"}, .out = folder.path() / "links.csv", .pairs = folder.path() / "pairs.csv", .model = folder.path() / "m.json",
                     .report = folder.path() / "report.html"};
    ask.settings.low_from = -100;
    return link_files(files, clock, ask, progress);
  }
};

}  // namespace

TEST_CASE("A weight is the prior, the first level that holds of each comparison, and how common the value is") {
  REQUIRE(SplinkModel::is_one(small_model));
  CHECK_FALSE(SplinkModel::is_one("{\"hearth_link_model\": 6}"));
  const auto model = SplinkModel::parse(small_model, "m.json");
  REQUIRE_MESSAGE(model, (model ? "" : to_string(model.error())));
  const double prior = std::log2(0.01 / 0.99);
  const auto equal = scored(*model, {{"surname_l", "lee"}, {"surname_r", "lee"}, {"dob_l", "1980-01-02"}, {"dob_r", "1980-01-02"}}, 0.002);
  CHECK(equal.weight == doctest::Approx(prior + std::log2(0.9 / 0.01) + std::log2(0.01 / 0.002) + std::log2(0.95 / 0.001)).epsilon(1e-9));
  CHECK(equal.vector == 0x11);
  const auto near = scored(*model, {{"surname_l", "martha"}, {"surname_r", "marhta"}}, 0.002);
  CHECK(near.weight == doctest::Approx(prior + std::log2(0.05 / 0.02)).epsilon(1e-9));
  CHECK(near.vector == 0x02);
  const auto other = scored(*model, {{"surname_l", "lee"}, {"surname_r", "ohara"}, {"dob_l", "1980-01-02"}, {"dob_r", "1981-01-02"}}, 0.002);
  CHECK(other.weight == doctest::Approx(prior + std::log2(0.05 / 0.97) + std::log2(1e-6 / 0.999)).epsilon(1e-9));
}

TEST_CASE("A level that was saved without m has what Splink gives it, and is told of") {
  const auto model = SplinkModel::parse(changed(small_model, "\"m_probability\": 0.05, \"u_probability\": 0.02", "\"u_probability\": 0.02"), "m.json");
  REQUIRE(model);
  REQUIRE(model->warnings().size() == 1);
  CHECK(model->warnings()[0].find("no m of surname / near") != std::string::npos);
  CHECK(model->comparisons()[0].levels[2].m == doctest::Approx(0.025));
}

TEST_CASE("What of a Splink model is not understood is refused by the name of its comparison and level") {
  struct Row {
    std::string model;
    const char *code, *says, *where;
  };
  for (const auto& row : std::vector<Row>{
           {changed(small_model, "jaro_winkler_similarity(", "array_cosine_similarity("), "splink.level", "array_cosine_similarity", "surname / near"},
           {changed(small_model, "\"m_probability\": 0.95", "\"m_probability\": 0"), "splink.probability", "above 0", "dob / exact"},
           {changed(small_model, "\"m_probability\": 0.95", "\"m_probability\": 1.5"), "splink.probability", "above 0", "dob / exact"},
           {changed(small_model, "l.dob = r.dob", "levenshtein(l.dob, r.dob) < 2"), "splink.rule", "joins on nothing", "blocking rule 2"},
           {changed(small_model, "l.dob = r.dob", "l.dob = r.dob; delete"), "splink.rule", "not understood", "blocking rule 2"},
           {changed(small_model, "\"tf_adjustment_column\": \"surname\"", "\"tf_adjustment_column\": \"dob\""), "splink.level", "exact agreement", "surname / exact"},
           {changed(small_model, "0.01, \"unique", "1.5, \"unique"), "splink.malformed", "between 0 and 1", ""},
           {"{\"comparisons\": []}", "splink.malformed", "no model", ""},
           {"{\"comparisons\"", "json.malformed", "", ""}}) {
    const auto model = SplinkModel::parse(row.model, "m.json");
    CAPTURE(std::string{row.code});
    REQUIRE_FALSE(model);
    CHECK(model.error().code == row.code);
    CHECK_MESSAGE(model.error().message.find(row.says) != std::string::npos, model.error().message);
    CHECK(model.error().where.file == "m.json");
    CHECK(model.error().where.column == row.where);
  }
}

TEST_CASE("Files are linked with a Splink model: by its rules, each pair once, and the file of the model stays as it is") {
  Case made;
  const auto done = made.link(small_model);
  REQUIRE_MESSAGE(done, (done ? "" : to_string(done.error())));
  CHECK(done->report.rules[0].pairs == 2);  // two Lees, two Smiths; the one without a surname meets nobody
  CHECK(done->report.rules[1].pairs == 3);  // the Lees met before
  const auto pairs = made.files.read_all(made.folder.path() / "pairs.csv", 1U << 16);
  REQUIRE(pairs);
  CHECK(std::ranges::count(*pairs, '\n') == 6);
  // Surnames: lee and smith are two of five each, and the commoner of the two counts.
  const double lees = std::log2(0.01 / 0.99) + std::log2(0.9 / 0.01) + std::log2(0.01 / 0.4) + std::log2(0.95 / 0.001);
  CHECK_MESSAGE(pairs->find("p,1,p,2," + fmt::format("{:.6f}", static_cast<double>(static_cast<float>(lees)))) != std::string::npos, *pairs);
  CHECK(*made.files.read_all(made.folder.path() / "m.json", 1U << 16) == small_model);
  CHECK(made.files.read_all(made.folder.path() / "report.html", 1U << 20)->find("near") != std::string::npos);
}

TEST_CASE("A Splink model of other columns says which one is missing") {
  Case made;
  const auto done = made.link(changed(small_model, "l.dob = r.dob", "l.bday = r.bday"));
  REQUIRE_FALSE(done);
  CHECK(done.error().code == "splink.column");
  CHECK(done.error().message.find("bday") != std::string::npos);
  CHECK(done.error().exit == Exit::wrong_use);
}

namespace {

/// A CSV as rows of columns and cells; blank cells are not there.
std::vector<std::map<std::string, std::string>> rows_of(const Path& path) {
  DiskFiles files;
  auto csv = formats::CsvReader::open(std::move(*files.open(path)), path.string());
  REQUIRE(csv);
  std::vector<std::map<std::string, std::string>> out;
  formats::CsvRow row;
  for (auto more = csv->next(row); more && *more; more = csv->next(row)) {
    auto& cells = out.emplace_back();
    for (std::size_t i = 0; i < row.fields.size(); ++i)
      if (!row.fields[i].empty()) cells[csv->heading()[i]] = std::string{row.fields[i]};
  }
  return out;
}

}  // namespace

TEST_CASE("Weights of five models equal those that Splink gave for the same pairs, to a millionth of a bit") {
  const Path golden = HEARTH_SOURCE_DIR "/tests/golden/splink";
  DiskFiles files;
  std::map<std::string, std::map<std::string, std::string>> people;
  std::map<std::string, std::map<std::string, double>> counts;
  std::map<std::string, double> filled;
  for (auto& row : rows_of(golden / "people.csv")) {
    for (const auto& [column, cell] : row) counts[column][cell] += 1, filled[column] += 1;
    people[row.at("id")] = std::move(row);
  }
  std::size_t held = 0;
  for (const char* name : {"names", "dates", "places", "edits", "terms"}) {
    const auto text = files.read_all(golden / (std::string{name} + ".json"), 1U << 20);
    REQUIRE(text);
    const auto model = SplinkModel::parse(*text, name);
    REQUIRE_MESSAGE(model, name, ": ", (model ? "" : to_string(model.error())));
    double worst = 0;
    std::string worst_pair;
    for (const auto& pair : rows_of(golden / (std::string{name} + ".csv"))) {
      const auto cell = [&](match::Side side, std::size_t column) -> std::optional<std::string_view> {
        const auto& row = people.at(pair.at(side == match::Side::left ? "l" : "r"));
        const auto at = row.find(model->columns()[column]);
        return at == row.end() ? std::nullopt : std::optional<std::string_view>{at->second};
      };
      const auto share = [&](match::Side side, std::size_t column) -> std::optional<double> {
        const auto value = cell(side, column);
        const auto& of = model->columns()[column];
        return value ? std::optional{counts[of][std::string{*value}] / filled[of]} : std::nullopt;
      };
      const double apart = std::abs(model->score(cell, share).weight - std::stod(pair.at("weight")));
      if (apart > worst) worst = apart, worst_pair = std::string{name} + " " + pair.at("l") + " " + pair.at("r");
      ++held;
    }
    CHECK_MESSAGE(worst < 1e-6, worst_pair);
  }
  CHECK(held >= 1'000);
}

TEST_CASE("Linking with such a model finds the pairs that Splink finds") {
  const Path golden = HEARTH_SOURCE_DIR "/tests/golden/splink";
  DiskFiles files;
  SystemClock clock;
  SilentProgress progress;
  const tests::TemporaryFolder folder;
  LinkFilesAsk ask{.declarations = {golden / "people.feed.toml"}, .out = folder.path() / "links.csv", .pairs = folder.path() / "pairs.csv", .model = golden / "names.json"};
  ask.settings.low_from = -1000;
  const auto done = link_files(files, clock, ask, progress);
  REQUIRE_MESSAGE(done, (done ? "" : to_string(done.error())));
  std::map<std::pair<std::string, std::string>, double> ours;
  for (const auto& row : rows_of(folder.path() / "pairs.csv")) ours[std::minmax(row.at("key_l"), row.at("key_r"))] = std::stod(row.at("weight"));
  for (const auto& row : rows_of(golden / "names.csv")) {
    const auto at = ours.find(std::minmax(row.at("l"), row.at("r")));
    REQUIRE_MESSAGE(at != ours.end(), row.at("l"), " ", row.at("r"));
    CHECK(std::abs(at->second - std::stod(row.at("weight"))) < 1e-5);  // kept as a float, written with six digits
  }
  CHECK(done->report.pairs_compared == 774);  // as many as Splink's predict() gave
}
