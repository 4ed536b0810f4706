// Whom a place tells people to ring about a programme.
#include "spine/place_contact.h"

#include <doctest/doctest.h>

#include "need/need_fixture.h"
#include "spine/snapshot.h"

using namespace hearth;
using namespace hearth::spine;

namespace {

const std::vector<std::string> programmes{"flood-welfare", "pension-credit"};

Result<ContactOfProgramme> contacts(const std::string& text) {
  const auto file = formats::DeclarationFile::parse(text, "PLACE.toml");
  REQUIRE(file);
  return read_contacts(file->root(), programmes);
}

struct Refused {
  std::string code, message;
};
Refused refused(const std::string& line) {
  const auto read = contacts("[contact]\n" + line + "\n");
  return read ? Refused{} : Refused{read.error().code, read.error().message};
}

}  // namespace

TEST_CASE("A place names the team to ring for a programme; one that it does not name has the number of who leads it") {
  Snapshot snapshot;
  snapshot.organisations = {{"council", {OrganisationId{"council"}, "Weirside Council", "Emergency planning duty officer, 01632 960000"}}};
  const auto credit = need::fixture::programme("pension-credit"), flood = need::fixture::programme("flood-welfare");
  CHECK(snapshot.contact_of(credit) == "Emergency planning duty officer, 01632 960000");
  snapshot.place.contacts = contacts("[contact]\npension-credit = \" Benefits team, 01632 960003 \"\n").value();
  CHECK(snapshot.contact_of(credit) == "Benefits team, 01632 960003");
  CHECK(snapshot.contact_of(flood) == "Emergency planning duty officer, 01632 960000");
  CHECK(contacts("[place]\nname = \"Weirdale\"\n")->empty());
}

TEST_CASE("A contact that nobody could ring, or of a programme that the place has not, is refused with what is expected") {
  const auto unknown = refused("pension-credits = \"Benefits team, 01632 960003\"");
  CHECK(unknown.code == "place.contact_programme");
  CHECK(unknown.message.find("Did you mean pension-credit?") != std::string::npos);
  for (const char* value : {"", "Benefits team", "Benefits team,", ", 01632 960003", "01632 960003", "Benefits team, ask", "Benefits team, 12", "Benefits\\nteam, 01632 960003"}) {
    CAPTURE(value);
    const auto wrong = refused("pension-credit = \"" + std::string{value} + "\"");
    CHECK(wrong.code == "place.contact");
    CHECK(wrong.message.find("Benefits team, 01632 960003") != std::string::npos);
  }
  CHECK(refused("pension-credit = 1632").code == "toml.type");
  CHECK(contacts("contact = \"Benefits team, 01632 960003\"\n").error().code == "place.contact");
}

TEST_CASE("The number to ring is what follows the last comma") {
  CHECK(telephone_in("Duty officer, 01632 960000") == "01632 960000");
  CHECK(telephone_in("Benefits, town hall, (01632) 960-003") == "(01632) 960-003");
  CHECK(telephone_in("the duty officer, any time") == "the duty officer, any time");
}
