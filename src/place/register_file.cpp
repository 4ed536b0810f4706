#include "place/register_file.h"

#include <charconv>
#include <optional>

#include "base/date.h"
#include "base/postcode.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "place/projection.h"

namespace hearth::place {
namespace {

/// Where a record type keeps what we read; counted from 0.
struct Layout {
  std::size_t blpu_width, lpi_width;
  std::size_t parent, x, y, postcode;
};
constexpr Layout addressbase_layout{.blpu_width = 22, .lpi_width = 26, .parent = 7, .x = 8, .y = 9, .postcode = 20};
constexpr Layout dtf_layout{.blpu_width = 23, .lpi_width = 30, .parent = 8, .x = 9, .y = 10, .postcode = 0};

/// One of the files: what its header says, and what was counted.
struct Supply {
  bool changes{false};
  std::uint64_t records{0}, metadata{0};
  std::uint64_t inserted_again{0}, changed{0};
  bool has_trailer{false};
};

class RegisterReader {
 public:
  RegisterReader(RegisterFormat format, LoadedGazetteer& loaded) : format_{format}, layout_{format == RegisterFormat::dtf73 ? dtf_layout : addressbase_layout}, loaded_{loaded} {}

  Result<Done> read(Files& files, const Path& path, Progress& progress) {
    HEARTH_TRY(source, files.open(path));
    file_ = path.filename().string();
    HEARTH_TRY(reader, formats::CsvReader::open_bare(std::move(source), file_, {.encoding = {}, .separator = ','}));
    supply_ = {};
    formats::CsvRow row;
    for (bool is_first = true;; is_first = false) {
      HEARTH_TRY(more, reader.next(row));
      if (!more) break;
      ++loaded_.rows;
      row_ = row.row;
      if (is_first) HEARTH_CHECK(read_header(row));
      else HEARTH_CHECK(read_record(row));
      if (loaded_.rows % 4096 == 0) progress.advance(4096);
    }
    if (!supply_.has_trailer) return cut_off("the file has no trailer (record 99) at its end");
    constexpr std::uint64_t many = 100;
    if (supply_.changes && supply_.changed == 0 && supply_.inserted_again >= many)
      return fail("gazetteer.tile_update", "this update only inserts what is there already, as the update of a tile does: what it leaves out is gone, and nothing says so. Order the updates of a whole area, or the full supply anew.", {.file = file_});
    return Done{};
  }

  /// After the last file: no volume is missing.
  Result<Done> finish() const {
    if (next_volume_ != 0) return fail("gazetteer.cut_off", "volume " + std::to_string(next_volume_) + " of this supply is missing behind it. Name all volumes, in their order.", {.file = file_});
    return Done{};
  }

  AddressRegister register_;

 private:
  [[nodiscard]] tl::unexpected<Error> cut_off(const std::string& what) const {
    return fail("gazetteer.cut_off", what + ": it was cut off, or put together from others. Nothing of it is loaded; fetch it again.", {.file = file_, .row = row_});
  }

  Result<Done> read_header(const formats::CsvRow& row) {
    if (row.fields.empty() || trim(row.fields[0]) != "10" || row.fields.size() < 9)
      return fail("gazetteer.no_header",
                  "the first row is no header (record 10). Expected a file as it was supplied, in one piece; a flat list with a heading is read with format = \"csv\" and [columns].",
                  {.file = file_, .row = row_});
    const auto kind = to_upper_ascii(trim(row.fields[8]));
    const auto day = Date::parse_iso(trim(row.fields[3]));
    const auto volume = whole_number(row.fields[4]);
    if (!day || !volume || (kind != "C" && kind != "F"))
      return fail("gazetteer.no_header", "the header cannot be read. Expected a date YYYY-MM-DD in its fourth field, the volume's number in its fifth, and F (full supply) or C (change-only update) in its ninth.", {.file = file_, .row = row_});
    supply_.changes = kind == "C";
    HEARTH_CHECK(check_order(*day, *volume));
    is_full_ = true;
    had_changes_ = supply_.changes;
    if (!supply_.changes) full_date_ = *day;
    last_date_ = *day;
    return Done{};
  }

