#include "web/pages/paths.h"

#include <algorithm>

namespace hearth::web {
namespace {

std::string with_query(std::string path, std::string_view purpose, std::string_view from) {
  path += "?purpose=" + percent_encoded(purpose);
  if (!from.empty()) path += "&from=" + percent_encoded(from);
  return path;
}

}  // namespace

std::string own_path(std::string_view path) {
  // A browser takes out tabs and line ends before it reads an address, and reads a backslash as a slash.
  const bool read_as_written = std::ranges::none_of(path, [](unsigned char c) { return c <= 0x20 || c == 0x7F || c == '\\'; });
  const bool ours = read_as_written && path.size() > 1 && path.front() == '/' && path[1] != '/';
  return ours && !path.starts_with("/sign-") ? std::string{path} : "/";
}

std::string home_path(Uprn home, std::string_view purpose, std::string_view from) { return with_query("/home/" + home.text(), purpose, from); }

std::string why_path(PersonId person, std::string_view purpose, std::string_view from) { return with_query("/why/" + std::to_string(person.number()), purpose, from); }

std::string back_path(const Request& request) { return own_path(request.query.get("from")); }

std::string here(const Request& request) { return request.path + (request.query.empty() ? std::string{} : "?" + request.query.text()); }

}  // namespace hearth::web
