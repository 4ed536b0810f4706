#include "record/heading_words.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/postcode.h"
#include "base/text.h"

namespace hearth::record {
namespace {

/// What a heading usually means, by the words in it; the first that fits wins.
struct HeadingWords {
  std::string_view field;
  std::vector<std::string_view> any;   ///< one of these is in the squeezed heading
  std::vector<std::string_view> none;  ///< and none of these
};

const std::vector<HeadingWords>& heading_words() {
  // People who are not the row's: their names and numbers are not the resident's.
  static const std::vector<HeadingWords> words{
      {"", {"nextofkin", "nok", "emergency", "landlord", "gpname", "gpsurgery", "gppractice", "doctor", "school", "ward", "username", "filename", "createdby", "updatedby", "modifiedby"}, {}},
      {"", {"aka", "alias", "knownas", "preferredname"}, {"makaton"}},
      {"uprn", {"uprn", "propertyref", "llpg", "blpu"}, {}},
      {"postcode", {"postcode", "pcode", "postalcode", "zip"}, {}},
      {"email", {"email", "mail"}, {"mailing"}},
      {"nhs_number", {"nhs"}, {}},
      {"ni_number", {"nino", "nationalinsurance", "ninumber", "natins"}, {}},
      {"death_date", {"dateofdeath", "deceased", "dod", "died", "deathdate"}, {}},
      {"birth_date", {"dateofbirth", "dob", "birthdate", "bornon", "birth", "born"}, {"place", "year"}},
      {"birth_year", {"birthyear", "yearofbirth", "yob"}, {}},
      {"address_from", {"tenancystart", "movedin", "addressfrom", "liabstart", "residentsince", "moveindate"}, {"temp", "need", "review", "award"}},
      {"address_to", {"tenancyend", "movedout", "addressto", "liabend", "moveoutdate"}, {"temp", "need", "review", "award"}},
      {"updated", {"lastupdated", "updated", "modified", "amended", "lastchanged", "lastreviewed", "reviewed", "assessedon", "registered", "lastchecked", "lastverified", "consentdate", "dateofconsent", "consentgiven"}, {}},
      {"protected", {"protected", "sensitive", "safeaddress", "witheld", "withheld", "confidential", "restricted", "restriction", "nondisclosure", "donotdisclose", "hiddenaddress",
                     "accesslevel", "accessflag", "securityflag", "marac"}, {}},
      {"known_phone", {"teamphone", "deskphone", "workerphone", "teamtel", "contactteamtel"}, {}},
      {"known_team", {"team", "keyworker", "socialworker", "allocatedto"}, {}},
      {"phone", {"phone", "telephone", "mobile", "telno", "contactno", "tel"}, {"hotel"}},
      {"title", {"title", "salutation"}, {}},
      {"given_name", {"forename", "firstname", "givenname", "christianname", "fname"}, {}},
      {"middle_names", {"middlename", "middleinitial"}, {}},
      {"previous_surname", {"maiden", "previoussurname", "previousname", "formername"}, {}},
      {"surname", {"surname", "lastname", "familyname", "lname"}, {"fullname"}},
      {"sex", {"gender", "sex"}, {"essex", "sussex", "middlesex"}},
      {"address", {"propertyname", "streetname", "housename", "buildingname", "roadname"}, {}},
      {"town", {"town", "city", "posttown"}, {"capacity"}},
      {"occupation", {"occupation"}, {}},
      {"address", {"address", "addr", "street", "road", "houseno", "housenumber", "doorno", "flatno", "property", "premises", "location", "line1", "line2", "locality", "district", "village"}, {"email", "type", "category", "kind", "status", "since", "tenure", "propertyid", "broad", "description", "code", "council", "nurse"}},
      {"full_name", {"fullname", "serviceuser", "accountholder", "badgeholder", "clientname", "customername", "tenantname", "liableperson", "liableparty", "accountholder", "occupier", "residentname", "name"},
       {"team", "scheme", "tariff", "bank", "officer"}}};
  return words;
}

template <std::size_t Size>
bool one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool any_of(const std::vector<std::string>& tokens, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(tokens, [&](const auto& token) { return std::ranges::find(words, token) != words.end(); });
}

/// Short words stand alone, or at an end: "tel" is not in "note latest".
bool says(const std::string& text, const std::vector<std::string>& tokens, std::string_view word) {
  if (word.size() > 3) return text.find(word) != std::string::npos;
  return text.starts_with(word) || text.ends_with(word) || std::ranges::find(tokens, word) != tokens.end();
}

/// "2", "two", "second", "2nd" as 2.
int number_of_person(std::string_view token) {
  if (token == "1" || token == "one" || token == "1st" || token == "first" || token == "main" || token == "lead" || token == "primary") return 1;
  if (token == "2" || token == "two" || token == "2nd" || token == "second") return 2;
  if (token == "3" || token == "three" || token == "3rd" || token == "third") return 3;
  if (token == "4" || token == "four" || token == "4th") return 4;
  return 0;
}

/// The person that a word means, where a number stands beside it.
std::string person_word(std::string_view token) {
  if (token == "tenant" || token == "tnt" || token == "t") return "tenant";
  if (token == "applicant" || token == "app" || token == "appl") return "applicant";
  if (token == "claimant" || token == "clmt" || token == "clmnt" || token == "clt") return "claimant";
  if (token == "occupant" || token == "occupier" || token == "resident") return "resident";
  if (token == "owner" || token == "customer" || token == "client" || token == "person" || token == "adult" || token == "member" || token == "taxpayer" || token == "liable")
    return std::string{token};
  return {};
}

}  // namespace

std::vector<std::string> heading_tokens(std::string_view heading) {
  std::vector<std::string> out;
  std::string marked;
  const auto kind = [](char c) { return c >= '0' && c <= '9' ? 0 : c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? 2 : static_cast<unsigned char>(c) >= 0x80 ? 1 : 3; };
  for (std::size_t i = 0; i < heading.size(); ++i) {
    const int now = kind(heading[i]), before = i == 0 ? 3 : kind(heading[i - 1]);
    const bool ordinal = before == 0 && now == 1;  // 2nd
    const bool camel = before == 1 && now == 2;
    const bool hump = before == 2 && now == 2 && i + 1 < heading.size() && kind(heading[i + 1]) == 1;  // DOBDate
    if (now != 3 && before != 3 && ((now == 0) != (before == 0) ? !ordinal : camel || hump)) marked.push_back(' ');
    marked.push_back(now == 3 ? ' ' : heading[i]);
  }
  const auto folded = fold(marked);
  for (const auto word : split(folded, ' '))
    if (!word.empty()) out.emplace_back(word);
  return out;
}

std::vector<std::string> spoken_tokens(std::string_view heading) {
  static const std::map<std::string, std::string, std::less<>> forms{
      {"nm", "name"}, {"nme", "name"}, {"sname", "surname"}, {"snm", "surname"}, {"srnm", "surname"}, {"fname", "forename"}, {"fnames", "forename"}, {"fnm", "forename"},
      {"fornm", "forename"}, {"fore", "forename"}, {"inits", "initials"}, {"ttl", "title"}, {"gndr", "gender"},
      {"adr", "address"}, {"addr", "address"}, {"adrs", "address"}, {"add", "address"}, {"ad", "address"}, {"hse", "house"}, {"rd", "road"}, {"ln", "line"},
      {"fwd", "forwarding"}, {"frwd", "forwarding"}, {"corresp", "correspondence"}, {"corr", "correspondence"}, {"prev", "previous"}, {"cust", "customer"}, {"clt", "client"}, {"clnt", "client"},
      {"clmt", "claimant"}, {"clmnt", "claimant"}, {"clm", "claimant"}, {"ptnr", "partner"}, {"prtnr", "partner"}, {"ptr", "partner"}, {"jnt", "joint"}, {"jt", "joint"},
      {"tnt", "tenant"}, {"ten", "tenant"}, {"hldr", "holder"}, {"ph", "phone"}, {"tele", "telephone"}, {"mob", "mobile"}, {"cont", "contact"}, {"svc", "service"},
      {"bday", "birth"}, {"bdt", "birth"}, {"cds", "codes"}, {"cd", "code"}, {"desc", "description"}, {"pst", "post"}, {"wkr", "worker"},
      {"alloc", "allocated"}, {"restr", "restricted"}, {"rstr", "restricted"}, {"rstrn", "restricted"}, {"rstrct", "restricted"}, {"restrn", "restricted"}, {"frm", "from"}, {"fr", "from"}, {"cls", "closed"}, {"thfare", "street"}, {"thfr", "street"}, {"thoroughfare", "street"}, {"bldno", "houseno"}, {"bldg", "building"}, {"chnl", "channel"}, {"chan", "channel"}, {"lang", "language"}, {"rsn", "reason"}, {"seq", "sequence"}, {"tcy", "tenancy"}, {"tncy", "tenancy"}, {"dt", "date"}, {"dte", "date"}, {"rmks", "remarks"}, {"fam", "family"}};
  auto tokens = heading_tokens(heading);
  for (auto& token : tokens)
    if (const auto found = forms.find(token); found != forms.end()) token = found->second;
  // B'Day, and D o B spelt out.
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
    if (tokens[i] == "b" && tokens[i + 1] == "day") tokens[i] = "birth", tokens[i + 1] = "date";
  return tokens;
}

std::string squeezed(std::string_view heading) {
  std::string out;
  for (const char c : fold(heading))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back(c);
  return out;
}

std::string field_by_heading(std::string_view heading) {
  const auto tokens = spoken_tokens(heading);
  std::string text;
  for (const auto& token : tokens) text += token;
  if (names_another_address(heading) || names_an_official(heading) || names_a_relative(heading)) return {};
  // "RD_TXT" are words of a read code, "NO_AD" a number of adults.
  if (tokens.size() == 2 && tokens[0] == "road" && any_of({tokens[1]}, {"txt", "text", "term", "code", "desc", "description"})) return {};
  if (tokens.size() == 2 && tokens[0] == "no" && tokens[1] == "address") return {};
  // "DT_ADD" is a day, "Addr Type" none.
  if (tokens.size() == 2 && tokens[0] == "date" && tokens[1] == "address") return {};
  // "Contact#", "Tel (home)"; and a holder, a payer, a user of services are the person.
  if (heading.find('#') != std::string_view::npos && any_of(tokens, {"contact"})) return "phone";
  if (tokens.size() == 1 && tokens[0] == "access") return "protected";
  if (any_of(tokens, {"sens", "suppress", "suppressed", "suppression", "suppr", "dnd", "shielded", "disclosure", "disclose"})) return "protected";
  if (tokens.size() == 1 && tokens[0] == "house") return "address";
  if (tokens.size() == 1 && (tokens[0] == "ni" || tokens[0] == "nin")) return "ni_number";
  if (any_of(tokens, {"ni"}) && any_of(tokens, {"no", "number", "num"})) return "ni_number";
  for (const auto& words : heading_words()) {
    const auto in = [&](std::string_view word) { return says(text, tokens, word); };
    if (std::ranges::any_of(words.any, in) && std::ranges::none_of(words.none, in)) return std::string{words.field};
  }
  return {};
}

HeadingPerson person_by_heading(std::string_view heading) {
  const auto tokens = spoken_tokens(heading);
  HeadingPerson out;
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    const auto next = i + 1 < tokens.size() ? std::string_view{tokens[i + 1]} : std::string_view{};
    if (out.name.empty() && one_of(token, std::array<std::string_view, 9>{"partner", "partners", "ptnr", "prtnr", "ptr", "spouse", "husband", "wife", "spouses"})) {
      out = {.name = "partner", .second = true, .rest = {}};
      continue;
    }
    // "Tenant 2 DOB", "2nd Applicant", "T2 Surname".
    if (const auto who = person_word(token); !who.empty() && out.name.empty() && number_of_person(next) > 0 && !one_of(next, std::array<std::string_view, 3>{"first", "main", "primary"})) {
      const int number = number_of_person(next);
      out = {.name = who + std::to_string(number), .second = number > 1, .rest = {}};
      ++i;
      continue;
    }
    if (const int number = number_of_person(token); number > 0 && out.name.empty() && !person_word(next).empty() && next != "t" && next != "app") {
      out = {.name = person_word(next) + std::to_string(number), .second = number > 1, .rest = {}};
      ++i;
      continue;
    }
    if (out.name.empty() && (token == "joint" || ((token == "co" || token == "other") && !person_word(next).empty()))) {
      const bool takes_next = !person_word(next).empty();
      out = {.name = token == "joint" ? "joint" : "other", .second = true, .rest = {}};
      if (takes_next) ++i;
      continue;
    }
    if (out.name.empty() && (token == "claimant" || token == "clmt" || token == "clmnt" || token == "applicant")) {
      out = {.name = token == "applicant" ? "applicant" : "claimant", .second = false, .rest = {}};
      continue;
    }
    rest.push_back(token);
  }
  // "Surname 2" beside "Surname": a number at the end, of a field that one person has once.
  if (out.name.empty() && rest.size() >= 2 && (rest.back() == "2" || rest.back() == "3")) {
    const std::vector<std::string> shorter{rest.begin(), rest.end() - 1};
    const auto field = field_by_heading(joined(shorter, " "));
    if (one_of(field, std::array<std::string_view, 7>{"given_name", "surname", "full_name", "birth_date", "ni_number", "nhs_number", "title"})) {
      out = {.name = "person" + rest.back(), .second = true, .rest = {}};
      rest = shorter;
    }
  }
  out.rest = joined(rest, " ");
  return out;
}

