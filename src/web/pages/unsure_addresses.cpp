// unsure_addresses.cpp: addresses that the matcher left open, those of most records first; one of them; what a reviewer decides about it.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "base/try.h"
#include "place/decisions_file.h"
#include "spine/typed_home.h"
#include "spine/unsure_addresses.h"
#include "trust/staff_table.h"
#include "web/components/choices.h"
#include "web/components/notices.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using place::DecisionRow;
using spine::UnsureAddress;

constexpr std::size_t listed_max = 200, decided_max = 20, why_max = 300;
constexpr std::string_view list_title = "Addresses that were left open";
constexpr std::string_view other_choice = "other", none_choice = "none";

std::string list_path(const std::string& purpose) { return "/addresses/unsure?purpose=" + percent_encoded(purpose); }
std::string own_path(RecordId record) { return "/addresses/unsure/" + std::to_string(record.number()); }
std::string address_path(RecordId record, const std::string& purpose) { return own_path(record) + "?purpose=" + percent_encoded(purpose); }

std::string line_of(const UnsureAddress& entry) {
  const auto line = one_line(entry.address);
  return entry.postcode.empty() ? line : line + ", " + entry.postcode;
}

// ---- the file of decisions

/// The file as it is now. Without a name, or with a fault, nothing can be decided.
struct FileOfDecisions {
  std::optional<Path> path;
  std::vector<DecisionRow> rows;
  std::string fault;
  [[nodiscard]] bool can_be_written() const noexcept { return path && fault.empty(); }
};

FileOfDecisions file_of_decisions(const Visit& visit, const spine::Snapshot& snapshot) {
  FileOfDecisions out;
  auto& files = visit.surface.files;
  const auto named = place::decisions_file(files, snapshot.place.gazetteer);
  if (!named) return out.fault = page_sentence(named.error().message), out;
  out.path = *named;
  if (!out.path) return out;
  auto read = place::read_decisions_file(files, *out.path);
  if (!read) return out.fault = page_sentence(read.error().message), out;
  out.rows = std::move(read->rows);
  return out;
}

Html file_notice(const FileOfDecisions& file) {
  if (!file.fault.empty()) return warning("The file of decisions cannot be read, so nothing can be decided here. Tell whoever runs Hearth for you: " + file.fault);
  if (file.path) return {};
  return inset(join(paragraph("Nothing can be decided here yet: the declaration of the address list names no file in which decisions are kept. Whoever runs Hearth for "
                              "you adds this line under [gazetteer], and a file of that name with the second line in it:"),
                    el("pre", {{"class", "govuk-body"}}, el("code", text("decisions = \"decided.csv\"\n\naddress,postcode,uprn,who,when,why")))));
}

// ---- what was decided

/// Who decided, as far as this visitor may hear of it: other organisations' staff are nobody's business, nor what they wrote.
struct DecidedBy {
  std::string who, why;
};

Result<DecidedBy> decided_by(const Visit& visit, store::Session& session, const DecisionRow& row) {
  if (row.who == visit.actor->user) return DecidedBy{"you", row.why};
  HEARTH_TRY(member, trust::find_staff(session, row.who));
  if (member && member->organisation == visit.actor->organisation) return DecidedBy{row.who, row.why};
  return DecidedBy{"somebody else", {}};
}

std::string decision_words(const UnsureAddress& entry) {
  if (entry.said->is_taken_back) return "to be weighed again";
  if (!entry.said->uprn) return "there is no such premises";
  return entry.decided_address.empty() ? "a home that the address list has no more" : entry.decided_address;
}

std::string state_words(const UnsureAddress& entry) { return entry.is_followed ? "counts" : "decided, counts from the next run"; }

// ---- the list

Result<std::vector<UnsureAddress>> guarded(const Visit& visit, const spine::Asking& asking, spine::UnsureList& list) {
  auto all = std::move(list.addresses);
  std::ranges::move(list.decided, std::back_inserter(all));
  HEARTH_TRY(seen, visit.surface.folder.guard().see_list(asking.look, std::move(all)));
  return *seen;
}

