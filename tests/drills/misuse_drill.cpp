// What goes wrong on the day: lost output, mistyped folders, damaged files, a second server, words that nobody knows.
#include <doctest/doctest.h>

#include <algorithm>

#include "drills/run_hearth.h"
#include "formats/json.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;
using drills::Said;

namespace {

namespace fs = std::filesystem;

/// A shell script with the program as "$H"; for redirections and signals.
Said shell(const std::string& script, const fs::path& folder) {
  const auto file = folder / ".script";
  const char* binary = std::getenv("HEARTH_BINARY");
  std::ofstream{file} << "H=" << drills::quoted(binary == nullptr ? "hearth" : binary) << "\ncd " << drills::quoted(folder.string()) << "\n" << script << "\n";
  const auto talk = folder / ".talk";
  Said said;
  FILE* pipe = ::popen(("timeout 300 sh " + drills::quoted(file.string()) + " 2>" + drills::quoted(talk.string()) + " </dev/null").c_str(), "r");
  if (pipe == nullptr) return said;
  char block[65536];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) said.out.append(block, got);
  const int status = ::pclose(pipe);
  said.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  said.talk = drills::content_of(talk);
  fs::remove(talk);
  fs::remove(file);
  return said;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void replace(const fs::path& file, const std::string& from, const std::string& to) {
  auto text = drills::content_of(file);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  std::ofstream{file, std::ios::binary} << text.replace(at, from.size(), to);
}

/// A small demo, made once, and copies of it to be misused.
struct Made {
  tests::TemporaryFolder folder;
  Said demo;
  Made() { demo = run_hearth({"demo", "--people", "300", "--out", "demo"}, folder.path()); }
};
const Made& made() {
  static const Made one;
  return one;
}

struct Copy {
  tests::TemporaryFolder folder;
  Copy() {
    REQUIRE(made().demo.code <= 1);
    fs::copy(made().folder.path() / "demo", folder.path() / "demo", fs::copy_options::recursive);
    // The copy's own PLACE.toml is the one in force.
    const auto run = ask({"run", "demo/district/PLACE.toml"});
    INFO(run.talk);
    REQUIRE(run.code <= 1);
  }
  [[nodiscard]] Said ask(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--data", "demo/data"});
    return run_hearth(arguments, folder.path());
  }
  [[nodiscard]] Said sh(const std::string& script) const { return shell(script, folder.path()); }
  [[nodiscard]] fs::path data() const { return folder.path() / "demo/data"; }
  [[nodiscard]] fs::path place() const { return folder.path() / "demo/district/PLACE.toml"; }
};

constexpr const char* query = "\"$H\" query --data demo/data --within demo/district/flood.geojson --purpose flood-welfare";

/// Waits until the server that was just started answers.
const std::string ready = "until [ -e demo/data/pages.url ]; do sleep 0.1; done;";

}  // namespace

TEST_CASE("The demo deletes nothing that a demo did not make") {
  tests::TemporaryFolder folder;
  for (const char* file : {"own/data/list.csv", "own/district/map.csv"}) static_cast<void>(folder.file(file, "mine"));
  const auto said = run_hearth({"demo", "--people", "300", "--out", "own"}, folder.path());
  CHECK(said.code == 2);
  CHECK(has(said.talk, "not empty"));
  CHECK(drills::content_of(folder.path() / "own/data/list.csv") == "mine");
  CHECK(drills::content_of(folder.path() / "own/district/map.csv") == "mine");
  static_cast<void>(folder.file("own/district.made", "a file of mine\n"));  // the name alone proves nothing
  CHECK(run_hearth({"demo", "--people", "300", "--out", "own"}, folder.path()).code == 2);
  CHECK(drills::content_of(folder.path() / "own/data/list.csv") == "mine");
}

TEST_CASE("What the demo prints under Try it can be typed, and is answered") {
  const auto at = made().demo.out.find("Try it:  ");
  REQUIRE(at != std::string::npos);
  auto line = made().demo.out.substr(at + 9);
  line.resize(line.find('\n'));
  const auto said = shell(line, made().folder.path());
  INFO(line << said.talk);
  CHECK(said.code == 0);
  CHECK(has(said.out, "in this area; we hold nothing on"));
}

TEST_CASE("Another demo in the same folder replaces the first, but not from under a process that uses it") {
  const Copy copy;
  const auto used = copy.sh("\"$H\" serve --data demo/data 2>/dev/null & P=$!; " + ready + " \"$H\" demo --people 200 --out demo; echo \"code $?\"; kill $P; wait $P");
  INFO(used.talk);
  CHECK(has(used.out, "code 3"));
  const auto said = run_hearth({"demo", "--people", "200", "--out", "demo"}, copy.folder.path());
  CHECK(said.code <= 1);
}

