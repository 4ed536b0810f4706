// What is read out of one field: words, postcode, date of birth, telephone number; and words with a typing error or another sound.
#include "spine/search_text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "base/text.h"
#include "match/similarity.h"
#include "spine/word_book.h"

using namespace hearth;
using namespace hearth::spine;

namespace {

/// "words | postcode | birth | digits"
std::string read(std::string_view typed) {
  const auto text = read_search(typed, Date::make(2026, 6, 15).value());
  return joined(text.words, " ").append("|").append(text.postcode ? text.postcode->text() : text.outcode).append("|").append(text.birth ? text.birth->text() : "").append("|").append(text.digits);
}

}  // namespace

TEST_CASE("Pieces of a search are told apart in any order") {
  CHECK(read("Smith") == "smith|||");
  CHECK(read("Mr. J. O'Brien-Jones") == "j obrien jones|||");
  CHECK(read("Seán  Ó Briain,ZZ1 1AA") == "sean o briain|ZZ1 1AA||");
  CHECK(read("zz11aa smith") == "smith|ZZ1 1AA||");
  CHECK(read("smith ZZ1") == "smith|ZZ1||");
  CHECK(read("Flat 2, 62 Weir Lane") == "flat 2 62 weir lane|||");
  CHECK(read("Flat B2 Weir Lane") == "flat b2 weir lane|||");
  CHECK(read("smith 1/2/1950") == "smith||1950-02-01|");
  CHECK(read("1-2-50 smith") == "smith||1950-02-01|");
  CHECK(read("1.2.26") == "||2026-02-01|");
  CHECK(read("1.2.27") == "||1927-02-01|");
  CHECK(read("3rd March 1948 lee") == "lee||1948-03-03|");
  CHECK(read("12 March Road") == "12 march road|||");
  CHECK(read("01632 960 123") == "|||01632960123");
  CHECK(read("+44 1632 960123") == "|||01632960123");
  CHECK(read("020-7946-0958") == "|||02079460958");
  CHECK(read("smith 960123") == "smith|||960123");
  CHECK(read("62 01632 960123") == "62|||01632960123");
  CHECK(read("12345") == "12345|||");
  CHECK(read("   ") == "|||");
  CHECK(read_search("31/2/1950", Date::make(2026, 6, 15).value()).impossible_day == "31/2/1950");
  CHECK(read_search("a b c d e f g h i j k l m n o p q r s t", Date::make(2026, 6, 15).value()).words.size() == SearchText::words_max);
}

TEST_CASE("The book of words finds every word that is one edit away, and nothing that is farther") {
  CHECK(rc::check([] {
    const auto word = rc::gen::container<std::string>(rc::gen::elementOf(std::string{"abcd"}));
    const auto some = *rc::gen::container<std::vector<std::string>>(30, word);
    std::set<std::string> sorted;
    for (const auto& one : some)
      if (one.size() >= 4 && one.size() < 8) sorted.insert(one);
    const std::vector<std::string> all{sorted.begin(), sorted.end()};
    const WordBook book{all};
    const auto asked = *rc::gen::suchThat(word, [](const std::string& w) { return w.size() >= 4 && w.size() < 8; });
    std::vector<std::string> expected, found;
    for (const auto& one : all)
      if (one != asked && match::edits_within(asked, one, 1) == 1) expected.push_back(one);
    for (const auto number : book.misspelt(asked)) found.emplace_back(book.text(number));
    RC_ASSERT(found == expected);
  }));
}

TEST_CASE("Words are found whole, by their beginning, in spite of two errors in a long word, and by their sound") {
  const WordBook book{{"hodgkinson", "hodgson", "jan", "jane", "john", "phillips", "smith", "smythe", "stephen"}};
  const auto texts = [&](const std::vector<WordNumber>& numbers) {
    std::vector<std::string> out;
    for (const auto number : numbers) out.emplace_back(book.text(number));
    return out;
  };
  using Words = std::vector<std::string>;
  CHECK(book.find("jane"));
  CHECK_FALSE(book.find("jan e"));
  const auto [from, to] = book.beginning_with("hodg");
  CHECK(to - from == 2);
  const auto all = book.beginning_with("");
  CHECK(all.second - all.first == book.size());
  CHECK(texts(book.misspelt("hodgkinsen")) == Words{"hodgkinson"});
  CHECK(texts(book.misspelt("hogkinsen")) == Words{"hodgkinson"});
  CHECK(texts(book.misspelt("jon")).empty());  // a letter makes another word of a short one
  CHECK(texts(book.sounding_like("smyth")) == Words{"smith", "smythe"});
  CHECK(texts(book.sounding_like("fillips")) == Words{"phillips"});
  CHECK(texts(book.sounding_like("steven")) == Words{"stephen"});
  CHECK(WordBook{}.size() == 0);
  CHECK_FALSE(WordBook{}.find("a"));
}
