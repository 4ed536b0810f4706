// review.cpp: check these two: pairs of records that may be one person, side by side: same, different or not sure.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/try.h"
#include "people/people_table.h"
#include "spine/review_pair.h"
#include "web/components/button.h"
#include "web/components/choices.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

/// How far down the list the next pair is looked for: some of its pairs may not be shown to this person.
constexpr std::int64_t looked_through = 200;

struct Two {
  RecordId left{}, right{};
};

std::string path_of(const Two& two) { return "/review/" + std::to_string(two.left.number()) + "/" + std::to_string(two.right.number()); }

std::optional<Two> two_of(std::string_view left, std::string_view right) {
  const auto l = whole_number(left), r = whole_number(right);
  if (!l || !r || *l == *r) return std::nullopt;
  return Two{RecordId{std::min(*l, *r)}, RecordId{std::max(*l, *r)}};
}

/// The first purpose for which this person may look at pairs; without one the first of all, whose refusal says why.
Result<std::string> purpose_of(const Visit& visit, const spine::Snapshot& snapshot) {
  if (snapshot.programmes.empty()) return fail("page.not_found", "this place has no programme, so there is nothing for which two records would have to be one person.");
  for (const auto& programme : snapshot.programmes)
    if (visit.may_look(snapshot, trust::Action::review, programme.purpose)) return programme.purpose.text();
  return snapshot.programmes.front().purpose.text();
}

Result<trust::Seen<spine::ReviewPair>> seen_pair(const Visit& visit, const Two& two) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  HEARTH_TRY(purpose, purpose_of(visit, *snapshot));
  HEARTH_TRY(asking, visit.look(trust::Action::review, purpose, "two records side by side"));
  HEARTH_TRY(model, visit.surface.folder.link_model());
  return visit.surface.folder.guard().see(asking.look, spine::review_pair(*asking.snapshot, *asking.sight, model, two.left, two.right));
}

/// What was decided about the pair, oldest first.
Result<std::vector<people::Decision>> decided(const Visit& visit, const Two& two) {
  std::vector<people::Decision> out;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(all, people::read_decisions(session));
    std::ranges::copy_if(all, std::back_inserter(out), [&](const people::Decision& one) {
      return std::min(one.left, one.right) == two.left && std::max(one.left, one.right) == two.right;
    });
    return Done{};
  }));
  return out;
}

std::string verdict_words(people::Verdict verdict) {
  switch (verdict) {
    case people::Verdict::same: return "the same person";
    case people::Verdict::different: return "two people";
    case people::Verdict::not_sure: return "not sure";
  }
  return {};
}

Html said_before(const std::vector<people::Decision>& decisions) {
  std::vector<Html> items;
  for (const auto& one : decisions)
    items.push_back(text(moment_words(one.decided_at) + ", " + one.actor + ": " + verdict_words(one.verdict) + (one.reason.empty() ? "" : " (" + one.reason + ")")));
  return items.empty() ? Html{} : second_heading("Said before, the last one counts") + bullets(items);
}

Html side_by_side(const spine::ReviewPair& pair) {
  std::vector<std::vector<Html>> lines;
  for (const auto& field : pair.fields) {
    const char* colour = field.agreement == spine::Agreement::same ? "green" : field.agreement == spine::Agreement::differs ? "red" : "grey";
    lines.push_back({text(field.field), text(field.left), text(field.right), tagged(spine::words_of(field.agreement), colour)});
  }
  const auto file = [](const std::string& name, const char* side) { return name.empty() ? std::string{side} : std::string{side} + ": " + spaced(name); };
  return el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "Two records side by side"}},
            table("Two records", {{"Field"}, {file(pair.left_file, "Left")}, {file(pair.right_file, "Right")}, {"They"}}, lines));
}

Html evidence(const spine::ReviewPair& pair) {
  Html lines;
  for (const auto& line : pair.evidence) lines += text(line + "\n");
  return pair.evidence.empty() ? Html{} : folded("How strong each piece of evidence is", el("pre", {{"class", "hearth-evidence"}, {"tabindex", "0"}}, lines));
}

Html decision_form(const Visit& visit, const Two& two, std::size_t decisions, std::string_view fault) {
  const auto hidden = [](std::string name, std::string value) { return el("input", {{"type", "hidden"}, {"name", std::move(name)}, {"value", std::move(value)}}); };
  ChoicesOptions choices{.name = "verdict",
                         .fieldset = FieldsetOptions{.legend = LegendOptions{.content = text("Are these two records one person?"), .classes = "govuk-fieldset__legend--m"}},
                         .items = {{.words = text("The same person"), .value = "same"}, {.words = text("Two people"), .value = "different"}, {.words = text("Not sure"), .value = "not_sure"}}};
  if (!fault.empty()) choices.notes.error = ErrorMessageOptions{.content = text(fault)};
  return form(visit, "/review", join(hidden("left", std::to_string(two.left.number())), hidden("right", std::to_string(two.right.number())),
                                     hidden("seen", std::to_string(decisions)), radios(choices),
                                     field({.name = "reason", .label = "Why (may stay empty)", .hint = "Kept for ever, and shown to whoever looks at this pair: no more than is needed",
                                            .value = std::string{visit.request.form.get("reason")}}),
                                     submit("Keep this and go on")));
}

