// small_place.h: a place of one street and a few made-up people, run by the real steps, and browsers that walk its pages without a socket.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <regex>
#include <string>

#include "base/progress.h"
#include "spine/folder.h"
#include "temporary_folder.h"
#include "trust/setup.h"
#include "web/site.h"

namespace hearth::tests {

inline const Instant morning = *Instant::parse("2026-11-27T08:00:00Z");

inline Instant after_minutes(std::int64_t minutes) { return {morning.milliseconds + minutes * 60'000}; }

class SmallPlace {
 public:
  /// @param tenants  rows of housing.csv without the heading: key,name,born,address,postcode,wheelchair. Empty text: no file is named.
  /// @param bins     rows of bins.csv in the same columns
  /// @param stays    rows of stays.csv, of which it is told only that a council care contact knows them: key,name,born,address,postcode,wheelchair,until
  /// @param more_of_place  further lines of [place] in PLACE.toml
  explicit SmallPlace(const std::string& tenants, const std::string& bins = {}, const std::string& stays = {}, std::string more_of_place = {})
      : more_of_place_{std::move(more_of_place)} {
    write_files(tenants, bins, stays);
    auto opened = spine::Folder::open(folder_.path() / "data", files_, clock, Threads{1});
    REQUIRE(opened);
    data = std::move(*opened);
    const auto done = trust::set_up(files_, data->database(), data->log(), data->path(), clock.now(),
                                    {.organisation = OrganisationId{"council"}, .demo = true, .cost = trust::PasswordCost::least()});
    REQUIRE(done);
    password = done->password.value_or("");
  }

  /// A file beside PLACE.toml.
  void write(const std::string& name, const std::string& content) const { static_cast<void>(folder_.file(name, content)); }
  /// hearth run PLACE.toml
  void run() {
    SilentProgress silent;
    const auto report = data->run(folder_.path() / "PLACE.toml", {.accept_shrink = true}, silent);
    if (!report) FAIL(to_string(report.error()));
    for (const auto& error : report->errors) FAIL(to_string(error));
  }
  void write_files(const std::string& tenants, const std::string& bins, const std::string& stays = {}) const {
    folder_.file("gazetteer.csv", "uprn,unit,street,town,postcode,x,y,class\n100001,1,Weir Lane,Weirdale,ZZ1 1AA,431200,433800,\n100002,2,Weir Lane,Weirdale,ZZ1 1AA,431210,433800,\n"
                                  "100003,3,Weir Lane,Weirdale,ZZ1 1AA,431220,433800,\n100004,4,Weir Lane,Weirdale,ZZ1 1AA,431230,433800,\n"
                                  "100017,17,Bank Road,Weirdale,ZZ1 1AB,431300,433900,RI01\n100019,19,Bank Road,Weirdale,ZZ1 1AB,431310,433900,\n");
    folder_.file("place.gazetteer.toml", "[gazetteer]\nname = \"Weirdale\"\nfiles = [\"gazetteer.csv\"]\nformat = \"csv\"\n[columns]\nuprn = \"uprn\"\nunit = \"unit\"\n"
                                         "street = \"street\"\ntown = \"town\"\npostcode = \"postcode\"\nx = \"x\"\ny = \"y\"\nclass = \"class\"\n");
    std::string feeds;
    for (const auto& [name, rows] : {std::pair{"housing", &tenants}, std::pair{"bins", &bins}, std::pair{"stays", &stays}}) {
      if (rows->empty()) continue;
      const bool has_end = rows == &stays;
      feeds += (feeds.empty() ? "\"" : ", \"") + std::string{name} + ".feed.toml\"";
      folder_.file(std::string{name} + ".csv", std::string{"key,name,born,address,postcode,wheelchair"} + (has_end ? ",until" : "") + "\n" + (*rows == "no rows" ? std::string{} : *rows));
      folder_.file(std::string{name} + ".feed.toml",
                   "[feed]\nname = \"" + std::string{name} + "\"\nfiles = [\"" + name + ".csv\"]\nformat = \"csv\"\nkey = \"key\"\norganisation = \"council\"\nagreement = \"flood\"\n"
                   "received = 2026-11-20\nretention = \"4 years\"\nknown_as = \"" + (has_end ? "council care contact" : "named") + "\"\n[columns]\nfull_name = \"name\"\nbirth_date = { column = \"born\", format = \"%Y-%m-%d\" }\n"
                   "address = \"address\"\npostcode = \"postcode\"\n" + (has_end ? "address_to = { column = \"until\", format = \"%Y-%m-%d\" }\n" : "") + "[claims]\nwheelchair = { column = \"wheelchair\", true = [\"Y\"], false = [\"N\"] }\n");
    }
    folder_.file("PLACE.toml", "[place]\nname = \"Weirdale\"\ngazetteer = \"place.gazetteer.toml\"\nfeeds = [" + feeds + "]\nprogrammes = [\"flood-welfare\"]\nmade_up = true\n" + more_of_place_ +
                               "protected_contact = \"Safeguarding desk, 01632 960099\"\n[[organisation]]\nid = \"council\"\nname = \"Weirdale Council\"\ncontact = \"Duty desk, 01632 960000\"\n"
                               "[[organisation]]\nid = \"charity\"\nname = \"Weirdale Neighbours\"\ncontact = \"Office, 01632 960007\"\n"
                               "[[agreement]]\nid = \"flood\"\nparties = [\"council\"]\npurposes = [\"flood-welfare\"]\nfactors = [\"wheelchair\"]\nmay = [\"match\", \"query\"]\n"
                               "from = 2025-01-01\nuntil = 2029-12-31\n");
  }

  /// Names decided.csv as the file of decisions, and writes it.
  void name_decisions(const std::string& content = "address,postcode,uprn,who,when,why\n") {
    auto declaration = text("place.gazetteer.toml");
    folder_.file("place.gazetteer.toml", declaration.replace(0, std::string{"[gazetteer]\n"}.size(), "[gazetteer]\ndecisions = \"decided.csv\"\n"));
    folder_.file("decided.csv", content);
  }
  [[nodiscard]] std::string text(const std::string& name) { return files_.read_all(folder_.path() / name, 1U << 20).value_or("not there"); }

  FixedClock clock{morning};
  std::unique_ptr<spine::Folder> data;
  web::Sessions sessions;
  web::HeldForms held;
  web::TileStore tiles;
  web::Pace pace;
  web::PasswordEach passwords;
  std::string password;  ///< of the made-up staff
  [[nodiscard]] web::Surface surface() { return {*data, files_, clock, Threads{1}, sessions, held, tiles, pace, passwords}; }

 private:
  std::string more_of_place_;
  TemporaryFolder folder_;
  DiskFiles files_;
};

/// One browser of one member of staff: keeps its cookies, fills in forms.
struct Walker {
  SmallPlace& place;
  web::Site site{place.surface()};
  std::string cookie{};
  std::string origin{};  ///< of a form, as the browser tells

  void keep(const std::string& pair) {
    const auto name = pair.substr(0, pair.find('=') + 1);
    const auto at = cookie.find(name);
    if (at != std::string::npos) cookie.erase(at, cookie.find(';', at) == std::string::npos ? std::string::npos : cookie.find(';', at) + 2 - at);
    if (cookie.ends_with("; ")) cookie.resize(cookie.size() - 2);
    cookie += (cookie.empty() ? "" : "; ") + pair;
  }
  web::Response send(web::Request request) {
    request.host = "127.0.0.1";
    request.cookie = cookie;
    request.origin = request.method == web::Method::post ? origin : std::string{};
    request.from_this_machine = true;
    auto answer = site.answer(request);
    for (const auto& [name, value] : answer.headings)
      if (name == "Set-Cookie") keep(value.substr(0, value.find(';')));
    return answer;
  }
  web::Response get(const std::string& target) {
    auto parsed = web::parse_target(target);
    REQUIRE(parsed);
    web::Request request;
    request.path = parsed->first;
    request.query = parsed->second;
    return send(std::move(request));
  }
  web::Response post(const std::string& path, web::Params form) {
    web::Request request;
    request.method = web::Method::post;
    request.path = path;
    request.form = std::move(form);
    return send(std::move(request));
  }
  void sign_in(const std::string& user) { REQUIRE(get("/sign-in/once/" + place.sessions.add_link(user, place.clock.now())).status == 303); }
  /// A form of these fields, with the token of this session.
  web::Params form(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::smatch found;
    const auto me = get("/me").body;
    web::Params out;
    if (std::regex_search(me, found, std::regex{"name=\"csrf\" value=\"([0-9a-f]+)\""})) out.add("csrf", found[1]);
    for (const auto& [name, value] : fields) out.add(name, value);
    return out;
  }
  static std::string heading(const web::Response& answer, std::string_view wanted) {
    for (const auto& [name, value] : answer.headings)
      if (name == wanted) return value;
    return {};
  }
  /// Asks for the whole street; the number of the list, or empty.
  std::string ask_for_street() {
    const auto area = heading(post("/ask", form({{"purpose", "flood-welfare"}, {"street", "Weir Lane"}})), "Location");
    return area.starts_with("/area/") ? area.substr(6) : std::string{};
  }
};

}  // namespace hearth::tests
