// district.h: a small district in a folder of its own, made once for all tests, and its tables.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/progress.h"
#include "formats/csv.h"
#include "synth/synth.h"

namespace synth_test {

namespace fs = std::filesystem;
using namespace hearth;

/// A folder that is gone when the test ends.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_{fs::temp_directory_path() / (name + std::to_string(::getpid()))} { fs::remove_all(path_); }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

struct District {
  explicit District(std::uint64_t people, std::uint64_t seed = 7) : folder{"hearth-synth-" + std::to_string(people) + "-" + std::to_string(seed) + "-" + std::to_string(count()++)} {
    DiskFiles files;
    SilentProgress silent;
    synth::SynthSettings settings;
    settings.people = people;
    settings.seed = seed;
    settings.out = folder.path();
    auto made = synth::synthesise(files, settings, silent);
    REQUIRE_MESSAGE(made.has_value(), (made ? "" : to_string(made.error())));
    summary = *made;
  }
  static int& count() {
    static int made = 0;
    return made;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    DiskFiles files;
    auto all = files.read_all(folder.path() / name, 1ULL << 32);
    REQUIRE(all.has_value());
    return *all;
  }
  Folder folder;
  synth::SynthSummary summary;
};

using Row = std::map<std::string, std::string>;

inline std::vector<Row> rows_of(const fs::path& path, formats::CsvForm form = {}) {
  DiskFiles files;
  auto source = files.open(path);
  REQUIRE(source.has_value());
  auto csv = formats::CsvReader::open(std::move(*source), path.filename().string(), form);
  REQUIRE_MESSAGE(csv.has_value(), (csv ? "" : to_string(csv.error())));
  std::vector<Row> out;
  formats::CsvRow row;
  for (;;) {
    const auto more = csv->next(row);
    REQUIRE(more.has_value());
    if (!*more) return out;
    CHECK_FALSE(row.fault.has_value());
    Row cells;
    for (std::size_t i = 0; i < row.fields.size(); ++i) cells[csv->heading()[i]] = std::string{row.fields[i]};
    out.push_back(std::move(cells));
  }
}

/// 5,000 people, seed 7: what most tests look at.
inline const District& small_district() {
  static const District district{5'000};
  return district;
}

}  // namespace synth_test
