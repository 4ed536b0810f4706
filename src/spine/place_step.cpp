// place_step.cpp: records -> placements.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/try.h"
#include "place/place_record.h"
#include "place/placement_table.h"
#include "place/successor.h"
#include "spine/record_address.h"
#include "spine/working_set.h"

namespace hearth::spine {
namespace {

using record::Field;

struct ToPlace {
  std::vector<std::size_t> records;  ///< places in WorkingSet::records
  std::vector<RecordId> vanished;
  StepState next;
  bool all{false};
};

Result<ToPlace> what_to_place(WorkingSet& work, const std::string& version) {
  ToPlace out;
  Touched touched;
  HEARTH_CHECK(work.database.read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(state, step_state(session, "place"));
    HEARTH_TRY(newest, last_load_number(session));
    out.next = {version, newest};
    out.all = state.version != version;
    if (!out.all && newest > state.seen_load) {
      HEARTH_TRY(found, touched_since(session, state.seen_load));
      touched = std::move(found);
    }
    return Done{};
  }));
  if (!out.all && touched.present.empty() && touched.vanished.empty()) return out;
  HEARTH_CHECK(work.need_records());
  for (const auto id : touched.vanished) out.vanished.push_back(RecordId{static_cast<std::uint64_t>(id)});
  std::size_t at = 0;
  for (std::size_t i = 0; i < work.records.size(); ++i) {
    if (out.all) {
      out.records.push_back(i);
      continue;
    }
    const auto id = static_cast<std::int64_t>(work.records[i].id.number());
    while (at < touched.present.size() && touched.present[at] < id) ++at;
    if (at < touched.present.size() && touched.present[at] == id) out.records.push_back(i);
  }
  return out;
}

std::vector<std::string> address_texts(const WorkingSet& work, const std::vector<std::size_t>& records) {
  std::vector<std::string> out;
  out.reserve(records.size());
  for (const auto i : records) out.push_back(record_address(work.records[i].view()));
  return out;
}

/// UPRNs that the feeds give and the gazetteer has not: demolished, of another district, or mistyped. The address was matched instead.
std::string unknown_uprns(const place::Gazetteer& gazetteer, const std::vector<place::PlaceAsk>& asks) {
  const auto unknown = std::ranges::count_if(asks, [&](const auto& ask) {
    const auto uprn = Uprn::parse(ask.uprn);
    return uprn && !gazetteer.find(*uprn) && place::live_successors(gazetteer, *uprn).empty();
  });
  if (unknown == 0) return {};
  return "; " + with_commas(static_cast<std::uint64_t>(unknown)) + (unknown == 1 ? " record gives" : " records give") + " a UPRN that the gazetteer has not: placed by the address (hearth refused lists them)";
}

std::string bands_remark(const std::vector<place::Placement>& placed) {
  std::array<std::size_t, 5> count{};
  for (const auto& p : placed) ++count[static_cast<std::size_t>(p.band)];
  const std::size_t sure = count[0] + count[1];
  // A row of somebody whose address is not the home, or is not known, is no address that was sought in vain.
  const auto empty = static_cast<std::size_t>(std::ranges::count_if(placed, [](const auto& p) { return p.reason == "empty"; }));
  return with_commas(sure) + " certain or probable, " + with_commas(count[2]) + " building only, " + with_commas(count[3]) +
         " could be several, " + with_commas(count[4] - empty) + " not found" + (empty > 0 ? ", " + with_commas(empty) + " without an address" : "");
}

}  // namespace

Result<RunRecord> place_step(WorkingSet& work) {
  StepTimer timer{"place", work.clock};
  const auto& gazetteer = work.context.gazetteer->loaded.gazetteer;
  const place::PlacementVersions versions{std::string{place::matcher_version}, gazetteer.version()};
  HEARTH_TRY(todo, what_to_place(work, versions.matcher + "/" + versions.gazetteer));
  const auto texts = address_texts(work, todo.records);
  std::vector<place::PlaceAsk> asks;
  asks.reserve(todo.records.size());
  for (std::size_t i = 0; i < todo.records.size(); ++i) {
    const auto view = work.records[todo.records[i]].view();
    asks.push_back({view.get(Field::uprn), texts[i], view.get(Field::postcode)});
  }
  auto placed = place::place_all(gazetteer, work.context.gazetteer->index, asks, work.threads, work.progress);
  const auto remark = placed.empty() ? std::string{} : bands_remark(placed) + unknown_uprns(gazetteer, asks);
  std::vector<place::RecordPlacement> rows;
  rows.reserve(placed.size());
  std::size_t out = 0;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const auto id = work.records[todo.records[i]].id;
    work.placed_anew.push_back(id);
    if (placed[i].uprn) ++out;
    rows.push_back({id, std::move(placed[i])});
  }
  work.all_placed_anew = todo.all;
  work.vanished = todo.vanished;
  work.progress.begin("keep placements", 0);
  HEARTH_CHECK(work.database.write([&](store::Session& session) -> Result<Done> {
    if (!todo.vanished.empty()) HEARTH_CHECK(place::remove_placements(session, todo.vanished));
    if (!rows.empty()) HEARTH_CHECK(place::put_placements(session, rows, versions));
    return set_step_state(session, "place", todo.next);
  }));
  return timer.finish(todo.records.size() + todo.vanished.size(), out, todo.records.size(), 0, remark);
}

}  // namespace hearth::spine
