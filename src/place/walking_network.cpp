#include "place/walking_network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>
#include <unordered_map>

namespace hearth::place {
namespace {

constexpr double stretch_metres_max = 1'000;
constexpr double same_corner_parts = 10;  // of a metre
constexpr double cells_max = 20e6;
constexpr float unreached = std::numeric_limits<float>::infinity();

double metres_between(GridPoint a, GridPoint b) noexcept { return std::hypot(a.easting - b.easting, a.northing - b.northing); }

/// One number for each corner of 10 cm.
std::uint64_t corner_key(GridPoint p) noexcept {
  const auto part = [](double value) { return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::llround(value * same_corner_parts))) & 0xFFFFFFFFULL; };
  return part(p.easting) << 32 | part(p.northing);
}

}  // namespace

std::vector<std::vector<GridPoint>> lines_near(std::vector<std::vector<GridPoint>> lines, const GridBox& box) {
  std::erase_if(lines, [&](const auto& line) { return std::ranges::none_of(line, [&](GridPoint p) { return box.holds(p); }); });
  return lines;
}

std::vector<std::vector<GridPoint>> without_islands(const std::vector<std::vector<GridPoint>>& lines, Metres least) {
  // Lines that share a corner are one piece: each corner leads to a line, and lines to the first of their piece.
  std::vector<std::uint32_t> first(lines.size());
  std::iota(first.begin(), first.end(), 0U);
  const auto piece_of = [&](std::uint32_t line) {
    while (first[line] != line) line = first[line] = first[first[line]];
    return line;
  };
  std::unordered_map<std::uint64_t, std::uint32_t> line_at;
  std::vector<double> metres(lines.size(), 0);
  for (std::uint32_t i = 0; i < lines.size(); ++i)
    for (std::size_t k = 0; k < lines[i].size(); ++k) {
      const auto [at, is_new] = line_at.try_emplace(corner_key(lines[i][k]), i);
      if (!is_new) first[piece_of(i)] = piece_of(at->second);
      if (k > 0) metres[i] += metres_between(lines[i][k - 1], lines[i][k]);
    }
  std::vector<double> of_piece(lines.size(), 0);
  for (std::uint32_t i = 0; i < lines.size(); ++i) of_piece[piece_of(i)] += metres[i];
  const double longest = of_piece.empty() ? 0 : std::ranges::max(of_piece);
  std::vector<std::vector<GridPoint>> out;
  for (std::uint32_t i = 0; i < lines.size(); ++i)
    if (const double piece = of_piece[piece_of(i)]; piece >= least.value() || piece == longest) out.push_back(lines[i]);
  return out;
}

WalkingNetwork::WalkingNetwork(const std::vector<std::vector<GridPoint>>& lines) {
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  const auto node_at = [&](GridPoint p) {
    const auto [at, is_new] = numbers.try_emplace(corner_key(p), static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) nodes_.push_back(p);
    return at->second;
  };
  for (const auto& line : lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const auto a = line[i], b = line[i + 1];
      const int parts = static_cast<int>(std::ceil(metres_between(a, b) / stretch_metres_max));
      auto from = node_at(a);
      for (int part = 1; part <= parts; ++part) {
        const double share = static_cast<double>(part) / parts;
        const auto to = node_at(part == parts ? b : GridPoint{a.easting + (b.easting - a.easting) * share, a.northing + (b.northing - a.northing) * share});
        if (from == to) continue;
        const double length = metres_between(nodes_[from], nodes_[to]);
        stretches_.push_back({from, to, static_cast<float>(length)});
        metres_ += length;
        from = to;
      }
    }
  add_arcs();
  if (!stretches_.empty()) add_cells();
}

