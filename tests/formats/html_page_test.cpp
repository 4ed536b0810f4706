#include "formats/html_page.h"

#include <doctest/doctest.h>

#include <array>

using namespace hearth;
using namespace hearth::formats;

TEST_CASE("Text in a page can be no tag, no attribute and no broken byte") {
  CHECK(html_escaped("<b a=\"1\" c='2'>&") == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
  CHECK(html_escaped("12\nWeir\tLane") == "12 Weir Lane");
  CHECK(html_escaped("Ty Gl\xC3\xA2s") == "Ty Gl\xC3\xA2s");
  CHECK(html_escaped("Weir \xFFLane") == "Weir ?Lane");
}

TEST_CASE("A waterfall adds up, bars go both ways, and a curve lies between its axes") {
  HtmlPage page{"Charts"};
  const std::array steps{HtmlStep{"start", -10}, HtmlStep{"<surname>", 12}, HtmlStep{"sex", 1}};
  const std::array points{HtmlPoint{0, 1}, HtmlPoint{1, 0.5}, HtmlPoint{2, -1}};
  page.subheading("One pair").steps("How it adds up", steps, "together").signed_bars("Each alone", steps).curve("Curve", "recall", "precision", points);
  const auto html = page.finish();
  const auto has = [&](std::string_view text) { return html.find(text) != std::string::npos; };
  CHECK(has("<h3>One pair</h3>"));
  CHECK(has("together +3.0"));
  CHECK(has("&lt;surname&gt; +12.0"));
  CHECK(has("class=\"against\" x=\"0.0\""));          // the start goes from nothing down to the left edge
  CHECK(has("x=\"0.0\" y=\"50\" width=\"276.9\""));  // and the surname from there: 12 of 13 bits of the width
  CHECK(has("34.0,22.0 274.0,142.0 274.0,262.0"));       // points outside are kept inside
}

TEST_CASE("A page has one title, a language, captions and scopes, charts that are told in words, and nothing from outside") {
  HtmlPage page{"Facts & figures"};
  const std::array bars{HtmlBar{"some", 1000}, HtmlBar{"few", 1}, HtmlBar{"none", 0}};
  page.heading("First").paragraph("1 < 2").bars("Bars", bars);
  page.table({.caption = "Rows", .columns = {{"What"}, {"How many", true}}, .rows = {{"some", "1,000"}, {"<few>", "1"}}});
  page.table({.caption = "Nothing", .columns = {{"What"}}});
  const auto html = page.finish();
  const auto has = [&](std::string_view text) { return html.find(text) != std::string::npos; };
  CHECK(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
  CHECK(has("<title>Facts &amp; figures</title>"));
  CHECK(has("<h1>Facts &amp; figures</h1>"));
  CHECK(has("<h2>First</h2>\n<p>1 &lt; 2</p>"));
  CHECK(has("<caption id=\"t1\">Rows</caption>"));
  CHECK(has("<th role=\"columnheader\" scope=\"col\" class=\"n\">How many</th>"));
  CHECK(has("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\" data-label=\"What\">&lt;few&gt;</th><td role=\"cell\" class=\"n\" data-label=\"How many\">1</td></tr>"));
  CHECK_FALSE(has("Nothing"));
  CHECK(has("<svg role=\"img\" aria-label=\"Bars\""));
  CHECK(has("width=\"160.0\""));
  CHECK(has("width=\"1.0\""));
  CHECK(has("width=\"0.0\""));
  for (const char* outside : {"http:", "https:", "<script", "src=", "href=", "url("}) CHECK_FALSE(has(outside));
}
