// joint_names.h: several people in one cell, as council tax and housing systems write them ("MR A & MRS B SMITH").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::record {

struct NamedPerson {
  std::string title, given_name, surname;
  bool is_dead{false};  ///< by a remark beside the name (death_remark.h); false where it is in doubt whom the remark is about
  bool operator==(const NamedPerson&) const = default;
};

/// The people that a cell names, in its order; one when it names one. Knows titles, "&", "and", "+", "/", ";", a comma between
/// titled people, a surname that stands once for all ("MR A & MRS B SMITH", "J & M SMITH"), surname first ("PATEL, RAJ & PRIYA",
/// "SMITH J & M", "SMITH MR J"), and two whole names ("Ann Lee & Raj Patel"). Of "MR & MRS JOHN SMITH" the first is John.
/// Left out: what stands in brackets, "& ANOTHER", all from C/O or T/A on. A given name that is missing stays empty. A firm or
/// nobody (nobody.h) is one name, as surname. The table of what is known: tests/record/joint_names_test.cpp.
[[nodiscard]] std::vector<NamedPerson> split_joint(std::string_view cell);

/// True for words such as mr, mrs, dr, revd (folded, without dot).
[[nodiscard]] bool is_title(std::string_view folded_word);

}  // namespace hearth::record
