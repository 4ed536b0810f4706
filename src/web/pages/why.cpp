// why.cpp: why this home, why one person, why this: a plain sentence first, the evidence folded below it.
#include "base/text.h"
#include "base/try.h"
#include "people/people_table.h"
#include "spine/explained.h"
#include "web/evidence.h"
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

Result<Response> why(const Visit& visit) {
  const auto number = whole_number(visit.parts.front());
  if (!number) return fail("page.not_found", "this is not the number of a person.");
  HEARTH_TRY(asking, visit.look(trust::Action::explain, std::string{visit.request.query.get("purpose")}, "why: one person"));
  HEARTH_TRY(model, visit.surface.folder.link_model());
  // A person of an older list may have been found to be one with another: the same page answers for both.
  PersonId person{*number};
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(current, people::current_id(session, person));
    person = current;
    return Done{};
  }));
  HEARTH_TRY(seen, visit.surface.folder.guard().see(asking.look, spine::explain_person(*asking.snapshot, *asking.sight, *asking.programme, model, person,
                                                                                      visit.surface.clock.now().date())));
  std::vector<Html> reasons, unknown, aside;
  for (const auto& reason : seen->reasons) reasons.push_back(text(reason.words + (reason.told_by.empty() ? "" : " (" + spaced(reason.told_by) + ")")));
  for (const auto& words : seen->not_known) unknown.push_back(text(words));
  for (const auto& words : seen->left_aside) aside.push_back(text(words));
  return page(visit, {.title = "Why", .back = back_path(visit.request), .active = "/"},
              join(el("span", {{"class", "govuk-caption-l"}}, text(asking.programme->words)), heading(join(text("Why: "), name_words(seen->name, "name not held"))),
                   seen->person == PersonId{*number} ? Html{} : inset(text("You came from an older list: person " + std::to_string(*number) + " of it was found to be the same as this person, number " + std::to_string(seen->person.number()) + ".")),
                   second_heading("What to do"), paragraph(seen->category), bullets(reasons), block("Why this home", seen->home),
                   one_person(*seen), unknown.empty() ? Html{} : second_heading("Not known") + bullets(unknown),
                   aside.empty() ? Html{} : second_heading("Told, and left aside") + bullets(aside)));
}

}  // namespace

std::vector<Route> why_routes() { return {{Method::get, "/why/{}", Door::signed_in, why}}; }

}  // namespace hearth::web
