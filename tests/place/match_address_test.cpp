#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/random.h"
#include "base/text.h"
#include "made_gazetteer.h"
#include "place/address_tokens.h"
#include "place/match_address.h"
#include "place/place_record.h"

using namespace hearth;
using namespace hearth::place;

namespace {

struct Case {
  const char* what;
  const char* text;
  const char* postcode;
  const char* address;  ///< of the property that is meant; empty: none may be answered
  Band band_max;        ///< at most this sure: exact allows exact and likely
};

bool is_answer(const Placement& p) { return p.band == Band::exact || p.band == Band::likely; }

std::string line_of(const made::Place& place, const std::optional<Uprn>& uprn) {
  const auto found = uprn ? place.gazetteer.find(*uprn) : std::nullopt;
  return found ? place.gazetteer.address_line(*found) : std::string{};
}

}  // namespace

TEST_CASE("Dirty addresses: the property that is meant, and no confident answer where nobody can know") {
  const auto& place = made::hard_place();
  const std::vector<Case> cases{
      {"as it stands", "12 Weir Lane, Bramley, Sampleton", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"case, blanks, punctuation", " 12  WEIR LANE.bramley ", "zz11ab", "12 Weir Lane, Bramley", Band::exact},
      {"number after the street", "WEIR LANE 12, BRAMLEY", "", "12 Weir Lane, Bramley", Band::exact},
      {"number and street run together", "12WEIR LANE, BRAMLEY", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"typing error", "12 WIER LANE, BRAMLEY", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"short street type", "12 Weir La, Bramley", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"a street of two words run together", "7 ManorFarm Drive, Holbeck", "", "7 Manor Farm Drive, Holbeck", Band::exact},
      {"a street of two words run together, with its type", "9 Parkmount", "ZZ2 1AC", "9 Park Mount, Holbeck", Band::exact},
      {"street type left out", "12 Lingfield, Bramley", "ZZ1 1AB", "12 Lingfield View, Bramley", Band::exact},
      {"wrong locality", "12 Weir Lane, Morley", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"a street of types alone, without commas", "12 PARK MOUNT HOLBECK SAMPLETON", "", "12 Park Mount, Holbeck", Band::exact},
      {"the same, of one word", "12 THE CRESCENT BRAMLEY SAMPLETON", "ZZ3 1AB", "12 The Crescent, Bramley", Band::exact},
      {"a type alone in a longer name is not the street", "12 THE CRESCENT QUILLFEATHER", "", "", Band::ambiguous},
      {"county added, town twice", "12 Weir Lane, Bramley, Sampleton, Sampleton, West Yorkshire", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"O for 0 in the postcode", "12 Weir Lane, Bramley", "ZZI 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"postcode in the text", "12 Weir Lane, Bramley ZZ1 1AB", "", "12 Weir Lane, Bramley", Band::exact},
      {"postcode of elsewhere", "12 Weir Lane, Bramley, Sampleton", "AB9 9ZZ", "12 Weir Lane, Bramley", Band::exact},
      {"a person in front", "MR J SMITH, 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"care of", "C/O A KHAN 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"NO in front", "NO. 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"line breaks", "12\nWEIR LANE\nBRAMLEY", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"number twice", "12, 12 WEIR LANE, BRAMLEY", "ZZ1 1AB", "12 Weir Lane, Bramley", Band::exact},
      {"saint or street", "5 ST. JAMES DRIVE", "ZZ4 1AC", "5 St James Drive, Holbeck", Band::exact},
      {"letter apart", "101 A OTLEY ROAD", "ZZ2 3AC", "101A Otley Road, Holbeck", Band::exact},
      {"letter behind a dash", "101-A OTLEY ROAD", "ZZ2 3AC", "101A Otley Road, Holbeck", Band::exact},
      {"letter lost, the plain number is another home", "59 Otley Road, Holbeck", "ZZ2 3AC", "", Band::ambiguous},
      {"letter lost, and one building alone has the number", "101 Otley Road, Holbeck", "ZZ2 3AC", "101A Otley Road, Holbeck", Band::likely},
      {"the same, but the street has a slip", "101 Otly Road, Holbeck", "ZZ2 3AC", "", Band::ambiguous},
      {"flat first", "FLAT 2, 62 WEIR LANE", "ZZ1 4AB", "Flat 2, 62 Weir Lane, Bramley", Band::exact},
      {"flat after the number", "62 FLAT 2 WEIR LANE", "ZZ1 4AB", "Flat 2, 62 Weir Lane, Bramley", Band::exact},
      {"flat by a slash", "2/62 WEIR LANE", "ZZ1 4AB", "Flat 2, 62 Weir Lane, Bramley", Band::exact},
      {"F2", "F2 62 WEIR LANE", "ZZ1 4AB", "Flat 2, 62 Weir Lane, Bramley", Band::exact},
      {"FLET", "FLET 2 62 WEIR LANE", "ZZ1 4AB", "Flat 2, 62 Weir Lane, Bramley", Band::exact},
      {"FLAT run together", "FLAT2 62 WEIR LANE", "ZZ1 4AB", "Flat 2, 62 Weir Lane, Bramley", Band::exact},
      {"apartment for flat", "APT 2, 62 WEIR LANE", "ZZ1 4AB", "Flat 2, 62 Weir Lane, Bramley", Band::exact},
      {"a flat that is not there", "FLAT 9, 62 WEIR LANE", "ZZ1 4AB", "", Band::building},
      {"flat letter", "70 WEIR LANE FLAT B", "ZZ1 4AB", "Flat B, 70 Weir Lane, Bramley", Band::exact},
      {"flat letter for number", "FLAT 2, 70 WEIR LANE", "ZZ1 4AB", "", Band::building},
      {"flats without a shell, no flat said", "70 WEIR LANE", "ZZ1 4AB", "", Band::building},
      {"storey", "GND FLR FLAT 80 ELM WALK", "ZZ3 4AB", "Ground Floor Flat, 80 Elm Walk, Bramley", Band::exact},
      {"storey after", "80 ELM WALK, BASEMENT", "ZZ3 4AB", "Basement Flat, 80 Elm Walk, Bramley", Band::exact},
      {"start of a range", "92 KELSO ROAD", "ZZ1 4AB", "92-92A Kelso Road, Bramley", Band::exact},
      {"named house", "OLD ORCHARD, MILL LANE", "ZZ2 4AC", "The Old Orchard, Mill Lane, Holbeck", Band::exact},
      {"court's number is not the road's", "3 NORTH HILL COURT, NORTH HILL ROAD", "ZZ1 4AB", "3 North Hill Court, North Hill Road, Bramley", Band::exact},
      {"road's number is not the court's", "3 NORTH HILL ROAD", "ZZ1 1AB", "3 North Hill Road, Bramley", Band::exact},
      {"annexe", "ANNEXE AT 8 BIRCH CLOSE", "ZZ4 1AC", "Annexe At 8 Birch Close, Holbeck", Band::exact},
      {"beside the annexe", "8 BIRCH CLOSE", "ZZ4 1AC", "8 Birch Close, Holbeck", Band::exact},
      {"number not on the street", "342 LINGFIELD VIEW, BRAMLEY", "ZZ1 1AB", "", Band::none},
      {"number not on the street, but on its namesake", "61 OTLEY STREET", "ZZ3 3AB", "", Band::none},
      {"street not known", "12 QUILLFEATHER ROAD, BRAMLEY", "ZZ1 1AB", "", Band::none},
      {"street not known, type left out", "12 QUILLFEATHER, BRAMLEY", "ZZ1 1AB", "", Band::none},
      {"no fixed abode", "NO FIXED ABODE, BRAMLEY", "ZZ1 1AB", "", Band::none},
      {"of no fixed address", "Of no fixed address", "", "", Band::none},
      {"post office box", "PO BOX 12, BRAMLEY", "ZZ1 1AB", "", Band::none},
      {"nothing", "", "ZZ1 1AB", "", Band::none},
      {"blanks", "   ,, ", "ZZ1 1AB", "", Band::none},
  };
  for (const auto& c : cases) {
    CAPTURE(std::string{c.what});
    CAPTURE(std::string{c.text});
    const auto p = place.match(c.text, c.postcode);
    CAPTURE(name_of(p.band));
    CAPTURE(p.reason);
    const std::string wanted{c.address};
    if (wanted.empty()) {
      CHECK_FALSE(is_answer(p));
      CHECK(static_cast<int>(p.band) >= static_cast<int>(c.band_max));
    } else {
      CHECK(is_answer(p));
      CHECK(line_of(place, p.uprn).starts_with(wanted));
    }
  }
}

TEST_CASE("A flat and its block's name are an address, where the name, the street or the postcode says which block") {
  static const auto place = made::place(made::town_of_blocks());
  const std::vector<Case> cases{
      {"the block's name alone", "Flat 2 Ropemakers Court", "", "Flat 2, Ropemakers Court, 148 Weir Lane", Band::likely},
      {"with the town", "Flat 2, Ropemakers Court, Sampleton", "", "Flat 2, Ropemakers Court, 148 Weir Lane", Band::likely},
      {"with its street", "FLAT 25 ROPEMAKERS COURT, WEIR LANE", "", "Flat 25, Ropemakers Court, 148 Weir Lane", Band::likely},
      {"with street and postcode", "Flat 25, Ropemakers Court, Weir Lane", "ZZ1 9AB", "Flat 25, Ropemakers Court, 148 Weir Lane", Band::likely},
      {"nobody says flat", "25 Ropemakers Court, Weir Lane, Bramley", "ZZ1 9AB", "Flat 25, Ropemakers Court, 148 Weir Lane", Band::likely},
      {"the flat after the name", "Ropemakers Court, Flat 25", "", "Flat 25, Ropemakers Court, 148 Weir Lane", Band::likely},
      {"a typing error in the name", "Flat 25 Roppemakers Court, Weir Lane", "ZZ1 9AB", "Flat 25, Ropemakers Court, 148 Weir Lane", Band::likely},
      {"and the number, too", "Flat 25 Ropemakers Court, 148 Weir Lane", "", "Flat 25, Ropemakers Court, 148 Weir Lane", Band::exact},
      {"a flat that the block does not have", "Flat 99 Ropemakers Court", "", "", Band::building},
      {"a letter for a number", "Flat B, Ropemakers Court", "", "", Band::building},
      {"the number is the street's", "Ropemakers Court, 12 Weir Lane", "ZZ1 1AB", "", Band::building},
      {"another street is said", "Flat 2 Ropemakers Court, Kelso Road", "", "", Band::building},
      {"a street that nobody knows is said", "Flat 2 Ropemakers Court, Quillfeather Road", "", "", Band::building},
      {"a block of that name in another town", "Flat 2, Ropemakers Court, Quillstead", "AB9 9ZZ", "", Band::building},
      {"two blocks of that name", "Flat 2 Park House", "", "", Band::building},
      {"two blocks of that name, one has the flat", "Flat 9 Park House", "", "", Band::building},
      {"two blocks, and the street says which", "Flat 2 Park House, Mill Lane", "", "Flat 2, Park House, 151 Mill Lane", Band::likely},
      {"two blocks, and the postcode says which", "Flat 2 Park House", "ZZ1 9AD", "Flat 2, Park House, 150 Kelso Road", Band::likely},
      {"two blocks, the flat is the other's", "Flat 9 Park House, Kelso Road", "ZZ1 9AD", "", Band::building},
  };
  for (const auto& c : cases) {
    CAPTURE(std::string{c.what});
    CAPTURE(std::string{c.text});
    const auto p = place.match(c.text, c.postcode);
    CAPTURE(name_of(p.band));
    CAPTURE(p.reason);
    CAPTURE(p.probability.value());
    CAPTURE(line_of(place, p.uprn));
    const std::string wanted{c.address};
    CHECK(is_answer(p) == !wanted.empty());
    if (!wanted.empty()) CHECK(line_of(place, p.uprn).starts_with(wanted));
  }
  const auto unknown_flat = place.match("Flat 99 Ropemakers Court, Weir Lane");
  CHECK(unknown_flat.band == Band::building);
  REQUIRE(unknown_flat.uprn);
  CHECK(line_of(place, unknown_flat.uprn).starts_with("Ropemakers Court, 148 Weir Lane"));
}

TEST_CASE("A building whose flat is not known gives the parent's UPRN, or the flats to choose from") {
  const auto& place = made::hard_place();
  const auto with_parent = place.match("FLAT 9, 62 WEIR LANE", "ZZ1 4AB");
  CHECK(with_parent.band == Band::building);
  CHECK(with_parent.uprn == Uprn::from_trusted(30));
  const auto without = place.match("70 WEIR LANE", "ZZ1 4AB");
  CHECK(without.band == Band::building);
  CHECK_FALSE(without.uprn);
  CHECK(without.candidates == std::vector<Uprn>{Uprn::from_trusted(41), Uprn::from_trusted(42)});
  const auto letters = place.match("59 Otley Road, Holbeck", "ZZ2 3AC");
  CHECK(letters.band == Band::ambiguous);
  CHECK(letters.reason == "suffix_missing");
  CHECK(letters.candidates.size() == 2);
}

TEST_CASE("Bad text is an answer, not a fault") {
  const auto& place = made::hard_place();
  CHECK(place.match(std::string(600, 'a')).reason == "too_long");
  CHECK(place.match("12 Weir Lane \xFF\xFE").reason == "not_text");
  CHECK(place.match("12 WEIR LANE, \0, BRAMLEY" + std::string(1, '\0')).band != Band::building);
}

TEST_CASE("The weights of an explanation add up, and say what separates the best from the next") {
  const auto& place = made::hard_place();
  for (const char* text : {"FLAT 2, 62 WEIR LANE", "12 WIER LANE, MORLEY", "59 Otley Road", "3 NORTH HILL COURT"}) {
    CAPTURE(text);
    const auto why = explain_address(place.index, place.settings, {text, "ZZ1 4AB"});
    double sum = 0;
    for (const auto& e : why.evidence) sum += e.weight.value();
    CHECK(sum == doctest::Approx(why.weight.value()));
    sum = 0;
    for (const auto& e : why.rival_evidence) sum += e.weight.value();
    CHECK(sum == doctest::Approx(why.rival_weight.value()));
    CHECK(why.best);
    CHECK_FALSE(why.separated_by.empty());
  }
}

TEST_CASE("What is not placed is told with what nearly fits, and why that is not the answer") {
  const auto& place = made::hard_place();
  const auto explained = [&](std::string_view text) { return explain_address(place.index, place.settings, {text, {}}); };
  const auto number = explained("63 Lingfield View, Bramley");
  CHECK(number.placement.band == Band::none);
  REQUIRE_FALSE(number.nearly.empty());
  CHECK(number.nearly.size() <= 3);
  CHECK(line_of(place, number.nearly[0].uprn).starts_with("60 Lingfield View"));
  CHECK(number.nearly[0].why_not == WhyNot::other_number);
  CHECK(std::any_of(number.nearly[0].evidence.begin(), number.nearly[0].evidence.end(),
                    [](const FieldEvidence& e) { return e.field == "number" && e.agreement == Agreement::conflict && e.text == "63" && e.property == "60"; }));
  const auto flat = explained("Flat 9, 62 Weir Lane");
  REQUIRE_FALSE(flat.nearly.empty());
  CHECK(line_of(place, flat.nearly[0].uprn).find("62 Weir Lane") != std::string::npos);
  CHECK((flat.nearly[0].why_not == WhyNot::flat_not_known || flat.nearly[0].why_not == WhyNot::other_flat));
  const auto letter = explained("59 Otley Road, Holbeck");
  CHECK(letter.placement.band == Band::ambiguous);
  REQUIRE(letter.nearly.size() >= 2);
  CHECK(letter.nearly[0].why_not == WhyNot::not_alone);
  CHECK(letter.nearly[1].why_not == WhyNot::letter_missing);
  CHECK(explained("12 Weir Lane, Bramley").nearly.empty());
  CHECK(explained("no fixed abode").nearly.empty());
  CHECK(explained("Of no fixed address").placement.reason == "not_an_address");
  CHECK_FALSE(words_of(WhyNot::other_number).empty());
}

TEST_CASE("Case, blanks and punctuation do not change the answer") {
  const auto& place = made::hard_place();
  CHECK(rc::check([&](std::uint64_t seed) {
    Random random{seed};
    const auto property = PropertyIndex{random.below(place.gazetteer.size())};
    const auto plain = place.gazetteer.address_line(property);
    std::string changed;
    for (const char c : plain) {
      if (c == ',') changed += random.chance(500) ? " , " : ",";
      else if (c == ' ') changed += random.chance(300) ? "  " : " ";
      else changed.push_back(random.chance(500) ? to_upper_ascii(std::string(1, c))[0] : to_lower_ascii(std::string(1, c))[0]);
    }
    const auto a = place.match(plain), b = place.match(changed);
    RC_ASSERT(a.uprn == b.uprn);
    RC_ASSERT(a.band == b.band);
    RC_ASSERT(a.probability == b.probability);
  }));
}

TEST_CASE("The own text of a property matches itself exactly, unless a lettered neighbour has made it doubtful") {
  const auto& place = made::hard_place();
  for (std::size_t i = 0; i < place.gazetteer.size(); ++i) {
    const auto line = place.gazetteer.address_line(PropertyIndex{i});
    const auto p = place.match(line);
    CAPTURE(line);
    CAPTURE(p.reason);
    if (p.reason == "suffix_missing") {
      CHECK(line.starts_with("59 Otley Road"));
      continue;
    }
    CHECK(p.band == Band::exact);
    CHECK(p.uprn == place.gazetteer.uprn(PropertyIndex{i}));
  }
}

TEST_CASE("A typing error is found in a word that is kept in a short form, too") {
  auto rows = made::town();
  for (const auto& [uprn, street] : {std::pair{1, "Upper Carr Lane"}, std::pair{3, "First Avenue"}, std::pair{4, "Second Avenue"}, std::pair{5, "Cottage Road"}})
    rows.push_back({static_cast<std::uint64_t>(uprn), "7", street, "Bramley", "ZZ1 1AA"});
  const auto place = made::place(rows);
  struct Asked {
    const char* text;
    std::uint64_t uprn;
  };
  for (const auto& asked : {Asked{"7 UPPEER CARR LANE, BRAMLEY", 1}, Asked{"7 Firts Avenue, Bramley", 3}, Asked{"7 Secnd Avenue, Bramley", 4}, Asked{"7 Cottaee Road, Bramley", 5}}) {
    CAPTURE(std::string{asked.text});
    const auto p = place.match(asked.text, "");
    CHECK(is_answer(p));
    CHECK(p.uprn == Uprn::from_trusted(asked.uprn));
  }
}

TEST_CASE("Another flat, number or letter is never answered") {
  const auto& place = made::hard_place();
  CHECK(rc::check([&](std::uint64_t seed) {
    Random random{seed};
    const auto number = random.between(61, 999), flat = random.between(5, 99);
    const char letter = static_cast<char>('b' + random.between(0, 20));
    for (const auto& text : {std::to_string(number) + " otley road, holbeck", "flat " + std::to_string(flat) + ", 62 weir lane, bramley",
                             "101" + std::string(1, letter) + " otley road, holbeck", "flat " + std::string(1, static_cast<char>(letter + 1)) + ", 70 weir lane"}) {
      const auto p = place.match(text, "ZZ2 3AC");
      if (number == 101) continue;
      if (is_answer(p)) RC_FAIL(text + " -> " + line_of(place, p.uprn));
    }
  }));
}

TEST_CASE("The answers are the same for any number of threads") {
  const auto& place = made::hard_place();
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < place.gazetteer.size(); ++i) texts.push_back(place.gazetteer.address_line(PropertyIndex{i}));
  std::vector<AddressText> asked;
  for (const auto& text : texts) asked.push_back({.text = text});
  SilentProgress silent;
  const auto one = match_all(place.index, {}, asked, Threads{1}, silent), four = match_all(place.index, {}, asked, Threads{4}, silent);
  REQUIRE(one.size() == four.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].uprn == four[i].uprn);
    CHECK(one[i].probability == four[i].probability);
    CHECK(one[i].reason == four[i].reason);
  }
  const auto again = AddressIndex::build(place.gazetteer, Threads{4});
  CHECK(match_address(again, {}, {"12 wier lane"}).margin == place.match("12 wier lane").margin);
}

