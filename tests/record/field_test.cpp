#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "record/field.h"
#include "record/field_value.h"

using namespace hearth;
using namespace hearth::record;

TEST_CASE("A claim gives back its date, its end, and whether it is of several people") {
  FieldsBuilder fields;
  fields.add_claim("a", "true");
  fields.add_claim("b", "true", "2026-01-02");
  fields.add_claim("c", "true", "", "2027-01-02");
  fields.add_claim("d", "true", "", "", true);
  fields.add_claim("e", "true", "2026-01-02", "2027-01-02", true);
  const auto packed = fields.packed();
  std::string told;
  for (const auto& claim : FieldsView{packed}.claims())
    told += std::string{claim.factor} + "|" + std::string{claim.date} + "|" + std::string{claim.until} + "|" + (claim.of_several ? "several " : " ");
  CHECK(told == "a||| b|2026-01-02|| c||2027-01-02| d|||several e|2026-01-02|2027-01-02|several ");
}

TEST_CASE("A record gives back the fields, extras and claims that were put in, in any order") {
  FieldsBuilder fields;
  fields.add_claim("wheelchair", "true", "2026-01-02");
  fields.set(Field::surname, "  O'Brien ");
  fields.set_extra("state", "nsw");
  fields.set(Field::given_name, "Siobhán");
  const std::string packed = fields.packed();
  const FieldsView view{packed};
  CHECK(view.get(Field::surname) == "O'Brien");
  CHECK(view.name() == "Siobhán O'Brien");
  CHECK(view.get(Field::postcode).empty());
  CHECK(view.extra("state") == "nsw");
  REQUIRE(view.claims().size() == 1);
  CHECK(view.claims()[0].factor == "wheelchair");
  CHECK(view.claims()[0].date == "2026-01-02");
}

TEST_CASE("Control characters in a value cannot break the packed form") {
  CHECK(rc::check([](const std::string& name, const std::string& address) {
    FieldsBuilder fields;
    fields.set(Field::full_name, name);
    fields.set(Field::address, address);
    const std::string packed = fields.packed();
    const FieldsView view{packed};
    RC_ASSERT(view.get(Field::town).empty());
    FieldsBuilder again;
    again.set(Field::full_name, view.get(Field::full_name));
    again.set(Field::address, view.get(Field::address));
    RC_ASSERT(again.packed() == packed);
  }));
}

TEST_CASE("Claims whose factor no purpose uses are taken out, and the rest stays") {
  FieldsBuilder fields;
  fields.set(Field::surname, "Lee");
  fields.add_claim("wheelchair", "true");
  fields.add_claim("capital", "12000");
  const auto kept = without_claims(fields.packed(), [](std::string_view factor) { return factor == "wheelchair"; });
  CHECK(kept.removed == 1);
  const FieldsView view{kept.packed};
  CHECK(view.get(Field::surname) == "Lee");
  CHECK(view.claims().size() == 1);
}

TEST_CASE("Cells become dates, numbers and flags, or a fault that says what was expected") {
  const auto today = *Date::make(2026, 11, 24);
  struct Row {
    const char* cell;
    const char* format;
    const char* expected;  // ISO date or the code of the fault
  };
  for (const auto& row : std::vector<Row>{{"28/02/1950", "", "1950-02-28"},
                                          {"1950-02-28", "", "1950-02-28"},
                                          {"28-Feb-1950", "", "1950-02-28"},
                                          {"28 February 1950", "", "1950-02-28"},
                                          {"19500228", "", "1950-02-28"},
                                          {"1950", "", "1950"},
                                          {"31/02/1950", "", "date.impossible"},
                                          {"02/28/1950", "%d/%m/%Y", "date.american"},
                                          {"24/11/2030", "", "date.future"},
                                          {"soon", "", "date.malformed"},
                                          {"28.02.50", "%d.%m.%y", "1950-02-28"},
                                          {"09/11/1947", "%d/%m/%y", "1947-11-09"},
                                          {"11/28/1947", "%d/%m/%y", "date.malformed"},
                                          {"1950-02-28T00:00:00", "%Y-%m-%d", "1950-02-28"},
                                          {"00/00/1950", "%d/%m/%Y", "date.impossible"}}) {
    CAPTURE(row.cell);
    const auto date = read_date(row.cell, row.format, today, true);
    CHECK((date ? date->text() : date.error().code) == row.expected);
  }
  CHECK(read_number("£1,234.50").value() == "1234.50");
  CHECK(read_number("12 eggs").error().code == "number.malformed");
  CHECK(read_flag("Y").value());
  CHECK_FALSE(read_flag("No").value());
  CHECK(read_flag("perhaps").error().code == "flag.malformed");
}
