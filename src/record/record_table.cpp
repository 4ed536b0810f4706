#include "record/record_table.h"

#include <array>

#include "base/text.h"
#include "base/try.h"
#include "record/statements.h"

namespace hearth::record {
namespace {

using store::Session;
using store::Statement;
using store::to_value;

constexpr Statement next_id{"record.next_id", "SELECT next_id FROM id_counter WHERE name = :name"};
constexpr Statement first_id{"record.first_id", "INSERT INTO id_counter (name, next_id) VALUES (:name, :next)"};
constexpr Statement advance_id{"record.advance_id", "UPDATE id_counter SET next_id = :next WHERE name = :name"};

constexpr Statement find_feed{"record.find_feed", "SELECT feed_id FROM feed WHERE name = :name"};
constexpr Statement insert_feed{"record.insert_feed", "INSERT INTO feed (feed_id, name) VALUES (:feed_id, :name)"};

constexpr Statement add_load{"record.add_load",
                             "INSERT INTO feed_load (load_id, feed_id, loaded_at, received, files_version, declaration_version, rows_in, "
                             "records, added, changed, vanished, rows_put_aside, fields_put_aside) VALUES (:load_id, :feed_id, :loaded_at, "
                             ":received, :files_version, :declaration_version, :rows_in, :records, :added, :changed, :vanished, "
                             ":rows_put_aside, :fields_put_aside)"};
constexpr Statement loads_of_feed{"record.loads_of_feed",
                                  "SELECT l.load_id, f.name, l.loaded_at, l.received, l.files_version, l.declaration_version, l.rows_in, "
                                  "l.records, l.added, l.changed, l.vanished, l.rows_put_aside, l.fields_put_aside FROM feed_load l JOIN feed f "
                                  "ON f.feed_id = l.feed_id WHERE f.name = :name ORDER BY l.load_id DESC LIMIT 1"};
constexpr Statement every_load{"record.every_load",
                               "SELECT l.load_id, f.name, l.loaded_at, l.received, l.files_version, l.declaration_version, l.rows_in, "
                               "l.records, l.added, l.changed, l.vanished, l.rows_put_aside, l.fields_put_aside FROM feed_load l JOIN feed f "
                               "ON f.feed_id = l.feed_id ORDER BY l.load_id"};

constexpr Statement keys_of_feed{"record.keys_of_feed",
                                 "SELECT version_id, record_id, record_key, content_hash FROM record_version WHERE feed_id = :feed_id AND "
                                 "until_load = 0"};
constexpr Statement count_current{"record.count_current",
                                  "SELECT count(*), CAST(coalesce(sum(version_id), 0) AS BIGINT) FROM record_version WHERE feed_id = :feed_id AND until_load = 0"};
constexpr Statement add_version{"record.add_version",
                                "INSERT INTO record_version (version_id, record_id, feed_id, record_key, content_hash, fields, is_protected, "
                                "from_load, until_load) VALUES (:version_id, :record_id, :feed_id, :record_key, :content_hash, :fields, "
                                ":is_protected, :from_load, :until_load)"};
constexpr Statement end_version{"record.end_version", "UPDATE record_version SET until_load = :load_id WHERE version_id = :version_id"};
constexpr Statement records_of_feed{"record.records_of_feed",
                                    "SELECT record_id, record_key, fields, is_protected FROM record_version WHERE feed_id = :feed_id AND "
                                    "until_load = 0"};

constexpr Statement add_put_aside{"record.add_put_aside",
                                  "INSERT INTO put_aside (load_id, sequence, file_name, row_number, column_name, code, message, whole_row, "
                                  "content) VALUES (:load_id, :sequence, :file_name, :row_number, :column_name, :code, :message, :whole_row, "
                                  ":content)"};
constexpr Statement put_aside_of_load{"record.put_aside_of_load",
                                      "SELECT p.load_id, f.name, p.file_name, p.row_number, p.column_name, p.code, p.message, p.whole_row, "
                                      "p.content FROM put_aside p JOIN feed_load l ON l.load_id = p.load_id JOIN feed f ON f.feed_id = l.feed_id "
                                      "WHERE p.load_id = :load_id ORDER BY p.sequence"};
constexpr Statement put_aside_latest{"record.put_aside_latest",
                                     "SELECT p.load_id, f.name, p.file_name, p.row_number, p.column_name, p.code, p.message, p.whole_row, "
                                     "p.content FROM put_aside p JOIN feed_load l ON l.load_id = p.load_id JOIN feed f ON f.feed_id = l.feed_id "
                                     "WHERE NOT EXISTS (SELECT 1 FROM feed_load n WHERE n.feed_id = l.feed_id AND n.load_id > l.load_id) "
                                     "ORDER BY p.load_id, p.sequence"};

constexpr Statement purge_put_aside{"record.purge_put_aside",
                                    "DELETE FROM put_aside WHERE load_id IN (SELECT load_id FROM feed_load WHERE feed_id = :feed_id AND "
                                    "loaded_at < :before)"};
constexpr Statement purge_versions{"record.purge_versions",
                                   "DELETE FROM record_version WHERE feed_id = :feed_id AND until_load IN (SELECT load_id FROM feed_load "
                                   "WHERE loaded_at < :before)"};
constexpr Statement purge_current{"record.purge_current", "DELETE FROM record_version WHERE feed_id = :feed_id AND until_load = 0"};
constexpr Statement versions_with_claims{"record.versions_with_claims",
                                         "SELECT version_id, fields FROM record_version WHERE fields LIKE '%!%' ORDER BY version_id"};
constexpr Statement rewrite_fields{"record.rewrite_fields",
                                   "UPDATE record_version SET fields = :fields WHERE version_id = :version_id"};

using LoadColumns = std::vector<LoadRow>;

Result<LoadColumns> read_loads(Session& session, const Statement& statement, std::vector<store::Value> parameters) {
  using I = std::int64_t;
  using S = std::string;
  LoadColumns out;
  HEARTH_CHECK((session.query<I, S, S, S, S, S, I, I, I, I, I, I, I>(
      statement, std::move(parameters),
      [&out](I id, S name, S at, S received, S files, S declaration, I in, I records, I added, I changed, I vanished, I rows, I fields) {
        out.push_back({id, name, at, received, files, declaration, in, records, added, changed, vanished, rows, fields});
      })));
  return out;
}

}  // namespace

std::vector<Statement> statements() {
  return {next_id,        first_id,        advance_id,       find_feed,         insert_feed,      add_load,      loads_of_feed,
          every_load,     keys_of_feed,    count_current,    add_version,      end_version,       records_of_feed,  add_put_aside, put_aside_of_load,
          put_aside_latest, purge_put_aside, purge_versions, purge_current,     versions_with_claims, rewrite_fields};
}

Result<std::int64_t> take_ids(Session& session, std::string_view counter, std::int64_t count) {
  HEARTH_TRY(found, session.one<std::int64_t>(next_id, {to_value(counter)}));
  const std::int64_t first = found.value_or(1);
  if (found) HEARTH_CHECK(session.execute(advance_id, {to_value(first + count), to_value(counter)}));
  else HEARTH_CHECK(session.execute(first_id, {to_value(counter), to_value(first + count)}));
  return first;
}

Result<std::int64_t> next_id_of(Session& session, std::string_view counter) {
  HEARTH_TRY(found, session.one<std::int64_t>(next_id, {to_value(counter)}));
  return found.value_or(1);
}

Result<Done> keep_next_id(Session& session, std::string_view counter, std::int64_t next) {
  HEARTH_TRY(now, next_id_of(session, counter));
  if (now < next) HEARTH_CHECK(take_ids(session, counter, next - now));
  return Done{};
}

Result<std::optional<std::int64_t>> known_feed_number(Session& session, const FeedName& name) {
  return session.one<std::int64_t>(find_feed, {to_value(name.text())});
}

Result<std::int64_t> feed_number(Session& session, const FeedName& name) {
  HEARTH_TRY(found, known_feed_number(session, name));
  if (found) return *found;
  HEARTH_TRY(number, take_ids(session, "feed", 1));
  HEARTH_CHECK(session.execute(insert_feed, {to_value(number), to_value(name.text())}));
  return number;
}

Result<std::optional<LoadRow>> last_load(Session& session, const FeedName& name) {
  HEARTH_TRY(loads, read_loads(session, loads_of_feed, {to_value(name.text())}));
  return loads.empty() ? std::optional<LoadRow>{} : std::optional<LoadRow>{loads.front()};
}

Result<std::vector<LoadRow>> all_loads(Session& session) { return read_loads(session, every_load, {}); }

Result<std::vector<CurrentKey>> current_keys(Session& session, std::int64_t feed_number) {
  std::vector<CurrentKey> out;
  HEARTH_CHECK((session.query<std::int64_t, std::int64_t, std::string, std::string>(
      keys_of_feed, {to_value(feed_number)}, [&out](std::int64_t version, std::int64_t record, std::string key, std::string hash) {
        out.push_back({version, record, std::move(key), ContentHash::from_text(hash)});
      })));
  std::ranges::sort(out, {}, [](const CurrentKey& k) -> const std::string& { return k.key; });
  return out;
}

Result<CurrentCount> current_count(Session& session, std::int64_t feed_number) {
  CurrentCount out;
  HEARTH_CHECK((session.query<std::int64_t, std::int64_t>(count_current, {to_value(feed_number)}, [&out](std::int64_t versions, std::int64_t sum) { out = {versions, sum}; })));
  return out;
}

Result<Done> insert_load(Session& session, std::int64_t feed_number, const LoadRow& load) {
  HEARTH_CHECK(session.execute(add_load, {to_value(load.load_id), to_value(feed_number), to_value(load.loaded_at), to_value(load.received),
                                          to_value(load.files_version), to_value(load.declaration_version), to_value(load.rows_in),
                                          to_value(load.records), to_value(load.added), to_value(load.changed), to_value(load.vanished),
                                          to_value(load.rows_put_aside), to_value(load.fields_put_aside)}));
  return Done{};
}

Result<Done> insert_versions(Session& session, std::int64_t feed_number, std::int64_t load_id, const std::vector<NewVersion>& versions) {
  constexpr std::size_t batch = 50'000;
  for (std::size_t from = 0; from < versions.size(); from += batch) {
    const std::size_t to = std::min(versions.size(), from + batch);
    const auto count = static_cast<std::int64_t>(to - from);
    HEARTH_TRY(first, take_ids(session, "version", count));
    std::vector<std::int64_t> ids, records, feeds(to - from, feed_number), flags, loads(to - from, load_id), until(to - from, 0);
    std::vector<std::string> keys, hashes, fields;
    for (std::size_t i = from; i < to; ++i) {
      const auto& record = *versions[i].record;
      ids.push_back(first + static_cast<std::int64_t>(i - from));
      records.push_back(static_cast<std::int64_t>(record.id.number()));
      keys.push_back(record.key);
      hashes.push_back(versions[i].hash.text());
      fields.push_back(record.fields);
      flags.push_back(record.is_protected ? 1 : 0);
    }
    HEARTH_CHECK(session.execute_bulk(add_version, {std::move(ids), std::move(records), std::move(feeds), std::move(keys), std::move(hashes),
                                                    std::move(fields), std::move(flags), std::move(loads), std::move(until)}));
  }
  return Done{};
}

Result<Done> supersede(Session& session, std::int64_t load_id, const std::vector<std::int64_t>& version_ids) {
  if (version_ids.empty()) return Done{};
  return session.execute_bulk(end_version, {std::vector<std::int64_t>(version_ids.size(), load_id), version_ids});
}

Result<Done> insert_put_aside(Session& session, std::int64_t load_id, const std::vector<PutAside>& rows) {
  if (rows.empty()) return Done{};
  std::vector<std::int64_t> loads(rows.size(), load_id), sequence, numbers, whole;
  std::vector<std::string> names, columns, codes, messages, contents;
  for (const auto& row : rows) {
    sequence.push_back(static_cast<std::int64_t>(sequence.size()) + 1);
    numbers.push_back(static_cast<std::int64_t>(row.error.where.row));
    whole.push_back(row.whole_row ? 1 : 0);
    names.push_back(row.error.where.file);
    columns.push_back(row.error.where.column);
    codes.push_back(row.error.code);
    messages.push_back(row.error.message);
    contents.push_back(is_text(row.content) ? row.content : std::string{"(not text)"});
  }
  return session.execute_bulk(add_put_aside, {std::move(loads), std::move(sequence), std::move(names), std::move(numbers), std::move(columns),
                                              std::move(codes), std::move(messages), std::move(whole), std::move(contents)});
}

Result<std::vector<Record>> current_records(Session& session, const std::vector<FeedName>& feeds) {
  std::vector<Record> out;
  for (std::uint32_t index = 0; index < feeds.size(); ++index) {
    HEARTH_TRY(number, known_feed_number(session, feeds[index]));
    if (!number) continue;
    HEARTH_CHECK((session.query<std::int64_t, std::string, std::string, std::int64_t>(
        records_of_feed, {to_value(*number)}, [&](std::int64_t id, std::string key, std::string fields, std::int64_t flag) {
          out.push_back({RecordId{static_cast<std::uint64_t>(id)}, index, std::move(key), std::move(fields), flag != 0});
        })));
  }
  std::ranges::sort(out, {}, [](const Record& r) { return r.id; });
  return out;
}

Result<std::vector<PutAsideRow>> put_aside_rows(Session& session, std::optional<std::int64_t> load_id) {
  std::vector<PutAsideRow> out;
  using I = std::int64_t;
  using S = std::string;
  const auto add = [&out](I load, S feed, S file, I row, S column, S code, S message, I whole, S content) {
    out.push_back({load, std::move(feed), std::move(file), row, std::move(column), std::move(code), std::move(message), whole != 0, std::move(content)});
  };
  if (load_id) HEARTH_CHECK((session.query<I, S, S, I, S, S, S, I, S>(put_aside_of_load, {to_value(*load_id)}, add)));
  else HEARTH_CHECK((session.query<I, S, S, I, S, S, S, I, S>(put_aside_latest, {}, add)));
  return out;
}

Result<PurgeCounts> purge_feed(Session& session, const FeedName& name, const std::string& until, bool current_too) {
  PurgeCounts counts;
  HEARTH_TRY(number, known_feed_number(session, name));
  if (!number) return counts;
  HEARTH_TRY(aside, session.execute(purge_put_aside, {to_value(*number), to_value(until)}));
  HEARTH_TRY(versions, session.execute(purge_versions, {to_value(*number), to_value(until)}));
  counts.put_aside = aside;
  counts.versions = versions;
  if (current_too) {
    HEARTH_TRY(records, session.execute(purge_current, {to_value(*number)}));
    counts.records = records;
  }
  return counts;
}

Result<PurgeCounts> purge_claims(Session& session, const std::function<bool(std::string_view)>& live) {
  PurgeCounts counts;
  std::vector<std::int64_t> versions;
  std::vector<std::string> fields;
  HEARTH_CHECK((session.query<std::int64_t, std::string>(versions_with_claims, {}, [&](std::int64_t version, std::string packed) {
    auto kept = without_claims(packed, live);
    if (kept.removed == 0) return;
    counts.claims += kept.removed;
    versions.push_back(version);
    // The hash stays of what the feed sent: an unchanged row must not come back as changed at the next load.
    fields.push_back(std::move(kept.packed));
  })));
  if (versions.empty()) return counts;
  HEARTH_CHECK(session.execute_bulk(rewrite_fields, {std::move(fields), std::move(versions)}));
  return counts;
}

}  // namespace hearth::record
