#include "spine/place_context.h"

#include <filesystem>

#include "base/try.h"

namespace hearth::spine {
namespace {

/// An agreement that shares an unknown factor shares nothing, and nobody would notice before the flood.
Result<Done> know_agreements(const PlaceFile& place, const need::Vocabulary& vocabulary) {
  const auto agreements = place.declaration ? place.declaration->root().get("agreement") : std::nullopt;
  if (!agreements) return Done{};
  for (const auto& agreement : agreements->items()) {
    const auto list = agreement.get("factors");
    if (!list) continue;
    for (const auto& item : list->items()) {
      HEARTH_TRY(factor, item.text());
      if (!vocabulary.find(factor))
        return item.refuse("place.factor_unknown", "the agreement shares \"" + factor + "\", which is no factor that Hearth knows. " + vocabulary.advice(factor));
    }
  }
  return Done{};
}

}  // namespace

Result<Done> know_factors(const record::Feed& feed, const Path& file, const need::Vocabulary& vocabulary) {
  for (const auto& factor : feed.factors())
    if (!vocabulary.find(factor))
      return wrong_use("place.factor_unknown", "the claim \"" + factor + "\" is no factor that Hearth knows. " + vocabulary.advice(factor),
                       {.file = file.string(), .pointer = "claims." + factor});
  return Done{};
}

Result<need::Vocabulary> vocabulary_near(Files& files, const Path& file) {
  std::error_code ignored;
  auto folder = std::filesystem::absolute(file, ignored).parent_path();
  for (const auto& beside : {folder, folder.parent_path()})
    for (const auto& path : {beside / "factors.toml", beside / "programmes" / "factors.toml"})
      if (files.exists(path)) return need::Vocabulary::read(files, path);
  HEARTH_TRY(path, vocabulary_file(files, folder));
  return need::Vocabulary::read(files, path);
}

Result<Path> vocabulary_file(Files& files, const Path& beside) {
  for (const auto& path : {beside / "factors.toml", beside / "programmes" / "factors.toml"})
    if (files.exists(path)) return path;
  std::string looked = beside.string() + ", " + (beside / "programmes").string();
  for (const auto& folder : shipped_programmes()) {
    if (files.exists(folder / "factors.toml")) return folder / "factors.toml";
    looked += ", " + folder.string();
  }
  return wrong_use("place.vocabulary", "factors.toml, the vocabulary of facts, was not found. Looked in: " + looked + ". Put the folder programmes of Hearth beside the program.");
}

Result<PlaceContext> PlaceContext::read(Files& files, const Path& place_file, const Path& cache, Threads threads, Progress& progress) {
  PlaceContext out;
  HEARTH_TRY(place, PlaceFile::read(files, place_file));
  out.place = std::move(place);
  HEARTH_TRY(vocabulary_path, vocabulary_file(files, place_file.parent_path()));
  HEARTH_TRY(vocabulary, need::Vocabulary::read(files, vocabulary_path));
  out.vocabulary = std::make_shared<const need::Vocabulary>(std::move(vocabulary));
  for (std::size_t i = 0; i < out.place.feeds.size(); ++i)
    HEARTH_CHECK(know_factors(out.place.feeds[i], out.place.feed_files[i], *out.vocabulary));
  HEARTH_CHECK(know_agreements(out.place, *out.vocabulary));
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
