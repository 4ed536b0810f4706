// written.h: how a back office writes a person, a home, a telephone number or a date: its own form, with its faults.
#pragma once

#include <string>
#include <string_view>

#include "synth/faults.h"
#include "synth/person.h"

namespace hearth::synth {

/// How a system writes addresses.
enum class AddressForm : std::uint8_t {
  billing,  ///< FLAT 2 | 62 WEIR LANE | MILLHOLME | WEIRSIDE
  tenancy,  ///< Flat 2 62 / Weir Lane / Weirside
  care,     ///< 2/62 Weir Lane | Millholme
  claim,    ///< 62 Flat 2, Weir Lane, Weirside
  utility,  ///< FLT 2, WEIR HSE, 62 WEIR LN, WEIRSIDE, ZZ1 1AB
  round     ///< Flat 2, 62 Weir Lane
};

struct WrittenAddress {
  std::string flat, house;                ///< "Flat 2", "62 Weir Lane"
  std::string locality, town, postcode;   ///< postcode may be blank or wrong
  std::string line;                       ///< the whole, as this system writes it; for `utility` with the postcode
  std::uint64_t uprn{0};                  ///< of the home that is meant; 0: none, or not in the gazetteer
  std::uint64_t uprn_told{0};             ///< as a system that keeps UPRNs holds it
};

struct WrittenName {
  std::string title, given, middle, surname;
};

/// What all six feeds write with.
class Pen {
 public:
  Pen(const Town& town, const Names& names, const Words& words, const Population& population)
      : town_{town}, names_{names}, words_{words}, population_{population} {}

  struct NameHabits {
    Source source;
    unsigned nickname{150};    ///< per thousand of those who have one
    bool plain{false};         ///< the system holds no marks
    bool on_paper{false};      ///< forms are scanned
    bool clean{false};         ///< no fault: the one record that flags a protected person must be found
  };
  [[nodiscard]] WrittenName name(const Person& person, const NameHabits& habits, Random& random) const;
  /// The home of a person as this feed knows it: the present one, or the former one when the feed is behind.
  [[nodiscard]] PropertyNumber home_in_feed(const Person& person, Random& random) const;
  [[nodiscard]] WrittenAddress address(PropertyNumber home, AddressForm form, bool clean, Random& random) const;
  /// "07700 900123" or "01632 960123" in one of several habits; blank when there is none.
  [[nodiscard]] std::string phone(const Person& person, bool landline_first, Random& random) const;
  [[nodiscard]] std::string email(const Person& person) const;
  [[nodiscard]] std::string nhs_number(PersonNumber number) const;
  [[nodiscard]] std::string ni_number(PersonNumber number) const;
  [[nodiscard]] const std::string& word(Word word) const { return words_[word]; }
  [[nodiscard]] const Population& people() const { return population_; }
  [[nodiscard]] const Town& town() const { return town_; }
  [[nodiscard]] const Faults& faults() const { return faults_; }

 private:
  [[nodiscard]] std::string street(const Street& street, AddressForm form, bool clean, Random& random) const;

  const Town& town_;
  const Names& names_;
  const Words& words_;
  const Population& population_;
  Faults faults_;
};

enum class DateForm : std::uint8_t { slashes, dots, month_name, iso, compact, american };
[[nodiscard]] std::string date_text(int year, int month, int day, DateForm form);
[[nodiscard]] std::string date_text(std::int32_t days, DateForm form);
[[nodiscard]] std::string date_text(const WrittenDate& date, DateForm form);  ///< blank when it is
[[nodiscard]] std::string upper(std::string_view text);  ///< ASCII and the Latin letters of our names

}  // namespace hearth::synth
