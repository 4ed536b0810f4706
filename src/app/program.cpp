#include "app/program.h"

#include <unistd.h>

#include <memory>
#include <set>

#include "formats/plain_text.h"
#include "app/own_options.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/folder.h"
#include "store/owner.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

void register_all(CommandTable& table) {
  register_setup(table);
  register_place(table);
  register_feed(table);
  register_factors(table);
  register_load(table);
  register_run(table);
  register_query(table);
  register_profile(table);
  register_outcome(table);
  register_explain(table);
  register_answers(table);
  register_refused(table);
  register_status(table);
  register_doctor(table);
  register_staff(table);
  register_audit(table);
  register_purge(table);
  register_backup(table);
  register_serve(table);
  register_demo(table);
  register_synth(table);
  register_gazetteer(table);
  register_match(table);
  register_link(table);
  register_evaluate(table);
}

/// A command line, parsed: which command, with which options that every command has.
struct Parsed {
  std::unique_ptr<CLI::App> app;
  std::unique_ptr<CommandTable> table;
  std::shared_ptr<OwnOptions> own;
  std::optional<CommandTable::Chosen> chosen;
  std::optional<int> ended;  ///< help was printed, or the command line was wrong
};

/// A mistyped command, and the one that was meant. Empty when the fault lies elsewhere.
std::string advice_on_command(const CLI::App& app, const std::vector<std::string>& arguments) {
  const CLI::App* deepest = &app;
  std::size_t levels = 0;
  std::string before = "hearth ";
  for (auto below = deepest->get_subcommands(); !below.empty(); below = deepest->get_subcommands()) {
    deepest = below.front();
    before += deepest->get_name() + " ";
    ++levels;
  }
  std::vector<std::string> known;
  for (const auto* command : deepest->get_subcommands([](const CLI::App*) { return true; })) known.push_back(command->get_name());
  if (known.empty()) return {};
  static const std::set<std::string_view> with_value{"--data", "--as", "--password-file", "--threads"};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (with_value.contains(arguments[i])) ++i;
    else if (arguments[i].starts_with('-')) continue;
    else if (levels > 0) --levels;
    else {
      const auto meant = nearest(arguments[i], known);
      return "there is no command \"" + arguments[i] + "\"" + (meant.empty() ? "." : ". Did you mean: " + before + meant + "?");
    }
  }
  return {};
}

constexpr std::string_view first_words =
    "Hearth joins what the organisations of a place know, for a stated purpose, and says who needs what.\n"
    "Say what to do:\n"
    "  hearth place new myplace            begin with a place of your own\n"
    "  hearth feed propose export.csv      look at a file and draft its declaration\n"
    "  hearth run myplace/PLACE.toml       load, place, join people, find needs\n"
    "  hearth query --within flood.geojson --purpose flood-welfare\n"
    "  hearth doctor                       what is wrong with this set-up\n"
    "Every command: hearth --help. One command: hearth COMMAND --help\n";

