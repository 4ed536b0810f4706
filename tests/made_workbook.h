// made_workbook.h: a small .xlsx put together from its parts, for tests: an archive of stored entries, as ZIP's first version had them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace hearth::tests {

using Parts = std::vector<std::pair<std::string, std::string>>;

inline std::uint32_t check_sum(const std::string& bytes) {
  std::uint32_t sum = 0xFFFFFFFFU;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320U : 0U);
  }
  return ~sum;
}

inline std::string archive_of(const Parts& parts) {
  std::string out, directory;
  const auto number = [](std::string& to, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
  };
  const auto facts = [&](std::string& to, const std::string& name, const std::string& content) {
    number(to, 20, 2), number(to, 0, 2), number(to, 0, 2), number(to, 0, 4), number(to, check_sum(content), 4);
    number(to, content.size(), 4), number(to, content.size(), 4), number(to, name.size(), 2), number(to, 0, 2);
  };
  for (const auto& [name, content] : parts) {
    directory.append("PK\x01\x02", 4);
    number(directory, 20, 2);
    facts(directory, name, content);
    number(directory, 0, 2), number(directory, 0, 2), number(directory, 0, 2), number(directory, 0, 4), number(directory, out.size(), 4);
    directory += name;
    out.append("PK\x03\x04", 4);
    facts(out, name, content);
    out += name + content;
  }
  const auto start = out.size();
  out += directory;
  out.append("PK\x05\x06", 4);
  number(out, 0, 4), number(out, parts.size(), 2), number(out, parts.size(), 2), number(out, directory.size(), 4), number(out, start, 4), number(out, 0, 2);
  return out;
}

/// One sheet named List. @param sheet  rows, as they stand between <sheetData> and its end
inline Parts workbook_parts(const std::string& sheet, const std::string& strings = "", const std::string& styles = "", const std::string& properties = "") {
  return {{"[Content_Types].xml", "<Types/>"},
          {"xl/workbook.xml", "<?xml version=\"1.0\"?><workbook xmlns:r=\"r\">" + properties + "<sheets><sheet name=\"Hidden\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/><sheet name=\"List\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                                         "<Relationship Id=\"rId2\" Type=\"http://x/relationships/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>"},
          {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
          {"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"},
          {"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>not this one</t></is></c></row></sheetData></worksheet>"},
          {"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + sheet + "</sheetData></worksheet>"}};
}

}  // namespace hearth::tests
