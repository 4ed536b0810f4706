#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "formats/plain_text.h"
#include "record/draft_text.h"
#include "record/heading_words.h"
#include "record/propose_feed.h"

namespace hearth::record {
namespace {

using formats::ColumnProfile;
using formats::CsvProfile;

/// Parts of [columns] in the order in which they are written, with the headings that mean them; the first that fits wins.
struct PartWords {
  std::string_view part;
  std::vector<std::string_view> any;
  std::vector<std::string_view> none;
};

const std::vector<PartWords>& part_words() {
  static const std::vector<PartWords> words{
      {"parent", {"parent", "primaryuprn"}, {}},
      {"uprn", {"uprn", "premisesid"}, {}},
      {"postcode", {"postcode", "pcode", "postalcode"}, {}},
      {"class", {"classification", "blpuclass", "class"}, {"scheme"}},
      {"latitude", {"latitude"}, {}},
      {"longitude", {"longitude"}, {}},
      {"x", {"easting", "xcoord", "xcoordinate"}, {}},
      {"y", {"northing", "ycoord", "ycoordinate"}, {}},
      {"organisation", {"organisation", "organization", "orgname", "business"}, {}},
      {"locality", {"locality", "village", "hamlet"}, {}},
      {"town", {"town", "city"}, {}},
      {"unit", {"sao", "subbuilding", "unit", "flat", "pao", "buildingnumber", "buildingname", "houseno", "housenumber", "housename", "propertyname", "propertynumber"}, {}},
      {"street", {"street", "road", "thoroughfare"}, {"usrn", "class"}},
      {"address", {"address", "addr"}, {"type"}}};
  return words;
}

bool within(const ColumnProfile& c, double least, double most) {
  return c.filled > 0 && c.share(c.integers + c.decimals) > 0.95 && c.least && c.most && *c.least >= least && *c.most <= most;
}

/// Words that say which of several names of one thing a column holds. What is in no other language and not former comes first.
constexpr std::array<std::string_view, 6> first_names{"english", "eng", "en", "saesneg", "beurla", "official"};
constexpr std::array<std::string_view, 38> other_names{
    "welsh", "cymraeg", "cym", "wel", "cy", "gaelic", "gaidhlig", "gla", "gd", "irish", "gaeilge", "gle", "ga", "scots", "sco", "cornish", "kernow", "kernewek", "kw", "alt", "alternative", "alternate",
    "also", "alias", "aka", "bilingual", "local", "former", "formerly", "old", "previous", "prev", "historic", "historical", "vernacular", "translated", "translation", "secondary"};

/// Headings that are themselves in the other language.
std::string_view in_english(std::string_view token) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> words{
      {{"stryd", "street"}, {"heol", "street"}, {"ffordd", "street"}, {"sraid", "street"}, {"tref", "town"}, {"baile", "town"}, {"ardal", "locality"}, {"pentref", "locality"}, {"lleoliad", "locality"},
       {"adeilad", "building"}, {"cyfeiriad", "address"}, {"enw", "name"}}};
  const auto found = std::ranges::find(words, token, [](const auto& word) { return word.first; });
  return found == words.end() ? token : found->second;
}

/// A heading without the word that says which language it is in: "Street (Cymraeg)" is another "street".
struct NamedHeading {
  std::string rest;
  bool marked{false};  ///< another language, or a former name
  bool first{false};   ///< "street_en", beside "street_cy"
};
NamedHeading named_heading(std::string_view heading) {
  NamedHeading out;
  const auto tokens = heading_tokens(heading);
  for (const auto& token : tokens) {
    const auto word = in_english(token);
    if (std::ranges::find(first_names, token) != first_names.end()) out.first = true;
    else if (std::ranges::find(other_names, token) != other_names.end()) out.marked = true;
    else out.rest.append(out.rest.empty() ? "" : " ").append(word);
    if (word != token) out.marked = true;
  }
  return out;
}

/// How surely a column says whether the record is valid: a logical status first, then a status, a state, and what only looks so; 0: not.
int status_rank(const ColumnProfile& c) {
  const auto tokens = heading_tokens(c.heading);
  const auto has = [&](std::string_view token) { return std::ranges::find(tokens, token) != tokens.end(); };
  const auto any_value = [&](std::string_view word) { return std::ranges::any_of(c.values, [&](const auto& value) { return fold(value).find(word) != std::string::npos; }); };
  if ((has("date") && !has("end")) || has("postal") || has("tax")) return 0;
  if (has("status") && (has("logical") || has("lpi"))) return 4;
  if (has("status")) return 3;
  if (has("state")) return 2;
  if (has("end") && !c.dates.empty() && c.filled * 2 < c.filled + c.blank) return 1;
  return any_value("histor") && (any_value("approv") || any_value("live") || any_value("current")) ? 1 : 0;
}

/// Parts whose second column may be another name of the first.
bool may_be_named_twice(std::string_view part) {
  return part == "unit" || part == "street" || part == "locality" || part == "town" || part == "address" || part == "organisation";
}

std::string part_of(const ColumnProfile& c) {
  std::string text;
  for (const auto& token : heading_tokens(c.heading)) text += in_english(token) == token ? token : in_english(token);
  const auto tokens = heading_tokens(c.heading);
  if (tokens.size() == 1 && (tokens[0] == "x" || tokens[0] == "y")) return tokens[0];
  if (status_rank(c) > 0) return "status";
  const auto has = [&](std::string_view token) { return std::ranges::find(tokens, token) != tokens.end(); };
  if (has("lat") && within(c, 49, 61)) return "latitude";
  if ((has("lon") || has("lng") || has("long")) && within(c, -9, 2.5)) return "longitude";
  for (const auto& words : part_words()) {
    const auto in = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    if (std::ranges::any_of(words.any, in) && std::ranges::none_of(words.none, in)) return std::string{words.part};
  }
  return {};
}

}  // namespace

