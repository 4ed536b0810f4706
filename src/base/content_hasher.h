// content_hasher.h: ContentHash of content that comes in pieces: the same as of the whole.
#pragma once

#include <memory>
#include <string_view>

#include "base/assertion.h"
#include "base/hash.h"

namespace hearth::base {

class ContentHasher {
 public:
  ContentHasher() : state_{XXH3_createState()} {
    HEARTH_ASSERT(state_ != nullptr);
    XXH3_128bits_reset(state_.get());
  }
  void add(std::string_view bytes) { XXH3_128bits_update(state_.get(), bytes.data(), bytes.size()); }
  [[nodiscard]] ContentHash hash() const {
    const auto h = XXH3_128bits_digest(state_.get());
    return {h.high64, h.low64};
  }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
};

}  // namespace hearth::base
