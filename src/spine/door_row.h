// door_row.h: one home and person of a list, as it is handed over: what to do, why, whom to call, what is not known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/point.h"
#include "base/uprn.h"
#include "spine/money_told.h"
#include "trust/seen.h"

namespace hearth::spine {

/// The four parts of a list, in this order.
enum class Part : std::uint8_t {
  door,      ///< go to this door
  building,  ///< the right building, the flat is not known
  moved,     ///< two addresses: may live here, or there
  postcode   ///< in one of these postcodes, or without a known one on a street of this name; not placed
};
[[nodiscard]] std::string_view name_of(Part part) noexcept;
[[nodiscard]] std::string_view words_of(Part part) noexcept;

/// A reason in words, with the facts and feeds that it rests on.
struct ReasonTold {
  std::string words;
  std::vector<trust::FactorSeen> rests_on;
  std::string told_by;  ///< "adult_social_care, 3 March 2024": feeds that may be named, and the newest day of what they told
};

/// Behind a reason that a file tells of several people of a row together.
inline constexpr std::string_view which_of_them = " (this person or another here: not known which)";

/// What a crew must do at the door, with the fact that it rests on.
struct CrewTold {
  std::string words;
  trust::FactorSeen rests_on;
  std::size_t order{0};    ///< in the programme
  bool of_home{false};     ///< about the home, whoever of it is told of
  bool of_several{false};  ///< of this person or another of the home
};

/// One fact of a person as one file tells it.
struct FactTold {
  std::string words;        ///< "cannot use stairs", "is not a wheelchair user", "weekly income: 143.20"
  std::string file;         ///< as it may be called
  std::string date;         ///< "1 March 2025", of the fact or of the extract
  bool too_old{false};      ///< to rely on
  trust::FactorSeen rests_on;
};

struct DatedHome {
  std::string address;
  std::string date;  ///< "1 March 2025", the newest day on which a feed said so; "until 1 March 2025"
};

/// What to ask first of somebody of whom one file says, beside the name, that they have died.
inline constexpr std::string_view still_alive_question = "whether this person is still alive (one file says not)";
inline constexpr std::string_view death_noted_question = "who of this home has died (a note says that somebody has): ask first";

/// What to ask of somebody whose stay here one file says has ended, while others only still list them.
inline constexpr std::string_view still_here_question = "whether this person still lives here (one file says that they left)";

/// What to ask of somebody of whom only a note beside a row says so; why they are away is not told.
inline constexpr std::string_view left_noted_question = "whether this person still lives here (a note says that they may have moved)";
inline constexpr std::string_view away_noted_question = "whether this person is at home now (a note says that they may be away)";

/// The side of the street on which a door stands, where the list walks up one side and down the other (walk_order.h).
enum class Side : std::uint8_t { none, odd, even };

struct DoorRow {
  Part part{Part::door};
  std::optional<Uprn> uprn;
  std::string address;               ///< the gazetteer's, or for the last part what the feed says
  std::string street;
  std::string door_key;              ///< sorts in door order
  std::string establishment;         ///< address of the care home, hostel or hall in which they live; empty for other homes
  std::optional<Uprn> establishment_uprn;
  std::string room;                  ///< in it, as it is told: "Room 13"
  Side side{Side::none};
  std::optional<GridPoint> point;
  PersonId person;
  std::string name;
  std::string category;              ///< what to do: "visit first"
  std::size_t category_rank{0};
  bool on_list{true};                ///< else somebody else of the one home that was asked for: the reasons are what is known of them
  std::vector<ReasonTold> reasons;
  std::vector<CrewTold> crew;        ///< in the programme's order; may hold more than the reasons: what holds beside them
  std::vector<std::string> not_known;
  bool may_have_died{false};         ///< one file says so; not_known asks first
  std::string phone;
  std::vector<std::string> known_to; ///< who already works with them, as each feed allows it to be told
  std::vector<std::string> call;     ///< whom to call about it
  std::optional<MoneyTold> money;    ///< what they could be owed; only of a programme with an estimate, and never on paper
  std::vector<FactTold> told;        ///< file by file; only where one home was asked for
  std::vector<DatedHome> homes;      ///< of part `moved`, newest first
  std::vector<trust::FeedIndex> feeds;
};

/// A crew knocks there once: one home, or one establishment whatever the room.
[[nodiscard]] bool at_one_door(const DoorRow& a, const DoorRow& b) noexcept;
/// The address of the door: of the establishment, where there is one.
[[nodiscard]] const std::string& door_address(const DoorRow& row) noexcept;

/// The long list of questions that most people of a list share, so that it is said once; empty when there is none.
[[nodiscard]] std::vector<std::string> usual_questions(const std::vector<DoorRow>& rows);

/// How old a feed is, for the head of a list.
struct FeedAgeTold {
  std::string feed, received;
  int days{0};
  bool day_said{true};  ///< else the declaration does not say of which day the extract is: `received` is the day of its load
};

/// People who are likely to have to be fetched, by what may be told of them: on a seat, or in their wheelchair.
struct TransportTold {
  std::size_t seats{0}, wheelchairs{0};
};

/// A home of the address list, and nothing of who lives there.
struct HomeTold {
  std::string address, street;
};

/// What every file and every list of a demonstration says inside, wherever it is carried.
inline constexpr std::string_view made_up_words = "MADE-UP PEOPLE";

/// What stands above a list: counts, and addresses of homes of which nothing is held.
struct AreaHead {
  static constexpr std::size_t nothing_held_listed_max = 500;  ///< what a crew can look through, on a dozen pages
  bool made_up{false};               ///< of a demonstration: whatever is written from this list says so
  std::string asked;                 ///< "homes within flood.geojson"
  std::string purpose, purpose_words;
  Instant at;
  std::size_t homes{0};              ///< in the area, of the gazetteer
  std::size_t homes_nothing_held{0};
  std::vector<HomeTold> nothing_held;  ///< the first of them in order of street and number. A protected home is one of them, like any other
  std::size_t people_held{0};        ///< people placed in the area, with a need or without
  std::size_t doors{0};              ///< different homes of part `door`
  std::size_t people{0};             ///< rows
  std::vector<std::pair<std::string, std::size_t>> by_category;  ///< in the programme's order
  std::size_t dead_left_out{0};
  std::size_t known_to_one{0};       ///< people of the list known to one organisation only
  std::size_t power_not_on_register{0};
  std::optional<TransportTold> transport;  ///< nothing where the programme fetches nobody
  std::optional<MoneyInAll> money;   ///< nothing where the programme makes no estimate
  std::vector<FeedAgeTold> feeds;    ///< those that the asker may use
  std::vector<std::string> not_used; ///< "housing: the agreement has ended": what the list would hold with it is not in it
  std::string protected_contact;     ///< of the place; may be empty
  [[nodiscard]] std::string transport_sentence() const;  ///< "Likely transport: 14 seats and, besides those, 5 places for a wheelchair."; empty without
  [[nodiscard]] std::string sentence() const;  ///< "812 homes in this area; we hold nothing on 401 of them. Not on this list does not mean safe."
  /// The same on every list, whoever lives there: it gives nobody away.
  [[nodiscard]] std::string protected_sentence() const;
};

}  // namespace hearth::spine
