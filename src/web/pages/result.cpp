// result.cpp: the list: totals at the head, a chart, then home by home in door order, in its four parts; and as a file.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"
#include "base/try.h"
#include "spine/area_question.h"
#include "spine/door_row_guard.h"
#include "web/area_map.h"
#include "web/components/navigation.h"
#include "web/door_file.h"
#include "web/door_words.h"
#include "web/doors_chart.h"
#include "web/pack_facts.h"
#include "web/pages/letter_forms.h"
#include "web/pages/pages.h"
#include "web/pages/paths.h"
#include "web/pages/seen_list.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using spine::DoorRow;

Html totals(const spine::AreaHead& head) {
  std::vector<std::pair<std::string, Html>> rows{{"Doors known", text(with_commas(head.doors))}, {"People to reach", text(with_commas(head.people))}};
  for (const auto& [verb, count] : head.by_category) rows.emplace_back("People to " + verb, text(with_commas(count)));
  if (head.transport) {
    rows.emplace_back("Likely transport: seats", text(with_commas(head.transport->seats)));
    rows.emplace_back("Likely transport: places for a wheelchair", text(with_commas(head.transport->wheelchairs)));
  }
  if (head.money) rows.emplace_back("Could be owed in all", el("strong", text(head.money->by_the_year())) + text(". " + head.money->basis()));
  if (head.power_not_on_register > 0) rows.emplace_back("People who need power, and are not on the priority register", text(with_commas(head.power_not_on_register)));
  rows.emplace_back("People known to one organisation only", text(with_commas(head.known_to_one)));
  rows.emplace_back("Homes we hold nothing on", text(with_commas(head.homes_nothing_held) + " of " + with_commas(head.homes)));
  if (head.dead_left_out > 0) rows.emplace_back("Known to have died, left out", text(with_commas(head.dead_left_out)));
  return summary(rows);
}

Html ages(const spine::AreaHead& head) {
  std::vector<Html> items;
  for (const auto& feed : head.feeds) items.push_back(text(spaced(feed.feed) + ": " + (feed.day_said ? counted(static_cast<std::uint64_t>(feed.days), "day") + " old" : "nobody has said of which day it is")));
  Html out = folded("How old each file is", bullets(items));
  if (!head.not_used.empty())
    out += inset(el("strong", text("Not in this list: ")) + text(joined(head.not_used, "; ") + "."));
  return out;
}

/// Addresses alone: who is on no list is not thereby safe.
Html nothing_held(const spine::AreaHead& head) {
  if (head.homes_nothing_held == 0) return {};
  std::vector<Html> items;
  for (const auto& street : by_street(head.nothing_held))
    items.push_back(el("strong", text(street.heading.empty() ? "Without a street" : street.heading)) + text(": " + joined(street.houses, "; ")));  // "Flat 2, 47" has a comma of its own
  const bool all = head.nothing_held.size() == head.homes_nothing_held;
  return folded("Homes that we hold nothing on: knock if you can",
                paragraph("No file that you may use names anybody here. That does not mean that nobody lives here, or that nobody needs help.") + bullets(items) +
                    (all ? Html{} : paragraph(head.nothing_held.empty() ? std::string{"They are too many to list: ask for a smaller area, or street by street."}
                                                                         : "These are the first " + with_commas(head.nothing_held.size()) + " of " + with_commas(head.homes_nothing_held) +
                                                                               ". For the others ask for a smaller area, or street by street.")));
}

/// What the doors of the list ask of crews, in the order of the programme.
Html crew_needs(const std::vector<DoorRow>& rows) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> people;  // by words, which two facts may share: order and how many
  for (const auto& row : rows) {
    std::set<std::string_view> told;
    for (const auto& deed : row.crew) {
      if (!told.insert(deed.words).second) continue;
      auto& [order, count] = people.try_emplace(deed.words, deed.order, 0).first->second;
      order = std::min(order, deed.order);
      ++count;
    }
  }
  if (people.empty()) return {};
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::string>> ordered;
  for (const auto& [words, place] : people) ordered.emplace_back(place, words);
  std::ranges::sort(ordered);
  std::vector<std::vector<Html>> lines;
  for (const auto& [place, words] : ordered) lines.push_back({text(words), text(with_commas(place.second))});
  return table("What crews will need", {{"At the door"}, {"People", true}}, lines);
}

