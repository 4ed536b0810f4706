// hearth serve: owns the data folder and answers the other commands until it is stopped.
#include <csignal>
#include <memory>

#include "app/command.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"

namespace hearth::app {
namespace {

Result<Exit> serve(Call& call) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  const double from = call.clock.steady_seconds();
  const auto snapshot = call.folder->snapshot(call.progress);
  if (!snapshot && snapshot.error().code != "place.not_run") return fail(snapshot.error());
  call.talk("Hearth owns " + call.data.string() + " and answers" +
            (snapshot ? " for " + with_commas((*snapshot)->persons.size()) + " people in " + with_commas((*snapshot)->records.size()) + " records" : std::string{}) +
            ", ready in " + std::to_string(static_cast<int>((call.clock.steady_seconds() - from) * 1000)) + " ms. Ctrl-C stops it.");
  int signal = 0;
  ::sigwait(&stop, &signal);
  return Exit::done;
}

}  // namespace

void register_serve(CommandTable& table) {
  table.add("serve", "owns the data folder and answers until it is stopped", "  hearth serve --data /srv/hearth", Needs::folder, serve);
}

}  // namespace hearth::app
