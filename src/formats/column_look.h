// column_look.h: counts what the values of one column look like, value by value. Private to formats/.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/csv_profile.h"

namespace hearth::formats {

class ColumnLook {
 public:
  ColumnLook(std::string heading, const std::set<std::string>& wanted) : wanted_{&wanted} { profile_.heading = std::move(heading); }
  void add(std::string_view raw);
  /// Call once.
  [[nodiscard]] ColumnProfile finish();
  /// One for each cell in the order of adding; 0 for a blank one.
  [[nodiscard]] const std::vector<std::uint64_t>& hashes() const noexcept { return hashes_; }

 private:
  /// Which cells hold several codes, for one separator.
  struct Joined {
    std::uint64_t cells{0}, ended{0};
    std::uint64_t all{0}, odd{0};  ///< cells looked at, and those that hold no codes
    bool too_many{false};
    std::map<std::string, std::uint64_t, std::less<>> codes;
    std::set<std::string, std::less<>> alone;  ///< codes that are the whole of a cell, too
    void add(std::string_view value, std::string_view separators);
    /// What part of all codes the `most` commonest make up.
    [[nodiscard]] double share_of(std::size_t most) const;
  };
  void add_run_together(std::string_view value);
  void add_date(std::string_view cell);
  [[nodiscard]] static bool holds_date(std::string_view value);
  void add_value(std::string_view value);
  void add_phrases(std::string_view value);
  void add_wanted(const std::vector<std::string_view>& words, std::set<std::string>& here, std::map<std::string, bool>& stands) const;
  [[nodiscard]] std::string wanted_of(std::string phrase) const;
  [[nodiscard]] std::vector<std::string> wanted_in(std::string_view word) const;
  void settle_dates();
  void settle_joined();
  void settle_run_together();
  [[nodiscard]] bool are_few_codes() const;
  void settle_values();
  void settle_phrases();

  ColumnProfile profile_;
  const std::set<std::string>* wanted_;  ///< phrases that are told however few cells have them
  std::vector<std::uint64_t> hashes_;
  std::map<std::string_view, DateFormatFit> dates_;
  std::map<std::string_view, std::map<int, std::uint64_t>> years_;  ///< by format
  std::map<std::string, std::uint64_t, std::less<>> values_;
  std::set<std::string, std::less<>> nulls_;
  std::unordered_map<std::string, std::uint64_t> phrases_;  ///< cells by phrase
  std::uint64_t words_all_{0}, words_small_{0};             ///< words, and those that begin with a small letter
  bool too_many_values_{false};
  std::array<Joined, 10> joined_;
  Joined run_together_;
  std::array<std::uint64_t, 32> words_{};  ///< cells by their number of words; the last for 31 and more
};

}  // namespace hearth::formats
