#include "place/match_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "formats/plain_text.h"
#include "formats/html_page.h"
#include "place/address_tokens.h"
#include "place/match_file.h"

namespace hearth::place {
namespace {

using formats::HtmlBar;
using formats::HtmlPage;
using formats::HtmlTable;

constexpr std::array all_bands{Band::exact, Band::likely, Band::building, Band::ambiguous, Band::none};
constexpr std::size_t faults_shown_max = 20;
constexpr std::size_t candidates_shown = 3;

bool is_answer(Band band) { return band == Band::exact || band == Band::likely; }

std::string_view words_of_band(Band band) {
  switch (band) {
    case Band::exact: return "one property, and the text is its address part by part";
    case Band::likely: return "one property, clearly before the next, though not word for word";
    case Band::building: return "the building is known, the flat in it is not";
    case Band::ambiguous: return "several properties could be meant; the answer is left to a person";
    case Band::none: return "no property could be meant";
  }
  return {};
}

struct ReasonWords {
  Band band;
  std::string_view reason, words;
};
constexpr std::array reason_words{
    ReasonWords{Band::exact, "same_text", "Every part of the text is the property's, and nothing is left over."},
    ReasonWords{Band::exact, "decided", "Somebody has decided about this address: the file of decisions that the gazetteer names says so."},
    ReasonWords{Band::none, "decided_none", "Somebody has decided that there is no such premises: the file of decisions that the gazetteer names says so."},
    ReasonWords{Band::likely, "best_by_margin", "The best property leads the next one by enough to need no look."},
    ReasonWords{Band::likely, "letter_not_said", "The text has a number without a letter; one building alone has that number, and it has a letter."},
    ReasonWords{Band::building, "flat_missing", "The building has flats and the text names none. Ask for the flat."},
    ReasonWords{Band::building, "flat_not_known", "The gazetteer does not have the flat that the text names: a new conversion, or another way to count."},
    ReasonWords{Band::likely, "successor", "The address is of a property that is gone; the gazetteer tells which one stands in its place, and that is the answer."},
    ReasonWords{Band::ambiguous, "several_successors", "The address is of a property that is gone, and several stand in its place. The candidates are all of them."},
    ReasonWords{Band::ambiguous, "several_alike", "Two or more properties fit about equally well. A locality or postcode often tells them apart."},
    ReasonWords{Band::ambiguous, "below_likely", "One property fits best, but not well enough to take it without a look."},
    ReasonWords{Band::ambiguous, "elsewhere", "The best property does not lie in the postcode or locality that the text says, and a similar one does."},
    ReasonWords{Band::ambiguous, "suffix_missing", "The number has a lettered neighbour (59 and 59A), and lists often lose the letter. Ask which door."},
    ReasonWords{Band::ambiguous, "number_missing", "The street or building fits, but the text has no house number."},
    ReasonWords{Band::none, "empty", "The row has no address."},
    ReasonWords{Band::none, "too_long", "The text is longer than 500 bytes, which no address is. Are several columns joined in one?"},
    ReasonWords{Band::none, "not_text", "The bytes are no text. Save the file as UTF-8."},
    ReasonWords{Band::none, "not_an_address", "The text says that there is no premises: no fixed abode, a PO box, or marks only."},
    ReasonWords{Band::none, "street_unknown", "No street or building of the gazetteer is in the text: outside the area, new, or badly misspelt."},
    ReasonWords{Band::none, "number_not_on_street", "The street is known, and this number or name is not on it: new, demolished, or mistyped."},
    ReasonWords{Band::none, "number_missing", "The street is known, and the text has no house number or name."},
    ReasonWords{Band::none, "too_weak", "Something in the gazetteer resembles the text, too little to offer it."},
};

std::string share(std::uint64_t part, std::uint64_t all) {
  return all == 0 ? "-" : fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(all));
}

std::string line_of(const Gazetteer& gazetteer, const Uprn& uprn) {
  const auto found = gazetteer.find(uprn);
  return found ? gazetteer.address_line(*found) + " (" + uprn.text() + ")" : uprn.text();
}

void tell_what_was_read(HtmlPage& page, const MatchFileResult& result, const Gazetteer& gazetteer, std::string_view file) {
  std::string columns;
  for (const auto& heading : result.address) columns += (columns.empty() ? "" : ", ") + heading;
  HtmlTable table{.caption = "The file and the gazetteer", .columns = {{"What"}, {"Which"}}};
  table.rows = {{"File", std::string{file}},
                {"Rows", with_commas(result.rows)},
                {"Rows with a fault", with_commas(result.rows_with_faults)},
                {"Address from", columns},
                {"Postcode from", result.postcode.empty() ? "no column of its own" : result.postcode},
                {"Id from", result.id.empty() ? "the row number" : result.id},
                {"Gazetteer", gazetteer.name()},
                {"Version of the gazetteer", gazetteer.version()},
                {"Properties in it", with_commas(gazetteer.size())},
                {"Version of the matcher", std::string{matcher_version}}};
  page.heading("What was read").table(table);
}

void tell_faults(HtmlPage& page, const MatchFileResult& result) {
  if (result.faults.empty()) return;
  HtmlTable table{.caption = "Rows with a fault, answered from what could be read", .columns = {{"Row", true}, {"Column"}, {"Fault"}}};
  for (std::size_t i = 0; i < result.faults.size() && i < faults_shown_max; ++i) {
    const auto& fault = result.faults[i];
    table.rows.push_back({std::to_string(fault.where.row), fault.where.column, fault.message});
  }
  page.heading("Faults in the file").table(table);
  if (result.rows_with_faults > table.rows.size()) page.paragraph("And " + with_commas(result.rows_with_faults - table.rows.size()) + " more.");
}

void tell_bands(HtmlPage& page, const MatchFileResult& result) {
  const auto count = [&](Band band) { return result.bands[static_cast<std::size_t>(band)]; };
  const auto answered = count(Band::exact) + count(Band::likely);
  page.heading("Answers");
  page.paragraph(fmt::format("{} of {} rows ({}) have a property that can be used as it stands; {} wait for a person; for {} there is none.",
                             with_commas(answered), with_commas(result.rows), share(answered, result.rows),
                             with_commas(count(Band::building) + count(Band::ambiguous)), with_commas(count(Band::none))));
  HtmlTable table{.caption = "Rows by band", .columns = {{"Band"}, {"Rows", true}, {"Share", true}, {"What it means"}}};
  std::vector<HtmlBar> bars;
  for (const auto band : all_bands) {
    bars.push_back({std::string{name_of(band)}, count(band)});
    table.rows.push_back({std::string{name_of(band)}, with_commas(count(band)), share(count(band), result.rows), std::string{words_of_band(band)}});
  }
  page.bars("Bar chart of the rows by band; the table below has the same figures.", bars).table(table);
}

void tell_reasons(HtmlPage& page, const MatchFileResult& result) {
  page.heading("Why rows have no property of their own");
  bool any = false;
  for (const auto band : {Band::none, Band::ambiguous, Band::building}) {
    std::vector<std::pair<std::string, std::uint64_t>> reasons{result.tally.reasons(band).begin(), result.tally.reasons(band).end()};
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    HtmlTable table{.caption = "Band " + std::string{name_of(band)}, .columns = {{"Reason"}, {"Rows", true}, {"Share of all", true}, {"What it means"}}};
    for (const auto& [reason, rows] : reasons)
      table.rows.push_back({reason, with_commas(rows), share(rows, result.rows), std::string{words_of_reason(band, reason)}});
    any |= !reasons.empty();
    page.table(table);
  }
  if (!any) page.paragraph("Every row has one.");
}

HtmlTable parts_table(std::string caption, std::string heading, const std::vector<std::pair<std::string, MatchTally::Part>>& parts) {
  HtmlTable table{.caption = std::move(caption), .columns = {{std::move(heading)}, {"Rows", true}, {"With a property", true}, {"Share", true}}};
  for (const auto& [name, part] : parts) table.rows.push_back({name, with_commas(part.rows), with_commas(part.answered), share(part.answered, part.rows)});
  return table;
}

/// Where rows are missed: by place, and by flat or house. Nobody should be missed because of where they live.
void tell_parts(HtmlPage& page, const MatchFileResult& result) {
  constexpr std::size_t areas_shown = 40;
  constexpr std::uint64_t rows_to_compare = 20;
  page.heading("Who is found, by area and kind of address");
  const auto& kinds = result.tally.kinds();
  page.table(parts_table("Rows by what their text names", "The text names", {kinds.begin(), kinds.end()}));
  std::vector<std::pair<std::string, MatchTally::Part>> areas;
  MatchTally::Part others;
  for (const auto& [outcode, part] : result.tally.areas()) {
    if (part.rows >= rows_to_compare || outcode.empty()) areas.emplace_back(outcode.empty() ? "no postcode" : outcode, part);
    else others.rows += part.rows, others.answered += part.answered;
  }
  const auto missed = [](const auto& one) { return static_cast<double>(one.second.answered) / static_cast<double>(std::max<std::uint64_t>(one.second.rows, 1)); };
  std::ranges::stable_sort(areas, {}, missed);
  while (areas.size() > areas_shown) {
    others.rows += areas.back().second.rows, others.answered += areas.back().second.answered;
    areas.pop_back();
  }
  if (others.rows > 0) areas.emplace_back("all others", others);
  page.paragraph("By the outward code that the row gives; where least is found stands first.");
  page.table(parts_table("Rows by outward code", "Outward code", areas));
}

void tell_probabilities(HtmlPage& page, const MatchFileResult& result) {
  page.heading("How sure");
  page.paragraph("The probability that the best property is the one meant, given this gazetteer. Rows near a border deserve a look first.");
  HtmlTable table{.caption = "Rows by probability of the best property", .columns = {{"Probability"}, {"All rows", true}, {"Answered", true}, {"Not answered", true}}};
  std::vector<HtmlBar> bars;
  for (std::size_t i = MatchTally::bins; i-- > 0;) {
    const auto answered = result.tally.answered()[i], others = result.tally.not_answered()[i];
    const auto label = fmt::format("{:.1f} to {:.1f}", static_cast<double>(i) / 10, static_cast<double>(i + 1) / 10);
    bars.push_back({label, answered + others});
    table.rows.push_back({label, with_commas(answered + others), with_commas(answered), with_commas(others)});
  }
  page.bars("Bar chart of the rows by probability; the table below has the same figures.", bars).table(table);
}

std::string answer_of(const MatchSample& sample, const Gazetteer& gazetteer) {
  const auto& p = sample.placement;
  if (p.uprn) return line_of(gazetteer, *p.uprn);
  if (p.candidates.empty()) return "none";
  std::string text = p.candidates.size() == 1 ? "perhaps: " : "one of " + std::to_string(p.candidates.size()) + ": ";
  for (std::size_t i = 0; i < p.candidates.size() && i < candidates_shown; ++i) text += (i > 0 ? "; " : "") + line_of(gazetteer, p.candidates[i]);
  return text + (p.candidates.size() > candidates_shown ? "; ..." : "");
}

void tell_samples(HtmlPage& page, const MatchFileResult& result, const Gazetteer& gazetteer) {
  page.heading("Samples");
  page.paragraph(fmt::format("Up to {} rows of each band, spread over the whole file. Margin: by how many bits the best property leads the next.",
                             MatchTally::samples_max));
  if (result.tally.not_shown() > 0) page.paragraph(formats::counted(result.tally.not_shown(), "row") + (result.tally.not_shown() == 1 ? " is" : " are") + " marked as protected and not shown.");
  for (const auto band : all_bands) {
    HtmlTable table{.caption = "Band " + std::string{name_of(band)},
                    .columns = {{"Row", true}, {"Address as given"}, {"Answer"}, {"Runner-up"}, {"Probability", true}, {"Margin", true}, {"Reason"}}};
    if (!result.id.empty()) table.columns.insert(table.columns.begin() + 1, {result.id});
    for (const auto& s : result.tally.samples(band)) {
      const auto& p = s.placement;
      table.rows.push_back({std::to_string(s.row), s.postcode.empty() ? s.text : s.text + " | " + s.postcode, answer_of(s, gazetteer),
                            p.runner_up ? line_of(gazetteer, *p.runner_up) : "-", fmt::format("{:.3f}", p.probability.value()),
                            fmt::format("{:.1f}", p.margin.value()), p.reason});
      if (!result.id.empty()) table.rows.back().insert(table.rows.back().begin() + 1, s.id);
    }
    page.table(table);
  }
}

}  // namespace

