// record_table.h: feeds, loads, record versions and what was put aside, in the store.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "record/read_feed.h"
#include "record/record.h"
#include "store/store.h"

namespace hearth::record {

/// One load as it is kept.
struct LoadRow {
  std::int64_t load_id{0};
  std::string feed;
  std::string loaded_at, received, files_version, declaration_version;
  std::int64_t rows_in{0}, records{0}, added{0}, changed{0}, vanished{0}, rows_put_aside{0}, fields_put_aside{0};
};

/// The current version of a record, without its fields.
struct CurrentKey {
  std::int64_t version_id{0}, record_id{0};
  std::string key;
  ContentHash hash;
};

struct NewVersion {
  Record* record;
  ContentHash hash;
};

struct PutAsideRow {
  std::int64_t load_id{0};
  std::string feed, file;
  std::int64_t row{0};
  std::string column, code, message;
  bool whole_row{false};
  std::string content;
};

/// `count` consecutive numbers of a counter; the first of them. Inside a write.
[[nodiscard]] Result<std::int64_t> take_ids(store::Session& session, std::string_view counter, std::int64_t count);
/// The number that the counter gives next; 1 when it has given none.
[[nodiscard]] Result<std::int64_t> next_id_of(store::Session& session, std::string_view counter);
/// For a step that hands out numbers itself: none below `next` is given again, whatever becomes of those who have them.
[[nodiscard]] Result<Done> keep_next_id(store::Session& session, std::string_view counter, std::int64_t next);

/// The number of a feed, given at its first load.
[[nodiscard]] Result<std::int64_t> feed_number(store::Session& session, const FeedName& name);
[[nodiscard]] Result<std::optional<std::int64_t>> known_feed_number(store::Session& session, const FeedName& name);
[[nodiscard]] Result<std::optional<LoadRow>> last_load(store::Session& session, const FeedName& name);
[[nodiscard]] Result<std::vector<LoadRow>> all_loads(store::Session& session);
/// By key.
[[nodiscard]] Result<std::vector<CurrentKey>> current_keys(store::Session& session, std::int64_t feed_number);

/// How many there are, and the sum of their version numbers: whether they are still those of before. O(current versions), by an index.
struct CurrentCount {
  std::int64_t versions{0}, sum{0};
};
[[nodiscard]] Result<CurrentCount> current_count(store::Session& session, std::int64_t feed_number);

[[nodiscard]] Result<Done> insert_load(store::Session& session, std::int64_t feed_number, const LoadRow& load);
[[nodiscard]] Result<Done> insert_versions(store::Session& session, std::int64_t feed_number, std::int64_t load_id,
                                           const std::vector<NewVersion>& versions);
[[nodiscard]] Result<Done> supersede(store::Session& session, std::int64_t load_id, const std::vector<std::int64_t>& version_ids);
[[nodiscard]] Result<Done> insert_put_aside(store::Session& session, std::int64_t load_id, const std::vector<PutAside>& rows);

/// Every current record of the named feeds, in the order of record ids; `feed` of a record is the index into `feeds`.
[[nodiscard]] Result<std::vector<Record>> current_records(store::Session& session, const std::vector<FeedName>& feeds);
/// What the last load of each feed put aside, or one load's.
[[nodiscard]] Result<std::vector<PutAsideRow>> put_aside_rows(store::Session& session, std::optional<std::int64_t> load_id);

struct PurgeCounts {
  std::int64_t versions{0}, records{0}, claims{0}, put_aside{0};
};
/// Deletes versions of a feed that were superseded before `until` (ISO date), and what those loads put aside; with
/// `current_too` also its current records.
[[nodiscard]] Result<PurgeCounts> purge_feed(store::Session& session, const FeedName& name, const std::string& until, bool current_too);
/// Takes every claim out of every version whose factor is not among `live`.
[[nodiscard]] Result<PurgeCounts> purge_claims(store::Session& session, const std::function<bool(std::string_view factor)>& live);

}  // namespace hearth::record
