// readable.h: what somebody can read out of an answer of the server, whatever it is packed in: compressed pages, PDFs, references of HTML.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "drills/canaries.h"
#include "formats/gzip.h"
#include "paper.h"
#include "raw_http.h"

namespace hearth::drills {

/// Without it nothing could be found in paper, and the drill would pass: it fails instead.
inline void need_pdf_reader() {
  REQUIRE_MESSAGE(std::system("pdftotext -v >/dev/null 2>&1") == 0, "pdftotext is missing: apt-get install poppler-utils");
}

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_{std::move(bytes)} {}
  Result<std::size_t> read(std::span<char> into) override {
    const auto count = std::min(into.size(), bytes_.size() - at_);
    std::memcpy(into.data(), bytes_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t at_{0};
};

inline std::string unpacked_bytes(const std::string& bytes) {
  if (!bytes.starts_with("\x1f\x8b")) return bytes;
  auto source = formats::unpacked(std::make_unique<MemorySource>(bytes), "answer");
  REQUIRE(source);
  std::string out;
  std::vector<char> block(65536);
  for (;;) {
    const auto got = (*source)->read(block);
    REQUIRE(got);
    if (*got == 0) return out;
    out.append(block.data(), *got);
  }
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

/// Text of a PDF, once in reading order and once as it stands on the page; of anything else the bytes, with the references of HTML resolved.
inline std::string readable(const tests::RawAnswer& answer) {
  auto bytes = unpacked_bytes(answer.body());
  if (bytes.starts_with("%PDF-")) {
    const tests::Paper paper{bytes};
    auto text = paper.text();
    CHECK_MESSAGE(text.size() > 20, "a PDF of which nothing can be read: the search in it is blind");
    for (const auto& page : paper.pages()) text += "\n" + page;
    return text + "\n" + paper.info();
  }
  for (const auto& [reference, character] : {std::pair{"&#39;", "'"}, {"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}) bytes = replaced(std::move(bytes), reference, character);
  return bytes;
}

/// What of `hidden` can be read in it.
inline std::vector<std::string> told_of(const Canaries& hidden, const std::string& text) {
  std::vector<std::string> out;
  const auto folded = fold(text);
  for (const auto& uprn : hidden.uprns)
    if (text.find(uprn) != std::string::npos) out.push_back(uprn);
  for (const auto& name : hidden.names)
    if (folded.find(name) != std::string::npos) out.push_back(name);
  return out;
}

}  // namespace hearth::drills
