// staff.cpp: people and roles: who may ask, added, given other roles, let out. For the administrator, who sees no resident data.
#include "trust/staff.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "base/try.h"
#include "trust/audit_table.h"
#include "trust/secrets.h"
#include "web/components/button.h"
#include "web/components/choices.h"
#include "web/components/notices.h"
#include "web/components/text_fields.h"
#include "web/pages/pages.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

using trust::Role;
using trust::StaffMember;

/// What each role means, in the order of Role.
constexpr std::array<std::string_view, trust::role_count> role_hints{
    "People, roles and agreements. Sees no resident data.", "Lists, homes and paper in an emergency or for the day's urgent work.",
    "Lists and letters about money that people are entitled to.", "Tenants and homes.", "Of a partner: looks, and takes no file away.",
    "Says whether two records tell of one person. Sees no list.", "Reads the log and the agreements. Sees no resident data.",
    "Reads and checks the log. Sees no resident data."};

std::string person_path(const std::string& user) { return "/staff/person/" + percent_encoded(user); }

std::string roles_in_words(const trust::Roles& roles) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < trust::role_count; ++i)
    if (roles.has(static_cast<Role>(i))) out.emplace_back(trust::words_of(static_cast<Role>(i)));
  return joined(out, ", ");
}

Result<std::vector<StaffMember>> members(const Visit& visit) {
  return trust::list_staff(visit.surface.folder.database(), visit.surface.folder.guard(), *visit.actor);
}

/// When each of them last asked for anything, as the log has it.
Result<std::map<std::string, std::string>> last_asked(const Visit& visit) {
  std::map<std::string, std::string> out;
  HEARTH_CHECK(visit.surface.folder.database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, trust::newest_by_actors(session));
    out = std::move(found);
    return Done{};
  }));
  return out;
}

Result<Response> list(const Visit& visit) {
  HEARTH_TRY(all, members(visit));
  HEARTH_TRY(asked, last_asked(visit));
  std::vector<std::vector<Html>> rows;
  for (const auto& member : all)
    rows.push_back({link(person_path(member.user), member.user), text(spaced(member.organisation.text())), text(roles_in_words(member.roles)),
                    text(asked.contains(member.user) ? moment_words(asked.at(member.user)) : "never"),
                    member.disabled ? tagged("Let out", "grey") : tagged("May sign in", "green")});
  return page(visit, {.title = "People and roles", .active = "/staff", .wide = true},
              join(heading("People and roles"), paragraph("Who may ask, and in what role. Organisation, role and agreement together decide what somebody sees; you see no resident data here."),
                   button_link("/staff/add", "Add somebody"), table("Everybody who was given an account", {{"Name"}, {"Organisation"}, {"Roles"}, {"Last asked"}, {"State"}}, rows)));
}

// ---- adding

struct Typed {
  std::string user, organisation, os_user;
  std::vector<std::string> roles;
};

Html role_boxes(const std::vector<std::string>& chosen, const std::string& fault) {
  ChoicesOptions out{.name = "role"};
  out.fieldset = FieldsetOptions{.legend = {.content = text("Roles"), .classes = "govuk-fieldset__legend--s"}};
  if (!fault.empty()) out.notes.error = ErrorMessageOptions{.content = text(fault)};
  for (std::size_t i = 0; i < trust::role_count; ++i)
    out.items.push_back({.words = text(trust::words_of(static_cast<Role>(i))), .value = std::string{trust::name_of(static_cast<Role>(i))},
                         .hint = HintOptions{.content = text(role_hints[i])}});
  out.chosen = chosen;
  return checkboxes(out);
}

/// The fault of a form, at the field that can mend it, in the words of a page.
std::pair<std::string, std::string> field_fault(const Error& error) {
  if (error.code == "staff.no_role" || error.code == "trust.unknown_role") return {"role", "Choose at least one role."};
  if (error.code == "staff.organisation_unknown") return {"organisation", "Choose the organisation that the person works for."};
  if (error.code == "staff.last_administrator") return {"role", "This is the last administrator. Make somebody else one first."};
  if (error.code.starts_with("staff.os_user")) return {"os_user", error.message};
  return {"user", error.message};
}

Html organisation_box(const Visit& visit, const std::string& chosen, const std::string& fault) {
  SelectOptions out{.name = "organisation", .label = {.content = text("Organisation")}, .value = chosen};
  if (!fault.empty()) out.notes.error = ErrorMessageOptions{.content = text(fault)};
  out.items.push_back({.words = "Choose one", .value = std::string{}});
  for (const auto& organisation : visit.surface.folder.guard().policy()->organisations())
    out.items.push_back({.words = organisation.name.empty() ? organisation.id.text() : organisation.name, .value = organisation.id.text()});
  return select(out);
}

Response add_page(const Visit& visit, const Typed& typed, const std::optional<Error>& error) {
  const auto fault = error ? field_fault(*error) : std::pair<std::string, std::string>{};
  const auto fault_of = [&](std::string_view name) { return fault.first == name ? fault.second : std::string{}; };
  return page(visit, {.title = "Add somebody", .back = "/staff", .active = "/staff", .has_error = error.has_value()},
              join(error ? error_summary({fault}) : Html{}, heading("Add somebody"),
                   form(visit, "/staff/add",
                        join(field({.name = "user", .label = "Sign-in name", .hint = "Small letters, digits, and . _ - @. For example: anna.smith", .error = fault_of("user"), .value = typed.user}),
                             organisation_box(visit, typed.organisation, fault_of("organisation")), role_boxes(typed.roles, fault_of("role")),
                             field({.name = "os_user", .label = "User of this machine (you may leave it out)",
                                    .hint = "Name or number. That user needs no password at the command line of this machine.", .error = fault_of("os_user"), .value = typed.os_user}),
                             submit("Add this person")))),
              error ? 400 : 200);
}

