// paths.h: paths to the page of one home or one person, which know the way back to where they stood.
#pragma once

#include <string>
#include <string_view>

#include "base/id.h"
#include "base/uprn.h"
#include "web/request.h"

namespace hearth::web {

/// `path` when it is one of this site ("/list/3?page=2"), else "/": nothing that comes with a request leads elsewhere.
[[nodiscard]] std::string own_path(std::string_view path);
/// @param from path of the page that the link stands on; empty: the back link leads to the start
[[nodiscard]] std::string home_path(Uprn home, std::string_view purpose, std::string_view from);
[[nodiscard]] std::string why_path(PersonId person, std::string_view purpose, std::string_view from);
/// Path of the page that a visitor came from, as its link told; "/" when none did.
[[nodiscard]] std::string back_path(const Request& request);
/// Path and query of the page that is asked for.
[[nodiscard]] std::string here(const Request& request);

}  // namespace hearth::web