Result<spine::UnsureList> addresses_of(const Visit& visit, const spine::Asking& asking, const FileOfDecisions& file, std::size_t most) {
  spine::UnsureList out;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(list, spine::unsure_addresses(session, *asking.snapshot, *asking.sight, file.rows, most));
    out = std::move(list);
    return Done{};
  }));
  return out;
}

/// What was just done, one address ago.
Html just_done(const Visit& visit, const std::string& purpose) {
  const auto before = whole_number(visit.request.query.get("after"));
  if (!before) return {};
  return notification_banner({.content = join(el("p", {{"class", "govuk-notification-banner__heading"}}, text("Your decision is kept. It counts from the next run on.")),
                                              paragraph(link(address_path(RecordId{*before}, purpose), "Look at it again, or take it back"))),
                              .is_success = true});
}

Html waiting_table(const std::vector<UnsureAddress>& waiting, std::size_t in_all, const std::string& purpose) {
  std::vector<std::vector<Html>> rows;
  for (const auto& entry : waiting)
    rows.push_back({link(address_path(entry.record, purpose), line_of(entry)), text(entry.why), text(entry.homes.empty() ? "none" : counted(entry.homes.size(), "home")), text(std::to_string(entry.records))});
  return join(paragraph(counted(in_all, "address") + (in_all == 1 ? " names" : " name") + " no home for certain, and nobody has decided about " + (in_all == 1 ? "it." : "them.") +
                        (in_all > waiting.size() ? " The first " + std::to_string(waiting.size()) + " are listed." : "")),
              button_link(address_path(waiting.front().record, purpose), "Begin with the first"),
              table("Those of most records stand first", {{"Address, as a file writes it"}, {"Why it is open"}, {"May be meant"}, {"Records", true}}, rows));
}

Result<Html> decided_table(const Visit& visit, const std::vector<UnsureAddress>& decided, const std::string& purpose) {
  std::vector<std::vector<Html>> rows;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    for (const auto& entry : decided) {
      if (rows.size() == decided_max) break;
      HEARTH_TRY(by, decided_by(visit, session, *entry.said));
      rows.push_back({link(address_path(entry.record, purpose), line_of(entry)), text(decision_words(entry)), text(by.who), text(entry.said->when.empty() ? "not said" : moment_words(entry.said->when)),
                      text(entry.said->is_taken_back ? "from the next run" : state_words(entry))});
    }
    return Done{};
  }));
  if (rows.empty()) return Html{};
  return table("Decided lately", {{"Address, as a file writes it"}, {"Decided"}, {"Who"}, {"When"}, {"State"}}, rows);
}

Result<Response> list(const Visit& visit) {
  std::string purpose{visit.request.query.get("purpose")};
  if (purpose.empty()) {
    HEARTH_TRY(choices, review_choices(visit, [](const std::string& one) { return list_path(one); }));
    purpose = choices.purpose;
    if (choices.links.size() > 1)
      return page(visit, {.title = std::string{list_title}, .active = "/addresses/unsure"},
                  join(heading(list_title), paragraph("What for? It decides which files you may see. A decision counts for all."), bullets(choices.links)));
  }
  HEARTH_TRY(asking, visit.look(trust::Action::review, purpose, "the list of addresses that were left open"));
  const auto file = file_of_decisions(visit, *asking.snapshot);
  HEARTH_TRY(found, addresses_of(visit, asking, file, listed_max));
  HEARTH_TRY(seen, guarded(visit, asking, found));
  std::vector<UnsureAddress> waiting, decided;
  for (auto& entry : seen) (entry.waits ? waiting : decided).push_back(std::move(entry));
  HEARTH_TRY(lately, decided_table(visit, decided, purpose));
  return page(visit, {.title = std::string{list_title}, .active = "/addresses/unsure", .wide = true},
              join(just_done(visit, purpose), el("span", {{"class", "govuk-caption-l"}}, text(asking.programme->words)), heading(list_title), file_notice(file),
                   waiting.empty() ? paragraph("Nothing waits for you here. Addresses come with the next files.") : waiting_table(waiting, found.waiting, purpose), lately,
                   paragraph(link("/review?purpose=" + percent_encoded(purpose), "Records that may be one person"))));
}

