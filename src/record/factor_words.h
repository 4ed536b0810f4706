// factor_words.h: the words by which people mean a factor, so that a code, a heading or a note can be told to mean it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::record {

/// A factor of the vocabulary (need/factor.h), as far as a feed's declaration needs it. record/ knows no factor by itself.
struct FactorWords {
  enum class Kind : std::uint8_t { yes_no, number, date };
  std::string id;
  std::string words;                 ///< "has medical equipment that needs power"
  Kind kind{Kind::yes_no};
  bool derived{false};               ///< worked out: no feed sends it
  int child_under{0};                        ///< it says that a child under so many years lives there; 0: it does not
  bool has_due_date{false};                  ///< it ends some weeks after a due date
  std::vector<std::string> phrases{};        ///< folded; each alone means the factor: "oxygen", "ventilator"
  std::vector<std::string> certain{};        ///< of these the single words that mean it in any sentence: "dementia"
  std::vector<std::string> false_friends{};  ///< folded; what holds one of the words and says something else: "oxygen bleach"
};

/// A factor that a text says, and by which phrase of the vocabulary.
struct FactorSaid {
  std::string id, phrase;
};

/// The factors that `text` plainly says (none that it denies), those with the longest phrase first; "severe learning disability"
/// means learning_disability only, not also what a phrase inside another phrase would mean. "Blinds fitted" says nothing: a false friend.
[[nodiscard]] std::vector<FactorSaid> facts_said(std::string_view text, const std::vector<FactorWords>& factors);
[[nodiscard]] std::vector<std::string> factors_said(std::string_view text, const std::vector<FactorWords>& factors);

/// For "did you mean": factors that share words with `text`, best first, at most three; derived ones too.
[[nodiscard]] std::vector<const FactorWords*> factors_near(std::string_view text, const std::vector<FactorWords>& factors);

}  // namespace hearth::record