TEST_CASE("Postcodes: written in any way, half, hurt, or none") {
  CHECK(read_postcode("LS12 5NL").text() == "LS12 5NL");
  CHECK(read_postcode("ls125nl").text() == "LS12 5NL");
  CHECK(read_postcode("LS1O 4SQ").text() == "LS10 4SQ");
  CHECK(read_postcode("LSI7 7LZ").text() == "LS17 7LZ");
  CHECK(read_postcode("W1A 1AA").text() == "W1A 1AA");
  CHECK(read_postcode("LS12").text() == "LS12");
  CHECK(read_postcode("LS12 5").text() == "LS12");
  CHECK(read_postcode("12345").text().empty());
  CHECK(read_postcode("").text().empty());
}

TEST_CASE("The hard cases of uk_address_matcher: the first address is the right one") {
  const char* given = std::getenv("HEARTH_SHARED");
  const Path path = (given != nullptr ? Path{given} : Path{HEARTH_SOURCE_DIR} / "../shared") / "data/places/address_edge_cases_uk_address_matcher.yaml";
  std::ifstream file{path};
  if (!file) {
    MESSAGE("skipped: no shared data");
    return;
  }
  std::vector<std::vector<std::string>> groups;  // quoted texts: asked, its postcode, then address and postcode in turn
  for (std::string line; std::getline(file, line);) {
    if (trim(line).starts_with("#")) continue;
    if (line.find("messy_address") != std::string::npos) groups.emplace_back();
    for (auto at = line.find('"'); at != std::string::npos && !groups.empty(); at = line.find('"', at + 1)) {
      const auto end = line.find('"', at + 1);
      groups.back().push_back(line.substr(at + 1, end - at - 1));
      at = end;
    }
  }
  CHECK(groups.size() == 21);
  std::size_t first = 0, answered = 0, wrong = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const auto& texts = groups[g];
    GazetteerBuilder builder{"case"};
    for (std::size_t i = 2; i + 1 < texts.size(); i += 2) {
      PropertyRow row{.uprn = Uprn::from_trusted(i / 2)};
      row.address.address = texts[i];
      row.address.postcode = texts[i + 1];
      builder.add(row);
    }
    const auto made = builder.finish();
    const auto index = AddressIndex::build(made, Threads{1});
    const auto why = explain_address(index, {}, {texts[0], texts[1]});
    first += why.best == Uprn::from_trusted(1);
    if (why.best != Uprn::from_trusted(1)) MESSAGE("case " << g + 1 << " not first: " << texts[0]);
    if (is_answer(why.placement)) ++(why.placement.uprn == Uprn::from_trusted(1) ? answered : wrong);
  }
  MESSAGE("first " << first << " of 21, answered " << answered << ", wrong " << wrong);
  CHECK(wrong <= 1);
  CHECK(first >= 15);
}