// ---- one address

struct TypedDecision {
  std::string choice, other, why;
  std::string field{}, fault{};              ///< what is wrong, and where
  std::optional<Uprn> uprn{};
};

struct OpenedAddress {
  trust::Seen<UnsureAddress> seen;
  FileOfDecisions file;
  std::string programme;
};

/// The guarded look that the page, a decision and its taking back all begin with.
Result<OpenedAddress> open_address(const Visit& visit, const std::string& purpose, const std::string& asked) {
  const auto record = whole_number(visit.parts[0]);
  if (!record) return fail("page.not_found", "this is not the number of a record.");
  HEARTH_TRY(asking, visit.look(trust::Action::review, purpose, asked));
  auto file = file_of_decisions(visit, *asking.snapshot);
  std::optional<UnsureAddress> found;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(entry, spine::unsure_address(session, *asking.snapshot, *asking.sight, file.rows, RecordId{*record}));
    found = std::move(entry);
    return Done{};
  }));
  HEARTH_TRY(seen, visit.surface.folder.guard().see(asking.look, std::move(found)));
  return OpenedAddress{std::move(seen), std::move(file), asking.programme->words};
}

Html hidden(const std::string& purpose, const UnsureAddress& entry) {
  return join(el("input", {{"type", "hidden"}, {"name", "purpose"}, {"value", purpose}}), el("input", {{"type", "hidden"}, {"name", "seen"}, {"value", std::to_string(entry.rows)}}));
}

Html decision_form(const Visit& visit, const std::string& purpose, const UnsureAddress& entry, const TypedDecision& typed, std::string_view button_words) {
  ChoicesOptions choices{.name = "home"};
  choices.fieldset = FieldsetOptions{.legend = {.content = text("Which home is meant?"), .classes = "govuk-fieldset__legend--m"}};
  if (typed.field == "home") choices.notes.error = ErrorMessageOptions{.content = text(typed.fault)};
  for (const auto& home : entry.homes) {
    ChoiceItem item{.words = text(home.address), .value = home.uprn.text()};
    item.hint = HintOptions{.content = text("UPRN " + home.uprn.text() + (home.why_not.empty() ? "" : "; " + home.why_not))};
    choices.items.push_back(std::move(item));
  }
  if (!entry.homes.empty()) choices.items.push_back({.divider = "or"});
  choices.items.push_back({.words = text("There is no such premises"), .value = std::string{none_choice}, .hint = HintOptions{.content = text("Records with this address stay without a home.")}});
  choices.items.push_back({.words = text("Another home: type it below"), .value = std::string{other_choice}});
  if (!typed.choice.empty()) choices.chosen = {typed.choice};
  return form(visit, own_path(entry.record),
              join(hidden(purpose, entry), radios(choices),
                   field({.name = "other", .label = "Another home: its address, or its UPRN", .hint = "For example 12 Weir Lane, with the postcode", .error = typed.field == "other" ? typed.fault : std::string{},
                          .value = typed.other, .autocomplete = "off", .offers = "addresses"}),
                   field({.name = "why", .label = "Why, in a few words (you may leave it out)", .hint = "No names: the decision is kept for ever, in a file beside the address list.",
                          .error = typed.field == "why" ? typed.fault : std::string{}, .value = typed.why}),
                   submit(button_words)));
}

