// hearth serve: owns the data folder, serves its pages, and answers the other commands until it is stopped.
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "app/command.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"
#include "web/demo_staff.h"
#include "web/web_server.h"

namespace hearth::app {
namespace {

struct Options {
  std::string listen{"127.0.0.1:8080"};
};

sigset_t stop_signals() {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  return stop;
}

struct Story {
  const char *title, *user, *path;
};
constexpr std::array<Story, 3> stories{{{"Flood tonight", "demo-duty-officer", "/story/flood"},
                                       {"Money not claimed", "demo-benefits-officer", "/story/money"},
                                       {"Who may see what", "demo-duty-officer", "/story/who"}}};

void print_links(Call& call, web::WebServer& server, const spine::Snapshot* snapshot) {
  const auto& site = server.address();
  call.line("Pages: " + site + "/");
  if (std::getenv("SSH_CONNECTION") != nullptr) {
    const auto port = std::to_string(server.port());
    call.line("You are on a remote machine. On your own: ssh -N -L " + port + ":" + site.substr(std::string_view{"http://"}.size()) + " THIS-MACHINE, then open the pages there.");
  }
  if (snapshot == nullptr || !snapshot->place.made_up) return;
  const auto staff = web::demo_staff(*call.folder);
  if (!staff || staff->empty()) return;
  call.line("Three stories; each link signs in once, within 30 minutes:");
  for (std::size_t i = 0; i < stories.size(); ++i)
    call.line("  " + std::to_string(i + 1) + ". " + stories[i].title + "  " + site + server.link_for(stories[i].user, stories[i].path));
  call.line("Or look around as one of the made-up staff:");
  for (const auto& member : *staff) call.line("  " + member.user + "  " + site + server.link_for(member.user, "/"));
}

Result<Exit> serve(Call& call, const Options& options) {
  const sigset_t stop = stop_signals();
  const double from = call.clock.steady_seconds();
  HEARTH_TRY(listen, web::parse_listen(options.listen));
  call.folder->make_ready_for_readers();
  const auto snapshot = call.folder->snapshot(call.progress);
  if (!snapshot && snapshot.error().code != "place.not_run") return fail(snapshot.error());
  HEARTH_TRY(server, web::WebServer::start(*call.folder, call.files, call.clock, call.threads, listen));
  const Path where = call.data / "pages.url";
  HEARTH_CHECK(call.files.write_all(where, server->address() + "/\n", true));
  print_links(call, *server, snapshot ? snapshot->get() : nullptr);
  call.talk("Hearth owns " + call.data.string() + " and answers" +
            (snapshot ? " for " + with_commas((*snapshot)->persons.size()) + ((*snapshot)->persons.size() == 1 ? " person in " : " people in ") + counted((*snapshot)->records.size(), "record") : std::string{}) +
            ", ready in " + std::to_string(static_cast<int>((call.clock.steady_seconds() - from) * 1000)) + " ms. Ctrl-C stops it.");
  int signal = 0;
  ::sigwait(&stop, &signal);
  ::pthread_sigmask(SIG_UNBLOCK, &stop, nullptr);  // a second one ends it at once
  call.talk("Stopping: what is being answered is answered first.");
  server->stop();
  std::error_code ignored;
  std::filesystem::remove(where, ignored);
  return Exit::done;
}

}  // namespace

void hold_stop_signals() {
  const sigset_t stop = stop_signals();
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);  // a shell starts what is in its background with SIGINT ignored
  ::pthread_sigmask(SIG_BLOCK, &stop, nullptr);
}

void register_serve(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("serve", "owns the data folder, serves its pages, and answers until it is stopped",
                            "  hearth serve --data /srv/hearth\n  hearth serve --listen 127.0.0.1:9080", Needs::folder_alone,
                            [options](Call& call) { return serve(call, *options); });
  command.add_option("--listen", options->listen, "address and port of the pages, on this machine; a taken port picks the next")->capture_default_str();
}

}  // namespace hearth::app
