#include "formats/declaration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/toml_library.h"

namespace hearth::formats {

struct Declared::Node {
  struct File {
    std::string name;
    toml::table root;
  };
  std::shared_ptr<const File> file;
  const toml::node* node;
  std::string key;  ///< dotted, from the root

  [[nodiscard]] std::shared_ptr<const Node> child(const toml::node& inner, std::string_view name) const {
    return std::make_shared<const Node>(Node{file, &inner, key.empty() ? std::string{name} : key + "." + std::string{name}});
  }
};

namespace {

/// A key as it stands, else as a path of tables: "extra.x" finds both `"extra.x" = ...` and `extra.x = ...`.
const toml::node* find(const toml::table& table, std::string_view key) {
  if (const auto* node = table.get(key)) return node;
  for (auto dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.', dot + 1)) {
    const auto* inner = table.get(key.substr(0, dot));
    if (inner == nullptr || !inner->is_table()) continue;
    if (const auto* node = find(*inner->as_table(), key.substr(dot + 1))) return node;
  }
  return nullptr;
}

std::string iso(const toml::date& date) { return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day); }

std::string listed(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

std::optional<toml::parse_result> parsed(std::string_view text, const std::string& file) {
  try {
    return toml::parse(text, file);
  } catch (const TomlParserStopped&) {
    return std::nullopt;
  }
}

/// The line at which the parser stops: the first lines of the text parse or fail in order, so halving finds it.
std::uint64_t line_where_parser_stops(std::string_view text) {
  std::vector<std::size_t> ends;
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) ends.push_back(at);
  ends.push_back(text.size());
  const auto stops_after = [text](std::size_t end) { return !parsed(text.substr(0, end), "").has_value(); };
  const auto found = std::partition_point(ends.begin(), ends.end(), [&](std::size_t end) { return !stops_after(end); });
  return static_cast<std::uint64_t>(found - ends.begin()) + 1;
}

/// Walks over the text outside of its strings and comments, and finds the line of a key with too many parts: the parser would nest
/// as deep, and run out of stack.
class KeyParts {
 public:
  explicit KeyParts(std::string_view text) : text_{text} {}

  [[nodiscard]] std::optional<std::uint64_t> line_of_too_many() {
    std::size_t dots = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') skip_string(c);
      else if (c == '#') at_ = std::min(text_.find('\n', at_), text_.size());
      else ++at_;
      if (c == '\n') ++line_;
      if (std::string_view{"\n={,[]"}.find(c) != std::string_view::npos) dots = 0;
      if (c == '.' && ++dots >= limits::toml_key_parts_max) return line_;
    }
    return std::nullopt;
  }

 private:
  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_, 3) == three;
    at_ += is_long ? 3 : 1;
    while (at_ < text_.size()) {
      if (text_[at_] == '\\' && quote == '"') at_ += 2;
      else if (is_long ? text_.substr(at_, 3) == three : text_[at_] == quote || text_[at_] == '\n') break;
      else line_ += text_[at_++] == '\n' ? 1 : 0;
    }
    if (at_ < text_.size() && text_[at_] == '\n') return;  // a string that is never closed: the parser says so
    at_ = std::min(at_ + (is_long ? 3 : 1), text_.size());
  }

  std::string_view text_;
  std::size_t at_{0};
  std::uint64_t line_{1};
};

Error as_wrong_use(Error error) {
  error.exit = Exit::wrong_use;
  return error;
}

}  // namespace

bool Declared::is_table() const { return node_->node->is_table(); }
bool Declared::is_array() const { return node_->node->is_array(); }
bool Declared::is_text() const { return node_->node->is_string(); }

bool Declared::has(std::string_view key) const {
  const auto* table = node_->node->as_table();
  return table != nullptr && find(*table, key) != nullptr;
}

std::vector<std::string> Declared::keys() const {
  const auto* table = node_->node->as_table();
  if (table == nullptr) return {};
  struct Placed {
    toml::source_position place;
    std::string key;
  };
  std::vector<Placed> placed;
  for (auto&& [key, value] : *table) placed.push_back({key.source().begin, std::string{key.str()}});
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.place < b.place; });
  std::vector<std::string> out;
  for (auto& [place, key] : placed) out.push_back(std::move(key));
  return out;
}

std::optional<Declared> Declared::get(std::string_view key) const {
  const auto* table = node_->node->as_table();
  const auto* node = table == nullptr ? nullptr : find(*table, key);
  if (node == nullptr) return std::nullopt;
  return Declared{node_->child(*node, key)};
}

Result<Declared> Declared::need(std::string_view key) const {
  if (auto found = get(key)) return *found;
  return refuse("toml.missing", fmt::format("\"{}\" is missing{}. Expected {} = ..., or [{}] for a table.", key,
                                            node_->key.empty() ? "" : " in [" + node_->key + "]", key, node_->key.empty() ? std::string{key} : node_->key + "." + std::string{key}));
}

std::vector<Declared> Declared::items() const {
  const auto* array = node_->node->as_array();
  if (array == nullptr) return {*this};
  std::vector<Declared> out;
  std::size_t index = 0;
  for (const auto& item : *array) out.push_back(Declared{node_->child(item, std::to_string(index++))});
  return out;
}

