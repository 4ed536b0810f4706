#include "formats/first_bytes.h"

#include <algorithm>

#include "base/try.h"

namespace hearth::formats {
namespace {

class Rejoined final : public ByteSource {
 public:
  Rejoined(std::string first, std::unique_ptr<ByteSource> rest) : first_{std::move(first)}, rest_{std::move(rest)} {}
  Result<std::size_t> read(std::span<char> into) override {
    if (at_ == first_.size()) return rest_->read(into);
    const auto count = std::min(into.size(), first_.size() - at_);
    std::copy_n(first_.data() + at_, count, into.data());
    at_ += count;
    return count;
  }

 private:
  std::string first_;
  std::size_t at_{0};
  std::unique_ptr<ByteSource> rest_;
};

}  // namespace

Result<FirstBytes> first_bytes(std::unique_ptr<ByteSource> source, std::size_t count) {
  std::string first(count, '\0');
  std::size_t have = 0;
  while (have < first.size()) {
    HEARTH_TRY(got, source->read(std::span<char>{first}.subspan(have)));
    if (got == 0) break;
    have += got;
  }
  first.resize(have);
  auto whole = std::make_unique<Rejoined>(first, std::move(source));
  return FirstBytes{std::move(first), std::move(whole)};
}

}  // namespace hearth::formats
