#include "web/letter_pack.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "formats/pdf_sheet.h"
#include "need/letter_reference.h"
#include "web/letter_text.h"

namespace hearth::web {
namespace {

using formats::SheetRole;
using formats::SheetTag;

constexpr double usual_size = 12, large_size = 18;  // RNIB: large print is 16 to 18 point

/// The parts of a letter that blank lines divide.
std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> out;
  bool ended = true;
  for (const auto line : split(text, '\n')) {
    if (trim(line).empty()) {
      ended = true;
      continue;
    }
    if (ended) out.emplace_back(line);
    else out.back() += "\n" + std::string{line};
    ended = false;
  }
  return out;
}

/// Lines of running text are joined; indented ones are steps, each an item of its own.
void write_part(formats::PdfSheet& sheet, const std::string& part, double size, bool keeps_lines) {
  if (part.starts_with("  ")) {
    for (const auto line : split(part, '\n')) {
      sheet.open(SheetRole::item);
      sheet.text({.runs = {{"\u2022 " + std::string{trim(line)}, false}}, .size = size, .indent = 10, .hanging = 12});
      sheet.close();
    }
    return;
  }
  // Who needs large print must be able to read that there is some; who has it already needs no offer.
  const bool offers_large = part.find("in large print") != std::string::npos;
  if (offers_large && size >= large_size) return;
  sheet.text({.runs = {{keeps_lines ? part : one_line(part), false}}, .size = offers_large ? large_size : size, .lines_kept = keeps_lines});
}

void write_letter(formats::PdfSheet& sheet, const Letter& letter, const LetterFacts& facts) {
  const double size = facts.large_print ? large_size : usual_size;
  const auto text = filled_in(facts.text, {{"name", letter.name}, {"address", letter.address}, {"telephone", facts.telephone}, {"organisation", facts.organisation},
                                           {"reference", need::letter_reference(letter.number)}});
  sheet.new_page({});
  bool greeted = false, titled = false;
  for (const auto& part : paragraphs(text)) {
    const bool is_title = greeted && !titled;
    if (is_title) sheet.text({.runs = {{one_line(part), true}}, .size = size + 2, .tag = SheetTag::heading_1});
    else write_part(sheet, part, size, !greeted || part.starts_with(facts.organisation));
    titled = titled || is_title;
    greeted = greeted || part.starts_with("Dear ");
    sheet.gap(size * 0.8);
  }
}

}  // namespace

LettersMade letters_of(const trust::Seen<std::vector<spine::LetterRow>>& seen, std::int64_t first_number, const std::vector<std::int64_t>& written_to) {
  LettersMade out;
  for (const auto& row : *seen) {
    if (std::ranges::binary_search(written_to, static_cast<std::int64_t>(row.person.number()))) {
      ++out.written_before;
    } else if (!row.to.address_verified || row.to.address_lines.empty()) {
      ++out.address_not_sure;
    } else if (!row.to.name_verified || row.to.name.empty()) {
      ++out.name_not_sure;
    } else {
      out.letters.push_back({first_number + static_cast<std::int64_t>(out.letters.size()), row.person, row.to.name, joined(row.to.address_lines, "\n") + "\n" + row.to.postcode});
    }
  }
  return out;
}

Result<LetterFacts> letter_facts(Files& files, const trust::Policy& policy, const spine::Asking& asking, Instant now, bool large_print) {
  const auto& programme = *asking.programme;
  LetterFacts out;
  HEARTH_TRY(text, letter_text(files, programme, "first-letter"));
  if (text.empty()) return wrong_use("letter.none", "the programme " + programme.id.text() + " writes no letters: it has no [[letter]] with the name first-letter.");
  out.text = std::move(text);
  out.title = "Letters: " + programme.words;
  out.organisation = organisation_name(policy, programme.lead);
  out.telephone = spine::telephone_in(asking.snapshot->contact_of(programme));
  out.made_at = now;
  out.made_up = asking.snapshot->place.made_up;
  out.large_print = large_print;
  return out;
}

Result<std::string> letter_pack(const LettersMade& made, const LetterFacts& facts) {
  formats::PdfSheet sheet{{.title = facts.title, .author = facts.organisation, .made_at = facts.made_at,
                           .banner = facts.made_up ? "MADE-UP PEOPLE" : "", .head_right = {}, .foot = {}, .numbered = false}};
  for (const auto& letter : made.letters) write_letter(sheet, letter, facts);
  return sheet.finish();
}

}  // namespace hearth::web
