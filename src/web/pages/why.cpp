// why.cpp: why this home, why one person, why this: a plain sentence first, the evidence folded below it.
#include "base/pounds.h"
#include "base/text.h"
#include "base/try.h"
#include "spine/asking.h"
#include "spine/explained.h"
#include "web/evidence.h"
#include "web/pages/letter_forms.h"
#include "web/pages/pages.h"
#include "web/pages/paths.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

Html lines(const std::vector<std::string>& all, std::size_t from) {
  Html out;
  for (std::size_t i = from; i < all.size(); ++i) out += text(all[i] + "\n");
  return el("pre", {{"class", "hearth-evidence"}, {"tabindex", "0"}}, out);
}

/// The first line is the sentence; what follows is for those who want to check it.
Html block(std::string_view title, const std::vector<std::string>& all) {
  if (all.empty()) return {};
  Html out = second_heading(title) + paragraph(all.front());
  if (all.size() > 1)
    out += folded("The evidence", lines(all, 1));
  return out;
}

/// Why the records are one person: in a sentence, each pair with its picture and the same figures as a table.
Html one_person(const spine::PersonExplained& seen) {
  if (seen.same_person.empty()) return {};
  Html out = second_heading("Why one person") + paragraph(seen.same_person.front());
  for (const auto& doubt : seen.doubts) out += warning(doubt);
  for (const auto& pair : seen.joined) {
    const auto both = spaced(pair.left) + " and " + spaced(pair.right);
    out += paragraph(both + ": " + pair.sentence);
    out += folded("The evidence: " + both, evidence_chart("How much each comparison says, added up from left to right. The same figures are in the table below.", pair.lines) +
                                               evidence_table("The evidence, in bits: one more doubles the odds", pair.lines, Numbers::bits));
  }
  return out;
}

/// What they could be owed, and how it was reckoned: each line at its worst and its best.
Html money(const std::optional<spine::MoneyTold>& told) {
  if (!told) return {};
  std::vector<std::vector<Html>> lines;
  for (const auto& line : told->reckoned)
    lines.push_back({text(line.words), text(line.may_take_all ? "may take all" : in_pounds(line.least)), text(in_pounds(line.most))});
  lines.push_back({el("strong", text("in all, a week")), el("strong", text(in_pounds(told->least))), el("strong", text(in_pounds(told->most)))});
  std::vector<Html> wider;
  for (const auto& words : told->not_known) wider.push_back(text(words));
  return join(second_heading("What they could be owed"), paragraph(told->words()),
              table("How it was reckoned: pounds a week, rates " + told->rates, {{"What"}, {"Least", true}, {"Most", true}}, lines),
              wider.empty() ? Html{} : paragraph("What would narrow it, if somebody asked:") + bullets(wider),
              paragraph("Savings Credit, housing costs and additions for children are not in it, so the true sum may be higher. It is for staff: no letter tells it."));
}

Result<Response> why(const Visit& visit) {
  if (visit.request.query.get("purpose").empty()) return ask_what_for(visit);
  HEARTH_TRY(asking, visit.look(trust::Action::explain, std::string{visit.request.query.get("purpose")}, "why: one person"));
  HEARTH_TRY(model, visit.surface.folder.link_model());
  HEARTH_TRY(person, current_person(visit, visit.parts.front()));
  HEARTH_TRY(seen, visit.surface.folder.guard().see(asking.look, spine::explain_person(*asking.snapshot, *asking.sight, *asking.programme, model, person,
                                                                                      visit.surface.clock.now().date())));
  Html letter;
  if (seen->is_found) {
    HEARTH_TRY(written, one_letter_form(visit, asking, person));
    letter = written;
  }
  std::vector<Html> reasons, unknown, aside;
  for (const auto& reason : seen->reasons) reasons.push_back(text(reason.words + (reason.told_by.empty() ? "" : " (" + spaced(reason.told_by) + ")")));
  for (const auto& words : seen->not_known) unknown.push_back(text(words));
  for (const auto& words : seen->left_aside) aside.push_back(text(words));
  return page(visit, {.title = "Why", .back = back_path(visit.request), .active = "/"},
              join(el("span", {{"class", "govuk-caption-l"}}, text(asking.programme->words)), heading(join(text("Why: "), name_words(seen->name, "name not held"))),
                   whole_number(visit.parts.front()) == person.number() ? Html{} : inset(text("You came from an older list: person " + visit.parts.front() + " of it was found to be the same as this person, number " + std::to_string(person.number()) + ".")),
                   second_heading("What to do"), paragraph(seen->category), bullets(reasons), money(seen->money), block("Why this home", seen->home),
                   one_person(*seen), unknown.empty() ? Html{} : second_heading("Not known") + bullets(unknown),
                   aside.empty() ? Html{} : second_heading("Told, and left aside") + bullets(aside), letter));
}

}  // namespace

Result<PersonId> current_person(const Visit& visit, std::string_view number) {
  const auto whole = whole_number(number);
  if (!whole) return fail("page.not_found", "this is not the number of a person.");
  return spine::person_now(visit.surface.folder, PersonId{*whole});
}

std::vector<Route> why_routes() { return {{Method::get, "/why/{}", Door::signed_in, why}}; }

}  // namespace hearth::web
