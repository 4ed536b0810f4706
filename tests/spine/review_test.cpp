// Pairs for review: who may open which, in what order, and what two records look like side by side.
#include "spine/review.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/files.h"

using namespace hearth;
using namespace hearth::spine;
using people::Band;
using people::Likeness;
using record::Field;

namespace {

/// Two files and records one by one; each record is a person of its own unless it is joined to one before.
struct Town {
  Snapshot snapshot;
  need::Vocabulary vocabulary;
  std::vector<std::uint32_t> person_of;

  Town() {
    DiskFiles files;
    vocabulary = need::Vocabulary::read(files, Path{HEARTH_SOURCE_DIR} / "programmes/factors.toml").value();
    for (const char* name : {"housing", "bins", "secret"}) {
      record::Feed feed;
      feed.name = FeedName{name};
      feed.known_as = std::string_view{name} == "bins" ? record::KnownAs::hidden : record::KnownAs::named;
      snapshot.place.feeds.push_back(feed);
    }
  }
  std::uint32_t add(std::uint32_t feed, std::vector<std::pair<Field, const char*>> fields, std::optional<std::uint32_t> like = {}, bool is_protected = false) {
    record::FieldsBuilder builder;
    for (const auto& [field, value] : fields) builder.set(field, value);
    const auto index = static_cast<std::uint32_t>(snapshot.records.size());
    snapshot.records.push_back({RecordId{index + 1}, feed, "K" + std::to_string(index), builder.packed(), is_protected});
    snapshot.placed.emplace_back();
    if (!like) snapshot.persons.emplace_back(snapshot.persons.size() + 1);
    person_of.push_back(like ? person_of[*like] : static_cast<std::uint32_t>(snapshot.persons.size() - 1));
    return index;
  }
  const Snapshot& finish() {
    snapshot.person_of = person_of;
    snapshot.records_of_person = Groups{person_of, snapshot.persons.size()};
    snapshot.protected_person.assign(snapshot.persons.size(), false);
    for (std::size_t i = 0; i < snapshot.records.size(); ++i)
      if (snapshot.records[i].is_protected) snapshot.protected_person[person_of[i]] = true;
    return snapshot;
  }
  /// Sees the first two files and not the third.
  [[nodiscard]] std::unique_ptr<Sight> sight() const {
    trust::FeedGrant seen, hidden;
    seen.visible = true;
    return std::make_unique<Sight>(std::vector<trust::FeedGrant>{seen, seen, hidden}, vocabulary);
  }
};

people::Edge edge(std::uint32_t left, std::uint32_t right, float weight) { return {RecordId{left + 1}, RecordId{right + 1}, weight, Band::potential, 0}; }

const FieldBeside* line(const PairBeside& pair, std::string_view what) {
  const auto found = std::ranges::find(pair.fields, what, &FieldBeside::what);
  return found == pair.fields.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("What an answer is worth most for stands first: an even chance before a clear one, many records before few") {
  Town town;
  const auto a = town.add(0, {{Field::full_name, "Ada Quill"}}), b = town.add(1, {{Field::full_name, "A Quill"}});
  const auto c = town.add(0, {{Field::full_name, "Ben Marsh"}}), d = town.add(1, {{Field::full_name, "B Marsh"}});
  const auto e = town.add(0, {{Field::full_name, "Cy Lock"}}), f = town.add(1, {{Field::full_name, "C Lock"}});
  town.add(1, {{Field::full_name, "Cy Lock"}}, e);
  town.add(1, {{Field::full_name, "Cy Lock"}}, e);
  const auto& snapshot = town.finish();
  const auto list = waiting_pairs(snapshot, *town.sight(), {}, {edge(a, b, -3.5F), edge(c, d, 0.1F), edge(e, f, 0.1F)}, {}, 10);
  REQUIRE(list.pairs.size() == 3);
  CHECK(list.pairs[0].left == RecordId{e + 1});
  CHECK(list.pairs[0].records == 4);
  CHECK(list.pairs[1].left == RecordId{c + 1});
  CHECK(list.pairs[2].left == RecordId{a + 1});
  CHECK(waiting_pairs(snapshot, *town.sight(), {}, {edge(a, b, -3.5F), edge(c, d, 0.1F)}, {}, 1).waiting == 2);
}

TEST_CASE("Two people wait once, whatever the number of their records, and not again once somebody answered for any of them") {
  Town town;
  const auto a = town.add(0, {{Field::full_name, "Ada Quill"}}), b = town.add(1, {{Field::full_name, "A Quill"}});
  const auto again = town.add(1, {{Field::full_name, "Ada Quill"}}, a);
  const auto& snapshot = town.finish();
  const std::vector<people::Edge> edges{edge(a, b, -1.5F), edge(b, again, 0.1F)};
  const auto list = waiting_pairs(snapshot, *town.sight(), {}, edges, {}, 10);
  CHECK(list.waiting == 1);
  REQUIRE(list.pairs.size() == 1);
  CHECK(list.pairs[0].right == RecordId{again + 1});
  const people::Decision answer{.left = RecordId{a + 1}, .right = RecordId{b + 1}, .verdict = people::Verdict::not_sure, .actor = "r", .decided_at = "2026-01-01", .reason = ""};
  CHECK(waiting_pairs(snapshot, *town.sight(), {}, edges, {{answer}}, 10).waiting == 0);
}

TEST_CASE("Records taken for one person against the evidence are asked about first") {
  Town town;
  const auto a = town.add(0, {{Field::full_name, "Ada Quill"}}), b = town.add(1, {{Field::full_name, "A Quill"}});
  const auto c = town.add(0, {{Field::full_name, "Cy Lock"}}), contradicts = town.add(1, {{Field::full_name, "Cy Lock"}}, c);
  const auto list = waiting_pairs(town.finish(), *town.sight(), {}, {edge(a, b, 0.1F), edge(c, contradicts, 20)}, {}, 10);
  REQUIRE(list.pairs.size() == 2);
  CHECK(list.pairs[0].one_person);
  CHECK(list.pairs[0].left == RecordId{c + 1});
  CHECK_FALSE(list.pairs[1].one_person);
}

TEST_CASE("A pair that touches a protected person, their home, or a file out of sight is neither listed, counted nor opened") {
  Town town;
  const auto a = town.add(0, {{Field::full_name, "Ada Quill"}}), b = town.add(1, {{Field::full_name, "A Quill"}});
  const auto flagged = town.add(0, {{Field::full_name, "Canary Vale"}}, {}, true);
  const auto of_the_same_person = town.add(1, {{Field::full_name, "Canary Vale"}}, flagged);
  const auto hidden = town.add(2, {{Field::full_name, "A Quill"}});
  const auto at_the_refuge = town.add(1, {{Field::full_name, "Ada Quill"}});
  town.finish();
  town.snapshot.placed[at_the_refuge].property = 7;
  town.snapshot.protected_property.insert(7);
  const auto& snapshot = town.snapshot;
  const auto sight = town.sight();
  const auto list = waiting_pairs(snapshot, *sight, {}, {edge(a, b, 0), edge(a, flagged, 0), edge(a, of_the_same_person, 0), edge(a, hidden, 0), edge(a, at_the_refuge, 0)}, {}, 10);
  CHECK(list.waiting == 1);
  REQUIRE(list.pairs.size() == 1);
  CHECK(list.pairs[0].right == RecordId{b + 1});
  CHECK_FALSE(may_be_opened(snapshot, *sight, RecordId{a + 1}, RecordId{of_the_same_person + 1}));
  CHECK_FALSE(records_beside(snapshot, *sight, {}, RecordId{a + 1}, RecordId{hidden + 1}));
  CHECK_FALSE(records_beside(snapshot, *sight, {}, RecordId{a + 1}, RecordId{99}));
  CHECK_FALSE(records_beside(snapshot, *sight, {}, RecordId{a + 1}, RecordId{a + 1}));
  // What the guard is asked about says that it is protected: it is shown to nobody.
  const auto beside = records_beside(snapshot, *sight, {}, RecordId{a + 1}, RecordId{flagged + 1});
  REQUIRE(beside);
  CHECK(trust::ShownFields<PairBeside>::subject(*beside).is_protected);
}

TEST_CASE("Answers leave as labels where they are clear and the records may be opened; a file that is not named does not leave by its name") {
  Town town;
  const auto a = town.add(0, {{Field::full_name, "Ada Quill"}}), b = town.add(0, {{Field::full_name, "A Quill"}}), c = town.add(0, {{Field::full_name, "Ben Marsh"}});
  const auto flagged = town.add(0, {{Field::full_name, "Canary Vale"}}, {}, true);
  const auto unnamed = town.add(1, {{Field::full_name, "Ada Quill"}}), hidden = town.add(2, {{Field::full_name, "Ada Quill"}});
  const auto& snapshot = town.finish();
  const auto said = [](std::uint32_t left, std::uint32_t right, people::Verdict verdict) {
    return people::Decision{.left = RecordId{left + 1}, .right = RecordId{right + 1}, .verdict = verdict, .actor = "r", .decided_at = "2026-01-01", .reason = "she told us"};
  };
  using enum people::Verdict;
  const auto [kept, not_named] = answers_kept(snapshot, *town.sight(), {{said(a, b, same), said(a, c, different), said(b, c, not_sure), said(a, flagged, same), said(a, unnamed, same), said(a, hidden, same)}});
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].left_feed == "housing");
  CHECK(kept[0].left_key == "K0");
  CHECK(kept[0].right_key == "K1");
  CHECK(kept[0].same);
  CHECK_FALSE(kept[1].same);
  CHECK(not_named == 1);
}

