# flags.cmake: what every target is compiled with. Sources: OpenSSF compiler hardening guide; probed with g++ 12 and clang 14.
add_library(hearth_flags INTERFACE)
target_compile_options(hearth_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wconversion;-Wformat=2;-Wno-missing-field-initializers>
  -fPIC -fstack-protector-strong -fno-delete-null-pointer-checks -fno-strict-overflow)
target_compile_definitions(hearth_flags INTERFACE _GLIBCXX_ASSERTIONS)
target_link_options(hearth_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
option(HEARTH_WERROR "a warning stops the build; OFF for compilers that the project has not seen" ON)
if(HEARTH_WERROR)
  target_compile_options(hearth_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
if(HEARTH_SANITIZE)
  target_compile_options(hearth_flags INTERFACE -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
    -fno-omit-frame-pointer -g1)
  target_link_options(hearth_flags INTERFACE -fsanitize=address,undefined)
  set(CMAKE_CXX_FLAGS_RELEASE "-O1")
else()
  target_compile_options(hearth_flags INTERFACE -fstack-clash-protection -fcf-protection=full -U_FORTIFY_SOURCE
    -D_FORTIFY_SOURCE=2)
  target_link_options(hearth_flags INTERFACE -pie)
endif()
