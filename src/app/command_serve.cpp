// hearth serve: owns the data folder and answers the other commands until it is stopped.
#include <csignal>
#include <memory>

#include "app/command.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"

namespace hearth::app {
namespace {

sigset_t stop_signals() {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  return stop;
}

Result<Exit> serve(Call& call) {
  const sigset_t stop = stop_signals();
  const double from = call.clock.steady_seconds();
  const auto snapshot = call.folder->snapshot(call.progress);
  if (!snapshot && snapshot.error().code != "place.not_run") return fail(snapshot.error());
  call.talk("Hearth owns " + call.data.string() + " and answers" +
            (snapshot ? " for " + with_commas((*snapshot)->persons.size()) + ((*snapshot)->persons.size() == 1 ? " person in " : " people in ") + counted((*snapshot)->records.size(), "record") : std::string{}) +
            ", ready in " + std::to_string(static_cast<int>((call.clock.steady_seconds() - from) * 1000)) + " ms. Ctrl-C stops it.");
  int signal = 0;
  ::sigwait(&stop, &signal);
  ::pthread_sigmask(SIG_UNBLOCK, &stop, nullptr);  // a second one ends it at once
  call.talk("Stopping: what is being answered is answered first.");
  return Exit::done;
}

}  // namespace

void hold_stop_signals() {
  const sigset_t stop = stop_signals();
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);  // a shell starts what is in its background with SIGINT ignored
  ::pthread_sigmask(SIG_BLOCK, &stop, nullptr);
}

void register_serve(CommandTable& table) {
  table.add("serve", "owns the data folder and answers until it is stopped", "  hearth serve --data /srv/hearth", Needs::folder_alone, serve);
}

}  // namespace hearth::app
