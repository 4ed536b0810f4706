// What a screen reader, an archive and a printer find in a page that we made.
#include "formats/pdf_sheet.h"

#include <doctest/doctest.h>

#include <qpdf/qpdf-c.h>

#include "paper.h"

using namespace hearth;
using namespace hearth::formats;

namespace {

std::string sheet(const char* banner = "", int items = 3) {
  PdfSheet out{{.title = "A list",
                .author = "Council",
                .made_at = *Instant::parse("2026-11-26T03:10:00Z"),
                .banner = banner,
                .head_right = "Pack 7",
                .foot = {"Printed at night"}}};
  out.new_page("First street");
  const auto end = out.later();
  out.text({.runs = {{"A list", true}}, .size = 20, .tag = SheetTag::heading_1});
  out.open(SheetRole::row);
  out.side_by_side({{.runs = {{"Last street", false}}, .tag = SheetTag::cell}, {.tag = SheetTag::cell, .page_of = end}});
  out.close();
  out.figure(100, "Map of Weir Lane", [](SheetCanvas& canvas) { canvas.words({10, 10}, "62", 9, true, 0); });
  for (int i = 0; i < items; ++i) {
    out.open(SheetRole::item);
    out.text({.runs = {{"Office fire " + std::to_string(i), false}}});
    out.gap(30);
    out.close();
  }
  out.new_page("Last street");
  out.is_here(end);
  out.text({.runs = {{"Zażółć \x1b[31m gęślą\xE2\x80\xAEjaźń \xff", false}}});
  auto bytes = out.finish();
  if (!bytes) FAIL(to_string(bytes.error()));
  return *bytes;
}

}  // namespace

TEST_CASE("A sheet is tagged, in British English, and says what its figures show") {
  const auto bytes = sheet();
  auto pdf = qpdf_init();
  REQUIRE(qpdf_read_memory(pdf, "sheet", bytes.data(), bytes.size(), nullptr) == QPDF_SUCCESS);
  const auto root = qpdf_get_root(pdf);
  const auto in_root = [&](const char* part, const char* key) {
    return qpdf_oh_get_bool_value(pdf, qpdf_oh_get_key(pdf, qpdf_oh_get_key(pdf, root, part), key));
  };
  CHECK(std::string{qpdf_oh_get_utf8_value(pdf, qpdf_oh_get_key(pdf, root, "/Lang"))} == "en-GB");
  CHECK(in_root("/MarkInfo", "/Marked") == QPDF_TRUE);
  CHECK(in_root("/ViewerPreferences", "/DisplayDocTitle") == QPDF_TRUE);
  int alts = 0;
  for (int id = 1; id < 1000; ++id) {
    const auto object = qpdf_get_object_by_id(pdf, id, 0);
    if (qpdf_oh_is_dictionary(pdf, object) != QPDF_TRUE || qpdf_oh_has_key(pdf, object, "/Alt") != QPDF_TRUE) continue;
    ++alts;
    CHECK(std::string{qpdf_oh_get_utf8_value(pdf, qpdf_oh_get_key(pdf, object, "/Alt"))} == "Map of Weir Lane");
  }
  CHECK(alts == 1);
  qpdf_cleanup(&pdf);
  const tests::Paper paper{bytes};
  CHECK(paper.info().find("Tagged:          yes") != std::string::npos);
  const auto tags = paper.structure();
  for (const char* tag : {"Document", "H1", "Table", "TR", "TD", "Figure", "L (block)", "LI", "LBody"})
    CHECK_MESSAGE(tags.find(tag) != std::string::npos, tag);
}

TEST_CASE("Every page has head, foot and its number of how many; a place that comes later tells its page") {
  const auto pages = tests::Paper{sheet("MADE-UP PEOPLE", 40)}.pages();
  REQUIRE(pages.size() == 4);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    CHECK(pages[i].find("Page " + std::to_string(i + 1) + " of 4") != std::string::npos);
    for (const char* words : {"MADE-UP PEOPLE", "Pack 7", "Printed at night"}) CHECK(pages[i].find(words) != std::string::npos);
  }
  CHECK(pages[0].find("First street") != std::string::npos);
  CHECK(pages[3].find("Last street") != std::string::npos);
  const auto row = pages[0].find("Last street");
  REQUIRE(row != std::string::npos);
  CHECK(pages[0].substr(row, 200).find("4") != std::string::npos);
}

TEST_CASE("What one searches for is found, joined letters too; nothing in a text is obeyed") {
  const auto text = tests::Paper{sheet()}.text();
  CHECK(text.find("Office fire 2") != std::string::npos);
  CHECK(text.find("Zażółć ?[31m gęślą?jaźń ?") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("Equal sheets are equal bytes") { CHECK(sheet() == sheet()); }
