#include "match/comparison.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "base/assertion.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "match/similarity.h"

namespace hearth::match {
namespace {

struct PlainDate {
  std::int16_t year{0};
  std::uint8_t month{0}, day{0};
  std::int32_t days{0};
};

struct Words {
  std::vector<std::uint32_t> starts{0};
  std::vector<ValueId> words;      ///< numbers in `dictionary`
  std::vector<float> totals;       ///< sum of weights by value
  std::vector<float> weights;      ///< by word
  Dictionary dictionary;
};

PlainDate read_date(std::string_view iso) {
  const auto date = Date::parse_iso(iso);
  if (!date) return {};
  return {static_cast<std::int16_t>(date->year()), static_cast<std::uint8_t>(date->month()), static_cast<std::uint8_t>(date->day()),
          date->days()};
}

double read_number(std::string_view text) {
  double value = std::nan("");
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::uint64_t pair_hash(std::uint64_t a, std::uint64_t b) noexcept { return mix64(std::min(a, b)) + 3 * mix64(std::max(a, b) + 1); }

/// Digits of two dates, written DDMMYYYY, that differ.
unsigned digits_apart(const PlainDate& a, const PlainDate& b) noexcept {
  unsigned apart = 0;
  const auto count = [&](int x, int y, int digits) {
    for (int i = 0; i < digits; ++i, x /= 10, y /= 10) apart += x % 10 != y % 10 ? 1 : 0;
  };
  count(a.year, b.year, 4);
  count(a.month, b.month, 2);
  count(a.day, b.day, 2);
  return apart;
}

unsigned date_level(const PlainDate& a, const PlainDate& b) noexcept {
  if (a.year == 0 || b.year == 0) return 0;
  const bool first_a = a.day == 0 || (a.day == 1 && a.month == 1), first_b = b.day == 0 || (b.day == 1 && b.month == 1);
  if (a.day != 0 && b.day != 0) {
    if (a.year == b.year && a.month == b.month && a.day == b.day) return 1;
    if (a.year == b.year && a.month == b.day && a.day == b.month) return 2;
  }
  if (a.year == b.year && (first_a || first_b) && (a.month == 0 || b.month == 0 || a.month == b.month || a.day == 1 || b.day == 1)) return 4;
  if (a.day != 0 && b.day != 0 && digits_apart(a, b) == 1) return 3;
  if (a.year == b.year && a.month == b.month) return 5;
  if (a.month == b.month && a.day == b.day && a.day != 0 && !first_a) return 6;
  if (a.year == b.year) return 7;
  return std::abs(a.year - b.year) <= 2 ? 8 : 9;
}

unsigned day_level(const PlainDate& a, const PlainDate& b, bool with_sign) noexcept {
  if (a.year == 0 || b.year == 0) return 0;
  const int later = b.days - a.days;
  const int apart = std::abs(later);
  if (apart == 0) return 1;
  if (apart <= 93) {
    if (later > 0 || !with_sign) return apart <= 2 ? 2 : apart <= 7 ? 3 : apart <= 14 ? 4 : apart <= 31 ? 5 : 6;
    return apart <= 2 ? 7 : apart <= 14 ? 8 : apart <= 31 ? 9 : 10;
  }
  return digits_apart(a, b) == 1 ? 11 : 12;
}

/// Does the first stay end when the second begins? Nothing when one of the days is not known.
std::optional<bool> follows(const PlainDate& until, const PlainDate& from) noexcept {
  if (until.day == 0 || from.day == 0) return std::nullopt;
  return until.days == from.days || until.days + 1 == from.days;
}

unsigned number_level(double a, double b, std::string_view text_a, std::string_view text_b) noexcept {
  if (std::isnan(a) || std::isnan(b)) return 0;
  if (a == b) return 1;
  const double apart = std::abs(a - b) / std::max(std::abs(a), std::abs(b));
  if (apart <= 0.01) return 2;
  if (apart <= 0.04) return 3;
  if (apart <= 0.11) return 4;
  if (apart <= 0.25) return 5;
  return edits_within(text_a, text_b, 1) <= 1 ? 6 : 7;
}

unsigned code_level(std::string_view a, std::string_view b) noexcept {
  const std::size_t edits = edits_within(a, b, 2);
  if (edits <= 1) return 2;
  return edits == 2 && std::min(a.size(), b.size()) >= 6 ? 3 : 4;
}

unsigned email_level(std::string_view a, std::string_view b) noexcept {
  const auto name_a = a.substr(0, a.find('@')), name_b = b.substr(0, b.find('@'));
  if ((name_a == name_b && name_a.size() >= 4) || edits_within(a, b, 2) <= 2) return 2;
  return jaro_winkler(name_a, name_b) >= 0.88 ? 3 : 4;
}

unsigned text_level(std::string_view a, std::string_view b) noexcept {
  const double alike = jaro_winkler(a, b);
  if (alike >= 0.93 || (std::min(a.size(), b.size()) >= 5 && edits_within(a, b, 1) <= 1)) return 2;
  const auto shorter = a.size() < b.size() ? a : b, longer = a.size() < b.size() ? b : a;
  if (alike >= 0.85 || (shorter.size() >= 3 && longer.find(shorter) != std::string_view::npos)) return 3;
  return alike >= 0.75 ? 4 : 5;
}

/// Levels 2 and 5 to 7 of `name`: what two different spellings tell. An initial tells nothing here: see `initial`.
unsigned name_level(std::string_view a, std::string_view b, bool alias, bool same_sound) noexcept {
  if (a.size() == 1 || b.size() == 1) return 0;
  if (alias) return 2;
  const double alike = jaro_winkler(a, b);
  if (alike >= 0.92 || (std::min(a.size(), b.size()) >= 4 && edits_within(a, b, 1) <= 1)) return 5;
  return alike >= 0.84 || same_sound ? 6 : 7;
}

/// 1 equal, 2 one edit or one sector, 3 the same district, 4 different.
unsigned postcode_level(std::string_view a, std::string_view b) noexcept {
  const auto sector = [](std::string_view text) {
    const auto blank = text.find(' ');
    return blank == std::string_view::npos ? text.substr(0, text.size() > 2 ? text.size() - 1 : text.size()) : text.substr(0, blank + 2);
  };
  if (sector(a) == sector(b) || edits_within(a, b, 1) <= 1) return 2;
  const auto district = [](std::string_view text) {
    const auto blank = text.find(' ');
    return blank == std::string_view::npos ? text.substr(0, text.size() > 3 ? text.size() - 2 : text.size()) : text.substr(0, blank);
  };
  return district(a) == district(b) ? 3 : 4;
}

bool same_word(std::string_view a, std::string_view b) noexcept {
  if (a[0] >= '0' && a[0] <= '9') return false;  // another number is another house
  if (std::min(a.size(), b.size()) >= 4 && edits_within(a, b, 1) <= 1) return true;
  const auto shorter = a.size() < b.size() ? a : b, longer = a.size() < b.size() ? b : a;
  return shorter.size() >= 3 && longer.starts_with(shorter);
}

/// Weighted share of common words, 0 to 1; near words count eight tenths.
double words_in_common(const Words& words, const Dictionary& values, ValueId a, ValueId b) {
  if (values.hash(b) < values.hash(a)) std::swap(a, b);  // words are paired greedily: the order must not depend on the caller
  const auto part = [&](ValueId id) { return std::span{words.words}.subspan(words.starts[id], words.starts[id + 1] - words.starts[id]); };
  const auto left = part(a), right = part(b);
  if (left.empty() || right.empty()) return 0;
  double shared = 0;
  std::uint64_t taken = 0;
  const std::size_t most = std::min<std::size_t>(right.size(), 64);
  std::uint64_t done = 0;
  for (std::size_t i = 0; i < left.size() && i < 64; ++i)
    for (std::size_t j = 0; j < most; ++j)
      if ((taken >> j & 1) == 0 && left[i] == right[j]) {
        taken |= std::uint64_t{1} << j;
        done |= std::uint64_t{1} << i;
        shared += static_cast<double>(words.weights[left[i]]);
        break;
      }
  for (std::size_t i = 0; i < left.size() && i < 64; ++i)
    for (std::size_t j = 0; j < most && (done >> i & 1) == 0; ++j)
      if ((taken >> j & 1) == 0 && same_word(words.dictionary.text(left[i]), words.dictionary.text(right[j]))) {
        taken |= std::uint64_t{1} << j;
        done |= std::uint64_t{1} << i;
        shared += 0.8 * static_cast<double>(std::min(words.weights[left[i]], words.weights[right[j]]));
      }
  const auto total_a = static_cast<double>(words.totals[a]), total_b = static_cast<double>(words.totals[b]);
  const double both = 2 * shared / (total_a + total_b), within = shared / std::min(total_a, total_b);
  return std::max(both, 0.85 * within);
}

/// What the numbers in two addresses say: house and flat.
enum class Numbers : std::uint8_t { equal, part, none, other };

Numbers numbers_of(const Words& words, ValueId a, ValueId b) {
  const auto part = [&](ValueId id) { return std::span{words.words}.subspan(words.starts[id], words.starts[id + 1] - words.starts[id]); };
  const auto is_number = [&](ValueId word) { return words.dictionary.text(word)[0] >= '0' && words.dictionary.text(word)[0] <= '9'; };
  std::size_t left = 0, right = 0, both = 0;
  for (const ValueId word : part(a)) {
    if (!is_number(word)) continue;
    ++left;
    both += std::ranges::find(part(b), word) != part(b).end() ? 1 : 0;
  }
  for (const ValueId word : part(b)) right += is_number(word) ? 1 : 0;
  if (both == left && both == right) return both == 0 ? Numbers::none : Numbers::equal;
  if (left == 0 || right == 0) return Numbers::none;
  return both == left || both == right ? Numbers::part : Numbers::other;
}

unsigned tokens_level(double common) noexcept {
  return common >= 0.85 ? 2 : common >= 0.65 ? 3 : common >= 0.45 ? 4 : common >= 0.25 ? 5 : 6;
}

/// Of two addresses that are not equal: 2 nearly with the same numbers, 3 with some of them, 4 nearly with other numbers,
/// 5 alike, 6 partly alike, 7 different.
unsigned address_level(const Words& words, const Dictionary& values, ValueId a, ValueId b) {
  const double common = words_in_common(words, values, a, b);
  if (common < 0.6) return common >= 0.5 ? 5 : common >= 0.35 ? 6 : 7;
  switch (numbers_of(words, a, b)) {
    case Numbers::equal: return 2;
    case Numbers::none: return common >= 0.85 ? 2 : 3;
    case Numbers::part: return 3;
    case Numbers::other: return 4;
  }
  return 7;
}

}  // namespace

void Aliases::add(std::string_view a, std::string_view b) { pairs_.push_back(pair_hash(hash64(a), hash64(b))); }
void Aliases::finish() {
  std::ranges::sort(pairs_);
  pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
}
bool Aliases::has(std::uint64_t hash_a, std::uint64_t hash_b) const noexcept {
  return std::ranges::binary_search(pairs_, pair_hash(hash_a, hash_b));
}

float TokenWeights::of(std::uint64_t hash) const noexcept {
  const auto at = std::ranges::lower_bound(rare, std::pair{hash, -1.0F});
  return at != rare.end() && at->first == hash ? at->second : otherwise;
}

TokenWeights token_weights(const Dictionary& values, std::uint32_t count_min) {
  std::unordered_map<std::uint64_t, std::uint32_t> counts;
  for (ValueId id = 1; id < values.size(); ++id)
    for (const auto word : words(values.text(id))) ++counts[hash64(word)];
  TokenWeights out;
  const auto all = static_cast<double>(std::max<std::size_t>(values.size(), 2));
  const auto weight = [&](double count) { return static_cast<float>(std::clamp(std::log2(all / count), 0.5, 14.0)); };
  for (const auto& [hash, count] : counts)
    if (count >= count_min) out.rare.emplace_back(hash, weight(count));
  std::ranges::sort(out.rare);
  out.otherwise = weight(std::max(1.5, static_cast<double>(count_min) / 2));
  return out;
}

class Features {
 public:
  std::vector<Comparison> comparisons;
  std::vector<std::vector<PlainDate>> dates;    ///< by comparison
  std::vector<std::vector<double>> numbers;     ///< by comparison
  std::vector<std::vector<std::uint64_t>> sounds;  ///< by comparison: hash of a name's sound; 0 when it is too short to tell
  std::vector<std::unique_ptr<Words>> words;    ///< by comparison
  std::shared_ptr<const Aliases> aliases;
  bool signed_days{false};
};

namespace {

std::unique_ptr<Words> words_of(const Dictionary& values, const TokenWeights& weights) {
  auto out = std::make_unique<Words>();
  out->starts.reserve(values.size() + 1);
  out->totals.assign(values.size(), 0);
  out->weights.push_back(0);
  out->starts.assign(1, 0);
  for (ValueId id = 0; id < values.size(); ++id) {
    for (const auto word : hearth::words(values.text(id))) {
      const ValueId number = out->dictionary.add(word);
      if (number == out->weights.size()) out->weights.push_back(weights.of(hash64(word)));
      out->words.push_back(number);
      out->totals[id] += out->weights[number];
    }
    out->starts.push_back(static_cast<std::uint32_t>(out->words.size()));
  }
  return out;
}

}  // namespace

std::shared_ptr<const Features> prepare(const Table& table, std::vector<Comparison> comparisons, std::shared_ptr<const Aliases> aliases,
                                        const std::vector<TokenWeights>& tokens, bool signed_days) {
  HEARTH_ASSERT(comparisons.size() <= comparisons_max);
  auto out = std::make_shared<Features>();
  out->comparisons = std::move(comparisons);
  out->aliases = std::move(aliases);
  out->signed_days = signed_days;
  out->dates.resize(out->comparisons.size());
  out->numbers.resize(out->comparisons.size());
  out->sounds.resize(out->comparisons.size());
  out->words.resize(out->comparisons.size());
  std::size_t next_tokens = 0;
  for (std::size_t c = 0; c < out->comparisons.size(); ++c) {
    const auto& comparison = out->comparisons[c];
    const auto each_value = [&](ColumnNumber column, auto&& each) {
      const auto& values = table.values(column);
      for (ValueId id = 0; id < values.size(); ++id) each(values.text(id));
    };
    if (comparison.kind == Kind::date || comparison.kind == Kind::day || comparison.kind == Kind::handover)
      each_value(comparison.columns[0], [&](std::string_view text) { out->dates[c].push_back(read_date(text)); });
    if (comparison.kind == Kind::number)
      each_value(comparison.columns[0], [&](std::string_view text) { out->numbers[c].push_back(read_number(text)); });
    if (comparison.kind == Kind::name)
      each_value(comparison.columns[0], [&](std::string_view text) {
        const auto sound = sound_of(text);
        out->sounds[c].push_back(sound.size() >= 3 ? hash64(sound) : 0);
      });
    if (comparison.kind == Kind::tokens || comparison.kind == Kind::place) {
      const ColumnNumber column = comparison.kind == Kind::place ? comparison.columns[1] : comparison.columns[0];
      if (column != Comparison::no_column) out->words[c] = words_of(table.values(column), tokens.at(next_tokens));
      ++next_tokens;
    }
  }
  return out;
}

bool may_be_one_date(std::string_view a, std::string_view b) noexcept {
  constexpr unsigned same_year_day_not_known = 4;
  return date_level(read_date(a), read_date(b)) <= same_year_day_not_known || edits_within(a, b, 1) <= 1;
}

bool are_dates_apart(std::string_view a, std::string_view b) noexcept {
  return date_level(read_date(a), read_date(b)) == levels_of(Kind::date).size() && edits_within(a, b, 1) > 1;
}

/// What a comparison remembers: a lossy table from a pair of values to its level, so its size is bounded. Values are numbered
/// below 2^30, so pair and level share 64 bits.
struct Comparer::Memory {
  static constexpr std::size_t size = 1U << 15;
  std::vector<std::uint64_t> slots[3];

