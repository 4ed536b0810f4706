// hearth explain: why this home, why the same person, why this category.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>

#include "app/signed_look.h"
#include "app/command.h"
#include "base/postcode.h"
#include "base/pounds.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "place/index_file.h"
#include "place/match_report.h"
#include "spine/door_row.h"
#include "spine/explained.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::string address, gazetteer, person, household, purpose;
  std::vector<std::string> pair;
};

std::string bits(LogOdds weight) {
  char out[32];
  std::snprintf(out, sizeof out, "%+.1f", weight.value());
  return out;
}

void print_evidence(Call& call, const std::vector<place::FieldEvidence>& evidence, LogOdds weight) {
  for (const auto& field : evidence)
    call.line("  " + bits(field.weight) + "  " + field.field + ": " + std::string{place::name_of(field.agreement)} +
              (field.text.empty() ? "" : ", asked \"" + field.text + "\"") + (field.property.empty() ? "" : ", has \"" + field.property + "\""));
  call.line("  " + bits(weight) + "  in all, bits");
}

/// The gazetteer that is named, or the one of the last run. Places alone are no personal data: no purpose is asked for.
Result<Exit> explain_address(Call& call, const Options& options) {
  Path gazetteer = call.path(options.gazetteer);
  if (options.gazetteer.empty()) {
    HEARTH_TRY(place_file, call.folder->place_file());
    HEARTH_TRY(place, spine::PlaceFile::read(call.files, place_file));
    gazetteer = place.gazetteer;
  }
  HEARTH_TRY(opened, place::open_match_place(call.files, gazetteer, call.data / "index", call.threads, call.progress));
  const auto& properties = opened.loaded.gazetteer;
  const auto why = place::explain_address(opened.index, {}, {options.address, {}});
  const auto line_of = [&](const std::optional<Uprn>& uprn) {
    const auto found = uprn ? properties.find(*uprn) : std::nullopt;
    return found ? properties.address_line(*found) + " (UPRN " + uprn->text() + ")" : std::string{"no property"};
  };
  const auto words = std::string{place::words_of_reason(why.placement.band, why.placement.reason)};
  if (call.json) {
    const auto fields_of = [](const std::vector<place::FieldEvidence>& evidence) {
      json::array fields;
      for (const auto& f : evidence)
        fields.push_back(json::object{{"field", f.field}, {"agreement", place::name_of(f.agreement)}, {"text", f.text}, {"property", f.property}, {"bits", f.weight.value()}});
      return fields;
    };
    json::array nearly;
    for (const auto& one : why.nearly)
      nearly.push_back(json::object{{"uprn", one.uprn.text()}, {"address", line_of(one.uprn)}, {"why_not", place::words_of(one.why_not)},
                                    {"weight", one.weight.value()}, {"evidence", fields_of(one.evidence)}});
    call.line(formats::write_json(json::object{{"band", place::name_of(why.placement.band)}, {"reason", why.placement.reason},
                                               {"uprn", why.placement.uprn ? json::value(why.placement.uprn->text()) : json::value(nullptr)},
                                               {"probability", why.placement.probability.value()}, {"weight", why.weight.value()}, {"evidence", fields_of(why.evidence)},
                                               {"words", words}, {"nearly", nearly}}));
    return Exit::done;
  }
  char probability[16];
  std::snprintf(probability, sizeof probability, "%.4f", why.placement.probability.value());
  const bool answered = why.placement.band == place::Band::exact || why.placement.band == place::Band::likely;
  call.line("Band " + std::string{place::name_of(why.placement.band)} + " (" + why.placement.reason + "): " +
            (why.placement.uprn ? line_of(why.placement.uprn) : std::string{"no property is named"}) + ", probability " + probability + ".");
  if (!words.empty()) call.line(words);
  if (!answered) {
    call.line(why.nearly.empty() ? "Nothing in the gazetteer resembles it." : "What comes nearest, and why it is not the answer:");
    for (const auto& one : why.nearly) {
      call.line(line_of(one.uprn) + ": " + std::string{place::words_of(one.why_not)} + ".");
      print_evidence(call, one.evidence, one.weight);
    }
    return Exit::done;
  }
  if (why.best) print_evidence(call, why.evidence, why.weight);
  if (why.rival) {
    call.line("Next best: " + line_of(why.rival));
    print_evidence(call, why.rival_evidence, why.rival_weight);
    std::string fields;
    for (const auto& field : why.separated_by) fields += (fields.empty() ? "" : ", ") + field;
    call.line("What separates them: " + (fields.empty() ? std::string{"nothing"} : fields));
  }
  return Exit::done;
}

