// names.h: names of people, drawn jointly: a first name fits sex, birth year and community, a surname the community.
//
// Old people have old names; spellings of one name form a family (Mohammed, Muhammad, Md); some surnames have a man's and a
// woman's form. Sources and licences: names/LICENCE.md.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "synth/draw.h"
#include "synth/words.h"

namespace hearth::synth {

enum class Community : std::uint8_t {
  british, irish, welsh, south_asian_muslim, south_asian_other, west_african, east_european, chinese, arabic
};
inline constexpr std::size_t community_count = 9;
[[nodiscard]] std::string_view name_of(Community community) noexcept;

enum class Sex : std::uint8_t { male, female };

class Names {
 public:
  explicit Names(Words& words);

  [[nodiscard]] Word given(Random& random, Community community, Sex sex, int birth_year) const;
  /// A family's name; form_for() gives the form that one of them bears.
  [[nodiscard]] Word surname(Random& random, Community community) const;
  /// Kowalski -> Kowalska; most names stay.
  [[nodiscard]] Word form_for(Word surname, Sex sex) const;
  /// Another spelling, nickname or translation of a first name; the name itself when none is known.
  [[nodiscard]] Word given_otherwise(Random& random, Word given) const;
  [[nodiscard]] Word surname_otherwise(Random& random, Word surname) const;

 private:
  struct List {
    std::vector<Word> names;
    Shares shares;
  };
  struct Own {  ///< of one community
    List men, women, surnames;
  };
  void read_years(std::string_view text);
  void read_surnames(std::string_view text);
  void read_communities(std::string_view text);
  void read_variants(std::string_view text, std::unordered_map<Word, std::vector<Word>>& into);
  void read_name(std::string_view token, List& into, bool is_surname);

  Words& words_;
  std::array<std::map<int, List>, 2> by_year_;  ///< [sex][year]
  std::array<Own, community_count> own_;
  std::unordered_map<Word, Word> womans_form_;
  std::unordered_map<Word, std::vector<Word>> given_variants_, surname_variants_;
};

}  // namespace hearth::synth
