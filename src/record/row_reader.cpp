#include "record/row_reader.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <tuple>

#include "base/assertion.h"
#include "base/postcode.h"
#include "base/text.h"
#include "record/birth_dates.h"
#include "record/death_note.h"
#include "record/death_remark.h"
#include "record/due_date.h"
#include "record/field_value.h"
#include "record/heading_words.h"
#include "record/joint_names.h"
#include "record/mention.h"
#include "record/nobody.h"

namespace hearth::record {
namespace {

bool names_people(Field field) { return field == Field::full_name || field == Field::given_name || field == Field::surname; }

/// The codes of a cell: parted at each of the marks, and each part every `width` letters; the whole cell without either.
std::vector<std::string_view> codes_in(std::string_view cell, std::string_view marks, std::size_t width) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0; from <= cell.size();) {
    const auto end = marks.empty() ? cell.size() : std::min(cell.find_first_of(marks, from), cell.size());
    const auto part = trim(cell.substr(from, end - from));
    if (width == 0) out.push_back(part);
    for (std::size_t at = 0; width > 0 && at < part.size(); at += width) out.push_back(part.substr(at, width));
    from = end + 1;
  }
  return out;
}

/// The oldest person known reached 122.
constexpr int oldest_years = 122;

Error birth_too_long_ago() {
  return {"birth.too_long_ago", "nobody alive was born so long ago; often it stands for a date that is not known. Expected a birth within " +
                                    std::to_string(oldest_years) + " years; name a word for \"not known\" in the feed: null = [\"01/01/1900\"]."};
}

/// What the fields say for sure: their facts that are not of one of several.
void add_sure_facts(const FieldsBuilder& fields, std::set<std::string, std::less<>>& facts) {
  const auto packed = fields.packed();
  for (const auto& claim : FieldsView{packed}.claims())
    if (!claim.of_several && claim.value == "true") facts.emplace(claim.factor);
}

/// The fields without the doubtful facts of which the row says elsewhere whose they are.
FieldsBuilder without_settled(const FieldsBuilder& fields, const std::set<std::string, std::less<>>& settled) {
  const auto packed = fields.packed();
  const FieldsView view{packed};
  FieldsBuilder out;
  for (std::size_t i = 0; i < field_count; ++i) out.set(static_cast<Field>(i), view.get(static_cast<Field>(i)));
  for (const auto& [name, value] : view.extras()) out.set_extra(name, value);
  for (const auto& claim : view.claims())
    if (!claim.of_several || !settled.contains(claim.factor)) out.add_claim(claim.factor, claim.value, claim.date, claim.until, claim.of_several);
  return out;
}

/// The raw row, for the guarded list of what was put aside.
std::string raw(const formats::CsvRow& row) {
  std::string out;
  for (const auto field : row.fields) out.append(out.empty() ? "" : " | ").append(field.substr(0, 200));
  return out.substr(0, 2000);
}

}  // namespace

RowReader::Cell RowReader::cell_of(const ColumnSource& source) const {
  Cell cell{.columns = {}, .source = &source};
  for (const auto& name : source.columns) {
    const auto found = std::ranges::find_if(heading_, [&](const auto& h) { return to_lower_ascii(trim(h)) == to_lower_ascii(trim(name)); });
    HEARTH_ASSERT(found != heading_.end());
    cell.columns.push_back(static_cast<std::size_t>(found - heading_.begin()));
  }
  return cell;
}

Error RowReader::no_heading(const std::string& name, std::size_t columns, bool knows_none) const {
  const std::string what = knows_none ? "none of the " + std::to_string(columns) + " columns that the declaration names stands in row " : "the file has no column \"" + name + "\", and row ";
  return {"feed.no_heading",
          what + std::to_string(feed_.form.heading_row) + (knows_none ? ". " : " does not look like a heading: it has numbers, dates or postcodes. ") +
              "Expected the names of the columns there. Is the heading missing, or in another row (heading_row = N)? Is the encoding right, and the separator? hearth feed "
              "propose finds them. Nothing of the file was loaded.",
          {.file = file_}};
}

