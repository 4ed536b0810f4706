// The file of what people have decided about addresses: rows are added, nothing that stands there is touched, and no row is lost.
#include "place/decisions_file.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <thread>

#include "place/match_address.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::place;
using namespace hearth::tests;

namespace {

struct Kept {
  TemporaryFolder folder;
  DiskFiles files;
  Path path = folder.path() / "decided.csv";

  [[nodiscard]] std::string text() { return files.read_all(path, 1U << 20).value_or("not there"); }
  Result<bool> keep(const std::string& address, const std::string& uprn, std::size_t seen = 0, const std::string& why = "asked") {
    DecisionToKeep row{.address = address, .postcode = "ZZ1 1AA", .who = "jo", .when = "2026-11-27T08:00:00.000Z", .why = why};
    if (uprn == undecided_word) row.is_taken_back = true;
    else if (!uprn.empty()) row.uprn = Uprn::parse(uprn).value();
    return keep_decision(files, path, row, seen);
  }
};

std::string code_of(const Result<bool>& result) { return result ? "" : result.error().code; }

/// A street of two houses, and a file of decisions.
LoadedGazetteer with_decisions(const std::string& decisions) {
  TemporaryFolder folder;
  DiskFiles files;
  folder.file("list.csv", "uprn,unit,street,postcode\n1001,1,Weir Lane,ZZ1 1AA\n1002,2,Weir Lane,ZZ1 1AA\n");
  folder.file("decided.csv", decisions);
  folder.file("g.toml", "[gazetteer]\nname = \"Weirdale\"\nfiles = [\"list.csv\"]\ndecisions = \"decided.csv\"\n[columns]\nuprn = \"uprn\"\nunit = \"unit\"\nstreet = \"street\"\npostcode = \"postcode\"\n");
  SilentProgress silent;
  auto loaded = load_gazetteer(files, folder.path() / "g.toml", Threads{1}, silent);
  REQUIRE(loaded);
  return std::move(*loaded);
}

std::string reason_of(const LoadedGazetteer& loaded, const char* address) {
  const auto index = AddressIndex::build(loaded.gazetteer, Threads{1});
  return match_address(index, {}, {.text = address, .postcode = "ZZ1 1AA"}).reason;
}

}  // namespace

