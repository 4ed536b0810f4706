#include "record/propose_claims.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"
#include "formats/value_shapes.h"
#include "record/draft_text.h"
#include "record/heading_words.h"
#include "record/need_codes.h"
#include "record/shown_value.h"
#include "record/whose_fact.h"

namespace hearth::record {
namespace {

using formats::ColumnProfile;

constexpr std::size_t phrases_offered = 12;  ///< of free text, besides those that plainly say a factor

std::string cells(std::uint64_t n) { return with_commas(n) + (n == 1 ? " cell" : " cells"); }

/// "2" before "10": codes as numbers where they are.
bool before(std::string_view a, std::string_view b) {
  const auto number = [](std::string_view text) {
    long value = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? value : -1;
  };
  const auto x = number(a), y = number(b);
  if (x >= 0 && y >= 0 && x != y) return x < y;
  if ((x >= 0) != (y >= 0)) return x >= 0;
  return a < b;
}

class Claims {
 public:
  Claims(const std::vector<ClaimColumn>& columns, const std::vector<FactorWords>& factors, const std::vector<std::string>& people)
      : factors_{factors}, people_{people}, first_{people.empty() ? std::string{} : people.front()} {
    for (const auto& column : columns) all_.push_back(column.profile);
    for (const auto* column : all_)
      if (const auto said = says_whose(column->heading); said != SaysWhose::no && holds_relatives(*column) && (whose_ == nullptr || said == SaysWhose::yes)) whose_ = column, whose_is_sure_ = said == SaysWhose::yes;
  }

  void column(const ClaimColumn& column) {
    const auto& c = *column.profile;
    if (&c == whose_) return;
    ends_ = end_of(c);
    if (names_dependants(c.heading) && holds_births(c)) {
      births_.push_back(&c);
      return;
    }
    if (names_another_address(c.heading) || keeps_to_itself(c.heading)) return leave(c);
    const auto said = factors_said(column.heading, factors_);
    const auto* factor = said.empty() ? nullptr : find(said.front());
    const bool dates = !c.dates.empty() && c.share(c.dates.front().fits) > 0.5;
    if (c.filled > 0 && dates && factor != nullptr && factor->has_due_date && taken_.insert(factor->id).second) {
      const auto& format = c.dates.front().format;
      simple_.push_back(factor->id + " = { due = " + in_quotes(c.heading) + (format.empty() ? "" : ", format = " + in_quotes(format)) + " }   # until six weeks after the day that stands there");
      return;
    }
    if (c.filled == 0 || dates) return leave(c);
    const bool numbers = c.share(c.decimals + c.integers) > 0.9;
    if (factor != nullptr && factor->kind == FactorWords::Kind::number) {
      if (!numbers) return leave(c);
      ends_ = nullptr;
      return simple(column, factor->id + " = { column = " + in_quotes(c.heading) + ", type = \"number\"", factor->id);
    }
    if (const auto of = letters_of_people(c); !of.empty()) {
      maybe_whose_ = true;
      if (factor != nullptr) return simple(column, factor->id + " = { column = " + in_quotes(c.heading) + of + until(), factor->id);
      maybe_.push_back("# FACTOR = { column = " + in_quotes(c.heading) + of + until() + " }");
      return;
    }
    if (c.share(c.yes_no) > 0.9 && c.distinct <= 8) {
      if (factor != nullptr) return simple(column, factor->id + " = { column = " + in_quotes(c.heading) + until(), factor->id);
      if (names_no_fact(column.heading)) return leave(c);
      const auto guess = guess_by_heading(column.heading);
      maybe_.push_back("# " + (guess.empty() ? std::string{"FACTOR"} : guess) + " = { column = " + in_quotes(c.heading) + until() + " }" + (guess.empty() ? "" : "   # a guess by the heading: when it means that, take away the #"));
      return;
    }
    const bool choices = !c.values.empty();
    // One word in every row: a station, a kind of record.
    if (c.values.size() == 1 && factor == nullptr && c.blank == 0 && c.filled > 20 && factors_said(c.values.front(), factors_).empty()) return leave(c);
    if (c.joined || choices) {
      auto list = c.joined ? with_counts(c.joined->codes, c.joined->cells_with) : with_counts(c.values, c.values_cells);
      const auto told = told_of(list);
      const auto kept_back = std::erase_if(list, [&](const auto& value) { return !told.contains(value.first) && (!holds_words_alone(value.first) || factors_said(value.first, factors_).empty()); });
      if (list.empty()) return leave(c);
      if (kept_back > 0) out_.noticed.push_back(c.heading + ": " + std::to_string(kept_back) + (kept_back == 1 ? " value looks" : " values look") +
                                                   " like a name, a number or a door code: not shown; look in the file.");
      const bool any_said = std::ranges::any_of(list, [&](const auto& code) { return !factors_said(code.first, factors_).empty(); });
      if (!any_said && factor == nullptr && (names_no_fact(column.heading) || money(list))) return leave(c);
      return codes(column, list);
    }
    if (!c.phrases.empty()) return words(column);
    leave(c);
  }

