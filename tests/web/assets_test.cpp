#include "web/assets.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "base/files.h"
#include "formats/gzip.h"
#include "web/pages/pages.h"

using namespace hearth;
using namespace hearth::web;

TEST_CASE("What belongs to gov.uk alone, and what leads to another host, is not among what pages load") {
  for (const auto name : {asset_path("govuk.css"), asset_path("hearth.css")}) {
    const auto bytes = find_asset(name)->bytes;
    CAPTURE(name);
    for (const auto* gone : {"GDS Transport", "@font-face", "@import", "crest", "url(", "image-set", "sourceMappingURL"})
      CHECK_MESSAGE(bytes.find(gone) == std::string_view::npos, gone);
    CHECK(bytes.find("arial") != std::string_view::npos);
  }
  CHECK(find_asset(asset_path("govuk.css"))->bytes.find(".govuk-button{") != std::string_view::npos);
  CHECK(find_asset(asset_path("licences.txt"))->bytes.find("Crown Copyright (Government Digital Service)") != std::string_view::npos);
  CHECK(find_asset(asset_path("licences.txt"))->bytes.find("MapLibre contributors") != std::string_view::npos);
}

TEST_CASE("An asset is found by the path with its hash and by its name, and by no other") {
  std::set<std::string_view> folders;
  for (const auto& asset : all_assets()) {
    CHECK(find_asset(asset.path) == &asset);
    CHECK(find_asset("/assets/" + std::string{asset.name}) == &asset);
    folders.insert(asset.path.substr(0, asset.path.rfind('/')));
    CHECK(asset.etag.size() == 18);
    CHECK(!asset.bytes.empty());
  }
  CHECK(folders.size() == 1);  // one folder, so that hearth.js finds ./govuk.js
  for (const auto* wrong : {"", "/", "/assets/", "/assets", "/assets/../assets/govuk.css",
                            "/assets/0000000000000000/govuk.css", "govuk.css"})
    CHECK(find_asset(wrong) == nullptr);
}

TEST_CASE("The compressed form of an asset holds the same bytes") {
  class Bytes final : public ByteSource {
   public:
    explicit Bytes(std::string_view left) : left_{left} {}
    Result<std::size_t> read(std::span<char> into) override {
      const auto count = std::min(into.size(), left_.size());
      std::copy_n(left_.begin(), count, into.begin());
      left_.remove_prefix(count);
      return count;
    }

   private:
    std::string_view left_;
  };
  for (const auto& asset : all_assets()) {
    CAPTURE(asset.name);
    auto source = formats::unpacked(std::make_unique<Bytes>(asset.gzip), std::string{asset.name});
    REQUIRE(source);
    std::string plain;
    for (std::vector<char> part(1 << 16);;) {
      const auto count = (*source)->read(part);
      REQUIRE(count);
      if (*count == 0) break;
      plain.append(part.data(), *count);
    }
    CHECK(plain == asset.bytes);
    CHECK(asset.gzip.size() < asset.bytes.size());
  }
}

TEST_CASE("A browser may keep what it got by the path with the hash, and nothing else for ever") {
  Request request;
  request.path = std::string{asset_path("govuk.css")};
  auto answer = asset_response(request);
  REQUIRE(answer);
  CHECK(answer->keep);
  CHECK(answer->content_type == "text/css; charset=utf-8");
  CHECK(answer->body == find_asset(request.path)->bytes);
  request.accepts_gzip = true;
  CHECK(asset_response(request)->is_gzip);
  CHECK(asset_response(request)->body == find_asset(request.path)->gzip);
  request.if_none_match = std::string{find_asset(request.path)->etag};
  CHECK(asset_response(request)->status == 304);
  CHECK(asset_response(request)->body.empty());
  request = {};
  request.path = "/assets/govuk.css";
  CHECK(!asset_response(request)->keep);
  request.method = Method::post;
  CHECK(!asset_response(request));
}