Error RowReader::column_missing(const std::string& name) const {
  std::string all;
  for (const auto& heading : heading_) all += (all.empty() ? "" : ", ") + heading;
  const auto guess = nearest(name, heading_);
  return {"feed.column_missing",
          "the file has no column \"" + name + "\"" + (guess.empty() ? "." : ". Did you mean \"" + guess + "\"?") + " It has: " + all +
              ". Mend the feed's declaration; nothing of the file was loaded.",
          {.file = file_}};
}

Result<Done> RowReader::begin(const formats::CsvReader& csv, std::vector<std::string>& unmapped) {
  file_ = csv.file();
  heading_ = csv.heading();
  orders_.begin(heading_);
  const auto used = feed_.columns();
  // Where nothing of the declaration stands in the row, it may be anything: a title, somebody's data, bytes of another encoding.
  const bool knows_none = std::ranges::none_of(used, [&](const auto& name) { return csv.column(name).has_value(); });
  if (knows_none || looks_like_a_row(heading_))
    for (const auto& name : used)
      if (!csv.column(name)) return fail(no_heading(name, used.size(), knows_none));
  for (const auto& name : used)
    if (!csv.column(name)) return fail(column_missing(name));
  unmapped.clear();
  for (const auto& h : heading_)
    if (std::ranges::none_of(used, [&](const auto& u) { return to_lower_ascii(trim(u)) == to_lower_ascii(h); }) && !h.empty())
      unmapped.push_back(h);
  key_columns_.clear();
  for (const auto& name : feed_.key) key_columns_.push_back(*csv.column(name));
  persons_.clear();
  for (const auto& person : feed_.persons) plan_person(person);
  claims_.clear();
  const auto column = [&](const std::string& name) { return name.empty() ? 0 : *csv.column(name); };
  for (const auto& claim : feed_.claims) {
    ClaimPlan plan{.source = &claim, .column = column(claim.column), .value_column = column(claim.value_column), .type_column = column(claim.type_column)};
    if (!claim.date_column.empty()) plan.date_column = column(claim.date_column);
    if (!claim.until_column.empty()) plan.until_column = column(claim.until_column);
    plan.date_format = claim.date_format.empty() ? format_of_column(claim.date_column) : claim.date_format;
    for (const auto& name : claim.birth_columns) plan.birth_columns.push_back(column(name));
    if (claim.kind == ClaimSource::Kind::words) plan_words(plan);
    claims_.push_back(std::move(plan));
  }
  return Done{};
}

/// How the declaration says that the dates of a column are written, wherever it says so.
std::string RowReader::format_of_column(const std::string& column) const {
  for (const auto& person : feed_.persons)
    for (const auto& [field, source] : person.fields)
      if (!source.format.empty() && std::ranges::find(source.columns, column) != source.columns.end()) return source.format;
  return {};
}

std::optional<bool> RowReader::flag_in(const ColumnSource& source, std::string_view cell) {
  if (cell.empty()) return std::nullopt;
  if (!source.contains.empty()) {
    const auto note = in_one_line(cell);
    return std::ranges::any_of(source.contains, [&](const auto& phrase) { return mention_of(note, phrase) != Mention::none; });
  }
  if (!source.true_values.empty()) return std::ranges::find(source.true_values, fold(cell)) != source.true_values.end();
  const auto flag = read_flag(cell);
  return flag ? std::optional<bool>{*flag} : std::nullopt;
}

void RowReader::plan_person(const PersonSource& person) {
  PersonPlan plan{.source = &person};
  for (const auto& [field, source] : person.fields) {
    if (source.joint && names_people(field)) {
      plan.joint = cell_of(source);
      plan.joint_field = field;
    } else {
      plan.fields.emplace_back(field, cell_of(source));
    }
  }
  const auto part = [&](const std::optional<ColumnSource>& source) {
    return source ? std::optional<Cell>{cell_of(*source)} : std::nullopt;
  };
  plan.birth_year = part(person.birth_year);
  plan.birth_month = part(person.birth_month);
  plan.birth_day = part(person.birth_day);
  for (const auto& flag : person.protected_flags) plan.protected_flags.push_back(cell_of(flag));
  for (const auto& flag : person.deceased_flags) plan.deceased_flags.push_back(cell_of(flag));
  for (const auto& [name, source] : person.extras) plan.extras.push_back(cell_of(source));
  persons_.push_back(std::move(plan));
}

