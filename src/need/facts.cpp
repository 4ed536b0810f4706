#include "need/facts.h"

#include <algorithm>
#include <array>

#include "base/assertion.h"

namespace hearth::need {

std::string_view name_of(Truth truth) noexcept {
  constexpr std::array<std::string_view, 3> names{"no", "unknown", "yes"};
  return names[static_cast<std::size_t>(truth)];
}

void Facts::clear() noexcept {
  for (const auto factor : order_) known_[factor] = 0;
  order_.clear();
  standing = {};
}

void Facts::set(FactorIndex factor, const Fact& fact) {
  HEARTH_ASSERT(factor < values_.size() && fact.least <= fact.most);
  if (known_[factor] == 0) {
    known_[factor] = 1;
    order_.push_back(factor);
  }
  values_[factor] = fact;
}

void Facts::forget(FactorIndex factor) {
  HEARTH_ASSERT(factor < values_.size());
  if (known_[factor] == 0) return;
  known_[factor] = 0;
  order_.erase(std::find(order_.begin(), order_.end(), factor));
}

const Fact* Facts::find(FactorIndex factor) const {
  HEARTH_ASSERT(factor < values_.size());
  return known_[factor] != 0 ? &values_[factor] : nullptr;
}

Truth Facts::yes(FactorIndex factor) const {
  const Fact* fact = find(factor);
  if (fact == nullptr) return Truth::unknown;
  if (fact->least > 0) return Truth::yes;
  return fact->most > 0 ? Truth::unknown : Truth::no;
}

}  // namespace hearth::need
