// separate_files.h: an output must not be written over an input, another output, a declaration, or what Hearth keeps.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "spine/place_file.h"

namespace hearth::app {

using NamedPath = std::pair<std::string, Path>;  ///< what it is called to the user, "--out"; an empty path is not given

/// A gazetteer as an input: the declaration and the files that it names; an index is itself. A declaration that cannot be read is
/// told of when it is used.
[[nodiscard]] std::vector<NamedPath> gazetteer_inputs(Files& files, const Path& gazetteer);

/// All that a place is made of: PLACE.toml, its feeds with their files, its gazetteer, areas and services.
[[nodiscard]] std::vector<NamedPath> place_inputs(Files& files, const spine::PlaceFile& place);

/// @error output.same_file (exit 2), with the two names; output.data_folder: inside of a folder with a hearth.db; output.declaration: a
/// .toml file that is there
[[nodiscard]] Result<Done> separate_files(const std::vector<NamedPath>& inputs, const std::vector<NamedPath>& outputs);
/// `path` is `folder`, or lies in it.
[[nodiscard]] bool lies_in(const Path& path, const Path& folder);

}  // namespace hearth::app
