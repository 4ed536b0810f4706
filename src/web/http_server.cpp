#include "web/http_server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <thread>

#include "base/text.h"
#include "base/try.h"

namespace hearth::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;
using Parser = http::request_parser<http::string_body>;

/// A line that begins with a blank continues the one above (obs-fold, RFC 9112 5.2). What is in front of the server may read it otherwise.
bool has_folded_line(std::string_view heading) {
  return heading.find("\n ") != std::string_view::npos || heading.find("\n\t") != std::string_view::npos;
}

std::size_t count_of(const http::fields& fields, http::field name) {
  const auto range = fields.equal_range(name);
  return static_cast<std::size_t>(std::distance(range.first, range.second));
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

/// The path of "http://HOST/path" (RFC 9112 3.2.2) when it is the host of the heading; anything else as it stands, to be refused.
std::string_view own_path(std::string_view target, std::string_view host) {
  if (!target.starts_with("http://")) return target;
  const auto rest = target.substr(7);
  const auto slash = rest.find('/');
  if (rest.substr(0, slash) != host) return target;
  return slash == std::string_view::npos ? std::string_view{"/"} : rest.substr(slash);
}

/// A host and perhaps a port; nothing that could end in a page or a redirection.
bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']' || c == '_' || c == '=';
  });
}

/// The status that refuses the headings; 0 when they are in order.
int refused_headings(const http::fields& fields, unsigned version) {
  const auto hosts = count_of(fields, http::field::host);
  if (hosts > 1 || (hosts == 0 && version == 11)) return 400;
  if (hosts == 1 && !is_host(view(fields[http::field::host]))) return 400;
  const auto codings = count_of(fields, http::field::transfer_encoding);
  if (codings > 1 || (codings == 1 && (version == 10 || to_lower_ascii(view(fields[http::field::transfer_encoding])) != "chunked"))) return 400;
  if (codings > 0 && count_of(fields, http::field::content_length) > 0) return 400;
  if (count_of(fields, http::field::expect) > 0) return 417;
  if (count_of(fields, http::field::content_encoding) > 0) return 415;
  return 0;
}

int status_of(const beast::error_code& code) {
  if (code == http::error::header_limit || code == http::error::buffer_overflow || code == asio::error::not_found) return 431;
  if (code == http::error::body_limit) return 413;
  return 400;
}

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::get;
    case http::verb::head: return Method::head;
    case http::verb::post: return Method::post;
    default: return Method::other;
  }
}

struct Server;

/// One connection: reads a request, answers it, reads the next. Each step is a continuation of the one before, so no lock is needed.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Tcp::socket socket, Server& server);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  void begin();

 private:
  void read_heading(std::size_t known);
  void on_first_bytes();
  void on_heading();
  void on_body();
  void answer(const Request& request);
  void refuse(int status);
  void write(Response response, bool close, bool head_only);
  void begin_deadline(std::chrono::milliseconds after);
  void end_deadline();
  void throw_away(std::size_t so_far);
  [[nodiscard]] std::string_view received() const {
    return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
  }

  beast::tcp_stream stream_;
  Server& server_;
  bool from_this_machine_{false};
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  asio::steady_timer deadline_;  ///< of a request; the stream's own would close the socket, and the sender would never read why
  bool late_{false};
  http::response<http::string_body> out_;
};

struct Server final : HttpServer {
  Server(int threads, Handler handler_in, Refusal refusal_in, const HttpLimits& limits_in)
      : handler{std::move(handler_in)}, refusal{std::move(refusal_in)}, limits{limits_in}, io{threads} {}
  ~Server() override { Server::stop(); }
  [[nodiscard]] std::uint16_t port() const noexcept override { return bound; }