Result<Response> pair_page(const Visit& visit, const Two& two, std::string_view fault, std::string_view note) {
  HEARTH_TRY(seen, seen_pair(visit, two));
  HEARTH_TRY(decisions, decided(visit, two));
  const std::string now = seen->now_one ? "They are taken for one person now." : "They are taken for two people now.";
  return page(visit, {.title = "Check these two", .back = "/review", .active = "/", .has_error = !fault.empty(), .wide = true},
              join(fault.empty() ? Html{} : error_summary({{"verdict", std::string{fault}}}), note.empty() ? Html{} : warning(note), heading("Check these two"), paragraph(now),
                   side_by_side(*seen), evidence(*seen), said_before(decisions), decision_form(visit, two, decisions.size(), fault),
                   paragraph(link("/review/next?after=" + std::to_string(two.left.number()) + "-" + std::to_string(two.right.number()), "Leave this pair, show the next"))),
              fault.empty() ? note.empty() ? 200 : 409 : 400);
}

Result<std::vector<people::Edge>> waiting(const Visit& visit, std::int64_t& all) {
  std::vector<people::Edge> out;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(count, people::review_count(session));
    HEARTH_TRY(edges, people::review_list(session, looked_through));
    all = count;
    out = std::move(edges);
    return Done{};
  }));
  return out;
}

Result<Response> queue(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  HEARTH_TRY(purpose, purpose_of(visit, *snapshot));
  if (!visit.may_look(*snapshot, trust::Action::review, PurposeId{purpose})) HEARTH_CHECK(visit.look(trust::Action::review, purpose, "the pairs that wait"));
  std::int64_t all = 0;
  HEARTH_TRY(edges, waiting(visit, all));
  return page(visit, {.title = "Records that may be one person", .back = "/", .active = "/"},
              join(heading("Records that may be one person"),
                   paragraph(edges.empty() ? std::string{"No pair waits for anybody."}
                                           : counted(static_cast<std::uint64_t>(all), "pair") + " of people " + (all == 1 ? "waits" : "wait") + " for a decision. The most doubtful come first: there your answer changes most."),
                   paragraph("What you say is kept for ever, is never overturned by the program, and counts from the next run on."),
                   edges.empty() ? Html{} : button_link("/review/next", "Show the first pair")));
}

using PeoplePair = std::pair<std::uint32_t, std::uint32_t>;

/// Whose these two records are, where both are there.
std::optional<PeoplePair> people_of(const spine::Snapshot& snapshot, RecordId left, RecordId right) {
  const auto l = snapshot.find_record(left), r = snapshot.find_record(right);
  if (!l || !r) return std::nullopt;
  return PeoplePair{std::min(snapshot.person_of[*l], snapshot.person_of[*r]), std::max(snapshot.person_of[*l], snapshot.person_of[*r])};
}

/// The next pair of the list that may be shown, after the one that was left. Two people whom somebody has looked at already do not come
/// again by other records of theirs.
Result<Response> next(const Visit& visit) {
  std::int64_t all = 0;
  HEARTH_TRY(edges, waiting(visit, all));
  const std::string after{visit.request.query.get("after")};
  const auto name = [](const people::Edge& edge) { return std::to_string(edge.l.number()) + "-" + std::to_string(edge.r.number()); };
  auto at = std::ranges::find(edges, after, name);
  at = at == edges.end() ? edges.begin() : at + 1;
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  std::vector<people::Decision> decisions;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(all_decisions, people::read_decisions(session));
    decisions = std::move(all_decisions);
    return Done{};
  }));
  std::set<PeoplePair> looked_at;
  for (const auto& decision : decisions)
    if (const auto pair = people_of(*snapshot, decision.left, decision.right)) looked_at.insert(*pair);
  for (; at != edges.end(); ++at) {
    const Two two{std::min(at->l, at->r), std::max(at->l, at->r)};
    const auto whose = people_of(*snapshot, two.left, two.right);
    if (!whose || (whose->first != whose->second && looked_at.contains(*whose))) continue;
    if (!spine::is_held_back(*snapshot, two.left) && !spine::is_held_back(*snapshot, two.right)) return Response::see_other(path_of(two));
  }
  return page(visit, {.title = "No more pairs", .back = "/review", .active = "/"},
              join(heading("No more pairs"), paragraph("There is no further pair on this list that may be shown here."), button_link("/review", "Back to the list")));
}

Result<Response> show(const Visit& visit) {
  const auto two = two_of(visit.parts[0], visit.parts[1]);
  if (!two) return fail("page.not_found", "these are not two records.");
  return pair_page(visit, *two, {}, {});
}

Result<Response> decide(const Visit& visit) {
  const auto& given = visit.request.form;
  const auto two = two_of(given.get("left"), given.get("right"));
  if (!two) return fail("page.not_found", "these are not two records.");
  const auto verdict = people::verdict_of(given.get("verdict"));
  if (!verdict) return pair_page(visit, *two, "Say whether they are one person, two people, or that you are not sure", {});
  HEARTH_TRY(seen, seen_pair(visit, *two));  // who may not see the pair decides nothing about it
  HEARTH_TRY(before, decided(visit, *two));
  if (std::to_string(before.size()) != given.get("seen"))
    return pair_page(visit, *two, {}, "Somebody has decided about this pair since you opened it. Your answer was not kept: look at theirs below, and answer again if you do not agree.");
  constexpr std::size_t reason_bytes_max = 500;
  const people::Decision decision{.left = two->left, .right = two->right, .verdict = *verdict, .actor = visit.actor->user,
                                  .decided_at = visit.surface.clock.now().text(), .reason = one_line(given.get("reason")).substr(0, reason_bytes_max)};
  HEARTH_CHECK(visit.surface.folder.database().write([&](store::Session& session) { return people::add_decision(session, decision); }));
  return Response::see_other("/review/next");
}

}  // namespace

std::vector<Route> review_routes() {
  return {{Method::get, "/review", Door::signed_in, queue},
          {Method::post, "/review", Door::signed_in, decide},
          {Method::get, "/review/next", Door::signed_in, next},
          {Method::get, "/review/{}/{}", Door::signed_in, show}};
}

}  // namespace hearth::web
