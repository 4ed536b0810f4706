#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "base/random.h"
#include "people/explain_pair.h"
#include "people/link.h"
#include "people/link_near.h"
#include "people/made_town.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::people;
using namespace hearth::tests;
using record::Field;

TEST_CASE("Records of a town with families become its people, and twins stay two") {
  const Town town = make_town(3, 400);
  const auto result = linked(town);
  double tp = 0, fp = 0, fn = 0, kin = 0;
  for (std::size_t i = 0; i < town.rows.size(); ++i)
    for (std::size_t j = i + 1; j < town.rows.size(); ++j) {
      const bool same = town.person[i] == town.person[j], found = result.cluster_of_row[i] == result.cluster_of_row[j];
      tp += same && found, fp += !same && found, fn += same && !found;
      kin += !same && found && town.person[i] / 4 == town.person[j] / 4;
    }
  MESSAGE("precision ", tp / (tp + fp), ", recall ", tp / (tp + fn), ", wrong pairs ", fp, " of which relatives ", kin);
  CHECK(tp / (tp + fp) > 0.99);
  CHECK(tp / (tp + fn) > 0.95);
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (std::size_t i = 0; i < town.rows.size(); ++i)
    if (town.feeds[i] == 0) CHECK(seen.insert({0, result.cluster_of_row[i]}).second);  // feed a is free of duplicates
}

TEST_CASE("The same bytes for any number of threads") {
  const Town town = make_town(4, 120);
  const auto one = linked(town, 1), four = linked(town, 4);
  CHECK(one.edges == four.edges);
  CHECK(one.cluster_of_row == four.cluster_of_row);
  CHECK(one.model.to_json() == four.model.to_json());
}

TEST_CASE("Every pair comes in the same order, however few are held at a time, and those that were kept weigh the same") {
  const Town town = make_town(3, 60);
  const auto result = linked(town);
  SilentProgress progress;
  const auto all = [&](std::uint64_t held) {
    LinkSettings settings;
    settings.pairs_held = held;
    std::vector<people::Edge> out;
    REQUIRE(people::each_pair(town.rows, three_feeds, result.model, settings, [&](const people::Edge& edge) -> Result<Done> { return out.push_back(edge), Done{}; }));
    return out;
  };
  const auto once = all(1'000'000);
  CHECK(once.size() == result.report.pairs_compared);
  for (const std::uint64_t held : {once.size() / 2, once.size() / 7}) CHECK(all(held) == once);
  std::size_t next = 0;
  for (const auto& edge : once)
    if (next < result.edges.size() && result.edges[next].l == edge.l && result.edges[next].r == edge.r) CHECK(result.edges[next++].weight == edge.weight);
  CHECK(next == result.edges.size());
}

TEST_CASE("A model survives the file, and gives the same links") {
  const Town town = make_town(5, 120);
  const auto result = linked(town);
  const auto read = LinkModel::from_json(result.model.to_json(), "model.json");
  REQUIRE(read.has_value());
  CHECK(read->version() == result.model.version());
  CHECK(linked(town, 2, *read).cluster_of_row == result.cluster_of_row);
  CHECK(LinkModel::from_json("{\"hearth_link_model\": 99}", "m").error().code == "model.version");
  CHECK(LinkModel::from_json("{}", "m").error().code == "model.malformed");
  CHECK(LinkModel::from_json("{\"hearth_link_model\": 6, \"plan\": {}}", "m").error().code == "model.malformed");
}

