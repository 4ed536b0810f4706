// feed_file.h: one feed on its way to disk, in the encoding and with the separator of its back office, and what is true of it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "formats/csv.h"
#include "synth/person.h"

namespace hearth::synth {

/// Rows of a feed. Errors of the disk are kept until commit().
class FeedFile {
 public:
  FeedFile(std::unique_ptr<ByteSink> sink, formats::Encoding encoding, char separator);
  /// Quotes what needs it. Characters that the encoding lacks lose their marks, as they do in the back office.
  void row(const std::vector<std::string>& cells);
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  [[nodiscard]] Result<Done> commit();

 private:
  void encode();

  std::unique_ptr<ByteSink> sink_;
  formats::Encoding encoding_;
  char separator_;
  std::string line_, out_;
  std::uint64_t rows_{0};
  Result<Done> state_{Done{}};
};

/// truth/records.csv: which person, household and property each record of a feed means.
class TruthRecords {
 public:
  explicit TruthRecords(FeedFile& file);
  /// `ended`: the row itself says that the person has left this home.
  void add(Source source, const std::string& key, PersonNumber number, Person& person, PropertyNumber home, std::uint64_t uprn, bool ended = false);
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

 private:
  FeedFile& file_;
  std::uint64_t count_{0};
};

[[nodiscard]] std::string person_id(PersonNumber number);        ///< P0000017
[[nodiscard]] std::string household_id(HouseholdNumber number);  ///< H0000004

}  // namespace hearth::synth
