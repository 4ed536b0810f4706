// attributes.h: the attributes of one element as they are put together. A name that is there already keeps its first value.
#pragma once

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "web/html.h"

namespace hearth::web {

class AttrList {
 public:
  AttrList() = default;
  AttrList(std::initializer_list<Attr> all) {
    for (const auto& one : all) put(one);
  }
  AttrList& add(Literal name, std::string value) { return put({name, std::move(value)}); }
  AttrList& add_if_given(Literal name, std::string value) { return put(maybe(name, std::move(value))); }  ///< left out when empty
  AttrList& add_if_set(Literal name, const std::optional<std::string>& value) { return value ? add(name, *value) : *this; }
  /// "true" or "false" in words: not HTML's own way, but that of aria-, data- and spellcheck.
  AttrList& add_in_words(Literal name, const std::optional<bool>& value) { return value ? add(name, *value ? "true" : "false") : *this; }
  AttrList& bare(Literal name, std::same_as<bool> auto is_set) { return put(flag(name, is_set)); }
  AttrList& add_all(const Attrs& more) {
    for (const auto& one : more) put(one);
    return *this;
  }
  operator const Attrs&() const noexcept { return all_; }  // NOLINT(google-explicit-constructor)

 private:
  AttrList& put(Attr attribute) {
    const auto is_same = [&](const Attr& other) { return other.name.text == attribute.name.text; };
    if (attribute.given && std::none_of(all_.begin(), all_.end(), is_same)) all_.push_back(std::move(attribute));
    return *this;
  }
  Attrs all_;
};

}  // namespace hearth::web
