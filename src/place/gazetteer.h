// gazetteer.h: the properties of a district, in memory, found by UPRN.
//
// A property (BS 7666 BLPU) has one UPRN and one or more addresses: the first is the one that is shown, the others
// (alternative, historic, as another list writes it) help the matcher. Texts are kept once each in one arena; a property is a
// row of 32-bit numbers (about 100 bytes with its texts). Immutable once built; any number of threads may read.
// Source: BS 7666-2 for the words; the mapping of columns is design section 8, [gazetteer].
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/point.h"
#include "base/progress.h"
#include "base/uprn.h"

namespace hearth::place {

/// Which property of a gazetteer: 0 to size() - 1, in order of UPRN. Means nothing in another gazetteer.
class PropertyIndex {
 public:
  constexpr PropertyIndex() noexcept = default;
  explicit constexpr PropertyIndex(std::size_t number) noexcept : number_{static_cast<std::uint32_t>(number)} {}
  [[nodiscard]] constexpr std::uint32_t number() const noexcept { return number_; }
  auto operator<=>(const PropertyIndex&) const = default;

 private:
  std::uint32_t number_{0};
};

/// One address of a property as a list writes it: either in parts, or whole in `address`. Empty parts are not known.
/// Views live as long as the gazetteer.
struct AddressParts {
  std::string_view organisation{}, unit{}, street{}, locality{}, town{};
  std::string_view address{};   ///< the whole address in one line, where the list has no parts
  std::string_view postcode{};  ///< as the list writes it, blanks tidied; may be empty
  std::string_view outcode{};   ///< where it is known without the rest
  std::string_view status{};    ///< the list's own word or BS 7666 number ("8" is historic)
};

struct Property {
  Uprn uprn;
  AddressParts shown;             ///< the address that is shown
  std::string_view class_code{};  ///< AddressBase classification ("RD04"); empty: not known
  std::optional<Uprn> parent{};   ///< the building of a flat
  std::optional<GridPoint> point{};
};

/// A row on its way in. Texts as the list writes them.
struct PropertyRow {
  Uprn uprn;
  AddressParts address{};
  std::string_view class_code{};
  std::optional<Uprn> parent{};
  std::optional<GridPoint> point{};
};

class Gazetteer {
 public:
  Gazetteer();
  Gazetteer(Gazetteer&&) noexcept;
  Gazetteer& operator=(Gazetteer&&) noexcept;
  Gazetteer(const Gazetteer&) = delete;
  Gazetteer& operator=(const Gazetteer&) = delete;
  ~Gazetteer();

  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] const std::string& name() const noexcept;
  /// A hash of everything in it, 32 hexadecimal digits: equal for equal content.
  [[nodiscard]] const std::string& version() const noexcept;

  [[nodiscard]] std::optional<PropertyIndex> find(Uprn uprn) const noexcept;  ///< O(log n)
  [[nodiscard]] Property at(PropertyIndex property) const;
  [[nodiscard]] Uprn uprn(PropertyIndex property) const noexcept;
  [[nodiscard]] std::optional<GridPoint> point(PropertyIndex property) const noexcept;
  /// Every address of the property, the shown one first.
  [[nodiscard]] std::vector<AddressParts> addresses(PropertyIndex property) const;
  /// Addresses of all properties together.
  [[nodiscard]] std::size_t address_count() const noexcept;
  /// The property above this one, when it is in the gazetteer too.
  [[nodiscard]] std::optional<PropertyIndex> parent(PropertyIndex property) const noexcept;
  [[nodiscard]] std::vector<PropertyIndex> children(PropertyIndex property) const;
  /// What a property became when it was rebuilt, split or merged, as the list says (BS 7666 successor records): one step, in order of UPRN.
  /// The property need not be in the gazetteer any more. successor.h follows all steps.
  [[nodiscard]] std::vector<Uprn> successors(Uprn uprn) const;
  /// The care home, hostel or hall that this property is, or is a room of: many people behind one door and a desk (is_institution).
  [[nodiscard]] std::optional<PropertyIndex> establishment(PropertyIndex property) const;

  /// "Flat 2, 62 Weir Lane, Sampleton ZZ1 1AA": one line in the case that people read.
  [[nodiscard]] std::string address_line(PropertyIndex property) const;
  /// The street as it is shown ("Weir Lane"); empty when the list has whole lines only.
  [[nodiscard]] std::string street_line(PropertyIndex property) const;
  /// Of the address that is shown, as the list writes them; faster than at(). Valid as long as the gazetteer.
  [[nodiscard]] std::string_view postcode(PropertyIndex property) const noexcept;
  [[nodiscard]] std::string_view street(PropertyIndex property) const noexcept;
  /// Compares as bytes so that homes stand in door order: street, locality, then number as a number (1, 2, 2A, 10), then flat.
  [[nodiscard]] std::string door_key(PropertyIndex property) const;
  /// Class R (residential; not RC, RG: car spaces and garages) or X (dual use), or not known and not named a garage. A parent
  /// shell (P), or a property whose flats have UPRNs of their own, is no home.
  [[nodiscard]] bool is_home(PropertyIndex property) const;

 private:
  friend class GazetteerBuilder;
  friend class GazetteerFile;
  struct State;
  std::unique_ptr<State> state_;
};

/// Puts a gazetteer together from rows in any order.
class GazetteerBuilder {
 public:
  explicit GazetteerBuilder(std::string name);
  ~GazetteerBuilder();
  GazetteerBuilder(const GazetteerBuilder&) = delete;
  GazetteerBuilder& operator=(const GazetteerBuilder&) = delete;
  /// Texts are copied. A second row of one UPRN adds an address to it; an equal one adds nothing.
  void add(const PropertyRow& row);
  void add_successor(Uprn gone, Uprn successor);
  [[nodiscard]] std::size_t rows() const noexcept;
  /// Ends the building; call it once.
  [[nodiscard]] Gazetteer finish();

 private:
  struct Rows;
  std::unique_ptr<Rows> rows_;
};

/// What came of reading a gazetteer's files.
struct LoadedGazetteer {
  Gazetteer gazetteer;
  std::uint64_t rows{0};            ///< read, without headings
  std::uint64_t rows_put_aside{0};  ///< no usable UPRN, or the row's shape is broken
  std::uint64_t fields_put_aside{0};///< a point that is none, an odd postcode: the row stays
  std::uint64_t units_without_address{0};  ///< of AddressBase and DTF: a UPRN that no identifier or delivery point tells of; left out
  std::uint64_t rows_repeated{0};   ///< an address that a row before said of the same property already
  std::vector<Error> faults;        ///< file, row, column, code; the first `faults_kept_max` of them
  static constexpr std::size_t faults_kept_max = 10'000;
};

/// Reads G.gazetteer.toml and the files it names (a flat CSV, AddressBase Premium or DTF 7.3: register_file.h), or an index file that `save_index` wrote (index_file.h).
/// @error toml.* (exit 2), gazetteer.column_missing, gazetteer.empty, csv.*, file.*, index.*
/// Cost: about a second for 400,000 rows on one core.
[[nodiscard]] Result<LoadedGazetteer> load_gazetteer(Files& files, const Path& path, Threads threads, Progress& progress);

}  // namespace hearth::place