TEST_CASE("The same demo, while it is served, says where its pages are and ends well") {
  const Copy copy;
  const auto said = copy.sh("\"$H\" serve --data demo/data --listen 127.0.0.1:0 >/dev/null 2>&1 & P=$!; " + ready + " \"$H\" demo --people 300 --out demo; echo \"code $?\"; kill $P; wait $P; ls demo/data/pages.url");
  INFO(said.out << said.talk);
  CHECK(has(said.out, "served already: http://127.0.0.1:"));
  CHECK(has(said.out, "code 0"));
  CHECK(has(said.talk, "pages.url"));  // gone with the server
}

TEST_CASE("Lost output ends 3 with a message, asked directly and over the socket") {
  const Copy copy;
  for (const bool served : {false, true}) {
    CAPTURE(served);
    const std::string before = served ? "\"$H\" serve --data demo/data 2>/dev/null & P=$!; " + ready : "P=0;";
    for (const char* redirection : {">/dev/full", ">&-"}) {
      CAPTURE(redirection);
      const auto said = copy.sh(before + query + redirection + "; code=$?; [ $P = 0 ] || { kill $P; wait $P; }; exit $code");
      CHECK(said.code == 3);
      CHECK(has(said.talk, "could not be written whole"));
    }
  }
  CHECK(copy.ask({"audit", "verify"}).code == 0);  // what was lost went nowhere else
}

TEST_CASE("A second server is told who owns the folder and ends at once; one signal stops the first") {
  const Copy copy;
  for (const char* signal : {"TERM", "INT"}) {
    CAPTURE(signal);
    const auto said = copy.sh("\"$H\" serve --data demo/data 2>first.txt & P=$!; " + ready + " \"$H\" serve --data demo/data; echo \"second $?\"; kill -" +
                              std::string{signal} + " $P; wait $P; echo \"first $?\"");
    INFO(said.out << said.talk);
    CHECK(has(said.out, "second 3"));
    CHECK(has(said.out, "first 0"));
    CHECK(has(said.talk, "owns this folder"));
  }
}

TEST_CASE("The log is not called whole when its keys or its checkpoint are gone, and the doctor says the same") {
  const Copy whole;
  CHECK(whole.ask({"audit", "verify"}).code == 0);
  const std::vector<std::pair<const char*, const char*>> misuses{{"rm -r demo/data/keys", "keys"},
                                                                 {"rm demo/data/keys/audit.pub", "keys"},
                                                                 {"rm demo/data/keys/subject.key", "keys"},
                                                                 {"rm demo/data/audit.checkpoint", "audit.checkpoint is gone"},
                                                                 {": >demo/data/audit.checkpoint", "audit.checkpoint is empty"},
                                                                 {"head -c 100000 /dev/zero | tr '\\0' x >demo/data/audit.checkpoint", "checkpoint"}};
  for (const auto& [misuse, word] : misuses) {
    CAPTURE(misuse);
    const Copy copy;
    static_cast<void>(copy.sh(misuse));
    const auto verify = copy.ask({"audit", "verify"});
    CHECK(verify.code == 5);
    CHECK(has(verify.out, word));
    const auto doctor = copy.ask({"doctor"});
    CHECK(doctor.code == 5);
    CHECK(has(doctor.out, word));
  }
}

TEST_CASE("A checkpoint that was kept elsewhere must be one") {
  const Copy copy;
  for (const char* content : {"", "junk", "a\n\nb\n"}) {
    static_cast<void>(copy.folder.file("kept.txt", content));
    CHECK(copy.ask({"audit", "verify", "--checkpoint", "kept.txt"}).code == 5);
  }
  CHECK(copy.ask({"audit", "verify", "--checkpoint", "none.txt"}).code == 3);
}

TEST_CASE("Without all of its keys nothing is asked, and set-up makes no new ones") {
  for (const char* lost : {"keys", "keys/audit.key", "keys/subject.key", "keys/audit.pub"}) {
    CAPTURE(lost);
    const Copy copy;
    fs::remove_all(copy.data() / lost);
    const auto said = copy.ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfare"});
    CHECK(said.code == 3);
    CHECK(has(said.talk, "from a backup"));
    CHECK(copy.ask({"setup", "--yes"}).code == 3);
    CHECK_FALSE(fs::exists(copy.data() / lost));
  }
}