  void every_row(const std::string& feed_name) {
    std::string spoken = feed_name;
    std::ranges::replace(spoken, '_', ' ');
    std::ranges::replace(spoken, '-', ' ');
    for (const auto& id : factors_said(spoken, factors_))
      if (const auto* factor = find(id); factor->kind == FactorWords::Kind::yes_no && !taken_.contains(id))
        maybe_.push_back("# " + id + " = { always = true }   # every row of this file " + factor->words + ", if the file's name says so");
  }

  /// A child of a home is told by its birth: until it is so old.
  void births() {
    if (births_.empty()) return;
    std::vector<std::string> headings, formats;
    for (const auto* c : births_) {
      headings.push_back(c->heading);
      const auto format = c->dates.empty() ? std::string{} : c->dates.front().format;
      if (std::ranges::find(formats, format) == formats.end()) formats.push_back(format);
    }
    bool used = false;
    for (const auto& factor : factors_) {
      if (factor.child_under == 0 || !taken_.insert(factor.id).second) continue;
      used = true;
      simple_.push_back(factor.id + " = { born = " + (headings.size() == 1 ? in_quotes(headings[0]) : "[" + in_list(headings) + "]") + ", under = " + std::to_string(factor.child_under) +
                        (formats.size() == 1 && !formats[0].empty() ? ", format = " + in_quotes(formats[0]) : "") + " }   # worked out from the births, on the day of each run");
    }
    if (!used) out_.unused.insert(out_.unused.end(), headings.begin(), headings.end());
  }

  ClaimsDraft finish() {
    notice_whose();
    std::string head = "[claims]                      # facts: what a person or home of this file has. hearth factors says more of each\n";
    std::string list;
    for (const auto& factor : factors_)
      if (!factor.derived) list += (list.empty() ? "#   " : ", ") + factor.id;
    if (!list.empty()) head += list + "\n";
    out_.toml = head;
    for (const auto& text : simple_) out_.toml += text + "\n";
    for (const auto& text : maybe_) out_.toml += text + "\n";
    for (const auto* tables : {&tables_, &notes_})
      for (const auto& text : *tables) out_.toml += "\n" + text;
    for (const auto& [person, text] : of_people_) out_.toml += "\n[person." + person + ".claims]\n" + text;
    if (maybe_whose_) out_.noticed.push_back("Letters say whose a fact is (of = { ... }): ask the sender whether they mean what the draft guesses. Y alone counts for everybody of the row.");
    std::erase_if(out_.unused, [&](const auto& heading) { return ends_used_.contains(heading); });
    return std::move(out_);
  }

 private:
  /// "Q6 Hrg", "Home O2": what a word of the heading stands for in many forms.
  [[nodiscard]] std::string guess_by_heading(std::string_view heading) const {
    auto tokens = heading_tokens(heading);
    // "O2" is parted as a letter and a number.
    const auto count = tokens.size();
    for (std::size_t i = 0; i + 1 < count; ++i) tokens.push_back(tokens[i] + tokens[i + 1]);
    for (const auto& token : tokens)
      if (const auto guess = need_by_letters(token); token.size() > 1 && token != "pc" && token != "int" && token != "si" && token != "hi" && !guess.empty() && find(std::string{guess}) != nullptr) return std::string{guess};
    return {};
  }

