// column_look.h: counts what the values of one column look like, value by value. Private to formats/.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv_profile.h"

namespace hearth::formats {

class ColumnLook {
 public:
  explicit ColumnLook(std::string heading) { profile_.heading = std::move(heading); }
  void add(std::string_view raw);
  /// Call once.
  [[nodiscard]] ColumnProfile finish();

 private:
  /// Which cells hold several codes, for one separator.
  struct Joined {
    std::uint64_t cells{0};
    bool too_many{false};
    std::set<std::string, std::less<>> codes;
    void add(std::string_view value, char separator);
  };
  void add_date(std::string_view value);
  void add_value(std::string_view value);
  void settle_dates();
  void settle_joined();

  ColumnProfile profile_;
  std::vector<std::uint64_t> hashes_;
  std::map<std::string_view, DateFormatFit> dates_;
  std::set<std::string, std::less<>> values_, nulls_;
  bool too_many_values_{false};
  std::array<Joined, 5> joined_;
  std::array<std::uint64_t, 32> words_{};  ///< cells by their number of words; the last for 31 and more
};

}  // namespace hearth::formats
