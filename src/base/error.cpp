#include "base/error.h"

namespace hearth::base {

std::string to_string(const Where& where) {
  std::string text = where.file;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (where.row != 0) add("row " + std::to_string(where.row));
  if (!where.column.empty()) add("column " + where.column);
  if (!where.pointer.empty()) add(where.pointer);
  return text;
}

std::string to_string(const Error& error) {
  const std::string place = to_string(error.where);
  return place.empty() ? error.message : place + ": " + error.message;
}

}  // namespace hearth::base
