// tell.h: what is told of a person in a list: name, reasons, what is not known, who works with them and whom to call.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "need/evaluate.h"
#include "spine/door_row.h"
#include "spine/person_reader.h"

namespace hearth::spine {

/// What to ask first of a person at one of their homes, or at no known one: whether they live, live here and are in.
[[nodiscard]] std::vector<std::string> first_questions(const PersonSeen& seen, std::optional<std::uint32_t> property);

class Teller {
 public:
  Teller(const Snapshot& snapshot, const Sight& sight) : snapshot_{snapshot}, sight_{sight} {}

  /// Nothing when no reason is left that may be told.
  [[nodiscard]] std::optional<DoorRow> row(const need::Programme& programme, const PersonSeen& seen, const need::CohortEntry& entry, Part part,
                                           std::optional<std::uint32_t> property) const;
  /// Organisations whose involvement may be told, each once. A hidden feed adds none.
  [[nodiscard]] std::vector<std::string> organisations(const PersonSeen& seen) const;
  /// Reasons with the facts they rest on. A fact that was worked out from several records rests on the first feed that may tell it.
  [[nodiscard]] std::vector<ReasonTold> reasons(const PersonSeen& seen, const std::vector<need::Reason>& reasons) const;
  /// Somebody of a home whom the programme does not find, with what holds of them fact by fact, their age only beside something else;
  /// nothing when no fact may be told. Only facts that the programme uses.
  [[nodiscard]] std::optional<DoorRow> other_here(const need::Programme& programme, const PersonSeen& seen, const need::Facts& facts, std::uint32_t property) const;
  /// What holds of the person and may be told to a crew, each text once.
  [[nodiscard]] std::vector<CrewTold> crew(const need::Programme& programme, const PersonSeen& seen, const need::Facts& facts) const;
  /// What they could be owed; nothing without an estimate of more than 0, or where a fact behind it may not be told. `in_detail`: with how.
  [[nodiscard]] std::optional<MoneyTold> money(const need::Programme& programme, const PersonSeen& seen, const need::Facts& facts, bool in_detail) const;
  /// Every fact about the person that a file which may be named tells, in the order of the vocabulary; of one file each once, the newest.
  [[nodiscard]] std::vector<FactTold> facts_told(const PersonSeen& seen, const Date& on) const;
  /// Who works with them and whom to call, as each feed allows it to be told.
  void known_to(const PersonSeen& seen, std::vector<std::string>& names, std::vector<std::string>& call) const;
  /// How a feed may be named to others; empty when its involvement is hidden.
  [[nodiscard]] std::string name_of_feed(trust::FeedIndex feed) const;

 private:
  const Snapshot& snapshot_;
  const Sight& sight_;
};

}  // namespace hearth::spine
