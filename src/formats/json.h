// json.h: the one JSON reader. RFC 8259, strict: UTF-8, no duplicate keys, finite numbers, limited depth.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::formats {

namespace json = boost::json;

/// @param file for messages
/// @error json.malformed (with line in `where.row`), json.duplicate_key, json.number_range, json.too_deep, json.not_text
[[nodiscard]] Result<json::value> parse_json(std::string_view text, std::string file);
/// Keys in the order in which they were put in, no blanks, one line. Byte-stable.
[[nodiscard]] std::string write_json(const json::value& value);
/// The same over several indented lines, for people.
[[nodiscard]] std::string write_json_pretty(const json::value& value);

/// Member access that says where it failed. `pointer` is the place of `object`, for messages ("/services/3").
[[nodiscard]] Result<std::string> text_at(const json::object& object, std::string_view key, const std::string& pointer);
[[nodiscard]] std::string text_or(const json::object& object, std::string_view key, std::string_view otherwise = {});
[[nodiscard]] const json::array* array_at(const json::object& object, std::string_view key);
[[nodiscard]] const json::object* object_at(const json::object& object, std::string_view key);

}  // namespace hearth::formats
