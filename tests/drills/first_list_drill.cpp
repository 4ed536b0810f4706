// From files that nobody has seen before to a first list, as an officer walks it with the program alone: headings of their own, joint
// names, title rows, claimant and partner, codes in UTF-16. The right people must stand at the right doors, and nobody else.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "base/clock.h"
#include "base/date.h"
#include "drills/run_hearth.h"
#include "formats/json.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) FAIL("the draft has no \"" << from << "\":\n" << text);
  return text.replace(at, from.size(), to);
}

std::string utf16(const std::string& text) {
  std::string out = "\xFF\xFE";
  for (const char c : text) out.push_back(c), out.push_back('\0');
  return out;
}

const std::vector<std::string> streets{"Mill Lane", "Weir Row", "Tanner Street"};
const std::vector<std::string> postcodes{"ZZ1 1AA", "ZZ1 1AB", "ZZ1 1AD"};

// Others of the place: no two alike, so that nobody is taken for somebody else.
const std::vector<std::string> given{"Agnes", "Bilal",  "Clara", "Dylan", "Esther", "Farid", "Greta", "Hugo",  "Imani", "Jonas",  "Katja", "Lionel", "Mabel", "Nadia", "Oscar",
                                     "Piotr", "Quentin", "Rosa",  "Stefan", "Thelma", "Umar",  "Vera",  "Wilf",  "Xenia", "Yusuf", "Zelda", "Arlo",   "Bronwen", "Cyril", "Delia"};
const std::vector<std::string> surnames{"Abbott", "Brigham", "Crowther", "Dunphy", "Eastwood", "Fairfax", "Gledhill", "Hanson",  "Ingham", "Jowett",
                                        "Kershaw", "Lockwood", "Mortimer", "Naylor", "Oldroyd",  "Pickles", "Quarmby",  "Ramsden", "Sykes",  "Thewlis",
                                        "Uttley", "Varley",  "Womersley", "Yeadon", "Zielinski", "Armitage", "Boothroyd", "Clegg",  "Dearden", "Ewbank"};
const std::string& name_of(const std::vector<std::string>& names, int n) { return names[static_cast<std::size_t>(n) % names.size()]; }

struct Walk {
  tests::TemporaryFolder folder;

  Walk() {
    // The program lies alone in a folder with its programmes beside it, as somebody unpacks it.
    static const std::filesystem::path built{std::getenv("HEARTH_BINARY")};
    std::filesystem::create_directories(folder.path() / "bin");
    std::filesystem::copy_file(built, folder.path() / "bin/hearth");
    std::filesystem::copy(std::filesystem::path{HEARTH_SOURCE_DIR} / "programmes", folder.path() / "bin/programmes", std::filesystem::copy_options::recursive);
    ::setenv("HEARTH_BINARY", (folder.path() / "bin/hearth").c_str(), 1);
    write_addresses();
    write_rates();
    write_benefits();
    write_care();
  }
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  drills::Said run(const std::vector<std::string>& arguments, int code = 0) const {
    auto said = run_hearth(arguments, folder.path());
    std::string command;
    for (const auto& argument : arguments) command += " " + argument;
    INFO("hearth" << command << "\n" << said.out << said.talk);
    CHECK(said.code == code);
    return said;
  }
  [[nodiscard]] std::string text(const std::string& file) const { return drills::content_of(folder.path() / file); }

 private:
  static std::string uprn(int street, int number) { return fmt::format("1000{:02}{:04}", street + 1, number); }

