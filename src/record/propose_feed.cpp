#include "record/propose_feed.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "formats/plain_text.h"
#include "base/try.h"
#include "record/column_guesses.h"
#include "record/draft_text.h"
#include "record/field_value.h"
#include "record/heading_words.h"
#include "record/home_words.h"
#include "record/propose_claims.h"
#include "record/shown_value.h"

namespace hearth::record {
namespace {

using formats::ColumnProfile;
using formats::CsvProfile;
using formats::KeyChoice;

class Draft {
 public:
  Draft(const CsvProfile& profile, const ProposeSettings& settings) : profile_{profile}, settings_{settings}, told_{guess_columns(profile, settings.today)} {}

  FeedProposal write(const std::string& name, const std::string& file) {
    write_protected_notice();
    write_feed(name, file);
    write_columns();
    write_people();
    write_claims(name);
    notice_rest();
    return std::move(out_);
  }

 private:
  using Guess = ColumnGuesses::Guess;

  [[nodiscard]] const KeyChoice* choice(const std::vector<std::size_t>& columns) const {
    for (const auto& key : profile_.keys)
      if (key.columns == columns) return &key;
    return nullptr;
  }
  [[nodiscard]] bool is_key(std::size_t i) const { return told_.is_key(i); }

  void line(const std::string& text) { out_.toml += text + "\n"; }
  void notice(std::string text) { out_.noticed.push_back(std::move(text)); }

  /// Columns of notes: free text of whatever the officers typed.
  [[nodiscard]] std::vector<std::size_t> notes() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto& c = profile_.columns[i];
      if (!columns_[i].field.empty() || is_key(i) || names_another_address(c.heading) || keeps_to_itself(c.heading)) continue;
      if (!c.phrases.empty() || cells_with(i, protecting_phrases()) + cells_with(i, death_phrases()) > 0) out.push_back(i);
    }
    return out;
  }
  /// At most: one cell may have two of the phrases.
  [[nodiscard]] std::uint64_t cells_with(std::size_t i, std::span<const std::string_view> phrases) const {
    std::uint64_t most = 0;
    for (const auto phrase : phrases)
      if (const auto found = profile_.columns[i].wanted_cells.find(std::string{phrase}); found != profile_.columns[i].wanted_cells.end()) most += found->second;
    return most;
  }
  /// { column = ..., contains = [...] } of the columns of notes; empty when there are none.
  [[nodiscard]] std::string notes_source(std::span<const std::string_view> phrases) const {
    std::vector<std::string> headings;
    for (const auto i : notes()) headings.push_back(profile_.columns[i].heading);
    if (headings.empty()) return {};
    return "{ column = " + (headings.size() == 1 ? in_quotes(headings[0]) : "[" + in_list(headings) + "]") + ", contains = [" +
           in_list({phrases.begin(), phrases.end()}) + "] }";
  }
  /// The notes' words for a flag that has no column of its own.
  void write_note_flag(const std::string& field, std::span<const std::string_view> phrases, const std::string& remark) {
    if (std::ranges::any_of(columns_, [&](const Guess& column) { return column.field == field && (others_.empty() || of_the_home(field)); })) return;
    if (const auto source = notes_source(phrases); !source.empty()) line(field + " = " + source + "   # " + remark);
  }
  void notice_notes() {
    for (const auto i : notes()) {
      const auto& heading = profile_.columns[i].heading;
      if (const auto cells = cells_with(i, protecting_phrases()); cells > 0) {
        notice("MATTERS MOST: " + heading + " has words that protect somebody (" + with_commas(cells) + (cells == 1 ? " time" : " times") + "). Such a row is shown to nobody, whatever the draft says.");
        line("# MATTERS MOST: " + heading + " has words that protect somebody: such a row is shown to nobody by itself.");
      }
      if (const auto cells = cells_with(i, death_phrases()); cells > 0)
        notice(heading + " tells of deaths (" + with_commas(cells) + (cells == 1 ? " time" : " times") + "): whom it names is on no list, for the others the list asks first.");
    }
  }

