#include "synth/feed_file.h"

#include <algorithm>

#include "synth/faults.h"

namespace hearth::synth {
namespace {

constexpr std::size_t block = 1U << 20;

std::string numbered(char letter, std::uint32_t number) {
  auto digits = std::to_string(number + 1);
  if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
  return letter + digits;
}

/// One code point of valid UTF-8, and how many bytes it took.
std::pair<std::uint32_t, std::size_t> code_point(std::string_view text) {
  const auto byte = [&text](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  if (byte(0) < 0x80) return {byte(0), 1};
  if (byte(0) < 0xE0) return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  return {(byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
}

}  // namespace

std::string person_id(PersonNumber number) { return numbered('P', number); }
std::string household_id(HouseholdNumber number) { return numbered('H', number); }

FeedFile::FeedFile(std::unique_ptr<ByteSink> sink, formats::Encoding encoding, char separator)
    : sink_{std::move(sink)}, encoding_{encoding}, separator_{separator} {
  if (encoding_ == formats::Encoding::utf16_le) out_ = "\xFF\xFE";
}

void FeedFile::row(const std::vector<std::string>& cells) {
  line_.clear();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line_.push_back(separator_);
    const auto& cell = cells[i];
    if (cell.find_first_of("\"\r\n") == std::string::npos && cell.find(separator_) == std::string::npos) {
      line_ += cell;
      continue;
    }
    line_.push_back('"');
    for (const char c : cell) line_.append(c == '"' ? 2 : 1, c);
    line_.push_back('"');
  }
  line_ += "\r\n";
  encode();
  ++rows_;
  if (out_.size() < block || !state_) return;
  state_ = sink_->write(out_);
  out_.clear();
}

void FeedFile::encode() {
  if (encoding_ == formats::Encoding::utf8) {
    out_ += line_;
    return;
  }
  for (std::size_t i = 0; i < line_.size();) {
    const auto [code, bytes] = code_point(std::string_view{line_}.substr(i));
    if (encoding_ == formats::Encoding::utf16_le) {
      out_.push_back(static_cast<char>(code & 0xFF));
      out_.push_back(static_cast<char>(code >> 8));
    } else if (code < 0x80 || (code >= 0xA0 && code <= 0xFF)) {
      out_.push_back(static_cast<char>(code));
    } else {
      out_ += plain_letters(std::string_view{line_}.substr(i, bytes));
    }
    i += bytes;
  }
}

Result<Done> FeedFile::commit() {
  if (!state_) return state_;
  if (auto written = sink_->write(out_); !written) return written;
  return sink_->commit();
}

TruthRecords::TruthRecords(FeedFile& file) : file_{file} {
  file_.row({"source", "key", "person", "household", "uprn", "protected", "dead"});
}

void TruthRecords::add(Source source, const std::string& key, PersonNumber number, Person& person, PropertyNumber home,
                       std::uint64_t uprn, bool ended) {
  ++count_;
  if (home != nowhere && !ended) {
    if (person.told_home == nowhere) person.told_home = home;
    person.told_two_homes = person.told_two_homes || person.told_home != home;
  }
  file_.row({std::string{source_names[static_cast<std::size_t>(source)]}, key, person_id(number), household_id(person.household),
             uprn == 0 ? "" : std::to_string(uprn), person.is_protected ? "1" : "0", person.died != 0 ? "1" : "0"});
}

}  // namespace hearth::synth
