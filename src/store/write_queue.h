// write_queue.h (private to store/): the one writer. Works that wait together share one transaction and one sync.
#pragma once

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/connection.h"

namespace hearth::store {

using Work = std::function<Result<Done>(Session&)>;

class WriteQueue {
 public:
  explicit WriteQueue(std::unique_ptr<Connection> connection);
  ~WriteQueue();  ///< answers all that wait, then ends
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  /// Returns when the work is on disk or undone. What `work` throws is thrown here, and the work is undone.
  [[nodiscard]] Result<Done> write(const Work& work);
  /// Between two transactions. @error store.busy
  [[nodiscard]] Result<Done> empty_log();
  [[nodiscard]] std::string engine() const { return connection_->engine(); }

 private:
  struct Request {
    const Work* work{nullptr};  ///< null: empty the log
    std::promise<Result<Done>> answer;
  };
  using Batch = std::vector<std::unique_ptr<Request>>;
  [[nodiscard]] Result<Done> ask(const Work* work);
  void serve();
  void commit_together(Batch& batch);
  /// False when the transaction was lost on the way, and nothing of it stays.
  [[nodiscard]] bool run_each(Batch& batch, std::vector<Result<Done>>& results);
  void commit_alone(Request& request);
  [[nodiscard]] Result<Done> run_alone(const Work& work);

  std::unique_ptr<Connection> connection_;
  std::mutex guard_;
  std::condition_variable arrived_;
  Batch waiting_;
  bool ending_{false};
  std::thread thread_;
};

}  // namespace hearth::store
