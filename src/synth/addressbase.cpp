#include "synth/addressbase.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "synth/town_files.h"

namespace hearth::synth {
namespace {

using Cells = std::vector<std::string>;

constexpr std::uint64_t gone_from = 999'001'100'000;  // UPRNs of properties that are gone
constexpr std::uint64_t usrn_from = 99'900'001;
constexpr std::string_view supply_date = "2026-10-01", update_date = "2026-11-11", entered = "2007-03-14";

/// What became of the plot between the supply and the update.
enum class Fate : std::uint8_t { stands, built_since, rebuilt, merged, demolished, deleted };

/// One property in five hundred each, the same in every run: the number decides.
Fate fate_of(const Property& property) {
  if (property.new_build) return Fate::built_since;
  if (property.kind != Kind::house || property.parent != nowhere) return Fate::stands;
  switch (mix64(property.uprn) % 500) {
    case 0: return Fate::rebuilt;
    case 1: return Fate::merged;
    case 2: return Fate::demolished;
    case 3: return Fate::deleted;
    default: return Fate::stands;
  }
}

/// Houses that were turned into flats since: one parent in forty.
bool was_split(const Property& property) { return property.kind == Kind::block && property.number != 0 && mix64(property.uprn) % 40 == 0; }

/// A supply on its way out: rows are numbered, counted, and closed by a trailer.
class Supply {
 public:
  Supply(FeedFile& file, std::string_view date, std::string_view kind) : file_{file}, date_{date} {
    file_.row({"10", "Hearth made-up", "9999", date_, "1", date_, "09:00:00", "2.4", std::string{kind}});
  }
  /// @param cells  behind the change type and the running number
  void record(std::string_view type, std::string_view change, Cells cells) {
    Cells row{std::string{type}, std::string{change}, std::to_string(++records_)};
    row.insert(row.end(), std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()));
    file_.row(row);
  }
  void end() {
    file_.row({"29", "Hearth", "GB", "EPSG27700", "Metres", "", "", "UTF-8", "ENG", "", date_});
    file_.row({"99", "0", std::to_string(records_), date_, "09:00:00"});
  }

 private:
  FeedFile& file_;
  std::string date_;
  std::uint64_t records_{0};
};

/// "12A-14" as four fields; a number that is none of that shape is part of the name.
struct Number {
  std::string start, suffix, end, end_suffix, words;
};

Number number_of(std::string_view text) {
  Number out;
  const auto digits = [&text] {
    const auto until = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string found{text.substr(0, until)};
    text.remove_prefix(until);
    return found;
  };
  const auto letter = [&text] {
    if (text.empty() || text[0] < 'A' || text[0] > 'Z' || (text.size() > 1 && text[1] != '-')) return std::string{};
    const std::string found{text[0]};
    text.remove_prefix(1);
    return found;
  };
  const auto whole = text;
  out.start = digits();
  out.suffix = letter();
  if (!out.start.empty() && text.starts_with("-")) {
    text.remove_prefix(1);
    out.end = digits();
    out.end_suffix = letter();
  }
  if (!text.empty() || out.start.empty()) return {{}, {}, {}, {}, std::string{whole}};
  return out;
}

class AddressBase {
 public:
  AddressBase(const Town& town, const Words& words, FeedFile& full, FeedFile& changes, FeedFile& successors)
      : town_{town}, words_{words}, full_{full, supply_date, "F"}, changes_{changes, update_date, "C"}, truth_{successors} {
    truth_.row({"uprn", "successors"});
  }

  void write() {
    for (std::uint32_t street = 0; street < town_.streets.size(); ++street) write_street(street);
    for (PropertyNumber number = 0; number < town_.properties.size(); ++number)
      if (const auto& property = town_.properties[number]; property.parent != nowhere) flats_of_[property.parent].push_back(number);
    for (PropertyNumber number = 0; number < town_.properties.size(); ++number)
      if (town_.properties[number].listed) write_property(number);
    full_.end();
    changes_.end();
  }

