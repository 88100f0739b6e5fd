// Errors say who, what was got, what was wanted, and what to do now, in one line.
#pragma once

#include <fmt/core.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace p2g {

// Thrown for wrong shapes, broken files and wrong settings; never for a bug in the library itself.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// fail("linear", "x is {} but W is {}: ...", ...) throws Error("[linear] x is ...").
template <typename... Args>
[[noreturn]] void fail(std::string_view who, fmt::format_string<Args...> message, Args&&... args) {
  throw Error(fmt::format("[{}] {}", who, fmt::format(message, std::forward<Args>(args)...)));
}

// Runs a program's body; an exception becomes one line on stderr, "program: what", and exit code 1.
int run_main(std::string_view program, const std::function<int()>& body);

}  // namespace p2g
