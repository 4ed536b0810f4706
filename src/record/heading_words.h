// heading_words.h: what a column of an unknown file is probably called for: our field, and whose of the row's people.
// Private to record/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::record {

/// "PartnerDOB_2" as partner, dob, 2: folded, parted at marks, at a change of case and between letters and digits.
[[nodiscard]] std::vector<std::string> heading_tokens(std::string_view heading);
/// Letters and digits only, folded.
[[nodiscard]] std::string squeezed(std::string_view heading);

/// The same with the short forms of back offices written out: "Cust Nm" as customer, name; "PTR_SNAME" as partner, surname.
[[nodiscard]] std::vector<std::string> spoken_tokens(std::string_view heading);

/// Our field (a key of [columns]) that a heading usually means; empty when it says nothing.
[[nodiscard]] std::string field_by_heading(std::string_view heading);

/// Whom a heading tells of, where a row tells of several: "Ptnr DOB", "Tenant 2 Surname", "Joint Forename", "Clmt NINO".
struct HeadingPerson {
  std::string name;    ///< for [person.NAME]: partner, tenant2, joint, claimant, tenant1; empty: not said
  bool second{false};  ///< not the first person of the row
  std::string rest;    ///< the heading without the words that say so
};
[[nodiscard]] HeadingPerson person_by_heading(std::string_view heading);

/// "NEEDS_CD", "HRV_VULN_CODE", "Access/Equip Cds": codes of what somebody needs or has.
[[nodiscard]] bool names_needs(std::string_view heading);
/// "REL_NM", "NOK name": of somebody else than the person of the row.
[[nodiscard]] bool names_a_relative(std::string_view heading);
/// "NEED_FOR", "Need relates to", "Person affected": says whose the codes of the row are. `perhaps`: "Relationship", which may also say
/// who the person of the row is.
enum class SaysWhose : std::uint8_t { no, yes, perhaps };
[[nodiscard]] SaysWhose says_whose(std::string_view heading);

/// A heading of references: "Acct No", "Claim Ref", "MPAN", "Client ID".
[[nodiscard]] bool names_a_reference(std::string_view heading);
/// An address that is the home's only where no other stands in the file: "Postal address", "Contact address".
[[nodiscard]] bool may_be_another_address(std::string_view heading);
/// "Current address?", "Lives there": yes and no say whether the row's address is the home.
[[nodiscard]] bool asks_whether_home(std::string_view heading);
/// Says which kind of address, or of tenancy, the row is of: "AddrType", "Category".
[[nodiscard]] bool names_a_kind_of_address(std::string_view heading);
/// FROM and TO of living somewhere, where an address stands beside them.
enum class Stay : std::uint8_t { none, from, to, perhaps_from, perhaps_to };
[[nodiscard]] Stay stay_by_heading(std::string_view heading);
/// "LIAB_FROM", "Occupied since": of living somewhere, wherever in the row it stands.
[[nodiscard]] bool says_residence(std::string_view heading);
[[nodiscard]] bool names_a_tenancy(std::string_view heading);
/// The day on which the needs of a row end: "NEED_ENDS"; or those of the column called `of`: "Category end".
[[nodiscard]] bool ends_needs(std::string_view heading);
[[nodiscard]] bool ends(std::string_view heading, std::string_view of);
/// A heading of an address that is not the home's: for letters, of before, of a landlord.
[[nodiscard]] bool names_another_address(std::string_view heading);
/// A heading of somebody who works with the person, or for the organisation: not the person.
[[nodiscard]] bool names_an_official(std::string_view heading);
/// "DEP1 DOB", "CHILD_2_DOB", "Other occs", "Dependant DOB(s)": others of the home, children among them.
[[nodiscard]] bool names_dependants(std::string_view heading);
/// A heading of what says nothing of what somebody needs: a band, a charge, a payment, a coordinate, a class, a start date, a worker.
[[nodiscard]] bool names_no_fact(std::string_view heading);
/// A heading has no long numbers, postcodes or addresses of mail: then this row of a file is somebody's.
[[nodiscard]] bool looks_like_a_row(const std::vector<std::string>& heading);

}  // namespace hearth::record
