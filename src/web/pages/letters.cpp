// letters.cpp: a programme's letters as one PDF, to everybody of a list or to one person; each is kept with its number and in the log.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "need/outcome_table.h"
#include "spine/letters.h"
#include "web/components/choices.h"
#include "web/letters_sent.h"
#include "web/pages/letter_forms.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

bool may_write(const Visit& visit, const spine::Asking& asking) {
  return asking.programme->writes_letters() && visit.may_look(*asking.snapshot, trust::Action::export_, asking.look.purpose);
}

ChoiceItem wish(std::string_view words, std::string name) { return {.words = text(words), .value = "yes", .name = std::move(name)}; }

ChoicesOptions wishes(std::vector<ChoiceItem> items) {
  ChoicesOptions out{.name = "wish"};
  out.fieldset = FieldsetOptions{.legend = {.content = text("If you want"), .classes = "govuk-fieldset__legend--s"}};
  out.items = std::move(items);
  return out;
}

/// Guards the rows, numbers the letters and prints them. `again`: also to those who have had one.
Result<Response> print(const Visit& visit, const spine::Asking& asking, std::vector<spine::LetterRow> rows, bool again, const std::string& file) {
  const auto now = visit.surface.clock.now();
  auto& folder = visit.surface.folder;
  const auto policy = folder.guard().policy();
  HEARTH_TRY(facts, letter_facts(visit.surface.files, *policy, asking, now, !visit.request.form.get("large").empty()));
  HEARTH_TRY(seen, folder.guard().see_list(asking.look, std::move(rows)));
  HEARTH_TRY(made, number_letters(folder, asking, seen, now, again));
  if (made.letters.empty()) return fail(no_letters(made));
  HEARTH_TRY(pdf, letter_pack(made, facts));
  Response out;
  out.content_type = "application/pdf";
  out.headings.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string{visit.made_up ? "MADE-UP-" : ""} + file + "\"");
  out.body = std::move(pdf);
  return out;
}

Result<Response> to_everybody(const Visit& visit) {
  const auto kept = kept_area(visit);
  if (!kept) return fail("page.not_found", "this list was asked in another session. Ask again from the start page.");
  HEARTH_TRY(asking, visit.look(trust::Action::export_, kept->purpose, kept->asked.words));
  HEARTH_TRY(rows, spine::letter_rows(*asking.snapshot, *asking.sight, *asking.programme, kept->asked, visit.surface.clock.now(), visit.surface.threads));
  return print(visit, asking, std::move(rows), !visit.request.form.get("again").empty(), kept->purpose + "-letters.pdf");
}

/// Who asks for one person's letter means to write it, whether they have had one or not.
Result<Response> to_one(const Visit& visit) {
  const std::string purpose{visit.request.form.get("purpose")};
  HEARTH_TRY(person, current_person(visit, visit.parts.front()));
  HEARTH_TRY(asking, visit.look(trust::Action::export_, purpose, "a letter to one person"));
  HEARTH_TRY(rows, spine::letter_row_of(*asking.snapshot, *asking.sight, *asking.programme, person, visit.surface.clock.now(), visit.surface.threads));
  return print(visit, asking, std::move(rows), true, purpose + "-letter.pdf");
}

}  // namespace

Html letters_form(const Visit& visit, const spine::Asking& asking, const std::string& path) {
  if (!may_write(visit, asking)) return {};
  return second_heading("Write to them", "letters") +
         paragraph("A letter for each person whose name and address are sure, in plain words, without what we think they are owed. Whoever has had it gets no second one.") +
         paragraph("For one person alone, or again in large print: open their name below.") +
         form(visit, path + "/letters", join(checkboxes(wishes({wish("Large print", "large"), wish("Also to those who have had one", "again")})), submit("Write the letters (PDF)")));
}

Result<Html> one_letter_form(const Visit& visit, const spine::Asking& asking, PersonId person) {
  if (!may_write(visit, asking)) return Html{};
  bool had_one = false;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(written_to, need::people_written_to(session, asking.programme->id.text()));
    had_one = std::ranges::binary_search(written_to, static_cast<std::int64_t>(person.number()));
    return Done{};
  }));
  const auto number = std::to_string(person.number());
  const Html purpose = el("input", {{"type", "hidden"}, {"name", "purpose"}, {"value", asking.look.purpose.text()}});
  return second_heading("Write to them", "letter") +
         paragraph(had_one ? "They have had this letter. This writes it again, with a reference of its own." : "The letter to this person alone, in plain words, without what we think they are owed.") +
         form(visit, "/why/" + number + "/letter", join(purpose, checkboxes(wishes({wish("Large print", "large")})), submit(had_one ? "Write the letter again (PDF)" : "Write the letter (PDF)")));
}

std::vector<Route> letter_routes() {
  return {{Method::post, "/list/{}/letters", Door::signed_in, to_everybody}, {Method::post, "/why/{}/letter", Door::signed_in, to_one}};
}

}  // namespace hearth::web
