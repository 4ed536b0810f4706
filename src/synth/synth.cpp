#include "synth/synth.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/try.h"
#include "synth/addressbase.h"
#include "synth/feeds.h"
#include "synth/one_list.h"
#include "synth/place_toml.h"
#include "synth/population.h"
#include "synth/real_premises.h"
#include "synth/roads.h"
#include "synth/story_person.h"
#include "synth/town_files.h"
#include "synth/truth_tables.h"

namespace hearth::synth {
namespace {

// Streams of chance, one for each part: adding a part never shifts the draws of another.
enum : std::uint64_t { town_part = 1, people_part = 2, circumstances_part = 3, services_part = 4, one_list_part = 5, feeds_part = 100 };

Result<FeedFile> open_file(Files& files, const Path& path, formats::Encoding encoding = formats::Encoding::utf8, char separator = ',') {
  HEARTH_TRY(sink, files.create(path));
  return FeedFile{std::move(sink), encoding, separator};
}

Result<Done> check(const SynthSettings& settings) {
  if (settings.people < people_min || settings.people > people_max)
    return wrong_use("synth.people", "that many people cannot be made. Expected 100 to 5,000,000: --people 20000.");
  std::error_code code;
  if (settings.addressbase && settings.gazetteer) return wrong_use("synth.addressbase", "--addressbase writes the made-up town's gazetteer: leave --gazetteer out.");
  if (settings.out.empty()) return wrong_use("synth.out", "no folder named. Expected --out DIR.");
  if (std::filesystem::exists(settings.out, code) &&
      (!std::filesystem::is_directory(settings.out, code) || !std::filesystem::is_empty(settings.out, code)))
    return wrong_use("synth.not_empty", "the folder is not empty: nothing was written. Expected a new or an empty folder.", {.file = settings.out.string()});
  return Done{};
}

/// After everything that is read has been read: a fault of the gazetteer leaves no folder behind.
Result<Done> make_folders(const Path& out, bool areas) {
  for (const char* folder : {"feeds", "truth", "areas"}) {
    if (folder[0] == 'a' && !areas) continue;
    std::error_code code;
    std::filesystem::create_directories(out / folder, code);
    if (code) return fail("file.unwritable", "the folder could not be made: " + code.message() + ".", {.file = (out / folder).string()});
  }
  return Done{};
}

class Writer {
 public:
  Writer(Files& files, const SynthSettings& settings, Progress& progress)
      : files_{files}, settings_{settings}, progress_{progress}, seed_{settings.seed}, names_{words_} {}

  Result<SynthSummary> run() {
    HEARTH_CHECK(check(settings_));
    if (settings_.gazetteer) {
      HEARTH_TRY(town, read_real_premises(files_, *settings_.gazetteer, words_));
      town_ = std::move(town);
      flood_the_middle();
    } else {
      town_ = lay_out_town(words_, homes_for(settings_.people), seed_.fork(town_part));
    }
    HEARTH_CHECK(make_folders(settings_.out, !settings_.gazetteer));
    population_ = settle(town_, names_, words_, settings_.people, settings_.today, seed_.fork(people_part), progress_);
    give_circumstances(population_, town_, seed_.fork(circumstances_part));
    plant_story_person(population_, town_, words_);
    HEARTH_CHECK(write_feeds());
    HEARTH_CHECK(write_truth());
    HEARTH_CHECK(write_town());
    if (settings_.addressbase) HEARTH_CHECK(write_records());
    if (settings_.one_list) HEARTH_CHECK(write_list());
    summarise();
    return summary_;
  }

 private:
  Result<Done> write_feeds() {
    using Write = void (*)(District&, FeedFile&);
    static constexpr std::array<Write, source_count> writers{write_council_tax, write_housing, write_adult_social_care,
                                                             write_benefits, write_priority_services, write_assisted_bins};
    HEARTH_TRY(records, open_file(files_, settings_.out / "truth" / "records.csv"));
    TruthRecords truth{records};
    const Pen pen{town_, names_, words_, population_};
    progress_.begin("feeds", source_count);
    for (std::size_t s = 0; s < source_count; ++s) {
      const auto source = static_cast<Source>(s);
      const auto form = form_of(source);
      HEARTH_TRY(file, open_file(files_, settings_.out / "feeds" / form.file, form.encoding, form.separator));
      District district{population_, pen, truth, seed_.fork(feeds_part + s)};
      writers[s](district, file);
      HEARTH_CHECK(file.commit());
      summary_.rows += file.rows() - (source == Source::housing ? 5 : 1);  // heading; housing also titles and a total
      const auto name = std::string{source_names[s]} + ".feed.toml";
      HEARTH_CHECK(files_.write_all(settings_.out / "feeds" / name, declaration_of(source, settings_.today)));
      progress_.advance(1);
    }
    progress_.end();
    summary_.records = truth.count();
    return records.commit();
  }

