#include "web/html.h"

#include <algorithm>
#include <array>

#include "base/assertion.h"
#include "base/text.h"
#include "formats/plain_text.h"

namespace hearth::web {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) { return std::ranges::find(names, name) != names.end(); }

void escape(std::string_view raw, std::string& out) {
  for (const char c : raw) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.push_back(c);
    }
  }
}

bool leads_somewhere(std::string_view attribute) {
  return is_one_of(attribute, {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite", "ping", "manifest", "background"});
}

/// Where a link may lead: this site, or a scheme that runs nothing.
bool is_safe_url(std::string_view url) {
  if (url.empty() || url.front() == '#' || url.front() == '?') return true;
  if (url.front() == '/') return !url.starts_with("//") && !url.starts_with("/\\");
  const auto lower = to_lower_ascii(url);
  return lower.starts_with("https://") || lower.starts_with("mailto:") || lower.starts_with("tel:");
}

}  // namespace

class Element {
 public:
  static Html make(std::string bytes) { return Html{std::move(bytes)}; }
};

Html text(std::string_view raw) {
  Html out;
  escape(formats::plain_lines(raw), out.bytes_);
  return out;
}

Html el(Literal name, const Attrs& attributes, const Html& inner) {
  std::string out;
  out.append("<").append(name.text);
  for (const auto& attribute : attributes) {
    if (!attribute.given) continue;
    const auto key = attribute.name.text;
    HEARTH_ASSERT(!key.starts_with("on") && !is_one_of(key, {"style", "srcdoc"}));
    out.append(" ").append(key);
    if (attribute.bare) continue;
    out += "=\"";
    escape(leads_somewhere(key) && !is_safe_url(attribute.value) ? std::string{"#"} : formats::plain_lines(attribute.value), out);
    out += '"';
  }
  out += '>';
  if (is_one_of(name.text, {"input", "br", "img", "link", "meta", "hr"})) return Element::make(std::move(out));
  // A browser drops the first line break of these: one more, so that the user's own stays.
  if (is_one_of(name.text, {"textarea", "pre"}) && inner.bytes().starts_with('\n')) out += '\n';
  out.append(inner.bytes()).append("</").append(name.text).append(">");
  return Element::make(std::move(out));
}

}  // namespace hearth::web