  Result<Done> check_order(const Date& day, std::uint64_t volume) const {
    const auto wrong = [&](const std::string& what) { return fail("gazetteer.order", what, {.file = file_}); };
    if (supply_.changes && !is_full_) return wrong("a change-only update changes what a full supply holds, and none stands before it. Name the full supply first under files.");
    if (!supply_.changes && had_changes_) return wrong("a full supply stands behind change-only updates. Name the newest full supply, then the updates that came after it.");
    if (!supply_.changes && full_date_ && *full_date_ != day)
      return wrong("this full supply is of " + day.text() + ", the one before it of " + full_date_->text() + ". Name the newest alone: what the older one has and it has not is gone.");
    if (last_date_ && day < *last_date_) return wrong("this file is of " + day.text() + ", the one before it of " + last_date_->text() + ". Name the files in the order in which they were supplied.");
    if (next_volume_ != 0 && (volume != next_volume_ || day != *last_date_))
      return fail("gazetteer.cut_off", "volume " + std::to_string(next_volume_) + " of the supply before it is missing. Name all volumes, in their order.", {.file = file_});
    return Done{};
  }

  static std::optional<std::uint64_t> whole_number(std::string_view field) {
    std::uint64_t value = 0;
    const auto text = trim(field);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
  }

  Result<Done> read_trailer(const formats::CsvRow& row) {
    const auto next = row.fields.size() > 2 ? whole_number(row.fields[1]) : std::nullopt, said = row.fields.size() > 2 ? whole_number(row.fields[2]) : std::nullopt;
    if (!next || !said) return cut_off("the trailer's next volume and number of records cannot be read");
    // Suppliers differ in whether the metadata record is counted with the others.
    if (*said != supply_.records && *said != supply_.records + supply_.metadata)
      return cut_off("the trailer counts " + with_commas(*said) + " records and the file has " + with_commas(supply_.records));
    next_volume_ = *next;
    supply_.has_trailer = true;
    return Done{};
  }

  Result<Done> read_record(const formats::CsvRow& row) {
    if (supply_.has_trailer) return cut_off("there are rows behind the trailer");
    const auto type = row.fields.empty() ? std::string_view{} : trim(row.fields[0]);
    if (type == "99") return read_trailer(row);
    if (type == "29") {
      ++supply_.metadata;
      return Done{};
    }
    ++supply_.records;
    if (row.fault && row.shape_broken()) {
      put_aside(*row.fault);
      return Done{};
    }
    if (row.fault) field_fault(*row.fault);
    constexpr std::string_view change_types = "IUD";
    const auto change = row.fields.size() > 1 ? trim(row.fields[1]) : std::string_view{};
    if (change.size() != 1 || change_types.find(change[0]) == std::string_view::npos) {
      put_aside({.code = "gazetteer.change_type", .message = "no change type. Expected I, U or D in the second field."});
      return Done{};
    }
    if (!supply_.changes && change != "I")
      return fail("gazetteer.mixed_changes", "a full supply only inserts, and this row says " + std::string{change} + ". Is this a change-only update under the header of a full one? Nothing of it is loaded.",
                  {.file = file_, .row = row_});
    fields_ = &row.fields;
    take(type, change == "D" ? Change::remove : change == "U" ? Change::update : Change::insert);
    return Done{};
  }

  void take(std::string_view type, Change change) {
    if (type == "15") return take_street(change);
    if (type == "21") return take_unit(change);
    if (type == "24") return take_identifier(change);
    if (type == "28") return take_point(change);
    if (type == "30") return take_successor(change);
    if (type == "31") return take_of_unit(change, register_.organisations, 11, 5, 8);
    if (type == "32") return take_class(change);
    if (type == "11" || type == "23" || (format_ == RegisterFormat::dtf73 && (type == "12" || type == "13" || type == "14" || type == "22"))) return;  // nothing of these is asked for
    put_aside({.code = "gazetteer.record_type", .message = "no such record type. Expected 11, 15, 21, 23, 24, 28, 29, 30, 31 or 32."});
  }

  [[nodiscard]] std::string_view text(std::size_t field) const { return field < fields_->size() ? trim((*fields_)[field]) : std::string_view{}; }

  /// False: the row is put aside.
  bool wide_enough(std::size_t width) {
    if (fields_->size() == width) return true;
    put_aside({.code = "gazetteer.record_width", .message = "this record has " + std::to_string(fields_->size()) + " fields. Expected " + std::to_string(width) +
                                                            "; is the file of another version of the format?"});
    return false;
  }

