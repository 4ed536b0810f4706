// guard.h: stands between every reader and the data: decides, records, and only then lets go.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/try.h"
#include "trust/audit_log.h"
#include "trust/decide.h"
#include "trust/seen.h"

namespace hearth::trust {

/// One look: a list, a page or a file is one look, and one audit event.
struct Look {
  Actor actor;
  Action action{Action::query};
  PurposeId purpose{};
  std::string asked{};              ///< in words without personal data: "homes within a polygon of 3.2 km2", "a street"
  std::vector<Source> feeds{};      ///< all feeds of the place, in one order: FeedIndex counts in it
  std::vector<FactorId> factors{};  ///< every factor that a row may tell of
};

class Guard {
 public:
  Guard(AuditLog& log, const Clock& clock, std::shared_ptr<const Policy> policy = std::make_shared<const Policy>());

  /// The rules in force. Thread-safe.
  [[nodiscard]] std::shared_ptr<const Policy> policy() const;
  /// New rules, from now on, for every look; recorded when their version is not the last recorded one.
  [[nodiscard]] Result<Done> set_policy(std::shared_ptr<const Policy> policy, const std::string& by);

  /// Decides from now on as if it were so many days later, too: a demonstration of what the end of an agreement does. What is not allowed today
  /// is not allowed then, and less than 0 is 0, so that it can only take looks away; the log keeps the true time. Recorded. 0: as the clock says.
  [[nodiscard]] Result<Done> decide_days_ahead(std::int32_t days, const Actor& by);
  [[nodiscard]] std::int32_t days_ahead() const noexcept { return days_ahead_; }
  /// The moment for which it decides.
  [[nodiscard]] Instant deciding_at() const;

  /// What visible_feeds() says for somebody now. Records nothing.
  [[nodiscard]] std::vector<FeedGrant> grants(const Actor& actor, Action action, const PurposeId& purpose, std::span<const Source> feeds) const;

  /// To be asked first: which feeds may be used for this look. Writes no event when allowed (see_* does).
  /// @error exit 4, trust.refused: recorded
  [[nodiscard]] Result<std::vector<FeedGrant>> open(const Look& look);

  /// Drops rows and fields that are not allowed and records the look. An empty list is recorded and shown too.
  /// @error exit 4, trust.refused: recorded; store.*: the event could not be written, so nothing is shown
  template <class T>
  [[nodiscard]] Result<Seen<std::vector<T>>> see_list(const Look& look, std::vector<T> rows) {
    HEARTH_TRY(receipt, let_through(look, rows));
    return Seen<std::vector<T>>{std::move(rows), std::move(receipt)};
  }
  template <class Head, class T>
  [[nodiscard]] Result<Seen<Answer<Head, T>>> see_answer(const Look& look, Head head, std::vector<T> rows) {
    static_assert(tells_of_no_subject<Head>, "say that the head tells of no subject, or guard it as a row");
    HEARTH_TRY(receipt, let_through(look, rows));
    return Seen<Answer<Head, T>>{Answer<Head, T>{std::move(head), std::move(rows)}, std::move(receipt)};
  }
  /// One thing, or nothing: absent and forbidden give the same error.
  /// @error exit 4, trust.refused, trust.not_shown
  template <class T>
  [[nodiscard]] Result<Seen<T>> see(const Look& look, std::optional<T> thing) {
    std::vector<T> rows;
    if (thing) rows.push_back(std::move(*thing));
    HEARTH_TRY(receipt, let_through(look, rows));
    if (rows.empty()) return fail(refusal(Reason::nothing_shared, look.actor, look.action, look.purpose));
    return Seen<T>{std::move(rows.front()), std::move(receipt)};
  }
  /// Figures that tell of no subject, for an actor who may run or audit (status, run table).
  template <class T>
  [[nodiscard]] Result<Seen<T>> see_figures(const Actor& actor, Action action, const std::string& asked, T figures) {
    static_assert(tells_of_no_subject<T>, "say that these figures tell of no subject");
    HEARTH_TRY(receipt, allow(actor, action, asked));
    return Seen<T>{std::move(figures), std::move(receipt)};
  }

  /// Records a refusal for a cause that the caller found (not signed in, made-up people in real homes), and returns its error.
  [[nodiscard]] Error refuse(const Actor& actor, Action action, const PurposeId& purpose, Reason reason, const std::string& asked);
  /// Records that somebody was told to wait, who asked too often, and returns the error. @return trust.too_often, exit 4
  [[nodiscard]] Error refuse_for_now(const Actor& actor, Action action, const PurposeId& purpose, const std::string& asked);
  /// Decides about managing, running or auditing, and records it, allowed or not, before it is done.
  [[nodiscard]] Result<Receipt> allow(const Actor& actor, Action action, const std::string& asked);

 private:
  /// What the decision says about the rows of one look.
  struct Ruling {
    std::shared_ptr<const Policy> policy;
    std::vector<FeedGrant> feeds;
    std::vector<Decision> decisions;        ///< distinct ones
    std::vector<std::uint32_t> of_row;      ///< place in `decisions`
    Receipt receipt;
  };
  /// Decides about every row and writes the event; rows are dropped only afterwards, by the caller.
  [[nodiscard]] Result<Ruling> rule(const Look& look, const std::vector<SubjectFacts>& subjects, const std::vector<std::string>& keys,
                                    const std::vector<std::string>& attributes);

  template <class T>
  [[nodiscard]] Result<Receipt> let_through(const Look& look, std::vector<T>& rows) {
    using Fields = ShownFields<T>;
    std::vector<SubjectFacts> subjects;
    std::vector<std::string> keys;
    subjects.reserve(rows.size());
    keys.reserve(rows.size());
    for (const auto& row : rows) {
      subjects.push_back(Fields::subject(row));
      keys.push_back(Fields::subject_key(row));
    }
    std::vector<std::string> attributes;
    for (const auto& field : Fields::attributes) attributes.emplace_back(field.attribute);
    HEARTH_TRY(ruling, rule(look, subjects, keys, attributes));
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Decision& decision = ruling.decisions[ruling.of_row[i]];
      if (!decision.allow) continue;
      strip(rows[i], decision, ruling.feeds);
      if (kept != i) rows[kept] = std::move(rows[i]);
      ++kept;
    }
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end());
    return std::move(ruling.receipt);
  }
  template <class T>
  static void strip(T& row, const Decision& decision, const std::vector<FeedGrant>& feeds) {
    using Fields = ShownFields<T>;
    for (const auto& field : Fields::attributes)
      if (!may_show(decision, field.attribute)) field.clear(row);
    const FactorsKept kept{feeds, decision.factors};
    for (const auto& field : Fields::factors)
      for (const auto& told : field.told(row))
        if (!kept.has(told.factor, told.feed)) {
          field.keep(row, kept);
          break;
        }
  }
  static bool may_show(const Decision& decision, std::string_view attribute) noexcept;

  AuditLog& log_;
  const Clock& clock_;
  std::atomic<std::int32_t> days_ahead_{0};
  mutable std::mutex mutex_;
  std::shared_ptr<const Policy> policy_;
};

}  // namespace hearth::trust
