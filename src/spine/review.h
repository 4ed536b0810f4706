// review.h: pairs of records that wait for a reviewer, in the order of what an answer is worth, and two records side by side.
//
// Who may look: a role that the programme names (reviewer), of an organisation with agreements for both files. A pair that touches a
// protected person or home is in no list and on no page: it stays as it is, held back.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "people/explain_pair.h"
#include "people/link.h"
#include "spine/sight.h"
#include "trust/seen.h"

namespace hearth::spine {

/// One pair of the list. Without names: those are shown when it is opened.
struct PairWaiting {
  RecordId left{}, right{};
  std::string left_key, right_key;      ///< FEED/KEY, for the log
  std::string left_file, right_file;    ///< as the files may be called
  bool is_protected{false};
  bool one_person{false};               ///< they are taken for one now, and something contradicts it
  std::size_t records{0};               ///< of both people, as far as they may be seen: what a wrong answer would mix or part
  double probability{0};                ///< that they are one person
  double worth{0};                      ///< the more uncertain, and the more records hang on it, the more
  std::vector<std::string> alike, unlike;  ///< what is compared, in words, never a value
  std::vector<trust::FeedIndex> feeds;
};

struct WaitingList {
  std::size_t waiting{0};               ///< pairs of people that this reviewer may open
  std::vector<PairWaiting> pairs;       ///< those worth most
};

/// One line of two records side by side.
struct FieldBeside {
  std::string_view attribute;           ///< of trust::shown_attributes()
  std::string what;
  std::string left, right;              ///< empty: not held, or (a number that serves to match) held and not shown
  std::optional<people::Likeness> likeness;
  std::string words;                    ///< "known variants of one name"
};

struct PairBeside {
  RecordId left{}, right{};
  std::string left_key, right_key, left_file, right_file;
  bool is_protected{false};
  bool one_person{false};               ///< they are taken for one now
  std::vector<FieldBeside> fields;
  std::string sentence;
  std::vector<people::EvidenceLine> evidence;
  std::vector<trust::FeedIndex> feeds;
};

/// The pairs that wait (people::review_list), narrowed to what the asker may see: two people once, by the records that are worth most, and
/// not again before the next run when `answered` holds an answer about other records of theirs. Pure.
[[nodiscard]] WaitingList waiting_pairs(const Snapshot& snapshot, const Sight& sight, const people::LinkModel& model,
                                        const std::vector<people::Edge>& waiting, std::span<const people::Decision> answered, std::size_t most);
/// An answer that counts and that people, as the last run grouped them, do not follow.
struct AnswerNotHeld {
  people::Decision answer;
  bool one_person{false};               ///< they are taken for one all the same; else they are taken for two
};
/// Of answers given before the last run, those that did not come about, and may be opened. A later one counts from the next run on. Pure.
/// @param run_began  ISO instant of the last run
[[nodiscard]] std::vector<AnswerNotHeld> answers_not_held(const Snapshot& snapshot, const Sight& sight, std::span<const people::Decision> counting,
                                                          std::string_view run_began);
/// A clear answer about two records, by their keys alone: a label to score links against.
struct AnswerKept {
  std::string left_feed, left_key, right_feed, right_key;
  bool same{false};
  std::vector<trust::FeedIndex> feeds;
};
struct AnswersKept {
  std::vector<AnswerKept> answers;
  std::size_t not_named{0};             ///< of files that may not be called by name: left out
};
/// Of answers that count, those that are clear, of records that are here and may be opened. Pure.
[[nodiscard]] AnswersKept answers_kept(const Snapshot& snapshot, const Sight& sight, std::span<const people::Decision> counting);
/// Whether a record is of a protected person, or placed in the home of one: a tenant at a refuge is as safe as its residents. Pure.
[[nodiscard]] bool touches_protected(const Snapshot& snapshot, std::uint32_t record);
/// Whether a pair may be opened at all: both files in sight, nobody protected touched. Pure.
[[nodiscard]] bool may_be_opened(const Snapshot& snapshot, const Sight& sight, RecordId left, RecordId right);
/// Nothing when one of the two is absent, or of a file that is hidden from the asker. Pure.
[[nodiscard]] std::optional<PairBeside> records_beside(const Snapshot& snapshot, const Sight& sight, const people::LinkModel& model, RecordId left,
                                                       RecordId right);

}  // namespace hearth::spine

namespace hearth::trust {

template <>
struct ShownFields<spine::PairWaiting> {
  using Row = spine::PairWaiting;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return row.left_key + " and " + row.right_key; }
  static constexpr std::array<AttributeField<Row>, 1> attributes{{{"evidence", [](Row& row) { row.alike.clear(), row.unlike.clear(); }}}};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

template <>
struct ShownFields<spine::AnswerKept> {
  using Row = spine::AnswerKept;
  static SubjectFacts subject(const Row& row) { return {.is_protected = false, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return row.left_feed + "/" + row.left_key + " and " + row.right_feed + "/" + row.right_key; }
  static constexpr std::array<AttributeField<Row>, 0> attributes{};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

template <>
struct ShownFields<spine::PairBeside> {
  using Row = spine::PairBeside;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return row.left_key + " and " + row.right_key; }
  static void drop(Row& row, std::string_view attribute) {
    std::erase_if(row.fields, [attribute](const spine::FieldBeside& field) { return field.attribute == attribute; });
  }
  static constexpr std::array<AttributeField<Row>, 8> attributes{{
      {"name", [](Row& row) { drop(row, "name"); }},
      {"birth_date", [](Row& row) { drop(row, "birth_date"); }},
      {"sex", [](Row& row) { drop(row, "sex"); }},
      {"address", [](Row& row) { drop(row, "address"); }},
      {"phone", [](Row& row) { drop(row, "phone"); }},
      {"email", [](Row& row) { drop(row, "email"); }},
      {"dates", [](Row& row) { drop(row, "dates"); }},
      {"evidence",
       [](Row& row) {
         drop(row, "evidence");
         row.evidence.clear();
         row.sentence.clear();
       }},
  }};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
