#include "record/row_reader.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <tuple>

#include "base/assertion.h"
#include "base/postcode.h"
#include "base/text.h"
#include "formats/code_end.h"
#include "formats/value_shapes.h"
#include "record/birth_dates.h"
#include "record/death_remark.h"
#include "record/due_date.h"
#include "record/field_value.h"
#include "record/heading_words.h"
#include "record/home_words.h"
#include "record/joint_names.h"
#include "record/mention.h"
#include "record/nobody.h"
#include "record/secrecy.h"

namespace hearth::record {
namespace {

bool names_people(Field field) { return field == Field::full_name || field == Field::given_name || field == Field::surname; }

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
  plan_notes();
  claims_.clear();
  const auto column = [&](const std::string& name) { return name.empty() ? 0 : *csv.column(name); };
  for (const auto& claim : feed_.claims) {
    ClaimPlan plan{.source = &claim, .column = column(claim.column), .value_column = column(claim.value_column), .type_column = column(claim.type_column)};
    if (!claim.date_column.empty()) plan.date_column = column(claim.date_column);
    if (!claim.until_column.empty()) plan.until_column = column(claim.until_column);
    if (!claim.whose_column.empty()) plan.whose_column = column(claim.whose_column);
    plan.date_format = claim.date_format.empty() ? format_of_column(claim.date_column) : claim.date_format;
    plan.until_format = !claim.until_format.empty() ? claim.until_format : !claim.date_format.empty() ? claim.date_format : format_of_column(claim.until_column);
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
  const auto one_of = [text = fold(cell)](const std::vector<std::string>& words) { return std::ranges::find(words, text) != words.end(); };
  const bool yes = one_of(source.true_values), no = one_of(source.false_values);
  if (yes || no) return yes;
  if (!source.true_values.empty() && !source.false_values.empty()) return std::nullopt;
  if (!source.true_values.empty()) return false;
  if (!source.false_values.empty()) return true;
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
  for (const auto& flag : person.row_deceased_flags) plan.row_deceased_flags.push_back(cell_of(flag));
  for (const auto& flag : person.home_flags) plan.home_flags.push_back(cell_of(flag));
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
  if (feed_.is_protected || row_secret_) return true;
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
  row_secret_ = false;
  for (std::size_t column = 0; feed_.protect_by_words && column < std::min(row.fields.size(), heading_.size()); ++column) {
    if (!asks_for_secrecy(row.fields[column])) continue;
    row_secret_ = true;
    ++content.asked_secrecy[heading_[column]];
  }
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
  const auto order = order_of(formats::without_age(cell), read);
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
    // Of several columns with a day the first that has one: the person's end before the tenancy's.
    auto value = is_date(field) && cell.columns.size() > 1 ? std::string_view{} : text(row, cell, scratch);
    for (std::size_t i = 0; is_date(field) && value.empty() && i < cell.columns.size(); ++i) value = text(row, cell.columns[i]);
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
  if (const auto why = lives_elsewhere(row, plan)) {
    // "Moved", exempt class "E": asked about at a home that another file names. A former address, or one for letters, says nothing of the home.
    if ((!says_not_home(*why) || says_gone(*why)) && !read_flag(*why)) shared.set(Field::absent, "left");
    for (const Field field : {Field::address, Field::address_from, Field::address_to, Field::postcode, Field::town, Field::uprn}) shared.set(field, {});
  }
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
  read_row_deceased(row, content);
  read_death_notes(row);
  read_absence_notes(row);
  FieldsBuilder unnamed;
  read_letters_of_others(row, unnamed, content);
  read_claims_of_whom(row, unnamed, content);
  read_all_words(row, unnamed, content);
  const auto is_living = [](const Pending& one) {
    const auto name = one.fields.titled_name();
    const auto dead = one.fields.get(Field::deceased);
    return !name.empty() && (dead.empty() || dead == "note") && !without_death_remark(name).says_dead;
  };
  if (pending_.size() < 2 || std::ranges::count_if(pending_, is_living) < 2)
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
  if (feed_.is_protected || row_secret_) return true;
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

std::string RowReader::home_of_row() const {
  const auto& fields = pending_.front().fields;
  return fold(std::string{fields.get(Field::address)} + " " + std::string{fields.get(Field::town)});
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
  if (!fields.get(Field::absent).empty()) {
    ++content.records_absence_noted;
    if (content.absence_rows.size() < absence_rows_told && (content.absence_rows.empty() || content.absence_rows.back() != row.row)) content.absence_rows.push_back(row.row);
  }
  if (fields.get(Field::deceased) == "note") ++content.records_death_noted;
  else if (!fields.get(Field::deceased).empty() || !fields.get(Field::death_date).empty()) ++content.records_dead;
  content.records.push_back({.id = RecordId{}, .feed = index_, .key = std::move(key), .fields = fields.packed(), .is_protected = is_protected});
  rows_.push_back(row.row);
}

}  // namespace hearth::record