void RowReader::plan_words(ClaimPlan& plan) {
  for (const auto& entry : plan.source->values) plan.words.push_back(in_one_line(entry.first));
  plan.longest_first.resize(plan.words.size());
  std::iota(plan.longest_first.begin(), plan.longest_first.end(), std::size_t{0});
  std::ranges::sort(plan.longest_first, [&](std::size_t a, std::size_t b) {
    const auto &left = plan.words[a], &right = plan.words[b];
    return left.size() != right.size() ? left.size() > right.size() : std::tie(left, a) < std::tie(right, b);
  });
}

bool RowReader::is_null(std::string_view value) const {
  return value.empty() || std::ranges::find(feed_.nulls, value) != feed_.nulls.end();
}

std::string_view RowReader::text(const formats::CsvRow& row, std::size_t column) const {
  if (column >= row.fields.size() || std::ranges::find(row.hurt, column) != row.hurt.end()) return {};
  const auto value = trim(row.fields[column]);
  return is_null(value) ? std::string_view{} : value;
}

std::string_view RowReader::text(const formats::CsvRow& row, const Cell& cell, std::string& scratch) const {
  if (cell.columns.size() == 1) return text(row, cell.columns.front());
  scratch.clear();
  for (const auto column : cell.columns) {
    const auto value = text(row, column);
    if (!value.empty()) scratch.append(scratch.empty() ? "" : " ").append(value);
  }
  return scratch;
}

void RowReader::put_aside(const formats::CsvRow& row, Error error, std::size_t column, bool whole_row, FeedContent& content,
                          std::string_view about) const {
  // One cell that two mappings read is one fault; several unknown codes in a cell are several.
  if (!whole_row && about.empty()) {
    if (std::ranges::find(told_, column) != told_.end()) return;
    told_.push_back(column);
  }
  error.where.file = file_;
  error.where.row = row.row;
  if (error.where.column.empty() && column < heading_.size()) error.where.column = heading_[column];
  if (whole_row) ++content.rows_put_aside;
  else ++content.fields_put_aside;
  content.put_aside.push_back({std::move(error), whole_row, row_protected_ ? std::string{protected_row} : raw(row), std::string{about}});
}

/// The cell of the flag cannot be read, or, in a row of broken shape, cannot be found: then nobody knows that it said no.
bool RowReader::flag_lost(const formats::CsvRow& row, const Cell& flag) {
  const auto hurt = [&row](std::size_t column) { return std::ranges::find(row.hurt, column) != row.hurt.end(); };
  return row.shape_broken() || std::ranges::any_of(flag.columns, hurt);
}

bool RowReader::says_protected(const formats::CsvRow& row) const {
  if (feed_.is_protected) return true;
  std::string scratch;
  for (const auto& plan : persons_)
    for (const auto& flag : plan.protected_flags) {
      if (flag_lost(row, flag)) return true;
      const auto value = text(row, flag, scratch);
      if (!value.empty() && flag_in(*flag.source, value).value_or(true)) return true;
    }
  return false;
}

void RowReader::read(const formats::CsvRow& row, FeedContent& content) {
  constexpr std::size_t no_column = static_cast<std::size_t>(-1);
  if (feed_.leave_out && !row.fields.empty()) {
    std::string line;
    for (const auto field : row.fields) line.append(line.empty() ? "" : " ").append(trim(field).substr(0, 200));
    if (std::regex_search(line, *feed_.leave_out)) {
      ++content.left_out;
      return;
    }
  }
  ++content.rows;
  told_.clear();
  pending_.clear();
  row_nobody_ = false;
  row_protected_ = says_protected(row);
  if (row.shape_broken()) return put_aside(row, *row.fault, no_column, true, content);
  for (const auto column : row.hurt) put_aside(row, *row.fault, column, false, content);
  std::string key;
  bool blank = true;
  for (std::size_t i = 0; i < key_columns_.size(); ++i) {
    const auto part = text(row, key_columns_[i]);
    if (!part.empty()) blank = false;
    key.append(i == 0 ? "" : "|").append(part);
  }
  if (blank)
    return put_aside(row, {"row.no_key", "the key is blank. Expected a value that names this row; a total row can be left out with leave_out."},
                     key_columns_.front(), true, content);
  for (const auto& plan : persons_) read_person(row, plan, key, content);
  finish_row(row, key, content);
  if (row_nobody_) ++content.rows_nobody;
}