void print_lines(Call& call, const std::string& heading, const std::vector<std::string>& lines) {
  call.line(heading);
  for (const auto& line : lines) call.line("  " + line);
}

/// What can only be a typing mistake is told before anybody is looked for: "nothing can be shown" would mislead.
Result<Done> well_asked(const Options& options) {
  if (!options.person.empty() && !whole_number(options.person)) {
    const auto comma = options.person.rfind(',');
    if (comma == std::string::npos || trim(options.person.substr(0, comma)).empty() || !Postcode::parse(trim(std::string_view{options.person}.substr(comma + 1))))
      return wrong_use("explain.person", "--person takes the person_id of a list, or name and whole postcode with a comma between, for example \"Ann Lee, ZZ1 1AA\".");
  }
  for (const auto& record : options.pair)
    if (const auto slash = record.find('/'); slash == std::string::npos || slash == 0 || slash + 1 == record.size())
      return wrong_use("explain.pair", "--pair takes two records, each as FEED/KEY, for example council_tax/7 housing/T12.");
  if (!options.household.empty() && !whole_number(options.household))
    return wrong_use("explain.household", "--household takes the number of a household, for example 31.");
  return Done{};
}

/// Of a demonstration what is printed for other programs says so.
json::object marked(json::object object, const spine::Asking& asking) {
  if (asking.snapshot->place.made_up) object["made_up"] = spine::made_up_words;
  return object;
}

/// Several have the name in the postcode: which of them is said by their homes, which a list shows, too.
Result<Exit> choose_person(Call& call, const spine::Asking& asking, std::vector<spine::Namesake> fitting) {
  HEARTH_TRY(seen, call.folder->guard().see_list(asking.look, std::move(fitting)));
  if (seen->empty()) return fail("trust.not_shown", "nothing is shown for this question.", {}, Exit::refused);
  const bool shown = std::ranges::any_of(*seen, [](const auto& one) { return !one.name.empty(); });
  if (!shown) return wrong_use("explain.several", "several people fit, and none is on a list of this purpose. Add the other given names, or use a person_id.");
  if (call.json) {
    json::array people;
    for (const auto& one : *seen) people.push_back(json::object{{"person_id", one.person.number()}, {"name", one.name}, {"address", one.address}});
    call.line(formats::write_json(marked({{"several", people}}, asking)));
  } else {
    for (const auto& one : *seen)
      call.line("person " + std::to_string(one.person.number()) + ": " + one.name + ", " + (one.address.empty() ? "at no home for certain" : one.address));
  }
  return wrong_use("explain.several", "several people fit. Ask again with the person_id of the one who is meant: --person NUMBER.");
}

json::value json_of(const std::optional<spine::MoneyTold>& money) {
  if (!money) return nullptr;
  json::array reckoned;
  for (const auto& line : money->reckoned)
    reckoned.push_back(json::object{{"words", line.words}, {"least", line.least}, {"most", line.most}, {"may_take_all", line.may_take_all}});
  return json::object{{"least_a_week", money->least}, {"most_a_week", money->most}, {"rates", money->rates}, {"not_known", json::value_from(money->not_known)},
                      {"reckoned", reckoned}, {"words", money->words()}};
}

/// What they could be owed, and how it was reckoned.
void print_money(Call& call, const spine::MoneyTold& money) {
  call.line("Money: " + money.words());
  for (const auto& line : money.reckoned)
    call.line("  " + line.words + ": " + (line.may_take_all ? "may take all" : in_pounds(line.least)) + (line.least == line.most && !line.may_take_all ? "" : " to " + in_pounds(line.most)));
  call.line("  in all: " + in_pounds(money.least) + " to " + in_pounds(money.most));
}

