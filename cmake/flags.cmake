# One interface target bears the compiler's flags, since mixing instruction sets between libraries breaks Eigen's ABI.
find_package(Threads REQUIRED)
add_library(p2g_flags INTERFACE)
target_link_libraries(p2g_flags INTERFACE Threads::Threads)
target_compile_options(
  p2g_flags
  INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
            $<$<BOOL:${P2G_WERROR}>:-Werror>
            # No errno from math functions: a sqrt is one instruction. Not -ffast-math: NaN and infinity must stay.
            -fno-math-errno -fno-trapping-math
            # A multiplication and an addition become one instruction, which -std=c++20 alone would forbid GCC.
            -ffp-contract=fast)
if(P2G_NATIVE)
  include(CheckCXXCompilerFlag)
  check_cxx_compiler_flag(-march=native P2G_HAS_MARCH_NATIVE)
  if(P2G_HAS_MARCH_NATIVE)
    target_compile_options(p2g_flags INTERFACE -march=native)
  endif()
  check_cxx_compiler_flag(-mprefer-vector-width=512 P2G_HAS_PREFER_512)
  if(P2G_HAS_PREFER_512)
    target_compile_options(p2g_flags INTERFACE -mprefer-vector-width=512)
  endif()
endif()
if(P2G_SANITIZE)
  target_compile_options(p2g_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                             -fno-omit-frame-pointer -g1)
  target_link_options(p2g_flags INTERFACE -fsanitize=address,undefined)
endif()
