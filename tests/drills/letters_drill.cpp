// Letters for money that is not claimed, what comes of them, and what the programme's page says then.
#include <doctest/doctest.h>

#include <regex>

#include "drills/canaries.h"
#include "drills/run_hearth.h"
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
  CHECK_FALSE(has(text, "a week"));  // the estimate is for staff
  const auto hidden = drills::canaries_of(place.folder.path() / "demo/district");
  for (const auto& name : hidden.names) CHECK_MESSAGE(!has(fold(text), name), name);

  // Nobody is written to twice by accident, and an officer of another purpose writes to nobody.
  CHECK(place.letters("again.pdf").code == 2);
  CHECK(place.letters("again.pdf", {"--again", "--large-print"}).code == 0);
  CHECK(references(text_of(place.folder.path() / "again.pdf")).size() == numbers.size());
  CHECK(run_hearth({"query", "--data", "demo/data", "--purpose", "pension-credit", "--format", "letters", "--out", "x.pdf"}, place.folder.path()).code == 4);
  CHECK_FALSE(std::filesystem::exists(place.folder.path() / "x.pdf"));

  std::ofstream{place.folder.path() / "replies.csv"} << "reference,outcome,pounds_a_week\n" << numbers[0] << ",claimed,50\n" << numbers[1] << ",claimed,25.50\n"
                                                     << numbers[2] << ",no reply,\n" << numbers[3] << ",claimed,\nL999999A,claimed,5\n";
  const auto taken = place.officer({"outcome", "replies.csv", "--json"});
  CHECK(taken.code == 1);
  CHECK(has(taken.out, "\"taken\":3"));
  CHECK(has(taken.out, "\"pounds_a_year\":3926"));
  CHECK(place.officer({"outcome", "replies.csv"}).code == 2);  // the same file
  CHECK(run_hearth({"outcome", "replies.csv", "--data", "demo/data"}, place.folder.path()).code == 4);
  const auto list = drills::content_of(place.folder.path() / "demo/data/refused/outcome-pension-credit.csv");
  CHECK(has(list, "outcome.pounds"));
  CHECK_FALSE(has(list, numbers[3]));
}
