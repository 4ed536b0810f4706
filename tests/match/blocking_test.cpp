#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>
#include <mutex>
#include <set>

#include "match/blocking.h"

using namespace hearth;
using namespace hearth::match;

namespace {

class Collect final : public PairSink {
 public:
  Collect(std::vector<std::pair<RowNumber, RowNumber>>& into, std::mutex& guard) : into_{into}, guard_{guard} {}
  void pair(RowNumber l, RowNumber r, std::size_t) override {
    const std::lock_guard lock{guard_};
    into_.emplace_back(l, r);
  }

 private:
  std::vector<std::pair<RowNumber, RowNumber>>& into_;
  std::mutex& guard_;
};

Table table_of(const std::vector<std::vector<std::string>>& rows) {
  Table table{rows.size()};
  for (std::size_t column = 0; column < rows[0].size(); ++column) table.add_column("c" + std::to_string(column), table.add_dictionary());
  table.make_room();
  for (RowNumber row = 0; row < rows.size(); ++row)
    for (ColumnNumber column = 0; column < rows[row].size(); ++column)
      table.set(row, column, table.dictionary(table.dictionary_of(column)).add(rows[row][column]));
  return table;
}

std::vector<std::pair<RowNumber, RowNumber>> pairs_of(const Blocking& blocking, unsigned threads) {
  std::vector<std::pair<RowNumber, RowNumber>> out;
  std::mutex guard;
  blocking.each_pair([](std::uint32_t, std::uint32_t) { return true; }, 7,
                     [&](std::size_t) { return std::make_unique<Collect>(out, guard); }, Threads{threads});
  std::ranges::sort(out);
  return out;
}

BlockRule rule(std::vector<std::vector<BlockKey>> variants) { return {"rule", std::move(variants)}; }

}  // namespace

TEST_CASE("Every pair that shares a key comes once, and no other") {
  CHECK(rc::check("blocking is the union of its rules", [] {
    const auto count = *rc::gen::inRange<std::size_t>(2, 30);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<std::string> row;
      for (int column = 0; column < 3; ++column) row.push_back(*rc::gen::elementOf(std::vector<std::string>{"", "ann", "bob", "cid", "dot"}));
      rows.push_back(std::move(row));
    }
    const Table table = table_of(rows);
    const Blocking blocking{table, {rule({{{0, Derive::whole, 0}}}), rule({{{1, Derive::whole, 0}}, {{2, Derive::whole, 0}}})}, {}, 1000, {}};
    std::set<std::pair<RowNumber, RowNumber>> expected;
    for (RowNumber l = 0; l < count; ++l)
      for (RowNumber r = l + 1; r < count; ++r) {
        const auto same = [&](std::size_t a, std::size_t b) { return !rows[l][a].empty() && rows[l][a] == rows[r][b]; };
        if (same(0, 0) || same(1, 1) || same(2, 2) || same(1, 2) || same(2, 1)) expected.insert({l, r});
      }
    const auto found = pairs_of(blocking, 1);
    RC_ASSERT(std::set(found.begin(), found.end()) == expected);
    RC_ASSERT(found.size() == expected.size());
    RC_ASSERT(pairs_of(blocking, 3) == found);
  }));
}

TEST_CASE("A common value is refined by the next key, and what cannot be refined is told") {
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 40; ++i) rows.push_back({"smith", i < 30 ? "1950-01-02" : "1960-05-0" + std::to_string(i % 9 + 1)});
  const Table table = table_of(rows);
  const Blocking blocking{table, {rule({{{0, Derive::whole, 0}, {1, Derive::year, 0}}})}, {}, 12, {}};
  CHECK(pairs_of(blocking, 1).size() == 45);              // the ten of 1960
  CHECK(blocking.counts()[0].rows_not_compared == 30);    // thirty of one year: reported, not forgotten
  CHECK((*blocking.hot())[0].size() == 2);
}

TEST_CASE("Pairs of touched rows are exactly the pairs that a full run gives them") {
  CHECK(rc::check("each_pair_touching", [] {
    const auto count = *rc::gen::inRange<std::size_t>(2, 30);
    std::vector<std::vector<std::string>> rows;
    std::vector<bool> touched;
    for (std::size_t i = 0; i < count; ++i) {
      rows.push_back({*rc::gen::elementOf(std::vector<std::string>{"", "a", "b"}), *rc::gen::elementOf(std::vector<std::string>{"", "x", "y", "z"})});
      touched.push_back(*rc::gen::inRange(0, 4) == 0);
    }
    const Table table = table_of(rows);
    const Blocking blocking{table, {rule({{{0, Derive::whole, 0}, {1, Derive::whole, 0}}}), rule({{{1, Derive::whole, 0}}})}, {}, 4, {}};
    std::vector<std::pair<RowNumber, RowNumber>> expected, found;
    for (const auto& pair : pairs_of(blocking, 1))
      if (touched[pair.first] || touched[pair.second]) expected.push_back(pair);
    std::mutex guard;
    blocking.each_pair_touching(touched, [](std::uint32_t, std::uint32_t) { return true; }, 3,
                                [&](std::size_t) { return std::make_unique<Collect>(found, guard); }, {});
    std::ranges::sort(found);
    RC_ASSERT(found == expected);
  }));
}
