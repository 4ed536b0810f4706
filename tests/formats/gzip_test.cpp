#include "formats/gzip.h"

#include <doctest/doctest.h>

#include "formats/csv_text.h"

using namespace hearth;
using namespace hearth::formats;

namespace {

Result<std::string> whole(std::string bytes) {
  auto source = unpacked(source_of(std::move(bytes)), "x.gz");
  if (!source) return fail(source.error());
  std::string out;
  std::vector<char> block(1000);
  for (;;) {
    const auto got = (*source)->read(block);
    if (!got) return fail(got.error());
    if (*got == 0) return out;
    out.append(block.data(), *got);
  }
}

}  // namespace

TEST_CASE("Packed and plain bytes are read alike") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919) + ",row\n";
  CHECK(whole(text).value() == text);
  CHECK(whole(packed(text)).value() == text);
  CHECK(whole(packed("a\n") + packed("b\n")).value() == "a\nb\n");      // cat a.gz b.gz
  CHECK(whole(packed("a\n") + std::string(512, '\0')).value() == "a\n");  // padding of a tape
  CHECK(whole(packed("")).value().empty());
  CHECK(whole("").value().empty());
  CHECK(whole("\x1F\x8B").value() == "\x1F\x8B");
  CHECK(read_csv(packed("a;b\n1;2\n")).rows == Rows{{"1", "2"}});
}

TEST_CASE("A packed file that is damaged, cut off or a bomb is refused by name") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919) + ",row\n";
  const auto good = packed(text);
  CHECK(whole(good.substr(0, good.size() / 2)).error().code == "gzip.truncated");
  CHECK(whole(good.substr(0, good.size() - 3)).error().code == "gzip.truncated");
  auto damaged = good;
  damaged[good.size() / 2] = static_cast<char>(damaged[good.size() / 2] ^ 0x55);
  CHECK(whole(damaged).error().code == "gzip.corrupt");
  CHECK(whole(good + "rubbish").error().code == "gzip.corrupt");
  CHECK(whole(packed(std::string(64U << 20, 'x'))).error().code == "gzip.bomb");
  CHECK(whole(packed(std::string(1U << 20, 'x'))).has_value());  // small enough to harm nobody
  CHECK(read_csv(good.substr(0, good.size() / 2)).refused == "gzip.truncated");
}

TEST_CASE("What is packed with a filler is the same text, and its length tells less") {
  const std::string text(3000, 'a');
  CHECK(whole(packed(text, "0f3a")).value_or("") == text);
  CHECK(packed(text, "0f3a").size() == packed(text, "0f").size() + 2);
}