bool names_another_address(std::string_view heading) {
  const auto tokens = spoken_tokens(heading);
  if (tokens.size() == 1 && any_of(tokens, {"correspondence", "mailing", "forwarding"})) return true;
  return any_of(tokens, {"correspondence", "mailing", "billing", "forwarding", "previous", "former", "old", "landlord", "landlords", "letter", "letters", "bill", "invoice", "statement", "notices", "agent",
                         "agents", "solicitor", "employer", "work", "nok", "executor", "executors", "reply", "send"}) &&
         any_of(tokens, {"address", "adress", "postcode", "pcode", "street", "road", "line", "town", "to"});
}

bool may_be_another_address(std::string_view heading) {
  return any_of(spoken_tokens(heading), {"postal", "contact", "alternative", "alternate", "alt", "temporary", "temp", "secondary", "other", "care", "co"});
}

bool asks_whether_home(std::string_view heading) {
  const auto tokens = spoken_tokens(heading);
  return any_of(tokens, {"current", "lives", "live", "living", "main", "primary", "resident"}) && std::ranges::all_of(tokens, [](const auto& token) {
    return any_of({token}, {"is", "current", "address", "lives", "live", "living", "there", "here", "at", "main", "primary", "home", "residence", "resident", "tenant", "yn", "y", "n", "flag"});
  });
}

