// place_context.h: what the steps need of a place besides its records: gazetteer, surroundings, vocabulary, programmes.
#pragma once

#include <memory>
#include <vector>

#include "base/parallel.h"
#include "base/progress.h"
#include "need/factor.h"
#include "need/programme.h"
#include "place/index_file.h"
#include "spine/place_file.h"
#include "spine/surroundings.h"

namespace hearth::spine {

struct PlaceContext {
  PlaceFile place;
  std::shared_ptr<const place::MatchPlace> gazetteer;
  std::shared_ptr<const need::Vocabulary> vocabulary;
  std::vector<need::Programme> programmes;
  std::shared_ptr<const Surroundings> surroundings;

  /// Reads everything that PLACE.toml names but the feeds' rows. `cache` is the data folder's index/.
  /// @error place.factor_unknown (exit 2): a feed or an agreement names a factor that the vocabulary has not
  [[nodiscard]] static Result<PlaceContext> read(Files& files, const Path& place_file, const Path& cache, Threads threads, Progress& progress);
};

/// Refuses a feed whose claims name a factor that the vocabulary has not. `file` is its declaration.
/// @error place.factor_unknown (exit 2), with the nearest known ones
[[nodiscard]] Result<Done> know_factors(const record::Feed& feed, const Path& file, const need::Vocabulary& vocabulary);

/// The vocabulary for a file that stands in a place's folder or in its feeds/: beside it, one folder up, else Hearth's own.
[[nodiscard]] Result<need::Vocabulary> vocabulary_near(Files& files, const Path& file);

/// factors.toml: beside PLACE.toml (or in its programmes/), else the one that comes with Hearth.
[[nodiscard]] Result<Path> vocabulary_file(Files& files, const Path& beside);

}  // namespace hearth::spine
