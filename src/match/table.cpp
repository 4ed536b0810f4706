#include "match/table.h"

namespace hearth::match {

std::uint16_t Table::add_dictionary() {
  dictionaries_.emplace_back();
  return static_cast<std::uint16_t>(dictionaries_.size() - 1);
}

ColumnNumber Table::add_column(std::string name, std::uint16_t dictionary) {
  names_.push_back(std::move(name));
  dictionary_of_.push_back(dictionary);
  return static_cast<ColumnNumber>(names_.size() - 1);
}

std::optional<ColumnNumber> Table::column(std::string_view name) const noexcept {
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (names_[i] == name) return static_cast<ColumnNumber>(i);
  return std::nullopt;
}

std::size_t Table::bytes() const noexcept {
  std::size_t sum = cells_.capacity() * sizeof(ValueId) + (sources_.capacity() + accounts_.capacity()) * 4;
  for (const auto& dictionary : dictionaries_) sum += dictionary.bytes();
  return sum;
}

std::vector<std::uint32_t> Table::counts(ColumnNumber column) const {
  std::vector<std::uint32_t> out(values(column).size());
  for (RowNumber row = 0; row < rows(); ++row) ++out[at(row, column)];
  return out;
}

}  // namespace hearth::match