void MatchTally::add(const Asked& asked, const Placement& answer) {
  const auto band = static_cast<std::size_t>(answer.band);
  auto& reasons = reasons_[band];
  const auto reason = reasons.find(answer.reason);
  if (reason == reasons.end()) reasons.emplace(answer.reason, 1);
  else ++reason->second;
  const auto bin = std::min<std::size_t>(bins - 1, static_cast<std::size_t>(std::max(0.0, answer.probability.value() * static_cast<double>(bins))));
  ++(is_answer(answer.band) ? answered_ : not_answered_)[bin];
  count(asked, is_answer(answer.band));
  if (!asked.may_show) {
    ++not_shown_;
    return;
  }
  const auto sample = [&] { return MatchSample{asked.row, std::string{asked.id}, std::string{asked.text}, std::string{asked.postcode}, answer}; };
  auto& kept = samples_[band];
  const auto seen = ++may_show_[band];
  if (kept.size() < samples_max) kept.push_back(sample());
  else if (const auto at = random_.below(seen); at < samples_max) kept[at] = sample();
}

void MatchTally::count(const Asked& asked, bool answered) {
  auto outcode = outcode_of(asked.text, asked.postcode);
  if (areas_.size() >= areas_max && !areas_.contains(outcode)) outcode.clear();
  for (auto* part : {&areas_[std::move(outcode)], &kinds_[std::string{kind_of_text(asked.text)}]}) {
    ++part->rows;
    part->answered += answered ? 1 : 0;
  }
}

