#include "math/error.h"

#include <cstdio>
#include <exception>

namespace p2g {

int run_main(std::string_view program, const std::function<int()>& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "{}: out of memory\n", program);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", program, error.what());
  }
  return 1;
}

}  // namespace p2g