Parsed parse(const Invocation& invocation, Console& console) {
  Parsed parsed;
  parsed.app = std::make_unique<CLI::App>("Hearth: everyone who serves a place acts as one. Version 1 is not for real personal data.", "hearth");
  parsed.own = std::make_shared<OwnOptions>();
  auto& app = *parsed.app;
  app.set_version_flag("--version", "hearth " HEARTH_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--data", parsed.own->data, "the data folder")->capture_default_str();
  app.add_flag("--json", parsed.own->json, "results as JSON");
  app.add_option("--as", parsed.own->as, "sign in as this user; the password is asked for");
  app.add_option("--password-file", parsed.own->password_file, "the password of --as, in the first line of a file");
  app.add_option("--threads", parsed.own->threads, "how many threads to use (0: as many as the machine has)")->capture_default_str();
  app.footer("First steps:\n  hearth place new myplace\n  hearth feed propose export.csv\n  hearth factors\n  hearth run myplace/PLACE.toml\n\nA command's own help: hearth COMMAND --help");
  parsed.table = std::make_unique<CommandTable>(app);
  register_all(*parsed.table);
  std::vector<std::string> reversed(invocation.arguments.rbegin(), invocation.arguments.rend());
  try {
    app.parse(reversed);
    parsed.chosen = parsed.table->chosen();
    if (!parsed.chosen) parsed.ended = static_cast<int>(Exit::wrong_use);
  } catch (const CLI::CallForHelp&) {
    const auto* deepest = &app;
    for (auto below = deepest->get_subcommands(); !below.empty(); below = deepest->get_subcommands()) deepest = below.front();
    console.out(deepest->help());
    parsed.ended = 0;
  } catch (const CLI::CallForVersion& version) {
    console.out(std::string{version.what()} + "\n");
    parsed.ended = 0;
  } catch (const CLI::ParseError& error) {
    if (invocation.arguments.empty()) {
      console.talk(std::string{first_words});
      parsed.ended = static_cast<int>(Exit::wrong_use);
      return parsed;
    }
    const auto advice = advice_on_command(app, invocation.arguments);
    console.talk("hearth: " + (advice.empty() ? std::string{error.what()} : advice) + "\nSee: hearth --help, hearth COMMAND --help\n");
    parsed.ended = static_cast<int>(Exit::wrong_use);
  }
  return parsed;
}

int print_error(Console& console, const Error& error) {
  console.talk("hearth: " + to_string(error) + "\n");
  return static_cast<int>(error.exit);
}

/// What is there before anything is opened: no reading command makes a folder, and no command starts anew beside old keys.
Result<Done> look_at_folder(Files& files, const Path& data, Needs needs) {
  const Path store = data / "hearth.db";
  const auto size = files.size(store);
  const bool empty = !size || *size == 0;
  if (empty && (files.exists(data / "keys") || files.exists(data / "audit.checkpoint")))
    return fail("folder.damaged", std::string{"hearth.db is "} + (files.exists(store) ? "empty" : "gone") +
                                      ", and the keys or the checkpoint of a log are beside it: the folder is damaged. Keep a copy of it, and restore a backup "
                                      "into a new folder: hearth restore", {.file = data.string()});
  if (!files.exists(store) && needs != Needs::folder_or_new)
    return fail("folder.missing", "there is no data folder at this place. Check --data; a new one is made by hearth setup, hearth load or hearth run PLACE.toml.",
                {.file = data.string()});
  return Done{};
}

/// A look that cannot be signed although others were would leave a log that nobody can trust.
Result<Done> keys_in_order(const CommandTable::Chosen& chosen, const spine::Folder& folder) {
  const auto& fault = folder.keys_fault();
  if (!fault || chosen.needs() == Needs::folder_to_check) return Done{};
  if (chosen.needs() == Needs::folder_or_new && fault->code == "keys.unfinished" && chosen.name == "setup") return Done{};
  return fail(*fault);
}

int run_parsed(const Surroundings& world, const Parsed& parsed, const Invocation& invocation, Console& console, Progress& progress,
               spine::Folder* folder) {
  if (folder != nullptr)
    if (const auto ready = keys_in_order(*parsed.chosen, *folder); !ready) return print_error(console, ready.error());
  const Threads threads = parsed.own->threads == 0 ? world.threads : Threads{parsed.own->threads};
  Call call{world.files, world.clock, progress, console, invocation, threads, invocation.working_folder / parsed.own->data,
            parsed.own->json, parsed.own->as, folder};
  const auto ended = parsed.chosen->run(call);
  progress.end();
  return ended ? static_cast<int>(*ended) : print_error(console, ended.error());
}

/// What travels to the owner. The password goes over the folder's 0600 socket only.
std::string request_of(const Invocation& invocation) {
  json::array arguments;
  for (const auto& argument : invocation.arguments) arguments.emplace_back(argument);
  return formats::write_json(json::object{{"arguments", std::move(arguments)},
                                          {"working_folder", invocation.working_folder.string()},
                                          {"password", invocation.password}});
}

Result<Invocation> invocation_of(std::string_view request, std::uint32_t user) {
  HEARTH_TRY(value, formats::parse_json(request, "request"));
  if (!value.is_object()) return fail("request.malformed", "not a request of hearth.");
  const auto& object = value.as_object();
  Invocation out;
  out.user = user;
  HEARTH_TRY(folder, formats::text_at(object, "working_folder", ""));
  out.working_folder = folder;
  out.password = formats::text_or(object, "password");
  if (const auto* arguments = formats::array_at(object, "arguments"))
    for (const auto& argument : *arguments)
      if (argument.is_string()) out.arguments.emplace_back(argument.as_string());
  return out;
}

class SocketConsole final : public Console {
 public:
  explicit SocketConsole(store::FrameSink& sink) : sink_{sink} {}
  void out(std::string_view text) override { sink_.frame(store::Channel::out, text); }
  void talk(std::string_view text) override { sink_.frame(store::Channel::talk, text); }

 private:
  store::FrameSink& sink_;
};

class ConsoleSink final : public store::FrameSink {
 public:
  explicit ConsoleSink(Console& console) : console_{console} {}
  void frame(store::Channel channel, std::string_view bytes) override {
    if (channel == store::Channel::out) console_.out(bytes);
    else console_.talk(bytes);
  }

 private:
  Console& console_;
};

Result<int> ask_the_owner(const Path& data, const Invocation& invocation, Console& console) {
  ConsoleSink sink{console};
  return store::ask_owner(data, request_of(invocation), sink);
}

/// Becomes the owner of the folder, answers others while the command runs, and runs it.
Result<int> run_as_owner(const Surroundings& world, const Parsed& parsed, const Invocation& invocation, Console& console, Progress& progress,
                         const Path& data) {
  HEARTH_CHECK(look_at_folder(world.files, data, parsed.chosen->needs()));
  HEARTH_TRY(folder, spine::Folder::open(data, world.files, world.clock, world.threads));
  HEARTH_TRY(server, store::OwnerServer::start(data, [&](const store::OwnerRequest& request, store::FrameSink& sink) {
    SocketConsole remote{sink};
    const auto asked = invocation_of(request.bytes, request.user);
    if (!asked) return print_error(remote, asked.error());
    return run_in_owner(world, *asked, remote, *folder);
  }));
  const int code = run_parsed(world, parsed, invocation, console, progress, folder.get());
  server->stop();
  return code;
}

}  // namespace

