// Names that no form was made for, through the real program: 300 letters without a blank, Hebrew, Arabic; from file to list and paper.
#include <doctest/doctest.h>

#include <algorithm>

#include "drills/run_hearth.h"
#include "paper.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void write_place(const tests::TemporaryFolder& folder, const std::string& people) {
  folder.file("gazetteer.csv", "uprn,unit,street,town,postcode,x,y\n100001,1,Weir Lane,Weirdale,ZZ1 1AA,431200,433800\n100002,2,Weir Lane,Weirdale,ZZ1 1AA,431210,433800\n"
                               "100003,3,Weir Lane,Weirdale,ZZ1 1AA,431220,433800\n");
  folder.file("place.gazetteer.toml", "[gazetteer]\nname = \"Weirdale\"\nfiles = [\"gazetteer.csv\"]\nformat = \"csv\"\n[columns]\nuprn = \"uprn\"\nunit = \"unit\"\nstreet = \"street\"\n"
                                      "town = \"town\"\npostcode = \"postcode\"\nx = \"x\"\ny = \"y\"\n");
  folder.file("housing.csv", "key,name,address,postcode,wheelchair\n" + people);
  folder.file("housing.feed.toml", "[feed]\nname = \"housing\"\nfiles = [\"housing.csv\"]\nformat = \"csv\"\nkey = \"key\"\norganisation = \"council\"\nagreement = \"flood\"\nreceived = 2026-11-20\n"
                                   "retention = \"4 years\"\nknown_as = \"named\"\n[columns]\nfull_name = \"name\"\naddress = \"address\"\npostcode = \"postcode\"\n[claims]\n"
                                   "wheelchair = { column = \"wheelchair\", true = [\"Y\"], false = [\"N\"] }\n");
  folder.file("PLACE.toml", "[place]\nname = \"Weirdale\"\ngazetteer = \"place.gazetteer.toml\"\nfeeds = [\"housing.feed.toml\"]\nprogrammes = [\"flood-welfare\"]\nmade_up = true\n"
                            "protected_contact = \"Safeguarding desk, 01632 960099\"\n[[organisation]]\nid = \"council\"\nname = \"Weirdale Council\"\ncontact = \"Duty desk, 01632 960000\"\n"
                            "[[organisation]]\nid = \"charity\"\nname = \"Weirdale Neighbours\"\ncontact = \"Office, 01632 960007\"\n[[agreement]]\nid = \"flood\"\nparties = [\"council\"]\n"
                            "purposes = [\"flood-welfare\"]\nfactors = [\"wheelchair\"]\nmay = [\"match\", \"query\"]\nfrom = 2025-01-01\nuntil = 2029-12-31\n");
}

}  // namespace

TEST_CASE("A name of 300 letters and names from right to left come through the real program whole, on the screen, in files and on paper") {
  const tests::TemporaryFolder folder;
  const std::string hebrew = "\u05d3\u05d5\u05d2\u05de\u05d4 \u05d1\u05d3\u05d5\u05d9", arabic = "\u0645\u062b\u0627\u0644 \u0648\u0647\u0645\u064a", one_long(300, 'w');
  write_place(folder, "T1," + one_long + ",1 Weir Lane,ZZ1 1AA,Y\nT2," + hebrew + ",2 Weir Lane,ZZ1 1AA,Y\nT3," + arabic + ",3 Weir Lane,ZZ1 1AA,Y\n");
  REQUIRE(run_hearth({"setup", "--demo", "--data", "data"}, folder.path()).code == 0);
  const auto run = run_hearth({"run", "PLACE.toml", "--data", "data"}, folder.path());
  INFO(run.out << run.talk);
  REQUIRE(run.code == 0);
  const auto query = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--data", "data"};
    words.insert(words.end(), more.begin(), more.end());
    return run_hearth(words, folder.path());
  };
  for (const char* format : {"table", "csv", "json", "geojson"}) {
    CAPTURE(format);
    const auto said = query({"--format", format});
    CHECK(said.code == 0);
    CHECK(has(said.out, hebrew));
    CHECK(has(said.out, arabic));
    CHECK(has(said.out, std::string(60, 'w')));
    CHECK(has(said.out, "MADE-UP PEOPLE"));
  }
  REQUIRE(query({"--format", "pdf", "--out", "pack.pdf"}).code == 0);
  const tests::Paper paper{drills::content_of(folder.path() / "pack.pdf")};
  CHECK(std::ranges::count(paper.text(), 'w') >= 299);
  const auto words = paper.words();
  CHECK(words.size() > 50);
  for (const auto& word : words) {
    CHECK(word.left >= 0);
    CHECK(word.right <= word.page_width);
  }
  // A file that --out names as it likes says inside what it is.
  REQUIRE(query({"--format", "csv", "--out", "list.csv"}).code == 0);
  const auto file = drills::content_of(folder.path() / "list.csv");
  CHECK(std::ranges::count(file, '\n') == 4);
  CHECK(has(file, ",MADE-UP PEOPLE\r\n"));
}
