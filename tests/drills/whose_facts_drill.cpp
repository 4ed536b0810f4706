// Whose is a fact? Rows of couples, notes about wives and neighbours, a register without needs, two of one name: what an officer reads on
// the list, on paper and in an explanation.
#include <doctest/doctest.h>

#include <regex>

#include "drills/run_hearth.h"
#include "paper.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Town {
  tests::TemporaryFolder folder;

  Town() {
    std::string homes = "UPRN,NO,STREET,TOWN,POSTCODE,X,Y\n";
    for (int n = 1; n <= 20; ++n) homes += "1000" + std::to_string(100 + n) + "," + std::to_string(n) + ",Weir Lane,Millbeck,ZZ1 1AA," + std::to_string(431000 + n * 9) + ",433000\n";
    folder.file("homes.csv", homes);
    folder.file("homes.gazetteer.toml", "[gazetteer]\nname = \"homes\"\nfiles = [\"homes.csv\"]\nformat = \"csv\"\n[columns]\nuprn = \"UPRN\"\nunit = \"NO\"\nstreet = \"STREET\"\ntown = \"TOWN\"\npostcode = \"POSTCODE\"\nx = \"X\"\ny = \"Y\"\n");
    folder.file("tenants.csv",
                "REF,UPRN,MAIN,JOINT,AIDS,NOTE,LEFT\n"
                "1,1000101,Mr Alun Lee,Mrs Beth Lee,,HOIST IS FOR WIFE,\n"
                "2,1000102,Mr Carl Day,Mrs Dora Day,W,,\n"
                "3,1000103,Mr Ewan Fox,Mrs Fay Fox,,mother next door (no 14) is on oxygen,\n"
                "4,1000104,Ms Gail Orr,,,tenant - oxygen,\n"
                "5,1000105,Mr Huw Poe,Mrs Ida Poe,,uses oxygen. note of 3/9: somebody passed away,\n"
                "6,1000106,Mr Jon Ray,,,oxygen,\n"
                "7,1000107,Mr Jon Ray,,,deaf,\n"
                "8,1000108,Ms Kay Sim,,,pregnant EDD 12/2099,\n"
                "9,1000109,Ms Lyn Tow,,,deaf,01/10/2026\n"
                "10,1000111,Mr Neil Voss,Mrs Olga Voss,W,,\n");
    folder.file("tenants.feed.toml",
                "[feed]\nname = \"tenants\"\nfiles = [\"tenants.csv\"]\nformat = \"csv\"\nkey = \"REF\"\nreceived = 2026-11-01\norganisation = \"council\"\nagreement = \"all\"\nknown_as = \"named\"\n"
                "[columns]\nuprn = \"UPRN\"\naddress_to = { column = \"LEFT\", format = \"%d/%m/%Y\" }\n"
                "deceased = { column = \"NOTE\", contains = [\"passed away\"] }\n"
                "[person.main]\nfull_name = \"MAIN\"\n[person.joint]\nfull_name = \"JOINT\"\n[claims]\n"
                "aids = { column = \"AIDS\", values = { \"W\" = \"wheelchair\" } }\n"
                "note = { column = \"NOTE\", contains = { \"hoist\" = \"cannot_walk\", \"oxygen\" = \"needs_power\", \"deaf\" = \"hearing_loss\", \"pregnant\" = \"pregnant\" }, due = \"pregnant\" }\n");
    folder.file("register.csv", "REF,UPRN,NAME,AID\n1,1000109,Lyn Tow,\n2,1000110,Meg Urquhart,\n3,1000111,Neil Voss,W\n");
    folder.file("register.feed.toml",
                "[feed]\nname = \"register\"\nfiles = [\"register.csv\"]\nformat = \"csv\"\nkey = \"REF\"\nreceived = 2026-11-01\norganisation = \"council\"\nagreement = \"all\"\n"
                "[columns]\nuprn = \"UPRN\"\nfull_name = \"NAME\"\n[claims]\non_priority_register = { always = true }\naid = { column = \"AID\", values = { \"W\" = \"wheelchair\" } }\n");
    folder.file("visits.csv", "REF,WHO,WHERE,NEED,NEED_FOR,REMARK\n"
                              "1,Nia Ash,\"12 Weir Lane, Millbeck\",O,,now perm at Ferndale\n2,Owen Bird,\"13 Weir Lane, Millbeck\",O,SELF,in hosp since Monday\n"
                              "3,Pia Cole,\"Weir Ln, Millbeck\",O,Self,\n4,Quin Dale,\"14 Weir Lane, Millbeck\",O,SPOUSE,\n5,Rae Eve,\"15 Weir Lane, Millbeck\",O,XX,\"was in hospital, now home\"\n"
                              "6,Hugh D,\"Weir Lane (number kept by Moira)\",O,SELF,DONT pass his address on to anyone\n7,Hugh Dorn,\"16 Weir Lane, Millbeck\",O,SELF,\n8,Ivy Dorn,\"17 Weir Lane, Millbeck\",O,SELF,\n");
    folder.file("visits.feed.toml",
                "[feed]\nname = \"visits\"\nfiles = [\"visits.csv\"]\nformat = \"csv\"\nkey = \"REF\"\nreceived = 2026-11-01\norganisation = \"council\"\nagreement = \"all\"\n"
                "[columns]\naddress = \"WHERE\"\nfull_name = \"WHO\"\n[claims]\nneed = { column = \"NEED\", values = { \"O\" = \"needs_power\" }, whose = \"NEED_FOR\" }\n");
    folder.file("PLACE.toml",
                "[place]\nname = \"Millbeck\"\ngazetteer = \"homes.gazetteer.toml\"\nfeeds = [\"tenants.feed.toml\", \"register.feed.toml\", \"visits.feed.toml\"]\nprotected_contact = \"Desk, 01632 960001\"\nprogrammes = [\"flood-welfare\"]\n"
                "[[organisation]]\nid = \"council\"\nname = \"Millbeck Council\"\ncontact = \"Desk, 01632 960000\"\n"
                "[[agreement]]\nid = \"all\"\nparties = [\"council\"]\npurposes = [\"flood-welfare\"]\nfactors = [\"wheelchair\", \"cannot_walk\", \"needs_power\", \"hearing_loss\", \"pregnant\", \"on_priority_register\"]\n"
                "may = [\"match\", \"query\"]\nfrom = 2026-01-01\nuntil = 2099-12-31\n");
    folder.file("dora.txt", "a long pass phrase of Dora\n");
    run({"setup", "--yes", "--organisation", "council"}, 0);
    run({"run", "PLACE.toml"}, 1);  // a note about a neighbour waits to be read
    run({"staff", "add", "dora", "--role", "duty_officer", "--organisation", "council", "--new-password-file", "dora.txt"}, 0);
  }
  drills::Said run(const std::vector<std::string>& arguments, int code) const {
    auto said = run_hearth(arguments, folder.path());
    std::string command;
    for (const auto& argument : arguments) command += " " + argument;
    INFO("hearth" << command << "\n" << said.out << said.talk);
    CHECK(said.code == code);
    return said;
  }
  [[nodiscard]] drills::Said ask(std::vector<std::string> arguments, int code = 0) const {
    arguments.insert(arguments.end(), {"--purpose", "flood-welfare", "--as", "dora", "--password-file", "dora.txt"});
    return run(arguments, code);
  }
};