  void write_addresses() const {
    std::string csv = "UPRN,FULL_ADDRESS,POST_CODE,X_COORD,Y_COORD\n";
    for (int s = 0; s < 3; ++s)
      for (int n = 1; n <= 31; ++n) csv += fmt::format("{},\"{} {}, Millbeck\",{},{}.50,{}.25\n", uprn(s, n), n, streets[static_cast<std::size_t>(s)], postcodes[static_cast<std::size_t>(s)], 431000 + s * 200 + n * 7, 433000 + s * 50);
    folder.file("sent/llpg.csv", csv);
  }
  void write_rates() const {
    std::string csv = "MILLBECK COUNCIL \xA3;;;;;\nAccounts as at 02.11.2025;;;;;\nAcc No;Payer(s);Addr Line 1;Addr Line 2;Disc;Net \xA3\n";
    for (int n = 1; n <= 30; ++n) {
      std::string who = n % 3 == 0 ? fmt::format("MR A & MRS B {}", name_of(surnames, n)) : fmt::format("MS {} {}", name_of(given, n), name_of(surnames, n));
      std::string disc = n % 4 == 0 ? "SPD25" : n % 7 == 0 ? "X9/SPD25" : "";
      if (n == 5) who = "MR & MRS MICHAEL SUTCLIFFE", disc = "SMI";
      if (n == 6) who = "BECK HOMES LTD", disc = "SMI";
      if (n == 8) who = "THE OWNER", disc = "X9";
      csv += fmt::format("7{:05};{};{} MILL LN;MILLBECK ZZ1 1AA;{};\xA3" "1,0{:02}.16\n", n, who, n, disc, n);
    }
    // Another file knows Edna Holt as living; of Walter Buckle there is nothing but the estate.
    csv += "700031;MS EDNA HOLT (DECD);11 WEIR ROW;MILLBECK ZZ1 1AB;;\xA3" "1,031.16\n";
    csv += "700032;EXORS OF MR WALTER BUCKLE;31 MILL LN;MILLBECK ZZ1 1AA;SMI;\xA3" "1,032.16\n";
    csv += "Total;32;;;;\n";
    folder.file("sent/rates.csv", csv);
  }
  void write_benefits() const {
    std::string csv = "Claim Ref,Clmt Forename,Clmt Surname,Clmt DOB,Clmt NINO,Ptnr Forename,Ptnr Surname,Ptnr DOB,Ptnr NINO,Claim Addr,Claim Pcode,Wkly Income\n";
    for (int n = 10; n <= 29; ++n) {
      const bool pair = n % 2 == 0;
      std::string partner = pair ? fmt::format("{},{},1981-04-{:02},SC2286{:02}B", name_of(given, n + 7), name_of(surnames, n + 3), n, n) : ",,,";
      if (n == 12) partner = "Olga,Petrov,1934-05-06,EZ703163C";
      csv += fmt::format("HB9061{:02},{},{},19{:02}-03-{:02},XY1377{:02}C,{},\"{}, Tanner St\",ZZ1 1AD,1{:02}.50\n", n, name_of(given, n + 11), name_of(surnames, n + 3), 60 + n, n, n, partner, n, n);
    }
    folder.file("sent/benefits.csv", csv);
  }
  void write_care() const {
    std::string text = "Client\tForename\tSurname\tDate of Birth\tAddress\tPost Code\tMoved Out\tAccess\tReasons\tRemarks\r\n";
    const auto moved_out = [](int days_ago) {
      const auto day = Date::from_days(SystemClock{}.now().date().days() - days_ago);
      constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
      return fmt::format("{:02}-{}-{}", day.day(), months[static_cast<std::size_t>(day.month()) - 1], day.year());
    };
    for (int n = 1; n <= 30; ++n) {
      std::string who = name_of(given, n + 17) + "\t" + name_of(surnames, n + 13), access, left, codes = n % 2 == 0 ? "31" : "", remark;
      if (n == 11) who = "Edna\tHolt", codes = "01|31";
      if (n == 15) who = "Canary\tSealed", codes = "01|05", access = "S";
      if (n == 17) who = "Kit\tLarch", codes = "05", remark = "dec'd? post came back";
      if (n == 19) who = "Canary\tHidden", codes = "05", remark = "please do not give out addr";
      if (n == 21) who = "Lately\tGone", codes = "01", left = moved_out(60);
      if (n == 23) who = "Long\tGone", codes = "01", left = moved_out(3'000);
      text += fmt::format("{}\t{}\t{:02}-Feb-1970\t{} Weir Row, Millbeck\tZZ1 1AB\t{}\t{}\t{}\t{}\r\n", 3200 + n, who, n % 28 + 1, n, left, access, codes, remark);
    }
    folder.file("sent/care.txt", utf16(text));
  }
};

/// "part uprn name category" of each row of a list.
std::string rows_of(const drills::Said& list) {
  std::set<std::string> rows;
  const auto parsed = formats::parse_json(list.out, "list");
  REQUIRE(parsed);
  for (const auto& row : parsed->as_object().at("rows").as_array()) {
    const auto& o = row.as_object();
    const auto text = [&](const char* key) {
      const auto& value = o.at(key);
      return value.is_string() ? std::string{value.as_string()} : value.is_null() ? std::string{} : std::to_string(value.to_number<std::uint64_t>());
    };
    rows.insert(text("part") + " " + text("uprn") + " " + text("name") + ": " + text("category"));
  }
  std::string out;
  for (const auto& row : rows) out += row + "\n";
  return out;
}

}  // namespace

