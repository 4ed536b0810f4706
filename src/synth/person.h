// person.h: the made-up people of the district and what is true of them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "synth/names.h"
#include "synth/town.h"
#include "synth/words.h"

namespace hearth::synth {

/// Yes-or-no facts that programmes ask for, by their ids in feeds' [claims] and truth/factors.csv.
enum class Factor : std::uint8_t {
  cannot_use_stairs, cannot_walk, wheelchair, needs_power, on_priority_register, sight_loss, hearing_loss, dementia,
  mental_health, learning_disability, daily_care, lives_alone, council_tax_single_discount, disabled_band_reduction,
  has_infant, disability_benefit, universal_credit, pension_credit, carer, assisted_bins, needs_interpreter
};
inline constexpr std::array<std::string_view, 21> factor_names{
    "cannot_use_stairs", "cannot_walk", "wheelchair", "needs_power", "on_priority_register", "sight_loss", "hearing_loss", "dementia",
    "mental_health", "learning_disability", "daily_care", "lives_alone", "council_tax_single_discount", "disabled_band_reduction",
    "has_infant", "disability_benefit", "universal_credit", "pension_credit", "carer", "assisted_bins", "needs_interpreter"};

/// A set of factors.
class Factors {
 public:
  void add(Factor factor) noexcept { bits_ |= 1U << static_cast<unsigned>(factor); }
  void remove(Factor factor) noexcept { bits_ &= ~(1U << static_cast<unsigned>(factor)); }
  [[nodiscard]] bool has(Factor factor) const noexcept { return (bits_ >> static_cast<unsigned>(factor) & 1U) != 0; }
  [[nodiscard]] bool empty() const noexcept { return bits_ == 0; }

 private:
  std::uint32_t bits_{0};
};

enum class Source : std::uint8_t { council_tax, housing, adult_social_care, benefits, priority_services, assisted_bins };
inline constexpr std::size_t source_count = 6;
inline constexpr std::array<std::string_view, source_count> source_names{"council_tax", "housing", "adult_social_care",
                                                                         "benefits", "priority_services", "assisted_bins"};

/// A set of feeds.
class Sources {
 public:
  void add(Source source) noexcept { bits_ = static_cast<std::uint8_t>(bits_ | 1U << static_cast<unsigned>(source)); }
  void remove(Source source) noexcept { bits_ = static_cast<std::uint8_t>(bits_ & ~(1U << static_cast<unsigned>(source))); }
  [[nodiscard]] bool has(Source source) const noexcept { return (bits_ >> static_cast<unsigned>(source) & 1U) != 0; }
  [[nodiscard]] bool empty() const noexcept { return bits_ == 0; }

 private:
  std::uint8_t bits_{0};
};

enum class Title : std::uint8_t { none, mr, mrs, miss, ms, dr };
[[nodiscard]] std::string_view text_of(Title title) noexcept;

using PersonNumber = std::uint32_t;
using HouseholdNumber = std::uint32_t;
inline constexpr std::uint32_t nobody = 0xFFFFFFFFU;

enum class Role : std::uint8_t { head, partner, child, other };

struct Person {
  Word given{0}, middle{0}, surname{0}, maiden{0}, known_as{0};  ///< known_as: the nickname that friends and some lists use
  HouseholdNumber household{0};
  HouseholdNumber second_household{nobody};  ///< a child of two homes
  PropertyNumber former_home{nowhere};
  std::int32_t born{0}, died{0}, moved{0};   ///< days since 1970; 0: not
  std::uint32_t mobile{0}, email{0};         ///< number of it; 0: none
  Sex sex{Sex::male};
  Community community{Community::british};
  Role role{Role::other};
  Title title{Title::none};
  bool is_protected{false};
  bool is_of_story{false};                   ///< every file holds her, each under another form of the name (story_person.h)
  Factors factors, told;                     ///< what is true; what some feed tells of it
  Sources listed;                            ///< feeds that hold the person
  Sources flagged;                           ///< feeds that mark the address as protected
  bool told_birth{false}, told_income{false}, told_capital{false}, told_no_pension_credit{false}, told_two_homes{false};
  PropertyNumber told_home{nowhere};         ///< where the first row that has a home places the person
  std::uint16_t income{0};                   ///< own, pounds a week
};

enum class Tenure : std::uint8_t { own, private_rent, social };

struct Household {
  PropertyNumber home{nowhere};              ///< nowhere: no fixed home
  PersonNumber first{0};
  std::uint16_t size{0};
  Tenure tenure{Tenure::own};
  Word room_prefix{0};
  std::uint32_t landline{0};
  std::uint32_t capital{0};                  ///< pounds
  bool institution{false}, students{false}, refuge{false}, disabled_band{false}, couple{false};
  std::int32_t since{0};                     ///< day of moving in
};

struct Population {
  std::vector<Person> persons;
  std::vector<Household> households;
  Date today{Date::from_days(0)};

  [[nodiscard]] int age(const Person& person) const {
    return age_in_years(Date::from_days(person.born), today);
  }
};

}  // namespace hearth::synth
