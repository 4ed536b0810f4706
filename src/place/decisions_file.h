// decisions_file.h: the file of what people have decided about addresses: finding it, reading its rows, adding one.
//
// Rows are only ever added: of one normal form the last counts, and a row that says `undecided` takes the ones above it back. So the file
// tells who decided what, and when, for as long as it is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/uprn.h"
#include "formats/csv.h"
#include "place/gazetteer.h"

namespace hearth::place {

/// The normal form of an address with its postcode: equal for every way to write it, and for no other flat.
struct AddressKey {
  std::uint64_t high{0}, low{0};
  auto operator<=>(const AddressKey&) const = default;
};
/// @param postcode  beside the text; empty: the one in it counts
/// @error gazetteer.decided_nothing: no address, or too long to be told from others
[[nodiscard]] Result<AddressKey> address_key(std::string_view address, std::string_view postcode);

/// The text itself says that there is none, so that nobody needs to decide: no fixed abode, a PO box.
[[nodiscard]] bool says_no_premises(std::string_view address);

/// In place of a UPRN: nobody has decided, the address is weighed.
inline constexpr std::string_view undecided_word = "undecided";

/// One row of the file.
struct DecisionRow {
  AddressKey key{};
  std::optional<Uprn> uprn{};   ///< nothing: there is no such premises
  bool is_taken_back{false};    ///< `undecided`: rows above count no more, and this one decides nothing
  std::string who{}, when{}, why{};
  std::uint64_t row{0};
  [[nodiscard]] bool says_the_same(const DecisionRow& other) const noexcept { return uprn == other.uprn && is_taken_back == other.is_taken_back; }
};
struct DecisionsRead {
  std::vector<DecisionRow> rows;  ///< those that can be used, in their order
  std::vector<Error> faults;      ///< of those that cannot
};
/// Columns `address` and `uprn`; `postcode`, `who`, `when`, `why` where there are such. @param file  for messages
/// @error gazetteer.column_missing, csv.*
[[nodiscard]] Result<DecisionsRead> read_decision_rows(formats::CsvReader& reader, const std::string& file);

/// The file that a gazetteer's declaration names (`decisions`); nothing when it names none, or is an index. @error toml.*, file.*
[[nodiscard]] Result<std::optional<Path>> decisions_file(Files& files, const Path& gazetteer);
/// A file that is not there, or empty, has no rows. @error gazetteer.column_missing, csv.*, file.*
[[nodiscard]] Result<DecisionsRead> read_decisions_file(Files& files, const Path& path);

/// The property of a decision as it stands in this gazetteer: itself, or its one live successor; nothing when it is not known any more.
[[nodiscard]] std::optional<Uprn> property_today(const Gazetteer& gazetteer, Uprn decided);

/// A row to be added.
struct DecisionToKeep {
  std::string address, postcode;  ///< as a file writes them
  std::optional<Uprn> uprn{};
  bool is_taken_back{false};
  std::string who{}, when{}, why{};
};
/// Adds a row, unless the file has more than `seen` rows of this normal form by now: then somebody has decided meanwhile, and nothing is
/// written. Everything that stands in the file stays as it is. Whole or not at all, and on disk when it returns; writers wait for each
/// other, in other processes too. Cells that a spreadsheet would run are neutralised.
/// @return whether it was written
/// @error decisions.not_plain, decisions.no_room, decisions.busy, gazetteer.decided_nothing, gazetteer.column_missing, csv.*, file.*
[[nodiscard]] Result<bool> keep_decision(Files& files, const Path& path, const DecisionToKeep& decision, std::size_t seen);

}  // namespace hearth::place