  /// The level of (a, b), computed once while it stays in the table. Symmetric.
  template <class Compute>
  unsigned recall(std::size_t which, ValueId a, ValueId b, Compute&& compute) {
    if (slots[which].empty()) slots[which].resize(size);
    HEARTH_ASSERT((a | b) < 1U << 30);
    const std::uint64_t pair = (std::uint64_t{std::min(a, b)} << 34) | (std::uint64_t{std::max(a, b)} << 4);
    std::uint64_t& slot = slots[which][mix64(pair) & (size - 1)];
    if ((slot & ~std::uint64_t{15}) != pair) slot = pair | compute();
    return static_cast<unsigned>(slot & 15);
  }
};

Comparer::Comparer(const Table& table, std::shared_ptr<const Features> features)
    : table_{table}, features_{std::move(features)}, memories_(features_->comparisons.size()) {
  const auto cost = [this](std::uint8_t c) {
    switch (features_->comparisons[c].kind) {
      case Kind::date: return 0;
      case Kind::category: case Kind::day: case Kind::handover: return 1;
      case Kind::initial: case Kind::number: return 2;
      case Kind::name: return 3;
      case Kind::code: case Kind::text: case Kind::email: return 4;
      case Kind::tokens: case Kind::place: return 5;
    }
    return 5;
  };
  for (std::uint8_t c = 0; c < features_->comparisons.size(); ++c) cheap_first_.push_back(c);
  std::ranges::stable_sort(cheap_first_, {}, cost);
}
Comparer::Comparer(Comparer&&) noexcept = default;
Comparer::~Comparer() = default;

std::uint64_t Comparer::vector(RowNumber l, RowNumber r) {
  std::uint64_t out = 0;
  for (std::size_t c = 0; c < features_->comparisons.size(); ++c) out |= std::uint64_t{level(c, l, r)} << (4 * c);
  return out;
}

std::optional<std::uint64_t> Comparer::vector_above(const Ceiling& ceiling, RowNumber l, RowNumber r) {
  constexpr float rounding = 0.01F;
  const auto& comparisons = features_->comparisons;
  // What the numbers of the values tell without a look at the values: not known, equal, or not.
  std::array<float, comparisons_max> most{};
  float reach = ceiling.start + rounding;
  for (std::size_t c = 0; c < comparisons.size(); ++c) {
    most[c] = ceiling.bits[c][0];
    if (comparisons[c].kind != Kind::place && comparisons[c].kind != Kind::handover) {
      const ValueId a = table_.at(l, comparisons[c].columns[0]), b = table_.at(r, comparisons[c].columns[0]);
      if (a == no_value || b == no_value) most[c] = 0;
      else if (a != b) most[c] = ceiling.unequal[c];
    }
    reach += most[c];
  }
  std::uint64_t out = 0;
  for (const auto c : cheap_first_) {
    if (reach < ceiling.least) return std::nullopt;
    const unsigned found = level(c, l, r);
    reach -= most[c] - (found != 0 ? ceiling.bits[c][found] : 0);
    out |= std::uint64_t{found} << (4 * c);
  }
  return reach < ceiling.least ? std::nullopt : std::optional{out};
}

std::unique_ptr<Comparer> Comparers::lend() {
  const std::lock_guard lock{guard_};
  if (idle_.empty()) return std::make_unique<Comparer>(table_, features_);
  auto out = std::move(idle_.back());
  idle_.pop_back();
  return out;
}

void Comparers::take_back(std::unique_ptr<Comparer> comparer) {
  const std::lock_guard lock{guard_};
  idle_.push_back(std::move(comparer));
}

unsigned Comparer::level(std::size_t c, RowNumber l, RowNumber r) {
  const Comparison& comparison = features_->comparisons[c];
  Memory& memory = memories_[c];
  if (comparison.kind == Kind::place) {
    const auto id = [&](RowNumber row, std::size_t which) {
      const ColumnNumber column = comparison.columns[which];
      return column == Comparison::no_column ? no_value : table_.at(row, column);
    };
    const auto both = [&](std::size_t which) { return id(l, which) != no_value && id(r, which) != no_value; };
    if (both(0) && id(l, 0) == id(r, 0)) return 1;
    const bool other_home = both(0);
    unsigned postcode = 0, words = 0;
    if (both(2)) {
      const ValueId a = id(l, 2), b = id(r, 2);
      const auto& values = table_.values(comparison.columns[2]);
      postcode = a == b ? 1 : memory.recall(0, a, b, [&] { return postcode_level(values.text(a), values.text(b)); });
    }
    if (both(1)) {
      const ValueId a = id(l, 1), b = id(r, 1);
      words = a == b ? 1 : memory.recall(1, a, b, [&] { return address_level(*features_->words[c], table_.values(comparison.columns[1]), a, b); });
    }
    // words: 1 equal, 2 nearly with the same numbers, 3 with some of them, 4 with other numbers, 5 alike, 6 partly, 7 different
    if (!other_home && (words == 1 || words == 2) && postcode != 4) return 2;
    if (!other_home && words == 3 && postcode != 4) return 3;
    if (words != 0 && words <= 4 && postcode == 1) return 5;
    if (postcode == 1) return 4;
    if (words != 0 && words <= 4) return postcode == 4 && words > 2 ? 6 : 5;
    if (words == 5 && !other_home) return 6;
    if (postcode == 2) return 7;
    unsigned town = 0;
    if (both(3)) {
      const ValueId a = id(l, 3), b = id(r, 3);
      const auto& values = table_.values(comparison.columns[3]);
      town = a == b ? 1 : memory.recall(2, a, b, [&] { return text_level(values.text(a), values.text(b)); });
    }
    if (postcode == 3 || town == 1 || words == 6) return 8;
    if (town == 2) return 9;
    return postcode != 0 || words != 0 || town != 0 || other_home ? 10 : 0;
  }

  if (comparison.kind == Kind::handover) {
    const auto& columns = comparison.columns;
    for (std::size_t home = 2; home < columns.size(); ++home)
      if (const ValueId here = table_.at(l, columns[home]); here != no_value && here == table_.at(r, columns[home])) return 0;
    const auto day = [&](RowNumber row, std::size_t which) -> const PlainDate& { return features_->dates[c][table_.at(row, columns[which])]; };
    const auto there = follows(day(l, 1), day(r, 0)), back = follows(day(r, 1), day(l, 0));
    if (!there && !back) return 0;
    return there.value_or(false) || back.value_or(false) ? 1 : 2;
  }

  const ColumnNumber column = comparison.columns[0];
  const ValueId a = table_.at(l, column), b = table_.at(r, column);
  if (a == no_value || b == no_value) return 0;
  const bool dates = comparison.kind == Kind::date || comparison.kind == Kind::day;
  if (a == b && !dates && comparison.kind != Kind::initial && comparison.kind != Kind::name) return 1;
  const auto& values = table_.values(column);
  switch (comparison.kind) {
    case Kind::name: {
      if (a == b) return values.text(a).size() > 1 ? 1 : 0;
      for (const ColumnNumber other : comparison.alternatives) {
        const ValueId alt_l = table_.at(l, other), alt_r = table_.at(r, other);
        if (alt_l == b || alt_r == a) return 3;
        if (alt_l != no_value)
          for (const ColumnNumber another : comparison.alternatives)
            if (alt_l == table_.at(r, another)) return 3;
      }
      if (comparison.cross != Comparison::no_column && a == table_.at(r, comparison.cross)) return 4;
      return memory.recall(0, a, b, [&] {
        const bool alias = features_->aliases && features_->aliases->has(values.hash(a), values.hash(b));
        const auto& sounds = features_->sounds[c];
        return name_level(values.text(a), values.text(b), alias, sounds[a] != 0 && sounds[a] == sounds[b]);
      });
    }
    case Kind::initial: {
      const auto left = values.text(a), right = values.text(b);
      return left.size() > 1 && right.size() > 1 ? 0 : left[0] == right[0] ? 1 : 2;
    }
    case Kind::text: return memory.recall(0, a, b, [&] { return text_level(values.text(a), values.text(b)); });
    case Kind::email: return memory.recall(0, a, b, [&] { return email_level(values.text(a), values.text(b)); });
    case Kind::code: return memory.recall(0, a, b, [&] { return code_level(values.text(a), values.text(b)); });
    case Kind::category: return 2;
    case Kind::date: return date_level(features_->dates[c][a], features_->dates[c][b]);
    case Kind::day:
      return day_level(features_->dates[c][a], features_->dates[c][b], features_->signed_days && table_.source(l) != table_.source(r));
    case Kind::number:
      return number_level(features_->numbers[c][a], features_->numbers[c][b], values.text(a), values.text(b));
    case Kind::tokens:
      return memory.recall(0, a, b, [&] { return tokens_level(words_in_common(*features_->words[c], values, a, b)); });
    case Kind::handover: case Kind::place: break;
  }
  return 0;
}

}  // namespace hearth::match