TEST_CASE("Running set-up again does not vouch for a log that was cut") {
  const Copy copy;
  fs::remove(copy.data() / "audit.checkpoint");
  CHECK(copy.ask({"setup", "--yes"}).code == 0);
  CHECK(copy.ask({"audit", "verify"}).code == 5);
}

TEST_CASE("An empty store beside old keys is damage, not a new place") {
  const Copy copy;
  for (const char* file : {"hearth.db-wal", "hearth.db-shm"}) fs::remove(copy.data() / file);
  std::ofstream{copy.data() / "hearth.db", std::ios::trunc}.flush();
  for (const auto& command : std::vector<std::vector<std::string>>{{"status"}, {"run", "demo/district/PLACE.toml"}, {"setup", "--yes"}, {"audit", "verify"}}) {
    CAPTURE(command[0]);
    const auto said = copy.ask(command);
    CHECK(said.code == 3);
    CHECK(has(said.talk, "restore a backup"));
  }
  CHECK(copy.ask({"doctor"}).code == 5);
  CHECK(fs::file_size(copy.data() / "hearth.db") == 0);
}

TEST_CASE("A mistyped data folder is not made by asking") {
  tests::TemporaryFolder folder;
  const std::vector<std::vector<std::string>> reading{{"query", "--street", "x", "--purpose", "flood-welfare"}, {"refused"}, {"status"}, {"doctor"},
                                                      {"audit", "verify"}, {"audit", "proof"}, {"audit", "export"}, {"purge"}, {"backup", "b"},
                                                      {"explain", "--address", "1 Weir Lane"}, {"staff", "list"}, {"serve"},
                                                      {"staff", "add", "a", "--role", "reviewer", "--organisation", "council"}};
  for (auto command : reading) {
    CAPTURE(command[0]);
    command.insert(command.end(), {"--data", "typo"});
    const auto said = run_hearth(command, folder.path());
    CHECK(said.code == 3);
    CHECK(has(said.talk, "hearth setup"));
    CHECK(fs::is_empty(folder.path()));
  }
}

TEST_CASE("A name that nobody knows is refused with its place and the nearest known one") {
  struct Case {
    const char *file, *from, *to, *pointer, *nearest;
  };
  const std::vector<Case> cases{
      {"PLACE.toml", "purposes = [\"flood-welfare\"]", "purposes = [\"flood-welfar\"]", "agreement", "flood-welfare"},
      {"PLACE.toml", "parties = [\"weirside_homes\",", "parties = [\"weirside_home\",", "parties", "weirside_homes"},
      {"PLACE.toml", "parties = [\"council\"]", "parties = []", "agreement", "parties = [\"council\"]"},
      {"feeds/housing.feed.toml", "agreement = \"homes-flood-welfare\"", "agreement = \"home-flood-welfare\"", "feed.agreement", "homes-flood-welfare"},
      {"feeds/housing.feed.toml", "organisation = \"weirside_homes\"", "organisation = \"weirside_hoomes\"", "feed.organisation", "weirside_homes"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.to);
    const Copy copy;
    replace(copy.folder.path() / "demo/district" / one.file, one.from, one.to);
    const auto said = copy.ask({"run", "demo/district/PLACE.toml"});
    INFO(said.talk);
    CHECK(said.code == 2);
    CHECK(has(said.talk, fs::path{one.file}.filename().string()));
    CHECK(has(said.talk, one.pointer));
    CHECK(has(said.talk, one.nearest));
    CHECK(copy.ask({"doctor"}).code == 5);
  }
  const Copy copy;
  for (const auto& command : std::vector<std::vector<std::string>>{{"setup", "--yes", "--organisation", "concil"},
                                                                   {"staff", "add", "a", "--role", "reviewer", "--organisation", "concil", "--as", "demo-administrator",
                                                                    "--password-file", "demo/data/keys/demo.password"}}) {
    const auto said = copy.ask(command);
    INFO(said.talk);
    CHECK(said.code == 2);
    CHECK(has(said.talk, "Did you mean \"council\"?"));
  }
}

TEST_CASE("A programme that is led by nobody of the place is refused") {
  const Copy copy;
  std::vector<fs::path> files{copy.place()};
  for (const auto& entry : fs::directory_iterator{copy.folder.path() / "demo/district/feeds"})
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  for (const auto& file : files) {
    auto text = drills::content_of(file);
    for (std::size_t at = 0; (at = text.find("\"council\"", at)) != std::string::npos;) text.replace(at, 9, "\"weirdale\"");
    std::ofstream{file, std::ios::binary} << text;
  }
  const auto said = copy.ask({"run", "demo/district/PLACE.toml"});
  INFO(said.talk);
  CHECK(said.code == 2);
  CHECK(has(said.talk, "council"));
  CHECK(has(said.talk, "flood-welfare"));
}

