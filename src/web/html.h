// html.h: pages as values that cannot hold unescaped text.
//
// An Html comes from a literal of the source, from text (escaped), or from el() with checked attributes: there is no way to make one
// from a string that came from outside. docs/decisions/0004-pages.md says why this and no template language.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::web {

/// Text that stands in the source.
struct Literal {
  std::string_view text;
  template <std::size_t N>
  consteval Literal(const char (&literal)[N]) : text{literal, N - 1} {}  // NOLINT(google-explicit-constructor)
};

class Html {
 public:
  Html() = default;
  static Html trusted(Literal literal) { return Html{std::string{literal.text}}; }
  Html& operator+=(const Html& other) {
    bytes_ += other.bytes_;
    return *this;
  }
  friend Html operator+(Html left, const Html& right) { return left += right; }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }
  bool operator==(const Html&) const = default;

 private:
  explicit Html(std::string bytes) : bytes_{std::move(bytes)} {}
  friend Html text(std::string_view);
  friend class Element;
  std::string bytes_;
};

/// & < > " ' as character references; control characters and marks that turn the direction of writing as in plain_text.h.
[[nodiscard]] Html text(std::string_view raw);

/// name="value". The value is escaped. Of href, src, action and all others that lead somewhere only paths of this site, fragments,
/// https:, mailto: and tel: go through (else "#"); names that begin with "on", style and srcdoc are refused by an assertion.
struct Attr {
  Literal name;
  std::string value;
  bool given{true};   ///< false: left out
  bool bare{false};   ///< without a value: checked, disabled
};
[[nodiscard]] inline Attr flag(Literal name, bool given) { return {name, {}, given, true}; }
/// Left out when empty.
[[nodiscard]] inline Attr maybe(Literal name, std::string value) {
  const bool given = !value.empty();
  return {name, std::move(value), given, false};
}
using Attrs = std::vector<Attr>;

/// <name attributes>inner</name>; without an end tag where HTML has none (input, br, img, link, meta, hr).
[[nodiscard]] Html el(Literal name, const Attrs& attributes, const Html& inner = {});
template <std::same_as<Html> Inner>
[[nodiscard]] Html el(Literal name, const Inner& inner) {
  return el(name, Attrs{}, inner);
}

template <std::same_as<Html>... Parts>
[[nodiscard]] Html join(const Parts&... parts) {
  Html out;
  ((out += parts), ...);
  return out;
}

}  // namespace hearth::web
