#include "record/propose_feed.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "base/try.h"

namespace hearth::record {
namespace {

using formats::ColumnProfile;
using formats::CsvProfile;

/// What a heading usually means, by the words in it; the first that fits wins.
struct HeadingWords {
  std::string_view field;
  std::vector<std::string_view> any;   ///< one of these is in the squeezed heading
  std::vector<std::string_view> none;  ///< and none of these
};

const std::vector<HeadingWords>& heading_words() {
  static const std::vector<HeadingWords> words{
      {"uprn", {"uprn", "propertyref"}, {}},
      {"postcode", {"postcode", "pcode", "postalcode", "zip"}, {}},
      {"email", {"email", "mail"}, {"mailing"}},
      {"nhs_number", {"nhs"}, {}},
      {"ni_number", {"nino", "nationalinsurance", "ninumber"}, {}},
      {"death_date", {"dateofdeath", "deceased", "dod", "died"}, {}},
      {"birth_date", {"dateofbirth", "dob", "birthdate", "bornon", "birth", "born"}, {"place", "year", "partner", "spouse"}},
      {"birth_year", {"birthyear", "yearofbirth", "yob"}, {}},
      {"address_from", {"tenancystart", "movedin", "addressfrom", "startdate", "residentsince"}, {}},
      {"address_to", {"tenancyend", "movedout", "addressto", "enddate"}, {}},
      {"updated", {"lastupdated", "updated", "modified", "amended", "lastchanged", "lastreviewed", "assessedon", "registered"}, {}},
      {"protected", {"protected", "sensitive", "safeaddress", "witheld", "withheld", "confidential"}, {}},
      {"known_phone", {"teamphone", "deskphone", "workerphone", "teamtel", "contactteamtel"}, {}},
      {"known_team", {"team", "keyworker", "socialworker", "allocatedto"}, {}},
      {"phone", {"phone", "telephone", "mobile", "telno", "contactno", "tel"}, {"hotel"}},
      {"title", {"title", "salutation"}, {}},
      {"given_name", {"forename", "firstname", "givenname", "christianname", "knownas", "fname"}, {"partner", "spouse"}},
      {"middle_names", {"middlename", "middleinitial"}, {}},
      {"previous_surname", {"maiden", "previoussurname", "formername"}, {}},
      {"surname", {"surname", "lastname", "familyname", "lname"}, {"partner", "spouse"}},
      {"sex", {"gender", "sex"}, {}},
      {"town", {"town", "city", "posttown"}, {}},
      {"occupation", {"occupation"}, {}},
      {"address", {"address", "addr", "street", "houseno", "housename", "property", "premises", "location", "line1", "line2"}, {"email", "type", "since"}},
      {"full_name", {"fullname", "clientname", "customername", "tenantname", "liableperson", "liableparty", "accountholder", "occupier", "residentname", "name"},
       {"streetname", "housename", "partner", "spouse", "team", "filename", "username"}}};
  return words;
}

std::string squeezed(std::string_view heading) {
  std::string out;
  for (const char c : fold(heading))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back(c);
  return out;
}

std::string by_heading(std::string_view heading) {
  const auto text = squeezed(heading);
  for (const auto& words : heading_words()) {
    const auto in = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    if (std::ranges::any_of(words.any, in) && std::ranges::none_of(words.none, in)) return std::string{words.field};
  }
  return {};
}

std::string by_content(const ColumnProfile& c) {
  constexpr double most = 0.7;
  if (c.filled == 0) return {};
  if (c.share(c.emails) > most) return "email";
  if (c.share(c.postcodes) > most) return "postcode";
  if (c.share(c.nhs_numbers) > most) return "nhs_number";
  if (c.share(c.ni_numbers) > most) return "ni_number";
  if (c.share(c.joint_names) > 0.1) return "full_name";
  if (c.share(c.addresses) > most) return "address";
  if (c.share(c.phones) > most && c.share(c.uprns) < most) return "phone";
  return {};
}

bool is_date_field(std::string_view field) {
  return field == "birth_date" || field == "death_date" || field == "address_from" || field == "address_to" || field == "updated";
}

/// A field that the content of the column plainly is not.
bool contradicted(std::string_view field, const ColumnProfile& c) {
  if (c.filled == 0) return false;
  if (is_date_field(field)) return c.dates.empty() || static_cast<double>(c.dates.front().fits) < 0.5 * static_cast<double>(c.filled);
  if (field == "email") return c.share(c.emails) < 0.3;
  if (field == "postcode") return c.share(c.postcodes) < 0.2;
  if (field == "uprn") return c.share(c.uprns + c.uprns_hurt) < 0.3;
  return false;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (static_cast<unsigned char>(c) >= 0x20) out.push_back(c);
  }
  return out + "\"";
}

std::string percent(double share) { return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %"; }

class Draft {
 public:
  explicit Draft(const CsvProfile& profile) : profile_{profile} {
    for (std::size_t i = 0; i < profile.columns.size(); ++i) {
      const auto& c = profile.columns[i];
      auto field = by_heading(c.heading);
      if (!field.empty() && contradicted(field, c)) field.clear();
      if (field.empty()) field = by_content(c);
      fields_.push_back(field);
    }
    choose_key();
    one_each();
  }

  FeedProposal write(const std::string& name, const std::string& file) {
    write_feed(name, file);
    write_columns();
    write_partner();
    write_claims();
    notice_rest();
    return std::move(out_);
  }

 private:
  void choose_key() {
    for (std::size_t i = 0; i < profile_.columns.size(); ++i) {
      if (!profile_.columns[i].key_candidate) continue;
      const auto text = squeezed(profile_.columns[i].heading);
      const bool named = text.find("ref") != std::string::npos || text.find("id") != std::string::npos || text.find("account") != std::string::npos ||
                         text.find("number") != std::string::npos || text.find("no") != std::string::npos;
      if (!key_ || (named && !key_named_)) key_ = i, key_named_ = named;
    }
    if (key_ && fields_[*key_] != "uprn") fields_[*key_].clear();
  }

  /// A field is given once: address takes several columns in their order, of others the fullest column wins.
  void one_each() {
    std::map<std::string, std::size_t> chosen;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const auto& field = fields_[i];
      if (field.empty() || field == "address") continue;
      const auto found = chosen.find(field);
      if (found == chosen.end()) chosen[field] = i;
      else if (profile_.columns[i].filled > profile_.columns[found->second].filled) fields_[found->second].clear(), chosen[field] = i;
      else fields_[i].clear();
    }
    if (chosen.contains("surname") && chosen.contains("full_name")) fields_[chosen["full_name"]].clear();
  }

  void line(const std::string& text) { out_.toml += text + "\n"; }
  void notice(std::string text) { out_.noticed.push_back(std::move(text)); }

  void write_feed(const std::string& name, const std::string& file) {
    line("# Drafted from the file itself: read it once, mend what is wrong, then: hearth load " + name + ".feed.toml --check");
    line("[feed]");
    line("name = " + in_quotes(name));
    line("files = [" + in_quotes(file) + "]");
    line("format = \"csv\"");
    if (key_) line("key = " + in_quotes(profile_.columns[*key_].heading));
    else {
      line("key = " + in_quotes(profile_.columns.empty() ? "" : profile_.columns.front().heading) + "   # no column is filled and different in every row: choose one that names a row");
      notice("No column is filled and different in every row. Rows that share a key will be put aside: ask the sender for a reference.");
    }
    if (profile_.form.encoding) line("encoding = " + in_quotes(formats::name_of(*profile_.form.encoding)));
    if (profile_.form.separator) line(std::string{"separator = "} + (*profile_.form.separator == '\t' ? "\"\\t\"" : in_quotes(std::string(1, *profile_.form.separator))));
    if (profile_.form.heading_row > 1) {
      line("heading_row = " + std::to_string(profile_.form.heading_row));
      notice(std::to_string(profile_.title_rows) + " title rows stand above the heading: they are left out.");
    }
    std::vector<std::string> nulls;
    for (const auto& c : profile_.columns)
      for (const auto& word : c.null_words)
        if (std::ranges::find(nulls, word) == nulls.end()) nulls.push_back(word);
    if (!nulls.empty()) {
      std::string list;
      for (const auto& word : nulls) list += (list.empty() ? "" : ", ") + in_quotes(word);
      line("null = [" + list + "]");
    }
    if (!profile_.summaries.empty()) {
      std::string cases;
      for (const auto& summary : profile_.summaries) {
        std::string pattern;
        for (const char c : summary.label) pattern += c >= 'a' && c <= 'z' ? std::string{"["} + c + static_cast<char>(c - 'a' + 'A') + "]" : std::string(1, c);
        if (cases.find(pattern) == std::string::npos) cases += (cases.empty() ? "" : "|") + pattern;
      }
      line("leave_out = " + in_quotes("^\\s*(" + cases + ")"));
      notice(std::to_string(profile_.summaries.size()) + " rows at the end sum up: they are left out.");
    }
    line("organisation = \"\"          # who sends it: an id of [[organisation]] in PLACE.toml");
    line("agreement = \"\"             # which [[agreement]] lets it be used: without one nothing of it can be seen");
    line("contact = \"\"               # whom to call about a record of it");
    line("known_as = \"hidden\"        # how an involvement may be told to others: hidden, council care contact, named");
    line("");
    notice(std::to_string(profile_.rows) + " rows, " + std::to_string(profile_.columns.size()) + " columns.");
  }

  std::string source_of(std::size_t i, const std::string& field) {
    const auto& c = profile_.columns[i];
    if (is_date_field(field) && !c.dates.empty()) {
      const auto words = formats::date_order_in_words(c);
      if (!words.empty()) notice(c.heading + ": " + words + ".");
      return "{ column = " + in_quotes(c.heading) + ", format = " + in_quotes(c.dates.front().format) + " }";
    }
    if (field == "full_name" && c.share(c.joint_names) > 0.02) {
      notice(c.heading + ": " + percent(c.share(c.joint_names)) + " of the cells name two people; they are split into records of their own.");
      return "{ column = " + in_quotes(c.heading) + ", split = \"joint\" }";
    }
    if (c.uprns_hurt > 0) notice(c.heading + ": " + with_commas(c.uprns_hurt) + " values were shortened by a spreadsheet (1.00E+11); ask for the column as text.");
    return in_quotes(c.heading);
  }

  void write_columns() {
    line("[columns]                     # our field = their column, or several to be joined");
    std::string address;
    std::size_t lines = 0;
    for (std::size_t i = 0; i < fields_.size(); ++i)
      if (fields_[i] == "address") address += (address.empty() ? "" : ", ") + in_quotes(profile_.columns[i].heading), ++lines;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (fields_[i].empty() || fields_[i] == "address") continue;
      const auto source = source_of(i, fields_[i]);
      const auto& c = profile_.columns[i];
      line(fields_[i] + " = " + source + (c.blank > 0 ? "   # " + percent(static_cast<double>(c.blank) / static_cast<double>(std::max<std::uint64_t>(1, c.blank + c.filled))) + " blank" : ""));
    }
    if (lines == 1) line("address = " + address);
    if (lines > 1) {
      line("address = [" + address + "]");
      notice("The address stands in " + std::to_string(lines) + " columns: they are joined in this order.");
    }
    line("");
  }

