// seen.h: Seen<T>, the only thing that may leave, and ShownFields<T>, in which a room says what of its type can be shown.
//
// A page, a message, a command or a file takes Seen<T>, and only Guard (guard.h) makes one: after it has decided, dropped what is
// not allowed and written the audit event to disk. Code that shows unguarded data does not compile.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trust/decide.h"

namespace hearth::trust {

class Guard;

/// What was written about a look: "Why could I see this?"
struct Receipt {
  std::uint64_t event{0};                ///< sequence number in the audit log
  std::string policy;                    ///< version of the rules that decided
  std::vector<std::string> obligations;  ///< must be shown with the answer
};

template <class T>
class Seen {
 public:
  [[nodiscard]] const T& value() const noexcept { return value_; }
  [[nodiscard]] const T& operator*() const noexcept { return value_; }
  [[nodiscard]] const T* operator->() const noexcept { return &value_; }
  [[nodiscard]] const Receipt& receipt() const noexcept { return receipt_; }

 private:
  friend class Guard;
  Seen(T value, Receipt receipt) : value_{std::move(value)}, receipt_{std::move(receipt)} {}
  T value_;
  Receipt receipt_;
};

/// A factor that a row tells of, and the feed that it was read from.
struct FactorSeen {
  FactorId factor;
  FeedIndex feed{0};
};

/// One field of T that can be shown. Attribute fields are emptied by `clear`; fields made of factors keep those items for
/// which `keep(item's factor and feed)` is true.
template <class T>
struct AttributeField {
  std::string_view attribute;  ///< one of shown_attributes()
  void (*clear)(T&);
};
class FactorsKept;
template <class T>
struct FactorField {
  std::vector<FactorSeen> (*told)(const T&);        ///< what this field tells of
  void (*keep)(T&, const FactorsKept& kept);        ///< removes every item for which kept.has(factor, feed) is false
};

/// A room specialises this beside its type, in <thing>_guard.h:
///
///   template <> struct hearth::trust::ShownFields<Door> {
///     static SubjectFacts subject(const Door&);
///     static std::string subject_key(const Door&);              // "person 4711": pseudonymised before it is logged
///     static constexpr std::array<AttributeField<Door>, 2> attributes{{{"name", [](Door& d) { d.name.clear(); }}, ...}};
///     static constexpr std::array<FactorField<Door>, 1> factors{{{told, keep}}};
///   };
/// A field that is in neither list must hold nothing about the subject (a row number, a part of the list).
template <class T>
struct ShownFields;

/// The head of an answer (counts, ages of feeds) may go with the rows when the room says that it tells of no single person:
/// template <> inline constexpr bool tells_of_no_subject<QueryHead> = true;
template <class T>
inline constexpr bool tells_of_no_subject = false;

/// Rows with a head that tells of no subject.
template <class Head, class T>
struct Answer {
  Head head;
  std::vector<T> rows;
};

/// Which factors of which feeds stay in a row.
class FactorsKept {
 public:
  FactorsKept(const std::vector<FeedGrant>& feeds, const std::vector<FactorId>& allowed) : feeds_{feeds}, allowed_{allowed} {}
  [[nodiscard]] bool has(const FactorId& factor, FeedIndex feed) const noexcept;

 private:
  const std::vector<FeedGrant>& feeds_;
  const std::vector<FactorId>& allowed_;
};

}  // namespace hearth::trust
