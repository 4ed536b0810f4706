#include "need/cohort_months.h"

#include <algorithm>

#include "base/try.h"
#include "need/cohort_table.h"
#include "need/statements.h"

namespace hearth::need {
namespace {

constexpr store::Statement insert_month{"need.insert_month", R"sql(
  INSERT INTO cohort_month (programme, month, category, people, counted_at) VALUES (:programme, :month, :category, :people, :counted_at)
)sql"};
constexpr store::Statement delete_month{"need.delete_month", R"sql(
  DELETE FROM cohort_month WHERE programme = :programme AND month = :month
)sql"};
constexpr store::Statement months_of{"need.months_of", R"sql(
  SELECT month, category, people FROM cohort_month WHERE programme = :programme ORDER BY month, category
)sql"};

}  // namespace

Result<Done> keep_month(store::Session& session, const Programme& programme, Instant now) {
  const auto& id = programme.id.text();
  const auto month = now.date().text().substr(0, 7);
  HEARTH_TRY(counts, count_cohort(session, id));
  std::vector<std::string> programmes, months, categories, counted;
  std::vector<std::int64_t> people;
  for (const auto& category : programme.categories) {
    if (std::ranges::find(categories, category.verb) != categories.end()) continue;
    const auto found = std::ranges::find(counts, category.verb, &std::pair<std::string, std::int64_t>::first);
    programmes.push_back(id);
    months.push_back(month);
    categories.push_back(category.verb);
    people.push_back(found == counts.end() ? 0 : found->second);
    counted.push_back(now.text());
  }
  HEARTH_TRY(gone, session.execute(delete_month, {store::to_value(id), store::to_value(month)}));
  static_cast<void>(gone);
  return session.execute_bulk(insert_month, {programmes, months, categories, people, counted});
}

Result<std::vector<MonthCount>> read_months(store::Session& session, const std::string& programme, std::size_t months) {
  std::vector<MonthCount> out;
  HEARTH_CHECK((session.query<std::string, std::string, std::int64_t>(months_of, {store::to_value(programme)}, [&](std::string month, std::string category, std::int64_t people) {
    out.push_back({std::move(month), std::move(category), people});
  })));
  std::size_t seen = 0;
  for (std::size_t i = out.size(); i-- > 0;) {
    if (i + 1 == out.size() || out[i].month != out[i + 1].month) ++seen;
    if (seen <= months) continue;
    out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    break;
  }
  return out;
}

std::vector<store::Statement> month_statements() { return {insert_month, delete_month, months_of}; }

}  // namespace hearth::need
