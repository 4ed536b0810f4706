// row_claims.cpp: the facts that a row tells, and of whom.
#include <algorithm>

#include "base/text.h"
#include "formats/code_end.h"
#include "record/birth_dates.h"
#include "record/due_date.h"
#include "record/field_value.h"
#include "record/mention.h"
#include "record/row_reader.h"

namespace hearth::record {
namespace {

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

/// Days to come that are read: a hundred years.
constexpr int far_ahead = 36500;

}  // namespace

void RowReader::read_all_words(const formats::CsvRow& row, FieldsBuilder& another, FeedContent& content) {
  const bool any = std::ranges::any_of(claims_, [&](const ClaimPlan& plan) { return plan.source->kind == ClaimSource::Kind::words && !text(row, plan.column).empty(); });
  if (!any || pending_.empty()) return;
  const auto people = people_of_row();
  const auto names = given_names(people);
  const auto home = home_of_row();
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
  const std::string date = read_claim_date(row, plan, content);
  const auto ends = read_ends(row, plan, content);
  const std::string ended = ends.size() == 1 ? ends[0] : std::string{};
  if (has_ended(ended)) return;
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
      std::string until = ended;
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
  const auto cell = text(row, plan.column);
  if (cell.empty()) return;
  constexpr int days_to_go_most = 400;
  auto due = read_value(ColumnSource::Type::date, plan.source->format, cell, Date::from_days(today_.days() + days_to_go_most));
  judge_date(row, plan.column, cell, due, content);
  if (!due) return put_aside(row, due.error(), plan.column, false, content);
  const auto read = Date::parse_iso(*due);
  const auto last_day = read->whole() ? *read : Date::from_days(no_longer_under(*read, 0).days() - 1);
  const auto until = no_longer_pregnant(last_day);
  if (until.days() > today_.days()) fields.add_claim(plan.source->name, "true", date, until.text(), plan.source->person.empty());
}

void RowReader::read_claims(const formats::CsvRow& row, const PersonPlan& plan, FieldsBuilder& fields, FeedContent& content) {
  for (const auto& claim : claims_) {
    const bool later = claim.source->kind == ClaimSource::Kind::words || claim.whose_column;
    // Of a row that names several people nobody knows which of them is meant; finish_row() knows how many they are.
    if (!later && (claim.source->person.empty() || claim.source->person == plan.source->name)) read_claim(row, claim, {plan.source->name, claim.source->person.empty()}, fields, content);
  }
}

std::optional<Owners> RowReader::owners_by_word(const ClaimSource& source, std::string_view word, std::span<const RowPerson> people) const {
  const auto known = std::ranges::find(source.whose, fold(trim(word)), &std::pair<std::string, std::string>::first);
  if (known != source.whose.end()) {
    Owners out;
    for (std::size_t i = 0; i < people.size(); ++i)
      if (people[i].role == known->second) out.people.push_back(i);
    out.which_unknown = out.people.size() > 1;
    if (!out.people.empty()) return out;
    // A [person.NAME] whom this row does not name.
    if (std::ranges::any_of(feed_.persons, [&](const auto& person) { return person.name == known->second; })) return Owners{.people = {}, .unnamed = true};
    word = known->second;
  }
  const auto whose = whose_by_word(word);
  if (!whose) return std::nullopt;
  std::optional<std::size_t> about;
  for (std::size_t i = 0; i < people.size() && !about; ++i)
    if (!source.person.empty() && people[i].role == source.person) about = i;
  return owners_of(*whose, people, about);
}

void RowReader::read_claims_of_whom(const formats::CsvRow& row, FieldsBuilder& another, FeedContent& content) {
  if (pending_.empty() || std::ranges::none_of(claims_, [](const ClaimPlan& plan) { return plan.whose_column.has_value(); })) return;
  const auto people = people_of_row();
  for (const auto& plan : claims_)
    if (plan.whose_column) read_claim_of_whom(row, plan, people, another, content);
}

void RowReader::read_claim_of_whom(const formats::CsvRow& row, const ClaimPlan& plan, std::span<const RowPerson> people, FieldsBuilder& another, FeedContent& content) {
  const auto& source = *plan.source;
  const auto said = text(row, *plan.whose_column);
  if (said.empty()) {
    for (auto& one : pending_)
      if (source.person.empty() || one.role == source.person) read_claim(row, plan, {one.role, source.person.empty()}, one.fields, content);
    return;
  }
  // "SPOUSE": one word. "SELF;SPOUSE": one for each code where they are as many, else all of them.
  std::vector<std::string_view> words{said};
  if (!owners_by_word(source, said, people)) words = codes_in(said, ",;+&|/", 0);
  const bool one_each = words.size() > 1 && source.kind == ClaimSource::Kind::codes && words.size() == codes_in(text(row, plan.column), source.split, source.width).size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (trim(words[i]).empty()) continue;
    auto owners = owners_by_word(source, words[i], people);
    if (!owners) {
      put_aside(row, {"claim.unknown_whose", "a word that does not say whose the fact is: it was taken for somebody of the home. Say what it means: whose = { column = \"...\", of = { \"WORD\" = \"self\" } }, or \"spouse\", \"child\", \"parent\", \"other\", or a [person.NAME]."},
                *plan.whose_column, false, content, words[i]);
      owners = Owners{.people = {}, .unnamed = true};
    }
    if (owners->people.empty() && !owners->unnamed) {
      put_aside(row, {"claim.elsewhere", "the need is somebody's who lives elsewhere: no fact of this home was made of it. Read the row, and tell the home that is meant."}, *plan.whose_column, false, content);
      continue;
    }
    const auto only = one_each ? std::optional{i} : std::nullopt;
    for (const auto owner : owners->people) read_claim(row, plan, {pending_[owner].role, owners->which_unknown, only}, pending_[owner].fields, content);
    if (!owners->unnamed) continue;
    FieldsBuilder theirs;
    read_claim(row, plan, {"other", false, only}, theirs, content);
    if (!theirs.empty()) ++content.of_another[heading_[plan.column]];
    another.add_true_claims_of(theirs);
  }
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

void RowReader::read_codes(const formats::CsvRow& row, const ClaimPlan& plan, const ClaimOf& of, std::string_view date, const std::vector<std::string>& ends, FieldsBuilder& fields,
                           FeedContent& content) {
  const auto& source = *plan.source;
  const auto codes = codes_in(text(row, plan.column), source.split, source.width);
  const auto knows = [&](std::string_view code) {
    return std::ranges::any_of(source.values, [wanted = fold(trim(code))](const auto& value) { return fold(trim(value.first)) == wanted; });
  };
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (of.only_code && i != *of.only_code) continue;
    auto parts = formats::CodeEnd{codes[i], {}};
    if (source.ends_behind && !knows(codes[i])) parts = formats::code_end(codes[i]);
    const auto code = trim(parts.code);
    if (code.empty()) continue;
    auto until = ends.size() == 1 ? ends[0] : i < ends.size() ? ends[i] : std::string{};
    const bool short_month = parts.day.size() <= 5 && parts.day.find('/') != std::string_view::npos;
    if (!parts.day.empty()) until = read_claim_day(row, parts.day, source.format.empty() && short_month ? "%m/%y" : source.format, plan.column, true, content);
    for (const auto& [name, factor] : source.values)
      if (fold(trim(name)) == fold(code) && !factor.empty() && !has_ended(until)) fields.add_claim(factor, "true", date, until, of.of_several);
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
    if (flag) fields.add_claim(source.name, *flag ? "true" : "false", date, until, source.person.empty() && *flag);
    else
      put_aside(row, {"claim.unknown_code", "a letter that the feed does not know. Say whose it is: of = { LETTER = \"PERSON\" }, or \"other\" for somebody else at the home."}, plan.column, false, content, letter);
  }
}

