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

/// Whether some folder above holds a store; not for what leads out of it, such as /dev/null.
bool in_data_folder(const Path& path) {
  std::error_code fault;
  for (auto folder = place_of(path).parent_path(); !folder.empty(); folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / "hearth.db", fault)) return true;
    if (folder == folder.parent_path()) break;
  }
  return false;
}

}  // namespace

std::vector<NamedPath> gazetteer_inputs(Files& files, const Path& gazetteer) {
  std::vector<NamedPath> out{{"the gazetteer", gazetteer}};
  if (gazetteer.extension() != ".toml") return out;
  const auto declaration = formats::DeclarationFile::read(files, gazetteer);
  if (!declaration) return out;
  const auto table = declaration->root().get("gazetteer");
  if (!table) return out;
  if (const auto paths = table->texts_if("files"))
    for (const auto& path : *paths) out.emplace_back("the gazetteer's file " + path, declaration->beside(path));
  if (const auto decisions = table->text_if("decisions"); decisions && *decisions) out.emplace_back("the file of decisions " + **decisions, declaration->beside(**decisions));
  return out;
}

std::vector<NamedPath> place_inputs(Files& files, const spine::PlaceFile& place) {
  auto out = gazetteer_inputs(files, place.gazetteer);
  out.emplace_back("PLACE.toml", place.path);
  for (const auto& feed : place.feed_files) out.emplace_back("the declaration " + feed.filename().string(), feed);
  for (const auto& feed : place.feeds)
    for (const auto& file : feed.files) out.emplace_back("the file of the feed " + feed.name.text(), file);
  for (const auto& area : place.areas) out.emplace_back("a file of areas", area.file);
  for (const auto& values : place.area_values) out.emplace_back("a file of areas", values.file);
  for (const auto& roads : place.roads) out.emplace_back("a file of roads", roads.file);
  for (const auto& services : place.services) out.emplace_back("the services", services);
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
    if (in_data_folder(output.second))
      return wrong_use("output.data_folder", output.first + " lies in a data folder of Hearth, where nothing else may be written. Choose another place.", {.file = output.second.string()});
    std::error_code fault;
    if (output.second.extension() == ".toml" && std::filesystem::exists(output.second, fault))
      return wrong_use("output.declaration", output.first + " is a declaration that is there already, and would be lost. Give " + output.first + " another name.", {.file = output.second.string()});
    taken.push_back(output);
  }
  return Done{};
}

bool lies_in(const Path& path, const Path& folder) {
  const auto inner = place_of(path), outer = place_of(folder);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

}  // namespace hearth::app