void WalkingNetwork::add_arcs() {
  arc_from_.assign(nodes_.size() + 1, 0);
  for (const auto& stretch : stretches_) ++arc_from_[stretch.from + 1], ++arc_from_[stretch.to + 1];
  for (std::size_t i = 0; i + 1 < arc_from_.size(); ++i) arc_from_[i + 1] += arc_from_[i];
  arcs_.resize(2 * stretches_.size());
  auto next = arc_from_;
  for (const auto& stretch : stretches_) {
    arcs_[next[stretch.from]++] = {stretch.to, stretch.length};
    arcs_[next[stretch.to]++] = {stretch.from, stretch.length};
  }
}

std::pair<std::size_t, std::size_t> WalkingNetwork::cell_at(GridPoint point) const noexcept {
  const auto part = [this](double from, double value, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(std::floor((value - from) / cell_metres_), 0.0, static_cast<double>(count - 1)));
  };
  return {part(least_.easting, point.easting, columns_), part(least_.northing, point.northing, rows_)};
}

void WalkingNetwork::add_cells() {
  least_ = nodes_.front();
  auto most = nodes_.front();
  for (const auto& p : nodes_) {
    least_ = {std::min(least_.easting, p.easting), std::min(least_.northing, p.northing)};
    most = {std::max(most.easting, p.easting), std::max(most.northing, p.northing)};
  }
  const double wide = most.easting - least_.easting, high = most.northing - least_.northing;
  cell_metres_ = std::max(cell_metres_, std::sqrt(wide * high / cells_max));
  const auto count = [this](double metres) { return static_cast<std::size_t>(metres / cell_metres_) + 1; };
  columns_ = count(wide);
  rows_ = count(high);
  // A stretch lies in every cell of its box: they are short.
  const auto each_cell = [&](const Stretch& stretch, auto take) {
    const auto a = cell_at(nodes_[stretch.from]), b = cell_at(nodes_[stretch.to]);
    for (auto row = std::min(a.second, b.second); row <= std::max(a.second, b.second); ++row)
      for (auto column = std::min(a.first, b.first); column <= std::max(a.first, b.first); ++column) take(row * columns_ + column);
  };
  cell_from_.assign(columns_ * rows_ + 1, 0);
  for (const auto& stretch : stretches_) each_cell(stretch, [&](std::size_t cell) { ++cell_from_[cell + 1]; });
  for (std::size_t i = 0; i + 1 < cell_from_.size(); ++i) cell_from_[i + 1] += cell_from_[i];
  cell_stretches_.resize(cell_from_.back());
  auto next = cell_from_;
  for (std::uint32_t i = 0; i < stretches_.size(); ++i) each_cell(stretches_[i], [&](std::size_t cell) { cell_stretches_[next[cell]++] = i; });
}