  void accept() {
    acceptor.async_accept(asio::make_strand(io), [this](beast::error_code code, Tcp::socket socket) {
      if (stopping) return;
      if (!code) std::make_shared<Connection>(std::move(socket), *this)->begin();
      accept();
    });
  }
  void stop() override {
    if (stopping.exchange(true)) return;
    asio::post(io, [this] {
      beast::error_code ignored;
      acceptor.close(ignored);
    });
    // Connections that wait for a request are cut; those that answer finish.
    work.reset();
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (answering > 0 && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    io.stop();
    for (auto& thread : pool) thread.join();
    pool.clear();
  }

  Handler handler;
  Refusal refusal;
  HttpLimits limits;
  asio::io_context io;
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  Tcp::acceptor acceptor{io};
  std::uint16_t bound{0};
  std::vector<std::thread> pool;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> open{0}, answering{0};
};

Connection::Connection(Tcp::socket socket, Server& server) : stream_{std::move(socket)}, server_{server}, deadline_{stream_.get_executor()} {
  beast::error_code ignored;
  const auto peer = stream_.socket().remote_endpoint(ignored);
  from_this_machine_ = !ignored && peer.address().is_loopback();
  stream_.socket().set_option(Tcp::no_delay{true}, ignored);
  ++server_.open;
}

Connection::~Connection() { --server_.open; }

void Connection::begin() {
  asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
    if (self->server_.open > self->server_.limits.connections) return self->refuse(503);
    self->on_first_bytes();
  });
}

// Not cancel(): what has run out and waits in the queue would still stop the answer.
void Connection::end_deadline() { deadline_.expires_at(std::chrono::steady_clock::time_point::max()); }

/// A request that is not whole by then is refused: what is waited for is called off, again until the refusal is written.
void Connection::begin_deadline(std::chrono::milliseconds after) {
  stream_.expires_never();
  deadline_.expires_after(after);
  deadline_.async_wait([weak = weak_from_this()](beast::error_code code) {
    const auto self = weak.lock();
    if (!self || code || self->deadline_.expiry() > std::chrono::steady_clock::now()) return;
    self->late_ = true;
    self->stream_.cancel();
    self->begin_deadline(std::chrono::milliseconds{100});
  });
}

void Connection::on_first_bytes() {
  if (server_.stopping) return;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(server_.limits.heading_bytes));
  parser_->body_limit(server_.limits.body_bytes);
  late_ = false;
  if (buffer_.size() > 0) {  // pipelined
    begin_deadline(std::chrono::seconds{server_.limits.seconds_to_send_request});
    return read_heading(0);
  }
  stream_.expires_after(std::chrono::seconds{server_.limits.seconds_idle});
  stream_.async_read_some(buffer_.prepare(4096), [self = shared_from_this()](beast::error_code code, std::size_t bytes) {
    if (code) return;  // closed, or idle too long
    self->buffer_.commit(bytes);
    self->begin_deadline(std::chrono::seconds{self->server_.limits.seconds_to_send_request});
    self->read_heading(0);
  });
}

/// The headings are looked at as bytes before the parser sees them: it would mend folded lines silently.
void Connection::read_heading(std::size_t known) {
  // An empty line or two before a request are passed over (RFC 9112 2.2).
  for (int line = 0; line < 2 && known == 0 && received().starts_with("\r\n"); ++line) buffer_.consume(2);
  const auto text = received();
  const auto end = text.find("\r\n\r\n", known > 3 ? known - 3 : 0);
  if (end != std::string_view::npos) {
    if (end > server_.limits.heading_bytes) return refuse(431);
    if (has_folded_line(text.substr(0, end))) return refuse(400);
    return on_heading();
  }
  if (text.size() > server_.limits.heading_bytes) return refuse(431);
  // A line ended by a bare line feed never ends the headings for us, though it does for others.
  if (text.find("\n\n") != std::string_view::npos) return refuse(400);
  stream_.async_read_some(buffer_.prepare(4096), [self = shared_from_this(), size = text.size()](beast::error_code code, std::size_t bytes) {
    if (self->late_) return self->refuse(408);
    if (code) return self->buffer_.size() > 0 && code == asio::error::eof ? self->refuse(400) : void();
    self->buffer_.commit(bytes);
    self->read_heading(size);
  });
}

