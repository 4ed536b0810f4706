// queued_database.cpp: hands writes to the queue, reads to the pool.
#include "store/queued_database.h"

namespace hearth::store {

namespace {

class QueuedDatabase final : public Database {
 public:
  QueuedDatabase(std::unique_ptr<Connection> writer, ReaderPool::Open open_reader, CheckAll check)
      : queue_{std::move(writer)}, readers_{std::move(open_reader)}, check_{std::move(check)} {}

  [[nodiscard]] Result<Done> write(const std::function<Result<Done>(Session&)>& work) override { return queue_.write(work); }
  [[nodiscard]] Result<Done> read(const std::function<Result<Done>(Session&)>& work) override { return readers_.read(work); }
  [[nodiscard]] Result<Done> empty_log() override { return queue_.empty_log(); }
  [[nodiscard]] Result<Done> prepare_all(const std::vector<Statement>& statements) override {
    return readers_.with_connection([&](Connection& connection) -> Result<Done> {
      for (const auto& statement : statements)
        if (auto prepared = connection.prepare(statement); !prepared) return prepared;
      return Done{};
    });
  }
  [[nodiscard]] Result<Done> check() override { return readers_.with_connection(check_); }
  [[nodiscard]] std::string engine() const override { return queue_.engine(); }

 private:
  WriteQueue queue_;  // ends after the readers, so that its last checkpoint can empty the log
  ReaderPool readers_;
  CheckAll check_;
};

}  // namespace

std::unique_ptr<Database> make_queued_database(std::unique_ptr<Connection> writer, ReaderPool::Open open_reader, CheckAll check) {
  return std::make_unique<QueuedDatabase>(std::move(writer), std::move(open_reader), std::move(check));
}

}  // namespace hearth::store
