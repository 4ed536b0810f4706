#include "app/own_options.h"

#include <doctest/doctest.h>

#include "base/limits.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::app;

TEST_CASE("The password is the first line of the file, whatever ends it, with its blanks") {
  tests::TemporaryFolder folder;
  DiskFiles files;
  OwnOptions options;
  options.as = "anna";
  options.password_file = "password.txt";
  for (const auto& [content, password] : std::vector<std::pair<std::string, std::string>>{
           {"correct horse\n", "correct horse"}, {"correct horse\r\n", "correct horse"}, {"correct horse", "correct horse"},
           {"first\nsecond\n", "first"}, {" with blanks \n", " with blanks "}, {"", ""}}) {
    static_cast<void>(folder.file("password.txt", content));
    CHECK(password_for(files, options, folder.path()).value() == password);
  }
}

TEST_CASE("A password file that is missing, or is no password, is told and not read") {
  tests::TemporaryFolder folder;
  DiskFiles files;
  OwnOptions options;
  options.password_file = "password.txt";
  CHECK(password_for(files, options, folder.path()).error().code == "file.missing");
  static_cast<void>(folder.file("password.txt", std::string(limits::password_bytes_max + 100, 'x')));
  CHECK(password_for(files, options, folder.path()).error().code == "file.too_large");
}
