#include "place/compare_codes.h"

#include <algorithm>
#include <array>

#include "place/address_weights.h"

namespace hearth::place {
namespace {

constexpr std::size_t none = 255;
constexpr std::uint16_t prefix_f = 6;  // "f" packed

enum class Likeness : std::uint8_t { equal, equivalent, suffix_missing, suffix_extra, different };

std::uint32_t digits_after(std::uint32_t first, std::uint32_t then) {
  auto scale = 10U;
  while (scale <= then) scale *= 10;
  return first * scale + then;
}

/// A range may have lost its dash ("8189" for 81-89), or its end.
bool same_range(const AddressCode& a, const AddressCode& b) {
  if (a.end != 0 && b.end != 0) return a.value == b.value && a.end == b.end;
  if (a.end != 0) return b.value == a.value || b.value == digits_after(a.value, a.end);
  if (b.end != 0) return a.value == b.value || a.value == digits_after(b.value, b.end);
  return a.value == b.value;
}

Likeness likeness(const AddressCode& asked, const AddressCode& have) {
  if (asked.kind != have.kind) return Likeness::different;
  if (asked.kind != CodeKind::number) return asked.value == have.value ? Likeness::equal : Likeness::different;
  if (!same_range(asked, have)) return Likeness::different;
  bool equivalent = asked.end != have.end;
  if (asked.prefix != have.prefix) {
    // "F7" is flat 7.
    const bool short_flat = (asked.prefix == prefix_f && have.prefix == 0) || (asked.prefix == 0 && have.prefix == prefix_f);
    if (!short_flat) return Likeness::different;
    equivalent = true;
  }
  if (asked.suffix != have.suffix) {
    if (asked.suffix == 0) return equivalent ? Likeness::equivalent : Likeness::suffix_missing;
    return have.suffix == 0 && !equivalent ? Likeness::suffix_extra : Likeness::different;
  }
  return equivalent ? Likeness::equivalent : Likeness::equal;
}

using OwnCodes = std::array<AddressCode, AddressTokens::codes_max>;

bool is_plain_number(const AddressCode& code) { return code.kind == CodeKind::number && code.end == 0 && code.prefix == 0; }

bool is_range_in_two(const AddressCode& first, const AddressCode& second, const AddressCode& range) {
  return is_plain_number(first) && is_plain_number(second) && first.suffix == 0 && !first.said_flat && !second.said_flat &&
         first.value == range.value && second.value == range.end && range.end != 0;
}

/// "70/72", "70 and 72" where the property is 70-72, and 70-72 where it is written "70/72": the asked codes as the property writes them.
std::span<const AddressCode> with_its_ranges(std::span<const AddressCode> asked, std::span<const AddressCode> have, OwnCodes& own) {
  const auto is_range = [](const AddressCode& code) { return code.end != 0; };
  if (asked.size() < 2 && have.size() < 2) return asked;
  if (std::none_of(asked.begin(), asked.end(), is_range) && std::none_of(have.begin(), have.end(), is_range)) return asked;
  for (std::size_t h = 0; h < have.size(); ++h)
    for (std::size_t a = 0; a < asked.size(); ++a) {
      const bool joins = a + 1 < asked.size() && is_range_in_two(asked[a], asked[a + 1], have[h]);
      const bool parts = h + 1 < have.size() && asked.size() < own.size() && !asked[a].said_flat && is_range_in_two(have[h], have[h + 1], asked[a]);
      if (!joins && !parts) continue;
      std::size_t size = 0;
      for (std::size_t i = 0; i < asked.size(); ++i) {
        own[size] = asked[i];
        if (i == a && joins) own[size].end = asked[++i].value;
        if (i == a && parts) {
          own[size].end = 0;
          own[++size] = asked[i];
          own[size].value = asked[i].end;
          own[size].end = 0;
        }
        ++size;
      }
      return std::span{own}.first(size);
    }
  return asked;
}

/// Which asked code stands for which of the property's, and how.
struct Pairing {
  std::array<std::size_t, AddressTokens::codes_max> of_have{}, of_asked{};
  std::array<Likeness, AddressTokens::codes_max> how{};
};

Pairing pair_up(std::span<const AddressCode> asked, std::span<const AddressCode> have, std::size_t house) {
  Pairing pairs;
  pairs.of_have.fill(none);
  pairs.of_asked.fill(none);
  std::array<std::array<Likeness, AddressTokens::codes_max>, AddressTokens::codes_max> alike;  // filled as far as it is read
  for (std::size_t h = 0; h < have.size(); ++h)
    for (std::size_t a = 0; a < asked.size(); ++a) alike[h][a] = likeness(asked[a], have[h]);
  for (const auto wanted : {Likeness::equal, Likeness::equivalent, Likeness::suffix_missing, Likeness::suffix_extra})
    for (std::size_t h = 0; h < have.size(); ++h) {
      if (pairs.of_have[h] != none) continue;
      std::size_t best = none;
      for (std::size_t a = 0; a < asked.size(); ++a) {
        if (pairs.of_asked[a] != none || alike[h][a] != wanted) continue;
        // Of two equal numbers a house takes the one that is not said to be a flat, a flat the one that is.
        if (best == none || (asked[best].said_flat == (h == house) && asked[a].said_flat != (h == house))) best = a;
      }
      if (best == none) continue;
      pairs.of_have[h] = best;
      pairs.of_asked[best] = h;
      pairs.how[h] = wanted;
    }
  return pairs;
}

/// "35A" for "Flat A, 35", and the other way round: the letter is there, in another place.
bool letter_moved(std::span<const AddressCode> asked, std::span<const AddressCode> have, std::size_t house, Pairing& pairs) {
  if (house >= have.size() || pairs.of_have[house] == none) return false;
  const auto& number = asked[pairs.of_have[house]];
  if (pairs.how[house] == Likeness::suffix_extra)
    for (std::size_t h = 0; h < have.size(); ++h)
      if (pairs.of_have[h] == none && have[h].kind == CodeKind::letter && have[h].value == static_cast<std::uint32_t>(number.suffix)) {
        pairs.of_have[h] = pairs.of_have[house];
        pairs.how[h] = pairs.how[house] = Likeness::equivalent;
        return true;
      }
  if (pairs.how[house] == Likeness::suffix_missing)
    for (std::size_t a = 0; a < asked.size(); ++a)
      if (pairs.of_asked[a] == none && asked[a].kind == CodeKind::letter && asked[a].said_flat &&
          asked[a].value == static_cast<std::uint32_t>(have[house].suffix)) {
        pairs.of_asked[a] = house;
        pairs.how[house] = Likeness::equivalent;
        return true;
      }
  return false;
}

struct Counts {
  int flats{0}, flats_agree{0}, flats_missing{0};
  int numbers_missing{0};
  int extra{0};          // asked and not found; lone letters do not count
  int inversions{0};     // without flat said, in another order
  bool suffix_missing{false}, suffix_extra{false}, equivalent{false}, range_for_number{false}, flat_for_house{false}, number_agrees{false};
  bool house_for_flat{false};  // what is not said to be a flat stands for one
};

Counts count(std::span<const AddressCode> asked, std::span<const AddressCode> have, std::size_t house, const Pairing& pairs) {
  Counts c;
  std::size_t last = 0;
  for (std::size_t h = 0; h < have.size(); ++h) {
    const bool flat = h != house;
    c.flats += flat;
    const auto a = pairs.of_have[h];
    if (a == none) {
      ++(flat ? c.flats_missing : c.numbers_missing);
      continue;
    }
    if (flat) ++c.flats_agree;
    else c.number_agrees = true;
    c.suffix_missing |= pairs.how[h] == Likeness::suffix_missing;
    c.suffix_extra |= pairs.how[h] == Likeness::suffix_extra;
    c.equivalent |= pairs.how[h] == Likeness::equivalent;
    c.range_for_number |= asked[a].end != 0 && have[h].end == 0 && asked[a].value == have[h].value;
    c.flat_for_house |= !flat && asked[a].said_flat;
    c.house_for_flat |= flat && !asked[a].said_flat;
    if (a < last) c.inversions += asked[a].said_flat || asked[last].said_flat ? 0 : 1;
    last = a;
  }
  for (std::size_t a = 0; a < asked.size(); ++a) {
    if (pairs.of_asked[a] != none || asked[a].optional) continue;
    if (asked[a].said_flat) {
      ++c.extra;
      continue;
    }
    bool repeated = false;  // "3, 3 Love Lane"
    for (std::size_t other = 0; other < asked.size(); ++other)
      repeated |= other != a && pairs.of_asked[other] != none && asked[other].value == asked[a].value && asked[other].suffix == asked[a].suffix;
    c.extra += !repeated;
  }
  return c;
}

CodeFinding finding_of(const Counts& c, std::size_t asked, std::size_t have, bool has_house) {
  if (c.numbers_missing > 0) return asked == 0 ? CodeFinding::number_missing : CodeFinding::conflict;
  if (!has_house && have > 0 && c.flats_agree == 0) return asked == 0 ? CodeFinding::number_missing : CodeFinding::flat_conflict;
  if (c.flats_missing > 0 && c.extra > 0) return CodeFinding::flat_conflict;
  // "Flat 2, 1" is not Flat 1 at number 2.
  if (c.flat_for_house && c.house_for_flat) return CodeFinding::flat_conflict;
  if (c.extra > 0) return CodeFinding::flat_not_known;
  if (c.flats_missing > 0 && c.flats_agree == 0) return CodeFinding::flat_missing;
  if (c.flats_missing > 0 && !has_house) return CodeFinding::flat_missing;
  if (c.suffix_missing) return CodeFinding::suffix_missing;
  if (c.suffix_extra) return CodeFinding::suffix_extra;
  return CodeFinding::agree;
}

/// Most candidates of a search have another house number: told apart before anything is paired.
bool another_house(std::span<const AddressCode> asked, std::span<const AddressCode> have, std::size_t house) {
  if (house >= have.size() || have[house].end != 0) return false;
  bool said = false;
  for (const auto& code : asked) {
    if (code.end != 0 || code.value == have[house].value) return false;
    said |= !code.optional;
  }
  return said;
}

/// One number on both sides, and the same: most of all addresses.
bool is_same_house(std::span<const AddressCode> asked, std::span<const AddressCode> have, std::size_t house) {
  return asked.size() == 1 && have.size() == 1 && house == 0 && !asked[0].said_flat && likeness(asked[0], have[0]) == Likeness::equal;
}

}  // namespace

CodeEvidence compare_codes(std::span<const AddressCode> given, std::span<const AddressCode> have, std::size_t house) noexcept {
  namespace w = weights;
  if (another_house(given, have, house)) return {.finding = CodeFinding::conflict, .number = Agreement::conflict, .has_number = true};
  if (is_same_house(given, have, house)) return {.has_number = true, .number_bits = w::house_equal};
  OwnCodes own;
  const auto asked = with_its_ranges(given, have, own);
  auto pairs = pair_up(asked, have, house);
  const bool moved = letter_moved(asked, have, house, pairs);
  const auto c = count(asked, have, house, pairs);
  const bool has_house = house < have.size();
  CodeEvidence e;
  std::size_t said = 0;
  for (const auto& code : asked) said += !code.optional;
  e.finding = finding_of(c, said, have.size(), has_house);
  e.exact = !c.equivalent && c.inversions == 0 && c.flats_missing == 0 && !(c.flat_for_house && c.flats == 0) && c.extra == 0;
  e.has_number = has_house;
  e.has_flat = c.flats > 0 || c.extra > 0;
  if (c.number_agrees) {
    e.number_bits += w::house_equal + (c.flat_for_house && c.flats == 0 ? w::flat_said_for_house : 0.0);
    if (c.flat_for_house && c.flats == 0) e.number = Agreement::moved;
  }
  e.flat_bits += w::flat_equal * (c.flats_agree > 2 ? 2 : c.flats_agree);
  if (c.equivalent) {
    (c.flats_agree > 0 ? e.flat_bits : e.number_bits) += c.range_for_number ? w::range_for_number : w::code_equivalent;
    (c.flats_agree > 0 ? e.flat : e.number) = Agreement::equivalent;
  }
  if (moved) e.flat_bits += w::letter_moved, e.flat = Agreement::moved, e.has_flat = true;
  if (c.inversions > 0) e.flat_bits += w::codes_in_other_order, e.flat = Agreement::moved;
  if (c.suffix_missing || c.suffix_extra) {
    e.has_suffix = true;
    e.suffix = c.suffix_missing ? Agreement::missing : Agreement::extra;
    e.suffix_bits = c.suffix_missing ? w::suffix_missing : w::suffix_extra;
  }
  switch (e.finding) {
    case CodeFinding::flat_missing: e.flat = Agreement::missing, e.flat_bits += w::flat_missing; break;
    case CodeFinding::flat_not_known:
      if (have.empty()) e.number = Agreement::extra, e.number_bits += w::number_extra, e.has_number = true;
      else e.flat = Agreement::extra, e.flat_bits += w::flat_not_known;
      break;
    case CodeFinding::flat_conflict: e.flat = Agreement::conflict, e.flat_bits += w::flat_conflict; break;
    case CodeFinding::number_missing: e.number = Agreement::missing, e.number_bits += w::number_missing, e.has_number = true; break;
    case CodeFinding::conflict: e.number = Agreement::conflict; break;
    default:
      if (c.flats_missing > 0) e.flat = Agreement::missing, e.flat_bits += w::flat_part_missing;
  }
  return e;
}

CodeEvidence compare_codes_in_block(std::span<const AddressCode> given, std::span<const AddressCode> have, std::size_t house) noexcept {
  OwnCodes flats;
  std::size_t size = 0;
  for (std::size_t h = 0; h < have.size(); ++h)
    if (h != house) flats[size++] = have[h];
  return compare_codes(given, std::span<const AddressCode>{flats}.first(size), none);
}

}  // namespace hearth::place
