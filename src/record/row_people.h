// row_people.h: which people of a row a word of its note means, and who of them is somebody's wife, mother or joint tenant.
// Private to record/.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "record/whose_fact.h"

namespace hearth::record {

struct RowPerson {
  std::string title, given_name, surname;
  std::string sex;                  ///< as the row tells it: "F", "male"; may be empty
  std::string role;                 ///< NAME of [person.NAME]; empty: the row itself
  std::optional<Date> birth{};
  bool is_named{false};             ///< by the row, and no firm
  bool in_joint_cell{false};        ///< one cell names several people
};

/// Of each the first given name, folded; empty where it is not known.
[[nodiscard]] std::vector<std::string> given_names(std::span<const RowPerson> people);

struct Owners {
  std::vector<std::size_t> people;  ///< places in the row
  bool unnamed{false};              ///< somebody else of the home
  bool which_unknown{false};        ///< one of `people`, and nobody knows which
};

/// `about`: whom the note is about, where it names nobody. Wife, husband and partner are the other of two people of a row whose title
/// and sex do not contradict; a mother or a son is one of them only where a role of the declaration says so, or the births are half a
/// generation apart. Whoever is not among the people of the row is an unnamed person of the home.
[[nodiscard]] Owners owners_of(const Whose& whose, std::span<const RowPerson> people, std::optional<std::size_t> about);

}  // namespace hearth::record
