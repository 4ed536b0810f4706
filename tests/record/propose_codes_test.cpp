// Drafts of files whose columns only their makers can read: codes of needs, restrictions, relatives, ends of stays.
#include "record/drafted.h"

using namespace hearth;
using namespace hearth::record;
using namespace hearth::record::made;

TEST_CASE("Numbers of the list of needs that energy companies share are told by it, parted by whatever agents typed") {
  Drafted draft{csv_of({{"CUST_NM", {"Ann Quill%", "Bob Marsh%"}}, {"ADDR_1", {"% Weir Lane", "% Mill Road"}}, {"NEEDS_CD", {"20", "04", "35", "08 20", "15;14", "20|14", "14", "29", "35 14", "15"}},
                        {"NEED_REL", {"Self", "Self", "Spouse/Ptnr", "Self", "Child", "Parent - other addr", "Self", "Self", "Self", "Self"}},
                        {"REL_NM", {"", "", "Carol Dawn", "", "Dan Lock", "Eve Noon", "", "", "", ""}}, {"DT_ADD", {"20240722", "20210626", "20220510"}}, {"SUP_IND", {"", "", "", "", "MKT", "", "", "", "", "DV-ND"}}})};
  CAPTURE(draft.proposal.toml);
  CHECK(draft.has("column = \"NEEDS_CD\""));
  CHECK(draft.has("# \"20\" = \"dementia\""));
  CHECK(draft.has("# \"14\" = \"\""));
  CHECK(draft.has("# \"15\" = "));
  CHECK(draft.has("[person.relative]"));
  CHECK(draft.has("full_name = \"REL_NM\""));
  CHECK(draft.has("full_name = \"CUST_NM\""));
  CHECK(draft.has("address = \"ADDR_1\""));
  CHECK(draft.noticed("GB energy and water companies"));
  // The officer holds them against the sender's list, and takes away the marks.
  auto& toml = draft.proposal.toml;
  for (auto at = toml.find("\n# \""); at != std::string::npos; at = toml.find("\n# \"", at)) toml.erase(at + 1, 2);
  const auto content = draft.read();
  const auto has = [&](std::string_view key_end, std::string_view factor) {
    return std::ranges::any_of(content.records, [&](const auto& record) {
      return record.key.ends_with(key_end) && std::ranges::any_of(record.view().claims(), [&](const auto& claim) { return claim.factor == factor; });
    });
  };
  CHECK(has("/relative", "hearing_loss"));
  CHECK(std::ranges::any_of(content.put_aside, [](const auto& aside) { return aside.error.code == "claim.elsewhere"; }));
  CHECK(content.records_protected > 0);
}

TEST_CASE("A column that restricts an account protects, an end of a case is no move, and free text names no row") {
  const Drafted tax{csv_of({{"ACC_REF", {"9000%"}}, {"LIAB_NAME", {"Ann Quill%", "Bob Marsh%"}}, {"ADD1", {"% Weir Lane", "% Mill Road"}}, {"LIAB_FRM", {"13-JUL-98", "29-JAN-13"}}, {"ACC_RSTR", {"", "", "", "", "", "", "", "", "", "ND"}}})};
  CAPTURE(tax.proposal.toml);
  CHECK(tax.has("protected = { column = \"ACC_RSTR\""));
  CHECK(tax.has("address_from = { column = \"LIAB_FRM\""));
  const Drafted care{csv_of({{"Client ID", {"4000%"}}, {"Surname", {"Quill%", "Marsh%"}}, {"Main Addr", {"% Weir Lane", "% Mill Road"}}, {"End Dt", {"", "", "17/11/2023", "02/02/2024"}}})};
  CAPTURE(care.proposal.toml);
  CHECK_FALSE(care.has("address_to"));
  CHECK(care.has("# address_to"));
  const Drafted list{csv_of({{"Who", {"Ann Quill%", "Bob Marsh%"}}, {"Where they are", {"% Weir Lane", "% Mill Road"}},
                             {"Bits & bobs", {"% likes a chat and has a dog, ring twice", "stairs beyond her now % times", "both come on the minibus % and stay late"}}})};
  CAPTURE(list.proposal.toml);
  CHECK_FALSE(list.has("key = \"Bits"));
  CHECK_FALSE(list.has("key = [\"Bits"));
  const Drafted homes{csv_of({{"TCY_REFNO", {"5000%"}}, {"PAR_SURNAME", {"Quill%", "Marsh%"}}, {"ADR_LINE_ALL", {"% Weir Lane", "% Mill Road"}}, {"TCY_ACT_START", {"16-AUG-2021", "04-AUG-2025"}},
                              {"TCY_ACT_END", {"", "", "", "16-AUG-2023"}}, {"HOP_END", {"", "", "16-AUG-2024", "16-AUG-2023"}}})};
  CAPTURE(homes.proposal.toml);
  CHECK(homes.has("address_to = { column = [\"HOP_END\", \"TCY_ACT_END\"]"));
}

TEST_CASE("Answers of a form are guessed by a word of their heading, and one word in every row is no fact") {
  const Drafted draft{csv_of({{"Occupier", {"Ann Quill%", "Bob Marsh%"}}, {"Premises", {"% Weir Lane", "% Mill Road"}}, {"Stn", {"17"}}, {"Q3 Home O2", {"Y", "N", ""}}, {"Q6 Hrg", {"N", "Y"}}, {"Q5 Self Evac", {"Y", "N"}},
                              {"Q11 Lang", {"Eng", "Eng", "Eng", "Polish - no Eng"}}, {"Patch", {"P11", "P12"}}})};
  CAPTURE(draft.proposal.toml);
  CHECK(draft.has("# needs_power = { column = \"Q3 Home O2\" }"));
  CHECK(draft.has("# hearing_loss = { column = \"Q6 Hrg\" }"));
  CHECK(draft.has("# FACTOR = { column = \"Q5 Self Evac\" }"));
  CHECK_FALSE(draft.has("[claims.stn]"));
  CHECK_FALSE(draft.has("[claims.patch]"));
}

TEST_CASE("Words of a read code and a number of adults are no address; a thoroughfare is a street") {
  const Drafted draft{csv_of({{"PTNM", {"Ann Quill%", "Bob Marsh%"}}, {"BLDNO", {"1%", "2%"}}, {"THFARE", {"Weir Lane", "Mill Road"}}, {"RD_TXT", {"dementia of unspecified kind", "asthma annual review"}}, {"NO_AD", {"1", "2"}}})};
  CAPTURE(draft.proposal.toml);
  CHECK(draft.has("address = [\"BLDNO\", \"THFARE\"]"));
}
