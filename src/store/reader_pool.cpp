// reader_pool.cpp: lends a connection for one read transaction.
#include "store/reader_pool.h"

namespace hearth::store {

namespace {
constexpr std::size_t readers_max = 64;  // more wait for one to come back; no read should hold one for long
}

/// Gives the connection back, whatever happened. One whose transaction cannot be ended is not lent again.
class ReaderPool::Loan {
 public:
  explicit Loan(ReaderPool& pool) : pool_{pool} {}
  ~Loan() {
    if (connection_) connection_->rollback();
    const bool sound = connection_ && !connection_->in_transaction();
    {
      const std::lock_guard lock{pool_.guard_};
      if (sound) pool_.idle_.push_back(std::move(connection_));
      else if (counted_) --pool_.made_;
    }
    pool_.returned_.notify_one();
  }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

  [[nodiscard]] Result<Connection*> take() {
    {
      std::unique_lock lock{pool_.guard_};
      pool_.returned_.wait(lock, [&] { return !pool_.idle_.empty() || pool_.made_ < readers_max; });
      counted_ = true;
      if (!pool_.idle_.empty()) {
        connection_ = std::move(pool_.idle_.back());
        pool_.idle_.pop_back();
        return connection_.get();
      }
      ++pool_.made_;
    }
    auto opened = pool_.open_();
    if (!opened) return fail(opened.error());
    connection_ = std::move(*opened);
    return connection_.get();
  }

 private:
  ReaderPool& pool_;
  std::unique_ptr<Connection> connection_;
  bool counted_{false};
};

Result<Done> ReaderPool::with_connection(const std::function<Result<Done>(Connection&)>& work) {
  Loan loan{*this};
  auto connection = loan.take();
  if (!connection) return fail(connection.error());
  return work(**connection);
}

Result<Done> ReaderPool::read(const std::function<Result<Done>(Session&)>& work) {
  return with_connection([&](Connection& connection) -> Result<Done> {
    if (auto begun = connection.begin_read(); !begun) return begun;
    auto result = work(connection);
    connection.rollback();  // nothing was changed: the cheapest end
    return result;
  });
}

}  // namespace hearth::store
