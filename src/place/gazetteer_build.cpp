#include <algorithm>
#include <numeric>

#include "base/assertion.h"
#include "base/hash.h"
#include "base/text.h"
#include "place/address_standing.h"
#include "place/gazetteer.h"
#include "place/gazetteer_state.h"

namespace hearth::place {
namespace {

/// Gives equal texts one number. Open addressing: a street occurs in hundreds of rows, so most look-ups find.
class Interner {
 public:
  explicit Interner(TextArena& texts) : texts_{texts}, slots_(1U << 16, 0) {}

  std::uint32_t id_of(std::string_view text) {
    if (text.empty()) return 0;
    if (texts_.size() * 2 > slots_.size()) grow();
    auto slot = hash64(text) & (slots_.size() - 1);
    while (slots_[slot] != 0) {
      if (texts_.at(slots_[slot]) == text) return slots_[slot];
      slot = (slot + 1) & (slots_.size() - 1);
    }
    return slots_[slot] = texts_.append(text);
  }

 private:
  void grow() {
    std::vector<std::uint32_t> larger(slots_.size() * 2, 0);
    for (std::uint32_t id = 1; id < texts_.size(); ++id) {
      auto slot = hash64(texts_.at(id)) & (larger.size() - 1);
      while (larger[slot] != 0) slot = (slot + 1) & (larger.size() - 1);
      larger[slot] = id;
    }
    slots_ = std::move(larger);
  }

  TextArena& texts_;
  std::vector<std::uint32_t> slots_;
};

bool is_tidy(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() == ' ' || text.back() == ' ') return false;
  char before = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\xC2' || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return true;
}

}  // namespace

struct GazetteerBuilder::Rows {
  struct Row {
    std::uint64_t uprn, parent;
    StoredAddress address;
    std::uint32_t class_code;
    StoredPoint point;
    Standing standing;
  };
  TextArena texts;
  Interner interner{texts};
  std::vector<Row> rows;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> successions;
  std::string name;

  std::uint32_t keep(std::string_view text) {
    if (is_tidy(text)) return interner.id_of(text);
    const auto tidied = one_line(text);
    return interner.id_of(tidied);
  }
};

GazetteerBuilder::GazetteerBuilder(std::string name) : rows_{std::make_unique<Rows>()} { rows_->name = std::move(name); }
GazetteerBuilder::~GazetteerBuilder() = default;
std::size_t GazetteerBuilder::rows() const noexcept { return rows_->rows.size(); }

namespace {

StoredPoint stored(const std::optional<GridPoint>& point) {
  if (!point) return {};
  // The grid is 700 by 1,300 km: centimetres fit into 31 bits.
  return {.east = static_cast<std::int32_t>(point->easting * 100.0 + 0.5),
          .north = static_cast<std::int32_t>(point->northing * 100.0 + 0.5)};
}

}  // namespace

void GazetteerBuilder::add(const PropertyRow& row) {
  auto& r = *rows_;
  const auto& a = row.address;
  r.rows.push_back({.uprn = row.uprn.number(),
                    .parent = row.parent ? row.parent->number() : 0,
                    .address = {.organisation = r.keep(a.organisation),
                                .unit = r.keep(a.unit),
                                .street = r.keep(a.street),
                                .locality = r.keep(a.locality),
                                .town = r.keep(a.town),
                                .address = r.keep(a.address),
                                .postcode = r.keep(a.postcode),
                                .outcode = r.keep(a.outcode),
                                .status = r.keep(a.status)},
                    .class_code = r.keep(row.class_code),
                    .point = stored(row.point),
                    .standing = standing_of(a.status)});
}

void GazetteerBuilder::add_successor(Uprn gone, Uprn successor) {
  if (gone != successor) rows_->successions.emplace_back(gone.number(), successor.number());
}

Gazetteer GazetteerBuilder::finish() {
  HEARTH_ASSERT(rows_ != nullptr);
  auto& rows = rows_->rows;
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (rows[a].uprn != rows[b].uprn) return rows[a].uprn < rows[b].uprn;
    return rows[a].standing < rows[b].standing;
  });
  Gazetteer made;
  auto& state = *made.state_;
  state.name = std::move(rows_->name);
  state.address_from.assign(0, 0);
  for (auto* column : {&state.uprn, &state.parent}) column->reserve(rows.size());
  for (auto* column : {&state.class_code, &state.address_from}) column->reserve(rows.size() + 1);
  state.point.reserve(rows.size());
  state.address.reserve(rows.size());
  for (const auto index : order) {
    const auto& row = rows[index];
    if (state.uprn.empty() || state.uprn.back() != row.uprn) {
      state.uprn.push_back(row.uprn);
      state.parent.push_back(0);
      state.class_code.push_back(0);
      state.point.push_back({});
      state.address_from.push_back(static_cast<std::uint32_t>(state.address.size()));
    }
    // What the shown row does not say, a later one of the same UPRN may.
    if (state.parent.back() == 0) state.parent.writable().back() = row.parent;
    if (state.class_code.back() == 0) state.class_code.writable().back() = row.class_code;
    if (state.point.back() == StoredPoint{}) state.point.writable().back() = row.point;
    const auto first = state.address.begin() + state.address_from.back();
    if (std::find(first, state.address.end(), row.address) == state.address.end()) state.address.push_back(row.address);
  }
  state.address_from.push_back(static_cast<std::uint32_t>(state.address.size()));
  rows.clear();
  rows.shrink_to_fit();
  std::ranges::sort(rows_->successions);
  rows_->successions.erase(std::unique(rows_->successions.begin(), rows_->successions.end()), rows_->successions.end());
  for (const auto& [gone, successor] : rows_->successions) {
    state.gone.push_back(gone);
    state.successor.push_back(successor);
  }
  state.texts = std::move(rows_->texts);
  state.complete();
  rows_.reset();
  return made;
}

}  // namespace hearth::place