TEST_CASE("Run and doctor say what will be missed on the day") {
  const Copy copy;
  auto text = drills::content_of(copy.place());
  for (std::size_t at = 0; (at = text.find("until = 2029", at)) != std::string::npos; ++at) text.replace(at, 12, "until = 2025");
  std::ofstream{copy.place(), std::ios::binary} << text;
  replace(copy.folder.path() / "demo/district/feeds/housing.feed.toml", "agreement = \"homes-flood-welfare\"\n", "");
  const auto run = copy.ask({"run", "demo/district/PLACE.toml"});
  CHECK(run.code <= 1);
  const auto doctor = copy.ask({"doctor"});
  CHECK(doctor.code == 5);
  for (const auto* said : {&run.talk, &doctor.out}) {
    INFO(*said);
    CHECK(has(*said, "no agreement of PLACE.toml is in force today"));
    CHECK(has(*said, "the feed housing names no agreement"));
    CHECK(has(*said, "ended on 2025-12-31"));
  }
}

TEST_CASE("An output is not written over an input, over another output, or into what it copies") {
  const Copy copy;
  const std::string flood = "demo/district/flood.geojson", feed = "demo/district/feeds/housing.feed.toml", rows = "demo/district/feeds/housing.csv";
  const auto before = drills::content_of(copy.folder.path() / flood), rows_before = drills::content_of(copy.folder.path() / rows);
  const std::vector<std::vector<std::string>> misuses{{"query", "--within", flood, "--purpose", "flood-welfare", "--out", flood},
                                                      {"link", feed, "--out", "same.csv", "--pairs", "./same.csv"},
                                                      {"link", feed, "--out", "a.csv", "--report", "a.csv"},
                                                      {"link", feed, "--out", rows},
                                                      {"link", feed, "--out", "a.csv", "--model", feed},
                                                      {"backup", "demo/data"},
                                                      {"backup", "demo/data/backup"}};
  for (const auto& misuse : misuses) {
    const auto said = copy.ask(misuse);
    INFO(misuse[0] << ": " << said.talk);
    CHECK(said.code == 2);
  }
  CHECK(drills::content_of(copy.folder.path() / flood) == before);
  CHECK(drills::content_of(copy.folder.path() / rows) == rows_before);
  CHECK_FALSE(fs::exists(copy.folder.path() / "same.csv"));
  CHECK_FALSE(fs::exists(copy.data() / "backup"));
}

TEST_CASE("Nothing that a file or an argument says reaches the terminal as a command") {
  const Copy copy;
  fs::copy(copy.folder.path() / "demo/district/flood.geojson", copy.folder.path() / "flo\x1b[31mod\xC2\x9B.geojson");
  replace(copy.place(), "name = \"Weirside Council\"", "name = \"Weir\\u001b[2Jside \\u202Eliance\"");
  static_cast<void>(copy.ask({"run", "demo/district/PLACE.toml"}));
  std::vector<Said> all;
  for (const char* format : {"table", "csv", "json", "geojson"})
    all.push_back(copy.ask({"query", "--within", "flo\x1b[31mod\xC2\x9B.geojson", "--purpose", "flood-welfare", "--format", format}));
  for (const auto& said : all) CHECK(said.code == 0);
  all.push_back(copy.ask({"query", "--within", "none\x1b[31m\xC2\x9B", "--purpose", "flood-welfare"}));
  all.push_back(copy.ask({"query", "--street", "Weir Lane", "--purpose", "flo\x1b[31mod\xC2\x9B"}));
  all.push_back(copy.ask({"que\x1b[31mry\xC2\x9B"}));
  all.push_back(copy.ask({"status"}));
  for (const auto& said : all) {
    const auto text = said.out + said.talk;
    INFO(text);
    CHECK_FALSE(has(text, "\x1b"));
    CHECK_FALSE(has(text, "\xC2\x9B"));
    CHECK_FALSE(has(text, "\xE2\x80\xAE"));
  }
}

