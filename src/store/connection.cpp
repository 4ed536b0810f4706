// connection.cpp: binds and fetches by SOCI, keeps statements prepared.
#include "store/connection.h"

#include <algorithm>
#include <type_traits>

#include "base/assertion.h"

namespace hearth::store {

namespace {

constexpr std::size_t prepared_max = 256;    // per connection; the rooms together have about a hundred statements
constexpr std::size_t bulk_rows_max = 1024;  // SOCI copies a chunk's values: small chunks stay in the processor's cache

char letter_of(const Value& value) {
  if (std::holds_alternative<std::int64_t>(value)) return 'i';
  if (std::holds_alternative<double>(value)) return 'd';
  return 't';  // NULL travels as a text that is not there
}

char letter_of(ColumnType type) {
  switch (type) {
    case ColumnType::integer: return 'i';
    case ColumnType::real: return 'd';
    case ColumnType::text: break;
  }
  return 't';
}

}  // namespace

/// The place that SOCI reads a parameter from or writes a column to: must not move.
struct Connection::Cell {
  char type{'t'};
  long long integer{0};
  double real{0};
  std::string text;
  soci::indicator indicator{soci::i_ok};

  void set(Value& value) {
    indicator = soci::i_ok;
    if (auto* whole = std::get_if<std::int64_t>(&value)) integer = *whole;
    else if (auto* number = std::get_if<double>(&value)) real = *number;
    else if (auto* words = std::get_if<std::string>(&value)) text = std::move(*words);
    else indicator = soci::i_null;
  }
  [[nodiscard]] Value take() {
    if (indicator == soci::i_null) return {};
    switch (type) {
      case 'i': return static_cast<std::int64_t>(integer);
      case 'd': return real;
      default: return std::move(text);
    }
  }
};

struct Connection::Prepared {
  explicit Prepared(soci::session& session) : statement{session} {}
  std::vector<Cell> parameters;
  std::vector<Cell> columns;
  soci::statement statement;  // after the cells: it is destroyed first
  std::uint64_t used{0};
  bool busy{false};
};

Connection::Connection() = default;
Connection::~Connection() { forget_statements(); }

void Connection::forget_statements() noexcept { prepared_.clear(); }

tl::unexpected<Error> Connection::failed(const std::exception& thrown, std::string_view name, Moment moment) {
  note_failure();
  return fail(error_of(thrown, name, moment));
}

std::unique_ptr<Connection::Prepared> Connection::make_prepared(const Statement& statement, const std::vector<Value>& parameters,
                                                                std::span<const detail::ColumnWish> wishes) {
  auto made = std::make_unique<Prepared>(session_);
  made->parameters.resize(parameters.size());
  made->columns.resize(wishes.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    auto& cell = made->parameters[i];
    cell.type = letter_of(parameters[i]);
    if (cell.type == 'i') made->statement.exchange(soci::use(cell.integer, cell.indicator));
    else if (cell.type == 'd') made->statement.exchange(soci::use(cell.real, cell.indicator));
    else made->statement.exchange(soci::use(cell.text, cell.indicator));
  }
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    auto& cell = made->columns[i];
    cell.type = letter_of(wishes[i].type);
    if (cell.type == 'i') made->statement.exchange(soci::into(cell.integer, cell.indicator));
    else if (cell.type == 'd') made->statement.exchange(soci::into(cell.real, cell.indicator));
    else made->statement.exchange(soci::into(cell.text, cell.indicator));
  }
  made->statement.alloc();
  made->statement.prepare(std::string{statement.sql});
  made->statement.define_and_bind();
  return made;
}

