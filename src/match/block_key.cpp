#include "match/block_key.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "match/similarity.h"

namespace hearth::match {
namespace {

constexpr std::array<std::string_view, 15> derive_names{"", "sound of", "initial of", "start of", "year of", "year and month of",
                                                        "day and month of", "unswapped", "district of", "name part of",
                                                        "six weeks of", "six weeks of", "size of", "size of", "rare word of"};

std::string of_date(std::string_view iso, Derive derive) {
  const auto date = Date::parse_iso(iso);
  if (!date) return {};
  const auto join = [](int a, int b, int c) { return std::to_string(a) + "-" + std::to_string(b) + "-" + std::to_string(c); };
  switch (derive) {
    case Derive::year: return join(date->year(), 0, 0);
    case Derive::year_month: return date->month() == 0 ? "" : join(date->year(), date->month(), 0);
    case Derive::day_month: return date->day() == 0 || (date->day() == 1 && date->month() == 1) ? "" : join(0, date->month(), date->day());
    case Derive::unswapped:
      return date->day() == 0 ? "" : join(date->year(), std::min(date->month(), date->day()), std::max(date->month(), date->day()));
    case Derive::window_a: return "a" + std::to_string((date->days() + 420000) / 42);
    case Derive::window_b: return "b" + std::to_string((date->days() + 420021) / 42);
    default: return {};
  }
}

std::string of_number(std::string_view text, Derive derive) {
  double value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{}) return {};
  if (value == 0) return "0";
  const double step = std::log2(std::abs(value)) / std::log2(1.25) + (derive == Derive::scale_b ? 0.5 : 0);
  return (derive == Derive::scale_a ? "a" : "b") + std::to_string(static_cast<long>(std::floor(step)));
}

std::string rare_word(std::string_view text, unsigned nth, const TokenWeights& weights) {
  std::vector<std::pair<float, std::string_view>> found;
  for (const auto word : words(text))
    if (word.size() >= 2) found.emplace_back(-weights.of(hash64(word)), word);
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return nth < found.size() ? std::string{found[nth].second} : std::string{};
}

std::string derive(std::string_view text, const BlockKey& key, const TokenWeights& words) {
  switch (key.derive) {
    case Derive::whole: return std::string{text};
    case Derive::sound: return sound_of(text);
    case Derive::initial: return std::string{text.substr(0, 1)};
    case Derive::start: return std::string{text.substr(0, 4)};
    case Derive::district: {
      const auto blank = text.find(' ');
      return std::string{blank == std::string_view::npos ? text.substr(0, text.size() > 3 ? text.size() - 1 : text.size()) : text.substr(0, blank)};
    }
    case Derive::local_part: return std::string{text.substr(0, text.find('@'))};
    case Derive::scale_a:
    case Derive::scale_b: return of_number(text, key.derive);
    case Derive::rare_word: return rare_word(text, key.nth, words);
    default: return of_date(text, key.derive);
  }
}

}  // namespace

std::string_view name_of(Derive derive) noexcept { return derive_names[static_cast<std::size_t>(derive)]; }

std::vector<std::uint64_t> derive_all(const Table& table, const BlockKey& key, const TokenWeights& words) {
  const Dictionary& values = table.values(key.column);
  std::vector<std::uint64_t> out(values.size());
  for (ValueId id = 1; id < values.size(); ++id) {
    if (key.derive == Derive::whole) {
      out[id] = values.hash(id);
      continue;
    }
    const auto part = derive(values.text(id), key, words);
    out[id] = part.empty() ? 0 : std::max<std::uint64_t>(1, hash64(part));
  }
  return out;
}

}  // namespace hearth::match
