// fuzz_toml.cpp: bytes as a declaration. Every value can be walked to, asked for each type, and has a place.
#include <cstddef>
#include <cstdint>

#include "base/assertion.h"
#include "formats/declaration.h"

using namespace hearth;
using namespace hearth::formats;

namespace {

void walk(const Declared& value) {
  HEARTH_ASSERT(value.where().file == "fuzz.toml");
  (void)value.text();
  (void)value.integer();
  (void)value.number();
  (void)value.boolean();
  (void)value.texts();
  (void)value.date_text();
  if (value.is_array())
    for (const auto& item : value.items()) walk(item);
  for (const auto& key : value.keys()) {
    const auto member = value.get(key);
    HEARTH_ASSERT(member.has_value() && value.has(key));
    walk(*member);
  }
  HEARTH_ASSERT(value.unknown_keys(value.keys()).has_value());
  (void)value.unknown_keys({"name", "column"});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = DeclarationFile::parse({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
  if (!file) {
    HEARTH_ASSERT(file.error().exit == Exit::wrong_use);
    return 0;
  }
  walk(file->root());
  return 0;
}
