// Conditions of the small part of SQL in which Splink saves levels and rules: what holds, what is NULL, and what is refused.
#include "match/sql_condition.h"

#include <doctest/doctest.h>

#include <map>

using namespace hearth;
using namespace hearth::match;

namespace {

using Cells = std::map<std::string, std::string>;  ///< "name_l" -> text; what is not there is NULL

bool holds(const std::string& text, const Cells& cells) {
  SqlColumns columns;
  const auto condition = SqlCondition::parse(text, columns);
  REQUIRE_MESSAGE(condition, text, ": ", (condition ? "" : condition.error().message));
  return condition->holds([&](Side side, std::size_t column) -> std::optional<std::string_view> {
    const auto at = cells.find(columns.names()[column] + (side == Side::left ? "_l" : "_r"));
    return at == cells.end() ? std::nullopt : std::optional<std::string_view>{at->second};
  });
}

}  // namespace

TEST_CASE("A condition holds as a database would have it, and NULL goes through everything") {
  struct Row {
    const char* text;
    Cells cells;
    bool holds;
  };
  const Cells names{{"a_l", "martha"}, {"a_r", "marhta"}, {"b_l", "12"}, {"b_r", "9"}, {"d_l", "1980-02-28"}, {"d_r", "1980-03-01"}, {"p_l", "LS1 2AB"}, {"p_r", "LS1 2CD"}, {"e_l", "ann@x.org"}, {"e_r", "ann@y.org"}};
  for (const auto& row : std::vector<Row>{
           {R"("a_l" = "a_r")", names, false},
           {R"("a_l" <> "a_r" AND NOT "a_l" IS NULL)", names, true},
           {R"(l."a" != r.a)", names, true},
           {R"("zz_l" IS NULL OR "zz_r" IS NULL)", names, true},
           {R"("zz_l" = "zz_r")", names, false},
           {R"(NOT ("zz_l" = "zz_r"))", names, false},                       // NULL, and no more true than the other way round
           {R"("zz_l" = "zz_r" OR "a_l" = 'martha')", names, true},
           {R"("zz_l" = "zz_r" AND "a_l" = 'martha')", names, false},
           {R"("a_l" IS NOT NULL)", names, true},
           {R"(jaro_winkler_similarity("a_l", "a_r") >= 0.96)", names, true},   // 0.9611
           {R"(jaro_winkler_similarity("a_l", "a_r") >= 0.97)", names, false},
           {R"(jaro_similarity("a_l", "a_r") >= 0.94)", names, true},           // 0.9444
           {R"(levenshtein("a_l", "a_r") <= 1)", names, false},
           {R"(levenshtein("a_l", "a_r") <= 2)", names, true},
           {R"(damerau_levenshtein("a_l", "a_r") <= 1)", names, true},
           {R"(jaccard("a_l", "a_r") >= 1)", names, true},                      // the same letters
           {R"("b_l" > "b_r")", names, false},                                  // as texts
           {R"(cast("b_l" as float) > cast("b_r" as double))", names, true},    // as numbers
           {R"(abs("b_l" - "b_r") / "b_l" < 0.26)", names, true},
           {R"("b_l"::int - 3 = "b_r"::int)", names, true},
           {R"(ABS(EPOCH(try_strptime("d_l", '%Y-%m-%d')) - EPOCH(try_strptime("d_r", '%Y-%m-%d'))) <= 172800)", names, true},  // 1980 has a 29 February
           {R"(ABS(EPOCH(try_strptime("d_l", '%Y-%m-%d')) - EPOCH(try_strptime("d_r", '%Y-%m-%d'))) <= 172799)", names, false},
           {R"(try_strptime("d_l", '%d/%m/%Y') IS NULL)", names, true},
           {R"(NULLIF(regexp_extract("p_l", '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]', 0), '') = NULLIF(regexp_extract("p_r", '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]', 0), ''))", names, true},
           {R"(NULLIF(regexp_extract("a_l", '^[0-9]+', 0), '') = NULLIF(regexp_extract("a_r", '^[0-9]+', 0), ''))", names, false},  // nothing is no agreement
           {R"(regexp_extract("e_l", '^[^@]+', 0) = regexp_extract("e_r", '^[^@]+', 0))", names, true},
           {R"(SUBSTR("p_l", 1, 3) = substring("p_r", 1, 3) and length("p_l") = 7)", names, true},
           {R"(left("p_l", 3) || 'x' = 'LS1x')", names, true},
           {R"(upper("a_l") = 'MARTHA' and lower('Ä') = 'ä')", names, true},
           {R"(coalesce("zz_l", "a_l") = 'martha')", names, true},
           {R"(case when "a_l" = 'x' then 1 when "b_l" = '12' then 2 else 3 end = 2)", names, true},
           {R"(1 / 0 IS NULL)", names, true},
           {"\n ( ( \"a_l\" = \"a_l\" ) ) \n", names, true},
           {R"("a_l" = 'it''s')", {{"a_l", "it's"}}, true},
           {R"(2 + 3 * 4 = 14 AND -2 - -3 = 1 AND 1e3 = 1000.0)", {}, true}}) {
    CAPTURE(std::string{row.text});
    CHECK(holds(row.text, row.cells) == row.holds);
  }
}