TEST_CASE("From unknown files to a first list with the program alone") {
  const Walk walk;
  const auto made = walk.run({"place", "new", "town"});
  CHECK(made.out.find("hearth staff add") != std::string::npos);
  CHECK(made.out.find("--as") != std::string::npos);
  // The sample agreement shares every fact that the sample's programme looks for.
  const auto programme = walk.text("bin/programmes/flood-welfare/programme.toml");
  const auto begin = programme.find("factors = [");
  const auto facts = programme.substr(begin, programme.find(']', begin) - begin);
  std::size_t shared = 0;
  for (std::size_t from = facts.find('"'); from != std::string::npos; from = facts.find('"', from + 1)) {
    const auto to = facts.find('"', from + 1);
    const auto fact = facts.substr(from, to + 1 - from);
    CHECK_MESSAGE(walk.text("town/PLACE.toml").find(fact) != std::string::npos, fact);
    ++shared;
    from = to;
  }
  CHECK(shared > 10);

  // The template of `place new` gives way to a draft, and so does a draft that nobody has changed; anybody's work stays.
  const auto over = walk.run({"feed", "propose", "sent/llpg.csv", "--out", "town/gazetteer.toml"});
  CHECK(over.out.find("it is replaced") != std::string::npos);
  CHECK(over.out.find("PLACE.toml names it already") != std::string::npos);
  walk.run({"feed", "propose", "sent/rates.csv", "--out", "town/feeds/early.feed.toml"});
  walk.folder.file("town/PLACE.toml", walk.text("town/PLACE.toml") + "\n[[organisation]]\nid = \"shire\"\nname = \"Shire\"\ncontact = \"desk\"\n");
  walk.run({"feed", "propose", "sent/rates.csv", "--out", "town/feeds/early.feed.toml"});
  CHECK(walk.text("town/feeds/early.feed.toml").find("one of: council, shire") != std::string::npos);
  walk.folder.file("town/feeds/early.feed.toml", replaced(walk.text("town/feeds/early.feed.toml"), "organisation = \"\"", "organisation = \"shire\""));
  walk.run({"feed", "propose", "sent/rates.csv", "--out", "town/feeds/early.feed.toml"}, 2);
  walk.folder.file("town/PLACE.toml", replaced(walk.text("town/PLACE.toml"), "\n[[organisation]]\nid = \"shire\"\nname = \"Shire\"\ncontact = \"desk\"\n", ""));

  walk.run({"feed", "propose", "sent/llpg.csv", "--out", "town/llpg.gazetteer.toml"});
  for (const char* name : {"rates.csv", "benefits.csv", "care.txt"})
    walk.run({"feed", "propose", std::string{"sent/"} + name, "--out", "town/feeds/" + std::filesystem::path{name}.stem().string() + ".feed.toml"});
  CHECK(walk.text("town/llpg.gazetteer.toml").find("y = \"Y_COORD\"") != std::string::npos);

  // What a person who knows the codes writes: nothing else.
  auto rates = replaced(walk.text("town/feeds/rates.feed.toml"), "# \"SMI\" = \"FACTOR\"", "\"SMI\" = \"mental_health\"");
  CHECK(rates.find("received = 2025-11-02") != std::string::npos);
  walk.folder.file("town/feeds/rates.feed.toml", replaced(rates, "# \"X9\" = \"FACTOR\"", "\"X9\" = \"\""));
  auto care = walk.text("town/feeds/care.feed.toml");
  CHECK(care.starts_with("# MATTERS MOST"));
  care = replaced(care, "# \"01\" = \"FACTOR\"", "\"01\" = \"daily_care\"");
  care = replaced(care, "# \"05\" = \"FACTOR\"", "\"05\" = [\"sight_loss\", \"hearing_loss\"]");
  care = replaced(care, "known_as = \"hidden\"", "known_as = \"named\"");
  walk.folder.file("town/feeds/care.feed.toml", replaced(care, "contact = \"\"", "contact = \"Care desk 01632 960 820\""));
  auto place = replaced(walk.text("town/PLACE.toml"), "gazetteer = \"gazetteer.toml\"", "gazetteer = \"llpg.gazetteer.toml\"");
  place = replaced(place, "feeds = []", "feeds = [\"feeds/rates.feed.toml\", \"feeds/benefits.feed.toml\", \"feeds/care.feed.toml\"]");
  walk.folder.file("town/PLACE.toml", place);

  const auto checked_rates = walk.run({"load", "town/feeds/rates.feed.toml", "--check"});
  CHECK(checked_rates.out.find("2 rows name no person") != std::string::npos);
  walk.run({"load", "town/feeds/benefits.feed.toml", "--check"});
  // Code 31 was not known to the person: it is told once, with its cells.
  const auto checked_care = walk.run({"load", "town/feeds/care.feed.toml", "--check"}, 1);
  CHECK(checked_care.out.find("code 31: 16 cells") != std::string::npos);

  const auto setup = walk.run({"setup", "--yes", "--organisation", "council"});
  CHECK(setup.out.find("hearth staff add NAME --role duty_officer --organisation council") != std::string::npos);
  walk.run({"run", "town/PLACE.toml"}, 1);
  walk.folder.file("dora.txt", "a long pass phrase of Dora\n");
  walk.run({"staff", "add", "dora", "--role", "duty_officer", "--organisation", "council", "--new-password-file", "dora.txt"});
  const auto ask = [&](const std::string& postcode) {
    return walk.run({"query", "--postcode", postcode, "--purpose", "flood-welfare", "--json", "--as", "dora", "--password-file", "dora.txt"});
  };
  CHECK(rows_of(ask("ZZ1 1AA")) == "door 1000010005 Michael Sutcliffe: phone\ndoor 1000010005 Sutcliffe: phone\n");
  CHECK(rows_of(ask("ZZ1 1AD")) == "door 1000030012 Olga Petrov: phone\n");
  const auto weir = ask("ZZ1 1AB");
  CHECK(rows_of(weir) == "door 1000020011 Edna Holt: visit first\ndoor 1000020017 Kit Larch: visit\nmoved 1000020021 Lately Gone: visit first\n");
  CHECK(weir.out.find("whether this person still lives here") != std::string::npos);
  CHECK(weir.out.find("still alive") != std::string::npos);
  // A note asks who has died and takes nobody off; a note protects.
  CHECK(weir.out.find("a note says that somebody has") != std::string::npos);
  CHECK(weir.out.find("Hidden") == std::string::npos);
  CHECK(weir.out.find("1000020019") == std::string::npos);
  CHECK(weir.out.find("Sealed") == std::string::npos);
  CHECK(weir.out.find("1000020015") == std::string::npos);
  CHECK(weir.out.find("01632 960 820") != std::string::npos);
}