  /// "SELF", "Spouse", "CHILD", and no two people in a row of a list of members.
  [[nodiscard]] static bool holds_relatives(const ColumnProfile& c) {
    if (c.values.size() < 2) return false;
    const auto known = std::ranges::count_if(c.values, [](const auto& value) { return whose_by_word(value).has_value(); });
    return static_cast<double>(known) >= 0.6 * static_cast<double>(c.values.size());
  }

  /// The values that may be shown: a cell may name somebody, too.
  [[nodiscard]] std::vector<std::string> words_of_whom() const {
    const auto told = told_of(with_counts(whose_->values, whose_->values_cells));
    std::vector<std::string> out;
    std::ranges::copy_if(whose_->values, std::back_inserter(out), [&](const auto& value) { return told.contains(value) || whose_by_word(value).has_value(); });
    return out;
  }

  /// What is written behind a claim: whose = "NEED_FOR".
  [[nodiscard]] std::string whose() const {
    if (whose_ == nullptr || !whose_is_sure_) return {};
    std::string of;
    const bool named = std::ranges::find(people_, "relative") != people_.end();
    for (const auto& value : words_of_whom()) {
      const auto meant = whose_by_word(value);
      const bool of_relative = !meant || (meant->role != Whose::Role::main && meant->role != Whose::Role::everybody && meant->role != Whose::Role::elsewhere);
      if (named && of_relative) of += (of.empty() ? "" : ", ") + in_quotes(value) + " = \"relative\"";
      else if (!meant) of += (of.empty() ? "" : ", ") + in_quotes(value) + " = \"other\"";
    }
    if (of.empty()) return in_quotes(whose_->heading);
    return "{ column = " + in_quotes(whose_->heading) + ", of = { " + of + " } }";
  }

  void notice_whose() {
    if (whose_ == nullptr) return;
    const auto values = in_list(words_of_whom());
    if (whose_is_sure_)
      out_.noticed.push_back(whose_->heading + " says whose a need is (" + values + "): it is given to that person, or to somebody of the home whom the row does not name. What the sender means by a word that is not plain stands in of = { ... }.");
    else {
      maybe_.push_back("# whose = " + in_quotes(whose_->heading) + "   # put it into each claim below, when the row names the customer and this column says for whom the need is: " + values);
      out_.noticed.push_back(whose_->heading + " holds " + values + ". When the row names somebody else than the one who has the need, add whose = " + in_quotes(whose_->heading) + " to its claims: else the customer is told to have it.");
    }
  }

  /// ", of = { M = "tenant1", J = "joint", H = "other" }": where a row tells of several people, and besides yes and no only letters stand
  /// that begin what they are called. Else empty.
  [[nodiscard]] std::string letters_of_people(const ColumnProfile& c) const {
    if (people_.empty() || c.values.empty()) return {};
    const auto whose = [&](std::string_view letter) -> std::string {
      for (std::size_t i = 1; i < people_.size(); ++i)
        if (people_[i].starts_with(letter)) return people_[i];
      if (letter == "m" || first_.starts_with(letter)) return first_;
      return letter == "h" || letter == "o" ? "other" : std::string{};
    };
    std::string out;
    for (const auto& value : c.values) {
      if (formats::is_yes_no(value)) continue;
      const auto person = value.size() == 1 ? whose(fold(value)) : std::string{};
      if (person.empty()) return {};
      out += (out.empty() ? ", of = { " : ", ") + value + " = " + in_quotes(person);
    }
    return out.empty() ? out : out + " }";
  }