bool RowReader::too_long_ago(const Result<std::string>& birth) const {
  if (!feed_.of_the_living || !birth) return false;
  const auto date = Date::parse_iso(*birth);
  return date && date->year() + oldest_years < today_.year();
}

void RowReader::judge_date(const formats::CsvRow& row, std::size_t column, std::string_view cell, Result<std::string>& read, FeedContent& content) {
  const auto order = order_of(cell, read);
  orders_.add(column, order);
  if (order != DateOrder::either || !distrusted_.contains(heading_[column])) return;
  read->resize(4);
  put_aside(row, {"date.order_doubtful", "day and month could be either way round, and other dates of this column prove that it is not in the order that is "
                  "expected: only the year was taken. Say how its dates are written: { column = ..., format = \"%m/%d/%Y\" } when the month comes first."},
            column, false, content);
}

void RowReader::read_person(const formats::CsvRow& row, const PersonPlan& plan, const std::string& key, FeedContent& content) {
  std::string scratch;
  FieldsBuilder shared;
  bool named = plan.source->name.empty();  // the row itself counts even when nobody is named
  for (const auto& [field, cell] : plan.fields) {
    const auto value = text(row, cell, scratch);
    if (value.empty()) continue;
    auto kept = read_value(field, *cell.source, value, today_);
    if (is_date(field)) judge_date(row, cell.columns.front(), value, kept, content);
    if (field == Field::birth_date && too_long_ago(kept)) kept = fail(birth_too_long_ago());
    if (!kept) put_aside(row, kept.error(), cell.columns.front(), false, content);
    else shared.set(field, *kept);
    if (names_people(field)) named = true;
  }
  std::vector<NamedPerson> people;
  if (plan.joint) {
    const auto cell = text(row, *plan.joint, scratch);
    if (const auto fits = check_name(cell)) people = split_joint(cell);
    else put_aside(row, fits.error(), plan.joint->columns.front(), false, content);
  }
  // A row with no partner tells of no partner; a row without a name is still somebody's (a home with a discount).
  if (!named && people.empty()) return;
  read_birth_parts(row, plan, shared, content);
  for (std::size_t i = 0; i < plan.extras.size(); ++i) {
    const auto value = text(row, plan.extras[i], scratch);
    if (value.empty()) continue;
    auto kept = read_value(plan.extras[i].source->type, plan.extras[i].source->format, value, today_);
    if (plan.extras[i].source->type == ColumnSource::Type::date) judge_date(row, plan.extras[i].columns.front(), value, kept, content);
    if (!kept) put_aside(row, kept.error(), plan.extras[i].columns.front(), false, content);
    else shared.set_extra(plan.source->extras[i].first, *kept);
  }
  const bool is_protected = read_protected(row, plan, content);
  read_deceased(row, plan, shared, content);
  read_claims(row, plan, shared, content);
  const std::string base = plan.source->name.empty() ? key : key + "/" + plan.source->name;
  if (!plan.joint || people.empty()) {
    pending_.push_back({base, std::move(shared), is_protected, plan.source->name});
    return;
  }
  for (std::size_t i = 0; i < people.size(); ++i) {
    FieldsBuilder fields = shared;
    fields.set(Field::title, people[i].title);
    fields.set(Field::given_name, people[i].given_name);
    fields.set(Field::surname, people[i].surname);
    if (people[i].is_dead && fields.get(Field::deceased).empty()) fields.set(Field::deceased, "remark");
    const std::string number = std::to_string(i + 1);
    pending_.push_back({plan.source->name.empty() ? key + "/" + number : base + number, std::move(fields), is_protected, plan.source->name, people.size() > 1});
  }
}

