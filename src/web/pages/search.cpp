// search.cpp: find a person or a home by what is remembered of them. What is typed is kept in the session, never in an address.
#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "spine/search.h"
#include "spine/search_text.h"
#include "web/components/choices.h"
#include "web/pages/pages.h"
#include "web/pages/paths.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using spine::SearchHead;
using spine::SearchHit;

std::vector<const need::Programme*> tasks_of(const Visit& visit, const spine::Snapshot& snapshot) {
  std::vector<const need::Programme*> out;
  for (const auto& programme : snapshot.programmes)
    if (visit.may_look(snapshot, trust::Action::query, programme.purpose)) out.push_back(&programme);
  return out;
}

struct Typed {
  std::string purpose, text;
  std::string fault_of_purpose{}, fault{};
  [[nodiscard]] bool is_faulty() const { return !fault.empty() || !fault_of_purpose.empty(); }
};

/// One task: it stands above the field. Several: whoever searches says for which.
Html what_for(const std::vector<const need::Programme*>& tasks, const Typed& typed) {
  if (tasks.size() == 1) return el("input", {{"type", "hidden"}, {"name", "purpose"}, {"value", tasks.front()->purpose.text()}});
  ChoicesOptions out{.name = "purpose", .fieldset = FieldsetOptions{.legend = LegendOptions{.content = text("What is it for?"), .classes = "govuk-fieldset__legend--s"}}};
  if (!typed.fault_of_purpose.empty()) out.notes.error = ErrorMessageOptions{.content = text(typed.fault_of_purpose)};
  for (const auto* task : tasks) out.items.push_back({.words = text(task->words), .value = task->purpose.text()});
  if (!typed.purpose.empty()) out.chosen = {typed.purpose};
  return radios(out);
}

Html search_form(const Visit& visit, const std::vector<const need::Programme*>& tasks, const Typed& typed) {
  return form(visit, "/search",
              join(what_for(tasks, typed),
                   field({.name = "typed", .label = "Name, address, postcode, telephone number or date of birth",
                          .hint = "One or several of them, in any order: Smith 62 Weir Lane, J Smith 3/4/1950, or J Smith 1950", .error = typed.fault, .value = typed.text, .autocomplete = "off"}),
                   submit("Search")));
}

Response search_page(const Visit& visit, const std::vector<const need::Programme*>& tasks, const Typed& typed) {
  std::vector<std::pair<std::string, std::string>> faults;
  if (!typed.fault_of_purpose.empty()) faults.emplace_back("purpose", typed.fault_of_purpose);
  if (!typed.fault.empty()) faults.emplace_back("typed", typed.fault);
  return page(visit, {.title = "Search", .back = "/", .active = "/search", .has_error = typed.is_faulty()},
              join(error_summary(faults), tasks.size() == 1 ? el("span", {{"class", "govuk-caption-l"}}, text(tasks.front()->words)) : Html{}, heading("Find a person or a home"),
                   paragraph("Who is found, and that you searched, is written in the log under your name."), search_form(visit, tasks, typed)),
              typed.is_faulty() ? 400 : 200);
}

/// The tasks of this person; with none of them the look itself says why, and is recorded.
Result<std::vector<const need::Programme*>> begun(const Visit& visit, const spine::Snapshot& snapshot, const std::string& purpose) {
  auto tasks = tasks_of(visit, snapshot);
  const bool named = std::ranges::any_of(tasks, [&](const auto* task) { return task->purpose.text() == purpose; });
  if (named || (purpose.empty() && !tasks.empty())) return tasks;
  const auto first = purpose.empty() && !snapshot.programmes.empty() ? snapshot.programmes.front().purpose.text() : purpose;
  HEARTH_TRY(refused, visit.look(trust::Action::query, first, "the page of searches"));
  static_cast<void>(refused);
  return tasks;
}

Result<Response> ask(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  Typed typed{.purpose = std::string{visit.request.query.get("purpose")}, .text = {}};
  HEARTH_TRY(tasks, begun(visit, *snapshot, typed.purpose));
  return search_page(visit, tasks, typed);
}

Result<Response> keep(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  Typed typed{.purpose = std::string{visit.request.form.get("purpose")}, .text = one_line(visit.request.form.get("typed"))};
  HEARTH_TRY(tasks, begun(visit, *snapshot, typed.purpose));
  if (typed.purpose.empty()) typed.fault_of_purpose = "Say what it is for";
  if (typed.text.empty()) typed.fault = "Type a name, an address, a postcode, a telephone number or a date of birth";
  else if (typed.text.size() > spine::SearchText::typed_max) typed.fault = "Type fewer words: at most 200 letters";
  else if (spine::read_search(typed.text, visit.surface.clock.now().date()).is_nothing()) typed.fault = "There is no letter and no number in this";
  if (typed.is_faulty()) return search_page(visit, tasks, typed);
  return Response::see_other("/search/" + std::to_string(visit.surface.sessions.keep_search(visit.token, {typed.purpose, typed.text})));
}

