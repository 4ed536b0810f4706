#include "web/web_server.h"

#include "base/try.h"
#include "formats/gzip.h"
#include "trust/secrets.h"

namespace hearth::web {
namespace {

/// Pages wait for the disk more than for a core: an audit event is synced before a page leaves.
constexpr int answering_threads = 4;

/// Pages and tables go compressed to whoever can read that. Beside secrets a page shows what was typed into it, so the length is blurred.
Response compressed(const Request& request, Response response) {
  constexpr std::size_t worth_it = 1400;  // less goes in one packet as it is
  const bool is_text = response.content_type.starts_with("text/") || response.content_type.starts_with("application/json") || response.content_type.starts_with("application/geo+json");
  if (!request.accepts_gzip || response.is_gzip || !is_text || response.body.size() < worth_it) return response;
  const auto dice = trust::random_salt();
  response.body = formats::packed(response.body, trust::hex(std::span{dice}.first(1 + dice.back() % 31)));
  response.is_gzip = true;
  return response;
}

}  // namespace

Result<std::unique_ptr<WebServer>> WebServer::start(spine::Folder& folder, Files& files, const Clock& clock, Threads threads, const Listen& listen) {
  if (!listen.is_loopback())
    return wrong_use("listen.not_here", "version 1 serves pages on this machine alone (127.0.0.1 or [::1]): it does not encrypt. Put a server that does in front of it, "
                                        "or use an SSH tunnel: ssh -L 8080:127.0.0.1:8080 MACHINE.");
  auto server = std::unique_ptr<WebServer>{new WebServer(folder, files, clock, threads)};
  HEARTH_TRY(http, HttpServer::start(listen, answering_threads, [site = &server->site_](const Request& request) { return compressed(request, site->answer(request)); },
                                     [site = &server->site_](int status) { return site->refusal(status); }));
  server->http_ = std::move(http);
  const bool six = listen.address.find(':') != std::string::npos;
  server->address_ = "http://" + (six ? "[" + listen.address + "]" : listen.address) + ":" + std::to_string(server->port());
  return server;
}

std::string WebServer::link_for(const std::string& user, const std::string& next) {
  return "/sign-in/once/" + sessions_.add_link(user, surface_.clock.now()) + "?next=" + percent_encoded(next);
}

}  // namespace hearth::web
