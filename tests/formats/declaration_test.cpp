#include "formats/declaration.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "shared_data.h"

using namespace hearth;
using namespace hearth::formats;

namespace {

Declared declared(std::string_view text) {
  auto file = DeclarationFile::parse(text, "feeds/x.feed.toml");
  REQUIRE_MESSAGE(file.has_value(), (file ? std::string{} : to_string(file.error())));
  return file->root();
}

}  // namespace

TEST_CASE("A mistyped key is refused by name, with the nearest known one and its place") {
  const auto root = declared("[feed]\nname = \"x\"\ncolum = 3\n");
  const auto refused = root.need("feed")->unknown_keys({"name", "column", "key"});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "toml.unknown_key");
  CHECK(refused.error().exit == Exit::wrong_use);
  CHECK(to_string(refused.error()) ==
        "feeds/x.feed.toml, row 3, feed.colum: unknown key \"colum\". Did you mean \"column\"? Known here: name, column, key.");
  CHECK(root.unknown_keys({"feed"}).has_value());
  CHECK(declared("zzzzzz = 1").unknown_keys({"name"}).error().message == "unknown key \"zzzzzz\". Known here: name.");
}

TEST_CASE("Quoted and dotted keys are found alike") {
  for (const char* text : {"[columns]\n\"extra.soc_id\" = \"A\"\n", "[columns]\nextra.soc_id = \"A\"\n", "[columns.extra]\nsoc_id = \"A\"\n"}) {
    CAPTURE(text);
    const auto root = declared(text);
    CHECK(root.get("columns")->need_text("extra.soc_id").value() == "A");
    CHECK(root.need_text("columns.extra.soc_id").value() == "A");
    CHECK(root.has("columns.extra.soc_id"));
    CHECK_FALSE(root.has("columns.extra.none"));
  }
  CHECK(declared("[columns]\nextra.b = 1\nextra.a = 2\n").get("columns")->get("extra")->keys() == std::vector<std::string>{"b", "a"});
}

TEST_CASE("Keys come in the order of the file") {
  CHECK(declared("z = 1\na = 2\nm = 3\n[y]\n[b]\n").keys() == std::vector<std::string>{"z", "a", "m", "y", "b"});
}

TEST_CASE("Values are read as what they are, and another type is refused with its place") {
  const auto root = declared("text = \"a\"\nwhole = 5\nreal = 0.5\nyes = true\nday = 2026-03-31\nwhen = 2026-03-31T10:00:00\nlist = [\"a\", \"b\"]\nmixed = [\"a\", 1]\n"
                             "endless = inf\n[table]\n[[many]]\nx = 1\n[[many]]\nx = 2\n");
  CHECK(root.need_text("text").value() == "a");
  CHECK(root.get("whole")->integer().value() == 5);
  CHECK(root.get("whole")->number().value() == 5.0);
  CHECK(root.get("real")->number().value() == 0.5);
  CHECK(root.boolean_or("yes", false).value());
  CHECK(root.boolean_or("absent", true).value());
  CHECK(root.get("day")->date_text().value() == "2026-03-31");
  CHECK(root.get("when")->date_text().value() == "2026-03-31");
  CHECK(root.get("text")->date_text().value() == "a");
  CHECK(root.texts_if("list").value() == std::vector<std::string>{"a", "b"});
  CHECK(root.texts_if("text").value() == std::vector<std::string>{"a"});
  CHECK(root.texts_if("absent").value().empty());
  CHECK_FALSE(root.text_if("absent").value().has_value());
  CHECK(root.get("table")->is_table());
  CHECK(root.get("many")->is_array());
  CHECK(root.get("many")->items()[1].get("x")->integer().value() == 2);
  CHECK(root.get("many")->items()[1].get("x")->where().pointer == "many.1.x");
  CHECK(root.need("absent").error().code == "toml.missing");
  CHECK(root.need_text("absent").error().exit == Exit::wrong_use);
  for (const auto& error : {root.need_text("whole").error(), root.get("text")->integer().error(), root.get("text")->number().error(),
                            root.get("endless")->number().error(), root.get("text")->boolean().error(), root.texts_if("mixed").error(),
                            root.get("whole")->date_text().error(), root.get("real")->integer().error()}) {
    CHECK(error.code == "toml.type");
    CHECK(error.exit == Exit::wrong_use);
    CHECK(error.where.row != 0);
  }
}

TEST_CASE("A declaration that is no TOML is refused with its row") {
  struct Row {
    std::string text;
    std::uint64_t row;
  };
  for (const Row& row : {Row{"a = 1\nb = \n", 2}, {"a = 1\na = 2\n", 2}, {"[feed\n", 1}, {"a = [1,\n2\n", 2}, {"x = \"unclosed\n", 1}, {"a = 1\n\n[=]\nb = 2\n", 3},
                         {"a = 1\n[[[feed]]]\n", 2}, {"[ \xC3\xA9 ]", 1}}) {
    CAPTURE(row.text);
    const auto file = DeclarationFile::parse(row.text, "x.toml");
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().code == "toml.malformed");
    CHECK(file.error().exit == Exit::wrong_use);
    CHECK(file.error().where.row >= row.row);
    CHECK(file.error().where.row <= row.row + 1);
  }
  CHECK(DeclarationFile::parse("a = \"\xE9\"", "x.toml").error().code == "toml.malformed");
  const std::string brackets(5000, '[');
  for (const auto& text : {brackets, "a = " + brackets}) CHECK(DeclarationFile::parse(text, "x.toml").error().code == "toml.malformed");
  CHECK(DeclarationFile::parse(std::string((1U << 20) + 1, '\n'), "x.toml").error().code == "file.too_large");
}

TEST_CASE("A missing declaration is wrong use, and paths are beside the file") {
  DiskFiles files;
  const auto missing = DeclarationFile::read(files, "/nowhere/x.toml");
  CHECK(missing.error().code == "file.missing");
  CHECK(missing.error().exit == Exit::wrong_use);
  const auto file = DeclarationFile::parse("a = 1", "feeds/x.toml");
  CHECK(file->beside("y.csv") == Path{"feeds/y.csv"});
  CHECK(file->beside("/abs/y.csv") == Path{"/abs/y.csv"});
  CHECK(file->version() == DeclarationFile::parse("a = 1", "other.toml")->version());
  CHECK(file->version() != DeclarationFile::parse("a = 2", "feeds/x.toml")->version());
}

TEST_CASE("A value outlives its file") {
  std::optional<Declared> value;
  value = DeclarationFile::parse("a.b = \"kept\"", "x.toml")->root().get("a");
  CHECK(value->need_text("b").value() == "kept");
}

TEST_CASE("Every example declaration is read") {
  const auto folder = tests::shared_folder() / "data";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no " << folder.string());
    return;
  }
  DiskFiles files;
  int read = 0;
  for (const char* sub : {"linkage", "places"})
    for (const auto& entry : std::filesystem::directory_iterator{folder / sub}) {
      if (entry.path().extension() != ".toml") continue;
      CAPTURE(entry.path().string());
      CHECK(DeclarationFile::read(files, entry.path()).has_value());
      ++read;
    }
  CHECK(read > 5);
}
