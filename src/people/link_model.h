// link_model.h: what a LinkModel holds. Private to people/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "match/blocking.h"
#include "match/em.h"
#include "match/scorer.h"
#include "people/link.h"
#include "people/link_plan.h"
#include "people/name_order.h"
#include "people/sex_of_name.h"

namespace hearth::people {

struct LinkModel::State {
  LinkPlan plan;
  std::vector<std::string> feeds;                     ///< their names, in the order of what is kept by feed
  bool between_only{false};                           ///< every feed was free of duplicates
  match::Parameters parameters;
  std::vector<match::TermFrequencies> frequencies;    ///< one per comparison with term_frequency
  NameOrder name_order;
  SexOfName sex_of_name;
  std::vector<match::TokenWeights> tokens;            ///< one per comparison of kind tokens or place
  std::shared_ptr<const std::vector<match::HotKeys>> hot;  ///< one per blocking rule
};

/// The nicknames and spellings that come with the program.
[[nodiscard]] std::shared_ptr<const match::Aliases> name_variants();

}  // namespace hearth::people