TEST_CASE("Side by side: equal, differs and missing are said of each line; numbers that serve to match are never shown") {
  Town town;
  const auto a = town.add(0, {{Field::full_name, "QUILL, ADA (MRS)"}, {Field::birth_date, "1950-02-28"}, {Field::phone, "01632 960001"}, {Field::nhs_number, "9990000018"}});
  const auto b = town.add(1, {{Field::full_name, "Mrs Ada Quill"}, {Field::birth_date, "1951-02-28"}, {Field::nhs_number, "9990000018"}});
  const auto pair = records_beside(town.finish(), *town.sight(), {}, RecordId{a + 1}, RecordId{b + 1});
  REQUIRE(pair);
  CHECK(pair->left_file == "housing");
  CHECK(pair->right_file == "a file that is not named");
  REQUIRE(line(*pair, "Name"));
  CHECK(line(*pair, "Name")->left == "Mrs Ada Quill");
  CHECK(line(*pair, "Name")->likeness == Likeness::equal);
  CHECK(line(*pair, "Date of birth")->likeness == Likeness::differs);
  CHECK(line(*pair, "Telephone")->likeness == Likeness::missing);
  CHECK(line(*pair, "E-mail") == nullptr);
  for (const auto& field : pair->fields) CHECK((field.left + field.right).find("999000") == std::string::npos);
}