using Questions = std::vector<std::string>;

/// The list that a link stands on.
struct From {
  std::string purpose, path;
};

Html person(const DoorRow& row, const From& from, const Questions& usual) {
  std::vector<std::string> reasons;
  for (const auto& reason : row.reasons) reasons.push_back(reason.words);
  Html out = el("p", {{"class", "govuk-body hearth-person"}},
                join(tagged(row.category, deed_colour(row.category_rank)), text(" "),
                     link(why_path(row.person, from.purpose, from.path), name_words(row.name)),
                     text((row.room.empty() ? "" : ", " + row.room) + ": " + joined(reasons, "; "))));
  std::vector<Html> more;
  if (row.money) more.push_back(text(row.money->words()));
  if (!row.phone.empty()) {
    std::string digits;
    for (const char c : row.phone)
      if ((c >= '0' && c <= '9') || c == '+') digits.push_back(c);
    more.push_back(text("Telephone ") + el("a", {{"class", "govuk-link"}, {"href", "tel:" + digits}}, text(row.phone)));
  }
  if (!row.known_to.empty()) more.push_back(text("Known to " + spaced(joined(row.known_to, ", "))));
  if (!row.call.empty()) more.push_back(text("Call " + joined(row.call, "; ")));
  if (row.homes.size() > 1) {
    std::vector<std::string> homes;
    for (const auto& home : row.homes) homes.push_back(home.address + " (told " + home.date + ")");
    more.push_back(text("May live at " + joined(homes, " or ")));
  }
  if (!usual.empty() && row.not_known == usual) more.push_back(text("Ask what is asked of everybody"));
  else if (!row.not_known.empty()) more.push_back(text("Ask " + joined(row.not_known, ", ")));
  return out + bullets(more);
}

/// Rows of one door in one part of the list.
struct HomeRows {
  std::size_t from, to;
};

std::vector<HomeRows> homes_of(const std::vector<DoorRow>& rows) {
  std::vector<HomeRows> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && spine::at_one_door(rows[i], rows[i - 1])) out.back().to = i + 1;
    else out.push_back({i, i + 1});
  }
  return out;
}

std::string path_of_home(const DoorRow& row, const From& from) {
  const auto& uprn = row.establishment_uprn ? row.establishment_uprn : row.uprn;
  return uprn && row.part == spine::Part::door ? home_path(*uprn, from.purpose, from.path) : std::string{};
}

Html one_home(const std::vector<DoorRow>& rows, const HomeRows& home, std::size_t number, const From& from, const Questions& usual) {
  const auto& first = rows[home.from];
  Html people;
  for (std::size_t i = home.from; i < home.to; ++i) people += person(rows[i], from, usual);
  const auto address = spine::door_address(first).empty() ? std::string{"No address is held"} : spine::door_address(first);
  const auto path = path_of_home(first, from);
  const Html title = path.empty() ? text(address) : link(path, address);
  const Html mark = first.part == spine::Part::door && first.point ? el("span", {{"class", "hearth-home-number"}}, text(std::to_string(number))) + text(" ") : Html{};
  return el("section", {{"class", "hearth-home"}}, el("h3", {{"class", "govuk-heading-s"}}, mark + title) + people);
}

/// A page of the list: what a slow telephone loads at once, and a person can look through.
constexpr std::size_t homes_a_page = 100;

struct Pages {
  std::size_t page{1}, pages{1};
};
Pages pages_of(std::string_view asked, std::size_t homes) {
  Pages out{.pages = std::max<std::size_t>(1, (homes + homes_a_page - 1) / homes_a_page)};
  std::from_chars(asked.data(), asked.data() + asked.size(), out.page);
  out.page = std::clamp<std::size_t>(out.page, 1, out.pages);
  return out;
}

Html page_links(const std::string& path, std::string_view known, const Pages& at) {
  if (at.pages < 2) return {};
  const auto to = [&](std::size_t number) { return path + "?page=" + std::to_string(number) + (known.empty() ? "" : "&known=" + percent_encoded(known)) + "#list"; };
  PaginationOptions out{.label = "Pages of the list"};
  if (at.page > 1) out.previous.href = to(at.page - 1);
  if (at.page < at.pages) out.next.href = to(at.page + 1);
  for (std::size_t i = 1; i <= at.pages; ++i) {
    const bool near = i == 1 || i == at.pages || (i + 1 >= at.page && i <= at.page + 1);
    if (near) out.items.push_back({.number = std::to_string(i), .href = to(i), .is_current = i == at.page});
    else if (!out.items.back().is_ellipsis) out.items.push_back({.is_ellipsis = true});
  }
  return pagination(out);
}

