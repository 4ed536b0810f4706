// staff.cpp: people and roles: who may sign in, of which organisation, as what. Administrators only, who see no resident data.
#include "trust/staff.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "trust/secrets.h"
#include "web/components/choices.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

struct Fault {
  std::string field, words;
};

std::string field_of(std::string_view code) {
  if (code == "staff.no_role") return "role";
  if (code == "staff.organisation_unknown") return "organisation";
  return "user";
}

Html add_form(const Visit& visit, const std::optional<Fault>& fault) {
  const auto& given = visit.request.form;
  const auto error = [&](std::string_view name) { return fault && fault->field == name ? fault->words : std::string{}; };
  ChoicesOptions roles{.name = "role", .fieldset = FieldsetOptions{.legend = LegendOptions{.content = text("What they may do"), .classes = "govuk-fieldset__legend--s"}}, .id_prefix = "role"};
  for (std::size_t i = 0; i < trust::role_count; ++i) {
    const auto role = static_cast<trust::Role>(i);
    roles.items.push_back({.words = text(trust::words_of(role)), .value = std::string{trust::name_of(role)}});
  }
  for (const auto& role : given.all("role")) roles.chosen.emplace_back(role);
  if (const auto words = error("role"); !words.empty()) roles.notes.error = ErrorMessageOptions{.content = text(words)};
  std::string known;
  for (const auto& organisation : visit.surface.folder.guard().policy()->organisations()) known += (known.empty() ? "" : ", ") + organisation.id.text();
  return second_heading("Let somebody in") +
         form(visit, "/staff", join(field({.name = "user", .label = "Name to sign in with", .hint = "Letters, digits, . _ - and @", .error = error("user"), .value = std::string{given.get("user")}, .autocomplete = "off"}),
                                    field({.name = "organisation", .label = "Organisation", .hint = known.empty() ? std::string{"Its id in PLACE.toml"} : "One of " + known,
                                           .error = error("organisation"), .value = std::string{given.get("organisation")}, .autocomplete = "off"}),
                                    checkboxes(roles), submit("Add, and show the password once")));
}

Html staff_table(const Visit& visit, const std::vector<trust::StaffMember>& members) {
  std::vector<std::vector<Html>> lines;
  for (const auto& member : members) {
    const Html last = member.disabled          ? tagged("let out", "grey")
                      : member.user == visit.actor->user ? text("you")
                                               : link("/staff/" + percent_encoded(member.user), "Let out");
    lines.push_back({text(member.user), text(member.organisation.text()), text(spaced(member.roles.text())), text(member.last_used.empty() ? "never" : moment_words(member.last_used)), last});
  }
  return el("div", {{"class", "hearth-scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", "People"}},
            table("Who may sign in", {{"Name"}, {"Of"}, {"May"}, {"Last used"}, {"Change"}}, lines));
}

Result<Response> staff_page(const Visit& visit, const std::optional<Fault>& fault, const Html& note) {
  auto& folder = visit.surface.folder;
  HEARTH_TRY(members, trust::list_staff(folder.database(), folder.guard(), *visit.actor));
  std::vector<std::pair<std::string, std::string>> faults;
  if (fault) faults.emplace_back(fault->field, fault->words);
  return page(visit, {.title = "People and roles", .back = "/", .has_error = fault.has_value(), .wide = true},
              join(fault ? error_summary(faults) : Html{}, note, heading("People and roles"),
                   paragraph("What somebody may see follows from their organisation, their role, and the agreements in force. Each change is recorded under your name."),
                   staff_table(visit, members), add_form(visit, fault)),
              fault ? 400 : 200);
}

Result<Response> show(const Visit& visit) { return staff_page(visit, std::nullopt, {}); }

Result<Response> add(const Visit& visit) {
  const auto& given = visit.request.form;
  std::string all_roles;
  for (const auto& role : given.all("role")) all_roles += (all_roles.empty() ? "" : ",") + std::string{role};
  if (all_roles.empty()) return staff_page(visit, Fault{"role", "Choose at least one role"}, {});
  const auto roles = trust::Roles::parse(all_roles);
  if (!roles) return staff_page(visit, Fault{"role", roles.error().message}, {});
  const trust::NewStaff person{.user = std::string{trim(given.get("user"))}, .organisation = OrganisationId{std::string{trim(given.get("organisation"))}}, .roles = *roles,
                               .password = trust::random_password()};
  auto& folder = visit.surface.folder;
  const auto added = trust::add_staff(folder.database(), folder.log(), folder.guard(), *visit.actor, person, visit.surface.clock.now());
  if (!added && added.error().exit == Exit::wrong_use) return staff_page(visit, Fault{field_of(added.error().code), added.error().message}, {});
  if (!added) return fail(added.error());
  return staff_page(visit, std::nullopt,
                    inset(join(el("strong", text("Added " + to_lower_ascii(person.user) + ". ")), text("Password, shown this once: "), el("code", text(*person.password)))));
}

Result<Response> ask_to_disable(const Visit& visit) {
  auto& folder = visit.surface.folder;
  HEARTH_TRY(members, trust::list_staff(folder.database(), folder.guard(), *visit.actor));
  const auto found = std::ranges::find(members, visit.parts.front(), &trust::StaffMember::user);
  if (found == members.end() || found->disabled) return fail("page.not_found", "there is nobody of that name who may sign in.");
  return page(visit, {.title = "Let somebody out", .back = "/staff"},
              join(heading("Let " + found->user + " out?"), paragraph("Their next question is refused. What they looked at stays in the log; the name cannot be given again."),
                   form(visit, "/staff/" + percent_encoded(found->user), submit("Let out"))));
}

Result<Response> disable(const Visit& visit) {
  auto& folder = visit.surface.folder;
  HEARTH_CHECK(trust::disable_staff(folder.database(), folder.log(), folder.guard(), *visit.actor, visit.parts.front(), visit.surface.clock.now()));
  return Response::see_other("/staff");
}

}  // namespace

std::vector<Route> staff_routes() {
  return {{Method::get, "/staff", Door::signed_in, show},
          {Method::post, "/staff", Door::signed_in, add},
          {Method::get, "/staff/{}", Door::signed_in, ask_to_disable},
          {Method::post, "/staff/{}", Door::signed_in, disable}};
}

}  // namespace hearth::web
