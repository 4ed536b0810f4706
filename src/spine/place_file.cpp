#include "spine/place_file.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "base/try.h"

namespace hearth::spine {
namespace {

using formats::Declared;

Result<std::vector<Path>> paths(const Declared& table, const formats::DeclarationFile& file, std::string_view key) {
  HEARTH_TRY(texts, table.texts_if(key));
  std::vector<Path> out;
  for (const auto& text : texts) out.push_back(file.beside(text));
  return out;
}

Result<std::vector<place::AreaSource>> read_areas(const Declared& table, const formats::DeclarationFile& file) {
  std::vector<place::AreaSource> out;
  const auto areas = table.get("areas");
  if (!areas) return out;
  for (const auto& item : areas->items()) {
    HEARTH_CHECK(item.unknown_keys({"file", "code", "name", "vintage"}));
    HEARTH_TRY(path, item.need_text("file"));
    HEARTH_TRY(code, item.need_text("code"));
    HEARTH_TRY(name, item.text_if("name"));
    HEARTH_TRY(vintage, item.text_if("vintage"));
    out.push_back({file.beside(path), code, name.value_or(code), vintage.value_or("")});
  }
  return out;
}

Result<std::vector<place::AreaValueSource>> read_area_values(const Declared& table, const formats::DeclarationFile& file) {
  std::vector<place::AreaValueSource> out;
  const auto values = table.get("area_values");
  if (!values) return out;
  for (const auto& item : values->items()) {
    HEARTH_CHECK(item.unknown_keys({"file", "code", "value"}));
    HEARTH_TRY(path, item.need_text("file"));
    HEARTH_TRY(code, item.need_text("code"));
    HEARTH_TRY(value, item.need_text("value"));
    out.push_back({file.beside(path), code, value});
  }
  return out;
}

Result<std::vector<place::RoadSource>> read_road_sources(const Declared& table, const formats::DeclarationFile& file) {
  std::vector<place::RoadSource> out;
  const auto roads = table.get("roads");
  if (!roads) return out;
  for (const auto& item : roads->items()) {
    HEARTH_CHECK(item.unknown_keys({"file", "line", "kind"}));
    HEARTH_TRY(path, item.need_text("file"));
    HEARTH_TRY(line, item.text_if("line"));
    HEARTH_TRY(kind, item.text_if("kind"));
    out.push_back({file.beside(path), line.value_or(""), kind.value_or("")});
  }
  return out;
}

Path program_folder() {
  std::error_code code;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", code);
  return code ? Path{} : self.parent_path();
}

}  // namespace

std::vector<Path> shipped_programmes() {
  const Path bin = program_folder();
  return {bin / "programmes", bin.parent_path() / "programmes", bin.parent_path() / "share" / "hearth" / "programmes"};
}

Result<Path> programme_folder(Files& files, const Path& beside, const std::string& name) {
  std::vector<Path> folders{beside, beside / "programmes"};
  for (auto& folder : shipped_programmes()) folders.push_back(std::move(folder));
  std::string looked;
  std::vector<std::string> known;
  for (const auto& folder : folders) {
    if (files.exists(folder / name / "programme.toml")) return folder / name;
    looked += (looked.empty() ? "" : ", ") + folder.string();
    std::error_code none;
    for (std::filesystem::directory_iterator entry{folder, none}, end; !none && entry != end; entry.increment(none))
      if (auto found = entry->path().filename().string(); files.exists(entry->path() / "programme.toml") && std::ranges::find(known, found) == known.end())
        known.push_back(std::move(found));
  }
  std::ranges::sort(known);
  std::string there;
  for (const auto& found : known) there += (there.empty() ? "" : ", ") + found;
  const auto meant = nearest(name, known);
  return wrong_use("place.programme", "no folder " + name + " with a programme.toml was found. Looked in: " + looked + ". " +
                   (known.empty() ? std::string{"No programme lies in any of them: put the folder programmes of Hearth beside the program."}
                                  : "There are: " + there + (meant.empty() ? "." : ". Did you mean \"" + meant + "\"?")));
}

Result<PlaceFile> PlaceFile::read(Files& files, const Path& path) {
  HEARTH_TRY(file, formats::DeclarationFile::read(files, path));
  const auto root = file.root();
  HEARTH_CHECK(root.unknown_keys({"place", "contact", "organisation", "agreement"}));
  HEARTH_TRY(table, root.need("place"));
  HEARTH_CHECK(table.unknown_keys({"name", "gazetteer", "feeds", "areas", "area_values", "water", "roads", "services", "programmes", "protected_contact", "reviewers",
                                   "fictional_people_in_real_homes", "made_up"}));
  PlaceFile place;
  place.path = path;
  HEARTH_TRY(name, table.need_text("name"));
  HEARTH_TRY(gazetteer, table.need_text("gazetteer"));
  HEARTH_TRY(feed_files, paths(table, file, "feeds"));
  HEARTH_TRY(areas, read_areas(table, file));
  HEARTH_TRY(area_values, read_area_values(table, file));
  HEARTH_TRY(water, paths(table, file, "water"));
  place.water = std::move(water);
  HEARTH_TRY(roads, read_road_sources(table, file));
  place.roads = std::move(roads);
  HEARTH_TRY(services, paths(table, file, "services"));
  HEARTH_TRY(programmes, table.texts_if("programmes"));
  HEARTH_TRY(fictional, table.boolean_or("fictional_people_in_real_homes", false));
  place.name = name;
  place.gazetteer = file.beside(gazetteer);
  place.feed_files = feed_files;
  place.areas = areas;
  place.area_values = area_values;
  place.services = services;
  place.fictional_people_in_real_homes = fictional;
  HEARTH_TRY(made_up, table.boolean_or("made_up", false));
  place.made_up = made_up;
  HEARTH_TRY(protected_contact, table.text_if("protected_contact"));
  place.protected_contact = protected_contact.value_or("");
  if (const auto given = table.get("reviewers")) {
    HEARTH_TRY(reviewers, given->integer());
    if (reviewers != 1 && reviewers != 2)
      return given->refuse("place.reviewers", "reviewers is " + std::to_string(reviewers) + ". Expected 1, or 2 where two people must say the same of two records before it counts.");
    place.reviewers = static_cast<std::size_t>(reviewers);
  }
  for (const auto& programme : programmes) {
    HEARTH_TRY(folder, programme_folder(files, path.parent_path(), programme));
    place.programmes.push_back(folder);
  }
  std::vector<std::string> programme_names;
  for (const auto& folder : place.programmes) programme_names.push_back(folder.filename().string());
  HEARTH_TRY(contacts, read_contacts(root, programme_names));
  place.contacts = std::move(contacts);
  for (const auto& feed_file : feed_files) {
    HEARTH_TRY(feed, record::Feed::read(files, feed_file));
    for (const auto& other : place.feeds)
      if (other.name == feed.name)
        return table.refuse("place.repeated_feed", "two feeds have the name \"" + feed.name.text() + "\". Expected a name of its own for each.");
    place.feeds.push_back(std::move(feed));
  }
  place.declaration = std::move(file);
  return place;
}

std::vector<FeedName> PlaceFile::feed_names() const {
  std::vector<FeedName> out;
  for (const auto& feed : feeds) out.push_back(feed.name);
  return out;
}

}  // namespace hearth::spine