const Town& town() {
  static const Town made;
  return made;
}

/// What the list says of one person.
std::string told_of(const std::string& csv, const std::string& name) {
  const auto at = csv.find("," + name + ",");
  return at == std::string::npos ? std::string{} : csv.substr(at, csv.find('\n', at) - at);
}

}  // namespace

TEST_CASE("Each fact stands on the list at the person whom the file means, and a doubt is told as one") {
  const auto csv = town().ask({"query", "--postcode", "ZZ1 1AA", "--format", "csv"}).out;
  INFO(csv);
  CHECK(told_of(csv, "Mr Alun Lee").empty());
  CHECK(has(told_of(csv, "Mrs Beth Lee"), "cannot walk without help"));
  for (const char* name : {"Mr Carl Day", "Mrs Dora Day"}) CHECK(has(told_of(csv, name), "uses a wheelchair (this person or another here: not known which)"));
  CHECK_FALSE(has(csv, "Fox"));
  // The register says it of him alone.
  CHECK(has(told_of(csv, "Mr Neil Voss"), "uses a wheelchair;"));
  CHECK_FALSE(has(csv, "Olga Voss"));
  CHECK(has(town().ask({"explain", "--person", "Olga Voss, ZZ1 1AA"}).out, "uses a wheelchair, told of several people of a row together"));
  CHECK_FALSE(has(told_of(csv, "Ms Gail Orr"), "not known which"));
  CHECK(has(told_of(csv, "Ms Kay Sim"), "phone,is pregnant"));
  CHECK(has(told_of(csv, "Meg Urquhart"), "phone,is on the utility's priority services register; it does not say why"));
  const auto refused = town().ask({"refused", "--rows"});
  CHECK(has(refused.out, "a relative who lives elsewhere"));
}

