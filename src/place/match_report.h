// match_report.h: what a matching run answered and why, as a page for people: `hearth match ... --report R.html`.
//
// The page shows a few rows of the caller's own file back to the caller, with the gazetteer's addresses beside them; rows that the file
// itself marks as protected are counted and never shown. Same file, same gazetteer: same page.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "place/gazetteer.h"
#include "place/placement.h"

namespace hearth::place {

struct MatchFileResult;

/// One row as it was asked, and its answer.
struct MatchSample {
  std::uint64_t row;
  std::string id, text, postcode;
  Placement placement;
};

/// Counts answers and keeps a few of each band, spread evenly over the file (Vitter 1985, algorithm R, with a fixed seed). Its memory
/// does not grow with the file.
class MatchTally {
 public:
  static constexpr std::size_t samples_max = 20;
  static constexpr std::size_t bins = 10;
  static constexpr std::size_t bands = 5;
  struct Asked {
    std::uint64_t row;
    std::string_view id, text, postcode;
    bool may_show{true};
  };

  void add(const Asked& asked, const Placement& answer);

  /// Rows by reason.
  [[nodiscard]] const std::map<std::string, std::uint64_t, std::less<>>& reasons(Band band) const { return reasons_[static_cast<std::size_t>(band)]; }
  /// In the order of the file.
  [[nodiscard]] std::vector<MatchSample> samples(Band band) const;
  /// Rows by tenth of probability: answered, and all others.
  [[nodiscard]] const std::array<std::uint64_t, bins>& answered() const noexcept { return answered_; }
  [[nodiscard]] const std::array<std::uint64_t, bins>& not_answered() const noexcept { return not_answered_; }
  [[nodiscard]] std::uint64_t not_shown() const noexcept { return not_shown_; }
  /// Rows of a group, and how many of them have a property that can be used as it stands.
  struct Part {
    std::uint64_t rows{0}, answered{0};
  };
  /// By the outward code that the row gives ("LS12"); empty: none.
  [[nodiscard]] const std::map<std::string, Part, std::less<>>& areas() const noexcept { return areas_; }
  /// By what the text names: kind_of_text().
  [[nodiscard]] const std::map<std::string, Part, std::less<>>& kinds() const noexcept { return kinds_; }

 private:
  static constexpr std::size_t areas_max = 3'000;  ///< more than Great Britain has; of a file full of faults the rest counts as none
  void count(const Asked& asked, bool answered);
  std::array<std::map<std::string, std::uint64_t, std::less<>>, bands> reasons_;
  std::array<std::vector<MatchSample>, bands> samples_;
  std::array<std::uint64_t, bands> may_show_{};
  std::array<std::uint64_t, bins> answered_{}, not_answered_{};
  std::uint64_t not_shown_{0};
  std::map<std::string, Part, std::less<>> areas_, kinds_;
  Random random_{1};
};

/// "a flat, room or unit", "a house number", "a name without a number", "nothing": what a text names, whoever may live there.
[[nodiscard]] std::string_view kind_of_text(std::string_view text);
/// The outward code of a postcode beside a text, or at its end; empty when there is none.
[[nodiscard]] std::string outcode_of(std::string_view text, std::string_view postcode);

/// What a reason code of `match_address` means and what helps, in one sentence; empty for an unknown one.
[[nodiscard]] std::string_view words_of_reason(Band band, std::string_view reason) noexcept;

/// @param file  the name of the matched file, as the reader knows it
[[nodiscard]] std::string match_report_html(const MatchFileResult& result, const Gazetteer& gazetteer, std::string_view file);

}  // namespace hearth::place