void RowReader::finish_row(const formats::CsvRow& row, const std::string& key, FeedContent& content) {
  read_death_notes(row);
  FieldsBuilder unnamed;
  read_all_words(row, unnamed, content);
  const auto is_living = [](const Pending& one) {
    const auto name = one.fields.titled_name();
    const auto dead = one.fields.get(Field::deceased);
    return !name.empty() && (dead.empty() || dead == "note") && !without_death_remark(name).says_dead;
  };
  if (std::ranges::count_if(pending_, is_living) < 2)
    for (auto& one : pending_) one.fields.forget_several();
  // A flag says that somebody has a hoist, and the note beside it that it is for the wife.
  if (pending_.size() > 1) {
    std::set<std::string, std::less<>> settled;
    for (const auto& one : pending_) add_sure_facts(one.fields, settled);
    add_sure_facts(unnamed, settled);
    if (!settled.empty())
      for (auto& one : pending_) one.fields = without_settled(one.fields, settled);
  }
  if (!unnamed.empty() && !pending_.empty()) {
    for (const Field field : {Field::address, Field::postcode, Field::town, Field::uprn, Field::updated}) unnamed.set(field, pending_.front().fields.get(field));
    content.records.push_back({.id = RecordId{}, .feed = index_, .key = key + "/other", .fields = unnamed.packed(),
                               .is_protected = std::ranges::any_of(pending_, &Pending::is_protected)});
    rows_.push_back(row.row);
  }
  for (auto& one : pending_) add(row, std::move(one.key), std::move(one.fields), one.is_protected, content);
}

void RowReader::read_birth_parts(const formats::CsvRow& row, const PersonPlan& plan, FieldsBuilder& fields, FeedContent& content) const {
  if (!plan.birth_year) return;
  std::string scratch;
  const auto year = text(row, *plan.birth_year, scratch);
  if (year.empty()) return;
  std::string iso{year};
  const auto add_part = [&](const std::optional<Cell>& cell) {
    std::string part_scratch;
    const auto part = cell ? text(row, *cell, part_scratch) : std::string_view{};
    if (part.empty()) return false;
    iso.append(part.size() == 1 ? "-0" : "-").append(part);
    return true;
  };
  if (add_part(plan.birth_month)) add_part(plan.birth_day);
  const auto date = Date::parse_iso(iso);
  if (!date) put_aside(row, date.error(), plan.birth_year->columns.front(), false, content);
  else if (date->days() > today_.days())
    put_aside(row, {"date.future", "this date lies in the future. Expected a day up to today."}, plan.birth_year->columns.front(), false, content);
  else if (too_long_ago(date->text())) put_aside(row, birth_too_long_ago(), plan.birth_year->columns.front(), false, content);
  else fields.set(Field::birth_date, date->text());
}

bool RowReader::read_protected(const formats::CsvRow& row, const PersonPlan& plan, FeedContent& content) const {
  if (feed_.is_protected) return true;
  std::string scratch;
  bool yes = false;
  for (const auto& cell : plan.protected_flags) {
    if (flag_lost(row, cell)) return true;
    const auto value = text(row, cell, scratch);
    if (value.empty()) continue;
    const auto flag = flag_in(*cell.source, value);
    yes = yes || flag.value_or(true);
    if (flag) continue;
    // Whatever was written there, somebody meant something by it: when in doubt the address is protected.
    put_aside(row, {"protected.doubtful", "neither yes nor no; the address is treated as protected. Expected Y or N; name other words for yes in the feed: protected = { column = ..., true = [\"...\"] }."},
              cell.columns.front(), false, content);
  }
  return yes;
}

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

std::vector<RowPerson> RowReader::people_of_row() const {
  std::vector<RowPerson> out;
  for (const auto& one : pending_) {
    const auto value = [&](Field field) { return std::string{one.fields.get(field)}; };
    RowPerson person{.title = value(Field::title), .given_name = value(Field::given_name), .surname = value(Field::surname), .sex = value(Field::sex), .role = one.role};
    const auto whole = one.fields.get(Field::full_name);
    const auto parts = whole.empty() ? std::vector<NamedPerson>{} : split_joint(whole);
    if (parts.size() == 1) {
      if (person.title.empty()) person.title = parts[0].title;
      person.given_name = parts[0].given_name, person.surname = parts[0].surname;
    }
    if (const auto birth = Date::parse_iso(one.fields.get(Field::birth_date))) person.birth = *birth;
    const auto name = one.fields.titled_name();
    person.is_named = !name.empty() && !names_nobody(name);
    person.in_joint_cell = one.in_joint_cell;
    out.push_back(std::move(person));
  }
  return out;
}

