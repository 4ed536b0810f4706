// made_gazetteer.h: small gazetteers for the tests of this room, and files in memory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "place/gazetteer.h"
#include "place/match_address.h"

namespace hearth::place::made {

struct Row {
  std::uint64_t uprn;
  std::string unit, street, locality, postcode;
  std::uint64_t parent{0};
  std::string class_code{};
};

inline Gazetteer gazetteer(const std::vector<Row>& rows, const std::string& town = "Sampleton") {
  GazetteerBuilder builder{"made"};
  for (const auto& row : rows) {
    PropertyRow made{.uprn = Uprn::from_trusted(row.uprn)};
    made.address.unit = row.unit;
    made.address.street = row.street;
    made.address.locality = row.locality;
    made.address.town = town;
    made.address.postcode = row.postcode;
    made.class_code = row.class_code;
    if (row.parent != 0) made.parent = Uprn::from_trusted(row.parent);
    builder.add(made);
  }
  return builder.finish();
}

/// A small town: enough streets that a street's name is rare.
inline std::vector<Row> town() {
  std::vector<Row> rows;
  const std::vector<std::string> streets{"Weir Lane", "Otley Road", "Otley Street", "St James Drive", "Church Street", "Mill Lane", "Queens Road",
                                         "Harold Grove", "Kelso Road", "Park Mount", "The Crescent", "Manor Farm Drive", "Lingfield View",
                                         "Woodhouse Lane", "Elm Walk", "Birch Close", "North Hill Road", "Station Road", "Albion Terrace", "Gledhow Rise"};
  std::uint64_t uprn = 1000;
  for (std::size_t s = 0; s < streets.size(); ++s)
    for (int n = 1; n <= 60; ++n)
      rows.push_back({++uprn, std::to_string(n), streets[s], s % 2 == 0 ? "Bramley" : "Holbeck",
                      "ZZ" + std::to_string(1 + s % 4) + " " + std::to_string(1 + n / 20) + "A" + static_cast<char>('B' + s % 2)});
  return rows;
}

/// The town with the hard premises: flats, letters, ranges, names.
inline std::vector<Row> hard_town() {
  auto rows = town();
  rows.push_back({10, "59A", "Otley Road", "Holbeck", "ZZ2 3AC"});
  rows.push_back({20, "101A", "Otley Road", "Holbeck", "ZZ2 3AC"});
  rows.push_back({30, "62", "Weir Lane", "Bramley", "ZZ1 4AB", 0, "PP"});
  for (std::uint64_t flat = 1; flat <= 4; ++flat)
    rows.push_back({30 + flat, "FLAT " + std::to_string(flat) + ", 62", "Weir Lane", "Bramley", "ZZ1 4AB", 30, "RD06"});
  rows.push_back({41, "FLAT A, 70", "Weir Lane", "Bramley", "ZZ1 4AB"});
  rows.push_back({42, "FLAT B, 70", "Weir Lane", "Bramley", "ZZ1 4AB"});
  rows.push_back({51, "92-92A", "Kelso Road", "Bramley", "ZZ1 4AB"});
  rows.push_back({61, "THE OLD ORCHARD", "Mill Lane", "Holbeck", "ZZ2 4AC"});
  for (std::uint64_t flat = 1; flat <= 9; ++flat)
    rows.push_back({70 + flat, std::to_string(flat) + " NORTH HILL COURT", "North Hill Road", "Bramley", "ZZ1 4AB"});
  rows.push_back({81, "FIRST FLOOR FLAT, 80", "Elm Walk", "Bramley", "ZZ3 4AB"});
  rows.push_back({82, "GROUND FLOOR FLAT, 80", "Elm Walk", "Bramley", "ZZ3 4AB"});
  rows.push_back({83, "BASEMENT FLAT, 80", "Elm Walk", "Bramley", "ZZ3 4AB"});
  rows.push_back({91, "ANNEXE AT 8", "Birch Close", "Holbeck", "ZZ4 1AC"});
  return rows;
}

/// The town with blocks as Royal Mail writes them: flat, name, number on the street. Two blocks are called Park House.
inline std::vector<Row> town_of_blocks() {
  auto rows = town();
  std::uint64_t uprn = 5000;
  const auto block = [&](const std::string& name, int flats, const std::string& number, const std::string& street, const std::string& locality,
                         const std::string& postcode) {
    const auto parent = ++uprn;
    rows.push_back({parent, name + ", " + number, street, locality, postcode, 0, "PP"});
    for (int flat = 1; flat <= flats; ++flat) rows.push_back({++uprn, "FLAT " + std::to_string(flat) + ", " + name + ", " + number, street, locality, postcode, parent, "RD06"});
  };
  block("ROPEMAKERS COURT", 28, "148", "Weir Lane", "Bramley", "ZZ1 9AB");
  block("PARK HOUSE", 6, "150", "Kelso Road", "Bramley", "ZZ1 9AD");
  block("PARK HOUSE", 12, "151", "Mill Lane", "Holbeck", "ZZ2 9AE");
  return rows;
}

struct Place {
  Gazetteer gazetteer;
  AddressIndex index;
  MatchSettings settings{};
  [[nodiscard]] Placement match(std::string_view text, std::string_view postcode = {}) const {
    return match_address(index, settings, {text, postcode});
  }
};

inline Place place(const std::vector<Row>& rows) {
  auto made = gazetteer(rows);
  auto index = AddressIndex::build(made, Threads{1});
  return {std::move(made), std::move(index)};
}

inline const Place& hard_place() {
  static const Place made = place(hard_town());
  return made;
}

class MemoryFiles final : public Files {
 public:
  std::map<std::string, std::string> content;
  bool writable{true};

  Result<std::unique_ptr<ByteSource>> open(const Path& path) override {
    const auto found = content.find(path.string());
    if (found == content.end()) return fail("file.missing", "no such file", {.file = path.string()});
    return source_of(found->second);
  }
  Result<std::unique_ptr<ByteSink>> create(const Path& path, bool) override {
    if (!writable) return fail("file.unwritable", "read-only", {.file = path.string()});
    return std::unique_ptr<ByteSink>{std::make_unique<Sink>(*this, path.string())};
  }
  bool exists(const Path& path) override { return content.contains(path.string()); }
  Result<std::uint64_t> size(const Path& path) override { return content[path.string()].size(); }

 private:
  class Sink final : public ByteSink {
   public:
    Sink(MemoryFiles& files, std::string path) : files_{files}, path_{std::move(path)} {}
    Result<Done> write(std::string_view bytes) override {
      bytes_.append(bytes);
      return Done{};
    }
    Result<Done> commit() override {
      files_.content[path_] = bytes_;
      return Done{};
    }

   private:
    MemoryFiles& files_;
    std::string path_, bytes_;
  };
};

}  // namespace hearth::place::made