  /// The column with the days on which this one's facts end, or those of the whole row.
  [[nodiscard]] const ColumnProfile* end_of(const ColumnProfile& c) const {
    const ColumnProfile* of_row = nullptr;
    for (const auto* end : all_) {
      if (end == &c || end->filled == 0 || end->share(end->any_dates + end->inner_dates) < 0.5) continue;
      if (record::ends(end->heading, c.heading)) return end;
      if (ends_needs(end->heading) && std::ranges::none_of(all_, [&](const auto* other) { return other != end && record::ends(end->heading, other->heading); })) of_row = end;
    }
    return of_row;
  }
  [[nodiscard]] std::string until() {
    if (ends_ == nullptr) return {};
    ends_used_.insert(ends_->heading);
    return ", until = " + (ends_->dates.empty() ? in_quotes(ends_->heading) : "{ column = " + in_quotes(ends_->heading) + ", format = " + in_format(*ends_) + " }");
  }

  [[nodiscard]] static bool holds_births(const ColumnProfile& c) {
    return c.share(c.inner_dates) > 0.3 || (!c.dates.empty() && c.share(c.dates.front().fits) > 0.5);
  }

  using Counted = std::vector<std::pair<std::string, std::uint64_t>>;

  static Counted with_counts(const std::vector<std::string>& names, const std::vector<std::uint64_t>& counts) {
    Counted out;
    for (std::size_t i = 0; i < names.size(); ++i) out.emplace_back(names[i], i < counts.size() ? counts[i] : 0);
    std::ranges::stable_sort(out, [](const auto& a, const auto& b) { return before(a.first, b.first); });
    return out;
  }
  static bool money(const Counted& list) {
    return std::ranges::all_of(list, [](const auto& value) {
      return value.first.find_first_not_of("0123456789.,-\xC2\xA3 ") == std::string::npos && value.first.find('.') != std::string::npos;
    });
  }
  [[nodiscard]] const FactorWords* find(const std::string& id) const {
    const auto found = std::ranges::find(factors_, id, &FactorWords::id);
    return found == factors_.end() ? nullptr : &*found;
  }
  void leave(const ColumnProfile& c) { out_.unused.push_back(c.heading); }

  /// FACTOR = { ... }: once for each person; a second column for the same factor stands as a comment.
  void simple(const ClaimColumn& column, const std::string& start, const std::string& factor) {
    const bool second = !column.person.empty() && column.person != first_;
    if (second) {
      of_people_[column.person] += start + " }\n";
      return;
    }
    const bool again = !taken_.insert(factor).second;
    const auto of_whom = column.person.empty() && start.find(", of = ") == std::string::npos ? whose() : std::string{};
    (again ? maybe_ : simple_).push_back((again ? "# " : "") + start + (column.person.empty() ? "" : ", person = " + in_quotes(column.person)) + (of_whom.empty() ? "" : ", whose = " + of_whom) + " }");
  }

  std::string label(const ColumnProfile& c) {
    auto out = squeezed(c.heading);
    if (out.empty()) out = "column";
    if (find(out) != nullptr) out += "_codes";
    while (!taken_.insert(out).second) out += "_2";
    return out;
  }

  /// A value that is a sentence says a fact by a phrase of several words, or by a word that is certain: "Asked re oxygen bleach" does not.
  [[nodiscard]] bool is_in_doubt(const std::string& value) const {
    constexpr std::size_t words_of_a_choice = 3;
    if (formats::word_count(value) <= words_of_a_choice) return false;
    return std::ranges::any_of(facts_said(value, factors_), [&](const FactorSaid& said) { return !says_it(ColumnProfile{}, said.phrase); });
  }

  [[nodiscard]] std::string code_line(const std::string& code, std::uint64_t count) const {
    const auto said = factors_said(code, factors_);
    if (said.empty()) {
      if (const auto* need = industry_ ? industry_need(code) : nullptr; need != nullptr && (need->factor.empty() || find(std::string{need->factor}) != nullptr))
        return "# " + in_quotes(code) + " = " + in_quotes(need->factor) + "   # " + cells(count) + "; " + std::string{need->words} + "\n";
      if (const auto guess = needs_ ? need_by_letters(code) : std::string_view{}; !guess.empty() && find(std::string{guess}) != nullptr)
        return "# " + in_quotes(code) + " = " + in_quotes(guess) + "   # " + cells(count) + "; a guess by its letters: when the sender's list says so, take away the #\n";
    }
    if (said.empty()) return "# " + in_quotes(code) + " = \"FACTOR\"   # " + cells(count) + "\n";
    return in_quotes(code) + " = " + (said.size() == 1 ? in_quotes(said[0]) : "[" + in_list(said) + "]") + "   # " + cells(count) + "\n";
  }

