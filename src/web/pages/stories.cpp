// stories.cpp: three stories of a demonstration, each some clicks through the real pages, with what to look for. Made-up places only.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "base/try.h"
#include "need/cohort_check.h"
#include "spine/door_row_guard.h"
#include "spine/explained.h"
#include "spine/sight.h"
#include "trust/decide.h"
#include "web/demo_staff.h"
#include "web/door_pack.h"
#include "web/pack_facts.h"
#include "web/pages/pages.h"
#include "web/pages/paths.h"
#include "web/pages/seen_list.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using spine::DoorRow;

struct Step {
  Html todo;
  std::string look_for;
};

Response story(const Visit& visit, const std::string& title, const std::string& lead, const std::vector<Step>& steps, const Html& first = {}) {
  Html list;
  for (const auto& step : steps)
    list += el("li", {{"class", "hearth-task"}}, step.todo + el("p", {{"class", "govuk-body"}}, el("strong", text("Look for: ")) + text(step.look_for)));
  return page(visit, {.title = title, .back = "/"}, join(heading(title), el("p", {{"class", "govuk-body-l"}}, text(lead)), first,
                                                         el("ol", {{"class", "govuk-list govuk-list--number"}}, list)));
}

Html hidden(std::string name, std::string value) { return el("input", {{"type", "hidden"}, {"name", std::move(name)}, {"value", std::move(value)}}); }

std::string hundredths(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::lround(seconds * 100));
  return std::to_string(whole / 100) + "." + std::to_string(whole / 10 % 10) + std::to_string(whole % 10);
}

/// The list of the story and its pack, made now, with the clock beside them.
struct Clocked {
  SeenList list;
  double list_seconds{0}, pack_seconds{0};
};
Result<Clocked> make_clocked(const Visit& visit, const AskedArea& asked) {
  const auto& clock = visit.surface.clock;
  const double begun = clock.steady_seconds();
  HEARTH_TRY(list, seen_list(visit, asked, trust::Action::query));
  const double listed = clock.steady_seconds();
  const auto policy = visit.surface.folder.guard().policy();
  HEARTH_TRY(facts, pack_facts(visit.surface.files, *policy, list.asking, list.doors, asked.asked, clock.now(), {}));
  HEARTH_TRY(pdf, door_pack(list.doors, facts));
  return Clocked{std::move(list), listed - begun, clock.steady_seconds() - listed};
}


/// A button that asks as the form of Ask does.
Html ask_button(const Visit& visit, const std::string& purpose, const std::string& field, std::string value, std::string_view words) {
  return form(visit, "/ask", join(hidden("purpose", purpose), hidden(field, std::move(value)), submit(words)));
}

std::optional<std::string> flood_of(const Visit& visit, const spine::Snapshot& snapshot) {
  constexpr std::uint64_t bytes_max = 1U << 20;
  auto content = visit.surface.files.read_all(snapshot.place.path.parent_path() / "flood.geojson", bytes_max);
  return content ? std::optional{std::move(*content)} : std::nullopt;
}

Result<std::shared_ptr<const spine::Snapshot>> made_up_place(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  if (!snapshot->place.made_up) return fail("page.not_found", "stories are told of made-up places only.");
  return snapshot;
}

Html why_link(const DoorRow& row, const std::string& purpose, const std::string& from) {
  return link(why_path(row.person, purpose, from), join(text("Why "), name_words(row.name, "this person"), text(" is on the list")));
}

/// One person of the list of whom many files tell, each in its own spelling.
struct OneOfMany {
  DoorRow row;
  std::size_t records{0}, spellings{0};
};

/// Looked for among those whom most organisations know; only whom the story shows is opened, and logged.
Result<std::optional<OneOfMany>> one_of_many(const Visit& visit, const std::string& purpose, std::vector<DoorRow> rows) {
  constexpr std::size_t looked_at = 12;
  std::erase_if(rows, [](const DoorRow& row) { return row.part != spine::Part::door || !row.uprn; });
  std::ranges::stable_sort(rows, std::greater<>{}, [](const DoorRow& row) { return row.known_to.size(); });
  if (rows.size() > looked_at) rows.resize(looked_at);
  HEARTH_TRY(asking, visit.look(trust::Action::explain, purpose, "why: one person"));
  HEARTH_TRY(model, visit.surface.folder.link_model());
  const auto today = visit.surface.clock.now().date();
  std::optional<spine::PersonExplained> best;
  const DoorRow* of = nullptr;
  for (const auto& row : rows) {
    auto seen = spine::explain_person(*asking.snapshot, *asking.sight, *asking.programme, model, row.person, today);
    if (!seen || (best && std::pair{seen->spellings, seen->records_told} <= std::pair{best->spellings, best->records_told})) continue;
    best = std::move(seen);
    of = &row;
  }
  if (of == nullptr) return std::optional<OneOfMany>{};
  HEARTH_TRY(seen, visit.surface.folder.guard().see(asking.look, std::move(best)));
  return std::optional{OneOfMany{*of, seen->records_told, seen->spellings}};
}