 private:
  std::string upper(Word word) const { return to_upper(words_[word]); }
  static std::string to_upper(std::string_view text) { return to_upper_ascii(text); }
  static std::string usrn(std::uint32_t street) { return std::to_string(usrn_from + 2 * street); }
  static std::string former_usrn(std::uint32_t street) { return std::to_string(usrn_from + 2 * street + 1); }
  /// One street in ten has a name in Welsh too.
  [[nodiscard]] bool is_twin(std::uint32_t street) const { return mix64(street + 17) % 10 == 0; }
  [[nodiscard]] std::string welsh(std::uint32_t street) const {
    const auto name = upper(town_.streets[street].name);
    return "HEOL " + name.substr(0, name.rfind(' '));
  }
  std::string key(const char* kind) { return "9999" + std::string{kind} + std::to_string(1'000'000'000 + ++keys_).substr(1); }

  void write_street(std::uint32_t number) {
    const auto& street = town_.streets[number];
    const auto one = [&](const std::string& usrn, const std::string& name, const char* language) {
      full_.record("15", "I", {usrn, name, upper(street.locality), upper(street.town), "WEIRSHIRE", language, std::string{entered}, "", std::string{entered}, std::string{entered}});
    };
    full_.record("11", "I", {usrn(number), "1", "9999", "2", std::string{entered}, "1", "8", "0", std::string{entered}, "", std::string{entered}, std::string{entered}, "560000.00", "560000.00", "54.9", "3.4", "560100.00", "560100.00", "54.9", "3.4", "10"});
    one(usrn(number), upper(street.name), "ENG");
    if (is_twin(number)) one(usrn(number), welsh(number), "CYM");
    if (street.former_name != 0) one(former_usrn(number), upper(street.former_name), "ENG");
  }

  void unit(Supply& to, std::string_view change, std::uint64_t uprn, const Property& property, const char* status) {
    const auto degrees = degrees_of(property.spot);
    const auto parent = property.parent == nowhere ? std::string{} : std::to_string(town_.properties[property.parent].uprn);
    to.record("21", change, {std::to_string(uprn), status, status[0] == '8' ? "4" : "2", std::string{entered}, parent, metres_text(property.spot.x), metres_text(property.spot.y), degrees_text(degrees.latitude),
                             degrees_text(degrees.longitude), "1", "9999", "E", std::string{entered}, "", std::string{entered}, std::string{entered}, "D", words_[property.postcode], "0"});
  }

  void identifier(Supply& to, std::string_view change, const std::string& lpi, std::uint64_t uprn, const Property& property, const std::string& number_text, Word building, const std::string& usrn, const char* language, const char* status) {
    const auto number = number_of(to_upper(number_text));
    auto name = upper(building);
    if (!number.words.empty()) name += (name.empty() ? "" : ", ") + number.words;
    to.record("24", change, {std::to_string(uprn), lpi, language, status, std::string{entered}, "", std::string{entered}, std::string{entered}, "", "", "", "", upper(property.flat), number.start, number.suffix, number.end,
                             number.end_suffix, name, usrn, "1", "", "", "Y"});
  }

  void delivery_point(Supply& to, std::uint64_t uprn, const Property& property) {
    const auto& street = town_.streets[property.street];
    to.record("28", "I", {std::to_string(uprn), std::to_string(50'000'000 + ++points_), upper(property.organisation), "", upper(property.flat), upper(property.building), to_upper(words_[property.number]), "", upper(street.name), "",
                          upper(street.locality), upper(street.town), words_[property.postcode], "S", "1A", "", is_twin(property.street) ? welsh(property.street) : "", "", "", "", "", std::string{entered}, std::string{entered}, "",
                          std::string{entered}, std::string{entered}});
  }

  /// Everything of a property that stands.
  void whole(Supply& to, const Property& property, Word building) {
    unit(to, "I", property.uprn, property, property.new_build ? "6" : "1");
    const char* status = property.new_build ? "6" : "1";
    lpi_of_[property.uprn] = key("L");
    identifier(to, "I", lpi_of_[property.uprn], property.uprn, property, words_[property.number], building, usrn(property.street), "ENG", status);
    if (is_twin(property.street)) identifier(to, "I", key("L"), property.uprn, property, words_[property.number], building, usrn(property.street), "CYM", status);
    if (town_.streets[property.street].former_name != 0) identifier(to, "I", key("L"), property.uprn, property, words_[property.number], property.building, former_usrn(property.street), "ENG", "8");
    to.record("32", "I", {std::to_string(property.uprn), key("C"), std::string{class_of(property)}, "AddressBase Premium Classification Scheme", "1.0", std::string{entered}, "", std::string{entered}, std::string{entered}});
    if (property.organisation != 0)
      to.record("31", "I", {std::to_string(property.uprn), key("O"), upper(property.organisation), "", std::string{entered}, "", std::string{entered}, std::string{entered}});
    if (is_home(property.kind)) {
      to.record("23", "I", {std::to_string(property.uprn), key("X"), "CT" + std::to_string(property.uprn % 1'000'000), "1", "7666VC", std::string{entered}, "", std::string{entered}, std::string{entered}});
      if (!property.new_build && building == property.building) delivery_point(to, property.uprn, property);
    }
  }

  /// A property of the full supply that the update ends; what it became stands in `successors`.
  void gone(const Property& like, const std::string& number, const std::vector<std::uint64_t>& successors) {
    Property old = like;
    old.uprn = gone_from + ++gone_;
    old.flat = 0;
    old.parent = nowhere;
    const auto lpi = key("L");
    unit(full_, "I", old.uprn, old, "1");
    identifier(full_, "I", lpi, old.uprn, old, number, old.building, usrn(old.street), "ENG", "1");
    unit(changes_, "U", old.uprn, old, "8");
    identifier(changes_, "U", lpi, old.uprn, old, number, old.building, usrn(old.street), "ENG", "8");
    std::string became;
    for (const auto successor : successors) {
      changes_.record("30", "I", {std::to_string(old.uprn), key("S"), std::string{update_date}, "", std::string{update_date}, std::string{update_date}, std::to_string(successor)});
      became += (became.empty() ? "" : "|") + std::to_string(successor);
    }
    truth_.row({std::to_string(old.uprn), became});
  }

  /// A number that nobody in the street has.
  [[nodiscard]] std::string beyond(const Property& property) const { return words_[property.number] + "Z"; }

  void write_property(PropertyNumber number) {
    const auto& property = town_.properties[number];
    const bool split_parent = was_split(property);
    const bool of_split = property.parent != nowhere && was_split(town_.properties[property.parent]);
    if (split_parent) {
      std::vector<std::uint64_t> flats;
      for (const auto flat : flats_of_[number])
        if (town_.properties[flat].listed) flats.push_back(town_.properties[flat].uprn);
      if (!flats.empty()) gone(property, words_[property.number], flats);
    }
    if (split_parent || of_split) return whole(changes_, property, property.building);
    switch (fate_of(property)) {
      case Fate::stands: return standing(property);
      case Fate::built_since: return whole(changes_, property, property.building);
      case Fate::rebuilt:
        gone(property, words_[property.number], {property.uprn});
        return whole(changes_, property, property.building);
      case Fate::merged:
        gone(property, words_[property.number], {property.uprn});
        gone(property, beyond(property), {property.uprn});
        return whole(changes_, property, property.building);
      case Fate::demolished:
        gone(property, beyond(property), {});
        return standing(property);
      case Fate::deleted: {
        mistake(property);
        return standing(property);
      }
    }
  }

  /// There in both. A house that was named anew has its former name in the full supply.
  void standing(const Property& property) {
    whole(full_, property, property.former_building != 0 ? property.former_building : property.building);
    if (property.former_building == 0) return;
    const auto lpi = lpi_of_[property.uprn];
    identifier(changes_, "U", lpi, property.uprn, property, words_[property.number], property.former_building, usrn(property.street), "ENG", "8");
    identifier(changes_, "I", key("L"), property.uprn, property, words_[property.number], property.building, usrn(property.street), "ENG", "1");
  }

  /// Entered twice, and deleted by the update.
  void mistake(const Property& property) {
    Property twice = property;
    twice.uprn = gone_from + ++gone_;
    const auto lpi = key("L");
    for (auto* to : {&full_, &changes_}) {
      const auto* change = to == &full_ ? "I" : "D";
      unit(*to, change, twice.uprn, twice, "1");
      identifier(*to, change, lpi, twice.uprn, twice, words_[twice.number], twice.building, usrn(twice.street), "ENG", "1");
    }
  }

  const Town& town_;
  const Words& words_;
  Supply full_, changes_;
  FeedFile& truth_;
  std::map<PropertyNumber, std::vector<PropertyNumber>> flats_of_;
  std::map<std::uint64_t, std::string> lpi_of_;
  std::uint64_t keys_{0}, points_{0}, gone_{0};
};

}  // namespace

void write_addressbase(const Town& town, const Words& words, FeedFile& full, FeedFile& changes, FeedFile& successors) {
  AddressBase{town, words, full, changes, successors}.write();
}

std::string addressbase_toml(const std::string& town_name, bool with_changes) {
  return "# Made-up AddressBase Premium of " + town_name + ": a full supply" + (with_changes ? ", then the change-only update" : " alone") +
         ".\n[gazetteer]\nname = \"" + town_name + " AddressBase\"\nformat = \"addressbase\"\nfiles = [\"addressbase-full.csv\"" + (with_changes ? ", \"addressbase-changes.csv\"" : "") + "]\n";
}

}  // namespace hearth::synth
