// write_queue.cpp: group commit.
#include "store/write_queue.h"

#include <algorithm>
#include <chrono>

#include "base/assertion.h"

namespace hearth::store {

namespace {

constexpr std::size_t batch_max = 256;
constexpr int attempts_max = 6;  // of a transaction that another node's transaction crossed

/// PostgreSQL undoes a transaction in which any statement failed, and calls that a commit; SQLite keeps the rest. So both refuse.
Result<Done> run(Connection& connection, const Work& work) {
  connection.forget_failure();
  auto result = work(connection);
  if (result && connection.has_failed())
    return fail("store.failed", "a statement of this write failed and the write went on: nothing of it was kept.");
  return result;
}

bool crossed(const Error& error) { return error.code == "store.crossed"; }

}  // namespace

WriteQueue::WriteQueue(std::unique_ptr<Connection> connection) : connection_{std::move(connection)} {
  thread_ = std::thread{[this] { serve(); }};
}

WriteQueue::~WriteQueue() {
  {
    const std::lock_guard lock{guard_};
    ending_ = true;
  }
  arrived_.notify_all();
  thread_.join();
}

Result<Done> WriteQueue::write(const Work& work) { return ask(&work); }

Result<Done> WriteQueue::empty_log() { return ask(nullptr); }

Result<Done> WriteQueue::ask(const Work* work) {
  HEARTH_ASSERT(std::this_thread::get_id() != thread_.get_id());  // a write inside a write would wait for itself
  auto request = std::make_unique<Request>();
  request->work = work;
  auto answer = request->answer.get_future();
  {
    const std::lock_guard lock{guard_};
    waiting_.push_back(std::move(request));
  }
  arrived_.notify_one();
  return answer.get();
}

void WriteQueue::serve() {
  for (;;) {
    Batch batch;
    {
      std::unique_lock lock{guard_};
      arrived_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const auto taken = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), batch_max));
      batch.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(taken));
      waiting_.erase(waiting_.begin(), taken);
    }
    const auto writes = std::stable_partition(batch.begin(), batch.end(), [](const auto& request) { return request->work != nullptr; });
    Batch upkeep{std::make_move_iterator(writes), std::make_move_iterator(batch.end())};
    batch.erase(writes, batch.end());
    if (batch.size() == 1) commit_alone(*batch.front());
    else if (!batch.empty()) commit_together(batch);
    connection_->tidy_up();
    for (auto& request : upkeep) request->answer.set_value(connection_->empty_log());
  }
}

void WriteQueue::commit_together(Batch& batch) {
  std::vector<Result<Done>> results;
  Result<Done> committed = fail("store.failed", "not run");
  if (connection_->begin_write() && run_each(batch, results)) committed = connection_->commit();
  if (!committed) {
    connection_->rollback();
    for (auto& request : batch) {
      if (committed.error().code == "store.unknown") request->answer.set_value(committed);  // it may be kept: never run it twice
      else commit_alone(*request);  // whose fault it was shows when each runs by itself
    }
    return;
  }
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i]->answer.set_value(std::move(results[i]));
}

bool WriteQueue::run_each(Batch& batch, std::vector<Result<Done>>& results) {
  for (auto& request : batch) {
    if (!connection_->command("savepoint", "SAVEPOINT hearth_work")) return false;
    try {
      results.push_back(run(*connection_, *request->work));
    } catch (...) {
      return false;  // thrown again when it runs alone
    }
    if (!connection_->in_transaction()) return false;
    if (!results.back()) {
      if (crossed(results.back().error())) return false;
      if (!connection_->command("undo", "ROLLBACK TO SAVEPOINT hearth_work")) return false;
    }
    if (!connection_->command("release", "RELEASE SAVEPOINT hearth_work")) return false;
  }
  return true;
}

void WriteQueue::commit_alone(Request& request) {
  try {
    auto result = run_alone(*request.work);
    for (int attempt = 1; !result && crossed(result.error()) && attempt < attempts_max; ++attempt) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1 << attempt});
      result = run_alone(*request.work);
    }
    request.answer.set_value(std::move(result));
  } catch (...) {
    connection_->rollback();
    request.answer.set_exception(std::current_exception());
  }
}

Result<Done> WriteQueue::run_alone(const Work& work) {
  if (auto begun = connection_->begin_write(); !begun) return begun;
  auto result = run(*connection_, work);
  if (result) result = connection_->commit();
  if (!result) connection_->rollback();
  return result;
}

}  // namespace hearth::store