TEST_CASE("A nightly run that compares only what changed equals a full run with the same model") {
  Town town = make_town(6, 200);
  const auto before = linked(town);
  // One record in twenty has moved house, one is gone, one is new.
  std::vector<RecordId> touched;
  for (std::size_t i = 0; i < town.packed.size(); i += 20) {
    record::FieldsBuilder fields;
    for (const Field field : {Field::given_name, Field::surname, Field::birth_date}) fields.set(field, town.rows[i].fields.get(field));
    fields.set(Field::address, std::to_string(i) + " new road");
    town.packed[i] = fields.packed();
    touched.emplace_back(i + 1);
  }
  town.finish();
  touched.push_back(town.rows.back().record);
  town.rows.pop_back();
  SilentProgress progress;
  LinkSettings settings;
  const auto nightly = link_changes(town.rows, three_feeds, {}, before.model, before.edges, touched, settings, progress);
  REQUIRE(nightly.has_value());
  const auto full = linked(town, 2, before.model);
  CHECK(nightly->edges == full.edges);
  CHECK(nightly->cluster_of_row == full.cluster_of_row);
  CHECK(nightly->report.pairs_compared < full.report.pairs_compared / 2);
}

TEST_CASE("What a reviewer decided outranks the model, for ever") {
  const Town town = make_town(7, 100);
  const auto plain = linked(town);
  std::size_t a = 0, b = 0;
  for (std::size_t i = 0; i < town.rows.size() && b == 0; ++i)
    for (std::size_t j = i + 1; j < town.rows.size() && b == 0; ++j)
      if (plain.cluster_of_row[i] == plain.cluster_of_row[j]) a = i, b = j;
  const std::vector<Decision> decisions{{RecordId{a + 1}, RecordId{b + 1}, Verdict::same, "r", "2026-01-01", ""},
                                        {RecordId{b + 1}, RecordId{a + 1}, Verdict::different, "r", "2026-01-02", "moved abroad"},
                                        {RecordId{1}, RecordId{town.rows.size()}, Verdict::same, "r", "2026-01-01", ""}};
  const auto decided = linked(town, 2, plain.model, decisions);
  CHECK(decided.cluster_of_row[a] != decided.cluster_of_row[b]);  // the later decision counts
  CHECK(decided.cluster_of_row.front() == decided.cluster_of_row.back());
}

TEST_CASE("The evidence for a pair adds up to its weight and holds no value of the record") {
  const Town town = make_town(8, 150);
  const auto result = linked(town);
  LinkSettings settings;
  REQUIRE(result.edges.size() > 10);
  for (std::size_t i = 0; i < result.edges.size(); i += 97) {
    const auto& edge = result.edges[i];
    const auto why = explain_pair(town.rows[edge.l.number() - 1], town.rows[edge.r.number() - 1], three_feeds, result.model, settings);
    REQUIRE(why.has_value());
    double sum = 0;
    for (const auto& line : why->lines) {
      sum += line.bits.value();
      CHECK(line.words.find("lane") == std::string::npos);
    }
    CHECK(sum == doctest::Approx(why->weight.value()).epsilon(1e-6));
    CHECK(why->weight.value() == doctest::Approx(static_cast<double>(edge.weight)).epsilon(1e-4));
    CHECK(!why->sentence.empty());
  }
}

TEST_CASE("Two people of one row are two people, however alike they look") {
  Town town = make_town(9, 60);
  town.tell(1, 9000, "Ann", "Aprhys", "1950-03-05", "37 back road", "");
  town.tell(1, 9001, "Ann", "Aprhys", "1950-03-05", "37 back road", "");
  town.keys[town.keys.size() - 2] = "810060711/liable1";
  town.keys.back() = "810060711/liable2";
  town.finish();
  auto feeds = three_feeds;
  SilentProgress progress;
  const auto not_told = link_all(town.rows, feeds, {}, {}, progress);
  REQUIRE(not_told.has_value());
  CHECK(not_told->cluster_of_row[town.rows.size() - 2] == not_told->cluster_of_row.back());
  feeds[1].people_of_row = {"liable"};
  const auto result = link_all(town.rows, feeds, {}, {}, progress);
  REQUIRE(result.has_value());
  CHECK(result->cluster_of_row[town.rows.size() - 2] != result->cluster_of_row.back());
}

