// review.cpp: check these two: pairs of records that may be one person, worth most first; two records side by side; the answer.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "base/try.h"
#include "people/pair_answers.h"
#include "people/people_table.h"
#include "people/review_table.h"
#include "spine/review.h"
#include "spine/run_table.h"
#include "web/components/choices.h"
#include "web/components/notices.h"
#include "web/evidence.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using people::Verdict;

constexpr std::size_t shown_max = 50, reason_max = 300;
constexpr std::int64_t pairs_max = 5000, answers_max = 200, settled_max = 100'000;

struct Pair {
  RecordId left, right;
  std::string purpose;
  [[nodiscard]] std::string text() const { return std::to_string(left.number()) + "/" + std::to_string(right.number()); }
  [[nodiscard]] std::string path() const { return "/review/" + text() + "?purpose=" + percent_encoded(purpose); }
};

std::string list_path(const std::string& purpose) { return "/review?purpose=" + percent_encoded(purpose); }

Result<Pair> pair_of(const Visit& visit, const Params& from) {
  const auto left = whole_number(visit.parts[0]), right = whole_number(visit.parts[1]);
  if (!left || !right) return fail("page.not_found", "these are not the numbers of two records.");
  return Pair{RecordId{*left}, RecordId{*right}, std::string{from.get("purpose")}};
}

std::string words_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::same: return "the same person";
    case Verdict::different: return "two people";
    case Verdict::not_sure: return "not sure";
  }
  return {};
}

std::string chance_words(double probability) {
  const auto in_a_hundred = std::lround(std::clamp(probability, 0.01, 0.99) * 100);
  return fmt::format("about {} in 100", in_a_hundred);
}

/// How many must say the same before it counts.
Result<std::size_t> reviewers_of(const Visit& visit) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  return snapshot->place.reviewers;
}

struct Stored {
  people::LinkModel model;
  std::vector<people::Edge> waiting;
  std::vector<people::Decision> answers;   ///< those for which a pair does not wait for this visitor any more
  std::vector<people::Decision> counting;
  std::vector<people::Decision> settled;   ///< of these, those that the last run knew
  std::vector<people::PairAnswers> differing;  ///< of which this visitor is one who answered
  std::map<std::pair<RecordId, RecordId>, people::Edge> edge_of;  ///< of answered pairs
  std::string run_began;
};

/// Pairs that another reviewer answered, and that wait for this one's answer; what nobody needs to answer again.
Result<Done> sort_answers(store::Session& session, std::string_view user, std::size_t reviewers, Stored& out) {
  HEARTH_TRY(standing, people::read_decisions(session));
  HEARTH_TRY(edges, people::read_answered_edges(session));
  for (const auto& edge : edges) out.edge_of.emplace(std::minmax(edge.l, edge.r), edge);
  for (auto& pair : people::answers_by_pair(standing)) {
    const auto* counting = pair.counting(reviewers);
    if (counting != nullptr) out.counting.push_back(*counting);
    if (counting != nullptr || pair.is_said_by(user)) {
      out.answers.push_back(pair.newest());
      if (counting == nullptr && pair.answers.size() > 1) out.differing.push_back(std::move(pair));
    } else if (const auto edge = out.edge_of.find(std::minmax(pair.newest().left, pair.newest().right)); edge != out.edge_of.end()) {
      out.waiting.push_back(edge->second);
    }
  }
  return Done{};
}

/// Answers of pairs that this reviewer may open, with what the last run had made of them.
std::vector<people::AnsweredPair> weighed_answers(const spine::Asking& asking, const Stored& kept) {
  std::vector<people::AnsweredPair> out;
  for (const auto& answer : kept.counting) {
    const auto edge = kept.edge_of.find(std::minmax(answer.left, answer.right));
    if (answer.verdict == Verdict::not_sure || edge == kept.edge_of.end() || !spine::may_be_opened(*asking.snapshot, *asking.sight, answer.left, answer.right)) continue;
    out.push_back({static_cast<double>(edge->second.weight), answer.verdict == Verdict::same});
  }
  return out;
}