  /// Columns of a second person in the row: PARTNER_FORENAME beside FORENAME.
  void write_partner() {
    std::string text;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const auto squeezed_heading = squeezed(profile_.columns[i].heading);
      const auto at = squeezed_heading.find("partner") != std::string::npos ? squeezed_heading.find("partner") : squeezed_heading.find("spouse");
      if (at == std::string::npos || !fields_[i].empty()) continue;
      auto rest = squeezed_heading;
      rest.erase(at, squeezed_heading.compare(at, 7, "partner") == 0 ? 7 : 6);
      const auto field = by_heading(rest);
      if (field.empty() || contradicted(field, profile_.columns[i])) continue;
      fields_[i] = "partner";
      text += field + " = " + source_of(i, field) + "\n";
    }
    if (text.empty()) return;
    line("[person.partner]              # the second person of a row: a record of its own, KEY/partner");
    line(text);
    notice("Some columns tell of a second person in the row (partner): they become records of their own.");
  }

  void write_claims() {
    line("[claims]                      # facts; names are those of programmes/factors.toml. Remove the # of what you want to use");
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const auto& c = profile_.columns[i];
      if (!fields_[i].empty() || (key_ && *key_ == i)) continue;
      if (c.joined) {
        std::string codes;
        for (const auto& code : c.joined->codes) codes += (codes.empty() ? "" : ", ") + in_quotes(code) + " = \"FACTOR\"";
        line("# " + squeezed(c.heading) + " = { column = " + in_quotes(c.heading) + ", split = " + in_quotes(std::string(1, c.joined->separator)) + ", values = { " + codes + " } }");
        notice(c.heading + ": several codes stand in one cell; say what each means under values.");
      } else if (c.filled > 0 && c.share(c.yes_no) > 0.9) {
        line("# FACTOR = { column = " + in_quotes(c.heading) + " }");
      } else if (!c.values.empty()) {
        std::string values;
        for (const auto& value : c.values) values += (values.empty() ? "" : ", ") + in_quotes(value);
        line("# FACTOR = { column = " + in_quotes(c.heading) + ", true = [" + values + "] }   # keep the values that mean yes");
      } else if (c.filled > 0 && c.share(c.decimals + c.integers) > 0.9) {
        line("# FACTOR = { column = " + in_quotes(c.heading) + ", type = \"number\" }");
      } else if (c.words_typical >= 4) {
        line("# notes = { column = " + in_quotes(c.heading) + ", contains = { \"wheelchair\" = \"wheelchair\" } }");
      }
    }
  }

  void notice_rest() {
    std::string rest;
    for (std::size_t i = 0; i < fields_.size(); ++i)
      if (fields_[i].empty() && !(key_ && *key_ == i)) rest += (rest.empty() ? "" : ", ") + profile_.columns[i].heading;
    if (!rest.empty()) notice("Not used by the draft: " + rest + ".");
    for (const auto& [code, rows] : profile_.faults) notice(with_commas(rows) + " rows have the fault " + code + "; hearth load --check shows them.");
    if (profile_.form.encoding) notice("Read as " + std::string{formats::name_of(*profile_.form.encoding)} + ", separator " + (*profile_.form.separator == '\t' ? std::string{"tab"} : in_quotes(std::string(1, *profile_.form.separator))) + ".");
  }

  const CsvProfile& profile_;
  std::vector<std::string> fields_;
  std::optional<std::size_t> key_;
  bool key_named_{false};
  FeedProposal out_;
};

}  // namespace

FeedProposal propose_from(const CsvProfile& profile, const std::string& name, const std::string& file) {
  return Draft{profile}.write(name, file);
}

Result<FeedProposal> propose_feed(Files& files, const Path& path) {
  HEARTH_TRY(profile, formats::profile_csv(files, path));
  return propose_from(profile, path.stem().string(), path.filename().string());
}

}  // namespace hearth::record
