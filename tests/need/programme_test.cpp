#include <doctest/doctest.h>

#include "need/category_verb.h"
#include "need/need_fixture.h"

using namespace hearth;
using namespace hearth::need;
using namespace hearth::need::fixture;

namespace {

const std::string sound = R"toml(purpose = "p"
words = "w"
lead = "council"
never_used_for = ["sanction", "fraud", "enforcement", "immigration"]
factors = ["age", "lives_alone", "wheelchair", "hearing_loss"]
retention_days = 30
review_on = 2027-01-01
[legal]
duty = "An Act"
lawful_basis = "6(1)(e)"
condition = "9(2)(g)"
[[role]]
name = "r"
words = "w"
[rules]
old = "age >= 75"
[[category]]
verb = "visit"
words = "w"
when = { all = ["old", "lives_alone"] }
)toml";

std::string changed(const std::string& from, const std::string& to) {
  std::string text = sound;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

Result<Programme> parse(const std::string& text) { return Programme::parse(text, "programme.toml", "test", vocabulary()); }

}  // namespace

TEST_CASE("A sound programme is read; both that ship are, with their letters") {
  const auto read = parse(sound);
  REQUIRE_MESSAGE(read.has_value(), (read ? "" : to_string(read.error())));
  CHECK(read->categories.size() == 1);
  CHECK(read->overdue(Date::make(2027, 1, 2).value()));
  CHECK(!read->overdue(Date::make(2027, 1, 1).value()));
  CHECK(programme("flood-welfare").letters.size() == 2);
  CHECK(programme("pension-credit").estimate.has_value());
  CHECK(parse(sound)->version == read->version);
  CHECK(parse(changed("75", "76"))->version != read->version);
}

