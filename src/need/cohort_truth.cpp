#include "need/cohort_truth.h"

#include <algorithm>
#include <map>

#include "base/try.h"
#include "formats/csv.h"
#include "formats/gzip.h"

namespace hearth::need {
namespace {

double share(std::size_t part, std::size_t whole) { return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole); }

std::map<std::string, std::string> by_subject(std::vector<InCohort>& rows) {
  std::map<std::string, std::string> out;
  for (auto& row : rows) out.emplace(std::move(row.subject), std::move(row.category));
  return out;
}

}  // namespace

double CategoryScore::precision() const noexcept { return share(right, found); }
double CategoryScore::recall() const noexcept { return share(right, truly); }

CohortScore compare_cohorts(std::vector<InCohort> found, std::vector<InCohort> truth) {
  const auto have = by_subject(found);
  const auto should = by_subject(truth);
  CohortScore score;
  std::map<std::string, CategoryScore> categories;
  score.any.found = have.size();
  score.any.truly = should.size();
  for (const auto& [subject, category] : have) {
    ++categories[category].found;
    const auto other = should.find(subject);
    if (other == should.end()) {
      score.extra.push_back(subject);
      continue;
    }
    ++score.any.right;
    if (other->second == category) ++categories[category].right;
  }
  for (const auto& [subject, category] : should) {
    ++categories[category].truly;
    if (!have.contains(subject)) score.missed.push_back(subject);
  }
  for (auto& [name, one] : categories) {
    one.category = name;
    score.by_category.push_back(one);
  }
  return score;
}

Result<std::vector<InCohort>> read_true_cohort(Files& files, const Path& path, const std::string& programme) {
  HEARTH_TRY(source, formats::open_unpacked(files, path));
  HEARTH_TRY(reader, formats::CsvReader::open(std::move(source), path.string()));
  const auto programme_at = reader.column("programme"), subject_at = reader.column("subject"), category_at = reader.column("category");
  if (!programme_at || !subject_at || !category_at)
    return fail("truth.column_missing", "Expected the columns programme, subject and category.", Where{path.string()});
  std::vector<InCohort> out;
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, reader.next(row));
    if (!more) return out;
    if (row.fault) return fail(*row.fault);
    if (row.fields[*programme_at] == programme) out.push_back({std::string{row.fields[*subject_at]}, std::string{row.fields[*category_at]}});
  }
}

}  // namespace hearth::need
