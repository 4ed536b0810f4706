// row_presence.cpp: whether the people of a row live, and live at its address, as flags and notes tell it.
#include <algorithm>

#include "base/text.h"
#include "record/absence_note.h"
#include "record/death_note.h"
#include "record/death_remark.h"
#include "record/mention.h"
#include "record/row_reader.h"

namespace hearth::record {

void RowReader::read_deceased(const formats::CsvRow& row, const PersonPlan& plan, FieldsBuilder& fields, FeedContent& content) const {
  std::string scratch;
  for (const auto& cell : plan.deceased_flags) {
    const auto value = text(row, cell, scratch);
    if (value.empty() || !cell.source->contains.empty()) continue;
    const auto flag = flag_in(*cell.source, value);
    // In doubt they live: somebody who is owed a knock must not be left out for a word that nobody can read.
    if (!flag)
      put_aside(row, {"deceased.doubtful", "neither yes nor no; the person counts as living. Expected Y or N; name other words for yes in the feed: deceased = { column = ..., true = [\"...\"] }."},
                cell.columns.front(), false, content);
    else if (*flag) fields.set(Field::deceased, "yes");
  }
}

void RowReader::read_row_deceased(const formats::CsvRow& row, FeedContent& content) {
  if (persons_.empty() || persons_.front().row_deceased_flags.empty()) return;
  const auto& plan = persons_.front();
  std::string scratch;
  for (const auto& cell : plan.row_deceased_flags) {
    const auto value = text(row, cell, scratch);
    const auto flag = value.empty() ? std::optional<bool>{false} : flag_in(*cell.source, value);
    if (!flag)
      put_aside(row, {"deceased.doubtful", "neither yes nor no; the people of the row count as living. Expected Y or N; name other words for yes in the feed: deceased = { column = ..., true = [\"...\"] }."},
                cell.columns.front(), false, content);
    if (!flag.value_or(false)) continue;
    for (auto& one : pending_)
      if (one.fields.get(Field::deceased).empty()) one.fields.set(Field::deceased, pending_.size() == 1 ? "yes" : "note");
  }
}

/// In doubt they live there: a knock too many costs less than one too few.
std::optional<std::string> RowReader::lives_elsewhere(const formats::CsvRow& row, const PersonPlan& plan) const {
  std::string scratch;
  for (const auto& cell : plan.home_flags) {
    const auto value = text(row, cell, scratch);
    if (value.empty()) continue;
    const auto flag = flag_in(*cell.source, value);
    if (flag.has_value() && !*flag) return std::string{value};
  }
  return std::nullopt;
}

void RowReader::read_death_notes(const formats::CsvRow& row) {
  const auto reads_notes = [](const PersonPlan& plan) { return std::ranges::any_of(plan.deceased_flags, [](const Cell& cell) { return !cell.source->contains.empty(); }); };
  if (std::ranges::none_of(persons_, reads_notes)) return;
  std::vector<NotedPerson> people;
  for (const auto& one : people_of_row()) people.push_back({one.title, one.given_name, one.surname});
  // Whose death the row tells anyway is whom a note without a name means: the widow is asked nothing.
  const bool known = std::ranges::any_of(pending_, [](const Pending& one) {
    const auto dead = one.fields.get(Field::deceased);
    return dead == "yes" || dead == "remark" || !one.fields.get(Field::death_date).empty() || without_death_remark(one.fields.titled_name()).says_dead;
  });
  std::string scratch;
  std::vector<std::size_t> read;  // a note that several people of the row share is read once
  for (const auto& plan : persons_)
    for (const auto& cell : plan.deceased_flags) {
      if (cell.source->contains.empty() || std::ranges::find(read, cell.columns.front()) != read.end()) continue;
      read.push_back(cell.columns.front());
      const auto note = text(row, cell, scratch);
      // A status, "Deceased", of the only person of the row.
      const auto is_death = [&](std::size_t column) { return std::ranges::find(cell.source->contains, in_one_line(text(row, column))) != cell.source->contains.end(); };
      if (people.size() == 1 && std::ranges::any_of(cell.columns, is_death)) {
        pending_.front().fields.set(Field::deceased, "yes");
        continue;
      }
      const auto told = deaths_noted(note, cell.source->contains, people);
      for (std::size_t i = 0; i < told.size(); ++i) {
        auto& fields = pending_[i].fields;
        if (told[i] == NotedDeath::none || (told[i] == NotedDeath::somebody && known) || fields.get(Field::deceased) == "yes" || fields.get(Field::deceased) == "remark") continue;
        fields.set(Field::deceased, told[i] == NotedDeath::this_one ? "remark" : "note");
      }
    }
}

void RowReader::plan_notes() {
  std::vector<bool> of_people(heading_.size(), false);
  for (const auto& plan : persons_) {
    for (const auto& [field, cell] : plan.fields)
      if (field != Field::known_team)
        for (const auto column : cell.columns) of_people[column] = true;
    if (plan.joint)
      for (const auto column : plan.joint->columns) of_people[column] = true;
  }
  for (const auto column : key_columns_) of_people[column] = true;
  note_columns_.clear();
  for (std::size_t column = 0; column < of_people.size(); ++column)
    if (!of_people[column]) note_columns_.push_back(column);
}

void RowReader::read_absence_notes(const formats::CsvRow& row) {
  if (pending_.empty()) return;
  std::vector<RowPerson> people;
  std::vector<std::string> names;
  std::string home;
  for (const auto column : note_columns_) {
    const auto cell = text(row, column);
    if (!may_tell_of_absence(cell)) continue;
    if (people.empty()) people = people_of_row(), names = given_names(people), home = home_of_row();
    const auto told = absences_noted(cell, people, {names, home, {}}, today_);
    for (std::size_t i = 0; i < told.size(); ++i) {
      auto& fields = pending_[i].fields;
      if (told[i] == NotedAbsence::none || fields.get(Field::absent) == "left") continue;
      fields.set(Field::absent, told[i] == NotedAbsence::left ? "left" : "away");
    }
  }
}

}  // namespace hearth::record
