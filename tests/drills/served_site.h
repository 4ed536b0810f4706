// served_site.h: a small demo that the real program serves, and browsers that walk through its pages.
#pragma once

#include <doctest/doctest.h>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

#include <chrono>
#include <regex>
#include <string>
#include <thread>
#include <vector>

#include "drills/run_hearth.h"
#include "raw_http.h"
#include "temporary_folder.h"
#include "web/request.h"

extern char** environ;

namespace hearth::drills {

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Paths of this site that a page leads to.
inline std::vector<std::string> links_in(const std::string& page) {
  std::vector<std::string> out;
  const std::regex href{"href=\"(/[^\"#]*)\""};
  for (auto it = std::sregex_iterator{page.begin(), page.end(), href}; it != std::sregex_iterator{}; ++it) out.push_back((*it)[1]);
  return out;
}

/// A demo of 1,500 people, served on a free port of this machine.
struct Served {
  tests::TemporaryFolder folder;
  pid_t server{0};
  std::uint16_t port{0};

  Served() {
    REQUIRE(run_hearth({"demo", "--people", "1500", "--out", "demo"}, folder.path()).code <= 1);
    start();
  }
  ~Served() { stop(); }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  /// Serves on a free port, and waits until it is ready.
  void start() {
    const auto log = (folder.path() / "serve.log").string();
    server = begin({"serve", "--data", "demo/data", "--listen", "127.0.0.1:0"}, log);
    for (int i = 0; i < 1200 && !has(content_of(log), "Ctrl-C"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
    std::smatch found;
    const auto said = content_of(log);
    REQUIRE_MESSAGE(std::regex_search(said, found, std::regex{"http://127\\.0\\.0\\.1:([0-9]+)/"}), said);
    port = static_cast<std::uint16_t>(std::stoi(found[1]));
  }
  /// Begins a command in the folder, and does not wait for it. What it says goes to `log`.
  [[nodiscard]] pid_t begin(std::vector<std::string> words, const std::string& log) const {
    const char* binary = std::getenv("HEARTH_BINARY");
    words.insert(words.begin(), binary == nullptr ? "hearth" : binary);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    posix_spawn_file_actions_addchdir_np(&files, folder.path().c_str());
    pid_t process = 0;
    REQUIRE(::posix_spawnp(&process, words.front().c_str(), &files, nullptr, arguments.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&files);
    return process;
  }
  /// Asks it to stop, or pulls the plug (SIGKILL). How it ended.
  int stop(int signal = SIGTERM) {
    if (server == 0) return 0;
    ::kill(server, signal);
    int status = 0;
    ::waitpid(server, &status, 0);
    server = 0;
    return status;
  }
  [[nodiscard]] std::string link_of(const std::string& user) const {
    const auto said = content_of(folder.path() / "serve.log");
    std::smatch found;
    REQUIRE(std::regex_search(said, found, std::regex{user + "  http://[^/]+(/sign-in/once/[0-9a-f]+)"}));
    return found[1];
  }
};

/// One browser: keeps its cookie, and reads forms.
struct Browser {
  const Served& site;
  std::string cookie{};

  tests::RawAnswer send(const std::string& first_line, const std::string& more, const std::string& body = {}) {
    auto answer = tests::raw_http(site.port, first_line + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(site.port) + "\r\nConnection: close\r\n" +
                                                 (cookie.empty() ? "" : "Cookie: " + cookie + "\r\n") + more + "\r\n" + body, true, 20000);
    const auto set = answer.heading("Set-Cookie");
    if (!set.empty()) cookie = set.substr(0, set.find(';'));
    return answer;
  }
  tests::RawAnswer get(const std::string& path) { return send("GET " + path, ""); }
  tests::RawAnswer post(const std::string& path, const web::Params& form, const std::string& more = {}) {
    const auto body = form.text();
    return send("POST " + path, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more, body);
  }
  std::string token() {
    std::smatch found;
    const auto page = get("/me").bytes;
    return std::regex_search(page, found, std::regex{"name=\"csrf\" value=\"([0-9a-f]+)\""}) ? found[1].str() : std::string{};
  }
  /// Asks for the flood, and gives the path of its list.
  std::string ask_for_flood() {
    web::Params form;
    form.add("csrf", token());
    form.add("purpose", "flood-welfare");
    form.add("area", content_of(site.folder.path() / "demo/district/flood.geojson"));
    const auto answer = post("/ask", form);
    const auto area = answer.heading("Location");
    return area.starts_with("/area/") ? "/list/" + area.substr(6) : std::string{};
  }
};

}  // namespace hearth::drills