TEST_CASE("Of two records of one address the valid one is meant; a historic one only where no other fits") {
  GazetteerBuilder builder{"made"};
  const auto add = [&](std::uint64_t uprn, const char* unit, const char* street, const char* locality, const char* postcode, const char* status) {
    PropertyRow row{.uprn = Uprn::from_trusted(uprn)};
    row.address = {.unit = unit, .street = street, .locality = locality, .town = "Sampleton", .postcode = postcode, .status = status};
    builder.add(row);
  };
  for (const auto& row : made::town()) add(row.uprn, row.unit.c_str(), row.street.c_str(), row.locality.c_str(), row.postcode.c_str(), "1");
  add(1, "12", "Weir Lane", "Bramley", "ZZ1 1AB", "8");         // beside the valid 12 Weir Lane
  add(2, "12", "Weir Lane", "Bramley", "ZZ9 9ZZ", "HISTORICAL");
  add(3, "71", "Weir Lane", "Bramley", "ZZ1 4AB", "8");         // nobody else has this number
  add(4, "FLAT 2, 90", "Elm Walk", "Bramley", "ZZ3 4AB", "6");  // provisional, and another valid
  add(5, "FLAT 2, 90", "Elm Walk", "Bramley", "ZZ3 4AB", "1");
  add(6, "88", "Mill Lane", "Holbeck", "ZZ2 4AC", "Live");      // renumbered: it was 86, which is another house now
  add(6, "86", "Mill Lane", "Holbeck", "ZZ2 4AC", "Historic");
  add(7, "86", "Mill Lane", "Holbeck", "ZZ2 4AC", "Live");
  add(8, "73", "Weir Lane", "Bramley", "ZZ1 4AB", "8");         // two historic ones alone: nobody knows which
  add(9, "73", "Weir Lane", "Bramley", "ZZ1 4AB", "8");
  const auto gazetteer = builder.finish();
  const auto index = AddressIndex::build(gazetteer, Threads{1});
  struct Row {
    const char* text;
    std::uint64_t uprn;
  };
  for (const auto& row : {Row{"12 Weir Lane, Bramley, ZZ1 1AB", 1012}, Row{"12 Weir Lane, ZZ9 9ZZ", 1012}, Row{"12 weir ln", 1012}, Row{"71 Weir Lane, Bramley", 3},
                          Row{"Flat 2, 90 Elm Walk", 5}, Row{"86 Mill Lane, Holbeck", 7}, Row{"73 Weir Lane, Bramley", 0}}) {
    CAPTURE(row.text);
    const auto placed = match_address(index, {}, {row.text, {}});
    CHECK((placed.uprn ? placed.uprn->number() : 0) == row.uprn);
  }
  // A system that kept the number of a property that is gone means the one that stands there today.
  struct Kept {
    const char *uprn, *address;
    std::uint64_t answer;
    const char* reason;
  };
  for (const auto& row : {Kept{"1", "", 1012, "historic_uprn"}, Kept{"1", "12 Weir Lane, Bramley", 1012, "historic_uprn"}, Kept{"2", "", 1012, "historic_uprn"},
                          Kept{"3", "", 3, "uprn_given"}, Kept{"6", "", 6, "uprn_given"}, Kept{"1", "86 Mill Lane, Holbeck", 7, "historic_uprn"}}) {
    CAPTURE(row.uprn);
    CAPTURE(row.address);
    const auto placed = place_one(gazetteer, index, {}, {.uprn = row.uprn, .address = row.address, .postcode = {}});
    CHECK((placed.uprn ? placed.uprn->number() : 0) == row.answer);
    CHECK(placed.reason == row.reason);
  }
}
