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

using People = std::set<std::string>;

Result<People> true_people(Files& files, const Path& truth_folder, const std::string& programme) {
  HEARTH_TRY(entries, need::read_true_cohort(files, truth_folder / "cohorts.csv", programme));
  People out;
  for (const auto& entry : entries) out.insert(entry.subject);
  return out;
}

need::CohortChecked check_cohort(const spine::Snapshot& snapshot, const std::vector<const TrueRecord*>& truth, const CohortFound& cohort, const People& should) {
  need::CohortChecked out{.programme = cohort.programme, .found = cohort.persons.size(), .wrongly = 0, .truly = should.size()};
  People found;
  for (const auto id : cohort.persons) {
    const auto people = people_of(snapshot, truth, id);
    if (std::ranges::none_of(people, [&](const auto& p) { return should.contains(p); })) {
      ++out.wrongly;
      if (!out.somebody_wrongly && !people.empty()) out.somebody_wrongly = id;
    }
    found.insert(people.begin(), people.end());
  }
  out.missed = static_cast<std::size_t>(std::ranges::count_if(should, [&](const auto& person) { return !found.contains(person); }));
  return out;
}

Result<Done> score_list(Files& files, const Path& truth_folder, const spine::Snapshot& snapshot, const std::vector<const TrueRecord*>& truth, const AreaListed& list, TruthFigures& out) {
  HEARTH_TRY(should, true_people(files, truth_folder, list.programme));
  std::set<std::uint64_t> inside;
  for (const auto property : list.area) inside.insert(snapshot.properties().uprn(property).number());
  HEARTH_TRY(home, read_homes(files, truth_folder / "persons.csv"));
  People listed;
  for (const auto& row : list.rows) {
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
  return Done{};
}

}  // namespace

const need::CohortChecked* TruthFigures::cohort(const std::string& programme) const {
  const auto found = std::ranges::find(cohorts, programme, &need::CohortChecked::programme);
  return found == cohorts.end() ? nullptr : &*found;
}

Result<TruthFigures> check_against_truth(Files& files, const Path& truth_folder, const spine::Snapshot& snapshot, const std::vector<CohortFound>& cohorts,
                                         const AreaListed& list) {
  TruthFigures out;
  HEARTH_TRY(records, read_records(files, truth_folder / "records.csv"));
  const auto truth = truth_of_records(snapshot, records);
  score_people(snapshot, truth, out);
  score_places(snapshot, truth, out);
  for (const auto& cohort : cohorts) {
    HEARTH_TRY(should, true_people(files, truth_folder, cohort.programme));
    out.cohorts.push_back(check_cohort(snapshot, truth, cohort, should));
  }
  HEARTH_CHECK(score_list(files, truth_folder, snapshot, truth, list, out));
  return out;
}

}  // namespace hearth::app