void Connection::on_heading() {
  http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code code, std::size_t) {
    if (code) return self->refuse(self->late_ ? 408 : status_of(code));
    const auto& heading = self->parser_->get();
    if (const int status = refused_headings(heading, heading.version()); status != 0) return self->refuse(status);
    if (heading.method() == http::verb::unknown) return self->refuse(501);
    http::async_read(self->stream_, self->buffer_, *self->parser_, [self](beast::error_code ended, std::size_t) {
      if (ended) return self->refuse(self->late_ ? 408 : status_of(ended));
      self->on_body();
    });
  });
}

void Connection::on_body() {
  const auto& message = parser_->get();
  Request request;
  request.method = method_of(message.method());
  request.from_this_machine = from_this_machine_;
  auto target = parse_target(own_path(view(message.target()), view(message[http::field::host])));
  if (!target) return refuse(message.target().size() > 8192 ? 414 : 400);
  request.path = std::move(target->first);
  request.query = std::move(target->second);
  request.host = view(message[http::field::host]);
  request.origin = view(message[http::field::origin]);
  request.cookie = view(message[http::field::cookie]);
  request.authorization = view(message[http::field::authorization]);
  request.if_none_match = view(message[http::field::if_none_match]);
  request.accepts_gzip = view(message[http::field::accept_encoding]).find("gzip") != std::string_view::npos;
  const auto type = to_lower_ascii(view(message[http::field::content_type]));
  if (type.starts_with("application/x-www-form-urlencoded")) {
    auto form = Params::parse(message.body());
    if (!form) return refuse(400);
    request.form = std::move(*form);
  } else {
    request.body = message.body();
  }
  answer(request);
}

void Connection::answer(const Request& request) {
  end_deadline();
  stream_.expires_never();
  ++server_.answering;
  Response response;
  try {
    response = request.method == Method::other ? server_.refusal(405) : server_.handler(request);
  } catch (const std::exception&) {
    response = server_.refusal(500);
  }
  write(std::move(response), !parser_->get().keep_alive(), request.method == Method::head);
}

void Connection::refuse(int status) {
  end_deadline();
  ++server_.answering;
  write(server_.refusal(status), true, false);
}

void Connection::write(Response response, bool close, bool head_only) {
  close = close || server_.stopping;
  out_ = {};
  out_.version(11);
  out_.result(static_cast<unsigned>(response.status));
  out_.keep_alive(!close);
  out_.set(http::field::content_type, response.content_type);
  out_.set("X-Content-Type-Options", "nosniff");
  out_.set("Referrer-Policy", "same-origin");
  out_.set("Cross-Origin-Opener-Policy", "same-origin");
  out_.set("Cross-Origin-Resource-Policy", "same-origin");
  out_.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
  out_.set("Content-Security-Policy",
           "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; "
           "frame-ancestors 'none'; base-uri 'none'");
  out_.set(http::field::cache_control, !response.cache_control.empty() ? response.cache_control
                                     : response.keep                 ? "public, max-age=31536000, immutable"
                                                                     : "no-store");
  if (response.is_gzip) out_.set(http::field::content_encoding, "gzip");
  if (response.keep) out_.set(http::field::vary, "Accept-Encoding");
  for (const auto& [name, value] : response.headings) out_.insert(name, value);
  const auto size = response.body.size();
  if (response.status != 304 && response.status != 204) out_.content_length(size);
  if (!head_only && response.status != 304) out_.body() = std::move(response.body);
  if (head_only) {
    out_.body().clear();
    out_.set(http::field::content_length, std::to_string(size));
  }
  stream_.expires_after(std::chrono::seconds{60});
  const auto done = [self = shared_from_this(), close](beast::error_code code, std::size_t) {
    --self->server_.answering;
    if (!code && !close) return self->on_first_bytes();
    beast::error_code ignored;
    self->stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
    if (code || self->server_.open > 2 * self->server_.limits.connections) return;
    self->stream_.expires_after(std::chrono::seconds{self->server_.limits.seconds_to_throw_away});
    self->throw_away(0);
  };
  if (head_only) {
    auto serializer = std::make_shared<http::response_serializer<http::string_body>>(out_);
    http::async_write_header(stream_, *serializer, [done, serializer](beast::error_code code, std::size_t bytes) { done(code, bytes); });
  } else {
    http::async_write(stream_, out_, done);
  }
}

