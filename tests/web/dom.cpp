#include "web/dom.h"

#include <set>
#include <stdexcept>

#include "base/text.h"

namespace hearth::tests {
namespace {

using web::Literal;

constexpr Literal known_tags[] = {
    "a", "abbr", "b", "br", "button", "caption", "circle", "code", "dd", "div", "dl", "dt", "em", "fieldset", "form", "g", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "label", "legend", "li", "nav", "ol", "option", "p", "path",
    "search", "select", "small", "span", "strong", "svg", "table", "tbody", "td", "textarea", "th", "thead", "time", "title",
    "tr", "ul"};

constexpr Literal known_attributes[] = {
    "accesskey", "action", "another-attribute", "aria-controls", "aria-current", "aria-describedby", "aria-hidden", "aria-label",
    "aria-labelledby", "autocomplete", "class", "colspan", "cx", "cy", "d", "data-attribute", "data-attribute-1",
    "data-attribute-2", "data-buzz", "data-custom-attribute", "data-example", "data-example-day", "data-example-month",
    "data-example-year", "data-fizz", "data-foo", "data-module", "data-other-test", "data-pika", "data-second-attribute",
    "data-some-data-attribute", "data-test", "data-test-1", "data-test-attribute", "data-test-attribute-2",
    "data-tracking-dimension", "data-value", "dir", "disabled", "draggable", "fill", "first-attribute", "focusable", "for",
    "form", "height", "hidden", "href", "hreflang", "id", "inputmode", "lang", "method", "my-attribute", "my-attribute-2", "name",
    "pattern", "placeholder", "r", "rel", "role", "rows", "scope", "second-attribute", "spellcheck", "src", "tabindex", "target",
    "title", "type", "value", "viewBox", "width", "x-test", "xmlns"};

constexpr const char* without_end_tag[] = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

std::string decoded(std::string_view escaped) {
  static const std::map<std::string_view, std::string_view> names{{"amp", "&"},   {"lt", "<"},        {"gt", ">"},       {"quot", "\""},
                                                                  {"#39", "'"},   {"ctdot", "\u22EF"}, {"nbsp", "\u00A0"}, {"apos", "'"},
                                                                  {"copy", "\u00A9"}};
  std::string out;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    const auto end = escaped[i] == '&' ? escaped.find(';', i) : std::string_view::npos;
    const auto found = end == std::string_view::npos ? names.end() : names.find(escaped.substr(i + 1, end - i - 1));
    if (found == names.end()) {
      out.push_back(escaped[i]);
      continue;
    }
    out += found->second;
    i = end;
  }
  return out;
}

std::string with_single_blanks(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (!is_blank(c)) out.push_back(c);
    else if (!out.empty() && out.back() != ' ') out.push_back(' ');
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view html) : html_{html} {}

  std::vector<Node> children_until(const std::string& end) {
    std::vector<Node> out;
    while (at_ < html_.size()) {
      if (html_.substr(at_, 2) == "</") {
        const auto close = html_.find('>', at_);
        const auto name = trim(html_.substr(at_ + 2, close - at_ - 2));
        if (name != end) throw std::runtime_error("</" + std::string{name} + "> ends <" + end + ">");
        at_ = close + 1;
        return out;
      }
      if (html_.substr(at_, 4) == "<!--") at_ = html_.find("-->", at_) + 3;
      else if (html_[at_] == '<') out.push_back(element());
      else out.push_back(text());
    }
    if (!end.empty()) throw std::runtime_error("<" + end + "> does not end");
    return out;
  }

 private:
  Node text() {
    const auto end = std::min(html_.find('<', at_), html_.size());
    Node out;
    out.text = with_single_blanks(decoded(html_.substr(at_, end - at_)));
    at_ = end;
    return out;
  }

  std::string word(std::string_view stops) {
    const auto from = at_;
    while (at_ < html_.size() && !is_blank(html_[at_]) && stops.find(html_[at_]) == std::string_view::npos) ++at_;
    return std::string{html_.substr(from, at_ - from)};
  }

  void skip_blanks() {
    while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
  }

  std::string value() {
    skip_blanks();
    const char quote = html_[at_];
    if (quote != '"' && quote != '\'') return decoded(word(">"));
    const auto end = html_.find(quote, at_ + 1);
    if (end == std::string_view::npos) throw std::runtime_error("a quoted value does not end");
    const auto out = decoded(html_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return out;
  }

  Node element() {
    ++at_;
    Node out;
    out.name = word(">/");
    bool is_closed = false;
    for (skip_blanks(); at_ < html_.size() && html_[at_] != '>'; skip_blanks()) {
      if (html_[at_] == '/') {
        is_closed = true;
        ++at_;
        continue;
      }
      const auto name = word("=>/");
      skip_blanks();
      std::string content;
      if (at_ < html_.size() && html_[at_] == '=') {
        ++at_;
        content = value();
      }
      if (name == "class") content = with_single_blanks(content);
      if (!out.attributes.emplace(name, content).second) throw std::runtime_error("<" + out.name + "> has " + name + " twice");
    }
    ++at_;
    static const std::set<std::string> voids(std::begin(without_end_tag), std::end(without_end_tag));
    if (!is_closed && !voids.contains(out.name)) out.children = children_until(out.name);
    return out;
  }

  std::string_view html_;
  std::size_t at_{0};
};

void write(const std::vector<Node>& nodes, std::size_t depth, std::string& out) {
  for (const auto& node : nodes) {
    if (node.name.empty() && node.text.empty()) continue;
    out.append(depth * 2, ' ');
    if (node.name.empty()) {
      out += node.text + "\n";
      continue;
    }
    out += "<" + node.name;
    for (const auto& [name, value] : node.attributes) out += " " + name + "=\"" + value + "\"";
    out += ">\n";
    write(node.children, depth + 1, out);
  }
}

template <std::size_t N>
Literal known(const Literal (&all)[N], const std::string& name) {
  for (const auto& one : all)
    if (one.text == name) return one;
  throw std::runtime_error("tests/web/dom.cpp does not know the name " + name);
}

}  // namespace

std::vector<Node> read_dom(std::string_view html) { return Reader{html}.children_until({}); }

std::string written(const std::vector<Node>& nodes) {
  std::string out;
  write(nodes, 0, out);
  return out;
}

web::Attrs rebuilt_attributes(const std::map<std::string, std::string>& attributes) {
  web::Attrs out;
  for (const auto& [name, value] : attributes) out.push_back({known(known_attributes, name), value});
  return out;
}

web::Html rebuilt(const std::vector<Node>& nodes) {
  web::Html out;
  for (const auto& node : nodes)
    out += node.name.empty() ? web::text(node.text)
                             : web::el(known(known_tags, node.name), rebuilt_attributes(node.attributes), rebuilt(node.children));
  return out;
}

}  // namespace hearth::tests
