#include "spine/place_context.h"

#include "base/try.h"

namespace hearth::spine {
namespace {

/// Every factor that a feed's claims can make.
std::vector<std::string> factors_of(const record::Feed& feed) {
  std::vector<std::string> out;
  for (const auto& claim : feed.claims) {
    if (claim.kind == record::ClaimSource::Kind::column) out.push_back(claim.name);
    for (const auto& [code, factor] : claim.values) out.push_back(factor);
  }
  return out;
}

Result<Done> know_factors(const PlaceFile& place, const need::Vocabulary& vocabulary) {
  for (std::size_t i = 0; i < place.feeds.size(); ++i)
    for (const auto& factor : factors_of(place.feeds[i])) {
      if (vocabulary.find(factor)) continue;
      const auto guess = vocabulary.nearest(factor);
      return wrong_use("place.factor_unknown",
                       "the claim \"" + factor + "\" is no factor that Hearth knows" + (guess.empty() ? "." : ". Did you mean \"" + guess + "\"?") +
                           " The vocabulary is programmes/factors.toml.",
                       {.file = place.feed_files[i].string(), .pointer = "claims." + factor});
    }
  return Done{};
}

}  // namespace

Result<Path> vocabulary_file(Files& files, const Path& beside) {
  for (const auto& path : {beside / "factors.toml", beside / "programmes" / "factors.toml"})
    if (files.exists(path)) return path;
  HEARTH_TRY(shipped, programme_folder(files, beside, "flood-welfare"));
  const Path path = shipped.parent_path() / "factors.toml";
  if (files.exists(path)) return path;
  return wrong_use("place.vocabulary", "factors.toml was not found beside PLACE.toml, nor among Hearth's programmes.");
}

Result<PlaceContext> PlaceContext::read(Files& files, const Path& place_file, const Path& cache, Threads threads, Progress& progress) {
  PlaceContext out;
  HEARTH_TRY(place, PlaceFile::read(files, place_file));
  out.place = std::move(place);
  HEARTH_TRY(vocabulary_path, vocabulary_file(files, place_file.parent_path()));
  HEARTH_TRY(vocabulary, need::Vocabulary::read(files, vocabulary_path));
  out.vocabulary = std::make_shared<const need::Vocabulary>(std::move(vocabulary));
  HEARTH_CHECK(know_factors(out.place, *out.vocabulary));
  for (const auto& folder : out.place.programmes) {
    HEARTH_TRY(programme, need::Programme::read(files, folder, *out.vocabulary));
    out.programmes.push_back(std::move(programme));
  }
  HEARTH_TRY(gazetteer, place::open_match_place(files, out.place.gazetteer, cache, threads, progress));
  out.gazetteer = std::make_shared<const place::MatchPlace>(std::move(gazetteer));
  HEARTH_TRY(surroundings, Surroundings::read(files, out.place, out.gazetteer->loaded.gazetteer, threads));
  out.surroundings = std::make_shared<const Surroundings>(std::move(surroundings));
  return out;
}

}  // namespace hearth::spine
