#include "place/evaluate_matches.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "base/try.h"
#include "base/uprn.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "place/placement.h"

namespace hearth::place {
namespace {

struct Answer {
  Band band{Band::none};
  std::optional<Uprn> uprn;
  std::vector<Uprn> candidates;
  bool used{false};
};

Result<formats::CsvReader> open_csv(Files& files, const Path& path) {
  HEARTH_TRY(source, files.open(path));
  return formats::CsvReader::open(std::move(source), path.string());
}

Result<std::size_t> column_of(const formats::CsvReader& reader, const std::string& heading) {
  const auto column = reader.column(heading);
  if (!column) return wrong_use("evaluate.no_column", "there is no column of this name.", {.file = reader.file(), .column = heading});
  return *column;
}

tl::unexpected<Error> repeated(const formats::CsvReader& reader, const formats::CsvRow& row, const std::string& heading) {
  return wrong_use("evaluate.repeated_id", "this id was in an earlier row already. Ids must be unique; leave --id out to join by row number.",
                   {.file = reader.file(), .row = row.row, .column = heading});
}

std::vector<Uprn> uprns_of(std::string_view text) {
  std::vector<Uprn> all;
  if (trim(text).empty()) return all;
  for (const auto part : split(text, '|'))
    if (const auto uprn = Uprn::parse(part)) all.push_back(*uprn);
  return all;
}

std::string_view field_of(const formats::CsvRow& row, std::size_t column) {
  return column < row.fields.size() ? trim(row.fields[column]) : std::string_view{};
}

Result<std::unordered_map<std::string, Answer>> read_answers(Files& files, const Path& path) {
  HEARTH_TRY(reader, open_csv(files, path));
  HEARTH_TRY(id, column_of(reader, "id"));
  HEARTH_TRY(uprn, column_of(reader, "uprn"));
  HEARTH_TRY(band, column_of(reader, "band"));
  const auto candidates = reader.column("candidates");
  std::unordered_map<std::string, Answer> answers;
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, reader.next(row));
    if (!more) break;
    Answer answer{.band = band_of(field_of(row, band)).value_or(Band::none), .uprn = std::nullopt, .candidates = {}};
    const auto one = uprns_of(field_of(row, uprn));
    if (!one.empty()) answer.uprn = one.front();
    if (candidates) answer.candidates = uprns_of(field_of(row, *candidates));
    if (!answers.emplace(std::string{field_of(row, id)}, std::move(answer)).second) return repeated(reader, row, "id");
  }
  return answers;
}

bool among(const std::vector<Uprn>& gold, const std::vector<Uprn>& offered) {
  return std::any_of(offered.begin(), offered.end(), [&](const Uprn& u) { return std::find(gold.begin(), gold.end(), u) != gold.end(); });
}

void count(const Answer& answer, const std::vector<Uprn>& gold, bool has_gold, MatchScore& score) {
  const bool right = answer.uprn && among(gold, {*answer.uprn});
  switch (answer.band) {
    case Band::exact:
    case Band::likely:
      ++score.answered;
      ++(right ? score.right : score.wrong);
      score.false_on_blank += !has_gold;
      return;
    case Band::building:
      ++score.building;
      score.building_right += right || among(gold, answer.candidates);
      return;
    case Band::ambiguous:
      ++score.ambiguous;
      score.ambiguous_right += among(gold, answer.candidates);
      return;
    case Band::none: ++score.none; return;
  }
}

}  // namespace

Result<MatchScore> evaluate_matches(Files& files, const EvaluateMatchesAsk& ask) {
  HEARTH_TRY(answers, read_answers(files, ask.matches));
  HEARTH_TRY(reader, open_csv(files, ask.truth));
  HEARTH_TRY(gold, column_of(reader, ask.gold));
  std::optional<std::size_t> id;
  if (ask.id) {
    HEARTH_TRY(column, column_of(reader, *ask.id));
    id = column;
  }
  MatchScore score;
  std::unordered_map<std::string, bool> seen;
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, reader.next(row));
    if (!more) break;
    ++score.rows;
    const auto key = id ? std::string{field_of(row, *id)} : std::to_string(score.rows);
    if (id && !seen.emplace(key, true).second) return repeated(reader, row, *ask.id);
    const bool has_gold = !field_of(row, gold).empty();
    score.with_gold += has_gold;
    const auto found = answers.find(key);
    if (found == answers.end()) {
      ++score.not_matched;
      continue;
    }
    found->second.used = true;
    count(found->second, uprns_of(field_of(row, gold)), has_gold, score);
  }
  for (const auto& [key, answer] : answers) score.not_in_truth += !answer.used;
  return score;
}

std::string match_score_json(const MatchScore& s) {
  formats::json::object match;
  match["precision"] = s.precision();
  match["recall"] = s.recall();
  match["f1"] = s.f1();
  match["answered"] = s.answered;
  match["right"] = s.right;
  match["wrong"] = s.wrong;
  match["false_on_blank"] = s.false_on_blank;
  formats::json::object all;
  all["match"] = std::move(match);
  return formats::write_json(all);
}

std::string match_score_table(const MatchScore& s) {
  std::string text = fmt::format("rows {}, with premises {}\nanswered {}: right {}, wrong {} ({} where there are no premises)\n",
                                 with_commas(s.rows), with_commas(s.with_gold), with_commas(s.answered), with_commas(s.right),
                                 with_commas(s.wrong), with_commas(s.false_on_blank));
  text += fmt::format("precision {:.4f}   recall {:.4f}   F1 {:.4f}\n", s.precision(), s.recall(), s.f1());
  text += fmt::format("not answered: building {} (right building {}), ambiguous {} (the right one is offered {}), none {}\n",
                      with_commas(s.building), with_commas(s.building_right), with_commas(s.ambiguous), with_commas(s.ambiguous_right),
                      with_commas(s.none));
  if (s.not_matched + s.not_in_truth > 0)
    text += fmt::format("rows of the truth without a match row {}, match rows without truth {}\n", with_commas(s.not_matched), with_commas(s.not_in_truth));
  return text;
}

}  // namespace hearth::place