TEST_CASE("What a programme may not be: each fault is refused by name, with its place, as wrong use") {
  struct Row {
    const char *from, *to, *code, *says;
  };
  const Row rows[]{
      {"duty = \"An Act\"\n", "", "programme.no_power", "power"},
      {"duty = \"An Act\"", "duty = \"  \"", "programme.no_power", "power"},
      {"lawful_basis = \"6(1)(e)\"\n", "", "programme.no_basis", "Article 6"},
      {"condition = \"9(2)(g)\"\n", "", "programme.no_basis", "Article 9"},
      {", \"immigration\"", "", "programme.never_used_for", "immigration"},
      {"never_used_for = [\"sanction\", \"fraud\", \"enforcement\", \"immigration\"]\n", "", "programme.never_used_for", "sanction"},
      {"retention_days = 30\n", "", "programme.retention", "retention_days"},
      {"retention_days = 30", "retention_days = 0", "programme.retention", "3650"},
      {"review_on = 2027-01-01\n", "", "programme.no_review", "review_on"},
      {"review_on = 2027-01-01", "review_on = \"soon\"", "programme.no_review", "YYYY-MM-DD"},
      {"[[role]]\nname = \"r\"\nwords = \"w\"\n", "", "programme.no_role", "role"},
      {"verb = \"visit\"", "verb = \"vulnerable\"", "programme.category_noun", "what staff do"},
      {"verb = \"visit\"", "verb = \"high risk\"", "programme.category_noun", "what staff do"},
      {"verb = \"visit\"", "verb = \"visit elderly\"", "programme.category_noun", "what staff do"},
      {"verb = \"visit\"", "verb = \"tier one\"", "programme.category_noun", "deed"},
      {"\"wheelchair\"", "\"wheelchiar\"", "rule.unknown_factor", "Did you mean wheelchair?"},
      {"\"old\", \"lives_alone\"", "\"old\", \"lives_alnoe\"", "rule.unknown_factor", "Did you mean lives_alone?"},
      {"\"old\", \"lives_alone\"", "\"odl\", \"lives_alone\"", "rule.unknown_factor", "Did you mean"},
      {"\"old\", \"lives_alone\"", "\"old\", \"dementia\"", "rule.not_listed", "factors"},
      {"\"old\", \"lives_alone\"", "\"old\", \"travellers_site\"", "rule.place_class", "kind of place"},
      {"\"wheelchair\"", "\"hostel\"", "rule.place_class", "kind of place"},
      {"\"old\", \"lives_alone\"", "\"old\", \"lives_alone >= 1\"", "rule.wrong_kind", "yes or no"},
      {"\"old\", \"lives_alone\"", "\"old\", \"age\"", "rule.wrong_kind", "compare"},
      {"\"old\", \"lives_alone\"", "\"old > 1\"", "rule.wrong_kind", "compared"},
      {"\"old\", \"lives_alone\"", "\"age >= many\", \"old\"", "rule.malformed", "number"},
      {"\"old\", \"lives_alone\"", "\">= 75\", \"old\"", "rule.malformed", "names a factor"},
      {"all = [\"old\", \"lives_alone\"]", "all = []", "rule.malformed", "empty list"},
      {"all = [\"old\", \"lives_alone\"]", "all = [\"old\"], any = [\"old\"]", "rule.malformed", "exactly one"},
      {"all = [\"old\", \"lives_alone\"]", "told = false, all = [\"old\", \"lives_alone\"]", "rule.nothing_told", "told = false"},
      {"all = [\"old\", \"lives_alone\"]", "any = [\"old\", { all = [\"lives_alone\"], told = false }]", "rule.nothing_told", "told = false"},
      {"all = [\"old\", \"lives_alone\"]", "at_least = 1, of = [\"old\", { all = [\"lives_alone\"], told = false }]", "rule.nothing_told", "told = false"},
      {"all = [\"old\", \"lives_alone\"]", "all = [\"old\", { all = [\"lives_alone\"], told = false, words = \"x\" }]", "rule.malformed", "words"},
      {"all = [\"old\", \"lives_alone\"]", "at_least = 3, of = [\"old\", \"lives_alone\"]", "rule.count", "at_least"},
      {"all = [\"old\", \"lives_alone\"]", "at_least = 1", "rule.malformed", "exactly one"},
      {"all = [\"old\", \"lives_alone\"]", "every = [\"old\"]", "toml.unknown_key", "every"},
      {"old = \"age >= 75\"", "old = \"young\"\nyoung = { not = \"old\" }", "rule.cycle", "old -> young -> old"},
      {"old = \"age >= 75\"", "old = \"old\"", "rule.cycle", "old -> old"},
      {"old = \"age >= 75\"", "old = \"age >= 75\"\nspare = \"lives_alone\"", "rule.unused", "uses this rule"},
      {"old = \"age >= 75\"", "old = \"age >= 75\"\nage = \"lives_alone\"", "rule.name_taken", "name"},
      {"\"old\", \"lives_alone\"", "\"old\", \"estimate > 0\"", "rule.unknown_factor", "estimate"},
      {"lead = \"council\"", "leed = \"council\"", "toml.unknown_key", "lead"},
      {"lead = \"council\"\n", "", "toml.missing", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.to);
    CAPTURE(row.code);
    const auto read = parse(changed(row.from, row.to));
    REQUIRE(!read);
    CHECK(read.error().code == row.code);
    CHECK(read.error().message.find(row.says) != std::string::npos);
    CHECK(read.error().exit == Exit::wrong_use);
    CHECK(read.error().where.file == "programme.toml");
  }
  CHECK(parse(sound.substr(0, sound.find("[[category]]"))).error().code == "programme.no_category");
}

