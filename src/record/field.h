// field.h: the words in which every feed is told: our fields, and the packed form in which a record keeps them.
//
// A record keeps its mapped fields as one text: FIELD US value RS ..., with US and RS the control characters 31 and 30
// (no mapped value holds them). Packed text is portable between databases, hashes as a whole and is read without allocating.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"

namespace hearth::record {

/// Fields of a declaration's [columns] (design section 8). birth_year, birth_month and birth_day become birth_date.
enum class Field : std::uint8_t {
  full_name, given_name, middle_names, surname, previous_surname, title, sex,
  birth_date, death_date, birth_place,
  address, address_from, address_to, postcode, uprn, town,
  phone, email, nhs_number, ni_number, occupation,
  updated, known_team, known_phone,
  deceased,  ///< not mapped as a column: "yes" where a flag of the row says so, "remark" where only the name or a note that names them does ("MRS A LEE DECD"), "note"
             ///< where a note tells of a death in the row and not whose
  absent,  ///< not mapped as a column: "left" or "away" where a note says so of this person, see absence_note.h
  nobody,  ///< not mapped by anybody: "firm" where the row names a firm or an estate; its facts are the home's, not a person's
};
inline constexpr std::size_t field_count = 27;
[[nodiscard]] std::string_view name_of(Field field) noexcept;
[[nodiscard]] bool is_mapped(Field field) noexcept;  ///< a declaration maps a column to it
[[nodiscard]] std::optional<Field> field_of(std::string_view name) noexcept;  ///< of those that a declaration maps to a column

/// One fact that a record tells of its person (or home): a factor, its value, and when it was true.
/// Values: "true", "false", a number ("143.20"), a date (ISO), or a text.
struct FactClaim {
  std::string_view factor;
  std::string_view value;
  std::string_view date;  ///< ISO, or empty
  std::string_view until{};  ///< ISO: a day from which it no longer holds (a baby grows up); empty: as long as the factor is valid
  bool of_several{false};    ///< the row tells it of several people together, and not of which of them
};

/// The packed fields of one record, read in place. Valid as long as the text that it looks at.
class FieldsView {
 public:
  explicit FieldsView(std::string_view packed) noexcept : packed_{packed} {}
  [[nodiscard]] std::string_view get(Field field) const noexcept;          ///< empty when absent
  [[nodiscard]] std::string_view extra(std::string_view name) const noexcept;
  [[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> extras() const;
  [[nodiscard]] std::vector<FactClaim> claims() const;
  [[nodiscard]] std::optional<Date> date(Field field) const;               ///< stored as ISO text
  [[nodiscard]] std::string_view packed() const noexcept { return packed_; }
  /// "Anna Maria Smith" from full_name, or from its parts.
  [[nodiscard]] std::string name() const;

 private:
  std::string_view packed_;
};

/// Builds packed text. Fields are put in any order and come out in the order of Field, extras and claims by name, so that
/// equal content packs to equal text.
class FieldsBuilder {
 public:
  void set(Field field, std::string_view value);   ///< trimmed; empty values are left out; control characters become blanks
  [[nodiscard]] std::string_view get(Field field) const noexcept { return values_[static_cast<std::size_t>(field)]; }
  void set_extra(std::string_view name, std::string_view value);
  void add_claim(std::string_view factor, std::string_view value, std::string_view date = {}, std::string_view until = {}, bool of_several = false);
  void forget_several();                           ///< what was told of several people is this one's: the row names nobody else
  /// Takes what this one lacks: fields that are empty here, and every extra and claim.
  void add_lacking(const FieldsView& other);
  void add_claims_of(const FieldsBuilder& other) { claims_.insert(claims_.end(), other.claims_.begin(), other.claims_.end()); }
  void add_true_claims_of(const FieldsBuilder& other);   ///< "no" of somebody whom nobody names says nothing
  /// Takes out what says who somebody is and how to reach them; where, since when, and the claims stay. `firm`: what stays is of
  /// the home alone.
  void forget_person(bool firm);
  [[nodiscard]] std::string titled_name() const;   ///< as FieldsView::name(), with the title before it
  [[nodiscard]] bool empty() const noexcept;
  [[nodiscard]] std::string packed() const;

 private:
  std::array<std::string, field_count> values_;
  std::vector<std::pair<std::string, std::string>> extras_;
  std::vector<std::array<std::string, 5>> claims_;
};

/// Packed text without the claims that `keep` does not name, and how many they were.
struct ClaimsRemoved {
  std::string packed;
  std::int64_t removed{0};
};
[[nodiscard]] ClaimsRemoved without_claims(std::string_view packed, const std::function<bool(std::string_view factor)>& keep);

}  // namespace hearth::record