/// What was decided, and the way back from it.
Result<Html> told_before(const Visit& visit, const std::string& purpose, const OpenedAddress& opened) {
  const auto& entry = *opened.seen;
  if (!entry.said) return Html{};
  DecidedBy by;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, decided_by(visit, session, *entry.said));
    by = std::move(found);
    return Done{};
  }));
  const auto words = "Decided by " + by.who + (entry.said->when.empty() ? "" : ", " + moment_words(entry.said->when)) + ": " + decision_words(entry) + "." + (by.why.empty() ? "" : " Why: " + by.why);
  const auto counts = entry.said->is_taken_back ? "The next run weighs it as if nobody had decided." : entry.is_followed ? "It counts since the last run." : "It counts from the next run on.";
  const auto back = entry.is_decided() && opened.file.can_be_written()
                        ? form(visit, own_path(entry.record) + "/undo", join(hidden(purpose, entry), submit("Take it back, and weigh it again")))
                        : Html{};
  return join(second_heading("What was decided"), paragraph(words), paragraph(counts), back);
}

Html facts(const UnsureAddress& entry) {
  std::vector<std::pair<std::string, Html>> rows{{"Address", text(one_line(entry.address))}, {"Postcode", text(entry.postcode.empty() ? "not given" : entry.postcode)}};
  std::vector<std::string> files;
  for (const auto& file : entry.files) files.push_back(spaced(file));
  rows.emplace_back("Records", text(std::to_string(entry.records) + ", from " + joined(files, ", ")));
  if (!entry.why.empty()) rows.emplace_back("Why it is open", text(entry.why));
  return summary(rows);
}

Result<Response> entry_page(const Visit& visit, const std::string& purpose, const OpenedAddress& opened, const TypedDecision& typed, int status) {
  constexpr std::string_view title = "Which home does this address mean?";
  const auto& entry = *opened.seen;
  HEARTH_TRY(before, told_before(visit, purpose, opened));
  return page(visit, {.title = std::string{title}, .back = list_path(purpose), .active = "/addresses/unsure", .has_error = !typed.fault.empty()},
              join(typed.fault.empty() ? Html{} : error_summary({{typed.field, typed.fault}}), just_done(visit, purpose), el("span", {{"class", "govuk-caption-l"}}, text(opened.programme)),
                   heading(title), facts(entry), before, file_notice(opened.file),
                   opened.file.can_be_written() ? decision_form(visit, purpose, entry, typed, "Keep this decision, and go to the next") : Html{}),
              status);
}

Result<Response> show(const Visit& visit) {
  const std::string purpose{visit.request.query.get("purpose")};
  HEARTH_TRY(opened, open_address(visit, purpose, "an address that was left open"));
  return entry_page(visit, purpose, opened, {}, 200);
}

// ---- the decision

TypedDecision typed_in(const Visit& visit, const spine::Snapshot& snapshot) {
  const auto& given = visit.request.form;
  TypedDecision out{std::string{given.get("home")}, one_line(given.get("other")), one_line(given.get("why"))};
  const auto refuse = [&](std::string field, std::string words) { out.field = std::move(field), out.fault = std::move(words); };
  if (out.choice.empty() && !out.other.empty()) out.choice = other_choice;
  if (out.choice == other_choice) {
    const auto home = spine::typed_home(snapshot, out.other, visit.surface.clock.now());
    if (home) out.uprn = *home;
    else refuse("other", page_sentence(home.error().message));
  } else if (out.choice != none_choice) {
    const auto uprn = Uprn::parse(out.choice);
    if (uprn && snapshot.properties().find(*uprn)) out.uprn = *uprn;
    else refuse("home", "Say which home is meant, or that there is no such premises");
  }
  if (out.fault.empty() && out.choice != other_choice && !out.other.empty()) refuse("other", "You chose one above and typed another here: empty this field, or choose \"Another home\"");
  if (out.fault.empty() && out.why.size() > why_max) refuse("why", "The reason is too long: up to 300 letters");
  return out;
}

place::DecisionToKeep to_keep(const Visit& visit, const UnsureAddress& entry) {
  return {.address = entry.address, .postcode = entry.postcode, .who = visit.actor->user, .when = visit.surface.clock.now().text()};
}