TEST_CASE("A fact that Hearth does not know is refused before anything is loaded, and the way to its name is shown") {
  const Walk walk;
  walk.folder.file("f.csv", "id,last\n1,Lee\n");
  const auto declared = [&](const std::string& factor) {
    return walk.folder.file("f.feed.toml", "[feed]\nname=\"f\"\nfiles=[\"f.csv\"]\nkey=\"id\"\n[columns]\nsurname=\"last\"\n[claims]\n" + factor + " = { always = true }\n");
  };
  declared("oxygen");
  for (const auto& arguments : std::vector<std::vector<std::string>>{{"load", "f.feed.toml", "--check"}, {"load", "f.feed.toml"}}) {
    const auto said = walk.run(arguments, 2);
    CHECK(said.talk.find("needs_power (has medical equipment that needs power)") != std::string::npos);
    CHECK(said.talk.find("hearth factors") != std::string::npos);
  }
  const auto list = walk.run({"factors", "--json"});
  CHECK(list.out.find("needs_power") != std::string::npos);
  CHECK(walk.run({"factors", "oxygen"}).out.find("needs_power") != std::string::npos);
  CHECK(walk.run({"factors"}).out.find("flood-welfare") != std::string::npos);

  walk.run({"place", "new", "town"});
  walk.run({"feed", "propose", "sent/llpg.csv", "--out", "town/gazetteer2.toml"});
  auto place = replaced(walk.text("town/PLACE.toml"), "gazetteer = \"gazetteer.toml\"", "gazetteer = \"gazetteer2.toml\"");
  walk.folder.file("town/PLACE.toml", replaced(place, "\"dementia\"", "\"dimentia\""));
  const auto agreement = walk.run({"run", "town/PLACE.toml"}, 2);
  CHECK(agreement.talk.find("dimentia") != std::string::npos);
  CHECK(agreement.talk.find("dementia (lives with dementia)") != std::string::npos);
  walk.folder.file("town/PLACE.toml", replaced(place, "programmes = [\"flood-welfare\"]", "programmes = [\"flood-warning\"]"));
  const auto programme = walk.run({"run", "town/PLACE.toml"}, 2);
  CHECK(programme.talk.find("bin/programmes") != std::string::npos);
  CHECK(programme.talk.find("There are: flood-welfare, pension-credit") != std::string::npos);
}
