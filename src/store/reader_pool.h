// reader_pool.h (private to store/): connections for readers, made when first needed and kept.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/connection.h"

namespace hearth::store {

class ReaderPool {
 public:
  using Open = std::function<Result<std::unique_ptr<Connection>>()>;
  explicit ReaderPool(Open open) : open_{std::move(open)} {}

  [[nodiscard]] Result<Done> read(const std::function<Result<Done>(Session&)>& work);
  /// The same, with the connection's own commands (prepare, command).
  [[nodiscard]] Result<Done> with_connection(const std::function<Result<Done>(Connection&)>& work);

 private:
  class Loan;
  Open open_;
  std::mutex guard_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t made_{0};
};

}  // namespace hearth::store