bool looks_like_gazetteer(const CsvProfile& profile) {
  bool uprn = false, address = false, position = false, people = false;
  std::size_t numbers = 0;
  for (const auto& c : profile.columns) {
    const auto part = part_of(c);
    const auto field = field_by_heading(c.heading);
    const double filled = static_cast<double>(c.filled) / static_cast<double>(std::max<std::uint64_t>(1, c.filled + c.blank));
    if (part == "uprn" && filled > 0.95 && static_cast<double>(c.distinct) > 0.97 * static_cast<double>(c.filled)) uprn = true;
    if (part == "address" || part == "street" || c.share(c.addresses) > 0.7) address = true;
    if (within(c, 1'000, 1'300'000) && c.share(c.decimals) > 0.3) ++numbers;
    if (part == "x" || part == "y" || part == "latitude" || part == "longitude") position = true;
    if ((within(c, 49, 61) || within(c, -9, 2.5)) && c.share(c.decimals) > 0.9 && c.distinct * 2 > c.filled) ++numbers;
    if ((field == "surname" || field == "given_name" || field == "birth_date" || field == "ni_number" || field == "nhs_number" || (part != "organisation" && filled > 0.3 && c.share(c.joint_names) > 0.05)) ||
        (field == "full_name" && part.empty()))
      people = true;
  }
  return uprn && address && (position || numbers >= 2) && !people;
}

namespace {

/// Columns that hold another name of what an earlier or later column holds, each with that column: the street in Welsh, the former
/// name of a house. Joined they would be a street that nobody writes.
std::map<std::size_t, std::size_t> other_names_of(const CsvProfile& profile) {
  std::map<std::size_t, std::size_t> out;
  struct Heading {
    std::size_t column;
    std::string part;
    NamedHeading name;
  };
  std::vector<Heading> all;
  for (std::size_t i = 0; i < profile.columns.size(); ++i)
    if (const auto part = part_of(profile.columns[i]); may_be_named_twice(part)) all.push_back({i, part, named_heading(profile.columns[i].heading)});
  for (const auto& other : all) {
    if (!other.name.marked) continue;
    const Heading* same = nullptr;
    std::vector<const Heading*> of_the_part;
    for (const auto& one : all) {
      if (one.name.marked || one.part != other.part) continue;
      of_the_part.push_back(&one);
      if (one.name.rest == other.name.rest && (same == nullptr || one.name.first)) same = &one;
    }
    if (same == nullptr && of_the_part.size() == 1 && other.part != "unit") same = of_the_part.front();
    if (same != nullptr) out.emplace(other.column, same->column);
  }
  // No address has two streets in every row: the second is another name of the first, whatever the headings say.
  const auto full = [&](std::size_t i) { return profile.columns[i].filled * 10 > (profile.columns[i].filled + profile.columns[i].blank) * 9; };
  const Heading* first = nullptr;
  for (const auto& one : all) {
    if (one.part != "street" || out.contains(one.column) || !full(one.column) || one.name.rest.find("dep") != std::string::npos) continue;
    if (first == nullptr) first = &one;
    else out.emplace(one.column, first->column);
  }
  return out;
}

/// [also]: only of columns that the draft reads.
void write_also(const CsvProfile& profile, const std::map<std::size_t, std::size_t>& also, const std::map<std::string, std::vector<std::string>>& columns, FeedProposal& out) {
  std::map<std::string, std::vector<std::string>> others;
  for (const auto& [other, column] : also) {
    const auto& heading = profile.columns[column].heading;
    if (std::ranges::any_of(columns, [&](const auto& part) { return std::ranges::find(part.second, heading) != part.second.end(); }))
      others[heading].push_back(profile.columns[other].heading);
  }
  if (others.empty()) return;
  out.toml += "\n[also]                        # another name of the same: an address that is written with either is found\n";
  for (const auto& [heading, list] : others) {
    out.toml += in_quotes(heading) + " = " + (list.size() == 1 ? in_quotes(list[0]) : "[" + in_list(list) + "]") + "\n";
    out.noticed.push_back(list[0] + " holds another name for " + heading + ": an address that is written with either is found, and lists show " + heading + ".");
  }
}

}  // namespace

FeedProposal propose_gazetteer(const CsvProfile& profile, const std::string& name, const std::string& file) {
  FeedProposal out{.toml = {}, .noticed = {}, .is_gazetteer = true};
  std::map<std::string, std::vector<std::string>> columns;
  std::vector<std::size_t> unused;
  std::vector<std::string> whole;
  int status = 0;
  for (const auto& c : profile.columns) status = std::max(status, status_rank(c));
  const auto also = other_names_of(profile);
  for (std::size_t i = 0; i < profile.columns.size(); ++i) {
    const auto& c = profile.columns[i];
    if (also.contains(i)) continue;
    auto part = part_of(c);
    // Coordinates must be where Britain is.
    if ((part == "x" && !within(c, 0, 700'000)) || (part == "y" && !within(c, 0, 1'300'000))) part.clear();
    if ((part == "latitude" && !within(c, 49, 61)) || (part == "longitude" && !within(c, -9, 2.5))) part.clear();
    if (part.empty() && c.share(c.postcodes) > 0.7) part = "postcode";
    if (part == "address" && c.share(c.addresses) > 0.7) whole.push_back(c.heading);
    if (part == "status" && status_rank(c) < status) {
      unused.push_back(i);
      continue;
    }
    const bool once = part != "unit" && part != "street" && part != "address";
    if (part.empty() || (once && columns.contains(part))) unused.push_back(i);
    else columns[part].push_back(c.heading);
  }
  // By their range: an easting is followed by a northing, a latitude by a longitude or the other way round.
  std::vector<std::size_t> left;
  for (const auto i : unused) {
    const auto& c = profile.columns[i];
    const bool precise = c.share(c.decimals) > 0.3 || (c.most && *c.most >= 10'000);
    if (!columns.contains("latitude") && within(c, 49, 61) && c.share(c.decimals) > 0.5) columns["latitude"] = {c.heading};
    else if (!columns.contains("longitude") && columns.contains("latitude") && within(c, -9, 2.5) && c.share(c.decimals) > 0.5) columns["longitude"] = {c.heading};
    else if (!columns.contains("x") && precise && within(c, 50'000, 700'000) && c.distinct * 2 > c.filled) columns["x"] = {c.heading};
    else if (columns.contains("x") && !columns.contains("y") && precise && within(c, 4'000, 1'300'000) && c.distinct * 2 > c.filled) columns["y"] = {c.heading};
    else left.push_back(i);
  }
  if (!columns.contains("latitude") || !columns.contains("longitude")) columns.erase("latitude"), columns.erase("longitude");
  if (!columns.contains("x") || !columns.contains("y")) columns.erase("x"), columns.erase("y");
  const auto line = [&](const std::string& text) { out.toml += text + "\n"; };
  line("# Drafted from the file itself: a list of properties. Read it once, then name it in PLACE.toml: gazetteer = \"" + name + ".gazetteer.toml\"");
  line("[gazetteer]");
  line("name = " + in_quotes(name));
  line("files = [" + in_quotes(file) + "]");
  line("format = \"csv\"");
  out.toml += form_lines(profile.form);
  line("");
  line("[columns]                     # our part = their column, or several to be joined");
  const bool parts = columns.contains("street");
  for (const char* part : {"uprn", "address", "unit", "street", "locality", "town", "postcode", "x", "y", "latitude", "longitude", "organisation", "class", "parent", "status"}) {
    const auto found = columns.find(part);
    if (found == columns.end()) continue;
    const std::string key{part};
    // One whole line says all; its parts apart say it better, so then the line is not needed.
    const bool is_part = key == "unit" || key == "street" || key == "locality" || key == "town";
    if ((key == "address" && parts) || (is_part && !parts && !whole.empty())) {
      line("# " + key + " = " + in_quotes(found->second.front()) + (key == "address" ? "   # not needed beside the parts" : "   # stands in the address already"));
      continue;
    }
    const auto& list = key == "address" && !whole.empty() ? whole : found->second;
    line(key + " = " + (list.size() == 1 ? in_quotes(list.front()) : "[" + in_list(list) + "]"));
  }
  write_also(profile, also, columns, out);
  if (!left.empty()) {
    std::vector<std::string> names;
    for (const auto i : left) names.push_back(profile.columns[i].heading);
    line("");
    line("# Not used: " + in_list(names));
  }
  out.noticed.push_back("This is a list of properties: the draft is a gazetteer, not a feed.");
  if (!columns.contains("x") && !columns.contains("latitude"))
    out.noticed.push_back("No position was found (easting and northing, or latitude and longitude): lists by area need one.");
  if (!columns.contains("postcode")) out.noticed.push_back("No column of postcodes was found.");
  out.noticed.push_back(formats::counted(profile.rows, "row") + ", " + formats::counted(profile.columns.size(), "column") + ".");
  return out;
}

}  // namespace hearth::record
