// hearth doctor: what is wrong with a set-up, and what to do about it. Exit 5 when something is.
#include <sys/stat.h>

#include "app/command.h"
#include "base/text.h"
#include "app/place_warnings.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/folder.h"
#include "spine/place_context.h"
#include "spine/rules_in_force.h"
#include "trust/audit_verify.h"

namespace hearth::app {
namespace {

class Examination {
 public:
  explicit Examination(Call& call) : call_{call} {}
  void good(const std::string& what) { note("ok", what); }
  void bad(const std::string& what, const std::string& advice) {
    note("FAULT", what + (advice.empty() ? "" : " " + advice));
    ++faults_;
  }
  void check(bool fine, const std::string& what, const std::string& advice) { fine ? good(what) : bad(what, advice); }
  [[nodiscard]] Exit finish() {
    if (call_.json) call_.line(formats::write_json(formats::json::object{{"faults", faults_}, {"checks", checks_}}));
    return faults_ == 0 ? Exit::done : Exit::fault_found;
  }

 private:
  void note(const std::string& verdict, const std::string& text) {
    if (call_.json) checks_.push_back(formats::json::object{{"verdict", verdict}, {"check", text}});
    else call_.line((verdict == "ok" ? "ok     " : "FAULT  ") + text);
  }
  Call& call_;
  std::size_t faults_{0};
  formats::json::array checks_;
};

void examine_folder(Call& call, Examination& examination) {
  struct stat info {};
  const auto mode = [&](const Path& path) { return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777U : 0U; };
  examination.check((mode(call.data) & 077U) == 0, "the data folder is closed to other users", "Run: chmod 700 " + call.data.string());
  const Path key = call.data / "keys" / "audit.key";
  if (const auto& fault = call.folder->keys_fault()) examination.bad("the keys:", fault->message);
  else if (!call.files.exists(key)) examination.bad("there are no keys yet: looks are recorded, but the log is not signed.", "Run: hearth setup");
  else examination.check((mode(key) & 077U) == 0, "the keys are closed to other users", "Run: chmod 600 " + key.string());
}

void examine_place(Call& call, Examination& examination) {
  const auto place_file = call.folder->place_file();
  if (!place_file) return examination.bad("nothing has been run yet.", "Run: hearth run PLACE.toml");
  const auto context = spine::PlaceContext::read(call.files, *place_file, call.data / "index", call.threads, call.progress);
  if (!context) return examination.bad("PLACE.toml: " + to_string(context.error()), "");
  if (const auto fit = spine::check_feeds(context->place); !fit) return examination.bad(to_string(fit.error()), "");
  const auto policy = spine::policy_of(*context->place.declaration, context->programmes);
  if (!policy) return examination.bad(to_string(policy.error()), "");
  examination.good("PLACE.toml, its feeds, programmes, agreements and gazetteer can be read");
  const auto& gazetteer = context->gazetteer->loaded;
  if (const auto aside = gazetteer.rows_put_aside + gazetteer.fields_put_aside; aside > 0)
    examination.bad("rows or fields of the gazetteer were put aside (" + with_commas(aside) + "): these homes are not found, or have no place on the map.",
                    "See " + (call.data / "refused" / "gazetteer.csv").string() + ", mend them at the source and run again.");
  const auto staff = organisations_of_staff(call.folder->database());
  if (!staff) examination.bad("the staff cannot be read: " + staff.error().message, "");
  for (const auto& warning : place_warnings(context->place, **policy, staff ? *staff : std::vector<OrganisationId>{}, call.clock.now())) examination.bad(warning, "");
  for (const auto& feed : context->place.feeds)
    for (const auto& file : feed.files)
      if (!call.files.exists(file)) examination.bad("the feed " + feed.name.text() + " has no file " + file.string() + ".", "Put the extract there.");
  for (const auto& programme : context->programmes)
    examination.check(!programme.overdue(call.clock.now().date()), "the programme " + programme.id.text() + " is reviewed by " + programme.review_on.text(),
                      "That day has passed: review it, and set a new review_on.");
}

Result<Exit> doctor(Call& call) {
  Examination examination{call};
  examination.good("the store answers: " + call.folder->database().engine());
  examine_folder(call, examination);
  const auto audit = trust::verify_folder(call.files, call.data, call.folder->database());
  if (!audit) examination.bad("the log cannot be read: " + to_string(audit.error()), "Restore a backup.");
  else if (audit->whole()) examination.good("the log is whole");
  else examination.bad("the log is not whole: " + audit->faults.front().what, "See: hearth audit verify");
  examine_place(call, examination);
  if (!call.json) call.line("Version 1 is not for real personal data; SECURITY.md says what is missing.");
  return examination.finish();
}

}  // namespace

void register_doctor(CommandTable& table) {
  table.add("doctor", "what is wrong with a set-up, and what to do about it", "  hearth doctor --data /srv/hearth", Needs::folder_to_check, doctor);
}

}  // namespace hearth::app
