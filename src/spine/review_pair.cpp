#include "spine/review_pair.h"

#include <algorithm>

#include "base/text.h"
#include "spine/explained.h"
#include "spine/tell.h"

namespace hearth::spine {
namespace {

using record::Field;

struct Shown {
  Field field;
  std::string_view words;
  bool secret{false};  ///< serves to match alone
};
constexpr std::array<Shown, 13> shown{{{Field::title, "Title"},
                                       {Field::previous_surname, "Surname before"},
                                       {Field::sex, "Sex"},
                                       {Field::birth_date, "Birth date"},
                                       {Field::death_date, "Date of death"},
                                       {Field::address, "Address"},
                                       {Field::postcode, "Postcode"},
                                       {Field::address_from, "There since"},
                                       {Field::address_to, "There until"},
                                       {Field::phone, "Telephone"},
                                       {Field::email, "E-mail"},
                                       {Field::nhs_number, "NHS number", true},
                                       {Field::ni_number, "National Insurance number", true}}};

void add(ReviewPair& pair, std::string_view field, std::string_view left, std::string_view right, bool secret) {
  if (left.empty() && right.empty()) return;
  FieldOfTwo out{.field = std::string{field}, .left = one_line(left), .right = one_line(right)};
  if (left.empty() || right.empty()) out.agreement = Agreement::one_only;
  else if (fold(out.left) != fold(out.right)) out.agreement = Agreement::differs;
  for (auto* value : {&out.left, &out.right})
    if (secret && !value->empty()) *value = "is held, not shown";
  pair.fields.push_back(std::move(out));
}

std::optional<std::uint32_t> index_of(const Snapshot& snapshot, const Sight& sight, RecordId id) {
  const auto found = snapshot.find_record(id);
  return found && sight.feed(snapshot.records[*found].feed) ? found : std::nullopt;
}

bool is_held_back(const Snapshot& snapshot, std::uint32_t index) {
  const auto person = snapshot.person_of[index];
  const auto property = snapshot.placed[index].property;
  return snapshot.records[index].is_protected || (person != Groups::none && snapshot.protected_person[person]) ||
         (property != nowhere && snapshot.protected_property.contains(property));
}

}  // namespace

bool is_held_back(const Snapshot& snapshot, RecordId record) {
  const auto found = snapshot.find_record(record);
  return !found || is_held_back(snapshot, *found);
}

std::string_view words_of(Agreement agreement) noexcept {
  switch (agreement) {
    case Agreement::same: return "the same";
    case Agreement::differs: return "differ";
    case Agreement::one_only: return "only one says";
  }
  return {};
}

std::optional<ReviewPair> review_pair(const Snapshot& snapshot, const Sight& sight, const people::LinkModel& model, RecordId left, RecordId right) {
  const auto l = index_of(snapshot, sight, left), r = index_of(snapshot, sight, right);
  if (!l || !r) return std::nullopt;
  ReviewPair out{.left = left, .right = right};
  const Teller teller{snapshot, sight};
  for (const auto index : {*l, *r}) {
    out.is_protected = out.is_protected || is_held_back(snapshot, index);
    out.feeds.push_back(static_cast<trust::FeedIndex>(snapshot.records[index].feed));
  }
  out.left_file = teller.name_of_feed(out.feeds[0]);
  out.right_file = teller.name_of_feed(out.feeds[1]);
  out.now_one = snapshot.person_of[*l] != Groups::none && snapshot.person_of[*l] == snapshot.person_of[*r];
  const auto a = snapshot.records[*l].view(), b = snapshot.records[*r].view();
  add(out, "Name", a.name(), b.name(), false);
  for (const auto& one : shown) add(out, one.words, a.get(one.field), b.get(one.field), one.secret);
  out.evidence = pair_evidence(snapshot, model, *l, *r, "The left", "the right");
  return out;
}

}  // namespace hearth::spine
