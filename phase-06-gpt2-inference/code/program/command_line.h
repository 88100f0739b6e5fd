// What the programs of this phase and the next share: subcommands, whole numbers, one line of error.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "math/error.h"

namespace p2g {

// What the chosen subcommand runs; its result is the exit code. Errors are thrown as p2g::Error.
using Action = std::function<int()>;

// Adds a subcommand to the command line, which sets the action when it is chosen.
using AddSubcommand = void (*)(CLI::App& app, Action& action);

// Numbers that a flag takes; CLI11's own ranges print their last digit.
inline CLI::Validator at_least(int64_t least) {
  return {[least](std::string& text) {
            int64_t value = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            const bool good = error == std::errc() && end == text.data() + text.size() && value >= least;
            return good ? std::string()
                        : "got '" + text + "', wanted a whole number, " + std::to_string(least) + " or more";
          },
          "NUMBER"};
}

// CLI11 spreads an error over lines; one is enough.
[[noreturn]] inline void usage_error(const std::string& program, const CLI::ParseError& error) {
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  fail("usage", "{}: try {} --help, or {} SUBCOMMAND --help", message, program, program);
}

// A program of subcommands, from its command line to its exit code.
inline int run_command_line(const std::string& program, const std::string& purpose,
                            const std::vector<AddSubcommand>& subcommands, int argc, char** argv) {
  return run_main(program, [&]() -> int {
    CLI::App app{purpose, program};
    app.require_subcommand(0, 1);  // that there is one is checked below, after unknown words were named
    Action action;
    for (const AddSubcommand add : subcommands) add(app, action);
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return app.exit(error);
      usage_error(program, error);
    }
    if (!action) fail("usage", "a subcommand is required: try {} --help", program);
    const int code = action();
    if (std::fflush(stdout) != 0) fail("output", "cannot write: {}", std::strerror(errno));
    return code;
  });
}

}  // namespace p2g
