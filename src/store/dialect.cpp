// dialect.cpp: schema text for each engine.
#include "store/dialect.h"

#include "base/text.h"

namespace hearth::store {

namespace {

bool word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// Replaces whole words only: a column may be called bigint_count.
std::string with_word(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
    const bool starts = at == 0 || !word_character(text[at - 1]);
    const bool ends = at + from.size() == text.size() || !word_character(text[at + from.size()]);
    if (starts && ends) text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

std::string sqlite_schema(std::string_view schema_sql) {
  std::string text = with_word(with_word(std::string{schema_sql}, "BIGINT", "INTEGER"), "DOUBLE PRECISION", "REAL");
  if (text.starts_with("CREATE TABLE")) {
    const auto end = text.find_last_of(')');
    if (end != std::string::npos) text.replace(end, std::string::npos, ") STRICT");
  }
  return text;
}

std::string numbered_parameters(std::string_view sql) {
  std::string out;
  int count = 0;
  char quote = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char c = sql[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == ':' && i + 1 < sql.size() && word_character(sql[i + 1])) {
      while (i + 1 < sql.size() && word_character(sql[i + 1])) ++i;
      out += '$' + std::to_string(++count);
      continue;
    }
    out += c;
  }
  return out;
}

std::vector<std::string> schema_statements(std::string_view schema_sql) {
  std::vector<std::string> statements;
  std::string current;
  for (auto line : split(schema_sql, '\n')) {
    const auto words = trim(line);
    if (words.empty() || words.starts_with("--")) continue;
    current += words;
    if (current.ends_with(';')) {
      current.pop_back();
      statements.push_back(std::move(current));
      current.clear();
    } else {
      current += '\n';
    }
  }
  if (!trim(current).empty()) statements.push_back(std::move(current));
  return statements;
}

}  // namespace hearth::store