  Result<Done> write_truth() {
    HEARTH_TRY(factors, open_file(files_, settings_.out / "truth" / "factors.csv"));
    write_factors(population_, factors);
    HEARTH_CHECK(factors.commit());
    HEARTH_TRY(cohorts, open_file(files_, settings_.out / "truth" / "cohorts.csv"));
    summary_.in_cohorts = write_cohorts(population_, cohorts);
    HEARTH_CHECK(cohorts.commit());
    HEARTH_TRY(persons, open_file(files_, settings_.out / "truth" / "persons.csv"));
    write_persons(population_, town_, persons);
    return persons.commit();
  }

  Result<Done> write_town() {
    const auto& out = settings_.out;
    auto gazetteer = std::string{"district.gazetteer.toml"};
    if (settings_.gazetteer) {
      gazetteer = std::filesystem::absolute(*settings_.gazetteer).lexically_normal().string();
    } else {
      HEARTH_TRY(file, open_file(files_, out / "gazetteer.csv"));
      write_gazetteer(town_, words_, file);
      HEARTH_CHECK(file.commit());
      HEARTH_CHECK(files_.write_all(out / "district.gazetteer.toml", gazetteer_toml(town_.name)));
      HEARTH_CHECK(files_.write_all(out / "decided.csv", "address,postcode,uprn,who,when,why\r\n"));
      HEARTH_CHECK(files_.write_all(out / "areas" / "wards.geojson", wards_geojson(town_)));
      HEARTH_CHECK(files_.write_all(out / "areas" / "lsoa.geojson", lsoa_geojson(town_)));
      HEARTH_CHECK(files_.write_all(out / "buildings.geojson", buildings_geojson(town_)));
      HEARTH_CHECK(files_.write_all(out / "river.geojson", river_geojson(town_)));
      HEARTH_CHECK(files_.write_all(out / "roads.csv", roads_csv(town_)));
      HEARTH_CHECK(write_area_values());
    }
    HEARTH_CHECK(files_.write_all(out / "flood.geojson", flood_geojson(town_)));
    HEARTH_CHECK(files_.write_all(out / "services.json", services_json(town_, words_, seed_.fork(services_part))));
    return files_.write_all(out / "PLACE.toml", place_toml(town_, gazetteer, town_.name));
  }

  Result<Done> write_records() {
    const auto& out = settings_.out;
    HEARTH_TRY(full, open_file(files_, out / "addressbase-full.csv"));
    HEARTH_TRY(changes, open_file(files_, out / "addressbase-changes.csv"));
    HEARTH_TRY(successors, open_file(files_, out / "truth" / "successors.csv"));
    write_addressbase(town_, words_, full, changes, successors);
    for (auto* file : {&full, &changes, &successors}) HEARTH_CHECK(file->commit());
    HEARTH_CHECK(files_.write_all(out / "addressbase-full.gazetteer.toml", addressbase_toml(town_.name, false)));
    return files_.write_all(out / "addressbase.gazetteer.toml", addressbase_toml(town_.name, true));
  }

  Result<Done> write_list() {
    HEARTH_TRY(file, open_file(files_, settings_.out / "one_list.csv"));
    write_one_list(population_, Pen{town_, names_, words_, population_}, seed_.fork(one_list_part), file);
    summary_.one_list_rows = file.rows() - 1;
    HEARTH_CHECK(file.commit());
    return files_.write_all(settings_.out / "one_list.feed.toml", one_list_toml());
  }

  Result<Done> write_area_values() {
    HEARTH_TRY(file, open_file(files_, settings_.out / "area_values.csv"));
    file.row({"lsoa_code", "deprivation_decile", "ward_code"});
    for (const auto& area : town_.areas) file.row({area.code, std::to_string(area.decile), town_.wards[area.ward].code});
    return file.commit();
  }

  /// Real premises have no river of ours: a box of about one kilometre around the middle row of the list.
  void flood_the_middle() {
    const auto middle = town_.properties[town_.properties.size() / 2].spot;
    constexpr std::int32_t east = 75'000, north = 45'000;  // 1e-7 degrees
    town_.flood = {{middle.x - east, middle.y - north}, {middle.x + east, middle.y - north}, {middle.x + east, middle.y + north},
                   {middle.x - east, middle.y + north}};
  }

  void summarise() {
    summary_.people = population_.persons.size();
    summary_.households = population_.households.size();
    summary_.properties = town_.properties.size();
    summary_.streets = town_.streets.size();
    summary_.areas = town_.areas.size();
    for (const auto& person : population_.persons) {
      summary_.listed += person.listed.empty() ? 0 : 1;
      summary_.is_protected += person.is_protected ? 1 : 0;
      summary_.dead += person.died != 0 ? 1 : 0;
    }
  }

  Files& files_;
  const SynthSettings& settings_;
  Progress& progress_;
  Random seed_;
  Words words_;
  Names names_;
  Town town_;
  Population population_;
  SynthSummary summary_;
};

}  // namespace

Result<SynthSummary> synthesise(Files& files, const SynthSettings& settings, Progress& progress) {
  return Writer{files, settings, progress}.run();
}

}  // namespace hearth::synth