TEST_CASE("The guard takes out the lines of what may not be shown") {
  PairBeside pair;
  pair.fields = {{"name", "Name", "Ada", "Ada", {}, {}}, {"phone", "Telephone", "1", "2", {}, {}}, {"evidence", "NHS number", "held", "held", {}, {}}};
  pair.sentence = "because";
  for (const auto& field : trust::ShownFields<PairBeside>::attributes)
    if (field.attribute == "phone" || field.attribute == "evidence") field.clear(pair);
  REQUIRE(pair.fields.size() == 1);
  CHECK(pair.fields[0].what == "Name");
  CHECK(pair.sentence.empty());
}

TEST_CASE("An answer that people do not follow is told; one given since the last run, or that may not be opened, is not") {
  Town town;
  const auto a = town.add(0, {{Field::full_name, "Ada Quill"}}), b = town.add(1, {{Field::full_name, "A Quill"}}, a);
  const auto c = town.add(0, {{Field::full_name, "Ben Marsh"}}), hidden = town.add(2, {{Field::full_name, "Ben Marsh"}});
  const auto& snapshot = town.finish();
  const auto says = [](std::uint32_t l, std::uint32_t r, people::Verdict verdict, const char* at) {
    return people::Decision{RecordId{l + 1}, RecordId{r + 1}, verdict, "ann", at, ""};
  };
  const std::vector<people::Decision> answers{
      says(a, b, people::Verdict::different, "2026-11-01T10:00:00Z"),       // they are one all the same
      says(a, c, people::Verdict::same, "2026-11-01T10:00:00Z"),            // they are two all the same
      says(b, c, people::Verdict::different, "2026-11-01T10:00:00Z"),       // holds
      says(b, c, people::Verdict::not_sure, "2026-11-01T10:00:00Z"),        // asks for nothing
      says(a, b, people::Verdict::different, "2026-11-03T10:00:00Z"),       // counts from the next run on
      says(c, hidden, people::Verdict::same, "2026-11-01T10:00:00Z")};      // of a file out of sight
  const auto told = answers_not_held(snapshot, *town.sight(), answers, "2026-11-02T02:00:00Z");
  REQUIRE(told.size() == 2);
  CHECK(told[0].answer == answers[0]);
  CHECK(told[0].one_person);
  CHECK(told[1].answer == answers[1]);
  CHECK_FALSE(told[1].one_person);
}