void RowReader::read_death_notes(const formats::CsvRow& row) {
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
      const auto told = deaths_noted(text(row, cell, scratch), cell.source->contains, people);
      for (std::size_t i = 0; i < told.size(); ++i) {
        auto& fields = pending_[i].fields;
        if (told[i] == NotedDeath::none || (told[i] == NotedDeath::somebody && known) || fields.get(Field::deceased) == "yes" || fields.get(Field::deceased) == "remark") continue;
        fields.set(Field::deceased, told[i] == NotedDeath::this_one ? "remark" : "note");
      }
    }
}

void RowReader::read_all_words(const formats::CsvRow& row, FieldsBuilder& another, FeedContent& content) {
  const bool any = std::ranges::any_of(claims_, [&](const ClaimPlan& plan) { return plan.source->kind == ClaimSource::Kind::words && !text(row, plan.column).empty(); });
  if (!any || pending_.empty()) return;
  const auto people = people_of_row();
  std::vector<std::string> names;
  for (const auto& one : people) {
    const auto given = fold(one.given_name);
    names.push_back(given.substr(0, given.find(' ')));
  }
  const auto home = fold(std::string{pending_.front().fields.get(Field::address)} + " " + std::string{pending_.front().fields.get(Field::town)});
  for (const auto& plan : claims_) {
    if (plan.source->kind != ClaimSource::Kind::words) continue;
    std::string members;
    for (std::size_t column = 0; column < row.fields.size(); ++column)
      if (column != plan.column)
        if (const auto cell = in_one_line(text(row, column)); names_relatives(cell)) members.append(cell).push_back('\n');
    read_words(row, plan, people, {names, home, members}, another, content);
  }
}

void RowReader::read_words(const formats::CsvRow& row, const ClaimPlan& plan, std::span<const RowPerson> people, const RowTold& told, FieldsBuilder& another, FeedContent& content) {
  const auto cell = text(row, plan.column);
  if (cell.empty()) return;
  // A claim of one person of the row: [person.NAME].
  std::optional<std::size_t> about;
  if (!plan.source->person.empty()) {
    for (std::size_t i = 0; i < people.size() && !about; ++i)
      if (people[i].role == plan.source->person) about = i;
    if (!about) return;
  }
  const std::string date = read_claim_day(row, plan, plan.date_column, false, content);
  if (has_ended(row, plan, content)) return;
  const auto folded = in_one_line(cell);
  bool denied = false, of_another = false, elsewhere = false;
  std::vector<TextRange> covered, places;
  std::string_view last;
  for (const auto i : plan.longest_first) {
    const std::string_view words = plan.words[i];
    const bool another_phrase = words != last;
    if (another_phrase) covered.insert(covered.end(), places.begin(), places.end()), places.clear();
    last = words;
    const auto& factor = plan.source->values[i].second;
    const auto mentions = mentions_of(folded, words, told, covered, places.empty() ? &places : nullptr);
    for (auto& place : places) place.silent = factor.empty();
    bool counts = false;
    for (const auto& said : mentions) {
      counts = counts || !said.denied;
      denied = denied || said.denied;
      if (said.denied || factor.empty()) continue;
      if (said.whose.role == Whose::Role::elsewhere) elsewhere = true;
      const auto owners = owners_of(said.whose, people, about);
      const bool meant = said.whose.role != Whose::Role::not_said && said.whose.role != Whose::Role::everybody && said.whose.role != Whose::Role::main;
      of_another = of_another || owners.unnamed || (meant && !owners.which_unknown && !owners.people.empty());
      std::string until;
      if (factor == plan.source->due_factor) {
        // Undated, it was told by the day of the extract, and of somebody who has left before that.
        auto told_by = feed_.received.value_or(today_);
        if (const auto left = Date::parse_iso(pending_.front().fields.get(Field::address_to)); left && left->days() < told_by.days()) told_by = *left;
        const auto told_on = Date::parse_iso(date);
        const auto due = due_date_near(folded, said.begin, said.end, told_on ? *told_on : told_by);
        if (due && no_longer_pregnant(*due).days() <= today_.days()) continue;  // it has been born
        if (due) until = no_longer_pregnant(*due).text();
      }
      for (const auto owner : owners.people) pending_[owner].fields.add_claim(factor, "true", date, until, owners.which_unknown);
      if (owners.unnamed) another.add_claim(factor, "true", date, until);
    }
    if (counts && another_phrase) ++content.words_said[{plan.source->column, plan.source->values[i].first}];
  }
  if (denied) ++content.denied[heading_[plan.column]];
  if (of_another) ++content.of_another[heading_[plan.column]];
  if (elsewhere)
    put_aside(row, {"claim.elsewhere", "words that are looked for tell of a neighbour, or of a relative who lives elsewhere: no fact of this home was made of them. Read the row, and tell the home that is meant."},
              plan.column, false, content);
}

