// pages.cpp: the pages of a served data folder under load: requests a second and percentiles of start, home, list, find and tile, each with
// sign-in, decision and audit; what a page weighs; and pages while a file is loaded. Usage: bench_pages HEARTH DATA_FOLDER [OUTCODE] [PAGE]
// The folder is one that `hearth demo` or bench_district made: DATA_FOLDER/../district is loaded from, unless there is none.
// Goals: a tile within 50 ms and a page within 200 ms while a load runs, at the 99th percentile.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <sstream>
#include <thread>
#include <vector>

#include "place/place_tiles.h"
#include "web/request.h"

extern char** environ;

namespace {

using namespace hearth;
using Steady = std::chrono::steady_clock;

double milliseconds_since(Steady::time_point from) { return std::chrono::duration<double, std::milli>(Steady::now() - from).count(); }

struct Answer {
  int status{0};
  std::string headings, body;
  [[nodiscard]] std::string heading(const std::string& name) const {
    const auto at = headings.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + 4 + name.size();
    return headings.substr(from, headings.find("\r\n", from) - from);
  }
};

/// One kept connection, as a browser holds it.
class Client {
 public:
  Client(std::uint16_t port, std::string cookie) : port_{port}, cookie_{std::move(cookie)} { connect(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(fd_); }

  Answer get(const std::string& path, const std::string& more = {}) { return send("GET " + path + " HTTP/1.1\r\nHost: h\r\nCookie: " + cookie_ + "\r\n" + more + "\r\n"); }
  Answer post(const std::string& path, const web::Params& form) {
    const auto body = form.text();
    return send("POST " + path + " HTTP/1.1\r\nHost: h\r\nCookie: " + cookie_ + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body);
  }
  [[nodiscard]] const std::string& cookie() const { return cookie_; }

 private:
  void connect() {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port_);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) std::perror("connect");
  }
  Answer send(const std::string& bytes) {
    if (::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size())) return {};
    std::string got;
    std::size_t end = std::string::npos, length = 0;
    char block[65536];
    for (;;) {
      if (end == std::string::npos && (end = got.find("\r\n\r\n")) != std::string::npos) {
        const auto at = got.find("Content-Length: ");
        length = at == std::string::npos || at > end ? 0 : std::stoul(got.substr(at + 16));
      }
      if (end != std::string::npos && got.size() >= end + 4 + length) break;
      const auto count = ::recv(fd_, block, sizeof block, 0);
      if (count <= 0) return {};
      got.append(block, static_cast<std::size_t>(count));
    }
    Answer out{std::stoi(got.substr(9, 3)), got.substr(0, end + 2), got.substr(end + 4)};
    if (const auto set = out.heading("Set-Cookie"); !set.empty()) cookie_ = set.substr(0, set.find(';'));
    return out;
  }
  std::uint16_t port_;
  std::string cookie_;
  int fd_{-1};
};

std::string only;  ///< pages to measure; empty: all