Html person(const SearchHit& hit, const std::string& purpose, const std::string& from) {
  Html address = text("No address held");
  if (hit.uprn) address = link(home_path(*hit.uprn, purpose, from), hit.address);
  else if (!hit.address.empty()) address = text(hit.address);
  std::vector<Html> facts{address};
  if (hit.may_have_moved) facts.push_back(text("May have moved"));
  if (hit.birth_year > 0) facts.push_back(text("Born in " + std::to_string(hit.birth_year)));
  if (!hit.why.empty()) facts.push_back(text("Why found: " + joined(hit.why, "; ")));
  return el("li", {{"class", "hearth-hit"}},
            join(el("h3", {{"class", "govuk-heading-s"}}, link(why_path(hit.person, purpose, from), name_words(hit.name))), bullets(facts)));
}

Html people(const SearchHead& head, const std::vector<SearchHit>& hits, const std::string& from) {
  if (head.too_little)
    return second_heading("People") + paragraph("One letter begins too many names. Type at least two letters of a name, or add a street, a postcode, a telephone number or a date of birth.");
  Html out = second_heading("People");
  if (!head.without.empty()) out += inset(text("Nobody is found by all that you typed. " + std::string{hits.size() == 1 ? "This one is" : "These are"} + " found without " + head.without + "."));
  if (hits.empty())
    return out + paragraph("Nobody is found, in what you may see for this purpose. That does not mean that nobody lives there, or that nobody has this name.");
  Html list;
  for (const auto& hit : hits) list += person(hit, head.purpose, from);
  out += el("ol", {{"class", "govuk-list"}}, list);
  if (head.more_people) out += paragraph("More people fit; these fit best. Add a first name, a street, a postcode or a date of birth.");
  return out;
}

std::string ask_of_street(const std::string& purpose, const std::string& street) {
  return "/ask?purpose=" + percent_encoded(purpose) + "&street=" + percent_encoded(street);
}

Html homes(const SearchHead& head, const std::string& from) {
  if (head.homes.empty() && head.streets.empty()) return {};
  Html out = second_heading("Homes and streets");
  if (head.spelt_nearly) out += paragraph("No street has quite this name. Nearly so:");
  if (head.no_such_number) out += paragraph("The address list has no such number on this street.");
  std::vector<Html> streets;
  for (const auto& street : head.streets) streets.push_back(join(link(ask_of_street(head.purpose, street.name), street.name), text(", " + counted(street.homes, "address"))));
  out += bullets(streets);
  if (head.may_be_any) out += paragraph("It may be any of these:");
  std::vector<Html> items;
  for (const auto& home : head.homes)
    items.push_back(home.uprn ? link(home_path(*home.uprn, head.purpose, from), home.address) : text(home.address));
  out += bullets(items);
  if (head.homes_in_all > head.homes.size()) out += paragraph("The first " + std::to_string(head.homes.size()) + " of " + with_commas(head.homes_in_all) + " addresses. The list of an area shows who is found in them.");
  return out;
}

Result<Response> found(const Visit& visit) {
  const auto number = whole_number(visit.parts.front());
  const auto kept = number ? visit.surface.sessions.search(visit.token, *number) : nullptr;
  if (!kept) return fail("page.not_found", "this search was made in another session. Search again.");
  const auto now = visit.surface.clock.now();
  const auto kinds = spine::search_kinds(kept->typed, now);
  // Before anything is looked up: how fast somebody may ask depends on nothing that is found.
  if (!visit.surface.pace.take(visit.actor->user, now))
    return fail(visit.surface.folder.guard().refuse_for_now(*visit.actor, trust::Action::query, PurposeId{kept->purpose}, kinds));
  HEARTH_TRY(asking, visit.look(trust::Action::query, kept->purpose, kinds));
  auto answer = spine::search(*asking.snapshot, *asking.sight, *asking.programme, kept->typed, now);
  HEARTH_TRY(seen, visit.surface.folder.guard().see_answer(asking.look, std::move(answer.head), std::move(answer.people)));
  std::vector<Html> obligations;
  for (const auto& words : seen.receipt().obligations) obligations.push_back(text(words));
  const auto& head = seen->head;
  const Html odd_day = head.impossible_day.empty() ? Html{} : inset(text("\"" + head.impossible_day + "\" is no day of the calendar: it was left out. Expected for example 3/4/1950."));
  return page(visit, {.title = "Found", .back = "/search?purpose=" + percent_encoded(kept->purpose), .active = "/search"},
              join(el("span", {{"class", "govuk-caption-l"}}, text(head.purpose_words)), heading("Find a person or a home"),
                   search_form(visit, {asking.programme}, {.purpose = kept->purpose, .text = kept->typed}), bullets(obligations), odd_day, people(head, seen->rows, visit.request.path), homes(head, visit.request.path)));
}

}  // namespace

std::vector<Route> search_routes() {
  return {{Method::get, "/search", Door::signed_in, ask}, {Method::post, "/search", Door::signed_in, keep}, {Method::get, "/search/{}", Door::signed_in, found}};
}

}  // namespace hearth::web