std::string_view kind_of_text(std::string_view text) {
  thread_local AddressTokens tokens;
  if (!tokens.read(text) || (tokens.words.empty() && tokens.codes.empty())) return "nothing";
  const bool unit = !tokens.designator.empty() || std::ranges::any_of(tokens.codes, [](const AddressCode& code) { return code.said_flat || code.kind == CodeKind::storey; });
  if (unit) return "a flat, room or unit";
  return std::ranges::any_of(tokens.codes, [](const AddressCode& code) { return code.kind == CodeKind::number; }) ? "a house number" : "a name without a number";
}

std::string outcode_of(std::string_view text, std::string_view postcode) {
  auto code = read_postcode(trim(postcode));
  if (code.outward == 0) {
    thread_local AddressTokens tokens;
    if (tokens.read(text)) code = tokens.postcode;
  }
  const auto whole = code.text();
  return whole.substr(0, whole.find(' '));
}

std::vector<MatchSample> MatchTally::samples(Band band) const {
  auto sorted = samples_[static_cast<std::size_t>(band)];
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
  return sorted;
}

std::string_view words_of_reason(Band band, std::string_view reason) noexcept {
  const auto found = std::find_if(reason_words.begin(), reason_words.end(), [&](const ReasonWords& r) { return r.band == band && r.reason == reason; });
  return found == reason_words.end() ? std::string_view{} : found->words;
}

std::string match_report_html(const MatchFileResult& result, const Gazetteer& gazetteer, std::string_view file) {
  HtmlPage page{"Address matching report"};
  tell_bands(page, result);
  tell_reasons(page, result);
  tell_parts(page, result);
  tell_probabilities(page, result);
  tell_what_was_read(page, result, gazetteer, file);
  tell_faults(page, result);
  tell_samples(page, result, gazetteer);
  return page.finish();
}

}  // namespace hearth::place
