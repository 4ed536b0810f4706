// text_table.h: aligned columns for people, as `hearth run` and `hearth load` print them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/plain_text.h"

namespace hearth::app {

/// Rows under a heading; columns of numbers are set to the right. The last column may be long.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> heading);
  void row(std::vector<std::string> cells);
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

using formats::counted;
/// "14.2", "0.03": seconds as a person reads them.
[[nodiscard]] std::string seconds_text(double seconds);
/// Display width of UTF-8 text: code points.
[[nodiscard]] std::size_t width_of(const std::string& text);

/// Lines of at most 100 columns, each ended, broken at blanks; the second and later ones begin with `indent` blanks.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent);


}  // namespace hearth::app
