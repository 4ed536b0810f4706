// store.h: one data folder, one writer, many readers. Rooms speak typed statements; the SQL library stays in here.
//
// SQLite in WAL mode with synchronous=FULL on every connection that acknowledges a write. Writes are closures: those that
// wait together are committed together (group commit, one fsync) and none is answered before it. The same statements run on
// PostgreSQL; what must differ is in dialect.h.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/files.h"

namespace hearth::store {

/// One statement, kept beside the row type of its table. Parameters are :name, each used once and bound in order of
/// appearance. Text is UTF-8 without NUL; numbers are 64-bit; there are no blobs.
struct Statement {
  std::string_view name;  ///< "place.addresses_at": what logs say; bound values never reach a log
  std::string_view sql;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;  ///< monostate: NULL
enum class ColumnType : std::uint8_t { integer, real, text };

/// Lets C++ types stand for SQL ones. optional<T> is NULL when empty.
[[nodiscard]] inline Value to_value(std::int64_t v) { return v; }
[[nodiscard]] inline Value to_value(std::uint64_t v) { return static_cast<std::int64_t>(v); }
[[nodiscard]] inline Value to_value(int v) { return static_cast<std::int64_t>(v); }
[[nodiscard]] inline Value to_value(bool v) { return static_cast<std::int64_t>(v ? 1 : 0); }
[[nodiscard]] inline Value to_value(double v) { return v; }
[[nodiscard]] inline Value to_value(std::string v) { return v; }
[[nodiscard]] inline Value to_value(std::string_view v) { return std::string{v}; }
[[nodiscard]] inline Value to_value(const char* v) { return std::string{v}; }
template <class T>
[[nodiscard]] Value to_value(const std::optional<T>& v) {
  return v ? to_value(*v) : Value{};
}

namespace detail {
/// What the caller expects of one column of the answer.
struct ColumnWish {
  ColumnType type;
  bool may_be_null;
};
template <class T>
struct Column;  // what a C++ type reads from a column
template <>
struct Column<std::int64_t> {
  static constexpr ColumnType type = ColumnType::integer;
  static constexpr bool may_be_null = false;
  static std::int64_t from(Value& v) { return std::get<std::int64_t>(v); }
};
template <>
struct Column<double> {
  static constexpr ColumnType type = ColumnType::real;
  static constexpr bool may_be_null = false;
  static double from(Value& v) { return std::get<double>(v); }
};
template <>
struct Column<std::string> {
  static constexpr ColumnType type = ColumnType::text;
  static constexpr bool may_be_null = false;
  static std::string from(Value& v) { return std::move(std::get<std::string>(v)); }
};
template <class T>
struct Column<std::optional<T>> {
  static constexpr ColumnType type = Column<T>::type;
  static constexpr bool may_be_null = true;
  static std::optional<T> from(Value& v) {
    if (std::holds_alternative<std::monostate>(v)) return std::nullopt;
    return Column<T>::from(v);
  }
};
}  // namespace detail

/// A connection inside one transaction: of the writer, or a reader's unchanging view.
class Session {
 public:
  virtual ~Session() = default;