  std::string table_head(const ClaimColumn& column, const std::string& name) {
    std::string out = "[claims." + name + "]\ncolumn = " + in_quotes(column.profile->heading) + "\n";
    if (!column.person.empty()) out += "person = " + in_quotes(column.person) + "\n";
    return out;
  }

  /// Codes are compared without regard to case: "a1" is "A1". Of two the one in capitals is listed, with the cells of both.
  static Counted without_case(const Counted& list) {
    Counted out;
    for (const auto& one : list) {
      const auto same = std::ranges::find_if(out, [&](const auto& known) { return fold(known.first) == fold(one.first); });
      if (same == out.end()) {
        out.push_back(one);
        continue;
      }
      same->second += one.second;
      if (one.first < same->first) same->first = one.first;
    }
    return out;
  }

  /// The letters of each code, where some agents parted them and others let them run together ("M1+S2", "M1S2"); 0 where none did.
  static std::size_t width_of(const Counted& list) {
    constexpr std::size_t width = 2;
    const auto is_code = [&](std::string_view code) { return std::ranges::any_of(list, [&](const auto& known) { return fold(known.first) == fold(code); }); };
    bool glued = false;
    for (const auto& [code, count] : list) {
      if (code.size() < width || code.size() % width != 0) return 0;
      for (std::size_t at = 0; at < code.size(); at += width)
        if (!is_code(std::string_view{code}.substr(at, width))) return 0;
      glued = glued || code.size() > width;
    }
    return glued ? width : 0;
  }

  /// The single codes of glued ones, with the cells of both.
  static Counted parted(const Counted& list, std::size_t width) {
    Counted all;
    for (const auto& [code, count] : list)
      for (std::size_t at = 0; at < code.size(); at += width) all.emplace_back(code.substr(at, width), count);
    return without_case(all);
  }

  void codes(const ClaimColumn& column, Counted list) {
    const auto& c = *column.profile;
    list = without_case(list);
    const auto width = c.joined && c.joined->width == 0 ? width_of(list) : 0;
    if (width > 0) list = parted(list, width);
    const auto name = label(c);
    auto out = table_head(column, name);
    if (c.joined && c.joined->width > 0) out += "width = " + std::to_string(c.joined->width) + "   # letters of each code: they run together\n";
    else if (c.joined) out += "split = " + in_quotes(c.joined->separators) + (c.joined->separators.size() > 1 ? "   # at each of these marks" : "") + "\n" +
                            (width > 0 ? "width = " + std::to_string(width) + "   # letters of each code: some run together\n" : "");
    else if (std::ranges::any_of(list, [](const auto& value) { return value.first.find(',') != std::string::npos; })) out += "split = \"\"   # the whole cell\n";
    if (c.joined && c.joined->ended > 0) out += "ends_behind = true   # a day behind a code: the code holds until then; " + cells(c.joined->ended) + "\n";
    if (column.person.empty() && !whose().empty()) out += "whose = " + whose() + "\n";
    if (ends_ != nullptr) out += until().substr(2) + "   # " + (c.joined ? "a day for each code, parted like the codes, or one for all" : "from that day on the code no longer holds") + "\n";
    out += "[claims." + name + ".values]   # code = fact. Take away the # and say which; \"\" for a code that says nothing; [\"A\", \"B\"] for two facts\n";
    std::size_t open = 0;
    std::vector<std::string> names;
    for (const auto& one : list) names.push_back(one.first);
    needs_ = names_needs(c.heading);
    industry_ = needs_ && is_industry_list(names);
    if (industry_) out_.noticed.push_back(c.heading + " holds numbers as registers of GB energy and water companies use them: the draft says what each usually means there. Ask for the sender's list, and take away the # where it says the same.");
    for (const auto& [code, count] : list) {
      const auto text = (column.profile->sentences && is_in_doubt(code) ? "# " : "") + code_line(code, count);
      if (text.starts_with('#')) ++open;
      out += text;
    }
    tables_.push_back(out);
    needs_ = industry_ = false;
    if (open > 0)
      out_.noticed.push_back(c.heading + ": " + (c.joined && c.joined->cells > 0 ? "several codes stand in one cell; " : "") + std::to_string(open) + " of " + std::to_string(list.size()) +
                             (c.joined ? " codes" : " values") + " wait for somebody who knows what they mean.");
  }

