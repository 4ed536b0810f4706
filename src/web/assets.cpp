#include "web/assets.h"

#include <algorithm>

#include "base/assertion.h"

namespace hearth::web {

const Asset* find_asset(std::string_view path) noexcept {
  constexpr std::string_view folder = "/assets/";
  if (!path.starts_with(folder)) return nullptr;
  const auto all = all_assets();
  const auto is_meant = [&](const Asset& asset) { return asset.path == path || asset.name == path.substr(folder.size()); };
  const auto found = std::find_if(all.begin(), all.end(), is_meant);
  return found == all.end() ? nullptr : &*found;
}

std::string_view asset_path(Literal name) {
  const auto all = all_assets();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Asset& asset) { return asset.name == name.text; });
  HEARTH_ASSERT(found != all.end());
  return found->path;
}

}  // namespace hearth::web