/// Answers of pairs about which nobody has said or taken back anything since the last run: of the others the next one tells.
Result<std::vector<people::Decision>> settled(store::Session& session, const std::vector<people::Decision>& counting, const std::string& run_began) {
  HEARTH_TRY(newest, people::newest_decisions(session, settled_max));
  std::set<std::pair<RecordId, RecordId>> stirred;
  for (const auto& kept : newest)
    if (kept.decision.decided_at >= run_began || kept.withdrawn_at >= run_began) stirred.insert(std::minmax(kept.decision.left, kept.decision.right));
  std::vector<people::Decision> out;
  for (const auto& answer : counting)
    if (!stirred.contains(std::minmax(answer.left, answer.right))) out.push_back(answer);
  return out;
}

Result<Stored> stored(const Visit& visit) {
  Stored out;
  HEARTH_TRY(reviewers, reviewers_of(visit));
  HEARTH_TRY(model, visit.surface.folder.link_model());
  out.model = std::move(model);
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(waiting, people::review_list(session, pairs_max));
    out.waiting = std::move(waiting);
    HEARTH_CHECK(spine::last_run(session, out.run_began));
    HEARTH_CHECK(sort_answers(session, visit.actor->user, reviewers, out));
    HEARTH_TRY(settled_answers, settled(session, out.counting, out.run_began));
    out.settled = std::move(settled_answers);
    return Done{};
  }));
  return out;
}

Result<people::PairHistory> history_of(const Visit& visit, const Pair& pair) {
  people::PairHistory out;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(history, people::pair_history(session, pair.left, pair.right));
    out = std::move(history);
    return Done{};
  }));
  return out;
}

std::string answered(const people::DecisionKept& kept) {
  return kept.decision.actor + " answered: " + words_of(kept.decision.verdict) + ", " + moment_words(kept.decision.decided_at) +
         (kept.decision.reason.empty() ? "." : ". Why: " + kept.decision.reason);
}

/// The way back from an answer: undo.
Html undo_form(const Visit& visit, const Pair& pair, const people::PairHistory& history) {
  return form(visit, "/review/" + pair.text() + "/undo",
              join(el("input", {{"type", "hidden"}, {"name", "purpose"}, {"value", pair.purpose}}),
                   el("input", {{"type", "hidden"}, {"name", "seen"}, {"value", std::to_string(history.version())}}), submit("Take this answer back")));
}

/// Where two must say the same, the second shall not lean on the first: who has answered is told, and what, once it does not matter.
std::optional<std::string> others_alone(const Visit& visit, const people::PairHistory& history, std::size_t reviewers) {
  if (reviewers < 2) return std::nullopt;
  std::vector<people::Decision> standing;
  std::vector<std::string> who;  // those who took theirs back, too: they may answer again
  for (const auto& kept : history.decisions) {
    if (kept.stands()) standing.push_back(kept.decision);
    if (std::ranges::find(who, kept.decision.actor) == who.end()) who.push_back(kept.decision.actor);
  }
  const auto pairs = people::answers_by_pair(standing);
  if (!pairs.empty() && (pairs.front().counting(reviewers) != nullptr || pairs.front().is_said_by(visit.actor->user))) return std::nullopt;
  std::erase(who, visit.actor->user);
  return who.empty() ? std::nullopt : std::optional{joined(who, ", ")};
}

// ---- the list

/// What was just done, one pair ago.
Html just_done(const Visit& visit, const std::string& purpose) {
  const auto parts = split(visit.request.query.get("after"), '-');
  if (parts.size() != 2 || !whole_number(parts[0]) || !whole_number(parts[1])) return {};
  const Pair before{RecordId{*whole_number(parts[0])}, RecordId{*whole_number(parts[1])}, purpose};
  return notification_banner({.content = join(el("p", {{"class", "govuk-notification-banner__heading"}}, text("Your answer is kept.")),
                                              paragraph(link(before.path(), "Look at it again, or take it back"))),
                              .is_success = true});
}