/// How an organisation of the place is named on lists.
std::string name_of(const spine::Snapshot& snapshot, const std::string& organisation) {
  const auto declared = snapshot.organisations.find(organisation);
  return declared == snapshot.organisations.end() ? organisation : declared->second.name;
}

/// People whom neither of two organisations, as far as theirs may be named, has on a list.
std::size_t known_to_neither(const std::vector<DoorRow>& rows, const std::string& one, const std::string& other) {
  return static_cast<std::size_t>(std::ranges::count_if(rows, [&](const DoorRow& row) {
    return !row.known_to.empty() && std::ranges::none_of(row.known_to, [&](const std::string& who) {
      return who.starts_with(one) || who.starts_with(other) || who == "a council care contact";
    });
  }));
}

Result<Response> flood(const Visit& visit) {
  HEARTH_TRY(snapshot, made_up_place(visit));
  const std::string purpose = "flood-welfare", street = "Weir Lane";
  spine::AreaAsked asked;
  asked.words = "the story of one street";
  asked.street = street;
  HEARTH_TRY(made, make_clocked(visit, {purpose, asked}));
  const auto& rows = made.list.doors->rows;
  const auto& head = made.list.doors->head;
  const auto area = flood_of(visit, *snapshot);
  std::vector<Step> steps{{area ? ask_button(visit, purpose, "area", *area, "Ask for the flooded area") : ask_button(visit, purpose, "street", street, "Ask for " + street),
                           "how many homes there are, on a map, before any name is shown."},
                          {paragraph("Press \"Show the list\"."),
                           "doors in the order in which a crew walks; who is known to one organisation only; who needs power and is on no register; how many homes nothing is held "
                           "on."}};
  HEARTH_TRY(one, one_of_many(visit, purpose, rows));
  if (one) {
    steps.push_back({paragraph(link(home_path(*one->row.uprn, purpose, visit.request.path), one->row.address)),
                     counted(one->row.known_to.size(), "organisation") + " that may be named for one person here; whom to call; the nearest help that is open now."});
    steps.push_back({paragraph(why_link(one->row, purpose, visit.request.path)),
                     counted(one->records, "record") + " that may be named, " + counted(one->spellings, "spelling") + " of the name, one person; and how strong each piece of evidence is, under \"Why one person\"."});
  }
  steps.push_back({paragraph("Go back to the list, and press \"Print the pack for crews\"."),
                   "a street on each page with its map, tick boxes, and what a crew must do: never a diagnosis, a benefit or a source. It is what still works when the power is gone."});
  const Html clocked = inset(text("Made for this page just now, for " + street + " alone, one street of the flooded area: a list of " + counted(head.people, "person") + " behind " + counted(head.doors, "door") + " in " + hundredths(made.list_seconds) +
                                  " seconds, and its pack for crews in " + hundredths(made.pack_seconds) +
                                  ". Calderdale's published figure for the same question is 4 hours by hand, and about a minute with files that had been joined before. Of those people " + with_commas(head.known_to_one) + (head.known_to_one == 1 ? " is" : " are") + " known to one organisation only, and " +
                                  with_commas(known_to_neither(rows, name_of(*snapshot, "weir_networks"), name_of(*snapshot, "council"))) + " are on neither the power company's nor the council's list, as far as those may be named."));
  return story(visit, "1. Flood tonight", "The river is rising. Each organisation sent its file, none of which knows the others. Who needs a knock at the door, and in which order?", steps, clocked);
}

