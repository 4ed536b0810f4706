# embed_migrations.cmake: writes OUT, a C++ file with the text of every src/store/migrations/NNNN_name.sql, in order.
file(GLOB files ${FROM}/*.sql)
list(SORT files)
set(rows)
foreach(path IN LISTS files)
  get_filename_component(file_name ${path} NAME_WE)
  string(REGEX MATCH "^([0-9]+)_(.+)$" found ${file_name})
  if(NOT found)
    message(FATAL_ERROR "${path}: a migration is named NNNN_name.sql")
  endif()
  set(name ${CMAKE_MATCH_2})
  math(EXPR number "${CMAKE_MATCH_1} + 0")
  file(READ ${path} text)
  string(APPEND rows "    {${number}, \"${name}\", R\"hearth_sql(${text})hearth_sql\"},\n")
endforeach()
file(WRITE ${OUT}.new "// Made by src/store/embed_migrations.cmake. Change src/store/migrations/ instead.
#include \"store/migrations.h\"

namespace hearth::store {
namespace {
constexpr Migration all[] = {
${rows}};
}
std::span<const Migration> migrations() { return all; }
}  // namespace hearth::store
")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
