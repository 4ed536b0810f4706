// table.h: rows as numbers of distinct values, row after row, ready to be compared and blocked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/dictionary.h"

namespace hearth::match {

using RowNumber = std::uint32_t;
using ColumnNumber = std::uint16_t;

/// Columns may share a dictionary: only then can a value of one be found in the other (swapped names, former surnames).
class Table {
 public:
  explicit Table(std::size_t rows) : sources_(rows), accounts_(rows) {}

  std::uint16_t add_dictionary();
  /// Before the first set(); the values are in normal form already.
  ColumnNumber add_column(std::string name, std::uint16_t dictionary);
  /// After the last add_column().
  void make_room() { cells_.assign(rows() * width(), no_value); }

  [[nodiscard]] std::size_t rows() const noexcept { return sources_.size(); }
  [[nodiscard]] std::size_t width() const noexcept { return names_.size(); }
  [[nodiscard]] ValueId at(RowNumber row, ColumnNumber column) const noexcept { return cells_[row * width() + column]; }
  [[nodiscard]] const ValueId* cells_of(RowNumber row) const noexcept { return cells_.data() + row * width(); }
  void set(RowNumber row, ColumnNumber column, ValueId value) noexcept { cells_[row * width() + column] = value; }
  [[nodiscard]] std::uint32_t source(RowNumber row) const noexcept { return sources_[row]; }
  void set_source(RowNumber row, std::uint32_t source) noexcept { sources_[row] = source; }

  /// Rows of one account (not 0) are told apart by whoever keeps it: claimant and partner. Such pairs are never looked at.
  void set_account(RowNumber row, std::uint32_t account) noexcept { accounts_[row] = account, has_accounts_ = true; }
  [[nodiscard]] bool has_accounts() const noexcept { return has_accounts_; }
  [[nodiscard]] bool of_one_account(RowNumber l, RowNumber r) const noexcept { return accounts_[l] != 0 && accounts_[l] == accounts_[r]; }

  [[nodiscard]] std::optional<ColumnNumber> column(std::string_view name) const noexcept;
  [[nodiscard]] const std::string& name(ColumnNumber column) const noexcept { return names_[column]; }
  [[nodiscard]] std::uint16_t dictionary_of(ColumnNumber column) const noexcept { return dictionary_of_[column]; }
  [[nodiscard]] Dictionary& dictionary(std::uint16_t number) noexcept { return dictionaries_[number]; }
  [[nodiscard]] const Dictionary& dictionary(std::uint16_t number) const noexcept { return dictionaries_[number]; }
  [[nodiscard]] const Dictionary& values(ColumnNumber column) const noexcept { return dictionaries_[dictionary_of_[column]]; }
  [[nodiscard]] std::size_t dictionaries() const noexcept { return dictionaries_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept;

  /// How many rows hold each value of a column, by value number; [no_value] counts the empty ones.
  [[nodiscard]] std::vector<std::uint32_t> counts(ColumnNumber column) const;

 private:
  std::vector<Dictionary> dictionaries_;
  std::vector<std::string> names_;
  std::vector<std::uint16_t> dictionary_of_;
  std::vector<ValueId> cells_;
  std::vector<std::uint32_t> sources_, accounts_;
  bool has_accounts_{false};
};

}  // namespace hearth::match
