// Letters and what came of them: references that notice slips, files with bad rows, sums that count each person once.
#include <doctest/doctest.h>

#include "base/files.h"
#include "need/letter_reference.h"
#include "need/outcome_file.h"
#include "need/outcome_table.h"
#include "temporary_folder.h"

using namespace hearth;
using namespace hearth::need;

namespace {

template <class T>
T value(Result<T> result) {
  REQUIRE_MESSAGE(result.has_value(), result.error().message);
  return std::move(*result);
}

OutcomeFile read(const std::string& text) {
  const tests::TemporaryFolder folder;
  DiskFiles files;
  return value(read_outcome_file(files, folder.file("replies.csv", text)));
}

std::vector<std::string> codes(const OutcomeFile& file) {
  std::vector<std::string> out;
  for (const auto& fault : file.put_aside) out.push_back(fault.code + " " + std::to_string(fault.where.row) + " " + fault.where.column);
  return out;
}

OutcomeRow told(std::int64_t person, Outcome outcome, std::int64_t pence, const char* expires = "2027-01-01") {
  return {"pension-credit", person, 0, outcome, pence, "2026-06-01", "replies.csv", "v" + std::to_string(pence), 2, "ann", "2026-06-02T10:00:00Z", expires};
}

}  // namespace

TEST_CASE("A reference that was mistyped is no reference: every wrong digit, and every two digits changed about") {
  const auto reference = letter_reference(417236);
  CHECK(read_letter_reference(reference) == 417236);
  CHECK(read_letter_reference(" l417 236-" + reference.substr(7)) == 417236);
  for (std::size_t i = 1; i < 7; ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto slip = reference;
      if (slip[i] == digit) continue;
      slip[i] = digit;
      CHECK_FALSE(read_letter_reference(slip));
    }
    auto changed_about = reference;
    std::swap(changed_about[i], changed_about[i + 1 < 7 ? i + 1 : 1]);
    if (changed_about != reference) CHECK_FALSE(read_letter_reference(changed_about));
  }
  for (const char* wrong : {"", "L", "417236", "L417236", "X417236A"}) CHECK_FALSE(read_letter_reference(wrong));
}

TEST_CASE("Rows with a fault are put aside with their place, and the others go on") {
  const auto good = letter_reference(1), other = letter_reference(2);
  const auto file = read("Reference,Outcome,Pounds_a_week,Date\n" + good + ",Claimed,\xC2\xA3" "82.9,2026-11-30\n" + other + ",no reply,,\n" +
                         "L000003A,claimed,10,\n" + letter_reference(4) + ",perhaps,,\n" + letter_reference(5) + ",claimed,,\n" + letter_reference(6) + ",claimed,8290,\n" +
                         letter_reference(7) + ",refused,12,\n" + letter_reference(8) + ",claimed,5.125,\n" + letter_reference(9) + ",claimed,5,30/11/2026\n" + good +
                         ",refused,,\n,refused,,\n");
  CHECK(file.rows_in == 11);
  REQUIRE(file.rows.size() == 2);
  CHECK(file.rows[0].letter == 1);
  CHECK(file.rows[0].pence_a_week == 8290);
  CHECK(file.rows[0].told_on == "2026-11-30");
  CHECK(file.rows[1].outcome == Outcome::no_reply);
  CHECK(codes(file) == std::vector<std::string>{"outcome.reference 4 reference", "outcome.word 5 outcome", "outcome.pounds 6 pounds_a_week", "outcome.pounds 7 pounds_a_week",
                                                "outcome.pounds 8 pounds_a_week", "outcome.pounds 9 pounds_a_week", "outcome.date 10 date", "outcome.repeated 11 reference",
                                                "outcome.person 12 reference"});
  for (const auto& fault : file.put_aside) CHECK(fault.message.find("perhaps") == std::string::npos);
}

TEST_CASE("A file may name people in place of letters; without the columns it is refused") {
  const auto file = read("person_id,outcome,pounds_a_week\n12,claimed,\"1,000\"\n12,refused,\nx,refused,\n");
  REQUIRE(file.rows.size() == 1);
  CHECK(file.rows[0].person == 12);
  CHECK(file.rows[0].pence_a_week == 100'000);
  CHECK(codes(file) == std::vector<std::string>{"outcome.repeated 3 person_id", "outcome.person 4 person_id"});
  const tests::TemporaryFolder folder;
  DiskFiles files;
  CHECK(read_outcome_file(files, folder.file("wrong.csv", "name,answer\nAda,yes\n")).error().code == "outcome.columns");
}

TEST_CASE("Each person counts once, by the newest that was told; when the retention ends, how much stays and who does not") {
  const tests::TemporaryFolder folder;
  auto database = value(store::open_folder(folder.path() / "data"));
  const auto done = database->write([&](store::Session& session) -> Result<Done> {
    const auto first = value(take_letter_numbers(session, 2));
    CHECK(value(take_letter_numbers(session, 1)) == first + 2);
    REQUIRE(insert_letters(session, {{first, "pension-credit", 7, 4, "2026-06-01T10:00:00Z", "2026-12-01"}}).has_value());
    CHECK(value(find_letter(session, first))->person == 7);
    CHECK_FALSE(value(find_letter(session, first + 1)));
    CHECK(value(people_written_to(session, "pension-credit")) == std::vector<std::int64_t>{7});
    REQUIRE(insert_outcomes(session, {told(7, Outcome::no_reply, 0), told(8, Outcome::claimed, 1000)}).has_value());
    REQUIRE(insert_outcomes(session, {told(7, Outcome::claimed, 2550)}).has_value());
    CHECK(value(has_outcome_file(session, "pension-credit", "v2550")));
    CHECK_FALSE(value(has_outcome_file(session, "pension-credit", "other")));
    auto sums = value(outcome_sums(session, "pension-credit"));
    CHECK(sums.letters == 1);
    CHECK(sums.claimed == 2);
    CHECK(sums.no_reply == 0);
    CHECK(sums.pence_a_week == 3550);
    CHECK(value(outcome_sums(session, "flood-welfare")).claimed == 0);
    REQUIRE(purge_outcomes(session, *Date::parse_iso("2027-02-01")).has_value());
    CHECK_FALSE(value(find_letter(session, first)));
    sums = value(outcome_sums(session, "pension-credit"));
    CHECK(sums.claimed == 2);
    CHECK(sums.pence_a_week == 3550);
    const store::Statement left{"test.left", "SELECT count(*) FROM outcome WHERE person_id <> 0 OR is_newest = 0"};
    CHECK(value(session.one<std::int64_t>(left)) == 0);
    return Done{};
  });
  CHECK(done.has_value());
}
