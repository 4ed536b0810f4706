// read_rows.h: the rows of a feed's files as records, batch by batch on several threads. Private to record/.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "record/date_order.h"
#include "record/read_feed.h"

namespace hearth::record {

struct RowsRead {
  FeedContent content;               ///< records and faults in the order of the rows
  std::vector<std::uint64_t> rows;   ///< the row of each record
  DateOrders orders;
};

/// The same for any number of threads: a batch is read by a reader of its own, and batches are put together in their order.
/// @param distrusted  columns of whose doubtful dates only the year is taken
/// @error as read_feed()
[[nodiscard]] Result<RowsRead> read_rows(Files& files, const Feed& feed, std::uint32_t feed_index, const Date& today, const std::set<std::string>& distrusted,
                                         Threads threads, Progress& progress);

}  // namespace hearth::record
