// person_reader.h: one person as one asker may see them: names, homes with their dates, and the facts for the rules.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "match/comparison.h"
#include "need/gather.h"
#include "spine/sight.h"
#include "spine/snapshot.h"

namespace hearth::spine {

/// A property that somebody's records place them at.
struct HomeSeen {
  std::uint32_t property{nowhere};
  place::Band band{place::Band::none};
  std::int32_t day{0};               ///< newest day on which a record says so, since 1970-01-01
  bool has_ended{false};             ///< every record that says so gives an end
  std::optional<Date> left;          ///< newest day on which a record says that they left
  /// A record says that they left, and no other tells of a later day than that, but by being in a newer extract.
  bool may_have_left{false};
  bool namesake_left{false};         ///< a file says so of somebody there whom nobody has joined with this person, and who has the same name
  bool left_noted{false};            ///< a note beside a record that says so tells that they left
  bool away_noted{false};            ///< a note beside one tells that they are away: in hospital, with a relative
  std::vector<std::uint16_t> feeds;  ///< that say so, ascending
};

struct PersonSeen {
  std::uint32_t person{0};
  std::vector<std::uint32_t> records;  ///< that the asker may see
  std::string name;
  std::optional<Date> birth;
  std::uint16_t birth_feed{need::Source::no_feed};
  std::string phone;
  bool is_dead{false};                 ///< by a date or a flag of a file, or because every file that names them says so beside the name
  bool death_noted{false};             ///< a note tells of a death and not whose: may_have_died, too
  bool may_have_died{false};           ///< one file says so beside the name, another names them without
  /// Newest first; exact and likely only, ended ones last. The first is where the person lives, unless `homes_disagree`.
  std::vector<HomeSeen> homes;
  bool left_noted{false}, away_noted{false};  ///< of any of the records
  bool left_unplaced{false}, away_unplaced{false};  ///< of a record of a file that places them nowhere: of whichever home
  bool homes_disagree{false};          ///< the first two are as new and as often told: nobody can say which
  [[nodiscard]] std::vector<std::uint16_t> feeds(const Snapshot& snapshot) const;
};

/// Reads one person after another; keeps its memory. Not thread-safe: one for each thread.
class PersonReader {
 public:
  PersonReader(const Snapshot& snapshot, const Sight& sight, const Date& on);

  /// What the asker may see of a person; no records when nothing. Whoever asks home by home is answered faster: who lives with somebody is
  /// remembered for a while.
  [[nodiscard]] PersonSeen see(std::uint32_t person);
  /// The facts for the rules, from the person's own records, those of the household and those of the property. Valid until the
  /// next call.
  [[nodiscard]] need::Facts& facts(const PersonSeen& seen);
  /// Facts of the last person that a row tells of several people, and that another file says of one of the others, who lives there: left
  /// out of facts().
  [[nodiscard]] const std::vector<need::FactorIndex>& of_another() const noexcept { return of_another_; }

 private:
  /// Valid until forget_some().
  [[nodiscard]] const PersonSeen& seen(std::uint32_t person);
  void forget_some();
  [[nodiscard]] PersonSeen look_at(std::uint32_t person) const;
  [[nodiscard]] std::vector<std::uint32_t> visible_records(std::uint32_t person) const;
  struct DatedHomeSeen {
    HomeSeen home;
    std::int32_t stayed;  ///< newest day of a record by which they have not left
  };
  void add_home(std::uint32_t index, std::vector<DatedHomeSeen>& homes) const;
  [[nodiscard]] bool is_placed_by(const std::vector<std::uint32_t>& records, std::uint32_t feed) const;
  void find_homes(PersonSeen& seen) const;
  /// Who has died or left under another form of the name, in a file that does not name this person: a question, and no more.
  void find_namesakes(PersonSeen& seen) const;
  /// Whether somebody else who is no child is named at the home, and whether they are placed there now. Two spellings of one name in two
  /// files may be one person, and do not count.
  [[nodiscard]] bool may_be_adult(const PersonSeen& seen) const;
  [[nodiscard]] static bool lives_at(const PersonSeen& seen, std::uint32_t home);
  void add_others_at(std::uint32_t home, const PersonSeen& seen, need::PersonFacts& person);
  void add_household(const PersonSeen& seen, need::PersonFacts& person);
  [[nodiscard]] std::optional<double> income_of(const record::Record& record) const;
  void add_partner(const PersonSeen& seen, need::PersonFacts& person) const;
  /// Whether the two stand in one row of a feed.
  [[nodiscard]] bool share_a_row(const PersonSeen& seen, const PersonSeen& other) const;
  void settle_shared(const PersonSeen& seen, need::Facts& facts);

  const Snapshot& snapshot_;
  const Sight& sight_;
  Date on_;
  std::vector<std::optional<Date>> received_;  ///< of each feed
  need::Gather gather_, others_;   ///< of the person, and of somebody beside them
  std::vector<need::FactorIndex> of_another_;
  std::shared_ptr<const match::Aliases> name_variants_;
  std::optional<need::FactorIndex> age_;
  std::unordered_map<std::uint32_t, PersonSeen> remembered_;
  std::vector<need::FactorIndex> derived_;  ///< factors that are worked out, not told
};

}  // namespace hearth::spine