bool names_a_kind_of_address(std::string_view heading) {
  const auto tokens = spoken_tokens(heading);
  return any_of(tokens, {"type", "typ", "category", "status", "kind", "use", "usage"}) && std::ranges::all_of(tokens, [](const auto& token) {
    return any_of({token}, {"type", "typ", "category", "status", "kind", "use", "usage", "of", "code", "address", "property", "home", "residence", "residency", "occupancy", "tenancy", "tenant", "record",
                            "row", "line", "party"});
  });
}

bool names_a_tenancy(std::string_view heading) { return any_of(spoken_tokens(heading), {"tenancy", "tenant", "tenants", "tenancies", "occupant", "occupier"}); }

Stay stay_by_heading(std::string_view heading) {
  auto tokens = spoken_tokens(heading);
  std::erase_if(tokens, [](const auto& token) {
    return any_of({token}, {"date", "occupied", "occupier", "occupation", "occupancy", "occ", "liable", "liability", "liab", "act", "actual", "hop", "resident", "residing", "residence", "effective", "eff", "lived", "living", "there", "at", "tenancy", "address", "valid"});
  });
  if (tokens.size() != 1) return Stay::none;
  if (tokens[0] == "from") return Stay::from;
  if (tokens[0] == "to") return Stay::to;
  if (any_of(tokens, {"since", "start", "started", "commenced", "begin", "begins"})) return Stay::perhaps_from;
  if (any_of(tokens, {"end", "ended", "ends", "till", "until", "stop", "stopped", "left"})) return Stay::perhaps_to;
  return Stay::none;
}

