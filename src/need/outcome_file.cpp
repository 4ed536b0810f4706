#include "need/outcome_file.h"

#include <charconv>
#include <set>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "need/letter_reference.h"

namespace hearth::need {
namespace {

constexpr std::int64_t pence_most = 100'000;  // a thousand pounds a week: more is a slip of the decimal point

/// "82.90", "£82.90", "1,082.90"; nothing when it is no sum of money.
std::optional<std::int64_t> pence_of(std::string_view text) {
  std::string tidy;
  for (const char c : trim(text))
    if (c != ',' && c != ' ') tidy += c;
  if (tidy.starts_with("\u00A3")) tidy.erase(0, std::string_view{"\u00A3"}.size());
  const auto point = tidy.find('.');
  const auto pounds = whole_number(std::string_view{tidy}.substr(0, point));
  if (!pounds || *pounds > pence_most) return std::nullopt;
  std::int64_t pence = 0;
  if (point != std::string::npos) {
    const auto part = std::string_view{tidy}.substr(point + 1);
    const auto hundredths = whole_number(part);
    if (!hundredths || part.empty() || part.size() > 2) return std::nullopt;
    pence = static_cast<std::int64_t>(*hundredths) * (part.size() == 1 ? 10 : 1);
  }
  return static_cast<std::int64_t>(*pounds) * 100 + pence;
}

class Reader {
 public:
  Reader(const formats::CsvReader& csv) : file_{csv.file()} {
    const auto column = [&](std::string_view name) { return csv.column(name); };
    reference_ = column("reference");
    person_ = column("person_id");
    outcome_ = column("outcome");
    pounds_ = column("pounds_a_week");
    date_ = column("date");
  }
  [[nodiscard]] Result<Done> has_columns() const {
    if (!outcome_ || (!reference_ && !person_))
      return wrong_use("outcome.columns", "expected the columns reference (of the letter) or person_id, outcome, pounds_a_week, and date where it is known.", {.file = file_});
    return Done{};
  }

  Result<OutcomeGiven> read(const formats::CsvRow& row) {
    OutcomeGiven out{.row = row.row, .letter = {}, .person = {}, .told_on = {}};
    HEARTH_CHECK(read_who(row, out));
    const auto outcome = outcome_of(cell(row, outcome_));
    if (!outcome) return fault(row, "outcome.word", "outcome", "expected claimed, refused or no reply.");
    out.outcome = *outcome;
    HEARTH_CHECK(read_pounds(row, out));
    if (const auto day = trim(cell(row, date_)); !day.empty()) {
      const auto date = Date::parse_iso(day);
      if (!date || !date->whole()) return fault(row, "outcome.date", "date", "no such day. Expected YYYY-MM-DD, for example 2026-11-30, or nothing.");
      out.told_on = date->text();
    }
    return out;
  }

 private:
  [[nodiscard]] static std::string_view cell(const formats::CsvRow& row, std::optional<std::size_t> column) {
    return column && *column < row.fields.size() ? row.fields[*column] : std::string_view{};
  }
  [[nodiscard]] tl::unexpected<Error> fault(const formats::CsvRow& row, std::string code, std::string column, std::string message) const {
    return fail(std::move(code), std::move(message), {.file = file_, .row = row.row, .column = std::move(column)});
  }
  Result<Done> read_who(const formats::CsvRow& row, OutcomeGiven& out) {
    if (const auto reference = trim(cell(row, reference_)); !reference.empty()) {
      out.letter = read_letter_reference(reference);
      if (!out.letter) return fault(row, "outcome.reference", "reference", "no letter has this reference: a letter or a digit is mistyped. It stands at the end of the letter.");
      if (!letters_.insert(*out.letter).second) return fault(row, "outcome.repeated", "reference", "this letter stands in a row above: the first counts.");
      return Done{};
    }
    const auto person = whole_number(trim(cell(row, person_)));
    if (!person) return fault(row, "outcome.person", person_ ? "person_id" : "reference", "neither a reference nor a person_id.");
    out.person = static_cast<std::int64_t>(*person);
    if (!persons_.insert(*out.person).second) return fault(row, "outcome.repeated", "person_id", "this person stands in a row above: the first counts.");
    return Done{};
  }
  Result<Done> read_pounds(const formats::CsvRow& row, OutcomeGiven& out) const {
    const auto text = trim(cell(row, pounds_));
    const auto pence = pence_of(text);
    const bool is_sum = pence && *pence > 0 && *pence <= pence_most;
    if (out.outcome == Outcome::claimed && !is_sum)
      return fault(row, "outcome.pounds", "pounds_a_week", "a claim needs what it brings: pounds a week, above 0 and up to 1,000, for example 82.90.");
    if (out.outcome != Outcome::claimed && !text.empty() && pence != 0)
      return fault(row, "outcome.pounds", "pounds_a_week", "only a claim brings money: leave it empty, or put the outcome right.");
    out.pence_a_week = out.outcome == Outcome::claimed ? *pence : 0;
    return Done{};
  }

  std::string file_;
  std::optional<std::size_t> reference_, person_, outcome_, pounds_, date_;
  std::set<std::int64_t> letters_, persons_;
};

}  // namespace

Result<OutcomeFile> read_outcome_file(Files& files, const Path& path) {
  HEARTH_TRY(bytes, files.read_all(path, limits::json_bytes_max));
  OutcomeFile out;
  out.version = ContentHash::of(bytes).text();
  HEARTH_TRY(source, files.open(path));
  HEARTH_TRY(csv, formats::CsvReader::open(std::move(source), path.filename().string()));
  Reader reader{csv};
  HEARTH_CHECK(reader.has_columns());
  formats::CsvRow row;
  while (true) {
    HEARTH_TRY(more, csv.next(row));
    if (!more) break;
    ++out.rows_in;
    if (row.fault) {
      out.put_aside.push_back(*row.fault);
      continue;
    }
    auto given = reader.read(row);
    if (given) out.rows.push_back(std::move(*given));
    else out.put_aside.push_back(given.error());
  }
  return out;
}

}  // namespace hearth::need
