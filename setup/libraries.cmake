# libraries.cmake: every outside library, by the name that CMakeLists.txt links. Reasons: docs/decisions/0002-libraries.md
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

function(outside name)
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE ${ARGN})
endfunction()

pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(PANGO REQUIRED pangocairo cairo-pdf)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)

outside(lib_threads Threads::Threads)
outside(lib_expected)                  # tl::expected, headers only
outside(lib_xxhash xxhash)
outside(lib_protozero)                 # headers only
outside(lib_icu PkgConfig::ICU)
outside(lib_zlib PkgConfig::ZLIB)
outside(lib_csv csv)
outside(lib_json boost_json)
target_compile_definitions(lib_json INTERFACE BOOST_ALL_NO_LIB)
outside(lib_toml)                      # toml++, headers only
target_compile_definitions(lib_toml INTERFACE TOML_EXCEPTIONS=0)
outside(lib_fmt fmt)
outside(lib_sodium PkgConfig::SODIUM)
outside(lib_proj PkgConfig::PROJ)
outside(lib_roaring roaring)
outside(lib_pango ${PANGO_LINK_LIBRARIES})  # not its imported target: its -pthread would refuse the precompiled headers
target_include_directories(lib_pango SYSTEM INTERFACE ${PANGO_INCLUDE_DIRS})
outside(lib_qpdf PkgConfig::QPDF)
outside(lib_zip PkgConfig::ZIP)
outside(lib_expat PkgConfig::EXPAT)
outside(lib_cli)                       # CLI11, headers only
outside(lib_doctest)                   # headers only
outside(lib_rapidcheck rapidcheck)

# SQLite: our own build of the amalgamation that npm's better-sqlite3 carries, pinned and checked.
set(sqlite_source ${CMAKE_SOURCE_DIR}/setup/node_modules/better-sqlite3/deps/sqlite3)
set(sqlite_sha256 75a4760a7b9727a4c4c877aec92eacf39e52a8f2921ce00bd33be6d3a8e8e254)
if(NOT EXISTS ${sqlite_source}/sqlite3.c)
  message(FATAL_ERROR "${sqlite_source}/sqlite3.c is missing. Run: make setup")
endif()
file(SHA256 ${sqlite_source}/sqlite3.c sqlite_found)
if(NOT sqlite_found STREQUAL sqlite_sha256)
  message(FATAL_ERROR "sqlite3.c has SHA-256 ${sqlite_found}, expected ${sqlite_sha256}. Run: make setup")
endif()
add_library(lib_sqlite STATIC ${sqlite_source}/sqlite3.c)
target_include_directories(lib_sqlite SYSTEM PUBLIC ${sqlite_source})
target_compile_definitions(lib_sqlite PRIVATE SQLITE_THREADSAFE=2 SQLITE_DEFAULT_SYNCHRONOUS=2
  SQLITE_DEFAULT_WAL_SYNCHRONOUS=2 SQLITE_DQS=0 SQLITE_DEFAULT_FOREIGN_KEYS=1 SQLITE_OMIT_LOAD_EXTENSION
  SQLITE_OMIT_SHARED_CACHE SQLITE_ENABLE_STAT4 SQLITE_ENABLE_MATH_FUNCTIONS SQLITE_ENABLE_API_ARMOR
  SQLITE_ENABLE_COLUMN_METADATA SQLITE_SECURE_DELETE SQLITE_USE_URI=0 SQLITE_TEMP_STORE=2)
target_compile_options(lib_sqlite PRIVATE -w -fPIC)

# SOCI's static archives, so that they use the SQLite above and not the system's.
find_library(soci_core libsoci_core.a REQUIRED)
find_library(soci_sqlite libsoci_sqlite3.a REQUIRED)
find_library(soci_postgresql libsoci_postgresql.a REQUIRED)
outside(lib_soci ${soci_sqlite} ${soci_postgresql} ${soci_core} lib_sqlite PkgConfig::PQ ${CMAKE_DL_LIBS})