TEST_CASE("Where few given names serve a whole town, namesakes do not teach that one person bears many surnames") {
  const std::vector<std::string> women{"menna", "olwen", "gwen", "mair", "sian", "nia"}, men{"dewi", "rhys", "ieuan", "glyn", "emyr", "huw"};
  const std::vector<std::string> start{"jon", "dav", "thom", "ev", "will", "rob", "hugh", "lew", "mor", "ow"}, end{"es", "ies", "as", "ans", "iams", "erts"};
  Random random{4};
  Town town;
  std::uint32_t who = 0;
  const auto pick = [&](const std::vector<std::string>& from) { return from[random.below(from.size())]; };
  for (int home = 0; home < 700; ++home) {
    const auto surname = pick(start) + pick(end);
    const auto address = std::to_string(home / 20 + 1) + " " + pick(start) + "wen terrace";
    for (const bool woman : {true, false}) {
      const auto given = pick(woman ? women : men);
      const auto born = std::to_string(random.between(1930, 1999)) + "-0" + std::to_string(random.between(1, 9)) + "-1" + std::to_string(random.below(10));
      for (std::uint32_t feed = 0; feed < 3; ++feed) {
        if (!random.chance(feed == 0 ? 900 : 250)) continue;
        record::FieldsBuilder fields;
        fields.set(Field::title, woman ? "Mrs" : "Mr");
        fields.set(Field::given_name, given);
        fields.set(Field::surname, surname);
        fields.set(Field::birth_date, feed == 0 ? "" : born);
        fields.set(Field::address, address);
        fields.set(Field::postcode, "CY4 " + std::to_string(home % 10) + "AA");
        town.packed.push_back(fields.packed());
        town.keys.push_back("k" + std::to_string(town.packed.size()));
        town.feeds.push_back(feed);
        town.person.push_back(who);
      }
      ++who;
    }
  }
  town.finish();
  const auto result = linked(town);
  const auto& levels = result.report.levels;
  const auto surname = std::ranges::find(levels, "surname", &LevelReport::comparison);
  REQUIRE(surname != levels.end());
  MESSAGE("one person's surname agrees in ", surname->m, "; pairs for review ", result.report.for_review, " of ", town.rows.size(), " rows");
  CHECK(surname->m > 0.85);
  CHECK(result.report.for_review < town.rows.size() / 2);
}

