// dom.h: reads HTML into elements, well enough to compare what we write with what govuk-frontend expects.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "web/html.h"

namespace hearth::tests {

/// An element, or text when it has no name.
struct Node {
  std::string name{};
  std::map<std::string, std::string> attributes{};
  std::vector<Node> children{};
  std::string text{};
};

/// Throws std::runtime_error on an end tag that ends nothing, and on what does not end: our own output must be well formed.
[[nodiscard]] std::vector<Node> read_dom(std::string_view html);
/// One line per node, attributes sorted, runs of blanks as one, blanks at the edges of a text left out.
[[nodiscard]] std::string written(const std::vector<Node>& nodes);
/// The same elements made by web::el(), whose names must be known to the source of dom.cpp.
[[nodiscard]] web::Html rebuilt(const std::vector<Node>& nodes);
[[nodiscard]] web::Attrs rebuilt_attributes(const std::map<std::string, std::string>& attributes);

}  // namespace hearth::tests
