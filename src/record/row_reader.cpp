#include "record/row_reader.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/assertion.h"
#include "base/postcode.h"
#include "base/text.h"
#include "formats/code_end.h"
#include "formats/value_shapes.h"
#include "record/birth_dates.h"
#include "record/death_note.h"
#include "record/death_remark.h"
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
/// Days to come that are read: a hundred years.
constexpr int far_ahead = 36500;

Error birth_too_long_ago() {
  return {"birth.too_long_ago", "nobody alive was born so long ago; often it stands for a date that is not known. Expected a birth within " +
                                    std::to_string(oldest_years) + " years; name a word for \"not known\" in the feed: null = [\"01/01/1900\"]."};
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
  others_ = {};
  row_words_read_ = row_nobody_ = false;
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
  if (lives_elsewhere(row, plan))
    for (const Field field : {Field::address, Field::address_from, Field::address_to, Field::postcode, Field::town, Field::uprn}) shared.set(field, {});
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
  if (others_.partner.empty()) others_.beside = pending_.size();
  read_claims(row, plan, shared, content);
  row_words_read_ = true;
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
    pending_.push_back({plan.source->name.empty() ? key + "/" + number : base + number, std::move(fields), is_protected, plan.source->name});
  }
}

void RowReader::finish_row(const formats::CsvRow& row, const std::string& key, FeedContent& content) {
  read_row_deceased(row, content);
  read_death_notes(row);
  read_letters_of_others(row, content);
  const auto is_named = [](const Pending& one) { return !one.fields.titled_name().empty(); };
  FieldsBuilder unnamed;
  unnamed.add_claims_of(others_.another);
  // "JT: deaf" in a row of two tenants is of the one whom the row is not about; beside one person, of somebody without a name.
  if (pending_.size() == 2 && std::ranges::all_of(pending_, is_named)) pending_[others_.beside == 0 ? 1 : 0].fields.add_claims_of(others_.partner);
  else unnamed.add_claims_of(others_.partner);
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
bool RowReader::lives_elsewhere(const formats::CsvRow& row, const PersonPlan& plan) const {
  std::string scratch;
  return std::ranges::any_of(plan.home_flags, [&](const Cell& cell) {
    const auto value = text(row, cell, scratch);
    if (value.empty()) return false;
    const auto flag = flag_in(*cell.source, value);
    return flag.has_value() && !*flag;
  });
}

void RowReader::read_death_notes(const formats::CsvRow& row) {
  std::vector<NotedPerson> people;
  for (const auto& one : pending_) {
    const auto whole = one.fields.get(Field::full_name);
    const auto parts = whole.empty() ? std::vector<NamedPerson>{} : split_joint(whole);
    if (parts.size() == 1) people.push_back({parts[0].title, parts[0].given_name, parts[0].surname});
    else people.push_back({std::string{one.fields.get(Field::title)}, std::string{one.fields.get(Field::given_name)}, std::string{one.fields.get(Field::surname)}});
  }
  std::string scratch;
  std::vector<std::size_t> read;  // a note that several people of the row share is read once
  for (const auto& plan : persons_)
    for (const auto& cell : plan.deceased_flags) {
      if (cell.source->contains.empty() || std::ranges::find(read, cell.columns.front()) != read.end()) continue;
      read.push_back(cell.columns.front());
      const auto told = deaths_noted(text(row, cell, scratch), cell.source->contains, people);
      for (std::size_t i = 0; i < told.size(); ++i) {
        auto& fields = pending_[i].fields;
        if (told[i] == NotedDeath::none || fields.get(Field::deceased) == "yes" || fields.get(Field::deceased) == "remark") continue;
        fields.set(Field::deceased, told[i] == NotedDeath::this_one ? "remark" : "note");
      }
    }
}

void RowReader::read_words(std::string_view cell, const ClaimPlan& plan, std::string_view date, FieldsBuilder& fields, FeedContent& content) {
  const auto folded = in_one_line(cell);
  // Read for each person of the row; what it says of others is taken, and counted, once.
  const bool again = row_words_read_ && plan.source->person.empty();
  bool denied = false, of_another = false;
  std::vector<TextRange> covered, places;
  std::string_view last;
  for (const auto i : plan.longest_first) {
    const std::string_view words = plan.words[i];
    const bool another_phrase = words != last;
    if (another_phrase) covered.insert(covered.end(), places.begin(), places.end()), places.clear();
    last = words;
    const auto& factor = plan.source->values[i].second;
    const auto mention = mention_of(folded, words, covered, places.empty() ? &places : nullptr);
    if (mention == Mention::none) continue;
    for (auto& place : places) place.silent = factor.empty();
    if (mention == Mention::said && !factor.empty()) fields.add_claim(factor, "true", date);
    if (again) continue;
    if (mention == Mention::denied) denied = true;
    else if (another_phrase) ++content.words_said[{plan.source->column, plan.source->values[i].first}];
    if (mention == Mention::of_another || mention == Mention::of_partner) of_another = true;
    if (factor.empty()) continue;
    if (mention == Mention::of_another) others_.another.add_claim(factor, "true", date);
    if (mention == Mention::of_partner) others_.partner.add_claim(factor, "true", date);
  }
  if (denied) ++content.denied[heading_[plan.column]];
  if (of_another) ++content.of_another[heading_[plan.column]];
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

void RowReader::read_claims(const formats::CsvRow& row, const PersonPlan& plan, FieldsBuilder& fields, FeedContent& content) {
  for (const auto& claim : claims_)
    if (claim.source->person.empty() || claim.source->person == plan.source->name) read_claim(row, claim, plan.source->name, fields, content);
}

std::string RowReader::read_claim_day(const formats::CsvRow& row, std::string_view written, const std::string& format, std::size_t column, bool ahead, FeedContent& content) {
  if (written.empty()) return {};
  auto day = read_value(ColumnSource::Type::date, format, written, ahead ? Date::from_days(today_.days() + far_ahead) : today_);
  judge_date(row, column, written, day, content);
  // What ends in March ends with its last day.
  if (day && ahead) return last_day(Date::parse_iso(*day).value()).text();
  if (day) return *day;
  put_aside(row, day.error(), column, false, content);
  return {};
}

std::vector<std::string> RowReader::read_ends(const formats::CsvRow& row, const ClaimPlan& plan, FeedContent& content) {
  if (!plan.until_column) return {};
  const auto cell = text(row, *plan.until_column);
  const auto& marks = plan.source->split;
  const bool apart = plan.source->kind == ClaimSource::Kind::codes && !marks.empty() && cell.find_first_of(marks) != std::string_view::npos;
  std::vector<std::string> out;
  // A date may have the mark in it: "14/03/2026" beside codes parted by "/", "3 Sep 26" beside codes between blanks.
  const bool one_day = !apart || read_value(ColumnSource::Type::date, plan.until_format, cell, Date::from_days(today_.days() + far_ahead)).has_value();
  if (one_day) out.push_back(read_claim_day(row, cell, plan.until_format, *plan.until_column, true, content));
  else
    for (const auto part : codes_in(cell, marks, 0)) out.push_back(read_claim_day(row, part, plan.until_format, *plan.until_column, true, content));
  return out;
}

/// What has ended is no longer true; a day that cannot be read ends nothing.
bool RowReader::has_ended(std::string_view until) const {
  const auto day = Date::parse_iso(until);
  return day && day->days() <= today_.days();
}

void RowReader::read_codes(const formats::CsvRow& row, const ClaimPlan& plan, std::string_view cell, std::string_view date, const std::vector<std::string>& ends, FieldsBuilder& fields,
                           FeedContent& content) {
  const auto& source = *plan.source;
  const auto codes = codes_in(cell, source.split, source.width);
  const auto knows = [&](std::string_view code) {
    return std::ranges::any_of(source.values, [wanted = fold(trim(code))](const auto& value) { return fold(trim(value.first)) == wanted; });
  };
  for (std::size_t i = 0; i < codes.size(); ++i) {
    auto parts = formats::CodeEnd{codes[i], {}};
    if (source.ends_behind && !knows(codes[i])) parts = formats::code_end(codes[i]);
    const auto code = trim(parts.code);
    if (code.empty()) continue;
    auto until = ends.size() == 1 ? ends[0] : i < ends.size() ? ends[i] : std::string{};
    const bool short_month = parts.day.size() <= 5 && parts.day.find('/') != std::string_view::npos;
    if (!parts.day.empty()) until = read_claim_day(row, parts.day, source.format.empty() && short_month ? "%m/%y" : source.format, plan.column, true, content);
    for (const auto& [name, factor] : source.values)
      if (fold(trim(name)) == fold(code) && !factor.empty() && !has_ended(until)) fields.add_claim(factor, "true", date, until);
    if (knows(code)) continue;
    const auto end = formats::code_end(code);
    const bool dated = !end.day.empty() && knows(end.code);
    put_aside(row, {"claim.unknown_code", dated ? std::string{"a code with a day behind it. When the code holds until then, say so beside values: ends_behind = true."} :
                                          std::string{"a code that the feed does not know. Say what it means under values of [claims]: \"CODE\" = \"FACTOR\", or \"CODE\" = \"\" when it says nothing."}},
              plan.column, false, content, code);
  }
}

namespace {

/// "M", "MJ" and "M/J" as the letters that a claim knows; the whole cell where it is a word of its own.
std::vector<std::string> letters_in(std::string_view cell, const ClaimSource& source) {
  const auto knows = [&](std::string_view text) { return std::ranges::any_of(source.of, [&](const auto& one) { return one.first == text; }); };
  std::vector<std::string> out;
  for (const auto part : codes_in(cell, ",;/&+ ", 0)) {
    const auto text = fold(part);
    if (text.empty()) continue;
    const bool run_together = !knows(text) && std::ranges::all_of(text, [&](char c) { return knows(std::string(1, c)); });
    if (!run_together) out.push_back(text);
    else for (const char c : text) out.emplace_back(1, c);
  }
  return out;
}

}  // namespace

void RowReader::read_letters(const formats::CsvRow& row, const ClaimPlan& plan, const std::string& person, std::string_view date, std::string_view until, FieldsBuilder& fields, FeedContent& content) {
  const auto& source = *plan.source;
  const auto one_of = [](const std::vector<std::string>& words, const std::string& text) { return std::ranges::find(words, text) != words.end(); };
  for (const auto& letter : letters_in(text(row, plan.column), source)) {
    bool known = false;
    for (const auto& [name, whose] : source.of) {
      if (name != letter) continue;
      known = true;
      if (whose == person) fields.add_claim(source.name, "true", date, until);
    }
    if (known) continue;
    const auto flag = one_of(source.true_values, letter) ? Result<bool>{true} : one_of(source.false_values, letter) ? Result<bool>{false} : read_flag(letter);
    if (flag) fields.add_claim(source.name, *flag ? "true" : "false", date, until);
    else if (!row_words_read_)
      put_aside(row, {"claim.unknown_code", "a letter that the feed does not know. Say whose it is: of = { LETTER = \"PERSON\" }, or \"other\" for somebody else at the home."}, plan.column, false, content, letter);
  }
}

void RowReader::read_letters_of_others(const formats::CsvRow& row, FeedContent& content) {
  for (const auto& plan : claims_) {
    const auto& source = *plan.source;
    if (source.of.empty()) continue;
    const auto ends = read_ends(row, plan, content);
    if (!ends.empty() && has_ended(ends[0])) continue;
    for (const auto& letter : letters_in(text(row, plan.column), source))
      for (const auto& known : source.of) {
        const bool named = std::ranges::any_of(pending_, [&](const Pending& one) { return one.person == known.second; });
        if (known.first == letter && !named) others_.another.add_claim(source.name, "true", {}, ends.empty() ? std::string_view{} : std::string_view{ends[0]});
      }
  }
}

void RowReader::read_claim(const formats::CsvRow& row, const ClaimPlan& plan, const std::string& person, FieldsBuilder& fields, FeedContent& content) {
  const auto& source = *plan.source;
  const std::string date = plan.date_column ? read_claim_day(row, text(row, *plan.date_column), plan.date_format, *plan.date_column, false, content) : std::string{};
  const auto ends = read_ends(row, plan, content);
  const std::string until = ends.size() == 1 ? ends[0] : std::string{};
  if (has_ended(until)) return;
  if (source.kind == ClaimSource::Kind::always) return fields.add_claim(source.name, "true", date, until);
  if (source.kind == ClaimSource::Kind::born) return read_births(row, plan, date, fields, content);
  if (source.kind == ClaimSource::Kind::attribute) {
    const auto type = text(row, plan.type_column);
    const auto value = text(row, plan.value_column);
    if (type.empty()) return;
    const auto named = std::ranges::find_if(source.values, [&](const auto& v) { return fold(v.first) == fold(type); });
    if (!source.values.empty() && named == source.values.end()) return;
    const auto flag = read_flag(value.empty() ? "yes" : value);
    const auto told = flag ? std::string_view{*flag ? "true" : "false"} : value;
    if (source.values.empty()) return fields.add_claim(type, told, date, until);
    for (auto at = named; at != source.values.end(); ++at)
      if (!at->second.empty() && fold(at->first) == fold(type)) fields.add_claim(at->second, told, date, until);
    return;
  }
  const auto cell = text(row, plan.column);
  if (cell.empty()) return;
  if (source.kind == ClaimSource::Kind::codes) return read_codes(row, plan, cell, date, ends, fields, content);
  if (source.kind == ClaimSource::Kind::words) return read_words(cell, plan, date, fields, content);
  if (!source.of.empty()) return read_letters(row, plan, person, date, until, fields, content);
  if (!source.true_values.empty() || !source.false_values.empty()) {
    const auto one_of = [text = fold(cell)](const std::vector<std::string>& words) { return std::ranges::find(words, text) != words.end(); };
    const bool yes = one_of(source.true_values), no = one_of(source.false_values), both = !source.true_values.empty() && !source.false_values.empty();
    if (both && !yes && !no)
      return put_aside(row, {"flag.malformed", "a word that stands neither under true nor under false of this claim: its fact is not known. Add it to one of them in the feed."}, plan.column, false, content);
    return fields.add_claim(source.name, (source.true_values.empty() ? !no : yes) ? "true" : "false", date, until);
  }
  if (source.type != ColumnSource::Type::text) {
    auto value = read_value(source.type, source.format, cell, today_);
    if (source.type == ColumnSource::Type::date) judge_date(row, plan.column, cell, value, content);
    if (value) fields.add_claim(source.name, *value, date, until);
    else put_aside(row, value.error(), plan.column, false, content);
    return;
  }
  const auto flag = read_flag(cell);
  if (flag) fields.add_claim(source.name, *flag ? "true" : "false", date, until);
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
