// whose_fact.h: of whom a note tells a word: "HOIST IS FOR WIFE", "tenant - dialysis", "mother next door (no 14) is on oxygen".
// Private to record/.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hearth::record {

/// Whose a fact of a note is, by the words of the note alone.
struct Whose {
  enum class Role : std::uint8_t {
    not_said,     ///< whomever the row is about
    everybody,    ///< "both deaf"
    one_of_them,  ///< "one of them is on oxygen": nobody knows which
    main,         ///< "tenant - dialysis"
    joint,        ///< "JT: deaf"
    partner,      ///< of a couple: "HOIST IS FOR WIFE"
    parent, child,
    other,        ///< somebody else of the home: "lodger deaf", "hh member deaf"
    named,        ///< by the given name of one of the row: "Gwen: hoist"
    elsewhere     ///< a neighbour, or a relative who lives elsewhere: "mother next door", "sister in Tregarw"
  };
  Role role{Role::not_said};
  char sex{0};              ///< 'm' or 'f' where the word says so
  std::string_view word{};  ///< "wife", "lodger"
  std::size_t name{0};      ///< of `named`: its place in the names of the row
};

/// What the row tells that the note stands in.
struct RowTold {
  std::span<const std::string> names{};  ///< given names of its people, folded, in their order; empty where one is not known
  std::string_view home{};               ///< its address, folded: "sister in TOWN" lives elsewhere only when TOWN is not in it
  std::string_view members{};            ///< its other cells that tell of relatives, folded: "Gwenllian (partner) 1989"
};

/// Whether a cell, folded, tells of relatives.
[[nodiscard]] bool names_relatives(std::string_view cell);

/// Of whom the note tells what stands in [from, to). A relative who only speaks, helps or brings ("son pushes wheelchair", "daughter says deaf") is not meant.
[[nodiscard]] Whose whose_fact(std::string_view text, std::size_t from, std::size_t to, const RowTold& row);

/// Of whom a cell speaks that says nothing else: "SELF", "Customer", "Spouse", "Husband/Wife", "Both", "Other household member". Nothing
/// where the word is not known.
[[nodiscard]] std::optional<Whose> whose_by_word(std::string_view cell);

}  // namespace hearth::record
