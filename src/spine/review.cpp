#include "spine/review.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "people/shown_name.h"
#include "record/field.h"
#include "spine/linked_records.h"
#include "spine/tell.h"

namespace hearth::spine {
namespace {

using people::Likeness;
using record::Field;

struct Two {
  std::uint32_t left{0}, right{0};
};

std::optional<Two> visible(const Snapshot& snapshot, const Sight& sight, RecordId left, RecordId right) {
  const auto l = snapshot.find_record(left), r = snapshot.find_record(right);
  if (!l || !r || *l == *r) return std::nullopt;
  if (!sight.feed(snapshot.records[*l].feed) || !sight.feed(snapshot.records[*r].feed)) return std::nullopt;
  return Two{*l, *r};
}

bool is_one_person(const Snapshot& snapshot, const Two& two) {
  return snapshot.person_of[two.left] != Groups::none && snapshot.person_of[two.left] == snapshot.person_of[two.right];
}

/// Whose two records are; for records of nobody, the records.
std::pair<std::uint64_t, std::uint64_t> people_of(const Snapshot& snapshot, RecordId left, RecordId right) {
  const auto whose = [&](RecordId id) {
    const auto index = snapshot.find_record(id);
    const auto person = index ? snapshot.person_of[*index] : Groups::none;
    constexpr std::uint64_t of_nobody = std::uint64_t{1} << 63;
    return person == Groups::none ? of_nobody | id.number() : std::uint64_t{person};
  };
  return std::minmax({whose(left), whose(right)});
}

/// Leaves of each two people the first pair, and none of whom somebody has said something since. Contradictions inside one person stay.
void keep_one_of_two_people(const Snapshot& snapshot, std::span<const people::Decision> answered, std::vector<PairWaiting>& pairs) {
  std::set<std::pair<std::uint64_t, std::uint64_t>> had;
  for (const auto& decision : answered) had.insert(people_of(snapshot, decision.left, decision.right));
  std::erase_if(pairs, [&](const PairWaiting& pair) { return !pair.one_person && !had.insert(people_of(snapshot, pair.left, pair.right)).second; });
}

/// As others may hear of it. The data may be shown to this reviewer; whose file it is need not be.
std::string file_of(const Snapshot& snapshot, const Teller& teller, std::uint32_t index) {
  const auto name = teller.name_of_feed(static_cast<trust::FeedIndex>(snapshot.records[index].feed));
  return name.empty() ? "a file that is not named" : name;
}

std::size_t visible_records(const Snapshot& snapshot, const Sight& sight, std::uint32_t person) {
  if (person == Groups::none) return 1;
  const auto records = snapshot.records_of_person.of(person);
  return static_cast<std::size_t>(std::ranges::count_if(records, [&](std::uint32_t index) { return sight.feed(snapshot.records[index].feed); }));
}

std::vector<trust::FeedIndex> feeds_of(const Snapshot& snapshot, const Two& two) {
  std::vector<trust::FeedIndex> out{static_cast<trust::FeedIndex>(snapshot.records[two.left].feed), static_cast<trust::FeedIndex>(snapshot.records[two.right].feed)};
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::optional<people::PairExplanation> explained(const Snapshot& snapshot, const people::LinkModel& model, const Two& two) {
  auto out = people::explain_pair(link_row(snapshot, two.left), link_row(snapshot, two.right), feed_facts(snapshot), model, {});
  return out ? std::optional{std::move(*out)} : std::nullopt;
}

/// Reads the evidence of several comparisons as one answer: differs where any does, equal only where all that are known are.
class Judge {
 public:
  Judge(const std::optional<people::PairExplanation>& pair) : pair_{pair} {}

  void fill(FieldBeside& field, std::initializer_list<std::string_view> comparisons) const {
    if (pair_)
      for (const auto& line : pair_->lines)
        if (line.likeness && std::ranges::find(comparisons, line.what) != comparisons.end()) add(field, line);
    if (field.likeness) return;
    // Not compared by the model, or nothing learnt yet.
    if (field.left.empty() || field.right.empty()) field.likeness = Likeness::missing;
    else field.likeness = fold(field.left) == fold(field.right) ? Likeness::equal : Likeness::differs;
  }

 private:
  static void add(FieldBeside& field, const people::EvidenceLine& line) {
    if (*line.likeness == Likeness::missing) {
      if (!field.likeness) field.likeness = Likeness::missing;
      return;
    }
    if (*line.likeness == Likeness::near) field.words += (field.words.empty() ? "" : "; ") + line.what + ": " + line.words;
    if (!field.likeness || *field.likeness == Likeness::missing || *line.likeness > *field.likeness) field.likeness = line.likeness;
  }
  const std::optional<people::PairExplanation>& pair_;
};

std::string day_of(const record::FieldsView& fields, Field field) {
  const auto day = fields.date(field);
  return day ? day->words() : std::string{fields.get(field)};
}

std::string address_of(const record::FieldsView& fields) {
  std::string out = one_line(fields.get(Field::address));
  for (const auto field : {Field::town, Field::postcode})
    if (const auto part = fields.get(field); !part.empty() && fold(out).find(fold(part)) == std::string::npos) out += (out.empty() ? "" : ", ") + std::string{part};
  return out;
}

/// Numbers that only serve to match are never shown: whether both hold one, and whether it is the same, is enough.
std::string held(std::string_view value) { return value.empty() ? "" : "held, not shown"; }

std::vector<FieldBeside> fields_beside(const record::FieldsView& l, const record::FieldsView& r, const Judge& judge) {
  std::vector<FieldBeside> out;
  const auto add = [&](std::string_view attribute, std::string what, std::string left, std::string right, std::initializer_list<std::string_view> comparisons) {
    FieldBeside field{attribute, std::move(what), std::move(left), std::move(right), {}, {}};
    if (field.left.empty() && field.right.empty()) return;
    if (comparisons.size() > 0) judge.fill(field, comparisons);
    out.push_back(std::move(field));
  };
  add("name", "Name", people::shown_name(l.name()), people::shown_name(r.name()), {"given name", "surname", "middle name"});
  add("name", "Earlier surname", std::string{l.get(Field::previous_surname)}, std::string{r.get(Field::previous_surname)}, {});
  add("birth_date", "Date of birth", day_of(l, Field::birth_date), day_of(r, Field::birth_date), {"birth date"});
  add("sex", "Sex", std::string{l.get(Field::sex)}, std::string{r.get(Field::sex)}, {"sex"});
  add("address", "Address", address_of(l), address_of(r), {"home"});
  add("dates", "Living there since", day_of(l, Field::address_from), day_of(r, Field::address_from), {});
  add("dates", "Moved out", day_of(l, Field::address_to), day_of(r, Field::address_to), {});
  add("phone", "Telephone", std::string{l.get(Field::phone)}, std::string{r.get(Field::phone)}, {"telephone"});
  add("email", "E-mail", std::string{l.get(Field::email)}, std::string{r.get(Field::email)}, {"e-mail"});
  for (const auto& [field, what] : {std::pair{Field::nhs_number, "NHS number"}, std::pair{Field::ni_number, "National Insurance number"}})
    add("evidence", what, held(l.get(field)), held(r.get(field)), {what});
  add("dates", "Died", day_of(l, Field::death_date), day_of(r, Field::death_date), {});
  add("dates", "Row last changed", day_of(l, Field::updated), day_of(r, Field::updated), {});
  return out;
}

}  // namespace

bool touches_protected(const Snapshot& snapshot, std::uint32_t record) {
  const auto person = snapshot.person_of[record];
  const auto property = snapshot.placed[record].property;
  if (snapshot.records[record].is_protected || (person != Groups::none && snapshot.protected_person[person])) return true;
  return property != nowhere && snapshot.protected_property.contains(property);
}

bool may_be_opened(const Snapshot& snapshot, const Sight& sight, RecordId left, RecordId right) {
  const auto two = visible(snapshot, sight, left, right);
  return two && !touches_protected(snapshot, two->left) && !touches_protected(snapshot, two->right);
}

WaitingList waiting_pairs(const Snapshot& snapshot, const Sight& sight, const people::LinkModel& model, const std::vector<people::Edge>& waiting,
                          std::span<const people::Decision> answered, std::size_t most) {
  WaitingList out;
  const Teller teller{snapshot, sight};
  for (const auto& edge : waiting) {
    if (!may_be_opened(snapshot, sight, edge.l, edge.r)) continue;
    const auto two = visible(snapshot, sight, edge.l, edge.r);
    PairWaiting pair{.left = edge.l, .right = edge.r};
    pair.left_key = reference(snapshot, two->left);
    pair.right_key = reference(snapshot, two->right);
    pair.left_file = file_of(snapshot, teller, two->left);
    pair.right_file = file_of(snapshot, teller, two->right);
    pair.records = visible_records(snapshot, sight, snapshot.person_of[two->left]) + visible_records(snapshot, sight, snapshot.person_of[two->right]);
    pair.probability = people::probability_of(static_cast<double>(edge.weight)).value();
    pair.one_person = is_one_person(snapshot, *two);
    // A contradiction inside one person is a coin thrown already: as uncertain as can be, whatever the weight says.
    pair.worth = (pair.one_person ? 0.5 : std::min(pair.probability, 1 - pair.probability)) * static_cast<double>(pair.records);
    pair.feeds = feeds_of(snapshot, *two);
    out.pairs.push_back(std::move(pair));
  }
  std::ranges::stable_sort(out.pairs, [](const PairWaiting& a, const PairWaiting& b) { return a.worth > b.worth; });
  keep_one_of_two_people(snapshot, answered, out.pairs);
  out.waiting = out.pairs.size();
  if (out.pairs.size() > most) out.pairs.resize(most);
  for (auto& pair : out.pairs) {
    const auto why = explained(snapshot, model, *visible(snapshot, sight, pair.left, pair.right));
    if (!why) continue;
    for (const auto& line : why->lines) {
      if (!line.likeness || *line.likeness == Likeness::missing || line.what == "initial of given name") continue;
      (*line.likeness == Likeness::differs ? pair.unlike : pair.alike).push_back(line.what + (*line.likeness == Likeness::near ? " nearly" : ""));
    }
  }
  return out;
}

std::vector<AnswerNotHeld> answers_not_held(const Snapshot& snapshot, const Sight& sight, std::span<const people::Decision> counting, std::string_view run_began) {
  std::vector<AnswerNotHeld> out;
  for (const auto& answer : counting) {
    if (answer.verdict == people::Verdict::not_sure || answer.decided_at >= run_began || !may_be_opened(snapshot, sight, answer.left, answer.right)) continue;
    const bool one = is_one_person(snapshot, *visible(snapshot, sight, answer.left, answer.right));
    if (one != (answer.verdict == people::Verdict::same)) out.push_back({answer, one});
  }
  return out;
}

AnswersKept answers_kept(const Snapshot& snapshot, const Sight& sight, std::span<const people::Decision> counting) {
  AnswersKept out;
  const Teller teller{snapshot, sight};
  const auto feed = [&](std::uint32_t index) { return snapshot.place.feeds[snapshot.records[index].feed].name.text(); };
  const auto is_named = [&](std::uint32_t index) { return teller.name_of_feed(static_cast<trust::FeedIndex>(snapshot.records[index].feed)) == feed(index); };
  for (const auto& answer : counting) {
    if (answer.verdict == people::Verdict::not_sure || !may_be_opened(snapshot, sight, answer.left, answer.right)) continue;
    const auto two = *visible(snapshot, sight, answer.left, answer.right);
    if (!is_named(two.left) || !is_named(two.right)) {
      ++out.not_named;
      continue;
    }
    out.answers.push_back({feed(two.left), snapshot.records[two.left].key, feed(two.right), snapshot.records[two.right].key, answer.verdict == people::Verdict::same, feeds_of(snapshot, two)});
  }
  return out;
}

std::optional<PairBeside> records_beside(const Snapshot& snapshot, const Sight& sight, const people::LinkModel& model, RecordId left, RecordId right) {
  const auto two = visible(snapshot, sight, left, right);
  if (!two) return std::nullopt;
  const Teller teller{snapshot, sight};
  PairBeside out{.left = left, .right = right};
  out.left_key = reference(snapshot, two->left);
  out.right_key = reference(snapshot, two->right);
  out.left_file = file_of(snapshot, teller, two->left);
  out.right_file = file_of(snapshot, teller, two->right);
  out.is_protected = touches_protected(snapshot, two->left) || touches_protected(snapshot, two->right);
  out.one_person = is_one_person(snapshot, *two);
  out.feeds = feeds_of(snapshot, *two);
  const auto why = explained(snapshot, model, *two);
  out.fields = fields_beside(snapshot.records[two->left].view(), snapshot.records[two->right].view(), Judge{why});
  if (why) {
    out.sentence = why->sentence;
    out.evidence = why->lines;
  }
  return out;
}

}  // namespace hearth::spine
