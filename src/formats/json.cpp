#include "formats/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <set>

#include "base/assertion.h"
#include "base/limits.h"
#include "base/text.h"

namespace hearth::formats {
namespace {

/// What both handlers need of Boost.JSON's parser: numbers that are finite, and how many members all objects have.
struct Checks {
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  bool not_finite{false}, repeated_key{false};
  std::uint64_t members{0};

  bool stop(bool& reason, json::error_code& code) {
    reason = true;
    code = json::error::syntax;
    return false;
  }
};

/// Builds the tree.
struct TreeHandler : Checks {
  json::value_stack stack;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return true; }
  bool on_object_end(std::size_t count, json::error_code&) {
    members += count;
    stack.push_object(count);
    return true;
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t count, json::error_code&) {
    stack.push_array(count);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return push_part(part); }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    stack.push_key(part);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return push_part(part); }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    stack.push_string(part);
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
    stack.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
    stack.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view digits, json::error_code& code) {
    if (!std::isfinite(number)) return stop(not_finite, code);
    // The parser's own number may be one step off the nearest double: what was written would not read back the same.
    double nearest = number;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), nearest);
    stack.push_double(read.ec == std::errc{} && read.ptr == digits.data() + digits.size() ? nearest : number);
    return true;
  }
  bool on_bool(bool value, json::error_code&) {
    stack.push_bool(value);
    return true;
  }
  bool on_null(json::error_code&) {
    stack.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool push_part(json::string_view part) {
    stack.push_chars(part);
    return true;
  }
};

/// Builds nothing; stops at the first key that its object has already. Used only to say where, when a count told that there
/// is one: a set for each object would slow down every honest file.
struct RepeatedKeyHandler : Checks {
  std::vector<std::set<std::string, std::less<>>> open;
  std::string key;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    open.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    open.pop_back();
    return true;
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& code) {
    key.append(part.data(), part.size());
    if (!open.back().insert(std::exchange(key, {})).second) return stop(repeated_key, code);
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

json::parse_options strict() {
  json::parse_options options;
  options.max_depth = limits::json_depth_max;
  return options;
}

struct Run {
  std::size_t read{0};
  json::error_code code;
};

template <class Handler>
Run run(json::basic_parser<Handler>& parser, std::string_view text) {
  Run out;
  out.read = parser.write_some(false, text.data(), text.size(), out.code);
  if (!out.code && text.find_first_not_of(" \t\r\n", out.read) != std::string_view::npos) out.code = json::error::extra_data;
  return out;
}

std::uint64_t members_of(const json::value& value) {
  std::uint64_t count = 0;
  if (const auto* object = value.if_object()) {
    count = object->size();
    for (const auto& member : *object) count += members_of(member.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& item : *array) count += members_of(item);
  }
  return count;
}

std::uint64_t line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::uint64_t>(std::ranges::count(text.substr(0, at), '\n'));
}

std::size_t first_bad_byte(std::string_view text) {
  std::size_t from = 0;
  for (std::size_t to = text.find('\n'); to != std::string_view::npos; to = text.find('\n', from)) {
    if (!is_text(text.substr(from, to - from))) return from;
    from = to + 1;
  }
  return from;
}

tl::unexpected<Error> refused(const std::string& file, std::uint64_t line, std::string code, std::string message) {
  return fail(std::move(code), std::move(message), Where{.file = file, .row = line});
}

}  // namespace

Result<json::value> parse_json(std::string_view text, std::string file) {
  if (text.size() > limits::json_bytes_max)
    return refused(file, 0, "json.too_large", "larger than 512 MiB, the most that is read of one file. Split it.");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!is_text(text))
    return refused(file, line_of(text, first_bad_byte(text)), "json.not_text", "not UTF-8 text. Save the file as UTF-8.");
  json::basic_parser<TreeHandler> parser{strict()};
  parser.handler().stack.reset();
  const auto built = run(parser, text);
  const auto line = line_of(text, std::min(built.read, text.size()));
  if (parser.handler().not_finite)
    return refused(file, line, "json.number_range", "a number is too large for a computer's number. Expected at most 1.7e308.");
  if (built.code == json::error::too_deep)
    return refused(file, line, "json.too_deep", fmt::format("nested deeper than {}, the most that is read.", limits::json_depth_max));
  if (built.code)
    return refused(file, line, "json.malformed", fmt::format("not JSON here: {}. Expected RFC 8259: keys and texts in quotation marks, no "
                                                              "comments, no comma before a closing bracket.", built.code.message()));
  auto value = parser.handler().stack.release();
  if (members_of(value) == parser.handler().members) return value;
  json::basic_parser<RepeatedKeyHandler> finder{strict()};
  const auto found = run(finder, text);
  HEARTH_ASSERT(finder.handler().repeated_key);
  return refused(file, line_of(text, std::min(found.read, text.size())), "json.duplicate_key",
                 "an object has this key twice, so that readers would disagree. Expected each key once.");
}

