// From the text of a condition to its tree: recursive descent over a closed grammar.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "base/try.h"
#include "match/sql_condition.h"

namespace hearth::match {
namespace {

constexpr std::size_t bytes_most = 16'384, nodes_most = 2'048, depth_most = 64, pattern_most = 256;

struct Token {
  enum class Kind : std::uint8_t { word, name, text, number, sign, end } kind{Kind::end};
  std::string text;  ///< of a word in small letters; a name as it stands between its quotes
  std::size_t at{0};
};

bool starts_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool in_word(char c) { return starts_word(c) || (c >= '0' && c <= '9'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

tl::unexpected<Error> malformed(std::size_t at, const std::string& what) {
  return fail("sql.malformed", "character " + std::to_string(at + 1) + ": " + what, {}, Exit::wrong_use);
}

/// Between two marks; a doubled mark stands for itself.
Result<std::string> between_marks(std::string_view text, std::size_t& at) {
  const char mark = text[at];
  const auto began = at++;
  std::string out;
  for (; at < text.size(); ++at) {
    if (text[at] != mark) {
      out.push_back(text[at]);
    } else if (at + 1 < text.size() && text[at + 1] == mark) {
      out.push_back(mark);
      ++at;
    } else {
      ++at;
      return out;
    }
  }
  return malformed(began, "a quotation mark that nothing closes.");
}

Result<std::vector<Token>> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const auto began = at;
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      ++at;
    } else if (c == '"' || c == '`' || c == '\'') {
      HEARTH_TRY(inner, between_marks(text, at));
      out.push_back({c == '\'' ? Token::Kind::text : Token::Kind::name, std::move(inner), began});
    } else if (starts_word(c)) {
      while (at < text.size() && in_word(text[at])) ++at;
      out.push_back({Token::Kind::word, std::string{text.substr(began, at - began)}, began});
    } else if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) {
      while (at < text.size() && (is_digit(text[at]) || text[at] == '.')) ++at;
      if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        while (at < text.size() && is_digit(text[at])) ++at;
      }
      out.push_back({Token::Kind::number, std::string{text.substr(began, at - began)}, began});
    } else {
      static constexpr std::array<std::string_view, 6> pairs{"<=", ">=", "<>", "!=", "||", "::"};
      const auto two = text.substr(at, 2);
      const std::size_t length = std::ranges::find(pairs, two) != pairs.end() ? 2 : 1;
      if (length == 1 && std::string_view{"=<>+-*/(),."}.find(c) == std::string_view::npos) return malformed(began, std::string{"\""} + c + "\" is not of the grammar.");
      out.push_back({Token::Kind::sign, std::string{text.substr(at, length)}, began});
      at += length;
    }
  }
  out.push_back({Token::Kind::end, "", text.size()});
  return out;
}

}  // namespace

class SqlParser {
 public:
  using Op = SqlCondition::Op;
  using Node = SqlCondition::Node;

  SqlParser(std::vector<Token> tokens, SqlColumns& columns) : tokens_{std::move(tokens)}, columns_{columns} {}

  Result<SqlCondition> parse() {
    HEARTH_TRY(root, alternatives());
    if (now().kind != Token::Kind::end) return malformed(now().at, "\"" + now().text + "\" was not expected here.");
    SqlCondition out;
    out.nodes_ = std::move(nodes_);
    out.root_ = root;
    return out;
  }

 private:
  using Parsed = Result<std::size_t>;

  [[nodiscard]] const Token& now() const { return tokens_[next_]; }
  [[nodiscard]] bool is_word(std::string_view word) const { return now().kind == Token::Kind::word && to_lower_ascii(now().text) == word; }
  [[nodiscard]] bool is_sign(std::string_view sign) const { return now().kind == Token::Kind::sign && now().text == sign; }
  bool took_word(std::string_view word) { return is_word(word) && (++next_, true); }
  bool took_sign(std::string_view sign) { return is_sign(sign) && (++next_, true); }
  Result<Done> need_sign(std::string_view sign) {
    if (took_sign(sign)) return Done{};
    return malformed(now().at, "expected \"" + std::string{sign} + "\"" + (now().text.empty() ? "." : ", found \"" + now().text + "\"."));
  }
  Result<Done> need_word(std::string_view word) {
    if (took_word(word)) return Done{};
    return malformed(now().at, "expected " + to_upper_ascii(word) + ".");
  }