  void write_protected_notice() {
    notice_notes();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].field != "protected") continue;
      const auto& c = profile_.columns[i];
      const bool in_words = std::ranges::any_of(c.values, says_protected);
      std::uint64_t rows = c.filled;
      for (std::size_t v = 0; v < c.values.size(); ++v)
        if (const auto flag = read_flag(c.values[v]); (flag && !*flag) || (in_words && !says_protected(c.values[v]))) rows -= std::min(rows, c.values_cells[v]);
      notice("MATTERS MOST: " + c.heading + " seems to mark records whose address must not be told (" + with_commas(rows) +
             " rows). Ask the sender what it means; the draft protects them.");
      line("# MATTERS MOST: " + c.heading + " seems to mark records whose address must not be told: see protected under [columns].");
    }
  }

  void write_key() {
    if (key_ == nullptr) {
      line("key = " + in_quotes(profile_.columns.empty() ? "" : profile_.columns.front().heading) + "   # no column seems to name a row: choose one");
      notice("No column seems to name a row: ask the sender for a reference.");
      return;
    }
    std::vector<std::string> names;
    for (const auto i : key_->columns) names.push_back(profile_.columns[i].heading);
    const auto written = names.size() == 1 ? in_quotes(names[0]) : "[" + in_list(names) + "]";
    const auto rows_of = [](const KeyChoice& key) {
      std::string out;
      for (const auto row : key.first_rows) out += (out.empty() ? "" : ", ") + std::to_string(row);
      return std::string{key.first_rows.size() == 1 ? "row " : "first rows "} + out;
    };
    std::string told;
    if (key_->repeats > 0) told = with_commas(key_->repeats) + (key_->repeats == 1 ? " row repeats" : " rows repeat") + " an earlier one (" + rows_of(*key_) + ") and will be put aside";
    if (key_->blank > 0) told += (told.empty() ? "" : "; ") + with_commas(key_->blank) + (key_->blank == 1 ? " row has" : " rows have") + " none";
    // One person's needs on several rows: told by the reader apart from rows of other people, which it still puts aside.
    const bool several = key_->repeats > 0 && names.size() == 1;
    if (several) told = with_commas(key_->repeats) + (key_->repeats == 1 ? " row repeats" : " rows repeat") + " an earlier one (" + rows_of(*key_) + ")" + told.substr(std::min(told.find("; "), told.size()));
    line("key = " + written + (told.empty() ? "" : "   # " + told));
    if (several) line("rows = \"several per key\"   # those of the same person are one record with the facts of all; of another person they are put aside");
    if (names.size() == 2) {
      const auto* single = choice({key_->columns[0]});
      if (single != nullptr)
        notice(names[0] + " alone does not name a row: " + with_commas(single->repeats) + " rows repeat an earlier one (" + rows_of(*single) + "). With " + names[1] + " it does" +
               (key_->repeats > 0 ? " but for " + with_commas(key_->repeats) + "." : "."));
    } else if (!told.empty()) {
      notice("Key " + names[0] + ": " + told + ". Rows of the same person are joined, so that no need is lost. When they tell of different people, add a second column: key = [" + in_quotes(names[0]) + ", \"...\"].");
    }
  }

  void write_feed(const std::string& name, const std::string& file) {
    line("# Drafted from the file itself: read it once, mend what is wrong, then: hearth load " + (settings_.draft.empty() ? name + ".feed.toml" : settings_.draft) + " --check");
    line("[feed]");
    line("name = " + in_quotes(name));
    line("files = [" + in_quotes(file) + "]");
    line("format = \"csv\"");
    write_key();
    out_.toml += form_lines(profile_.form);
    if (profile_.form.heading_row > 1) notice(std::to_string(profile_.title_rows) + (profile_.title_rows == 1 ? " title row stands above the heading: it is left out." : " title rows stand above the heading: they are left out."));
    write_received();
    std::vector<std::string> nulls;
    for (const auto& c : profile_.columns)
      for (const auto& word : c.null_words)
        if (std::ranges::find(nulls, word) == nulls.end()) nulls.push_back(word);
    if (!nulls.empty()) line("null = [" + in_list(nulls) + "]   # these words say nothing");
    write_leave_out();
    write_who();
    line("");
    notice(formats::counted(profile_.rows, "row") + ", " + formats::counted(profile_.columns.size(), "column") + ".");
  }

  void write_received() {
    if (profile_.title_date && (!settings_.today || profile_.title_date->days() <= settings_.today->days())) {
      line("received = " + profile_.title_date->text() + "   # the date in the title rows: the day of which the file tells");
      notice("The title rows say " + profile_.title_date->text() + ": taken as the day of the file.");
    } else if (settings_.file_date && settings_.today && settings_.file_date->days() == settings_.today->days()) {
      line("# received = YYYY-MM-DD   # the day of the extract: lists say how old it is. The file itself was written today, perhaps by copying it");
      notice("Which day the extract is of is not said in the file: put it as received.");
    } else if (settings_.file_date) {
      line("received = " + settings_.file_date->text() + "   # the file's own date: put the day of the extract, if it is another");
    }
  }

  void write_leave_out() {
    if (profile_.summaries.empty()) return;
    std::string cases;
    for (const auto& summary : profile_.summaries) {
      std::string pattern;
      for (const char c : summary.label) pattern += c >= 'a' && c <= 'z' ? std::string{"["} + c + static_cast<char>(c - 'a' + 'A') + "]" : std::string(1, c);
      if (cases.find(pattern) == std::string::npos) cases += (cases.empty() ? "" : "|") + pattern;
    }
    line("leave_out = " + in_quotes("^\\s*(" + cases + ")"));
    notice(profile_.summaries.size() == 1 ? std::string{"The last row sums up: it is left out."}
                                          : std::to_string(profile_.summaries.size()) + " rows at the end sum up: they are left out.");
  }

  void write_who() {
    const auto one_of = [](const std::vector<std::string>& ids, const std::string& otherwise) {
      std::string all;
      for (const auto& id : ids) all += (all.empty() ? "" : ", ") + id;
      return all.empty() ? otherwise : "one of: " + all;
    };
    const auto only = [](const std::vector<std::string>& ids) { return ids.size() == 1 ? ids[0] : std::string{}; };
    line("organisation = " + in_quotes(only(settings_.organisations)) + "   # who sends it: " + one_of(settings_.organisations, "an id of [[organisation]] in PLACE.toml"));
    line("agreement = " + in_quotes(only(settings_.agreements)) + "   # without one nothing of it can be seen: " +
         one_of(settings_.agreements, "an id of [[agreement]] in PLACE.toml"));
    line("# deduplicated = true   # when the sender has nobody twice: two rows are then never one person (twins, father and son)");
    line("contact = \"\"         # whom to call about a person of it: desk and telephone number");
    line("known_as = \"hidden\"  # \"named\": lists say who knows the person and whom to call; \"council care contact\": whom to call, not who; \"hidden\": neither");
    notice("As drafted (known_as = \"hidden\", contact empty) lists show nobody to call for this feed.");
  }

  std::string source_of(std::size_t i, const std::string& field) {
    const auto& c = profile_.columns[i];
    if (is_date_field(field) && !c.dates.empty()) {
      const auto words = formats::date_order_in_words(c);
      if (!words.empty()) notice(c.heading + ": " + words + ".");
      if (field == "birth_date" && c.ages > 0)
        notice(c.heading + ": " + with_commas(c.ages) + (c.ages == 1 ? " cell holds" : " cells hold") + " an age and no date of birth: the dates and years are read, the ages put aside.");
      return "{ column = " + in_quotes(c.heading) + ", format = " + in_format(c) + " }";
    }
    if (field == "full_name" && c.share(c.joint_names) > 0.02) {
      notice(c.heading + ": " + percent(c.share(c.joint_names)) + " of the cells name two people; they are split into records of their own.");
      return "{ column = " + in_quotes(c.heading) + ", split = \"joint\" }";
    }
    if (field == "protected" && c.share(c.yes_no) < 0.9) {
      static constexpr std::array<std::string_view, 8> open{"n", "no", "open", "standard", "normal", "public", "none", "0"};
      std::vector<std::string> yes;
      const bool in_words = std::ranges::any_of(c.values, says_protected);
      for (const auto& value : c.values)
        if (in_words ? says_protected(value) : std::ranges::find(open, fold(value)) == open.end()) yes.push_back(value);
      return "{ column = " + in_quotes(c.heading) + ", true = [" + in_list(yes) + "] }";
    }
    if (field == "lives_there" && c.share(c.yes_no) < 0.9) {
      std::vector<std::string> no;
      std::ranges::copy_if(c.values, std::back_inserter(no), says_not_home);
      return "{ column = " + in_quotes(c.heading) + ", false = [" + in_list(no) + "] }";
    }
    if (field == "deceased" && c.share(c.yes_no) < 0.9) {
      std::vector<std::string> yes;
      std::ranges::copy_if(c.values, std::back_inserter(yes), says_dead);
      return "{ column = " + in_quotes(c.heading) + ", true = [" + in_list(yes) + "] }";
    }
    if (c.uprns_hurt > 0 && field == "uprn")
      notice(c.heading + ": " + with_commas(c.uprns_hurt) + " values were shortened by a spreadsheet (1.00E+11); ask for the column as text.");
    return in_quotes(c.heading);
  }

  void write_field(std::size_t i) {
    const auto& c = profile_.columns[i];
    const auto& field = columns_[i].field;
    std::string remark;
    if (c.blank > 0) remark = percent(static_cast<double>(c.blank) / static_cast<double>(std::max<std::uint64_t>(1, c.blank + c.filled))) + " blank";
    if (field == "protected") remark = with_commas(c.filled) + " rows have something there; of those that say yes the address is shown to nobody";
    if (field == "deceased") remark = "these people are on no list";
    if (field == "lives_there") remark = "of these rows the person and the facts are kept, and the address is taken for nobody's home";
    auto source = source_of(i, field);
    if (field == "address_to") {
      std::vector<std::string> ends;
      for (std::size_t j = columns_.size(); j-- > 0;)
        if (columns_[j].field == field) ends.push_back(profile_.columns[j].heading);
      if (ends.back() != c.heading) return;  // written with the first of them
      if (ends.size() > 1) {
        source = "{ column = [" + in_list(ends) + "], format = " + in_format(c) + " }";
        remark = "the first of them that has a day";
      }
    }
    const bool in_columns = others_.empty() || of_the_home(field);
    if (in_columns && field == "deceased")
      if (const auto words = notes_source(death_phrases()); !words.empty()) source = "[" + source + ", " + words + "]";
    line(field + " = " + source + (remark.empty() ? "" : "   # " + remark));
  }

  void write_columns() {
    line(others_.empty() ? "[columns]                     # our field = their column, or several to be joined"
                         : "[columns]                     # what everybody of a row shares: our field = their column, or several to be joined");
    std::vector<std::string> address;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].field == "address") address.push_back(profile_.columns[i].heading);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto& column = columns_[i];
      if (column.field.empty() || column.field == "address" || !column.person.empty()) continue;
      if (others_.empty() || of_the_home(column.field)) write_field(i);
    }
    if (kind_of_address_) {
      const auto& c = profile_.columns[*kind_of_address_];
      if (columns_[*kind_of_address_].field != "lives_there") line("lives_there = " + source_of(*kind_of_address_, "lives_there") + "   # of these rows the address is taken for nobody's home");
      notice(c.heading + " says which kind of address a row has: those of another kind than the home are no door to knock at.");
    }
    if (letters_of_status_ && !kind_of_address_) {
      const auto& c = profile_.columns[*letters_of_status_];
      std::string list;
      for (std::size_t v = 0; v < c.values.size(); ++v) list += (list.empty() ? "" : ", ") + c.values[v] + " in " + with_commas(v < c.values_cells.size() ? c.values_cells[v] : 0) + " cells";
      line("# " + c.heading + ": " + list + ". When a letter says that the address is no home (for letters, a former one), or that they have left or died:");
      line("# lives_there = { column = " + in_quotes(c.heading) + ", false = [\"...\"] }");
      line("# deceased = { column = " + in_quotes(c.heading) + ", true = [\"...\"] }");
      notice(c.heading + " holds " + list + ": ask what they mean; who has left or died is on no list only when the feed says so.");
    }
    write_note_flag("deceased", death_phrases(), "whom the note names is on no list; else the list asks first");
    if (address.size() == 1) line("address = " + in_quotes(address[0]));
    if (address.size() > 1) {
      line("address = [" + in_list(address) + "]");
      notice("The address stands in " + std::to_string(address.size()) + " columns: they are joined in this order.");
    }
    for (const auto& [field, i] : perhaps_)
      line("# " + field + " = " + source_of(i, field) + "   # only if it is the day on which they " + (field == "address_from" ? "came to live there" : "left that home"));
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto& c = profile_.columns[i];
      const auto text = squeezed(c.heading);
      const bool says_when = text.find("consent") != std::string::npos || text.find("regist") != std::string::npos;
      if (!columns_[i].field.empty() || !says_when || c.dates.empty() || c.share(c.dates.front().fits) < 0.5) continue;
      const auto first = c.years.begin()->first, last = c.years.rbegin()->first;
      line("# updated = " + source_of(i, "updated") + "   # years " + std::to_string(first) + " to " + std::to_string(last) + ": only if it says when the row was last checked");
    }
    line("");
  }

  void write_people() {
    if (others_.empty()) return;
    std::vector<std::string> people{""};
    people.insert(people.end(), others_.begin(), others_.end());
    for (const auto& person : people) {
      const auto& name = person.empty() ? first_ : person;
      line("[person." + name + "]" + (person.empty() ? "" : "              # another person of the row: a record of its own, KEY/" + name));
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const auto& column = columns_[i];
        if (column.person == person && !column.field.empty() && column.field != "address" && (!person.empty() || !of_the_home(column.field))) write_field(i);
      }
      line("");
    }
    notice("A row tells of several people (" + first_ + ", " + [&] {
      std::string all;
      for (const auto& other : others_) all += (all.empty() ? "" : ", ") + other;
      return all;
    }() + "): each becomes a record of its own.");
  }

  void write_claims(const std::string& name) {
    std::vector<ClaimColumn> free;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].field.empty() && !is_key(i)) {
        std::string person = columns_[i].person;
        if (person.empty() && !others_.empty() && !columns_[i].first_name.empty()) person = first_;
        free.push_back({&profile_.columns[i], columns_[i].rest, person});
      }
    std::vector<std::string> people;
    if (!others_.empty()) people.push_back(first_), people.insert(people.end(), others_.begin(), others_.end());
    const auto claims = propose_claims(free, name, settings_.factors, people);
    out_.toml += claims.toml;
    for (const auto& text : claims.noticed) notice(text);
    unused_ = claims.unused;
  }

  void notice_rest() {
    if (!unused_.empty()) {
      line("");
      line("# Not used: " + in_list(unused_));
      std::string rest;
      for (const auto& heading : unused_) rest += (rest.empty() ? "" : ", ") + heading;
      notice("Not used by the draft: " + rest + ".");
    }
    for (const auto& [code, rows] : profile_.faults) notice(with_commas(rows) + (rows == 1 ? " row has the fault " : " rows have the fault ") + code + "; hearth load --check shows them.");
    if (profile_.form.encoding)
      notice("Read as " + std::string{formats::name_of(*profile_.form.encoding)} + ", separator " + (*profile_.form.separator == '\t' ? std::string{"tab"} : in_quotes(std::string(1, *profile_.form.separator))) + ".");
  }

  const CsvProfile& profile_;
  const ProposeSettings& settings_;
  const ColumnGuesses told_;
  const std::vector<Guess>& columns_{told_.columns};
  const KeyChoice* key_{told_.key};
  const std::vector<std::string>& others_{told_.others};
  const std::string& first_{told_.first};
  const std::optional<std::size_t>& letters_of_status_{told_.letters_of_status};
  const std::optional<std::size_t>& kind_of_address_{told_.kind_of_address};
  const std::vector<std::pair<std::string, std::size_t>>& perhaps_{told_.perhaps};
  std::vector<std::string> unused_;
  FeedProposal out_;
};

}  // namespace

