// The made-up AddressBase Premium: it loads, its addresses are found, the change-only update is applied, and homes that are gone lead on.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "run_hearth.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;

namespace {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out;
  std::istringstream in{line};
  for (std::string cell; std::getline(in, cell, ',');) out.push_back(cell);
  return out;
}

/// Of a CSV without quoted commas: the first column to the column named.
std::map<std::string, std::string> column(const std::string& csv, const std::string& name) {
  std::istringstream lines{csv};
  std::string line;
  std::getline(lines, line);
  if (line.ends_with('\r')) line.pop_back();
  const auto heading = cells_of(line);
  const auto at = static_cast<std::size_t>(std::ranges::find(heading, name) - heading.begin());
  std::map<std::string, std::string> out;
  while (std::getline(lines, line)) {
    if (line.ends_with('\r')) line.pop_back();
    const auto cells = cells_of(line);
    if (!cells.empty()) out[cells[0]] = at < cells.size() ? cells[at] : "";
  }
  return out;
}

struct Town {
  tests::TemporaryFolder folder;
  Town() {
    REQUIRE(run_hearth({"synth", "--people", "3000", "--seed", "11", "--addressbase", "--out", "town"}, folder.path()).code == 0);
  }
  [[nodiscard]] std::string content(const std::string& name) const { return drills::content_of(folder.path() / name); }
};

}  // namespace

TEST_CASE("The town's own list of addresses finds its homes in the made-up AddressBase, after the change-only update") {
  const Town town;
  const auto index = run_hearth({"gazetteer", "town/addressbase.gazetteer.toml", "--out", "town.index"}, town.folder.path());
  CHECK_MESSAGE(index.code == 0, index.talk);
  CHECK(index.talk.find("0 rows and 0 fields put aside") != std::string::npos);
  const auto matched = run_hearth({"match", "town/gazetteer.csv", "--gazetteer", "town.index", "--id", "uprn", "--address", "unit,street,locality,town", "--postcode", "postcode", "--out", "matches.csv"}, town.folder.path());
  REQUIRE_MESSAGE(matched.code == 0, matched.talk);
  std::size_t right = 0, wrong = 0;
  const auto answers = column(town.content("matches.csv"), "uprn");
  for (const auto& [id, uprn] : answers) {
    right += id == uprn ? 1 : 0;
    wrong += !uprn.empty() && id != uprn ? 1 : 0;
  }
  MESSAGE(right << " of " << answers.size() << " right, " << wrong << " other");
  CHECK(static_cast<double>(right) >= 0.97 * static_cast<double>(answers.size()));
  CHECK(static_cast<double>(wrong) <= 0.01 * static_cast<double>(answers.size()));
}

TEST_CASE("Homes that are gone are there before the update, and lead to what they became after it") {
  const Town town;
  const auto became = column(town.content("town/truth/successors.csv"), "successors");
  REQUIRE(became.size() >= 3);
  // Their addresses, as the full supply writes them.
  std::string list = "id,address\n";
  std::istringstream records{town.content("town/addressbase-full.csv")};
  std::map<std::string, std::string> street;
  for (std::string line; std::getline(records, line);) {
    if (line.ends_with('\r')) line.pop_back();
    const auto cells = cells_of(line);
    if (cells[0] == "15") street[cells[3]] = cells[4] + " " + cells[6];
    if (cells[0] == "24" && cells[5] == "ENG" && became.contains(cells[3])) list += cells[3] + "," + cells[20] + " " + cells[16] + cells[17] + " " + street[cells[21]] + "\n";
  }
  town.folder.file("old.csv", list);
  const auto match = [&](const std::string& gazetteer) {
    REQUIRE(run_hearth({"match", "old.csv", "--gazetteer", "town/" + gazetteer, "--id", "id", "--address", "address", "--out", "old_matches.csv"}, town.folder.path()).code == 0);
    return town.content("old_matches.csv");
  };
  const auto before = match("addressbase-full.gazetteer.toml");
  const auto uprns = column(before, "uprn");
  std::size_t themselves = 0;
  for (const auto& [id, uprn] : uprns) {
    themselves += id == uprn ? 1 : 0;
    CHECK((uprn.empty() || uprn == id));  // beside a lettered neighbour the plain number is left open
  }
  REQUIRE(uprns.size() == became.size());
  CHECK(2 * themselves >= uprns.size());

  const auto after = match("addressbase.gazetteer.toml");
  const auto now = column(after, "uprn"), candidates = column(after, "candidates");
  std::size_t one = 0, followed = 0;
  for (const auto& entry : became) {
    const auto &id = entry.first, &successors = entry.second;
    CAPTURE(id);
    CAPTURE(successors);
    REQUIRE(now.contains(id));
    if (successors.empty()) continue;
    CHECK(now.at(id) != id);
    if (successors.find('|') != std::string::npos) {
      CHECK(now.at(id).empty());
      CHECK_FALSE(candidates.at(id).empty());
      continue;
    }
    ++one;
    followed += now.at(id) == successors ? 1 : 0;
    CHECK((now.at(id).empty() || now.at(id) == successors));
  }
  REQUIRE(one >= 3);
  CHECK(2 * followed >= one);
}
