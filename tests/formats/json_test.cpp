#include "formats/json.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <rapidcheck.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "base/limits.h"
#include "shared_data.h"

using namespace hearth;
using namespace hearth::formats;

TEST_CASE("JSONTestSuite: what must be read is read, what must be refused is refused, and nothing crashes") {
  const auto folder = tests::shared_folder() / "conformance" / "json" / "test_parsing";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no " << folder.string());
    return;
  }
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    const auto name = entry.path().filename().string();
    if (entry.path().extension() != ".json") continue;
    CAPTURE(name);
    const auto value = parse_json(tests::bytes_of(entry.path()), name);
    const bool repeats_a_key = name.starts_with("y_object_duplicated_key");  // stricter than the suite on purpose
    if (name.front() == 'y') CHECK(value.has_value() != repeats_a_key);
    if (name.front() == 'n') CHECK_FALSE(value.has_value());
    ++cases;
  }
  CHECK(cases > 200);
}

TEST_CASE("A JSON fault says which line and why") {
  struct Row {
    std::string text, code;
    std::uint64_t row;
  };
  const std::vector<Row> rows{
      {"{\n \"a\": 1,\n \"b\": }", "json.malformed", 3},
      {"{\"a\": 1,\n\"b\": 2,\n\"a\": 3}", "json.duplicate_key", 3},
      {"[{\"x\": {\"k\": 1}},\n {\"x\": {\"k\": 1,\n \"\\u006b\": 2}}]", "json.duplicate_key", 3},
      {"[1,\n1e999]", "json.number_range", 2},
      {std::string(65, '[') + std::string(65, ']'), "json.too_deep", 1},
      {std::string(100'000, '['), "json.too_deep", 1},
      {"[1,\n\"\xE9\"]", "json.not_text", 2},
      {std::string{"[1,\n\"\0\"]", 8}, "json.not_text", 2},
      {"", "json.malformed", 1},
      {"{} {}", "json.malformed", 1},
      {"[1,]", "json.malformed", 1},
      {"// no\n{}", "json.malformed", 1},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto value = parse_json(row.text, "x.json");
    REQUIRE_FALSE(value.has_value());
    CHECK(value.error().code == row.code);
    CHECK(value.error().where.row == row.row);
    CHECK(value.error().where.file == "x.json");
  }
}

TEST_CASE("JSON numbers: 64-bit integers stay whole, larger ones become doubles") {
  CHECK(parse_json("9223372036854775807", "")->is_int64());
  CHECK(parse_json("18446744073709551615", "")->is_uint64());
  CHECK(parse_json("18446744073709551616", "")->is_double());
  CHECK(parse_json(std::string(limits::json_depth_max, '[') + std::string(limits::json_depth_max, ']'), "").has_value());
  CHECK(parse_json("\xEF\xBB\xBF{}", "").has_value());
}

TEST_CASE("JSON is written in the order in which keys were put in, the same every time") {
  json::object object;
  object["z"] = 1;
  object["a"] = json::array{0.1, 1.0, -53.8, 1e300};
  object["text"] = "line\nbreak \"quoted\"";
  object["none"] = nullptr;
  CHECK(write_json(object) == R"({"z":1,"a":[0.1,1.0,-53.8,1e+300],"text":"line\nbreak \"quoted\"","none":null})");
  CHECK(write_json_pretty(json::value{{"a", json::array{1, 2}}, {"b", json::object{}}, {"c", json::array{json::object{{"d", true}}}}}) ==
        "{\n  \"a\": [1, 2],\n  \"b\": {},\n  \"c\": [\n    {\n      \"d\": true\n    }\n  ]\n}\n");
}

namespace {

json::value any_value(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 7 : 5)) {
    case 0: return nullptr;
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return *rc::gen::arbitrary<std::int64_t>();
    case 3: return *rc::gen::arbitrary<int>() / 64.0;
    case 4: return json::string(*rc::gen::container<std::string>(rc::gen::inRange('\x01', '\x7F')));
    case 5: {
      json::array array;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) array.push_back(any_value(depth - 1));
      return array;
    }
    default: {
      json::object object;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) object[std::string{"k"} + std::to_string(i)] = any_value(depth - 1);
      return object;
    }
  }
}

}  // namespace

TEST_CASE("What is written as JSON is read back as the same value, also when it is laid out for people") {
  CHECK(rc::check([] {
    const auto value = any_value(4);
    const auto back = parse_json(write_json(value), "");
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == value);
    RC_ASSERT(write_json(*back) == write_json(value));
    RC_ASSERT(*parse_json(write_json_pretty(value), "") == value);
  }));
}

TEST_CASE("A member that is missing or no text is told with its JSON pointer") {
  const auto value = parse_json(R"({"name": "x", "count": 3, "list": [], "inner": {}})", "");
  const auto& object = value->get_object();
  CHECK(text_at(object, "name", "/services/3").value() == "x");
  CHECK(text_at(object, "id", "/services/3").error().where.pointer == "/services/3/id");
  CHECK(text_at(object, "count", "/services/3").error().code == "json.type");
  CHECK(text_or(object, "count", "other") == "other");
  CHECK(array_at(object, "list") != nullptr);
  CHECK(array_at(object, "inner") == nullptr);
  CHECK(object_at(object, "inner") != nullptr);
  CHECK(object_at(object, "absent") == nullptr);
}

TEST_CASE("A number is read as the nearest double there is, and written so that it reads back the same") {
  for (const char* text : {"18493488147419403230", "0.1", "1.7976931348623157e308", "2.2250738585072014e-308", "5e-324", "123456789012345678901234567890",
                           "9007199254740993.5", "-1.8493488147419403e19"}) {
    CAPTURE(text);
    const auto value = parse_json(text, "number");
    REQUIRE(value);
    CHECK(value->to_number<double>() == std::strtod(text, nullptr));
    const auto written = write_json(*value);
    CHECK(write_json(*parse_json(written, "number")) == written);
  }
  CHECK(parse_json("1e-400", "number").has_value());
  CHECK_FALSE(parse_json("1e400", "number").has_value());
}
