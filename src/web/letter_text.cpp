#include "web/letter_text.h"

#include "base/limits.h"
#include "base/text.h"

namespace hearth::web {

std::string organisation_name(const trust::Policy& policy, const OrganisationId& id) {
  for (const auto& organisation : policy.organisations())
    if (organisation.id == id) return organisation.name;
  return id.text();
}

Result<std::string> letter_text(Files& files, const need::Programme& programme, std::string_view name) {
  for (const auto& letter : programme.letters)
    if (letter.name == name) return files.read_all(letter.file, limits::toml_bytes_max);
  return std::string{};
}

std::string filled_in(std::string_view text, const std::map<std::string, std::string, std::less<>>& known) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    out += text.substr(0, close == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos) break;
    const auto found = known.find(text.substr(open + 1, close - open - 1));
    out += found != known.end() && !found->second.empty() ? found->second : std::string{"__________"};
    text.remove_prefix(close + 1);
  }
  return std::string{trim(out)};
}

}  // namespace hearth::web
