// postgresql_connection.cpp: transactions, bulk rows by libpq's pipeline, and SQLSTATEs in our words.
#include "store/postgresql_connection.h"

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

#include <array>
#include <charconv>

#include "base/assertion.h"
#include "base/try.h"
#include "store/dialect.h"

namespace hearth::store {

namespace {

constexpr std::size_t pipeline_rows_max = 500;  // their answers must fit the socket's buffer: we read them after the last row
constexpr const char* schema_lock = "SELECT pg_advisory_lock(7233410092)";
constexpr const char* schema_unlock = "SELECT pg_advisory_unlock(7233410092)";

struct Category {
  const char* code;
  const char* words;
};

/// PostgreSQL manual, appendix A.
Category category_of(std::string_view state) {
  const auto family = state.substr(0, 2);
  if (state == "40001" || state == "40P01") return {"store.crossed", "another write crossed this one again and again. Repeat it later"};
  if (state == "53100") return {"store.full", "the database's disk is full: nothing of this write was kept. Free some space and repeat it"};
  if (state == "25006") return {"store.read_only", "the database takes no writes (is it a standby?)"};
  if (state == "42501") return {"store.read_only", "the database's user lacks the right to do this"};
  if (family == "23") return {"store.constraint", "the row breaks a rule of the schema"};
  if (family == "22") return {"store.constraint", "a value has not the type of its column"};
  if (state == "XX001" || state == "XX002")
    return {"store.corrupt", "the database is damaged. Stop, keep a copy, and restore the last backup"};
  if (family == "42") return {"store.statement", "it does not fit the schema of this database"};
  if (family == "08" || family == "57") return {"store.unreachable", "the connection to the database was lost. Repeat"};
  return {"store.failed", "the database failed"};
}

/// Values of one bulk row as libpq wants them: text with an end.
class RowText {
 public:
  explicit RowText(const std::vector<Session::BulkColumn>& columns) : columns_{columns}, numbers_(columns.size()), pointers_(columns.size()) {}
  [[nodiscard]] const char* const* at(std::size_t row) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (const auto* words = std::get_if<std::vector<std::string>>(&columns_[i])) pointers_[i] = (*words)[row].c_str();
      else if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&columns_[i])) pointers_[i] = write(numbers_[i], (*whole)[row]);
      else pointers_[i] = write(numbers_[i], std::get<std::vector<double>>(columns_[i])[row]);
    }
    return pointers_.data();
  }

 private:
  using Number = std::array<char, 32>;  // the shortest text that reads back as the same double has at most 24 characters
  template <class T>
  static const char* write(Number& into, T value) {
    *std::to_chars(into.data(), into.data() + into.size() - 1, value).ptr = '\0';
    return into.data();
  }
  const std::vector<Session::BulkColumn>& columns_;
  std::vector<Number> numbers_;
  std::vector<const char*> pointers_;
};

using PgResult = std::unique_ptr<PGresult, decltype(&PQclear)>;
PgResult owned(PGresult* result) { return {result, &PQclear}; }

class PostgresqlConnection final : public Connection {
 public:
  ~PostgresqlConnection() override { forget_statements(); }

  [[nodiscard]] Result<Done> open(const std::string& url) {
    try {  // soci::postgresql, not "postgresql": by name SOCI would load a shared library
      session_.open(soci::postgresql, url);
    } catch (const soci::soci_error&) {
      return fail("store.unreachable", "the database of --store cannot be reached. Check its address, name, user and password.");
    }
    PQsetNoticeProcessor(handle(), [](void*, const char*) {}, nullptr);  // its notices may quote values
    return Done{};
  }

  [[nodiscard]] Result<Done> begin_write() override { return begin("BEGIN ISOLATION LEVEL SERIALIZABLE"); }
  [[nodiscard]] Result<Done> begin_read() override { return begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }

  [[nodiscard]] Result<Done> commit() override {
    if (PQtransactionStatus(handle()) == PQTRANS_INERROR)  // PostgreSQL would undo it and call that a commit
      return fail("store.failed", "a statement of this write failed: nothing of it was kept.");
    auto done = command("commit", "COMMIT");
    if (!done && PQstatus(handle()) == CONNECTION_BAD)
      return fail("store.unknown", "the connection was lost while the write was being kept: whether it was is not known. Look before repeating it.");
    return done;
  }

  [[nodiscard]] bool in_transaction() override {
    const auto status = PQtransactionStatus(handle());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
  }

