// Who is found by what is remembered of them, why, and whom no search tells of.
#include "spine/search.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include "base/text.h"
#include "need/need_fixture.h"
#include "record/field.h"
#include "spine/search_index.h"

using namespace hearth;
using namespace hearth::spine;
using record::Field;

namespace {

const Instant now = *Instant::parse("2026-06-15T10:00:00Z");
constexpr std::uint32_t tax = 0, homes_feed = 1, secret = 2;  // of the third the officer may see nothing

struct Told {
  std::uint32_t feed{tax};
  std::string name;
  std::string birth{}, phone{}, postcode{}, previous{}, died{};
  bool is_protected{false};
};

/// A town of made-up people; each person is who the records of one call of add() tell of.
class Town {
 public:
  Town() : out_{std::make_unique<Snapshot>()} {
    auto& out = *out_;
    out.vocabulary = std::make_shared<const need::Vocabulary>(need::fixture::vocabulary());
    for (const char* name : {"council_tax", "housing", "clinic"}) {
      record::Feed feed;
      feed.name = FeedName{name};
      out.place.feeds.push_back(std::move(feed));
      out.feeds.push_back({FeedName{name}, "2026-06-01", "2026-06-01T00:00:00Z", 0});
    }
    place::GazetteerBuilder builder{"made"};
    std::uint64_t uprn = 100;
    for (const char* street : {"Weir Lane", "Mary Lane", "Mill Road", "Wharf Street", "Church Walk"})
      for (int number = 1; number <= 30; ++number) {
        const auto unit = std::to_string(number), postcode = fmt::format("ZZ1 {}A{}", 1 + number / 16, street[0]);
        place::PropertyRow row{.uprn = Uprn::from_trusted(++uprn)};
        row.address.unit = unit;
        row.address.street = street;
        row.address.town = "Sampleton";
        row.address.postcode = postcode;
        builder.add(row);
      }
    auto place = std::make_shared<place::MatchPlace>(place::MatchPlace{{.gazetteer = builder.finish(), .faults = {}}, place::AddressIndex::build(place::Gazetteer{}, Threads{})});
    place->index = place::AddressIndex::build(place->loaded.gazetteer, Threads{});
    out.gazetteer = std::move(place);
  }

  /// A person of whom these records tell, at a number of a street; no street: not placed.
  std::uint32_t add(const std::vector<Told>& records, const char* street = nullptr, int number = 0) {
    const auto person = static_cast<std::uint32_t>(out_->persons.size());
    out_->persons.emplace_back(1000 + person);
    const auto property = street == nullptr ? nowhere : property_at(street, number);
    bool is_protected = false;
    for (const auto& told : records) {
      record::FieldsBuilder fields;
      fields.set(Field::full_name, told.name);
      fields.set(Field::birth_date, told.birth);
      fields.set(Field::phone, told.phone);
      fields.set(Field::postcode, told.postcode);
      fields.set(Field::previous_surname, told.previous);
      fields.set(Field::death_date, told.died);
      out_->records.push_back({RecordId{out_->records.size() + 1}, told.feed, fmt::format("{}", out_->records.size()), fields.packed(), told.is_protected});
      out_->person_of.push_back(person);
      out_->placed.push_back({property, property != nowhere ? place::Band::exact : place::Band::none, 1});
      if (property == nowhere && !told.postcode.empty()) out_->unplaced_by_postcode[told.postcode].push_back(static_cast<std::uint32_t>(out_->records.size() - 1));
      is_protected = is_protected || told.is_protected;
    }
    out_->protected_person.push_back(is_protected);
    if (is_protected && property != nowhere) out_->protected_property.insert(property);
    return person;
  }

  /// One more record of a person who is there, at a home of its own.
  void add_record(std::uint32_t person, const Told& told, const char* street, int number) {
    record::FieldsBuilder fields;
    fields.set(Field::full_name, told.name);
    out_->records.push_back({RecordId{out_->records.size() + 1}, told.feed, fmt::format("{}", out_->records.size()), fields.packed(), false});
    out_->person_of.push_back(person);
    out_->placed.push_back({property_at(street, number), place::Band::exact, 1});
  }