void RowReader::read_births(const formats::CsvRow& row, const ClaimPlan& plan, std::string_view date, FieldsBuilder& fields, FeedContent& content) {
  std::optional<Date> until;
  for (const auto column : plan.birth_columns) {
    const auto cell = text(row, column);
    const auto births = births_in(cell, plan.source->format, today_);
    for (const auto& birth : births)
      if (const auto end = no_longer_under(birth, plan.source->under); !until || until->days() < end.days()) until = end;
    // An age or a number of children is no birth; what looks like one and cannot be read is told.
    if (births.empty() && std::ranges::count_if(cell, [](char c) { return c >= '0' && c <= '9'; }) >= 4)
      put_aside(row, {"date.malformed", "no birth up to today could be read. Expected for example 28/02/2025; name the form in the feed: { born = ..., under = ..., format = ... }."}, column, false, content);
  }
  // Nobody else may live there, or somebody may: of those who are older nothing is told.
  if (until && until->days() > today_.days()) fields.add_claim(plan.source->name, "true", date, until->text());
}

void RowReader::read_due(const formats::CsvRow& row, const ClaimPlan& plan, std::string_view date, FieldsBuilder& fields, FeedContent& content) {
  constexpr int far_ahead = 400;
  const auto cell = text(row, plan.column);
  if (cell.empty()) return;
  auto due = read_value(ColumnSource::Type::date, plan.source->format, cell, Date::from_days(today_.days() + far_ahead));
  judge_date(row, plan.column, cell, due, content);
  if (!due) return put_aside(row, due.error(), plan.column, false, content);
  const auto read = Date::parse_iso(*due);
  const auto last_day = read->whole() ? *read : Date::from_days(no_longer_under(*read, 0).days() - 1);
  const auto until = no_longer_pregnant(last_day);
  if (until.days() > today_.days()) fields.add_claim(plan.source->name, "true", date, until.text(), plan.source->person.empty());
}

void RowReader::read_claims(const formats::CsvRow& row, const PersonPlan& plan, FieldsBuilder& fields, FeedContent& content) {
  for (const auto& claim : claims_)
    if (claim.source->kind != ClaimSource::Kind::words && (claim.source->person.empty() || claim.source->person == plan.source->name)) read_claim(row, claim, fields, content);
}

std::string RowReader::read_claim_day(const formats::CsvRow& row, const ClaimPlan& plan, const std::optional<std::size_t>& column, bool ahead, FeedContent& content) {
  constexpr int far_ahead = 36500;
  const auto cell = column ? text(row, *column) : std::string_view{};
  if (cell.empty()) return {};
  auto day = read_value(ColumnSource::Type::date, plan.date_format, cell, ahead ? Date::from_days(today_.days() + far_ahead) : today_);
  judge_date(row, *column, cell, day, content);
  if (day) return *day;
  put_aside(row, day.error(), *column, false, content);
  return {};
}

/// What has ended is no longer true; a day that cannot be read ends nothing.
bool RowReader::has_ended(const formats::CsvRow& row, const ClaimPlan& plan, FeedContent& content) {
  const auto until = Date::parse_iso(read_claim_day(row, plan, plan.until_column, true, content));
  return until && until->days() <= today_.days();
}

