// Load, let it expire, purge, and look for what was there in every byte of the folder.
#include <doctest/doctest.h>

#include <string>

#include "drills/district_files.h"
#include "drills/run_hearth.h"
#include "temporary_folder.h"

using namespace hearth;
using drills::run_hearth;

namespace {

void replace_in(const std::filesystem::path& path, const std::string& what, const std::string& with) {
  auto text = drills::content_of(path);
  const auto at = text.find(what);
  REQUIRE_MESSAGE(at != std::string::npos, path.string() << " has no " << what);
  text.replace(at, what.size(), with);
  std::ofstream{path, std::ios::binary} << text;
}

/// Files of the data folder in which `word` stands.
std::vector<std::string> files_with(const std::filesystem::path& data, const std::string& word) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{data})
    if (entry.is_regular_file() && drills::content_of(entry.path()).find(word) != std::string::npos) out.push_back(entry.path().filename().string());
  return out;
}

struct Place {
  tests::TemporaryFolder folder;
  std::filesystem::path district{folder.path() / "demo/district"}, data{folder.path() / "demo/data"};
  Place() { REQUIRE(run_hearth({"demo", "--people", "1000", "--out", "demo"}, folder.path()).code <= 1); }
  drills::Said ask(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--data", data.string()});
    return run_hearth(arguments, folder.path());
  }
  /// A person of the care file, with a name that nobody else has and a note that stands nowhere else.
  void add_canary() const {
    drills::append_row(district / "feeds/adult_social_care.csv", "PCANARY",
                       {{"FORENAME", "Zebedee"}, {"SURNAME", "Canaryfeather"}, {"TEL", "01632 960555"}, {"SUPPORT_NEEDS", "ST"},
                        {"ADDRESS_1", "1 Weir Lane"}, {"POST_CODE", "ZZ1 0AA"}});
  }
};

}  // namespace

TEST_CASE("What is past retention leaves no byte behind, and reading the same files again does not bring it back") {
  const Place place;
  place.add_canary();
  CHECK(place.ask({"run", (place.district / "PLACE.toml").string()}).code <= 1);
  REQUIRE(!files_with(place.data, "Canaryfeather").empty());
  const auto list = place.ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--format", "csv"});
  CHECK(list.out.find("Canaryfeather") != std::string::npos);

  replace_in(place.district / "feeds/adult_social_care.feed.toml", "retention = \"4 years\"", "retention = \"1 day\"");
  const auto purge = place.ask({"purge"});
  INFO(purge.out << purge.talk);
  CHECK(purge.code == 0);
  CHECK(files_with(place.data, "Canaryfeather").empty());
  CHECK(files_with(place.data, "01632 960555").empty());
  const auto after = place.ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--format", "csv"});
  CHECK(after.code == 0);
  CHECK(after.out.find("Canaryfeather") == std::string::npos);
  CHECK(place.ask({"audit", "verify"}).code == 0);

  const auto again = place.ask({"run", (place.district / "PLACE.toml").string()});
  CHECK(again.code == 3);
  CHECK(again.talk.find("1 November 2026") != std::string::npos);
  CHECK(files_with(place.data, "Canaryfeather").empty());
}

TEST_CASE("A fact that no live purpose uses is gone after a purge, also when it could be used again; the person stays") {
  const Place place;
  place.add_canary();
  const auto run = [&] { return place.ask({"run", (place.district / "PLACE.toml").string()}); };
  const auto list = [&] { return place.ask({"query", "--street", "Weir Lane", "--purpose", "flood-welfare", "--format", "csv"}).out; };
  CHECK(run().code <= 1);
  REQUIRE(list().find("Canaryfeather") != std::string::npos);
  // Every agreement ends: then nobody may use any fact.
  const auto in_force = drills::content_of(place.district / "PLACE.toml");
  auto ended = in_force;
  for (auto at = ended.find("until = 2029-12-31"); at != std::string::npos; at = ended.find("until = 2029-12-31")) ended.replace(at, 18, "until = 2025-06-30");
  std::ofstream{place.district / "PLACE.toml", std::ios::binary} << ended;
  const auto purge = place.ask({"purge"});
  INFO(purge.out << purge.talk);
  CHECK(purge.code == 0);
  CHECK(!files_with(place.data, "Canaryfeather").empty());
  // The agreements are renewed: the person could be listed again, was the fact still there.
  std::ofstream{place.district / "PLACE.toml", std::ios::binary} << in_force;
  CHECK(run().code <= 1);
  CHECK(list().find("Canaryfeather") == std::string::npos);
}
