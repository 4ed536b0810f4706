#include "spine/unsure_addresses.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "base/try.h"
#include "place/placement_table.h"
#include "place/successor.h"
#include "spine/linked_records.h"
#include "spine/record_address.h"
#include "spine/review.h"

namespace hearth::spine {
namespace {

using place::AddressKey;
using place::Band;
using place::DecisionRow;
using record::Field;

constexpr std::size_t homes_max = 20;

bool is_open(const PlacedRecord& placed) { return placed.band != Band::exact && placed.band != Band::likely; }

/// No UPRN that the address list has stands beside the text: what is decided about the text places the record.
bool is_placed_by_text(const place::Gazetteer& gazetteer, const record::FieldsView& fields) {
  const auto uprn = Uprn::parse(fields.get(Field::uprn));
  return !uprn || (!gazetteer.find(*uprn) && place::live_successors(gazetteer, *uprn).empty());
}

/// What the file says of each text: its last row, and how many there are.
struct Said {
  const DecisionRow* last{nullptr};
  std::size_t rows{0};
};

/// Records by the normal form of their address.
class AddressGroups {
 public:
  AddressGroups(const Snapshot& snapshot, const Sight& sight, std::span<const DecisionRow> rows) : snapshot_{snapshot}, sight_{sight} {
    for (const auto& row : rows) {
      auto& said = said_[row.key];
      said.last = &row;
      ++said.rows;
    }
    for (std::uint32_t i = 0; i < snapshot.records.size(); ++i) {
      if (touches_protected(snapshot, i)) keep_text_back(i);
      if (is_open(snapshot.placed[i])) take(i);
    }
    for (const auto& row : rows) take_placed_by(row);
    for (const auto& key : kept_back_) records_.erase(key);
    for (auto& [key, records] : records_) std::ranges::sort(records);
  }

  [[nodiscard]] const std::map<AddressKey, std::vector<std::uint32_t>>& records() const noexcept { return records_; }
  [[nodiscard]] Said said_of(const AddressKey& key) const {
    const auto found = said_.find(key);
    return found == said_.end() ? Said{} : found->second;
  }

 private:
  /// Wherever the record itself is placed, and by whatever.
  void keep_text_back(std::uint32_t record) {
    const auto view = snapshot_.records[record].view();
    if (const auto key = place::address_key(record_address(view), view.get(Field::postcode))) kept_back_.insert(*key);
  }

  void take(std::uint32_t record) {
    const auto view = snapshot_.records[record].view();
    if (!is_placed_by_text(snapshot_.properties(), view) || is_of_an_institution(snapshot_.placed[record])) return;
    const auto address = record_address(view);
    const auto key = place::address_key(address, view.get(Field::postcode));
    if (key && !place::says_no_premises(address)) put(*key, record);
  }

  /// A room of a care home whose rooms the list does not have: the home is its place.
  [[nodiscard]] bool is_of_an_institution(const PlacedRecord& placed) const {
    if (placed.band != Band::building || placed.property == nowhere) return false;
    const place::PropertyIndex property{placed.property};
    return snapshot_.properties().establishment(property) && snapshot_.properties().children(property).empty();
  }

  /// Whom a decision has placed is open no more, and may be decided about again.
  void take_placed_by(const DecisionRow& row) {
    const auto uprn = row.uprn ? place::property_today(snapshot_.properties(), *row.uprn) : std::nullopt;
    const auto property = uprn ? snapshot_.properties().find(*uprn) : std::nullopt;
    if (!property || !looked_at_.insert({row.key, property->number()}).second) return;
    for (const auto record : snapshot_.records_at_property.of(property->number())) {
      const auto view = snapshot_.records[record].view();
      if (is_open(snapshot_.placed[record]) || !is_placed_by_text(snapshot_.properties(), view)) continue;
      const auto key = place::address_key(record_address(view), view.get(Field::postcode));
      if (key && *key == row.key) put(*key, record);
    }
  }

  void put(const AddressKey& key, std::uint32_t record) {
    if (is_kept_back(record)) kept_back_.insert(key);
    else if (sight_.feed(snapshot_.records[record].feed)) records_[key].push_back(record);
  }

