// feed_case.h: a declaration and a file in a folder of their own, read as a feed.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "record/read_feed.h"
#include "temporary_folder.h"

namespace hearth::record::made {

struct FeedCase {
  tests::TemporaryFolder folder;
  DiskFiles files;
  SilentProgress progress;

  Result<Feed> declare(std::string_view toml) { return Feed::read(files, folder.file("f.feed.toml", toml)); }
  FeedContent read(std::string_view toml, std::string_view csv) {
    folder.file("f.csv", csv);
    auto feed = declare(toml);
    if (!feed) FAIL(to_string(feed.error()));
    auto content = read_feed(files, *feed, 0, *Date::make(2026, 11, 24), progress);
    if (!content) FAIL(to_string(content.error()));
    return std::move(*content);
  }
};

inline std::vector<std::string> keys(const FeedContent& content) {
  std::vector<std::string> out;
  for (const auto& record : content.records) out.push_back(record.key);
  return out;
}

inline std::vector<std::string> codes(const FeedContent& content) {
  std::vector<std::string> out;
  for (const auto& aside : content.put_aside) out.push_back(aside.error.code);
  return out;
}

inline constexpr std::string_view plain = R"toml([feed]
name = "plain"
files = ["f.csv"]
key = "id"
null = ["NA"]
[columns]
given_name = "first"
surname = "last"
birth_date = { column = "dob", format = "%d/%m/%Y" }
uprn = "uprn"
address = ["a1", "a2"]
protected = "hide"
[claims]
wheelchair = { column = "chair", true = ["Y", "always"] }
weekly_income = { column = "income", type = "number", date = "assessed" }
needs = { column = "codes", split = ";", values = { "10" = "needs_power", "14" = "sight_loss" } }
notes = { column = "note", contains = { "cannot do stairs" = "cannot_use_stairs" } }
)toml";

}  // namespace hearth::record::made
