// parallel.h: the same work over many items, on several threads, with results that do not depend on how many.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace hearth::base {

/// How many threads a step may use. 0 from the command line means: as many as the machine has.
struct Threads {
  unsigned count{2};
  [[nodiscard]] static Threads of_machine() { return {std::max(1U, std::thread::hardware_concurrency())}; }
};

/// Calls body(from, to) for consecutive ranges of [0, size) of at most `grain` items. Ranges run in any order on any
/// thread: body must write only to places of its own range. The first exception is thrown again here.
template <class Body>
void parallel_ranges(std::size_t size, std::size_t grain, Threads threads, Body&& body) {
  const std::size_t ranges = (size + grain - 1) / grain;
  std::atomic<std::size_t> next{0};
  std::exception_ptr thrown;
  std::mutex guard;
  const auto work = [&] {
    for (std::size_t range = next++; range < ranges; range = next++) {
      try {
        body(range * grain, std::min(size, (range + 1) * grain));
      } catch (...) {
        const std::lock_guard lock{guard};
        if (!thrown) thrown = std::current_exception();
        return;
      }
    }
  };
  const std::size_t helpers = std::min<std::size_t>(threads.count, ranges);
  std::vector<std::thread> pool;
  for (std::size_t i = 1; i < helpers; ++i) pool.emplace_back(work);
  work();
  for (auto& thread : pool) thread.join();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace hearth::base

namespace hearth {
using namespace base;
}
