#include "web/html.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace hearth::web;

TEST_CASE("Whatever text comes from outside, it makes no tag and leaves no attribute") {
  CHECK(text("<b>Tom & \"Jo's\"</b>").bytes() == "&lt;b&gt;Tom &amp; &quot;Jo&#39;s&quot;&lt;/b&gt;");
  CHECK(el("p", {{"title", "a\" onclick=\"x"}}, text("x")).bytes() == "<p title=\"a&quot; onclick=&quot;x\">x</p>");
  CHECK(rc::check([] {
    const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    const auto page = el("p", {{"title", bytes}}, text(bytes)).bytes();
    RC_ASSERT(std::count(page.begin(), page.end(), '<') == 2);
    RC_ASSERT(std::count(page.begin(), page.end(), '"') == 2);
  }));
}

TEST_CASE("A link leads to this site or to a scheme that runs nothing") {
  for (const auto* good : {"/home/1", "#list", "?page=2", "https://www.gov.uk/", "mailto:a@b.example", "tel:+441632960001"})
    CHECK(el("a", {{"href", good}}, text("x")).bytes() == std::string{"<a href=\""} + good + "\">x</a>");
  for (const auto* bad : {"javascript:alert(1)", "JavaScript:x", " javascript:x", "data:text/html,x", "//evil.example/", "/\\evil.example", "java\nscript:x", "http://x.example"})
    CHECK(el("a", {{"href", bad}}, text("x")).bytes() == "<a href=\"#\">x</a>");
}

TEST_CASE("Elements without content have no end tag; attributes can be left out or bare") {
  CHECK(el("input", {{"type", "checkbox"}, flag("checked", true), flag("disabled", false), maybe("id", "")}).bytes() == "<input type=\"checkbox\" checked>");
}

TEST_CASE("The first line break that somebody typed into a long field is still there when it is shown again") {
  CHECK(el("textarea", {{"name", "note"}}, text("\nSecond line")).bytes() == "<textarea name=\"note\">\n\nSecond line</textarea>");
  CHECK(el("pre", {}, text("\nSecond line")).bytes() == "<pre>\n\nSecond line</pre>");
  CHECK(el("p", {}, text("\nx")).bytes() == "<p>\nx</p>");
}

TEST_CASE("No attribute that leads somewhere goes unchecked") {
  for (const auto& name : {Literal{"href"}, Literal{"src"}, Literal{"action"}, Literal{"formaction"}, Literal{"data"}, Literal{"poster"}, Literal{"cite"},
                           Literal{"ping"}, Literal{"manifest"}, Literal{"background"}})
    CHECK(el("x", {{name, "javascript:alert(1)"}}, {}).bytes() == "<x " + std::string{name.text} + "=\"#\"></x>");
}
