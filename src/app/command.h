// command.h: what a command of the program is. One file per command: it declares its options, calls a room, prints.
//
// A command that needs the data folder runs in the folder's owner: this process, or the one that already owns it and is asked
// over its socket (design section 5.13). So a command never prints by itself but speaks through its Call.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "formats/plain_text.h"

namespace hearth::spine {
class Folder;
}

namespace hearth::app {

using formats::plain;
using formats::plain_lines;

/// Results go to `out`, talk (warnings, errors, summaries of what was done) to `talk`.
class Console {
 public:
  virtual ~Console() = default;
  virtual void out(std::string_view text) = 0;
  virtual void talk(std::string_view text) = 0;
};

/// One call of the program, as it travels to the folder's owner.
struct Invocation {
  std::vector<std::string> arguments;  ///< without the program's name
  Path working_folder;                 ///< where relative paths start
  std::uint32_t user{0};               ///< operating-system user, from the kernel when it came over the socket
  std::string password;                ///< for --as, asked on the caller's terminal or read from --password-file
};

/// What a running command has.
struct Call {
  Files& files;
  const Clock& clock;
  Progress& progress;
  Console& console;
  const Invocation& invocation;
  Threads threads;
  Path data;                           ///< --data
  bool json{false};                    ///< --json
  std::string as;                      ///< --as USER; empty: the operating-system user
  spine::Folder* folder{nullptr};      ///< set unless the command Needs::nothing

  /// A path that the user gave, from where the user stands.
  [[nodiscard]] Path path(std::string_view given) const { return invocation.working_folder / Path{given}; }
  /// Text for people and JSON: nothing in it that a terminal would obey. What must leave byte for byte goes to `console.out`.
  void line(std::string_view text) const { console.out(plain_lines(text) + "\n"); }
  void talk(std::string_view text) const { console.talk(std::string{text} + "\n"); }
};

/// The data folder that a command works on. A mistyped --data must not look like a new, empty place: only what fills a folder
/// makes one.
enum class Needs : std::uint8_t {
  nothing,
  folder,           ///< that is there, with the keys that its log was signed with
  folder_to_check,  ///< that is there, in whatever state
  folder_or_new,    ///< made when it is not there
  folder_if_any,    ///< that is there and can be opened, else none: the call's folder is null
  folder_alone      ///< as its owner: never by way of another process
};

/// The exit code, or the error that main prints.
using Run = std::function<Result<Exit>(Call&)>;

class CommandTable {
 public:
  explicit CommandTable(CLI::App& app) : app_{app} {}

  /// A subcommand ("place new" is two levels, separated by a blank). Its options are bound by the caller to variables that
  /// live as long as `run` (a shared_ptr captured by it). `examples` ends the --help text.
  CLI::App& add(std::string_view name, const std::string& what, const std::string& examples, Needs needs, Run run);
  /// The same where the options decide (a dry run keeps nothing); `needs` is asked after parsing.
  CLI::App& add(std::string_view name, const std::string& what, const std::string& examples, std::function<Needs()> needs, Run run);

  struct Chosen {
    Run run;
    std::function<Needs()> needs;
    std::string name;
  };
  /// The subcommand that was parsed.
  [[nodiscard]] std::optional<Chosen> chosen() const;

 private:
  struct Entry {
    CLI::App* app;
    Chosen chosen;
  };
  CLI::App& app_;
  std::vector<Entry> entries_;
  std::map<std::string, CLI::App*> groups_;  ///< "place" of "place new"
};

// One line per command file.
void register_demo(CommandTable&);
void register_setup(CommandTable&);
void register_staff(CommandTable&);
void register_audit(CommandTable&);
void register_synth(CommandTable&);
void register_place(CommandTable&);
void register_feed(CommandTable&);
void register_factors(CommandTable&);
void register_load(CommandTable&);
void register_run(CommandTable&);
void register_answers(CommandTable&);
void register_refused(CommandTable&);
void register_purge(CommandTable&);
void register_query(CommandTable&);
void register_profile(CommandTable&);
void register_outcome(CommandTable&);
void register_explain(CommandTable&);
void register_gazetteer(CommandTable&);
void register_match(CommandTable&);
void register_link(CommandTable&);
void register_evaluate(CommandTable&);
void register_serve(CommandTable&);
/// Before a thread is started: SIGINT and SIGTERM wait until serve takes them.
void hold_stop_signals();
void register_backup(CommandTable&);
void register_doctor(CommandTable&);
void register_status(CommandTable&);

}  // namespace hearth::app