/// A prepared statement for one use. One that failed in use is thrown away, with whatever the engine kept of it.
class Connection::Lease {
 public:
  Lease(Connection& connection, const Statement& statement, const std::vector<Value>& parameters,
        std::span<const detail::ColumnWish> wishes)
      : connection_{connection}, key_{ContentHash::of(statement.sql), types_of(parameters, wishes)} {
    auto found = connection_.prepared_.find(key_);
    if (found == connection_.prepared_.end()) {
      auto made = connection_.make_prepared(statement, parameters, wishes);
      connection_.drop_oldest();
      found = connection_.prepared_.emplace(key_, std::move(made)).first;
    } else if (found->second->busy) {  // asked again while its own rows are being read
      own_ = connection_.make_prepared(statement, parameters, wishes);
    }
    prepared_ = own_ ? own_.get() : found->second.get();
    prepared_->busy = true;
    prepared_->used = ++connection_.uses_;
  }
  ~Lease() {
    if (own_) return;
    if (finished_) prepared_->busy = false;
    else connection_.prepared_.erase(key_);
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  Prepared* operator->() const { return prepared_; }
  void finished() { finished_ = true; }

 private:
  static std::string types_of(const std::vector<Value>& parameters, std::span<const detail::ColumnWish> wishes) {
    std::string types;
    for (const auto& parameter : parameters) types += letter_of(parameter);
    types += '>';
    for (const auto& wish : wishes) types += letter_of(wish.type);
    return types;
  }
  Connection& connection_;
  Key key_;
  std::unique_ptr<Prepared> own_;
  Prepared* prepared_{nullptr};
  bool finished_{false};
};

void Connection::drop_oldest() {
  while (prepared_.size() >= prepared_max) {
    auto oldest = prepared_.end();
    for (auto at = prepared_.begin(); at != prepared_.end(); ++at)
      if (!at->second->busy && (oldest == prepared_.end() || at->second->used < oldest->second->used)) oldest = at;
    if (oldest == prepared_.end()) return;
    prepared_.erase(oldest);
  }
}

Result<Done> Connection::fetch(const Statement& statement, std::vector<Value> parameters,
                               std::span<const detail::ColumnWish> wishes,
                               const std::function<void(std::span<Value>)>& each) {
  auto moment = Moment::preparing;
  try {
    Lease lease{*this, statement, parameters, wishes};
    moment = Moment::running;
    for (std::size_t i = 0; i < parameters.size(); ++i) lease->parameters[i].set(parameters[i]);
    std::vector<Value> row(wishes.size());
    lease->statement.execute(false);
    while (lease->statement.fetch()) {
      for (std::size_t i = 0; i < wishes.size(); ++i) {
        row[i] = lease->columns[i].take();
        if (std::holds_alternative<std::monostate>(row[i]) && !wishes[i].may_be_null)
          return fail("store.null", "statement " + std::string{statement.name} + ": column " + std::to_string(i + 1) +
                                        " is empty where the schema promises a value. Run: hearth doctor");
      }
      each(row);
    }
    lease.finished();
    return Done{};
  } catch (const soci::soci_error& thrown) {
    return failed(thrown, statement.name, moment);
  }
}

Result<std::int64_t> Connection::execute(const Statement& statement, std::vector<Value> parameters) {
  auto moment = Moment::preparing;
  try {
    Lease lease{*this, statement, parameters, {}};
    moment = Moment::running;
    for (std::size_t i = 0; i < parameters.size(); ++i) lease->parameters[i].set(parameters[i]);
    lease->statement.execute(true);
    const std::int64_t changed = lease->statement.get_affected_rows();
    lease.finished();
    return changed;
  } catch (const soci::soci_error& thrown) {
    return failed(thrown, statement.name, moment);
  }
}

namespace {

std::size_t rows_of(const Session::BulkColumn& column) {
  return std::visit([](const auto& values) { return values.size(); }, column);
}

/// The part of a column that SOCI binds next.
Session::BulkColumn empty_like(const Session::BulkColumn& column) {
  return std::visit([](const auto& values) { return Session::BulkColumn{std::decay_t<decltype(values)>{}}; }, column);
}

void refill(Session::BulkColumn& chunk, Session::BulkColumn& column, std::size_t from, std::size_t to) {
  std::visit(
      [&](auto& into) {
        auto& values = std::get<std::decay_t<decltype(into)>>(column);
        const auto at = [&](std::size_t i) { return values.begin() + static_cast<std::ptrdiff_t>(i); };
        into.resize(to - from);
        std::move(at(from), at(to), into.begin());
      },
      chunk);
}

}  // namespace

Result<Done> Connection::execute_bulk(const Statement& statement, std::vector<BulkColumn> columns) {
  HEARTH_ASSERT(!columns.empty());
  const std::size_t rows = rows_of(columns.front());
  for (const auto& column : columns) HEARTH_ASSERT(rows_of(column) == rows);
  if (rows == 0) return Done{};
  auto moment = Moment::preparing;
  try {
    std::vector<BulkColumn> chunk;
    for (const auto& column : columns) chunk.push_back(empty_like(column));
    for (std::size_t i = 0; i < columns.size(); ++i) refill(chunk[i], columns[i], 0, std::min(rows, bulk_rows_max));
    soci::statement bulk{session_};
    for (auto& column : chunk) std::visit([&](auto& values) { bulk.exchange(soci::use(values)); }, column);
    bulk.alloc();
    bulk.prepare(std::string{statement.sql});
    bulk.define_and_bind();
    moment = Moment::running;
    for (std::size_t from = 0; from < rows; from += bulk_rows_max) {
      const std::size_t to = std::min(rows, from + bulk_rows_max);
      if (from > 0)
        for (std::size_t i = 0; i < columns.size(); ++i) refill(chunk[i], columns[i], from, to);
      bulk.execute(true);
    }
    return Done{};
  } catch (const soci::soci_error& thrown) {
    return failed(thrown, statement.name, moment);
  }
}

Result<Done> Connection::prepare(const Statement& statement) {
  try {
    soci::statement trial{session_};
    trial.alloc();
    trial.prepare(std::string{statement.sql});
    return Done{};
  } catch (const soci::soci_error& thrown) {
    return failed(thrown, statement.name, Moment::preparing);
  }
}

Result<Done> Connection::command(std::string_view name, const std::string& sql) {
  try {
    session_.once << sql;
    return Done{};
  } catch (const soci::soci_error& thrown) {
    return failed(thrown, name, Moment::running);
  }
}

Result<Done> Connection::commit() { return command("commit", "COMMIT"); }

void Connection::rollback() noexcept {
  if (in_transaction()) static_cast<void>(command("rollback", "ROLLBACK"));
}

}  // namespace hearth::store
