// link_engine.h: rows, comparisons and blocking of one run, made from a plan. Private to people/.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "match/blocking.h"
#include "match/comparison.h"
#include "match/contradiction.h"
#include "match/table.h"
#include "people/link_model.h"

namespace hearth::people {

struct Engine {
  std::vector<std::uint32_t> order;                 ///< which of the caller's rows each row of the table is: order_of()
  match::Table table;
  std::vector<match::Comparison> comparisons;
  std::shared_ptr<const match::Features> features;
  std::unique_ptr<match::Blocking> blocking;
  match::Blocking::May may;
  std::vector<std::vector<match::RowNumber>> accounts;  ///< rows that tell of several people of one account, two or more each
  std::uint64_t number;                             ///< of this engine in this process: never used twice
  std::unique_ptr<const match::Contradiction> contradiction{};
};

/// From which weight on two records, or two groups of records, are one person, as the data asks for it.
struct Joining {
  double from{0}, slope{0}, least{0};
};
/// Where relatives of one home are among the records, a wrong link is near and costs most: joining takes more. Where every
/// feed is free of duplicates, each record has at most one partner in another, and the best of several is likely right: less.
[[nodiscard]] Joining joining_of(const LinkModel::State& state, const LinkSettings& settings);

/// By feed, then by a hash of what the record says, then by one of its key: neither the order of a file nor how its keys are called decides
/// which of two equal choices is taken, or which rows are drawn to learn from.
[[nodiscard]] std::vector<std::uint32_t> order_of(std::span<const LinkRow> rows);

/// Blocking looks at the table, so an engine never moves. With `learn`, the model's word weights and hot keys are learnt from the rows; without, they are taken as they are.
[[nodiscard]] std::unique_ptr<Engine> make_engine(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, LinkModel::State& state, bool learn,
                                 const LinkSettings& settings);

}  // namespace hearth::people
