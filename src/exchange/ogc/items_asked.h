// items_asked.h: what a question for the features of a collection says: which part, in which system, how many.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exchange/ogc/asked_box.h"

namespace hearth::exchange::ogc {

/// Names and values of a query, decoded, in order.
using Query = std::vector<std::pair<std::string, std::string>>;

struct ItemsAsked {
  static constexpr std::size_t limit_default = 1000, limit_max = 10'000;
  std::size_t limit{limit_default}, offset{0};
  std::optional<AskedBox> box{};
  std::optional<std::string> when{};  ///< datetime, of a right form; nothing here has a time, so that it leaves nothing out (7.15.4)
  Crs crs{Crs::crs84};                ///< of the answer
  std::vector<std::pair<std::string, std::string>> equal{};  ///< property and value: simple filters

  /// @param filters  properties that may be asked for by value
  /// A limit above the most is the most. @error ogc.parameter (400): an unknown name, one given twice, or a value that is none; ogc.bbox
  [[nodiscard]] static Result<ItemsAsked> parse(const Query& query, const std::vector<std::string>& filters);
};

/// Of a document or one feature: only `f`, and `crs` where a feature is asked for. @error ogc.parameter
[[nodiscard]] Result<Crs> parse_crs_alone(const Query& query, bool may_have_crs);

}  // namespace hearth::exchange::ogc
