// fuzz_json.cpp: bytes as JSON. What is read, written and read again is the same value, written with the same bytes.
#include <cstddef>
#include <cstdint>

#include "base/assertion.h"
#include "formats/json.h"

using namespace hearth;
using namespace hearth::formats;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = parse_json({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!value) return 0;
  const auto text = write_json(*value);
  const auto again = parse_json(text, "fuzz.json");
  HEARTH_ASSERT(again.has_value());
  HEARTH_ASSERT(write_json(*again) == text);
  HEARTH_ASSERT(parse_json(write_json_pretty(*value), "fuzz.json").has_value());
  return 0;
}
