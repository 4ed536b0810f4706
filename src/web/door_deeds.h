// door_deeds.h: the rows of a list door by door: how many doors and people, and what a crew must do at one.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "spine/door_row.h"

namespace hearth::web {

using DoorRows = std::span<const spine::DoorRow>;

/// Neighbours in the list for which `same` holds, group by group.
template <class Same, class Each>
void each_group(DoorRows rows, Same same, Each each) {
  for (std::size_t from = 0; from < rows.size();) {
    std::size_t to = from + 1;
    while (to < rows.size() && same(rows[from], rows[to])) ++to;
    each(rows.subspan(from, to - from));
    from = to;
  }
}

[[nodiscard]] std::size_t doors_of(DoorRows rows);
/// People of the programme's category of that rank: 0 is whom to reach first.
[[nodiscard]] std::size_t people_of_rank(DoorRows rows, std::size_t rank);

inline constexpr std::size_t people_named_max = 4;  ///< of one door; more stand in a list of their own, with the numbers of what to do

/// What a crew must do at one door: each text once, with whom it is for.
struct Deed {
  std::string words;
  std::vector<std::string> names;
  std::size_t order{0};
  bool of_home{false};
  bool of_several{true};  ///< of one of them, and nobody knows which
};
/// In the order of the programme.
[[nodiscard]] std::vector<Deed> deeds_of(DoorRows door);
/// " (Ann Lee)", " (2 people: Ann Lee, Bob Lee)", " (14 people)"; empty where it is clear. `people`: of the door
[[nodiscard]] std::string for_whom(const Deed& deed, std::size_t people);

/// "tel. 01632 960011"; where the list says to ring and has no number, that it holds none; else empty.
[[nodiscard]] std::string phone_words(const spine::DoorRow& row, DoorRows door);

}  // namespace hearth::web