TEST_CASE("The first decision makes the file, for its owner alone; the second is added below it") {
  Kept kept;
  CHECK(kept.keep("9 Weir Ln", "1001").value());
  CHECK(kept.keep("Old Barn", "").value());
  CHECK(kept.text() == "address,postcode,uprn,who,when,why\r\n9 Weir Ln,ZZ1 1AA,1001,jo,2026-11-27T08:00:00.000Z,asked\r\nOld Barn,ZZ1 1AA,,jo,2026-11-27T08:00:00.000Z,asked\r\n");
  CHECK((std::filesystem::status(kept.path).permissions() & std::filesystem::perms::all) == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("What stands in the file stays byte for byte: other columns, their order, the separator, a last line without an end, who may read it, a link to it") {
  Kept kept;
  const std::string before = "ticket;uprn;address;postcode\n\"A;1\";1001;9 Weir Lane;ZZ1 1AA\n;;\"Old\nBarn\";";
  const auto real = kept.folder.file("shared/real.csv", before);
  std::filesystem::permissions(real, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write | std::filesystem::perms::group_read);
  std::filesystem::create_symlink(real, kept.path);
  CHECK(kept.keep("10; Weir Lane", "1002").value());
  CHECK(kept.text() == before + "\r\n;1002;\"10; Weir Lane\";ZZ1 1AA\r\n");
  CHECK(std::filesystem::is_symlink(kept.path));
  CHECK((std::filesystem::status(real).permissions() & std::filesystem::perms::group_all) == std::filesystem::perms::group_read);
}

TEST_CASE("Where there is no column for the postcode, it stands in the address and means the same") {
  Kept kept;
  kept.folder.file("decided.csv", "address,uprn\n");
  CHECK(kept.keep("9 Weir Lane", "1001").value());
  CHECK(kept.text() == "address,uprn\n\"9 Weir Lane, ZZ1 1AA\",1001\r\n");
  CHECK(read_decisions_file(kept.files, kept.path)->rows.front().key == address_key("9 WEIR LN", "zz11aa").value());
}

TEST_CASE("A cell that a spreadsheet would run is neutralised, and the decision is about the same address") {
  Kept kept;
  CHECK(kept.keep("=9 Weir Lane", "1001", 0, "=HYPERLINK(\"http://x\")").value());
  CHECK(kept.text().find(",'=HYPERLINK") == std::string::npos);
  CHECK(kept.text().find("'=9 Weir Lane") != std::string::npos);
  CHECK(kept.text().find("\"'=HYPERLINK") != std::string::npos);
  const auto rows = read_decisions_file(kept.files, kept.path)->rows;
  CHECK(rows.front().key == address_key("=9 Weir Lane", "ZZ1 1AA").value());
  CHECK(rows.front().key == address_key("9 Weir Ln", "ZZ1 1AA").value());
}

TEST_CASE("Lines of an address stand in one line of the file, and mean the same") {
  Kept kept;
  CHECK(kept.keep("9\r\nWeir Lane\nWeirdale", "1001").value());
  CHECK(kept.text().find("\"9, Weir Lane, Weirdale\",ZZ1 1AA") != std::string::npos);
  CHECK(read_decisions_file(kept.files, kept.path)->rows.front().key == address_key("9\r\nWeir Lane\nWeirdale", "ZZ1 1AA").value());
}

TEST_CASE("Who has not seen what was decided meanwhile overrules nobody") {
  Kept kept;
  CHECK(kept.keep("9 Weir Lane", "1001").value());
  const auto before = kept.text();
  CHECK_FALSE(kept.keep("9 WEIR LN", "1002").value());
  CHECK(kept.text() == before);
  CHECK(kept.keep("9 WEIR LN", "1002", 1).value());
  CHECK(kept.keep("11 Weir Lane", "1002").value());
}

TEST_CASE("A file to which no row can be added is left as it is, and said what it is") {
  struct Case {
    std::string content, code;
  };
  for (const auto& c : {Case{"\x1f\x8b\x08", "decisions.not_plain"}, Case{"PK\x03\x04", "decisions.not_plain"}, Case{"address,uprn\nCaf\xe9 Row,1001\n", "decisions.not_plain"},
                        Case{"address\n", "gazetteer.column_missing"}}) {
    CAPTURE(c.content);
    Kept kept;
    kept.folder.file("decided.csv", c.content);
    CHECK(code_of(kept.keep("9 Weir Lane \"B\"", "1001")) == c.code);
    CHECK(kept.text() == c.content);
  }
  Kept kept;
  CHECK(code_of(kept.keep(" - ", "1001")) == "gazetteer.decided_nothing");
  CHECK_FALSE(kept.files.exists(kept.path));
  // Half a postcode is none in a text.
  kept.folder.file("decided.csv", "address,uprn\n");
  CHECK(code_of(keep_decision(kept.files, kept.path, {.address = "9 Weir Lane", .postcode = "ZZ1"}, 0)) == "decisions.no_room");
  CHECK(kept.text() == "address,uprn\n");
}

TEST_CASE("A last row that is broken hides no row that is added below it") {
  Kept kept;
  kept.folder.file("decided.csv", "address,uprn\nOld Barn,1001\n\"Mill");
  CHECK(kept.keep("9 Weir Lane \"B\"", "1002").value());
  const auto read = read_decisions_file(kept.files, kept.path).value();
  CHECK(read.rows.size() == 2);
  CHECK(read.rows.back().uprn == Uprn::from_trusted(1002));
  CHECK(read.faults.size() == 1);
}

TEST_CASE("Reviewers who decide at the same moment lose nothing") {
  Kept kept;
  constexpr int each = 25;
  const auto decide = [&](const std::string& street) {
    for (int i = 1; i <= each; ++i) static_cast<void>(kept.keep(std::to_string(i) + street, "1001"));
  };
  std::thread one{[&] { decide(" Weir Lane"); }}, other{[&] { decide(" Mill Street"); }};
  one.join();
  other.join();
  CHECK(read_decisions_file(kept.files, kept.path)->rows.size() == 2 * each);
}

TEST_CASE("A row that says undecided takes those above it back, for every way to write the address") {
  const std::string head = "address,postcode,uprn,who,when,why\n", nine = "9 Weir Lane,ZZ1 1AA,1001,jo,2026-11-27T08:00:00Z,\n";
  CHECK(reason_of(with_decisions(head + nine), "9 weir ln") == "decided");
  CHECK(reason_of(with_decisions(head + nine + "9 WEIR LN,ZZ1 1AA,Undecided,al,2026-11-28T08:00:00Z,\n"), "9 weir ln") == "number_not_on_street");
  CHECK(reason_of(with_decisions(head + nine + "9 WEIR LN,ZZ1 1AA,undecided,al,2026-11-28T08:00:00Z,\n9 Weir Lane,ZZ1 1AA,,jo,2026-11-29T08:00:00Z,\n"), "9 weir ln") == "decided_none");
}

TEST_CASE("Deciding again at a later moment is no fault of the file; two rows of one moment, or of none, are told") {
  const std::string head = "address,postcode,uprn,when\n";
  CHECK(with_decisions(head + "9 Weir Lane,ZZ1 1AA,1001,2026-11-27T08:00:00Z\n9 Weir Lane,ZZ1 1AA,1002,2026-11-28T08:00:00Z\n").faults.empty());
  for (const char* rows : {"9 Weir Lane,ZZ1 1AA,1001,\n9 Weir Lane,ZZ1 1AA,1002,2026-11-28T08:00:00Z\n", "9 Weir Lane,ZZ1 1AA,1001,2026-11-28T08:00:00Z\n9 Weir Lane,ZZ1 1AA,undecided,2026-11-27T08:00:00Z\n"}) {
    CAPTURE(rows);
    const auto loaded = with_decisions(head + rows);
    REQUIRE(loaded.faults.size() == 1);
    CHECK(loaded.faults.front().code == "gazetteer.decided_twice");
    CHECK(loaded.faults.front().where.row == 3);
  }
}

TEST_CASE("The file of decisions is found as the declaration names it; an index names none") {
  TemporaryFolder folder;
  DiskFiles files;
  const auto named = folder.file("a/g.toml", "[gazetteer]\nname = \"W\"\ndecisions = \"../decided.csv\"\n");
  CHECK(decisions_file(files, named).value() == folder.path() / "a" / ".." / "decided.csv");
  CHECK(decisions_file(files, folder.file("b.toml", "[gazetteer]\nname = \"W\"\n")).value() == std::nullopt);
  CHECK(decisions_file(files, folder.file("c.index", "hearth index\n   ....")).value() == std::nullopt);
  CHECK(read_decisions_file(files, folder.path() / "nowhere.csv")->rows.empty());
}