/// The honest twin: whom we would have written to wrongly, by the truth of the made-up district.
Step wrongly_written(const Visit& visit, const std::string& purpose) {
  const auto checks = need::kept_checks(visit.surface.files, visit.surface.folder.path());
  const auto check = std::ranges::find(checks, purpose, &need::CohortChecked::programme);
  if (check == checks.end()) return {paragraph("Whom we would have written to wrongly"), "nobody has held this district against its truth yet: start the demonstration again."};
  const std::string counts = with_commas(check->wrongly) + " of the " + counted(check->found, "person") + " found are owed nothing, by the truth of this made-up district, and " +
                             with_commas(check->missed) + " of the " + with_commas(check->truly) + " who are owed something are not found. A letter that is wrong says \"we are not sure\"; the Pension Service decides.";
  if (!check->somebody_wrongly) return {paragraph("The honest twin: whom we would have written to wrongly"), counts};
  return {paragraph(link(why_path(*check->somebody_wrongly, purpose, visit.request.path), "The honest twin: somebody whom we would have written to wrongly")),
          counts + " This person is one of those owed nothing: no page says so, because only whoever made the district knows."};
}

/// Somebody at a door of whom most is known: their sum has a least that is above nothing, where anybody's has.
const DoorRow* person_of_story(const std::vector<DoorRow>& rows) {
  const auto least_of = [](const DoorRow& row) { return row.part == spine::Part::door && row.money ? row.money->least : -1.0; };
  const auto most = std::ranges::max_element(rows, {}, least_of);
  return most == rows.end() ? nullptr : &*most;
}

std::string sum_of_story(const DoorRow& person) {
  if (!person.money) return {};
  spine::MoneyInAll one;
  one.add(*person.money);
  return "what they could be owed, " + one.by_the_year() + ", and how it was reckoned, line by line; ";
}

/// What the list of the story comes to, worked out for this page.
Html found_in_all(const std::string& where, const spine::AreaHead& head) {
  if (!head.money || head.money->people == 0) return {};
  return inset(text("Found in " + where + " just now: " + counted(head.people, "person") + " who could be owed, in all, ") + el("strong", text(head.money->by_the_year())) + text(". " + head.money->basis()));
}

Result<Response> money(const Visit& visit) {
  HEARTH_TRY(snapshot, made_up_place(visit));
  const std::string purpose = "pension-credit";
  const auto& properties = snapshot->properties();
  std::string outward;
  for (std::size_t i = 0; i < properties.size() && outward.empty(); ++i)
    if (const auto code = Postcode::parse(properties.at(place::PropertyIndex{i}).shown.postcode)) outward = code->outward();
  spine::AreaAsked asked;
  asked.words = "the story of one postcode";
  asked.postcode = outward;
  HEARTH_TRY(shown, seen_list(visit, {purpose, asked}, trust::Action::query));
  std::vector<Step> steps{{ask_button(visit, purpose, "postcode", outward, "Ask for " + outward), "how many homes there are, before any name is shown."},
                          {paragraph("Press \"Show the list\"."), "who may be owed it on what is known, how much a week (a range where something is not known), and what to ask; above the list, pounds a year in all, an estimate."}};
  if (const auto* person = person_of_story(shown.doors->rows)) {
    steps.push_back({paragraph(why_link(*person, purpose, visit.request.path)), sum_of_story(*person) + "which fact came from which file, and what is not known."});
    steps.push_back({paragraph("On the same page, tick \"Large print\" and press \"Write the letter\"."),
                     "one letter, in large print, to whoever asks for it; it says whom to ring for that. The sum is not in it: it is for staff, who help them to ask."});
  }
  steps.push_back({paragraph("Go back to the list, and press \"Write the letters\"."),
                   "a letter for each person whose name and address are sure, in plain words, in large print when you tick it. What we think they are owed is for staff, and in no letter."});
  steps.push_back({paragraph(link("/programmes/pension-credit", "What we look for: Pension Credit")),
                   "the rule in words, the power it rests on and what it is never used for; what to say when they ring; the pounds a year that the letters brought, as replies come in."});
  steps.push_back(wrongly_written(visit, purpose));
  steps.push_back({paragraph(link("/looks", "Your looks")), "each list and each person that you opened in this story, with its purpose."});
  return story(visit, "2. Money not claimed", "Pension Credit is owed to people who never asked. In 17 London boroughs 8,200 letters brought 2,165 people 8.4 million pounds a year.", steps,
               found_in_all(outward, shown.doors->head));
}

/// One home as one of the staff sees it, and the sentence that decided.
struct SeenAs {
  const trust::StaffMember* member;
  std::string purpose, sentence;
  bool allowed{false};
  std::vector<std::string> told;
};