Html homes_on_page(const std::vector<DoorRow>& rows, const std::vector<HomeRows>& homes, const Pages& at, const From& from) {
  const auto usual = spine::usual_questions(rows);
  Html out = usual.empty() ? Html{} : inset(el("strong", text("Ask everybody: ")) + text(joined(usual, ", ") + "."));
  const auto first = (at.page - 1) * homes_a_page;
  for (std::size_t i = first; i < std::min(homes.size(), first + homes_a_page); ++i) {
    const auto part = rows[homes[i].from].part;
    if (i == first || part != rows[homes[i - 1].from].part) out += second_heading(spine::words_of(part), std::string{spine::name_of(part)});
    out += one_home(rows, homes[i], i + 1, from, usual);
  }
  return out;
}

/// The doors of the list on a map of all homes of the area; those of this page with their numbers.
Html map_of(const spine::Snapshot& snapshot, const AskedArea& kept, const spine::AreaHead& head, const std::vector<DoorRow>& rows,
            const std::vector<HomeRows>& homes, const Pages& at, const From& from) {
  const auto properties = spine::properties_of(snapshot, kept.asked);
  if (!properties) return {};
  MapMarks marks;
  for (const auto& category : head.by_category) marks.deeds.push_back(category.first);
  for (std::size_t i = 0; i < homes.size(); ++i) {
    const auto& first = rows[homes[i].from];
    if (first.part != spine::Part::door || !first.point) continue;
    MapMark mark{.point = *first.point, .number = i + 1, .rank = first.category_rank, .link = path_of_home(first, from),
                 .is_on_page = i / homes_a_page + 1 == at.page};
    for (std::size_t row = homes[i].from; row < homes[i].to; ++row) mark.rank = std::min(mark.rank, rows[row].category_rank);
    marks.doors.push_back(std::move(mark));
  }
  return draw_area_map(area_map_of(snapshot, kept.asked, *properties), marks);
}

/// Files of the visitor's own organisation whose involvement may be told.
using OwnFeeds = std::vector<trust::FeedIndex>;

/// Whom the list shows: known to the visitor's own organisation, to another and not to theirs, or to nobody who may be named.
bool is_wanted(const DoorRow& row, std::string_view known, const OwnFeeds& own) {
  const bool ours = !row.known_to.empty() && std::ranges::find_first_of(row.feeds, own) != row.feeds.end();
  if (known == "us") return ours;
  if (known == "another") return !ours && !row.known_to.empty();
  if (known == "nobody") return row.known_to.empty();
  return true;
}

/// Known, and the number beside it.
Html filter(const std::string& path, std::string_view known, const std::vector<DoorRow>& rows, const OwnFeeds& own) {
  struct Choice {
    Literal value, words;
  };
  constexpr std::array<Choice, 4> choices{{{"", "Everybody"}, {"us", "Known to my team"}, {"another", "Known to another"}, {"nobody", "Known to nobody"}}};
  Html items;
  for (const auto& choice : choices) {
    const bool now = choice.value.text == known;
    const auto people = std::ranges::count_if(rows, [&](const DoorRow& row) { return is_wanted(row, choice.value.text, own); });
    const auto words = std::string{choice.words.text} + " (" + with_commas(static_cast<std::uint64_t>(people)) + ")";
    items += el("li", now ? el("strong", {{"aria-current", "true"}}, text(words)) : link(path + (choice.value.text.empty() ? "" : "?known=" + std::string{choice.value.text}) + "#list", words));
  }
  return el("nav", {{"aria-label", "Whom to show"}}, el("ul", {{"class", "govuk-list hearth-filter"}}, items));
}

OwnFeeds own_feeds(const Visit& visit, const spine::Snapshot& snapshot) {
  OwnFeeds out;
  const auto& feeds = snapshot.place.feeds;
  for (std::size_t i = 0; i < feeds.size(); ++i)
    if (feeds[i].organisation == visit.actor->organisation && feeds[i].known_as != record::KnownAs::hidden) out.push_back(static_cast<trust::FeedIndex>(i));
  return out;
}

