// id.h: identifiers and measures that cannot be mixed up.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace hearth::base {

/// A number that names one thing of kind Tag. Zero names nothing.
template <class Tag>
class Id {
 public:
  constexpr Id() noexcept = default;
  explicit constexpr Id(std::uint64_t number) noexcept : number_{number} {}
  [[nodiscard]] constexpr std::uint64_t number() const noexcept { return number_; }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return number_ != 0; }
  auto operator<=>(const Id&) const = default;

 private:
  std::uint64_t number_{0};
};

/// A name that people chose for one thing of kind Tag: an organisation, a purpose, a factor.
template <class Tag>
class Name {
 public:
  Name() = default;
  explicit Name(std::string text) : text_{std::move(text)} {}
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  auto operator<=>(const Name&) const = default;

 private:
  std::string text_;
};

/// A quantity in one unit.
template <class Tag>
class Measure {
 public:
  constexpr Measure() noexcept = default;
  explicit constexpr Measure(double value) noexcept : value_{value} {}
  [[nodiscard]] constexpr double value() const noexcept { return value_; }
  auto operator<=>(const Measure&) const = default;
  constexpr Measure& operator+=(Measure other) noexcept {
    value_ += other.value_;
    return *this;
  }
  friend constexpr Measure operator+(Measure a, Measure b) noexcept { return Measure{a.value_ + b.value_}; }
  friend constexpr Measure operator-(Measure a, Measure b) noexcept { return Measure{a.value_ - b.value_}; }

 private:
  double value_{0};
};

using RecordId = Id<struct RecordTag>;        ///< one row of one feed: stable while its key stays
using PersonId = Id<struct PersonTag>;        ///< survives re-linking
using HouseholdId = Id<struct HouseholdTag>;  ///< people who live together at a property
using Usrn = Id<struct UsrnTag>;              ///< Unique Street Reference Number

using OrganisationId = Name<struct OrganisationTag>;
using PurposeId = Name<struct PurposeTag>;
using AgreementId = Name<struct AgreementTag>;
using FeedName = Name<struct FeedTag>;
using FactorId = Name<struct FactorTag>;        ///< a SAVVI risk factor, "cannot_walk"
using ProgrammeId = Name<struct ProgrammeTag>;  ///< a folder of programmes/

using LogOdds = Measure<struct LogOddsTag>;          ///< bits, log2(p / (1 - p)); weights of fields add up
using Probability = Measure<struct ProbabilityTag>;  ///< 0 to 1
using Metres = Measure<struct MetresTag>;            ///< on the British National Grid, EPSG:27700

}  // namespace hearth::base

namespace hearth {
using namespace base;
}

template <class Tag>
struct std::hash<hearth::base::Id<Tag>> {
  std::size_t operator()(const hearth::base::Id<Tag>& id) const noexcept {
    return std::hash<std::uint64_t>{}(id.number());
  }
};
template <class Tag>
struct std::hash<hearth::base::Name<Tag>> {
  std::size_t operator()(const hearth::base::Name<Tag>& name) const noexcept {
    return std::hash<std::string>{}(name.text());
  }
};
