#include "formats/gzip.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include "formats/csv_text.h"

using namespace hearth;
using namespace hearth::formats;

namespace {

std::string packed(std::string_view text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(compressBound(static_cast<uLong>(text.size())) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

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
