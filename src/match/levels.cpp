// levels.cpp: the levels of each kind of comparison, in words, and the usual shares among true pairs.
#include "match/comparison.h"

namespace hearth::match {
namespace {

constexpr std::array<std::string_view, 12> kind_names{"name", "initial", "text",   "email",    "code", "category",
                                                      "date", "day",     "number", "tokens", "handover", "place"};

constexpr std::array<std::string_view, 2> initial_levels{"agrees", "different"};
constexpr std::array<double, 2> initial_m{0.96, 0.04};

constexpr std::array<std::string_view, 7> name_levels{
    "exactly equal", "known variants of one name", "one is another name of the other record", "found in the other's other name",
    "nearly equal",  "similar in sound or spelling", "different"};
constexpr std::array<double, 7> name_m{0.74, 0.05, 0.03, 0.02, 0.07, 0.05, 0.04};

constexpr std::array<std::string_view, 5> text_levels{"exactly equal", "nearly equal", "one within the other or similar", "somewhat similar",
                                                      "different"};
constexpr std::array<double, 5> text_m{0.70, 0.10, 0.06, 0.04, 0.10};

constexpr std::array<std::string_view, 4> email_levels{"exactly equal", "same name before the @, or a typing error", "similar", "different"};
constexpr std::array<double, 4> email_m{0.75, 0.08, 0.05, 0.12};

constexpr std::array<std::string_view, 4> code_levels{"exactly equal", "one typing error apart", "two typing errors apart", "different"};
constexpr std::array<double, 4> code_m{0.85, 0.06, 0.02, 0.07};

constexpr std::array<std::string_view, 2> category_levels{"equal", "different"};
constexpr std::array<double, 2> category_m{0.95, 0.05};

constexpr std::array<std::string_view, 9> date_levels{
    "the same day",     "day and month swapped", "one digit apart",          "same year, day not known on one side",
    "same month and year", "same day and month, another year", "same year", "years near each other", "different"};
constexpr std::array<double, 9> date_m{0.80, 0.01, 0.05, 0.03, 0.03, 0.02, 0.02, 0.01, 0.03};

constexpr std::array<std::string_view, 12> day_levels{
    "the same day", "1 or 2 days later", "3 to 7 days later", "8 to 14 days later", "15 to 31 days later", "1 to 3 months later",
    "1 or 2 days earlier", "3 to 14 days earlier", "15 to 31 days earlier", "1 to 3 months earlier", "one digit apart", "different"};
constexpr std::array<double, 12> day_m{0.35, 0.2, 0.1, 0.06, 0.05, 0.02, 0.06, 0.04, 0.03, 0.02, 0.03, 0.04};

constexpr std::array<std::string_view, 7> number_levels{"equal",          "within 1 %",           "within 4 %",  "within 11 %",
                                                        "within 25 %", "one digit apart", "different"};
constexpr std::array<double, 7> number_m{0.55, 0.1, 0.1, 0.1, 0.05, 0.03, 0.07};

constexpr std::array<std::string_view, 6> tokens_levels{"exactly equal", "nearly all words in common", "most words in common",
                                                        "many words in common", "some words in common", "different"};
constexpr std::array<double, 6> tokens_m{0.5, 0.15, 0.12, 0.08, 0.05, 0.1};

constexpr std::array<std::string_view, 2> handover_levels{"one left when the other came", "other days"};
constexpr std::array<double, 2> handover_m{0.3, 0.7};

constexpr std::array<std::string_view, 10> place_levels{
    "the same property", "the same address", "the same address in part", "the same postcode", "the same street, another number",
    "similar addresses", "postcodes one letter or one sector apart", "the same district or town", "towns spelt alike", "different"};
constexpr std::array<double, 10> place_m{0.5, 0.17, 0.03, 0.06, 0.02, 0.04, 0.04, 0.05, 0.01, 0.08};

}  // namespace

std::string_view name_of(Kind kind) noexcept { return kind_names[static_cast<std::size_t>(kind)]; }

std::span<const std::string_view> levels_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::name: return name_levels;
    case Kind::initial: return initial_levels;
    case Kind::text: return text_levels;
    case Kind::email: return email_levels;
    case Kind::code: return code_levels;
    case Kind::category: return category_levels;
    case Kind::date: return date_levels;
    case Kind::day: return day_levels;
    case Kind::number: return number_levels;
    case Kind::tokens: return tokens_levels;
    case Kind::handover: return handover_levels;
    case Kind::place: return place_levels;
  }
  return {};
}

unsigned last_telling_level(const Comparison& comparison) noexcept {
  constexpr unsigned same_postcode = 4, same_day_and_month = 6;
  if (comparison.common) return 0;
  if (comparison.kind == Kind::place) return same_postcode;
  if (comparison.kind == Kind::date) return same_day_and_month;
  return static_cast<unsigned>(levels_of(comparison.kind).size()) - 1;
}

std::span<const double> usual_m(Kind kind) noexcept {
  switch (kind) {
    case Kind::name: return name_m;
    case Kind::initial: return initial_m;
    case Kind::text: return text_m;
    case Kind::email: return email_m;
    case Kind::code: return code_m;
    case Kind::category: return category_m;
    case Kind::date: return date_m;
    case Kind::day: return day_m;
    case Kind::number: return number_m;
    case Kind::tokens: return tokens_m;
    case Kind::handover: return handover_m;
    case Kind::place: return place_m;
  }
  return {};
}

}  // namespace hearth::match