TEST_CASE("A letter that is named and not there is refused") {
  struct OneFile final : Files {
    std::string content;
    Result<std::unique_ptr<ByteSource>> open(const Path&) override { return source_of(content); }
    Result<std::unique_ptr<ByteSink>> create(const Path&, bool) override { return fail("file.unwritable", ""); }
    bool exists(const Path& path) override { return path.filename() == "programme.toml"; }
    Result<std::uint64_t> size(const Path&) override { return content.size(); }
  } files;
  files.content = sound + "[[letter]]\nname = \"a\"\nkind = \"letter\"\nfile = \"letters/a.txt\"\n";
  const auto read = Programme::read(files, "programmes/test", vocabulary());
  REQUIRE(!read);
  CHECK(read.error().code == "letter.missing");
}

TEST_CASE("Rates without a source, in two minds about one day, or with a wrong date are refused") {
  DiskFiles files;
  const auto text = files.read_all(Path{HEARTH_SOURCE_DIR} / "programmes/pension-credit/programme.toml", 1 << 20).value();
  const auto with = [&](const std::string& from, const std::string& to) {
    auto copy = text;
    const auto at = copy.find(from);
    REQUIRE(at != std::string::npos);
    return parse(copy.replace(at, from.size(), to)).error().code;
  };
  CHECK(with("until = 2026-04-05", "until = 2026-04-06") == "rates.overlap");
  CHECK(with("until = 2026-04-05", "until = 2024-04-05") == "rates.value");
  CHECK(with("single = 227.10", "single = -1") == "rates.value");
  CHECK(with("capital_step = 500", "capital_step = 0") == "rates.value");
  CHECK(with("source = \"DWP, Benefit", "sauce = \"DWP, Benefit") == "toml.unknown_key");
  CHECK(with("income = \"weekly_income\"", "income = \"weekly_incom\"") == "rule.unknown_factor");
  CHECK(with("income = \"weekly_income\"", "income = \"carer\"") == "rule.wrong_kind");
  CHECK(with("method = \"guarantee_credit\"", "method = \"guess\"") == "estimate.unknown_method");
}

TEST_CASE("Categories are deeds of staff") {
  for (const auto* verb : {"visit first", "visit", "phone", "write", "Phone", "ask about food"}) CHECK(!fault_of_verb(verb));
  for (const auto* noun : {"", "vulnerable", "elderly", "high risk", "priority 1", "cases", "phone the elderly", "the frail", "claimants",
                           "visit and then go on to phone"})
    CHECK(fault_of_verb(noun));
}

TEST_CASE("The vocabulary refuses kinds of place, repeats and words that nobody understands") {
  const auto with = [](const std::string& more) {
    const auto read = Vocabulary::parse("[[factor]]\nid = \"a\"\nwords = \"w\"\nquestion = \"q\"\nkind = \"yes_no\"\nabout = \"person\"\n" + more, "f.toml");
    return read ? std::string{"read"} : read.error().code;
  };
  const std::string rest = "words = \"w\"\nquestion = \"q\"\nkind = \"yes_no\"\nabout = \"property\"\n";
  CHECK(with("") == "read");
  CHECK(with("[[factor]]\nid = \"on_travellers_site\"\n" + rest) == "factor.place_class");
  CHECK(with("[[factor]]\nid = \"hostel\"\n" + rest) == "factor.place_class");
  CHECK(with("[[factor]]\nid = \"in_refuge\"\n" + rest) == "factor.place_class");
  CHECK(with("[[factor]]\nid = \"a\"\n" + rest) == "factor.repeated");
  CHECK(with("[[factor]]\nid = \"b\"\nwords = \" \"\nquestion = \"q\"\nkind = \"yes_no\"\nabout = \"person\"\n") == "factor.no_words");
  CHECK(with("[[factor]]\nid = \"b\"\nwords = \"w\"\nquestion = \"q\"\nkind = \"maybe\"\nabout = \"person\"\n") == "factor.kind");
  CHECK(with("colour = \"red\"\n") == "toml.unknown_key");
  CHECK(vocabulary().nearest("wheelchiar") == "wheelchair");
  CHECK(vocabulary().find_savvi("LIVES ALONE") == vocabulary().find("lives_alone"));
}
