// main() of a program that takes no arguments: --help prints what it is for, anything else ends with code 2.
#pragma once

#include <fmt/core.h>

#include <string_view>

#include "math/error.h"

namespace p2g {

template <typename Body>
int plain_main(int argc, char** argv, std::string_view program, std::string_view what, Body body) {
  if (argc == 1)
    return run_main(program, [&] {
      body();
      return 0;
    });
  const bool help = argc == 2 && (std::string_view(argv[1]) == "--help" || std::string_view(argv[1]) == "-h");
  fmt::print(help ? stdout : stderr, "usage: {}: {}\n", program, what);
  return help ? 0 : 2;
}

}  // namespace p2g
