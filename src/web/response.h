// response.h: one HTTP response as a plain value.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace hearth::web {

struct Response {
  int status{200};
  std::string content_type{"text/html; charset=utf-8"};
  std::string body;
  std::vector<std::pair<std::string, std::string>> headings;  ///< beside those that every response has (http_server.h)
  bool keep{false};       ///< may a browser keep it (assets only); else no-store
  std::string cache_control{};  ///< says how long instead; empty: as `keep` says
  bool is_gzip{false};    ///< the body is compressed already

  /// 303: after a form, so that Back and reload send nothing again. `path` begins with '/'.
  [[nodiscard]] static Response see_other(std::string path) {
    Response out;
    out.status = 303;
    out.headings.emplace_back("Location", std::move(path));
    return out;
  }
};

}  // namespace hearth::web