  /// Also where one of the homes that may be meant is a protected one.
  [[nodiscard]] bool is_kept_back(std::uint32_t record) const {
    if (touches_protected(snapshot_, record)) return true;
    const auto& properties = snapshot_.properties();
    const auto is_protected = [&](place::PropertyIndex property) { return snapshot_.protected_property.contains(property.number()); };
    const auto& placed = snapshot_.placed[record];
    if (placed.band == Band::building && placed.property != nowhere && std::ranges::any_of(properties.children(place::PropertyIndex{placed.property}), is_protected)) return true;
    const auto found = snapshot_.candidates.find(record);
    return found != snapshot_.candidates.end() && std::ranges::any_of(found->second, [&](const Uprn& uprn) {
      const auto property = properties.find(uprn);
      return property && is_protected(*property);
    });
  }

  const Snapshot& snapshot_;
  const Sight& sight_;
  std::map<AddressKey, Said> said_;
  std::map<AddressKey, std::vector<std::uint32_t>> records_;
  std::set<AddressKey> kept_back_;
  std::set<std::pair<AddressKey, std::uint32_t>> looked_at_;
};

std::string why_open(Band band, std::string_view reason) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> words{{
      {"several_alike", "Several homes fit about equally well."},
      {"several_successors", "The home is gone, and several stand in its place."},
      {"below_likely", "One home fits best, but not well enough."},
      {"elsewhere", "The home that fits best is not where the postcode or the town says."},
      {"suffix_missing", "The number has a neighbour with a letter, as 59 and 59A."},
      {"flat_missing", "The building has flats, and no flat is named."},
      {"flat_not_known", "The building is known, and this flat of it is not."},
      {"street_unknown", "No street or building of the address list is in it."},
      {"number_not_on_street", "The street is known, and this number or name is not on it."},
      {"too_weak", "Something resembles it, too little to take it."},
      {"address_beside_unknown_uprn", "The UPRN beside it is not in the address list, and the text alone does not say which home is meant."},
      {"decided", "A decision about it was taken back: the next run weighs it again."},
      {"decided_none", "Somebody decided that there is no such premises."},
  }};
  for (const auto& [code, said] : words)
    if (code == reason) return std::string{said};
  if (reason == "number_missing") return band == Band::none ? "The street is known, and no house number or name is given." : "The street or building fits, and no house number is given.";
  if (band == Band::building) return "The building is known, the flat is not.";
  return band == Band::ambiguous ? "Several homes could be meant." : "No home fits.";
}

/// Finds out what one group's entry says.
class Describer {
 public:
  Describer(store::Session& session, const Snapshot& snapshot, const Sight& sight) : session_{session}, snapshot_{snapshot}, teller_{snapshot, sight} {}

  [[nodiscard]] UnsureAddress begin(const std::vector<std::uint32_t>& records, const Said& said) const {
    const auto first = records.front();
    const auto& record = snapshot_.records[first];
    UnsureAddress out;
    out.record = record.id;
    out.record_key = reference(snapshot_, first);
    out.address = record_address(record.view());
    out.postcode = record.view().get(Field::postcode);
    out.records = records.size();
    for (const auto index : records) out.feeds.push_back(static_cast<trust::FeedIndex>(snapshot_.records[index].feed));
    std::ranges::sort(out.feeds);
    out.feeds.erase(std::unique(out.feeds.begin(), out.feeds.end()), out.feeds.end());
    if (said.last != nullptr) out.said = *said.last;
    out.rows = said.rows;
    out.waits = !out.is_decided() && is_open(snapshot_.placed[first]);
    return out;
  }

  [[nodiscard]] Result<std::string> reason_of(const UnsureAddress& entry) const {
    HEARTH_TRY(placed, place::load_placement(session_, entry.record));
    return placed ? placed->placement.reason : std::string{};
  }

  /// What the last run made of a decision; false when the entry says nothing to anybody: taken back, and weighed again since.
  [[nodiscard]] Result<bool> judge(UnsureAddress& entry) const {
    HEARTH_TRY(reason, reason_of(entry));
    const auto& placed = placed_of(entry);
    if (!entry.is_decided()) return is_open(placed) || reason == "decided";
    if (!entry.said->uprn) {
      entry.is_followed = reason == "decided_none";
      return true;
    }
    const auto uprn = place::property_today(snapshot_.properties(), *entry.said->uprn);
    const auto home = uprn ? snapshot_.properties().find(*uprn) : std::nullopt;
    if (home) entry.decided_address = one_line(snapshot_.properties().address_line(*home));
    entry.is_followed = home && !is_open(placed) && placed.property == home->number();
    return true;
  }