  /// The fewest words of a phrase that still say the factor: "stairlift" of "stairlift fitted".
  [[nodiscard]] std::string shortest(const std::string& phrase, const std::string& id) const {
    const auto parts = split(phrase, ' ');
    for (std::size_t n = 1; n < parts.size(); ++n)
      for (std::size_t from = 0; from + n <= parts.size(); ++from) {
        const auto begin = parts[from].data(), end = parts[from + n - 1].data() + parts[from + n - 1].size();
        const std::string part{begin, end};
        const auto said = factors_said(part, factors_);
        if (part.size() >= 4 && std::ranges::find(said, id) != said.end()) return part;
      }
    return phrase;
  }

  /// A phrase of a note that says a fact, as it goes into the draft.
  struct NotePhrase {
    std::uint64_t cells{0};
    bool live{false};  ///< else somebody must look first: it stands as a comment
  };

  /// Words that say the fact of `said` and are fewest; a phrase of the vocabulary of two words and more stays whole.
  [[nodiscard]] std::string key_of(const std::string& phrase, const FactorSaid& said) const {
    return phrase.find(said.phrase) != std::string::npos ? said.phrase : shortest(phrase, said.id);
  }

  /// A single word of a note is a fact by itself only where it always stands by itself: "deaf", not "blind side of garage".
  [[nodiscard]] bool says_it(const ColumnProfile& c, const std::string& phrase) const {
    if (phrase.find(' ') != std::string::npos) return true;
    if (std::ranges::any_of(factors_, [&](const auto& factor) { return std::ranges::find(factor.certain, phrase) != factor.certain.end(); })) return true;
    const auto stands = c.word_stands.find(phrase);
    return stands != c.word_stands.end() && stands->second.plainly > 0 && stands->second.otherwise == 0;
  }
  /// Whether its first word always ends another phrase: "life support" of "end of life support" may be another thing.
  [[nodiscard]] static bool stands_over(const ColumnProfile& c, const std::string& phrase, std::uint64_t count) {
    if (phrase.find(' ') == std::string::npos) return false;
    const auto first = phrase.substr(0, phrase.find(' '));
    return std::ranges::any_of(c.phrases, [&](const auto& other) {
      return other.second >= count && other.first.ends_with(" of " + first) && other.first.find(phrase) == std::string::npos;
    });
  }
  [[nodiscard]] bool is_false_friend(const std::string& phrase) const {
    return std::ranges::any_of(factors_, [&](const auto& factor) { return std::ranges::find(factor.false_friends, phrase) != factor.false_friends.end(); });
  }

  [[nodiscard]] bool holds_false_friend(const std::string& phrase) const {
    return std::ranges::any_of(factors_, [&](const auto& factor) {
      return std::ranges::any_of(factor.false_friends, [&](const auto& friendly) { return phrase.find(friendly) != std::string::npos; });
    });
  }