  [[nodiscard]] std::string own_words(std::string_view schema_sql) const override { return std::string{schema_sql}; }
  [[nodiscard]] Result<Done> lock_schema() override { return command("store.lock_schema", schema_lock); }
  void unlock_schema() noexcept override { static_cast<void>(command("store.unlock_schema", schema_unlock)); }
  [[nodiscard]] Result<bool> has_table(const std::string& name) override {
    static constexpr Statement statement{
        "store.has_table", "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = :name"};
    HEARTH_TRY(found, one<std::string>(statement, {to_value(name)}));
    return found.has_value();
  }
  [[nodiscard]] std::string engine() const override {
    const int version = PQserverVersion(handle());
    return "PostgreSQL " + std::to_string(version / 10'000) + "." + std::to_string(version % 10'000);
  }

  /// SOCI would wait for the answer of each row; a pipeline waits once for hundreds.
  [[nodiscard]] Result<Done> execute_bulk(const Statement& statement, std::vector<BulkColumn> columns) override {
    HEARTH_ASSERT(!columns.empty());
    const auto size_of = [](const auto& values) { return values.size(); };
    const std::size_t rows = std::visit(size_of, columns.front());
    for (const auto& column : columns) HEARTH_ASSERT(std::visit(size_of, column) == rows);
    const auto sql = numbered_parameters(statement.sql);
    const auto prepared = owned(PQprepare(handle(), bulk_name, sql.c_str(), 0, nullptr));
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) return failed_result(prepared.get(), statement.name);
    return send_rows(statement, columns, rows);
  }

 protected:
  [[nodiscard]] Error error_of(const std::exception& thrown, std::string_view name, Moment) override {
    if (PQstatus(handle()) == CONNECTION_BAD) return of_state("08006", name);
    const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&thrown);
    return of_state(known ? known->sqlstate() : "", name);
  }

 private:
  static constexpr const char* bulk_name = "";  // PostgreSQL's nameless statement: the next one replaces it

  [[nodiscard]] PGconn* handle() const {
    return static_cast<soci::postgresql_session_backend*>(const_cast<soci::session&>(session_).get_backend())->conn_;
  }

  [[nodiscard]] Result<Done> begin(const char* sql) {
    if (PQstatus(handle()) == CONNECTION_BAD) {
      forget_statements();
      try {
        session_.reconnect();
      } catch (const soci::soci_error&) {
        return fail("store.unreachable", "the database cannot be reached. Is it running? Then repeat.");
      }
    }
    return command("begin", sql);
  }

  static Error of_state(std::string_view state, std::string_view name) {
    const auto category = category_of(state);
    // A statement's name is for developers: told when the fault is ours, not when it is the disk's.
    const bool ours = std::string_view{category.code} == "store.statement" || std::string_view{category.code} == "store.constraint";
    std::string message = ours ? "statement " + std::string{name} + ": " + category.words : category.words;
    if (!state.empty()) message += " (SQLSTATE " + std::string{state} + ")";
    return {category.code, message + ".", {}, Exit::failed};
  }

  tl::unexpected<Error> failed_result(const PGresult* result, std::string_view name) {
    note_failure();
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return fail(of_state(state ? state : "08006", name));
  }

  Result<Done> send_rows(const Statement& statement, const std::vector<BulkColumn>& columns, std::size_t rows) {
    RowText text{columns};
    Result<Done> done = Done{};
    if (PQenterPipelineMode(handle()) != 1) return fail(of_state("08006", statement.name));
    for (std::size_t from = 0; from < rows && done; from += pipeline_rows_max) {
      const std::size_t to = std::min(rows, from + pipeline_rows_max);
      for (std::size_t row = from; row < to; ++row)
        PQsendQueryPrepared(handle(), bulk_name, static_cast<int>(columns.size()), text.at(row), nullptr, nullptr, 0);
      PQpipelineSync(handle());
      done = take_answers(statement);
    }
    PQexitPipelineMode(handle());
    return done;
  }

  /// Until the sync's own answer. The first fault is told; those after it only say that they were left out.
  Result<Done> take_answers(const Statement& statement) {
    Result<Done> done = Done{};
    while (PQstatus(handle()) != CONNECTION_BAD) {
      const auto result = owned(PQgetResult(handle()));
      if (!result) continue;  // between two answers
      const auto status = PQresultStatus(result.get());
      if (status == PGRES_PIPELINE_SYNC) return done;
      if (status == PGRES_FATAL_ERROR && done) done = failed_result(result.get(), statement.name);
    }
    note_failure();
    return fail(of_state("08006", statement.name));
  }
};

}  // namespace

Result<std::unique_ptr<Connection>> open_postgresql(const std::string& url) {
  auto connection = std::make_unique<PostgresqlConnection>();
  if (auto opened = connection->open(url); !opened) return fail(opened.error());
  return connection;
}

}  // namespace hearth::store
