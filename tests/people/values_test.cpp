#include <doctest/doctest.h>

#include "people/contact_values.h"
#include "people/name_parts.h"
#include "people/shown_name.h"

using namespace hearth::people;

TEST_CASE("Names as back offices write them") {
  struct Row {
    const char* raw;
    std::string given;
    std::string surname;
    char sex;
  };
  for (const Row& row : {Row{"MR JOHN PAUL SMITH", "john", "smith", 'm'}, {"Smith, John Paul (Mr)", "john", "smith", 'm'},
                         {"Mrs M. O'Brien", "m", "obrien", 'f'}, {"Anna van der Berg", "anna", "vanderberg", 0},
                         {"EXORS OF MS A PORTER", "a", "porter", 'f'}, {"Dr Jane Smith-Jones", "jane", "smithjones", 0},
                         {"thomas clifford, 1st baron clifford", "thomas", "clifford", 0}, {"The Occupier", "", "", 0},
                         {"UNKNOWN", "", "", 0},
                         {"TRANTER MS VALERIE A", "valerie", "tranter", 'f'}, {"DAVIES MR D", "d", "davies", 'm'},
                         {"VAN DER BERG DR. ANNA", "anna", "vanderberg", 0}, {"Williams Mrs", "", "williams", 'f'},
                         {"REPS OF LATE OWEN MR IDRIS", "idris", "owen", 'm'}, {"EXECS OF THE LATE MRS EDNA TASKER", "edna", "tasker", 'f'}, {"BETTY E MRS TUDOR", "betty", "tudor", 'f'}, {"THE OWNER", "the", "owner", 0},
                         {"John Lord Smith", "john", "smith", 0}, {"John Smith Mr", "john", "smith", 'm'}}) {
    CAPTURE(row.raw);
    const auto name = read_whole_name(row.raw);
    CHECK(name.given.given == row.given);
    CHECK(name.surname.surname == row.surname);
    CHECK(name.given.sex == row.sex);
  }
  CHECK(read_surname("Smith-Jones").others == std::vector<std::string>{"smith", "jones"});
}

TEST_CASE("A list writes a name as people do, however a system wrote it") {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"MONTAGUE, ADAM", "Adam Montague"},
      {"PRESTON, P", "P Preston"},
      {"MRS MARIAM OLADIPO", "Mrs Mariam Oladipo"},
      {"MCGRATH, SEAN (MR)", "Mr Sean McGrath"},
      {"O'BRIEN-SMITH, SINÉAD MRS", "Mrs Sinéad O'Brien-Smith"},
      {"Siobhan de la Rue", "Siobhan de la Rue"},
      {"Smith, John", "John Smith"},
      {"John Smith, 1st baron Ripon", "John Smith, 1st baron Ripon"},
      {"MACDONALD", "Macdonald"},
      {"DAVIES MR D", "Mr D Davies"},
      {"VAN DER BERG DR. ANNA", "Dr. Anna Van Der Berg"},
      {"SMITH, MR JOHN", "Mr John Smith"},
      {"WILLIAMS MRS", "Mrs Williams"},
      {"  ANN   LEE ", "Ann Lee"},
      {"LEE,", "Lee,"},
      {"", ""}};
  for (const auto& entry : cases) {
    CAPTURE(entry.first);
    CHECK(shown_name(entry.first) == entry.second);
  }
}

TEST_CASE("Numbers in normal form; what only stands for none is empty") {
  CHECK(normal_phone("+44 7700 900382") == "07700900382");
  CHECK(normal_phone("(01632) 960 001") == "01632960001");
  CHECK(normal_phone("7700900382") == "07700900382");
  CHECK(normal_phone("00000000000").empty());
  CHECK(normal_email(" Ann.Lee+news@Example.ORG ") == "ann.lee@example.org");
  CHECK(normal_email("none@none.com").empty());
  CHECK(normal_nhs_number("943 476 5919") == "9434765919");
  CHECK(normal_nhs_number("943 476 5918").empty());  // check digit
  CHECK(normal_ni_number("qq 12 34 56 c") == "qq123456");
  CHECK(normal_ni_number("TN010150M").empty());
  CHECK(normal_postcode("ls12 5nl") == "LS12 5NL");
  CHECK(normal_sex("Female") == "f");
  CHECK(postcode_at_end("9 Harvest Mount, Weirside, ZZ68 0GH") == "ZZ68 0GH");
  CHECK(postcode_at_end("9 Harvest Mount, ls125nl.") == "LS12 5NL");
  CHECK(postcode_at_end("9 Harvest Mount").empty());
  CHECK(normal_address("1, Weir Lane, LS12 5NL", "LS12 5NL") == normal_address("1 WEIR LN", ""));
  CHECK(home_key(normal_address("Flat 2, 14 Weir Lane", ""), "LS12 5NL") == home_key(normal_address("14 WEIR LN FLAT 2", ""), "LS12 5NL"));
}