Result<std::string> Declared::text() const {
  if (const auto* value = node_->node->as_string()) return value->get();
  return refuse("toml.type", "not a text. Expected text in quotation marks.");
}

Result<std::int64_t> Declared::integer() const {
  if (const auto* value = node_->node->as_integer()) return value->get();
  return refuse("toml.type", "not a whole number. Expected for example 5, without quotation marks.");
}

Result<double> Declared::number() const {
  if (const auto* value = node_->node->as_integer()) return static_cast<double>(value->get());
  if (const auto* value = node_->node->as_floating_point(); value != nullptr && std::isfinite(value->get())) return value->get();
  return refuse("toml.type", "not a number. Expected for example 0.95, without quotation marks.");
}

Result<bool> Declared::boolean() const {
  if (const auto* value = node_->node->as_boolean()) return value->get();
  return refuse("toml.type", "neither true nor false. Expected one of them, without quotation marks.");
}

Result<std::vector<std::string>> Declared::texts() const {
  std::vector<std::string> out;
  for (const auto& item : items()) {
    HEARTH_TRY(text, item.text());
    out.push_back(std::move(text));
  }
  return out;
}

Result<std::string> Declared::date_text() const {
  if (const auto* value = node_->node->as_date()) return iso(value->get());
  if (const auto* value = node_->node->as_date_time()) return iso(value->get().date);
  if (is_text()) return text();
  return refuse("toml.type", "not a date. Expected for example 2026-03-31.");
}

Result<std::string> Declared::need_text(std::string_view key) const {
  HEARTH_TRY(value, need(key));
  return value.text();
}

Result<std::optional<std::string>> Declared::text_if(std::string_view key) const {
  const auto value = get(key);
  if (!value) return std::optional<std::string>{};
  HEARTH_TRY(text, value->text());
  return std::optional<std::string>{std::move(text)};
}

Result<std::vector<std::string>> Declared::texts_if(std::string_view key) const {
  const auto value = get(key);
  if (!value) return std::vector<std::string>{};
  return value->texts();
}

Result<bool> Declared::boolean_or(std::string_view key, bool otherwise) const {
  const auto value = get(key);
  if (!value) return otherwise;
  return value->boolean();
}

Result<Done> Declared::unknown_keys(const std::vector<std::string>& known) const {
  for (const auto& key : keys()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    const auto meant = nearest(key, known);
    const auto place = *get(key);
    return place.refuse("toml.unknown_key", fmt::format("unknown key \"{}\".{} Known here: {}.", key,
                                                        meant.empty() ? "" : " Did you mean \"" + meant + "\"?", listed(known)));
  }
  return Done{};
}

Where Declared::where() const {
  return Where{.file = node_->file->name, .row = node_->node->source().begin.line, .pointer = node_->key};
}

tl::unexpected<Error> Declared::refuse(std::string code, std::string message) const {
  return wrong_use(std::move(code), std::move(message), where());
}

Result<DeclarationFile> DeclarationFile::read(Files& files, const Path& path) {
  auto text = files.read_all(path, limits::toml_bytes_max);
  if (!text) return fail(as_wrong_use(text.error()));
  return parse(*text, path.string());
}

Result<std::string> DeclarationFile::version_of(Files& files, const Path& path) {
  auto text = files.read_all(path, limits::toml_bytes_max);
  if (!text) return fail(as_wrong_use(text.error()));
  return ContentHash::of(*text).text();
}

Result<DeclarationFile> DeclarationFile::parse(std::string_view text, std::string file) {
  if (text.size() > limits::toml_bytes_max)
    return wrong_use("file.too_large", "larger than 1 MiB, the most that is read of a declaration.", Where{.file = file});
  // toml++ takes NUL for the end of the text in some places.
  if (!is_text(text)) return wrong_use("toml.malformed", "not UTF-8 text. Save the file as UTF-8.", Where{.file = file});
  const auto malformed = [&file](std::string_view why, std::uint64_t row) {
    return wrong_use("toml.malformed", fmt::format("not TOML: {}. Texts stand in quotation marks, tables in [brackets].", why),
                     Where{.file = file, .row = row});
  };
  if (const auto line = KeyParts{text}.line_of_too_many())
    return wrong_use("toml.too_deep", fmt::format("a name here has more than {} parts with dots between. Put it in quotation marks if it is one name.", limits::toml_key_parts_max),
                     Where{.file = file, .row = *line});
  auto result = parsed(text, file);
  if (!result) return malformed("a name has only A-Z, a-z, 0-9, - and _, else it stands in quotation marks", line_where_parser_stops(text));
  if (!*result) return malformed(result->error().description(), result->error().source().begin.line);
  DeclarationFile out;
  out.path_ = file;
  out.version_ = ContentHash::of(text).text();
  auto kept = std::make_shared<const Declared::Node::File>(Declared::Node::File{file, std::move(*result).table()});
  const auto* root = &kept->root;
  out.root_ = std::make_shared<const Declared::Node>(Declared::Node{std::move(kept), root, ""});
  return out;
}

Declared DeclarationFile::root() const { return Declared{root_}; }
Path DeclarationFile::beside(std::string_view relative) const { return path_.parent_path() / Path{relative}; }
std::string DeclarationFile::version() const { return version_; }

}  // namespace hearth::formats