  [[nodiscard]] Result<Done> complete(UnsureAddress& entry) const {
    HEARTH_TRY(reason, reason_of(entry));
    const auto index = *snapshot_.find_record(entry.record);
    if (!entry.is_decided() || reason != "decided") entry.why = why_open(snapshot_.placed[index].band, reason);
    for (const auto feed : entry.feeds) {
      auto name = teller_.name_of_feed(feed);
      entry.files.push_back(name.empty() ? "a file that is not named" : std::move(name));
    }
    add_homes(entry, index);
    return Done{};
  }

 private:
  [[nodiscard]] const PlacedRecord& placed_of(const UnsureAddress& entry) const { return snapshot_.placed[*snapshot_.find_record(entry.record)]; }

  void add_home(UnsureAddress& entry, Uprn uprn, std::string why_not = {}) const {
    const auto found = snapshot_.properties().find(uprn);
    if (found && entry.homes.size() < homes_max) entry.homes.push_back({uprn, one_line(snapshot_.properties().address_line(*found)), std::move(why_not)});
  }

  void add_homes(UnsureAddress& entry, std::uint32_t index) const {
    const auto& placed = snapshot_.placed[index];
    if (const auto found = snapshot_.candidates.find(index); found != snapshot_.candidates.end())
      for (const auto uprn : found->second) add_home(entry, uprn);
    const auto& properties = snapshot_.properties();
    if (placed.band == Band::building && placed.property != nowhere) {
      const auto flats = properties.children(place::PropertyIndex{placed.property});
      if (flats.size() <= homes_max)
        for (const auto flat : flats) add_home(entry, properties.uprn(flat));
      if (flats.empty()) add_home(entry, properties.uprn(place::PropertyIndex{placed.property}));
    }
    if (!entry.homes.empty() || placed.band != Band::none) return;
    for (const auto& near : place::explain_address(snapshot_.gazetteer->index, {}, {.text = entry.address, .postcode = entry.postcode}).nearly) {
      const auto found = properties.find(near.uprn);
      if (found && !snapshot_.protected_property.contains(found->number())) add_home(entry, near.uprn, std::string{place::words_of(near.why_not)});
    }
  }

  store::Session& session_;
  const Snapshot& snapshot_;
  Teller teller_;
};

bool is_worth_more(const UnsureAddress& a, const UnsureAddress& b) {
  if (a.records != b.records) return a.records > b.records;
  return a.address != b.address ? a.address < b.address : a.record < b.record;
}

bool is_newer(const UnsureAddress& a, const UnsureAddress& b) { return a.said->when != b.said->when ? a.said->when > b.said->when : a.said->row > b.said->row; }

}  // namespace

Result<UnsureList> unsure_addresses(store::Session& session, const Snapshot& snapshot, const Sight& sight, std::span<const DecisionRow> rows, std::size_t most) {
  const AddressGroups groups{snapshot, sight, rows};
  const Describer describer{session, snapshot, sight};
  UnsureList out;
  for (const auto& [key, records] : groups.records()) {
    auto entry = describer.begin(records, groups.said_of(key));
    (entry.waits ? out.addresses : out.decided).push_back(std::move(entry));
  }
  out.waiting = out.addresses.size();
  std::ranges::sort(out.addresses, is_worth_more);
  if (out.addresses.size() > most) out.addresses.erase(out.addresses.begin() + static_cast<std::ptrdiff_t>(most), out.addresses.end());
  for (auto& entry : out.addresses) HEARTH_CHECK(describer.complete(entry));
  std::ranges::sort(out.decided, is_newer);
  std::vector<UnsureAddress> told;
  for (auto& entry : out.decided) {
    if (told.size() == most) break;
    HEARTH_TRY(is_told, describer.judge(entry));
    if (is_told) told.push_back(std::move(entry));
  }
  out.decided = std::move(told);
  return out;
}

Result<std::optional<UnsureAddress>> unsure_address(store::Session& session, const Snapshot& snapshot, const Sight& sight, std::span<const DecisionRow> rows, RecordId record) {
  const auto index = snapshot.find_record(record);
  if (!index) return std::nullopt;
  const AddressGroups groups{snapshot, sight, rows};
  const auto found = std::ranges::find_if(groups.records(), [&](const auto& group) { return std::ranges::binary_search(group.second, *index); });
  if (found == groups.records().end()) return std::nullopt;
  const Describer describer{session, snapshot, sight};
  auto entry = describer.begin(found->second, groups.said_of(found->first));
  HEARTH_TRY(is_told, describer.judge(entry));
  if (!is_told) return std::nullopt;
  HEARTH_CHECK(describer.complete(entry));
  return std::optional{std::move(entry)};
}

}  // namespace hearth::spine
