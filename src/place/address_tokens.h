// address_tokens.h: an address as the matcher sees it: words in order, and codes (numbers, flat letters, storeys) between them.
//
// Nothing is decided here about what is street and what is town. Both sides, the asked text and the gazetteer's, go through this one
// function, so that an odd reading is odd on both sides alike. Private to the matcher.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "place/address_words.h"

namespace hearth::place {

enum class CodeKind : std::uint8_t { number, letter, storey };

struct AddressCode {
  std::uint32_t value{0};    ///< the number; the letter; the storey + 8 (basement 7, ground 8, top 31)
  std::uint32_t end{0};      ///< of a range "7-9"; else 0
  std::uint16_t prefix{0};   ///< letters before the number ("b911"), packed; else 0
  char suffix{0};            ///< letter after the number ("59a"); else 0
  CodeKind kind{CodeKind::number};
  bool said_flat{false};     ///< "flat" or the like stands before it
  bool optional{false};      ///< a lone letter that may be somebody's initial
  bool starts_piece{false};  ///< nothing stands before it since the comma
  std::uint8_t words_before{0};
  bool operator==(const AddressCode&) const = default;
};

struct AddressWord {
  std::string_view text;     ///< canonical
  WordKind kind{WordKind::plain};
  bool starts_piece{false};  ///< after a comma or a line break
};

/// A postcode as far as it can be read: outward and inward code packed to numbers, 0 where not known.
struct PackedPostcode {
  std::uint32_t outward{0};
  std::uint16_t inward{0};
  bool operator==(const PackedPostcode&) const = default;
  [[nodiscard]] std::uint64_t whole() const noexcept { return std::uint64_t{outward} << 16 | inward; }
  /// The first digit of the inward code is the sector.
  [[nodiscard]] bool same_sector(const PackedPostcode& other) const noexcept {
    return outward == other.outward && inward != 0 && other.inward != 0 && (inward - 1) / 676 == (other.inward - 1) / 676;
  }
  [[nodiscard]] std::string text() const;
};
/// Case, blanks and dots do not matter; O for 0 and I for 1 are put right where the place tells. Empty when it is no postcode and
/// no outcode.
[[nodiscard]] PackedPostcode read_postcode(std::string_view text) noexcept;

struct AddressTokens {
  static constexpr std::size_t words_max = 32;  ///< later words are passed over
  static constexpr std::size_t codes_max = 12;

  std::vector<AddressWord> words;
  std::vector<AddressCode> codes;
  PackedPostcode postcode;        ///< found in the text
  std::string_view designator{};  ///< the last of flat, room, unit that was said
  bool adjunct{false};            ///< a garage, a plot, an annexe, land beside: it belongs to an address and is not it
  std::string bytes;              ///< what the words point into

  /// Reads a text; false when it is not UTF-8. Reuses the memory of the call before.
  bool read(std::string_view text);
  /// What people write where an address should be: no fixed abode, a PO box, or nothing.
  [[nodiscard]] bool says_no_premises() const;

 private:
  void clear();
  [[nodiscard]] bool code_follows(std::size_t word) const;
  [[nodiscard]] bool names_an_adjunct() const;
  void read_run(std::string_view run, bool starts_piece);
  void add_word(std::string_view folded, bool starts_piece);
  void add_code(AddressCode code);
  bool add_storeys();
  /// "FFF", "G.F.F.", "GF flat", "F/F", "1/F": a storey, said in letters. How many runs it took, 0 for none.
  unsigned add_short_storey(std::string_view run, std::string_view rest);

  std::string controls_;
  bool starts_piece_{true};
  bool flat_said_{false};
  bool after_number_{false};
};

/// "59a", "flat b", "7-9", "ground floor": for explanations.
[[nodiscard]] std::string code_text(const AddressCode& code);

}  // namespace hearth::place