FeedProposal propose_from(const CsvProfile& profile, const std::string& name, const std::string& file, const ProposeSettings& settings) {
  return Draft{profile, settings}.write(name, file);
}

Result<FeedProposal> propose_feed(Files& files, const Path& path, const ProposeSettings& settings) {
  // What the vocabulary looks for, and what protects somebody, may stand in one cell alone and matter most there: "bipap overnight".
  std::set<std::string> wanted;
  for (const auto& factor : settings.factors) {
    if (factor.derived) continue;
    wanted.insert(factor.phrases.begin(), factor.phrases.end());
    wanted.insert(factor.false_friends.begin(), factor.false_friends.end());
  }
  wanted.insert(protecting_phrases().begin(), protecting_phrases().end());
  wanted.insert(death_phrases().begin(), death_phrases().end());
  constexpr std::uint64_t rows_looked_at = 20'000;
  HEARTH_TRY(profile, formats::profile_csv(files, path, rows_looked_at, wanted));
  const auto name = path.stem().string(), file = path.filename().string();
  std::vector<std::string> heading;
  for (const auto& column : profile.columns) heading.push_back(column.heading);
  if (looks_like_a_row(heading))
    return fail("feed.no_heading", "no row of this file looks like a heading: where one should stand there are numbers, dates or postcodes. Ask for the export with its "
                                   "heading row; a draft from somebody's data would be wrong, and would tell it.", {.file = path.string()});
  if (looks_like_gazetteer(profile)) return propose_gazetteer(profile, name, file);
  return propose_from(profile, name, file, settings);
}

}  // namespace hearth::record