TEST_CASE("The pack tells the same doubts and asks the same questions as the list") {
  const auto csv = town().ask({"query", "--postcode", "ZZ1 1AA", "--format", "csv"}).out;
  std::filesystem::remove(town().folder.path() / "pack.pdf");
  static_cast<void>(town().ask({"query", "--postcode", "ZZ1 1AA", "--format", "pdf", "--out", "pack.pdf"}));
  const auto paper = tests::Paper{drills::content_of(town().folder.path() / "pack.pdf")}.text();
  INFO(paper);
  CHECK(has(paper, "(one of them, not known which: Mr Carl Day, Mrs Dora Day)"));
  CHECK(has(told_of(csv, "Ms Lyn Tow"), "still lives here") == has(paper, "ask whether they still live here"));
  CHECK(has(told_of(csv, "Mr Huw Poe"), "a note says that somebody has"));
  CHECK(has(paper, "A note says that somebody of this home has died, and not who: ask with care"));
  CHECK_FALSE(has(paper, "this person has died"));
}

TEST_CASE("A person is explained by name and postcode in any order; of two of one name the homes are listed to choose from") {
  for (const char* name : {"Mrs Beth Lee, ZZ1 1AA", "LEE BETH (MRS), zz11aa", "Lee, ZZ1 1AA"}) {
    CAPTURE(name);
    CHECK(has(town().ask({"explain", "--person", name}).out, "Beth Lee"));
  }
  const auto two = town().ask({"explain", "--person", "Jon Ray, ZZ1 1AA"}, 2);
  CHECK(has(two.out, "6 Weir Lane"));
  CHECK(has(two.out, "7 Weir Lane"));
  CHECK_FALSE(has(two.out, "oxygen"));
  CHECK_FALSE(has(two.out, "power"));
  // Nobody of these is on a list: nothing of them is told.
  const auto none = town().ask({"explain", "--person", "Fox, ZZ1 1AA"}, 2);
  CHECK(none.out.empty());
  CHECK_FALSE(has(none.talk, "3 Weir Lane"));
}

TEST_CASE("Of whom a note says that they have gone the list asks first, and keeps them; whose need is a spouse's is somebody of the home") {
  const auto csv = town().ask({"query", "--postcode", "ZZ1 1AA", "--format", "csv"}).out;
  INFO(csv);
  CHECK(has(told_of(csv, "Nia Ash"), "whether this person still lives here (a note says that they may have moved)"));
  CHECK(has(told_of(csv, "Owen Bird"), "whether this person is at home now (a note says that they may be away)"));
  CHECK_FALSE(has(csv, "hosp"));
  CHECK_FALSE(has(csv, "Ferndale"));
  CHECK_FALSE(has(csv, "Quin Dale"));
  CHECK(has(csv, "14 Weir Lane"));
  // An unknown word is taken for somebody of the home, and told.
  CHECK_FALSE(has(csv, "Rae Eve"));
  CHECK(has(csv, "15 Weir Lane"));
  CHECK(has(town().ask({"refused", "--rows"}).out, "a word that does not say whose the fact is"));
  std::filesystem::remove(town().folder.path() / "away.pdf");
  static_cast<void>(town().ask({"query", "--postcode", "ZZ1 1AA", "--format", "pdf", "--out", "away.pdf"}));
  const auto paper = tests::Paper{drills::content_of(town().folder.path() / "away.pdf")}.text();
  CHECK(has(paper, "A note says that this person may have moved: ask whether they still live here"));
  CHECK(has(paper, "A note says that this person may be away: ask whether they are at home now"));
}

TEST_CASE("Who is not placed and has no postcode stands on the list of the street that the file names") {
  const auto street = town().ask({"query", "--street", "Weir Lane", "--format", "csv"}).out;
  INFO(street);
  CHECK(has(street, "Pia Cole"));
  CHECK(has(town().ask({"query", "--street", "Weir Lane"}).out, "IN THESE POSTCODES OR STREETS, NOT PLACED"));
}

TEST_CASE("The head of the list counts who is likely to have to be fetched, by what may be told of them") {
  const auto said = town().ask({"query", "--postcode", "ZZ1 1AA"}).out;
  INFO(said);
  std::smatch found;
  REQUIRE(std::regex_search(said, found, std::regex{"Likely transport: ([0-9]+) seats and, besides those, ([0-9]+) places for a wheelchair"}));
  const auto csv = town().ask({"query", "--postcode", "ZZ1 1AA", "--format", "csv"}).out;
  const auto times = [&csv](const char* words) {
    int count = 0;
    for (auto at = csv.find(words); at != std::string::npos; at = csv.find(words, at + 1)) ++count;
    return count;
  };
  CHECK(std::stoi(found[2]) == times("uses a wheelchair: vehicle"));
  CHECK(std::stoi(found[1]) == times("needs power for equipment: take it along") + times("cannot walk without help: two people"));
}

TEST_CASE("Who may be the one whose address a charity keeps secret, by half a name and the street, is on no list") {
  const auto csv = town().ask({"query", "--street", "Weir Lane", "--format", "csv"}).out;
  INFO(csv);
  CHECK_FALSE(has(csv, "Hugh"));
  CHECK(has(csv, "Ivy Dorn"));
}