  /// Rows as tuples: query<std::int64_t, std::string>(statement, {to_value(uprn)}, [](std::int64_t id, std::string text) {...}).
  /// NULL in a column that is not std::optional (max() of no rows, for one) stops the query with store.null.
  template <class... Columns, class Each>
  [[nodiscard]] Result<Done> query(const Statement& statement, std::vector<Value> parameters, Each&& each) {
    static constexpr std::array<detail::ColumnWish, sizeof...(Columns)> types{
        detail::ColumnWish{detail::Column<Columns>::type, detail::Column<Columns>::may_be_null}...};
    return fetch(statement, std::move(parameters), types, [&](std::span<Value> row) {
      [&]<std::size_t... I>(std::index_sequence<I...>) {
        each(detail::Column<Columns>::from(row[I])...);
      }(std::index_sequence_for<Columns...>{});
    });
  }
  /// The first row's single column, if there is a row.
  template <class Column>
  [[nodiscard]] Result<std::optional<Column>> one(const Statement& statement, std::vector<Value> parameters = {}) {
    std::optional<Column> found;
    auto done = query<Column>(statement, std::move(parameters), [&](Column value) {
      if (!found) found = std::move(value);
    });
    if (!done) return fail(done.error());
    return found;
  }
  /// Rows changed. Only in a write.
  [[nodiscard]] virtual Result<std::int64_t> execute(const Statement& statement, std::vector<Value> parameters = {}) = 0;
  /// One statement for many rows: column after column, all of one length (integers, reals or texts; no NULL: use ''
  /// or a sentinel). Over a million rows a second on SQLite.
  using BulkColumn = std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>>;
  [[nodiscard]] virtual Result<Done> execute_bulk(const Statement& statement, std::vector<BulkColumn> columns) = 0;

 protected:
  [[nodiscard]] virtual Result<Done> fetch(const Statement& statement, std::vector<Value> parameters,
                                           std::span<const detail::ColumnWish> wishes,
                                           const std::function<void(std::span<Value>)>& each) = 0;
};

/// The database of one data folder, or of one PostgreSQL URL.
class Database {
 public:
  virtual ~Database() = default;
  /// Runs `work` in the writer's transaction; returns when it is on disk. `work` may run again if the batch it shares must
  /// be repeated, so it must have no effect outside. An error rolls back this work alone; so does a statement that failed,
  /// even when `work` went on after it.
  /// @error store.full, store.read_only, store.constraint, store.failed, or what `work` returned; on PostgreSQL also store.crossed
  ///        (repeat it), store.unreachable, store.unknown (lost in the commit: look before repeating it)
  [[nodiscard]] virtual Result<Done> write(const std::function<Result<Done>(Session&)>& work) = 0;
  /// Runs `work` in a read transaction with an unchanging view. Any thread, many at a time; never waits for a write.
  [[nodiscard]] virtual Result<Done> read(const std::function<Result<Done>(Session&)>& work) = 0;
  /// After rows were deleted for good: takes what they left out of the write-ahead log too (in the file itself, deleted bytes
  /// are overwritten). Waits for readers. On PostgreSQL nothing: its own VACUUM does it. @error store.busy (readers held on)
  [[nodiscard]] virtual Result<Done> empty_log() = 0;
  /// Prepares each statement against the schema; the error names the first that does not fit. @error store.statement
  [[nodiscard]] virtual Result<Done> prepare_all(const std::vector<Statement>& statements) = 0;
  /// Reads everything and proves it whole: pages, indexes, constraints, foreign keys. Minutes for a large place; other
  /// readers and the writer go on meanwhile. @error store.corrupt
  [[nodiscard]] virtual Result<Done> check() = 0;
  [[nodiscard]] virtual std::string engine() const = 0;  ///< "SQLite 3.54.1", "PostgreSQL 15.20"
};

struct OpenSettings {
  bool create{true};
  bool migrate{true};
  const Clock* clock{nullptr};  ///< dates the migrations; the system's clock when null
};
/// Opens (and creates, when asked) DIR/hearth.db and brings its schema up to date. The caller owns the folder (owner.h).
/// @error store.too_old (SQLite older than 3.51.3), store.newer (a later Hearth wrote it), store.changed (a migration that
///        was applied reads differently now), store.corrupt, store.read_only, store.full,
///        store.missing (no data folder, and not `create`)
[[nodiscard]] Result<std::unique_ptr<Database>> open_folder(const Path& data, OpenSettings settings = {});
/// "postgresql://...". For a region's shared store; v1 runs migrations, statements and round trips on it.
[[nodiscard]] Result<std::unique_ptr<Database>> open_url(const std::string& url, OpenSettings settings = {});

}  // namespace hearth::store
