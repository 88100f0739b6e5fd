#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "math/error.h"
#include "program/program.h"

namespace {

// CLI11 spreads an error over lines; one is enough.
int usage_error(const CLI::ParseError& error) {
  std::string message = error.what();
  std::replace(message.begin(), message.end(), '\n', ' ');
  p2g::fail("usage", "{}: try gpt2 --help, or gpt2 SUBCOMMAND --help", message);
}

}  // namespace

int main(int argc, char** argv) {
  return p2g::run_main("gpt2", [&]() -> int {
    CLI::App app{"GPT-2 on this machine: run it, look inside it, prove it", "gpt2"};
    app.require_subcommand(0, 1);  // that there is one is checked below, after unknown words were named
    p2g::Action action;
    p2g::add_generate(app, action);
    p2g::add_predict(app, action);
    p2g::add_tokenize(app, action);
    p2g::add_logits(app, action);
    p2g::add_inspect(app, action);
    p2g::add_verify(app, action);
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return error.get_exit_code() == 0 ? app.exit(error) : usage_error(error);
    }
    if (!action) p2g::fail("usage", "a subcommand is required: try gpt2 --help");
    const int code = action();
    if (std::fflush(stdout) != 0) p2g::fail("output", "cannot write: {}", std::strerror(errno));
    return code;
  });
}