TEST_CASE("A mistyped question ends 2 with what was expected; it does not pass for an empty answer") {
  const Copy copy;
  struct Case {
    std::vector<std::string> arguments;
    int code;
    const char* words;
  };
  const auto query_near = [](const char* near) { return std::vector<std::string>{"query", "--near", near, "--purpose", "flood-welfare"}; };
  const auto explain = [](std::vector<std::string> what) {
    what.insert(what.begin(), "explain");
    what.insert(what.end(), {"--purpose", "flood-welfare"});
    return what;
  };
  const std::vector<Case> cases{{query_near("nan,1,1"), 2, "--near"},
                                {query_near("431200,433800,0"), 2, "--near"},
                                {query_near("53.8,-1.5,100"), 2, "exchanged"},
                                {query_near("100000,30000,500"), 2, "outside the place"},
                                {explain({"--pair", "a", "b"}), 2, "FEED/KEY"},
                                {explain({"--pair", "housing/", "/x"}), 2, "FEED/KEY"},
                                {explain({"--person", "Smith"}), 2, "postcode"},
                                {explain({"--person", "Smith, ZZ"}), 2, "postcode"},
                                {explain({"--household", "abc"}), 2, "number"},
                                {explain({"--household", "31x"}), 2, "number"},
                                {{"refused", "--run", "99"}, 2, "no load"},
                                {{"refused", "--run", "-1"}, 2, "no load"},
                                {{"qurey"}, 2, "hearth query?"},
                                {{"audit", "verfy"}, 2, "hearth audit verify?"},
                                {{"query", "--street", "Weir Lane", "--purpose", "flood-welfar"}, 4, "Did you mean \"flood-welfare\"?"},
                                {{"refused", "--purpose", "flood-welfar"}, 4, "Did you mean \"flood-welfare\"?"}};
  for (const auto& one : cases) {
    const auto said = copy.ask(one.arguments);
    INFO(one.arguments.back() << ": " << said.talk);
    CHECK(said.code == one.code);
    CHECK(has(said.talk, one.words));
    CHECK_FALSE(has(said.talk, "corner"));
  }
  // Who may not ask at all learns no purpose.
  const auto reviewer = copy.ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfar", "--as", "demo-reviewer", "--password-file", "demo/data/keys/demo.password"});
  CHECK(reviewer.code == 4);
  CHECK_FALSE(has(reviewer.talk, "flood-welfare"));
}

TEST_CASE("Put-aside rows that were loaded and not run are not shown, and it is said what to do") {
  const Copy copy;
  CHECK(run_hearth({"setup", "--demo", "--data", "new"}, copy.folder.path()).code == 0);
  CHECK(run_hearth({"load", "demo/district/feeds/housing.feed.toml", "--data", "new"}, copy.folder.path()).code <= 1);
  const auto said = run_hearth({"refused", "--data", "new"}, copy.folder.path());
  CHECK(said.code == 2);
  CHECK(has(said.talk, "hearth run PLACE.toml"));
  CHECK(has(said.talk, "new/refused"));
}

TEST_CASE("A question during the first run is answered at once: nothing is published yet") {
  const Copy copy;
  // Answered while the run is still going on: one that waits for it would be answered from what it published.
  const auto said = copy.sh("\"$H\" synth --people 20000 --out big >/dev/null 2>&1; \"$H\" setup --demo --data fresh >/dev/null\n"
                            "( \"$H\" run big/PLACE.toml --data fresh >/dev/null 2>run.txt; : >ended ) &\n"
                            "until [ -S fresh/hearth.sock ] || [ -e ended ]; do sleep 0.05; done\n"  // who asks before owns the folder, and the run is told to wait
                            "until [ -e ended ]; do \"$H\" query --street 'Weir Lane' --purpose flood-welfare --data fresh >/dev/null 2>said.txt; c=$?; cat said.txt\n"
                            "if grep -q 'published yet' said.txt; then [ -e ended ] && echo waited || echo \"told $c\"; fi; sleep 0.3; done; wait; exit 0");
  INFO(said.out << said.talk);
  CHECK(has(said.out, "told 3"));
  CHECK_FALSE(has(said.out, "waited"));
}

TEST_CASE("Linking says what it put aside: kind, file, row and column, also as JSON") {
  tests::TemporaryFolder folder;
  static_cast<void>(folder.file("people.csv", "id,name,born\n1,Ann Lee,1948-02-30\n2,Bob Moss,1950-01-02\n,Cy Peel,1951-01-02\n"));
  static_cast<void>(folder.file("people.feed.toml",
                                "[feed]\nname = \"people\"\nfiles = [\"people.csv\"]\nformat = \"csv\"\nkey = \"id\"\norganisation = \"council\"\n"
                                "[columns]\nfull_name = \"name\"\nbirth_date = { column = \"born\", format = \"%Y-%m-%d\" }\n"));
  const auto said = run_hearth({"link", "people.feed.toml", "--out", "links.csv"}, folder.path());
  INFO(said.out << said.talk);
  CHECK(said.code == 1);
  CHECK(has(said.out, "1 field, column born"));
  CHECK(has(said.out, "people.csv, row 2"));
  CHECK(has(said.out, "1 row, column id"));
  const auto report = formats::parse_json(run_hearth({"link", "people.feed.toml", "--out", "links.csv", "--json"}, folder.path()).out, "link");
  REQUIRE(report);
  CHECK(report->as_object().at("feeds").as_array()[0].as_object().at("refused_groups").as_array().size() == 2);
}

