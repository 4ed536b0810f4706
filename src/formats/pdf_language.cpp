#include "formats/pdf_language.h"

#include <memory>
// The C interface: the C++ headers of qpdf 11.3 do not compile as C++20 with clang 14.
#include <qpdf/qpdf-c.h>

namespace hearth::formats {
namespace {

struct Cleanup {
  void operator()(qpdf_data document) const { qpdf_cleanup(&document); }
};
using Document = std::unique_ptr<_qpdf_data, Cleanup>;

/// Figures stand directly in the document's element (pdf_sheet.cpp makes them so), in reading order.
void name_figures(qpdf_data document, qpdf_oh root, const std::vector<std::string>& figures) {
  const auto tree = qpdf_oh_get_key_if_dict(document, root, "/StructTreeRoot");
  const auto top = qpdf_oh_wrap_in_array(document, qpdf_oh_get_key_if_dict(document, tree, "/K"));
  if (qpdf_oh_get_array_n_items(document, top) == 0) return;
  const auto elements = qpdf_oh_wrap_in_array(document, qpdf_oh_get_key_if_dict(document, qpdf_oh_get_array_item(document, top, 0), "/K"));
  const int count = qpdf_oh_get_array_n_items(document, elements);
  std::size_t next = 0;
  for (int i = 0; i < count && next < figures.size(); ++i) {
    const auto element = qpdf_oh_get_array_item(document, elements, i);
    const auto kind = qpdf_oh_get_key_if_dict(document, element, "/S");
    if (qpdf_oh_is_name_and_equals(document, kind, "/Figure") == QPDF_TRUE)
      qpdf_oh_replace_key(document, element, "/Alt", qpdf_oh_new_unicode_string(document, figures[next++].c_str()));
    qpdf_oh_release(document, kind);
    qpdf_oh_release(document, element);
  }
}

}  // namespace

Result<std::string> with_language(std::string_view pdf, std::string_view language, const std::vector<std::string>& figures) {
  const auto failed = [] { return fail("pdf.failed", "the pages could not be given their language."); };
  const Document owned{qpdf_init()};
  const auto document = owned.get();
  qpdf_set_suppress_warnings(document, QPDF_TRUE);
  qpdf_silence_errors(document);
  if ((qpdf_read_memory(document, "pages", pdf.data(), pdf.size(), nullptr) & QPDF_ERRORS) != 0) return failed();
  const auto root = qpdf_get_root(document);
  qpdf_oh_replace_key(document, root, "/Lang", qpdf_oh_new_string(document, std::string{language}.c_str()));
  const auto viewer = qpdf_oh_new_dictionary(document);
  qpdf_oh_replace_key(document, viewer, "/DisplayDocTitle", qpdf_oh_new_bool(document, QPDF_TRUE));
  qpdf_oh_replace_key(document, root, "/ViewerPreferences", viewer);
  name_figures(document, root, figures);
  if ((qpdf_init_write_memory(document) & QPDF_ERRORS) != 0) return failed();
  qpdf_set_deterministic_ID(document, QPDF_TRUE);
  qpdf_set_object_stream_mode(document, qpdf_o_generate);
  if ((qpdf_write(document) & QPDF_ERRORS) != 0 || qpdf_has_error(document) == QPDF_TRUE) return failed();
  const auto* bytes = qpdf_get_buffer(document);
  if (bytes == nullptr) return failed();
  return std::string{reinterpret_cast<const char*>(bytes), qpdf_get_buffer_length(document)};
}

}  // namespace hearth::formats
