// need_fixture.h: the vocabulary and programmes that ship, and facts written as people say them.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/random.h"
#include "need/evaluate.h"

namespace hearth::need::fixture {

inline const Date today = Date::make(2026, 3, 2).value();

inline const Vocabulary& vocabulary() {
  static const Vocabulary shipped = [] {
    DiskFiles files;
    return Vocabulary::read(files, Path{HEARTH_SOURCE_DIR} / "programmes/factors.toml").value();
  }();
  return shipped;
}

inline Programme programme(const std::string& name) {
  DiskFiles files;
  return Programme::read(files, Path{HEARTH_SOURCE_DIR} / "programmes" / name, vocabulary()).value();
}

inline FactorIndex factor(const std::string& id) { return vocabulary().find(id).value(); }

/// "age" 80, "lives_alone" 1.
inline Facts facts(const std::vector<std::pair<std::string, double>>& known, Date on = today) {
  Facts out{vocabulary(), on};
  for (const auto& [id, value] : known) out.set(factor(id), Fact::number(value, Source{1, 20'000}));
  return out;
}

inline std::string category(const Programme& programme, const Facts& facts) {
  const auto entry = evaluate(programme, facts);
  return entry ? programme.categories[entry->category].verb : "none";
}

inline std::vector<std::string> words(const std::vector<Reason>& reasons) {
  std::vector<std::string> out;
  for (const auto& reason : reasons) out.push_back(reason.words);
  return out;
}

}  // namespace hearth::need::fixture