TEST_CASE("An account that ends as another begins elsewhere is one person's who moved; husband and wife who moved together stay two") {
  Town town = make_town(8, 150);
  Random random{2};
  const auto day = [&] { return "20" + std::to_string(random.between(10, 25)) + "-0" + std::to_string(random.between(1, 9)) + "-" + std::to_string(random.between(10, 28)); };
  const auto account = [&](std::uint32_t who, const std::string& given, const std::string& surname, const std::string& address, const std::string& from,
                           const std::string& until) {
    record::FieldsBuilder fields;
    fields.set(Field::given_name, given);
    fields.set(Field::surname, surname);
    fields.set(Field::address, address);
    fields.set(Field::address_from, from);
    fields.set(Field::address_to, until);
    town.packed.push_back(fields.packed());
    town.keys.push_back("a" + std::to_string(town.packed.size()));
    town.feeds.push_back(2);
    town.person.push_back(who);
  };
  const std::vector<std::string> wives{"perpetua", "brigid", "cecily", "dorothea", "etheldreda", "felicity", "gertrude", "hilda", "isolde", "juliana", "kinga"};
  // Every eighth family moved: parents have two accounts each, one that ended and one that began.
  for (std::uint32_t family = 0; family < 150; ++family) {
    const auto at = std::ranges::find(town.person, family * 4);
    if (at == town.person.end()) continue;
    const record::FieldsView known{town.packed[static_cast<std::size_t>(at - town.person.begin())]};
    const std::string given{known.get(Field::given_name)}, surname{known.get(Field::surname)}, home{known.get(Field::address)};
    const auto moved = day();
    for (const auto& [who, name] : {std::pair{family * 4, given}, {10'000 + family, wives[family % wives.size()]}}) {
      account(who, name, surname, home.empty() ? "7 nowhere lane" : home, "2001-02-03", family % 8 == 0 ? moved : "");
      if (family % 8 == 0) account(who, name, surname, std::to_string(family + 300) + " newbuild crescent", moved, "");
    }
  }
  town.finish();
  const auto result = linked(town);
  std::size_t moves = 0, found = 0, couples = 0;
  for (std::size_t i = 0; i < town.rows.size(); ++i)
    for (std::size_t j = i + 1; j < town.rows.size(); ++j) {
      if (town.rows[i].fields.get(Field::address_to).empty() || town.rows[j].fields.get(Field::address_from) != town.rows[i].fields.get(Field::address_to)) continue;
      const bool together = result.cluster_of_row[i] == result.cluster_of_row[j];
      if (town.person[i] == town.person[j]) ++moves, found += together;
      else couples += together;
    }
  MESSAGE(found, " of ", moves, " moves found");
  CHECK(moves > 20);
  CHECK(found * 10 >= moves * 9);
  CHECK(couples == 0);
}

TEST_CASE("A child is not its mother, though they share name and home: no child is called Mrs") {
  Town town;
  const Town made = make_town(6, 300);
  for (std::size_t i = 0; i < made.rows.size(); ++i) {
    record::FieldsBuilder fields;
    const auto& known = made.rows[i].fields;
    for (const auto field : {Field::given_name, Field::surname, Field::address, Field::postcode, Field::phone}) fields.set(field, known.get(field));
    // Feed 1 is of householders, with titles and without birth dates; feed 0 and 2 tell birth dates.
    const bool parent = made.person[i] % 4 < 2;
    if (made.feeds[i] == 1 && !parent) continue;
    if (made.feeds[i] == 1) fields.set(Field::title, "Mrs");
    else fields.set(Field::birth_date, known.get(Field::birth_date));
    town.packed.push_back(fields.packed());
    town.keys.push_back("k" + std::to_string(town.packed.size()));
    town.feeds.push_back(made.feeds[i]);
    town.person.push_back(made.person[i]);
  }
  const auto add = [&](std::uint32_t feed, std::uint32_t who, const std::string& title, const std::string& born) {
    record::FieldsBuilder fields;
    fields.set(Field::title, title);
    fields.set(Field::given_name, "Lowri");
    fields.set(Field::surname, "Parryhurst");
    fields.set(Field::birth_date, born);
    fields.set(Field::address, "11 quarry lane");
    fields.set(Field::postcode, "LS1 1AA");
    town.packed.push_back(fields.packed());
    town.keys.push_back("k" + std::to_string(town.packed.size()));
    town.feeds.push_back(feed);
    town.person.push_back(who);
  };
  add(1, 9001, "Mrs", "");
  add(2, 9002, "", "2012-09-18");
  town.finish();
  SilentProgress progress;
  for (const int year : {0, 2016}) {
    LinkSettings settings;
    if (year != 0) settings.today = *Date::make(year, 6, 1);
    const auto result = link_all(town.rows, three_feeds, {}, settings, progress);
    REQUIRE(result.has_value());
    const bool together = result->cluster_of_row[town.rows.size() - 1] == result->cluster_of_row[town.rows.size() - 2];
    CHECK(together == (year == 0));  // who does not know the year cannot tell
    CHECK(LinkModel::from_json(result->model.to_json(), "m").has_value());
  }
}

TEST_CASE("A column that never agrees is told of, for it may be another one; a telephone that some have changed is not") {
  const auto usual = make_town(5, 300);
  CHECK(columns_that_never_agree(linked(usual).report).empty());
  Town wrong;
  Random random{9};
  for (std::size_t i = 0; i < usual.rows.size(); ++i) {
    const auto& fields = usual.rows[i].fields;
    wrong.tell(usual.feeds[i], usual.person[i], std::string{fields.get(Field::given_name)}, std::string{fields.get(Field::surname)},
               std::string{fields.get(Field::birth_date)}, std::string{fields.get(Field::address)}, "0113" + std::to_string(random.between(1'000'000, 9'999'999)));
  }
  wrong.finish();
  CHECK(columns_that_never_agree(linked(wrong).report) == std::vector<std::string>{"telephone"});
}

TEST_CASE("Nothing to link is no error") {
  const Town empty;
  CHECK(linked(empty).clusters == 0);
  Town one;
  one.tell(0, 0, "Anna", "Smith", "1950-03-05", "1 Weir Lane", "");
  one.finish();
  CHECK(linked(one).clusters == 1);
  LinkSettings settings;
  settings.bytes_max = 1024;
  SilentProgress progress;
  CHECK(link_all(one.rows, three_feeds, {}, settings, progress).error().code == "link.memory");
}

namespace {
/// A valid NHS number: nine digits and their check digit. Numbers whose check digit would be 10 do not exist.
std::string nhs_number(std::uint64_t number) {
  for (;; ++number) {
    const auto digits = std::to_string(600'000'000 + number);
    int sum = 0;
    for (int i = 0; i < 9; ++i) sum += (digits[static_cast<std::size_t>(i)] - '0') * (10 - i);
    if (const int check = (11 - sum % 11) % 11; check != 10) return digits + std::to_string(check);
  }
}

struct Told {
  std::string given, surname, born, address, nhs;
};

void tell(Town& town, std::uint32_t feed, std::uint32_t who, const Told& told) {
  record::FieldsBuilder fields;
  fields.set(Field::given_name, told.given);
  fields.set(Field::surname, told.surname);
  fields.set(Field::birth_date, told.born);
  fields.set(Field::address, told.address);
  fields.set(Field::nhs_number, told.nhs);
  town.packed.push_back(fields.packed());
  town.keys.push_back("k" + std::to_string(town.packed.size()));
  town.feeds.push_back(feed);
  town.person.push_back(who);
}

/// The town, with some people known to a feed by their NHS number too; the rows of interest come last.
Town town_with_numbers(const std::vector<Told>& last) {
  Town town = make_town(11, 200);
  const auto known = town.rows.size();
  for (std::size_t i = 0; i < known; i += 5) {
    const auto& fields = town.rows[i].fields;
    const auto nhs = nhs_number(1000 + 17 * town.person[i]);
    for (const std::uint32_t feed : {1U, 2U})
      tell(town, feed, town.person[i], {std::string{fields.get(Field::given_name)}, std::string{fields.get(Field::surname)},
                                        std::string{fields.get(Field::birth_date)}, std::string{fields.get(Field::address)}, nhs});
  }
  std::uint32_t who = 5000;
  for (const auto& told : last) tell(town, 1 + who % 2, who, told), ++who;
  town.finish();
  return town;
}
}  // namespace

TEST_CASE("Two women of one name with other NHS numbers and birth dates stay two, though a third record fits both") {
  const auto first = nhs_number(41), second = nhs_number(7'777'777);
  for (const std::string year : {"", "1951", "1974"}) {
    // The third lives where the first did, then where the second does: name and home agree with both.
    const Town town = town_with_numbers({{"Zenobia", "Quarmbyfield", "1951-03-02", "14 quarry lane", first},
                                         {"Zenobia", "Quarmbyfield", "1974-11-23", "14 quarry lane", second},
                                         {"Zenobia", "Quarmbyfield", year, "14 quarry lane", ""}});
    const auto result = linked(town);
    const auto n = town.rows.size();
    CHECK(result.cluster_of_row[n - 3] != result.cluster_of_row[n - 2]);
    if (year == "1951") CHECK(result.cluster_of_row[n - 1] != result.cluster_of_row[n - 2]);
    if (year == "1974") CHECK(result.cluster_of_row[n - 1] != result.cluster_of_row[n - 3]);
    if (!year.empty()) continue;
    // It fits both alike: with neither, and a reviewer is asked about both.
    CHECK(result.cluster_of_row[n - 1] != result.cluster_of_row[n - 2]);
    CHECK(result.cluster_of_row[n - 1] != result.cluster_of_row[n - 3]);
    const auto asked = std::ranges::count_if(result.edges, [&](const Edge& edge) {
      return std::max(edge.l, edge.r) == RecordId{n} && std::min(edge.l, edge.r) >= RecordId{n - 2} && edge.band == Band::potential;
    });
    CHECK(asked == 2);
  }
}

TEST_CASE("No chain of records without identifiers joins two whose NHS numbers and birth dates differ") {
  std::vector<Told> told{{"Zenobia", "Quarmbyfield", "1951-03-02", "14 quarry lane", nhs_number(41)},
                         {"Zenobia", "Quarmbyfield", "1974-11-23", "14 quarry lane", nhs_number(7'777'777)}};
  for (int i = 0; i < 3; ++i) told.push_back({"Zenobia", "Quarmbyfield", "", "14 quarry lane", ""});
  const Town town = town_with_numbers(told);
  const auto result = linked(town);
  const auto n = town.rows.size();
  CHECK(result.cluster_of_row[n - 5] != result.cluster_of_row[n - 4]);
  CHECK(result.cluster_of_row[n - 3] == result.cluster_of_row[n - 1]);
}

TEST_CASE("A mistyped NHS number splits nobody, and a reviewer is asked") {
  const Town town = town_with_numbers({{"Zenobia", "Quarmbyfield", "1951-03-02", "14 quarry lane", nhs_number(41)},
                                       {"Zenobia", "Quarmbyfield", "1951-03-02", "14 quarry lane", nhs_number(52)}});
  const auto result = linked(town);
  const auto n = town.rows.size();
  CHECK(result.cluster_of_row[n - 2] == result.cluster_of_row[n - 1]);
  const auto edge = std::ranges::find_if(result.edges, [&](const Edge& e) { return std::minmax(e.l, e.r) == std::minmax(RecordId{n - 1}, RecordId{n}); });
  REQUIRE(edge != result.edges.end());
  CHECK(edge->band == Band::differs);
  CHECK(result.report.for_review > 0);
  const std::vector<LinkRow> pair{town.rows[n - 2], town.rows[n - 1]};
  const auto doubts = doubts_among(pair, three_feeds, result.model);
  REQUIRE(doubts.has_value());
  REQUIRE(doubts->size() == 1);
  CHECK_FALSE(doubts->front().contradicts);
  CHECK(doubts->front().words == "NHS number differs");
}

TEST_CASE("A contradiction inside one person, which only a reviewer can make, is told in plain words") {
  const Town town = town_with_numbers({{"Zenobia", "Quarmbyfield", "1951-03-02", "14 quarry lane", nhs_number(41)},
                                       {"Zenobia", "Quarmbyfield", "1974-11-23", "14 quarry lane", nhs_number(7'777'777)}});
  const auto n = town.rows.size();
  const std::vector<Decision> decisions{{RecordId{n - 1}, RecordId{n}, Verdict::same, "r", "2026-01-01", "both numbers are hers"}};
  const auto result = linked(town, 2, {}, decisions);
  CHECK(result.cluster_of_row[n - 2] == result.cluster_of_row[n - 1]);
  const std::vector<LinkRow> pair{town.rows[n - 2], town.rows[n - 1]};
  const auto doubts = doubts_among(pair, three_feeds, result.model);
  REQUIRE(doubts.has_value());
  REQUIRE(doubts->size() == 1);
  CHECK(doubts->front().contradicts);
  CHECK(doubts->front().words == "NHS number and birth date differ");
  const auto why = explain_pair(pair[0], pair[1], three_feeds, result.model, {});
  REQUIRE(why.has_value());
  CHECK(why->sentence.find("They cannot be one person, whatever else agrees: NHS number and birth date differ.") != std::string::npos);
}

TEST_CASE("Thirty nights in which only those near the changed are looked at equal a full run with the same model, each") {
  Town town = make_town(21, 250);
  LinkSettings settings;
  settings.keep_keys = true;
  SilentProgress progress;
  auto last = link_all(town.rows, three_feeds, {}, settings, progress);
  REQUIRE(last.has_value());
  const LinkModel model = last->model;
  std::vector<Decision> decisions;
  std::uint64_t next_person = 1, next_record = town.rows.size() + 1;
  Random random{77};
  std::vector<Membership> memberships;
  const auto name_people = [&](const std::vector<LinkRow>& rows, const LinkResult& result) {
    std::vector<RecordId> records;
    for (const auto& row : rows) records.push_back(row.record);
    auto ids = assign_person_ids(memberships, records, result.cluster_of_row, next_person);
    memberships = std::move(ids.memberships);
    next_person = ids.next_id;
  };
  std::vector<LinkRow> rows = town.rows;
  name_people(rows, *last);
  std::vector<std::unique_ptr<std::string>> texts;
  std::uint64_t looked_at = 0, compared_in_full = 0;
  for (int night = 0; night < 30; ++night) {
    std::vector<RecordId> touched;
    std::vector<LinkRow> now;
    for (auto row : rows) {
      const auto what = random.below(200);
      if (what < 4) touched.push_back(row.record);
      if (what < 2) continue;  // gone
      if (what < 4) {          // married, or moved next door to somebody
        record::FieldsBuilder fields;
        const auto& other = rows[random.below(rows.size())].fields;
        for (const Field field : {Field::given_name, Field::birth_date, Field::phone}) fields.set(field, row.fields.get(field));
        fields.set(Field::surname, what == 2 ? other.get(Field::surname) : row.fields.get(Field::surname));
        fields.set(Field::address, other.get(Field::address));
        texts.push_back(std::make_unique<std::string>(fields.packed()));
        row.fields = record::FieldsView{*texts.back()};
      }
      now.push_back(row);
    }
    for (int newcomer = 0; newcomer < 3; ++newcomer) {  // a copy of somebody, in another feed
      auto row = rows[random.below(rows.size())];
      row.record = RecordId{next_record++};
      row.feed = 1 + row.feed % 2;
      touched.push_back(row.record);
      now.push_back(row);
    }
    if (night % 5 == 4) {
      const auto& edge = last->edges[random.below(last->edges.size())];
      decisions.push_back({edge.l, edge.r, edge.band == Band::match ? Verdict::different : Verdict::same, "r", "2026-01-" + std::to_string(10 + night), ""});
    }
    const auto near = link_near(now, three_feeds, decisions, model, {last->edges, memberships, last->keys}, touched, settings, progress);
    const auto full = link_all(now, three_feeds, decisions, settings, progress, model);
    REQUIRE(near.has_value());
    REQUIRE(full.has_value());
    CHECK(near->edges == full->edges);
    CHECK(near->cluster_of_row == full->cluster_of_row);
    CHECK(near->keys.records == full->keys.records);
    CHECK(near->keys.buckets == full->keys.buckets);
    CHECK(near->report.for_review == full->report.for_review);
    CHECK(near->report.largest_person == full->report.largest_person);
    looked_at += near->report.pairs_compared;
    compared_in_full += full->report.pairs_compared;
    rows = now;
    last = *near;
    name_people(rows, *last);
  }
  CHECK(looked_at * 4 < compared_in_full);
}

TEST_CASE("Block keys come back from their file; another version, or a damaged file, is none") {
  tests::TemporaryFolder folder;
  DiskFiles files;
  const auto path = folder.path() / "people.keys";
  const BlockKeys keys{2, {3, 7, 9}, {1, 2, 0, 4, 5, 6}};
  REQUIRE(save_block_keys(files, path, keys, "v 1").has_value());
  const auto read = load_block_keys(files, path, "v 1");
  REQUIRE(read.has_value());
  CHECK(read->records == keys.records);
  CHECK(read->buckets == keys.buckets);
  CHECK_FALSE(load_block_keys(files, path, "v 2").has_value());
  CHECK_FALSE(load_block_keys(files, folder.path() / "other", "v 1").has_value());
  auto content = *files.read_all(path, 1U << 20);
  content.back() = static_cast<char>(content.back() ^ 1);
  REQUIRE(files.write_all(path, content).has_value());
  CHECK_FALSE(load_block_keys(files, path, "v 1").has_value());
  CHECK(sharing(keys, {2, {1}, {0, 5}}, {}) == std::vector<std::uint64_t>{9});
}
