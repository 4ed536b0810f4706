// canaries.h: what of the protected people of a fictional district may stand nowhere that anybody can look.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/text.h"
#include "formats/csv.h"
#include "people/shown_name.h"
#include "record/read_feed.h"

namespace hearth::drills {

struct Canaries {
  std::set<std::string> names, uprns;
  std::set<std::string> asked;  ///< "NAME, POSTCODE" as their own records have it
};

inline std::vector<std::string> ways_to_write(std::string_view name) {
  return {fold(one_line(name)), fold(people::shown_name(name))};
}

/// @param folder the district: feeds/ and truth/
inline Canaries canaries_of(const std::filesystem::path& folder) {
  Canaries out;
  DiskFiles files;
  SilentProgress progress;
  std::set<std::pair<std::string, std::string>> hidden_records;
  auto source = files.open(folder / "truth/records.csv");
  REQUIRE(source);
  auto csv = formats::CsvReader::open(std::move(*source), "records.csv");
  REQUIRE(csv);
  const auto feed = *csv->column("source"), key = *csv->column("key"), uprn = *csv->column("uprn"), hidden = *csv->column("protected");
  formats::CsvRow row;
  while (csv->next(row).value_or(false)) {
    if (row.fields[hidden] != "1") continue;
    hidden_records.emplace(row.fields[feed], row.fields[key]);
    if (!row.fields[uprn].empty()) out.uprns.insert(std::string{row.fields[uprn]});
  }
  std::set<std::string> of_others;
  for (const char* name : {"council_tax", "housing", "adult_social_care", "benefits", "priority_services", "assisted_bins"}) {
    const auto declared = record::Feed::read(files, folder / "feeds" / (std::string{name} + ".feed.toml"));
    REQUIRE(declared);
    const auto content = record::read_feed(files, *declared, 0, *Date::parse_iso("2026-11-26"), progress);
    REQUIRE(content);
    for (const auto& record : content->records) {
      const bool hidden_record = hidden_records.contains({name, record.key});
      auto& names = hidden_record ? out.names : of_others;
      const auto postcode = record.view().get(record::Field::postcode);
      if (hidden_record && !postcode.empty()) out.asked.insert(people::shown_name(record.view().name()) + ", " + std::string{postcode});
      for (const auto& written : ways_to_write(record.view().name()))
        if (written.find(' ') != std::string::npos) names.insert(written);
    }
  }
  for (const auto& name : of_others) out.names.erase(name);
  return out;
}

}  // namespace hearth::drills