/// A socket that is closed with bytes unread cuts the connection, and the answer is lost on whoever still sends (RFC 9112 9.6): what
/// comes is read and thrown away until the other side has closed, or for a while, or up to a limit.
void Connection::throw_away(std::size_t so_far) {
  buffer_.clear();
  if (so_far > server_.limits.bytes_thrown_away || server_.stopping) return;
  stream_.async_read_some(buffer_.prepare(65536), [self = shared_from_this(), so_far](beast::error_code code, std::size_t bytes) {
    if (!code) self->throw_away(so_far + bytes);
  });
}

Result<Done> bind(Server& server, const Listen& listen) {
  beast::error_code code;
  const auto address = asio::ip::make_address(listen.address, code);
  if (code) return wrong_use("listen.malformed", "not an address of this machine. Expected for example 127.0.0.1:8080.");
  for (int tried = 0; tried < std::max(listen.ports_tried, 1); ++tried) {
    const auto port = static_cast<std::uint16_t>(listen.port + tried);
    const Tcp::endpoint endpoint{address, listen.port == 0 ? std::uint16_t{0} : port};
    server.acceptor = Tcp::acceptor{server.io};
    server.acceptor.open(endpoint.protocol(), code);
    if (!code) server.acceptor.set_option(asio::socket_base::reuse_address{true}, code);
    if (!code) server.acceptor.bind(endpoint, code);
    if (!code) server.acceptor.listen(asio::socket_base::max_listen_connections, code);
    if (!code) {
      server.bound = server.acceptor.local_endpoint().port();
      return Done{};
    }
    if (code != asio::error::address_in_use) break;
  }
  if (code == asio::error::address_in_use)
    return fail("listen.taken", "port " + std::to_string(listen.port) + " and the next ones are taken. Choose another: --listen 127.0.0.1:9080.");
  return fail("listen.failed", "cannot listen there: " + code.message() + ".");
}

}  // namespace

bool Listen::is_loopback() const {
  beast::error_code code;
  const auto parsed = asio::ip::make_address(address, code);
  return !code && parsed.is_loopback();
}

Result<Listen> parse_listen(std::string_view text) {
  const auto malformed = [] { return wrong_use("listen.malformed", "expected an address and a port, for example 127.0.0.1:8080 or [::1]:8080."); };
  Listen out;
  const auto colon = text.rfind(':');
  auto address = colon == std::string_view::npos ? std::string_view{} : text.substr(0, colon);
  const auto port = colon == std::string_view::npos ? text : text.substr(colon + 1);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  if (!address.empty()) out.address = address == "localhost" ? "127.0.0.1" : std::string{address};
  const auto read = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (port.empty() || read.ec != std::errc{} || read.ptr != port.data() + port.size()) return malformed();
  beast::error_code code;
  asio::ip::make_address(out.address, code);
  if (code) return malformed();
  return out;
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const Listen& listen, int threads, Handler handler, Refusal refusal, const HttpLimits& limits) {
  auto server = std::make_unique<Server>(std::max(threads, 1), std::move(handler), std::move(refusal), limits);
  HEARTH_CHECK(bind(*server, listen));
  server->accept();
  for (int i = 0; i < std::max(threads, 1); ++i) server->pool.emplace_back([io = &server->io] { io->run(); });
  return std::unique_ptr<HttpServer>{std::move(server)};
}

}  // namespace hearth::web