void WalkingNetwork::try_stretch(std::uint32_t number, GridPoint place, StepOn& best) const noexcept {
  const auto& stretch = stretches_[number];
  const auto a = nodes_[stretch.from], b = nodes_[stretch.to];
  const double dx = b.easting - a.easting, dy = b.northing - a.northing;
  const double part = std::clamp(((place.easting - a.easting) * dx + (place.northing - a.northing) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  const double away = metres_between(place, {a.easting + part * dx, a.northing + part * dy});
  if (away < best.away || (away == best.away && number < best.stretch)) best = {number, part * stretch.length, away};
}

std::optional<WalkingNetwork::StepOn> WalkingNetwork::step_on(GridPoint place) const {
  if (stretches_.empty()) return std::nullopt;
  StepOn best{.stretch = std::numeric_limits<std::uint32_t>::max(), .along = 0, .away = step_on_metres_max};
  const auto column_of = [&](double easting) { return static_cast<std::ptrdiff_t>(std::floor((easting - least_.easting) / cell_metres_)); };
  const auto row_of = [&](double northing) { return static_cast<std::ptrdiff_t>(std::floor((northing - least_.northing) / cell_metres_)); };
  const auto column = column_of(place.easting), row = row_of(place.northing);
  const auto columns = static_cast<std::ptrdiff_t>(columns_), rows = static_cast<std::ptrdiff_t>(rows_);
  const auto rings = static_cast<std::ptrdiff_t>(step_on_metres_max / cell_metres_) + 1;
  // Rings of cells around the place, until what lies in the next one is farther than what was found.
  for (std::ptrdiff_t ring = 0; ring <= rings && best.away > static_cast<double>(ring - 1) * cell_metres_; ++ring)
    for (auto r = std::max<std::ptrdiff_t>(0, row - ring); r <= std::min(rows - 1, row + ring); ++r) {
      const bool is_whole = r == row - ring || r == row + ring;
      for (auto c = column - ring; c <= column + ring; c += is_whole || ring == 0 ? 1 : 2 * ring) {
        if (c < 0 || c >= columns) continue;
        const auto cell = static_cast<std::size_t>(r * columns + c);
        for (auto i = cell_from_[cell]; i < cell_from_[cell + 1]; ++i) try_stretch(cell_stretches_[i], place, best);
      }
    }
  if (best.stretch == std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return best;
}

Walks::Walks(const WalkingNetwork& network, std::span<const GridPoint> starts, Metres farthest)
    : network_{network}, farthest_{farthest.value()}, distance_(network.nodes_.size(), unreached), nearest_(network.nodes_.size(), 0) {
  struct Step {
    float distance;
    std::uint32_t start, node;
    bool operator>(const Step& other) const noexcept { return distance != other.distance ? distance > other.distance : start > other.start; }
  };
  std::priority_queue<Step, std::vector<Step>, std::greater<>> queue;
  const auto reach = [&](std::uint32_t node, double distance, std::uint32_t start) {
    const auto d = static_cast<float>(distance);
    if (distance > farthest_ || d > distance_[node] || (d == distance_[node] && start >= nearest_[node])) return;
    distance_[node] = d;
    nearest_[node] = start;
    queue.push({d, start, node});
  };
  for (std::uint32_t i = 0; i < starts.size(); ++i)
    if (const auto on = network.step_on(starts[i])) {
      starts_.push_back({*on, i});
      const auto& stretch = network.stretches_[on->stretch];
      reach(stretch.from, on->away + on->along, i);
      reach(stretch.to, on->away + stretch.length - on->along, i);
    }
  std::ranges::sort(starts_, [](const Start& a, const Start& b) { return a.on.stretch != b.on.stretch ? a.on.stretch < b.on.stretch : a.number < b.number; });
  while (!queue.empty()) {
    const auto step = queue.top();
    queue.pop();
    if (step.distance != distance_[step.node] || step.start != nearest_[step.node]) continue;
    for (auto arc = network.arc_from_[step.node]; arc < network.arc_from_[step.node + 1]; ++arc)
      reach(network.arcs_[arc].to, static_cast<double>(step.distance) + static_cast<double>(network.arcs_[arc].length), step.start);
  }
}

std::optional<Walks::Walk> Walks::to(GridPoint place) const {
  const auto on = network_.step_on(place);
  return on ? to(*on) : std::nullopt;
}

std::optional<Walks::Walk> Walks::to(const WalkingNetwork::StepOn& on) const {
  const auto& stretch = network_.stretches_[on.stretch];
  double best = std::numeric_limits<double>::infinity();
  std::uint32_t start = 0;
  const auto offer = [&](double distance, std::uint32_t from) {
    if (distance < best || (distance == best && from < start)) best = distance, start = from;
  };
  offer(static_cast<double>(distance_[stretch.from]) + on.along + on.away, nearest_[stretch.from]);
  offer(static_cast<double>(distance_[stretch.to]) + static_cast<double>(stretch.length) - on.along + on.away, nearest_[stretch.to]);
  // A start on the same stretch is reached along it, without a node.
  for (auto same = std::ranges::lower_bound(starts_, on.stretch, {}, [](const Start& s) { return s.on.stretch; }); same != starts_.end() && same->on.stretch == on.stretch; ++same)
    offer(same->on.away + std::abs(same->on.along - on.along) + on.away, same->number);
  if (!(best <= farthest_)) return std::nullopt;
  return Walk{Metres{best}, start};
}

}  // namespace hearth::place