  /// What stands in the column and says a fact, by phrase.
  [[nodiscard]] std::map<std::string, NotePhrase> facts_in(const ColumnProfile& c) const {
    std::map<std::string, NotePhrase> found;
    for (const auto& [phrase, count] : c.phrases)
      for (const auto& said : facts_said(phrase, factors_)) {
        const auto key = key_of(phrase, said);
        // "works on oxygen" is cut from "works on oxygen plant": a phrase of the vocabulary is counted where it stands for itself.
        if (key == said.phrase && key.find(' ') != std::string::npos && std::ranges::none_of(c.phrases, [&](const auto& one) { return one.first == key; })) continue;
        // Every place of it stands in a longer phrase of the vocabulary.
        if (const auto stands = c.word_stands.find(key); key.find(' ') == std::string::npos && stands == c.word_stands.end() && !says_it(c, key)) continue;
        auto& known = found[key];
        known.cells = std::max(known.cells, count);
        known.live = says_it(c, key) && !stands_over(c, key, known.cells);
      }
    // "deaf" finds what "hh member deaf" finds.
    std::erase_if(found, [&](const auto& phrase) {
      return std::ranges::any_of(found, [&](const auto& other) {
        return other.first.size() < phrase.first.size() && (other.second.live || !phrase.second.live) && (" " + phrase.first).find(" " + other.first) != std::string::npos &&
               factors_said(other.first, factors_) == factors_said(phrase.first, factors_);
      });
    });
    return found;
  }

  /// Frequent words around a word that is not sure: "works on oxygen". Empty when none stands in three cells and more.
  [[nodiscard]] std::string beside(const ColumnProfile& c, const std::string& word) const {
    constexpr std::uint64_t cells_min = 3;
    const std::pair<std::string, std::uint64_t>* best = nullptr;
    for (const auto& phrase : c.phrases) {
      if (phrase.second < cells_min || phrase.first.size() <= word.size() || (" " + phrase.first).find(" " + word) == std::string::npos) continue;
      const auto said = facts_said(phrase.first, factors_);
      if (std::ranges::none_of(said, [&](const FactorSaid& one) { return one.phrase == word; })) continue;
      if (best == nullptr || phrase.second > best->second || (phrase.second == best->second && phrase.first.size() > best->first.size())) best = &phrase;
    }
    return best == nullptr ? std::string{} : best->first;
  }

  [[nodiscard]] std::string unsure_line(const ColumnProfile& c, const std::string& word, std::uint64_t count) const {
    auto out = "# " + code_line(word, count);
    out.pop_back();
    const auto example = beside(c, word);
    return out + (example.empty() ? "; not always by itself: read them" : "; also " + in_quotes(example) + ": when that says nothing, give it \"\"") + "\n";
  }

  /// Written under [columns] already, as protected or deceased.
  [[nodiscard]] static bool is_a_mark(const std::string& phrase) {
    const auto holds = [words = " " + phrase + " "](std::string_view mark) { return words.find(" " + std::string{mark} + " ") != std::string::npos; };
    return std::ranges::any_of(protecting_phrases(), holds) || std::ranges::any_of(death_phrases(), holds);
  }

  /// What else stands often in the notes: the officer may know what it means.
  [[nodiscard]] Counted others_worth_a_look(Counted others, const std::map<std::string, NotePhrase>& found) const {
    std::erase_if(others, [&](const auto& phrase) {
      return holds_false_friend(phrase.first) || is_a_mark(phrase.first) || std::ranges::any_of(found, [&](const auto& known) { return (" " + known.first + " ").find(" " + phrase.first + " ") != std::string::npos; });
    });
    // Words that stand in every note and say nothing alone.
    static constexpr std::array<std::string_view, 20> empty_alone{"uses", "user", "users", "only", "visit", "visits", "returned", "needs", "lives", "says", "please", "call",
                                                                  "calls", "prefers", "after", "before", "new", "old", "able", "with"};
    std::erase_if(others, [](const auto& phrase) { return std::ranges::find(empty_alone, phrase.first) != empty_alone.end(); });
    // Of phrases inside one another the most telling one: the longest that still stands nearly as often.
    Counted offered;
    std::ranges::stable_sort(others, std::greater<>{}, [](const auto& phrase) { return phrase.second * std::min<std::size_t>(2, 1 + static_cast<std::size_t>(std::ranges::count(phrase.first, ' '))); });
    for (const auto& phrase : others) {
      const bool part = std::ranges::any_of(offered, [&](const auto& known) {
        return known.first.find(phrase.first) != std::string::npos || phrase.first.find(known.first) != std::string::npos;
      });
      if (!part && offered.size() < phrases_offered) offered.push_back(phrase);
    }
    return offered;
  }

