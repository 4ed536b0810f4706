// crash_writer.cpp: writes rows until it is killed, and says of each, only after its acknowledgement, that it was kept.
//
//   crash_writer DATA [--synchronous=normal]
//
// On standard output: the numbers of the kept rows, 8 bytes each. Row n holds text_of(n) (crash_rows.h).
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <string_view>
#include <thread>
#include <vector>

#include "base/try.h"
#include "drills/crash_rows.h"
#include "store/open_unsafe.h"

using namespace hearth;

namespace {

constexpr int writers = 4;          // so that works share commits
constexpr int checkpoint_pages = 50;  // small, so that a trial of some milliseconds has several

void say_kept(std::int64_t number) {
  if (::write(STDOUT_FILENO, &number, sizeof number) != sizeof number) ::_exit(4);  // whole: shorter than PIPE_BUF
}

Result<Done> write_row(store::Session& session, std::int64_t number) {
  HEARTH_CHECK(session.execute(drills::insert_row, {store::to_value(number), store::to_value(drills::text_of(number))}));
  // A second table in the same transaction: a trial that finds one without the other has seen half a write.
  HEARTH_CHECK(session.execute(drills::count_row, {}));
  return Done{};
}

Result<std::int64_t> highest(store::Database& database) {
  std::int64_t found = 0;
  HEARTH_CHECK(database.write([&](store::Session& session) -> Result<Done> {
    HEARTH_CHECK(session.execute(drills::create_rows));
    HEARTH_CHECK(session.execute(drills::create_counter));
    HEARTH_CHECK(session.execute(drills::start_counter));
    HEARTH_TRY(number, session.one<std::int64_t>(drills::highest_row));
    found = number.value_or(0);
    return Done{};
  }));
  return found;
}

Result<Done> run(const Path& data, bool safe) {
  HEARTH_TRY(database, store::open_sqlite_folder(data, {}, {.power_cut_safe = safe, .checkpoint_pages = checkpoint_pages}));
  HEARTH_TRY(last, highest(*database));
  std::atomic<std::int64_t> next{last};
  const auto write_for_ever = [&] {
    for (;;) {
      const auto number = ++next;
      if (!database->write([&](store::Session& session) { return write_row(session, number); })) return;
      say_kept(number);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < writers; ++i) threads.emplace_back(write_for_ever);
  for (auto& thread : threads) thread.join();
  return fail("drill.ended", "a write failed");
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  const bool safe = count < 3 || std::string_view{words[2]} != "--synchronous=normal";
  const auto done = run(words[1], safe);
  std::fputs((to_string(done.error()) + "\n").c_str(), stderr);
  return 3;
}
