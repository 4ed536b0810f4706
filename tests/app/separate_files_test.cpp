#include "app/separate_files.h"

#include <doctest/doctest.h>

#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::app;

TEST_CASE("Two names of one file are seen through: another spelling, a link, a file that is not there yet") {
  tests::TemporaryFolder folder;
  const auto list = folder.file("list.csv", "a");
  std::filesystem::create_symlink("list.csv", folder.path() / "link.csv");
  std::filesystem::create_hard_link(list, folder.path() / "hard.csv");
  std::filesystem::create_directory(folder.path() / "sub");
  for (const char* same : {"list.csv", "./list.csv", "sub/../list.csv", "link.csv", "hard.csv"}) {
    CAPTURE(same);
    const auto refused = separate_files({{"FILE", list}}, {{"--out", folder.path() / same}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().exit == Exit::wrong_use);
    CHECK(refused.error().message.find("FILE and --out are one file") != std::string::npos);
  }
  CHECK_FALSE(separate_files({}, {{"--out", folder.path() / "new.csv"}, {"--pairs", folder.path() / "sub/../new.csv"}}));
  CHECK(separate_files({{"FILE", list}}, {{"--out", folder.path() / "new.csv"}, {"--pairs", folder.path() / "other.csv"}}));
  CHECK(separate_files({{"FILE", list}, {"--model", {}}}, {{"--out", {}}, {"--pairs", {}}}));  // not given
  CHECK(separate_files({}, {{"--out", "/dev/null"}, {"--pairs", "/dev/null"}}));
}

TEST_CASE("A folder holds itself and what is in it, not what only begins with its name") {
  tests::TemporaryFolder folder;
  const auto data = folder.path() / "data";
  std::filesystem::create_directory(data);
  for (const auto& inside : {data, data / "", data / "backup", data / "a" / "b", folder.path() / "x" / ".." / "data"}) CHECK(lies_in(inside, data));
  for (const auto& outside : {folder.path(), folder.path() / "data2", data / ".." / "backup"}) CHECK_FALSE(lies_in(outside, data));
}
