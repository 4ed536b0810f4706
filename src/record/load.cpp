#include "record/load.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "base/assertion.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "record/record_table.h"
#include "record/shown_value.h"

namespace hearth::record {
namespace {

ContentHash hash_of(const Record& record) {
  ContentHash hash = ContentHash::of(record.fields);
  // The flag is part of the content: a row that becomes protected is a changed row.
  if (record.is_protected) hash.low ^= 0x9E3779B97F4A7C15ULL;
  return hash;
}

struct Difference {
  std::vector<NewVersion> added, changed;
  std::vector<std::int64_t> superseded;
  std::vector<RecordId> vanished;
};

/// Merges the sorted keys of the file with the sorted keys that are kept.
Difference compare(std::vector<Record>& records, const std::vector<CurrentKey>& kept, bool snapshot) {
  Difference out;
  std::size_t old = 0;
  const auto vanish = [&](const CurrentKey& key) {
    if (!snapshot) return;
    out.superseded.push_back(key.version_id);
    out.vanished.push_back(RecordId{static_cast<std::uint64_t>(key.record_id)});
  };
  for (auto& record : records) {
    while (old < kept.size() && kept[old].key < record.key) vanish(kept[old++]);
    const auto hash = hash_of(record);
    if (old == kept.size() || kept[old].key != record.key) {
      out.added.push_back({&record, hash});
      continue;
    }
    record.id = RecordId{static_cast<std::uint64_t>(kept[old].record_id)};
    if (kept[old].hash != hash) {
      out.changed.push_back({&record, hash});
      out.superseded.push_back(kept[old].version_id);
    }
    ++old;
  }
  while (old < kept.size()) vanish(kept[old++]);
  return out;
}

LoadReport report_of(const Feed& feed, const FeedContent& content) {
  LoadReport report;
  report.feed = feed.name.text();
  report.rows_in = content.rows;
  report.left_out = content.left_out;
  report.leave_out_unused = feed.leave_out.has_value() && content.left_out == 0;
  report.repeated = content.repeated;
  report.rows_nobody = content.rows_nobody;
  report.records_protected = content.records_protected;
  report.asked_secrecy.assign(content.asked_secrecy.begin(), content.asked_secrecy.end());
  report.records_dead = content.records_dead;
  report.records_death_noted = content.records_death_noted;
  report.absence_rows = content.absence_rows;
  report.records_absence_noted = content.records_absence_noted;
  report.joined = content.joined;
  for (const auto& claim : feed.claims) {
    if (claim.kind != ClaimSource::Kind::words) continue;
    for (const auto& [phrase, factor] : claim.values) {
      if (!report.words.empty() && report.words.back().column == claim.column && report.words.back().phrase == phrase) continue;
      const auto found = content.words_said.find({claim.column, phrase});
      report.words.push_back({claim.column, phrase, found == content.words_said.end() ? 0 : found->second, factor.empty()});
    }
  }
  report.denied.assign(content.denied.begin(), content.denied.end());
  report.of_another.assign(content.of_another.begin(), content.of_another.end());
  report.records = content.records.size();
  report.rows_put_aside = content.rows_put_aside;
  report.fields_put_aside = content.fields_put_aside;
  report.faults = group_faults(content.put_aside, known_codes(feed));
  report.unmapped = content.unmapped;
  return report;
}

Result<Done> refuse_shrunk(const Feed& feed, std::size_t now, std::size_t before) {
  if (!feed.snapshot || now * 2 >= before) return Done{};
  return fail("feed.shrunk",
              "the feed " + feed.name.text() + " has " + with_commas(now) + " records; the last load had " + with_commas(before) +
                  ". Half of a file is more often a broken export than good news: nothing was loaded. Look at the file; if it is "
                  "right, run again with --accept-shrink.",
              {.file = feed.files.front().filename().string()});
}

/// An old extract that is found again must not bring back what a purge took away.
Result<Done> refuse_past_retention(const Feed& feed, const Date& today) {
  if (!feed.retention_days || !feed.received || today.days() - feed.received->days() <= *feed.retention_days) return Done{};
  return fail("feed.past_retention",
              "the feed " + feed.name.text() + " was received on " + feed.received->words() + " and may be kept for " + std::to_string(*feed.retention_days) +
                  (*feed.retention_days == 1 ? " day" : " days") + ": nothing was loaded. Ask for a newer extract and change `received`.",
              {.file = feed.files.front().filename().string()});
}

}  // namespace

KnownCodes known_codes(const Feed& feed) {
  KnownCodes out;
  for (const auto& claim : feed.claims)
    if (claim.kind == ClaimSource::Kind::codes)
      for (const auto& entry : claim.values) out[claim.column].push_back(entry.first);
  return out;
}

std::vector<FaultGroup> group_faults(const std::vector<PutAside>& rows, const KnownCodes& known) {
  std::map<std::pair<std::string, std::string>, std::uint64_t> cells_about;  // by column and code
  for (const auto& row : rows)
    if (!row.about.empty()) ++cells_about[{row.error.where.column, row.about}];
  std::map<std::string, std::vector<std::pair<std::string, std::uint64_t>>> values;
  for (const auto& [about, cells] : cells_about) values[about.first].emplace_back(about.second, cells);
  std::map<std::string, std::set<std::string, std::less<>>> told;
  for (const auto& [column, codes] : values) {
    const auto declared = known.find(column);
    told[column] = told_of(codes, declared == known.end() ? std::vector<std::string>{} : declared->second);
  }
  const auto shown = [&](const PutAside& row) -> std::string {
    if (row.about.empty() || keeps_to_itself(row.error.where.column) || !told[row.error.where.column].contains(row.about)) return {};
    const bool digit = row.about.find_first_of("0123456789") != std::string::npos;
    const bool code = row.about.size() <= 4 || (digit && row.about.size() <= 8);
    const bool often = row.about.size() <= 30 && cells_about.at({row.error.where.column, row.about}) >= 5;
    return (code && row.about.find(' ') == std::string::npos) || often ? row.about : std::string{};
  };
  std::map<std::tuple<std::string, std::string, std::string>, FaultGroup> groups;
  for (const auto& row : rows) {
    auto& group = groups[{row.error.code, row.error.where.column, shown(row)}];
    if (group.count++ != 0) continue;
    group.about = shown(row);
    group.code = row.error.code;
    group.column = row.error.where.column;
    group.advice = row.error.message;
    group.first_where = to_string(row.error.where);
    group.whole_row = row.whole_row;
  }
  std::vector<FaultGroup> out;
  for (auto& entry : groups) out.push_back(std::move(entry.second));
  std::ranges::stable_sort(out, std::greater<>{}, [](const FaultGroup& g) { return g.count; });
  return out;
}

namespace {

/// What is kept of a feed, as a reader saw it.
struct Kept {
  std::int64_t load_id{0};
  std::vector<CurrentKey> keys;
};

Result<Kept> kept_of(store::Session& session, const Feed& feed) {
  Kept out;
  HEARTH_TRY(number, known_feed_number(session, feed.name));
  if (!number) return out;
  HEARTH_TRY(last, last_load(session, feed.name));
  if (last) out.load_id = last->load_id;
  HEARTH_TRY(keys, current_keys(session, *number));
  out.keys = std::move(keys);
  return out;
}

/// Is what a reader saw of the feed still so?
Result<bool> is_still(const Kept& kept, store::Session& session, const Feed& feed) {
  HEARTH_TRY(number, known_feed_number(session, feed.name));
  if (!number) return kept.load_id == 0 && kept.keys.empty();
  HEARTH_TRY(last, last_load(session, feed.name));
  HEARTH_TRY(now, current_count(session, *number));
  std::int64_t sum = 0;
  for (const auto& key : kept.keys) sum += key.version_id;
  return (last ? last->load_id : 0) == kept.load_id && now.versions == static_cast<std::int64_t>(kept.keys.size()) && now.sum == sum;
}

}  // namespace

Result<LoadReport> check_feed(store::Database* database, Files& files, const Feed& feed, const Clock& clock, Progress& progress) {
  const double from = clock.steady_seconds();
  HEARTH_CHECK(refuse_past_retention(feed, clock.now().date()));
  HEARTH_TRY(content, read_feed(files, feed, 0, clock.now().date(), progress));
  auto report = report_of(feed, content);
  report.compared = database != nullptr;
  if (database != nullptr)
    HEARTH_CHECK(database->read([&](store::Session& session) -> Result<Done> {
      HEARTH_TRY(number, known_feed_number(session, feed.name));
      std::vector<CurrentKey> kept;
      if (number) {
        HEARTH_TRY(found, current_keys(session, *number));
        kept = std::move(found);
      }
      if (const auto fits = refuse_shrunk(feed, content.records.size(), kept.size()); !fits) report.would_stop = fits.error();
      const auto difference = compare(content.records, kept, feed.snapshot);
      report.added = difference.added.size();
      report.changed = difference.changed.size();
      report.vanished = difference.vanished.size();
      return Done{};
    }));
  report.seconds = clock.steady_seconds() - from;
  return report;
}

Result<Loaded> load_feed(store::Database& database, Files& files, const Feed& feed, std::uint32_t feed_index,
                         const LoadSettings& settings, const Clock& clock, Progress& progress) {
  const double from = clock.steady_seconds();
  HEARTH_TRY(version, files_version(files, feed));
  std::optional<LoadRow> last;
  HEARTH_CHECK(database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, last_load(session, feed.name));
    last = found;
    return Done{};
  }));
  Loaded out;
  if (last && !settings.again && last->files_version == version && last->declaration_version == feed.version) {
    out.report = {.feed = feed.name.text(), .load_id = last->load_id, .unchanged = true};
    out.report.rows_in = static_cast<std::uint64_t>(last->rows_in);
    out.report.records = static_cast<std::uint64_t>(last->records);
    out.report.seconds = clock.steady_seconds() - from;
    return out;
  }
  const auto now = clock.now();
  HEARTH_CHECK(refuse_past_retention(feed, now.date()));
  HEARTH_TRY(content, read_feed(files, feed, feed_index, now.date(), progress, settings.threads));
  out.report = report_of(feed, content);
  // The whole feed is read and compared before the one writer is asked: what others write, each look's event among it, waits for the writing alone.
  Kept kept;
  HEARTH_CHECK(database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, kept_of(session, feed));
    kept = std::move(found);
    return Done{};
  }));
  auto difference = compare(content.records, kept.keys, feed.snapshot);
  HEARTH_CHECK(database.write([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(same, is_still(kept, session, feed));
    if (!same) {  // another load or a purge came between
      HEARTH_TRY(found, kept_of(session, feed));
      kept = std::move(found);
      difference = compare(content.records, kept.keys, feed.snapshot);
    }
    if (!settings.accept_shrink) HEARTH_CHECK(refuse_shrunk(feed, content.records.size(), kept.keys.size()));
    HEARTH_TRY(number, feed_number(session, feed.name));
    HEARTH_TRY(first, take_ids(session, "record", static_cast<std::int64_t>(difference.added.size())));
    auto next = static_cast<std::uint64_t>(first);
    for (auto& version_added : difference.added) version_added.record->id = RecordId{next++};
    HEARTH_TRY(load_id, take_ids(session, "load", 1));
    HEARTH_CHECK(supersede(session, load_id, difference.superseded));
    HEARTH_CHECK(insert_versions(session, number, load_id, difference.added));
    HEARTH_CHECK(insert_versions(session, number, load_id, difference.changed));
    HEARTH_CHECK(insert_put_aside(session, load_id, content.put_aside));
    out.report.load_id = load_id;
    out.report.added = difference.added.size();
    out.report.changed = difference.changed.size();
    out.report.vanished = difference.vanished.size();
    const auto as_number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
    HEARTH_CHECK(insert_load(session, number,
                             {.load_id = load_id, .feed = feed.name.text(), .loaded_at = now.text(),
                              .received = feed.received ? feed.received->text() : now.date().text(), .files_version = version,
                              .declaration_version = feed.version, .rows_in = as_number(out.report.rows_in),
                              .records = as_number(out.report.records), .added = as_number(out.report.added),
                              .changed = as_number(out.report.changed), .vanished = as_number(out.report.vanished),
                              .rows_put_aside = as_number(out.report.rows_put_aside),
                              .fields_put_aside = as_number(out.report.fields_put_aside)}));
    out.change = {};
    for (const auto& added : difference.added) out.change.added.push_back(added.record->id);
    for (const auto& changed : difference.changed) out.change.changed.push_back(changed.record->id);
    out.change.vanished = difference.vanished;
    return Done{};
  }));
  out.put_aside = std::move(content.put_aside);
  out.report.seconds = clock.steady_seconds() - from;
  return out;
}

Result<Done> write_put_aside_list(Files& files, const Path& path, std::span<const Error> faults) {
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  HEARTH_TRY(sink, files.create(path, true));
  formats::CsvWriter csv{*sink};
  HEARTH_CHECK(csv.row({"file", "row", "column", "code", "advice"}));
  for (const auto& fault : faults)
    HEARTH_CHECK(csv.row({fault.where.file, std::to_string(fault.where.row), fault.where.column, fault.code, fault.message}));
  HEARTH_CHECK(csv.flush());
  return sink->commit();
}

}  // namespace hearth::record
