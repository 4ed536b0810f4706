// factor.h: the vocabulary of factors: which single facts about a person, household or property Hearth knows at all.
//
// Read from programmes/factors.toml, so that a region adds a factor without a compiler. A rule, a feed or an agreement that
// names a factor which is not here is refused with the nearest known one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/files.h"
#include "base/hash.h"
#include "base/id.h"
#include "record/factor_words.h"

namespace hearth::need {

enum class FactorKind : std::uint8_t { yes_no, number, date };
enum class About : std::uint8_t { person, household, property };
[[nodiscard]] std::string_view name_of(FactorKind kind) noexcept;
[[nodiscard]] std::string_view name_of(About about) noexcept;

/// A factor's place in the vocabulary: small, dense, in the order of the file.
using FactorIndex = std::uint16_t;

struct Factor {
  FactorId id;
  std::string words;                    ///< for the officer when it holds: "cannot use stairs", "aged"
  std::string not_words;                ///< when it is known not to hold; empty: "not: " and `words`
  std::string question;                 ///< what to find out when it is not known: "whether they can use stairs"
  FactorKind kind{FactorKind::yes_no};
  About about{About::person};
  std::string unit{};                   ///< "GBP/week", "years"; empty for yes_no
  std::optional<int> valid_for_days{};  ///< a fact that is older counts as not known; empty: does not age
  std::string savvi_term{};             ///< the SAVVI attribute that means the same; empty: none
  std::vector<std::string> synonyms{};  ///< what people write who mean it: "oxygen", "ventilator"
  std::vector<std::string> certain{};   ///< single words of `synonyms` that mean it wherever they stand: "dementia", not "blind"
  std::vector<std::string> false_friends{};  ///< phrases with a word of it that say something else: "blinds fitted", "oxygen bleach"
  std::optional<int> child_under{};     ///< true of a home while a child there is younger, in years: drafts work it out from births
  std::string words_alone{};            ///< as it reads where nothing beside it is a reason; empty: as `words`
  bool has_due_date{false};             ///< it ends some weeks after a due date that a file tells beside it
  bool id_is_spoken{true};              ///< the id, with blanks, is what people write who mean it; not so "carer", mostly somebody else's
  bool special_category{false};         ///< health and the like (UK GDPR Article 9): its use needs a condition
  bool derived{false};                  ///< worked out by need/ from birth dates and households, see derive.h
};

class Vocabulary {
 public:
  /// @error factor.* and toml.* with file, row and key (exit 2): factor.repeated, factor.place_class (a travellers' site, a
  ///        hostel or another kind of place is never a factor), factor.no_words, factor.kind
  [[nodiscard]] static Result<Vocabulary> read(Files& files, const Path& path);
  [[nodiscard]] static Result<Vocabulary> parse(std::string_view text, std::string file);

  [[nodiscard]] std::size_t size() const noexcept { return factors_.size(); }
  [[nodiscard]] const Factor& operator[](FactorIndex index) const { return factors_.at(index); }
  [[nodiscard]] const std::vector<Factor>& factors() const noexcept { return factors_; }
  [[nodiscard]] std::optional<FactorIndex> find(std::string_view id) const;
  [[nodiscard]] std::string nearest(std::string_view id) const;  ///< "did you mean"; empty when nothing is near
  /// What to say of a factor that is not here: the nearest by spelling or by words, and where to look: "Did you mean
  /// needs_power (has medical equipment that needs power)? All of them: hearth factors."
  [[nodiscard]] std::string advice(std::string_view id) const;
  /// For drafts of feeds: what people write who mean a factor.
  [[nodiscard]] std::vector<record::FactorWords> words() const;
  /// The factor that a SAVVI attribute means, compared without case; or the factor with that id.
  [[nodiscard]] std::optional<FactorIndex> find_savvi(std::string_view term) const;
  [[nodiscard]] const std::string& version() const noexcept { return version_; }  ///< content hash of the file

 private:
  std::vector<Factor> factors_;
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return static_cast<std::size_t>(hash64(text)); }
  };
  using Index = std::unordered_map<std::string, FactorIndex, TextHash, std::equal_to<>>;
  Index by_id_;
  Index by_savvi_;  ///< folded terms
  std::string version_;
};

/// A word that names a kind of place where people live (travellers' site, hostel, refuge, asylum accommodation): being
/// there is never itself a factor. `id` is a factor's id, compared in parts.
[[nodiscard]] bool names_a_kind_of_place(std::string_view id);

}  // namespace hearth::need