  void words(const ClaimColumn& column) {
    const auto& c = *column.profile;
    const auto found = facts_in(c);
    Counted live, unsure, others, nothing;
    for (const auto& [phrase, known] : found) (known.live ? live : unsure).emplace_back(phrase, known.cells);
    for (const auto& phrase : c.phrases)
      if (factors_said(phrase.first, factors_).empty()) (is_false_friend(phrase.first) ? nothing : others).push_back(phrase);
    const auto offered = others_worth_a_look(std::move(others), found);
    const auto name = label(c);
    auto out = table_head(column, name);
    const auto may_mean = [&](const Counted& phrases, const FactorWords& factor) {
      return std::ranges::any_of(phrases, [&](const auto& phrase) { const auto meant = factors_said(phrase.first, factors_); return std::ranges::find(meant, factor.id) != meant.end(); });
    };
    for (const auto& factor : factors_)
      if (factor.has_due_date && (may_mean(live, factor) || may_mean(unsure, factor)))
        out += std::string{may_mean(live, factor) ? "" : "# "} + "due = " + in_quotes(factor.id) + "   # it ends six weeks after a due date that stands beside its words\n";
    out += "[claims." + name + ".contains]   # words of a note = fact; the longest counts, and \"\" says nothing. After \"no\", \"not\" or \"was\" in the same clause they are not taken\n";
    std::ranges::stable_sort(live, std::greater<>{}, [](const auto& phrase) { return phrase.second; });
    std::ranges::stable_sort(unsure, std::greater<>{}, [](const auto& phrase) { return phrase.second; });
    for (const auto& [phrase, count] : live) out += code_line(phrase, count);
    for (const auto& [phrase, count] : nothing) out += in_quotes(phrase) + " = \"\"   # " + cells(count) + "\n";
    for (const auto& [phrase, count] : unsure) out += unsure_line(c, phrase, count);
    for (const auto& [phrase, count] : offered) out += "# " + in_quotes(phrase) + " = \"FACTOR\"   # " + cells(count) + "\n";
    notes_.push_back(out);
    out_.noticed.push_back(c.heading + ": free text; " + std::to_string(live.size()) + (live.size() == 1 ? " phrase plainly says a fact, " : " phrases plainly say a fact, ") +
                           (unsure.empty() ? "" : std::to_string(unsure.size()) + (unsure.size() == 1 ? " word stands beside others and waits" : " words stand beside others and wait") + " for somebody who reads them, ") +
                           std::to_string(offered.size()) + " others are listed. Read some cells for what is rare.");
  }

  const std::vector<FactorWords>& factors_;
  const std::vector<std::string>& people_;
  std::string first_;
  std::vector<const ColumnProfile*> all_;   ///< the columns of the file that tell of facts, if any
  const ColumnProfile* whose_{nullptr};     ///< says whose the codes of a row are
  bool whose_is_sure_{false};
  bool needs_{false}, industry_{false};     ///< of the column of codes that is being drafted
  bool maybe_whose_{false};                 ///< some column holds letters of people
  std::set<std::string> ends_used_;
  const ColumnProfile* ends_{nullptr};      ///< of the column that is being drafted: see end_of()
  ClaimsDraft out_;
  std::vector<std::string> simple_, maybe_, tables_;
  std::vector<const ColumnProfile*> births_;
  std::vector<std::string> notes_;  ///< tables of free text: after those of codes, which say what they say
  std::map<std::string, std::string> of_people_;
  std::set<std::string> taken_;
};

}  // namespace

ClaimsDraft propose_claims(const std::vector<ClaimColumn>& columns, const std::string& feed_name, const std::vector<FactorWords>& factors,
                           const std::vector<std::string>& people) {
  Claims claims{columns, factors, people};
  for (const auto& column : columns) claims.column(column);
  claims.births();
  claims.every_row(feed_name);
  return claims.finish();
}

}  // namespace hearth::record
