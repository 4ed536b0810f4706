// connection.h (private to store/): one connection through SOCI, with its prepared statements.
//
// House rules for SOCI, each from a failure seen: never soci::row; only long long, double and std::string with an indicator;
// never what() in a message, for it quotes bound values.
#pragma once

#include <soci/soci.h>

#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "store/store.h"

namespace hearth::store {

class Connection : public Session {
 public:
  Connection();
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] Result<std::int64_t> execute(const Statement& statement, std::vector<Value> parameters) override;
  [[nodiscard]] Result<Done> execute_bulk(const Statement& statement, std::vector<BulkColumn> columns) override;

  /// Text without parameters and answer, for transactions and the schema. `name` is what messages say.
  [[nodiscard]] Result<Done> command(std::string_view name, const std::string& sql);
  /// Prepares only. @error store.statement
  [[nodiscard]] Result<Done> prepare(const Statement& statement);

  [[nodiscard]] virtual Result<Done> begin_write() = 0;
  [[nodiscard]] virtual Result<Done> begin_read() = 0;
  [[nodiscard]] virtual Result<Done> commit();
  virtual void rollback() noexcept;
  /// False when the engine has ended the transaction by itself (a full disk, for one).
  [[nodiscard]] virtual bool in_transaction() = 0;
  /// Upkeep between transactions of the writer: SQLite's checkpoints.
  virtual void tidy_up() {}
  /// Moves the whole log into the file and leaves it empty. @error store.busy
  [[nodiscard]] virtual Result<Done> empty_log() { return Done{}; }
  /// The schema's text in the engine's own words (dialect.h).
  [[nodiscard]] virtual std::string own_words(std::string_view schema_sql) const = 0;
  /// Keeps other processes from migrating at the same time. SQLite's file has one owner already.
  [[nodiscard]] virtual Result<Done> lock_schema() { return Done{}; }
  virtual void unlock_schema() noexcept {}
  /// Whether a statement has failed since forget_failure(): then a transaction must not be committed as if it were whole.
  [[nodiscard]] bool has_failed() const noexcept { return failed_; }
  void forget_failure() noexcept { failed_ = false; }
  [[nodiscard]] virtual Result<bool> has_table(const std::string& name) = 0;
  [[nodiscard]] virtual std::string engine() const = 0;
  /// For what SOCI cannot do (SQLite's backup).
  [[nodiscard]] soci::details::session_backend* backend() { return session_.get_backend(); }

 protected:
  enum class Moment : std::uint8_t { preparing, running };
  /// What went wrong, in our words: category and statement name. Aborts when a sync failed.
  [[nodiscard]] virtual Error error_of(const std::exception& thrown, std::string_view name, Moment moment) = 0;
  [[nodiscard]] Result<Done> fetch(const Statement& statement, std::vector<Value> parameters,
                                   std::span<const detail::ColumnWish> wishes,
                                   const std::function<void(std::span<Value>)>& each) override;
  void forget_statements() noexcept;
  [[nodiscard]] tl::unexpected<Error> failed(const std::exception& thrown, std::string_view name, Moment moment);
  void note_failure() noexcept { failed_ = true; }

  soci::session session_;

 private:
  struct Cell;
  struct Prepared;
  struct Key {
    ContentHash sql;
    std::string types;  ///< of parameters and columns: SOCI binds by type
    auto operator<=>(const Key&) const = default;
  };
  class Lease;
  [[nodiscard]] std::unique_ptr<Prepared> make_prepared(const Statement& statement, const std::vector<Value>& parameters,
                                                        std::span<const detail::ColumnWish> wishes);
  void drop_oldest();

  std::map<Key, std::unique_ptr<Prepared>> prepared_;
  std::uint64_t uses_{0};
  bool failed_{false};
};

}  // namespace hearth::store