  std::optional<std::uint64_t> number(std::size_t field, const char* name) {
    std::uint64_t value = 0;
    const auto digits = text(field);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc{} && end == digits.data() + digits.size() && value != 0) return value;
    put_aside({.code = "gazetteer.record_key", .message = std::string{"no usable "} + name + " in field " + std::to_string(field + 1) + "."});
    return std::nullopt;
  }

  std::optional<std::uint64_t> uprn(std::size_t field) {
    const auto parsed = Uprn::parse(text(field));
    if (parsed) return parsed->number();
    put_aside(parsed.error());
    return std::nullopt;
  }

  /// A change of what is not there tells that a supply is missing, or was taken twice.
  void check(bool as_expected, Change change) {
    if (change != Change::insert) ++supply_.changed;
    else if (!as_expected) ++supply_.inserted_again;
    if (as_expected) return;
    field_fault({.code = "gazetteer.change_astray",
                 .message = change == Change::insert ? "a record is inserted that is there already; it is taken as an update. Was a change-only update named twice?"
                                                     : "a record is changed or deleted that is not there. Is a change-only update missing before this one?"});
  }

  void take_street(Change change) {
    const auto usrn = number(3, "USRN");
    if (!usrn) return;
    check(apply(register_.streets, change, street_key(*usrn, text(8)), StreetDescriptor{std::string{text(4)}, std::string{text(5)}, std::string{text(6)}}), change);
  }

  void take_unit(Change change) {
    if (!wide_enough(layout_.blpu_width)) return;
    const auto key = uprn(3);
    if (!key) return;
    Blpu unit{.logical_status = std::string{text(4)}, .state = std::string{text(5)}, .postcode = postcode(layout_.postcode), .class_code = {}, .organisation = {}};
    if (format_ == RegisterFormat::dtf73) {
      unit.class_code = text(7);
      unit.organisation = text(17);
    }
    if (const auto parent = text(layout_.parent); !parent.empty() && parent != "0") {
      const auto parsed = Uprn::parse(parent);
      if (parsed) unit.parent = *parsed;
      else field_fault(parsed.error());
    }
    unit.point = point();
    check(apply(register_.units, change, *key, std::move(unit)), change);
  }

  std::optional<GridPoint> point() {
    const auto metres = [&](std::size_t field) -> std::optional<double> {
      double value = 0;
      const auto digits = text(field);
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
      return error == std::errc{} && end == digits.data() + digits.size() ? std::optional{value} : std::nullopt;
    };
    const auto east = metres(layout_.x), north = metres(layout_.y);
    if (!east && !north && text(layout_.x).empty()) return std::nullopt;
    if (east && north && *east == 0 && *north == 0) return std::nullopt;
    if (east && north)
      if (const GridPoint made{.easting = *east, .northing = *north}; is_on_grid(made)) return made;
    field_fault({.code = "gazetteer.point", .message = "the point is not in Great Britain. Expected metres of the national grid; are they exchanged?"});
    return std::nullopt;
  }

  std::string postcode(std::size_t field) {
    if (field == 0 || text(field).empty()) return {};
    const auto parsed = Postcode::parse(text(field));
    if (parsed) return parsed->text();
    field_fault(parsed.error());
    return {};
  }

  /// From the first of its parts on, behind each other: words, then numbers.
  std::string object_text(std::size_t numbers, std::size_t words) {
    std::string out{text(words)};
    const auto range = number_text(text(numbers), text(numbers + 1), text(numbers + 2), text(numbers + 3));
    if (!range.empty()) out.append(out.empty() ? "" : out == "FLAT" || out == "UNIT" || out == "ROOM" || out == "APARTMENT" ? " " : ", ").append(range);
    return out;
  }