void RowReader::read_claim(const formats::CsvRow& row, const ClaimPlan& plan, FieldsBuilder& fields, FeedContent& content) {
  const auto& source = *plan.source;
  // Of a row that names several people nobody knows which of them is meant; finish_row() knows how many they are.
  const bool of_several = source.person.empty();
  const std::string date = read_claim_day(row, plan, plan.date_column, false, content);
  if (has_ended(row, plan, content)) return;
  if (source.kind == ClaimSource::Kind::always) return fields.add_claim(source.name, "true", date);
  if (source.kind == ClaimSource::Kind::due) return read_due(row, plan, date, fields, content);
  if (source.kind == ClaimSource::Kind::born) return read_births(row, plan, date, fields, content);
  if (source.kind == ClaimSource::Kind::attribute) {
    const auto type = text(row, plan.type_column);
    const auto value = text(row, plan.value_column);
    if (type.empty()) return;
    const auto named = std::ranges::find_if(source.values, [&](const auto& v) { return fold(v.first) == fold(type); });
    if (!source.values.empty() && named == source.values.end()) return;
    const auto flag = read_flag(value.empty() ? "yes" : value);
    const auto told = flag ? std::string_view{*flag ? "true" : "false"} : value;
    if (source.values.empty()) return fields.add_claim(type, told, date, {}, of_several && told == "true");
    for (auto at = named; at != source.values.end(); ++at)
      if (!at->second.empty() && fold(at->first) == fold(type)) fields.add_claim(at->second, told, date, {}, of_several && told == "true");
    return;
  }
  const auto cell = text(row, plan.column);
  if (cell.empty()) return;
  if (source.kind == ClaimSource::Kind::codes) {
    const auto codes = codes_in(cell, source.split, source.width);
    for (const auto code : codes) {
      const auto wanted = fold(trim(code));
      bool known = false;
      for (const auto& [name, factor] : source.values) {
        if (fold(trim(name)) != wanted) continue;
        known = true;
        if (!factor.empty()) fields.add_claim(factor, "true", date, {}, of_several);
      }
      if (!known && !wanted.empty())
        put_aside(row, {"claim.unknown_code", "a code that the feed does not know. Say what it means under values of [claims]: \"CODE\" = \"FACTOR\", or \"CODE\" = \"\" when it says nothing."},
                  plan.column, false, content, trim(code));
    }
    return;
  }
  if (!source.true_values.empty()) {
    const bool yes = std::ranges::find(source.true_values, fold(cell)) != source.true_values.end();
    return fields.add_claim(source.name, yes ? "true" : "false", date, {}, of_several && yes);
  }
  if (source.type != ColumnSource::Type::text) {
    auto value = read_value(source.type, source.format, cell, today_);
    if (source.type == ColumnSource::Type::date) judge_date(row, plan.column, cell, value, content);
    if (value) fields.add_claim(source.name, *value, date);
    else put_aside(row, value.error(), plan.column, false, content);
    return;
  }
  const auto flag = read_flag(cell);
  if (flag) fields.add_claim(source.name, *flag ? "true" : "false", date, {}, of_several && *flag);
  else put_aside(row, flag.error(), plan.column, false, content);
}

void RowReader::add(const formats::CsvRow& row, std::string key, FieldsBuilder fields, bool is_protected, FeedContent& content) {
  // "OAKMERE HOMES LTD" tells of the home and of no person; "THE OCCUPIER" is somebody without a name.
  if (names_nobody(fields.titled_name())) {
    fields.forget_person(!names_an_occupier(fields.titled_name()));
    row_nobody_ = true;
  }
  for (const Field field : {Field::title, Field::full_name, Field::given_name, Field::surname}) {
    auto told = without_death_remark(fields.get(field));
    if (!told.says_dead) continue;
    fields.set(field, told.name);
    if (fields.get(Field::deceased) != "yes") fields.set(Field::deceased, "remark");
  }
  if (is_protected) ++content.records_protected;
  if (fields.get(Field::deceased) == "note") ++content.records_death_noted;
  else if (!fields.get(Field::deceased).empty() || !fields.get(Field::death_date).empty()) ++content.records_dead;
  content.records.push_back({.id = RecordId{}, .feed = index_, .key = std::move(key), .fields = fields.packed(), .is_protected = is_protected});
  rows_.push_back(row.row);
}

}  // namespace hearth::record
