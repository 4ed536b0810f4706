// queued_database.h (private to store/): a Database made of one write queue and a pool of readers.
#pragma once

#include "store/reader_pool.h"
#include "store/write_queue.h"

namespace hearth::store {

using CheckAll = std::function<Result<Done>(Connection&)>;

[[nodiscard]] std::unique_ptr<Database> make_queued_database(std::unique_ptr<Connection> writer, ReaderPool::Open open_reader,
                                                             CheckAll check);

}  // namespace hearth::store