double percentile(std::vector<double>& times, double share) {
  std::ranges::sort(times);
  return times.empty() ? 0 : times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

void print_line(const std::string& what, double seconds, std::vector<double> times, std::size_t bad, std::size_t plain, std::size_t packed) {
  const auto count = static_cast<double>(times.size());
  fmt::print("{:<46}{:>8}{:>10.0f}{:>10.2f}{:>10.2f}{:>10.2f}{:>6}{:>10.1f}{:>10.1f}\n", what, times.size(), count / seconds, percentile(times, 0.5), percentile(times, 0.99), percentile(times, 1.0), bad,
             static_cast<double>(plain) / 1024, static_cast<double>(packed) / 1024);
}

/// Asks for `paths` in turn over `connections` connections for some seconds.
void measure(const std::string& what, std::uint16_t port, const std::string& cookie, const std::vector<std::string>& paths, int connections, double seconds,
             const std::function<bool()>& goes_on = [] { return false; }) {
  if (what.find(only) == std::string::npos) return;
  if (paths.empty()) {
    fmt::print("{:<46} not measured: no address of one was found\n", what);
    return;
  }
  std::vector<std::vector<double>> times(static_cast<std::size_t>(connections));
  std::vector<std::size_t> bad(times.size());
  const auto begun = Steady::now();
  std::vector<std::thread> threads;
  for (std::size_t c = 0; c < times.size(); ++c)
    threads.emplace_back([&, c] {
      Client client{port, cookie};
      for (std::size_t i = c; milliseconds_since(begun) < seconds * 1000 || goes_on(); i += times.size()) {
        const auto from = Steady::now();
        const auto answer = client.get(paths[i % paths.size()]);
        times[c].push_back(milliseconds_since(from));
        bad[c] += answer.status != 200 ? 1 : 0;
        if (answer.status == 0) break;
      }
    });
  for (auto& thread : threads) thread.join();
  const double took = milliseconds_since(begun) / 1000;
  std::vector<double> all;
  std::size_t faults = 0;
  for (std::size_t c = 0; c < times.size(); ++c) all.insert(all.end(), times[c].begin(), times[c].end()), faults += bad[c];
  Client client{port, cookie};
  const auto plain = client.get(paths.front()).body.size(), packed = client.get(paths.front(), "Accept-Encoding: gzip\r\n").body.size();
  print_line(fmt::format("{}, {} at once", what, connections), took, std::move(all), faults, plain, packed);
}

std::vector<std::string> all_matches(const std::string& text, const std::regex& wanted) {
  std::vector<std::string> out;
  for (auto it = std::sregex_iterator{text.begin(), text.end(), wanted}; it != std::sregex_iterator{}; ++it) out.push_back(std::regex_replace((*it)[1].str(), std::regex{"&amp;"}, "&"));
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream{path, std::ios::binary}.rdbuf();
  return out.str();
}

/// A command of its own process, which says what it does in `log`; -1 when it cannot be begun.
pid_t begin_command(std::vector<std::string> words, const std::string& log) {
  std::vector<char*> raw;
  for (auto& word : words) raw.push_back(word.data());
  raw.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  pid_t process = -1;
  if (::posix_spawn(&process, words.front().c_str(), &files, nullptr, raw.data(), environ) != 0) process = -1;
  posix_spawn_file_actions_destroy(&files);
  return process;
}

pid_t serve(const std::string& program, const std::string& data, const std::string& log) {
  const pid_t process = begin_command({program, "serve", "--data", data, "--listen", "127.0.0.1:0"}, log);
  if (process < 0) return process;
  for (int i = 0; i < 3000 && content_of(log).find("Ctrl-C") == std::string::npos; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  return process;
}

/// Tiles over the place, as a map that is moved about asks for them: whole at zooms 11 to 13, a spread of them at 14 to 16.
std::vector<std::string> tile_paths(const std::string& page) {
  std::smatch found;
  if (!std::regex_search(page, found, std::regex{"data-bounds=\"([-0-9.]+),([-0-9.]+),([-0-9.]+),([-0-9.]+)\""})) return {};
  constexpr std::size_t of_a_zoom = 400;
  std::vector<std::string> out;
  for (std::uint32_t zoom = 11; zoom <= 16; ++zoom) {
    const auto first = place::tile_at({std::stod(found[1]), std::stod(found[4])}, zoom), last = place::tile_at({std::stod(found[3]), std::stod(found[2])}, zoom);
    const std::size_t all = (last.column - first.column + std::size_t{1}) * (last.row - first.row + std::size_t{1});
    const std::size_t step = all / of_a_zoom + 1;
    for (std::size_t i = 0; i < all; i += step) {
      const auto rows = last.row - first.row + std::size_t{1};
      out.push_back("/tiles/" + std::to_string(zoom) + "/" + std::to_string(first.column + i / rows) + "/" + std::to_string(first.row + i % rows) + ".mvt");
    }
  }
  return out;
}

/// The council tax file with the last letter of each line's account changed: every record is another, so that the load is a whole one.
/// @return the path of the feed's declaration in `folder`; empty when the district has no such file
std::string changed_feed(const std::filesystem::path& district, const std::filesystem::path& folder) {
  const auto from = district / "feeds";
  if (!std::filesystem::exists(from / "council_tax.csv")) return {};
  std::filesystem::create_directories(folder);
  std::filesystem::copy_file(from / "council_tax.feed.toml", folder / "council_tax.feed.toml", std::filesystem::copy_options::overwrite_existing);
  std::ifstream in{from / "council_tax.csv", std::ios::binary};
  std::ofstream out{folder / "council_tax.csv", std::ios::binary};
  std::string line;
  for (bool heading = true; std::getline(in, line); heading = false) {
    const auto end = line.find(';');
    if (!heading && end != std::string::npos) line.insert(end, "B");
    out << line << "\n";
  }
  return (folder / "council_tax.feed.toml").string();
}

/// Loads again and again beside the server, each time a whole file of other records, until `seconds` are over.
struct Loads {
  std::size_t count{0}, failed{0};
  double seconds{0};
};
Loads load_for(double seconds, const std::string& program, const std::string& data, const std::vector<std::string>& feeds, const std::string& log) {
  Loads out;
  const auto begun = Steady::now();
  for (; milliseconds_since(begun) < seconds * 1000; ++out.count) {
    const pid_t load = begin_command({program, "load", feeds[out.count % feeds.size()], "--accept-shrink", "--data", data}, log);
    int status = -1;
    if (load > 0) ::waitpid(load, &status, 0);
    if (load < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) ++out.failed;
  }
  out.seconds = milliseconds_since(begun) / 1000;
  return out;
}

/// The pages that somebody has open on the night, while files of every household are loaded.
void measure_during_load(const std::string& program, const std::filesystem::path& data, std::uint16_t port, const std::string& cookie, const std::vector<std::string>& homes, const std::string& list) {
  const std::string what = "home, while files are loaded";
  if (what.find(only) == std::string::npos) return;
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("bench_pages.{}", ::getpid());
  const auto district = data.parent_path() / "district";
  const auto changed = changed_feed(district, folder);
  if (changed.empty()) {
    fmt::print("{:<46} not measured: no ../district/feeds/council_tax.csv beside the data folder\n", what);
    return;
  }
  const std::vector<std::string> feeds{changed, (district / "feeds" / "council_tax.feed.toml").string()};
  const auto log = (folder / "load.log").string();
  constexpr double seconds = 10;
  for (const auto& [name, paths] : {std::pair{what, homes}, std::pair{std::string{"list, while files are loaded"}, std::vector<std::string>{list}}}) {
    std::atomic<bool> ended{false};
    Loads loads;
    std::thread loading{[&] {
      loads = load_for(seconds, program, data.string(), feeds, log);
      ended = true;
    }};
    measure(name, port, cookie, paths, 2, 0, [&ended] { return !ended.load(); });
    loading.join();
    fmt::print("  {} loads in {:.1f} s, {} failed\n", loads.count, loads.seconds, loads.failed);
    if (loads.failed > 0) fmt::print("{}\n", content_of(log));
  }
  std::filesystem::remove_all(folder);
  // The folder is left as it was: its own file, and a run of it.
  int status = -1;
  for (const auto& words : {std::vector<std::string>{program, "load", feeds.back(), "--accept-shrink", "--data", data.string()},
                            std::vector<std::string>{program, "run", (district / "PLACE.toml").string(), "--data", data.string()}}) {
    const pid_t command = begin_command(words, "/dev/null");
    if (command > 0) ::waitpid(command, &status, 0);
    if (command < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) fmt::print("  hearth {} failed: the folder is not as it was\n", words[1]);
  }
}

/// An area and its list: the path of the list, and how long asking and reading took.
std::string ask(Client& client, const std::string& csrf, const std::string& field, const std::string& value) {
  web::Params form;
  form.add("csrf", csrf);
  form.add("purpose", "flood-welfare");
  form.add(field, value);
  const auto area = client.post("/ask", form).heading("Location");
  return area.starts_with("/area/") ? "/list/" + area.substr(6) : std::string{};
}

/// Searches for people of a list by name, one after another: as many as one person may make at once.
void measure_searches(Client& client, const std::string& csrf, const std::string& list) {
  if (std::string{"search by name"}.find(only) == std::string::npos) return;
  constexpr std::size_t at_once = 29;
  std::vector<double> times;
  std::size_t bad = 0, bytes = 0;
  const auto begun = Steady::now();
  for (const auto& name : all_matches(list, std::regex{"href=\"/why/[^>]*>(?:<bdi>)?([^<]+)<"})) {
    if (times.size() == at_once) break;
    web::Params form;
    form.add("csrf", csrf);
    form.add("purpose", "flood-welfare");
    form.add("typed", name);
    const auto from = Steady::now();
    const auto path = client.post("/search", form).heading("Location");
    const auto answer = client.get(path);
    times.push_back(milliseconds_since(from));
    bad += answer.status != 200 ? 1 : 0;
    bytes = answer.body.size();
  }
  print_line("search by name, form and page", milliseconds_since(begun) / 1000, std::move(times), bad, bytes, 0);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_pages HEARTH DATA_FOLDER [OUTCODE] [PAGE]\n");
    return 2;
  }
  const std::string outcode = argc > 3 ? argv[3] : "ZZ1";
  if (argc > 4) only = argv[4];
  const auto log = (std::filesystem::temp_directory_path() / fmt::format("bench_pages.{}.log", ::getpid())).string();
  const pid_t server = serve(argv[1], argv[2], log);
  const auto said = content_of(log);
  std::filesystem::remove(log);
  std::smatch link;
  if (!std::regex_search(said, link, std::regex{"demo-duty-officer  http://127.0.0.1:([0-9]+)(/sign-in/once/[0-9a-f]+)"})) {
    fmt::print(stderr, "the server did not start:\n{}\n", said);
    return 1;
  }
  const auto port = static_cast<std::uint16_t>(std::stoi(link[1]));
  Client client{port, ""};
  client.get(link[2]);
  std::smatch token;
  const auto me = client.get("/me").body;
  if (!std::regex_search(me, token, std::regex{"name=\"csrf\" value=\"([0-9a-f]+)\""})) return 1;

  const auto list = ask(client, token[1], "postcode", outcode);
  const auto first = client.get(list).body;
  std::smatch doors;
  std::regex_search(first, doors, std::regex{"([0-9,]+) (?:doors|homes)"});
  fmt::print("{} people are served; the list of {} begins: {}\n\n", std::regex_replace(said, std::regex{"[\\s\\S]*answers for ([0-9,]+) people[\\s\\S]*"}, "$1"), outcode, doors.empty() ? "?" : doors[0].str());
  fmt::print("{:<46}{:>8}{:>10}{:>10}{:>10}{:>10}{:>6}{:>10}{:>10}\n", "page", "asked", "a second", "median ms", "p99 ms", "most ms", "bad", "KiB", "gzip KiB");
  measure("start", port, client.cookie(), {"/"}, 1, 2);
  measure("start", port, client.cookie(), {"/"}, 32, 4);
  auto homes = all_matches(first, std::regex{"href=\"(/home/[^\"]+)\""});
  measure("home, decision and audit", port, client.cookie(), homes, 1, 2);
  measure("home, decision and audit", port, client.cookie(), homes, 32, 4);
  measure("home, decision and audit", port, client.cookie(), homes, 64, 4);
  // The page names the template only ("/tiles/{z}/{x}/{y}.mvt"): which tiles there are follows from where the place lies.
  const auto tiles = tile_paths(client.get("/ask?purpose=flood-welfare").body);
  measure("tile of zoom 11 to 16", port, client.cookie(), tiles, 1, 4);
  measure("tile of zoom 11 to 16", port, client.cookie(), tiles, 4, 4);
  measure("list of the outcode, first page", port, client.cookie(), {list}, 1, 4);
  measure_searches(client, token[1], first);
  const auto flood = ask(client, token[1], "street", "Weir Lane");
  if (!flood.empty()) measure("list of a street", port, client.cookie(), {flood}, 1, 3);
  measure_during_load(argv[1], argv[2], port, client.cookie(), homes, list);
  ::kill(server, SIGTERM);
  int ended = 0;
  ::waitpid(server, &ended, 0);
  return 0;
}
