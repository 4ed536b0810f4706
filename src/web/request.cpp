#include "web/request.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"

namespace hearth::web {
namespace {

constexpr std::size_t fields_max = 1000;

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Percent escapes undone; UTF-8 without NUL, or nothing.
std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      out.push_back(' ');
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  if (out.find('\0') != std::string::npos || !is_text(out)) return std::nullopt;
  return out;
}

bool steps_up(std::string_view path) {
  const auto parts = split(path, '/');
  return std::ranges::any_of(parts, [](std::string_view part) { return part == ".." || part == "."; });
}

}  // namespace

Result<Params> Params::parse(std::string_view encoded) {
  Params out;
  if (encoded.empty()) return out;
  for (const auto part : split(encoded, '&')) {
    if (part.empty()) continue;
    if (out.items_.size() == fields_max) return fail("http.too_many_fields", "more than 1,000 fields in one form.");
    const auto equals = part.find('=');
    auto name = decoded(part.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>{""} : decoded(part.substr(equals + 1), true);
    if (!name || !value) return fail("http.bad_form", "the form holds bytes that are no text. Expected UTF-8.");
    out.items_.emplace_back(std::move(*name), std::move(*value));
  }
  return out;
}

std::string_view Params::get(std::string_view name) const noexcept {
  const auto found = std::ranges::find(items_, name, [](const auto& item) { return std::string_view{item.first}; });
  return found == items_.end() ? std::string_view{} : std::string_view{found->second};
}

bool Params::has(std::string_view name) const noexcept {
  return std::ranges::any_of(items_, [&](const auto& item) { return item.first == name; });
}

std::vector<std::string_view> Params::all(std::string_view name) const {
  std::vector<std::string_view> out;
  for (const auto& item : items_)
    if (item.first == name) out.emplace_back(item.second);
  return out;
}

std::string Params::text() const {
  std::string out;
  for (const auto& [name, value] : items_) {
    if (!out.empty()) out.push_back('&');
    out.append(percent_encoded(name)).append("=").append(percent_encoded(value));
  }
  return out;
}

Result<std::pair<std::string, Params>> parse_target(std::string_view target) {
  const auto bad = [] { return fail("http.bad_target", "not a path of this site."); };
  if (target.empty() || target.front() != '/' || target.size() > 8192) return bad();
  if (std::ranges::any_of(target, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '#'; })) return bad();
  const auto question = target.find('?');
  auto path = decoded(target.substr(0, question), false);
  if (!path || steps_up(*path) || path->find('\\') != std::string::npos || path->starts_with("//")) return bad();
  HEARTH_TRY(query, Params::parse(question == std::string_view::npos ? std::string_view{} : target.substr(question + 1)));
  return std::pair{std::move(*path), std::move(query)};
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(digits[byte >> 4U]);
    out.push_back(digits[byte & 15U]);
  }
  return out;
}

std::optional<std::string> cookie_value(std::string_view heading, std::string_view name) {
  std::optional<std::string> out;
  for (const auto part : split(heading, ';')) {
    const auto cookie = trim(part);
    const auto equals = cookie.find('=');
    if (equals == std::string_view::npos || cookie.substr(0, equals) != name) continue;
    if (out) return std::nullopt;
    out = std::string{cookie.substr(equals + 1)};
  }
  return out;
}

}  // namespace hearth::web
