// text_sink.h: bytes that are written into a string, for what leaves in one answer.
#pragma once

#include <string>

#include "base/files.h"

namespace hearth::formats {

class TextSink final : public ByteSink {
 public:
  Result<Done> write(std::string_view bytes) override {
    text.append(bytes);
    return Done{};
  }
  Result<Done> commit() override { return Done{}; }
  std::string text;
};

}  // namespace hearth::formats