bool says_residence(std::string_view heading) {
  return any_of(spoken_tokens(heading), {"liable", "liability", "liab", "occupied", "occupation", "occupancy", "occ", "tenancy", "resident", "residing", "residence", "lived"});
}

namespace {

bool is_end(const std::string& token) { return any_of({token}, {"end", "ends", "ended", "ending", "until", "till", "expiry", "expires", "expire", "exp", "closed", "stop"}); }

}  // namespace

bool ends_needs(std::string_view heading) {
  const auto tokens = spoken_tokens(heading);
  return std::ranges::any_of(tokens, is_end) &&
         any_of(tokens, {"need", "needs", "temp", "temporary", "vulnerability", "psr", "registration", "condition", "support", "package", "flag", "flags", "circumstance", "circumstances", "category", "categories", "code", "codes"});
}

bool ends(std::string_view heading, std::string_view of) {
  auto tokens = spoken_tokens(heading);
  const auto without = std::erase_if(tokens, is_end);
  std::erase(tokens, "date");
  return without > 0 && !tokens.empty() && tokens == spoken_tokens(of);
}

bool names_an_official(std::string_view heading) {
  const auto tokens = spoken_tokens(heading);
  return any_of(tokens, {"officer", "worker", "assessor", "agent", "gp", "doctor", "landlord", "inputter", "clerk", "volunteer", "advisor", "adviser", "coordinator", "by"}) &&
         !any_of(tokens, {"remarks", "comments", "notes", "phone", "telephone"});
}

bool names_needs(std::string_view heading) {
  return any_of(spoken_tokens(heading), {"need", "needs", "vuln", "vulnerability", "vulnerabilities", "psr", "disability", "disabilities", "disab", "dis", "equip", "equipment", "aid", "aids", "condition", "conditions",
                                         "cond", "health", "hlth", "support", "supp", "impairment", "mobility", "marker", "markers", "flag", "flags", "sens", "category", "categories", "reason"});
}

