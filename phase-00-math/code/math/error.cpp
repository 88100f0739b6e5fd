#include "math/error.h"

#include <cstdio>
#include <exception>

namespace p2g {
namespace {

// A file's own bytes may be part of a message: what would break the line, or steer a terminal, is written as
// \xNN.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
      line += c == '\n' ? "\\n" : fmt::format("\\x{:02x}", byte);
    else
      line += c;
  }
  return line;
}

void report(std::string_view program, std::string_view message) {
  const std::string line = fmt::format("{}: {}\n", program, one_line(message));
  std::fwrite(line.data(), 1, line.size(), stderr);  // where even that is full, the exit code must do
}

}  // namespace

int run_main(std::string_view program, const std::function<int()>& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    report(program, "out of memory");
  } catch (const std::exception& error) {
    report(program, error.what());
  }
  return 1;
}

}  // namespace p2g