  std::unique_ptr<Snapshot> finish() {
    out_->records_of_person = Groups{out_->person_of, out_->persons.size()};
    std::vector<std::uint32_t> property_of;
    for (const auto& placed : out_->placed) property_of.push_back(placed.property);
    out_->records_at_property = Groups{property_of, out_->properties().size()};
    out_->households_of_person.resize(out_->persons.size());
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::uint32_t property_at(const char* street, int number) const {
    const auto& properties = out_->properties();
    const auto unit = std::to_string(number);
    for (std::size_t i = 0; i < properties.size(); ++i)
      if (const auto shown = properties.at(place::PropertyIndex{i}).shown; shown.street == street && shown.unit == unit) return static_cast<std::uint32_t>(i);
    FAIL("no such home");
    return nowhere;
  }

  std::unique_ptr<Snapshot> out_;
};

std::vector<trust::FeedGrant> grants() {
  std::vector<trust::FeedGrant> out(3);
  for (const auto feed : {tax, homes_feed}) out[feed] = {true, trust::Reason::allowed, false, {FactorId{"age"}}};
  return out;
}

SearchAnswer asked(const Snapshot& snapshot, std::string_view typed) {
  const Sight sight{grants(), *snapshot.vocabulary};
  return search(snapshot, sight, need::Programme{}, typed, now);
}

std::vector<std::string> names(const SearchAnswer& answer) {
  std::vector<std::string> out;
  for (const auto& hit : answer.people) out.push_back(hit.name);
  return out;
}
using Names = std::vector<std::string>;

/// All that an answer says, for comparing two.
std::string whole(const SearchAnswer& answer) {
  std::string out = answer.head.without + (answer.head.more_people ? " more" : "") + (answer.head.too_little ? " little" : "");
  for (const auto& hit : answer.people) out += "\n" + hit.name + "|" + hit.address + "|" + std::to_string(hit.birth_year) + "|" + joined(hit.why, ";");
  for (const auto& home : answer.head.homes) out += "\n" + home.address;
  for (const auto& street : answer.head.streets) out += "\n" + street.name + " " + std::to_string(street.homes);
  return out;
}

/// Five people and their neighbours; the questions of the tests are about these.
void settle(Town& town) {
  town.add({{tax, "MRS MARGARET SMITH", "1940-03-04", "01632 960123"}, {homes_feed, "Smith, Peggy"}}, "Weir Lane", 12);
  town.add({{tax, "John Smyth", "1950-02-01", "+44 7700 900456"}}, "Weir Lane", 14);
  town.add({{tax, "Mary Lane", "1988-12-24"}}, "Mill Road", 3);
  town.add({{homes_feed, "William O'Brien", "1971-07-30", "", "", "Hodgkinson"}}, "Church Walk", 7);
  town.add({{tax, "Aoife Ní Dhomhnaill"}}, "Church Walk", 9);
  town.add({{tax, "K Fernandes", "", "", "ZZ1 9ZZ"}});
}

std::unique_ptr<Snapshot> settled() {
  Town town;
  settle(town);
  return town.finish();
}

}  // namespace

TEST_CASE("A name is found in any order, misspelt, by its sound, by another form of it and by a first letter, and each row says why") {
  const auto town = settled();
  struct Row {
    const char *typed, *found, *why;
  };
  for (const auto& row : std::vector<Row>{{"margaret smith", "Mrs Margaret Smith", "the name"},
                                          {"SMITH, Margaret", "Mrs Margaret Smith", "the name, in another order"},
                                          {"mrs m smith", "Mrs Margaret Smith", "a first letter: Margaret"},
                                          {"Margarte Smith", "Mrs Margaret Smith", "spelt nearly so: Margaret"},
                                          {"peggy smith", "Mrs Margaret Smith", "also known as Smith, Peggy"},
                                          {"Jack Smyth", "John Smyth", "another form of the name: John"},
                                          {"Jon Smith", "John Smyth", "sounds alike: John"},
                                          {"billy obrien", "William O'Brien", "another form of the name: William"},
                                          {"O'Brian", "William O'Brien", "spelt nearly so: Obrien"},
                                          {"hodgk", "William O'Brien", "begins so: Hodgkinson"},
                                          {"william hodgkinson", "William O'Brien", "once called Hodgkinson"},
                                          {"aoife ni dhomhnaill", "Aoife Ní Dhomhnaill", "the name"},
                                          {"Karen Fernandes", "K Fernandes", "a first letter: K"}}) {
    const auto answer = asked(*town, row.typed);
    CAPTURE(std::string{row.typed});
    REQUIRE_FALSE(answer.people.empty());
    CHECK(answer.people.front().name == row.found);
    CHECK_MESSAGE(std::ranges::find(answer.people.front().why, row.why) != answer.people.front().why.end(), joined(answer.people.front().why, "; "));
  }
  // The likest first: "Smith" is Mrs Smith's name, and sounds like Mr Smyth's.
  CHECK(names(asked(*town, "smith")) == Names{"Mrs Margaret Smith", "John Smyth"});
  CHECK(asked(*town, "margaret lane").people.empty());
}

TEST_CASE("A date of birth, a telephone number, a postcode and an address find people; together they say who") {
  const auto town = settled();
  for (const char* typed : {"4/3/1940", "04/03/40", "4 March 1940", "4th mar 1940", "1940-03-04", "smith 4.3.1940", "01632 960123", "01632960123", "+44 1632 960123", "960123", "12 weir lane",
                            "12, Weir Ln, Sampleton", "12 wier lane", "smith 12 weir lane", "Smith Weir Lane", "margaret ZZ1 1AW", "smith, ZZ11AW"}) {
    const auto answer = asked(*town, typed);
    CAPTURE(std::string{typed});
    CAPTURE(whole(answer));
    REQUIRE_FALSE(answer.people.empty());
    CHECK(answer.people.front().name == "Mrs Margaret Smith");
    CHECK(answer.head.without.empty());
  }
  // Day and month are exchanged often.
  const auto exchanged = asked(*town, "mary lane 12/24/1988");
  CHECK(exchanged.head.impossible_day == "12/24/1988");
  CHECK(names(asked(*town, "smyth 2/1/1950")) == Names{"John Smyth"});
  CHECK(asked(*town, "smyth 2/1/1950").people.front().why.back() == "the date of birth, with day and month exchanged");
  // A street and a woman have one name.
  CHECK(names(asked(*town, "Mary Lane")) == Names{"Mary Lane"});
  CHECK(asked(*town, "Mary Lane").head.streets.size() == 1);
  // Whom nobody could place is found by the postcode that a file gives.
  CHECK(names(asked(*town, "fernandes ZZ1 9ZZ")) == Names{"K Fernandes"});
}

TEST_CASE("Of a birth only the year may be remembered: behind a name it is one, before a street it is a house's number") {
  const auto town = settled();
  for (const char* typed : {"Smith 1940", "margaret 1940", "M Smith Weir Lane 1940", "smith ZZ1 1AW 1940"}) {
    const auto answer = asked(*town, typed);
    CAPTURE(std::string{typed});
    CAPTURE(whole(answer));
    REQUIRE_FALSE(answer.people.empty());
    CHECK(answer.people.front().name == "Mrs Margaret Smith");
    CHECK(answer.head.without.empty());
    CHECK(std::ranges::find(answer.people.front().why, "the year of birth") != answer.people.front().why.end());
    for (const auto& person : answer.people) CHECK(person.birth_year == 1940);
  }
  const auto other = asked(*town, "margaret smith 1951");
  REQUIRE_FALSE(other.people.empty());
  CHECK(other.head.without == "the year of birth");
  CHECK(asked(*town, "1940").head.too_little);
  CHECK(asked(*town, "1940 Weir Lane").head.no_such_number);
  CHECK(search_kinds("Smith 1940", now) == "a search by name or street and year of birth");
  CHECK(search_kinds("Smith 4/3/1940", now) == "a search by name or street and date of birth");
}

TEST_CASE("A whole street names nobody; a number that it has not is told; a postcode lists its homes in door order") {
  const auto town = settled();
  const auto street = asked(*town, "weir lane");
  CHECK(street.people.empty());
  CHECK(street.head.homes_in_all == 30);
  CHECK(street.head.homes.size() == search_homes_max);
  CHECK(street.head.homes.front().address.starts_with("1 Weir Lane"));
  CHECK(street.head.homes[1].address.starts_with("2 Weir Lane"));
  const auto number = asked(*town, "99 Weir Lane");
  CHECK(number.head.no_such_number);
  CHECK(number.people.empty());
  const auto nearly = asked(*town, "Wharve Street");
  CHECK(nearly.head.spelt_nearly);
  REQUIRE(nearly.head.streets.size() == 1);
  CHECK(nearly.head.streets.front().name == "Wharf Street");
  const auto postcode = asked(*town, "zz1 1aw");
  CHECK(postcode.head.homes_in_all == 30);  // two streets of this letter, numbers 1 to 15
  CHECK(names(postcode) == Names{"Mrs Margaret Smith", "John Smyth"});
}

TEST_CASE("When nobody fits all that was typed, who fits the rest is told, and what was left out of account") {
  const auto town = settled();
  const auto birth = asked(*town, "margaret smith 5/5/1955");
  CHECK(names(birth) == Names{"Mrs Margaret Smith"});
  CHECK(birth.head.without == "the date of birth");
  const auto address = asked(*town, "margaret smith 3 mill road");
  CHECK(names(address) == Names{"Mrs Margaret Smith"});
  CHECK(address.head.without == "the address");
  CHECK(asked(*town, "nobody 5/5/1955").people.empty());
}

TEST_CASE("One letter offers streets and names nobody; two letters find short names") {
  Town made;
  settle(made);
  made.add({{tax, "Bo Li"}}, "Mill Road", 5);
  const auto town = made.finish();
  for (const char* typed : {"w", "W", " w ", "m s"}) {
    CAPTURE(std::string{typed});
    CHECK(asked(*town, typed).people.empty());
    CHECK(asked(*town, typed).head.too_little);
  }
  const auto letter = asked(*town, "w");
  REQUIRE(letter.head.streets.size() == 2);
  CHECK(letter.head.streets.front().name == "Weir Lane");
  CHECK(letter.head.homes.empty());
  CHECK(names(asked(*town, "li")) == Names{"Bo Li"});
  CHECK(asked(*town, "").people.empty());
  CHECK(asked(*town, "---").people.empty());
}

TEST_CASE("A common name gives the best rows and says that more fit") {
  Town made;
  for (int i = 0; i < 300; ++i) made.add({{tax, "Ann Jones"}}, "Weir Lane", 1 + i % 30);
  made.add({{tax, "Ann Jones"}}, "Mill Road", 5);
  const auto town = made.finish();
  const auto answer = asked(*town, "ann jones");
  CHECK(answer.people.size() == search_people_max);
  CHECK(answer.head.more_people);
  const auto one = asked(*town, "ann jones 5 mill road");
  CHECK(one.people.size() == 1);
  CHECK_FALSE(one.head.more_people);
}

namespace {

const std::vector<std::string> questions{"hidden",     "vera hidden",  "vera",       "hid",         "hiden",       "1 church walk", "2 church walk",    "ZZ1 1AC",       "7/7/1977",
                                         "smith",      "weir lane",    "church walk", "01632 960777", "vera 7/7/1977", "v hidden",    "hidden weir lane", "ZZ1",           "c",
                                         "vera smith", "jones hidden", "12 weir lane", "neighbour",   "once"};

/// The same town, with more in it that must not be told.
std::unique_ptr<Snapshot> town_with(const std::function<void(Town&)>& more) {
  Town town;
  settle(town);
  more(town);
  return town.finish();
}

}  // namespace

TEST_CASE("Protected people, and who lives with them, are in no answer: each is the same as if nothing were held on them") {
  const auto without = settled();
  const auto with = town_with([](Town& town) {
    town.add({{tax, "Vera Hidden", "1977-07-07", "01632 960777", "", "Once", "", true}, {homes_feed, "Vera Hidden"}}, "Church Walk", 1);
    town.add({{tax, "Neighbour Hidden", "1979-01-01"}}, "Church Walk", 1);
    town.add({{tax, "Vera Jones", "1977-07-07", "", "ZZ1 1AC", "", "", true}});
  });
  for (const auto& typed : questions) {
    CAPTURE(std::string{typed});
    CHECK(whole(asked(*with, typed)) == whole(asked(*without, typed)));
  }
  // Nor does looking take time for them: no word of theirs is in the index.
  for (const char* word : {"vera", "hidden", "neighbour", "once"}) CHECK_FALSE(search_index(*with).names().find(word));
}

TEST_CASE("Who lives at one home and once at one that is protected is found without it, and not at all by way of it") {
  const auto town = town_with([](Town& made) {
    made.add({{tax, "Vera Hidden", "", "", "", "", "", true}}, "Church Walk", 1);
    const auto moved = made.add({{tax, "Odette Mover"}}, "Mill Road", 9);
    made.add_record(moved, {homes_feed, "Odette Mover"}, "Church Walk", 1);
    const auto elsewhere = made.add({{secret, "Piers Elsewhere"}}, "Mill Road", 10);  // the other home is told by a hidden file
    made.add_record(elsewhere, {tax, "Piers Elsewhere"}, "Church Walk", 1);
  });
  const auto found = asked(*town, "odette mover");
  REQUIRE(found.people.size() == 1);
  CHECK(found.people.front().address.starts_with("9 Mill Road"));
  for (const char* typed : {"1 church walk", "mover church walk", "piers elsewhere", "piers", "elsewhere ZZ1"}) {
    const auto answer = asked(*town, typed);
    CAPTURE(std::string{typed});
    CAPTURE(whole(answer));
    for (const auto& hit : answer.people) CHECK_FALSE(hit.address.starts_with("1 Church Walk"));
    for (const auto& hit : answer.people) CHECK(hit.name != "Piers Elsewhere");
    CHECK_FALSE(answer.head.more_people);
  }
  CHECK(asked(*town, "1 church walk").people.empty());
}

TEST_CASE("What a hidden file tells changes no answer: not a name, not a date, not a home") {
  const auto without = settled();
  const auto with = town_with([](Town& town) {
    town.add({{secret, "Vera Hidden", "1977-07-07", "01632 960777", "", "Once"}}, "Church Walk", 1);
    town.add({{secret, "Vera Smith"}}, "Church Walk", 2);
    town.add({{secret, "Vera Jones", "", "", "ZZ1 1AC"}});
  });
  for (const auto& typed : questions) {
    CAPTURE(std::string{typed});
    CHECK(whole(asked(*with, typed)) == whole(asked(*without, typed)));
  }
  // A person of two files is found by what the visible one says, and by nothing of the other.
  const auto both = town_with([](Town& town) { town.add({{tax, "Ida Plain"}, {secret, "Ida Clinic", "1961-05-05"}}, "Mill Road", 8); });
  CHECK(names(asked(*both, "ida plain")) == Names{"Ida Plain"});
  CHECK(asked(*both, "clinic").people.empty());
  CHECK(asked(*both, "5/5/1961").people.empty());
}

TEST_CASE("Whoever is known to have died is left out, and a date of birth that is not shared finds nobody") {
  Town made;
  made.add({{tax, "Gone Before", "1930-01-02", "", "", "", "2025-01-01"}}, "Mill Road", 1);
  made.add({{tax, "Still Here", "1930-01-02"}}, "Mill Road", 2);
  const auto town = made.finish();
  CHECK(asked(*town, "gone before").people.empty());
  CHECK(names(asked(*town, "2/1/1930")) == Names{"Still Here"});
  auto no_age = grants();
  for (auto& grant : no_age) grant.factors.clear();
  const Sight sight{no_age, *town->vocabulary};
  CHECK(search(*town, sight, need::Programme{}, "2/1/1930", now).people.empty());
  const auto named = search(*town, sight, need::Programme{}, "still here", now);
  REQUIRE(named.people.size() == 1);
  CHECK(named.people.front().birth_year == 0);
}

TEST_CASE("The log learns of what kind a search was, and none of its words") {
  CHECK(search_kinds("Margaret Smith", now) == "a search by name or street");
  CHECK(search_kinds("12 Weir Lane ZZ1 1AA", now) == "a search by address and postcode");
  CHECK(search_kinds("smith 4/3/1940 01632 960123", now) == "a search by name or street and date of birth and telephone");
  CHECK(search_kinds("", now) == "a search by nothing");
}

TEST_CASE("Whatever is typed is answered, and never with more rows than the limit") {
  const auto town = settled();
  CHECK(rc::check([&](const std::string& any) {
    const auto typed = is_text(any) ? any : std::string{"smith"};
    RC_ASSERT(asked(*town, typed).people.size() <= search_people_max);
  }));
  CHECK(rc::check([&] {
    static const std::vector<std::string> pieces{"smith", "12", "weir", "lane", "ZZ1", "1AA", "ZZ1 1AW", "4/3/1940", "01632", "960123", "m", "flat", ",", "2a", "mary", "zz", "99/99/9999", "church walk", "wharve"};
    std::string typed;
    for (int i = *rc::gen::inRange(1, 9); i > 0; --i) typed += *rc::gen::elementOf(pieces) + " ";
    const auto answer = asked(*town, typed);
    RC_ASSERT(answer.people.size() <= search_people_max);
    for (const auto& hit : answer.people) RC_ASSERT(!hit.why.empty());
  }));
}
