// decision.h: what a reviewer said about two records. Kept for ever; outranks the model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"

namespace hearth::people {

enum class Verdict : std::uint8_t { same, different, not_sure };
[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;  ///< "same", "different", "not_sure"
[[nodiscard]] std::optional<Verdict> verdict_of(std::string_view name) noexcept;

/// `same` joins the two whatever the model says; `different` keeps them, and the clusters they stand for, apart; `not_sure`
/// only takes the pair off the review list. The latest decision about a pair counts.
struct Decision {
  RecordId left{}, right{};
  Verdict verdict{Verdict::not_sure};
  std::string actor;       ///< who decided
  std::string decided_at;  ///< ISO instant
  std::string reason;
  bool operator==(const Decision&) const = default;
};

}  // namespace hearth::people
