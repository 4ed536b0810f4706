#include "spine/unknown_uprns.h"

#include <algorithm>

#include "base/text.h"
#include "place/successor.h"

namespace hearth::spine {
namespace {

std::string column_of(const record::Feed& feed) {
  for (const auto& person : feed.persons)
    if (const auto found = person.fields.find(record::Field::uprn); found != person.fields.end()) return joined(found->second.columns, ", ");
  return {};
}

std::string file_of(const record::Feed& feed) { return feed.files.size() == 1 ? feed.files.front().filename().string() : "the files of " + feed.name.text(); }

}  // namespace

std::vector<RefusedRow> unknown_uprns(const Snapshot& snapshot, std::uint32_t feed, std::int64_t load) {
  const auto& declared = snapshot.place.feeds[feed];
  const auto file = file_of(declared), column = column_of(declared);
  std::vector<RefusedRow> out;
  for (std::size_t i = 0; i < snapshot.records.size(); ++i) {
    const auto& record = snapshot.records[i];
    if (record.feed != feed) continue;
    const std::string told{record.view().get(record::Field::uprn)};
    const auto uprn = Uprn::parse(told);
    if (!uprn || snapshot.properties().find(*uprn) || !place::live_successors(snapshot.properties(), *uprn).empty()) continue;
    RefusedRow one;
    one.row = {.load_id = load, .feed = declared.name.text(), .file = file, .column = column, .code = "uprn.not_in_gazetteer",
               .message = "this UPRN is not in the gazetteer: demolished, of another district, or mistyped. The record was placed by its address. Ask for a newer "
                          "gazetteer, or have the number mended at the source.",
               .content = told};
    one.feed = static_cast<trust::FeedIndex>(feed);
    const auto person = snapshot.person_of[i];
    one.is_protected = declared.is_protected || record.is_protected || (person != Groups::none && snapshot.protected_person[person]);
    one.key = record.key;
    out.push_back(std::move(one));
  }
  std::ranges::sort(out, {}, &RefusedRow::key);
  return out;
}

}  // namespace hearth::spine
