#include <doctest/doctest.h>

#include "record/joint_names.h"
#include "record/nobody.h"

using hearth::record::NamedPerson;
using hearth::record::names_an_occupier;
using hearth::record::names_nobody;
using hearth::record::split_joint;

TEST_CASE("A cell that names two people is read as two people") {
  struct Row {
    std::string cell;
    std::vector<NamedPerson> people;
  };
  const std::vector<Row> rows{
      {"MR A & MRS B SMITH", {{"MR", "A", "SMITH"}, {"MRS", "B", "SMITH"}}},
      {"Mr & Mrs Smith", {{"Mr", "", "Smith"}, {"Mrs", "", "Smith"}}},
      {"J & M SMITH", {{"", "J", "SMITH"}, {"", "M", "SMITH"}}},
      {"SMITH J & M", {{"", "J", "SMITH"}, {"", "M", "SMITH"}}},
      {"PATEL, RAJ & PRIYA", {{"", "RAJ", "PATEL"}, {"", "PRIYA", "PATEL"}}},
      {"Ann Lee & Raj Patel", {{"", "Ann", "Lee"}, {"", "Raj", "Patel"}}},
      {"Mr John Smith and Mrs Mary Smith", {{"Mr", "John", "Smith"}, {"Mrs", "Mary", "Smith"}}},
      {"MISS E O'BRIEN", {{"MISS", "E", "O'BRIEN"}}},
      {"Dr. Ngozi Eze", {{"Dr.", "Ngozi", "Eze"}}},
      {"", {}},
      // Initials of several letters, and who they belong to.
      {"MR D J & MRS D COX", {{"MR", "D J", "COX"}, {"MRS", "D", "COX"}}},
      {"MR DJ & MRS DM COX", {{"MR", "DJ", "COX"}, {"MRS", "DM", "COX"}}},
      {"MR D.J. & MRS D.M. COX", {{"MR", "D.J.", "COX"}, {"MRS", "D.M.", "COX"}}},
      {"MR L & MRS R M MACKENZIE", {{"MR", "L", "MACKENZIE"}, {"MRS", "R M", "MACKENZIE"}}},
      {"JOHN D & JANE E SMITH", {{"", "JOHN D", "SMITH"}, {"", "JANE E", "SMITH"}}},
      // The husband's name, and a wife of whom the cell tells the surname only.
      {"MR & MRS MICHAEL SUTCLIFFE", {{"MR", "MICHAEL", "SUTCLIFFE"}, {"MRS", "", "SUTCLIFFE"}}},
      {"MR & MRS J SMITH", {{"MR", "J", "SMITH"}, {"MRS", "", "SMITH"}}},
      {"MR AND MRS J A SMITH", {{"MR", "J A", "SMITH"}, {"MRS", "", "SMITH"}}},
      {"MR & MRS J & M SMITH", {{"MR", "J", "SMITH"}, {"MRS", "M", "SMITH"}}},
      {"MR/MRS SMITH", {{"MR", "", "SMITH"}, {"MRS", "", "SMITH"}}},
      {"DR & MRS VAN DER BERG", {{"DR", "", "VAN DER BERG"}, {"MRS", "", "VAN DER BERG"}}},
      {"SIR JOHN & LADY SMITH", {{"SIR", "JOHN", "SMITH"}, {"LADY", "", "SMITH"}}},
      // Surnames of their own.
      {"MRS J MATTHEWS & MR B MURPHY", {{"MRS", "J", "MATTHEWS"}, {"MR", "B", "MURPHY"}}},
      {"MR SMITH & MS JONES", {{"MR", "", "SMITH"}, {"MS", "", "JONES"}}},
      {"MR JOHN & MRS MARY SMITH", {{"MR", "JOHN", "SMITH"}, {"MRS", "MARY", "SMITH"}}},
      {"MR A & MRS B SMITH & MISS C JONES", {{"MR", "A", "SMITH"}, {"MRS", "B", "SMITH"}, {"MISS", "C", "JONES"}}},
      {"MR A SMITH & MRS B", {{"MR", "A", "SMITH"}, {"MRS", "B", "SMITH"}}},
      {"John Smith & Mary", {{"", "John", "Smith"}, {"", "Mary", "Smith"}}},
      {"J SMITH & JONES", {{"", "J", "SMITH"}, {"", "", "JONES"}}},
      {"MR J LI & MRS M NG", {{"MR", "J", "LI"}, {"MRS", "M", "NG"}}},
      {"MR A VAN DER BERG", {{"MR", "A", "VAN DER BERG"}}},
      // No separator, other separators.
      {"MR A SMITH MRS B SMITH", {{"MR", "A", "SMITH"}, {"MRS", "B", "SMITH"}}},
      {"MR A SMITH, MRS B SMITH", {{"MR", "A", "SMITH"}, {"MRS", "B", "SMITH"}}},
      {"MR A, MRS B & MISS C SMITH", {{"MR", "A", "SMITH"}, {"MRS", "B", "SMITH"}, {"MISS", "C", "SMITH"}}},
      {"A, B & C SMITH", {{"", "A", "SMITH"}, {"", "B", "SMITH"}, {"", "C", "SMITH"}}},
      {"MR A SMITH; MRS B JONES", {{"MR", "A", "SMITH"}, {"MRS", "B", "JONES"}}},
      {"MR A SMITH/MRS B JONES", {{"MR", "A", "SMITH"}, {"MRS", "B", "JONES"}}},
      // Surname first.
      {"SMITH J", {{"", "J", "SMITH"}}},
      {"SMITH MR J", {{"MR", "J", "SMITH"}}},
      {"SMITH MR J & MRS M", {{"MR", "J", "SMITH"}, {"MRS", "M", "SMITH"}}},
      {"SMITH J & JONES K", {{"", "J", "SMITH"}, {"", "K", "JONES"}}},
      {"SMITH, MR J & MRS M", {{"MR", "J", "SMITH"}, {"MRS", "M", "SMITH"}}},
      {"SMITH, JOHN & JONES, MARY", {{"", "JOHN", "SMITH"}, {"", "MARY", "JONES"}}},
      {"SMITH, JOHN, MR", {{"MR", "JOHN", "SMITH"}}},
      {"HOLROYD, Mrs Christine", {{"Mrs", "Christine", "HOLROYD"}}},
      // Remarks.
      {"MR J SMITH (DECD) & MRS M SMITH", {{"MR", "J", "SMITH", true}, {"MRS", "M", "SMITH"}}},
      {"MR A LEE & EXORS OF MRS B LEE", {{"MR", "A", "LEE"}, {"MRS", "B", "LEE", true}}},
      {"MR & MRS J SMITH (DECD)", {{"MR", "J", "SMITH"}, {"MRS", "", "SMITH"}}},
      {"SMITH, JOHN (DECEASED)", {{"", "JOHN", "SMITH", true}}},
      {"MR J SMITH & ANOTHER", {{"MR", "J", "SMITH"}}},
      {"MR J SMITH C/O MRS A JONES", {{"MR", "J", "SMITH"}}},
      {"MR J SMITH T/A SMITHS CAFE", {{"MR", "J", "SMITH"}}},
      {"MESSRS J & M SMITH", {{"", "J", "SMITH"}, {"", "M", "SMITH"}}},
      {"THE REV A LEE", {{"REV", "A", "LEE"}}},
      // A firm is one name.
      {"SMITH & JONES LETTINGS", {{"", "", "SMITH & JONES LETTINGS"}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.cell);
    const auto people = split_joint(row.cell);
    std::string read;
    for (const auto& person : people) read += "[" + person.title + "|" + person.given_name + "|" + person.surname + "]";
    CAPTURE(read);
    CHECK(people == row.people);
  }
}

TEST_CASE("An occupier is somebody without a name; a firm or an estate is not")  {
  for (const std::string name : {"THE OCCUPIER", "OWNER/OCCUPIER", "Current Resident", "The Owner"}) CHECK(names_an_occupier(name));
  for (const std::string name : {"OAKMERE HOMES LTD", "EXORS OF MRS A SMITH", "VOID", "Ann Lee"}) CHECK_FALSE(names_an_occupier(name));
}

TEST_CASE("Firms, owners, occupiers and executors without a name are nobody; people with such names are people") {
  for (const std::string name : {"OAKMERE HOMES LTD", "THE OWNER", "The Occupier", "OWNER/OCCUPIER", "A & B LETTINGS", "Weirdale Housing Association", "THE EXECUTORS",
                           "Executors of the estate", "VOID", "Current Occupier",
                           "Smith Properties", "MR J SMITH PROPERTY LTD"}) {
    CAPTURE(name);
    CHECK(names_nobody(name));
  }
  for (const std::string name : {"MRS A HOMES", "Ann Lee", "MR J TRUST", "Mr P Owner", "PETER TENANT", "MR & MRS COUNCIL", "Homes", "Ann Lee & Raj Patel", "", "MR J SMITH (DECD) & MRS M SMITH",
                           "Tenant Peter"}) {
    CAPTURE(name);
    CHECK_FALSE(names_nobody(name));
  }
}