std::vector<std::string> told_of(const std::vector<DoorRow>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) {
    if (row.reasons.empty()) continue;
    std::string one = (row.name.empty() ? std::string{"Name not held"} : row.name) + (row.on_list ? ", " + row.category : std::string{}) + ": ";
    for (std::size_t i = 0; i < row.reasons.size(); ++i) one += (i > 0 ? "; " : "") + row.reasons[i].words;
    if (!row.phone.empty()) one += ". Telephone " + row.phone;
    out.push_back(std::move(one));
  }
  return out;
}

/// The agreements by which a look sees anything.
std::vector<std::string> agreements_in_force(const Visit& visit, const spine::Asking& asking) {
  const auto sources = spine::sources_of(asking.snapshot->place);
  const auto grants = visit.surface.folder.guard().grants(asking.look.actor, asking.look.action, asking.look.purpose, sources);
  std::set<std::string> out;
  for (std::size_t i = 0; i < grants.size(); ++i)
    if (grants[i].visible) out.insert(sources[i].agreement.text());
  return {out.begin(), out.end()};
}

/// A guarded look under their own name: it is decided, and written in the log, as any other.
SeenAs home_as(const Visit& visit, const trust::StaffMember& member, const std::string& purpose, Uprn home) {
  SeenAs out{.member = &member, .purpose = purpose, .sentence = {}};
  SilentProgress silent;
  const spine::AreaAsked asked{.words = "one home, for the story of who may see what", .shape = {}, .street = {}, .postcode = {}, .uprn = home};
  const auto refused = [&](const Error& error) {
    out.sentence = error.message.starts_with("refused: ") ? error.message.substr(9) : error.message;
    return out;
  };
  const auto asking = spine::begin_look(visit.surface.folder, member.actor(), trust::Action::open, purpose, asked.words, silent);
  if (!asking) return refused(asking.error());
  auto answer = spine::ask_area(*asking->snapshot, *asking->sight, *asking->programme, asked, visit.surface.clock.now(), visit.surface.threads);
  if (!answer) return refused(answer.error());
  const auto seen = visit.surface.folder.guard().see_answer(asking->look, std::move(answer->head), std::move(answer->rows));
  if (!seen) return refused(seen.error());
  out.allowed = true;
  out.told = told_of((*seen)->rows);
  out.sentence = "Allowed by " + joined(agreements_in_force(visit, *asking), ", ") + ". " + joined(seen->receipt().obligations, " ");
  return out;
}

/// A home of the street on which several facts are told, as the duty officer sees it.
std::optional<Uprn> home_of_story(const Visit& visit, const trust::StaffMember& officer) {
  SilentProgress silent;
  spine::AreaAsked asked{.words = "the story of who may see what", .shape = {}, .street = "Weir Lane", .postcode = {}};
  const auto asking = spine::begin_look(visit.surface.folder, officer.actor(), trust::Action::query, "flood-welfare", asked.words, silent);
  if (!asking) return std::nullopt;
  auto answer = spine::ask_area(*asking->snapshot, *asking->sight, *asking->programme, asked, visit.surface.clock.now(), visit.surface.threads);
  if (!answer) return std::nullopt;
  const auto seen = visit.surface.folder.guard().see_answer(asking->look, std::move(answer->head), std::move(answer->rows));
  if (!seen) return std::nullopt;
  // A home of few people: the table is to be read at a glance.
  std::map<std::string_view, std::size_t> people_at;
  for (const auto& row : (*seen)->rows) ++people_at[row.address];
  constexpr std::size_t few = 2;
  const auto most = std::ranges::max_element((*seen)->rows, {}, [&](const DoorRow& row) {
    return row.part == spine::Part::door && people_at[row.address] <= few ? row.reasons.size() * 8 + row.known_to.size() : 0;
  });
  return most == (*seen)->rows.end() ? std::nullopt : most->uprn;
}

/// Who sees most first, then who sees a part, then nothing; those whose work is no list last.
std::vector<trust::StaffMember> in_order_of_story(std::vector<trust::StaffMember> staff) {
  constexpr std::array<std::string_view, 4> first{"demo-duty-officer", "demo-benefits-officer", "demo-volunteer", "demo-charity-worker"};
  std::ranges::stable_sort(staff, {}, [&](const trust::StaffMember& member) { return std::ranges::find(first, member.user) - first.begin(); });
  return staff;
}

