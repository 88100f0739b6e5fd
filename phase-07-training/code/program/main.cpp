#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "math/error.h"
#include "program/program.h"

namespace {

// CLI11 spreads an error over lines; one is enough.
int usage_error(const CLI::ParseError& error) {
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  p2g::fail("usage", "{}: try train --help, or train SUBCOMMAND --help", message);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file at its size limit is an error to report, not the end
  return p2g::run_main("train", [&]() -> int {
    CLI::App app{"Trains GPT-2s: text to tokens, tokens to a model, and on from where it stopped", "train"};
    app.require_subcommand(0, 1);  // that there is one is checked below, after unknown words were named
    p2g::Action action;
    p2g::add_prepare(app, action);
    p2g::add_run(app, action);
    p2g::add_resume(app, action);
    p2g::add_export(app, action);
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return error.get_exit_code() == 0 ? app.exit(error) : usage_error(error);
    }
    if (!action) p2g::fail("usage", "a subcommand is required: try train --help");
    const int code = action();
    if (std::fflush(stdout) != 0) p2g::fail("output", "cannot write: {}", std::strerror(errno));
    return code;
  });
}
