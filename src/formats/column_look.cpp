#include "formats/column_look.h"

#include <algorithm>

#include "base/date.h"
#include "base/hash.h"
#include "base/postcode.h"
#include "base/text.h"
#include "base/uprn.h"
#include "formats/code_end.h"
#include "formats/value_shapes.h"

namespace hearth::formats {
namespace {

constexpr std::size_t values_max = 12;         ///< more are no list to choose from
constexpr std::size_t value_bytes_max = 30;
constexpr std::size_t described_bytes_max = 60;  ///< of a value in words alone: "Physical Support - Access & mobility"
constexpr std::size_t run_together_width = 2;
constexpr std::size_t codes_max = 40;          ///< listed
constexpr std::size_t codes_counted_max = 400;
constexpr std::uint64_t odd_in = 20;           ///< one cell in so many may be something else than codes
constexpr std::uint64_t repeats_min = 5;       ///< a listed value must occur so often on average: no list of names
constexpr std::array<std::string_view, 10> code_separators{";", "|", ",", "/", "+", "^", "\n", " ", ";|,/+", ";|,/+ "};
constexpr int pivot_year = 2029;
constexpr std::uint64_t phrase_cells_max = 5'000;  ///< cells of free text whose words are counted
constexpr std::size_t phrases_counted_max = 100'000;
constexpr std::uint64_t phrase_cells_min = 3;
constexpr std::size_t phrases_max = 60;
constexpr std::size_t nulls_max = 20;

bool may_be_uprn(std::string_view text) {
  const auto bare = text.starts_with('\'') ? text.substr(1) : text;
  return bare.size() >= 4 && bare.size() <= 16 && bare.front() >= '0' && bare.front() <= '9';
}

bool may_be_postcode(std::string_view text) {
  return text.size() >= 5 && text.size() <= 9 && text.back() > '9' && text.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

namespace {

/// As a list to choose from is worded: one clause, perhaps under a head ("Sensory Support: Visual Impairment"), no number.
bool is_described(std::string_view value) { return value.find_first_of("0123456789,;.!?\n") == std::string_view::npos; }

/// The words of a clause; an empty one where a name ("mrs patel") or a number of three digits and more stood: a door code, a telephone.
std::vector<std::string_view> words_without_names(std::string_view clause) {
  static constexpr std::array<std::string_view, 7> titles{"mr", "mrs", "ms", "miss", "dr", "mx", "rev"};
  std::vector<std::string_view> out;
  bool named = false;
  for (const auto word : split(clause, ' ')) {
    if (word.empty()) continue;
    const bool title = std::ranges::find(titles, word) != titles.end();
    const auto digits = std::ranges::count_if(word, [](char c) { return c >= '0' && c <= '9'; });
    out.push_back(named || title || digits >= 3 ? std::string_view{} : word);
    named = title;
  }
  return out;
}

constexpr std::size_t wanted_words_max = 5;

bool is_hollow(std::string_view word) {
  static constexpr std::array<std::string_view, 43> hollow{
      "a",   "an", "the", "in", "of", "to",  "and", "with", "for", "on",  "at", "is",   "has",  "have", "by",  "or",  "from", "his",  "her",   "be",   "per", "he",
      "she", "it", "no",  "not", "was", "are", "as",  "but",  "if",  "this", "that", "due", "via", "re",   "were", "their", "they", "who", "when", "been", "now"};
  return std::ranges::find(hollow, word) != hollow.end() || word.find_first_not_of("0123456789/.-") == std::string_view::npos;
}

/// Words beside which a wanted word still says by itself what it says: who it is of, how much, since when.
bool is_beside(std::string_view word) {
  static constexpr std::array<std::string_view, 48> beside{
      "uses",  "user",  "using",  "very",      "v",        "profoundly", "registered", "reg",       "severe",    "severely", "totally",   "partially", "cust",     "customer", "tenant",
      "client", "pt",   "patient", "resident", "lady",     "gentleman",  "man",        "woman",     "home",      "needs",    "elderly",   "also",      "bound",    "dependent", "dependant",
      "mild",  "early", "advanced", "mixed",   "vascular", "vasc",       "overnight",  "daily",     "nightly",   "both",     "full-time", "permanent", "permanently", "diagnosed", "quite",     "rather",    "fully",      "legally"};
  return !word.empty() && (is_hollow(word) || std::ranges::find(beside, word) != beside.end());
}

std::string joined(const std::vector<std::string_view>& words, std::size_t from, std::size_t n) {
  std::string out;
  for (std::size_t i = from; i < from + n; ++i) out.append(i == from ? "" : " ").append(words[i]);
  return out;
}

/// A code, or on a line or between carets the few words that stand for one ("RES 3").
bool is_listed(std::string_view text, bool in_words) {
  constexpr std::size_t bytes_max = 30, words_max = 3;
  if (is_a_date(text)) return false;
  if (is_code(text)) return true;
  return in_words && !text.empty() && text.size() <= bytes_max && word_count(text) <= words_max && text.find_first_of(",.;:!?\n") == std::string_view::npos;
}

/// Between blanks words stand more often than codes: "V W1 P" are some, "LIVES ALONE" is none.
bool is_short_code(std::string_view text) {
  return text.size() <= 3 && std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }) && std::ranges::any_of(text, [](char c) { return c >= 'A'; });
}

}  // namespace

void ColumnLook::Joined::add(std::string_view value, std::string_view separators) {
  if (too_many) return;
  ++all;
  const bool in_words = separators == "\n" || separators == "^";
  std::vector<std::string_view> parts;
  bool fits = value.size() <= 300, has_end = false;
  for (std::size_t from = 0; from <= value.size() && fits;) {
    const auto end = std::min(value.find_first_of(separators, from), value.size());
    const auto part = trim(value.substr(from, end - from));
    from = end + 1;
    if (part.empty() && !parts.empty() && from > value.size()) continue;  // "A;B;"
    const auto read = code_end(part);
    fits = is_listed(read.code, in_words || !read.day.empty()) && (separators != " " || is_short_code(read.code)) && (separators != ";|,/+ " || read.code.size() <= 3);
    has_end = has_end || !read.day.empty();
    parts.push_back(read.code);
  }
  if (!fits || parts.empty()) {
    ++odd;
    too_many = odd > 50 && odd * odd_in > all;
    return;
  }
  if (parts.size() > 1) ++cells;
  if (has_end) ++ended;
  if (parts.size() == 1) alone.emplace(parts.front());
  const auto count = [this](std::string_view code) {
    const auto found = codes.find(code);
    if (found == codes.end()) codes.emplace(code, 1);
    else ++found->second;
  };
  for (const auto part : parts) count(part);
  if (codes.size() > codes_counted_max) too_many = true, codes.clear(), alone.clear();
}

double ColumnLook::Joined::share_of(std::size_t most) const {
  std::vector<std::uint64_t> counts;
  std::uint64_t sum = 0, top = 0;
  for (const auto& entry : codes) counts.push_back(entry.second), sum += entry.second;
  std::ranges::sort(counts, std::greater<>{});
  for (std::size_t i = 0; i < std::min(most, counts.size()); ++i) top += counts[i];
  return sum == 0 ? 0 : static_cast<double>(top) / static_cast<double>(sum);
}

void ColumnLook::add(std::string_view raw) {
  const auto value = trim(raw);
  if (value.empty() || is_null_word(value)) {
    ++profile_.blank;
    hashes_.push_back(0);
    if (!value.empty() && nulls_.size() < nulls_max) nulls_.emplace(value);
    return;
  }
  ++profile_.filled;
  hashes_.push_back(std::max<std::uint64_t>(1, hash64(value)));
  add_value(value);
  add_date(value);
  const auto words = word_count(value);
  ++words_[std::min(words, words_.size() - 1)];
  if (value.find_first_of("\r\n") != std::string_view::npos) ++profile_.line_breaks;
  for (std::size_t i = 0; i < joined_.size(); ++i) joined_[i].add(value, code_separators[i]);
  add_run_together(value);
  add_phrases(value);
  if (too_many_values_) return;
  if (const auto known = values_.find(value); known != values_.end()) {
    ++known->second;
    return;
  }
  too_many_values_ = values_.size() == values_max || value.size() > (is_described(value) ? described_bytes_max : value_bytes_max);
  if (too_many_values_) values_.clear();
  else values_.emplace(value, 1);
}

void ColumnLook::add_value(std::string_view value) {
  if (is_integer(value)) ++profile_.integers;
  else if (is_decimal(value)) ++profile_.decimals;
  if (is_yes_no(value)) ++profile_.yes_no;
  if (may_be_postcode(value) && Postcode::parse(value)) ++profile_.postcodes;
  if (is_phone(value)) ++profile_.phones;
  if (is_email(value)) ++profile_.emails;
  if (is_nhs_number(value)) ++profile_.nhs_numbers;
  if (is_ni_number(value)) ++profile_.ni_numbers;
  if (is_whole_ni_number(value)) ++profile_.ni_numbers_whole;
  if (const auto number = number_of(value)) {
    profile_.least = std::min(profile_.least.value_or(*number), *number);
    profile_.most = std::max(profile_.most.value_or(*number), *number);
  }
  if (is_address(value)) ++profile_.addresses;
  if (is_joint_name(value)) ++profile_.joint_names;
  if (is_person_name(value)) ++profile_.person_names;
  if (!may_be_uprn(value)) return;
  const auto uprn = Uprn::parse(value);
  if (uprn && uprn->number() > 999'999) ++profile_.uprns;
  if (!uprn && uprn.error().code == "uprn.digits_lost") ++profile_.uprns_hurt;
}

/// Whether a whole date stands in the text.
bool ColumnLook::holds_date(std::string_view value) {
  constexpr std::size_t date_bytes_min = 6;
  for (std::size_t from = 0; from < value.size();) {
    const auto end = std::min(value.find_first_of(" ;,()[]|&+^\n", from), value.size());
    const auto word = value.substr(from, end - from);
    const auto formats = word.size() >= date_bytes_min ? date_formats_for(word) : std::span<const std::string_view>{};
    if (!formats.empty() && Date::parse(word, formats.front(), pivot_year)) return true;
    from = end + 1;
  }
  return false;
}

void ColumnLook::add_date(std::string_view cell) {
  if (is_age(cell)) ++profile_.ages;
  const auto value = without_age(cell);
  const auto formats = date_formats_for(value);
  if (std::ranges::none_of(formats, [&](std::string_view format) { return Date::parse(value, format, pivot_year).has_value(); }) && holds_date(value)) ++profile_.inner_dates;
  const bool pair = formats.size() == 2;
  const auto fits = [&](std::string_view format) {
    const auto date = Date::parse(value, format, pivot_year);
    if (date) ++years_[format][date->year()];
    return date.has_value();
  };
  const bool first = !formats.empty() && fits(formats[0]);
  const bool second = pair && fits(formats[1]);
  bool any = first || second;
  const auto count = [this](std::string_view format, bool only) {
    auto& fit = dates_.try_emplace(format, DateFormatFit{std::string{format}}).first->second;
    ++fit.fits;
    if (only) ++fit.only_this;
  };
  if (first) count(formats[0], pair && !second);
  if (second) count(formats[1], !first);
  for (std::size_t i = 1; i < formats.size() && !pair; ++i)
    if (fits(formats[i])) count(formats[i], false), any = true;
  if (any) ++profile_.any_dates;
}

void ColumnLook::settle_dates() {
  for (const auto& [format, fit] : dates_) profile_.dates.push_back(fit);
  // Equal fits: day first is what the UK writes, and after a year nobody writes the day before the month.
  const auto is_usual = [](const DateFormatFit& fit) { return fit.format.starts_with("%d") || fit.format.starts_with("%Y-%m") || fit.format.starts_with("%Y/%m") || fit.format.starts_with("%Y%m"); };
  std::ranges::stable_sort(profile_.dates, [&](const DateFormatFit& a, const DateFormatFit& b) {
    const bool a_day = is_usual(a), b_day = is_usual(b);
    return a.fits != b.fits ? a.fits > b.fits : a_day != b_day ? a_day : a.format < b.format;
  });
}

void ColumnLook::settle_joined() {
  // Dates and numbers split at "/" and ",", too.
  if (!profile_.dates.empty() && profile_.share(profile_.dates.front().fits) > 0.5) return;
  if (profile_.share(profile_.decimals) > 0.5) return;
  std::size_t best = joined_.size();
  for (std::size_t i = 0; i < joined_.size(); ++i) {
    const auto& joined = joined_[i];
    const bool repeats = joined.codes.size() * 2 <= profile_.filled + joined.cells;
    if (joined.too_many || joined.odd * odd_in > joined.all || (joined.cells < 2 && joined.ended < 2) || !repeats) continue;
    // "PIP DL STD" is one code where none of its words stands alone.
    if (code_separators[i].ends_with(' ') && joined.alone.size() * 2 < joined.codes.size()) continue;
    // A list to choose from: few codes make up nearly all of what stands there.
    if (joined.share_of(codes_max) < 0.9) continue;
    // Several separators together only when they explain a good part more.
    const bool better = best == joined_.size() || (code_separators[i].size() == 1 ? joined.cells > joined_[best].cells : joined.cells * 10 > joined_[best].cells * 11);
    if (better) best = i;
  }
  if (best == joined_.size()) return settle_run_together();
  profile_.joined = JoinedCodes{std::string{code_separators[best]}, 0, joined_[best].cells, joined_[best].ended, {}, {}};
  std::uint64_t least = joined_[best].codes.size() > codes_max ? 2 : 1;
  while (std::ranges::count_if(joined_[best].codes, [&](const auto& code) { return code.second >= least; }) > static_cast<std::ptrdiff_t>(codes_max)) ++least;
  for (const auto& [code, cells] : joined_[best].codes) {
    if (cells < least) continue;
    profile_.joined->codes.push_back(code);
    profile_.joined->cells_with.push_back(cells);
  }
}

/// "DMHL" of the codes DM and HL: two capital letters each, nothing between them.
void ColumnLook::add_run_together(std::string_view value) {
  auto& run = run_together_;
  ++run.all;
  const bool capitals = std::ranges::all_of(value, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!capitals || value.size() % run_together_width != 0 || value.size() > 12) {
    ++run.odd;
    return;
  }
  if (value.size() > run_together_width) ++run.cells;
  if (run.codes.size() > codes_max) return;
  for (std::size_t at = 0; at < value.size(); at += run_together_width) ++run.codes[std::string{value.substr(at, run_together_width)}];
}

/// Words of capitals are even by chance, too: the codes must be few, stand alone as well, and make up nearly all of the column.
void ColumnLook::settle_run_together() {
  const auto& run = run_together_;
  if (run.cells < 3 || run.odd * odd_in > run.all || run.codes.size() > codes_max || run.all - run.odd <= run.cells) return;
  if (run.codes.size() * 4 > run.all + run.cells) return;
  profile_.joined = JoinedCodes{"", run_together_width, run.cells, 0, {}, {}};
  for (const auto& [code, cells] : run.codes) {
    profile_.joined->codes.push_back(code);
    profile_.joined->cells_with.push_back(cells);
  }
}

/// "OAP", "HI/OAP", "MOB2" in a column that most rows leave blank: codes that hardly repeat, and every one may matter.
bool ColumnLook::are_few_codes() const {
  constexpr std::size_t longest_code = 5;
  if (profile_.filled * 5 > profile_.filled + profile_.blank || values_.size() >= profile_.filled) return false;
  return std::ranges::all_of(values_, [](const auto& value) {
    std::size_t length = 0;
    for (const char c : value.first) {
      const bool mark = std::string_view{",/+;&|"}.find(c) != std::string_view::npos;
      if (!mark && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return false;
      length = mark ? 0 : length + 1;
      if (length > longest_code) return false;
    }
    return true;
  });
}

/// A list to choose from repeats; so does a mark that only some rows have ("S" for a restricted record), however few.
void ColumnLook::settle_values() {
  if (too_many_values_ || values_.empty()) return;
  const bool repeat = values_.size() * repeats_min <= profile_.filled;
  const bool marks = values_.size() <= 4 && std::ranges::all_of(values_, [](const auto& value) { return value.first.size() <= 3; });
  const bool one_word = values_.size() == 1 && profile_.filled >= 2;
  if (!repeat && !marks && !one_word && !are_few_codes()) return;
  for (auto& [value, cells] : values_) {
    profile_.values.push_back(value);
    profile_.values_cells.push_back(cells);
  }
}

void ColumnLook::add_phrases(std::string_view value) {
  if (profile_.filled > phrase_cells_max || value.size() > 600) return;
  const bool one_word = word_count(value) == 1;
  for (const auto word : split(value, ' ')) {
    if (word.empty() || one_word) continue;
    ++words_all_;
    if (word.front() >= 'a' && word.front() <= 'z') ++words_small_;
  }
  std::set<std::string> here;
  std::map<std::string, bool> stands;  // wanted single words, and whether each place of them in this cell is plain
  auto text = fold(value);
  for (auto at = text.find(" - "); at != std::string::npos; at = text.find(" - ", at + 1)) text[at + 1] = ';';
  for (char& c : text)
    if (std::string_view{",.;:()!?\"\r\n"}.find(c) != std::string_view::npos) c = '\x1f';  // a clause ends
  for (const auto clause : split(text, '\x1f')) {
    const auto words = words_without_names(clause);
    add_wanted(words, here, stands);
    for (std::size_t from = 0; from < words.size() && !one_word; ++from) {
      if (words[from].empty() || is_hollow(words[from])) continue;
      for (std::size_t n = 1; n <= 3 && from + n <= words.size() && !words[from + n - 1].empty(); ++n) {
        auto phrase = joined(words, from, n);
        if (!is_hollow(words[from + n - 1]) && phrase.size() >= 4) here.insert(std::move(phrase));
      }
    }
  }
  for (const auto& phrase : here)
    if (phrases_.size() < phrases_counted_max || phrases_.contains(phrase)) ++phrases_[phrase];
  for (const auto& [word, plain] : stands) ++(plain ? profile_.word_stands[word].plainly : profile_.word_stands[word].otherwise);
}

/// The wanted phrases of one clause, and how the single words among them stand.
void ColumnLook::add_wanted(const std::vector<std::string_view>& words, std::set<std::string>& here, std::map<std::string, bool>& stands) const {
  std::size_t first = 0, last = words.size();
  while (first < last && is_beside(words[first])) ++first;
  while (last > first && is_beside(words[last - 1])) --last;
  struct Place {
    std::string phrase;
    std::size_t from, to;
  };
  std::vector<Place> places;
  for (std::size_t from = 0; from < words.size(); ++from)
    for (std::size_t n = 1; n <= wanted_words_max && from + n <= words.size() && !words[from + n - 1].empty(); ++n)
      if (auto phrase = wanted_of(joined(words, from, n)); !phrase.empty()) places.push_back({std::move(phrase), from, from + n});
  // The longest first, as a note is read: "oxygen plant" before "on oxygen".
  std::ranges::stable_sort(places, std::greater<>{}, [](const Place& place) { return place.phrase.size(); });
  std::vector<Place> taken;  // by phrases of several words
  for (auto& place : places) {
    if (std::ranges::any_of(taken, [&](const Place& other) { return other.from < place.to && place.from < other.to; }) && place.to - place.from > 1) continue;
    here.insert(place.phrase);
    if (place.to - place.from > 1) taken.push_back(std::move(place));
  }
  const bool alone = last == first + 1 && wanted_->contains(std::string{words[first]});
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (std::ranges::any_of(taken, [&](const Place& other) { return other.from <= i && i < other.to; })) continue;
    for (const auto& word : wanted_in(words[i])) {
      const auto known = stands.try_emplace(word, true).first;
      known->second = known->second && alone;
    }
  }
}

/// The wanted phrase that this is: also as a plural, and where a stroke joins another word to its end ("oxygen bleach/mould").
std::string ColumnLook::wanted_of(std::string phrase) const {
  if (const auto slash = phrase.rfind('/'); !wanted_->contains(phrase) && slash != std::string::npos && slash > phrase.rfind(' ') + 1) phrase.erase(slash);
  if (!wanted_->contains(phrase) && phrase.ends_with('s')) phrase.pop_back();
  return wanted_->contains(phrase) ? phrase : std::string{};
}

/// "stairs" of "d/stairs", "blind" of "blinds": the wanted words that begin where a word begins.
std::vector<std::string> ColumnLook::wanted_in(std::string_view word) const {
  std::vector<std::string> out;
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; };
  for (std::size_t from = 0; from < word.size(); ++from) {
    if (from > 0 && plain(word[from - 1])) continue;
    for (std::size_t n = 2; from + n <= word.size(); ++n) {
      std::string part{word.substr(from, n)};
      const auto next = wanted_->lower_bound(part);
      if (next == wanted_->end() || !next->starts_with(part)) break;
      if (*next == part) out.push_back(std::move(part));
    }
  }
  return out;
}

/// Only of what people typed as sentences: neither names nor addresses, which are told by their capitals and numbers.
void ColumnLook::settle_phrases() {
  for (const auto& [phrase, cells] : phrases_)
    if (wanted_->contains(phrase)) profile_.wanted_cells.emplace(phrase, cells);
  profile_.sentences = words_all_ > 0 && words_small_ * 5 >= words_all_ * 2;
  const bool shouted = profile_.words_typical >= 5 && profile_.share(profile_.addresses) <= 0.3 && profile_.share(profile_.joint_names) <= 0.1;
  if (!profile_.values.empty() || (!profile_.sentences && !shouted)) return;
  std::vector<std::pair<std::string, std::uint64_t>> found;
  for (auto& entry : phrases_)
    if (entry.second >= phrase_cells_min || wanted_->contains(entry.first)) found.emplace_back(entry.first, entry.second);
  std::ranges::sort(found, [](const auto& a, const auto& b) { return std::pair{b.second, a.first} < std::pair{a.second, b.first}; });
  // "uses" and "wheelchair" say nothing more where "uses wheelchair" stands as often.
  for (const auto& phrase : found) {
    const bool part = std::ranges::any_of(found, [&](const auto& other) {
      return other.second == phrase.second && other.first.size() > phrase.first.size() && (" " + other.first + " ").find(" " + phrase.first + " ") != std::string::npos;
    });
    if (wanted_->contains(phrase.first) || (!part && profile_.phrases.size() < phrases_max)) profile_.phrases.push_back(phrase);
  }
}

ColumnProfile ColumnLook::finish() {
  std::erase(hashes_, std::uint64_t{0});
  std::ranges::sort(hashes_);
  profile_.distinct = static_cast<std::uint64_t>(std::unique(hashes_.begin(), hashes_.end()) - hashes_.begin());
  profile_.key_candidate = profile_.blank == 0 && profile_.filled > 0 && profile_.distinct == profile_.filled;
  std::uint64_t seen = 0;
  for (std::size_t words = 0; words < words_.size() && seen * 2 < profile_.filled; ++words) {
    seen += words_[words];
    profile_.words_typical = words;
  }
  settle_values();
  settle_phrases();
  profile_.null_words.assign(nulls_.begin(), nulls_.end());
  settle_dates();
  if (!profile_.dates.empty()) profile_.years = years_[profile_.dates.front().format];
  settle_joined();
  return std::move(profile_);
}

}  // namespace hearth::formats