Html waiting_table(const spine::WaitingList& list, const std::vector<spine::PairWaiting>& pairs, const std::string& purpose) {
  std::vector<std::vector<Html>> rows;
  for (const auto& waiting : pairs) {
    const Pair pair{waiting.left, waiting.right, purpose};
    rows.push_back({link(pair.path(), "Pair " + std::to_string(rows.size() + 1)), text(spaced(waiting.left_file) + ", " + spaced(waiting.right_file)),
                    text(waiting.one_person ? "taken for one now" : chance_words(waiting.probability)), text(waiting.alike.empty() ? "nothing" : joined(waiting.alike, ", ")),
                    text(waiting.unlike.empty() ? "nothing" : joined(waiting.unlike, ", ")), text(std::to_string(waiting.records))});
  }
  return join(paragraph(counted(list.waiting, "pair") + " may be one person each, or are taken for one against the evidence, and nobody has said so yet." +
                        (list.waiting > pairs.size() ? " The first " + std::to_string(pairs.size()) + " are listed." : "")),
              button_link(Pair{pairs.front().left, pairs.front().right, purpose}.path(), "Begin with the first"),
              table("What an answer is worth most for stands first", {{"Pair"}, {"Files from"}, {"One person"}, {"Agrees"}, {"Differs"}, {"Records that hang on it", true}}, rows));
}

Result<Html> answers(const Visit& visit, const spine::Asking& asking, const std::string& purpose) {
  std::vector<std::vector<Html>> rows;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(newest, people::newest_decisions(session, answers_max));
    for (const auto& kept : newest) {
      const Pair pair{kept.decision.left, kept.decision.right, purpose};
      if (rows.size() == 20 || !spine::may_be_opened(*asking.snapshot, *asking.sight, pair.left, pair.right)) continue;
      HEARTH_TRY(history, people::pair_history(session, pair.left, pair.right));
      const bool is_kept_back = others_alone(visit, history, asking.snapshot->place.reviewers).has_value();
      rows.push_back({link(pair.path(), moment_words(kept.decision.decided_at)), text(kept.decision.actor), text(is_kept_back ? "told when two have answered" : words_of(kept.decision.verdict)),
                      text(kept.stands() ? "stands" : "taken back by " + kept.withdrawn_by + ", " + moment_words(kept.withdrawn_at))});
    }
    return Done{};
  }));
  if (rows.empty()) return Html{};
  return table("Answered lately", {{"When"}, {"Who"}, {"Answer"}, {"State"}}, rows);
}

/// Answers that the people of the last run do not follow: never silently.
Html not_held(const Visit& visit, const spine::Asking& asking, const Stored& kept, const std::string& purpose) {
  std::vector<std::vector<Html>> rows;
  for (const auto& one : spine::answers_not_held(*asking.snapshot, *asking.sight, kept.settled, kept.run_began)) {
    const Pair pair{one.answer.left, one.answer.right, purpose};
    rows.push_back({link(pair.path(), moment_words(one.answer.decided_at)), text(one.answer.actor == visit.actor->user ? "you" : one.answer.actor), text(words_of(one.answer.verdict)),
                    text(one.one_person ? "They are taken for one: other answers join them, through records of the same people. One of these answers is wrong."
                                        : "They are taken for two: something that nobody may overrule keeps them apart, or a file is not to be matched any more.")});
  }
  for (const auto& differing : kept.differing) {
    const auto& newest = differing.newest();
    if (!spine::may_be_opened(*asking.snapshot, *asking.sight, newest.left, newest.right)) continue;
    std::vector<std::string> who;
    for (const auto& answer : differing.answers) who.push_back(answer.actor == visit.actor->user ? "you" : answer.actor);
    rows.push_back({link(Pair{newest.left, newest.right, purpose}.path(), moment_words(newest.decided_at)), text(joined(who, ", ")), text("not the same"),
                    text("Two must give the same answer: a third reviewer is asked, or one of you changes theirs.")});
  }
  if (rows.empty()) return {};
  return table("Answers that do not hold", {{"When"}, {"Who"}, {"Answer"}, {"What stands against it"}}, rows);
}

/// What the answers say of the program's chances, and of the line from which it takes two for one.
Html advice(std::vector<people::AnsweredPair> weighed) {
  const people::LinkSettings usual;
  const auto told = people::advise_threshold(std::move(weighed), usual.match_from);
  if (told.bands.empty()) return {};
  std::vector<std::vector<Html>> rows;
  const auto percent = [](double share) { return std::to_string(std::lround(share * 100)); };
  for (const auto& band : told.bands)
    rows.push_back({text(percent(band.from) + " to " + percent(band.to) + " in 100"), text(std::to_string(band.answered)), text(std::to_string(band.same))});
  const auto line = percent(people::probability_of(usual.match_from).value());
  return folded("What the answers say of the program",
                join(table("Pairs answered, by how likely the program held it that they are one person", {{"The program said"}, {"Answered", true}, {"The same person", true}}, rows),
                     paragraph(told.is_told ? "Two are taken for one from about " + line + " in 100 on, as far as all their records agree. By these " + std::to_string(told.answered) +
                                                  " answers the fewest mistakes would be made from " + percent(people::probability_of(told.weight).value()) +
                                                  " in 100 on. Only doubtful pairs are asked about, so of clear ones this says nothing."
                                            : "Too few answers yet to say whether the line is right: thirty are wanted, ten of each kind.")));
}

