#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/random.h"
#include "people/name_order.h"

using namespace hearth;
using namespace hearth::people;

namespace {

const std::vector<std::string> given_names{"gwenllian", "osian", "mair", "gordon", "dewi", "betty", "thomas", "james", "rhys", "nia"};
const std::vector<std::string> surnames{"jones", "rees", "hotchkiss", "davies", "powell", "thomas", "james", "tudor", "lloyd", "swain"};

/// Feed 0 a register that gives every name the right way round, feed 1 a list of which `turned` of a hundred rows do not.
struct Lists {
  match::Table table;
  match::ColumnNumber given, surname;
  std::vector<bool> is_turned;

  Lists(match::RowNumber rows, unsigned turned, std::uint64_t seed) : table{2 * rows} {
    const auto names = table.add_dictionary();
    given = table.add_column("given name", names);
    surname = table.add_column("surname", names);
    table.make_room();
    Random random{seed};
    for (match::RowNumber row = 0; row < 2 * rows; ++row) {
      table.set_source(row, row < rows ? 0 : 1);
      const bool turn = row >= rows && random.chance(10 * turned);
      tell(row, given_names[random.below(given_names.size())], surnames[random.below(surnames.size())], turn);
      is_turned.push_back(turn);
    }
  }
  void tell(match::RowNumber row, const std::string& first, const std::string& last, bool turn) {
    auto& names = table.dictionary(table.dictionary_of(given));
    table.set(row, turn ? surname : given, names.add(first));
    table.set(row, turn ? given : surname, names.add(last));
  }
  [[nodiscard]] std::string name(match::RowNumber row) const {
    return std::string{table.values(given).text(table.at(row, given))} + " " + std::string{table.values(given).text(table.at(row, surname))};
  }
};

bool is_either(const std::string& name) { return name == "thomas" || name == "james"; }

}  // namespace

TEST_CASE("In a list that turns many names round they are turned back") {
  for (const unsigned turned : {15U, 50U, 90U}) {
    CAPTURE(turned);
    Lists lists{400, turned, turned};
    put_names_in_order(lists.table, learn_name_order(lists.table));
    std::size_t wrong = 0;
    for (match::RowNumber row = 0; row < lists.table.rows(); ++row) {
      const auto name = lists.name(row);
      const auto first = name.substr(0, name.find(' ')), last = name.substr(name.find(' ') + 1);
      if (is_either(first) && is_either(last)) continue;  // of "Thomas James" nobody knows
      wrong += std::ranges::find(given_names, first) == given_names.end() || std::ranges::find(surnames, last) == surnames.end() ? 1 : 0;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("A register is disbelieved only where hundreds of records speak against one row; an initial and rare names tell nothing") {
  Lists lists{400, 0, 7};
  lists.tell(0, "jones", "gwenllian", false);
  lists.tell(1, "tudor", "xylia", false);
  lists.tell(401, "g", "jones", false);
  lists.tell(402, "xylia", "qworth", false);
  lists.tell(403, "thomas", "james", false);
  std::vector<std::string> before;
  for (match::RowNumber row = 0; row < lists.table.rows(); ++row) before.push_back(lists.name(row));
  put_names_in_order(lists.table, learn_name_order(lists.table));
  for (match::RowNumber row = 0; row < lists.table.rows(); ++row) CHECK(lists.name(row) == (row == 0 ? "gwenllian jones" : before[row]));
}

TEST_CASE("No names, nothing to turn") {
  match::Table table{3};
  CHECK(learn_name_order(table) == NameOrder{});
  put_names_in_order(table, {});
}