TypedDecision not_written(const Error& error, TypedDecision typed) {
  typed.field = "home";
  typed.fault = "This could not be written into the file of decisions. " + page_sentence(error.message);
  return typed;
}

std::size_t rows_seen(const Visit& visit) { return static_cast<std::size_t>(whole_number(visit.request.form.get("seen")).value_or(0)); }

/// The address that most records have now; its path only.
Result<Response> on_to_the_next(const Visit& visit, const std::string& purpose, RecordId done) {
  HEARTH_TRY(asking, visit.look(trust::Action::review, purpose, "the next address that was left open"));
  HEARTH_TRY(left, addresses_of(visit, asking, file_of_decisions(visit, *asking.snapshot), 1));
  const auto after = fmt::format("&after={}", done.number());
  return Response::see_other((left.addresses.empty() ? list_path(purpose) : address_path(left.addresses.front().record, purpose)) + after);
}

/// Somebody decided while this page was open: what stands now, and what was typed here, ready to be kept all the same.
Result<Response> meanwhile(const Visit& visit, const std::string& purpose, const TypedDecision& typed) {
  constexpr std::string_view title = "This address was decided about meanwhile";
  HEARTH_TRY(opened, open_address(visit, purpose, "an address that was left open"));
  HEARTH_TRY(before, told_before(visit, purpose, opened));
  return page(visit, {.title = std::string{title}, .back = list_path(purpose), .active = "/addresses/unsure", .has_error = true},
              join(heading(title), facts(*opened.seen), before, paragraph("Your own decision is not kept. Leave it at that, or keep yours all the same: the newest counts."),
                   decision_form(visit, purpose, *opened.seen, typed, "Keep mine all the same"), paragraph(link(list_path(purpose), "Leave it, and go back to the list"))),
              409);
}

Result<Response> decide(const Visit& visit) {
  const std::string purpose{visit.request.form.get("purpose")};
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  auto typed = typed_in(visit, *snapshot);
  HEARTH_TRY(opened, open_address(visit, purpose, typed.fault.empty() ? "an address that was left open; to decide about it" : "an address that was left open"));
  if (!opened.file.can_be_written()) return entry_page(visit, purpose, opened, {}, 400);
  if (!typed.fault.empty()) return entry_page(visit, purpose, opened, typed, 400);
  auto decision = to_keep(visit, *opened.seen);
  decision.uprn = typed.uprn;
  decision.why = typed.why;
  const auto kept = place::keep_decision(visit.surface.files, *opened.file.path, decision, rows_seen(visit));
  if (!kept) return entry_page(visit, purpose, opened, not_written(kept.error(), std::move(typed)), 500);
  return *kept ? on_to_the_next(visit, purpose, opened.seen->record) : meanwhile(visit, purpose, typed);
}

Result<Response> undo(const Visit& visit) {
  const std::string purpose{visit.request.form.get("purpose")};
  HEARTH_TRY(opened, open_address(visit, purpose, "an address that was left open; to take a decision back"));
  if (!opened.file.can_be_written() || !opened.seen->is_decided()) return entry_page(visit, purpose, opened, {}, 400);
  auto decision = to_keep(visit, *opened.seen);
  decision.is_taken_back = true;
  const auto kept = place::keep_decision(visit.surface.files, *opened.file.path, decision, rows_seen(visit));
  if (!kept) return entry_page(visit, purpose, opened, not_written(kept.error(), {}), 500);
  return Response::see_other(address_path(opened.seen->record, purpose));
}

}  // namespace

std::vector<Route> unsure_address_routes() {
  return {{Method::get, "/addresses/unsure", Door::signed_in, list},
          {Method::get, "/addresses/unsure/{}", Door::signed_in, show},
          {Method::post, "/addresses/unsure/{}", Door::signed_in, decide},
          {Method::post, "/addresses/unsure/{}/undo", Door::signed_in, undo}};
}

}  // namespace hearth::web