Result<Response> list(const Visit& visit) {
  std::string purpose{visit.request.query.get("purpose")};
  if (purpose.empty()) {
    HEARTH_TRY(choices, review_choices(visit, [](const std::string& one) { return list_path(one); }));
    purpose = choices.purpose;
    if (choices.links.size() > 1)
      return page(visit, {.title = "Check these two", .active = "/review"},
                  join(heading("Check these two"), paragraph("What for? It decides which files you may see. An answer counts for all."), bullets(choices.links)));
  }
  HEARTH_TRY(asking, visit.look(trust::Action::review, purpose, "the list of pairs that wait for review"));
  HEARTH_TRY(kept, stored(visit));
  auto waiting = spine::waiting_pairs(*asking.snapshot, *asking.sight, kept.model, kept.waiting, kept.answers, shown_max);
  HEARTH_TRY(seen, visit.surface.folder.guard().see_list(asking.look, std::move(waiting.pairs)));
  HEARTH_TRY(lately, answers(visit, asking, purpose));
  return page(visit, {.title = "Check these two", .active = "/review", .wide = true},
              join(just_done(visit, purpose), el("span", {{"class", "govuk-caption-l"}}, text(asking.programme->words)), heading("Check these two"),
                   seen->empty() ? paragraph("Nothing waits for you here. Pairs come with the next files.") : waiting_table(waiting, *seen, purpose), not_held(visit, asking, kept, purpose), lately, advice(weighed_answers(asking, kept))));
}

// ---- two records side by side

Html likeness_tag(people::Likeness likeness) {
  switch (likeness) {
    case people::Likeness::equal: return tagged("Equal", "green");
    case people::Likeness::near: return tagged("Near", "yellow");
    case people::Likeness::differs: return tagged("Differs", "red");
    case people::Likeness::missing: return tagged("Missing", "grey");
  }
  return {};
}

Html side_by_side(const spine::PairBeside& pair) {
  std::vector<std::vector<Html>> rows;
  const auto value = [](const std::string& words) { return name_words(words, "not held"); };
  for (const auto& field : pair.fields)
    rows.push_back({text(field.what), value(field.left), value(field.right),
                    field.likeness ? likeness_tag(*field.likeness) + (field.words.empty() ? Html{} : text(" " + field.words)) : text("not compared")});
  return table("The two records, line by line", {{"What"}, {"One: from " + spaced(pair.left_file)}, {"Other: from " + spaced(pair.right_file)}, {"Compared"}}, rows);
}

struct Typed {
  std::string answer, why, fault;
};

Html answer_form(const Visit& visit, const Pair& pair, const people::PairHistory& history, const Typed& typed, std::string_view button_words) {
  ChoicesOptions choices{.name = "answer"};
  choices.fieldset = FieldsetOptions{.legend = {.content = text("Do they tell of the same person?"), .classes = "govuk-fieldset__legend--m"}};
  if (!typed.fault.empty()) choices.notes.error = ErrorMessageOptions{.content = text(typed.fault)};
  choices.items = {{.words = text("The same person"), .value = "same"},
                   {.words = text("Two people"), .value = "different"},
                   {.words = text("Not sure"), .value = "not_sure", .hint = HintOptions{.content = text("The pair leaves the list, and nothing is joined.")}}};
  if (!typed.answer.empty()) choices.chosen = {typed.answer};
  return form(visit, "/review/" + pair.text(),
              join(el("input", {{"type", "hidden"}, {"name", "purpose"}, {"value", pair.purpose}}),
                   el("input", {{"type", "hidden"}, {"name", "seen"}, {"value", std::to_string(history.version())}}), radios(choices),
                   field({.name = "why", .label = "Why, in a few words (you may leave it out)", .hint = "No names and no addresses: the answer is kept for ever.", .value = typed.why}),
                   submit(button_words)));
}

