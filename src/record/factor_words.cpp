#include "record/factor_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "record/mention.h"

namespace hearth::record {
namespace {

/// " hard of hearing ": words with a blank on each side, so that a phrase is found as whole words. Clause marks stay.
std::string as_words(std::string_view text) {
  std::string out = " ";
  for (const char c : in_one_line(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 || c == '\'';
    const bool ends_clause = std::string_view{",.;:()!?\n"}.find(c) != std::string_view::npos;
    if (plain) out.push_back(c);
    else if (ends_clause) out.append(" ").append(1, c == '\n' ? ';' : c).append(" ");
    else if (out.back() != ' ') out.push_back(' ');
  }
  if (out.back() != ' ') out.push_back(' ');
  return one_line(out);
}

bool holds_words(std::string_view text, std::string_view phrase) {
  for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const auto end = at + phrase.size();
    const bool starts = at == 0 || text[at - 1] == ' ';
    const bool ends = end == text.size() || text[end] == ' ' || (text[end] == 's' && (end + 1 == text.size() || text[end + 1] == ' '));
    if (starts && ends) return true;
  }
  return false;
}

/// Where the false friends of a factor stand in the text.
std::vector<TextRange> said_otherwise(std::string_view text, const FactorWords& factor) {
  std::vector<TextRange> out;
  for (const auto& phrase : factor.false_friends) {
    const auto wanted = as_words(phrase);
    for (auto at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) out.push_back({at, at + wanted.size(), true});
  }
  return out;
}

}  // namespace

std::vector<FactorSaid> facts_said(std::string_view text, const std::vector<FactorWords>& factors) {
  struct Hit {
    FactorSaid said;
    std::string words;
  };
  const auto words_of_text = as_words(text);
  std::vector<Hit> hits;
  for (const auto& factor : factors) {
    if (factor.derived) continue;
    const auto otherwise = said_otherwise(words_of_text, factor);
    Hit hit{{factor.id, {}}, {}};
    for (const auto& phrase : factor.phrases) {
      const auto wanted = as_words(phrase);
      if (wanted.size() > hit.words.size() && holds_words(words_of_text, wanted) && mention_of(words_of_text, wanted, otherwise) == Mention::said)
        hit = {{factor.id, phrase}, wanted};
    }
    if (!hit.words.empty()) hits.push_back(std::move(hit));
  }
  std::ranges::stable_sort(hits, std::greater<>{}, [](const Hit& hit) { return hit.words.size(); });
  std::vector<FactorSaid> out;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const bool inside = std::any_of(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(i), [&](const Hit& longer) {
      return longer.words.size() > hits[i].words.size() && (" " + longer.words + " ").find(" " + hits[i].words + " ") != std::string::npos;
    });
    if (!inside) out.push_back(hits[i].said);
  }
  return out;
}

std::vector<std::string> factors_said(std::string_view text, const std::vector<FactorWords>& factors) {
  std::vector<std::string> out;
  for (auto& said : facts_said(text, factors)) out.push_back(std::move(said.id));
  return out;
}

std::vector<const FactorWords*> factors_near(std::string_view text, const std::vector<FactorWords>& factors) {
  static constexpr std::array<std::string_view, 16> hollow{"a", "the", "has", "is", "of", "on", "to", "they", "whether", "and", "at", "with", "needs", "gets", "uses", "lives"};
  std::string plain{text};
  std::ranges::replace(plain, '_', ' ');
  const auto asked = as_words(plain);
  struct Near {
    double score;
    const FactorWords* factor;
  };
  std::vector<Near> found;
  for (const auto& factor : factors) {
    double score = 0;
    for (const auto& phrase : factor.phrases) {
      const auto known = as_words(phrase);
      if (known == asked) score = std::max(score, 10.0);
      else if (holds_words(asked, known) || holds_words(known, asked)) score = std::max(score, 5.0);
    }
    // Words in common, in what the factor says and in what it is called.
    std::string all = as_words(factor.words);
    std::string id = factor.id;
    std::ranges::replace(id, '_', ' ');
    all += " " + id;
    for (const auto& phrase : factor.phrases) all += " " + as_words(phrase);
    for (const auto word : split(asked, ' '))
      if (word.size() >= 3 && std::ranges::find(hollow, word) == hollow.end() && holds_words(all, word)) score += 1;
    if (score > 0) found.push_back({score, &factor});
  }
  std::ranges::stable_sort(found, std::greater<>{}, &Near::score);
  std::vector<const FactorWords*> out;
  for (const auto& near : found)
    if (out.size() < 3 && near.score * 2 >= found.front().score) out.push_back(near.factor);
  return out;
}

}  // namespace hearth::record
