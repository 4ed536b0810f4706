// match_address.h: from the address that somebody typed to the property that they meant.
//
// The text is not parsed first: its tokens find candidate addresses by several keys (number + street, number + postcode, street
// words with typing errors, names), never by postcode alone. Each candidate is compared piece by piece with typed evidence: flat,
// number, suffix, range, street, locality, postcode, names. The evidence adds up in bits (log2 of how much likelier it is for the
// true property than for another one; Fellegi and Sunter 1969), rare words weigh more. Then the candidates are held against each
// other: the best must beat the next property by a margin, and a conflict of flat, number or suffix is a floor that no other evidence
// lifts. Abstaining is an answer. Weights stand in one table: address_weights.h.
//
// Pure: the same gazetteer, settings and text give the same answer on every machine and for any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "place/gazetteer.h"
#include "place/placement.h"

namespace hearth::place {

/// Changes whenever the same text may get another answer; kept with each placement.
inline constexpr std::string_view matcher_version = "address-10";

struct MatchSettings {
  Probability likely_from{0.92};        ///< accepted without review; below it the answer is `ambiguous` or `none`
  Probability offered_from{0.20};       ///< below it nothing is offered: `none`
  LogOdds margin_min{3.0};              ///< bits by which the best must lead the next property
  LogOdds letter_lost_within{8.0};      ///< "59" is ambiguous when 59A is there and at most so many bits behind
  LogOdds letter_lost_flat_lead{12.0};  ///< bits by which a flat of the only lettered house of its number must lead (ADR 0014)
  LogOdds elsewhere_within{14.0};       ///< ambiguous when the text's postcode area or locality is a rival's that is so near
  std::size_t candidates_max{200};      ///< compared per address; those with the strongest keys first
  std::size_t candidates_shown_max{20}; ///< in Placement::candidates
};

/// An address as it stands in a row. Views must outlive the call only.
struct AddressText {
  std::string_view text{};      ///< UTF-8, any order, with or without the postcode in it; line breaks are commas
  std::string_view postcode{};  ///< in full, an outcode, wrong, or empty
};

/// Everything that matching needs of a gazetteer; it holds no reference to it. About 150 bytes per address.
class AddressIndex {
 public:
  /// Cost: 400,000 addresses in about 2 s on two cores.
  [[nodiscard]] static AddressIndex build(const Gazetteer& gazetteer, Threads threads);
  AddressIndex(AddressIndex&&) noexcept;
  AddressIndex& operator=(AddressIndex&&) noexcept;
  ~AddressIndex();

  [[nodiscard]] const std::string& gazetteer_version() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept;   ///< addresses
  [[nodiscard]] std::size_t bytes() const noexcept;  ///< of memory

  struct State;  ///< private to address_index.h
  explicit AddressIndex(std::unique_ptr<State> state) noexcept;
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

/// The property that the text most probably means. Never fails: what is no address has band `none`.
/// Reasons: decided, decided_none (a person has said so: address_decisions.h); same_text, best_by_margin, letter_not_said (answered); flat_missing, flat_not_known (building);
/// several_alike, below_likely, elsewhere, number_missing, suffix_missing (ambiguous); empty, too_long, not_text, not_an_address,
/// street_unknown, number_not_on_street, number_missing, too_weak (none).
/// Cost: about 30 microseconds over 400,000 addresses.
[[nodiscard]] Placement match_address(const AddressIndex& index, const MatchSettings& settings, AddressText address);

/// The same for many, in their order, on several threads.
[[nodiscard]] std::vector<Placement> match_all(const AddressIndex& index, const MatchSettings& settings,
                                               std::span<const AddressText> addresses, Threads threads, Progress& progress);

/// How one piece of the text stands to the same piece of a property's address.
enum class Agreement : std::uint8_t {
  equal,       ///< the same words
  equivalent,  ///< an abbreviation, another order, another way to write it
  typo,        ///< a typing error or two
  moved,       ///< the same words, but in another place: a number that stands as flat
  missing,     ///< the property has it, the text does not
  extra,       ///< the text has it, the property does not
  conflict     ///< both have it, and differ
};
[[nodiscard]] std::string_view name_of(Agreement agreement) noexcept;

struct FieldEvidence {
  std::string field;      ///< "flat", "number", "suffix", "street", "locality", "postcode", "names", "prior"
  Agreement agreement;
  std::string text;       ///< what the asked text has, in normal form
  std::string property;   ///< what the property's address has
  LogOdds weight;         ///< bits
};

/// Why a property that resembles the text is not the answer.
enum class WhyNot : std::uint8_t {
  other_number,    ///< another house number
  number_missing,  ///< the text has no number
  other_flat,      ///< another flat of the building
  flat_missing,    ///< the text names no flat
  flat_not_known,  ///< the text names a flat, and this property is none
  letter_missing,  ///< "59" for 59A
  letter_extra,    ///< "59A" for 59
  no_street,       ///< neither its street nor a rare name stands in the text
  not_alone,       ///< it fits, and so does another
  too_weak         ///< it fits in part, too little to be sure
};
/// For people: "its house number is another".
[[nodiscard]] std::string_view words_of(WhyNot why) noexcept;

struct NearlyFits {
  Uprn uprn;
  WhyNot why_not;
  std::vector<FieldEvidence> evidence;
  LogOdds weight;
};

/// Why this answer. The weights of `evidence` add up to `weight`.
struct Explanation {
  Placement placement;
  std::optional<Uprn> best;               ///< the property that `evidence` is about, also when it was not accepted
  std::vector<FieldEvidence> evidence;
  LogOdds weight{};
  std::optional<Uprn> rival;              ///< the next property
  std::vector<FieldEvidence> rival_evidence;
  LogOdds rival_weight{};
  std::vector<NearlyFits> nearly;         ///< when nothing was answered: at most three, the best first
  std::vector<std::string> separated_by;  ///< the fields in which best and rival differ
};
[[nodiscard]] Explanation explain_address(const AddressIndex& index, const MatchSettings& settings, AddressText address);

}  // namespace hearth::place
