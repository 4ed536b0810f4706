#include <algorithm>
#include <map>

#include "base/text.h"
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
      {"status", {"logicalstatus", "lpistatus", "blpustatus", "blpustate", "state"}, {}},
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

std::string part_of(const ColumnProfile& c) {
  const auto text = squeezed(c.heading);
  const auto tokens = heading_tokens(c.heading);
  if (tokens.size() == 1 && (tokens[0] == "x" || tokens[0] == "y")) return tokens[0];
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

FeedProposal propose_gazetteer(const CsvProfile& profile, const std::string& name, const std::string& file) {
  FeedProposal out{.toml = {}, .noticed = {}, .is_gazetteer = true};
  std::map<std::string, std::vector<std::string>> columns;
  std::vector<std::size_t> unused;
  std::vector<std::string> whole;
  for (std::size_t i = 0; i < profile.columns.size(); ++i) {
    const auto& c = profile.columns[i];
    auto part = part_of(c);
    // Coordinates must be where Britain is.
    if ((part == "x" && !within(c, 0, 700'000)) || (part == "y" && !within(c, 0, 1'300'000))) part.clear();
    if ((part == "latitude" && !within(c, 49, 61)) || (part == "longitude" && !within(c, -9, 2.5))) part.clear();
    if (part.empty() && c.share(c.postcodes) > 0.7) part = "postcode";
    if (part == "address" && c.share(c.addresses) > 0.7) whole.push_back(c.heading);
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
  out.noticed.push_back(with_commas(profile.rows) + " rows, " + std::to_string(profile.columns.size()) + " columns.");
  return out;
}

}  // namespace hearth::record