bool names_a_relative(std::string_view heading) {
  const auto tokens = heading_tokens(heading);
  return any_of(tokens, {"rel", "reltv", "relative", "relatives", "nok", "kin"}) && any_of(spoken_tokens(heading), {"name", "names", "surname", "forename", "phone", "tel", "telephone", "mobile", "address"});
}

SaysWhose says_whose(std::string_view heading) {
  static constexpr std::array<std::string_view, 32> phrases{"ncappl", "codeappl", "needappl", "needrel", "vulnrel", "psrrel", "needfor",  "needsfor",  "codefor",  "codesfor",  "psrfor",    "vulnfor",     "flagfor",      "relatesto",     "relatedto", "appliesto", "whoseneed", "whohas",    "forwhom",
                                                            "affectedperson", "personaffected", "needperson", "needholder", "needof", "needapplies", "whichperson", "whoisitfor", "beneficiary", "vulnperson", "personwithneed", "whosecode", "needwho"};
  const auto text = squeezed(heading);
  if (std::ranges::any_of(phrases, [&](auto phrase) { return text.find(phrase) != std::string::npos; })) return SaysWhose::yes;
  const auto tokens = heading_tokens(heading);
  const auto holds = [&](std::string_view word) { return std::ranges::find(tokens, word) != tokens.end(); };
  if (text == "who" || text == "whose" || holds("relationship") || holds("reln") || holds("relation") || holds("rel") || text == "persontype") return SaysWhose::perhaps;
  return SaysWhose::no;
}

bool names_a_reference(std::string_view heading) {
  const auto tokens = heading_tokens(heading);
  if (any_of(tokens, {"house", "flat", "door", "phone", "tel", "telephone", "mobile", "contact", "nhs", "ni", "notes", "note", "post", "children", "occupants", "beds"})) return false;
  return any_of(tokens, {"ref", "reference", "refno", "id", "no", "num", "number", "account", "acct", "acc", "mpan", "mprn", "urn", "uid", "guid", "uprn", "case", "claim", "tenancy"});
}

bool names_dependants(std::string_view heading) {
  return any_of(heading_tokens(heading), {"dep", "deps", "dpt", "dependant", "dependants", "dependent", "dependents", "child", "children", "chd", "chld", "kid", "kids", "baby", "infant", "occs",
                                          "occupants", "occupiers", "members"});
}

bool names_no_fact(std::string_view heading) {
  const auto tokens = heading_tokens(heading);
  const bool says_need = any_of(tokens, {"need", "needs", "reason", "reasons", "vulnerability", "vulnerabilities", "disability", "disabilities", "support", "care", "impairment",
                                         "condition", "conditions", "health", "flag", "flags", "discount", "exemption", "exemp", "marker", "markers", "indicator", "warning"});
  if (names_an_official(heading)) return true;
  if (says_need) return false;
  return names_a_reference(heading) ||
         any_of(tokens, {"band", "pay", "payment", "paymt", "mthd", "method", "charge", "charges", "rent", "amount", "amt", "balance", "arrears", "easting", "northing", "lat", "latitude",
                         "lon", "long", "longitude", "x", "y", "coordinate", "ward", "lsoa", "msoa", "parish", "tenure", "class", "classification", "status", "rateable", "rv", "start", "end",
                         "from", "to", "date", "created", "url", "landlord", "tariff", "beds", "bedrooms", "cost", "price", "fee", "usrn", "void", "type",
                         "patch", "helper", "worker", "keyworker", "caseworker", "officer", "volunteer", "caseload", "locality", "team", "round", "route", "district", "zone", "area", "neighbourhood",
                         "sequence", "bnd", "rcvy", "recovery", "outcome", "src", "occ", "stn", "station", "grp", "group", "ethnicity", "ethnic", "ethn", "hty", "tty", "rec", "pm", "tariff",
                         "allocated", "coordinator", "surveyor", "engineer", "agent", "staff", "channel", "source", "office", "depot", "run", "walk",
                         "name", "names", "tel", "telephone", "phone", "mobile", "email", "contact", "kin", "nok", "gp", "doctor", "school"});
}

bool looks_like_a_row(const std::vector<std::string>& heading) {
  return std::ranges::any_of(heading, [](const std::string& cell) {
    const auto digits = std::ranges::count_if(cell, [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 4 || cell.find('@') != std::string::npos || Postcode::parse(cell).has_value();
  });
}

}  // namespace hearth::record
