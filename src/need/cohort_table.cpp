// cohort_table.cpp: every statement about the `cohort` table. Runs on SQLite and PostgreSQL as it stands.
#include "need/cohort_table.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/assertion.h"
#include "base/try.h"
#include "formats/json.h"
#include "need/statements.h"

namespace hearth::need {
namespace {

constexpr store::Statement insert_entry{"need.insert_entry", R"sql(
  INSERT INTO cohort (programme, subject_kind, subject_id, category, reasons, unknowns, rule_version, found_at, expires_at)
  VALUES (:programme, :subject_kind, :subject_id, :category, :reasons, :unknowns, :rule_version, :found_at, :expires_at)
)sql"};
constexpr store::Statement delete_entry{"need.delete_entry", R"sql(
  DELETE FROM cohort WHERE programme = :programme AND subject_kind = :subject_kind AND subject_id = :subject_id
)sql"};
constexpr store::Statement entries_of{"need.entries_of", R"sql(
  SELECT programme, subject_kind, subject_id, category, reasons, unknowns, rule_version, found_at, expires_at
  FROM cohort WHERE programme = :programme ORDER BY subject_kind, subject_id
)sql"};
constexpr store::Statement entry_of{"need.entry_of", R"sql(
  SELECT programme, subject_kind, subject_id, category, reasons, unknowns, rule_version, found_at, expires_at
  FROM cohort WHERE programme = :programme AND subject_kind = :subject_kind AND subject_id = :subject_id
)sql"};
constexpr store::Statement count_by_category{"need.count_by_category", R"sql(
  SELECT category, COUNT(*) FROM cohort WHERE programme = :programme GROUP BY category ORDER BY category
)sql"};
constexpr store::Statement programmes_kept{"need.programmes_kept", R"sql(
  SELECT DISTINCT programme FROM cohort ORDER BY programme
)sql"};
constexpr store::Statement delete_expired{"need.delete_expired", R"sql(
  DELETE FROM cohort WHERE expires_at < :today
)sql"};
constexpr store::Statement delete_programme{"need.delete_programme", R"sql(
  DELETE FROM cohort WHERE programme = :programme
)sql"};

using Key = std::pair<std::string, std::int64_t>;
using Rows = std::map<Key, const CohortRow*>;

bool same_finding(const CohortRow& a, const CohortRow& b) {
  return a.category == b.category && a.reasons == b.reasons && a.unknowns == b.unknowns && a.rule_version == b.rule_version;
}

Result<Done> each_entry(store::Session& session, const store::Statement& statement, std::vector<store::Value> parameters, std::vector<CohortRow>& into) {
  return session.query<std::string, std::string, std::int64_t, std::string, std::string, std::string, std::string, std::string, std::string>(
      statement, std::move(parameters),
      [&](std::string programme, std::string kind, std::int64_t id, std::string category, std::string reasons, std::string unknowns,
          std::string version, std::string found, std::string expires) {
        into.push_back({std::move(programme), std::move(kind), id, std::move(category), std::move(reasons), std::move(unknowns),
                        std::move(version), std::move(found), std::move(expires)});
      });
}

Result<Done> insert_rows(store::Session& session, const std::vector<const CohortRow*>& rows) {
  if (rows.empty()) return Done{};
  using Texts = std::vector<std::string>;
  Texts programme, kind, category, reasons, unknowns, version, found, expires;
  std::vector<std::int64_t> id;
  for (const auto* row : rows) {
    programme.push_back(row->programme);
    kind.push_back(row->subject_kind);
    id.push_back(row->subject_id);
    category.push_back(row->category);
    reasons.push_back(row->reasons);
    unknowns.push_back(row->unknowns);
    version.push_back(row->rule_version);
    found.push_back(row->found_at);
    expires.push_back(row->expires_at);
  }
  return session.execute_bulk(insert_entry, {programme, kind, id, category, reasons, unknowns, version, found, expires});
}

Result<Done> delete_rows(store::Session& session, const std::string& programme, const std::vector<Key>& keys) {
  if (keys.empty()) return Done{};
  std::vector<std::string> programmes(keys.size(), programme), kinds;
  std::vector<std::int64_t> ids;
  for (const auto& key : keys) {
    kinds.push_back(key.first);
    ids.push_back(key.second);
  }
  return session.execute_bulk(delete_entry, {programmes, kinds, ids});
}

/// Makes the kept rows (all of them within reach of this change) equal to the wanted ones.
Result<std::int64_t> bring_up(store::Session& session, const std::string& programme, const std::vector<CohortRow>& kept, const Rows& wanted) {
  std::vector<Key> leaving;
  std::set<Key> staying;
  std::int64_t changed = 0;
  for (const auto& row : kept) {
    const Key key{row.subject_kind, row.subject_id};
    const auto now = wanted.find(key);
    if (now != wanted.end() && same_finding(row, *now->second)) {
      staying.insert(key);
      continue;
    }
    leaving.push_back(key);
    if (now == wanted.end()) ++changed;
  }
  std::vector<const CohortRow*> coming;
  for (const auto& [key, row] : wanted)
    if (!staying.contains(key)) coming.push_back(row);
  HEARTH_CHECK(delete_rows(session, programme, leaving));
  HEARTH_CHECK(insert_rows(session, coming));
  return changed + static_cast<std::int64_t>(coming.size());
}

Rows by_key(const std::string& programme, const std::vector<CohortRow>& rows) {
  Rows out;
  for (const auto& row : rows) {
    HEARTH_ASSERT(row.programme == programme);
    HEARTH_ASSERT(out.emplace(Key{row.subject_kind, row.subject_id}, &row).second);
  }
  return out;
}

formats::json::object reason_json(const Vocabulary& vocabulary, const std::vector<std::string>& feed_names, const Reason& reason) {
  formats::json::array rests_on;
  for (const auto& support : reason.rests_on) {
    formats::json::object one;
    one["factor"] = vocabulary[support.factor].id.text();
    if (support.source.feed != Source::no_feed) one["feed"] = feed_names.at(support.source.feed);
    if (support.source.day != Source::no_day) one["date"] = Date::from_days(support.source.day).text();
    rests_on.push_back(std::move(one));
  }
  formats::json::object out;
  out["words"] = reason.words;
  out["rests_on"] = std::move(rests_on);
  return out;
}

}  // namespace

CohortRow row_from(const Programme& programme, const Vocabulary& vocabulary, const std::vector<std::string>& feed_names, About about,
                   std::int64_t subject_id, const CohortEntry& entry, Instant now) {
  formats::json::array reasons, unknowns;
  for (const auto& reason : entry.reasons) reasons.push_back(reason_json(vocabulary, feed_names, reason));
  for (const auto& words : entry.unknowns) unknowns.push_back(formats::json::string{words});
  CohortRow row;
  row.programme = programme.id.text();
  row.subject_kind = name_of(about);
  row.subject_id = subject_id;
  row.category = programme.categories.at(entry.category).verb;
  row.reasons = formats::write_json(reasons);
  row.unknowns = formats::write_json(unknowns);
  row.rule_version = programme.version;
  row.found_at = now.text();
  row.expires_at = Date::from_days(now.date().days() + programme.retention_days).text();
  return row;
}

Result<std::int64_t> replace_cohort(store::Session& session, const std::string& programme, const std::vector<CohortRow>& rows) {
  HEARTH_TRY(kept, read_cohort(session, programme));
  return bring_up(session, programme, kept, by_key(programme, rows));
}

Result<std::int64_t> update_cohort(store::Session& session, const std::string& programme, const std::string& subject_kind,
                                   const std::vector<std::int64_t>& subjects, const std::vector<CohortRow>& rows) {
  std::vector<CohortRow> kept;
  for (const auto subject : subjects) {
    HEARTH_TRY(entry, read_entry(session, programme, subject_kind, subject));
    if (entry) kept.push_back(std::move(*entry));
  }
  return bring_up(session, programme, kept, by_key(programme, rows));
}

Result<std::vector<CohortRow>> read_cohort(store::Session& session, const std::string& programme) {
  std::vector<CohortRow> out;
  HEARTH_CHECK(each_entry(session, entries_of, {store::to_value(programme)}, out));
  return out;
}

Result<std::optional<CohortRow>> read_entry(store::Session& session, const std::string& programme, const std::string& subject_kind,
                                            std::int64_t subject_id) {
  std::vector<CohortRow> found;
  HEARTH_CHECK(each_entry(session, entry_of, {store::to_value(programme), store::to_value(subject_kind), store::to_value(subject_id)}, found));
  if (found.empty()) return std::optional<CohortRow>{};
  return std::optional<CohortRow>{std::move(found.front())};
}

Result<std::vector<std::pair<std::string, std::int64_t>>> count_cohort(store::Session& session, const std::string& programme) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  HEARTH_CHECK((session.query<std::string, std::int64_t>(count_by_category, {store::to_value(programme)}, [&](std::string category, std::int64_t count) {
    out.emplace_back(std::move(category), count);
  })));
  return out;
}

Result<std::int64_t> purge_cohorts(store::Session& session, const Date& today, const std::vector<std::string>& live) {
  HEARTH_TRY(deleted, session.execute(delete_expired, {store::to_value(today.text())}));
  std::vector<std::string> kept;
  HEARTH_CHECK(session.query<std::string>(programmes_kept, {}, [&](std::string programme) { kept.push_back(std::move(programme)); }));
  for (const auto& programme : kept) {
    if (std::ranges::find(live, programme) != live.end()) continue;
    HEARTH_TRY(gone, session.execute(delete_programme, {store::to_value(programme)}));
    deleted += gone;
  }
  return deleted;
}

std::vector<store::Statement> statements() {
  std::vector<store::Statement> all{insert_entry, delete_entry, entries_of, entry_of, count_by_category, programmes_kept, delete_expired, delete_programme};
  for (const auto& statement : outcome_statements()) all.push_back(statement);
  for (const auto& statement : month_statements()) all.push_back(statement);
  return all;
}

}  // namespace hearth::need