Result<Exit> explain_person(Call& call, const Options& options) {
  HEARTH_TRY(asking, begin_look(call, trust::Action::explain, options.purpose, "why: one person"));
  std::vector<PersonId> ids;
  if (const auto number = whole_number(options.person)) {
    HEARTH_TRY(person, spine::person_now(*call.folder, PersonId{*number}));
    ids.push_back(person);
  } else {
    auto fitting = spine::find_people(*asking.snapshot, *asking.sight, *asking.programme, options.person, call.clock.now().date());
    if (fitting.size() > 1) return choose_person(call, asking, std::move(fitting));
    for (const auto& one : fitting) ids.push_back(one.person);
  }
  HEARTH_TRY(model, call.folder->link_model());
  std::optional<spine::PersonExplained> found;
  if (!ids.empty()) found = spine::explain_person(*asking.snapshot, *asking.sight, *asking.programme, model, ids.front(), call.clock.now().date());
  HEARTH_TRY(seen, call.folder->guard().see(asking.look, std::move(found)));
  if (const auto number = whole_number(options.person); number && PersonId{*number} != seen->person)
    call.talk("Person " + options.person + " of an older list is person " + std::to_string(seen->person.number()) + " now.");
  if (call.json) {
    json::array reasons;
    for (const auto& reason : seen->reasons) reasons.push_back(json::object{{"words", reason.words}, {"told_by", reason.told_by}});
    call.line(formats::write_json(marked({{"person_id", seen->person.number()}, {"name", seen->name}, {"home", json::value_from(seen->home)},
                                               {"same_person", json::value_from(seen->same_person)}, {"category", seen->category},
                                               {"reasons", reasons}, {"not_known", json::value_from(seen->not_known)},
                                               {"could_be_owed", json_of(seen->money)},
                                               {"left_aside", json::value_from(seen->left_aside)}}, asking)));
    return Exit::done;
  }
  call.line(seen->name + " (person " + std::to_string(seen->person.number()) + ")");
  print_lines(call, "Why this home", seen->home);
  print_lines(call, "Why one person", seen->same_person);
  call.line("What to do: " + seen->category);
  for (const auto& reason : seen->reasons) call.line("  because " + reason.words + (reason.told_by.empty() ? "" : " (" + reason.told_by + ")"));
  if (seen->money) print_money(call, *seen->money);
  if (!seen->left_aside.empty()) print_lines(call, "Told, and left aside", seen->left_aside);
  if (!seen->not_known.empty()) print_lines(call, "Not known", seen->not_known);
  return Exit::done;
}

Result<Exit> explain_pair(Call& call, const Options& options) {
  HEARTH_TRY(asking, begin_look(call, trust::Action::explain, options.purpose, "why: two records"));
  HEARTH_TRY(model, call.folder->link_model());
  HEARTH_TRY(seen, call.folder->guard().see(asking.look, spine::explain_records(*asking.snapshot, *asking.sight, model, options.pair[0], options.pair[1])));
  for (const auto& line : seen->lines) call.line(line);
  return Exit::done;
}

Result<Exit> explain_household(Call& call, const Options& options) {
  HEARTH_TRY(asking, begin_look(call, trust::Action::explain, options.purpose, "why: one household"));
  auto rows = spine::explain_household(*asking.snapshot, *asking.sight, HouseholdId{*whole_number(options.household)}, call.clock.now().date());
  HEARTH_TRY(seen, call.folder->guard().see_list(asking.look, std::move(rows)));
  if (seen->empty()) return fail("trust.not_shown", "nothing is shown for this question.", {}, Exit::refused);
  call.line((seen->size() == 1 ? std::string{"One person makes a household of their own at "} : with_commas(seen->size()) + " people count as one household at ") + seen->front().address + ".");
  for (const auto& row : *seen) call.line("  " + row.name + " (person " + std::to_string(row.person.number()) + "): " + row.words);
  return Exit::done;
}

Result<Exit> explain(Call& call, const Options& options) {
  const int given = !options.address.empty() + !options.person.empty() + !options.household.empty() + !options.pair.empty();
  if (given != 1) return wrong_use("explain.what", "say what to explain, in one way: --address, --person, --pair or --household.");
  if (!options.address.empty()) return explain_address(call, options);
  if (options.purpose.empty()) return wrong_use("explain.purpose", "stored people are explained for a purpose only: --purpose P.");
  HEARTH_CHECK(well_asked(options));
  if (!options.person.empty()) return explain_person(call, options);
  if (!options.pair.empty()) return explain_pair(call, options);
  return explain_household(call, options);
}

}  // namespace

void register_explain(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("explain", "why this home, why the same person, why this category",
                            "  hearth explain --address \"flat 2 62 weir lane\" --gazetteer district.gazetteer.toml\n"
                            "  hearth explain --person \"Ann Lee, ZZ1 1AA\" --purpose flood-welfare\n"
                            "  hearth explain --pair council_tax/7 housing/T12 --purpose flood-welfare\n"
                            "  hearth explain --household 31 --purpose flood-welfare",
                            [options] { return !options->address.empty() && !options->gazetteer.empty() ? Needs::nothing : Needs::folder; }, [options](Call& call) { return explain(call, *options); });
  command.add_option("--address", options->address, "an address text");
  command.add_option("--gazetteer", options->gazetteer, "for --address: G.gazetteer.toml or an index (default: the place's)");
  command.add_option("--person", options->person, "a person_id, or \"NAME, POSTCODE\"");
  command.add_option("--pair", options->pair, "two records, SOURCE/KEY each")->expected(2);
  command.add_option("--household", options->household, "a household id");
  command.add_option("--purpose", options->purpose, "what for: decides what may be seen");
}

}  // namespace hearth::app