/// From when on an answer counts.
std::string counts_from(const people::PairHistory& history, std::size_t reviewers) {
  std::vector<people::Decision> standing;
  for (const auto& kept : history.decisions)
    if (kept.stands()) standing.push_back(kept.decision);
  const auto pairs = people::answers_by_pair(standing);
  const bool counts = !pairs.empty() && pairs.front().counting(reviewers) != nullptr;
  return counts ? "The newest answer that stands counts from the next run on." : "It counts when a second reviewer gives the same answer: in this place two must.";
}

Html told_before(const Visit& visit, const Pair& pair, const people::PairHistory& history, std::size_t reviewers) {
  if (const auto who = others_alone(visit, history, reviewers))
    return join(second_heading("What was said of this pair"),
                paragraph(*who + " answered before you. In this place an answer counts when two reviewers give the same: what was said stands here after yours."));
  std::vector<Html> all;
  for (const auto& kept : history.decisions)
    all.push_back(text(answered(kept) + (kept.stands() ? "" : " Taken back by " + kept.withdrawn_by + ", " + moment_words(kept.withdrawn_at) + ".")));
  if (all.empty()) return {};
  return join(second_heading("What was said of this pair"), bullets(all),
              history.in_force() == nullptr ? Html{} : paragraph(counts_from(history, reviewers)) + undo_form(visit, pair, history));
}

struct Opened {
  trust::Seen<spine::PairBeside> seen;
  people::PairHistory history;
  std::string programme;
  std::size_t reviewers{1};
};

/// The guarded look that the page, an answer and its taking back all begin with.
Result<Opened> open_pair(const Visit& visit, const Pair& pair, const std::string& asked) {
  HEARTH_TRY(asking, visit.look(trust::Action::review, pair.purpose, asked));
  HEARTH_TRY(model, visit.surface.folder.link_model());
  HEARTH_TRY(history, history_of(visit, pair));
  std::optional<spine::PairBeside> found;
  if (history.is_for_review()) found = spine::records_beside(*asking.snapshot, *asking.sight, model, pair.left, pair.right);
  HEARTH_TRY(seen, visit.surface.folder.guard().see(asking.look, std::move(found)));
  return Opened{std::move(seen), std::move(history), asking.programme->words, asking.snapshot->place.reviewers};
}

Response pair_page(const Visit& visit, const Pair& pair, const Opened& opened, const Typed& typed) {
  const auto& seen = *opened.seen;
  return page(visit, {.title = "Are these two the same person?", .back = list_path(pair.purpose), .active = "/review", .has_error = !typed.fault.empty(), .wide = true},
              join(typed.fault.empty() ? Html{} : error_summary({{"answer", typed.fault}}), just_done(visit, pair.purpose),
                   el("span", {{"class", "govuk-caption-l"}}, text(opened.programme)), heading("Are these two the same person?"),
                   seen.one_person ? paragraph("As it stands, they are taken for one person.") : Html{}, side_by_side(seen),
                   answer_form(visit, pair, opened.history, typed, "Keep this answer, and go to the next"), told_before(visit, pair, opened.history, opened.reviewers),
                   seen.evidence.empty() ? Html{} : folded("What the program thinks, and why", paragraph(seen.sentence) + evidence_table("What was compared", seen.evidence, Numbers::words))),
              typed.fault.empty() ? 200 : 400);
}

Result<Response> show(const Visit& visit) {
  HEARTH_TRY(pair, pair_of(visit, visit.request.query));
  HEARTH_TRY(opened, open_pair(visit, pair, "two records side by side"));
  return pair_page(visit, pair, opened, {});
}

// ---- the answer

