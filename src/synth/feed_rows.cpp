#include <algorithm>

#include "synth/feeds.h"

namespace hearth::synth {

std::string told_birth(Person& person, const Date& today, DateForm form, Random& random) {
  const auto born = Date::from_days(person.born);
  const auto written = person.is_protected ? WrittenDate{born.year(), born.month(), born.day(), true} : written_birth(born, today, random);
  person.told_birth = person.told_birth || written.right;
  return date_text(written, form);
}

bool tells(Person& person, Factor factor, Random& random) {
  if (!person.factors.has(factor) || random.chance(rate::fact_missing)) return false;
  person.told.add(factor);
  return true;
}

void write_row(FeedFile& file, const std::vector<std::string>& cells, std::size_t changed_cell, Random& random) {
  file.row(cells);
  if (random.chance(rate::key_twice_same)) file.row(cells);
  if (!random.chance(rate::key_twice_other)) return;
  auto other = cells;
  other[changed_cell] = other[changed_cell].empty() ? "see file" : "";
  file.row(other);
}

std::int32_t updated_day(const Person& person, bool behind, const Date& today, Random& random) {
  const auto days = random.between(1, 700);
  if (behind) return person.moved - days;
  return std::max(person.moved, today.days() - days);
}

}  // namespace hearth::synth
