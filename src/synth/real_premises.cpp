#include "synth/real_premises.h"

#include <charconv>
#include <map>
#include <tuple>

#include "base/text.h"
#include "base/try.h"
#include "base/uprn.h"
#include "formats/csv.h"
#include "formats/declaration.h"

namespace hearth::synth {
namespace {

/// "53.7974" as whole 1e-7 degrees, without floating point.
std::int32_t ten_millionths(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::int64_t value = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.') decimals = 0;
    else if (c >= '0' && c <= '9' && decimals < 7) value = value * 10 + (c - '0'), decimals += decimals >= 0 ? 1 : 0;
  }
  for (decimals = std::max(decimals, 0); decimals < 7; ++decimals) value *= 10;
  if (value > 1'800'000'000) return 0;
  return static_cast<std::int32_t>(negative ? -value : value);
}

bool flat_word(std::string_view unit) {
  const auto folded = to_upper_ascii(unit);
  for (const std::string_view word : {"FLAT", "APARTMENT", "ROOM", "UNIT", "STUDIO", "APT", "MAISONETTE"})
    if (folded.starts_with(word)) return true;
  return false;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

/// "FLAT 2, 62" -> flat and number; "62A" -> number; "THE OLD FORGE" -> building.
void read_unit(std::string_view unit, Words& words, Property& property) {
  const auto comma = unit.rfind(',');
  if (flat_word(unit)) {
    property.kind = Kind::flat;
    property.flat = words.add(trim(unit.substr(0, comma)));
    if (comma != std::string_view::npos) property.number = words.add(trim(unit.substr(comma + 1)));
  } else if (!unit.empty() && digit(unit.front()) && unit.find(' ') == std::string_view::npos) {
    property.number = words.add(unit);
    property.terraced = true;
  } else {
    property.building = words.add(unit);
  }
  if (to_upper_ascii(unit).find("GARAGE") != std::string::npos) property.kind = Kind::garage;
}

struct Columns {
  std::map<std::string, std::size_t> at;
  [[nodiscard]] std::string_view get(const formats::CsvRow& row, const std::string& name) const {
    const auto found = at.find(name);
    return found == at.end() || found->second >= row.fields.size() ? std::string_view{} : trim(row.fields[found->second]);
  }
};

Result<Columns> find_columns(const formats::Declared& declared, const formats::CsvReader& csv) {
  Columns out;
  HEARTH_TRY(table, declared.need("columns"));
  for (const std::string name : {"uprn", "unit", "street", "locality", "town", "postcode", "latitude", "longitude"}) {
    HEARTH_TRY(heading, table.text_if(name));
    if (!heading) continue;
    const auto column = csv.column(*heading);
    if (!column) return fail("gazetteer.column_missing", "the file has no column \"" + *heading + "\". Mend the gazetteer's declaration.", {.file = csv.file()});
    out.at.emplace(name, *column);
  }
  for (const std::string name : {"uprn", "unit", "street"})
    if (!out.at.contains(name)) return table.refuse("gazetteer.column_missing", "made-up people need the columns uprn, unit and street. Add \"" + name + "\".");
  return out;
}

}  // namespace

Result<Town> read_real_premises(Files& files, const Path& declaration, Words& words) {
  HEARTH_TRY(file, formats::DeclarationFile::read(files, declaration));
  const auto root = file.root();
  HEARTH_TRY(head, root.need("gazetteer"));
  HEARTH_TRY(names, head.texts_if("files"));
  HEARTH_TRY(place, head.need_text("name"));
  std::string usual_town;
  if (const auto defaults = root.get("defaults")) {
    HEARTH_TRY(text, defaults->text_if("town"));
    usual_town = text.value_or("");
  }
  Town town;
  town.real_premises = true;
  town.name = place;
  std::map<std::tuple<Word, Word, Word>, std::uint32_t> streets;
  for (const auto& name : names) {
    const auto path = file.beside(name);
    HEARTH_TRY(source, files.open(path));
    HEARTH_TRY(csv, formats::CsvReader::open(std::move(source), path.filename().string()));
    HEARTH_TRY(columns, find_columns(root, csv));
    formats::CsvRow row;
    for (;;) {
      HEARTH_TRY(more, csv.next(row));
      if (!more) break;
      const auto uprn = Uprn::parse(columns.get(row, "uprn"));
      if (row.fault || !uprn) continue;
      Property property;
      property.uprn = uprn->number();
      read_unit(columns.get(row, "unit"), words, property);
      const auto town_text = columns.get(row, "town");
      const std::tuple key{words.add(columns.get(row, "street")), words.add(columns.get(row, "locality")),
                           words.add(town_text.empty() ? std::string_view{usual_town} : town_text)};
      const auto [found, added] = streets.emplace(key, static_cast<std::uint32_t>(town.streets.size()));
      if (added) {
        Street street;
        std::tie(street.name, street.locality, street.town) = key;
        town.streets.push_back(street);
      }
      property.street = found->second;
      property.postcode = words.add(columns.get(row, "postcode"));
      property.spot = {ten_millionths(columns.get(row, "longitude")), ten_millionths(columns.get(row, "latitude"))};
      town.properties.push_back(property);
    }
  }
  if (town.properties.empty())
    return wrong_use("gazetteer.empty", "the gazetteer holds no premises with a UPRN. Expected at least one.", {.file = declaration.string()});
  return town;
}

}  // namespace hearth::synth