TEST_CASE("A pipe is refused as a file, at once, and so is a device") {
  const Copy copy;
  for (const char* what : {"mkfifo demo/district/p.csv; F=demo/district/p.csv", "F=/dev/zero"}) {
    CAPTURE(what);
    const auto said = copy.sh(std::string{what} + "; timeout 20 \"$H\" feed propose $F --out demo/p.toml --data demo/data");
    INFO(said.talk);
    CHECK(said.code == 3);
    CHECK(has(said.talk, "plain file"));
  }
}

TEST_CASE("hearth without a command says what it can do") {
  const tests::TemporaryFolder folder;
  const auto said = run_hearth({}, folder.path());
  CHECK(said.code == 2);
  CHECK(has(said.talk, "hearth place new"));
  CHECK(has(said.talk, "hearth --help"));
}

TEST_CASE("A dry run foretells that the load would stop, and what it would change") {
  const Copy copy;
  const auto declared = (copy.folder.path() / "demo/district/feeds/council_tax.feed.toml").string();
  const auto same = copy.ask({"load", declared, "--check"});
  INFO(same.out << same.talk);
  CHECK(same.code <= 1);
  CHECK(has(same.out, "(0 new, 0 changed, 0 gone)"));
  const auto said = copy.sh("head -20 demo/district/feeds/council_tax.csv > short.csv; \"$H\" load '" + declared + "' short.csv --check --data demo/data");
  INFO(said.out << said.talk);
  CHECK(said.code == 3);
  CHECK(has(said.talk, "would stop"));
  CHECK(copy.sh("\"$H\" load '" + declared + "' short.csv --check --accept-shrink --data demo/data").code <= 1);
}

TEST_CASE("hearth match writes over none of its inputs") {
  const Copy copy;
  for (const char* out : {"demo/district/gazetteer.csv", "demo/district/district.gazetteer.toml", "list.csv"}) {
    CAPTURE(out);
    const auto said = copy.sh(std::string{"printf 'address,postcode\\n1 Weir Lane,ZZ1 1AA\\n' > list.csv; "
                                          "\"$H\" match list.csv --gazetteer demo/district/district.gazetteer.toml --out "} + out);
    INFO(said.talk);
    CHECK(said.code == 2);
    CHECK(has(said.talk, "one file"));
  }
}

TEST_CASE("A UPRN that the address list has not is counted, and its record is placed by the address") {
  const Copy copy;
  const auto csv = copy.folder.path() / "demo/district/gazetteer.csv";
  auto text = drills::content_of(csv);
  const auto line = text.find('\n', text.find('\n') + 1) + 1;  // the second property goes
  std::ofstream{csv, std::ios::binary} << text.erase(line, text.find('\n', line) + 1 - line);
  const auto said = copy.ask({"run", "demo/district/PLACE.toml"});
  INFO(said.out << said.talk);
  CHECK(said.code <= 1);
  CHECK(has(said.out, "UPRN that the gazetteer has not"));
}

TEST_CASE("Without the facts that come with the program no feed is drafted") {
  const Copy copy;
  const auto said = copy.sh("mkdir -p far/away; cp \"$H\" far/away/hearth; cp demo/district/feeds/council_tax.csv far/; cd far; away/hearth feed propose council_tax.csv; echo \"code $?\"; ls");
  INFO(said.out << said.talk);
  CHECK(has(said.out, "code 2"));
  CHECK(has(said.talk, "programmes"));
  CHECK_FALSE(has(said.out, "feed.toml"));
}

