// sql_condition.h: a condition over two rows, written in the small part of SQL in which Splink saves its comparison levels and rules.
//
// Parsed once into a tree, never handed to a database. What is not of the grammar is refused by name: a condition that is half
// understood would give weights that nobody learnt. Values are texts; where a number is wanted a text is read as one, and is NULL when
// it is none. NULL goes through every function and comparison, as in SQL. Functions give what DuckDB's of the same name give.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

namespace hearth::match {

enum class Side : std::uint8_t { left, right };

/// A column of one of the two rows; nothing for NULL.
using CellOf = std::function<std::optional<std::string_view>(Side side, std::size_t column)>;

/// Numbers the columns that conditions name, each once.
class SqlColumns {
 public:
  std::size_t number(std::string_view name);
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  std::vector<std::string> names_;
};

class SqlCondition {
 public:
  /// @param text  "\"surname_l\" = \"surname_r\"", "l.surname = r.surname AND SUBSTR(l.dob, 1, 4) = SUBSTR(r.dob, 1, 4)"
  /// @error sql.malformed (where the grammar ends), sql.function, sql.column (of neither row), sql.too_large; exit 2
  [[nodiscard]] static Result<SqlCondition> parse(std::string_view text, SqlColumns& columns);

  /// NULL counts as false, as WHERE and CASE WHEN have it.
  [[nodiscard]] bool holds(const CellOf& cell) const;

  /// The columns that it says must be equal on both sides, where it says nothing else: "a_l = a_r AND b_l = b_r". Empty: it says more.
  [[nodiscard]] std::vector<std::size_t> equal_columns() const;

  /// A conjunction as keys: equal values bring two rows together, and `rest` decides.
  struct Join;
  [[nodiscard]] Join as_join() const;

  /// One side of an equality, for the row of that side: NULL is nothing.
  [[nodiscard]] std::optional<std::string> key(std::size_t node, const CellOf& cell) const;

 private:
  enum class Op : std::uint8_t {
    text, number, null, column,
    equal, unequal, less, at_most, more, at_least, is_null, both, either, negation,
    plus, minus, times, divided, opposite, joined,
    jaro, jaro_winkler, levenshtein, damerau_levenshtein, jaccard,
    substr, lower, upper, trim, length, coalesce, nullif, regexp_extract, strptime, epoch, abs, round, as_number, as_text, when
  };
  struct Node {
    Op op{Op::null};
    std::vector<std::size_t> of{};
    double number{0};
    std::string text{};
    std::size_t column{0};
    Side side{Side::left};
    std::shared_ptr<const std::regex> pattern{};
  };
  using Value = std::variant<std::monostate, bool, double, std::string>;
  friend class SqlParser;

  [[nodiscard]] Value value(std::size_t node, const CellOf& cell) const;
  [[nodiscard]] Value compared(const Node& node, const CellOf& cell) const;
  [[nodiscard]] Value computed(const Node& node, const CellOf& cell) const;
  [[nodiscard]] Value of_texts(const Node& node, const CellOf& cell) const;
  [[nodiscard]] std::optional<Side> only_side(std::size_t node) const;
  void conjuncts(std::size_t node, std::vector<std::size_t>& out) const;

  std::vector<Node> nodes_;
  std::size_t root_{0};
};

struct SqlCondition::Join {
  struct Key {
    std::size_t left, right;           ///< nodes for key()
  };
  std::vector<Key> keys;
};

// Functions as DuckDB 2 computes them, over characters.
[[nodiscard]] double sql_jaro(std::string_view a, std::string_view b);
[[nodiscard]] double sql_jaro_winkler(std::string_view a, std::string_view b);
[[nodiscard]] std::size_t sql_levenshtein(std::string_view a, std::string_view b);
/// With swaps of neighbours between which other edits may lie (Lowrance and Wagner 1975).
[[nodiscard]] std::size_t sql_damerau_levenshtein(std::string_view a, std::string_view b);
/// Letters in common over letters in either, each letter once.
[[nodiscard]] double sql_jaccard(std::string_view a, std::string_view b);

}  // namespace hearth::match
