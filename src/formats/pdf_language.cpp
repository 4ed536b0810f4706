#include "formats/pdf_language.h"

#include <exception>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

namespace hearth::formats {
namespace {

/// Walks the structure tree in reading order; `next` counts the figures met.
void name_figures(QPDFObjectHandle element, const std::vector<std::string>& figures, std::size_t& next) {
  if (element.isArray()) {
    for (int i = 0; i < element.getArrayNItems(); ++i) name_figures(element.getArrayItem(i), figures, next);
    return;
  }
  if (!element.isDictionary() || !element.hasKey("/S")) return;
  if (element.getKey("/S").isNameAndEquals("/Figure") && next < figures.size())
    element.replaceKey("/Alt", QPDFObjectHandle::newUnicodeString(figures[next++]));
  if (element.hasKey("/K")) name_figures(element.getKey("/K"), figures, next);
}

}  // namespace

Result<std::string> with_language(std::string_view pdf, std::string_view language, const std::vector<std::string>& figures) {
  try {
    QPDF document;
    document.setSuppressWarnings(true);
    document.processMemoryFile("pages", pdf.data(), pdf.size());
    auto root = document.getRoot();
    root.replaceKey("/Lang", QPDFObjectHandle::newString(std::string{language}));
    auto viewer = QPDFObjectHandle::newDictionary();
    viewer.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
    root.replaceKey("/ViewerPreferences", viewer);
    std::size_t next = 0;
    if (auto tree = root.getKey("/StructTreeRoot"); tree.isDictionary()) name_figures(tree.getKey("/K"), figures, next);
    QPDFWriter writer{document};
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.write();
    const std::unique_ptr<Buffer> out{writer.getBuffer()};
    return std::string{reinterpret_cast<const char*>(out->getBuffer()), out->getSize()};
  } catch (const std::exception&) {
    return fail("pdf.failed", "the pages could not be given their language.");
  }
}

}  // namespace hearth::formats