  Parsed add(Node node) {
    if (nodes_.size() >= nodes_most) return fail("sql.too_large", "the condition has too many parts.", {}, Exit::wrong_use);
    nodes_.push_back(std::move(node));
    return nodes_.size() - 1;
  }
  Parsed add(Op op, std::vector<std::size_t> of) { return add(Node{.op = op, .of = std::move(of)}); }

  Parsed alternatives() {
    if (++depth_ > depth_most) return fail("sql.too_large", "the condition is nested too deep.", {}, Exit::wrong_use);
    HEARTH_TRY(left, conjunction());
    while (took_word("or")) {
      HEARTH_TRY(right, conjunction());
      HEARTH_TRY(joined, add(Op::either, {left, right}));
      left = joined;
    }
    --depth_;
    return left;
  }
  Parsed conjunction() {
    HEARTH_TRY(left, negation());
    while (took_word("and")) {
      HEARTH_TRY(right, negation());
      HEARTH_TRY(joined, add(Op::both, {left, right}));
      left = joined;
    }
    return left;
  }
  Parsed negation() {
    if (!took_word("not")) return comparison();
    if (++depth_ > depth_most) return fail("sql.too_large", "the condition is nested too deep.", {}, Exit::wrong_use);
    HEARTH_TRY(inner, negation());
    --depth_;
    return add(Op::negation, {inner});
  }
  Parsed comparison() {
    HEARTH_TRY(left, sum());
    if (took_word("is")) {
      const bool negated = took_word("not");
      HEARTH_CHECK(need_word("null"));
      HEARTH_TRY(null, add(Op::is_null, {left}));
      return negated ? add(Op::negation, {null}) : Parsed{null};
    }
    static constexpr std::array<std::pair<std::string_view, Op>, 7> signs{{{"=", Op::equal}, {"<>", Op::unequal}, {"!=", Op::unequal}, {"<=", Op::at_most}, {">=", Op::at_least}, {"<", Op::less}, {">", Op::more}}};
    for (const auto& [sign, op] : signs)
      if (took_sign(sign)) {
        HEARTH_TRY(right, sum());
        return add(op, {left, right});
      }
    return left;
  }
  Parsed sum() {
    HEARTH_TRY(left, product());
    for (;;) {
      const Op op = is_sign("+") ? Op::plus : is_sign("-") ? Op::minus : is_sign("||") ? Op::joined : Op::null;
      if (op == Op::null) return left;
      ++next_;
      HEARTH_TRY(right, product());
      HEARTH_TRY(both, add(op, {left, right}));
      left = both;
    }
  }
  Parsed product() {
    HEARTH_TRY(left, cast_behind());
    for (;;) {
      const Op op = is_sign("*") ? Op::times : is_sign("/") ? Op::divided : Op::null;
      if (op == Op::null) return left;
      ++next_;
      HEARTH_TRY(right, cast_behind());
      HEARTH_TRY(both, add(op, {left, right}));
      left = both;
    }
  }
  Parsed cast_behind() {
    HEARTH_TRY(inner, single());
    while (took_sign("::")) {
      HEARTH_TRY(cast, as_type(inner));
      inner = cast;
    }
    return inner;
  }
  Parsed as_type(std::size_t inner) {
    const auto at = now().at;
    const auto type = to_lower_ascii(now().text);
    ++next_;
    static constexpr std::array<std::string_view, 12> numbers{"float", "double", "real", "float4", "float8", "int", "integer", "bigint", "numeric", "decimal", "smallint", "hugeint"};
    static constexpr std::array<std::string_view, 4> texts{"varchar", "text", "string", "char"};
    if (std::ranges::find(numbers, type) != numbers.end()) return add(Op::as_number, {inner});
    if (std::ranges::find(texts, type) != texts.end()) return add(Op::as_text, {inner});
    return fail("sql.function", "character " + std::to_string(at + 1) + ": a cast to " + type + " is not understood.", {}, Exit::wrong_use);
  }
  Parsed single() {
    if (took_sign("-")) {
      if (++depth_ > depth_most) return fail("sql.too_large", "the condition is nested too deep.", {}, Exit::wrong_use);
      HEARTH_TRY(inner, single());
      --depth_;
      return add(Op::opposite, {inner});
    }
    if (took_sign("(")) {
      HEARTH_TRY(inner, alternatives());
      HEARTH_CHECK(need_sign(")"));
      return inner;
    }
    const auto token = now();
    switch (token.kind) {
      case Token::Kind::text: ++next_; return add(Node{.op = Op::text, .text = token.text});
      case Token::Kind::number: return number(token);
      case Token::Kind::name: return column();
      case Token::Kind::word: return word(token);
      default: return malformed(token.at, token.text.empty() ? "the condition ends too early." : "\"" + token.text + "\" was not expected here.");
    }
  }
  Parsed number(const Token& token) {
    double value = 0;
    const auto read = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
    if (read.ec != std::errc{} || read.ptr != token.text.data() + token.text.size()) return malformed(token.at, "\"" + token.text + "\" is no number.");
    ++next_;
    return add(Node{.op = Op::number, .number = value});
  }
  Parsed word(const Token& token) {
    const bool is_call = tokens_[next_ + 1].kind == Token::Kind::sign && tokens_[next_ + 1].text == "(";
    if (is_call) return call(token);
    if (took_word("null")) return add(Node{.op = Op::null});
    if (took_word("case")) return choice();
    return column();
  }
  /// l."x", "x_l", x_l.
  Parsed column() {
    const auto first = now();
    ++next_;
    if (took_sign(".")) {
      const auto name = now();
      const auto side = to_lower_ascii(first.text);
      if ((name.kind != Token::Kind::name && name.kind != Token::Kind::word) || (side != "l" && side != "r")) return malformed(first.at, "expected l.COLUMN or r.COLUMN.");
      ++next_;
      return add(Node{.op = Op::column, .column = columns_.number(name.text), .side = side == "l" ? Side::left : Side::right});
    }
    const std::string_view text = first.text;
    if (text.size() > 2 && (text.ends_with("_l") || text.ends_with("_r")))
      return add(Node{.op = Op::column, .column = columns_.number(text.substr(0, text.size() - 2)), .side = text.ends_with("_l") ? Side::left : Side::right});
    return fail("sql.column", "character " + std::to_string(first.at + 1) + ": \"" + first.text + "\" is a column of neither row. Expected NAME_l, NAME_r, l.NAME or r.NAME.", {}, Exit::wrong_use);
  }
  Parsed choice() {
    std::vector<std::size_t> parts;
    if (!is_word("when")) return malformed(now().at, "expected WHEN.");
    while (took_word("when")) {
      HEARTH_TRY(condition, alternatives());
      HEARTH_CHECK(need_word("then"));
      HEARTH_TRY(result, alternatives());
      parts.push_back(condition);
      parts.push_back(result);
    }
    if (took_word("else")) {
      HEARTH_TRY(otherwise, alternatives());
      parts.push_back(otherwise);
    }
    HEARTH_CHECK(need_word("end"));
    return add(Op::when, std::move(parts));
  }

