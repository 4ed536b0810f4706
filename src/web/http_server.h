// http_server.h: HTTP/1.1 on a socket, in front of a function from Request to Response. The only file that knows Boost.Beast.
//
// Refused with 4xx and the connection closed, beside what Beast's parser refuses: no Host or several, obs-fold, a
// Transfer-Encoding other than exactly "chunked", a heading over 16 KiB, a body over the limit, a request slower than its deadline.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "web/request.h"
#include "web/response.h"

namespace hearth::web {

struct Listen {
  std::string address{"127.0.0.1"};
  std::uint16_t port{8080};
  int ports_tried{20};             ///< when the port is taken, the next ones
  [[nodiscard]] bool is_loopback() const;
};
/// "127.0.0.1:8080", "[::1]:8080", ":8080" or "8080". @error listen.malformed (exit 2)
[[nodiscard]] Result<Listen> parse_listen(std::string_view text);

struct HttpLimits {
  std::size_t heading_bytes{16U << 10};
  std::size_t body_bytes{4U << 20};      ///< a pasted area; files are uploaded by the command line
  int seconds_to_send_request{20};       ///< from its first byte to its last: slow senders are cut off
  int seconds_idle{30};
  std::size_t bytes_thrown_away{64U << 20};  ///< of a refused request, read so that whoever still sends it gets to read why
  int seconds_to_throw_away{10};
  std::size_t connections{1000};
};

using Handler = std::function<Response(const Request&)>;
/// What is answered when the request itself is refused, before the handler: a page for 400, 408, 413, 414, 431, 503.
using Refusal = std::function<Response(int status)>;

class HttpServer {
 public:
  /// Listens and answers in `threads` threads until stop(). Handlers run in them, several at once.
  /// @error listen.taken (all ports tried), listen.failed
  [[nodiscard]] static Result<std::unique_ptr<HttpServer>> start(const Listen& listen, int threads, Handler handler, Refusal refusal,
                                                                 const HttpLimits& limits = {});
  virtual ~HttpServer() = default;
  [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;
  /// Requests that are being answered are answered; no new ones. Returns when all threads ended.
  virtual void stop() = 0;
};

}  // namespace hearth::web
