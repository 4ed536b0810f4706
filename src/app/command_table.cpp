#include "app/command.h"

#include "base/text.h"

namespace hearth::app {

CLI::App& CommandTable::add(std::string_view name, const std::string& what, const std::string& examples, std::function<Needs()> needs, Run run) {
  CLI::App* parent = &app_;
  const auto levels = split(name, ' ');
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    const std::string level{levels[i]};
    CLI::App*& group = groups_[level];
    if (group == nullptr) {
      group = parent->add_subcommand(level, "see hearth " + level + " --help");
      group->require_subcommand(1);
      group->fallthrough();
    }
    parent = group;
  }
  CLI::App* command = parent->add_subcommand(std::string{levels.back()}, what);
  command->fallthrough();
  if (!examples.empty()) command->footer("Examples:\n" + examples);
  entries_.push_back({command, {std::move(run), std::move(needs), std::string{name}}});
  return *command;
}

CLI::App& CommandTable::add(std::string_view name, const std::string& what, const std::string& examples, Needs needs, Run run) {
  return add(name, what, examples, [needs] { return needs; }, std::move(run));
}

std::optional<CommandTable::Chosen> CommandTable::chosen() const {
  for (const auto& entry : entries_)
    if (entry.app->parsed()) return entry.chosen;
  return std::nullopt;
}

}  // namespace hearth::app