Typed typed_in(const Params& given) {
  Typed out{std::string{trim(given.get("user"))}, std::string{given.get("organisation")}, std::string{trim(given.get("os_user"))}, {}};
  for (const auto role : given.all("role")) out.roles.emplace_back(role);
  return out;
}

Result<Response> add_form(const Visit& visit) {
  HEARTH_CHECK(visit.surface.folder.guard().allow(*visit.actor, trust::Action::manage, "the form to add staff"));
  return add_page(visit, {}, {});
}

Result<Response> add(const Visit& visit) {
  const auto typed = typed_in(visit.request.form);
  const std::string password = trust::random_password();
  trust::NewStaff person{typed.user, OrganisationId{typed.organisation}, {}, password, {}};
  if (!typed.os_user.empty()) person.os_user = typed.os_user;
  const auto roles = trust::Roles::parse(joined(typed.roles, ","));
  if (!roles) return add_page(visit, typed, roles.error());
  person.roles = *roles;
  auto& folder = visit.surface.folder;
  const auto added = trust::add_staff(folder.database(), folder.log(), folder.guard(), *visit.actor, person, visit.surface.clock.now());
  if (!added && added.error().exit != Exit::wrong_use) return fail(added.error());
  if (!added) return add_page(visit, typed, added.error());
  const auto name = to_lower_ascii(typed.user);
  return page(visit, {.title = "Added", .active = "/staff"},
              join(panel({.title = text("Added"), .content = text(name)}), second_heading("The password, shown this once"), inset(el("code", text(password))),
                   paragraph("Give it to the person yourself, not by the same way as the name. It cannot be shown again."), paragraph(link("/staff", "Back to people and roles"))));
}

// ---- one person

Response person_page(const Visit& visit, const StaffMember& member, const std::optional<Error>& error) {
  const auto fault = error ? field_fault(*error) : std::pair<std::string, std::string>{};
  std::vector<std::string> chosen;
  for (const auto part : split(member.roles.text(), ',')) chosen.emplace_back(part);
  const auto path = person_path(member.user);
  Html changes;
  if (!member.disabled)
    changes = join(form(visit, path + "/roles", join(role_boxes(chosen, fault.second), submit("Change the roles"))), second_heading("Let this person out"),
                   paragraph("At once: the next page that they open is the sign-in page. What they did stays in the log. A name is given once: it cannot be let in again."),
                   form(visit, path + "/disable", button({.content = text("Let " + member.user + " out"), .classes = "govuk-button--warning"})));
  return page(visit, {.title = member.user, .back = "/staff", .active = "/staff", .has_error = error.has_value()},
              join(error ? error_summary({fault}) : Html{}, heading(member.user),
                   summary({{"Organisation", text(spaced(member.organisation.text()))}, {"Roles", text(roles_in_words(member.roles))},
                            {"User of this machine", text(member.os_user.empty() ? "none" : member.os_user)}, {"Password", text(member.password_hash.empty() ? "none" : "set")},
                            {"Added", text(moment_words(member.created))}, {"Last asked", text(member.last_used.empty() ? "never" : moment_words(member.last_used))},
                            {"State", member.disabled ? tagged("Let out", "grey") : tagged("May sign in", "green")}}),
                   changes),
              error ? 400 : 200);
}

Result<StaffMember> person_asked(const Visit& visit) {
  HEARTH_TRY(all, members(visit));
  const auto found = std::ranges::find(all, visit.parts.front(), &StaffMember::user);
  if (found == all.end()) return fail("page.not_found", "nobody has this sign-in name.");
  return *found;
}

Result<Response> person(const Visit& visit) {
  HEARTH_TRY(member, person_asked(visit));
  return person_page(visit, member, {});
}

/// Back to the person's page; with what is wrong, when something is.
Result<Response> after_change(const Visit& visit, const Result<Done>& changed) {
  if (changed) return Response::see_other(person_path(visit.parts.front()));
  if (changed.error().exit != Exit::wrong_use || changed.error().code == "staff.unknown") return fail(changed.error());
  HEARTH_TRY(member, person_asked(visit));
  return person_page(visit, member, changed.error());
}

Result<Response> change_roles(const Visit& visit) {
  std::vector<std::string> given;
  for (const auto role : visit.request.form.all("role")) given.emplace_back(role);
  const auto roles = trust::Roles::parse(joined(given, ","));
  auto& folder = visit.surface.folder;
  return after_change(visit, roles ? trust::change_roles(folder.database(), folder.guard(), *visit.actor, visit.parts.front(), *roles) : Result<Done>{fail(roles.error())});
}

Result<Response> disable(const Visit& visit) {
  auto& folder = visit.surface.folder;
  return after_change(visit, trust::disable_staff(folder.database(), folder.log(), folder.guard(), *visit.actor, visit.parts.front(), visit.surface.clock.now()));
}

}  // namespace

std::vector<Route> staff_routes() {
  return {{Method::get, "/staff", Door::signed_in, list},
          {Method::get, "/staff/add", Door::signed_in, add_form},
          {Method::post, "/staff/add", Door::signed_in, add},
          {Method::get, "/staff/person/{}", Door::signed_in, person},
          {Method::post, "/staff/person/{}/roles", Door::signed_in, change_roles},
          {Method::post, "/staff/person/{}/disable", Door::signed_in, disable}};
}

}  // namespace hearth::web