TEST_CASE("Text functions give what DuckDB gives") {
  // From duckdb 2.0.1: select jaro_winkler_similarity(a, b), ...
  CHECK(sql_jaro_winkler("", "") == 0);
  CHECK(sql_jaro_winkler("P\u00E1draig", "Padraig") == doctest::Approx(0.9142857143));
  CHECK(sql_jaro("\u00E9a", "ea") == doctest::Approx(0.6666666667));
  CHECK(sql_levenshtein("P\u00E1draig", "Padraig") == 1);
  CHECK(sql_damerau_levenshtein("P\u00E1draig", "Padraig") == 1);
  CHECK(sql_jaccard("P\u00E1draig", "Padraig") == doctest::Approx(0.8571428571));
  CHECK(sql_jaro_winkler("a", "") == doctest::Approx(0.0));
  CHECK(sql_jaro_winkler("a", "b") == doctest::Approx(0.0));
  CHECK(sql_jaro_winkler("dwayne", "duane") == doctest::Approx(0.84));
  CHECK(sql_jaro_winkler("dixon", "dicksonx") == doctest::Approx(0.8133333333));
  CHECK(sql_jaro("dixon", "dicksonx") == doctest::Approx(0.7666666667));
  CHECK(sql_levenshtein("kitten", "sitting") == 3);
  CHECK(sql_damerau_levenshtein("ca", "abc") == 2);  // with an edit between the swapped
  CHECK(sql_damerau_levenshtein("1990-01-12", "1990-10-12") == 1);
  CHECK(sql_jaccard("duck", "luck") == doctest::Approx(0.6));
}

TEST_CASE("What is not of the grammar is refused by name, and nothing crashes on it") {
  struct Row {
    const char *text, *code, *says;
  };
  for (const auto& row : std::vector<Row>{{R"(array_cosine_similarity("e_l", "e_r") >= 0.9)", "sql.function", "array_cosine_similarity"},
                                          {R"(len(list_intersect("a_l", "a_r")) >= 1)", "sql.function", "list_intersect"},
                                          {R"("surname" = 'x')", "sql.column", "surname"},
                                          {R"(x.surname = r.surname)", "sql.malformed", "l.COLUMN"},
                                          {R"("a_l" = )", "sql.malformed", "too early"},
                                          {R"("a_l" = "a_r)", "sql.malformed", "nothing closes"},
                                          {R"("a_l" = "a_r" "b_l")", "sql.malformed", "not expected"},
                                          {R"(cast("a_l" as json) = 1)", "sql.function", "json"},
                                          {R"(regexp_extract("a_l", '(a)(b)', 2) = 'b')", "sql.function", "group"},
                                          {R"(regexp_extract("a_l", "b_l", 0) = 'b')", "sql.malformed", "pattern"},
                                          {R"(regexp_extract("a_l", '[', 0) = 'b')", "sql.malformed", "pattern"},
                                          {R"(levenshtein("a_l") < 2)", "sql.malformed", "number of arguments"},
                                          {"\"a_l\" = 1; drop table people", "sql.malformed", "\";\""},
                                          {"", "sql.malformed", "too early"}}) {
    SqlColumns columns;
    const auto condition = SqlCondition::parse(row.text, columns);
    CAPTURE(std::string{row.text});
    REQUIRE_FALSE(condition);
    CHECK(condition.error().code == row.code);
    CHECK_MESSAGE(condition.error().message.find(row.says) != std::string::npos, condition.error().message);
    CHECK(condition.error().exit == Exit::wrong_use);
  }
  SqlColumns columns;
  CHECK(SqlCondition::parse(std::string(5'000, '('), columns).error().code == "sql.too_large");
  std::string chain = "1 = 1";
  for (int i = 0; i < 1'000; ++i) chain += " AND 1 = 1";
  CHECK(SqlCondition::parse(chain, columns).error().code == "sql.too_large");
}

TEST_CASE("A rule is keys that bring rows together, and what is left decides") {
  SqlColumns columns;
  const auto rule = SqlCondition::parse(R"((l."surname" = r."surname") AND (SUBSTR(l.first, 1, 2) = SUBSTR(r.first, 1, 2)) AND levenshtein(l.dob, r.dob) <= 1)", columns);
  REQUIRE(rule);
  const auto join = rule->as_join();
  REQUIRE(join.keys.size() == 2);
  const auto of_a_row = [&](Side, std::size_t column) -> std::optional<std::string_view> { return columns.names()[column] == "first" ? "martha" : "lee"; };
  CHECK(rule->key(join.keys[0].left, of_a_row) == "lee");
  CHECK(rule->key(join.keys[1].right, of_a_row) == "ma");
  CHECK(SqlCondition::parse(R"(levenshtein(l.dob, r.dob) <= 1)", columns)->as_join().keys.empty());
  CHECK(SqlCondition::parse(R"(l.a = r.b and l.a = 'x')", columns)->as_join().keys.size() == 1);
  CHECK(SqlCondition::parse(R"("a_l" = "a_r" AND "b_l" = "b_r")", columns)->equal_columns().size() == 2);
  CHECK(SqlCondition::parse(R"("a_l" = "b_r")", columns)->equal_columns().empty());
  CHECK(SqlCondition::parse(R"("a_l" = "a_r" AND "b_l" = 'x')", columns)->equal_columns().empty());
}
