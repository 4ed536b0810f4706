// Our components against govuk-frontend's own fixtures: the same options must give the same elements.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include "web/dom.h"
#include "web/from_fixture.h"

namespace hearth::tests {
namespace {

namespace fs = std::filesystem;

/// Components that Hearth has no page for.
const std::map<std::string, std::string> not_ours{
    {"character-count", "our limits are checked by the server; no field of ours counts"},
    {"cookie-banner", "the only cookie is the one of signing in: nothing to ask"},
    {"exit-this-page", "for people at risk who use a public service; staff do not"},
    {"feedback", "asks GOV.UK's own question"},
    {"file-upload", "files come by the command line, not by pages"},
    {"footer", "has crown, licence and copyright of the Crown; ours has not (page_frame.h)"},
    {"header", "has the crown and the logotype of GOV.UK; ours is generic-header"},
    {"language-navigation", "pages are in one language so far"},
    {"password-input", "shows passwords by script; ours are typed into input()"},
    {"task-list", "no journey of ours has tasks"},
};

/// "component: fixture" and why ours may differ.
const std::map<std::string, std::string> not_compared{
    {"accordion: with falsy values", "numbers items by their place in a list with gaps; ours has none"},
    {"checkboxes: with falsy values", "numbers items by their place in a list with gaps; ours has none"},
    {"radios: with falsy items", "numbers items by their place in a list with gaps; ours has none"},
    {"summary-list: extreme", "holds a style attribute, which our policy for content refuses"},
};

struct Tally {
  int all{0}, compared{0}, not_ours{0}, listed{0};
  std::set<std::string> used;
};

json::value fixtures_of(const fs::path& folder) {
  std::ifstream file{folder / "fixtures.json", std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const auto read = formats::parse_json(text, folder.filename().string());
  REQUIRE_MESSAGE(read, folder.string());
  return *read;
}

void compare(const std::string& component, FromFixture make, const json::object& fixture, Tally& tally) {
  const auto name = component + ": " + std::string{fixture.at("name").as_string()};
  CAPTURE(name);
  ++tally.all;
  std::string ours, theirs;
  try {
    theirs = written(read_dom(fixture.at("html").as_string()));
    ours = written(read_dom(make(Given{&fixture.at("options")}).bytes()));
  } catch (const std::exception& fault) {
    ours = fault.what();
  }
  if (not_compared.contains(name)) {
    CHECK_MESSAGE(ours != theirs, "is listed as different and is not: take it out of the list");
    ++tally.listed;
    tally.used.insert(name);
    return;
  }
  CHECK(ours == theirs);
  ++tally.compared;
}

TEST_CASE("Every fixture of govuk-frontend gives the same elements from our components, or is listed with the reason") {
  const auto folder = fs::path{HEARTH_SOURCE_DIR} / "setup/node_modules/govuk-frontend/dist/govuk/components";
  auto makers = field_components();
  makers.merge(other_components());
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator{folder})
    if (fs::exists(entry.path() / "fixtures.json")) folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  REQUIRE(folders.size() >= 35);
  Tally tally;
  for (const auto& path : folders) {
    const auto component = path.filename().string();
    const auto file = fixtures_of(path);
    const auto& fixtures = file.as_object().at("fixtures").as_array();
    const auto maker = makers.find(component);
    if (maker == makers.end()) {
      CHECK_MESSAGE(not_ours.contains(component), component, " is neither compared nor listed");
      tally.all += static_cast<int>(fixtures.size());
      tally.not_ours += static_cast<int>(fixtures.size());
      continue;
    }
    for (const auto& fixture : fixtures) compare(component, maker->second, fixture.as_object(), tally);
  }
  for (const auto& listed : not_compared) CHECK_MESSAGE(tally.used.contains(listed.first), listed.first, " is listed and does not exist");
  std::cout << fmt::format("govuk-frontend's fixtures: {} of {} compared, {} listed as different, {} of components that are not ours\n",
                           tally.compared, tally.all, tally.listed, tally.not_ours);
}

}  // namespace
}  // namespace hearth::tests
