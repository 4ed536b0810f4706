#include "app/separate_files.h"

#include <algorithm>
#include <filesystem>

#include "formats/declaration.h"

namespace hearth::app {
namespace {

/// Through symbolic links as far as the path is there; a trailing slash says nothing.
Path place_of(const Path& path) {
  std::error_code fault;
  auto found = std::filesystem::weakly_canonical(std::filesystem::absolute(path, fault), fault);
  if (fault) found = path.lexically_normal();
  return found.filename().empty() ? found.parent_path() : found;
}

bool same_file(const Path& a, const Path& b) {
  std::error_code fault;
  if (std::filesystem::is_character_file(a, fault)) return false;  // /dev/null takes any number of outputs
  return place_of(a) == place_of(b) || (std::filesystem::equivalent(a, b, fault) && !fault);
}

}  // namespace

std::vector<NamedPath> gazetteer_inputs(Files& files, const Path& gazetteer) {
  std::vector<NamedPath> out{{"the gazetteer", gazetteer}};
  if (gazetteer.extension() != ".toml") return out;
  const auto declaration = formats::DeclarationFile::read(files, gazetteer);
  if (!declaration) return out;
  const auto table = declaration->root().get("gazetteer");
  const auto names = table ? table->get("files") : std::nullopt;
  if (!names) return out;
  if (const auto paths = names->texts())
    for (const auto& path : *paths) out.emplace_back("the gazetteer's file " + path, declaration->beside(path));
  return out;
}

Result<Done> separate_files(const std::vector<NamedPath>& inputs, const std::vector<NamedPath>& outputs) {
  std::vector<NamedPath> taken = inputs;
  for (const auto& output : outputs) {
    if (output.second.empty()) continue;
    for (const auto& other : taken)
      if (!other.second.empty() && same_file(other.second, output.second))
        return wrong_use("output.same_file", other.first + " and " + output.first + " are one file. Give " + output.first + " a name of its own.",
                         {.file = output.second.string()});
    taken.push_back(output);
  }
  return Done{};
}

bool lies_in(const Path& path, const Path& folder) {
  const auto inner = place_of(path), outer = place_of(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

}  // namespace hearth::app
