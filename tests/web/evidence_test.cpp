// How much a comparison says, in words and as a picture that adds up.
#include "web/evidence.h"

#include <doctest/doctest.h>

#include <regex>

using namespace hearth;
using namespace hearth::web;

TEST_CASE("Bits are told as chance: how many in which it would come about by itself") {
  CHECK(strength_words(LogOdds{12}) == "very strong: about 1 in 4,100 by chance");
  CHECK(strength_words(LogOdds{7.7}) == "strong: about 1 in 210 by chance");
  CHECK(strength_words(LogOdds{3.1}) == "fair: about 1 in 9 by chance");
  CHECK(strength_words(LogOdds{1}) == "weak: about 1 in 2 by chance");
  CHECK(strength_words(LogOdds{0.2}) == "says nothing");
  CHECK(strength_words(LogOdds{-0.2}) == "says nothing");
  CHECK(strength_words(LogOdds{-10.4}) == "against it, very strong: about 1 in 1,400");
  CHECK(strength_words(LogOdds{900}) == "very strong: about 1 in 1,000,000,000,000 by chance");
}

TEST_CASE("Each bar of the waterfall begins where the one before it ended, and the last is the sum") {
  const std::vector<people::EvidenceLine> lines{{"starting point", "at random", LogOdds{-4}, {}}, {"surname", "equal", LogOdds{10}, {}}, {"telephone", "differs", LogOdds{-2}, {}}};
  const auto picture = evidence_chart("told", lines).bytes();
  std::vector<std::pair<double, double>> bars;
  const std::regex bar{"<rect x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\""};
  for (auto it = std::sregex_iterator{picture.begin(), picture.end(), bar}; it != std::sregex_iterator{}; ++it) bars.emplace_back(std::stod((*it)[1]), std::stod((*it)[2]));
  // From -4 to 6 across 640: 64 for each bit.
  REQUIRE(bars.size() == 4);
  CHECK(bars[0] == std::pair{0.0, 256.0});
  CHECK(bars[1] == std::pair{0.0, 640.0});
  CHECK(bars[2] == std::pair{512.0, 128.0});
  CHECK(bars[3] == std::pair{256.0, 256.0});
  const auto words = evidence_table("All", lines, Numbers::words).bytes();
  CHECK(words.find("All together") != std::string::npos);
  CHECK(words.find("Bits") == std::string::npos);
  CHECK(words.find("about 1 in 16 pairs") != std::string::npos);
  CHECK(words.find("one person, by about 16 to 1") != std::string::npos);
  CHECK(evidence_table("All", lines, Numbers::bits).bytes().find("+4.0") != std::string::npos);
  CHECK(evidence_chart("told", {}).bytes().empty());
}
