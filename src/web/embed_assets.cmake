# embed_assets.cmake: makes OUT/assets/ from npm's packages below MODULES and the files of FROM, each with its gzip form, and
# OUT/assets.cpp, which puts them into the program. What belongs to gov.uk alone (its font, its crest) is cut out, and what is left
# of it or of an outside host stops the build.
set(govuk ${MODULES}/govuk-frontend/dist/govuk)
set(maplibre ${MODULES}/maplibre-gl/dist)
set(made ${OUT}/assets)
file(MAKE_DIRECTORY ${made})

file(READ ${govuk}/govuk-frontend.min.css css)
string(REGEX REPLACE "/\\*[^*]*\\*/" "" css "${css}")
string(REGEX REPLACE "@font-face{[^}]*}" "" css "${css}")
string(REPLACE "GDS Transport," "" css "${css}")
string(REGEX REPLACE "[-a-z]+:url\\(/assets/images/govuk-crest\\.svg\\);?" "" css "${css}")
if(css MATCHES "GDS Transport|@font-face|url\\(|crest\\.svg|@import")
  message(FATAL_ERROR "govuk-frontend's style sheet still has \"${CMAKE_MATCH_0}\": look at it and mend src/web/embed_assets.cmake")
endif()
file(WRITE ${made}/govuk.css "${css}/*! govuk-frontend, changed: licences.txt */\n")

file(READ ${govuk}/govuk-frontend.min.js script)
string(REGEX REPLACE "//# sourceMappingURL=[^\n]*" "" script "${script}")
file(WRITE ${made}/govuk.js "${script}")
foreach(name maplibre-gl.mjs maplibre-gl-worker.mjs maplibre-gl.css)
  file(READ ${maplibre}/${name} content)
  string(REGEX REPLACE "//# sourceMappingURL=[^\n]*" "" content "${content}")
  file(WRITE ${made}/${name} "${content}")
endforeach()
foreach(name addresses.js hearth.css hearth.js hearth.svg map.js)
  file(COPY_FILE ${FROM}/${name} ${made}/${name} ONLY_IF_DIFFERENT)
endforeach()
file(READ ${FROM}/licences.txt licences)
file(READ ${maplibre}/../LICENSE.txt map_licence)
file(WRITE ${made}/licences.txt "${licences}\nmaplibre-gl\n===========\n\n${map_licence}")

set(names addresses.js govuk.css govuk.js hearth.css hearth.js hearth.svg licences.txt map.js maplibre-gl.css maplibre-gl-worker.mjs maplibre-gl.mjs)
set(hashes)
foreach(name IN LISTS names)
  file(SHA256 ${made}/${name} hash_of_${name})
  string(APPEND hashes "${name} ${hash_of_${name}}\n")
endforeach()
string(SHA256 folder "${hashes}")
string(SUBSTRING ${folder} 0 16 folder)

# The assembler reads the bytes: as C++ arrays they would take minutes to compile.
set(symbols)
set(rows)
set(declarations)
set(number 0)
foreach(name IN LISTS names)
  execute_process(COMMAND gzip -9nc ${made}/${name} OUTPUT_FILE ${made}/${name}.gz RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "gzip of ${made}/${name} failed: ${failed}")
  endif()
  if(name MATCHES "\\.css$")
    set(type "text/css; charset=utf-8")
  elseif(name MATCHES "\\.m?js$")
    set(type "text/javascript; charset=utf-8")
  elseif(name MATCHES "\\.svg$")
    set(type "image/svg+xml")
  else()
    set(type "text/plain; charset=utf-8")
  endif()
  foreach(form "" ".gz")
    string(REPLACE ".gz" "_gz" suffix "${form}")
    set(symbol hearth_asset_${number}${suffix})
    string(APPEND symbols "    \".globl ${symbol}, ${symbol}_end\\n\"\n    \"${symbol}: .incbin \\\"${made}/${name}${form}\\\"\\n\"\n"
                          "    \"${symbol}_end:\\n\"\n")
    string(APPEND declarations "extern \"C\" const char ${symbol}[], ${symbol}_end[];\n")
  endforeach()
  set(symbol hearth_asset_${number})
  string(SUBSTRING ${hash_of_${name}} 0 16 tag)
  string(APPEND rows "    {\"${name}\", \"/assets/${folder}/${name}\", \"${type}\", {${symbol}, ${symbol}_end}, "
                     "{${symbol}_gz, ${symbol}_gz_end}, \"\\\"${tag}\\\"\"},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT}/assets.cpp "// Made by src/web/embed_assets.cmake.
#include \"web/assets.h\"

__asm__(
    \".section .rodata\\n\"
${symbols}    \".text\\n\");

${declarations}
namespace hearth::web {

std::span<const Asset> all_assets() noexcept {
  static const Asset all[] = {
${rows}  };
  return all;
}

}  // namespace hearth::web
")