TEST_CASE("An output never takes the place of what Hearth keeps, or of what a place is made of") {
  const Copy copy;
  const auto before = drills::content_of(copy.folder.path() / "demo/data/hearth.db");
  const std::vector<std::string> list{"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--format", "csv", "--out"};
  struct Case {
    const char *out, *words;
  };
  for (const auto& one : std::vector<Case>{{"demo/data/hearth.db", "data folder"}, {"demo/data/keys/audit.key", "data folder"}, {"demo/data/new/list.csv", "data folder"},
                                           {"demo/district/PLACE.toml", "declaration"}, {"demo/district/feeds/housing.feed.toml", "declaration"},
                                           {"demo/district/gazetteer.csv", "one file"}, {"demo/district/feeds/council_tax.csv", "one file"}}) {
    auto arguments = list;
    arguments.emplace_back(one.out);
    const bool was_there = fs::exists(copy.folder.path() / one.out);
    const auto was = was_there ? drills::content_of(copy.folder.path() / one.out) : std::string{};
    const auto said = copy.ask(arguments);
    INFO(one.out << ": " << said.talk);
    CHECK(said.code == 2);
    CHECK(has(said.talk, one.words));
    if (was_there && !has(one.out, "hearth.db")) CHECK(drills::content_of(copy.folder.path() / one.out) == was);
  }
  std::ofstream{copy.folder.path() / "names.toml"} << "[kept]\n";
  const auto declaration = copy.sh("printf 'address\\n1 Weir Lane\\n' > list.csv; \"$H\" match list.csv --gazetteer demo/district/district.gazetteer.toml --out names.toml");
  CHECK(declaration.code == 2);
  CHECK(drills::content_of(copy.folder.path() / "names.toml") == "[kept]\n");
  const auto pipe = copy.sh("mkfifo ff; timeout 20 \"$H\" query --data demo/data --street 'Weir Lane' --purpose flood-welfare --format csv --out ff");
  CHECK(pipe.code == 3);
  CHECK(has(pipe.talk, "nobody reads"));
}

TEST_CASE("Neither an unset name, a path of any length nor a key of a hundred thousand parts gets past the door") {
  const Copy copy;
  struct Case {
    const char* script;
    int code;
    const char* words;
  };
  for (const auto& one : std::vector<Case>{
           {"\"$H\" --as '' query --street 'Weir Lane' --purpose flood-welfare --data demo/data", 2, "--as"},
           {"echo x > pw; \"$H\" --password-file pw query --street 'Weir Lane' --purpose flood-welfare --data demo/data", 2, "--as"},
           {"\"$H\" load demo/district/feeds/housing.feed.toml --data $(printf 'n%.0s' $(seq 300))", 2, "--data"},
           {"{ echo '[feed]'; printf 'a.%.0s' $(seq 100000); echo 'b=1'; } > deep.toml; \"$H\" load deep.toml --data demo/data", 2, "deep.toml, row 2"},
           {"{ printf '['; printf 'a.%.0s' $(seq 100000); echo 'b]'; } > deep.toml; \"$H\" run deep.toml --data demo/data", 2, "deep.toml, row 1"}}) {
    const auto said = copy.sh(one.script);
    INFO(one.script << "\n" << said.talk << said.out.substr(0, 300));
    CHECK(said.code == one.code);
    CHECK(has(said.talk, one.words));
    CHECK(said.out.empty());
  }
}

TEST_CASE("A store that was cut short is noticed, by a byte or by nearly all of it") {
  for (const char* cut : {"truncate -s 1", "truncate -s -100"}) {
    const Copy copy;
    const auto said = copy.sh(std::string{cut} + " demo/data/hearth.db; rm -f demo/data/hearth.db-wal; \"$H\" status --data demo/data; echo $?; \"$H\" run demo/district/PLACE.toml --data demo/data; echo $?; "
                                                 "\"$H\" doctor --data demo/data; echo $?");
    INFO(cut << "\n" << said.out << said.talk);
    CHECK(has(said.talk, "cut short"));
    CHECK(has(said.out, "3\n3\n"));
    CHECK(said.out.ends_with("5\n"));
  }
}

TEST_CASE("What was put aside of the gazetteer stays to be found, and a place without positions gives no empty list") {
  const Copy copy;
  const auto gazetteer = copy.folder.path() / "demo/district/gazetteer.csv";
  std::ofstream{gazetteer, std::ios::binary | std::ios::app} << "no number at all,,,,,,,,,,,\n";
  const auto first = copy.sh("\"$H\" run demo/district/PLACE.toml --data demo/data");
  CHECK(first.code == 1);
  CHECK(has(first.talk, "gazetteer.csv"));
  CHECK(copy.sh("\"$H\" run demo/district/PLACE.toml --data demo/data").code == 0);
  CHECK(has(drills::content_of(copy.folder.path() / "demo/data/refused/gazetteer.csv"), "gazetteer.csv"));
  const auto doctor = copy.sh("\"$H\" doctor --data demo/data");
  CHECK(doctor.code == 5);
  CHECK(has(doctor.out, "of the gazetteer were put aside"));

  // Every position is lost: a column that is blank is mapped.
  const auto lost = copy.sh("sed -i 's/^x = \"x\".*/x = \"organisation\"/; s/^y = \"y\".*/y = \"organisation\"/' demo/district/district.gazetteer.toml; \"$H\" run demo/district/PLACE.toml --data demo/data >/dev/null 2>&1; "
                            "\"$H\" query --within demo/district/flood.geojson --purpose flood-welfare --data demo/data");
  CHECK(lost.code == 3);
  CHECK(has(lost.talk, "no home of this place has a position"));
}

