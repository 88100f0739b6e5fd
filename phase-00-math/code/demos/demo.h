// What the demos' mains share: the one that takes no argument but --help.
#pragma once

#include <fmt/core.h>

#include <functional>
#include <string_view>

#include "math/error.h"

namespace p2g {

// `purpose` is one sentence. Anything but --help is refused with exit code 2.
inline int demo_main(int argc, char** argv, std::string_view program, std::string_view purpose,
                     const std::function<void()>& body) {
  return run_main(program, [&] {
    if (argc == 1) {
      body();
      return 0;
    }
    const bool help =
        argc == 2 && (std::string_view(argv[1]) == "--help" || std::string_view(argv[1]) == "-h");
    if (help) fmt::print("usage: {}\n{}\n", program, purpose);
    if (!help) fmt::print(stderr, "{}: it takes no argument but --help\n", program);
    return help ? 0 : 2;
  });
}

}  // namespace p2g
