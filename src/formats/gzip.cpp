#include "formats/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <vector>

#include "base/assertion.h"
#include "base/limits.h"
#include "base/try.h"
#include "formats/first_bytes.h"

namespace hearth::formats {
namespace {

constexpr std::size_t block_bytes = 64U << 10;
constexpr std::uint64_t ratio_counts_from = 16ULL << 20;  ///< unpacked bytes before which a high ratio harms nobody

/// RFC 1952, several members one after another as `cat a.gz b.gz` makes them; zeros after the last one are padding.
class GzipSource final : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> packed, std::string file) : packed_{std::move(packed)}, file_{std::move(file)}, input_(block_bytes) {}
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override {
    if (begun_) inflateEnd(&stream_);
  }

  Result<std::size_t> read(std::span<char> into) override {
    if (ended_ || into.empty()) return std::size_t{0};
    if (!begun_) {
      if (inflateInit2(&stream_, 15 + 16) != Z_OK) return corrupt();
      begun_ = true;
    }
    stream_.next_out = reinterpret_cast<Bytef*>(into.data());
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(into.size(), 1U << 30));
    const uInt room = stream_.avail_out;
    while (stream_.avail_out == room && !ended_) HEARTH_CHECK(step());
    const std::size_t made = room - stream_.avail_out;
    unpacked_bytes_ += made;
    if (unpacked_bytes_ > ratio_counts_from && unpacked_bytes_ / limits::gzip_ratio_max > packed_bytes_)
      return fault("gzip.bomb", "unpacks to more than " + std::to_string(limits::gzip_ratio_max) +
                                    " times its size, which no extract does. Unpack it yourself and load the plain file if it is meant.");
    return made;
  }

 private:
  Result<Done> step() {
    if (stream_.avail_in == 0) HEARTH_CHECK(refill());
    if (between_members_) return next_member();
    if (stream_.avail_in == 0) return fault("gzip.truncated", "the packed file breaks off. Was it copied whole? Fetch it again.");
    const int status = inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_STREAM_END) between_members_ = true;
    else if (status != Z_OK && status != Z_BUF_ERROR) return corrupt();
    return Done{};
  }

  Result<Done> refill() {
    HEARTH_TRY(got, packed_->read(input_));
    packed_bytes_ += got;
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(got);
    return Done{};
  }

  Result<Done> next_member() {
    for (; stream_.avail_in > 0 && *stream_.next_in == 0; --stream_.avail_in) ++stream_.next_in;
    if (stream_.avail_in == 0) {
      HEARTH_CHECK(refill());
      if (stream_.avail_in == 0) ended_ = true;
      return Done{};
    }
    between_members_ = false;
    return inflateReset(&stream_) == Z_OK ? Result<Done>{Done{}} : corrupt();
  }

  [[nodiscard]] tl::unexpected<Error> fault(std::string code, std::string message) const {
    return fail(std::move(code), std::move(message), Where{.file = file_});
  }
  [[nodiscard]] tl::unexpected<Error> corrupt() const {
    return fault("gzip.corrupt", "the packed file is damaged. Fetch it again; nothing of it was loaded.");
  }

  std::unique_ptr<ByteSource> packed_;
  std::string file_;
  std::vector<char> input_;
  z_stream stream_{};
  std::uint64_t packed_bytes_{0}, unpacked_bytes_{0};
  bool begun_{false}, between_members_{false}, ended_{false};
};

}  // namespace

Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> source, std::string file) {
  constexpr std::string_view magic = "\x1F\x8B\x08";  // and the only method there is, deflate
  HEARTH_TRY(begun, first_bytes(std::move(source), magic.size()));
  auto whole = std::move(begun.whole);
  if (begun.first == magic) whole = std::make_unique<GzipSource>(std::move(whole), std::move(file));
  return whole;
}

Result<std::unique_ptr<ByteSource>> open_unpacked(Files& files, const Path& path) {
  HEARTH_TRY(source, files.open(path));
  return unpacked(std::move(source), path.string());
}

Result<std::string> read_unpacked(Files& files, const Path& path, std::uint64_t bytes_max) {
  HEARTH_TRY(source, open_unpacked(files, path));
  std::string content;
  std::vector<char> block(block_bytes);
  for (;;) {
    HEARTH_TRY(got, source->read(block));
    if (got == 0) return content;
    if (content.size() + got > bytes_max)
      return fail("file.too_large", "larger than " + std::to_string(bytes_max) + " bytes, the most that is read of such a file.",
                  Where{.file = path.string()});
    content.append(block.data(), got);
  }
}

std::string packed(std::string_view plain, const std::string& filler) {
  constexpr int quick = 4, window_and_gzip = 15 + 16, memory = 8;
  z_stream stream{};
  HEARTH_ASSERT(deflateInit2(&stream, quick, Z_DEFLATED, window_and_gzip, memory, Z_DEFAULT_STRATEGY) == Z_OK);
  auto name = filler;
  gz_header heading{};
  heading.os = 255;  // not told
  heading.name = name.empty() ? nullptr : reinterpret_cast<Bytef*>(name.data());
  deflateSetHeader(&stream, &heading);
  std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  HEARTH_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace hearth::formats
