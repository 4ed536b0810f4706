// web_server.h: the site of a data folder, served until it is stopped.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "web/http_server.h"
#include "web/site.h"

namespace hearth::web {

class WebServer {
 public:
  /// @error listen.not_here (exit 2): an address that others reach, while nothing here encrypts; listen.taken, listen.failed
  [[nodiscard]] static Result<std::unique_ptr<WebServer>> start(spine::Folder& folder, Files& files, const Clock& clock, Threads threads, const Listen& listen);
  [[nodiscard]] std::uint16_t port() const noexcept { return http_->port(); }
  /// "http://127.0.0.1:8080": where the pages are, without a slash at the end.
  [[nodiscard]] const std::string& address() const noexcept { return address_; }
  /// A path that signs `user` in once, within half an hour, and leads to `next`.
  [[nodiscard]] std::string link_for(const std::string& user, const std::string& next);
  void stop() { http_->stop(); }

 private:
  WebServer(spine::Folder& folder, Files& files, const Clock& clock, Threads threads)
      : surface_{folder, files, clock, threads, sessions_, held_, tiles_, pace_, passwords_}, site_{surface_} {}

  Sessions sessions_;
  HeldForms held_;
  TileStore tiles_;
  Pace pace_;
  PasswordEach passwords_;
  Surface surface_;
  Site site_;
  std::unique_ptr<HttpServer> http_;
  std::string address_;
};

}  // namespace hearth::web