TEST_CASE("A demonstration's folder takes no real people: neither a file that is not of it, nor another place") {
  const Copy copy;
  const auto other = copy.sh("cd demo/district/feeds && sed 's/^name = .*/name = \"real_people\"/' assisted_bins.feed.toml > real.feed.toml && cd ../../.. && "
                             "\"$H\" load demo/district/feeds/real.feed.toml --data demo/data 2>&1");
  INFO(other.out);
  CHECK(other.code == 2);
  CHECK(has(other.out, "holds a demonstration's made-up people"));
  const auto again = copy.sh("\"$H\" load demo/district/feeds/assisted_bins.feed.toml --data demo/data 2>&1");
  CHECK_MESSAGE(again.code <= 1, again.out);
  const auto place = copy.sh("sed '/^made_up/d' demo/district/PLACE.toml > demo/district/REAL.toml; \"$H\" run demo/district/REAL.toml --data demo/data 2>&1");
  CHECK(place.code == 2);
  CHECK(has(place.out, "made_up = true"));
}

TEST_CASE("A feed that names no agreement is named on the list that lacks it") {
  const Copy copy;
  const auto said = copy.sh("sed -i '/^agreement/d' demo/district/feeds/assisted_bins.feed.toml; \"$H\" run demo/district/PLACE.toml --data demo/data >/dev/null 2>&1; "
                            "\"$H\" query --street 'Weir Lane' --purpose flood-welfare --data demo/data");
  INFO(said.out.substr(0, 800));
  CHECK(has(said.out, "NOT IN THIS LIST"));
  CHECK(has(said.out, "assisted_bins: it names no agreement"));
}

TEST_CASE("A file without a heading, of another encoding or of another kind tells nobody's name") {
  const Copy copy;
  const auto feed = copy.folder.path() / "demo/district/feeds/assisted_bins.csv";
  struct Case {
    const char *content, *words;
  };
  for (const auto& one : std::vector<Case>{{"alpha,Canary Person,Rose Cottage\n", "heading"},
                                           {"Canary Person,Canary Person,Rose\n", "columns 1 and 2"},
                                           {"PK\x03\x04 Canary", "Excel"},
                                           {"<!DOCTYPE html><html>Canary", "web page"},
                                           {"\x1F\x8B", "packed"}}) {
    std::ofstream{feed, std::ios::binary} << one.content;
    for (const char* command : {"load --check", "load"}) {
      const auto said = copy.sh(std::string{"\"$H\" "} + command + " demo/district/feeds/assisted_bins.feed.toml --data demo/data");
      INFO(command << " " << one.content << "\n" << said.talk);
      CHECK(said.code == 3);
      CHECK(has(said.talk, one.words));
      CHECK_FALSE(has(said.talk + said.out, "Canary"));
    }
  }
  std::ofstream{feed, std::ios::binary} << "17,Canary Person,ZZ1 1AA,01/02/1950\n18,Canary Other,ZZ1 1AB,01/02/1951\n";
  const auto draft = copy.sh("\"$H\" feed propose demo/district/feeds/assisted_bins.csv --out draft.toml");
  CHECK(draft.code == 3);
  CHECK_FALSE(has(draft.talk + draft.out, "Canary"));
}

TEST_CASE("All that a declaration can say is printed on one page, and every word of it is known to the reader") {
  const Copy copy;
  const auto page = copy.sh("\"$H\" feed keys");
  CHECK(page.code == 0);
  for (const char* key : {"heading_row", "leave_out", "deceased", "protected", "split", "width", "until", "always", "contains", "received", "retention", "known_as"})
    CHECK_MESSAGE(has(page.out, key), key);
  // The reader's own list of keys, told when one is mistyped, holds nothing that the page keeps to itself.
  const auto told = copy.sh("printf '[feed]\\nname=\"x\"\\nfiles=[\"x.csv\"]\\nkey=\"k\"\\nzzz=1\\n' > x.feed.toml; \"$H\" load x.feed.toml --data demo/data");
  CHECK(told.code == 2);
  const auto known = told.talk.substr(told.talk.find("Known here"));
  std::string word;
  for (const char c : known.substr(known.find(':') + 1) + " ") {
    if ((c >= 'a' && c <= 'z') || c == '_') {
      word.push_back(c);
      continue;
    }
    CHECK_MESSAGE(has(page.out, word), word);
    word.clear();
  }
}
