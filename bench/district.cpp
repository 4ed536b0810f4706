// district.cpp: a district from raw files to a list of doors: seconds and memory of each step, start of the owner, area queries over
// the socket, a nightly change of 1 %, and reads while it is loaded. Usage: bench_district HEARTH FOLDER PEOPLE SEED
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "formats/json.h"
#include "store/owner.h"

extern char** environ;

namespace {

using namespace hearth;
using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point from) { return std::chrono::duration<double>(Steady::now() - from).count(); }

class Collected final : public store::FrameSink {
 public:
  void frame(store::Channel channel, std::string_view bytes) override {
    if (channel == store::Channel::out) out.append(bytes);
  }
  std::string out;
};

struct Bench {
  std::string program;
  std::filesystem::path folder;
  std::string people, seed;

  [[nodiscard]] pid_t start(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program);
    std::vector<char*> raw;
    for (auto& argument : arguments) raw.push_back(argument.data());
    raw.push_back(nullptr);
    pid_t process = 0;
    return ::posix_spawn(&process, program.c_str(), nullptr, nullptr, raw.data(), environ) == 0 ? process : -1;
  }
  [[nodiscard]] int run(const std::vector<std::string>& arguments) const {
    int status = 0;
    ::waitpid(start(arguments), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] std::string data() const { return (folder / "data").string(); }
  /// A command of the owner, over its socket, as another process would ask it.
  [[nodiscard]] std::string ask(const std::vector<std::string>& arguments) const {
    formats::json::array list;
    for (const auto& argument : arguments) list.emplace_back(argument);
    const formats::json::object request{{"arguments", list}, {"working_folder", "/"}, {"password", ""}};
    Collected sink;
    const auto code = store::ask_owner(data(), formats::write_json(request), sink);
    return code && *code <= 1 ? sink.out : std::string{};
  }
  [[nodiscard]] std::vector<std::string> question() const {
    return {"query", "--within", (folder / "district/flood.geojson").string(), "--purpose", "flood-welfare", "--json", "--data", data()};
  }
};

double percentile(std::vector<double> times, double share) {
  std::ranges::sort(times);
  return times.empty() ? 0 : times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

void print_steps(const std::string& heading, const std::string& status) {
  const auto parsed = formats::parse_json(status, "status");
  if (!parsed) return;
  double all = 0;
  fmt::print("\n{}\n  {:<10}{:>12}{:>12}{:>12}{:>10}\n", heading, "step", "in", "out", "recomputed", "seconds");
  for (const auto& value : parsed->as_object().at("steps").as_array()) {
    const auto& step = value.as_object();
    const double seconds = step.at("seconds").to_number<double>();
    all += seconds;
    fmt::print("  {:<10}{:>12}{:>12}{:>12}{:>10.2f}\n", std::string_view{step.at("step").as_string()}, step.at("in").to_number<std::int64_t>(),
               step.at("out").to_number<std::int64_t>(), step.at("recomputed").to_number<std::int64_t>(), seconds);
  }
  fmt::print("  {:<46}{:>10.2f}\n", "all", all);
}

/// Takes every hundredth row out of the feeds that have one row a line.
void change_one_percent(const std::filesystem::path& feeds) {
  for (const auto& entry : std::filesystem::directory_iterator{feeds}) {
    if (entry.path().extension() != ".csv") continue;
    std::ifstream in{entry.path(), std::ios::binary};
    std::ostringstream whole;
    whole << in.rdbuf();
    const std::string text = whole.str();
    if (text.find('"') != std::string::npos || text.find('\0') != std::string::npos) continue;
    std::ofstream out{entry.path(), std::ios::binary};
    std::size_t line = 0;
    for (std::size_t from = 0; from < text.size();) {
      const auto to = std::min(text.find('\n', from), text.size() - 1) + 1;
      if (++line < 10 || line % 100 != 0) out.write(text.data() + from, static_cast<std::streamsize>(to - from));
      from = to;
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: bench_district HEARTH FOLDER PEOPLE SEED\n");
    return 2;
  }
  const Bench bench{argv[1], std::filesystem::absolute(argv[2]), argv[3], argv[4]};
  const auto full = Steady::now();
  if (bench.run({"demo", "--people", bench.people, "--seed", bench.seed, "--out", bench.folder.string()}) > 1) return 1;
  fmt::print("demo with synth, run and truth check: {:.1f} s\n", seconds_since(full));

  const auto begun = Steady::now();
  const pid_t owner = bench.start({"serve", "--data", bench.data()});
  std::string status;
  while ((status = bench.ask({"status", "--json", "--data", bench.data()})).empty() && seconds_since(begun) < 300) ::usleep(20'000);
  while (bench.ask(bench.question()).empty() && seconds_since(begun) < 300) ::usleep(20'000);
  const double start_seconds = seconds_since(begun);
  print_steps("last run before the owner started", status);

  std::vector<double> quiet;
  for (int i = 0; i < 50; ++i) {
    const auto from = Steady::now();
    if (bench.ask(bench.question()).empty()) return 1;
    quiet.push_back(seconds_since(from));
  }
  change_one_percent(bench.folder / "district/feeds");
  std::atomic<bool> loading{true};
  const auto night = Steady::now();
  double night_seconds = 0;
  std::thread load{[&] {
    (void)bench.ask({"run", (bench.folder / "district/PLACE.toml").string(), "--json", "--data", bench.data()});
    night_seconds = seconds_since(night);
    loading = false;
  }};
  std::vector<double> busy;
  while (loading) {
    const auto from = Steady::now();
    if (!bench.ask(bench.question()).empty()) busy.push_back(seconds_since(from));
    ::usleep(50'000);
  }
  load.join();
  print_steps("nightly change of 1 % (rows taken out of the feeds with one row a line)", bench.ask({"status", "--json", "--data", bench.data()}));
  fmt::print("\n  start of the owner to its first answered query   {:>9.2f} s\n", start_seconds);
  fmt::print("  area query over the socket, decision and audit   {:>9.1f} ms median, {:.1f} ms p99, of {}\n", 1000 * percentile(quiet, 0.5),
             1000 * percentile(quiet, 0.99), quiet.size());
  fmt::print("  the same during the nightly run                  {:>9.1f} ms median, {:.1f} ms p99, of {}\n", 1000 * percentile(busy, 0.5),
             1000 * percentile(busy, 0.99), busy.size());
  fmt::print("  nightly run                                      {:>9.2f} s\n", night_seconds);
  ::kill(owner, SIGTERM);
  int ended = 0;
  ::waitpid(owner, &ended, 0);
  return 0;
}