namespace {

void write_string(std::string_view text, std::string& out) { out += json::serialize(json::string_view{text.data(), text.size()}); }

/// Shortest digits that read back as the same number; with a point, so that it stays a double.
void write_double(double number, std::string& out) {
  HEARTH_ASSERT(std::isfinite(number));
  const auto text = fmt::format("{}", number);
  out += text;
  if (text.find_first_of(".e") == std::string::npos) out += ".0";
}

bool all_scalars(const json::array& array) {
  return std::ranges::none_of(array, [](const json::value& item) { return item.is_object() || item.is_array(); });
}

constexpr int one_line = -1;

void new_line(int indent, std::string& out) {
  if (indent != one_line) out.append(1, '\n').append(static_cast<std::size_t>(indent) * 2, ' ');
}

void write(const json::value& value, int indent, std::string& out);

void write_array(const json::array& array, int indent, std::string& out) {
  // A point or a list of words stays on one line.
  const int outer = all_scalars(array) ? one_line : indent;
  const int inner = outer == one_line ? one_line : indent + 1;
  out.push_back('[');
  bool first = true;
  for (const auto& item : array) {
    if (!first) out += indent != one_line && inner == one_line ? ", " : ",";
    first = false;
    new_line(inner, out);
    write(item, inner, out);
  }
  if (!array.empty()) new_line(outer, out);
  out.push_back(']');
}

void write_object(const json::object& object, int indent, std::string& out) {
  const int inner = indent == one_line ? one_line : indent + 1;
  out.push_back('{');
  bool first = true;
  for (const auto& member : object) {
    if (!first) out.push_back(',');
    first = false;
    new_line(inner, out);
    write_string({member.key().data(), member.key().size()}, out);
    out += indent == one_line ? ":" : ": ";
    write(member.value(), inner, out);
  }
  if (!object.empty()) new_line(indent, out);
  out.push_back('}');
}

void write(const json::value& value, int indent, std::string& out) {
  switch (value.kind()) {
    case json::kind::null: out += "null"; return;
    case json::kind::bool_: out += value.get_bool() ? "true" : "false"; return;
    case json::kind::int64: out += std::to_string(value.get_int64()); return;
    case json::kind::uint64: out += std::to_string(value.get_uint64()); return;
    case json::kind::double_: write_double(value.get_double(), out); return;
    case json::kind::string: write_string({value.get_string().data(), value.get_string().size()}, out); return;
    case json::kind::array: write_array(value.get_array(), indent, out); return;
    case json::kind::object: write_object(value.get_object(), indent, out); return;
  }
}

}  // namespace

std::string write_json(const json::value& value) {
  std::string out;
  write(value, one_line, out);
  return out;
}

std::string write_json_pretty(const json::value& value) {
  std::string out;
  write(value, 0, out);
  return out + "\n";
}

Result<std::string> text_at(const json::object& object, std::string_view key, const std::string& pointer) {
  const auto* value = object.if_contains(json::string_view{key.data(), key.size()});
  const std::string place = pointer + "/" + std::string{key};
  if (value == nullptr) return fail("json.missing", "this member is missing. Expected a text.", Where{.pointer = place});
  const auto* text = value->if_string();
  if (text == nullptr) return fail("json.type", "not a text. Expected a text in quotation marks.", Where{.pointer = place});
  return std::string{text->data(), text->size()};
}

std::string text_or(const json::object& object, std::string_view key, std::string_view otherwise) {
  const auto* value = object.if_contains(json::string_view{key.data(), key.size()});
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{otherwise} : std::string{text->data(), text->size()};
}

const json::array* array_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(json::string_view{key.data(), key.size()});
  return value == nullptr ? nullptr : value->if_array();
}

const json::object* object_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(json::string_view{key.data(), key.size()});
  return value == nullptr ? nullptr : value->if_object();
}

}  // namespace hearth::formats
