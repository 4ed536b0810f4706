// review_pair.h: two records side by side, for whoever decides whether they are one person.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "people/link.h"
#include "spine/sight.h"
#include "trust/seen.h"

namespace hearth::spine {

enum class Agreement : std::uint8_t { same, differs, one_only };
[[nodiscard]] std::string_view words_of(Agreement agreement) noexcept;  ///< "the same", "differ", "only one says"

/// One field of both; left out when neither has it.
struct FieldOfTwo {
  std::string field;  ///< "Birth date"
  std::string left, right;
  Agreement agreement{Agreement::same};
};

struct ReviewPair {
  RecordId left{}, right{};
  bool is_protected{false};
  std::string left_file, right_file;  ///< which organisation's file each stands in, as far as that may be told; else empty
  std::vector<FieldOfTwo> fields;
  std::vector<std::string> evidence;  ///< a sentence, then a line for each piece
  bool now_one{false};                ///< they are taken for one person as it stands
  std::vector<trust::FeedIndex> feeds;
};

/// The record tells of a protected person, or of one who may be: it is shown to nobody.
[[nodiscard]] bool is_held_back(const Snapshot& snapshot, RecordId record);

/// Nothing when either record is not there any more, or of a feed that the asker may not use. Numbers that serve to match alone (NHS,
/// National Insurance) are told as equal or different, never as they are. O(records).
[[nodiscard]] std::optional<ReviewPair> review_pair(const Snapshot& snapshot, const Sight& sight, const people::LinkModel& model, RecordId left, RecordId right);

}  // namespace hearth::spine

namespace hearth::trust {

template <>
struct ShownFields<spine::ReviewPair> {
  using Row = spine::ReviewPair;
  static SubjectFacts subject(const Row& row) { return {.is_protected = row.is_protected, .feeds = row.feeds}; }
  static std::string subject_key(const Row& row) { return "records " + std::to_string(row.left.number()) + " and " + std::to_string(row.right.number()); }
  static constexpr std::array<AttributeField<Row>, 2> attributes{{{"row", [](Row& row) { row.fields.clear(); }}, {"evidence", [](Row& row) { row.evidence.clear(); }}}};
  static constexpr std::array<FactorField<Row>, 0> factors{};
};

}  // namespace hearth::trust
