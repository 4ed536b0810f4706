// heading_level.h: h1 to h6 by number.
#pragma once

#include "web/html.h"

namespace hearth::web {

/// A level below 1 becomes h1, one above 6 becomes h6.
[[nodiscard]] inline Html heading_element(int level, const Attrs& attributes, const Html& content) {
  switch (level) {
    case 2: return el("h2", attributes, content);
    case 3: return el("h3", attributes, content);
    case 4: return el("h4", attributes, content);
    case 5: return el("h5", attributes, content);
    default: return level > 5 ? el("h6", attributes, content) : el("h1", attributes, content);
  }
}

}  // namespace hearth::web
