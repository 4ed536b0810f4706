// assets.cpp: style sheets, scripts and icons, out of the program itself.
#include "web/assets.h"

#include "web/pages/pages.h"

namespace hearth::web {

std::optional<Response> asset_response(const Request& request) {
  if (request.method != Method::get && request.method != Method::head) return std::nullopt;
  const auto* asset = find_asset(request.path);
  if (asset == nullptr) return std::nullopt;
  Response out;
  out.content_type = asset->content_type;
  out.keep = request.path == asset->path;  // the path with the hash: its bytes never change
  out.headings.emplace_back("ETag", std::string{asset->etag});
  if (request.if_none_match == asset->etag) {
    out.status = 304;
    return out;
  }
  out.is_gzip = request.accepts_gzip && !asset->gzip.empty();
  out.body = out.is_gzip ? asset->gzip : asset->bytes;
  return out;
}

}  // namespace hearth::web
