// declaration.h: the TOML files in which people say what is what (PLACE.toml, FEED.toml, programme.toml).
//
// Parse once, at the edge: a room reads its declaration into a type of its own, and `unknown_keys()` refuses what it does
// not know by name, with the nearest known one: a mistyped key never passes in silence.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/files.h"

namespace hearth::formats {

/// A value, table or array of a TOML file, with its place for messages. Cheap to copy; keeps the file alive.
class Declared {
 public:
  struct Node;  ///< private to declaration.cpp

  [[nodiscard]] bool is_table() const;
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] bool is_text() const;
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> keys() const;  ///< of a table, in file order; does not mark them as read

  /// A member of this table; empty when absent. Quoted and dotted keys are looked up as TOML means them.
  [[nodiscard]] std::optional<Declared> get(std::string_view key) const;
  [[nodiscard]] Result<Declared> need(std::string_view key) const;        ///< @error toml.missing
  [[nodiscard]] std::vector<Declared> items() const;                      ///< of an array; one item for any other value

  [[nodiscard]] Result<std::string> text() const;                         ///< @error toml.type
  [[nodiscard]] Result<std::int64_t> integer() const;                     ///< @error toml.type
  [[nodiscard]] Result<double> number() const;                            ///< integers too
  [[nodiscard]] Result<bool> boolean() const;
  [[nodiscard]] Result<std::vector<std::string>> texts() const;           ///< array of strings, or one string
  [[nodiscard]] Result<std::string> date_text() const;                    ///< TOML date or string, as ISO text

  [[nodiscard]] Result<std::string> need_text(std::string_view key) const;
  [[nodiscard]] Result<std::optional<std::string>> text_if(std::string_view key) const;
  [[nodiscard]] Result<std::vector<std::string>> texts_if(std::string_view key) const;  ///< empty when absent
  [[nodiscard]] Result<bool> boolean_or(std::string_view key, bool otherwise) const;

  /// @error toml.unknown_key (exit 2): a key of this table that is not in `known`; names the nearest known one
  [[nodiscard]] Result<Done> unknown_keys(const std::vector<std::string>& known) const;

  [[nodiscard]] Where where() const;  ///< file, row, dotted key
  /// An error at this place, exit code 2.
  [[nodiscard]] tl::unexpected<Error> refuse(std::string code, std::string message) const;

 private:
  friend class DeclarationFile;
  explicit Declared(std::shared_ptr<const Node> node) : node_{std::move(node)} {}
  std::shared_ptr<const Node> node_;
};

class DeclarationFile {
 public:
  /// @error toml.malformed (file, row), file.* (exit 2)
  [[nodiscard]] static Result<DeclarationFile> read(Files& files, const Path& path);
  /// version() of the file as it is now, without understanding it. @error file.* (exit 2)
  [[nodiscard]] static Result<std::string> version_of(Files& files, const Path& path);
  [[nodiscard]] static Result<DeclarationFile> parse(std::string_view text, std::string file);

  [[nodiscard]] Declared root() const;
  /// A path of the declaration, relative to the file's folder.
  [[nodiscard]] Path beside(std::string_view relative) const;
  /// A content hash of the file: a step that reads it redoes its work when it changes.
  [[nodiscard]] std::string version() const;

 private:
  DeclarationFile() = default;
  Path path_;
  std::string version_;
  std::shared_ptr<const Declared::Node> root_;
};

}  // namespace hearth::formats
