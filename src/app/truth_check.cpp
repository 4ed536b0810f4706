#include "app/truth_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "need/cohort_truth.h"

namespace hearth::app {
namespace {

struct TrueRecord {
  std::string person;
  std::uint64_t uprn{0};
};

/// (source, key) -> truth, of every record.
Result<std::unordered_map<std::string, TrueRecord>> read_records(Files& files, const Path& path) {
  HEARTH_TRY(source, files.open(path));
  HEARTH_TRY(csv, formats::CsvReader::open(std::move(source), path.filename().string()));
  const auto feed = csv.column("source"), key = csv.column("key"), person = csv.column("person"), uprn = csv.column("uprn");
  if (!feed || !key || !person || !uprn)
    return fail("truth.column_missing", "expected the columns source, key, person and uprn.", {.file = path.string()});
  std::unordered_map<std::string, TrueRecord> out;
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, csv.next(row));
    if (!more) return out;
    if (row.shape_broken()) continue;
    TrueRecord record{.person = std::string{row.fields[*person]}, .uprn = 0};
    if (const auto parsed = Uprn::parse(row.fields[*uprn])) record.uprn = parsed->number();
    out.emplace(std::string{row.fields[*feed]} + "\x1f" + std::string{row.fields[*key]}, std::move(record));
  }
}

/// Where each person lives now: records of movers may truly tell of an older home.
Result<std::map<std::string, std::uint64_t>> read_homes(Files& files, const Path& path) {
  HEARTH_TRY(source, files.open(path));
  HEARTH_TRY(csv, formats::CsvReader::open(std::move(source), path.filename().string()));
  const auto person = csv.column("person"), uprn = csv.column("uprn");
  if (!person || !uprn) return fail("truth.column_missing", "expected the columns person and uprn.", {.file = path.string()});
  std::map<std::string, std::uint64_t> out;
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, csv.next(row));
    if (!more) return out;
    if (row.shape_broken()) continue;
    if (const auto parsed = Uprn::parse(row.fields[*uprn])) out[std::string{row.fields[*person]}] = parsed->number();
  }
}

std::uint64_t pairs(std::size_t n) { return n * (n - (n > 0 ? 1 : 0)) / 2; }

double share(std::uint64_t part, std::uint64_t whole) { return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole); }

/// What is true of each record of the snapshot; nullptr where the truth says nothing.
std::vector<const TrueRecord*> truth_of_records(const spine::Snapshot& snapshot, const std::unordered_map<std::string, TrueRecord>& truth) {
  std::vector<const TrueRecord*> out(snapshot.records.size(), nullptr);
  for (std::size_t i = 0; i < snapshot.records.size(); ++i) {
    const auto& record = snapshot.records[i];
    const auto found = truth.find(snapshot.place.feeds[record.feed].name.text() + "\x1f" + record.key);
    if (found != truth.end()) out[i] = &found->second;
  }
  return out;
}

void score_people(const spine::Snapshot& snapshot, const std::vector<const TrueRecord*>& truth, TruthFigures& out) {
  std::map<std::string, std::size_t> true_sizes;
  std::uint64_t said = 0, right = 0, real = 0;
  for (const auto* record : truth)
    if (record != nullptr) ++true_sizes[record->person];
  for (const auto& entry : true_sizes) real += pairs(entry.second);
  for (std::uint32_t person = 0; person < snapshot.persons.size(); ++person) {
    std::map<std::string, std::size_t> parts;
    std::size_t all = 0;
    for (const auto record : snapshot.records_of_person.of(person))
      if (truth[record] != nullptr) ++parts[truth[record]->person], ++all;
    said += pairs(all);
    for (const auto& entry : parts) right += pairs(entry.second);
  }
  out.person_precision = share(right, said);
  out.person_recall = share(right, real);
}

void score_places(const spine::Snapshot& snapshot, const std::vector<const TrueRecord*>& truth, TruthFigures& out) {
  std::uint64_t answered = 0, right = 0, real = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] == nullptr) continue;
    ++out.records;
    if (truth[i]->uprn != 0) ++real;
    const auto& placed = snapshot.placed[i];
    if (placed.property == spine::nowhere || (placed.band != place::Band::exact && placed.band != place::Band::likely)) continue;
    ++answered;
    if (snapshot.properties().uprn(place::PropertyIndex{placed.property}).number() == truth[i]->uprn) ++right;
  }
  out.uprn_accuracy = share(right, answered);
  out.uprn_recall = share(right, real);
}

/// The people, by truth, of each of our persons.
std::set<std::string> people_of(const spine::Snapshot& snapshot, const std::vector<const TrueRecord*>& truth, PersonId id) {
  std::set<std::string> out;
  if (const auto person = snapshot.find_person(id))
    for (const auto record : snapshot.records_of_person.of(*person))
      if (truth[record] != nullptr) out.insert(truth[record]->person);
  return out;
}

}  // namespace

Result<TruthFigures> check_against_truth(Files& files, const Path& truth_folder, const spine::Snapshot& snapshot, const std::string& programme,
                                         const std::vector<PersonId>& cohort, const std::vector<place::PropertyIndex>& area,
                                         const std::vector<spine::DoorRow>& rows) {
  TruthFigures out;
  HEARTH_TRY(records, read_records(files, truth_folder / "records.csv"));
  const auto truth = truth_of_records(snapshot, records);
  score_people(snapshot, truth, out);
  score_places(snapshot, truth, out);

  HEARTH_TRY(true_cohort, need::read_true_cohort(files, truth_folder / "cohorts.csv", programme));
  std::set<std::string> should;
  for (const auto& entry : true_cohort) should.insert(entry.subject);
  std::set<std::string> found;
  std::size_t wrongly = 0;
  for (const auto id : cohort) {
    const auto people = people_of(snapshot, truth, id);
    if (std::ranges::none_of(people, [&](const auto& p) { return should.contains(p); })) ++wrongly;
    found.insert(people.begin(), people.end());
  }
  std::size_t right = 0;
  for (const auto& person : should)
    if (found.contains(person)) ++right;
  out.cohort_precision = share(cohort.size() - wrongly, cohort.size());
  out.cohort_recall = share(right, should.size());

  std::set<std::uint64_t> inside;
  for (const auto property : area) inside.insert(snapshot.properties().uprn(property).number());
  HEARTH_TRY(home, read_homes(files, truth_folder / "persons.csv"));
  std::set<std::string> listed;
  for (const auto& row : rows) {
    const auto people = people_of(snapshot, truth, row.person);
    listed.insert(people.begin(), people.end());
    if (row.part != spine::Part::door || !row.uprn) continue;
    ++out.doors_listed;
    if (std::ranges::none_of(people, [&](const auto& p) { return home[p] == row.uprn->number(); })) ++out.doors_wrong;
  }
  for (const auto& person : should) {
    const auto lives = home.find(person);
    if (lives == home.end() || !inside.contains(lives->second)) continue;
    ++out.should_be_found;
    if (!listed.contains(person)) ++out.missed;
  }
  return out;
}

}  // namespace hearth::app
