// What a stub does until it is written: it says so, and ends the program with a code of its own.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace p2g {

inline constexpr int kNotWritten = 3;

[[noreturn]] inline void not_written(const char* function) {
  std::printf("not written yet: %s\n", function);
  std::fflush(stdout);
  std::_Exit(kNotWritten);
}

}  // namespace p2g