  void take_identifier(Change change) {
    if (!wide_enough(layout_.lpi_width)) return;
    const auto of = uprn(3);
    if (!of) return;
    Lpi identifier{.uprn = *of, .usrn = 0, .language = std::string{text(5)}, .logical_status = std::string{text(6)}, .unit = {}, .postcode = {}, .town = {}};
    constexpr std::size_t sao_numbers = 11, sao_text = 15, pao_numbers = 16, pao_text = 20, usrn = 21, dtf_postcode = 24, dtf_town = 25;
    identifier.unit = object_text(sao_numbers, sao_text);
    if (const auto outer = object_text(pao_numbers, pao_text); !outer.empty()) identifier.unit.append(identifier.unit.empty() ? "" : ", ").append(outer);
    const auto street = number(usrn, "USRN");
    if (!street) return;
    identifier.usrn = *street;
    if (format_ == RegisterFormat::dtf73) {
      identifier.postcode = postcode(dtf_postcode);
      identifier.town = text(dtf_town);
    }
    check(apply(register_.identifiers, change, std::string{text(4)}, std::move(identifier)), change);
  }

  std::string joined(std::initializer_list<std::size_t> parts) const {
    std::string out;
    for (const auto field : parts)
      if (const auto part = text(field); !part.empty()) out.append(out.empty() ? "" : ", ").append(part);
    return out;
  }

  void take_point(Change change) {
    constexpr std::size_t width = 29;
    if (!wide_enough(width)) return;
    const auto of = uprn(3);
    const auto udprn = of ? number(4, "UDPRN") : std::nullopt;
    if (!udprn) return;
    const bool dependent = !text(10).empty(), welsh_dependent = !text(18).empty();
    DeliveryPoint made{.uprn = *of, .organisation = joined({5, 6}), .unit = joined({7, 8, 9}), .street = std::string{text(dependent ? 10 : 11)},
                       .locality = dependent ? joined({11, 12, 13}) : joined({12, 13}), .town = std::string{text(14)}, .postcode = postcode(15),
                       .welsh_street = std::string{text(welsh_dependent ? 18 : 19)}, .welsh_locality = welsh_dependent ? joined({19, 20, 21}) : joined({20, 21}),
                       .welsh_town = std::string{text(22)}};
    check(apply(register_.delivery_points, change, *udprn, std::move(made)), change);
  }

  void take_of_unit(Change change, std::unordered_map<std::string, OfUnit>& into, std::size_t width, std::size_t value, std::size_t end_date) {
    if (!wide_enough(width)) return;
    const auto of = uprn(3);
    if (!of) return;
    check(apply(into, change, std::string{text(4)}, OfUnit{*of, std::string{text(value)}, !text(end_date).empty()}), change);
  }

  void take_successor(Change change) {
    constexpr std::size_t width = 10, successor = 9;
    if (fields_->size() == width && !Uprn::parse(text(successor))) field_fault({.code = "gazetteer.record_key", .message = "the successor is no usable UPRN: nothing leads on from this property."});
    take_of_unit(change, register_.successors, width, successor, 6);
  }

  /// Of several schemes the one that says RD04: valuation codes tell other things.
  void take_class(Change change) {
    constexpr std::size_t width = 12, scheme = 6;
    if (fields_->size() == width && fold(text(scheme)).find("voa") != std::string::npos) return;
    take_of_unit(change, register_.classes, width, 5, 9);
  }

  void keep(Error error) {
    if (loaded_.faults.size() >= LoadedGazetteer::faults_kept_max) return;
    error.where = {.file = file_, .row = row_};
    error.exit = Exit::put_aside;
    loaded_.faults.push_back(std::move(error));
  }
  void put_aside(Error error) {
    ++loaded_.rows_put_aside;
    keep(std::move(error));
  }
  void field_fault(Error error) {
    ++loaded_.fields_put_aside;
    keep(std::move(error));
  }

  RegisterFormat format_;
  const Layout& layout_;
  LoadedGazetteer& loaded_;
  std::string file_;
  std::optional<Date> last_date_, full_date_;
  std::uint64_t next_volume_{0};  ///< 0: the supply is whole
  std::uint64_t row_{0};
  bool is_full_{false}, had_changes_{false};
  Supply supply_;
  const std::vector<std::string_view>* fields_{nullptr};
};

}  // namespace

Result<AddressRegister> read_register_files(Files& files, std::span<const Path> paths, RegisterFormat format, LoadedGazetteer& loaded, Progress& progress) {
  RegisterReader reader{format, loaded};
  for (const auto& path : paths) HEARTH_CHECK(reader.read(files, path, progress));
  HEARTH_CHECK(reader.finish());
  return std::move(reader.register_);
}

}  // namespace hearth::place
