// Reads the CSV files of a G.gazetteer.toml through its mapping.
#include <algorithm>
#include <cctype>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "base/postcode.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/declaration.h"
#include "place/address_decisions.h"
#include "place/address_standing.h"
#include "place/gazetteer.h"
#include "place/gazetteer_state.h"
#include "place/index_file.h"
#include "place/projection.h"
#include "place/register_file.h"

namespace hearth::place {
namespace {

enum Part : std::size_t {
  uprn, address, unit, street, locality, town, postcode, outcode, latitude, longitude, x, y, organisation, class_code, parent,
  status, part_count
};
const std::vector<std::string> part_names{"uprn", "address", "unit", "street", "locality", "town", "postcode", "outcode", "latitude",
                                          "longitude", "x", "y", "organisation", "class", "parent", "status"};

/// What [gazetteer], [columns] and [defaults] say.
struct Mapping {
  std::string name;
  std::vector<Path> files;
  std::optional<Path> decisions{};          ///< what people have decided about addresses
  std::optional<RegisterFormat> records{};  ///< nothing: a flat list
  formats::CsvForm form{};
  std::vector<std::vector<std::string>> headings{part_count};  ///< several are joined by ", "
  std::vector<std::string> defaults = std::vector<std::string>(part_count);
  std::vector<std::pair<std::string, std::vector<std::string>>> also;  ///< [also]: a column, and those that say the same in other words
};

/// The parts that may have another name: the same street in Welsh, a house's former name.
constexpr std::array<Part, 6> named_parts{address, unit, street, locality, town, organisation};

/// "Street" = "Street (Cymraeg)": each on the left is read by [columns], as part of an address.
Result<Done> read_also(const formats::Declared& root, Mapping& mapping) {
  const auto also = root.get("also");
  if (!also) return Done{};
  for (const auto& heading : also->keys()) {
    const bool is_read = std::ranges::any_of(named_parts, [&](Part part) {
      return std::ranges::find(mapping.headings[part], heading) != mapping.headings[part].end();
    });
    if (!is_read)
      return also->get(heading)->refuse("gazetteer.also", "on the left stands a column that [columns] reads as address, unit, street, locality, town or organisation; on the "
                                                          "right the column with its other name: \"Street\" = \"Street (Cymraeg)\".");
    HEARTH_TRY(others, also->texts_if(heading));
    mapping.also.emplace_back(heading, std::move(others));
  }
  return Done{};
}

Result<Done> read_columns(const formats::Declared& root, Mapping& mapping) {
  HEARTH_TRY(columns, root.need("columns"));
  HEARTH_CHECK(columns.unknown_keys(part_names));
  for (std::size_t p = 0; p < part_count; ++p) {
    HEARTH_TRY(texts, columns.texts_if(part_names[p]));
    mapping.headings[p] = std::move(texts);
  }
  if (mapping.headings[Part::uprn].empty())
    return columns.refuse("gazetteer.no_uprn", "say which column holds the UPRN: uprn = \"...\" under [columns].");
  if (mapping.headings[address].empty() && mapping.headings[street].empty() && mapping.headings[unit].empty())
    return columns.refuse("gazetteer.no_address", "say which columns hold the address: address = \"...\", or unit, street and locality.");
  if (mapping.headings[latitude].empty() != mapping.headings[longitude].empty() || mapping.headings[x].empty() != mapping.headings[y].empty())
    return columns.refuse("gazetteer.half_point", "latitude goes with longitude, and x with y.");
  if (const auto defaults = root.get("defaults")) {
    HEARTH_CHECK(defaults->unknown_keys(part_names));
    for (std::size_t p = 0; p < part_count; ++p) {
      HEARTH_TRY(text, defaults->text_if(part_names[p]));
      mapping.defaults[p] = text.value_or("");
    }
  }
  return Done{};
}

Result<Mapping> read_mapping(Files& files, const Path& path) {
  HEARTH_TRY(file, formats::DeclarationFile::read(files, path));
  const auto root = file.root();
  HEARTH_CHECK(root.unknown_keys({"gazetteer", "columns", "also", "defaults"}));
  HEARTH_TRY(head, root.need("gazetteer"));
  HEARTH_CHECK(head.unknown_keys({"name", "files", "decisions", "format", "encoding", "separator", "heading_row"}));
  Mapping mapping;
  HEARTH_TRY(name, head.need_text("name"));
  mapping.name = std::move(name);
  HEARTH_TRY(format, head.text_if("format"));
  if (format && *format == "addressbase") mapping.records = RegisterFormat::addressbase;
  else if (format && *format == "dtf7.3") mapping.records = RegisterFormat::dtf73;
  else if (format && *format != "csv")
    return head.refuse("gazetteer.format", "expected format = \"csv\" (a flat list), \"addressbase\" (AddressBase Premium) or \"dtf7.3\" (an LLPG extract in records).");
  HEARTH_TRY(listed, head.texts_if("files"));
  if (listed.empty()) return head.refuse("gazetteer.no_files", "name at least one file: files = [\"addresses.csv\"].");
  for (const auto& one : listed) mapping.files.push_back(file.beside(one));
  HEARTH_TRY(decisions, head.text_if("decisions"));
  if (decisions) mapping.decisions = file.beside(*decisions);
  HEARTH_TRY(encoding, head.text_if("encoding"));
  if (encoding) {
    HEARTH_TRY(known, formats::parse_encoding(*encoding));
    mapping.form.encoding = known;
  }
  HEARTH_TRY(separator, head.text_if("separator"));
  if (separator) {
    if (separator->size() != 1) return head.refuse("gazetteer.separator", "a separator is one character.");
    mapping.form.separator = separator->front();
  }
  if (const auto row = head.get("heading_row")) {
    HEARTH_TRY(number, row->integer());
    if (number < 1) return row->refuse("gazetteer.heading_row", "rows are counted from 1.");
    mapping.form.heading_row = static_cast<std::uint64_t>(number);
  }
  if (mapping.records) {
    for (const char* key : {"encoding", "separator", "heading_row"})
      if (const auto found = head.get(key)) return found->refuse("gazetteer.no_columns", "this format says itself how it is written. Leave " + std::string{key} + " out.");
    for (const char* section : {"columns", "also", "defaults"})
      if (const auto found = root.get(section))
        return found->refuse("gazetteer.no_columns", "this format says itself what stands where. Leave [" + std::string{section} + "] out.");
    return mapping;
  }
  HEARTH_CHECK(read_columns(root, mapping));
  HEARTH_CHECK(read_also(root, mapping));
  return mapping;
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// One CSV file on its way into the builder.
class GazetteerReader {
 public:
  GazetteerReader(const Mapping& mapping, GazetteerBuilder& builder, LoadedGazetteer& loaded)
      : mapping_{mapping}, builder_{builder}, loaded_{loaded} {}

  Result<Done> read(Files& files, const Path& path, Progress& progress) {
    HEARTH_TRY(source, files.open(path));
    file_ = path.filename().string();
    HEARTH_TRY(reader, formats::CsvReader::open(std::move(source), file_, mapping_.form));
    HEARTH_CHECK(find_columns(reader));
    formats::CsvRow row;
    for (;;) {
      HEARTH_TRY(more, reader.next(row));
      if (!more) break;
      ++loaded_.rows;
      take(row);
      if (loaded_.rows % 4096 == 0) progress.advance(4096);
    }
    return Done{};
  }

 private:
  Result<Done> find_columns(const formats::CsvReader& reader) {
    columns_.assign(part_count, {});
    width_ = reader.heading().size();
    const auto find = [&](const std::string& heading, std::vector<std::size_t>& into) -> Result<Done> {
      const auto column = reader.column(heading);
      if (!column)
        return fail("gazetteer.column_missing", "the file has no column of this name. Check [columns] of the gazetteer's declaration.",
                    {.file = file_, .row = mapping_.form.heading_row, .column = heading});
      into.push_back(*column);
      return Done{};
    };
    for (std::size_t p = 0; p < part_count; ++p)
      for (const auto& heading : mapping_.headings[p]) HEARTH_CHECK(find(heading, columns_[p]));
    also_.clear();
    for (const auto& [heading, others] : mapping_.also) {
      std::vector<std::size_t> columns;
      HEARTH_CHECK(find(heading, columns));
      for (const auto& other : others) HEARTH_CHECK(find(other, columns));
      also_.push_back(std::move(columns));
    }
    return Done{};
  }

  static std::string_view usable(std::string_view field) { return is_text(field) ? trim(field) : std::string_view{}; }

  /// What each column of [also] says in this row: its own text first, then the others that differ.
  void read_names(const formats::CsvRow& row) {
    names_.assign(also_.size(), {});
    for (std::size_t i = 0; i < also_.size(); ++i)
      for (const auto column : also_[i]) {
        const auto text = usable(row.fields[column]);
        const bool known = std::ranges::any_of(names_[i], [&](std::string_view name) { return fold(name) == fold(text); });
        if (!text.empty() && !known) names_[i].push_back(text);
      }
    chosen_.assign(also_.size(), 0);
  }

  /// The text of a column in the form that is being read.
  [[nodiscard]] std::string_view text_of(std::size_t column, const formats::CsvRow& row) const {
    for (std::size_t i = 0; i < also_.size(); ++i)
      if (also_[i].front() == column) return names_[i].empty() ? std::string_view{} : names_[i][chosen_[i]];
    return usable(row.fields[column]);
  }

  /// Each way to write the address, the list's own first; a street and a town with two names each make four.
  bool next_form() {
    for (std::size_t i = 0; i < also_.size(); ++i) {
      if (++chosen_[i] < names_[i].size()) return true;
      chosen_[i] = 0;
    }
    return false;
  }

  std::string_view value(Part part, const formats::CsvRow& row) {
    const auto& columns = columns_[part];
    if (columns.size() == 1) {
      const auto text = text_of(columns.front(), row);
      return text.empty() ? std::string_view{mapping_.defaults[part]} : text;
    }
    auto& joined = joined_[part];
    joined.clear();
    for (const auto column : columns) {
      const auto text = text_of(column, row);
      if (text.empty()) continue;
      // A suffix in a column of its own belongs to the number before it: "3" and "A" are 3A.
      const bool is_suffix = part == Part::unit && text.size() == 1 && std::isalpha(static_cast<unsigned char>(text.front())) != 0 && !joined.empty() && std::isdigit(static_cast<unsigned char>(joined.back())) != 0;
      if (!joined.empty() && !is_suffix) joined.append(", ");
      joined.append(text);
    }
    return joined.empty() ? std::string_view{mapping_.defaults[part]} : std::string_view{joined};
  }

  void fault(Error error, std::uint64_t row, Part part, std::uint64_t& counter) {
    ++counter;
    if (loaded_.faults.size() >= LoadedGazetteer::faults_kept_max) return;
    error.where = {.file = file_, .row = row, .column = columns_[part].empty() ? part_names[part] : mapping_.headings[part].front()};
    error.exit = Exit::put_aside;
    loaded_.faults.push_back(std::move(error));
  }

  void take(const formats::CsvRow& row) {
    if (row.fault) {
      // A byte that is no text costs its field, never the row, as long as the row has its shape.
      const bool whole = row.fault->code == "csv.not_text" && row.fields.size() == width_;
      ++(whole ? loaded_.fields_put_aside : loaded_.rows_put_aside);
      if (loaded_.faults.size() < LoadedGazetteer::faults_kept_max) loaded_.faults.push_back(*row.fault);
      if (!whole) return;
    }
    read_names(row);
    const auto number = Uprn::parse(value(Part::uprn, row));
    if (!number) return fault(number.error(), row.row, Part::uprn, loaded_.rows_put_aside);
    PropertyRow made{.uprn = *number};
    auto& a = made.address;
    take_address(row, a);
    a.status = mapping_.headings[status].empty() ? value(status, row) : status_in_words(mapping_.headings[status].front(), value(status, row));
    made.class_code = value(class_code, row);
    take_postcode(row, a);
    take_parent(row, made);
    take_point(row, made);
    builder_.add(made);
    for (std::size_t forms = 1; forms < forms_max && next_form(); ++forms) {
      take_address(row, a);
      builder_.add(made);
    }
  }

  void take_address(const formats::CsvRow& row, AddressParts& a) {
    a.organisation = value(organisation, row);
    a.unit = value(unit, row);
    a.street = value(street, row);
    a.locality = value(locality, row);
    a.town = value(town, row);
    a.address = value(address, row);
  }

  void take_postcode(const formats::CsvRow& row, AddressParts& a) {
    a.outcode = value(outcode, row);
    const auto given = value(postcode, row);
    if (given.empty()) return;
    if (const auto parsed = Postcode::parse(given)) {
      postcode_ = parsed->text();
      a.postcode = postcode_;
    } else if (is_outcode(to_upper_ascii(given))) {
      a.outcode = given;
    } else {
      fault(parsed.error(), row.row, postcode, loaded_.fields_put_aside);
    }
  }

  void take_parent(const formats::CsvRow& row, PropertyRow& made) {
    const auto given = value(parent, row);
    if (given.empty() || given == "0") return;
    const auto number = Uprn::parse(given);
    if (!number) return fault(number.error(), row.row, parent, loaded_.fields_put_aside);
    made.parent = *number;
  }

  void take_point(const formats::CsvRow& row, PropertyRow& made) {
    const bool metres = !columns_[x].empty() && !value(x, row).empty();
    const Part first = metres ? x : longitude, second = metres ? y : latitude;
    const auto east = value(first, row), north = value(second, row);
    if (east.empty() || north.empty()) return;
    const auto a = number_of(east), b = number_of(north);
    if (a && b && *a == 0 && *b == 0) return;  // how many lists write "not known"
    std::optional<GridPoint> point;
    if (a && b) point = metres ? std::optional{GridPoint{.easting = *a, .northing = *b}} : to_grid(LonLat{.longitude = *a, .latitude = *b});
    if (!point || !is_on_grid(*point))
      return fault({.code = "gazetteer.point", .message = "the point is not in Great Britain. Expected degrees (WGS84), or metres of the "
                                                          "national grid as x and y; are they exchanged?"},
                   row.row, second, loaded_.fields_put_aside);
    made.point = point;
  }

  const Mapping& mapping_;
  GazetteerBuilder& builder_;
  LoadedGazetteer& loaded_;
  std::string file_, postcode_;
  std::size_t width_{0};
  static constexpr std::size_t forms_max = 8;  // of one row
  std::vector<std::vector<std::size_t>> columns_;
  std::vector<std::vector<std::size_t>> also_;         // of each name: its column, then those with its other names
  std::vector<std::vector<std::string_view>> names_;   // of this row
  std::vector<std::size_t> chosen_;                    // which of the names is read
  std::map<Part, std::string> joined_;
};

Result<Done> read_files(Files& files, const Mapping& mapping, GazetteerBuilder& builder, LoadedGazetteer& loaded, Progress& progress) {
  if (!mapping.records) {
    for (const auto& file : mapping.files) HEARTH_CHECK(GazetteerReader(mapping, builder, loaded).read(files, file, progress));
    return Done{};
  }
  HEARTH_TRY(records, read_register_files(files, mapping.files, *mapping.records, loaded, progress));
  loaded.units_without_address = records.tell(builder);
  return Done{};
}

}  // namespace

Result<LoadedGazetteer> load_gazetteer(Files& files, const Path& path, Threads, Progress& progress) {
  if (is_index(files, path)) {
    HEARTH_TRY(place, load_index(files, path));
    return std::move(place.loaded);
  }
  HEARTH_TRY(mapping, read_mapping(files, path));
  LoadedGazetteer loaded;
  GazetteerBuilder builder{mapping.name};
  progress.begin("reading the gazetteer", 0);
  HEARTH_CHECK(read_files(files, mapping, builder, loaded, progress));
  progress.end();
  if (builder.rows() == 0)
    return fail("gazetteer.empty", loaded.rows == 0 ? "the files of the gazetteer have no rows below their headings." :
                                   mapping.records ? "no property of the gazetteer has an address." : "no row of the gazetteer could be used. Check uprn under [columns].", {.file = path.string()});
  const auto forms = builder.rows();
  loaded.gazetteer = builder.finish();
  loaded.rows_repeated = forms - loaded.gazetteer.address_count();
  if (mapping.decisions) {
    HEARTH_TRY(decisions, read_address_decisions(files, *mapping.decisions, loaded));
    auto& state = GazetteerFile::state(loaded.gazetteer);
    state.decisions = std::move(decisions);
    state.complete();
  }
  return loaded;
}

}  // namespace hearth::place
