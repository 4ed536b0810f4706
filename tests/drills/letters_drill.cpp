// Letters for money that is not claimed, what comes of them, and what the programme's page says then.
#include <doctest/doctest.h>

#include <regex>

#include "drills/canaries.h"
#include "drills/run_hearth.h"
#include "formats/json.h"
#include "paper.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Place {
  tests::TemporaryFolder folder;
  Place() { REQUIRE(run_hearth({"demo", "--people", "3000", "--out", "demo"}, folder.path()).code <= 1); }
  [[nodiscard]] drills::Said officer(std::vector<std::string> words) const {
    for (const char* more : {"--data", "demo/data", "--as", "demo-benefits-officer", "--password-file", "demo/data/keys/demo.password"}) words.emplace_back(more);
    return run_hearth(words, folder.path());
  }
  [[nodiscard]] drills::Said letters(const std::string& out, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"query", "--purpose", "pension-credit", "--format", "letters", "--out", out});
    return officer(more);
  }
};

std::string text_of(const std::filesystem::path& pdf) { return tests::said_by("pdftotext '" + pdf.string() + "' -"); }

std::vector<std::string> references(const std::string& text) {
  std::vector<std::string> out;
  const std::regex reference{"L[0-9]{6}[A-Z]"};
  for (auto it = std::sregex_iterator{text.begin(), text.end(), reference}; it != std::sregex_iterator{}; ++it) out.push_back(it->str());
  return out;
}

std::size_t pages_of(const std::filesystem::path& pdf) {
  const auto info = tests::said_by("pdfinfo '" + pdf.string() + "'");
  std::smatch pages;
  return std::regex_search(info, pages, std::regex{"Pages: +([0-9]+)"}) ? std::stoul(pages[1].str()) : 0;
}

/// The number of somebody whose address is sure.
std::string somebody_at_a_door(const std::string& list) {
  const auto parsed = formats::parse_json(list, "list");
  REQUIRE(parsed);
  for (const auto& row : parsed->as_object().at("rows").as_array())
    if (row.as_object().at("part").as_string() == "door") return std::to_string(row.as_object().at("person_id").to_number<std::uint64_t>());
  FAIL("nobody at a door");
  return {};
}

}  // namespace

TEST_CASE("A letter for each person whose name and address are sure, one each, never to a protected person; and what comes of them") {
  const Place place;
  const auto written = place.letters("letters.pdf");
  REQUIRE_MESSAGE(written.code == 0, written.talk);
  const auto text = text_of(place.folder.path() / "letters.pdf");
  const auto numbers = references(text);
  REQUIRE(numbers.size() > 5);
  const std::set<std::string> distinct(numbers.begin(), numbers.end());
  CHECK(distinct.size() == numbers.size());
  CHECK(has(text, "You may be able to get Pension Credit"));
  CHECK_FALSE(has(text, "__________"));
  for (const char* money : {"a week", "\u00A3", "owed", "2026/27"}) CHECK_MESSAGE(!has(text, money), money);  // the estimate is for staff
  // Whoever rings about the letter reaches the team that knows of it.
  CHECK(has(text, "01632 960003"));
  CHECK_FALSE(has(text, "01632 960000"));
  CHECK(has(text, "Hard to read? Ring 01632 960003"));
  CHECK(references(text).size() == pages_of(place.folder.path() / "letters.pdf"));
  const auto hidden = drills::canaries_of(place.folder.path() / "demo/district");
  for (const auto& name : hidden.names) CHECK_MESSAGE(!has(fold(text), name), name);

  // Nobody is written to twice by accident, and an officer of another purpose writes to nobody.
  CHECK(place.letters("again.pdf").code == 2);
  CHECK(place.letters("again.pdf", {"--again", "--large-print"}).code == 0);
  CHECK(references(text_of(place.folder.path() / "again.pdf")).size() == numbers.size());
  CHECK_FALSE(has(text_of(place.folder.path() / "again.pdf"), "Hard to read?"));  // it is in large print already
  CHECK(run_hearth({"query", "--data", "demo/data", "--purpose", "pension-credit", "--format", "letters", "--out", "x.pdf"}, place.folder.path()).code == 4);
  CHECK_FALSE(std::filesystem::exists(place.folder.path() / "x.pdf"));

  // One person rings for large print, and alone gets another letter.
  const auto list = place.officer({"query", "--purpose", "pension-credit", "--postcode", "ZZ1", "--json"});
  REQUIRE_MESSAGE(list.code == 0, list.talk);
  CHECK(has(list.out, "\"could_be_owed\":{\"people\""));
  CHECK(has(list.out, "\"least_a_week\""));
  CHECK(has(list.out, "Benefits team, 01632 960003"));
  const auto person = somebody_at_a_door(list.out);
  REQUIRE_MESSAGE(place.letters("one.pdf", {"--person", person, "--large-print"}).code == 0, person);
  const auto one = references(text_of(place.folder.path() / "one.pdf"));
  CHECK(one.size() == 1);
  CHECK_FALSE(distinct.contains(one.front()));
  CHECK(place.letters("two.pdf", {"--person", person, "--street", "Weir Lane"}).code == 2);
  CHECK(place.letters("two.pdf", {"--person", "99999999"}).code == 2);
  CHECK_FALSE(std::filesystem::exists(place.folder.path() / "two.pdf"));

  std::ofstream{place.folder.path() / "replies.csv"} << "reference,outcome,pounds_a_week\n" << numbers[0] << ",claimed,50\n" << numbers[1] << ",claimed,25.50\n"
                                                     << numbers[2] << ",no reply,\n" << numbers[3] << ",claimed,\nL999999A,claimed,5\n";
  const auto taken = place.officer({"outcome", "replies.csv", "--json"});
  CHECK(taken.code == 1);
  CHECK(has(taken.out, "\"taken\":3"));
  CHECK(has(taken.out, "\"pounds_a_year\":3926"));
  CHECK(place.officer({"outcome", "replies.csv"}).code == 2);  // the same file
  CHECK(run_hearth({"outcome", "replies.csv", "--data", "demo/data"}, place.folder.path()).code == 4);
  const auto aside = drills::content_of(place.folder.path() / "demo/data/refused/outcome-pension-credit.csv");
  CHECK(has(aside, "outcome.pounds"));
  CHECK_FALSE(has(aside, numbers[3]));
}
