// index_file.h: a gazetteer with its address index as one file, so that the next start takes a moment.
//
// Plain and versioned: a heading, then arrays of fixed-width little-endian numbers and one arena of texts, each with its length,
// and a hash of all. A file of another version, cut short or changed is refused and built again; a cache never changes an answer.
#pragma once

#include <memory>

#include "base/files.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "place/gazetteer.h"
#include "place/match_address.h"

namespace hearth::place {

/// What matching works on.
struct MatchPlace {
  LoadedGazetteer loaded;
  AddressIndex index;
};

/// @error file.*
[[nodiscard]] Result<Done> save_index(Files& files, const Path& path, const LoadedGazetteer& loaded, const AddressIndex& index);
/// @error index.not_index, index.other_version, index.corrupt, file.*
[[nodiscard]] Result<MatchPlace> load_index(Files& files, const Path& path);
/// True when the file starts as an index does.
[[nodiscard]] bool is_index(Files& files, const Path& path);

/// From G.gazetteer.toml or an index file. For a declaration, an index cached under `cache` (the data folder's index/) is used when
/// the gazetteer's files have not changed, else built and cached there; a cache that cannot be read or written is no error. An empty
/// `cache` means none.
[[nodiscard]] Result<MatchPlace> open_match_place(Files& files, const Path& gazetteer, const Path& cache, Threads threads,
                                                  Progress& progress);

}  // namespace hearth::place
