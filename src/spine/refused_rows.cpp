#include "spine/refused_rows.h"

#include <algorithm>

#include "base/try.h"
#include "spine/protected_words.h"
#include "spine/unknown_uprns.h"

namespace hearth::spine {

Result<std::vector<RefusedRow>> refused_rows(store::Session& session, const Snapshot& snapshot, std::optional<std::int64_t> load, const std::optional<FeedName>& file) {
  const auto& feeds = snapshot.place.feeds;
  const auto is_asked = [&](const FeedName& name) { return !file || *file == name; };
  const ProtectedWords protected_words{snapshot};
  std::vector<RefusedRow> out;
  HEARTH_TRY(rows, record::put_aside_rows(session, load));
  for (auto& row : rows) {
    const auto feed = std::ranges::find(feeds, row.feed, [](const record::Feed& one) { return one.name.text(); });
    if (feed == feeds.end() || !is_asked(feed->name)) continue;
    // The place of the fault is told in any case; what stands there is not, where it may tell of a protected person.
    if (protected_words.in(row.content)) row.content = "(not kept here: see the file)";
    out.push_back({std::move(row), static_cast<trust::FeedIndex>(feed - feeds.begin()), feed->is_protected});
  }
  for (std::uint32_t feed = 0; feed < feeds.size(); ++feed) {
    if (!is_asked(feeds[feed].name)) continue;
    HEARTH_TRY(last, record::last_load(session, feeds[feed].name));
    if (!last || (load && *load != last->load_id)) continue;
    auto unknown = unknown_uprns(snapshot, feed, last->load_id);
    std::ranges::move(unknown, std::back_inserter(out));
  }
  return out;
}

}  // namespace hearth::spine
