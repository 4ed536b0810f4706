// assets.cpp: style sheets, scripts and icons, out of the program itself.
#include "web/pages/pages.h"

namespace hearth::web {

std::optional<Response> asset_response(const Request&) { return std::nullopt; }

}  // namespace hearth::web
