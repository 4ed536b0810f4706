#include "people/sex_of_name.h"

#include <algorithm>

namespace hearth::people {
namespace {

constexpr std::uint32_t told_least = 6;
constexpr double of_one_least = 0.97;

}  // namespace

SexOfName learn_sex_of_names(const match::Table& table) {
  SexOfName out;
  const auto given = table.column("given name"), sex = table.column("sex");
  if (!given || !sex) return out;
  const auto male = table.values(*sex).find("m"), female = table.values(*sex).find("f");
  std::vector<std::pair<std::uint32_t, std::uint32_t>> told(table.values(*given).size());
  for (match::RowNumber row = 0; row < table.rows(); ++row) {
    const auto name = table.at(row, *given), value = table.at(row, *sex);
    if (name == match::no_value || value == match::no_value) continue;
    if (value == male) ++told[name].first;
    if (value == female) ++told[name].second;
  }
  for (match::ValueId name = 1; name < told.size(); ++name) {
    const auto [m, f] = told[name];
    if (m + f < told_least || table.values(*given).text(name).size() < 2) continue;
    if (std::max(m, f) >= of_one_least * (m + f)) out.emplace_back(table.values(*given).hash(name), m > f ? 'm' : 'f');
  }
  std::ranges::sort(out);
  return out;
}

void presume_sex(match::Table& table, const SexOfName& known) {
  const auto given = table.column("given name"), sex = table.column("sex");
  if (!given || !sex || known.empty()) return;
  const auto& names = table.values(*given);
  auto& values = table.dictionary(table.dictionary_of(*sex));
  const auto male = values.add("m"), female = values.add("f");
  for (match::RowNumber row = 0; row < table.rows(); ++row) {
    const auto name = table.at(row, *given);
    if (name == match::no_value || table.at(row, *sex) != match::no_value) continue;
    const auto found = std::ranges::lower_bound(known, names.hash(name), {}, &std::pair<std::uint64_t, char>::first);
    if (found != known.end() && found->first == names.hash(name)) table.set(row, *sex, found->second == 'm' ? male : female);
  }
}

}  // namespace hearth::people
