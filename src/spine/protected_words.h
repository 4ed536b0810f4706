// protected_words.h: does raw text (a row that was put aside) give away a protected person or home?
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "spine/snapshot.h"

namespace hearth::spine {

/// Knows the names of protected people, and the UPRN, postcode and numbers of protected homes. Rather hides too much: a row
/// "S BUTLER" is hidden when Sarah Butler is protected.
class ProtectedWords {
 public:
  explicit ProtectedWords(const Snapshot& snapshot);
  [[nodiscard]] bool in(std::string_view raw) const;

 private:
  void add_person(const record::Record& record);
  void add_home(const place::Gazetteer& properties, place::PropertyIndex property);

  std::unordered_map<std::string, std::vector<std::string>> given_of_surname_;
  std::unordered_map<std::string, std::vector<std::string>> numbers_of_postcode_;  ///< postcode without its blank, folded
  std::unordered_set<std::string> uprns_;
};

}  // namespace hearth::spine