void RowReader::read_letters_of_others(const formats::CsvRow& row, FieldsBuilder& another, FeedContent& content) {
  for (const auto& plan : claims_) {
    const auto& source = *plan.source;
    if (source.of.empty()) continue;
    const auto ends = read_ends(row, plan, content);
    if (!ends.empty() && has_ended(ends[0])) continue;
    for (const auto& letter : letters_in(text(row, plan.column), source))
      for (const auto& known : source.of) {
        const bool named = std::ranges::any_of(pending_, [&](const Pending& one) { return one.role == known.second; });
        if (known.first == letter && !named) another.add_claim(source.name, "true", {}, ends.empty() ? std::string_view{} : std::string_view{ends[0]});
      }
  }
}

std::string RowReader::read_claim_date(const formats::CsvRow& row, const ClaimPlan& plan, FeedContent& content) {
  return plan.date_column ? read_claim_day(row, text(row, *plan.date_column), plan.date_format, *plan.date_column, false, content) : std::string{};
}

void RowReader::read_claim(const formats::CsvRow& row, const ClaimPlan& plan, const ClaimOf& of, FieldsBuilder& fields, FeedContent& content) {
  const auto& source = *plan.source;
  const bool of_several = of.of_several;
  const std::string date = read_claim_date(row, plan, content);
  const auto ends = read_ends(row, plan, content);
  const std::string until = ends.size() == 1 ? ends[0] : std::string{};
  if (has_ended(until)) return;
  if (source.kind == ClaimSource::Kind::always) return fields.add_claim(source.name, "true", date, until);
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
    if (source.values.empty()) return fields.add_claim(type, told, date, until, of_several && told == "true");
    for (auto at = named; at != source.values.end(); ++at)
      if (!at->second.empty() && fold(at->first) == fold(type)) fields.add_claim(at->second, told, date, until, of_several && told == "true");
    return;
  }
  const auto cell = text(row, plan.column);
  if (cell.empty()) return;
  if (source.kind == ClaimSource::Kind::codes) return read_codes(row, plan, of, date, ends, fields, content);
  if (!source.of.empty()) return read_letters(row, plan, of.person, date, until, fields, content);
  if (!source.true_values.empty() || !source.false_values.empty()) {
    const auto one_of = [text = fold(cell)](const std::vector<std::string>& words) { return std::ranges::find(words, text) != words.end(); };
    const bool yes = one_of(source.true_values), no = one_of(source.false_values), both = !source.true_values.empty() && !source.false_values.empty();
    if (both && !yes && !no)
      return put_aside(row, {"flag.malformed", "a word that stands neither under true nor under false of this claim: its fact is not known. Add it to one of them in the feed."}, plan.column, false, content);
    return fields.add_claim(source.name, (source.true_values.empty() ? !no : yes) ? "true" : "false", date, until, of_several && (source.true_values.empty() ? !no : yes));
  }
  if (source.type != ColumnSource::Type::text) {
    auto value = read_value(source.type, source.format, cell, today_);
    if (source.type == ColumnSource::Type::date) judge_date(row, plan.column, cell, value, content);
    if (value) fields.add_claim(source.name, *value, date, until);
    else put_aside(row, value.error(), plan.column, false, content);
    return;
  }
  const auto flag = read_flag(cell);
  if (flag) fields.add_claim(source.name, *flag ? "true" : "false", date, until, of_several && *flag);
  else put_aside(row, flag.error(), plan.column, false, content);
}

}  // namespace hearth::record