Html who_table(const Visit& visit, const spine::Snapshot& snapshot, const std::vector<trust::StaffMember>& staff) {
  const auto officer = std::ranges::find(staff, "demo-duty-officer", &trust::StaffMember::user);
  // Where the officer may not look any more, any home shows that nobody may.
  const auto found = officer == staff.end() ? std::optional<Uprn>{} : home_of_story(visit, *officer);
  const auto home = found.value_or(snapshot.properties().uprn(place::PropertyIndex{0}));
  const auto property = snapshot.properties().find(home);
  const std::string address = found && property ? one_line(snapshot.properties().address_line(*property)) : "One home";
  std::vector<std::vector<Html>> lines;
  for (const auto& member : in_order_of_story(staff)) {
    const bool is_benefits = member.user == "demo-benefits-officer";
    const auto purpose = is_benefits ? "pension-credit" : "flood-welfare";
    const auto seen = home_as(visit, member, purpose, home);
    std::vector<Html> told;
    for (const auto& words : seen.told) told.push_back(text(words));
    Html sees = !seen.allowed ? tagged("refused", "red") : tagged("may look", "green") + (told.empty() ? paragraph("Nobody is found here for this purpose.") : bullets(told));
    lines.push_back({text(member.user + ", of " + name_of(snapshot, member.organisation.text())), text(spaced(purpose)), sees, text(page_sentence(seen.sentence))});
  }
  return el("div", {{"class", "hearth-scroll hearth-stack"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "Who may see what"}},
            table(address + ", as each of the staff sees it", {{"Who"}, {"What for"}, {"Sees"}, {"The sentence that decided"}}, lines));
}

/// The day after the last agreement has ended.
std::int32_t days_to_the_end(const Visit& visit) {
  std::int32_t out = 0;
  const auto today = visit.surface.clock.now().date();
  const auto policy = visit.surface.folder.guard().policy();
  for (const auto& agreement : policy->agreements()) out = std::max(out, agreement.until.days() - today.days() + 1);
  return out;
}

Html clock_button(const Visit& visit) {
  const bool ahead = visit.surface.folder.guard().days_ahead() > 0;
  const auto day = Date::from_days(visit.surface.clock.now().date().days() + days_to_the_end(visit));
  return form(visit, "/story/who/clock", hidden("to", ahead ? "now" : "end") + submit(ahead ? "Move the demonstration's clock back to today" : "Move the demonstration's clock to " + day.words() + ", when every agreement has ended"));
}

/// For everybody whom this demonstration serves, until it is moved back or started again. It can only take looks away (trust/guard.h).
Result<Response> move_clock(const Visit& visit) {
  HEARTH_TRY(snapshot, made_up_place(visit));
  const bool to_end = visit.request.form.get("to") == "end";
  HEARTH_CHECK(visit.surface.folder.guard().decide_days_ahead(to_end ? days_to_the_end(visit) : 0, *visit.actor));
  return Response::see_other("/story/who");
}

Result<Response> who(const Visit& visit) {
  HEARTH_TRY(snapshot, made_up_place(visit));
  HEARTH_TRY(staff, demo_staff(visit.surface.folder));
  const auto data = visit.surface.folder.path().string();
  const auto command = [](std::string words) { return el("pre", {{"class", "hearth-evidence"}, {"tabindex", "0"}}, text(words)); };
  const std::vector<Step> steps{
      {paragraph(link("/agreements", "The agreements")), "who gives what to whom, for which purpose, until when. Without one nothing can be seen."},
      {clock_button(visit),
       "each who was let in above is now refused, and the sentence names the agreements that have ended; a list that is open in another tab is gone when it is loaded again. Move the clock back, and it returns."},
      {paragraph(link("/looks", "Looks and refusals")), "your looks of this very page; those of the others stand under their own names, and demo-auditor sees them all, with the tamper check. Refusals speak of who asked and what for, never of whom."},
      {paragraph("In a terminal, change one word in a copy of the log:") +
           command("build/hearth backup copy --data '" + data + "'\nsed -i 's/demo: homes within/demo: homes Within/' copy/hearth.db\nbuild/hearth audit verify --data copy"),
       "the entry that was changed, by its number. Nobody can take a look out of the log, or put one in, unseen."}};
  return story(visit, "3. Who may see what", "One home, and the made-up staff. What each may see follows from an agreement between organisations, not from who knows whom.", steps,
               who_table(visit, *snapshot, staff));
}

}  // namespace

std::vector<Route> story_routes() {
  return {{Method::get, "/story/flood", Door::signed_in, flood}, {Method::get, "/story/money", Door::signed_in, money}, {Method::get, "/story/who", Door::signed_in, who}, {Method::post, "/story/who/clock", Door::signed_in, move_clock}};
}

}  // namespace hearth::web