  struct Function {
    std::string_view name;
    Op op;
    std::size_t least, most;
  };
  Parsed call(const Token& token) {
    static constexpr std::array<Function, 24> functions{{{"jaro_winkler_similarity", Op::jaro_winkler, 2, 2}, {"jaro_similarity", Op::jaro, 2, 2}, {"levenshtein", Op::levenshtein, 2, 2},
                                                         {"editdist3", Op::levenshtein, 2, 2}, {"damerau_levenshtein", Op::damerau_levenshtein, 2, 2}, {"jaccard", Op::jaccard, 2, 2},
                                                         {"substr", Op::substr, 2, 3}, {"substring", Op::substr, 2, 3}, {"lower", Op::lower, 1, 1}, {"upper", Op::upper, 1, 1}, {"trim", Op::trim, 1, 1},
                                                         {"length", Op::length, 1, 1}, {"len", Op::length, 1, 1}, {"coalesce", Op::coalesce, 1, 16}, {"ifnull", Op::coalesce, 2, 2}, {"nullif", Op::nullif, 2, 2},
                                                         {"regexp_extract", Op::regexp_extract, 2, 3}, {"try_strptime", Op::strptime, 2, 2}, {"strptime", Op::strptime, 2, 2}, {"epoch", Op::epoch, 1, 1},
                                                         {"abs", Op::abs, 1, 1}, {"round", Op::round, 1, 1}, {"concat", Op::joined, 2, 2}, {"left", Op::substr, 2, 2}}};
    const auto name = to_lower_ascii(token.text);
    next_ += 2;  // the name and its bracket
    if (name == "cast" || name == "try_cast") {
      HEARTH_TRY(inner, alternatives());
      HEARTH_CHECK(need_word("as"));
      HEARTH_TRY(cast, as_type(inner));
      HEARTH_CHECK(need_sign(")"));
      return cast;
    }
    const auto known = std::ranges::find(functions, name, &Function::name);
    if (known == functions.end()) return fail("sql.function", "the function " + token.text + " is not understood.", {}, Exit::wrong_use);
    std::vector<std::size_t> of;
    if (!is_sign(")"))
      do {
        HEARTH_TRY(argument, alternatives());
        of.push_back(argument);
      } while (took_sign(","));
    HEARTH_CHECK(need_sign(")"));
    if (of.size() < known->least || of.size() > known->most) return malformed(token.at, token.text + " has another number of arguments.");
    if (name == "left") {  // the first N letters
      HEARTH_TRY(one, add(Node{.op = Op::number, .number = 1}));
      of.insert(of.begin() + 1, one);
    }
    if (known->op == Op::regexp_extract) return extract(token, std::move(of));
    return add(known->op, std::move(of));
  }
  /// The pattern is known when the condition is read, and the whole of what it finds is wanted.
  Parsed extract(const Token& token, std::vector<std::size_t> of) {
    const auto& pattern = nodes_[of[1]];
    if (pattern.op != Op::text || pattern.text.size() > pattern_most) return malformed(token.at, "expected a short pattern in quotation marks.");
    if (of.size() == 3 && (nodes_[of[2]].op != Op::number || nodes_[of[2]].number != 0)) return fail("sql.function", "regexp_extract of a group of the pattern is not understood, only of the whole (0).", {}, Exit::wrong_use);
    try {
      auto compiled = std::make_shared<const std::regex>(pattern.text);
      return add(Node{.op = Op::regexp_extract, .of = {of[0]}, .pattern = std::move(compiled)});
    } catch (const std::regex_error&) {
      return malformed(token.at, "the pattern is none that is understood.");
    }
  }

  std::vector<Token> tokens_;
  SqlColumns& columns_;
  std::vector<Node> nodes_;
  std::size_t next_{0}, depth_{0};
};

std::size_t SqlColumns::number(std::string_view name) {
  const auto at = std::ranges::find(names_, name);
  if (at != names_.end()) return static_cast<std::size_t>(at - names_.begin());
  names_.emplace_back(name);
  return names_.size() - 1;
}

Result<SqlCondition> SqlCondition::parse(std::string_view text, SqlColumns& columns) {
  if (text.size() > bytes_most) return fail("sql.too_large", "the condition is longer than 16,384 bytes.", {}, Exit::wrong_use);
  HEARTH_TRY(tokens, tokens_of(text));
  return SqlParser{std::move(tokens), columns}.parse();
}

}  // namespace hearth::match