/// Somebody answered while this page was open: what they said, and what was typed here, ready to be kept all the same.
Response meanwhile(const Visit& visit, const Pair& pair, const people::PairHistory& history, std::size_t reviewers, const Typed& typed) {
  const auto* kept = history.in_force();
  const auto alone = others_alone(visit, history, reviewers);
  return page(visit, {.title = "This pair was answered meanwhile", .back = list_path(pair.purpose), .active = "/review", .has_error = true},
              join(heading("This pair was answered meanwhile"),
                   inset(text(alone ? *alone + " answered meanwhile." : kept != nullptr ? answered(*kept) : "The answer that stood when you opened this page was taken back.")),
                   paragraph("Your own answer (" + words_of(people::verdict_of(typed.answer).value_or(Verdict::not_sure)) +
                             ") is not kept. Leave it at that, or keep yours all the same: " + (reviewers > 1 ? "an answer counts when two give the same." : "the newest counts.")),
                   answer_form(visit, pair, history, typed, "Keep mine all the same"), paragraph(link(pair.path(), "Look at the two records again")),
                   paragraph(link(list_path(pair.purpose), "Leave it, and go back to the list"))),
              409);
}

/// The pair that is worth most now; its address only.
Result<Response> on_to_the_next(const Visit& visit, const Pair& pair) {
  HEARTH_TRY(asking, visit.look(trust::Action::review, pair.purpose, "the next pair"));
  HEARTH_TRY(kept, stored(visit));
  const auto waiting = spine::waiting_pairs(*asking.snapshot, *asking.sight, {}, kept.waiting, kept.answers, 1);
  const std::string after = fmt::format("&after={}-{}", pair.left.number(), pair.right.number());
  if (waiting.pairs.empty()) return Response::see_other(list_path(pair.purpose) + after);
  return Response::see_other(Pair{waiting.pairs.front().left, waiting.pairs.front().right, pair.purpose}.path() + after);
}

Result<Response> answer(const Visit& visit) {
  const auto& given = visit.request.form;
  HEARTH_TRY(pair, pair_of(visit, given));
  const auto verdict = people::verdict_of(given.get("answer"));
  HEARTH_TRY(opened, open_pair(visit, pair, verdict ? "two records side by side; answered" : "two records side by side"));
  Typed typed{std::string{given.get("answer")}, one_line(given.get("why")), {}};
  if (!verdict) typed.fault = "Say whether they are the same person, two people, or that you are not sure.";
  else if (typed.why.size() > reason_max) typed.fault = "The reason is too long: up to 300 letters.";
  if (!typed.fault.empty()) return pair_page(visit, pair, opened, typed);
  const auto seen = whole_number(given.get("seen")).value_or(0);
  people::Answered after;
  HEARTH_CHECK(visit.surface.folder.database().write([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(answered, people::decide_pair(session, {pair.left, pair.right, *verdict, visit.actor->user, visit.surface.clock.now().text(), typed.why},
                                            static_cast<std::int64_t>(seen)));
    after = std::move(answered);
    return Done{};
  }));
  if (!after.kept) return meanwhile(visit, pair, after.history, opened.reviewers, typed);
  return on_to_the_next(visit, pair);
}

Result<Response> undo(const Visit& visit) {
  const auto& given = visit.request.form;
  HEARTH_TRY(pair, pair_of(visit, given));
  HEARTH_TRY(opened, open_pair(visit, pair, "two records side by side; answer taken back"));
  const auto seen = whole_number(given.get("seen")).value_or(0);
  HEARTH_CHECK(visit.surface.folder.database().write([&](store::Session& session) -> Result<Done> {
    HEARTH_CHECK(people::withdraw_decision(session, pair.left, pair.right, visit.actor->user, visit.surface.clock.now().text(), static_cast<std::int64_t>(seen)));
    return Done{};
  }));
  return Response::see_other(pair.path());
}

}  // namespace

Result<ReviewChoices> review_choices(const Visit& visit, const std::function<std::string(const std::string& purpose)>& list_path) {
  SilentProgress silent;
  HEARTH_TRY(snapshot, visit.surface.folder.snapshot(silent));
  ReviewChoices out;
  for (const auto& programme : snapshot->programmes) {
    if (!visit.may_look(*snapshot, trust::Action::review, programme.purpose)) continue;
    out.purpose = programme.purpose.text();
    out.links.push_back(link(list_path(out.purpose), programme.words));
  }
  return out;
}

std::vector<Route> review_routes() {
  return {{Method::get, "/review", Door::signed_in, list},
          {Method::get, "/review/{}/{}", Door::signed_in, show},
          {Method::post, "/review/{}/{}", Door::signed_in, answer},
          {Method::post, "/review/{}/{}/undo", Door::signed_in, undo}};
}

}  // namespace hearth::web