int run_in_owner(const Surroundings& world, const Invocation& invocation, Console& console, spine::Folder& folder) {
  const auto parsed = parse(invocation, console);
  if (parsed.ended) return *parsed.ended;
  if (parsed.chosen->needs() == Needs::folder_alone)
    return print_error(console, {"owner.taken", "process " + std::to_string(::getpid()) + " owns this folder.", {.file = folder.path().string()}, Exit::failed});
  SilentProgress silent;
  return run_parsed(world, parsed, invocation, console, silent, &folder);
}

/// An empty name is a variable that was not set: it must not become whoever started the script.
Error fault_of_sign_in(const Parsed& parsed, const Invocation& invocation) {
  const auto gave = [&](std::string_view option) {
    return std::ranges::any_of(invocation.arguments, [&](std::string_view argument) { return argument == option || (argument.starts_with(option) && argument.size() > option.size() && argument[option.size()] == '='); });
  };
  if (parsed.own->as.empty() && gave("--as")) return {"sign_in.no_name", "--as: expected the name of a member of staff; it is empty.", {}, Exit::wrong_use};
  if (parsed.own->as.empty() && !parsed.own->password_file.empty())
    return {"sign_in.no_name", "--password-file goes with --as USER: without it the operating-system user asks.", {}, Exit::wrong_use};
  return {};
}

int run_program(const Surroundings& world, Invocation invocation, Console& console, Progress& progress) {
  const auto parsed = parse(invocation, console);
  if (parsed.ended) return *parsed.ended;
  if (const auto fault = fault_of_sign_in(parsed, invocation); !fault.code.empty()) return print_error(console, fault);
  if (!parsed.own->as.empty()) {
    auto password = password_for(world.files, *parsed.own, invocation.working_folder);
    if (!password) return print_error(console, password.error());
    invocation.password = std::move(*password);
  }
  if (parsed.chosen->needs() == Needs::nothing) return run_parsed(world, parsed, invocation, console, progress, nullptr);
  const Path data = invocation.working_folder / parsed.own->data;
  std::error_code odd;
  static_cast<void>(std::filesystem::exists(data, odd));
  if (odd) return print_error(console, {"folder.odd", "this cannot be the path of a data folder: " + odd.message() + ". Check --data.", {.file = data.string().substr(0, 200)}, Exit::wrong_use});
  const bool if_any = parsed.chosen->needs() == Needs::folder_if_any;
  if (if_any && !world.files.exists(data / "hearth.db")) return run_parsed(world, parsed, invocation, console, progress, nullptr);
  const bool alone = parsed.chosen->needs() == Needs::folder_alone;
  if (alone) hold_stop_signals();
  auto ended = run_as_owner(world, parsed, invocation, console, progress, data);
  // Between the owner's last answer and its end the socket may be gone: then the lock is soon free, so try once more.
  for (int attempt = 0; !alone && !ended && ended.error().code == "owner.taken" && attempt < 3; ++attempt) {
    ended = ask_the_owner(data, invocation, console);
    if (!ended && ended.error().code == "owner.none") ended = run_as_owner(world, parsed, invocation, console, progress, data);
  }
  if (ended) return *ended;
  if (if_any) return run_parsed(world, parsed, invocation, console, progress, nullptr);
  // The doctor's answer to a folder that cannot be opened is a finding.
  const bool finding = parsed.chosen->name == "doctor" && ended.error().code != "folder.missing" && !ended.error().code.starts_with("owner.");
  if (!finding) return print_error(console, ended.error());
  console.out(parsed.own->json ? formats::write_json(json::object{{"faults", 1}, {"checks", json::array{json::object{{"verdict", "FAULT"}, {"check", to_string(ended.error())}}}}}) + "\n"
                               : "FAULT  " + plain(to_string(ended.error())) + "\n");
  return static_cast<int>(Exit::fault_found);
}

}  // namespace hearth::app