/// Files and paper, for those who may take data along.
Html take_along(const Visit& visit, const spine::Asking& asking, const AskedArea& kept, const std::string& path) {
  if (!visit.may_look(*asking.snapshot, trust::Action::export_, PurposeId{kept.purpose})) return {};
  const bool has_crews = !asking.programme->crew.empty();
  return (has_crews ? button_link(path + "/file/pdf", "Print the pack for crews (PDF)") : Html{}) +
         paragraph(join(text(has_crews ? "Or take it along as " : "Take it along as "), link(path + "/file/csv", "CSV"), text(" or "), link(path + "/file/geojson", "GeoJSON for a map program"),
                        text(". Each is written in the log under your name.")));
}

Result<Response> list(const Visit& visit) {
  const auto kept = kept_area(visit);
  if (!kept) return fail("page.not_found", "this list was asked in another session. Ask again from the start page.");
  HEARTH_TRY(shown, seen_list(visit, *kept, trust::Action::query));
  const auto& seen = shown.doors;
  const auto& head = seen->head;
  const auto known = visit.request.query.get("known");
  const auto own = own_feeds(visit, *shown.asking.snapshot);
  std::vector<DoorRow> filtered;
  if (!known.empty()) std::ranges::copy_if(seen->rows, std::back_inserter(filtered), [&](const DoorRow& row) { return is_wanted(row, known, own); });
  const auto& rows = known.empty() ? seen->rows : filtered;
  const std::string path = "/list/" + visit.parts.front();
  std::vector<Html> obligations;
  for (const auto& words : seen.receipt().obligations) obligations.push_back(text(words));
  const auto homes = homes_of(rows);
  const auto at = pages_of(visit.request.query.get("page"), homes.size());
  const From from{kept->purpose, here(visit.request)};
  const Html parts = rows.empty() ? paragraph("Nobody is on this list. That does not mean that everybody is safe.")
                                  : homes_on_page(rows, homes, at, from) + page_links(path, known, at);
  return page(visit, {.title = head.purpose_words, .back = "/area/" + visit.parts.front(), .active = "/", .wide = true},
              join(el("span", {{"class", "govuk-caption-l"}}, text(head.asked + ", " + moment_words(head.at.text()))), heading(head.purpose_words), inset(text(head.sentence() + " " + head.protected_sentence())),
                   bullets(obligations), totals(head), take_along(visit, shown.asking, *kept, path), letters_form(visit, shown.asking, path), crew_needs(rows), shown.asking.programme->crew.empty() ? Html{} : nothing_held(head), ages(head), doors_chart(rows, head), filter(path, known, seen->rows, own),
                   map_of(*shown.asking.snapshot, *kept, head, rows, homes, at, from), el("div", {{"id", "list"}}, parts)));
}

Result<std::string> pack(const Visit& visit, const AskedArea& kept, const SeenList& taken) {
  const auto policy = visit.surface.folder.guard().policy();
  HEARTH_TRY(facts, pack_facts(visit.surface.files, *policy, taken.asking, taken.doors, kept.asked, visit.surface.clock.now(), {}));
  return door_pack(taken.doors, facts);
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> file_types{
    {{"csv", "text/csv; charset=utf-8"}, {"geojson", "application/geo+json"}, {"json", "application/json"}, {"pdf", "application/pdf"}}};

Result<Response> file(const Visit& visit) {
  const auto kept = kept_area(visit);
  const auto& format = visit.parts.back();
  const auto type = std::ranges::find(file_types, format, [](const auto& known) { return known.first; });
  if (!kept || type == file_types.end()) return fail("page.not_found", "there is no such file.");
  HEARTH_TRY(taken, seen_list(visit, *kept, trust::Action::export_));
  HEARTH_TRY(bytes, format == "pdf" ? pack(visit, *kept, taken) : door_file(taken.doors, format));
  Response out;
  out.content_type = type->second;
  out.headings.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string{visit.made_up ? "MADE-UP-" : ""} + kept->purpose + "." + format + "\"");
  out.body = std::move(bytes);
  return out;
}

}  // namespace

std::vector<Route> result_routes() {
  return {{Method::get, "/list/{}", Door::signed_in, list}, {Method::get, "/list/{}/file/{}", Door::signed_in, file}};
}

}  // namespace hearth::web
